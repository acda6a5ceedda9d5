package mail

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// tidier collects text line by line: runs of white space and control characters become one blank, what cannot be seen is
// dropped, typographic apostrophes become plain ones, and empty lines are left out.
type tidier struct {
	strings.Builder
	line  int  // where the line begins
	blank bool // one is due before the next character
}

// add takes text; a line feed ends the line, or is white space like any other.
func (t *tidier) add(s string, breaks bool) {
	for i := 0; i < len(s); {
		b := s[i]
		switch {
		case b > ' ' && b < 0x7f:
			from := i
			for i++; i < len(s) && s[i] > ' ' && s[i] < 0x7f; i++ {
			}
			t.due()
			t.WriteString(s[from:i])
		case b == '\n' && breaks:
			t.newline()
			i++
		case b < utf8.RuneSelf:
			t.blank = true
			i++
		default:
			i += t.rune(s[i:])
		}
	}
}

// rune takes the first rune of s, which is no ASCII, and says how many bytes it is.
func (t *tidier) rune(s string) int {
	r, n := utf8.DecodeRuneInString(s)
	switch {
	case invisible(r):
	case unicode.IsSpace(r) || unicode.IsControl(r):
		t.blank = true
	case r == '\u2019' || r == '\u02bc':
		t.due()
		t.WriteByte('\'')
	default:
		t.due()
		t.WriteRune(r)
	}
	return n
}

// due writes the blank that is due, but none at the beginning of a line.
func (t *tidier) due() {
	if t.blank && t.Len() > t.line {
		t.WriteByte(' ')
	}
	t.blank = false
}

// newline ends the line, unless it is empty.
func (t *tidier) newline() {
	if t.blank = false; t.Len() > t.line {
		t.WriteByte('\n')
		t.line = t.Len()
	}
}

// lines is everything that was collected.
func (t *tidier) lines() string {
	t.newline()
	return t.String()
}

// tidyLines tidies every line and leaves out the empty ones.
func tidyLines(s string) string {
	var t tidier
	t.Grow(len(s))
	t.add(strings.ToValidUTF8(s, "\ufffd"), true)
	return t.lines()
}

// tidy folds every run of white space and control characters to one space, and drops what cannot be seen.
func tidy(s string) string {
	if isTidy(s) {
		return s
	}
	var b strings.Builder
	b.Grow(len(s))
	space := false
	for _, r := range s {
		switch {
		case invisible(r):
		case unicode.IsSpace(r) || unicode.IsControl(r):
			space = b.Len() > 0
		default:
			if space {
				b.WriteByte(' ')
				space = false
			}
			b.WriteRune(r)
		}
	}
	return b.String()
}

// isTidy reports whether s is ASCII that tidying would leave alone.
func isTidy(s string) bool {
	before := byte(' ')
	for i := 0; i < len(s); i++ {
		if b := s[i]; b < ' ' || b >= 0x7f || b == ' ' && before == ' ' {
			return false
		}
		before = s[i]
	}
	return before != ' ' || s == ""
}

// invisible reports characters that take no room: soft hyphens, zero-width and bidi marks, fillers of preheaders.
func invisible(r rune) bool {
	switch {
	case r == 0xad, r == 0x34f, r == 0x61c, r == 0x180e, r == 0xfeff, r == 0x3164:
		return true
	}
	return r >= 0x200b && r <= 0x200f || r >= 0x202a && r <= 0x202e || r >= 0x2060 && r <= 0x206f
}

// lowerASCII is s with the letters A to Z in lower case and every other byte as it is, so that places in it stay the same.
func lowerASCII(s string) string {
	for i := 0; i < len(s); i++ {
		if b := s[i]; b >= 'A' && b <= 'Z' {
			return lowerFrom(s, i)
		}
	}
	return s
}

func lowerFrom(s string, i int) string {
	var b strings.Builder
	b.Grow(len(s))
	from := 0
	for ; i < len(s); i++ {
		if c := s[i]; c >= 'A' && c <= 'Z' {
			b.WriteString(s[from:i])
			b.WriteByte(c + 'a' - 'A')
			from = i + 1
		}
	}
	b.WriteString(s[from:])
	return b.String()
}
