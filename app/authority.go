package app

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"time"

	"ordertrail/store"
	"ordertrail/track"
)

// shownRulings is how many changes of the rules are listed.
const shownRulings = 20

// Authority is who may say what, and how that came to be.
func (p *Settings) Authority() (v AuthorityView, err error) {
	defer p.app.guard("Settings.Authority", &err)
	ctx, err := p.app.ready()
	if err != nil {
		return AuthorityView{}, err
	}
	table := p.app.rules().Authority
	v = AuthorityView{Rows: authorityRows(table), Shipped: authorityRows(track.DefaultAuthority()), Kinds: kindNames(track.SourceKinds())}
	v.Changed = len(changedRows(track.DefaultAuthority(), table)) > 0
	err = p.app.store.Read(ctx, func(r *store.Reader) error {
		if v.History, err = p.app.rulings(ctx, r, shownRulings); err == nil {
			v.Changes, err = p.app.authorityChanges(ctx, r, table)
		}
		return err
	})
	return v, err
}

// SetAuthority changes rows of the table and derives every order anew, in one transaction. Rows that cannot be are refused
// and nothing is kept.
func (p *Settings) SetAuthority(rows []AuthorityRow) (v AuthorityView, err error) {
	defer p.app.guard("Settings.SetAuthority", &err)
	return p.adopt(ruledAuthority, func() (track.Authority, error) { return p.app.authorityWith(rows) })
}

// ResetAuthority puts the table back to the one that the program ships.
func (p *Settings) ResetAuthority() (v AuthorityView, err error) {
	defer p.app.guard("Settings.ResetAuthority", &err)
	return p.adopt(ruledReset, func() (track.Authority, error) { return nil, nil })
}

// adopt keeps the table that decide makes of the one in force.
func (p *Settings) adopt(what string, decide func() (track.Authority, error)) (AuthorityView, error) {
	ctx, err := p.app.ready()
	if err != nil {
		return AuthorityView{}, err
	}
	ctx, done := p.app.job(ctx, authorityJob)
	defer done()
	err = p.app.changeSettings(ctx, what, func(s *ShopSettings) (err error) {
		s.Authority, err = decide()
		return err
	})
	if err != nil {
		return AuthorityView{}, err
	}
	return p.Authority()
}

// authorityJob is the name under which a preview or change of the table announces progress and can be cancelled.
const authorityJob = "authority"

// authorityWith is the table in force with rows decided otherwise.
func (a *App) authorityWith(rows []AuthorityRow) (track.Authority, error) {
	table := a.rules().Authority
	for _, row := range rows {
		var refused *track.Refusal
		table, refused = table.With(track.AuthorityRow{Milestone: row.Milestone, Asserts: kindsOf(row.Asserts), Supports: kindsOf(row.Supports)})
		if refused != nil {
			return nil, a.refused(refused)
		}
	}
	return table, nil
}

// PreviewAuthority says what a change of the table would do to the orders of today, and does nothing. It derives every order
// twice from one snapshot of the file: work goes on meanwhile, and it can be cancelled.
func (p *Settings) PreviewAuthority(d AuthorityDraft) (e AuthorityEffect, err error) {
	defer p.app.guard("Settings.PreviewAuthority", &err)
	ctx, err := p.app.ready()
	if err != nil {
		return AuthorityEffect{}, err
	}
	table, err := p.app.authorityWith(d.Rows)
	if err != nil {
		return AuthorityEffect{}, err
	}
	return p.app.effectOf(ctx, effects{change: func(r *track.Rules) { r.Authority = table }}, d.After, d.Limit)
}

// effectOf is what a change of the rules would do to the orders of today: a page of those that change, behind a key.
func (a *App) effectOf(ctx context.Context, w effects, behind string, limit int) (AuthorityEffect, error) {
	ctx, done := a.job(ctx, authorityJob)
	defer done()
	w.app, w.limit, w.now, w.was, w.is = a, pageSize(limit), a.now(), a.rules(), a.rules()
	w.change(&w.is)
	w.out.Rows = []EffectRow{}
	after, err := strconv.ParseInt(cmp.Or(behind, "0"), 10, 64)
	if err != nil || after < 0 {
		return w.out, fmt.Errorf("%q %w", behind, store.ErrBadKey)
	}
	w.counting = after <= 0
	err = a.store.Read(ctx, func(r *store.Reader) error {
		counts, err := r.Counts(ctx)
		if err != nil {
			return err
		}
		w.total = counts["view/all"]
		if w.was, err = r.Completed(ctx, w.was, w.now); err != nil {
			return err
		}
		w.is.Past, w.is.Silent = w.was.Past, w.was.Silent
		return r.EachDerivable(ctx, max(0, after), w.look)
	})
	if errors.Is(err, errPageFull) {
		err = nil
	}
	if ctx.Err() != nil {
		err = ctx.Err()
	}
	return w.out, err
}

// errPageFull ends a pass that has found what it was asked for.
var errPageFull = errors.New("the page is full")

