package store

import (
	"context"
	"database/sql"
	"fmt"

	"ordertrail/track"
)

// Order is one order with everything known about it.
type Order struct {
	N        int64 // its place in the log; a key for paging
	State    track.OrderState
	Customer track.Customer
	Events   []Sighted // in the order they were recorded, retracted ones too
}

// Sighted is an event, whether it counts, and where it was stated.
type Sighted struct {
	track.Event
	Seq       int64
	Live      bool
	Retracted string // id of the retraction that takes it back, "" when none counts
	Seen      []Sighting
	Raw       string // the raw text, "" when none was kept or it was erased
}

// Sighting is one place where an event was stated; run 0 is an act or a notice read alone.
type Sighting struct {
	Run   int64
	File  string
	Sheet string
	Row   int
	AsOf  track.Stamp
}

// Order reads one order by its id; ErrNotFound when nobody stated it.
func (r *Reader) Order(ctx context.Context, id string) (Order, error) {
	row, err := one(ctx, r.q, scanOrder, "SELECT "+orderColumns+" FROM orders o WHERE o.id = $1", id)
	if err != nil {
		return Order{}, fmt.Errorf("order %s: %w", id, err)
	}
	people, err := r.customers(ctx, []string{row.person})
	if err != nil {
		return Order{}, fmt.Errorf("order %s: %w", id, err)
	}
	events, err := r.EventsOf(ctx, id)
	return Order{N: row.n, State: row.state, Customer: people[row.person], Events: events}, err
}

// EventsOf are the events of one order in the order they were recorded, retracted ones too.
func (r *Reader) EventsOf(ctx context.Context, orderID string) ([]Sighted, error) {
	events, err := all(ctx, r.q, scanStored(r.zone),
		"SELECT "+storedColumns+" FROM events e WHERE e.order_id = $1 AND e.order_id <> '' ORDER BY e.seq", orderID)
	if err != nil {
		return nil, fmt.Errorf("events of order %s: %w", orderID, err)
	}
	if err := r.nameFiles(ctx, events); err != nil {
		return nil, err
	}
	return r.sighted(ctx, events, forever)
}

// LiveEvents are the facts that count about one order, ready for track.Derive and for an act to be checked against.
func (r *Reader) LiveEvents(ctx context.Context, orderID string) ([]track.Event, error) {
	events, err := all(ctx, r.q, scanStored(r.zone),
		"SELECT "+storedColumns+" FROM events e WHERE e.order_id = $1 AND e.order_id <> '' AND e.live = 1 ORDER BY e.seq", orderID)
	if err != nil {
		return nil, fmt.Errorf("events of order %s: %w", orderID, err)
	}
	if err := r.nameFiles(ctx, events); err != nil {
		return nil, err
	}
	out := make([]track.Event, len(events))
	for i, e := range events {
		out[i] = e.Event
	}
	return out, nil
}

// forever is after every moment that can be recorded.
const forever = int64(1) << 48

// sighted adds where events were stated until a moment, what takes them back now, and their raw texts.
func (r *Reader) sighted(ctx context.Context, events []*stored, until int64) ([]Sighted, error) {
	out := make([]Sighted, len(events))
	at := map[int64]int{}
	byID := map[string]int{}
	seqs := make([]int64, len(events))
	for i, e := range events {
		out[i] = Sighted{Event: e.Event, Seq: e.seq, Live: e.live}
		at[e.seq], byID[e.ID], seqs[i] = i, i, e.seq
	}
	list := jsonList(seqs)
	type seen struct {
		seq int64
		Sighting
	}
	rows, err := all(ctx, r.q, func(r *sql.Rows) (s seen, err error) {
		return s, r.Scan(&s.seq, &s.Run, &s.File, &s.Sheet, &s.Row, &s.AsOf)
	}, `SELECT s.event_seq, s.run, coalesce(r.file, ''), s.sheet, s.row, s.as_of FROM sightings s LEFT JOIN runs r ON r.id = s.run
		WHERE s.event_seq IN (SELECT value FROM json_each($1)) AND s.recorded_at <= $2 ORDER BY s.event_seq, s.run, s.row`, list, until)
	if err != nil {
		return nil, fmt.Errorf("sightings: %w", err)
	}
	for _, s := range rows {
		out[at[s.seq]].Seen = append(out[at[s.seq]].Seen, s.Sighting)
	}
	err = r.pairs(ctx, `SELECT e.id, r.id FROM events e JOIN events r ON r.retracts = e.id WHERE r.retracts <> ''
		AND r.kind = 'retraction' AND r.live = 1 AND e.seq IN (SELECT value FROM json_each($1))`, list,
		func(id, by string) { out[byID[id]].Retracted = by })
	if err != nil {
		return nil, fmt.Errorf("retractions: %w", err)
	}
	err = r.pairs(ctx, `SELECT e.id, w.text FROM events e JOIN raws w ON w.hash = e.facts ->> '$.raw'
		WHERE e.seq IN (SELECT value FROM json_each($1))`, list, func(id, text string) { out[byID[id]].Raw = text })
	if err != nil {
		return nil, fmt.Errorf("raw texts: %w", err)
	}
	err = r.pairs(ctx, `SELECT e.id, w.text FROM events e JOIN raws w ON w.hash = e.facts ->> '$.text_hash'
		WHERE e.seq IN (SELECT value FROM json_each($1))`, list, func(id, text string) { out[byID[id]].Text = text })
	if err != nil {
		return nil, fmt.Errorf("carriers' words: %w", err)
	}
	return out, nil
}

