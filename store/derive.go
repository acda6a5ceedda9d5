package store

import (
	"context"
	"database/sql"
	"fmt"
	"slices"
	"time"

	"ordertrail/store/internal/lean"
	"ordertrail/track"
)

// orderRow is one row of orders, with its state as text and decoded.
type orderRow struct {
	n        int64
	id       string
	source   string
	number   string
	placed   int64
	check    int64
	person   string
	customer string
	who      track.Customer // set when derived, not when read
	text     string
	state    track.OrderState
}

const orderColumns = `o.n, o.id, o.source, o.number, o.placed_at, o.check_at, o.person, o.customer, o.state`

func scanOrder(r *sql.Rows) (*orderRow, error) { return scanOrderAnd(r) }

// scanOrderAnd reads a row of orderColumns and whatever columns follow.
func scanOrderAnd(r *sql.Rows, more ...any) (*orderRow, error) {
	o := &orderRow{}
	into := append([]any{&o.n, &o.id, &o.source, &o.number, &o.placed, &o.check, &o.person, &o.customer, &o.text}, more...)
	if err := r.Scan(into...); err != nil {
		return nil, err
	}
	if err := lean.Unmarshal(o.text, &o.state); err != nil {
		return nil, fmt.Errorf("%w: state of order %s: %w", ErrDamaged, o.id, err)
	}
	return o, nil
}

// deriveOrders asks package track for the state of every order named and writes what changed. firsts are the facts of those among
// them of which nothing stands yet; of the others it reads what they are about and what stands.
func (tx *Tx) deriveOrders(ctx context.Context, ids []string, firsts map[string][]int64) (err error) {
	if len(ids) == 0 {
		return nil
	}
	if err := tx.dawn(ctx); err != nil {
		return err
	}
	if tx.silent == nil {
		if tx.silent, err = tx.silentTimes(ctx, tx.now, forever); err != nil {
			return err
		}
	}
	err = chunks(ids, settleStep, func(part []string) error {
		if err := ctx.Err(); err != nil {
			return err
		}
		tx.trim()
		if len(tx.words) >= wordStep {
			if err := tx.flushWords(); err != nil {
				return err
			}
		}
		return tx.derivePart(ctx, part, firsts)
	})
	if err != nil {
		return err
	}
	return tx.flushWords()
}

func (tx *Tx) derivePart(ctx context.Context, ids []string, firsts map[string][]int64) error {
	known := jsonList(slices.DeleteFunc(slices.Clone(ids), func(id string) bool { return firsts[id] != nil }))
	byOrder, err := tx.factsOf(ctx, ids, known, firsts)
	if err != nil {
		return err
	}
	before, err := tx.before(ctx, known)
	if err != nil {
		return err
	}
	d := deriver{derive: tx.s.opts.Deciders.Derive, now: tx.now, rules: tx.rules(), zone: tx.zone}
	after := make([]*orderRow, 0, len(ids))
	for _, id := range ids {
		o := d.row(id, byOrder[id])
		if tx.past != nil && tx.past.err != nil {
			return tx.past.err
		}
		if o == nil {
			continue
		}
		if err := d.write(o, before[id]); err != nil {
			return err
		}
		after = append(after, o)
	}
	if err := tx.nameCustomers(ctx, after); err != nil {
		return err
	}
	return tx.writeOrders(ids, before, after)
}

// factsOf reads the facts that orders are about, each in the order of the log; known are those that are not among firsts.
func (tx *Tx) factsOf(ctx context.Context, ids []string, known string, firsts map[string][]int64) (map[string][]*stored, error) {
	const ofOrders = "SELECT seq FROM events WHERE order_id <> '' AND order_id IN (SELECT value FROM json_each($1)) ORDER BY seq"
	seqs, err := tx.find(ctx, ofOrders, known)
	if err != nil {
		return nil, err
	}
	for _, id := range ids {
		seqs = append(seqs, firsts[id]...)
	}
	events, err := tx.load(ctx, seqs)
	if err != nil {
		return nil, err
	}
	byOrder := make(map[string][]*stored, len(ids))
	for _, e := range events {
		byOrder[e.OrderID] = append(byOrder[e.OrderID], e)
	}
	return byOrder, tx.nameFiles(ctx, events)
}

