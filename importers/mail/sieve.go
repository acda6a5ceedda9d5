package mail

import (
	"regexp"
	"regexp/syntax"
	"strings"
	"unicode/utf8"
)

// sieve is an expression with what can be seen of it without trying it: the bytes a match may begin with, those it may consist
// of, and how many it has at least. All of that is derived from the expression, so that nothing that matches is held back.
type sieve struct {
	*regexp.Regexp
	outline
}

// outline is what is known of the matches of an expression.
type outline struct {
	begins, holds [256]bool
	least         int
	vague         bool // it looks at more than these bytes and word boundaries: everything may match
}

// sieved compiles an expression that is looked for.
func sieved(expr string) (*sieve, error) { return sieveOf(expr, expr) }

// anchored compiles an expression that is tried at one place, with what must follow it.
func anchored(expr, behind string) (*sieve, error) { return sieveOf(`^(?:`+expr+`)`+behind, expr) }

func sieveOf(whole, expr string) (*sieve, error) {
	re, err := regexp.Compile(whole)
	if err != nil {
		return nil, err
	}
	tree, err := syntax.Parse(expr, syntax.Perl)
	if err != nil {
		return nil, err
	}
	return &sieve{re, outlineOf(tree)}, nil
}

// at is where a match that begins where text does lies, nil when there is none.
func (s *sieve) at(text string) []int {
	if !s.mayBegin(text) {
		return nil
	}
	return s.FindStringIndex(text)
}

// mayBegin reports whether a match may begin where text does; false is sure.
func (o *outline) mayBegin(text string) bool {
	if o.vague || o.least == 0 {
		return true
	}
	if len(text) < o.least || !o.begins[text[0]] {
		return false
	}
	for i := 1; i < o.least; i++ {
		if !o.holds[text[i]] {
			return false
		}
	}
	return true
}

// all finds every match in text, at most n, and looks only at the stretches that a match may lie in.
func (s *sieve) all(text string, n int) (found [][]string) {
	if s.vague || s.least == 0 {
		return s.FindAllStringSubmatch(text, n)
	}
	for i := 0; i < len(text) && len(found) < n; {
		from := i
		for i < len(text) && s.holds[text[i]] {
			i++
		}
		if i-from >= s.least {
			found = append(found, s.FindAllStringSubmatch(text[max(0, from-1):min(len(text), i+1)], n-len(found))...)
		}
		if i == from {
			i++
		}
	}
	return found
}

// outlineOf derives the outline of an expression.
func outlineOf(re *syntax.Regexp) (o outline) {
	switch re.Op {
	case syntax.OpEmptyMatch, syntax.OpWordBoundary, syntax.OpNoWordBoundary:
	case syntax.OpLiteral:
		for i, r := range re.Rune {
			o.then(letters(r, r, re.Flags&syntax.FoldCase != 0), i == 0)
		}
	case syntax.OpCharClass:
		for i := 0; i < len(re.Rune); i += 2 {
			o.or(letters(re.Rune[i], re.Rune[i+1], false), i == 0)
		}
	case syntax.OpCapture:
		return outlineOf(re.Sub[0])
	case syntax.OpStar, syntax.OpQuest:
		o = outlineOf(re.Sub[0])
		o.least = 0
	case syntax.OpPlus:
		return outlineOf(re.Sub[0])
	case syntax.OpRepeat:
		o = outlineOf(re.Sub[0])
		o.least *= re.Min
	case syntax.OpConcat:
		for i, sub := range re.Sub {
			o.then(outlineOf(sub), i == 0)
		}
	case syntax.OpAlternate:
		for i, sub := range re.Sub {
			o.or(outlineOf(sub), i == 0)
		}
	default:
		o.vague = true
	}
	return o
}

// letters is the outline of one character between two.
func letters(from, to rune, anyCase bool) outline {
	o := outline{least: 1}
	for r := from; r <= min(to, utf8.RuneSelf); r++ {
		if r < utf8.RuneSelf {
			o.begins[byte(r)] = true
		}
		if lower := byte(r | 0x20); anyCase && isLetter(lower) {
			o.begins[lower], o.begins[lower-0x20] = true, true
		}
	}
	if o.vague = to >= utf8.RuneSelf || anyCase && strings.ContainsRune("kKsS", from); o.vague {
		return o // two letters have a third form beyond ASCII
	}
	o.holds = o.begins
	return o
}

// then puts what follows behind o.
func (o *outline) then(next outline, first bool) {
	if first {
		*o = next
		return
	}
	for b := range o.holds {
		o.begins[b] = o.begins[b] || o.least == 0 && next.begins[b]
		o.holds[b] = o.holds[b] || next.holds[b]
	}
	o.least, o.vague = o.least+next.least, o.vague || next.vague
}

// or lets the other stand in its place.
func (o *outline) or(other outline, first bool) {
	if first {
		*o = other
		return
	}
	for b := range o.holds {
		o.begins[b] = o.begins[b] || other.begins[b]
		o.holds[b] = o.holds[b] || other.holds[b]
	}
	o.least, o.vague = min(o.least, other.least), o.vague || other.vague
}
