package app

import (
	"context"
	"crypto/rand"
	"encoding/base64"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"ordertrail/reports/kpi"
	"ordertrail/store"
	"ordertrail/track"
)

// sortedRows is every row of the facts as text, in an order of its own.
func sortedRows(f kpi.Facts) []string {
	out := []string{fmt.Sprint("not ours ", f.NotOurs, " ", f.Zone)}
	for _, x := range f.Orders {
		out = append(out, fmt.Sprintf("order %+v", x))
	}
	for _, x := range f.Lines {
		out = append(out, fmt.Sprintf("line %+v", x))
	}
	for _, x := range f.Parcels {
		out = append(out, fmt.Sprintf("parcel %+v", x))
	}
	for _, x := range f.Returns {
		out = append(out, fmt.Sprintf("return %+v", x))
	}
	for _, x := range f.Episodes {
		out = append(out, fmt.Sprintf("episode %+v", x))
	}
	for _, x := range f.Contacts {
		out = append(out, fmt.Sprintf("contact %+v", x))
	}
	for _, x := range f.Claims {
		out = append(out, fmt.Sprintf("claim %+v", x))
	}
	for _, x := range f.Stock {
		out = append(out, fmt.Sprintf("stock %+v", x))
	}
	slices.Sort(out)
	return append(out, fmt.Sprintf("rates %+v", f.Rates))
}

func TestRowsOfTouchedOrdersAreThoseOfAFreshReading(t *testing.T) {
	t.Parallel()
	ctx := context.Background()
	a := New()
	noon := time.Date(2026, 5, 25, 12, 0, 0, 0, time.UTC)
	if err := a.Open(ctx, Config{Folder: t.TempDir(), Now: func() time.Time { return noon }, Fixed: true, Random: rand.Reader}); err != nil {
		t.Fatal(err)
	}
	defer a.Close()
	take := func(text string) func() error {
		return func() error {
			v, err := a.Imports().Look(ImportFile{Name: "x.csv", Content: base64.StdEncoding.EncodeToString([]byte(text))})
			if err == nil {
				_, err = a.Imports().Apply(v.ID)
			}
			return err
		}
	}
	act := func(number string, f func(id string) error) func() error {
		return func() error {
			id, err := a.Orders().Find(number, "")
			if err != nil {
				return err
			}
			return f(id)
		}
	}
	scan := func(codes ...string) func() error {
		return func() error {
			for _, code := range codes {
				if _, err := a.Scans().Scan(ScanRequest{Station: "b", Mode: "pack", Raw: code}); err != nil {
					return err
				}
			}
			return nil
		}
	}
	const orders = "order_number,source,ordered_at,promised_on,sku,title,quantity\n1,web,2026-05-01 09:00,2026-05-09,MUG,Mug,2\n" +
		"2,web,2026-05-02 09:00,2026-05-08,TEA,Tea,1\n3,web,2026-05-03 09:00,,TEA,Tea,1\n"
	const tracking = "order_number,parcel,carrier,tracking_number,phase,occurred_at\n1,,,,possession,2026-05-03 09:00\n" +
		"2,a,ups,1Z999AA10123456784,delivered,2026-05-07 10:00\n9,,,,delivered,2026-05-07 10:00\n"
	// Read a row as: after <what>, the rows that were kept are those that a fresh reading gives.
	for _, step := range []struct {
		what string
		do   func() error
	}{
		{"nothing at all", func() error { return nil }},
		{"an import", take(orders)},
		{"carrier rows", take(tracking)},
		{"a hold", act("3", func(id string) error { return a.Orders().Hold(id, "why") })},
		{"a release", act("3", func(id string) error { return a.Orders().Release(id) })},
		{"a box", scan("3", "TEA", "OT:FINISH")},
		{"a code that nobody knows", scan("???")},
		{"a scan that is refused, and the work it took", scan("1", "TEA", "MUG")},
		{"a question of a customer", act("1", func(id string) error { return a.Orders().Contact(id, "where_is_it", "?") })},
		{"a stock list", take("sku,title,unit_cost,currency,on_hand,counted_at\nMUG,Mug,4.10,EUR,40,2026-05-02 08:00\n")},
		{"another stock list", take("sku,title,unit_cost,currency,on_hand,counted_at\nMUG,Mug,4.30,EUR,30,2026-05-09 08:00\n")},
		{"an order that its carrier rows waited for", take("order_number,source,ordered_at,sku,quantity\n9,web,2026-05-03 09:00,MUG,1\n")},
		{"a note", act("1", func(id string) error { return a.Orders().Note(id, "note") })},
		{"an import that is taken back", func() error { _, err := a.Imports().Undo("R000002"); return err }},
		{"orders that are taken back", func() error { _, err := a.Imports().Undo("R000001"); return err }},
		{"another zone", func() error {
			s := a.Settings()
			s.Zone = "Pacific/Auckland"
			return a.SetUp(ctx, s)
		}},
	} {
		if err := step.do(); err != nil {
			t.Fatalf("%s: %v", step.what, err)
		}
		kept, err := a.facts(ctx)
		if err != nil {
			t.Fatal(err)
		}
		fresh, err := store.Look(ctx, a.store, func(r *store.Reader) (kpi.Facts, error) {
			shop, err := a.factShop(ctx, r)
			if err != nil {
				return kpi.Facts{}, err
			}
			f, _, err := a.collect(ctx, r, shop, "")
			return f, err
		})
		if err != nil {
			t.Fatal(err)
		}
		if got, want := strings.Join(sortedRows(kept), "\n"), strings.Join(sortedRows(fresh), "\n"); got != want {
			t.Fatalf("after %s the rows are\n%s\nwant\n%s", step.what, got, want)
		}
		lately, err := a.recentFacts(ctx)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(a.ofToday(fresh), a.ofToday(lately)); diff != "" {
			t.Errorf("after %s Today counts otherwise from the last days than from all: %s", step.what, diff)
		}
	}
}

