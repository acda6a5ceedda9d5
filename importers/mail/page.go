package mail

import (
	"slices"
	"strings"
	"time"

	"ordertrail/track/expr"
)

// page is what a reader of the mail sees, in one place: the subject, the texts line by line, and where links lead.
type page struct {
	from, subject string
	texts         []string // the plain text and the page, where both are there: they say the same
	links         []string
	date          time.Time
	zone          *time.Location

	unsifted bool // every pattern is tried
	vouched  bool // a mail server vouches for its sender

	title *passage   // the subject
	parts []*passage // the texts, progress bars left out
}

// cutUp makes the texts of p searchable.
func (p *page) cutUp() {
	p.title, p.parts = passageOf(p.subject), nil
	for _, text := range p.texts {
		p.parts = append(p.parts, passageOf(text))
	}
}

// unsift lets every pattern be tried.
func (p *page) unsift() {
	p.unsifted = true
	for _, part := range p.all() {
		part.every = true
	}
}

// all is the subject and the texts.
func (p page) all() []*passage { return append([]*passage{p.title}, p.parts...) }

// pageOf makes the readable page of m.
func pageOf(m *message, zone *time.Location) page {
	p := page{from: m.from, subject: m.subject, date: m.date, zone: zone}
	plain := strings.Join(m.plain, "\n")
	plain, p.links = withoutAddresses(plain)
	if plain = tidyLines(plain); plain != "" {
		p.texts = append(p.texts, m.seen(plain))
	}
	var seen strings.Builder
	for _, h := range m.readable() {
		seen.WriteString(h.text)
		p.links = append(p.links, h.links...)
	}
	if seen.Len() > 0 {
		p.links = append(p.links, webAddress().FindAllString(seen.String(), mostLinks)...)
		p.texts = append(p.texts, m.seen(seen.String()))
	}
	p.cutUp()
	return p
}

// readable is what a reader sees of one page.
type readable struct {
	text  string
	links []string
}

// readable is what a reader sees of the pages of m.
func (m *message) readable() []readable {
	if m.shows == nil {
		for _, h := range m.html {
			text, links := HTMLText(h)
			m.shows = append(m.shows, readable{text, links})
		}
	}
	return m.shows
}

// seen cuts a text to what is worth reading.
func (m *message) seen(text string) string {
	if len(text) <= maxSeen {
		return text
	}
	m.problem("too-much-text", "only the first %d KB of what a reader sees were read", maxSeen>>10)
	return strings.ToValidUTF8(text[:maxSeen], "")
}

// webAddress is a link written out in plain text; it is no part of the sentences around it.
var webAddress = expr.Late(`https?://[^\s<>"']+`)

// withoutAddresses is a text with a blank for each link written out in it, and the first of those links.
func withoutAddresses(text string) (plain string, links []string) {
	found := webAddress().FindAllStringIndex(text, -1)
	if len(found) == 0 {
		return text, nil
	}
	var out strings.Builder
	from := 0
	for _, at := range found {
		if len(links) < mostLinks {
			links = append(links, text[at[0]:at[1]])
		}
		out.WriteString(text[from:at[0]] + " ")
		from = at[1]
	}
	out.WriteString(text[from:])
	return out.String(), links
}

// today is the day the mail was sent, where the shop is.
func (p page) today() (time.Time, bool) {
	t := p.date.In(p.zone)
	return time.Date(t.Year(), t.Month(), t.Day(), 0, 0, 0, 0, time.UTC), !p.date.IsZero()
}

var shipmentWords = expr.Late(`(?i)\b(packages?|parcels?|shipments?|shipped|deliver(y|ed|ies)|tracking|waybill|pakete?|sendung(en)?|zustellung|colis|livraison|pacco|consegna|paquete|envío)\b|paczk|przesyłk`)

// speaksOfParcels reports whether the words of a shipment stand anywhere in the mail.
func (p page) speaksOfParcels() bool {
	if shipmentWords().MatchString(p.subject) {
		return true
	}
	for _, t := range p.texts {
		if shipmentWords().MatchString(t) {
			return true
		}
	}
	return false
}

var (
	// ownParcel is how a subject speaks of one parcel to whom it comes.
	ownParcel = expr.Late(`(?i)\b(?:your|ihr|ihre|dein|deine|votre|je|jouw|uw|il tuo|la tua|il suo|la sua|tu|su|twoja|twoją)\s+(?:\S+\s+){0,3}?(?:package|parcel|shipment|item|delivery|order|paket|sendung|päckchen|lieferung|bestellung|colis|envoi|livraison|commande|pakket|pakje|zending|bezorging|bestelling|pacco|spedizione|ordine|paquete|envío|pedido|paczka|paczkę|przesyłka|przesyłkę)\b`)
	// bulk are the words with which what goes to many lets them out of it.
	bulk = expr.Late(`(?i)unsubscribe|opt[ -]out|newsletter|abbestellen|abmelden|se désabonner|désinscri|désabonn|ne (?:souhaitez )?plus recevoir nos offres|uitschrijven|afmelden|disiscriv|annulla iscrizione|darse de baja|cancelar (?:la )?suscripción|boletín|wypisz|zrezygnuj|marketingow`)
)

// mayTellOfParcel reports whether a mail of a carrier that names no number and says nothing that is known may still tell of a parcel:
// something in it looks like a number, or its subject speaks of the reader's own parcel and it is none that goes to many, or its first
// words do where a link may hold the number.
func (p page) mayTellOfParcel() bool {
	for _, part := range p.all() {
		for _, t := range part.tokens {
			if len(t.word) > leastNumber && figures(t.word) >= leastFigures {
				return true
			}
		}
	}
	return (ownParcel().MatchString(p.subject) || len(p.links) > 0 && p.opensWithParcel()) && !p.bulk()
}

// opening is how many bytes of a text its first words are.
const opening = 200

// opensWithParcel reports whether the first words of a text speak of the reader's own parcel.
func (p page) opensWithParcel() bool {
	return slices.ContainsFunc(p.texts, func(text string) bool { return ownParcel().MatchString(text[:min(len(text), opening)]) })
}

// bulk reports whether a mail says how to get no more of its kind.
func (p page) bulk() bool {
	return slices.ContainsFunc(p.texts, func(text string) bool { return bulk().MatchString(text) })
}
