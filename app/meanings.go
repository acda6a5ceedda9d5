package app

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"time"

	"ordertrail/store"
	"ordertrail/track"
	"ordertrail/track/carrier"
)

// Limits of a shop's own table. Every change of the rules keeps the whole table, and rows with a gap in their words are tried
// one after the other on every word of their carrier that has to be read.
const (
	mostOwnRows = 5000
	mostGapRows = 100 // of one carrier
)

// ownRows are the rows of a shop's own table as package carrier reads them.
func ownRows(list []TaughtRow) []carrier.Row {
	out := make([]carrier.Row, len(list))
	for i, t := range list {
		out[i] = t.Row
	}
	return out
}

// Map is what the codes and words of a carrier mean: the shop's own rows, the shipped ones, and last those that are shipped for
// every carrier, which name none. "" lists the shop's own rows of every carrier.
func (c *Carriers) Map(of string) (v CarrierMapView, err error) {
	defer c.app.guard("Carriers.Map", &err)
	ctx, err := c.app.ready()
	if err != nil {
		return v, err
	}
	id := ""
	if of != "" {
		if id, err = c.app.carrierNamed(ctx, of); err != nil {
			return v, err
		}
	}
	own := c.app.Settings().Meanings
	v = CarrierMapView{Carrier: id, Name: carrier.Name(id), Carriers: carrierNames(own), Rows: []MeaningRow{}, Own: len(own)}
	for _, t := range own {
		if id == "" || t.Carrier == id {
			v.Rows = append(v.Rows, c.app.ownRow(t))
		}
	}
	if id != "" {
		for _, r := range append(carrier.Shipped(id), carrier.Shipped("")...) {
			v.Rows = append(v.Rows, meaningRow(r, "shipped"))
		}
	}
	v.History, err = store.Look(ctx, c.app.store, func(r *store.Reader) ([]MeaningRuling, error) { return c.app.meaningRulings(ctx, r, id) })
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
	row.By, row.At, row.Over = t.By, a.stamp(t.At), shippedOver(t.Row)
	return row
}

// shippedOver is what the shipped table says of the code or words of a row; "" nothing.
func shippedOver(r carrier.Row) string {
	m, known := r.Over()
	if !known {
		return ""
	}
	return cmp.Or(string(m.Phase), cmp.Or(string(m.Flag), string(m.Reason)))
}

// Teach says what codes and words of carriers mean from now on, in place of what was said of the same ones before, and derives
// every order anew in the same transaction. A row that cannot be is refused and nothing is kept. It says what changed.
func (c *Carriers) Teach(rows []carrier.Row) (v Taught, err error) {
	defer c.app.guard("Carriers.Teach", &err)
	return c.adopt(ruledMeaning, func(ctx context.Context, own []TaughtRow) ([]TaughtRow, error) {
		return c.app.meaningsWith(ctx, own, rows)
	})
}

// Forget takes a row of the shop's own back: what the program ships counts again.
func (c *Carriers) Forget(row carrier.Row) (v Taught, err error) {
	defer c.app.guard("Carriers.Forget", &err)
	return c.adopt(ruledForgotten, func(_ context.Context, own []TaughtRow) ([]TaughtRow, error) {
		return meaningsWithout(own, []carrier.Row{row})
	})
}

// Preview says what rows would do to the orders of today, and does nothing.
func (c *Carriers) Preview(d MeaningDraft) (e MeaningEffect, err error) {
	defer c.app.guard("Carriers.Preview", &err)
	ctx, err := c.app.ready()
	if err != nil {
		return e, err
	}
	before := c.app.Settings().Meanings
	change := c.app.meaningsWith
	if d.Forget {
		change = func(_ context.Context, own []TaughtRow, rows []carrier.Row) ([]TaughtRow, error) {
			return meaningsWithout(own, rows)
		}
	}
	after, err := change(ctx, before, d.Rows)
	if err != nil {
		return e, err
	}
	e.Meanings = changesBetween(before, after)
	e.Changes, e.Against = len(e.Meanings), against(e.Meanings)
	e.Meanings = e.Meanings[:min(len(e.Meanings), shownChanges)]
	e.AuthorityEffect, err = c.app.meaningEffect(ctx, after, d.After, d.Limit)
	return e, err
}

// meaningEffect is what another table of the shop's own would do to the orders of today.
func (a *App) meaningEffect(ctx context.Context, own []TaughtRow, after string, limit int) (AuthorityEffect, error) {
	reads := carrier.NewOwn(ownRows(own)).Reads()
	return a.effectOf(ctx, effects{change: func(r *track.Rules) { r.Reads = reads }, readings: true}, after, limit)
}

