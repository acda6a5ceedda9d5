package mail

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"
	"unicode/utf8"
)

// wording is a sentence a carrier writes, as a pattern over words. Letter case, accents and punctuation do not matter:
//
//	Your (package|parcel)[s] (was|were) delivered [to {any}]
//
// (a|b) is one of, [x] may be left out, and both may stand within a word. {any} is up to a dozen words of the same sentence,
// {name} up to six of the same line, {brand} up to four of it that each begin with a capital letter, {occurred} and {estimated} are dates, {clock} is a time of day that is no span, {place} is a town with its state, {number} is a tracking number. ^ is the beginning
// of a line, $ its end, and a colon must be there if it is written.
type wording struct {
	parts  []*part
	begins *phrase    // what the first parts are, nil when they are no phrase, or one that may be left out
	first  []lexeme   // the words a match may begin with; nil for any
	needs  [][]lexeme // of each of these each match holds one; what is likely to be missed stands first
	words  int        // how many must be there at least
	dated  bool       // it holds a day on which it happened, or may
}

// part is a part of a wording: one of its forms stands there.
type part struct {
	forms  [][]element
	needs  [][]lexeme // as those of a wording
	words  int        // of its shortest form
	begins uint64     // by the last bits of their fingerprints, the words that the forms begin with
	open   bool       // some form begins otherwise
	dated  bool       // some form holds a day on which it happened
}

// element is one word, or what {…}, ^ and $ stand for.
type element struct {
	lexeme
	kind kind
}

// kind is what an element matches.
type kind int

const (
	aWord kind = iota
	anyWords
	aName
	aBrand
	anOccurred
	anEstimated
	aClock
	aPlace
	aNumber
	aStart
	anEnd
)

var kinds = map[string]kind{"{any}": anyWords, "{name}": aName, "{brand}": aBrand, "{occurred}": anOccurred, "{estimated}": anEstimated, "{clock}": aClock, "{place}": aPlace, "{number}": aNumber, "^": aStart, "$": anEnd}

// longestGap is how many words {any} may stand for, longestName how many {name}, longestBrand how many {brand}.
const (
	longestGap   = 12
	longestName  = 6
	longestBrand = 4
)

// mostForms is how many ways one part of a wording may be written; more is a mistake.
const mostForms = 64

// parseWording reads a wording; parts that were read before are taken from where they are kept.
func parseWording(s string, read map[string]*part) (wording, error) {
	parts, err := partsOf(s, read)
	w := wording{parts: parts}
	if err != nil {
		return w, err
	}
	for _, p := range parts {
		w.dated = w.dated || p.dated
		w.words, w.needs = w.words+p.words, append(w.needs, p.needs...)
	}
	slices.SortStableFunc(w.needs, func(a, b []lexeme) int {
		return cmp.Or(len(a)-len(b), len(b[0].word)-len(a[0].word))
	})
	if w.words == 0 {
		return w, fmt.Errorf("%q holds no word that must be there", s)
	}
	w.first = beginnings(parts)
	if w.first == nil {
		return w, fmt.Errorf("%q begins with anything; begin with a word", s)
	}
	return w, nil
}

// partsOf reads the parts of a wording, as parseWording does.
func partsOf(s string, read map[string]*part) (out []*part, err error) {
	for _, words := range cutOutside(s, ' ') {
		p := read[words]
		if p == nil {
			forms, err := expand(words)
			if err != nil {
				return nil, err
			}
			if p = partOf(forms); read != nil {
				read[words] = p
			}
		}
		out = append(out, p)
	}
	return out, nil
}

// partOf is a part that may be written in these ways.
func partOf(forms []string) *part {
	p := &part{words: math.MaxInt}
	for _, f := range forms {
		run := elements(f)
		p.forms = append(p.forms, run)
		n := 0
		for _, e := range run {
			if e.kind == aWord {
				n++
			}
			p.dated = p.dated || e.kind == anOccurred
		}
		p.words = min(p.words, n)
		if len(run) == 0 || run[0].kind != aWord || run[0].word == ":" {
			p.open = true
		} else {
			p.begins |= 1 << (run[0].print & 63)
		}
	}
	p.needs = p.required()
	return p
}

