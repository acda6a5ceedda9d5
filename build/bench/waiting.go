//go:build unix

package main

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"time"

	"ordertrail/store"
)

// fixedBatch is how many rows the plain recipe commits at a time.
const fixedBatch = 5000

// scansMeanwhile is P8: how long a scan waits while a file is imported, and how fast the import goes meanwhile, against
// transactions of a fixed size. Both end in the same shop.
func scansMeanwhile(ctx context.Context, w *work) ([]ratio, error) {
	var facts []store.Recorded
	now := opening.Add(time.Duration(w.orders) * time.Minute)
	for n := range w.orders {
		facts = append(facts, (&largeShop{now: now}).factsOf(n, opening)[0])
	}
	run := store.Run{File: "orders.csv", Source: "web"}
	ours, err := scanned(ctx, filepath.Join(w.folder, "turns.db"), w.orders, func(s *store.Store) error { return inTurns(ctx, s, run, facts) })
	if err != nil {
		return nil, err
	}
	theirs, err := scanned(ctx, filepath.Join(w.folder, "batches.db"), w.orders, func(s *store.Store) error { return inBatches(ctx, s, run, facts) })
	if err != nil {
		return nil, err
	}
	against := fmt.Sprintf("transactions of %d rows", fixedBatch)
	return []ratio{
		{"P8 a scan during an import, p99", ours.p99, theirs.p99, "ms", 0.15, against},
		{"   … p50", ours.p50, theirs.p50, "ms", 0, against},
		{"   … the import meanwhile", ours.took, theirs.took, "s", 1 / 0.9, against + ": 0.9 of its rate"},
	}, nil
}

// inTurns records facts as the program does.
func inTurns(ctx context.Context, s *store.Store, run store.Run, facts []store.Recorded) error {
	_, err := s.Import(ctx, run, func(record func(...store.Recorded) error) error {
		for _, f := range facts {
			if err := record(f); err != nil {
				return err
			}
		}
		return nil
	}, func(*store.Tx, store.Run) error { return nil })
	return err
}

// inBatches records facts in transactions of a fixed size.
func inBatches(ctx context.Context, s *store.Store, run store.Run, facts []store.Recorded) error {
	err := s.Update(ctx, func(tx *store.Tx) (err error) {
		run, err = tx.AddRun(ctx, run)
		return err
	})
	for part := range slices.Chunk(facts, fixedBatch) {
		for i := range part {
			part[i].Run = run.Number
		}
		if err == nil {
			err = s.Update(ctx, func(tx *store.Tx) error { _, err := tx.Append(ctx, part...); return err })
		}
	}
	return err
}

// waits is how long scans waited, in milliseconds, and the import took, in seconds.
type waits struct{ p50, p99, took float64 }

// scanned imports into a new file while a scan is recorded every few milliseconds.
func scanned(ctx context.Context, path string, orders int, load func(*store.Store) error) (waits, error) {
	s, err := store.Open(ctx, path, store.Options{Now: openingClock})
	if err != nil {
		return waits{}, err
	}
	defer s.Close()
	ended := make(chan error, 1)
	begun := time.Now()
	go func() { ended <- load(s) }()
	var taken []time.Duration
	for i := 0; ; i++ {
		select {
		case err := <-ended:
			if err != nil || len(taken) == 0 {
				return waits{}, errors.Join(err, fmt.Errorf("%d scans", len(taken)))
			}
			took := time.Since(begun).Seconds()
			slices.Sort(taken)
			ms := func(share int) float64 { return float64(taken[len(taken)*share/100].Microseconds()) / 1000 }
			return waits{ms(50), ms(99), took}, allThere(ctx, s, orders, len(taken))
		case <-time.After(20 * time.Millisecond):
		}
		at := time.Now()
		err := s.Update(ctx, func(tx *store.Tx) error {
			return tx.AddScan(store.Scan{ID: fmt.Sprint("s", i), Station: "b1", Raw: "MANY", Meaning: "line-item", Verdict: "ok"})
		})
		if err != nil {
			return waits{}, errors.Join(err, <-ended)
		}
		taken = append(taken, time.Since(at))
	}
}

// allThere reports an error unless the shop holds so many orders, all found by a search.
func allThere(ctx context.Context, s *store.Store, orders, scans int) error {
	return s.Read(ctx, func(r *store.Reader) error {
		counts, err := r.Counts(ctx)
		if err != nil {
			return err
		}
		found, err := r.CountOrders(ctx, store.Query{Search: "person"}, orders)
		if err == nil && (counts["view/all"] != orders || found != orders) {
			err = fmt.Errorf("%d orders and %d found, want %d (%d scans)", counts["view/all"], found, orders, scans)
		}
		return err
	})
}
