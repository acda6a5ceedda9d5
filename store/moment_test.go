package store

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"ordertrail/track"
)

// shown is what was to be seen of the shop at one moment: every order's state with its place in the lists, the counters, and
// how many facts waited for an order.
type shownAt struct {
	at     time.Time
	orders string
	counts string
	waits  int
	rules  track.Rules
}

// writeRow adds an order to what is shown.
func writeRow(b *strings.Builder, row Row) error {
	state, err := json.Marshal(row.State)
	fmt.Fprintf(b, "%s %s %s\n", row.Key, row.Customer, state)
	return err
}

// lookNow is what the store shows now.
func lookNow(t testing.TB, s *Store) (out shownAt) {
	t.Helper()
	ctx := context.Background()
	if _, err := s.Sweep(ctx); err != nil {
		t.Fatal(err)
	}
	err := s.Read(ctx, func(r *Reader) error {
		var b strings.Builder
		rows, err := all(ctx, r.q, scanOrder, "SELECT "+orderColumns+" FROM orders o ORDER BY o.n")
		for _, o := range rows {
			err = errors.Join(err, writeRow(&b, Row{Key: fmt.Sprintf("%d.%d", o.placed, o.n), Customer: o.customer, State: o.state}))
		}
		counts, more := r.Counts(ctx)
		own, err := all(ctx, r.q, scanTask, taskRows+" WHERE t.order_id = ''")
		more = errors.Join(more, err)
		for _, task := range own { // the shop's own and what waits are asked for by themselves
			tallyTask(task.Task, func(name string) {
				if counts[name]--; counts[name] == 0 {
					delete(counts, name)
				}
			})
		}
		delete(counts, "unmatched")
		waits, evenMore := r.UnmatchedCount(ctx)
		out.orders, out.counts, out.waits = b.String(), fmt.Sprint(counts), waits
		return errors.Join(err, more, evenMore)
	})
	if err != nil {
		t.Fatal(err)
	}
	out.at, out.rules = s.opts.Now(), s.opts.Rules()
	return out
}

