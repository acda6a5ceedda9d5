package mail

import (
	"strings"

	"golang.org/x/net/html"
)

// cutter cuts a page into tags and the text between them, at the same places as the tokenizer of golang.org/x/net/html, whose
// rules are those of browsers. A mail is mostly tags of which three attributes are read, so it jumps over the rest; where a rule
// is rarely needed it asks that tokenizer.
type cutter struct {
	page string
	tag  tag // the one that was read last
}

// tag is one tag and where the attributes stand that are read of it.
type tag struct {
	name     string // in lower case
	is       trait
	from, to int  // of the page
	closed   bool // it is written <name/>
	values   [4]span
}

// span is where the value of an attribute stands; none is there while end is 0.
type span struct{ start, end int }

// key is an attribute that is read.
type key int

const (
	isAlt key = iota
	isHref
	isStyle
	isHiddenKey
)

// Read a row as: this attribute is read. Each is one letter longer than the one before.
var keys = [...]string{isAlt: "alt", isHref: "href", isStyle: "style", isHiddenKey: "hidden"}

const shortestKey = len("alt")

func (t *tag) has(k key) bool { return t.values[k].end > 0 }

// pageReader is told what stands in it, in order.
type pageReader interface {
	text(s string)
	start(t *tag)
	end(t *tag)
}

// run tells r of the whole page.
func (c *cutter) run(r pageReader) {
	for from, at := 0, 0; ; {
		i := strings.IndexByte(c.page[at:], '<')
		if at += i; i < 0 || at+1 >= len(c.page) || c.page[at+1] == '/' && at+2 >= len(c.page) {
			if from < len(c.page) {
				r.text(c.page[from:])
			}
			return
		}
		if next := c.page[at+1]; !isLetter(next) && next != '/' && next != '!' && next != '?' {
			at++ // no tag begins here
			continue
		}
		if from < at {
			r.text(c.page[from:at])
		}
		end := c.markup(r, at)
		if end < 0 {
			return
		}
		from, at = end, end
	}
}

// markup reads what begins at the < at and says where it ends, -1 when the page ends within.
func (c *cutter) markup(r pageReader, at int) int {
	rest := c.page[at+1:]
	switch {
	case strings.HasPrefix(rest, "!--"):
		return c.comment(at + 4)
	case rest[0] == '!':
		return c.behind(at+2, '>')
	case rest[0] == '?' || rest[0] == '/' && rest[1] != '>' && !isLetter(rest[1]):
		return c.behind(at+2, '>')
	case rest[0] == '/' && rest[1] == '>':
		return at + 3
	case rest[0] == '/':
		if !c.readTag(at, at+2, false) {
			return -1
		}
		r.end(&c.tag)
		return c.tag.to
	}
	if !c.readTag(at, at+1, true) {
		return -1
	}
	r.start(&c.tag)
	if c.tag.is&isRaw != 0 {
		return c.rawText(r, c.tag)
	}
	return c.tag.to
}

// behind is the place behind the next b from at on, -1 when there is none.
func (c *cutter) behind(at int, b byte) int {
	if i := strings.IndexByte(c.page[at:], b); i >= 0 {
		return at + i + 1
	}
	return -1
}

// comment is the place behind the comment whose text begins at i.
func (c *cutter) comment(i int) int {
	for dashes, beginning := 0, true; i < len(c.page); i++ {
		switch b := c.page[i]; {
		case b == '-':
			dashes++
			continue
		case b == '>' && (dashes >= 2 || beginning):
			return i + 1
		case b == '!' && dashes >= 2:
			if i++; i >= len(c.page) {
				return -1
			}
			if c.page[i] == '>' {
				return i + 1
			}
			if c.page[i] == '-' {
				dashes, beginning = 1, false
				continue
			}
		}
		dashes, beginning = 0, false
		if n := strings.IndexByte(c.page[i:], '-'); n > 0 {
			i += n - 1 // nothing else can begin the end
		} else if n < 0 {
			return -1
		}
	}
	return -1
}

// rawText tells r of the text of an element that holds no tags, and says where its end tag begins, -1 when it has none.
func (c *cutter) rawText(r pageReader, t tag) int {
	end := t.to
	switch t.name {
	case "plaintext":
		end = len(c.page)
	case "script":
		end += scriptLength(c.page[t.from:])
	default:
		end = c.rawEnd(t)
	}
	if end > t.to {
		r.text(c.page[t.to:end])
	}
	if end >= len(c.page) {
		return -1
	}
	return end
}

// rawEnd is where the end tag of t begins, the end of the page when it has none.
func (c *cutter) rawEnd(t tag) int {
	for at := t.to; ; at += 2 {
		i := strings.Index(c.page[at:], "</")
		if i < 0 {
			return len(c.page)
		}
		at += i
		name := c.page[at+2:]
		if len(name) > len(t.name) && strings.EqualFold(name[:len(t.name)], t.name) && (isBlank(name[len(t.name)]) || name[len(t.name)] == '/' || name[len(t.name)] == '>') {
			return at
		}
	}
}

// scriptLength is how long the script is that a page begins with: comments in it, and scripts in those, have rules of their own.
func scriptLength(page string) int {
	z := html.NewTokenizer(strings.NewReader(page))
	z.Next()
	if z.Next() != html.TextToken {
		return 0
	}
	return len(z.Raw())
}

