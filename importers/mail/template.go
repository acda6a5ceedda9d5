package mail

import (
	"regexp"
	"regexp/syntax"
	"slices"
	"strings"
	"sync"

	"ordertrail/track"
)

// template is what is known of one carrier's mails. The tables are in template_<carrier>.go.
type template struct {
	Carrier    string
	Domains    []string // of From; subdomains belong to them
	MonthFirst bool     // 03/13/2020 is in March
	Numbers    numbers
	Orders     *regexp.Regexp // an order number, where the sender is a shop as well
	Silent     []silent
	Says       []saying

	finder *finder // Numbers, compiled
}

// numbers says how a carrier's mails write tracking numbers. Single spaces within a number are allowed for.
type numbers struct {
	Label string // words that stand before a number, as an expression
	Shape string // what such a number looks like
	Free  string // shapes so distinct that no label is needed, "" for none
	Link  string // what stands before the number in the address of a tracking link, "" for none
}

// silent is a kind of mail that a carrier sends and that is never about the state of one parcel.
type silent struct {
	From, Subject pattern // both must match where given
	Why           string
}

// saying is one sentence of a carrier and what it means.
type saying struct {
	Name  string // of the row; with the carrier it is the Basis of an event
	Lang  string
	In    place
	Words pattern
	Means meaning
}

// place is where a saying stands.
type place int

const (
	inSubject place = iota
	inBody
)

// meaning is what a sentence states. With no phase, flag or reason it only gives dates. When is the phase a date is about:
// a "Delivered:" label counts only in a mail that says delivered. Estimate "today" and "tomorrow" count from the mail's date.
type meaning struct {
	Phase    track.Phase
	Reason   track.Reason
	Flag     track.Flag
	When     track.Phase
	Estimate string
}

// Words are regular expressions in which a space is any white space and {occurred}, {estimated} and {place} are read out.
var shorthand = strings.NewReplacer(
	" ", `\s+`,
	"{occurred}", `(?P<occurred>`+whenForm+`)`,
	"{estimated}", `(?P<estimated>`+whenForm+`)`,
	"{place}", `(?P<place>[A-Z][A-Z\s.'\-]{1,40},\s[A-Z]{2}(?:\s\d{5})?)`,
	"{any}", `(?:[^.]|\.[^\s]|\.\s[a-z]|\b(?i:Inc|Ltd|Co|Corp|LLC|Nr|Bros|St)\.){1,80}?`,
)

// subject is a row for the subject line; letter case does not matter there.
func subject(name, lang, words string, means meaning) saying {
	return saying{name, lang, inSubject, compile(`(?i)` + shorthand.Replace(words)), means}
}

// body is a row for a sentence of the text.
func body(name, lang, words string, means meaning) saying {
	return saying{name, lang, inBody, compile(shorthand.Replace(words)), means}
}

// needs says which words a text must hold for an expression to match: of every group at least one. Words are in lower case.
// Looking for them first is many times faster than trying each expression.
type needs [][]string

// needsOf reads the needs off an expression; what it cannot tell is left out.
func needsOf(re *syntax.Regexp) needs {
	switch re.Op {
	case syntax.OpLiteral:
		if w := strings.ToLower(string(re.Rune)); len(w) >= 3 {
			return needs{{w}}
		}
	case syntax.OpConcat, syntax.OpCapture, syntax.OpPlus:
		var all needs
		for _, sub := range re.Sub {
			all = append(all, needsOf(sub)...)
		}
		return all
	case syntax.OpAlternate:
		var any []string
		for _, sub := range re.Sub {
			n := needsOf(sub)
			if len(n) == 0 {
				return nil
			}
			any = append(any, n[0]...)
		}
		return needs{any}
	}
	return nil
}

// metBy reports whether text, which is in lower case, holds what is needed.
func (n needs) metBy(text string) bool {
	for _, group := range n {
		if !slices.ContainsFunc(group, func(w string) bool { return strings.Contains(text, w) }) {
			return false
		}
	}
	return true
}

// pattern is an expression with its needs; the zero pattern matches everything.
type pattern struct {
	*regexp.Regexp
	needs needs
}

// compile panics on a bad expression: the tables are literals, checked when the program starts.
func compile(expression string) pattern {
	tree, err := syntax.Parse(expression, syntax.Perl)
	if err != nil {
		panic("mail: " + err.Error())
	}
	return pattern{regexp.MustCompile(expression), needsOf(tree)}
}

// matches reports whether text matches; lower is text in lower case.
func (p pattern) matches(text, lower string) bool {
	return p.Regexp == nil || p.needs.metBy(lower) && p.MatchString(text)
}

// never is a row for mails that are not about a parcel; from and subject are expressions, "" for any.
func never(from, subject, why string) silent {
	var s silent
	if s.Why = why; from != "" {
		s.From = compile(`(?i)` + from)
	}
	if subject != "" {
		s.Subject = compile(`(?i)` + subject)
	}
	return s
}

// templates are the carriers whose mails are known. They are made on first use: a start that reads no mail pays nothing.
var templates = sync.OnceValue(func() []*template {
	list := []*template{
		ups(), fedex(), usps(), dhl(), royalMail(), evri(), gls(), australiaPost(), canadaPost(), pocztaPolska(), inPost(),
		dpdPoland(), purolator(), amazon(), walmart(),
	}
	for _, t := range list {
		t.finder = t.Numbers.compile()
		t.Silent = append(t.Silent, silentEverywhere()...)
	}
	return list
})

// templateOf finds the carrier that owns the domain of an address; nil when none does.
func templateOf(address string) *template {
	if !strings.Contains(address, "@") {
		return nil
	}
	domain := domainOf(address)
	for _, t := range templates() {
		for _, d := range t.Domains {
			if within(domain, d) {
				return t
			}
		}
	}
	return nil
}

// Read a row as: a carrier's mail with this subject is about something else than a parcel.
func silentEverywhere() []silent {
	return []silent{
		never("", `\b(invoice|billing statement|your bill|payment (received|due|confirmation))\b`, "bill: it is about money"),
		never("", `\b(rechnung|faktura|facture|fattura)\b`, "bill: it is about money"),
		never("", `\b(survey|rate your|how did we do|share your feedback|your opinion)\b`, "survey: it asks for an opinion"),
		never("", `\b(password|verify your (e-?mail|account|identity)|verification code|one-time (pass)?code|sign-?in|log-?in)\b`, "account: it is about an account"),
		never("", `\b(welcome to|newsletter|terms of use|privacy (policy|notice)|enrol(l?ment)?)\b`, "account: it is about an account"),
		never("", `\b(flight|itinerary|boarding pass|hotel|reservation)\b`, "travel: it is about a journey"),
	}
}

// silence says why a mail of this carrier is not about a parcel, "" when it may be.
func (t *template) silence(from, subject string) string {
	lower := strings.ToLower(subject)
	for _, s := range t.Silent {
		if s.From.matches(from, from) && s.Subject.matches(subject, lower) {
			return s.Why
		}
	}
	return ""
}
