package sheet

import (
	"bytes"
	"errors"
	"io"
)

// markup reads the XML of one part of a workbook, piece by piece and strictly: tags must pair, entities must be the five
// of XML or numbers, characters must be UTF-8 and allowed, and a document type declaration is refused. Namespaces are
// not resolved; elements and attributes are told by their local names and their place.
type markup struct {
	in      io.Reader
	window  []byte // what was read and not yet passed
	pos     int
	checked int // bytes of the window known to be good characters
	longest int // no single piece may be longer
	ended   bool
	begun   bool  // the first piece was read
	broken  error // what is wrong with the byte behind the checked ones

	open   []byte // names of the open elements, one after the other
	starts []int  // where each begins in open

	// Of the current piece; valid until the next one is read.
	name       []byte // local name of an element that starts
	attributes []attribute
	empty      bool   // <x/>: its end follows without being read
	text       []byte // characters as they stand in the file
	literal    bool   // the characters are a CDATA section: no entities in them
}

// piece is what markup.next stands on.
type piece int

const (
	pieceStart piece = iota
	pieceEnd
	pieceText
)

const (
	firstWindow  = 64 << 10
	longestPiece = 1 << 20
	deepest      = 64
)

// errShort asks for more bytes in the window; it never leaves markup.
var errShort = errors.New("piece not complete")

func newMarkup(in io.Reader) *markup {
	return &markup{in: in, window: make([]byte, 0, firstWindow), longest: longestPiece}
}

// next reads the next piece, or [io.EOF] at the end of a well-formed part.
func (m *markup) next() (piece, error) {
	if m.empty {
		m.empty = false
		m.pop()
		return pieceEnd, nil
	}
	for {
		p, skipped, err := m.read()
		switch {
		case err == errShort:
			if err = m.fill(); err != nil {
				return 0, err
			}
		case err != nil:
			return 0, err
		case !skipped:
			return p, nil
		}
	}
}

// read takes one piece from the window. Skipped: it was a comment or the like.
func (m *markup) read() (p piece, skipped bool, err error) {
	rest := m.window[m.pos:m.checked]
	switch {
	case len(rest) == 0:
		if m.ended && m.pos == len(m.window) {
			return 0, false, m.finish()
		}
		return 0, false, errShort
	case !m.begun:
		return 0, true, m.begin(rest)
	case rest[0] != '<':
		p, err = m.characters(rest)
		return p, len(m.starts) == 0, err
	case len(rest) < 2:
		return 0, false, errShort
	}
	switch rest[1] {
	case '/':
		return pieceEnd, false, m.endTag(rest)
	case '?':
		return 0, true, m.instruction(rest)
	case '!':
		return m.declaration(rest)
	}
	return pieceStart, false, m.startTag(rest)
}

// finish is reached when every byte was read.
func (m *markup) finish() error {
	if len(m.starts) > 0 {
		return refuse("damaged-sheet", "part_ends_inside", m.open[m.starts[len(m.starts)-1]:])
	}
	if m.open == nil {
		return refuse("damaged-sheet", "part_holds_no_element")
	}
	return io.EOF
}

// begin passes over a byte order mark and reads the XML declaration.
func (m *markup) begin(rest []byte) error {
	if len(rest) < 9 && !m.ended {
		return errShort
	}
	if bytes.HasPrefix(rest, []byte("\xef\xbb\xbf")) {
		m.pos += 3
		rest = rest[3:]
	}
	if bytes.HasPrefix(rest, []byte("<?xml")) && len(rest) > 5 && isSpace(rest[5]) {
		end := bytes.Index(rest, []byte("?>"))
		if end < 0 {
			m.pos = 0
			return errShort
		}
		if err := checkDeclaration(rest[5:end]); err != nil {
			return err
		}
		m.pos += end + 2
	}
	m.begun = true
	return nil
}

