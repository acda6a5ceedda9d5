package store

import (
	"context"
	"fmt"
	"testing"
	"time"

	"ordertrail/track"
)

// estimated is until when customers are told that the parcel of order 1001 comes.
func estimated(t *testing.T, s *Store) track.Date {
	t.Helper()
	return order(t, s, "1001").State.Parcels[0].Estimated.To
}

// TestALabelsDayThatGoesToAndFroStays takes in a label file every morning that names one of two days in turn, in the order in which
// they were written or not, and takes one back.
func TestALabelsDayThatGoesToAndFroStays(t *testing.T) {
	t.Parallel()
	ctx := context.Background()
	first := time.Date(2026, 5, 4, 8, 0, 0, 0, time.UTC)
	label := func(day int) Recorded {
		named := [2]track.Date{"2026-06-25", "2026-06-27"}[day%2]
		return Recorded{Event: track.Event{
			Kind: track.ParcelStated, Order: track.OrderRef{Number: "1001"}, Parcel: track.ParcelRef{Carrier: "ups", Tracking: "1ZA"}, Occurred: "2026-05-03T09:00:00Z",
			Source: track.Source{ID: "labels", Kind: track.SourceLabel}, ParcelFacts: &track.ParcelFacts{EstimatedOn: named},
		}, AsOf: track.StampOf(first.AddDate(0, 0, day).Add(-time.Hour))}
	}
	shop := func(days ...int) (*Store, *clock) {
		c := &clock{first.Add(-time.Hour)}
		s := open(t, Options{Now: c.now})
		add(t, s, Recorded{Event: statedFact("1001", 1)}, Recorded{Event: carrierFact("1001", "1ZA", track.Moving, "2026-05-03T20:00:00Z")})
		for n, day := range days {
			c.at = first.AddDate(0, 0, max(n, day))
			fact := label(day)
			fact.Run = addRun(t, s, Run{File: fmt.Sprint(day, ".csv"), Source: "labels", Kind: "label"})
			add(t, s, fact)
		}
		c.at = first.AddDate(0, 0, 5)
		sweep(t, s)
		return s, c
	}
	for _, days := range [][]int{{0, 1, 2, 3}, {3, 1, 0, 2}, {1, 0, 3, 2, 1}} {
		s, _ := shop(days...)
		if got := estimated(t, s); got != "2026-06-25" {
			t.Errorf("files of the days %v: customers are told %s", days, got)
		}
		whole(t, s)
		for day := range 5 { // what is told of a past moment is what was told then
			at := first.AddDate(0, 0, day).Add(30 * time.Minute)
			then, err := Look(ctx, s, func(r *Reader) (Order, error) {
				return r.At(at, track.DefaultRules(time.UTC)).Order(ctx, track.OrderIDOf("shopify", "1001"))
			})
			if days[0] == 0 && (err != nil || then.State.Parcels[0].Estimated.To != "2026-06-25") {
				t.Errorf("on day %d customers were told %s (%v)", day, then.State.Parcels[0].Estimated.To, err)
			}
		}
	}
	s, c := shop(0, 1, 2, 3, 4)
	update(t, s, func(tx *Tx) error { return tx.UndoRun(ctx, 3, "anna") }) // of what took the second day back first
	c.at = c.at.Add(time.Hour)
	sweep(t, s)
	if got := estimated(t, s); got != "2026-06-27" {
		t.Errorf("without the file between them two files name the second day running; customers are told %s", got)
	}
	whole(t, s)
}
