package sheet

import (
	"io"
	"unicode/utf16"
	"unicode/utf8"
)

// surveyed is what one pass over the bytes of a text file shows.
type surveyed struct {
	size, controls    int64
	zeros             int64
	letters, bad      int64 // characters beyond ASCII that are good UTF-8, and bytes (UTF-16: units) that are not
	line              int64
	zeroLine, badLine int64 // where the first ones were
	odd               bool  // UTF-16: half a unit at the end
	high              bool  // UTF-16: the unit before began a pair
	script            script
}

// survey reads a file to its end.
func survey(in io.Reader, wide, bigEndian bool) (*surveyed, error) {
	s := &surveyed{line: 1}
	window := make([]byte, 0, 64<<10)
	for {
		n, err := in.Read(window[len(window):cap(window)])
		window = window[:len(window)+n]
		s.size += int64(n)
		if err != nil && err != io.EOF {
			return s, err
		}
		last := err == io.EOF
		var used int
		if wide {
			used = s.units(window, bigEndian, last)
		} else {
			used = s.bytes(window, last)
		}
		window = window[:copy(window, window[used:])]
		if last {
			return s, nil
		}
	}
}

// bytes looks at single bytes, taking them for UTF-8, and returns how many it passed.
func (s *surveyed) bytes(b []byte, last bool) int {
	i := 0
	for i < len(b) {
		if n := plain(b[i:]); n > 0 {
			s.script.plain(b[i : i+n])
			i += n
			continue
		}
		if b[i] < utf8.RuneSelf {
			s.script.take(b[i])
			s.ascii(rune(b[i]))
			i++
			continue
		}
		if !last && !utf8.FullRune(b[i:]) {
			return i
		}
		r, size := utf8.DecodeRune(b[i:])
		if r == utf8.RuneError && size == 1 {
			s.wrong()
		} else {
			s.letters++
		}
		for _, c := range b[i : i+size] {
			s.script.take(c)
		}
		i += size
	}
	return i
}

// units looks at UTF-16.
func (s *surveyed) units(b []byte, bigEndian, last bool) int {
	i := 0
	for ; i+1 < len(b); i += 2 {
		unit := rune(b[i]) | rune(b[i+1])<<8
		if bigEndian {
			unit = rune(b[i])<<8 | rune(b[i+1])
		}
		low := unit >= 0xDC00 && unit <= 0xDFFF
		if s.high != low {
			s.wrong()
		}
		s.high = utf16.IsSurrogate(unit) && !low
		if unit < utf8.RuneSelf {
			s.ascii(unit)
		}
	}
	if last && i < len(b) {
		s.odd = true
		i = len(b)
	}
	if last && s.high {
		s.wrong()
	}
	return i
}

// ascii counts lines and what no text holds.
func (s *surveyed) ascii(c rune) {
	switch {
	case c == '\n':
		s.line++
	case c == 0:
		if s.zeros++; s.zeros == 1 {
			s.zeroLine = s.line
		}
	case c < 0x20 && c != '\t' && c != '\r':
		s.controls++
	}
}

func (s *surveyed) wrong() {
	if s.bad++; s.bad == 1 {
		s.badLine = s.line
	}
}
