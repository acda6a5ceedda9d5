package sheet

import (
	"bytes"
	"fmt"
)

// asides are elements inside a cell that are no part of its text: notes beside it, readings of its signs, drawings.
var asides = map[string]bool{
	"annotation": true, "annotation-end": true, "note": true, "ruby-text": true, "frame": true, "table": true, "detective": true,
	"custom-shape": true, "line": true, "rect": true, "g": true, "control": true, "polyline": true, "ellipse": true, "connector": true,
}

// documentText appends the text of the cell that just started: its paragraphs, one a line, and nothing else.
func (s *documentSheet) documentText(dst []byte) ([]byte, error) {
	depth, paragraphs := s.m.depth(), 0
	for {
		p, err := s.m.next()
		switch {
		case err != nil:
			return dst, err
		case p == pieceEnd && s.m.depth() < depth:
			return dst, nil
		case p == pieceText && spaces(s.m.text) < len(s.m.text):
			return dst, refuse("damaged-sheet", "text_outside_paragraphs", clip(s.m.text))
		case p != pieceStart:
			continue
		}
		if name := string(s.m.name); name != "p" && name != "h" {
			err = s.m.skip()
		} else {
			if paragraphs > 0 {
				dst = append(dst, '\n')
			}
			paragraphs++
			dst, err = s.paragraph(dst)
		}
		if err == nil {
			err = checkLength(dst, s.limits.CellBytes)
		}
		if err != nil {
			return dst, err
		}
	}
}

// paragraph appends one paragraph. Blanks in the file are one blank, none at the beginning and the end; the blanks, tabs
// and line ends that count are elements (ODF 1.3 part 3, 6.1.2).
func (s *documentSheet) paragraph(dst []byte) ([]byte, error) {
	start, depth := len(dst), s.m.depth()
	blank := true // what stands before is a blank, or nothing
	for {
		p, err := s.m.next()
		switch {
		case err != nil:
			return dst, err
		case p == pieceEnd && s.m.depth() < depth:
			if blank && len(dst) > start && dst[len(dst)-1] == ' ' {
				dst = dst[:len(dst)-1]
			}
			return dst, checkLength(dst, s.limits.CellBytes)
		case p == pieceText:
			dst, blank = appendCollapsed(dst, s.m.appendCharacters(nil), blank)
		case p == pieceStart:
			dst, blank, err = s.inline(dst, blank)
		}
		if err == nil {
			err = checkLength(dst, s.limits.CellBytes)
		}
		if err != nil {
			return dst, err
		}
	}
}

// inline takes an element inside a paragraph.
func (s *documentSheet) inline(dst []byte, blank bool) ([]byte, bool, error) {
	switch name := string(s.m.name); {
	case name == "s":
		n := 1
		if raw, ok := s.m.get(s.walk.prefix.text + "c"); ok {
			if n, ok = index([]byte(raw)); !ok {
				return dst, blank, refuse("damaged-sheet", "no_blank_number", fmt.Sprintf("%q", raw))
			}
		}
		if n > s.limits.CellBytes {
			return dst, blank, refuse("cell-too-long", "too_many_characters", s.limits.CellBytes)
		}
		return append(dst, bytes.Repeat([]byte{' '}, n)...), false, s.m.skip()
	case name == "tab":
		return append(dst, '\t'), false, s.m.skip()
	case name == "line-break":
		return append(dst, '\n'), false, s.m.skip()
	case asides[name]:
		return dst, blank, s.m.skip()
	}
	return dst, blank, nil // spans, links and fields: their text counts
}

// appendCollapsed appends characters with every run of blanks as one.
func appendCollapsed(dst, text []byte, blank bool) ([]byte, bool) {
	for _, c := range text {
		space := isSpace(c)
		switch {
		case !space:
			dst = append(dst, c)
		case !blank:
			dst = append(dst, ' ')
		}
		blank = space
	}
	return dst, blank
}