// lookBack is what the store says today that it showed at a moment.
func lookBack(t testing.TB, s *Store, at time.Time, rules track.Rules) (out shownAt) {
	t.Helper()
	ctx := context.Background()
	err := s.Read(ctx, func(r *Reader) error {
		var b strings.Builder
		counts := map[string]int{}
		then := r.At(at, rules)
		matched, err := then.Each(ctx, func(row Row) error {
			Count(counts, row.State)
			return writeRow(&b, row)
		})
		if err != nil {
			return err
		}
		out.waits, err = then.Waiting(ctx, matched)
		out.orders, out.counts = b.String(), fmt.Sprint(counts)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

var zones = []*time.Location{time.UTC, time.FixedZone("UTC+1", 3600), time.FixedZone("UTC+2", 7200)}

// play lets one thing happen to a shop: facts by hand, an import, an undo, other rules, or nothing but time.
func play(t testing.TB, s *Store, rng *rand.Rand, rules *track.Rules, runs *int64) {
	t.Helper()
	ctx := context.Background()
	err := s.Update(ctx, func(tx *Tx) error {
		switch rng.IntN(8) {
		case 0, 1:
			_, err := tx.Append(ctx, history(rng, 1+rng.IntN(4))...)
			return err
		case 2, 3, 4:
			run, err := tx.AddRun(ctx, Run{File: "a.csv", Source: "shopify"})
			if err != nil {
				return err
			}
			*runs = run.Number
			facts := history(rng, 1+rng.IntN(8))
			for i := range facts {
				facts[i].Run = run.Number
			}
			_, err = tx.Append(ctx, facts...)
			return err
		case 5:
			if *runs == 0 {
				return nil
			}
			return tx.UndoRun(ctx, 1+rng.Int64N(*runs), "anna")
		case 6:
			next := track.DefaultRules(zones[rng.IntN(3)])
			if rng.IntN(2) == 0 {
				next = distrusting()
			}
			err := tx.Adopt(ctx, Ruling{What: "authority", Rules: json.RawMessage("{}")}, next)
			if err == nil {
				*rules = next
			}
			return err
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// TestThePastIsWhatWasShown plays random histories with imports, undos, retractions, late facts and changing rules, looks at
// the shop after every step, and asks at the end for every one of those moments again.
func TestThePastIsWhatWasShown(t *testing.T) {
	t.Parallel()
	for seed := range uint64(times(12)) {
		t.Run(fmt.Sprint("seed ", seed), func(t *testing.T) {
			t.Parallel()
			rng := rand.New(rand.NewPCG(seed, 11))
			c, rules, runs := newClock(), track.DefaultRules(time.UTC), int64(0)
			s := open(t, Options{Now: c.now, Rules: func() track.Rules { return rules }})
			var seen []shownAt
			for range 25 {
				c.at = c.at.Add(time.Duration(1+rng.IntN(20*60)) * time.Minute)
				play(t, s, rng, &rules, &runs)
				seen = append(seen, lookNow(t, s))
			}
			for i, then := range seen {
				got := lookBack(t, s, then.at, then.rules)
				if got.orders != then.orders {
					a, b := differing(then.orders, got.orders)
					t.Fatalf("step %d, %s: shown then …%s\nsaid now …%s", i, then.at, a, b)
				}
				if got.counts != then.counts || got.waits != then.waits {
					t.Fatalf("step %d, %s: counted then %s and %d waited\nsaid now %s and %d", i, then.at, then.counts, then.waits, got.counts, got.waits)
				}
				compareOrders(t, s, then)
			}
		})
	}
}

// compareOrders asks for each order by itself and compares it with the pass over all of them.
func compareOrders(t *testing.T, s *Store, then shownAt) {
	t.Helper()
	ctx := context.Background()
	err := s.Read(ctx, func(r *Reader) error {
		moment := r.At(then.at, then.rules)
		var rows []Row
		if _, err := moment.Each(ctx, func(row Row) error { rows = append(rows, row); return nil }); err != nil {
			return err
		}
		for _, row := range rows {
			o, err := moment.Order(ctx, row.State.ID)
			if err != nil {
				return err
			}
			a, _ := json.Marshal(row.State)
			b, _ := json.Marshal(o.State)
			if string(a) != string(b) {
				t.Errorf("alone the order is %s, among all %s", b, a)
			}
			for _, e := range o.Events {
				if e.Recorded.After(then.at) || e.Live == (e.Retracted != "") && e.Live {
					t.Errorf("event %s recorded %s, live %v, retracted by %q", e.ID, e.Recorded, e.Live, e.Retracted)
				}
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestBeforeAnythingThereWasNothing(t *testing.T) {
	t.Parallel()
	c := newClock()
	s := open(t, Options{Now: c.now})
	add(t, s, Recorded{Event: statedFact("1001", 1)})
	id := track.OrderIDOf("shopify", "1001")
	ctx := context.Background()
	err := s.Read(ctx, func(r *Reader) error {
		_, err := r.At(c.at.Add(-time.Millisecond), track.DefaultRules(time.UTC)).Order(ctx, id)
		if !errors.Is(err, ErrNotFound) {
			t.Errorf("a millisecond before it was stated the order is there (%v)", err)
		}
		_, err = r.At(c.at, track.DefaultRules(time.UTC)).Order(ctx, id)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if got := lookBack(t, s, time.Time{}, track.DefaultRules(time.UTC)); got.orders != "" || got.counts != "map[]" {
		t.Errorf("in the year one there was %+v", got)
	}
}

// BenchmarkAsOf derives a whole shop as it was at a past moment: every order, the counters, and what waited for an order.
func BenchmarkAsOf(b *testing.B) {
	const orders = 5000
	s := filled(b, orders)
	ctx := context.Background()
	for b.Loop() {
		counts := map[string]int{}
		err := s.Read(ctx, func(r *Reader) error {
			moment := r.At(s.opts.Now(), track.DefaultRules(time.UTC))
			matched, err := moment.Each(ctx, func(row Row) error {
				Count(counts, row.State)
				return nil
			})
			if err != nil {
				return err
			}
			_, err = moment.Waiting(ctx, matched)
			return err
		})
		if err != nil || counts["view/all"] != orders {
			b.Fatal(counts, err)
		}
	}
	b.ReportMetric(float64(b.N*orders)/b.Elapsed().Seconds(), "orders/s")
}

// BenchmarkOrderAsOf asks for one order as it was, in a shop of many.
func BenchmarkOrderAsOf(b *testing.B) {
	s := filled(b, 5000)
	ctx, id := context.Background(), track.OrderIDOf("shopify", "SO-002500")
	for b.Loop() {
		err := s.Read(ctx, func(r *Reader) error {
			_, err := r.At(s.opts.Now(), track.DefaultRules(time.UTC)).Order(ctx, id)
			return err
		})
		if err != nil {
			b.Fatal(err)
		}
	}
}

// TestTheChangesAgreeWithEveryMomentOfASilence lets a carrier's file stop coming while parcels stall, come again, and stop for
// good, and asks for random moments what the changes say.
func TestTheChangesAgreeWithEveryMomentOfASilence(t *testing.T) {
	t.Parallel()
	ctx := context.Background()
	first := time.Date(2026, 5, 4, 8, 0, 0, 0, time.UTC)
	c, rules := &clock{first}, track.DefaultRules(time.UTC)
	s := open(t, Options{Now: c.now})
	add(t, s, Recorded{Event: statedFact("1001", 1)}, Recorded{Event: statedFact("1002", 1)})
	for _, day := range []int{0, 1, 2, 3, 4, 11, 12, 14, 15} { // of a week and, after a silence, another
		c.at = first.AddDate(0, 0, day)
		add(t, s, Recorded{Event: carrierFact("1001", "1ZA", track.Moving, track.StampOf(c.at.Add(-time.Hour)))})
		if day == 1 || day == 12 {
			add(t, s, Recorded{Event: carrierFact("1002", "1ZB", track.Moving, track.StampOf(c.at.Add(-time.Hour)))})
		}
	}
	c.at = first.AddDate(0, 0, 45)
	rng := rand.New(rand.NewPCG(3, 5))
	err := s.Read(ctx, func(r *Reader) error {
		for _, number := range []string{"1001", "1002"} {
			id := track.OrderIDOf("shopify", number)
			changes, err := r.At(c.at, rules).Changes(ctx, id, func(time.Time) track.Rules { return rules }, nil)
			if err != nil {
				return err
			}
			for range 300 {
				at := first.Add(time.Duration(1+rng.Int64N(45*24*60)) * time.Minute)
				o, err := r.At(at, rules).Order(ctx, id)
				if err != nil {
					return err
				}
				i := len(changes) - 1
				for i > 0 && changes[i].At.After(at) {
					i--
				}
				if !track.SameStatus(changes[i].State, o.State) {
					t.Errorf("order %s at %s: the change of %s says %s, the moment %s", number, at, changes[i].At, changes[i].State.Headline.Code, o.State.Headline.Code)
				}
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}
