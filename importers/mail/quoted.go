package mail

import (
	"bytes"
	"encoding/binary"
	"strings"
)

// fromQuoted decodes quoted-printable text of which every byte is as it should be, just as mime/quotedprintable does but without
// looking at each byte in turn; false when something is odd, which is then for that package.
func fromQuoted(body []byte) (string, bool) {
	q := unquoter{body: body}
	q.out.Grow(len(body))
	for at := 0; at < len(body); {
		n := bytes.IndexByte(body[at:], '=')
		if n < 0 {
			if !q.lines(at, len(body)) || len(body)-q.line > longestQuoted {
				return "", false
			}
			return q.out.String(), true
		}
		if n > 0 && !q.lines(at, at+n) {
			return "", false
		}
		if at = q.sign(at + n + 1); at < 0 {
			return "", false
		}
	}
	return q.out.String(), len(body)-q.line <= longestQuoted
}

// longestQuoted is how long a line may be that is decoded here; the standard allows 76.
const longestQuoted = 4000

// unquoter decodes a text.
type unquoter struct {
	body []byte
	line int // where the line begins
	out  strings.Builder
}

// sign decodes what follows an equals sign at i, and says where it ends, -1 when it is odd: a byte, the end of a line that was only
// put in for the mail, or nothing; then the sign is itself.
func (q *unquoter) sign(i int) int {
	rest := q.body[i:]
	if len(rest) > 1 && hex(rest[0])|hex(rest[1]) < 16 {
		q.out.WriteByte(hex(rest[0])<<4 | hex(rest[1]))
		return i + 2
	}
	blanks := 0
	for blanks < len(rest) && (rest[blanks] == ' ' || rest[blanks] == '\t') {
		blanks++
	}
	switch end := rest[blanks:]; {
	case bytes.HasPrefix(end, []byte("\r\n")):
		return q.next(i + blanks + 2)
	case bytes.HasPrefix(end, []byte("\n")):
		return q.next(i + blanks + 1)
	case len(rest) == 0 || rest[0] <= ' ' || rest[0] == '=':
		return -1
	}
	q.out.WriteByte('=')
	return i
}

// next begins a line at i, and says so; -1 when the one before it was too long.
func (q *unquoter) next(i int) int {
	if i-q.line > longestQuoted {
		return -1
	}
	q.line = i
	return i
}

// lines writes the text from one place to another, in which no equals sign stands, without the blanks that lines end in; false when
// it is odd.
func (q *unquoter) lines(from, to int) bool {
	text := q.body[from:to]
	if isPrintable(text) && to < len(q.body) {
		q.out.Write(text)
		return true
	}
	for {
		n := bytes.IndexByte(text, '\n')
		if n < 0 {
			break
		}
		line := bytes.TrimRight(text[:n], " \t\r")
		if !isPrintable(line) || q.next(to-len(text)+n+1) < 0 {
			return false
		}
		q.out.Write(line)
		if n > 0 && text[n-1] == '\r' {
			q.out.WriteByte('\r')
		}
		q.out.WriteByte('\n')
		text = text[n+1:]
	}
	if to == len(q.body) {
		text = bytes.TrimRight(text, " \t\r")
	}
	q.out.Write(text)
	return isPrintable(text)
}

// isPrintable reports whether text has no control character but tabs.
func isPrintable(text []byte) bool {
	const ones, tops = 0x0101010101010101, 0x8080808080808080
	for ; len(text) >= 8; text = text[8:] {
		v := binary.LittleEndian.Uint64(text)
		deleted := v ^ ones*0x7f
		if (v-ones*' ')&^v&tops != 0 || (deleted-ones)&^deleted&tops != 0 {
			if !printable(text[:8]) {
				return false
			}
		}
	}
	return printable(text)
}

func printable(text []byte) bool {
	for _, b := range text {
		if b < ' ' && b != '\t' || b == 0x7f {
			return false
		}
	}
	return true
}

// hex is the value of a hexadecimal digit, 255 of anything else.
func hex(b byte) byte {
	switch {
	case b >= '0' && b <= '9':
		return b - '0'
	case b|0x20 >= 'a' && b|0x20 <= 'f':
		return b | 0x20 - 'a' + 10
	}
	return 255
}
