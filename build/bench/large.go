//go:build unix

package main

import (
	"bytes"
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"hash/fnv"
	"os"
	"path/filepath"
	"time"

	"ordertrail/store"
	"ordertrail/track"
)

// journey is what a carrier says of an ordinary parcel, and how long after the order.
var journey = []struct {
	phase track.Phase
	after time.Duration
}{
	{track.Announced, 20 * time.Hour},
	{track.Possession, 30 * time.Hour},
	{track.OutForDelivery, 70 * time.Hour},
	{track.Delivered, 76 * time.Hour},
}

// largeShop is a file of orders with five facts each, one order a minute, and the clock it is read by. The orders of its
// last days are on their way.
type largeShop struct {
	*store.Store
	path string
	now  time.Time
}

// large is the folder of the large shop.
func (w *work) large() string {
	if w.keep != "" {
		return w.keep
	}
	return filepath.Join(w.folder, "large")
}

func openLarge(ctx context.Context, w *work) (*largeShop, error) {
	if err := os.MkdirAll(w.large(), 0o700); err != nil {
		return nil, err
	}
	l := &largeShop{path: filepath.Join(w.large(), "ordertrail.db"), now: opening.Add(time.Duration(w.orders) * time.Minute)}
	var err error
	l.Store, err = store.Open(ctx, l.path, store.Options{Now: func() time.Time { return l.now }})
	return l, err
}

// filling is in how many imports the shop is told, each at the end of its stretch of time: a parcel's facts are spread
// over the log, and the shop learns from its past on as many days.
const filling = 40

// fill records the facts of all orders as they come to be known.
func (l *largeShop) fill(ctx context.Context, orders int) error {
	end := l.now
	step := max(1000, (orders+filling-1)/filling)
	const longest = 4 * 24 * 60 // orders whose parcels may still have been on their way at the end of a step
	for from := 0; from < orders; from += step {
		before := opening.Add(time.Duration(from) * time.Minute)
		l.now = end
		if from+step < orders {
			l.now = opening.Add(time.Duration(from+step) * time.Minute)
		}
		run := store.Run{File: fmt.Sprint(from, ".csv"), Source: "web"}
		_, err := l.Import(ctx, run, func(record func(...store.Recorded) error) error {
			for n := max(0, from-longest); n < min(from+step, orders); n++ {
				if err := record(l.factsOf(n, before)...); err != nil {
					return err
				}
			}
			return nil
		}, func(*store.Tx, store.Run) error { return nil })
		if err != nil {
			return err
		}
	}
	_, err := l.Sweep(ctx)
	return err
}

// factsOf is what happened about the nth order from one moment until now.
func (l *largeShop) factsOf(n int, from time.Time) []store.Recorded {
	at := opening.Add(time.Duration(n) * time.Minute)
	ref := track.OrderRef{Source: "web", Number: fmt.Sprintf("SO-%07d", n)}
	stated := store.Recorded{
		Event: track.Event{
			Kind: track.OrderStated, Order: ref, Occurred: track.StampOf(at), Source: track.Source{ID: "web", Kind: track.SourceShop},
			OrderFacts: &track.OrderFacts{
				OrderedAt: track.StampOf(at), PromisedOn: track.DateOf(at.AddDate(0, 0, 6), time.UTC), Service: "Standard", Country: "US",
				Lines: []track.LineFacts{{Line: "1", SKU: fmt.Sprintf("SKU-%04d", n%1009), Title: fmt.Sprintf("Item number %d", n%1009), Quantity: 1 + n%3}},
			},
		},
		Customer: track.Customer{Name: fmt.Sprintf("Person %d", n*7919%10007), City: "Leeds"},
	}
	var out []store.Recorded
	if !at.Before(from) {
		out = append(out, stated)
	}
	for _, step := range journey {
		if when := at.Add(step.after); when.Before(l.now) && !when.Before(from) {
			out = append(out, store.Recorded{Event: track.Event{
				Kind: track.CarrierEvent, Order: track.OrderRef{Number: ref.Number}, Phase: step.phase, Occurred: track.StampOf(when),
				Parcel: track.ParcelRef{Carrier: "ups", Tracking: fmt.Sprintf("1Z%016d", n)}, Source: track.Source{ID: "ups-file", Kind: track.SourceCarrierFile},
			}})
		}
	}
	return out
}

