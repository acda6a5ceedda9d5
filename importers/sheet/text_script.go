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
	s.pair(c)
}

// plain looks at bytes of ASCII at once: only the first can be the second half of a pair.
func (s *script) plain(b []byte) {
	s.take(b[0])
	if len(b) > 1 {
		s.run, s.before = 0, false
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
