package store

import (
	"fmt"
	"hash/maphash"
	"slices"

	"ordertrail/store/internal/lean"
	"ordertrail/track"
)

// judge says what facts give, from what was read about whole families of events. It asks the file nothing, so that several
// work at once; how it decides is how a Moment does, with the present for its moment.
type judge struct {
	deciders Deciders
	deriver
	seed maphash.Seed
}

// stretch is what was read about some families.
type stretch struct {
	events    []unreadFact
	sightings []sightingAt
	kept      []*keptOrder // orders as they stand, the first statement of which is among the events
	found     chan found
}

// keptOrder is an order as it stands, with its words and the customer it names.
type keptOrder struct {
	orderRow
	key, last, who           string
	numbers, wordsWho, items *string
}

// row is the order alone; nil of none.
func (k *keptOrder) row() *orderRow {
	if k == nil {
		return nil
	}
	return &k.orderRow
}

// found is what a stretch gives.
type found struct {
	err      error
	moved    []*stored // events that stand otherwise now
	waiting  []int64   // facts that wait for their order
	keys     []keyed
	speaks   map[voice]*stored // the first event by which a source spoke of a carrier
	changed  []change
	words    []wordRow // of orders that did not change otherwise
	orders   int64
	besides  map[string]census
	counters map[string]int64
}

// keyed is one row of parcel_keys.
type keyed struct {
	key string
	seq int64
}

// change is one order that stands otherwise now; one of both is nil where it came or goes.
type change struct {
	was   *keptOrder
	is    *orderRow
	named bool // the customer of is was read already
}

// judge works a stretch out.
func (j *judge) judge(s *stretch) found {
	f := found{speaks: map[voice]*stored{}, besides: map[string]census{}, counters: map[string]int64{}}
	y, err := j.replay(s)
	if err != nil {
		return found{err: err}
	}
	then := y.place(forever, j.zone)
	byOrder := map[string][]*stored{}
	for _, seq := range sortedSeqs(then) {
		was, is := y.events[seq], then[seq]
		if was.live != is.live || was.AsOf != is.AsOf || was.Run != is.Run || was.OrderID != is.OrderID || was.ParcelID != is.ParcelID {
			f.moved = append(f.moved, is)
		}
		if is.OrderID != "" {
			byOrder[is.OrderID] = append(byOrder[is.OrderID], is)
		} else if !is.disowned && is.live && is.waits() {
			f.waiting = append(f.waiting, seq)
		}
		for _, key := range y.keyed[seq] {
			f.keys = append(f.keys, keyed{key, seq})
		}
		if v, speaks := speaker(&is.Event); speaks && f.speaks[v] == nil {
			f.speaks[v] = is
		}
	}
	f.err = j.orders(s, byOrder, &f)
	return f
}

// replay is a stretch as a replay of its events alone: whatever they hang on is among them.
func (j *judge) replay(s *stretch) (*replay, error) {
	y := &replay{
		deciders: j.deciders, zone: j.zone, events: make(map[int64]*stored, len(s.events)), keyed: make(map[int64][]string, len(s.events)),
		statements: map[int64]*stored{}, said: map[int64]*stored{}, sightings: make(map[int64][]sightingAt, len(s.events)),
		retractors: map[string][]*stored{},
	}
	for i := range s.events {
		e, err := s.events[i].read(j.zone)
		if err != nil {
			return nil, err
		}
		y.events[e.seq], y.keyed[e.seq] = e, j.deciders.Keys(e.Event)
		switch e.Kind {
		case track.OrderStated, track.OrderRepeated:
			if e.Order.Key() != "" {
				y.statements[e.seq] = e
			}
		case track.Linked, track.Disowned:
			y.said[e.seq] = e
		case track.Retraction:
			y.retractors[e.Retracts] = append(y.retractors[e.Retracts], e)
		default:
		}
	}
	for _, seen := range s.sightings {
		y.sightings[seen.seq] = append(y.sightings[seen.seq], seen)
	}
	return y, nil
}

// orders derives the orders of a stretch and holds them against those that stand.
func (j *judge) orders(s *stretch, byOrder map[string][]*stored, f *found) error {
	kept := make(map[int64]*keptOrder, len(s.kept))
	for _, k := range s.kept {
		kept[k.n] = k
	}
	rows := make([]*orderRow, 0, len(byOrder))
	for id, events := range byOrder {
		o := j.row(id, events)
		if o == nil {
			continue
		}
		if err := j.write(o, kept[o.n].row()); err != nil {
			return err
		}
		rows = append(rows, o)
	}
	slices.SortFunc(rows, func(a, b *orderRow) int { return int(a.n - b.n) })
	for _, o := range rows {
		was := kept[o.n]
		delete(kept, o.n)
		if err := j.hold(was, o, f); err != nil {
			return err
		}
	}
	for _, n := range sortedSeqs(kept) {
		f.changed = append(f.changed, change{was: kept[n]})
	}
	return nil
}

// hold holds an order against the one that stands.
func (j *judge) hold(was *keptOrder, o *orderRow, f *found) error {
	f.orders++
	tally(o.state, func(name string) { f.counters[name]++ })
	j.countBesides(o, f.besides)
	named := o.person == ""
	if was != nil && was.person == o.person && was.who != "" {
		var c track.Customer
		if err := lean.Unmarshal(was.who, &c); err != nil {
			return fmt.Errorf("%w: customer %s: %w", ErrDamaged, o.person, err)
		}
		o.named(c)
		named = true
	}
	if was == nil || !named || !was.isSame(o) {
		f.changed = append(f.changed, change{was, o, named})
		return nil
	}
	w := wordRow{n: o.n, first: was.numbers == nil}
	w.numbers, w.customer, w.items = wordsOf(&o.state, o.who)
	if w.first || *was.numbers != w.numbers || *was.wordsWho != w.customer || *was.items != w.items {
		f.words = append(f.words, w)
	}
	return nil
}

// isSame reports whether an order stands as it should.
func (k *keptOrder) isSame(o *orderRow) bool {
	return sameRow(&k.orderRow, o) && k.id == o.id && k.source == o.source && k.number == o.number && k.key == track.OrderKey(o.number) &&
		k.person == o.person && k.last == string(lastDay(&o.state))
}

// countBesides adds what must stand beside an order to the census of each table.
func (j *judge) countBesides(o *orderRow, sums map[string]census) {
	var row []byte
	for _, p := range partsOf(o) {
		row = row[:0]
		for _, v := range p.values[:p.used] {
			row = appendValue(row, v)
		}
		c := sums[p.insert]
		c.count(j.seed, row)
		sums[p.insert] = c
	}
}
