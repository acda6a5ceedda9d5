package mail

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"mime"
	"strings"
	"time"

	gomessage "github.com/emersion/go-message"
	_ "github.com/emersion/go-message/charset" // teaches go-message the charsets that mails name
	"github.com/emersion/go-message/textproto"
)

// Limits on a hostile message. What lies beyond them is left unread and named in the problems.
const (
	maxMessage = 30 << 20
	maxHeader  = 256 << 10
	maxDepth   = 20
	maxParts   = 1000
	maxText    = 2 << 20   // of text and pages in one message
	maxSeen    = 128 << 10 // of what a reader sees of it; a notice has a few kilobytes
)

// message is a mail taken apart: its envelope, its readable texts, and what was wrong with it.
type message struct {
	from          string // the one address of From; "" when there is none or more than one
	subject       string
	id            string
	date          time.Time
	shown         string   // the display name of From, which is never believed
	results       []string // of authentication, as the servers wrote them, the latest first
	authenticated string   // what they come to, once it is known which servers count
	plain, html   []string
	shows         []readable // the pages, once somebody looked at them
	files         []File
	inner         [][]byte // attached messages, raw
	problems      []string
	forwarded     bool
	farther       bool   // it was passed on more often than is followed, and a carrier's address stands in it
	owners        owners // whose addresses the shop knows
	report        bool   // a bounce or another report of a mail server

	parts, text int
}

// open takes raw apart. It always returns a message, however little could be read.
func open(raw []byte, depth int) *message {
	m := &message{}
	if len(raw) > maxMessage {
		m.problem("too-long", "only the first %d MB were read", maxMessage>>20)
		raw = raw[:maxMessage]
	}
	header, body := m.header(raw)
	m.envelope(&header)
	m.part(header, body, depth)
	return m
}

func (m *message) problem(code, format string, args ...any) {
	text := code + ": " + fmt.Sprintf(format, args...)
	for _, p := range m.problems {
		if p == text {
			return
		}
	}
	if len(m.problems) < 50 {
		m.problems = append(m.problems, text)
	}
}

// header cuts the header block off raw, cleans it, and parses it.
func (m *message) header(raw []byte) (textproto.Header, []byte) {
	block, body := m.cutHeader(raw)
	h, err := textproto.ReadHeader(bufio.NewReaderSize(bytes.NewReader(block), 512))
	if err != nil && err != io.EOF {
		m.problem("header", "a part of the header could not be read")
	}
	return h, body
}

// envelope reads what the header says about sender, subject and time.
func (m *message) envelope(h *textproto.Header) {
	m.from = m.sender(h.Values("From"))
	m.subject = tidy(m.word(h.Get("Subject")))
	m.id = strings.Trim(tidy(h.Get("Message-Id")), "<> ")
	m.date = m.when(h.Get("Date"))
	m.results = h.Values("Authentication-Results")
	m.shown = displayName(m.word(h.Get("From")))
}

// part reads one part of the message and, when it is a multipart, the parts within.
func (m *message) part(h textproto.Header, body []byte, depth int) {
	m.parts++
	if m.parts > maxParts {
		m.problem("too-many-parts", "only the first %d parts were read", maxParts)
		return
	}
	if depth > maxDepth {
		m.problem("too-deep", "parts nested deeper than %d were not read", maxDepth)
		return
	}
	kind, params := m.contentType(&h)
	if h.Get("Content-Type") == "" {
		if b := barePartBoundary(body); b != "" {
			m.problem("no-content-type", "the message does not say that it has parts")
			kind, params = "multipart/mixed", map[string]string{"boundary": b}
		}
	}
	switch {
	case strings.HasPrefix(kind, "multipart/"):
		m.multipart(kind, params["boundary"], body, depth)
	case kind == "message/rfc822":
		if len(m.inner) < 5 {
			m.inner = append(m.inner, m.decoded(h, kind, nil, body))
		}
	case kind == "message/delivery-status" || kind == "message/disposition-notification":
		m.report = true
	default:
		m.leaf(h, kind, params, body)
	}
}

