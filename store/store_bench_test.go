package store

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"ordertrail/track"
)

// bulk makes n orders of one line each, with a customer and a raw row.
func bulk(n, from int) []Recorded {
	out := make([]Recorded, n)
	for i := range out {
		e := statedFact(fmt.Sprintf("SO-%06d", from+i), 1+i%3)
		e.OrderFacts.OrderedAt = track.Stamp(fmt.Sprintf("2026-05-%02dT10:%02d:%02d", 1+i%28, i/60%60, i%60))
		c := track.Customer{Name: fmt.Sprintf("Customer %d", i), Email: fmt.Sprintf("c%d@example.com", i), City: "Berlin"}
		out[i] = Recorded{Event: e, Customer: c, Raw: "raw row " + e.Order.Number, Row: i + 2, AsOf: "2026-05-20T08:00:00"}
	}
	return out
}

// filled is a store with n orders.
func filled(b *testing.B, n int) *Store {
	s := open(b, Options{})
	if err := importRows(s, bulk(n, 0)); err != nil {
		b.Fatal(err)
	}
	return s
}

// BenchmarkBulkAppend imports orders into an empty file in one transaction.
func BenchmarkBulkAppend(b *testing.B) {
	const orders = 20_000
	for b.Loop() {
		b.StopTimer()
		s, facts := open(b, Options{}), bulk(orders, 0)
		b.StartTimer()
		if err := importRows(s, facts); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(b.Elapsed().Microseconds())/float64(b.N*orders), "µs/order")
}

// BenchmarkScanCommit sets the commit of one scan against a bare write and flush of 8 KB, in turn.
func BenchmarkScanCommit(b *testing.B) {
	s := filled(b, 1000)
	add(b, s, Recorded{Event: statedFact("1001", 1_000_000)})
	bare, err := os.Create(filepath.Join(b.TempDir(), "bare"))
	if err != nil {
		b.Fatal(err)
	}
	defer bare.Close()
	block := make([]byte, 8192)
	var scans, writes []time.Duration
	for i := int64(0); b.Loop(); i++ {
		at := time.Now()
		if err := plainScan(s, i); err != nil {
			b.Fatal(err)
		}
		scans = append(scans, time.Since(at))
		at = time.Now()
		if _, err := bare.WriteAt(block, i*8192); err != nil {
			b.Fatal(err)
		}
		if err := bare.Sync(); err != nil {
			b.Fatal(err)
		}
		writes = append(writes, time.Since(at))
	}
	slices.Sort(scans)
	slices.Sort(writes)
	scan, write := scans[len(scans)/2], writes[len(writes)/2]
	b.ReportMetric(float64(scan.Microseconds()), "µs-p50")
	b.ReportMetric(float64(scan)/float64(write), "x-bare-write")
}

// plainScan is a scan of an order of its own, so that the order's history does not grow while it is measured.
func plainScan(s *Store, i int64) error {
	ctx := context.Background()
	return s.Update(ctx, func(tx *Tx) error {
		e := track.Event{
			Kind: track.LinePicked, Order: track.OrderRef{Source: "shopify", Number: fmt.Sprintf("SO-%06d", i%1000)},
			Line: "1", Quantity: 1, Occurred: "2026-05-20T08:00:00", Source: bench(), Nonce: fmt.Sprint(i),
		}
		if _, err := tx.Append(ctx, Recorded{Event: e}); err != nil {
			return err
		}
		return tx.AddScan(Scan{ID: fmt.Sprint("scan-", i), Station: "bench-1", Raw: "SOFA-2", Verdict: "ok"})
	})
}

// BenchmarkReads times what a person waits for: a search while typing, the first page and the five-hundredth.
func BenchmarkReads(b *testing.B) {
	ctx := context.Background()
	s := filled(b, 20_000)
	deep := Query{Limit: 40}
	for range 499 {
		rows, err := Look(ctx, s, func(r *Reader) ([]Row, error) { return r.Orders(ctx, deep) })
		if err != nil {
			b.Fatal(err)
		}
		deep.After = rows[len(rows)-1].Key
	}
	for _, row := range []struct {
		name string
		q    Query
	}{
		{"page 1", Query{Limit: 40}},
		{"page 500", deep},
		{"a view", Query{View: "open", Limit: 40}},
		{"search so", Query{Search: "so", Limit: 40}},
		{"search a number", Query{Search: "so012345"}},
		{"search berlin", Query{Search: "berlin", Limit: 40}},
	} {
		b.Run(row.name, func(b *testing.B) {
			for b.Loop() {
				if _, err := Look(ctx, s, func(r *Reader) ([]Row, error) { return r.Orders(ctx, row.q) }); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
	b.Run("counters", func(b *testing.B) {
		for b.Loop() {
			if _, err := Look(ctx, s, func(r *Reader) (map[string]int, error) { return r.Counts(ctx) }); err != nil {
				b.Fatal(err)
			}
		}
	})
}
