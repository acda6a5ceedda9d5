package sheet

// script watches the bytes of a text that is not UTF-8 for the way it is written. What it counts costs little and is only asked
// about such a text.
type script struct {
	lead       byte // the first byte of a pair that is under way; 0 when none is
	before     bool // the character before was a pair too
	pairs      int64
	low        int64 // pairs that begin as kana and most kanji do, with a byte that is no letter of Windows-1252
	joined     int64 // pairs next to another
	broken     int64 // bytes that no Shift-JIS text holds
	run        int64 // bytes beyond ASCII in a row
	high, long int64 // bytes beyond ASCII; those of them in runs as long as a word
	last, mid  byte  // the two bytes before
	central    int64 // signs of Windows-1252 inside words, where Windows-1250 or ISO 8859-2 have letters of Polish
	only1250   int64 // those of them where only Windows-1250 has one
	only8859   int64 // and those where only ISO 8859-2 has one
}

// wordLength is a run of letters beyond ASCII that no Western word has: "Müßig" has two.
const wordLength = 3

// take looks at the next byte.
func (s *script) take(c byte) {
	if c >= 0x80 {
		s.high++
		if s.run++; s.run == wordLength {
			s.long += wordLength
		} else if s.run > wordLength {
			s.long++
		}
	} else {
		s.run = 0
	}
	s.inside(c)
	s.pair(c)
}

// inside counts a sign between two letters: "ksi¹¿ka" is no word of Windows-1252, and "m³" no letter follows.
func (s *script) inside(c byte) {
	if isLetter(s.last) && isLetter(c) {
		switch s.mid {
		case 0xb3, 0xbf: // ³ ¿, or ł ż
			s.central++
		case 0xb9: // ¹, or ą
			s.central++
			s.only1250++
		case 0xb1, 0xb6: // ± ¶, or ą ś
			s.central++
			s.only8859++
		}
	}
	s.last, s.mid = s.mid, c
}

// isLetter reports whether a byte is a letter, of those beyond ASCII in any of the three encodings.
func isLetter(c byte) bool {
	switch c {
	case 0xb3, 0xb9, 0xbf, 0x9c, 0x9f, 0xb1, 0xb6:
		return true
	}
	lower := c | 0x20
	return lower >= 'a' && lower <= 'z' && c < 0x80 || c >= 0xc0
}

// polish names the encoding of a text with letters of Central Europe; "" when it has none. A ± between letters may be one.
func (s *script) polish() string {
	switch {
	case s.central < 2 || s.central == s.only8859:
		return ""
	case s.only8859 > s.only1250:
		return "iso-8859-2"
	}
	return "windows-1250"
}

// plain looks at bytes of ASCII at once: only the first can be the second half of a pair.
func (s *script) plain(b []byte) {
	s.take(b[0])
	if n := len(b); n > 1 {
		s.inside(b[1]) // the second may be the letter behind a sign
		s.run, s.before = 0, false
		s.last, s.mid = b[n-2], b[n-1]
	}
}

// pair follows the two bytes of a character of Shift-JIS.
func (s *script) pair(c byte) {
	switch lead := s.lead; {
	case lead != 0:
		s.lead = 0
		if c < 0x40 || c == 0x7f || c > 0xfc {
			s.broken++
			s.before = false
			return
		}
		s.pairs++
		if lead < 0xa0 {
			s.low++
		}
		if s.before {
			s.joined++
		}
		s.before = true
	case c >= 0x81 && c <= 0x9f || c >= 0xe0 && c <= 0xfc:
		s.lead = c
	case c == 0x80 || c == 0xa0 || c > 0xfc:
		s.broken++
	default:
		s.before = false
	}
}

// japanese reports whether the text is Shift-JIS: whole pairs only, most of them begun as Japanese ones are, and side by side. In
// Western text an accented letter makes a pair with the letter behind it, but stands alone and begins otherwise.
func (s *script) japanese() bool {
	return s.broken == 0 && s.lead == 0 && s.pairs >= 2 && s.low*2 >= s.pairs && s.joined*3 >= s.pairs
}

// foreign reports whether most letters beyond ASCII stand in whole words of such: Cyrillic, Greek or Chinese text.
func (s *script) foreign() bool { return s.high >= 8 && s.long*2 > s.high }
