package store

import (
	"context"
	"flag"
	"fmt"
	"runtime"
	"testing"
	"time"

	"ordertrail/track"
)

var shopSize = flag.Int("orders", 10_000, "orders of the shop that is rebuilt and swept in benchmarks, with five facts each")

// journey is what a carrier says of an ordinary parcel, and how many hours after the order.
var journey = []struct {
	phase track.Phase
	after time.Duration
}{{track.Announced, 20}, {track.Possession, 30}, {track.OutForDelivery, 70}, {track.Delivered, 76}}

// firstOrder is when the first order of the shop is placed; one follows every minute.
var firstOrder = time.Date(2026, 1, 1, 8, 0, 0, 0, time.UTC)

// bigShop writes orders of five facts each into a new file, without deriving anything, and then rebuilds it. Its last orders
// are still on their way.
func bigShop(b *testing.B, orders int) *Store {
	b.Helper()
	now := firstOrder.Add(time.Duration(orders) * time.Minute)
	s := open(b, Options{Now: func() time.Time { return now }})
	ctx := context.Background()
	for from := 0; from < orders; from += 2000 {
		err := s.Update(ctx, func(tx *Tx) error {
			for i := from; i < min(from+2000, orders); i++ {
				if _, err := tx.Append(ctx, factsOfOrder(i, now)...); err != nil {
					return err
				}
			}
			tx.touched = seqSet{} // the rebuild will settle them
			return nil
		})
		if err != nil {
			b.Fatal(err)
		}
	}
	if err := s.Rebuild(ctx, nil); err != nil {
		b.Fatal(err)
	}
	return s
}

func factsOfOrder(i int, now time.Time) []Recorded {
	at := firstOrder.Add(time.Duration(i) * time.Minute)
	e := statedFact(fmt.Sprintf("SO-%07d", i), 1+i%3)
	e.Occurred, e.OrderFacts.OrderedAt = track.StampOf(at), track.StampOf(at)
	e.OrderFacts.PromisedOn = track.DateOf(at.AddDate(0, 0, 6), time.UTC)
	out := []Recorded{{Event: e, Customer: track.Customer{Name: fmt.Sprintf("Customer %d", i), City: "Berlin"}}}
	for _, step := range journey {
		if when := at.Add(step.after * time.Hour); when.Before(now) {
			out = append(out, Recorded{Event: carrierFact(e.Order.Number, fmt.Sprintf("1Z%016d", i), step.phase, track.StampOf(when))})
		}
	}
	return out
}

// BenchmarkRebuild derives a whole shop anew, and holds it against reading and decoding every fact of the log once.
func BenchmarkRebuild(b *testing.B) {
	ctx := context.Background()
	s := bigShop(b, *shopSize)
	var rebuild, reading time.Duration
	facts := 0
	for b.Loop() {
		at := time.Now()
		n, err := readLog(ctx, s)
		if err != nil {
			b.Fatal(err)
		}
		reading, facts = reading+time.Since(at), n
		at = time.Now()
		if err := s.Rebuild(ctx, nil); err != nil {
			b.Fatal(err)
		}
		rebuild += time.Since(at)
	}
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	b.ReportMetric(float64(rebuild.Microseconds())/float64(b.N*facts), "µs/fact")
	b.ReportMetric(float64(rebuild)/float64(reading), "x-reading")
	b.ReportMetric(float64(m.Sys>>20), "MB-taken")
}

// readLog reads every fact once.
func readLog(ctx context.Context, s *Store) (n int, err error) {
	err = s.Read(ctx, func(r *Reader) error {
		for after := int64(0); ; {
			rows, err := r.q.query(ctx, "SELECT "+storedColumns+" FROM events e WHERE e.seq > $1 ORDER BY e.seq LIMIT 1000", after)
			if err != nil {
				return err
			}
			events, err := collect(rows, scanStored(r.zone))
			if err != nil || len(events) == 0 {
				return err
			}
			n, after = n+len(events), events[len(events)-1].seq
		}
	})
	return n, err
}

// BenchmarkSweep brings up to now what fell due in a large shop: about a thousand orders, however large it is.
func BenchmarkSweep(b *testing.B) {
	ctx := context.Background()
	s := bigShop(b, *shopSize)
	swept := 0
	for b.Loop() {
		b.StopTimer()
		due, err := Look(ctx, s, func(r *Reader) (int64, error) {
			return one(ctx, r.q, scanInt, "SELECT coalesce((SELECT check_at FROM orders WHERE check_at > 0 ORDER BY check_at LIMIT 1 OFFSET 999), max(check_at)) FROM orders")
		})
		if err != nil {
			b.Fatal(err)
		}
		now := instant(due)
		s.opts.Now = func() time.Time { return now }
		b.StartTimer()
		n, err := s.Sweep(ctx)
		if err != nil {
			b.Fatal(err)
		}
		swept += n
	}
	b.ReportMetric(float64(b.Elapsed().Microseconds())/float64(max(1, swept)), "µs/order")
	b.ReportMetric(float64(swept)/float64(b.N), "orders")
	b.ReportMetric(float64(*shopSize), "of-orders")
}
