package carrier

import (
	"sort"
	"strings"
	"unicode"
)

// sentence is a text folded for reading: lower case, no accents, words apart by one blank.
type sentence struct {
	text   string // " delivered left at door "
	words  []string
	starts []int // where each word stands in text
	breaks []bool
}

// foldSentence folds text. InfoReceived is two words; what stands behind a full stop, comma or dash begins a new thought.
func foldSentence(text string) sentence { return fold(text, true) }

// fold folds text; humps says whether a capital behind a small letter begins a word.
func fold(text string, humps bool) sentence {
	s := sentence{}
	var b strings.Builder
	b.WriteByte(' ')
	open, broken := false, true
	last := rune(0)
	for _, r := range text {
		switch {
		case unicode.IsLetter(r) || unicode.IsDigit(r):
			if humps && open && unicode.IsUpper(r) && unicode.IsLower(last) {
				b.WriteByte(' ')
				open = false
			}
			if !open {
				s.starts = append(s.starts, b.Len())
				s.breaks = append(s.breaks, broken)
			}
			open, broken = true, false
			b.WriteString(foldLetter(r))
		case unicode.Is(unicode.Mn, r), r == '\u00ad', r == '®', r == '™':
			continue
		default:
			if open {
				b.WriteByte(' ')
			}
			open = false
			broken = broken || strings.ContainsRune(".,;:!?|()\n–—", r) || r == '-' && last == ' '
		}
		last = r
	}
	if open {
		b.WriteByte(' ')
	}
	s.text = b.String()
	s.words = strings.Fields(s.text)
	return s
}

// foldLetter is r in lower case and without its accent, for the letters of the languages carriers write in.
func foldLetter(r rune) string {
	r = unicode.ToLower(r)
	if r < 128 {
		return string(r)
	}
	if plain, ok := plainLetters[r]; ok {
		return plain
	}
	return string(r)
}

var plainLetters = func() map[rune]string {
	m := map[rune]string{'ß': "ss", 'æ': "ae", 'œ': "oe"}
	for plain, accented := range map[string]string{
		"a": "áàâäãåą", "c": "çćč", "d": "ďđ", "e": "éèêëęě", "i": "íìîï", "l": "ł", "n": "ñńň", "o": "óòôöõøő",
		"r": "ř", "s": "śšş", "t": "ť", "u": "úùûüůű", "y": "ýÿ", "z": "źżž",
	} {
		for _, r := range accented {
			m[r] = plain
		}
	}
	return m
}()

// foldWords is text in lower case with one blank between its words.
func foldWords(text string) string { return strings.Join(fold(text, false).words, " ") }

// guards are words that take back what is said up to three words behind them: "not delivered", "will be delivered".
var guards = map[string]bool{
	"not": true, "never": true, "cannot": true, "unable": true, "be": true, "being": true, "until": true, "before": true, "once": true,
	"when": true, "if": true, "expected": true, "scheduled": true, "estimated": true, "longer": true, "isn": true,
	"wasn": true, "hasn": true, "haven": true, "couldn": true, "didn": true, "won": true, "awaiting": true, "without": true,
	"undelivered": true, "nicht": true, "wird": true, "werden": true, "noch": true, "konnte": true, "kann": true, "pas": true, "sera": true,
	"niet": true, "wordt": true, "worden": true, "non": true, "verra": true, "sara": true, "essere": true, "etre": true,
	"nie": true, "zostanie": true, "bedzie": true, "sobald": true, "wenn": true, "falls": true, "zodra": true, "wanneer": true, "quand": true,
	"lorsque": true, "quando": true, "volta": true, "cuando": true, "gdy": true, "kiedy": true,
}

func isGuard(word string) bool { return guards[word] }

// guardedAt reports whether a guard stands up to three words before the phrase at position i of the text, in the same thought.
func (s sentence) guardedAt(i int) bool {
	word := sort.SearchInts(s.starts, i+1)
	for back := word; back > 0 && back > word-3; back-- {
		if s.breaks[back] {
			return false
		}
		if guards[s.words[back-1]] {
			return true
		}
	}
	return false
}