// readTag reads the tag whose name begins at i; false when the page ends within it.
func (c *cutter) readTag(from, i int, starts bool) bool {
	end := i
	for end < len(c.page) && !isBlank(c.page[end]) && c.page[end] != '/' && c.page[end] != '>' {
		end++
	}
	name := lowerName(c.page[i:end])
	c.tag = tag{name: name, is: traits[name], from: from}
	last, ok := c.attributes(end, starts)
	if !ok {
		return false
	}
	if starts && c.page[c.tag.to-2] == '/' {
		c.tag.closed = last != c.tag.to-1 || c.told().Type == html.SelfClosingTagToken
	}
	return true
}

// told is what the tokenizer says of the tag.
func (c *cutter) told() html.Token {
	z := html.NewTokenizer(strings.NewReader(c.page[c.tag.from:c.tag.to]))
	z.Next()
	return z.Token()
}

// lowerName is the name of a tag as tags are compared.
func lowerName(name string) string {
	for i := 0; i < len(name); i++ {
		if b := name[i]; b >= 'A' && b <= 'Z' || b == 0 {
			return strings.ReplaceAll(lowerASCII(name), "\x00", "\ufffd")
		}
	}
	return name
}

// attributes reads the attributes from i to the end of the tag, and says where the last of them ends.
func (c *cutter) attributes(i int, keep bool) (last int, ok bool) {
	page := c.page
	for {
		if i = skipBlanks(page, i); i >= len(page) {
			return 0, false
		}
		if page[i] == '>' {
			c.tag.to = i + 1
			return last, true
		}
		name := i
		if page[i] == '=' {
			i++
		}
		for i < len(page) && page[i] != '=' && page[i] != '/' && page[i] != '>' && !isBlank(page[i]) {
			i++
		}
		nameEnd, value := i, span{i, i}
		if i = skipBlanks(page, i); i >= len(page) {
			return 0, false
		}
		switch page[i] {
		case '/':
			i++
		case '=':
			if value, i = valueAt(page, skipBlanks(page, i+1)); i < 0 {
				return 0, false
			}
			if value.end == 0 {
				value = span{nameEnd, nameEnd}
			}
		}
		if nameEnd > name {
			last = value.end
			if keep {
				c.keep(page[name:nameEnd], value)
			}
		}
	}
}

// valueAt is the value of an attribute that begins at i, and what follows it, -1 when the page ends within.
func valueAt(page string, i int) (value span, next int) {
	if i >= len(page) {
		return span{}, -1
	}
	switch q := page[i]; q {
	case '>':
		return span{}, i
	case '\'', '"':
		n := strings.IndexByte(page[i+1:], q)
		if n < 0 {
			return span{}, -1
		}
		return span{i + 1, i + 1 + n}, i + 2 + n
	}
	for start := i; i < len(page); i++ {
		if page[i] == '>' {
			return span{start, i}, i
		}
		if isBlank(page[i]) {
			return span{start, i}, i + 1
		}
	}
	return span{}, -1
}

// keep notes the value of an attribute that is read; of two of one name the first counts.
func (c *cutter) keep(name string, value span) {
	k := len(name) - shortestKey
	if k >= 0 && k < len(keys) && c.tag.values[k].end == 0 && strings.EqualFold(name, keys[k]) {
		c.tag.values[k] = value
	}
}

// value is the value of an attribute of t, with its entities written out.
func (c *cutter) value(t *tag, k key) (string, bool) {
	if !t.has(k) {
		return "", false
	}
	v := c.page[t.values[k].start:t.values[k].end]
	if strings.IndexByte(v, '&') < 0 && strings.IndexByte(v, '\r') < 0 && strings.IndexByte(v, 0) < 0 {
		return v, true
	}
	if plain, ok := withAmpersands(v); ok {
		return plain, true
	}
	c.tag = *t
	for _, a := range c.told().Attr {
		if a.Key == keys[k] {
			return a.Val, true
		}
	}
	return "", false
}

// withAmpersands writes the named entities of a value out. In an address an & often begins the next field instead and is itself,
// where that can be told; false when there is more to do.
func withAmpersands(v string) (string, bool) {
	if strings.IndexByte(v, '\r') >= 0 || strings.IndexByte(v, 0) >= 0 {
		return "", false
	}
	var b strings.Builder
	for {
		i := strings.IndexByte(v, '&')
		if i < 0 {
			b.WriteString(v)
			return b.String(), true
		}
		b.WriteString(v[:i])
		n := 1
		for v = v[i:]; n < len(v) && (isLetter(v[n]) || v[n] >= '0' && v[n] <= '9'); n++ {
		}
		if strings.HasPrefix(v, "&#") {
			return "", false
		}
		named := n < len(v) && v[n] == ';'
		if named {
			n++
		}
		meant := html.UnescapeString(v[:n])
		switch {
		case meant == v[:n], !named && n < len(v) && v[n] == '=':
			meant = v[:n]
		case !named || strings.HasSuffix(meant, ";"):
			return "", false
		}
		b.WriteString(meant)
		v = v[n:]
	}
}

func isLetter(b byte) bool { return b|0x20 >= 'a' && b|0x20 <= 'z' }

func isBlank(b byte) bool { return b == ' ' || b == '\n' || b == '\r' || b == '\t' || b == '\f' }

func skipBlanks(s string, i int) int {
	for i < len(s) && isBlank(s[i]) {
		i++
	}
	return i
}
