package store

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"ordertrail/track"
)

// filters are those of a shop's list: each value alone, and some together.
func filters() []Filter {
	var out []Filter
	for _, p := range []track.PromiseState{"", track.OnTrack, track.AtRisk, track.Late, track.NoPromise, "no such promise"} {
		out = append(out, Filter{Promise: p}, Filter{Promise: p, Carrier: "ups"})
	}
	for _, s := range []track.Share{track.None, track.Part, track.All} {
		out = append(out, Filter{Delivered: s}, Filter{HandedOver: s}, Filter{Returns: s}, Filter{Delivered: s, HandedOver: track.All})
	}
	for _, c := range []string{"ups", "fedex", "dhl", "nobody", "' OR 1=1 --"} {
		out = append(out, Filter{Carrier: c})
	}
	for _, day := range []int{1, 10, 19, 20, 28} {
		since := time.Date(2026, 5, day, 0, 0, 0, 0, time.UTC)
		out = append(out, Filter{Since: since}, Filter{Since: since, Delivered: track.None})
	}
	return out
}

// TestAFilterListsWhatItHolds pages through random shops: what SQL finds is what Holds says of each order, and as many.
func TestAFilterListsWhatItHolds(t *testing.T) {
	t.Parallel()
	s, found := open(t, Options{}), 0
	add(t, s, history(rand.New(rand.NewPCG(7, 1)), 60)...)
	for _, f := range filters() {
		for _, view := range []string{"", "all", "late", "open"} {
			t.Run(fmt.Sprintf("%+v in %q", f, view), func(t *testing.T) {
				err := s.Read(context.Background(), func(r *Reader) error {
					want := passing(t, r, view, f)
					got, n := paged(t, r, Query{View: view, Filter: f, Limit: 3})
					if !slices.Equal(got, want) || n != len(want) {
						t.Errorf("lists %v and counts %d, want %v", got, n, want)
					}
					found += len(want)
					return nil
				})
				if err != nil {
					t.Fatal(err)
				}
			})
		}
	}
	if found < 100 {
		t.Errorf("only %d orders were found: the shop says too little", found)
	}
}

func TestACountEndsAtItsLimitAndLooksAtTheList(t *testing.T) {
	t.Parallel()
	s := open(t, Options{})
	if err := importRows(s, bulk(12, 0)); err != nil {
		t.Fatal(err)
	}
	for _, row := range []struct {
		query Query
		limit int
		want  int
	}{
		{Query{}, 12, 12},
		{Query{}, 11, -1},
		{Query{Search: "customer"}, 20, 12},
		{Query{Search: "customer", View: "late"}, 20, 0}, // the list shows none of them
		{Query{Search: "customer", Filter: Filter{Delivered: track.All}}, 20, 0},
		{Query{Search: "customer", Filter: Filter{Delivered: track.None}}, 20, 12},
		{Query{Search: "---"}, 20, 0},
		{Query{Source: "ebay"}, 20, 0},
	} {
		n, err := Look(context.Background(), s, func(r *Reader) (int, error) { return r.CountOrders(context.Background(), row.query, row.limit) })
		if err != nil || n != row.want {
			t.Errorf("%+v up to %d: %d, %v, want %d", row.query, row.limit, n, err, row.want)
		}
	}
}

// passing are the orders of a view that a filter lets pass, newest first, found by looking at each of them.
func passing(t *testing.T, r *Reader, view string, f Filter) []string {
	t.Helper()
	var out []string
	rows, err := r.OrdersIn(context.Background(), view)
	if err != nil {
		t.Fatal(err)
	}
	for _, row := range rows {
		if f.Holds(row.State, row.Placed) {
			out = append(out, row.State.ID)
		}
	}
	return out
}

// paged are the orders of a query page by page, and how many it counts.
func paged(t *testing.T, r *Reader, q Query) (ids []string, n int) {
	t.Helper()
	n, err := r.CountOrders(context.Background(), q, 1000)
	for err == nil {
		var rows []Row
		if rows, err = r.Orders(context.Background(), q); len(rows) == 0 {
			break
		}
		for _, row := range rows {
			ids = append(ids, row.State.ID)
		}
		q.After = rows[len(rows)-1].Key
	}
	if err != nil {
		t.Fatal(err)
	}
	return ids, n
}
