package sheet

import (
	"encoding/binary"
	"fmt"
	"io"
	"unicode/utf8"
)

// fill reads more into the window, growing it when a piece does not fit.
func (m *markup) fill() error {
	if m.broken != nil {
		return m.broken
	}
	if m.ended {
		return refuse("damaged-sheet", "part_cut", clip(m.window[m.pos:]))
	}
	if m.pos > 0 {
		m.window = m.window[:copy(m.window, m.window[m.pos:])]
		m.checked -= m.pos
		m.pos = 0
	}
	if len(m.window) == cap(m.window) {
		if cap(m.window) >= m.longest {
			return refuse("cell-too-long", "piece_too_long", m.longest)
		}
		grown := make([]byte, len(m.window), 2*cap(m.window))
		copy(grown, m.window)
		m.window = grown
	}
	n, err := m.in.Read(m.window[len(m.window):cap(m.window)])
	m.window = m.window[:len(m.window)+n]
	if err != nil && err != io.EOF {
		return err
	}
	m.ended = err == io.EOF
	m.broken = m.check()
	return nil
}

// check looks at the new bytes of the window for characters that no XML may hold. The first bytes of a character whose
// last ones are not read yet stay unchecked. What it finds is told when the reading comes to that place.
func (m *markup) check() error {
	for m.checked < len(m.window) {
		rest := m.window[m.checked:]
		if n := plain(rest); n > 0 {
			m.checked += n
			continue
		}
		r, size := utf8.DecodeRune(rest)
		switch {
		case r == utf8.RuneError && size <= 1:
			if !m.ended && !utf8.FullRune(rest) {
				return nil
			}
			return refuse("damaged-sheet", "bad_byte", fmt.Sprintf("%#02x", rest[0]))
		case !allowed(r):
			return refuse("damaged-sheet", "control_character", fmt.Sprintf("%U", r))
		}
		m.checked += size
	}
	return nil
}

// plain counts the leading bytes that need no second look: ASCII without control characters, eight at a time.
func plain(b []byte) int {
	const high, low = 0x8080808080808080, 0x0101010101010101
	n := 0
	for len(b)-n >= 8 {
		word := binary.LittleEndian.Uint64(b[n:])
		if (word|(word-0x20*low))&high != 0 {
			break
		}
		n += 8
	}
	for n < len(b) && b[n] >= 0x20 && b[n] < utf8.RuneSelf {
		n++
	}
	return n
}

// allowed tells the characters of XML 1.0 from the others.
func allowed(r rune) bool {
	return r == '\t' || r == '\n' || r == '\r' || r >= 0x20 && r <= 0xD7FF || r >= 0xE000 && r <= 0xFFFD || r >= 0x10000 && r <= 0x10FFFF
}
