package store

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"testing"
	"time"

	"ordertrail/track"
)

// clock is a clock that stands still until it is told otherwise.
type clock struct{ at time.Time }

func (c *clock) now() time.Time { return c.at }

func newClock() *clock { return &clock{time.Date(2026, 5, 20, 9, 0, 0, 0, time.UTC)} }

// open opens a store in a folder of the test's own and closes it afterwards.
func open(t testing.TB, opts Options) *Store {
	t.Helper()
	return openAt(t, filepath.Join(t.TempDir(), "shop.db"), opts)
}

func openAt(t testing.TB, path string, opts Options) *Store {
	t.Helper()
	if opts.Now == nil {
		opts.Now = newClock().now
	}
	s, err := Open(context.Background(), path, opts)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil && !errors.Is(err, ErrClosed) { // a test may have closed it before
			t.Error("close:", err)
		}
	})
	return s
}

var shop = track.Source{ID: "shopify", Kind: track.SourceShop}

// stated is a shop's statement of an order with one line.
func statedFact(number string, quantity int) track.Event {
	return track.Event{
		Kind: track.OrderStated, Order: track.OrderRef{Source: "shopify", Number: number}, Source: shop,
		Occurred: "2026-05-19T10:00:00",
		OrderFacts: &track.OrderFacts{
			OrderedAt: "2026-05-19T10:00:00",
			Lines:     []track.LineFacts{{Line: "1", SKU: "SOFA-2", Title: "Sofa", Quantity: quantity}},
		},
	}
}

// scanned is a carrier's event for a tracking number.
func carrierFact(number, tracking string, phase track.Phase, at track.Stamp) track.Event {
	return track.Event{
		Kind: track.CarrierEvent, Order: track.OrderRef{Number: number}, Parcel: track.ParcelRef{Carrier: "ups", Tracking: tracking},
		Phase: phase, Occurred: at, Source: track.Source{ID: "ups-file", Kind: track.SourceCarrierFile},
	}
}

