package store

import (
	"context"
	"database/sql"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"ordertrail/track"
)

// kinship says which events of the whole log hang together and must be matched together: what a gathering finds for a few,
// for all at once and without reading them. It takes twelve bytes an event.
type kinship struct {
	elder []uint32 // by the place of an event: an older one of its family, or itself for the eldest
}

// eldest is the oldest event of a family.
func (k *kinship) eldest(seq uint32) uint32 {
	for k.elder[seq] != seq {
		k.elder[seq] = k.elder[k.elder[seq]]
		seq = k.elder[seq]
	}
	return seq
}

func (k *kinship) join(a, b uint32) {
	a, b = k.eldest(a), k.eldest(b)
	k.elder[max(a, b)] = min(a, b)
}

// joinList joins the events of a list like "3,17,20" to one family.
func (k *kinship) joinList(list string) error {
	first := uint32(0)
	for len(list) > 0 {
		word, rest, _ := strings.Cut(list, ",")
		n, err := strconv.ParseUint(word, 10, 32)
		if err != nil || n >= uint64(len(k.elder)) {
			return fmt.Errorf("%w: %q is no place in the log", ErrDamaged, word)
		}
		if first == 0 {
			first = uint32(n)
		}
		k.join(first, uint32(n))
		list = rest
	}
	return nil
}

// each calls f with the places of whole families, the family with the oldest event first, and at least step places at a time
// where there are so many. The places are in order; f may keep them.
func (k *kinship) each(step int, f func([]int64) error) error {
	younger, youngest := make([]uint32, len(k.elder)), make([]uint32, len(k.elder))
	for seq := uint32(1); int(seq) < len(k.elder); seq++ {
		e := k.eldest(seq)
		if e != seq {
			younger[youngest[e]] = seq
		}
		youngest[e] = seq
	}
	var part []int64
	for seq := uint32(1); int(seq) < len(k.elder); seq++ {
		if k.elder[seq] != seq {
			continue
		}
		for member := seq; member != 0; member = younger[member] {
			part = append(part, int64(member))
		}
		if len(part) >= step {
			slices.Sort(part)
			if err := f(part); err != nil {
				return err
			}
			part = nil
		}
	}
	if len(part) == 0 {
		return nil
	}
	slices.Sort(part)
	return f(part)
}

const (
	keysOfAll    = "SELECT key, group_concat(event_seq) FROM parcel_keys GROUP BY key"
	ordersOfAll  = "SELECT order_key, group_concat(seq), count(*) FROM events WHERE order_key <> '' GROUP BY order_key"
	returnsOfAll = "SELECT return_id, group_concat(seq) FROM events WHERE return_id <> '' GROUP BY return_id HAVING count(*) > 1"
	takenBack    = "SELECT '', e.seq || ',' || r.seq FROM events r JOIN events e ON e.id = r.retracts WHERE r.retracts <> ''"
	statedAtAll  = "SELECT count(*) FROM (SELECT 1 FROM events WHERE order_key = $1 AND order_key <> '' AND kind IN ('order_stated', 'duplicate') LIMIT 1)"
)

// kinship reads which events hang together: by the parcel keys as they stand, by order numbers, returns, and what is taken
// back. heard is called with each parcel key and the places of its events.
func (tx *Tx) kinship(ctx context.Context, last int64, heard func(key, places string)) (*kinship, error) {
	k := &kinship{elder: make([]uint32, last+1)}
	for i := range k.elder {
		k.elder[i] = uint32(i)
	}
	err := tx.eachPair(ctx, keysOfAll, func(key, places string) error {
		heard(key, places)
		return k.joinList(places)
	})
	for _, question := range []string{returnsOfAll, takenBack} {
		if err == nil {
			err = tx.eachPair(ctx, question, func(_, places string) error { return k.joinList(places) })
		}
	}
	if err == nil {
		err = tx.joinOrders(ctx, k)
	}
	return k, err
}

func (tx *Tx) eachPair(ctx context.Context, question string, f func(a, b string) error) error {
	rows, err := tx.w.query(ctx, question)
	if err != nil {
		return err
	}
	_, err = collect(rows, func(r *sql.Rows) (none struct{}, err error) {
		var a, b string
		if err = r.Scan(&a, &b); err == nil {
			err = f(a, b)
		}
		return none, err
	})
	return err
}

// wordOfMouth is how many facts may name an order that nobody states before it is looked up whether anybody does: what a
// carrier prints on every label joins nothing.
const wordOfMouth = 50

// naming is an order number, and the places of the facts that name it.
type naming struct {
	key, places string
	n           int
}

// joinOrders joins what names the same order number, and what people said of numbers with what names them.
func (tx *Tx) joinOrders(ctx context.Context, k *kinship) error {
	said, err := tx.sayings(ctx)
	if err != nil {
		return err
	}
	many, err := tx.joinFew(ctx, k, said)
	if err != nil {
		return err
	}
	for _, o := range many {
		stated, err := one(ctx, tx.w, scanInt, statedAtAll, o.key)
		if err != nil {
			return err
		}
		if stated > 0 {
			if err := k.joinList(o.places); err != nil {
				return err
			}
		}
	}
	return nil
}

// joinFew joins the numbers that people said something of or that few facts name, and returns the others.
func (tx *Tx) joinFew(ctx context.Context, k *kinship, said map[string][]int64) (many []naming, err error) {
	rows, err := tx.w.query(ctx, ordersOfAll)
	if err != nil {
		return nil, err
	}
	_, err = collect(rows, func(r *sql.Rows) (none struct{}, err error) {
		var o naming
		if err := r.Scan(&o.key, &o.places, &o.n); err != nil {
			return none, err
		}
		switch by, spoken := said[o.key]; {
		case spoken:
			for _, seq := range by {
				o.places += "," + strconv.FormatInt(seq, 10)
			}
			return none, k.joinList(o.places)
		case o.n > wordOfMouth:
			many = append(many, o)
			return none, nil
		}
		return none, k.joinList(o.places)
	})
	return many, err
}

// sayings are the places at which people said something of an order number, by its key.
func (tx *Tx) sayings(ctx context.Context) (map[string][]int64, error) {
	said, err := all(ctx, tx.w, scanStored(tx.zone), "SELECT "+storedColumns+" FROM events e WHERE e.kind IN ('linked', 'disowned') ORDER BY e.seq")
	if err != nil {
		return nil, err
	}
	out := map[string][]int64{}
	for _, e := range said {
		keys := []string{e.Order.Key()}
		if e.Kind == track.Linked {
			keys = append(keys, track.OrderKey(e.Code))
		}
		for _, key := range keys {
			if key != "" {
				out[key] = append(out[key], e.seq)
			}
		}
	}
	return out, nil
}
