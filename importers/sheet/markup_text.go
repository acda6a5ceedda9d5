package sheet

import (
	"bytes"
	"strconv"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// checkText refuses characters data that XML does not allow.
func checkText(raw []byte) error {
	if bytes.IndexByte(raw, ']') >= 0 && bytes.Contains(raw, []byte("]]>")) {
		return refuse("damaged-sheet", "cdata_end_in_text")
	}
	return checkEntities(raw)
}

func checkEntities(raw []byte) error {
	for {
		amp := bytes.IndexByte(raw, '&')
		if amp < 0 {
			return nil
		}
		raw = raw[amp:]
		_, n := entity(raw)
		if n == 0 {
			return refuse("damaged-sheet", "unknown_entity", clip(raw))
		}
		raw = raw[n:]
	}
}

// namedEntities are the five that need no declaration.
var namedEntities = []struct {
	text string
	char rune
}{{"&lt;", '<'}, {"&gt;", '>'}, {"&amp;", '&'}, {"&quot;", '"'}, {"&apos;", '\''}}

// entity reads the entity at the start of b: its character and its length, 0 if it is none.
func entity(b []byte) (rune, int) {
	for _, e := range namedEntities {
		if len(b) >= len(e.text) && string(b[:len(e.text)]) == e.text {
			return e.char, len(e.text)
		}
	}
	end := bytes.IndexByte(b[:min(len(b), 12)], ';')
	if end < 3 || b[1] != '#' {
		return 0, 0
	}
	number, base := string(b[2:end]), 10
	if number[0] == 'x' {
		number, base = number[1:], 16
	}
	code, err := strconv.ParseUint(number, base, 32)
	if err != nil || code > utf8.MaxRune || !allowed(rune(code)) {
		return 0, 0
	}
	return rune(code), end + 1
}

// appendText appends checked characters with their entities replaced and their line ends as XML wants them. The value
// of an attribute holds no line ends but blanks.
func appendText(dst, raw []byte, attribute bool) []byte {
	if bytes.IndexByte(raw, '&') < 0 && bytes.IndexByte(raw, '\r') < 0 && !attribute {
		return append(dst, raw...)
	}
	for i := 0; i < len(raw); {
		switch c := raw[i]; {
		case c == '&':
			r, n := entity(raw[i:])
			dst = utf8.AppendRune(dst, r)
			i += max(n, 1)
			continue
		case attribute && isSpace(c):
			dst = append(dst, ' ')
		case c == '\r':
			if i+1 == len(raw) || raw[i+1] != '\n' {
				dst = append(dst, '\n')
			}
		default:
			dst = append(dst, c)
		}
		i++
	}
	return dst
}

// appendCharacters appends the text of the current piece.
func (m *markup) appendCharacters(dst []byte) []byte {
	if !m.literal {
		return appendText(dst, m.text, false)
	}
	literal := strings.NewReplacer("\r\n", "\n", "\r", "\n")
	return append(dst, literal.Replace(string(m.text))...)
}

// unescape replaces, from the given place on, the escapes _xHHHH_ with which a workbook writes characters that XML does
// not allow (ECMA-376 part 1, 22.9.2.19). Escapes that make no good character stay as they are.
func unescape(b []byte, from int) []byte {
	if !bytes.Contains(b[from:], []byte("_x")) {
		return b
	}
	raw := append([]byte{}, b[from:]...)
	b = b[:from]
	for i := 0; i < len(raw); {
		r, n := escape(raw[i:])
		if n == 0 {
			b = append(b, raw[i])
			i++
			continue
		}
		b = utf8.AppendRune(b, r)
		i += n
	}
	return b
}

const escapeLength = len("_x0000_")

// escape reads the escape at the start of b, or the pair of them that makes one character.
func escape(b []byte) (rune, int) {
	first, ok := escapedUnit(b)
	if !ok || first == 0 {
		return 0, 0
	}
	if !utf16.IsSurrogate(first) {
		return first, escapeLength
	}
	second, ok := escapedUnit(b[escapeLength:])
	if r := utf16.DecodeRune(first, second); ok && r != utf8.RuneError {
		return r, 2 * escapeLength
	}
	return 0, 0
}

func escapedUnit(b []byte) (rune, bool) {
	if len(b) < escapeLength || b[0] != '_' || b[1] != 'x' || b[6] != '_' {
		return 0, false
	}
	var unit rune
	for _, c := range b[2:6] {
		digit := strings.IndexByte("0123456789abcdef", c|0x20)
		if digit < 0 || c < '0' {
			return 0, false
		}
		unit = unit<<4 | rune(digit)
	}
	return unit, true
}

// checkDeclaration reads what stands in <?xml … ?>: a workbook is written in XML 1.0 and in UTF-8.
func checkDeclaration(inside []byte) error {
	if _, after, found := bytes.Cut(inside, []byte("version")); found {
		after = bytes.TrimLeft(after, " \t\r\n=")
		if len(after) < 5 || string(after[1:4]) != "1.0" || after[0] != after[4] {
			return refuse("damaged-sheet", "not_xml_one")
		}
	}
	_, after, found := bytes.Cut(inside, []byte("encoding"))
	if !found {
		return nil
	}
	after = bytes.TrimLeft(after, " \t\r\n=")
	if len(after) == 0 || after[0] != '"' && after[0] != '\'' {
		return badTag(inside)
	}
	name, _, _ := bytes.Cut(after[1:], after[:1])
	for _, known := range []string{"utf-8", "utf8", "us-ascii"} {
		if strings.EqualFold(string(name), known) {
			return nil
		}
	}
	return refuse("damaged-sheet", "part_encoding", clip(name))
}
