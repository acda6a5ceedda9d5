package app

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"
	"time"

	"ordertrail/importers"
	"ordertrail/reports/pdf"
	"ordertrail/store"
	"ordertrail/track"
	"ordertrail/track/carrier"
)

// EvidenceFile says where the evidence about an order was written: the document, and beside it the bundle with what it rests on.
type EvidenceFile struct {
	Path        string   `json:"path"`
	Bytes       int64    `json:"bytes"`
	Pages       int      `json:"pages"`
	Bundle      string   `json:"bundle"` // an archive with the document, the facts, the originals and their hashes
	BundleBytes int64    `json:"bundle_bytes"`
	Files       int      `json:"files"`   // in the bundle
	Missing     []string `json:"missing"` // what nobody stated, in words; where there are several parcels, with which of them
}

// Evidence writes what is known of the delivery of an order, and who said it, into the documents folder; with a parcel named, of the
// parcels that one alone. What happened to the order stays whole, and so do the originals: left out, they would prove less.
func (x *Reports) Evidence(orderID, parcel string) (f EvidenceFile, err error) {
	defer x.app.guard("Reports.Evidence", &err)
	path, err := x.app.orderDocument("evidence", orderID)
	if err != nil {
		return EvidenceFile{}, err
	}
	return x.app.Evidence(orderID, parcel, path)
}

// Evidence writes what is known of the delivery of an order, and who said it, to path as a PDF document, and beside it as
// an archive of the same name the facts, every original as it was kept, and a hash of each file.
func (a *App) Evidence(orderID, parcel, path string) (EvidenceFile, error) {
	p, err := a.proofOf(orderID, parcel)
	if err != nil {
		return EvidenceFile{}, err
	}
	files, err := p.files()
	if err != nil {
		return EvidenceFile{}, err
	}
	report := p.report(files)
	var drawn bytes.Buffer
	pages, err := report.Write(&drawn)
	if err != nil {
		return EvidenceFile{}, err
	}
	out := EvidenceFile{Pages: pages, Files: len(files) + 1, Missing: nonNil(p.lacks), Bundle: strings.TrimSuffix(path, ".pdf") + ".zip"}
	files = append([]proofFile{{Name: evidenceName, Data: drawn.Bytes()}}, files...)
	bundle, err := writeFile(out.Bundle, func(w *os.File) error { return writeBundle(w, files, a.now()) })
	if err != nil {
		return EvidenceFile{}, err
	}
	document, err := writeFile(path, func(w *os.File) error { _, err := w.Write(drawn.Bytes()); return err })
	if err != nil { // neither without the other
		return EvidenceFile{}, errors.Join(err, os.Remove(out.Bundle))
	}
	out.Path, out.Bytes, out.BundleBytes = document.Path, document.Bytes, bundle.Bytes
	return out, nil
}

// proof is what the evidence about an order is put together from.
type proof struct {
	app     *App
	view    OrderView
	order   store.Order
	links   []store.Link
	scans   []store.Scan
	runs    map[int64]store.Run
	own     []Profile // of the shop, whose names of columns rows are read again by
	parcel  string    // our number, "" all of them
	filed   string    // what its documents are filed under
	events  map[string]store.Sighted
	lacks   []string // what nobody stated, in words; this and the next are filled while the report is put together
	missing gaps     // while the report is put together
}

// proofOf reads all that is known of an order; with a parcel named, it must be one of it.
func (a *App) proofOf(orderID, parcel string) (*proof, error) {
	ctx, err := a.ready()
	if err != nil {
		return nil, err
	}
	p := &proof{app: a, runs: map[int64]store.Run{}, events: map[string]store.Sighted{}}
	err = a.store.Read(ctx, func(r *store.Reader) error { return p.read(ctx, r, orderID) })
	if err != nil {
		return nil, err
	}
	own, err := a.Profiles()
	if err != nil {
		return nil, err
	}
	p.own = append(p.own, own...)
	if parcel != "" {
		found, err := parcelOf(&p.order.State, parcel)
		if err != nil {
			return nil, err
		}
		p.parcel = found.Parcel
	}
	return p, nil
}

