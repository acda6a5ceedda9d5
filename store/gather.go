package store

import (
	"context"
	"slices"

	"ordertrail/track"
)

// eventLog is where events are found and read: a transaction, or the file as it was at a past moment.
type eventLog interface {
	find(ctx context.Context, question, list string) ([]int64, error)
	load(ctx context.Context, seqs []int64) ([]*stored, error)
}

// gathering is a set of events that must be matched together, grown until nothing outside hangs on it.
type gathering struct {
	log      eventLog
	keysOf   func(track.Event) []string
	events   map[int64]*stored
	asked    *seqSet // the ones the whole round asks for, of which these are a part
	keys     map[string]bool
	keyed    map[int64][]string // parcel keys of each event
	orders   map[string]bool    // order keys whose events were fetched
	returns  map[string]bool
	newKeys  []string
	newOrder []string
	newBack  []string
}

func newGathering(log eventLog, keysOf func(track.Event) []string, asked *seqSet) *gathering {
	return &gathering{
		log: log, keysOf: keysOf, events: map[int64]*stored{}, asked: asked, keys: map[string]bool{}, keyed: map[int64][]string{},
		orders: map[string]bool{}, returns: map[string]bool{},
	}
}

// byOrder finds every event that names one of the order numbers of a list.
const byOrder = `SELECT seq FROM events WHERE order_key <> '' AND order_key IN (SELECT value FROM json_each($1)) ORDER BY 1`

// gather fetches the events at seqs, every event that shares a parcel key with one of them, directly or through others,
// every event that names an order one of them states, and every event of the same return.
func (g *gathering) gather(ctx context.Context, seqs []int64) error {
	if err := g.fetch(ctx, seqs); err != nil {
		return err
	}
	const byKey = `SELECT DISTINCT event_seq FROM parcel_keys WHERE key IN (SELECT value FROM json_each($1)) ORDER BY 1`
	const byReturn = `SELECT seq FROM events WHERE return_id <> '' AND return_id IN (SELECT value FROM json_each($1)) ORDER BY 1`
	for len(g.newKeys)+len(g.newOrder)+len(g.newBack) > 0 {
		keys, orders, back := g.newKeys, g.newOrder, g.newBack
		g.newKeys, g.newOrder, g.newBack = nil, nil, nil
		for _, step := range []struct {
			question string
			list     []string
		}{{byKey, keys}, {byOrder, orders}, {byReturn, back}} {
			if len(step.list) == 0 {
				continue
			}
			found, err := g.log.find(ctx, step.question, jsonList(step.list))
			if err != nil {
				return err
			}
			if err := g.fetch(ctx, found); err != nil {
				return err
			}
		}
	}
	return nil
}

// fetch takes in the events at these places that are not here yet.
func (g *gathering) fetch(ctx context.Context, seqs []int64) error {
	events, err := g.log.load(ctx, slices.DeleteFunc(seqs, func(seq int64) bool { return g.events[seq] != nil }))
	if err != nil {
		return err
	}
	for _, s := range events {
		g.add(s)
	}
	return nil
}

// add takes an event in and notes what hangs on it. What names an order follows only events that the round asks for:
// whether an order exists, and which one a bare number means, can change only through those.
func (g *gathering) add(s *stored) {
	g.events[s.seq] = s
	g.keyed[s.seq] = g.keysOf(s.Event)
	for _, key := range g.keyed[s.seq] {
		if !g.keys[key] {
			g.keys[key] = true
			g.newKeys = append(g.newKeys, key)
		}
	}
	switch key := s.Order.Key(); {
	case s.Kind == track.Linked:
		g.follow(track.OrderKey(s.Code)) // the number it gives a meaning
	case g.asked.has(s.seq) && (statedOrder(s.Event) != "" || s.Kind == track.OrderRepeated || s.Kind == track.Disowned):
		g.follow(key)
	}
	if s.Return != "" && !g.returns[s.Return] {
		g.returns[s.Return] = true
		g.newBack = append(g.newBack, s.Return)
	}
}

// follow fetches the events that name an order number.
func (g *gathering) follow(key string) {
	if key != "" && !g.orders[key] {
		g.orders[key] = true
		g.newOrder = append(g.newOrder, key)
	}
}

// orderKeys are the order numbers that any gathered event names.
func (g *gathering) orderKeys() []string {
	set := map[string]bool{}
	for _, s := range g.events {
		if key := s.Order.Key(); key != "" {
			set[key] = true
		}
	}
	return keysOf(set)
}

// groups are the events that share parcel keys, directly or through one another; those without keys are in none.
func (g *gathering) groups() [][]*stored { return groupsOf(g.events, g.keyed) }

func groupsOf(events map[int64]*stored, keyed map[int64][]string) [][]*stored {
	root := map[string]string{}
	var find func(string) string
	find = func(k string) string {
		if root[k] == k {
			return k
		}
		root[k] = find(root[k])
		return root[k]
	}
	for _, keys := range keyed {
		for _, k := range keys {
			if root[k] == "" {
				root[k] = k
			}
			root[find(k)] = find(keys[0])
		}
	}
	grouped := map[string][]*stored{}
	for seq, keys := range keyed {
		if len(keys) > 0 {
			k := find(keys[0])
			grouped[k] = append(grouped[k], events[seq])
		}
	}
	out := make([][]*stored, 0, len(grouped))
	for _, group := range grouped {
		slices.SortFunc(group, func(a, b *stored) int { return int(a.seq - b.seq) })
		out = append(out, group)
	}
	return out
}
