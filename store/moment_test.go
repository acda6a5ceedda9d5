package store

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"ordertrail/track"
)

// shown is what was to be seen of the shop at one moment: every order's state with its place in the lists, the work queue with
// the tasks of the shop's own, the counters, and how many facts waited for an order.
type shownAt struct {
	at     time.Time
	orders string
	queue  string // open tasks in their order, then every task of the shop's own
	counts string
	waits  int
	rules  track.Rules
}

// queueText is the open tasks as a list shows them, and every task of the shop's own.
func queueText(open, own []TaskRow) string {
	var b strings.Builder
	for i, t := range append(slices.Clone(open), own...) {
		text, _ := json.Marshal(t.Task)
		fmt.Fprintf(&b, "%d %s %s %s %s\n", i, t.Order, t.Source, t.Customer, text)
	}
	return b.String()
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
		own, most := all(ctx, r.q, scanTask, taskRows+" WHERE t.order_id = '' ORDER BY t.opened_at, t.id")
		open, least := r.OpenTasks(ctx, TaskQuery{})
		delete(counts, "unmatched")
		waits, evenMore := r.UnmatchedCount(ctx)
		out.orders, out.queue, out.counts, out.waits = b.String(), queueText(open, own), fmt.Sprint(counts), waits
		return errors.Join(err, more, most, least, evenMore)
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
		var open []TaskRow
		matched, err := then.Each(ctx, func(row Row) error {
			Count(counts, row.State)
			for _, task := range row.State.Tasks {
				if task.IsOpen() {
					open = append(open, TaskRow{Task: task, Order: row.State.Order, Source: row.State.Source, Customer: row.Customer})
				}
			}
			return writeRow(&b, row)
		})
		if err != nil {
			return err
		}
		own, unknown, err := then.ShopTasks(ctx, matched)
		if err != nil || len(unknown) > 0 {
			return fmt.Errorf("tasks of the shop at %s, %v unknown: %w", at, unknown, err)
		}
		for _, task := range own {
			if CountTask(counts, task.Task); task.IsOpen() {
				open = append(open, task)
			}
		}
		SortTasks(open)
		out.waits, err = then.Waiting(ctx, matched)
		out.orders, out.queue, out.counts = b.String(), queueText(open, own), fmt.Sprint(counts)
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
		switch rng.IntN(13) {
		case 8, 9:
			return unreadComes(ctx, tx, rng)
		case 10:
			return readsOne(ctx, tx)
		case 11, 12:
			return worksOnShop(ctx, tx, rng)
		case 0, 1:
			facts := history(rng, 1+rng.IntN(4))
			for i := range facts { // another feed begins to speak for a carrier
				if facts[i].Event.Kind == track.CarrierEvent && rng.IntN(3) == 0 {
					facts[i].Event.Source = track.Source{ID: []string{"mails", "post"}[rng.IntN(2)], Kind: track.SourceCarrierMail}
				}
			}
			_, err := tx.Append(ctx, facts...)
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
			err := tx.Adopt(ctx, Ruling{What: "authority", Rules: json.RawMessage("{}")}, next, nil)
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

// unreadComes lets something come that nobody can read.
func unreadComes(ctx context.Context, tx *Tx, rng *rand.Rand) error {
	_, err := tx.AddUnread(Unread{Kind: []string{"notice", "scan"}[rng.IntN(2)], Raw: fmt.Append(nil, rng.IntN(6)), Source: "mail"})
	return err
}

// readsOne lets somebody deal with the oldest thing that nobody could read.
func readsOne(ctx context.Context, tx *Tx) error {
	open, err := tx.UnreadIn(ctx, UnreadOpen, "")
	if err != nil || len(open) == 0 {
		return err
	}
	return tx.SetUnread(ctx, open[len(open)-1].ID, UnreadDismissed)
}

// worksOnShop lets somebody do something about a task of the shop's own, or take the last of that back.
func worksOnShop(ctx context.Context, tx *Tx, rng *rand.Rand) error {
	at := track.StampOf(tx.Now())
	acts, err := tx.events(ctx, "WHERE "+actsOfShop+" AND e.live = 1 ORDER BY e.seq")
	if err != nil {
		return err
	}
	if n := len(acts); n > 0 && rng.IntN(3) == 0 {
		_, err = tx.Append(ctx, Recorded{Event: track.Event{Kind: track.Retraction, Retracts: acts[n-1].ID, Occurred: at, Source: bench(), Nonce: string(at)}})
		return err
	}
	own, err := all(ctx, tx.q, scanTask, taskRows+" WHERE t.order_id = '' AND t.open = 1 ORDER BY t.id")
	if err != nil || len(own) == 0 {
		return err
	}
	e := track.Event{Task: own[rng.IntN(len(own))].Task.Task, Occurred: at, Source: bench(), Actor: "anna"}
	switch rng.IntN(3) {
	case 0:
		e.Kind = track.TaskTaken
	case 1:
		e.Kind, e.Due, e.Code = track.TaskWaits, track.StampOf(tx.Now().AddDate(0, 0, 2)), "carrier"
	case 2:
		e.Kind, e.Code = track.TaskResolved, "done"
	}
	_, err = tx.Append(ctx, Recorded{Event: e})
	return err
}

// restart closes the store and opens its file again.
func restart(t *testing.T, s *Store) *Store {
	t.Helper()
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	return openAt(t, s.Path(), s.opts)
}

// TestThePastIsWhatWasShown plays random histories with imports, undos, retractions, late facts, changing rules, work on what
// the shop as a whole needs and restarts, looks at the shop after every step, and asks at the end for every one of those
// moments again.
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
				if rng.IntN(10) == 0 {
					s = restart(t, s)
				}
			}
			for i, then := range seen {
				got := lookBack(t, s, then.at, then.rules)
				if got.orders != then.orders {
					a, b := differing(then.orders, got.orders)
					t.Fatalf("step %d, %s: shown then …%s\nsaid now …%s", i, then.at, a, b)
				}
				if got.queue != then.queue {
					a, b := differing(then.queue, got.queue)
					t.Fatalf("step %d, %s: the queue was …%s\nit is said to have been …%s", i, then.at, a, b)
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