// ofToday is what Today counts from facts.
func (a *App) ofToday(facts kpi.Facts) []any {
	now, zone := a.now(), a.zone()
	out := []any{flowOf(nil, facts, track.DateOf(now.AddDate(0, 0, -recentDays), zone))}
	for _, basis := range []kpi.Basis{kpi.Latest, kpi.Original, kpi.Requested} {
		week := kpi.Period{From: track.DateOf(now.AddDate(0, 0, 1-recentDays), zone), To: track.DateOf(now, zone)}
		out = append(out, kpi.One(facts, "on_time_of_due", week, basis, zone, now))
	}
	return out
}

// TestTodayReadsOnlyTheLastDays asks a shop of which most is long over.
func TestTodayReadsOnlyTheLastDays(t *testing.T) {
	t.Parallel()
	a := openShop(t)
	ctx := context.Background()
	now := a.now()
	facts := []store.Recorded{}
	for i := range 40 {
		at := now.AddDate(0, 0, -i)
		number := fmt.Sprint("T-", i)
		facts = append(facts, store.Recorded{Event: track.Event{
			Kind: track.OrderStated, Order: track.OrderRef{Source: "web", Number: number}, Occurred: track.StampOf(at.AddDate(0, 0, -5)),
			Source: track.Source{ID: "web", Kind: track.SourceShop},
			OrderFacts: &track.OrderFacts{
				OrderedAt: track.StampOf(at.AddDate(0, 0, -5)), PromisedOn: track.DateOf(at.AddDate(0, 0, i%7-3), a.zone()),
				Lines: []track.LineFacts{{Line: "1", SKU: "S", Title: "Sofa", Quantity: 1}},
			},
		}})
		for j, phase := range []track.Phase{track.Possession, track.Delivered} {
			if i%5 == j {
				continue
			}
			facts = append(facts, store.Recorded{Event: track.Event{
				Kind: track.CarrierEvent, Order: track.OrderRef{Number: number}, Phase: phase, Occurred: track.StampOf(at.AddDate(0, 0, j-2)),
				Parcel: track.ParcelRef{Carrier: "ups", Tracking: fmt.Sprint("1Z", i)}, Source: track.Source{ID: "ups-file", Kind: track.SourceCarrierFile},
			}})
		}
	}
	err := a.store.Update(ctx, func(tx *store.Tx) error { _, err := tx.Append(ctx, facts...); return err })
	if err != nil {
		t.Fatal(err)
	}
	every, err := a.facts(ctx)
	if err != nil {
		t.Fatal(err)
	}
	lately, err := a.recentFacts(ctx)
	if err != nil {
		t.Fatal(err)
	}
	if len(lately.Orders) == 0 || len(lately.Orders) >= len(every.Orders) {
		t.Errorf("%d of %d orders are read", len(lately.Orders), len(every.Orders))
	}
	if diff := cmp.Diff(a.ofToday(every), a.ofToday(lately)); diff != "" {
		t.Errorf("Today counts otherwise from the last days than from all: %s", diff)
	}
}

// TestABookForgetsWhichOrdersWereTouchedWhenAllAreReadAgain touches more orders than are read one by one: the list stays as short.
func TestABookForgetsWhichOrdersWereTouchedWhenAllAreReadAgain(t *testing.T) {
	t.Parallel()
	var b factBook
	for n := range 3 {
		var c store.Change
		for i := range rereadAll {
			c.Orders, c.Benched = append(c.Orders, fmt.Sprint(n, "-", i)), append(c.Benched, fmt.Sprint(n, "+", i))
		}
		b.touch(c)
	}
	if stale, _ := b.takeStale(); len(stale) != rereadAll+1 {
		t.Errorf("%d orders are remembered, want %d: one more than are read one by one", len(stale), rereadAll+1)
	}
	b.touch(store.Change{Orders: []string{"a", "b"}, Benched: []string{"b", "c"}})
	if stale, _ := b.takeStale(); len(stale) != 3 {
		t.Errorf("%v are remembered, want a, b and c", stale)
	}
}
