package mail

import (
	"bytes"
	"io"
	"mime"
	"mime/quotedprintable"
	"strings"
	"unicode/utf8"

	"github.com/emersion/go-message/charset"
	"golang.org/x/text/encoding/charmap"
)

// cutHeader returns the header block of raw, made fit to parse, and the body behind it. A line that is neither a field nor
// the continuation of one is left out; so is everything beyond the limit.
func (m *message) cutHeader(raw []byte) (block, body []byte) {
	raw = bytes.TrimPrefix(raw, []byte("\xef\xbb\xbf"))
	var out bytes.Buffer
	read, fields := 0, 0
	for len(raw) > 0 {
		line := raw
		if i := bytes.IndexByte(raw, '\n'); i >= 0 {
			line = raw[:i+1]
		}
		text := bytes.TrimRight(line, "\r\n")
		if len(text) == 0 {
			return finish(&out), raw[len(line):]
		}
		isField := fieldLine(text)
		if fields == 0 && !isField && !bytes.HasPrefix(text, []byte("From ")) && !bytes.HasPrefix(text, []byte(">From ")) && !lonely(text) {
			m.problem("no-header", "the text begins without a header")
			return finish(&out), raw
		}
		if fields > 0 && bytes.HasPrefix(text, []byte("--")) {
			m.problem("no-blank-line", "the header runs into the text")
			return finish(&out), raw
		}
		raw = raw[len(line):]
		read += len(line)
		switch {
		case read > maxHeader:
			m.problem("header-too-long", "only the first %d KB of the header were read", maxHeader>>10)
		case isField, (text[0] == ' ' || text[0] == '\t') && fields > 0:
			out.Write(clean(text))
			out.WriteString("\r\n")
			fields++
		case fields > 0 || !bytes.HasPrefix(text, []byte("From ")):
			m.problem("header-line", "a line of the header is no header line and was left out")
		}
	}
	return finish(&out), nil
}

func finish(out *bytes.Buffer) []byte {
	out.WriteString("\r\n")
	return out.Bytes()
}

// lonely tells a stray header line from the first line of a text without header: it is short and has no sentence.
func lonely(text []byte) bool {
	return len(text) < 80 && bytes.IndexByte(bytes.TrimSpace(text), ' ') < 0 && !bytes.HasPrefix(text, []byte("--")) && !bytes.HasPrefix(text, []byte("<"))
}

// fieldLine reports whether text begins "Name:".
func fieldLine(text []byte) bool {
	i := bytes.IndexByte(text, ':')
	if i <= 0 || i > 200 {
		return false
	}
	for _, c := range bytes.TrimRight(text[:i], " \t") {
		if c <= ' ' || c >= 0x7f {
			return false
		}
	}
	return true
}

// clean replaces control characters, which no header needs, by spaces.
func clean(line []byte) []byte {
	if isPrintable(line) && isASCII(line) && bytes.IndexByte(line, '\t') < 0 {
		return line
	}
	return bytes.Map(func(r rune) rune {
		if r < ' ' || r == 0x7f {
			return ' '
		}
		return r
	}, line)
}

// splitParts cuts a multipart body at the lines that begin with its boundary. A missing last boundary does not matter.
func (m *message) splitParts(body []byte, boundary string) [][]byte {
	mark := []byte("--" + boundary)
	var parts [][]byte
	start := -1
	for at := 0; at < len(body); {
		i := bytes.Index(body[at:], mark)
		if i < 0 {
			break
		}
		if i += at; i > 0 && body[i-1] != '\n' {
			at = i + 1
			continue
		}
		end := len(body)
		if n := bytes.IndexByte(body[i:], '\n'); n >= 0 {
			end = i + n + 1
		}
		rest := bytes.TrimSpace(body[i+len(mark) : end])
		last := bytes.HasPrefix(rest, []byte("--"))
		if at = end; len(rest) > 0 && !last {
			continue
		}
		if start >= 0 {
			parts = append(parts, body[start:i])
		}
		if start = end; last {
			return parts
		}
		if len(parts) > maxParts {
			m.problem("too-many-parts", "only the first %d parts were read", maxParts)
			return parts
		}
	}
	if start >= 0 && start < len(body) {
		parts = append(parts, body[start:])
	}
	return parts
}

// barePartBoundary finds the boundary of a body that begins with a part although no header announced one.
func barePartBoundary(body []byte) string {
	line, rest, ok := bytes.Cut(bytes.TrimLeft(body, "\r\n"), []byte("\n"))
	line = bytes.TrimRight(line, "\r ")
	if !ok || len(line) < 5 || len(line) > 200 || !bytes.HasPrefix(line, []byte("--")) {
		return ""
	}
	if len(rest) < 8 || !strings.EqualFold(string(rest[:8]), "Content-") {
		return ""
	}
	return string(line[2:])
}

// toUTF8 makes text valid UTF-8: as it is when it already is, else read as windows-1252, the usual culprit.
func toUTF8(b []byte) string {
	if utf8.Valid(b) {
		return string(b)
	}
	if s := string(b); float64(strings.Count(strings.ToValidUTF8(s, "\x00"), "\x00"))*50 < float64(len(s)) && utf8Mostly(b) {
		return strings.ToValidUTF8(s, "\ufffd")
	}
	out, err := charmap.Windows1252.NewDecoder().Bytes(b)
	if err != nil {
		return strings.ToValidUTF8(string(b), "\ufffd")
	}
	return string(out)
}

// valid is toUTF8 of a string.
func valid(s string) string {
	if utf8.ValidString(s) {
		return s
	}
	return toUTF8([]byte(s))
}

// utf8Mostly reports whether most of the bytes beyond ASCII form proper UTF-8.
func utf8Mostly(b []byte) bool {
	good, bad := 0, 0
	for len(b) > 0 {
		r, n := utf8.DecodeRune(b)
		switch {
		case r == utf8.RuneError && n == 1:
			bad++
		case n > 1:
			good++
		}
		b = b[n:]
	}
	return good > 10*bad
}

var words = &mime.WordDecoder{CharsetReader: charset.Reader}

// word decodes the encoded words of a header value; raw bytes are read as text.
func (m *message) word(v string) string {
	v = toUTF8([]byte(v))
	out, err := words.DecodeHeader(v)
	if err != nil {
		m.problem("header-word", "a word of the header could not be decoded")
		return v
	}
	return strings.ToValidUTF8(out, "\ufffd")
}

// unquotedPrintable decodes text of which nobody says how it is encoded, when it looks quoted-printable.
func unquotedPrintable(b []byte) []byte {
	if !bytes.Contains(b, []byte("=3D")) && !bytes.Contains(b, []byte("=20")) {
		return b
	}
	out, err := io.ReadAll(quotedprintable.NewReader(bytes.NewReader(b)))
	if err != nil {
		return b
	}
	return out
}