func (p *proof) read(ctx context.Context, r *store.Reader, orderID string) (err error) {
	if p.view, err = p.app.orderView(ctx, r, orderID, time.Time{}); err != nil {
		return err
	}
	if p.order, err = p.app.orderWith(ctx, r, orderID); err != nil {
		return err
	}
	if p.filed, err = filedAs(ctx, r, p.order.State); err != nil {
		return err
	}
	if p.links, err = r.LinksOf(ctx, orderID); err != nil {
		return err
	}
	if err := p.readScans(ctx, r, orderID); err != nil {
		return err
	}
	choices, err := r.ChoicesInForce(ctx)
	if err != nil {
		return err
	}
	for _, c := range choices {
		p.own = append(p.own, importers.ChosenColumns(c.Said))
	}
	for _, e := range p.order.Events {
		p.events[e.ID] = e
		for _, seen := range e.Seen {
			if _, known := p.runs[seen.Run]; known || seen.Run == 0 {
				continue
			}
			run, err := r.Run(ctx, seen.Run)
			if err != nil && !errors.Is(err, store.ErrNotFound) {
				return err
			}
			p.runs[seen.Run] = run
		}
	}
	return nil
}

// readScans reads the scans about the order, the oldest first: those made while it was open, and those that recorded a fact of it.
func (p *proof) readScans(ctx context.Context, r *store.Reader, orderID string) (err error) {
	if p.scans, err = r.ScansOf(ctx, orderID); err != nil {
		return err
	}
	known := map[string]bool{}
	for _, s := range p.scans {
		known[s.ID] = true
	}
	for _, e := range p.order.Events {
		if e.Station == "" {
			continue
		}
		s, found, err := r.ScanOf(ctx, e)
		if err != nil {
			return err
		}
		if found && !known[s.ID] {
			known[s.ID] = true
			p.scans = append(p.scans, s)
		}
	}
	slices.SortStableFunc(p.scans, func(a, b store.Scan) int { return a.At.Compare(b.At) })
	return nil
}

// report is the document: where the order stands, each parcel with who says what, what speaks against it, everything that
// happened, and the files of the bundle.
func (p *proof) report(files []proofFile) pdf.Report {
	a, s := p.app, p.order.State
	r := pdf.Report{
		Head: a.officeHead(), Title: a.say("proof.title"), Under: strings.Join(nonEmpty(a.say("proof.order", s.Order, s.Source), a.say("proof.written", p.when(a.now()))), " · "),
		Facts: [][2]string{
			{a.say("proof.stands"), a.Headline(s.Headline)},
			{a.say("proof.ordered"), p.or(a.dayAndTime(s.Times.Ordered))},
			{a.say("proof.value"), p.or(moneyOrNone(s.Facts.Total))},
			{a.say("proof.promised"), p.or(a.dayAndTime(track.Stamp(s.Promise.Latest)))},
			{a.say("proof.shipto"), p.or(strings.Join(address(p.order.Customer), ", "))},
		},
	}
	var parcels []pdf.Section
	counted := 0
	for i, state := range s.Parcels {
		if p.parcel == "" || state.Parcel == p.parcel {
			parcels = append(parcels, p.parcelSection(i, state))
			if !state.Voided {
				counted++
			}
		}
	}
	if len(parcels) == 0 {
		p.missing.add(a.say("proof.no_parcel"), "")
	}
	p.lacks = p.missing.words(counted)
	r.Sections = append(r.Sections, pdf.Section{Title: a.say("proof.missing"), Says: cmp.Or(strings.Join(p.lacks, " · "), a.say("proof.nothing_missing"))}, p.ordered())
	r.Sections = append(r.Sections, parcels...)
	r.Sections = append(r.Sections, p.against(), p.claims(), p.chronology(), p.scanned(), p.imported(), p.bundled(files), p.chained())
	r.Sections = slices.DeleteFunc(r.Sections, func(x pdf.Section) bool { return x.Title == "" })
	return r
}

