package store

import (
	"context"
	"database/sql"
	"fmt"

	"ordertrail/track"
)

// ParcelPlace is a parcel that a number may mean, and its order; OrderID is "" while the parcel is unmatched.
type ParcelPlace struct {
	ParcelID string
	OrderID  string
	Carrier  string // as the newest fact names it
}

// ParcelsByKey are the parcels that live facts know under a key of track.GroupKeys ("n:P…", "t:1Z…").
func (r *Reader) ParcelsByKey(ctx context.Context, key string) ([]ParcelPlace, error) {
	list, err := all(ctx, r.q, func(r *sql.Rows) (p ParcelPlace, err error) {
		return p, r.Scan(&p.ParcelID, &p.OrderID, &p.Carrier)
	}, `SELECT e.parcel_id, e.order_id, max(coalesce(e.facts ->> '$.parcel.carrier', '')) FROM parcel_keys k
		JOIN events e ON e.seq = k.event_seq WHERE k.key = $1 AND e.live = 1 AND e.parcel_id <> ''
		GROUP BY e.parcel_id, e.order_id ORDER BY e.parcel_id, e.order_id`, key)
	if err != nil {
		return nil, fmt.Errorf("parcel %s: %w", key, err)
	}
	return list, nil
}

// ParcelsByID are the places of one parcel: one, unless facts disagree about its order.
func (r *Reader) ParcelsByID(ctx context.Context, id string) ([]ParcelPlace, error) {
	list, err := all(ctx, r.q, func(r *sql.Rows) (p ParcelPlace, err error) {
		return p, r.Scan(&p.ParcelID, &p.OrderID, &p.Carrier)
	}, "SELECT id, order_id, carrier FROM parcels WHERE id = $1 ORDER BY order_id", id)
	if err != nil {
		return nil, fmt.Errorf("parcel %s: %w", id, err)
	}
	return list, nil
}

// ParcelsIn are the parcels in a phase, of one carrier or, with "", of any.
func (r *Reader) ParcelsIn(ctx context.Context, phase track.Phase, carrier string) ([]ParcelPlace, error) {
	list, err := all(ctx, r.q, func(r *sql.Rows) (p ParcelPlace, err error) {
		return p, r.Scan(&p.ParcelID, &p.OrderID, &p.Carrier)
	}, "SELECT id, order_id, carrier FROM parcels WHERE phase = $1 AND ($2 = '' OR carrier = $2) ORDER BY carrier, id", string(phase), carrier)
	if err != nil {
		return nil, fmt.Errorf("parcels %s: %w", phase, err)
	}
	return list, nil
}

// ReturnOrder is the order of a return number, also of one that was matched to another return; ErrNotFound when there is no
// such return, or nobody knows its order.
func (r *Reader) ReturnOrder(ctx context.Context, number string) (orderID string, err error) {
	return one(ctx, r.q, scanText, `SELECT order_id FROM returns WHERE id = $1
		UNION SELECT order_id FROM events WHERE return_id = $1 AND return_id <> '' AND order_id <> '' AND live = 1 AND kind LIKE 'return\_%' ESCAPE '\'
		ORDER BY order_id LIMIT 1`, number)
}

// ReturnRow is one return with the order it is of.
type ReturnRow struct {
	Return   string
	State    track.OrderState
	Customer string
}

// Returns lists the returns that are in one of the phases, those of the newest orders first, at most limit; 0 means all.
func (r *Reader) Returns(ctx context.Context, phases []string, limit int) ([]ReturnRow, error) {
	list, err := all(ctx, r.q, func(rows *sql.Rows) (x ReturnRow, err error) {
		o, err := scanOrderAnd(rows, &x.Return)
		if err == nil {
			x.State, x.Customer = o.state, o.customer
		}
		return x, err
	}, "SELECT "+orderColumns+`, r.id FROM returns r JOIN orders o ON o.id = r.order_id
		WHERE r.phase IN (SELECT value FROM json_each($1)) ORDER BY o.placed_at DESC, r.id LIMIT $2`, jsonList(phases), or(limit, -1))
	if err != nil {
		return nil, fmt.Errorf("returns: %w", err)
	}
	return list, nil
}

// ReturnCounts is how many returns are in each of the phases.
func (r *Reader) ReturnCounts(ctx context.Context, phases []string) (map[string]int, error) {
	type count struct {
		phase string
		n     int
	}
	list, err := all(ctx, r.q, func(rows *sql.Rows) (c count, err error) { return c, rows.Scan(&c.phase, &c.n) },
		"SELECT phase, count(*) FROM returns WHERE phase IN (SELECT value FROM json_each($1)) GROUP BY phase", jsonList(phases))
	out := make(map[string]int, len(list))
	for _, c := range list {
		out[c.phase] = c.n
	}
	return out, err
}

// LooseReturnFacts are the live facts about returned goods of which nobody knows the order.
func (r *Reader) LooseReturnFacts(ctx context.Context) ([]track.Event, error) {
	return r.events(ctx, "JOIN unmatched u ON u.event_seq = e.seq WHERE e.return_id <> '' ORDER BY e.seq")
}

// Unmatched are live facts that belong to no order yet, newest first, at most limit.
func (r *Reader) Unmatched(ctx context.Context, limit int) ([]track.Event, error) {
	return r.events(ctx, "JOIN unmatched u ON u.event_seq = e.seq ORDER BY e.seq DESC LIMIT $1", limit)
}

// UnmatchedCount is how many live facts belong to no order yet.
func (r *Reader) UnmatchedCount(ctx context.Context) (int, error) {
	n, err := one(ctx, r.q, scanInt, "SELECT count(*) FROM unmatched")
	return int(n), err
}

// Unmapped are live carrier events whose words nobody has mapped yet, in the order they were recorded.
func (r *Reader) Unmapped(ctx context.Context) ([]track.Event, error) {
	return r.events(ctx, "WHERE e.phase = 'unmapped' AND e.live = 1 ORDER BY e.seq")
}

// UnmappedKinds are the different codes and words among Unmapped, one event of each with nothing else in it.
func (r *Reader) UnmappedKinds(ctx context.Context) ([]track.Event, error) {
	list, err := all(ctx, r.q, func(row *sql.Rows) (track.Event, error) {
		e := track.Event{Kind: track.CarrierEvent, Phase: track.Unmapped}
		return e, row.Scan(&e.Parcel.Carrier, &e.CodeType, &e.Code, &e.Text)
	}, `SELECT DISTINCT coalesce(facts ->> '$.parcel.carrier', ''), coalesce(facts ->> '$.code_type', ''), coalesce(facts ->> '$.code', ''),
		coalesce(facts ->> '$.text', '') FROM events WHERE phase = 'unmapped' AND live = 1`)
	if err != nil {
		return nil, fmt.Errorf("unmapped kinds: %w", err)
	}
	return list, nil
}

// EventCount is how many facts the log holds.
func (r *Reader) EventCount(ctx context.Context) (int, error) {
	n, err := one(ctx, r.q, scanInt, "SELECT coalesce(max(seq), 0) FROM events")
	return int(n), err
}

func (r *Reader) events(ctx context.Context, where string, args ...any) ([]track.Event, error) {
	rows, err := all(ctx, r.q, scanStored(r.zone), "SELECT "+storedColumns+" FROM events e "+where, args...)
	if err != nil {
		return nil, fmt.Errorf("events: %w", err)
	}
	if err := r.nameFiles(ctx, rows); err != nil {
		return nil, err
	}
	out := make([]track.Event, len(rows))
	for i, e := range rows {
		out[i] = e.Event
	}
	return out, nil
}