// effects compares every order under two sets of rules.
type effects struct {
	change   func(*track.Rules) // makes the other rules of those in force
	readings bool               // it changes nothing but what carriers' words mean: orders without such a word stay as they are
	app      *App
	limit    int
	counting bool // the first page also counts everything; later ones end when they are full
	total    int
	now      time.Time
	was, is  track.Rules
	out      AuthorityEffect
	last     int64 // key of the last row of the page
}

// progressEvery is how many orders are looked at between two announcements.
const progressEvery = 500

func (w *effects) look(d store.Derivable) error {
	w.out.Orders++
	if w.counting && w.out.Orders%progressEvery == 0 {
		w.app.send("progress", Progress{Job: authorityJob, Code: "comparing", Done: w.out.Orders, Total: w.total})
	}
	if w.readings && !slices.ContainsFunc(d.Events, func(e track.Event) bool { return !w.is.ReadsAs(w.was, e) }) {
		return nil
	}
	in := track.Input{OrderID: d.ID, Events: d.Events, Now: w.now, Rules: w.was}
	before := track.Derive(in)
	in.Rules = w.is
	row, changes := effectOn(before, track.Derive(in))
	if !changes {
		return nil
	}
	if len(w.out.Rows) == w.limit {
		w.out.Next = strconv.FormatInt(w.last, 10)
		if !w.counting {
			return errPageFull
		}
	} else {
		row.Customer = d.Customer
		w.out.Rows, w.last = append(w.out.Rows, row), d.N
	}
	w.count(row)
	return nil
}

func (w *effects) count(row EffectRow) {
	o := &w.out
	o.Changed++
	if row.Before != row.After || len(row.Parcels) > 0 {
		o.Status++
	}
	if len(row.Facets) > 0 {
		o.Facets++
	}
	if len(row.Opened)+len(row.Closed) > 0 {
		o.Tasks++
	}
	o.Opened += len(row.Opened)
	o.Closed += len(row.Closed)
}

// effectOn is what differs between two states of one order that a person would see.
func effectOn(was, is track.OrderState) (row EffectRow, changes bool) {
	row = EffectRow{
		ID: was.ID, Order: was.Order, Source: was.Source, Before: was.Headline, After: is.Headline, Parcels: movedParcels(was, is),
		Facets: otherFacets(was.Facets, is.Facets), Opened: openOnlyIn(is, was), Closed: openOnlyIn(was, is),
	}
	changes = row.Before != row.After || len(row.Parcels)+len(row.Facets)+len(row.Opened)+len(row.Closed) > 0
	return row, changes
}

func movedParcels(was, is track.OrderState) []EffectPhase {
	out := []EffectPhase{}
	before := map[string]track.Phase{}
	for _, p := range was.Parcels {
		before[p.Parcel] = p.Phase
	}
	for _, p := range is.Parcels {
		if before[p.Parcel] != p.Phase {
			out = append(out, EffectPhase{p.Parcel, string(before[p.Parcel]), string(p.Phase)})
		}
		delete(before, p.Parcel)
	}
	for _, p := range was.Parcels {
		if phase, gone := before[p.Parcel]; gone {
			out = append(out, EffectPhase{p.Parcel, string(phase), ""})
		}
	}
	return out
}

// facetsOf are the facets but attention, which the tasks tell better.
func facetsOf(f track.Facets) [][2]string {
	return [][2]string{
		{"state", string(f.State)},
		{"picked", string(f.Picked)},
		{"packed", string(f.Packed)},
		{"handed_over", string(f.HandedOver)},
		{"delivered", string(f.Delivered)},
		{"returns", string(f.Returns)},
		{"promise", string(f.Promise)},
	}
}

func otherFacets(was, is track.Facets) []EffectFacet {
	out := []EffectFacet{}
	after := facetsOf(is)
	for i, f := range facetsOf(was) {
		if f != after[i] {
			out = append(out, EffectFacet{f[0], f[1], after[i][1]})
		}
	}
	return out
}

// openOnlyIn are the codes of the tasks that are open in a and not in b.
func openOnlyIn(a, b track.OrderState) []string {
	out := []string{}
	open := map[[2]string]bool{}
	for _, t := range b.Tasks {
		if t.IsOpen() {
			open[[2]string{t.Code, t.Subject}] = true
		}
	}
	for _, t := range a.Tasks {
		if t.IsOpen() && !open[[2]string{t.Code, t.Subject}] {
			out = append(out, t.Code)
		}
	}
	return out
}

func authorityRows(table track.Authority) []AuthorityRow {
	out := []AuthorityRow{}
	for _, row := range table {
		out = append(out, authorityRow(row))
	}
	return out
}

func authorityRow(row track.AuthorityRow) AuthorityRow {
	return AuthorityRow{row.Milestone, kindNames(row.Asserts), kindNames(row.Supports), kindNames(row.Ignored())}
}

func kindNames(kinds []track.SourceKind) []string {
	out := []string{}
	for _, k := range kinds {
		out = append(out, string(k))
	}
	return out
}

func kindsOf(names []string) []track.SourceKind {
	out := []track.SourceKind{}
	for _, n := range names {
		out = append(out, track.SourceKind(n))
	}
	return out
}