// ordered is what was bought, and what of it cost how much.
func (p *proof) ordered() pdf.Section {
	a := p.app
	s := a.section("proof.lines", []string{"item", "units", "price"}, 0, 24, 34)
	for _, l := range p.order.State.Lines {
		s.Rows = append(s.Rows, []string{flat(cmp.Or(l.Title, l.SKU)) + "\n" + flat(l.SKU), itoa(l.Ledger.Ordered - l.Ledger.Cancelled), p.or(moneyOrNone(l.Price))})
	}
	if len(s.Rows) == 0 {
		return pdf.Section{}
	}
	return s
}

// or is a text, or that nobody stated it.
func (p *proof) or(text string) string { return cmp.Or(text, p.app.say("proof.unsaid")) }

// when is an instant by the shop's clock, with its offset.
func (p *proof) when(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return p.app.dayAndTime(track.StampOf(t.In(p.app.zone())))
}

// moneyOrNone is an amount in words; "" of none.
func moneyOrNone(m track.Money) string {
	if m.IsZero() {
		return ""
	}
	return Money(m)
}

// who is a source as people read it: what it is called, and what sort of thing it is below.
func (p *proof) who(source, kind string) string {
	return source + "\n" + p.app.WordFor("source_kind", kind)
}

// fits are the weights of words that do not speak against what an order shows: they say the same, or what came before.
var fits = map[string]bool{"decides": true, "same": true, "before": true, "older": true}

// by is at which station, where that is not the source itself, and by whom, to be put behind who says so.
func by(source, station, actor string) string {
	if station == source {
		station = ""
	}
	if says := strings.Join(nonEmpty(station, actor), ", "); says != "" {
		return ", " + flat(says)
	}
	return ""
}

// against are the words that do not fit what the order shows, what the customer said, and what was taken back.
func (p *proof) against() pdf.Section {
	a := p.app
	s := a.section("proof.against", []string{"who", "says", "when", "why"}, 36, 0, 36, 46)
	for _, x := range p.view.Sources {
		if !fits[x.Weight] {
			s.Rows = append(s.Rows, []string{p.who(x.Source, x.Kind), a.SaysWord(x.Says), a.dayAndTime(track.Stamp(x.At)), a.WeightSays(x.Kind, x.Weight)})
		}
	}
	for _, e := range slices.Backward(p.view.Events) {
		switch {
		case e.Retracted:
			s.Rows = append(s.Rows, []string{p.who(e.Source, e.SourceKind), a.EntrySays(p.view, e), a.dayAndTime(track.Stamp(e.Occurred)), a.say("proof.taken_back")})
		case e.Kind == string(track.Contact):
			s.Rows = append(s.Rows, []string{a.say("proof.customer") + "\n" + e.Actor, a.EntrySays(p.view, e), a.dayAndTime(track.Stamp(e.Occurred)), ""})
		}
	}
	if len(s.Rows) == 0 {
		s.Says, s.Columns, s.Widths = a.say("proof.nothing_against"), nil, nil
	}
	return s
}

// claims are the claims about the order; none where there is no claim.
func (p *proof) claims() pdf.Section {
	a := p.app
	s := a.section("proof.claims", []string{"claim", "who", "says", "amount", "state"}, 26, 40, 0, 26, 34)
	for _, c := range p.view.Claims {
		s.Rows = append(s.Rows, []string{c.Claim, a.Claimed(c.Against), strings.Join(nonEmpty(a.WordFor("claim_kind", c.Kind), grouped(c.Parcel), c.Reference), " · "), p.or(moneyOrNone(c.Claimed)), a.WordFor("claim", c.State)})
	}
	if len(s.Rows) == 0 {
		return pdf.Section{}
	}
	return s
}