// cutOutside cuts s at the separators that stand outside all brackets; empty pieces are left out when it cuts at blanks.
func cutOutside(s string, separator byte) []string {
	var out []string
	depth, from := 0, 0
	for i := 0; i <= len(s); i++ {
		switch {
		case i == len(s) || depth == 0 && s[i] == separator:
			if piece := s[from:i]; piece != "" || separator != ' ' {
				out = append(out, piece)
			}
			from = i + 1
		case strings.IndexByte("([{", s[i]) >= 0:
			depth++
		case strings.IndexByte(")]}", s[i]) >= 0:
			depth--
		}
	}
	return out
}

// expand lists all the ways one part may be written.
func expand(s string) ([]string, error) {
	i := strings.IndexAny(s, "([")
	if i < 0 {
		if strings.ContainsAny(s, ")]|") {
			return nil, fmt.Errorf("%q: a bracket or a stroke stands alone", s)
		}
		return []string{s}, nil
	}
	end := closing(s, i)
	if end < 0 {
		return nil, fmt.Errorf("%q: a bracket is not closed", s)
	}
	var inner []string
	for _, option := range cutOutside(s[i+1:end], '|') {
		forms, err := expand(option)
		if err != nil {
			return nil, err
		}
		inner = append(inner, forms...)
	}
	if s[i] == '[' {
		inner = append(inner, "")
	}
	rest, err := expand(s[end+1:])
	if err != nil {
		return nil, err
	}
	if len(inner)*len(rest) > mostForms {
		return nil, fmt.Errorf("%q can be written in more than %d ways; make it two rows", s, mostForms)
	}
	var out []string
	for _, a := range inner {
		for _, b := range rest {
			out = append(out, s[:i]+a+b)
		}
	}
	return out, nil
}

// closing is where the bracket at i is closed, -1 when it is not.
func closing(s string, i int) int {
	depth := 0
	for j := i; j < len(s); j++ {
		switch s[j] {
		case '(', '[':
			depth++
		case ')', ']':
			if depth--; depth == 0 {
				return j
			}
		}
	}
	return -1
}

// elements reads one way a part may be written.
func elements(s string) (out []element) {
	for s != "" {
		n := pieceLength(s)
		if k, special := kinds[s[:n]]; special {
			out = append(out, element{kind: k})
		} else if r, _ := utf8.DecodeRuneInString(s); isWord(r) || r == ':' || r == '{' && n > 1 {
			out = append(out, element{lexeme: lexemeOf(fold(s[:n]))})
		}
		s = s[n:]
	}
	return out
}

// pieceLength is how many bytes of s its first word has, or its first name in braces, or else its first character.
func pieceLength(s string) int {
	r, n := utf8.DecodeRuneInString(s)
	if end := strings.IndexByte(s, '}'); r == '{' && end > 0 {
		return end + 1
	}
	if isWord(r) {
		return wordLength(s)
	}
	return n
}

// beginnings lists the words with which a match of parts may begin, each once; nil when it may begin with anything.
func beginnings(parts []*part) []lexeme {
	var out []lexeme
	for _, p := range parts {
		skips := false
		for _, run := range p.forms {
			i := 0
			for i < len(run) && run[i].kind == aStart {
				i++
			}
			switch {
			case i == len(run):
				skips = true
			case run[i].kind != aWord:
				return nil
			case !slices.Contains(out, run[i].lexeme):
				out = append(out, run[i].lexeme)
			}
		}
		if !skips {
			return out
		}
	}
	return nil
}

// required lists the words that stand in every form of a part, each alone; where the forms share none, the longest of each form
// together. There are none when a form holds no word.
func (p *part) required() [][]lexeme {
	var shared [][]lexeme
	for _, e := range p.forms[0] {
		everywhere := e.kind == aWord
		for _, run := range p.forms[1:] {
			everywhere = everywhere && slices.Contains(run, e)
		}
		if everywhere {
			shared = append(shared, []lexeme{e.lexeme})
		}
	}
	if len(shared) > 0 {
		return shared
	}
	var one []lexeme
	for _, run := range p.forms {
		var longest lexeme
		for _, e := range run {
			if len(e.word) > len(longest.word) {
				longest = e.lexeme
			}
		}
		if longest.word == "" {
			return nil
		}
		if !slices.Contains(one, longest) {
			one = append(one, longest)
		}
	}
	return [][]lexeme{one}
}
