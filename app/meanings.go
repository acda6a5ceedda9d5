package app

import (
	"cmp"
	"fmt"
	"slices"
	"time"

	"ordertrail/store"
	"ordertrail/track"
	"ordertrail/track/carrier"
)

// ownRows are the rows of a shop's own table as package carrier reads them.
func ownRows(list []TaughtRow) []carrier.Row {
	out := make([]carrier.Row, len(list))
	for i, t := range list {
		out[i] = t.Row
	}
	return out
}

// CarrierMap is what the codes and words of a carrier mean; "" lists the shop's own rows of every carrier.
func (p *Settings) CarrierMap(of string) (v CarrierMapView, err error) {
	defer p.app.guard("Settings.CarrierMap", &err)
	ctx, err := p.app.ready()
	if err != nil {
		return v, err
	}
	id := carrier.Parse(of)
	if of != "" && !slices.Contains(carrier.IDs(), id) {
		return v, fail("no-such-carrier", fmt.Sprintf("%q is no carrier we know; `ordertrail carrier map list` names them", of), of)
	}
	own := p.app.Settings().Meanings
	v = CarrierMapView{Carriers: carrierNames(own), Rows: []MeaningRow{}, Own: len(own)}
	for _, t := range own {
		if id == "" || t.Carrier == id {
			v.Rows = append(v.Rows, p.app.ownRow(t))
		}
	}
	if id != "" {
		for _, r := range carrier.Shipped(id) {
			v.Rows = append(v.Rows, meaningRow(r, "shipped"))
		}
	}
	v.History, err = store.Look(ctx, p.app.store, func(r *store.Reader) ([]RulingRow, error) { return p.app.rulings(ctx, r, shownRulings) })
	v.History = slices.DeleteFunc(v.History, func(h RulingRow) bool { return h.What != ruledMeaning && h.What != ruledForgotten })
	return v, err
}

// AllMeanings are all rows: the shop's own, then those shipped for every carrier, for a file.
func (a *App) AllMeanings() []MeaningRow {
	var out []MeaningRow
	for _, t := range a.Settings().Meanings {
		out = append(out, a.ownRow(t))
	}
	for _, id := range append(carrier.IDs(), "") {
		for _, r := range carrier.Shipped(id) {
			out = append(out, meaningRow(r, "shipped"))
		}
	}
	return out
}

func carrierNames(own []TaughtRow) []CarrierName {
	count := map[string]int{}
	for _, t := range own {
		count[t.Carrier]++
	}
	out := []CarrierName{}
	for _, id := range carrier.IDs() {
		out = append(out, CarrierName{id, carrier.Name(id), count[id]})
	}
	slices.SortFunc(out, func(a, b CarrierName) int { return cmp.Compare(a.Name, b.Name) })
	return out
}

func meaningRow(r carrier.Row, origin string) MeaningRow {
	return MeaningRow{Row: r, Family: string(r.Reason.Family()), Action: r.Reason.NeedsAction(), Origin: origin}
}

func (a *App) ownRow(t TaughtRow) MeaningRow {
	row := meaningRow(t.Row, "own")
	row.By, row.At = t.By, a.stamp(t.At)
	if m, known := carrier.Map(t.Carrier, t.Type, t.Code, ""); known && t.Code != "" {
		row.Over = either(string(m.Phase), either(string(m.Flag), string(m.Reason)))
	}
	return row
}

// TeachMeanings says what codes and words of carriers mean from now on, in place of what was said of the same ones before,
// and derives every order anew in the same transaction. A row that cannot be is refused and nothing is kept.
func (p *Settings) TeachMeanings(rows []carrier.Row) (v CarrierMapView, err error) {
	defer p.app.guard("Settings.TeachMeanings", &err)
	if err := p.adoptMeanings(ruledMeaning, func(own []TaughtRow) ([]TaughtRow, error) {
		return p.app.meaningsWith(own, rows)
	}); err != nil || len(rows) == 0 {
		return v, err
	}
	return p.CarrierMap(rows[0].Carrier)
}

// ForgetMeaning takes a row of the shop's own back: what the program ships counts again.
func (p *Settings) ForgetMeaning(row carrier.Row) (v CarrierMapView, err error) {
	defer p.app.guard("Settings.ForgetMeaning", &err)
	if err := p.adoptMeanings(ruledForgotten, func(own []TaughtRow) ([]TaughtRow, error) {
		return meaningsWithout(own, []carrier.Row{row})
	}); err != nil {
		return v, err
	}
	return p.CarrierMap(row.Carrier)
}

