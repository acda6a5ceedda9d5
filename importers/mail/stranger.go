package mail

import (
	"strconv"
	"strings"

	"ordertrail/track/carrier"
	"ordertrail/track/expr"
)

var (
	// reference is what a shipment is called in a mail that names no tracking number: a number behind a word for what it numbers.
	reference = expr.Late(`(?i)(\b(?:with|for|under|mit|für|zu|avec|pour|met|voor|con|per|para|dla)\s+(?:(?:your|ihre?r?|votre|uw|su|tu)\s+)?)?` +
		`(#|\b(?:order|shipment|consignment|parcel|package|reference|ref|po|pro|waybill|awb|bol|delivery note|` +
		`bestellung|auftrag|sendung|paket|referenz|lieferschein|commande|colis|expédition|référence|bestelling|zending|pakket|referentie|` +
		`ordine|spedizione|pacco|riferimento|pedido|envío|paquete|referencia|zamówienie|przesyłka|paczka|referencja)(?:s?nummer)?\b)` +
		`[ .:#]*(?:n°|(?:number|no|nr|nummer|numéro|numero|número|numer|id)\b)?[ .:#]*([A-Z]{0,6}[-/]?[0-9]{3,20}[A-Z0-9]{0,4}(?:[-/][0-9]{1,8})*|[A-Z]{1,4}[0-9]{1,2}[A-Z]{1,3}[0-9]{5,16})\b`)
	// parcel is what a reference may begin with that its sentence is about: "your parcel 77120 was delivered".
	parcel = expr.Late(`(?i)^(?:shipment|consignment|parcel|package|sendung|paket|colis|expédition|zending|pakket|spedizione|pacco|envío|paquete|przesyłka|paczka)$`)
	year   = expr.Late(`^(?:19|20)[0-9]{2}$`)
	// statusLine is a line that says where a shipment is, as freight companies write.
	statusLine = expr.Late(`(?im)^\s*(?:(?:shipment|delivery|tracking|current|latest)\s+)?(?:status|event|milestone|sendungsstatus|lieferstatus|zustellstatus|statut|stato|estado)\s*:\s*(\S.{2,80})$`)
)

// ofAnyCarrier is the question that a mail is which says where something is that has a number, in the words that carriers use, from
// somebody nobody knows; "" when it is none. Only a person can tell what it is about, and until then it is kept.
func ofAnyCarrier(p page) string {
	named := ""
	bare := page{from: p.from, subject: withoutReferences(p.subject, &named), date: p.date, zone: p.zone}
	for _, text := range p.texts {
		bare.texts = append(bare.texts, withoutReferences(text, &named))
	}
	if named == "" {
		return ""
	}
	bare.cutUp()
	said := bare.stated()
	if said == "" {
		return ""
	}
	return "unknown-carrier: it says " + strconv.Quote(cut(said, 60)) + " of " + named + ", and it is not known who writes"
}

// withoutReferences is a text without what it calls a shipment, so that the sentences around it are those that are known; the
// first of them is noted. A parcel that a sentence is about stays in it, without its number.
func withoutReferences(text string, named *string) string {
	return reference().ReplaceAllStringFunc(text, func(s string) string {
		parts := reference().FindStringSubmatch(s)
		preposition, noun, number := parts[1], parts[2], parts[3]
		if year().MatchString(number) {
			return s
		}
		if *named == "" {
			*named = number
		}
		if preposition == "" && parcel().MatchString(noun) {
			return noun
		}
		return ""
	})
}

// stated is the first sentence or line that says where a parcel is, whoever carries it; "" when none does.
func (p page) stated() string {
	for _, h := range known().common.listen(p) {
		if h.Means.Phase != "" {
			return h.text
		}
	}
	for _, text := range p.texts {
		for _, g := range statusLine().FindAllStringSubmatch(text, 5) {
			if m, ok := carrier.Map("", "", "", g[1]); ok && m.Phase.IsCarrier() {
				return strings.TrimSpace(g[0])
			}
		}
	}
	return ""
}
