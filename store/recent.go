package store

import (
	"context"
	"fmt"
	"slices"

	"ordertrail/track"
)

// lastDay is the last day on which anything is promised of an order, happened to its parcels or was decided about its returns, as
// stated; "" when none is so.
func lastDay(s *track.OrderState) track.Date {
	last := max(s.Promise.Original, s.Promise.Latest, s.Promise.Requested, s.Times.HandedOver.Date(), s.Times.Delivered.Date())
	for i := range s.Parcels {
		t := &s.Parcels[i].Times
		last = max(last, t.HandedOver.Date(), t.Possession.Date(), t.Collection.Date(), t.Delivered.Date(), t.Last.Date())
	}
	for i := range s.Returns {
		last = max(last, s.Returns[i].Decided.Date())
	}
	return last
}

// EachRecent calls f with the state of every order of which anything is promised or happened on a day or later, or of which a
// parcel is not at its end, in no order of meaning and a few at a time in memory. It costs what these cost, not what all do.
func (r *Reader) EachRecent(ctx context.Context, since track.Date, f func(track.OrderState) error) error {
	// A day is kept as it was stated; in the shop's own zone it may be the one before or after.
	ids, err := all(ctx, r.q, scanText, "SELECT id FROM orders INDEXED BY orders_last WHERE last_on >= $1", string(since.AddDays(-1)))
	if err == nil {
		var more []string
		more, err = all(ctx, r.q, scanText, "SELECT order_id FROM parcels INDEXED BY parcels_phase WHERE phase IN (SELECT value FROM json_each($1))", jsonList(phasesUnderWay()))
		ids = append(ids, more...)
	}
	slices.Sort(ids)
	ids = slices.Compact(ids)
	if err != nil {
		return fmt.Errorf("recent orders: %w", err)
	}
	return r.eachOf(ctx, ids, f)
}

// EachRecentIn calls f with the state of every order of a view of which anything was promised, happened or was decided on a day or
// later, in no order of meaning and a few at a time in memory.
func (r *Reader) EachRecentIn(ctx context.Context, view string, since track.Date, f func(track.OrderState) error) error {
	ids, err := all(ctx, r.q, scanText, `SELECT id FROM orders INDEXED BY orders_last WHERE last_on >= $1 AND n IN (SELECT n FROM order_views WHERE view = $2)`,
		string(since.AddDays(-1)), view)
	if err != nil {
		return fmt.Errorf("recent orders of %s: %w", view, err)
	}
	return r.eachOf(ctx, ids, f)
}

// eachOf calls f with the states of the orders with these ids.
func (r *Reader) eachOf(ctx context.Context, ids []string, f func(track.OrderState) error) error {
	return chunks(ids, settleStep, func(part []string) error {
		rows, err := all(ctx, r.q, scanOrder, "SELECT "+orderColumns+" FROM orders o WHERE o.id IN (SELECT value FROM json_each($1)) ORDER BY o.n", jsonList(part))
		if err != nil {
			return fmt.Errorf("read states: %w", err)
		}
		for _, o := range rows {
			if err := f(o.state); err != nil {
				return err
			}
		}
		return nil
	})
}

// phasesUnderWay are the phases in which something more is awaited of a parcel.
func phasesUnderWay() []track.Phase {
	under := []track.Phase{""}
	for _, p := range track.Phases() {
		if !p.IsFinal() && p != track.Voided {
			under = append(under, p)
		}
	}
	return under
}
