package store

import (
	"context"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"ordertrail/track"
)

// history makes a random set of facts about few orders and tracking numbers, so that they meet: statements of several
// shops, carrier facts with and without order numbers, labels that join a parcel to a tracking number, acts, and
// retractions of any of them.
func history(rng *rand.Rand, n int) []Recorded {
	var out []Recorded
	numbers := []string{"1001", "1002", "1003", "so-1004"}
	tracking := []string{"1Z1", "1Z2", "JD3"}
	parcels := []string{string(track.NumberFor('P', "a")), string(track.NumberFor('P', "b"))}
	phases := []track.Phase{track.Announced, track.Possession, track.Moving, track.Delivered, track.Unmapped}
	pick := func(list []string) string { return list[rng.IntN(len(list))] }
	at := func() track.Stamp {
		return track.Stamp(fmt.Sprintf("2026-05-%02dT%02d:00:00", 1+rng.IntN(19), rng.IntN(24)))
	}
	for len(out) < n {
		var r Recorded
		switch rng.IntN(10) {
		case 0, 1:
			r.Event = statedFact(pick(numbers), 1+rng.IntN(3))
			r.Event.Order.Source = pick([]string{"shopify", "etsy"})
			r.AsOf = at()
			r.Customer = track.Customer{Name: pick([]string{"Anna", "Ben"}), Email: "x@example.com"}
		case 2, 3:
			r.Event = carrierFact("", pick(tracking), phases[rng.IntN(len(phases))], at())
		case 4:
			r.Event = carrierFact(pick(numbers), pick(tracking), phases[rng.IntN(len(phases))], at())
			r.Event.Parcel.Carrier = pick([]string{"ups", "dhl", ""})
		case 5:
			r.Event = track.Event{
				Kind: track.ParcelLabel, Order: track.OrderRef{Source: "shopify", Number: pick(numbers)},
				Parcel: track.ParcelRef{Number: pick(parcels), Carrier: "ups", Tracking: pick(tracking)}, Occurred: at(), Source: bench(),
			}
		case 6:
			r.Event = track.Event{
				Kind: track.LinePicked, Order: track.OrderRef{Source: "shopify", Number: pick(numbers)}, Line: "1",
				Quantity: 1, Occurred: at(), Source: bench(), Nonce: fmt.Sprint(len(out)),
			}
			if rng.IntN(3) == 0 {
				r.Event.Kind, r.Event.Return, r.Event.Code = track.ReturnOpened, "R1", "request"
			}
		case 7:
			if len(out) == 0 {
				continue
			}
			r.Event = track.Event{Kind: track.Retraction, Retracts: out[rng.IntN(len(out))].Event.Sealed().ID, Occurred: at(), Source: bench()}
			r.Event.Retracts = sealed(out[rng.IntN(len(out))]).ID
		case 8:
			r.Event = track.Event{
				Kind: track.ParcelMerged, Order: track.OrderRef{Source: "shopify", Number: pick(numbers)}, Occurred: at(), Source: bench(),
				Parcel: track.ParcelRef{Number: pick(parcels)}, Other: track.ParcelRef{Number: pick(parcels), Tracking: pick(tracking)},
			}
			if rng.IntN(3) == 0 {
				r.Event.Kind, r.Event.Parcel.Tracking, r.Event.Other.Number = track.ParcelLabel, pick(tracking), ""
			}
		case 9:
			r.Event = track.Event{
				Kind: track.OrderRepeated, Order: track.OrderRef{Source: pick([]string{"shopify", "etsy"}), Number: pick(numbers)},
				Of: track.OrderRef{Source: pick([]string{"shopify", "etsy"}), Number: pick(numbers)}, Occurred: at(), Source: bench(),
			}
		}
		out = append(out, r)
	}
	return out
}

func bench() track.Source { return track.Source{ID: "bench-1", Kind: track.SourceStation} }

func sealed(r Recorded) track.Event {
	seal(&r)
	return r.Event
}