// multipart reads the parts of a multipart body.
func (m *message) multipart(kind, boundary string, body []byte, depth int) {
	if kind == "multipart/report" {
		m.report = true
	}
	pieces := [][]byte(nil)
	if boundary != "" {
		pieces = m.splitParts(body, boundary)
	}
	if len(pieces) == 0 {
		if len(bytes.TrimSpace(body)) > 0 {
			m.problem("no-parts", "a part says that it has parts, but none were found")
			m.addText("", toUTF8(unquotedPrintable(body)))
		}
		return
	}
	for _, p := range pieces {
		h, b := m.header(p)
		m.part(h, b, depth+1)
		if m.parts > maxParts {
			return
		}
	}
}

// leaf keeps the text of a text part, and the name of an attachment.
func (m *message) leaf(h textproto.Header, kind string, params map[string]string, body []byte) {
	attached, name := attachment(&h, params, m.text > 0)
	isText := kind == "text/plain" || kind == "text/html" || kind == ""
	if !isText || attached {
		if len(m.files) < 100 {
			m.files = append(m.files, File{Name: safeName(m.word(name)), Type: kind, Size: len(body)})
		}
		return
	}
	text := m.decodedText(h, kind, params, body)
	if kind == "text/plain" && strings.EqualFold(params["format"], "flowed") {
		text = unflowed(text, strings.EqualFold(params["delsp"], "yes"))
	}
	m.addText(kind, text)
}

// decodedText is the text of a part. What nearly all parts are encoded with is undone here, the rest by the library.
func (m *message) decodedText(h textproto.Header, kind string, params map[string]string, body []byte) string {
	charset := strings.ToLower(params["charset"])
	plain := charset == "" || charset == "utf-8" || charset == "us-ascii"
	switch strings.ToLower(h.Get("Content-Transfer-Encoding")) {
	case "quoted-printable":
		if text, ok := fromQuoted(body); plain && ok {
			return valid(text)
		}
	case "7bit", "8bit", "binary", "":
		if plain {
			return toUTF8(body)
		}
	}
	return toUTF8(m.decoded(h, kind, params, body))
}

func (m *message) addText(kind, text string) {
	if room := maxText - m.text; len(text) > room {
		m.problem("too-much-text", "only the first %d MB of text were read", maxText>>20)
		text = strings.Clone(text[:room]) // the rest is let go
	}
	m.text += len(text)
	if kind == "text/html" || (kind == "" && looksHTML(text)) {
		m.html = append(m.html, text)
		return
	}
	m.plain = append(m.plain, text)
}

// decoded undoes the transfer encoding and the charset; what it cannot undo stays as it came.
func (m *message) decoded(h textproto.Header, kind string, params map[string]string, body []byte) []byte {
	e, err := gomessage.New(gomessage.Header{Header: h}, bytes.NewReader(body))
	switch {
	case gomessage.IsUnknownCharset(err):
		m.problem("charset", "the charset %q is not known", params["charset"])
	case gomessage.IsUnknownEncoding(err):
		m.problem("encoding", "the transfer encoding %q is not known", tidy(h.Get("Content-Transfer-Encoding")))
	}
	if e == nil || e.Body == nil {
		return body
	}
	most := maxMessage
	if strings.HasPrefix(kind, "text/") {
		most = maxText + 1 // more is not looked at
	}
	var out bytes.Buffer
	out.Grow(min(len(body), most) + bytes.MinRead)
	if _, err := out.ReadFrom(io.LimitReader(e.Body, int64(most))); err != nil {
		m.problem("body", "a part of the text is damaged and was left out")
	}
	return out.Bytes()
}

// contentType is the media type in lower case; a type that cannot be parsed is read as far as it goes.
func (m *message) contentType(h *textproto.Header) (string, map[string]string) {
	v := h.Get("Content-Type")
	if v == "" {
		return "text/plain", nil
	}
	kind, params, err := mime.ParseMediaType(v)
	if err == nil || err == mime.ErrInvalidMediaParameter {
		if !strings.Contains(kind, "/") {
			kind = "" // "text" alone says no more than nothing (RFC 2045, 5.2)
		}
		return kind, params
	}
	kind, rest, _ := strings.Cut(v, ";")
	params = map[string]string{}
	for _, p := range strings.Split(rest, ";") {
		if k, val, ok := strings.Cut(p, "="); ok {
			params[strings.ToLower(strings.TrimSpace(k))] = strings.Trim(strings.TrimSpace(val), `"`)
		}
	}
	m.problem("content-type", "a content type is written wrongly")
	return strings.ToLower(strings.TrimSpace(kind)), params
}
