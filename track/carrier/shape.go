package carrier

import (
	"fmt"
	"strconv"
	"strings"
)

// shape is what the characters of a number look like. It is written as a row of
//
//	d any digit   a any letter   x either   [A-FH] one of these   1 Z … exactly this
//
// each with an optional count: d{11}, x{10-39}. Alternatives stand apart by |.
type shape struct {
	text     string
	parts    []shapePart
	min, max int
}

type shapePart struct {
	set      [128]bool
	min, max int
}

// parseShapes reads the alternatives of one shape.
func parseShapes(text string) ([]shape, error) {
	var out []shape
	for alternative := range strings.SplitSeq(text, "|") {
		s := shape{text: alternative}
		for rest := alternative; rest != ""; {
			p, tail, err := parsePart(rest)
			if err != nil {
				return nil, fmt.Errorf("shape %q: %w", alternative, err)
			}
			s.parts, rest = append(s.parts, p), tail
			s.min, s.max = s.min+p.min, s.max+p.max
		}
		if s.min == 0 {
			return nil, fmt.Errorf("shape %q asks for nothing", text)
		}
		out = append(out, s)
	}
	return out, nil
}

func parsePart(text string) (shapePart, string, error) {
	p := shapePart{min: 1, max: 1}
	n := 1
	switch c := text[0]; {
	case c == '[':
		n = strings.IndexByte(text, ']') + 1
		if n < 3 {
			return p, "", fmt.Errorf("%q lacks its ]", text)
		}
		allow(&p.set, text[1:n-1])
	case c == 'd':
		allow(&p.set, "0-9")
	case c == 'a':
		allow(&p.set, "A-Z")
	case c == 'x':
		allow(&p.set, "0-9A-Z")
	case c == '-', c >= '0' && c <= '9', c >= 'A' && c <= 'Z':
		p.set[c] = true
	default:
		return p, "", fmt.Errorf("%q begins with no known sign", text)
	}
	text = text[n:]
	if !strings.HasPrefix(text, "{") {
		return p, text, nil
	}
	count, tail, _ := strings.Cut(text[1:], "}")
	low, high, ranged := strings.Cut(count, "-")
	if !ranged {
		high = low
	}
	var err1, err2 error
	p.min, err1 = strconv.Atoi(low)
	p.max, err2 = strconv.Atoi(high)
	if err1 != nil || err2 != nil || p.min > p.max {
		return p, "", fmt.Errorf("%q is no count", count)
	}
	return p, tail, nil
}

// allow adds the characters of list, where B-F means all from B to F.
func allow(set *[128]bool, list string) {
	for i := 0; i < len(list); i++ {
		from, to := list[i], list[i]
		if i+2 < len(list) && list[i+1] == '-' {
			to, i = list[i+2], i+2
		}
		for c := from; c <= to; c++ {
			set[c] = true
		}
	}
}

// fits reports whether s, already upper case and without spaces, looks like the shape from end to end.
func (sh *shape) fits(s string) bool {
	return len(s) >= sh.min && len(s) <= sh.max && fitParts(sh.parts, s)
}

func fitParts(parts []shapePart, s string) bool {
	for len(parts) > 0 {
		p := &parts[0]
		n := 0
		for n < p.max && n < len(s) && s[n] < 128 && p.set[s[n]] {
			n++
		}
		if n < p.min {
			return false
		}
		if p.min == p.max {
			s, parts = s[n:], parts[1:]
			continue
		}
		for ; n >= p.min; n-- {
			if fitParts(parts[1:], s[n:]) {
				return true
			}
		}
		return false
	}
	return s == ""
}