// PreviewMeanings says what rows would do to the orders of today, and does nothing.
func (p *Settings) PreviewMeanings(d MeaningDraft) (e AuthorityEffect, err error) {
	defer p.app.guard("Settings.PreviewMeanings", &err)
	ctx, err := p.app.ready()
	if err != nil {
		return e, err
	}
	own := p.app.Settings().Meanings
	if d.Forget {
		own, err = meaningsWithout(own, d.Rows)
	} else {
		own, err = p.app.meaningsWith(own, d.Rows)
	}
	if err != nil {
		return e, err
	}
	reads := carrier.NewOwn(ownRows(own)).Reads()
	return p.app.effectOf(ctx, func(r *track.Rules) { r.Reads = reads }, d.After, d.Limit)
}

func (p *Settings) adoptMeanings(what string, change func([]TaughtRow) ([]TaughtRow, error)) error {
	ctx, err := p.app.ready()
	if err != nil {
		return err
	}
	ctx, done := p.app.job(ctx, authorityJob)
	defer done()
	return p.app.changeSettings(ctx, what, func(s *ShopSettings) (err error) {
		s.Meanings, err = change(s.Meanings)
		return err
	})
}

// meaningsWith is the shop's own table with rows in it. One that says what stands there already changes nothing.
func (a *App) meaningsWith(own []TaughtRow, rows []carrier.Row) ([]TaughtRow, error) {
	out := slices.Clone(own)
	for _, r := range rows {
		named := r.Carrier
		r = r.Folded()
		if r.Carrier == "" {
			r.Carrier = named
		}
		if err := r.Check(); err != nil {
			return nil, fail("bad-meaning-row", "the row cannot be taught: "+err.Error(), err.Error())
		}
		if slices.ContainsFunc(out, func(t TaughtRow) bool { return t.Row == r }) {
			continue
		}
		out = slices.DeleteFunc(out, func(t TaughtRow) bool { return t.Same(r) })
		out = append(out, TaughtRow{Row: r, By: a.Settings().Operator, At: a.now().UTC().Truncate(time.Second)})
	}
	return out, nil
}

func meaningsWithout(own []TaughtRow, rows []carrier.Row) ([]TaughtRow, error) {
	out := slices.Clone(own)
	for _, r := range rows {
		r = r.Folded()
		before := len(out)
		out = slices.DeleteFunc(out, func(t TaughtRow) bool { return t.Same(r) })
		if len(out) == before {
			what := carrier.Name(r.Carrier) + " " + either(r.Code, r.Words)
			return nil, fail("no-such-meaning", fmt.Sprintf("the shop taught nothing of %s; `ordertrail carrier map list` names its own rows", what), what)
		}
	}
	return out, nil
}

// Unmapped lists what carriers said that nobody understands yet, the most frequent first.
func (p *Settings) Unmapped() (rows []UnmappedRow, err error) {
	defer p.app.guard("Settings.Unmapped", &err)
	ctx, err := p.app.ready()
	if err != nil {
		return nil, err
	}
	events, err := store.Look(ctx, p.app.store, func(r *store.Reader) ([]track.Event, error) { return r.Unmapped(ctx) })
	if err != nil {
		return nil, err
	}
	return p.app.unmappedRows(events), nil
}

func (a *App) unmappedRows(events []track.Event) []UnmappedRow {
	rules := a.rules()
	at := map[UnmappedRow]int{}
	seen := map[string]bool{}
	last := []time.Time{}
	out := []UnmappedRow{}
	for _, e := range events {
		if rules.Understood(e).Phase != track.Unmapped {
			continue
		}
		key := UnmappedRow{Carrier: e.Parcel.Carrier, Type: e.CodeType, Code: e.Code, Text: e.Text}
		i, known := at[key]
		if !known {
			i = len(out)
			at[key], out, last = i, append(out, key), append(last, time.Time{})
		}
		out[i].Count++
		if about := fmt.Sprint(i, " ", e.OrderID); e.OrderID != "" && !seen[about] {
			seen[about] = true
			out[i].Orders++
		}
		if e.Recorded.After(last[i]) {
			last[i] = e.Recorded
			out[i].Last = a.stamp(e.Recorded)
		}
	}
	slices.SortFunc(out, func(a, b UnmappedRow) int {
		return cmp.Or(cmp.Compare(b.Count, a.Count), cmp.Compare(a.Carrier+a.Code+a.Text, b.Carrier+b.Code+b.Text))
	})
	return out
}