// chronology is everything that happened, the oldest first, with where each fact stands.
func (p *proof) chronology() pdf.Section {
	a := p.app
	s := a.section("proof.chronology", []string{"when", "says", "who", "learned", "stands"}, 28, 0, 29, 28, 36)
	s.Says = a.say("proof.chronology_says", a.zone().String())
	for _, e := range slices.Backward(p.view.Events) {
		says := a.EntrySays(p.view, e)
		if e.Location != "" {
			says += " · " + e.Location
		}
		if e.Retracted {
			says += " · " + a.say("proof.taken_back")
		}
		who := p.who(e.Source, e.SourceKind) + by(e.Source, e.Station, e.Actor)
		if len(e.Also) > 0 {
			who += " · " + a.say("proof.also", strings.Join(e.Also, ", "))
		}
		at, _ := time.Parse(time.RFC3339, e.Recorded) // it was written by us
		s.Rows = append(s.Rows, []string{p.or(a.dayAndTime(track.Stamp(e.Occurred))), flat(says), who, p.when(at), e.Event + "\n" + p.place(e.Event)})
	}
	if len(s.Rows) == 0 {
		s.Columns, s.Widths = nil, nil
		s.Says = a.say("inspection.nothing")
	}
	return s
}

// flat is a text from outside on one line.
func flat(text string) string { return strings.Join(strings.Fields(text), " ") }

// place is where a fact was stated: in which import, file, sheet and row; "" for an act of ours or a mail read alone.
func (p *proof) place(event string) string {
	for _, seen := range p.events[event].Seen {
		if seen.Run != 0 {
			row := ""
			if seen.Row > 0 {
				row = p.app.say("proof.row", itoa(seen.Row))
			}
			return flat(strings.Join(nonEmpty(store.Run{Number: seen.Run}.ID(), seen.File, seen.Sheet, row), " "))
		}
	}
	return ""
}

// scanned are the codes that our stations read about the order.
func (p *proof) scanned() pdf.Section {
	a := p.app
	s := a.section("proof.scans", []string{"when", "station", "by", "code", "verdict"}, 40, 28, 28, 0, 30)
	for _, x := range p.scans {
		s.Rows = append(s.Rows, []string{p.when(x.At), x.Station, cmp.Or(x.Operator, a.say("proof.nobody_named")), flat(x.Raw), cmp.Or(x.Code, x.Verdict)})
	}
	if len(s.Rows) == 0 {
		s.Says, s.Columns, s.Widths = a.say("proof.no_scans"), nil, nil
	}
	return s
}

// imported are the files that facts of the order were read from first, with the hash of each as it came, and how many state
// some of them again.
func (p *proof) imported() pdf.Section {
	a := p.app
	s := a.section("proof.imports", []string{"run", "file", "learned", "hash"}, 20, 0, 36, 62)
	first := map[int64]bool{}
	for _, e := range p.order.Events {
		if len(e.Seen) > 0 && e.Seen[0].Run != 0 {
			first[e.Seen[0].Run] = true
		}
	}
	for _, n := range slices.Sorted(maps.Keys(first)) {
		run, state := p.runs[n], ""
		if !run.Undone.IsZero() {
			state = a.say("proof.taken_back")
		}
		s.Rows = append(s.Rows, []string{store.Run{Number: n}.ID(), flat(run.File) + "\n" + state, p.when(run.Applied), run.SHA256})
	}
	if len(s.Rows) == 0 {
		return pdf.Section{}
	}
	s.Says = a.say("proof.imports_says", itoa(len(p.runs)-len(first)))
	return s
}

// chained says how the facts of the order hang together in the log.
func (p *proof) chained() pdf.Section {
	a := p.app
	s := pdf.Section{Title: a.say("proof.chain")}
	var broken []string
	for _, l := range p.links {
		if !l.Holds() {
			broken = append(broken, l.Event)
		}
	}
	switch n := len(p.links); {
	case n == 0:
		s.Says = a.say("proof.chain_none")
	case len(broken) > 0:
		s.Says = a.say("proof.chain_broken", strings.Join(broken, ", "))
	default:
		last := p.links[n-1]
		s.Says = a.say("proof.chain_holds", itoa(n), itoa(int(p.links[0].Seq)), itoa(int(last.Seq)), fmt.Sprintf("%x", last.Hash))
	}
	return s
}

// carrierOf is who carries a parcel, with the service.
func carrierOf(s track.ParcelState) string { return carrier.WithService(s.Carrier, s.Service) }