// rebuildAndSweep derives a large shop anew, and then brings up to now what fell due in it.
func rebuildAndSweep(ctx context.Context, w *work) ([]ratio, error) {
	l, err := openLarge(ctx, w)
	if err != nil {
		return nil, err
	}
	defer l.Close()
	filled, err := l.stock(ctx, w)
	if err != nil {
		return nil, err
	}
	out, rebuild, err := l.rebuilt(ctx, filled)
	if err != nil {
		return nil, err
	}
	past, err := l.lookBack(ctx, w.orders)
	if err != nil {
		return nil, err
	}
	sweep, err := l.sweepThousand(ctx, rebuild/float64(w.orders)*1e3)
	if err != nil {
		return nil, err
	}
	idle, err := inTurn(5, func(int) error { _, err := l.Sweep(ctx); return err })
	if err != nil {
		return nil, err
	}
	nothing := ratio{what: fmt.Sprintf("sweep when nothing is due, of %d orders, p50", w.orders), ours: idle[0], unit: "ms", against: "no peer"}
	return append(append(out, past...), sweep, nothing), nil
}

// stock fills the shop, unless it is there from an earlier run, and returns what that took in CPU seconds.
func (l *largeShop) stock(ctx context.Context, w *work) (filled float64, err error) {
	counts, err := store.Look(ctx, l.Store, func(r *store.Reader) (map[string]int, error) { return r.Counts(ctx) })
	switch there := counts["view/all"]; {
	case err != nil:
	case there == 0:
		filled, err = cpu(func() error { return l.fill(ctx, w.orders) })
	case there < w.orders:
		err = fmt.Errorf("the shop in %s has %d orders: say -orders %d", w.large(), there, there)
	default:
		_, err = l.Sweep(ctx) // as the program does when it opens a file; the first time after a release, that rebuilds it
	}
	return filled, err
}

// rebuilt reads all facts, rebuilds the shop from them, and holds the second against the first.
func (l *largeShop) rebuilt(ctx context.Context, filled float64) (out []ratio, rebuild float64, err error) {
	before, err := l.sum(ctx)
	if err != nil {
		return nil, 0, err
	}
	facts, begun := 0, time.Now()
	reading, err := cpu(func() (err error) { facts, err = l.read(ctx); return err })
	if err != nil {
		return nil, 0, err
	}
	readFor := time.Since(begun).Seconds()
	begun = time.Now()
	if rebuild, err = cpu(func() error { return l.Rebuild(ctx, nil) }); err != nil {
		return nil, 0, err
	}
	rebuiltFor := time.Since(begun).Seconds()
	if after, err := l.sum(ctx); err != nil || before != after {
		return nil, 0, fmt.Errorf("the rebuilt shop is another one (%v)", err)
	}
	peak, err := ownPeak()
	n := float64(facts)
	return []ratio{
		{what: fmt.Sprintf("record and derive %d facts, each (0: they were there)", facts), ours: filled / n * 1e6, unit: "CPU µs", against: "no peer"},
		{what: "rebuild from them", ours: rebuild, peer: reading, unit: "CPU s", against: "reading every fact with encoding/json"},
		{what: "   … as somebody waits for it", ours: rebuiltFor, peer: readFor, unit: "s", against: "the same reading; wall time, which several cores shorten"},
		{what: "   … facts a second", ours: n / rebuiltFor, unit: "/s", against: "no peer; wall time"},
		{what: "   … peak memory of all until then", ours: peak, unit: "MB", against: "no peer"},
	}, rebuild, err
}

