package store

import (
	"context"
	"fmt"
	"path/filepath"
	"testing"

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

func BenchmarkBulkAppend(b *testing.B) {
	for b.Loop() {
		s, err := Open(context.Background(), filepath.Join(b.TempDir(), "shop.db"), Options{Now: newClock().now})
		if err != nil {
			b.Fatal(err)
		}
		orders := bulk(20_000, 0)
		b.ResetTimer()
		if err := importRows(s, orders); err != nil {
			b.Fatal(err)
		}
		b.ReportMetric(b.Elapsed().Seconds()/20_000*1e6, "µs/order")
		b.StopTimer()
		if err := s.Close(); err != nil {
			b.Fatal(err)
		}
		b.StartTimer()
	}
}
