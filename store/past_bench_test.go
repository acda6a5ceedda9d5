package store

import (
	"context"
	"errors"
	"fmt"
	"testing"

	"ordertrail/track"
)

// journeysOf fills a file with n journeys over the last year, as a shop of that size has them.
func journeysOf(b testing.TB, s *Store, n int) {
	b.Helper()
	err := s.Update(context.Background(), func(tx *Tx) error {
		for i := range n {
			t := track.Transit{
				Zone: fmt.Sprintf("Z%02d", i%50), Days: 1 + i%5, Ended: track.Date("2026-05-19").AddDays(-i % 365),
				Silences: []track.Silence{{Phase: track.Possession, Days: 1}, {Phase: track.Moving, Days: 1 + i%3}, {Phase: track.OutForDelivery, Days: 1}},
			}
			t.Arrived = t.Ended
			p := track.ParcelState{Parcel: fmt.Sprint("P", i), Carrier: []string{"ups", "usps", "fedex"}[i%3], Service: []string{"Ground", "Air"}[i%2], Transit: t}
			row, _ := transitPart("O", p)
			if err := tx.exec(row.insert, row.values[:row.used]...); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		b.Fatal(err)
	}
}

// BenchmarkHistoryOfAYear makes what is known at the start of a day, from the journeys of the last year: all of them counted, and
// those of the last day alone.
func BenchmarkHistoryOfAYear(b *testing.B) {
	for _, forget := range []string{"DELETE FROM lessons", "DELETE FROM lessons WHERE ended_on = '2026-05-19'"} {
		for _, n := range []int{10_000, 300_000} {
			b.Run(fmt.Sprint(n, " ", forget), func(b *testing.B) { benchmarkHistory(b, n, forget) })
		}
	}
}

func benchmarkHistory(b *testing.B, n int, forget string) {
	s := open(b, Options{})
	journeysOf(b, s, n)
	know := func(tx *Tx) error {
		h, err := tx.history(context.Background(), "2026-05-20")
		if err == nil && len(h.Lanes) != 150 {
			b.Fatalf("%d lanes, want 150", len(h.Lanes))
		}
		return err
	}
	if err := s.Update(context.Background(), know); err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		err := s.Update(context.Background(), func(tx *Tx) error { return errors.Join(tx.exec(forget), know(tx)) })
		if err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(b.N*n)/b.Elapsed().Seconds(), "journeys/s")
}

// BenchmarkDayRoll sweeps after midnight a shop with parcels under way.
func BenchmarkDayRoll(b *testing.B) {
	const underWay = 2000
	c := newClock()
	s := open(b, Options{Now: c.now})
	journeysOf(b, s, 20_000)
	var facts []Recorded
	for i := range underWay {
		number := fmt.Sprint(i)
		facts = append(facts, Recorded{Event: statedFact(number, 1)}, Recorded{Event: carrierFact(number, "1Z"+number, track.Possession, "2026-05-19T08:00:00")})
	}
	add(b, s, facts...)
	for b.Loop() {
		c.at = c.at.AddDate(0, 0, 1)
		if n, err := s.Sweep(context.Background()); err != nil || n < underWay {
			b.Fatalf("%d orders swept, %v", n, err)
		}
		if c.at.Day() == 20 {
			c.at = newClock().at.AddDate(0, 0, 1)
		}
	}
	b.ReportMetric(float64(b.N*underWay)/b.Elapsed().Seconds(), "orders/s")
}
