package app

import (
	"cmp"
	"slices"
	"strings"

	"ordertrail/importers"
	"ordertrail/reports/pdf"
	"ordertrail/store"
	"ordertrail/track"
)

// milestonesProved are what a claim about a delivery turns on, in the order in which they happen. Read a row as: <milestone>
// of the table of who may say what is always listed, or only where somebody spoke of it.
var milestonesProved = []struct {
	code   string
	always bool
}{
	{"packed", true},
	{"handed_over", true},
	{"possession", true},
	{"attempted", false},
	{"delivered", true},
	{"returned", false},
	{"lost", false},
}

// parcelSection is one parcel: every fact with who said it, when it happened and when we learned it. What nobody stated is
// listed as missing, and noted.
func (p *proof) parcelSection(i int, s track.ParcelState) pdf.Section {
	a := p.app
	out := a.section("proof.parcel", []string{"fact", "known", "who", "when", "learned"}, 27, 0, 29, 28, 28)
	out.Title = a.say("proof.parcel", itoa(i+1), itoa(len(p.order.State.Parcels)), grouped(s.Parcel))
	t := &proofTable{proof: p, about: s}
	t.identity(p.view.Parcels[i])
	for _, m := range milestonesProved {
		t.milestone(m.code, m.always)
	}
	t.signature()
	t.places()
	t.stated("weight", func(f track.ParcelFacts, _ importers.Proof) string { return f.Weight })
	t.costs(p.view.Parcels[i].Costs)
	out.Rows = t.rows
	return out
}

// proofTable is the table about one parcel while it is put together.
type proofTable struct {
	*proof

	about track.ParcelState
	rows  [][]string
}

// known adds a fact with who said it, when it happened, and the event that stated it.
func (t *proofTable) known(fact, says, who string, at track.Stamp, event string) {
	learned := ""
	if e, ok := t.events[event]; ok {
		learned = t.when(e.Recorded)
	}
	t.rows = append(t.rows, []string{t.app.say("proof.fact." + fact), flat(says), who, t.app.dayAndTime(at), learned})
}

// unknown adds that nobody stated a fact, and notes it.
func (t *proofTable) unknown(fact string) {
	name := t.app.say("proof.fact." + fact)
	t.rows = append(t.rows, []string{name, t.app.say("proof.unsaid"), "", "", ""})
	if !t.about.Voided {
		t.missing.add(name, grouped(t.about.Parcel))
	}
}

// gaps are what nobody stated, each with the parcels it is missing of.
type gaps struct {
	names []string
	of    map[string][]string
}

func (g *gaps) add(name, parcel string) {
	if g.of == nil {
		g.of = map[string][]string{}
	}
	if len(g.of[name]) == 0 {
		g.names = append(g.names, name)
	}
	g.of[name] = append(g.of[name], parcel)
}

// words are the gaps, one for each fact; where not all parcels lack it, with those that do.
func (g *gaps) words(parcels int) []string {
	out := []string{}
	for _, name := range g.names {
		if of := g.of[name]; len(of) < parcels {
			name += " (" + strings.Join(of, ", ") + ")"
		}
		out = append(out, name)
	}
	return out
}

// facts are the statements about the parcel that count, in the order in which they were recorded.
func (t *proofTable) facts(kind track.Kind) (out []store.Sighted) {
	for _, e := range t.order.Events {
		if e.Live && e.Kind == kind && isOf(e.Event, t.about) {
			out = append(out, e)
		}
	}
	return out
}

// identity adds what the parcel is: who carries it under which number, where it can be followed, and what is in it.
func (t *proofTable) identity(v ParcelView) {
	a, s := t.app, t.about
	t.known("stands", strings.Join(nonEmpty(a.WordFor("phase", string(s.Phase)), a.WordFor("reason", string(s.Reason)), a.RuleSays(s.Why.Rule)), " · "), "", s.Since, s.Why.DecidedBy)
	first := t.numbered()
	for _, row := range []struct{ fact, says string }{
		{"carrier", carrierOf(s)},
		{"tracking", strings.Join(append(nonEmpty(s.Tracking), s.Aliases...), ", ")},
	} {
		if row.says == "" {
			t.unknown(row.fact)
			continue
		}
		t.known(row.fact, row.says, first.who, first.at, first.event)
	}
	if v.Link == "" {
		t.unknown("link")
	} else {
		t.known("link", v.Link, "", "", "")
	}
	var items []string
	for _, item := range v.Items {
		items = append(items, itoa(item.Quantity)+" × "+item.Title)
	}
	switch {
	case len(items) == 0:
		t.unknown("contents")
	case s.Assumed:
		t.known("contents", strings.Join(items, ", ")+" · "+a.say("proof.assumed"), "", "", "")
	default:
		t.known("contents", strings.Join(items, ", ")+" · "+a.say("proof.packed_by_scan"), "", "", "")
	}
	if len(s.Serials) > 0 {
		t.known("serials", strings.Join(s.Serials, ", "), "", "", "")
	}
}

// namer is who first named a parcel by its tracking number.
type namer struct {
	who   string
	at    track.Stamp
	event string
}

