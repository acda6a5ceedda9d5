package mail

import (
	"bytes"
	"encoding/binary"
	"strings"
)

// fromQuoted decodes quoted-printable text of which every byte is as it should be, just as mime/quotedprintable does but without
// looking at each byte in turn; false when a line is odd, which is then for that package.
func fromQuoted(body []byte) (string, bool) {
	var out strings.Builder
	out.Grow(len(body))
	for len(body) > 0 {
		line := body
		if i := bytes.IndexByte(body, '\n'); i >= 0 {
			line = body[:i+1]
		}
		body = body[len(line):]
		text, soft, ending := cutEnding(line)
		if len(line) > longestQuoted || soft && ending == "" || !isPrintable(text) || !unquote(&out, text) {
			return "", false
		}
		if !soft {
			out.WriteString(ending)
		}
	}
	return out.String(), true
}

// longestQuoted is how long a line may be that is decoded here; the standard allows 76.
const longestQuoted = 4000

// cutEnding parts a line from the white space and the line end behind it. A soft ending is one that was only put in for the mail.
func cutEnding(line []byte) (text []byte, soft bool, ending string) {
	text = line
	for len(text) > 0 && (text[len(text)-1] == ' ' || text[len(text)-1] == '\t' || text[len(text)-1] == '\r' || text[len(text)-1] == '\n') {
		text = text[:len(text)-1]
	}
	switch rest := line[len(text):]; {
	case bytes.HasSuffix(rest, []byte("\r\n")):
		ending = "\r\n"
	case bytes.HasSuffix(rest, []byte("\n")):
		ending = "\n"
	}
	if !bytes.HasSuffix(text, []byte("=")) {
		return text, false, ending
	}
	if rest := line[len(text):]; len(bytes.Trim(rest, " \t")) != len(ending) {
		ending = "" // a carriage return stands among the blanks
	}
	return text[:len(text)-1], true, ending
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

// unquote writes text with its =XX decoded; a = that no number follows is itself. False when one ends the text.
func unquote(out *strings.Builder, text []byte) bool {
	for {
		i := bytes.IndexByte(text, '=')
		if i < 0 {
			out.Write(text)
			return true
		}
		out.Write(text[:i])
		text = text[i+1:]
		switch {
		case len(text) == 0:
			return false
		case len(text) > 1 && hex(text[0])|hex(text[1]) < 16:
			out.WriteByte(hex(text[0])<<4 | hex(text[1]))
			text = text[2:]
		default:
			out.WriteByte('=')
		}
	}
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
