package mail

import (
	"regexp"
	"regexp/syntax"
	"strings"

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
	From, Subject *regexp.Regexp // both must match where given
	Why           string
}

// saying is one sentence of a carrier and what it means.
type saying struct {
	Name  string // of the row; with the carrier it is the Basis of an event
	Lang  string
	In    place
	Words *regexp.Regexp
	Means meaning

	must []string // words, in lower case, without which Words cannot match
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
	return newSaying(name, lang, inSubject, `(?i)`+shorthand.Replace(words), means)
}

// body is a row for a sentence of the text.
func body(name, lang, words string, means meaning) saying {
	return newSaying(name, lang, inBody, shorthand.Replace(words), means)
}

func newSaying(name, lang string, in place, expression string, means meaning) saying {
	tree, err := syntax.Parse(expression, syntax.Perl)
	if err != nil {
		panic("mail: row " + name + ": " + err.Error())
	}
	return saying{name, lang, in, regexp.MustCompile(expression), means, required(tree)}
}

// required lists words that every match of re contains, in lower case. Looking for them first is many times faster than
// trying each expression.
func required(re *syntax.Regexp) []string {
	switch re.Op {
	case syntax.OpLiteral:
		if w := strings.ToLower(string(re.Rune)); len(w) >= 3 {
			return []string{w}
		}
	case syntax.OpConcat, syntax.OpCapture, syntax.OpPlus:
		var all []string
		for _, sub := range re.Sub {
			all = append(all, required(sub)...)
		}
		return all
	}
	return nil
}

// mayMatch reports whether the words a match needs are all in text, which is in lower case.
func (s *saying) mayMatch(text string) bool {
	for _, w := range s.must {
		if !strings.Contains(text, w) {
			return false
		}
	}
	return true
}

func pattern(s string) *regexp.Regexp {
	if s == "" {
		return nil
	}
	return regexp.MustCompile(`(?i)` + s)
}

// never is a row for mails that are not about a parcel; from and subject are expressions, "" for any.
func never(from, subject, why string) silent {
	return silent{pattern(from), pattern(subject), why}
}

var templates = []*template{
	&ups, &fedex, &usps, &dhl, &royalMail, &evri, &gls, &australiaPost, &canadaPost, &pocztaPolska, &inPost, &dpdPoland, &purolator, &amazon, &walmart,
}

// templateOf finds the carrier that owns the domain of an address; nil when none does.
func templateOf(address string) *template {
	if !strings.Contains(address, "@") {
		return nil
	}
	domain := domainOf(address)
	for _, t := range templates {
		for _, d := range t.Domains {
			if within(domain, d) {
				return t
			}
		}
	}
	return nil
}

// Read a row as: a carrier's mail with this subject is about something else than a parcel.
var silentEverywhere = []silent{
	never("", `\b(invoice|billing statement|your bill|payment (received|due|confirmation))\b`, "bill: it is about money"),
	never("", `\b(rechnung|faktura|facture|fattura)\b`, "bill: it is about money"),
	never("", `\b(survey|rate your|how did we do|share your feedback|your opinion)\b`, "survey: it asks for an opinion"),
	never("", `\b(password|verify your (e-?mail|account|identity)|verification code|one-time (pass)?code|sign-?in|log-?in)\b`, "account: it is about an account"),
	never("", `\b(welcome to|newsletter|terms of use|privacy (policy|notice)|enrol(l?ment)?)\b`, "account: it is about an account"),
	never("", `\b(flight|itinerary|boarding pass|hotel|reservation)\b`, "travel: it is about a journey"),
}

// silence says why a mail of this carrier is not about a parcel, "" when it may be.
func (t *template) silence(from, subject string) string {
	for _, rows := range [][]silent{t.Silent, silentEverywhere} {
		for _, s := range rows {
			if (s.From == nil || s.From.MatchString(from)) && (s.Subject == nil || s.Subject.MatchString(subject)) {
				return s.Why
			}
		}
	}
	return ""
}
