package imap

import (
	"errors"
	"net"
	"strings"
)

// wire is what the library reads from: the protected bytes, looked through on their way. The library (v2.0.0-beta.8) turns in
// a circle for ever over a parenthesis in a list of capabilities, and nothing can stop it then; what would start that ends the
// connection instead. To know what is the server's own word and what a mail's, literals and quotations are followed, and a
// line that could be read in two ways is refused.
type wire struct {
	net.Conn
	said []byte // comes before what is read: the greeting, where it was read already
	over error  // why nothing more is read

	words   []string // of the line, the first three at most
	word    []byte
	literal int64 // bytes that are a mail's and not the line's
	size    int64 // of the literal that may be beginning
	mark    byte  // how far: 0, '{', '0' in its number, '}'
	quoted  bool
	escaped bool
	depth   int  // of parentheses
	items   int  // spaces between what a FETCH says of a message
	ability int  // how many letters of CAPABILITY are read
	listing bool // in a list of capabilities
	fetched bool // the line may hold literals and quotations
}

// errGarbled ends a connection that says what cannot be understood safely.
var errGarbled = errors.New("the server says what cannot be understood")

// Read reads and looks through what came.
func (w *wire) Read(b []byte) (int, error) {
	if len(w.said) > 0 {
		n := copy(b, w.said)
		w.said = w.said[n:]
		return n, nil
	}
	if w.over != nil { // the library asks again
		return 0, w.over
	}
	n, err := w.Conn.Read(b)
	w.over = err
	for rest := b[:n]; len(rest) > 0; {
		if skip := min(w.literal, int64(len(rest))); skip > 0 {
			w.literal -= skip
			rest = rest[skip:]
			continue
		}
		if !w.pass(rest[0]) {
			w.over = errGarbled
			return 0, errGarbled
		}
		rest = rest[1:]
	}
	return n, err
}

// noAnswer is how the library answers a server that wants nothing in particular while somebody logs in. Only in the first answer
// may nothing be written so (RFC 4959, 3); later it is an empty line, and Dovecot takes no other.
const noAnswer = "=\r\n"

// Write writes what the library says.
func (w *wire) Write(b []byte) (int, error) {
	if string(b) != noAnswer {
		return w.Conn.Write(b)
	}
	if _, err := w.Conn.Write(b[1:]); err != nil {
		return 0, err
	}
	return len(b), nil
}

// pass follows one byte of the server's own, and says whether it may go on.
func (w *wire) pass(c byte) bool {
	if w.quoted {
		switch {
		case c == '\r' || c == '\n':
			return false
		case w.escaped:
			w.escaped = false
		case c == '\\':
			w.escaped = true
		case c == '"':
			w.quoted = false
		}
		return true
	}
	if w.listing && c == '(' {
		return false
	}
	if w.follow(c); w.fetched && !w.counts(c) {
		return false
	}
	switch {
	case c == '\n':
		return w.endLine()
	case c == '"':
		w.quoted = w.fetched
	}
	return true
}

// mostItems is how many spaces may stand between what a FETCH says of one message: two for each thing. The library holds 32
// things that nobody took yet, and waits for ever with one more.
const mostItems = 60

// counts follows parentheses, and says whether there are few enough things in the outermost.
func (w *wire) counts(c byte) bool {
	switch c {
	case '(':
		w.depth++
	case ')':
		w.depth--
	case ' ':
		if w.depth == 1 {
			w.items++
		}
	}
	return w.items <= mostItems
}

// follow notes words, literals and capabilities.
func (w *wire) follow(c byte) {
	const ability = "CAPABILITY"
	upper := c &^ 0x20
	switch {
	case upper == ability[w.ability]:
		w.ability++
	case upper == ability[0]:
		w.ability = 1
	default:
		w.ability = 0
	}
	if w.ability == len(ability) {
		w.ability, w.listing = 0, true
	}
	if c == ']' {
		w.listing = false
	}
	switch {
	case c == '{':
		w.mark, w.size = '{', 0
	case c >= '0' && c <= '9' && (w.mark == '{' || w.mark == '0') && w.size < 1<<40:
		w.mark, w.size = '0', w.size*10+int64(c-'0')
	case c == '}' && w.mark == '0':
		w.mark = '}'
	case w.mark == '}' && (c == ' ' || c == '\r' || c == '\n'):
	default:
		w.mark = 0
	}
	if len(w.words) == 3 {
		return
	}
	if c != ' ' && c != '\r' && c != '\n' {
		if len(w.word) < 16 {
			w.word = append(w.word, upper)
		}
		return
	}
	w.words, w.word = append(w.words, string(w.word)), w.word[:0]
	w.fetched = len(w.words) == 3 && w.words[2] == "FETCH" || len(w.words) >= 2 && w.words[1] == "LIST"
}

// endLine begins a literal or a new line. A literal where the library would read none is refused.
func (w *wire) endLine() bool {
	if w.mark == '}' {
		w.mark, w.literal = 0, w.size
		return w.fetched
	}
	w.words, w.word, w.listing, w.fetched, w.mark = w.words[:0], w.word[:0], false, false, 0
	w.depth, w.items = 0, 0
	return true
}

// lastWord is the first line of a server that spoke before it was protected, as far as it matters: the library waits for a
// greeting, which came in clear and is not to be believed.
const lastWord = "* OK\r\n"

// plainLine reads one line of a server that is not protected yet. Nothing beyond the line is read: what came in clear must not
// be taken for what came protected (CVE-2011-0411).
func plainLine(c net.Conn) (string, error) {
	var line strings.Builder
	for b := make([]byte, 1); line.Len() < 8<<10; {
		if _, err := c.Read(b); err != nil {
			return line.String(), err
		}
		if b[0] == '\n' {
			return strings.TrimRight(line.String(), "\r"), nil
		}
		line.WriteByte(b[0])
	}
	return "", errTooMuch
}
