package carrier

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// token is a run of letters and digits in a text.
type token struct{ from, to int }

// Limits of what is read: a mail longer than maxText is read up to there.
const (
	maxText    = 1 << 20
	labelReach = 60 // how far before a number its label may stand
	groupSize  = 8  // a number printed in groups has groups of at most this
	groupCount = 20
)

// FindIn lists the tracking numbers inside running text, such as a mail, in the order they stand there. Without a hint
// only numbers that hardly anything else looks like are taken, and only with the right check digit. When h names the
// carrier, its other formats count too, if a label such as "tracking number" stands before them or their check digit
// leaves no doubt; behind "phone", "order" and the like they do not. A wrong check digit of the hinted carrier is Invalid.
func FindIn(text string, h Hints) []Claim {
	if len(text) > maxText {
		text = text[:maxText]
	}
	var out []Claim
	tokens := tokensOf(text)
	for i := 0; i < len(tokens); {
		found, n := findAt(text, tokens[i:], h)
		for _, c := range found {
			if !slices.ContainsFunc(out, func(o Claim) bool { return o.Carrier == c.Carrier && o.Number == c.Number }) {
				out = append(out, c)
			}
		}
		i += n
	}
	return out
}

// tokensOf cuts text into runs of plain letters and digits; a run that touches another script's letters is none.
func tokensOf(text string) []token {
	var out []token
	from, foreign := -1, false
	end := func(at int) {
		if from >= 0 && !foreign {
			out = append(out, token{from, at})
		}
		from, foreign = -1, false
	}
	for i, r := range text {
		switch {
		case r < utf8.RuneSelf && isAlnum(byte(r)):
			if from < 0 {
				from = i
			}
		case r >= utf8.RuneSelf && (unicode.IsLetter(r) || unicode.IsDigit(r)):
			if from < 0 {
				from = i
			}
			foreign = true
		default:
			end(i)
		}
	}
	end(len(text))
	return out
}

func isAlnum(c byte) bool {
	return c >= '0' && c <= '9' || c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z'
}

// findAt reads the number that begins at the first token, and says how many tokens it took.
func findAt(text string, tokens []token, h Hints) ([]Claim, int) {
	first := tokens[0]
	before := labelled{text: text, at: first.from}
	for _, s := range [...]string{text[first.from:first.to], withSuffix(text, first)} {
		if len(s) < 8 || len(s) > maxNumber || countDigits(s) < 6 {
			continue
		}
		found := slices.DeleteFunc(matches(strings.ToUpper(s)), func(m match) bool { return !credible(m, &before, h) })
		if len(found) > 0 {
			return rank(found, h), 1
		}
	}
	for n := groupLength(text, tokens); n > 1; n-- {
		if length, digits := sizeOf(text, tokens[:n]); length > maxNumber || digits < 6 {
			continue
		}
		found := slices.DeleteFunc(matches(joinTokens(text, tokens[:n])), func(m match) bool { return !credibleInGroups(m, &before, h) })
		if len(found) > 0 {
			return rank(found, h), n
		}
	}
	return nil, 1
}

// withSuffix is the token with the "-1" that one format ends in, or "".
func withSuffix(text string, t token) string {
	if strings.HasPrefix(text[t.to:], "-1") && (len(text) == t.to+2 || !isAlnum(text[t.to+2])) {
		return text[t.from : t.to+2]
	}
	return ""
}

// sizeOf is how many characters the tokens have together, and how many digits.
func sizeOf(text string, tokens []token) (length, digits int) {
	for _, t := range tokens {
		length, digits = length+t.to-t.from, digits+countDigits(text[t.from:t.to])
	}
	return length, digits
}

func countDigits(s string) int {
	n := 0
	for i := range len(s) {
		if s[i] >= '0' && s[i] <= '9' {
			n++
		}
	}
	return n
}

// groupLength is how many tokens, one blank apart, could be the groups of one number: no small letters, none too long.
func groupLength(text string, tokens []token) int {
	n := 0
	for n < len(tokens) && n < groupCount {
		t := tokens[n]
		if t.to-t.from > groupSize || strings.ContainsFunc(text[t.from:t.to], unicode.IsLower) {
			break
		}
		if n > 0 {
			if gap := text[tokens[n-1].to:t.from]; gap != " " && gap != "\u00a0" {
				break
			}
		}
		n++
	}
	return n
}

func joinTokens(text string, tokens []token) string {
	var b strings.Builder
	for _, t := range tokens {
		b.WriteString(text[t.from:t.to])
	}
	return b.String()
}

// label is what the nearest telling word before a number says it is.
type label int

const (
	labelNone label = iota
	labelTracking
	labelOther
)

// Words that say what the number behind them is, as they stand in the carriers' notices.
var (
	trackingWords = []string{
		"track", "trknbr", "tlabels", "waybill", "waybaddress", "awb", "shipment", "consignment", "parcel", "package", "itemcode",
		"piececode", "barcode", "paket", "sendung", "colis", "suivi", "envoi", "numer", "paczk", "przesy", "spedizione",
		"seguimiento", "verzending", "pro number", "label",
	}
	otherWords = []string{
		"packageid", "shipmentid", "parcelid", "phone", "tel", "call", "fax", "order", "bestell", "commande", "invoice", "rechnung", "facture", "account", "kunden", "customer",
		"reference", "ref.", "zip", "po box", "vat", "tax", "whatsapp", "infolinia", "hotline", "pin", "code to", "registered", "+", "#",
	}
)

// labelled is a place of a text, and the label before it once somebody asked.
type labelled struct {
	text  string
	at    int
	asked bool
	is    label
}

func (l *labelled) label() label {
	if !l.asked {
		l.is, l.asked = labelBefore(l.text, l.at), true
	}
	return l.is
}

func labelBefore(text string, at int) label {
	before := strings.ToLower(text[max(0, at-labelReach):at])
	nearest := func(words []string) int {
		last := -1
		for _, w := range words {
			if i := strings.LastIndex(before, w); i >= 0 {
				last = max(last, i+len(w))
			}
		}
		return last
	}
	tracking, other := nearest(trackingWords), nearest(otherWords)
	switch {
	case tracking < 0 && other < 0:
		return labelNone
	case tracking >= other:
		return labelTracking
	}
	return labelOther
}

// credible decides over a number that stands in one piece.
func credible(m match, before *labelled, h Hints) bool {
	if m.trust >= trustSure && m.good {
		return true
	}
	if !hinted(m, h) {
		return false
	}
	switch before.label() {
	case labelTracking:
		return true
	case labelOther:
		return false
	}
	return m.trust >= trustSure || m.good && m.check != nil && len(m.raw) >= 12
}

// credibleInGroups decides over a number whose groups were joined: only with a check digit, and a beginning that tells.
func credibleInGroups(m match, before *labelled, h Hints) bool {
	if !m.good || m.check == nil {
		return false
	}
	l := before.label()
	if l == labelOther {
		return false
	}
	tells := m.trust >= trustSure && (m.carrier == "ups" || m.carrier == "usps" || m.carrier == postalUnion)
	return tells || l == labelTracking && (m.trust >= trustSure || hinted(m, h))
}

// hinted reports whether m is of the carrier that h names, or of one whose numbers that one's notices hold.
func hinted(m match, h Hints) bool {
	if h.Carrier == "" {
		return false
	}
	if post := tables().posts[lastTwo(m.number)]; m.carrier == postalUnion && post != nil && post.id == h.Carrier {
		return true
	}
	return m.carrier == h.Carrier || isKin(h.Carrier, m.carrier)
}