// add appends facts in one transaction.
func add(t testing.TB, s *Store, facts ...Recorded) int {
	t.Helper()
	n := 0
	err := s.Update(context.Background(), func(tx *Tx) (err error) {
		n, err = tx.Append(context.Background(), facts...)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return n
}

func order(t testing.TB, s *Store, number string) Order {
	t.Helper()
	o, err := Look(context.Background(), s, func(r *Reader) (Order, error) {
		return r.Order(context.Background(), track.OrderIDOf("shopify", number))
	})
	if err != nil {
		t.Fatal(err)
	}
	return o
}

func TestFactsAndStatusLeaveInOnePiece(t *testing.T) {
	s := open(t, Options{})
	customer := track.Customer{Name: "Anna Müller", Email: "anna@example.com"}
	if n := add(t, s, Recorded{Event: statedFact("1001", 2), Customer: customer, Raw: "1001,…"}); n != 1 {
		t.Fatalf("added %d facts, want 1", n)
	}
	o := order(t, s, "1001")
	if o.Customer != customer || len(o.Events) != 1 || o.Events[0].Raw != "1001,…" || o.State.Facets.State != track.Open {
		t.Errorf("order read back as %+v", o)
	}
	if n := add(t, s, Recorded{Event: statedFact("1001", 2), Customer: customer}); n != 0 {
		t.Errorf("the same fact again added %d", n)
	}
}

func TestACarrierFactJoinsWhenItsOrderComes(t *testing.T) {
	s := open(t, Options{})
	add(t, s, Recorded{Event: carrierFact("1001", "1Z999", track.Delivered, "2026-05-20T08:00:00")})
	ctx := context.Background()
	waits, err := Look(ctx, s, func(r *Reader) (int, error) { return r.UnmatchedCount(ctx) })
	if err != nil || waits != 1 {
		t.Fatalf("%d facts wait (%v), want 1", waits, err)
	}
	add(t, s, Recorded{Event: statedFact("1001", 1)})
	o := order(t, s, "1001")
	if len(o.State.Parcels) != 1 || o.State.Parcels[0].Phase != track.Delivered {
		t.Errorf("parcels %+v, want one that is delivered", o.State.Parcels)
	}
	if waits, _ := Look(ctx, s, func(r *Reader) (int, error) { return r.UnmatchedCount(ctx) }); waits != 0 {
		t.Errorf("%d facts still wait", waits)
	}
}

func TestListsSearchAndCounters(t *testing.T) {
	s := open(t, Options{})
	ctx := context.Background()
	for i := range 5 {
		add(t, s, Recorded{Event: statedFact(fmt.Sprintf("SO-%04d", i), 1), Customer: track.Customer{Name: "Anna Müller"}})
	}
	err := s.Read(ctx, func(r *Reader) error {
		for _, q := range []Query{{}, {View: "open"}, {Search: "so-000"}, {Search: "so0003"}, {Search: "anna muller"}, {Search: "SOFA2"}} {
			rows, err := r.Orders(ctx, q)
			if err != nil {
				return err
			}
			want := 5
			if q.Search == "so0003" {
				want = 1
			}
			if len(rows) != want {
				t.Errorf("%+v finds %d, want %d", q, len(rows), want)
			}
		}
		counts, err := r.Counts(ctx)
		if counts["view/all"] != 5 || counts["view/open"] != 5 {
			t.Errorf("counters %v", counts)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestUndoAndRedoOfARun(t *testing.T) {
	s := open(t, Options{})
	ctx := context.Background()
	run := func() Run {
		var run Run
		err := s.Update(ctx, func(tx *Tx) (err error) {
			if run, err = tx.AddRun(ctx, Run{File: "a.csv", SHA256: "x"}); err != nil {
				return err
			}
			_, err = tx.Append(ctx, Recorded{Event: statedFact("1001", 1), Run: run.Number, Row: 2})
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		return run
	}
	first := run()
	if o := order(t, s, "1001"); o.Events[0].Seen[0].File != "a.csv" {
		t.Errorf("seen in %+v", o.Events[0].Seen)
	}
	if err := s.Update(ctx, func(tx *Tx) error { return tx.UndoRun(ctx, first.Number, "anna") }); err != nil {
		t.Fatal(err)
	}
	rows, err := Look(ctx, s, func(r *Reader) ([]Row, error) { return r.Orders(ctx, Query{}) })
	if err != nil || len(rows) != 0 {
		t.Fatalf("after undo %d orders (%v), want none", len(rows), err)
	}
	run()
	if o := order(t, s, "1001"); !o.Events[0].Live || len(o.Events[0].Seen) != 2 {
		t.Errorf("after redo %+v", o.Events)
	}
}

// TestWhatIsWrittenOnceIsWhatARebuildReads records orders whose customers and facts are not read back, beside those that are: a name
// that JSON cannot hold, a customer of two orders, an order that is stated in a step of its own, and one whose parcel came first.
func TestWhatIsWrittenOnceIsWhatARebuildReads(t *testing.T) {
	t.Parallel()
	s := open(t, Options{})
	broken, twice := track.Customer{Name: "Ann\xff M\u00fcller"}, track.Customer{Name: "Zo\u00eb", Email: "zoe@example.com"}
	update(t, s, func(tx *Tx) error {
		ctx := context.Background()
		steps := [][]Recorded{
			{{Event: statedFact("SO-1", 1), Customer: broken}, {Event: statedFact("SO-2", 1), Customer: twice}},
			{{Event: statedFact("SO-3", 2), Customer: twice}, {Event: carrierFact("SO-4", "1Z0000000000000004", track.Delivered, "2026-05-20T10:00:00")}},
			{{Event: statedFact("SO-4", 1), Customer: broken}, {Event: carrierFact("SO-2", "1Z0000000000000002", track.Possession, "2026-05-20T08:00:00")}},
		}
		for _, facts := range steps {
			if _, err := tx.Append(ctx, facts...); err != nil {
				return err
			}
			if err := tx.Settle(ctx); err != nil {
				return err
			}
		}
		return nil
	})
	if o := order(t, s, "SO-4"); o.Customer.Name != "Ann\ufffd M\u00fcller" || len(o.State.Parcels) != 1 {
		t.Errorf("SO-4 is of %q with %d parcels", o.Customer.Name, len(o.State.Parcels))
	}
	before := dump(t, s)
	if err := s.Rebuild(context.Background(), nil); err != nil {
		t.Fatal(err)
	}
	if after := dump(t, s); after != before {
		a, b := differing(before, after)
		t.Errorf("a rebuild gives other bytes:\n…%s\n…%s", a, b)
	}
}
