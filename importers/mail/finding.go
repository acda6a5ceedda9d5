package mail

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"ordertrail/track"
	"ordertrail/track/carrier"
	"ordertrail/track/expr"
)

// finding is what a carrier's patterns made of a mail: a reason for silence, a question, or events.
type finding struct {
	silent, question, language string
	nothingNamed               bool // the question is which parcel or order it is about, for none is named
	events                     []Event
	problems                   []string
}

// empty reports whether nothing was found, and nothing is asked.
func (f finding) empty() bool { return f.silent == "" && f.question == "" && len(f.events) == 0 }

// heard is one saying that was found in the mail, and where.
type heard struct {
	*saying
	match
	in   *passage
	row  int    // of the table
	text string // the words
}

// read applies the template to a mail of its carrier.
func (t *template) read(p page) finding {
	said := t.listen(p)
	if f, ok := t.digest(p, said); ok && (len(f.events) > 1 || !stated(said) && len(t.labelledStates(p)) == 0) {
		return f
	}
	why := t.silence(p, said)
	if strings.HasPrefix(why, "scam:") && !p.vouched && t.saysLevied(said) {
		return finding{question: "authentication: it asks for a fee that the customs levy, and no mail server vouches that " + p.from + " sent it"}
	}
	if why != "" && !strings.HasPrefix(why, "digest:") {
		return finding{silent: why}
	}
	which := t.parcelsIn(p)
	if len(which.numbers) == 0 && which.question == "" && t.finder.carrier != "" {
		which.numbers = namedBy(said)
	}
	several, unclear := t.severally(p, said, which)
	switch {
	case len(several.events) > 0:
		return t.sound(p, several, which.odd)
	case why != "":
		return finding{silent: why}
	}
	return t.together(p, said, which, unclear)
}

// together is what a mail says of all its parcels at once; unclear is the question which of them it says what of, "" when there is none.
func (t *template) together(p page, said []heard, which parcels, unclear string) finding {
	c, conflict := decide(said)
	if c.Phase == "" && conflict == "" && len(which.numbers) == 1 && t.finder.carrier != "" {
		c, conflict = decide(append(said, t.labelledStates(p)...))
	}
	orders, ordersConflict := t.ordersIn(p)
	if !c.plural(p, len(which.numbers)) {
		which.numbers, orders = single(which.numbers), single(orders)
	}
	f := finding{language: c.language}
	if unclear != "" && len(which.numbers) > 1 {
		f.question = unclear
		return f
	}
	if c.empty() && len(which.numbers) == 0 && !p.speaksOfParcels() {
		return f
	}
	if c.empty() && t.finder.carrier != "" && len(which.numbers)+len(orders) == 0 && which.question == "" && !p.mayTellOfParcel() {
		f.silent = "no-parcel: it names no parcel and says of none where it is"
		return f
	}
	f.question = cmp.Or(conflict, t.unclear(p, c), which.question, ordersConflict, c.unnamed(p, which.numbers, orders), t.otherRow(p, c, which.numbers))
	if f.question != "" {
		f.nothingNamed = len(which.numbers)+len(orders) == 0 && !c.empty() && conflict == ""
		return f
	}
	f.events = t.events(p, c, which.numbers, orders)
	return t.sound(p, f, which.odd)
}

// sound is what was read, or the question that it leaves when it is of a time after the mail; numbers that are odd are marked.
func (t *template) sound(p page, f finding, odd []string) finding {
	if e, at := p.ahead(f.events); at != "" {
		return finding{language: f.language, question: "odd-date: it says " + strconv.Quote(cut(e.Evidence, 60)) + " of " + at + ", which is after the mail was sent"}
	}
	for _, n := range odd {
		f.problems = append(f.problems, "check-digit: the check digit of "+n+" is wrong")
	}
	return f
}

// namedBy are the numbers by which what is said names its parcels: "Your parcel 4471 0092 831 was delivered".
func namedBy(said []heard) (out []string) {
	for _, h := range said {
		if n := track.TrackingKey(strings.ReplaceAll(h.number, ".", "")); figures(n) >= leastFigures {
			out = union(out, []string{n})
		}
	}
	return out
}