// adopt keeps the table that change makes of the one in force, and says what that did. It looks at the orders first and
// derives them anew then: what it says is what a preview would have said.
func (c *Carriers) adopt(what string, change func(context.Context, []TaughtRow) ([]TaughtRow, error)) (v Taught, err error) {
	ctx, err := c.app.ready()
	if err != nil {
		return v, err
	}
	before := c.app.Settings().Meanings
	after, err := change(ctx, before)
	if err != nil {
		return v, err
	}
	if v.Changes = changesBetween(before, after); len(v.Changes) > 0 {
		if v.Effect, err = c.app.meaningEffect(ctx, after, "", 0); err != nil {
			return v, err
		}
		ctx, done := c.app.job(ctx, authorityJob)
		defer done()
		if err := c.app.changeSettings(ctx, what, func(s *ShopSettings) (err error) {
			s.Meanings, err = change(ctx, s.Meanings)
			return err
		}); err != nil {
			return v, err
		}
	}
	v.Effect.Rows = nonNil(v.Effect.Rows)
	of := ""
	if len(v.Changes) > 0 {
		of = v.Changes[0].Row.Carrier
	}
	if v.CarrierMapView, err = c.Map(of); err == nil && len(v.Changes) > 0 && len(v.History) > 0 {
		v.Ruling = v.History[0].N
	}
	v.Changes = v.Changes[:min(len(v.Changes), shownChanges)]
	return v, err
}

// meaningsWith is the shop's own table with rows in it. One that says what stands there already changes nothing; of two about
// the same the later counts.
func (a *App) meaningsWith(ctx context.Context, own []TaughtRow, rows []carrier.Row) ([]TaughtRow, error) {
	known, err := a.meaningCarriers(ctx, rows)
	if err != nil {
		return nil, err
	}
	at := map[string]int{}
	out := slices.Clone(own)
	for i, t := range out {
		at[t.Key()] = i
	}
	now := a.now().UTC().Truncate(time.Second)
	for _, r := range rows {
		named := r.Carrier
		r = r.Folded()
		if !slices.Contains(known, r.Carrier) {
			return nil, badMeaning(fmt.Errorf("%q is no carrier we know, and no parcel of this shop went with one; `ordertrail carrier list --all` names them", named))
		}
		if err := r.Check(); err != nil {
			return nil, badMeaning(err)
		}
		t := TaughtRow{Row: r, By: a.Settings().Operator, At: now}
		switch i, stands := at[r.Key()]; {
		case !stands:
			at[r.Key()] = len(out)
			out = append(out, t)
		case out[i].Row != r:
			out[i] = t
		}
	}
	return out, tooMany(out)
}

func badMeaning(err error) error {
	return fail("bad-meaning-row", "the row cannot be taught: "+err.Error(), err.Error())
}

// meaningCarriers are the carriers that rows may name.
func (a *App) meaningCarriers(ctx context.Context, rows []carrier.Row) ([]string, error) {
	ids := carrier.IDs()
	if !slices.ContainsFunc(rows, func(r carrier.Row) bool { return !slices.Contains(ids, carrier.Parse(r.Carrier)) }) {
		return ids, nil
	}
	parcels, unmapped, err := a.shipsWith(ctx)
	return a.carriersKnown(parcels, unmapped), err
}

// tooMany refuses a table that would make every reading slow.
func tooMany(own []TaughtRow) error {
	if len(own) > mostOwnRows {
		return badMeaning(fmt.Errorf("the shop's own table would have %d rows, and at most %d fit; take back what no carrier says any more", len(own), mostOwnRows))
	}
	gaps := map[string]int{}
	for _, t := range own {
		if !t.HasGap() {
			continue
		}
		if gaps[t.Carrier]++; gaps[t.Carrier] > mostGapRows {
			return badMeaning(fmt.Errorf("at most %d rows of %s can leave words open with *: write more of them in full", mostGapRows, carrier.Name(t.Carrier)))
		}
	}
	return nil
}

func meaningsWithout(own []TaughtRow, rows []carrier.Row) ([]TaughtRow, error) {
	out := slices.Clone(own)
	for _, r := range rows {
		r = r.Folded()
		before := len(out)
		out = slices.DeleteFunc(out, func(t TaughtRow) bool { return t.Carrier == r.Carrier && t.Key() == r.Key() })
		if len(out) == before {
			what := carrier.Name(r.Carrier) + " " + cmp.Or(r.Code, r.Words)
			return nil, fail("no-such-meaning", fmt.Sprintf("the shop taught nothing of %s; `ordertrail carrier map list` names its own rows", what), what)
		}
	}
	return out, nil
}
