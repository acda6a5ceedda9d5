package sheet

import "bytes"

// attribute is one attribute of a start tag, its value as it stands in the file.
type attribute struct {
	name, value []byte
}

// mostAttributes is beyond any tag of a workbook; it keeps the search for doubles short.
const mostAttributes = 256

// nameBytes marks the characters of a name: all that the parts of a workbook use are ASCII.
var nameBytes = func() (table [256]bool) {
	for _, c := range []byte("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_:-.") {
		table[c] = true
	}
	return table
}()

// nameIn returns the name with which b begins, empty if none.
func nameIn(b []byte) []byte {
	if len(b) == 0 || b[0] == '-' || b[0] == '.' || b[0]-'0' <= 9 {
		return nil
	}
	n := 0
	for n < len(b) && nameBytes[b[n]] {
		n++
	}
	return b[:n]
}

// local is a name without its prefix.
func local(name []byte) []byte {
	return name[bytes.IndexByte(name, ':')+1:]
}

func isSpace(c byte) bool { return c == ' ' || c == '\n' || c == '\t' || c == '\r' }

func spaces(b []byte) int {
	n := 0
	for n < len(b) && isSpace(b[n]) {
		n++
	}
	return n
}

// startTag reads a start tag with its attributes and opens the element.
func (m *markup) startTag(rest []byte) error {
	name := nameIn(rest[1:])
	i := 1 + len(name)
	m.attributes = m.attributes[:0]
	for {
		gap := spaces(rest[i:])
		i += gap
		if i >= len(rest) || rest[i] == '/' && i+1 >= len(rest) {
			return errShort
		}
		if rest[i] == '>' || rest[i] == '/' && rest[i+1] == '>' {
			break
		}
		if gap == 0 || len(name) == 0 {
			return badTag(rest)
		}
		n, err := m.attribute(rest[i:])
		if err != nil {
			return err
		}
		i += n
	}
	m.empty = rest[i] == '/'
	if m.empty {
		i++
	}
	m.pos += i + 1
	return m.push(name)
}

// attribute reads one attribute and returns its length.
func (m *markup) attribute(b []byte) (int, error) {
	name := nameIn(b)
	i := len(name)
	i += spaces(b[i:])
	if i >= len(b) {
		return 0, errShort
	}
	if len(name) == 0 || b[i] != '=' {
		return 0, badTag(b)
	}
	i++
	i += spaces(b[i:])
	if i >= len(b) {
		return 0, errShort
	}
	if b[i] != '"' && b[i] != '\'' {
		return 0, badTag(b)
	}
	end := bytes.IndexByte(b[i+1:], b[i])
	if end < 0 {
		return 0, errShort
	}
	value := b[i+1 : i+1+end]
	if bytes.IndexByte(value, '<') >= 0 {
		return 0, badTag(b)
	}
	if err := checkEntities(value); err != nil {
		return 0, err
	}
	if len(m.attributes) == mostAttributes {
		return 0, refuse("damaged-sheet", "too_many_attributes", mostAttributes)
	}
	for _, a := range m.attributes {
		if bytes.Equal(a.name, name) {
			return 0, refuse("damaged-sheet", "attribute_twice", clip(name))
		}
	}
	m.attributes = append(m.attributes, attribute{name, value})
	return i + 1 + end + 1, nil
}

func (m *markup) push(name []byte) error {
	colon := bytes.IndexByte(name, ':')
	switch {
	case len(name) == 0 || colon == 0 || colon == len(name)-1 || colon > 0 && bytes.IndexByte(name[colon+1:], ':') >= 0:
		return refuse("damaged-sheet", "no_element_name", clip(name))
	case len(m.starts) == 0 && m.open != nil:
		return refuse("damaged-sheet", "behind_outermost", clip(name))
	case len(m.starts) == deepest:
		return refuse("damaged-sheet", "too_deep", deepest)
	}
	m.name = name[colon+1:]
	m.starts = append(m.starts, len(m.open))
	m.open = append(m.open, name...)
	return nil
}

func badTag(b []byte) error {
	return refuse("damaged-sheet", "broken_tag", clip(b))
}

// get returns the value of an attribute without prefix, decoded.
func (m *markup) get(name string) (string, bool) {
	for _, a := range m.attributes {
		if string(a.name) == name {
			return string(appendText(nil, a.value, true)), true
		}
	}
	return "", false
}

// getPrefixed returns the value of an attribute that has this local name behind any prefix, such as r:id.
func (m *markup) getPrefixed(name string) (string, bool) {
	for _, a := range m.attributes {
		if l := local(a.name); string(l) == name && len(l) < len(a.name) {
			return string(appendText(nil, a.value, true)), true
		}
	}
	return "", false
}
