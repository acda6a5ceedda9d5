package store

import (
	"context"
	"strings"
	"testing"

	"ordertrail/track"
)

func TestSearchFindsNumbersInAnyForm(t *testing.T) {
	t.Parallel()
	ctx := context.Background()
	s := open(t, Options{})
	label := string(track.NumberFor('P', "x"))
	add(t, s,
		Recorded{Event: statedFact("SO-000123", 1), Customer: track.Customer{Name: "Zoë O'Neill", Email: "zoe@example.com", City: "Köln"}},
		Recorded{Event: carrierFact("SO-000123", "1Z999AA10123456784", track.Moving, "2026-05-20T08:00:00")},
		Recorded{Event: track.Event{
			Kind: track.ParcelLabel, Order: track.OrderRef{Source: "shopify", Number: "SO-000123"},
			Parcel: track.ParcelRef{Number: label, Carrier: "ups", Tracking: "1Z999AA10123456784"}, Occurred: "2026-05-19T12:00:00", Source: bench(),
		}},
		Recorded{Event: statedFact("#77", 1)})
	// Read a row as: what is typed, and how many orders it finds.
	for typed, want := range map[string]int{
		"SO-000123": 1, "so000123": 1, "so-0001": 1, "so 000123": 1, "000123": 1, "#77": 1, "77": 1, "so-000124": 0,
		"1Z999AA10123456784": 1, "1z 999 aa1 0123 456 784": 1, "1Z 999 AA1": 1, label: 1, label[:1] + "-" + label[1:]: 1,
		"zoe": 1, "zoë": 1, "o'neill": 1, "oneill": 0, "zoe neill": 1, "zoe@example.com": 1, "koln": 1, "sofa": 2, "sofa-2": 2, "sofa2": 2,
		"zoe AND NOT": 0, `"`: 0, `zoe"`: 1, "*": 0, "zo*": 1, "numbers:zoe": 0, "(": 0, "zoe OR sofa": 0, "NEAR(zoe sofa)": 0, "-zoe": 1,
		"zoe\x00sofa": 1, "\x00": 0, "": 2, "   ": 2, "100%": 0, "_": 0, "'; DROP TABLE orders; --": 0, "\xff\xfe": 0, strings.Repeat("x", 5000): 0,
		"^zoe": 1, "zoe + sofa": 1, "{customer}: zoe": 0,
	} {
		rows, err := Look(ctx, s, func(r *Reader) ([]Row, error) { return r.Orders(ctx, Query{Search: typed}) })
		if err != nil || len(rows) != want {
			t.Errorf("%.40q finds %d (%v), want %d", typed, len(rows), err, want)
		}
	}
}

func TestWordsThatNoLongerHoldAreNotFound(t *testing.T) {
	t.Parallel()
	ctx := context.Background()
	s := open(t, Options{})
	before, after := statedFact("1001", 1), statedFact("1001", 1)
	after.OrderFacts.Lines[0].Title = "Armchair"
	add(t, s, Recorded{Event: before, AsOf: "2026-05-18T00:00:00"})
	add(t, s, Recorded{Event: after, AsOf: "2026-05-19T00:00:00"})
	for typed, want := range map[string]int{"armchair": 1, "sofa couch": 0, "1001": 1} {
		rows, err := Look(ctx, s, func(r *Reader) ([]Row, error) { return r.Orders(ctx, Query{Search: typed}) })
		if err != nil || len(rows) != want {
			t.Errorf("%q finds %d (%v), want %d", typed, len(rows), err, want)
		}
	}
	if err := s.searchCheck(ctx); err != nil {
		t.Errorf("the index is not that of its words: %v", err)
	}
}

func FuzzSearch(f *testing.F) {
	for _, seed := range []string{"so-1", `a"b`, "a AND b", "(", "*", "\x00", "é", "NEAR(a b, 2)", "a:b", "^a", "💥"} {
		f.Add(seed)
	}
	ctx := context.Background()
	s := open(f, Options{})
	add(f, s, Recorded{Event: statedFact("SO-1", 1)})
	f.Fuzz(func(t *testing.T, typed string) {
		if _, err := Look(ctx, s, func(r *Reader) ([]Row, error) { return r.Orders(ctx, Query{Search: typed}) }); err != nil {
			t.Errorf("%q: %v", typed, err)
		}
		if n, err := Look(ctx, s, func(r *Reader) (int, error) { return r.CountOrders(ctx, Query{Search: typed}, 5) }); err != nil || n > 1 {
			t.Errorf("%q matches %d: %v", typed, n, err)
		}
	})
}

func TestPagesByKeyVisitEveryOrderOnce(t *testing.T) {
	t.Parallel()
	ctx := context.Background()
	s := open(t, Options{})
	if err := importRows(s, bulk(57, 0)); err != nil {
		t.Fatal(err)
	}
	for _, q := range []Query{{}, {View: "open"}, {Search: "so"}, {Search: "so", View: "open", Source: "shopify"}} {
		seen := map[string]bool{}
		for q.Limit = 10; ; {
			rows, err := Look(ctx, s, func(r *Reader) ([]Row, error) { return r.Orders(ctx, q) })
			if err != nil {
				t.Fatal(err)
			}
			for _, row := range rows {
				if seen[row.State.ID] {
					t.Errorf("%+v lists %s twice", q, row.State.Order)
				}
				seen[row.State.ID] = true
				q.After = row.Key
			}
			if len(rows) < 10 {
				break
			}
		}
		if len(seen) != 57 {
			t.Errorf("%+v visits %d orders of 57", q, len(seen))
		}
	}
}