// Texts are the texts that lie beside the facts under these hashes; one that was erased is "".
func (r *Reader) Texts(ctx context.Context, hashes []string) (map[string]string, error) {
	out := map[string]string{}
	err := r.pairs(ctx, "SELECT hash, text FROM raws WHERE hash IN (SELECT value FROM json_each($1))", jsonList(hashes),
		func(hash, text string) { out[hash] = text })
	if err != nil {
		return nil, fmt.Errorf("texts: %w", err)
	}
	return out, nil
}

// pairs calls f with the two texts of each row.
func (r *Reader) pairs(ctx context.Context, query, list string, f func(a, b string)) error {
	rows, err := all(ctx, r.q, func(r *sql.Rows) (p [2]string, err error) { return p, r.Scan(&p[0], &p[1]) }, query, list)
	for _, p := range rows {
		f(p[0], p[1])
	}
	return err
}

// OrdersByNumber are the states of the orders that a number may mean, of one source or, with "", of any.
func (r *Reader) OrdersByNumber(ctx context.Context, number, source string) ([]track.OrderState, error) {
	rows, err := all(ctx, r.q, scanOrder, "SELECT "+orderColumns+` FROM orders o
		WHERE o.key = $1 AND ($2 = '' OR o.source = $2) ORDER BY o.source, o.id`, track.OrderKey(number), source)
	if err != nil {
		return nil, fmt.Errorf("order number %q: %w", number, err)
	}
	out := make([]track.OrderState, len(rows))
	for i, o := range rows {
		out[i] = o.state
	}
	return out, nil
}

// States reads the states of the orders with these ids; ids that nobody stated are left out.
func (r *Reader) States(ctx context.Context, ids []string) (map[string]track.OrderState, error) {
	rows, err := all(ctx, r.q, scanOrder,
		"SELECT "+orderColumns+" FROM orders o WHERE o.id IN (SELECT value FROM json_each($1))", jsonList(ids))
	if err != nil {
		return nil, fmt.Errorf("states: %w", err)
	}
	out := make(map[string]track.OrderState, len(rows))
	for _, o := range rows {
		out[o.id] = o.state
	}
	return out, nil
}

// Neighbours are the ids of the orders above and below one in a view, "" at the ends.
func (r *Reader) Neighbours(ctx context.Context, id, view string) (above, below string, err error) {
	o, err := one(ctx, r.q, scanOrder, "SELECT "+orderColumns+" FROM orders o WHERE o.id = $1", id)
	if err != nil {
		return "", "", fmt.Errorf("order %s: %w", id, err)
	}
	if view == "all" {
		view = ""
	}
	const (
		up = `SELECT id FROM orders WHERE (placed_at, n) > ($1, $2) AND $3 = '' ORDER BY placed_at, n LIMIT 1`
		dn = `SELECT id FROM orders WHERE (placed_at, n) < ($1, $2) AND $3 = '' ORDER BY placed_at DESC, n DESC LIMIT 1`
		vu = `SELECT o.id FROM order_views v CROSS JOIN orders o ON o.n = v.n WHERE v.view = $3 AND (v.placed_at, v.n) > ($1, $2)
			ORDER BY v.placed_at, v.n LIMIT 1`
		vd = `SELECT o.id FROM order_views v CROSS JOIN orders o ON o.n = v.n WHERE v.view = $3 AND (v.placed_at, v.n) < ($1, $2)
			ORDER BY v.placed_at DESC, v.n DESC LIMIT 1`
	)
	questions := [2]string{up, dn}
	if view != "" {
		questions = [2]string{vu, vd}
	}
	var found [2]string
	for i, q := range questions {
		ids, err := all(ctx, r.q, scanText, q, o.placed, o.n, view)
		if err != nil {
			return "", "", fmt.Errorf("neighbours of %s: %w", id, err)
		}
		if len(ids) > 0 {
			found[i] = ids[0]
		}
	}
	return found[0], found[1], nil
}

// Counts are the counters: "view/<view>" orders, "parcel/<phase>/<carrier>" parcels (see ParcelsCounted), "task/<owner>",
// "waiting/<owner>" and "suppressed/<owner>" tasks, and "unmatched" facts. A counter of nothing is left out.
func (r *Reader) Counts(ctx context.Context) (map[string]int, error) {
	type count struct {
		name string
		n    int
	}
	rows, err := all(ctx, r.q, func(r *sql.Rows) (c count, err error) { return c, r.Scan(&c.name, &c.n) }, "SELECT name, n FROM counters")
	if err != nil {
		return nil, fmt.Errorf("counters: %w", err)
	}
	out := make(map[string]int, len(rows))
	for _, c := range rows {
		out[c.name] = c.n
	}
	return out, nil
}

// EachState calls f with every order's state, in the order they were learned, and a few at a time in memory.
func (r *Reader) EachState(ctx context.Context, f func(track.OrderState) error) error {
	for after := int64(0); ; {
		rows, err := all(ctx, r.q, scanOrder, "SELECT "+orderColumns+" FROM orders o WHERE o.n > $1 ORDER BY o.n LIMIT 500", after)
		if err != nil {
			return fmt.Errorf("read states: %w", err)
		}
		for _, o := range rows {
			if err := f(o.state); err != nil {
				return err
			}
			after = o.n
		}
		if len(rows) < 500 {
			return nil
		}
	}
}
