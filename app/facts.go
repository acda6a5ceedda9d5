package app

import (
	"context"
	"maps"
	"slices"
	"sync"

	"ordertrail/reports/kpi"
	"ordertrail/store"
	"ordertrail/track"
)

// factBook keeps the rows that KPIs are counted from. After a commit only the orders it touched are read again: with a
// hundred thousand orders that is the difference between seconds and a moment.
type factBook struct {
	reading sync.Mutex // one brings the book up to date at a time
	filled  bool
	facts   kpi.Facts       // replaced, never changed: others may still count from it
	notOurs map[string]bool // orders that somebody else fulfils
	days    map[kpi.Basis]*kpi.Days
	shop    kpi.Shop // what the rows depend on besides the orders, without the bench

	mu    sync.Mutex
	stale map[string]bool // orders touched by a commit since they were read
	moved bool            // settings, stock or imports changed since the shop was read
}

// rereadAll is how many touched orders make it quicker to read everything.
const rereadAll = 5000

// touch notes what a commit touched.
func (b *factBook) touch(c store.Change) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.stale == nil {
		b.stale = map[string]bool{}
	}
	for _, id := range c.Orders {
		b.stale[id] = true
	}
	for _, id := range c.Benched {
		b.stale[id] = true
	}
	b.moved = b.moved || c.Settings || c.Runs
}

// takeStale hands over the touched orders, and whether the shop may have changed. Who takes them before reading sees at
// least what those commits wrote.
func (b *factBook) takeStale() (orders map[string]bool, moved bool) {
	b.mu.Lock()
	defer b.mu.Unlock()
	orders, moved = b.stale, b.moved
	b.stale, b.moved = nil, false
	return orders, moved
}

// facts are the rows that KPIs are counted from, as of the last commit that was announced or later. The order of rows
// means nothing.
func (a *App) facts(ctx context.Context) (kpi.Facts, error) {
	a.book.reading.Lock()
	defer a.book.reading.Unlock()
	err := a.refresh(ctx)
	return a.book.facts, err
}

// refresh reads again what commits touched. The caller holds the book.
func (a *App) refresh(ctx context.Context) error {
	b := &a.book
	stale, moved := b.takeStale()
	err := a.store.Read(ctx, func(r *store.Reader) error {
		shop, err := b.shop, error(nil)
		if moved || !b.filled || b.facts.Zone != a.zone().String() {
			shop, err = a.factShop(ctx, r)
		}
		switch {
		case err != nil:
			return err
		case !b.filled || len(stale) > rereadAll || !shop.Same(b.shop):
			b.shop, b.days = shop, map[kpi.Basis]*kpi.Days{}
			b.facts, b.notOurs, err = a.collect(ctx, r, shop)
		case len(stale) > 0:
			err = a.reread(ctx, r, stale)
		}
		return err
	})
	b.filled = err == nil // what was taken and not read makes the book worthless
	return err
}

// collect reads the rows of every order, and which orders are not ours.
func (a *App) collect(ctx context.Context, r *store.Reader, shop kpi.Shop) (kpi.Facts, map[string]bool, error) {
	var failed error
	notOurs := map[string]bool{}
	bench, err := benchOf(ctx, r, nil)
	if err != nil {
		return kpi.Facts{}, nil, err
	}
	shop.Bench = bench
	facts := shop.Collect(func(yield func(track.OrderState) bool) {
		failed = r.EachState(ctx, func(s track.OrderState) error {
			if s.Elsewhere() {
				notOurs[s.ID] = true
			}
			yield(s) // what collects takes them all
			return ctx.Err()
		})
	})
	return facts, notOurs, failed
}

// reread replaces the rows of the orders that were touched; an order that is gone has none.
func (a *App) reread(ctx context.Context, r *store.Reader, stale map[string]bool) error {
	b := &a.book
	ids := slices.Sorted(maps.Keys(stale))
	states, err := r.States(ctx, ids)
	if err != nil {
		return err
	}
	b.notOurs = maps.Clone(b.notOurs)
	shop := b.shop
	if shop.Bench, err = benchOf(ctx, r, ids); err != nil {
		return err
	}
	fresh := shop.Collect(func(yield func(track.OrderState) bool) {
		for _, id := range ids {
			s, known := states[id]
			delete(b.notOurs, id)
			if known && s.Elsewhere() {
				b.notOurs[id] = true
			}
			if known {
				yield(s)
			}
		}
	})
	old := b.facts
	b.facts = old.With(stale, fresh)
	b.facts.NotOurs = len(b.notOurs)
	gone := old.Of(stale)
	for basis, days := range b.days {
		if !days.Fits(b.facts, basis, a.zone(), a.now()) {
			delete(b.days, basis)
			continue
		}
		days.Change(gone, fresh, b.facts)
	}
	return nil
}

// counted calls f with the figures of every day, as of the last commit that was announced or later; they must not be kept.
func (a *App) counted(ctx context.Context, basis kpi.Basis, f func(kpi.Facts, *kpi.Days)) error {
	b := &a.book
	b.reading.Lock()
	defer b.reading.Unlock()
	if err := a.refresh(ctx); err != nil {
		return err
	}
	zone, now := a.zone(), a.now()
	if days := b.days[basis]; days == nil || !days.Today(zone, now) {
		b.days[basis] = kpi.NewDays(b.facts, basis, zone, now)
	}
	f(b.facts, b.days[basis])
	return nil
}
