package mail

import (
	"slices"
	"strings"

	"ordertrail/track"
	"ordertrail/track/carrier"
	"ordertrail/track/expr"
)

// stranger judges a mail that no carrier sent: a shop may have, which is marked and counts as a shop's word. Whoever poses
// as a carrier is never a notice: at most, with a number that can be nothing else and the words of a shipment, a question.
func (n *Notice) stranger(m *message, p page) {
	n.Verdict, n.Why = suspicion(p)
	said := known().shop.listen(p)
	if m.from == "" || len(said) == 0 && strings.HasPrefix(n.Why, "no-shipment") {
		return
	}
	if why := m.lookAlike(); why != "" {
		n.Verdict, n.Why = Unknown, why
		if scam := known().shop.scam(p); scam != "" {
			n.Verdict, n.Why = NotNotice, scam
		}
		return
	}
	if answer().MatchString(m.subject) && p.isCorrespondence() {
		n.Verdict, n.Why = NotNotice, "correspondence: "+whys["correspondence"]
		return
	}
	if len(said) > 0 && answer().MatchString(m.subject) {
		n.Verdict, n.Why = Unknown, "answer: somebody answers a mail, and what it says may be quoted"
		return
	}
	f := known().shop.read(p)
	switch {
	case f.silent != "":
		n.Verdict, n.Why = NotNotice, f.silent
	case f.nothingNamed && p.bulk():
		n.Verdict, n.Why = NotNotice, "marketing: "+whys["marketing"]
	case f.nothingNamed && !ofAnOrder(said):
		if why := ofAnyCarrier(p); why != "" {
			n.Verdict, n.Why = Unknown, why
		}
	case f.question != "" && len(said) > 0:
		n.Verdict, n.Why = Unknown, f.question
	case slices.ContainsFunc(f.events, func(e Event) bool { return e.Tracking == "" && e.Phase != track.Announced }):
		if why := ofAnyCarrier(p); why != "" && !ofAnOrder(said) {
			n.Verdict, n.Why = Unknown, why
			return
		}
		n.Verdict, n.Why = Unknown, "no-number: a shop says where a parcel is, but names no number"
	case len(f.events) > 0:
		n.Verdict, n.Why, n.Language = IsNotice, "", f.language
		for _, e := range f.events {
			e.Carrier = carrierOf(e.Tracking, p)
			n.Events = append(n.Events, e)
		}
		n.Carrier = n.Events[0].Carrier
		n.Problems = append(n.Problems, "not-a-carrier: a shop says so, no carrier does")
	case n.Verdict == NotNotice:
		if why := ofAnyCarrier(p); why != "" {
			n.Verdict, n.Why = Unknown, why
		}
	}
}

// lookAlike says as which carrier the sender poses, or who is said to have written a mail that was passed on.
func (m *message) lookAlike() string {
	for _, address := range []string{m.from, m.writer()} {
		if who := m.posesAs(address); who != "" {
			return "look-alike: " + address + " writes as " + who + ", whose address it is not"
		}
	}
	return ""
}

// answer is what the subject of an answer begins with.
var answer = expr.Late(`(?i)^(?:re|aw|antw|antwort|ref|rép|sv|odp|ynt)\s*(?:\[\d+\])?\s*:`)

// orderWords are what a shop calls what it sold.
var orderWords = expr.Late(`(?i)order|item|bestell|ware|artikel|commande|bestelling|ordine|pedido|zamówieni`)

// ofAnOrder reports whether one of these speaks of an order: that may be ours also when it is not named, a parcel may be
// anybody's.
func ofAnOrder(said []heard) bool {
	return slices.ContainsFunc(said, func(h heard) bool { return h.Means.Phase != "" && orderWords().MatchString(h.text) })
}

// carrierOf is the carrier of a number that a shop names: the one whose name stands in the mail, if the number can be its,
// else the only one it can be; "" when that is not sure.
func carrierOf(number string, p page) string {
	claims := carrier.Recognise(number, carrier.Hints{})
	var named []string
	for _, part := range p.all() {
		for _, t := range templates() {
			if part.says(t.name, firstOf(part, t.name)) && !slices.Contains(named, t.id()) {
				named = append(named, t.id())
			}
		}
	}
	if len(named) == 1 && slices.ContainsFunc(claims, func(c carrier.Claim) bool { return c.Carrier == named[0] || c.Carrier == anyPost }) {
		return named[0]
	}
	if len(claims) == 1 && claims[0].Check == carrier.Valid && claims[0].Carrier != anyPost {
		return claims[0].Carrier
	}
	return ""
}

// anyPost is whose numbers any post may carry.
const anyPost = track.AnyPost

// firstOf is where words first stand in part; beyond its end when they do not.
func firstOf(part *passage, words []string) int {
	for i := part.first(lexemeOf(words[0])); i >= 0; i = part.after(i) {
		if part.says(words, i) {
			return i
		}
	}
	return len(part.tokens)
}

// suspicion says what a mail that no carrier sent is, before anybody looks whether a shop did.
func suspicion(p page) (Verdict, string) {
	if !p.speaksOfParcels() {
		return NotNotice, "no-shipment: nothing in it speaks of a parcel"
	}
	for _, text := range append([]string{p.subject}, p.texts...) {
		for _, c := range carrier.FindIn(text, carrier.Hints{}) {
			if c.Check == carrier.Valid {
				return Unknown, "not-a-carrier: it names " + c.Number + ", but no carrier sent it"
			}
		}
	}
	return NotNotice, "not-a-carrier: no carrier sent it and it names no parcel"
}

// Read a row as: this sign is used to look like that one.
var lookAlikes = strings.NewReplacer("0", "o", "1", "l", "3", "e", "5", "s", "rn", "m", "vv", "w")

// posesAs is the carrier whose name an address bears without being it: in the display name of the mail, or in its domain, where some
// letters may be others that look alike; "" when it bears none. An address in foreign letters bears any.
func (m *message) posesAs(address string) string {
	domain := domainOf(address)
	if strings.HasPrefix(domain, "xn--") || strings.Contains(domain, ".xn--") {
		return "somebody who is written with foreign letters"
	}
	plain := lookAlikes.Replace(domain)
	pieces := strings.FieldsFunc(plain, func(r rune) bool { return r == '.' || r == '-' || r == '_' })
	name := passageOf(m.shown)
	for _, t := range templates() {
		if firstOf(name, t.name) < len(name.tokens) {
			return t.Carrier
		}
		for _, brand := range t.brands {
			if brand == "post" {
				continue // a word, not a name
			}
			if slices.Contains(pieces, brand) || len(brand) >= 5 && strings.Contains(plain, brand) && brand != "bpost" { // "webpost" is another word
				return t.Carrier
			}
		}
	}
	return ""
}