// before are the rows of orders as they stand.
func (tx *Tx) before(ctx context.Context, ids string) (map[string]*orderRow, error) {
	rows, err := all(ctx, tx.w, scanOrder,
		"SELECT "+orderColumns+" FROM orders o WHERE o.id IN (SELECT value FROM json_each($1))", ids)
	if err != nil {
		return nil, err
	}
	out := make(map[string]*orderRow, len(rows))
	for _, o := range rows {
		out[o.id] = o
	}
	return out, nil
}

// deriver makes rows of orders from their events.
type deriver struct {
	derive func(track.Input) track.OrderState
	now    time.Time
	rules  track.Rules
	zone   *time.Location
	live   []track.Event // of the order under way
	buffer []byte        // for the text of its state
}

// row is one order, but for the text of its state, from its events, which stand in the order of the log; nil when no live one
// states it.
func (d *deriver) row(id string, events []*stored) *orderRow {
	o := &orderRow{id: id}
	live := d.live[:0]
	for _, e := range events {
		if e.Kind == track.OrderStated && o.n == 0 {
			o.n = e.seq
		}
		if e.live {
			live = append(live, e.Event)
		}
	}
	d.live = live
	o.state = d.derive(track.Input{OrderID: id, Events: live, Now: d.now, Rules: d.rules})
	if o.state.Stated == "" || o.n == 0 {
		return nil
	}
	o.source, o.number, o.person = o.state.Source, o.state.Order, o.state.Person
	o.check = millis(o.state.Check)
	o.placed = placedAt(o.state, events, d.zone)
	return o
}

// write gives o the text of its state: that of the row that was there, where it is the same, as it is of nearly all.
func (d *deriver) write(o, was *orderRow) (err error) {
	if d.buffer, err = lean.Append(d.buffer[:0], &o.state); err != nil {
		return fmt.Errorf("state of order %s: %w", o.id, err)
	}
	if was != nil && was.text == string(d.buffer) {
		o.text = was.text
	} else {
		o.text = string(d.buffer)
	}
	return nil
}

// placedAt is when the order was placed, as stated, else when the statement says it was made.
func placedAt(s track.OrderState, events []*stored, zone *time.Location) int64 {
	if t, err := s.Facts.OrderedAt.At(zone); err == nil {
		return millis(t)
	}
	first := time.Time{}
	for _, e := range events {
		if e.live && e.Kind == track.OrderStated && (first.IsZero() || e.At.Before(first)) {
			first = e.At
		}
	}
	return millis(first)
}

// nameCustomers sets the name that lists show.
func (tx *Tx) nameCustomers(ctx context.Context, orders []*orderRow) error {
	var hashes []string
	for _, o := range orders {
		if _, fresh := tx.people[o.person]; o.person != "" && !fresh {
			hashes = append(hashes, o.person)
		}
	}
	people, err := tx.customers(ctx, hashes)
	if err != nil {
		return err
	}
	for _, o := range orders {
		if c, fresh := tx.people[o.person]; fresh {
			o.named(c)
		} else {
			o.named(people[o.person])
		}
	}
	return nil
}

// named sets whose order it is, and the name that lists show.
func (o *orderRow) named(c track.Customer) {
	o.who, o.customer = c, c.ShipName
	if o.customer == "" {
		o.customer = c.Name
	}
}

// customers reads people by hash; those who were erased are nobody.
func (r *Reader) customers(ctx context.Context, hashes []string) (map[string]track.Customer, error) {
	out := map[string]track.Customer{}
	if len(hashes) == 0 {
		return out, nil
	}
	rows, err := all(ctx, r.q, func(r *sql.Rows) (p [2]string, err error) { return p, r.Scan(&p[0], &p[1]) },
		"SELECT hash, customer FROM people WHERE hash IN (SELECT value FROM json_each($1))", jsonList(hashes))
	if err != nil {
		return nil, err
	}
	for _, p := range rows {
		var c track.Customer
		if err := lean.Unmarshal(p[1], &c); err != nil {
			return nil, fmt.Errorf("%w: customer %s: %w", ErrDamaged, p[0], err)
		}
		out[p[0]] = c
	}
	return out, nil
}
