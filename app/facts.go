package app

import (
	"context"
	"maps"
	"slices"
	"sync"
	"time"

	"ordertrail/reports/kpi"
	"ordertrail/store"
	"ordertrail/track"
)

// factBook keeps the rows that KPIs are counted from. After a commit only the orders it touched are read again: with a
// hundred thousand orders that is the difference between seconds and a moment.
type factBook struct {
	days int // how many days the book reaches back besides what is under way; 0 to the first

	reading sync.Mutex // one brings the book up to date at a time
	since   track.Date // the first day of the book; "" reaches back to the first
	filled  bool
	facts   kpi.Facts       // replaced, never changed: others may still count from it
	notOurs map[string]bool // orders that somebody else fulfils
	byDay   map[kpi.Basis]*kpi.Days
	shop    kpi.Shop // what the rows depend on besides the orders, without the bench

	mu    sync.Mutex
	stale map[string]bool // orders touched by a commit since they were read
	moved bool            // settings, stock or imports changed since the shop was read
}

// rereadAll is how many touched orders make it quicker to read everything.
const rereadAll = 5000

// touch notes what a commit touched; beyond rereadAll orders no more, as all are read then.
func (b *factBook) touch(c store.Change) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.stale == nil {
		b.stale = map[string]bool{}
	}
	for _, ids := range [][]string{c.Orders, c.Benched} {
		for _, id := range ids[:min(len(ids), rereadAll+1-len(b.stale))] {
			b.stale[id] = true
		}
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
	return a.factsOf(ctx, &a.book)
}

// recentFacts are the rows of the last days: of every order of which anything happened or was due in them, or of which a parcel
// is under way, and of some others. It costs what these cost.
func (a *App) recentFacts(ctx context.Context) (kpi.Facts, error) {
	return a.factsOf(ctx, &a.lately)
}

func (a *App) factsOf(ctx context.Context, b *factBook) (kpi.Facts, error) {
	b.reading.Lock()
	defer b.reading.Unlock()
	err := a.refresh(ctx, b)
	return b.facts, err
}

// refresh reads again what commits touched. The caller holds the book.
func (a *App) refresh(ctx context.Context, b *factBook) error {
	if b.days == 0 {
		var done func()
		ctx, done = a.job(ctx, countingJob)
		defer done()
	}
	since := b.from(a.now(), a.zone())
	stale, moved := b.takeStale()
	err := a.store.Read(ctx, func(r *store.Reader) error {
		shop, err := b.shop, error(nil)
		if moved || !b.filled || b.facts.Zone != a.zone().String() {
			shop, err = a.factShop(ctx, r)
		}
		switch {
		case err != nil:
			return err
		case !b.filled || len(stale) > rereadAll || !shop.Same(b.shop) || b.since != since:
			b.shop, b.byDay, b.since = shop, map[kpi.Basis]*kpi.Days{}, since
			b.facts, b.notOurs, err = a.collect(ctx, r, shop, since)
		case len(stale) > 0:
			err = a.reread(ctx, r, b, stale)
		}
		return err
	})
	b.filled = err == nil // what was taken and not read makes the book worthless
	return err
}

// from is the day from which on the book holds every row.
func (b *factBook) from(now time.Time, zone *time.Location) track.Date {
	if b.days == 0 {
		return ""
	}
	return track.DateOf(now.AddDate(0, 0, -b.days), zone)
}

// countingJob is the name under which reading the rows of every order announces progress and can be cancelled: the book is then
// read again when it is wanted.
const countingJob = "kpi"

// collect reads the rows of every order, or of those of the days from since on, and which orders are not ours.
func (a *App) collect(ctx context.Context, r *store.Reader, shop kpi.Shop, since track.Date) (kpi.Facts, map[string]bool, error) {
	var failed error
	notOurs := map[string]bool{}
	each := r.EachState
	counts, err := r.Counts(ctx)
	if err != nil {
		return kpi.Facts{}, nil, err
	}
	if since == "" {
		shop.Bench, err = benchOf(ctx, r, nil)
	} else { // what is counted of the last days asks nothing of the bench
		each = func(ctx context.Context, f func(track.OrderState) error) error { return r.EachRecent(ctx, since, f) }
	}
	if err != nil {
		return kpi.Facts{}, nil, err
	}
	done := 0
	facts := shop.Collect(func(yield func(track.OrderState) bool) {
		failed = each(ctx, func(s track.OrderState) error {
			if done++; since == "" && done%progressEvery == 0 {
				a.send("progress", Progress{Job: countingJob, Code: "counting", Done: done, Total: counts["view/all"]})
			}
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
func (a *App) reread(ctx context.Context, r *store.Reader, b *factBook, stale map[string]bool) error {
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
	for basis, days := range b.byDay {
		if !days.Fits(b.facts, basis, a.zone(), a.now()) {
			delete(b.byDay, basis)
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
	if err := a.refresh(ctx, b); err != nil {
		return err
	}
	zone, now := a.zone(), a.now()
	if days := b.byDay[basis]; days == nil || !days.Today(zone, now) {
		b.byDay[basis] = kpi.NewDays(b.facts, basis, zone, now)
	}
	f(b.facts, b.byDay[basis])
	return nil
}
