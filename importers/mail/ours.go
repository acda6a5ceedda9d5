package mail

import (
	"slices"
	"strconv"
	"strings"

	"ordertrail/track/expr"
)

var (
	// couldName is a word that may name something of the shop.
	couldName = expr.Late(`[A-Za-z0-9](?:[A-Za-z0-9/_.-]{1,38}[A-Za-z0-9])?`)
	// consignment is a consignment's own number behind a word for it.
	consignment = expr.Late(`(?i)\b(?:consignment|con(?:signment)? note|waybill|awb|cmr|bol|tracking|shipment|docket|job|pro|sendung(?:s(?:nummer|nr))?|frachtbrief|` +
		`lettre de voiture|expédition|récépissé|zending|vrachtbrief|spedizione|lettera di vettura|ldv|albarán|expedición|list przewozowy|przesyłka)` +
		`[ .:#]*(?:(?:number|no|nr|nummer|numéro|numero|número|numer|n°|code|id)\b)?[ .:#]*([A-Z]{0,6}[-/]?[0-9]{3,20}[A-Z0-9]{0,4}(?:[-/][0-9]{1,8})*)\b`)
)

// How many words of a mail are asked about, and how many of each text are looked at for them.
const (
	mostNames = 100
	mostWords = 5000
)

// What the signs of a shipment notice weigh, and how much of them makes a mail one that waits; patterns/_courier.txt tells why.
const (
	weighsStatement = 2
	weighsSign      = 1
	weighsEnough    = 2
)

// ofOurs is the question that a mail is which nobody known wrote and which, by the signs of a shipment notice, tells of an order, a
// parcel or a return that the shop has; "" when it is none. patterns/_courier.txt holds the rule.
func (r Reader) ofOurs(n *Notice, p page) string {
	t := known().courier
	if r.Ours == nil || n.From == "" || slices.Contains(r.Mine, n.From) || n.Verdict != NotNotice || !isVague(n.Why) || answer().MatchString(p.subject) || t.silence(p, nil) != "" {
		return ""
	}
	sign, weight := t.signs(p)
	if weight < weighsEnough {
		return ""
	}
	named := r.Ours(p.couldName())
	if len(named) == 0 {
		return ""
	}
	return "unknown-carrier: " + sign + " and names your " + strings.Join(named[:min(len(named), 3)], ", ") + ", and it is not known who writes"
}

// tells reports whether a mail bears the signs of a shipment notice.
func (p page) tells() bool {
	_, weight := known().courier.signs(p)
	return weight >= weighsEnough
}

// isCorrespondence reports whether a mail is what customers and suppliers write: they quote who carried a parcel, and tell of it.
func (p page) isCorrespondence() bool {
	return strings.HasPrefix(known().courier.silence(p, nil), "correspondence: ")
}

// isVague reports whether a mail was left alone for want of what is known, and not for what it is about.
func isVague(why string) bool {
	return strings.HasPrefix(why, "no-shipment: ") || strings.HasPrefix(why, "not-a-carrier: ")
}

// signs weighs what in a mail is as in a shipment notice, and tells the weightiest of it.
func (t *template) signs(p page) (sign string, weight int) {
	for _, part := range p.all() {
		if said := t.hear(inBody, part, false); len(said) > 0 {
			return "it says " + strconv.Quote(cut(said[0].text, 60)), weighsStatement
		}
	}
	if p.speaksOfParcels() {
		sign, weight = "it speaks of a shipment", weighsSign
	}
	if slices.ContainsFunc(p.links, func(l string) bool { return asksOfParcel(strings.ToLower(l)) }) {
		sign, weight = "it links to a tracking page", weight+weighsSign
	}
	for _, text := range append([]string{p.subject}, p.texts...) {
		if g := consignment().FindStringSubmatch(text); g != nil {
			return "it tells of shipment " + g[1], weight + weighsSign
		}
	}
	return sign, weight
}

// couldName are the words of a mail that may name something of the shop, each once: long ones wherever they stand, a short number
// only behind a word for what it numbers.
func (p page) couldName() []string {
	var out []string
	add := func(name string) {
		if len(out) < mostNames && !slices.Contains(out, name) {
			out = append(out, name)
		}
	}
	for _, text := range append([]string{p.subject}, p.texts...) {
		for _, g := range reference().FindAllStringSubmatch(text, mostNames) {
			if !year().MatchString(g[3]) {
				add(g[3])
			}
		}
		for _, word := range couldName().FindAllString(text, mostWords) {
			if tellsApart(word) {
				add(word)
			}
		}
	}
	for _, link := range p.links {
		for _, word := range strings.FieldsFunc(link, func(r rune) bool { return strings.ContainsRune("/?&=#", r) }) {
			if tellsApart(word) {
				add(word)
			}
		}
	}
	return out
}

// tellsApart reports whether a word can hardly be anything but a number somebody gave: it holds digits and letters, or many digits.
func tellsApart(word string) bool {
	digits := 0
	for i := range len(word) {
		if word[i] >= '0' && word[i] <= '9' {
			digits++
		}
	}
	return digits >= 6 || digits >= 2 && len(word) >= 5 && strings.ContainsFunc(word, func(r rune) bool { return r|0x20 >= 'a' && r|0x20 <= 'z' })
}
