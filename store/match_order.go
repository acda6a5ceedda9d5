package store

import (
	"context"
	"database/sql"
	"slices"
	"strings"

	"ordertrail/track"
)

// statedOrders are the orders that live facts state, by order key. A number that no shop states means the order that a
// person linked it to, or is not ours when a person said so.
type statedOrders struct {
	rows     map[string][]statedRow
	disowned map[string]bool
}

type statedRow struct {
	source, id string
	repeats    bool // a person said that it is another order once more
	linked     bool // a person linked the number to it, whatever shop is named
}

// statedOrders says which orders exist under the numbers that gathered events name, and what people said of the others. Of numbers
// that were followed every fact was gathered; of the others it asks.
func (tx *Tx) statedOrders(ctx context.Context, set *gathering) (*statedOrders, error) {
	keys := set.orderKeys()
	out := &statedOrders{rows: set.stated(), disowned: map[string]bool{}}
	if err := tx.askStated(ctx, slices.DeleteFunc(slices.Clone(keys), func(key string) bool { return set.orders[key] }), out); err != nil {
		return nil, err
	}
	unstated := out.unstated(keys)
	if len(unstated) == 0 {
		return out, nil
	}
	seqs, err := tx.find(ctx, sayingOf, jsonList(unstated))
	if err != nil || len(seqs) == 0 {
		return out, err
	}
	said, err := tx.load(ctx, seqs)
	if err != nil {
		return nil, err
	}
	for _, e := range said {
		stated, err := one(ctx, tx.w, scanInt, "SELECT count(*) FROM events WHERE order_id = $1 AND kind = 'order_stated' AND live = 1", linkedOrder(e.Event))
		if err != nil {
			return nil, err
		}
		if e.live {
			out.hear(e.Event, stated > 0)
		}
	}
	return out, nil
}

// askStated adds the orders that exist under the given keys.
func (tx *Tx) askStated(ctx context.Context, keys []string, out *statedOrders) error {
	if len(keys) == 0 {
		return nil
	}
	type row struct {
		key    string
		stated statedRow
	}
	rows, err := all(ctx, tx.w, func(r *sql.Rows) (o row, err error) {
		return o, r.Scan(&o.key, &o.stated.source, &o.stated.id, &o.stated.repeats)
	}, `SELECT order_key, coalesce(nullif(facts ->> '$.order.source', ''), source) AS shop, order_id, EXISTS (
			SELECT 1 FROM events d WHERE d.order_key <> '' AND d.order_key = e.order_key AND d.kind = 'duplicate' AND d.live = 1
			AND d.facts ->> '$.order.source' = coalesce(nullif(e.facts ->> '$.order.source', ''), e.source))
		FROM events e
		WHERE order_key <> '' AND order_key IN (SELECT value FROM json_each($1)) AND kind = 'order_stated' AND live = 1
		GROUP BY order_key, shop, order_id ORDER BY 1, 3`, jsonList(keys))
	if err != nil {
		return err
	}
	for _, r := range rows {
		out.rows[r.key] = append(out.rows[r.key], r.stated)
	}
	return nil
}

// stated are the orders that exist under the numbers that were followed, as askStated would find them.
func (g *gathering) stated() map[string][]statedRow {
	rows := map[string][]statedRow{}
	repeated := map[track.OrderRef]bool{}
	for _, s := range g.events {
		key := s.Order.Key()
		switch {
		case !s.live || !g.orders[key]:
		case s.Kind == track.OrderRepeated:
			repeated[track.OrderRef{Source: s.Order.Source, Number: key}] = true
		case s.Kind == track.OrderStated:
			if row := (statedRow{source: orderSource(s.Event), id: s.OrderID}); !slices.Contains(rows[key], row) {
				rows[key] = append(rows[key], row)
			}
		}
	}
	for key, list := range rows {
		for i := range list {
			list[i].repeats = repeated[track.OrderRef{Source: list[i].source, Number: key}]
		}
		slices.SortFunc(list, func(a, b statedRow) int { return strings.Compare(a.id, b.id) })
	}
	return rows
}

// sayingOf finds what people said of order numbers, by their keys.
const sayingOf = `SELECT e.seq FROM parcel_keys k JOIN events e ON e.seq = k.event_seq
	WHERE k.key IN (SELECT value FROM json_each($1)) AND e.kind IN ('linked', 'disowned') ORDER BY 1`

// sayingKeys are the keys under which what people said of order numbers is found.
func sayingKeys(keys []string) []string {
	out := make([]string, 0, 2*len(keys))
	for _, key := range keys {
		out = append(out, track.AliasKey(key), track.NumberKey(key))
	}
	return out
}

// unstated are the keys of what people said of those numbers that no shop states.
func (o *statedOrders) unstated(keys []string) []string {
	var list []string
	for _, key := range keys {
		if len(o.rows[key]) == 0 {
			list = append(list, key)
		}
	}
	return sayingKeys(list)
}

// linkedOrder is the order that a link means.
func linkedOrder(e track.Event) string { return track.OrderIDOf(e.Order.Source, e.Order.Number) }

// hear takes in what a person said of a number that no shop states; stated is whether the order of a link is.
func (o *statedOrders) hear(e track.Event, stated bool) {
	switch key := track.OrderKey(e.Code); {
	case e.Kind == track.Disowned && e.Parcel.IsZero():
		o.disowned[e.Order.Key()] = true
	case e.Kind == track.Linked && key != "" && stated:
		o.rows[key] = append(o.rows[key], statedRow{id: linkedOrder(e), linked: true})
	}
}

// candidates are the ids of the orders ref may mean. Who names no shop does not mean an order that repeats another of that
// number.
func (o *statedOrders) candidates(ref track.OrderRef) []string {
	var ids, repeats []string
	for _, r := range o.rows[ref.Key()] {
		switch {
		case ref.Source != "" && ref.Source != r.source && !r.linked:
		case r.repeats && ref.Source == "":
			repeats = append(repeats, r.id)
		default:
			ids = append(ids, r.id)
		}
	}
	if len(ids) == 0 {
		return repeats
	}
	return ids
}

// only is the one order that e itself names; not sure when it names none, several, or one that nobody stated. A
// statement names its own order, also when it no longer counts.
func (o *statedOrders) only(e track.Event) (string, bool) {
	if id := statedOrder(e); id != "" {
		return id, true
	}
	if e.Order.Number == "" {
		return "", false
	}
	if ids := o.candidates(e.Order); len(ids) == 1 {
		return ids[0], true
	}
	return "", false
}
