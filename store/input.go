package store

import (
	"context"
	"database/sql"
	"fmt"
	"slices"

	"ordertrail/track"
)

// Derivable is one order with the facts that count about it: what its state is derived from, besides the moment and the
// rules.
type Derivable struct {
	N        int64 // its place in the log; a key to go on after
	ID       string
	Customer string // the name shown
	Events   []track.Event
}

// derivableStep is how many orders are in memory at a time.
const derivableStep = 500

// EachDerivable calls f with every order behind the key after (0: the first), in the order they were learned, a few at a
// time in memory. It ends with the first error of f, or with that of ctx.
func (r *Reader) EachDerivable(ctx context.Context, after int64, f func(Derivable) error) error {
	for {
		orders, err := all(ctx, r.q, func(r *sql.Rows) (d Derivable, err error) { return d, r.Scan(&d.N, &d.ID, &d.Customer) },
			"SELECT n, id, customer FROM orders WHERE n > $1 ORDER BY n LIMIT $2", after, derivableStep)
		if err != nil {
			return fmt.Errorf("read facts: %w", err)
		}
		if err := r.fillEvents(ctx, orders); err != nil {
			return fmt.Errorf("read facts: %w", err)
		}
		for _, d := range orders {
			if err := ctx.Err(); err != nil {
				return err
			}
			if err := f(d); err != nil {
				return err
			}
			after = d.N
		}
		if len(orders) < derivableStep {
			return nil
		}
	}
}

// EachDerivableOf calls f with some orders, by their ids, a few at a time in memory; of one that is not there, with no facts.
func (r *Reader) EachDerivableOf(ctx context.Context, ids []string, f func(Derivable) error) error {
	for few := range slices.Chunk(ids, derivableStep) {
		orders := make([]Derivable, len(few))
		for i, id := range few {
			orders[i].ID = id
		}
		if err := r.fillEvents(ctx, orders); err != nil {
			return fmt.Errorf("read facts: %w", err)
		}
		for _, d := range orders {
			if err := f(d); err != nil {
				return err
			}
		}
	}
	return nil
}

// fillEvents gives each order the facts that count about it, as they were recorded.
func (r *Reader) fillEvents(ctx context.Context, orders []Derivable) error {
	at := map[string]int{}
	ids := make([]string, len(orders))
	for i, d := range orders {
		at[d.ID], ids[i] = i, d.ID
	}
	events, err := r.events(ctx, `WHERE e.order_id <> '' AND e.live = 1 AND e.order_id IN (SELECT value FROM json_each($1))
		ORDER BY e.seq`, jsonList(ids))
	for _, e := range events {
		i := at[e.OrderID]
		orders[i].Events = append(orders[i].Events, e)
	}
	return err
}
