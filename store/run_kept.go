package store

import (
	"context"
	"database/sql"
	"fmt"
	"slices"

	"ordertrail/track"
)

// Kept is what still counts of an order after an import that touched it was taken back.
type Kept struct {
	OrderID string // "" when the order is known no more
	Order   string
	Runs    []int64 // other imports that state facts of it
	Acts    int     // what people and stations recorded about it
	Mails   int     // facts that came by no import and no act of ours
}

// KeptOf lists the orders that a run touched and of which something counts, by their numbers: at most limit.
func (r *Reader) KeptOf(ctx context.Context, run int64, limit int) ([]Kept, error) {
	type row struct {
		key, id, number string
		kind            track.Kind
		run             int64
		n               int
	}
	rows, err := all(ctx, r.q, func(r *sql.Rows) (x row, err error) {
		return x, r.Scan(&x.key, &x.id, &x.number, &x.kind, &x.run, &x.n)
	}, `WITH touched AS (SELECT DISTINCT e.order_key AS key FROM sightings s JOIN events e ON e.seq = s.event_seq
		WHERE s.run = $1 AND e.order_key <> ''),
	kept AS (SELECT key FROM touched t WHERE EXISTS (SELECT 1 FROM events e WHERE e.order_key = t.key AND e.order_key <> '' AND e.live = 1)
		ORDER BY key LIMIT $2)
	SELECT k.key, max(e.order_id), max(e.facts ->> '$.order.number'), e.kind, e.run, count(*)
	FROM kept k JOIN events e ON e.order_key = k.key AND e.order_key <> '' WHERE e.live = 1
	GROUP BY k.key, e.kind, e.run ORDER BY k.key, e.run, e.kind`, run, limit)
	if err != nil {
		return nil, fmt.Errorf("what %s leaves: %w", Run{Number: run}.ID(), err)
	}
	var out []Kept
	last := ""
	for _, x := range rows {
		if x.key != last {
			out, last = append(out, Kept{Order: x.number}), x.key
		}
		k := &out[len(out)-1]
		k.OrderID = or(k.OrderID, x.id)
		switch {
		case x.kind.IsAct():
			k.Acts += x.n
		case x.run == 0:
			k.Mails += x.n
		case !slices.Contains(k.Runs, x.run):
			k.Runs = append(k.Runs, x.run)
		}
	}
	return out, nil
}