// characters reads the text up to the next tag.
func (m *markup) characters(rest []byte) (piece, error) {
	end := bytes.IndexByte(rest, '<')
	if end < 0 {
		if !m.ended || m.checked < len(m.window) {
			return 0, errShort
		}
		end = len(rest)
	}
	m.text, m.literal = rest[:end], false
	if err := checkText(m.text); err != nil {
		return 0, err
	}
	if len(m.starts) == 0 && len(bytes.Trim(m.text, " \t\r\n")) > 0 {
		return 0, refuse("damaged-sheet", "text_outside_element", clip(m.text))
	}
	m.pos += end
	return pieceText, nil
}

func (m *markup) endTag(rest []byte) error {
	if len(m.starts) > 0 {
		open := m.open[m.starts[len(m.starts)-1]:]
		if end := 2 + len(open); len(rest) > end && rest[end] == '>' && bytes.Equal(rest[2:end], open) {
			m.pop()
			m.pos += end + 1
			return nil
		}
	}
	return m.oddEndTag(rest)
}

// oddEndTag reads an end tag with blanks in it, or one that is not whole or not right.
func (m *markup) oddEndTag(rest []byte) error {
	end := bytes.IndexByte(rest, '>')
	if end < 0 {
		return errShort
	}
	name := bytes.TrimRight(rest[2:end], " \t\r\n")
	if len(m.starts) == 0 {
		return refuse("damaged-sheet", "end_without_start", clip(name))
	}
	if open := m.open[m.starts[len(m.starts)-1]:]; !bytes.Equal(open, name) {
		return refuse("damaged-sheet", "wrong_end", clip(open), clip(name))
	}
	m.pop()
	m.pos += end + 1
	return nil
}

func (m *markup) pop() {
	last := len(m.starts) - 1
	m.open = m.open[:m.starts[last]]
	m.starts = m.starts[:last]
}

// depth is the number of open elements, the one that just started included.
func (m *markup) depth() int { return len(m.starts) }

// instruction passes over a processing instruction.
func (m *markup) instruction(rest []byte) error {
	end := bytes.Index(rest[2:], []byte("?>"))
	if end < 0 {
		return errShort
	}
	name := nameIn(rest[2 : end+2])
	if len(name) == 0 || bytes.EqualFold(name, []byte("xml")) {
		return refuse("damaged-sheet", "instruction_misplaced", clip(rest[:end+4]))
	}
	m.pos += end + 4
	return nil
}

// declaration reads what begins with <!: a comment, a CDATA section, or what is refused.
func (m *markup) declaration(rest []byte) (p piece, skipped bool, err error) {
	switch {
	case bytes.HasPrefix(rest, []byte("<!--")):
		end := bytes.Index(rest[4:], []byte("--"))
		if end < 0 || len(rest) < end+7 {
			return 0, false, errShort
		}
		if rest[end+6] != '>' {
			return 0, false, refuse("damaged-sheet", "hyphens_in_comment")
		}
		m.pos += end + 7
		return 0, true, nil
	case bytes.HasPrefix(rest, []byte("<![CDATA[")) && len(m.starts) > 0:
		end := bytes.Index(rest, []byte("]]>"))
		if end < 0 {
			return 0, false, errShort
		}
		m.text, m.literal = rest[9:end], true
		m.pos += end + 3
		return pieceText, false, nil
	case len(rest) < 9 && !m.ended:
		return 0, false, errShort
	case bytes.HasPrefix(rest, []byte("<!DOCTYPE")) || bytes.HasPrefix(rest, []byte("<!ENTITY")):
		return 0, false, refuse("doctype", "named", clip(rest))
	}
	return 0, false, refuse("damaged-sheet", "odd_declaration", clip(rest))
}

// skip passes over the rest of the element that just started.
func (m *markup) skip() error {
	for depth := m.depth(); m.depth() >= depth; {
		if _, err := m.next(); err != nil {
			return err
		}
	}
	return nil
}

// clip shortens what a message quotes.
func clip(b []byte) []byte {
	if len(b) > 40 {
		b = append(bytes.ToValidUTF8(b[:40], nil), "…"...)
	}
	return b
}
