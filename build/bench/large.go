//go:build unix

package main

import (
	"bytes"
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"hash/fnv"
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

func openLarge(ctx context.Context, w *work) (*largeShop, error) {
	l := &largeShop{path: filepath.Join(w.folder, "large.db"), now: opening.Add(time.Duration(w.orders) * time.Minute)}
	var err error
	l.Store, err = store.Open(ctx, l.path, store.Options{Now: func() time.Time { return l.now }})
	return l, err
}

// fill records the facts of all orders, some thousand orders a transaction.
func (l *largeShop) fill(ctx context.Context, orders int) error {
	const step = 5000
	for from := 0; from < orders; from += step {
		var facts []store.Recorded
		for n := from; n < min(from+step, orders); n++ {
			facts = append(facts, l.factsOf(n)...)
		}
		if err := l.Update(ctx, func(tx *store.Tx) error { _, err := tx.Append(ctx, facts...); return err }); err != nil {
			return err
		}
	}
	return nil
}

// factsOf is the nth order and what its carrier said until now.
func (l *largeShop) factsOf(n int) []store.Recorded {
	at := opening.Add(time.Duration(n) * time.Minute)
	ref := track.OrderRef{Source: "web", Number: fmt.Sprintf("SO-%07d", n)}
	out := []store.Recorded{{
		Event: track.Event{
			Kind: track.OrderStated, Order: ref, Occurred: track.StampOf(at), Source: track.Source{ID: "web", Kind: track.SourceShop},
			OrderFacts: &track.OrderFacts{
				OrderedAt: track.StampOf(at), PromisedOn: track.DateOf(at.AddDate(0, 0, 6), time.UTC), Service: "Standard", Country: "US",
				Lines: []track.LineFacts{{Line: "1", SKU: fmt.Sprintf("SKU-%04d", n%1009), Title: fmt.Sprintf("Item number %d", n%1009), Quantity: 1 + n%3}},
			},
		},
		Customer: track.Customer{Name: fmt.Sprintf("Person %d", n*7919%10007), City: "Leeds"},
	}}
	for _, step := range journey {
		if when := at.Add(step.after); when.Before(l.now) {
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
	filled, err := cpu(func() error { return l.fill(ctx, w.orders) })
	if err != nil {
		return nil, err
	}
	before, err := l.sum(ctx)
	if err != nil {
		return nil, err
	}
	facts := 0
	reading, err := cpu(func() (err error) { facts, err = l.read(ctx); return err })
	if err != nil {
		return nil, err
	}
	begun := time.Now()
	rebuild, err := cpu(func() error { return l.Rebuild(ctx) })
	if err != nil {
		return nil, err
	}
	wall := time.Since(begun).Seconds()
	if after, err := l.sum(ctx); err != nil || before != after {
		return nil, fmt.Errorf("the rebuilt shop is another one (%v)", err)
	}
	n := float64(facts)
	out := []ratio{
		{what: fmt.Sprintf("record and derive %d facts, each", facts), ours: filled / n * 1e6, unit: "CPU µs", against: "no peer"},
		{what: "rebuild from them", ours: rebuild, peer: reading, unit: "CPU s", against: "reading every fact with encoding/json"},
		{what: "   … facts a second", ours: n / wall, unit: "/s", against: "no peer; wall time"},
	}
	sweep, err := l.sweepThousand(ctx, rebuild/float64(w.orders)*1e3)
	return append(out, sweep), err
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
