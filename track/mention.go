package track

import (
	"cmp"
	"regexp"
	"slices"
	"strings"
	"unicode"
)

// Mentions finds the texts that name a person. Texts that may be anybody's are searched for what hardly means somebody else: an
// address, a number, a whole name. Of texts that are known to be about the person, a single name or a postcode tells too.
type Mentions struct {
	sure, loose *regexp.Regexp // nil finds nothing
	signs       []string       // words in lower case, or digits, of which every text that sure finds holds one
}

// How long a text must be to name a person: shorter ones stand in too much else.
const (
	shortestName = 4 // of one word, where the text is the person's own
	shortestSure = 6 // of a text that may be anybody's
)

// MentionsOf finds texts that name one of the customers, or hold the e-mail address.
func MentionsOf(customers []Customer, email string) Mentions {
	sure, loose := []string{email}, []string{}
	for _, c := range customers {
		sure = append(sure, c.Email, c.Address1, c.Address2, opening(c.Note))
		for _, name := range []string{c.Name, c.ShipName, c.Company} {
			if len(wordsOf(name)) > 1 {
				sure = append(sure, name)
			}
			loose = append(loose, wordsOf(name)...)
		}
		if len(digits(c.Phone)) >= shortestSure {
			sure = append(sure, c.Phone)
		}
		loose = append(loose, c.Phone, c.Address1, c.Address2, c.Postcode)
	}
	sure = atLeast(sure, shortestSure)
	loose = append(atLeast(loose, shortestName), sure...)
	return Mentions{sure: alternatives(sure), loose: alternatives(loose), signs: signsOf(sure)}
}

// None reports whether nothing is known that names the person.
func (m Mentions) None() bool { return m.sure == nil && m.loose == nil }

// In reports whether a text that may be anybody's names the person.
func (m Mentions) In(text string) bool {
	if m.sure == nil {
		return false
	}
	lower := strings.ToLower(text)
	near := func(sign string) bool { return strings.Contains(lower, sign) }
	if !slices.ContainsFunc(m.signs, near) {
		if lower = separators.Replace(lower); !slices.ContainsFunc(m.signs, near) {
			return false
		}
	}
	return m.sure.MatchString(text)
}

// separators takes out what stands between the digits of a number.
var separators = strings.NewReplacer(" ", "", "(", "", ")", "", ".", "", "/", "", "+", "", "-", "")

// signsOf are the longest words of texts, and numbers as their digits: looking for these is much cheaper than looking for the
// texts, and a log has few lines that hold one.
func signsOf(texts []string) (out []string) {
	for _, s := range texts {
		if n := digits(s); isNumber(s) {
			out = append(out, n)
			continue
		}
		out = append(out, strings.ToLower(slices.MaxFunc(wordsOf(s), func(a, b string) int { return len(a) - len(b) })))
	}
	return out
}

// isNumber reports whether a text is a telephone number: digits and what stands between them.
func isNumber(text string) bool {
	n := digits(text)
	return len(n) >= shortestSure && n == strings.Join(wordsOf(text), "")
}

// InOwn reports whether a text about the person names them.
func (m Mentions) InOwn(text string) bool { return m.loose != nil && m.loose.MatchString(text) }

// atLeast leaves out the texts with fewer letters and digits than n, and what stands there twice; the longest come first.
func atLeast(texts []string, n int) []string {
	var out []string
	for _, s := range texts {
		if len([]rune(strings.Join(wordsOf(s), ""))) >= n {
			out = append(out, strings.Join(strings.Fields(s), " "))
		}
	}
	slices.SortFunc(out, func(a, b string) int { return cmp.Or(cmp.Compare(len(b), len(a)), strings.Compare(a, b)) })
	return slices.Compact(out)
}

// opening is the beginning of a longer text, which tells it from others.
func opening(text string) string {
	words := strings.Fields(text)
	return strings.Join(words[:min(len(words), 12)], " ")
}

// wordsOf are the runs of letters and digits of a text.
func wordsOf(text string) []string {
	return strings.FieldsFunc(text, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
}

func digits(text string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsDigit(r) {
			return r
		}
		return -1
	}, text)
}

// What stands around a text that names a person, so that it is not a part of another's: mary.anna@… is not anna@….
const (
	beforeWord = `(?:^|[^\p{L}\p{N}])`
	afterWord  = `(?:$|[^\p{L}\p{N}])`
	beforeMail = `(?:^|%3[AaDd]|[^\p{L}\p{N}.+_-])`
	afterMail  = `(?:$|[^\p{L}\p{N}.-]|[.-](?:$|[^\p{L}\p{N}]))`
)

// alternatives finds any of the texts as whole words, whatever the letter case and whatever stands between their words: a
// number is written with other separators, an address over two lines. nil when there are no texts.
func alternatives(texts []string) *regexp.Regexp {
	var out []string
	for _, s := range texts {
		if name, host, ok := strings.Cut(s, "@"); ok {
			out = append(out, beforeMail+regexp.QuoteMeta(name)+`(?:@|%40)`+regexp.QuoteMeta(host)+afterMail)
			continue
		}
		words := wordsOf(s)
		if isNumber(s) {
			out = append(out, beforeWord+strings.Join(strings.Split(digits(s), ""), `[ ()./+-]{0,3}`)+afterWord)
			continue
		}
		for i, w := range words {
			words[i] = regexp.QuoteMeta(w)
		}
		out = append(out, beforeWord+strings.Join(words, `[^\p{L}\p{N}]{1,8}`)+afterWord)
	}
	if len(out) == 0 {
		return nil
	}
	return regexp.MustCompile(`(?i)` + strings.Join(out, "|"))
}