// stated reports whether one of these says where a parcel is.
func stated(said []heard) bool {
	return slices.ContainsFunc(said, func(h heard) bool { return h.Means.Phase != "" })
}

// unclear is the question what a mail says; "" when that is clear.
func (t *template) unclear(p page, c conclusion) string {
	switch {
	case c.empty():
		return "not-understood: " + t.Carrier + " wrote it, but in words that are not known"
	case c.Phase == track.Delivered:
		if against := p.against(c); against != "" {
			return "contradiction: it says " + strconv.Quote(cut(c.evidence, 60)) + " and " + strconv.Quote(cut(against, 60))
		}
		if coming := t.comes(p, c); coming != "" {
			return "contradiction: its subject says " + strconv.Quote(cut(c.evidence, 60)) + ", and it is expected on " + string(coming)
		}
	}
	return ""
}

// comes is the day after the mail's on which it says that a parcel comes of which its subject alone says that it has; "" when there
// is none.
func (t *template) comes(p page, c conclusion) track.Date {
	today, dated := p.today()
	if !dated || c.inBody() {
		return ""
	}
	c.Phase = track.OutForDelivery
	var e Event
	if t.dates(p, c, &e); e.EstimatedOn > track.Date(track.DateStamp(today)) {
		return e.EstimatedOn
	}
	return ""
}

// against is the first sentence that speaks against a delivery: that denies it or, where the subject alone states it, that still
// expects the parcel. "" when there is none.
func (p page) against(c conclusion) string {
	all := known().everywhere
	if words := p.says(all.Denies, c.language); words != "" || c.inBody() {
		return words
	}
	return p.says(all.Awaits, c.language)
}

// unnamed is the question of which parcel or order it is said; "" when that is clear.
func (c conclusion) unnamed(p page, numbers, orders []string) string {
	switch {
	case len(numbers) == 0 && len(orders) == 0:
		return "no-number: it says " + strconv.Quote(cut(c.evidence, 60)) + ", but names no parcel"
	case len(numbers) > 1 && !c.plural(p, len(numbers)):
		return "several-parcels: it names " + strconv.Itoa(len(numbers)) + " numbers, but speaks of one parcel"
	case len(orders) > 1:
		return "several-orders: it names " + strconv.Itoa(len(orders)) + " orders"
	}
	return ""
}

// otherRow is the question of a mail about several parcels that says beside one of their numbers that it is somewhere else.
func (t *template) otherRow(p page, c conclusion, numbers []string) string {
	if len(numbers) < 2 || c.Phase == "" {
		return ""
	}
	for _, part := range p.parts {
		for _, s := range t.finder.in(part) {
			beside := part.behind(s.at)
			m, ok := carrier.Map(t.finder.carrier, "", "", beside)
			if ok && m.Phase.IsCarrier() && m.Phase != c.Phase && !slices.Contains(held[c.Phase], m.Phase) {
				return "contradiction: it says " + strconv.Quote(cut(c.evidence, 60)) + ", and of " + s.number + " " + strconv.Quote(cut(beside, 60))
			}
		}
	}
	return ""
}

// listen finds every saying in the mail, in the order of the table. What a subject says in words that stand in the tables for texts
// counts where no text says where the parcel is. That of an answer says what somebody wrote before.
func (t *template) listen(p page) []heard {
	var texts []heard
	for _, part := range p.parts {
		texts = append(texts, t.hear(inBody, part, false)...)
	}
	if answer().MatchString(p.subject) {
		return texts
	}
	return append(t.hear(inSubject, p.title, !stated(texts)), texts...)
}