// dump lists everything derived without what depends on the order of arrival: the places in the log.
func dump(t testing.TB, s *Store) string {
	t.Helper()
	ctx := context.Background()
	var b strings.Builder
	for _, q := range []string{
		"SELECT id, as_of, live, order_id, parcel_id FROM events ORDER BY id",
		"SELECT k.key, e.id FROM parcel_keys k JOIN events e ON e.seq = k.event_seq ORDER BY 1, 2",
		"SELECT id, source, number, key, placed_at, check_at, person, customer, state FROM orders ORDER BY id",
		"SELECT v.view, v.placed_at, o.id FROM order_views v JOIN orders o ON o.n = v.n ORDER BY 1, 2, 3",
		"SELECT * FROM parcels ORDER BY 1, 2", "SELECT * FROM transits ORDER BY 1, 2", "SELECT day, said FROM histories ORDER BY 1", "SELECT * FROM returns ORDER BY 1, 2", "SELECT * FROM tasks ORDER BY 1, 2",
		"SELECT e.id FROM unmatched u JOIN events e ON e.seq = u.event_seq ORDER BY 1",
		"SELECT * FROM counters ORDER BY 1",
		"SELECT o.id, w.numbers, w.customer, w.items FROM order_words w JOIN orders o ON o.n = w.n ORDER BY 1",
	} {
		rows, err := s.writer.conn.QueryContext(ctx, q)
		if err != nil {
			t.Fatal(err)
		}
		for {
			text, more, err := nextRow(rows)
			if err != nil {
				t.Fatal(err)
			}
			if !more {
				break
			}
			b.WriteString(text + "\n")
		}
		if err := rows.Close(); err != nil {
			t.Fatal(err)
		}
		b.WriteString("--\n")
	}
	return b.String()
}

func shuffled(rng *rand.Rand, facts []Recorded) []Recorded {
	out := append([]Recorded(nil), facts...)
	rng.Shuffle(len(out), func(i, j int) { out[i], out[j] = out[j], out[i] })
	return out
}

// addInParts appends facts in several transactions of random size.
func addInParts(t testing.TB, s *Store, rng *rand.Rand, facts []Recorded) {
	t.Helper()
	for len(facts) > 0 {
		n := 1 + rng.IntN(len(facts))
		add(t, s, facts[:n]...)
		facts = facts[n:]
	}
}

func TestAnyOrderOfArrivalEndsInTheSameState(t *testing.T) {
	t.Parallel()
	for seed := range uint64(times(10)) {
		t.Run(fmt.Sprint("seed ", seed), func(t *testing.T) {
			rng := rand.New(rand.NewPCG(seed, 1))
			facts := history(rng, 40)
			var want string
			for round := range 3 {
				s := open(t, Options{})
				addInParts(t, s, rng, shuffled(rng, facts))
				addInParts(t, s, rng, shuffled(rng, facts[:10])) // some come twice
				got := dump(t, s)
				if round == 0 {
					want = got
				} else if got != want {
					a, b := differing(got, want)
					t.Fatalf("another order of arrival gives another state:\n…%s\n…%s", a, b)
				}
			}
		})
	}
}

func TestRebuildGivesTheSameBytes(t *testing.T) {
	t.Parallel()
	for seed := range uint64(times(5)) {
		rng := rand.New(rand.NewPCG(seed, 2))
		s := open(t, Options{})
		addInParts(t, s, rng, history(rng, 60))
		before := dump(t, s)
		if err := s.Rebuild(context.Background(), nil); err != nil {
			t.Fatal(err)
		}
		if after := dump(t, s); after != before {
			a, b := differing(before, after)
			t.Fatalf("seed %d: rebuilt otherwise:\n…%s\n…%s", seed, a, b)
		}
		problems, err := s.Verify(context.Background())
		if err != nil || len(problems) > 0 {
			t.Fatalf("seed %d: verify finds %v, %v", seed, problems, err)
		}
	}
}

func TestCountersEqualARecount(t *testing.T) {
	t.Parallel()
	ctx := context.Background()
	rng := rand.New(rand.NewPCG(3, 3))
	s := open(t, Options{})
	for round := range 15 {
		number := int64(0)
		err := s.Update(ctx, func(tx *Tx) error {
			run, err := tx.AddRun(ctx, Run{File: "a.csv"})
			if err != nil {
				return err
			}
			number = run.Number
			facts := history(rng, 12)
			for i := range facts {
				facts[i].Run = run.Number
			}
			_, err = tx.Append(ctx, facts...)
			return err
		})
		if err == nil && round%3 == 2 {
			err = s.Update(ctx, func(tx *Tx) error { return tx.UndoRun(ctx, number-1, "anna") })
		}
		if err != nil {
			t.Fatal(err)
		}
		err = s.Read(ctx, func(r *Reader) error {
			want := map[string]int{}
			if err := r.EachState(ctx, func(o track.OrderState) error {
				tally(o, func(name string) { want[name]++ })
				return nil
			}); err != nil {
				return err
			}
			own, err := all(ctx, r.q, scanTask, taskRows+" WHERE t.order_id = ''")
			if err != nil {
				return err
			}
			for _, task := range own {
				tallyTask(task.Task, func(name string) { want[name]++ })
			}
			if n, err := r.UnmatchedCount(ctx); err != nil || n > 0 {
				want["unmatched"] = n
			}
			got, err := r.Counts(ctx)
			if fmt.Sprint(got) != fmt.Sprint(want) {
				t.Errorf("round %d: counters %v, recount %v", round, got, want)
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
}