// numbered finds who first named the parcel by the number it has now.
func (t *proofTable) numbered() namer {
	for _, e := range t.order.Events {
		if e.Live && t.about.Tracking != "" && track.TrackingKey(e.Parcel.Tracking) == t.about.Tracking {
			return namer{t.who(e.Source.ID, string(e.Source.Kind)), e.Occurred, e.ID}
		}
	}
	return namer{}
}

// milestone adds every word about one milestone, one row for each source and word.
func (t *proofTable) milestone(code string, always bool) {
	a, found := t.app, false
	for _, w := range t.view.Voices {
		if w.Milestone != code || w.Parcel != t.about.Parcel {
			continue
		}
		found = true
		e := t.events[w.Event]
		says := []string{a.SaysWord(w.Says), a.WordFor("reason", string(e.Reason)), e.Location}
		if e.Text != "" {
			says = append(says, a.say("entry.quote", e.Text))
		}
		if w.Verdict != "decides" && w.Verdict != "same" && w.Verdict != "before" {
			says = append(says, a.WeightSays(w.Kind, w.Verdict))
		}
		if w.Times > 1 {
			says = append(says, a.say("proof.times", itoa(w.Times)))
		}
		t.known(code, strings.Join(nonEmpty(says...), " · "), t.who(w.Source, w.Kind)+by(w.Source, e.Station, e.Actor), e.Occurred, w.Event)
	}
	if !found && always {
		t.unknown(code)
	}
}

// signature adds who signed for the parcel, as each source states it: the name stands in the original alone, also where the
// column was left out when the file was read.
func (t *proofTable) signature() {
	t.stated("signed", func(f track.ParcelFacts, seen importers.Proof) string {
		names := strings.Join(seen.SignedBy, " / ")
		if f.Signed {
			return cmp.Or(names, t.app.say("proof.signed_unnamed"))
		}
		return names
	})
}

// places adds where the parcel was left, and how the addresses that files state agree with the customer's.
func (t *proofTable) places() {
	a := t.app
	ours := importers.Place{City: t.order.Customer.City, Postcode: t.order.Customer.Postcode}
	compared := func(seen importers.Place) string {
		if seen.IsZero() {
			return ""
		}
		return seen.String() + " · " + a.say("proof.place."+seen.Agrees(ours))
	}
	t.stated("left_at", func(f track.ParcelFacts, seen importers.Proof) string {
		said := strings.Join(seen.LeftAt, " / ")
		if f.LeftAt != "" {
			return cmp.Or(said, a.say("trackpage.where."+f.LeftAt))
		}
		return said
	})
	t.stated("label_place", func(_ track.ParcelFacts, seen importers.Proof) string { return compared(seen.Label) })
	t.stated("place", func(_ track.ParcelFacts, seen importers.Proof) string { return compared(seen.Arrived) })
}

// stated adds what each source states of one thing, once however often it says so.
func (t *proofTable) stated(fact string, of func(track.ParcelFacts, importers.Proof) string) {
	var told []string
	for _, e := range t.facts(track.ParcelStated) {
		if e.ParcelFacts == nil {
			continue
		}
		says := of(*e.ParcelFacts, importers.ReadProof(e.Raw, t.own...))
		if key := e.Source.ID + "|" + says; says != "" && !slices.Contains(told, key) {
			told = append(told, key)
			t.known(fact, says, t.who(e.Source.ID, string(e.Source.Kind)), e.Occurred, e.ID)
		}
	}
	if len(told) == 0 {
		t.unknown(fact)
	}
}

// costs adds what each label and invoice stated, and what counts of it.
func (t *proofTable) costs(rows []CostRow) {
	if len(rows) == 0 {
		t.unknown("cost")
		return
	}
	for i, c := range rows {
		if i > 0 && c.Invoice == "" && rows[i-1].Source == c.Source && rows[i-1].Cost == c.Cost && c.Surcharge.IsZero() {
			continue // a file that repeats its price in every row
		}
		says := nonEmpty(costWords(t.app, c.Cost, c.Surcharge))
		if c.Invoice != "" {
			says = append(says, t.app.say("order.invoice", c.Invoice))
		}
		if c.Replaced {
			says = append(says, t.app.say("order.invoice_replaced"))
		}
		t.known("cost", strings.Join(says, " · "), t.who(c.Source, c.Kind), track.Stamp(c.At), t.charged(c))
	}
	if len(rows) > 1 {
		t.known("counted", costWords(t.app, t.about.Cost, t.about.Surcharge), "", "", "")
	}
	for _, m := range t.about.CostApart {
		t.known("apart", Money(m), "", "", "")
	}
}

// charged is the event in which a source first stated a cost.
func (t *proofTable) charged(c CostRow) string {
	for _, e := range t.facts(track.ParcelStated) {
		if f := e.ParcelFacts; f != nil && e.Source.ID == c.Source && string(e.Occurred) == c.At && f.Invoice == c.Invoice && f.Cost == c.Cost && f.Surcharge == c.Surcharge {
			return e.ID
		}
	}
	return ""
}