// hear finds every saying in one text, by echoes too where they count. Of two that share words the one that knows more of them
// counts, else the higher in the table.
func (t *template) hear(in place, part *passage, echoes bool) []heard {
	var all []heard
	for _, i := range t.registers().says[in].in(part, t.taught.says) {
		s := t.Says[i]
		if s.In != in || s.echo && !echoes {
			continue
		}
		for _, m := range part.find(&s.wording, s.Lang, t.finder.shape) {
			if !s.Means.states() || !part.undone(m, s.Means.Phase) {
				all = append(all, heard{saying: s, match: m, in: part, row: int(i)})
			}
		}
	}
	slices.SortStableFunc(all, func(a, b heard) int { return b.knows() - a.knows() })
	var taken []match
	all = slices.DeleteFunc(all, func(h heard) bool {
		lost := h.overlaps(taken)
		if !lost {
			taken = append(taken, h.match)
		}
		return lost
	})
	slices.SortStableFunc(all, func(a, b heard) int { return a.row - b.row })
	for i := range all {
		all[i].text = part.words(all[i].match)
	}
	return all
}

// says is the first sentence of the texts that is one of rows in lang; "" when none is.
func (p page) says(rows []saying, lang string) string {
	for _, part := range p.parts {
		for i := range rows {
			if rows[i].Lang != lang {
				continue
			}
			if found := part.find(&rows[i].wording, lang, nil); len(found) > 0 {
				return part.words(found[0])
			}
		}
	}
	return ""
}

// conclusion is what all sayings together state.
type conclusion struct {
	meaning
	language, evidence, row string
	said                    []heard
}

func (c conclusion) empty() bool { return len(c.said) == 0 }

// inBody reports whether a text of the mail states the phase, not its subject alone.
func (c conclusion) inBody() bool {
	return slices.ContainsFunc(c.said, func(h heard) bool { return h.In != inSubject && h.Means.Phase == c.Phase })
}

// decide joins the sayings. Two phases in one mail are a question, unless one of them holds the other.
func decide(said []heard) (conclusion, string) {
	c := conclusion{said: said}
	decider := -1
	for i, h := range said {
		switch {
		case h.Means.Phase == "" || slices.ContainsFunc(said, func(o heard) bool { return o.holds(h) }):
		case decider < 0 || said[decider].In == inSubject && h.In == inBody && said[decider].Means.Phase == h.Means.Phase:
			decider = i
		case said[decider].Means.Phase != h.Means.Phase:
			return c, "contradiction: it says " + strconv.Quote(cut(said[decider].text, 60)) + " and " + strconv.Quote(cut(h.text, 60))
		}
	}
	for i, h := range said {
		m := h.Means
		if decider >= 0 && m.Phase != "" && m.Phase != said[decider].Means.Phase {
			continue // it is held by what decides
		}
		if c.Reason == "" {
			c.Reason = m.Reason
		}
		if c.Flag == "" {
			c.Flag = m.Flag
		}
		if decider < 0 && (m.Flag != "" || m.Reason != "") {
			decider = i
		}
	}
	if decider < 0 && len(said) > 0 {
		decider = 0
	}
	if decider >= 0 {
		d := said[decider]
		c.Phase, c.language, c.evidence, c.row = d.Means.Phase, d.Lang, cut(d.text, 160), d.Name
	}
	return c, ""
}

// Read a row as: who says this phase says those as well, for it goes through them and they are over.
var held = map[track.Phase][]track.Phase{
	track.Moving:         {track.Possession},
	track.OutForDelivery: {track.Possession, track.Moving},
	track.Returning:      {track.AttemptFailed},
}

// neighbours are words for the one who took a parcel in because its recipient was not there.
var neighbours = expr.Late(`(?i)nachbar|nebenan|neighbo|voisin|buren|buurman|buurvrouw|vicin|vecin|sąsiad`)

// holds reports whether h says all that o says: that it has come further on the same way, or that a neighbour took the parcel
// of somebody who was not there.
func (h heard) holds(o heard) bool {
	if h.Means.Phase == track.Delivered && o.Means.Phase == track.AttemptFailed {
		return o.Means.Reason == notThere && neighbours().MatchString(h.text)
	}
	return slices.Contains(held[h.Means.Phase], o.Means.Phase)
}

// notThere is why a parcel could not be handed over.
const notThere = track.Reason("customer_not_available")