// lookBack asks for the shop as it was known at a past moment: single orders, and all of them when it was a quarter as old.
func (l *largeShop) lookBack(ctx context.Context, orders int) ([]ratio, error) {
	rules := track.DefaultRules(time.UTC)
	then := opening.Add(l.now.Sub(opening) / 4)
	one, err := inTurn(101, func(i int) error {
		return l.Read(ctx, func(r *store.Reader) error {
			_, err := r.At(l.now.Add(-time.Hour), rules).Order(ctx, track.OrderIDOf("web", fmt.Sprintf("SO-%07d", i*(orders/2/101))))
			return err
		})
	})
	if err != nil {
		return nil, err
	}
	n := 0
	begun := time.Now()
	err = l.Read(ctx, func(r *store.Reader) error {
		_, err := r.At(then, rules).Each(ctx, func(store.Row) error { n++; return nil })
		return err
	})
	return []ratio{
		{what: "one order as of a past moment, p50", ours: one[0], unit: "ms", against: "no peer"},
		{what: fmt.Sprintf("all %d orders known at a quarter of its age, each", n), ours: time.Since(begun).Seconds() / float64(max(1, n)) * 1e3, unit: "ms", against: "no peer; wall time"},
	}, err
}

// sum is a hash over every derived state.
func (l *largeShop) sum(ctx context.Context) (uint64, error) {
	h := fnv.New64a()
	err := l.Read(ctx, func(r *store.Reader) error {
		return r.EachState(ctx, func(s track.OrderState) error { return json.NewEncoder(h).Encode(s) })
	})
	return h.Sum64(), err
}

// read reads and decodes every fact once.
func (l *largeShop) read(ctx context.Context) (n int, err error) {
	db, err := sql.Open("sqlite", "file:"+l.path+"?mode=ro")
	if err != nil {
		return 0, err
	}
	defer db.Close()
	rows, err := db.QueryContext(ctx, "SELECT facts FROM events ORDER BY seq")
	if err != nil {
		return 0, err
	}
	defer rows.Close()
	for rows.Next() {
		var facts sql.RawBytes
		var e track.Event
		if err := rows.Scan(&facts); err != nil {
			return 0, err
		}
		if err := json.NewDecoder(bytes.NewReader(facts)).Decode(&e); err != nil {
			return 0, err
		}
		n++
	}
	return n, rows.Err()
}

// sweepThousand turns the clock to where about a thousand orders fall due, and sets an order that is swept against one that
// is rebuilt.
func (l *largeShop) sweepThousand(ctx context.Context, rebuilt float64) (ratio, error) {
	db, err := sql.Open("sqlite", "file:"+l.path+"?mode=ro")
	if err != nil {
		return ratio{}, err
	}
	defer db.Close()
	if _, err := l.Sweep(ctx); err != nil { // what is due already
		return ratio{}, err
	}
	var at int64
	var due, all int
	const when = `SELECT max(check_at) FROM (SELECT check_at FROM orders WHERE check_at > 0 ORDER BY check_at LIMIT 1000)`
	if err := db.QueryRowContext(ctx, when).Scan(&at); err != nil {
		return ratio{}, err
	}
	const howMany = `SELECT count(*) FILTER (WHERE check_at > 0 AND check_at <= ?), count(*) FROM orders`
	if err := db.QueryRowContext(ctx, howMany, at).Scan(&due, &all); err != nil {
		return ratio{}, err
	}
	l.now = time.UnixMilli(at)
	swept := 0
	took, err := cpu(func() (err error) { swept, err = l.Sweep(ctx); return err })
	if err == nil && swept < due { // more when a feed fell silent meanwhile: its parcels are looked at too
		err = fmt.Errorf("%d orders were due and %d swept", due, swept)
	}
	what := fmt.Sprintf("sweep %d due or unheard, of %d orders, each", swept, all)
	return ratio{what, took / float64(max(1, swept)) * 1e3, rebuilt, "CPU ms", 2, "an order in the rebuild"}, err
}