var (
	pluralWords = expr.Late(`(?i)\b(packages|parcels|shipments|items|pakete|sendungen|paczki|przesyłki|colis)\b`)
	pieceCount  = expr.Late(`(?i)\bnumber of (?:packages|pieces|parcels):?\s+(\d{1,3})\b`)
)

// numberList is what stands before the numbers of several parcels.
var numberList = expr.Late(`(?i)\b(?:(?:tracking|parcel|package|shipment|consignment) (?:numbers|codes|ids)|(?:sendungs|paket|kontroll|track|tracking|zending)nummern|(?:tracking|zending|pakket)nummers|numéros de (?:suivi|colis)|numeri di (?:tracking|spedizione)|números de (?:seguimiento|envío)|numery przesyłek)(?:\s+(?:are|lauten|sind|sont|son|sono|zijn|to))?\s*:`)

// Every text that numberList finds something in holds one of these, in lower case.
var pluralLabels = []string{"numbers", "codes", "ids", "nummern", "nummers", "ros de ", "numeri di", "numery"}

// Read a row as: every text that speaks of several holds one of these, but for letters beyond ASCII that count as theirs.
var pluralParts = []string{"packages", "parcels", "shipments", "items", "pakete", "sendungen", "paczki", "colis"}

// mayBePlural reports whether pluralWords may find something; false is sure.
func mayBePlural(text string) bool {
	low := lowerASCII(text)
	return !isASCII(low) || slices.ContainsFunc(pluralParts, func(w string) bool { return strings.Contains(low, w) })
}

// plural reports whether the mail itself says that its statement is about n parcels.
func (c conclusion) plural(p page, n int) bool {
	for _, h := range c.said {
		if h.Means.Also {
			return true
		}
		if h.Means.Phase == c.Phase && (p.unsifted || mayBePlural(h.text)) && pluralWords().MatchString(h.text) {
			return true
		}
	}
	for _, text := range p.texts {
		low := lowerASCII(text)
		if n > 1 && (p.unsifted || slices.ContainsFunc(pluralLabels, func(l string) bool { return strings.Contains(low, l) })) && numberList().MatchString(text) {
			return true
		}
		if !p.unsifted && !strings.Contains(low, "number of") {
			continue
		}
		if g := pieceCount().FindStringSubmatch(text); g != nil && number(g[1]) == n {
			return true
		}
	}
	return false
}

// ordersIn lists the shop orders a mail names; the texts and the subject must agree.
func (t *template) ordersIn(p page) (found []string, question string) {
	if t.Orders == nil {
		return nil, ""
	}
	var places [][]string
	for _, text := range append(slices.Clone(p.texts), p.subject) {
		var here []string
		bare := true // only a sign stands before what was found
		for _, g := range t.Orders.all(text, 50) {
			if sign := strings.HasPrefix(g[0], "#"); bare && !sign {
				here, bare = nil, false
			} else if sign && !bare {
				continue // it numbers something else: a shipment, a receipt
			}
			here = union(here, []string{g[len(g)-1]})
		}
		places = append(places, here)
	}
	if found, question = agree(places, "orders-differ"); question != "" || len(found) > 0 {
		return found, question
	}
	for _, l := range p.links {
		if g := orderLink().FindStringSubmatch(l); g != nil && t.Orders.MatchString(g[1]) {
			found = union(found, g[1:])
		}
	}
	return found, ""
}

var orderLink = expr.Late(`(?i)[?&]order-?id=([0-9A-Za-z-]{5,40})(?:&|$)`)

// events makes one event per number, or one for the order when no number is named.
func (t *template) events(p page, c conclusion, numbers, orders []string) []Event {
	e := Event{
		Carrier: t.id(), Phase: c.Phase, Reason: c.Reason, Flag: c.Flag,
		Evidence: c.evidence, Basis: "pattern:" + t.id() + "/" + c.row,
	}
	t.dates(p, c, &e)
	if len(orders) == 1 {
		e.Order = orders[0]
	}
	if len(numbers) == 0 {
		return []Event{e}
	}
	var out []Event
	for _, n := range numbers {
		e.Tracking = n
		out = append(out, e)
	}
	return out
}
