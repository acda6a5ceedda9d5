package store

import (
	"context"
	"maps"
	"slices"

	"ordertrail/track"
)

// matching finds, for touched events, which parcel and which order each is about. Package track decides; here the events
// that must be decided together are brought together.
type matching struct {
	tx     *Tx
	asked  seqSet   // events to settle in this round; one that a group brings in early counts as asked there
	done   seqSet   // events whose group was settled in this round
	orders []string // orders to derive anew, as they stand in the log: rows written in that order lie side by side
	seen   map[string]bool
	firsts map[string][]int64 // of an order that nothing derived speaks of yet: all its facts
}

// settle matches the events at seqs and everything that hangs together with them.
func (m *matching) settle(ctx context.Context, seqs []int64) error {
	todo := make([]int64, 0, len(seqs))
	for _, seq := range seqs {
		if !m.done.has(seq) {
			todo = append(todo, seq)
		}
	}
	if len(todo) == 0 {
		return nil
	}
	set := newGathering(m.tx, m.tx.s.opts.Deciders.Keys, &m.asked)
	if err := set.gather(ctx, todo); err != nil {
		return err
	}
	known, err := m.tx.statedOrders(ctx, set)
	if err != nil {
		return err
	}
	answers := map[int64]place{}
	for _, group := range set.groups() {
		placeGroup(m.tx.s.opts.Deciders, group, known, answers)
	}
	placeSingles(set.events, known, answers)
	m.noteFirsts(set, answers)
	return m.write(set, answers)
}

// noteFirsts notes the facts of orders that are stated for the first time: there is nothing to read of them. Who states an order
// brings in every fact that names its number, and with each of those what hangs on it; where all are fresh there are no others.
func (m *matching) noteFirsts(set *gathering, answers map[int64]place) {
	about, stated, known := map[string][]int64{}, map[string]bool{}, map[string]bool{}
	for seq, s := range set.events {
		id := answers[seq].order
		about[id] = append(about[id], seq)
		if !s.fresh {
			known[id], known[s.OrderID] = true, true
		}
		if set.orders[s.Order.Key()] {
			stated[statedOrder(s.Event)] = true
		}
	}
	delete(stated, "")
	for id := range about {
		delete(m.firsts, id) // of an earlier step of this round
		if stated[id] && !known[id] && !m.seen[id] {
			slices.Sort(about[id])
			m.firsts[id] = about[id]
		}
	}
}

// place is what an event was found to be about, and whether somebody said that it is not ours.
type place struct {
	parcel, order string
	disowned      bool
}

// placeGroup places the events that share a parcel key, directly or through one another.
func placeGroup(d Deciders, group []*stored, known *statedOrders, out map[int64]place) {
	everything, counting := assignable(group, known)
	live := everything[:counting]
	parcelOf := d.Assign(live)
	parcels := map[string][]*track.Event{}
	for i := range live {
		e := &live[i]
		if id := parcelOf[e.ID]; id != "" {
			parcels[id] = append(parcels[id], e)
		}
	}
	orderOf := map[string]string{}
	for id, events := range parcels {
		orderOf[id], _ = d.Choose(events, known.candidates)
	}
	if len(live) < len(group) { // those taken back are shown where they would have been; they move nobody else
		for id, parcel := range d.Assign(everything) {
			if _, counts := parcelOf[id]; !counts {
				parcelOf[id] = parcel
			}
		}
	}
	disowned := known.disownedIn(live, parcelOf)
	for _, s := range group {
		p := place{parcel: parcelOf[s.ID], disowned: disowned(s.Event)}
		p.order = orderOf[p.parcel]
		byParcel := p.parcel != "" && s.live && s.Kind.About() == "parcel"
		if own, sure := known.only(s.Event); sure && !byParcel {
			p.order = own
		}
		out[s.seq] = p
	}
}

// assignable are the events of a group, each with the order its own number means where that is sure, and how many of them
// count: those come first.
func assignable(group []*stored, known *statedOrders) (events []track.Event, counting int) {
	events = make([]track.Event, 0, len(group))
	for _, live := range []bool{true, false} {
		for _, s := range group {
			if s.live == live {
				e := s.Event
				e.OrderID, _ = known.only(e)
				events = append(events, e)
			}
		}
		if live {
			counting = len(events)
		}
	}
	return events, counting
}

// disownedIn tells the events that somebody said are not ours: their parcel is not, or their tracking number, or the order
// number they name is not while they name no parcel.
func (o *statedOrders) disownedIn(live []track.Event, parcelOf map[string]string) func(track.Event) bool {
	var said []track.Event
	for _, e := range live {
		if e.Kind == track.Disowned && !e.Parcel.IsZero() {
			said = append(said, e)
		}
	}
	return func(e track.Event) bool {
		if e.Parcel.IsZero() {
			return o.disowned[e.Order.Key()]
		}
		return slices.ContainsFunc(said, func(d track.Event) bool {
			if parcelOf[d.ID] != "" && parcelOf[d.ID] == parcelOf[e.ID] {
				return true
			}
			return d.Parcel.Tracking != "" && track.TrackingKey(d.Parcel.Tracking) == track.TrackingKey(e.Parcel.Tracking)
		})
	}
}

// placeSingles places events that are about no parcel: by the order they name, else by their return's order, where the number of a
// return also says whose the whole parcel is.
func placeSingles(events map[int64]*stored, known *statedOrders, out map[int64]place) {
	byReturn := map[string]map[string]bool{}
	for _, s := range events {
		if s.Return == "" || !s.live {
			continue
		}
		if own, sure := known.only(s.Event); sure {
			if byReturn[s.Return] == nil {
				byReturn[s.Return] = map[string]bool{}
			}
			byReturn[s.Return][own] = true
		}
	}
	for _, s := range events {
		p, grouped := out[s.seq]
		if !grouped {
			p.order, _ = known.only(s.Event)
			p.disowned = known.disowned[s.Order.Key()] && !s.Order.IsZero()
		}
		if p.order == "" && s.Order.IsZero() && len(byReturn[s.Return]) == 1 {
			for id := range byReturn[s.Return] {
				p.order = id
			}
		}
		out[s.seq] = p
	}
	placeReturning(events, out)
}

// placeReturning places what is said of a parcel without naming an order in the order that the parcel is known by: that of the
// return whose number somebody says of it, when all such numbers are of one order.
func placeReturning(events map[int64]*stored, out map[int64]place) {
	orders := map[string]string{}
	for seq, s := range events {
		p := out[seq]
		if s.Return == "" || !s.live || p.parcel == "" || p.order == "" {
			continue
		}
		if other, known := orders[p.parcel]; known && other != p.order {
			p.order = ""
		}
		orders[p.parcel] = p.order
	}
	for seq, s := range events {
		if p := out[seq]; p.order == "" && p.parcel != "" && s.Order.IsZero() && orders[p.parcel] != "" {
			p.order = orders[p.parcel]
			out[seq] = p
		}
	}
}

// write keeps the answers that changed and notes the orders they touch.
func (m *matching) write(set *gathering, answers map[int64]place) error {
	for _, seq := range slices.Sorted(maps.Keys(answers)) {
		m.done.add(seq)
		s, p := set.events[seq], answers[seq]
		moved := p.order != s.OrderID || p.parcel != s.ParcelID
		if moved {
			if err := m.tx.exec("UPDATE events SET order_id = $2, parcel_id = $3 WHERE seq = $1", seq, p.order, p.parcel); err != nil {
				return err
			}
		}
		if moved || set.asked.has(seq) {
			m.touch(s.OrderID)
			m.touch(p.order)
		}
		if moved || set.asked.has(seq) || p.order == "" { // what somebody said of its number may have changed
			if err := m.noteUnmatched(s, p.order == "" && !p.disowned); err != nil {
				return err
			}
		}
		s.OrderID, s.ParcelID, s.fresh = p.order, p.parcel, false
	}
	return nil
}

func (m *matching) touch(order string) {
	if order != "" && !m.seen[order] {
		m.seen[order] = true
		m.orders = append(m.orders, order)
	}
}

// noteUnmatched keeps the list of live facts that belong to no order yet and that nobody said are not ours.
func (m *matching) noteUnmatched(s *stored, alone bool) error {
	change, more := "INSERT OR IGNORE INTO unmatched (event_seq) VALUES ($1)", int64(1)
	switch {
	case alone && s.live && s.waits():
	case s.fresh:
		return nil // nobody listed it yet
	default:
		change, more = "DELETE FROM unmatched WHERE event_seq = $1", -1
	}
	res, err := m.tx.w.exec(context.Background(), change, s.seq)
	if err != nil {
		return err
	}
	if n, err := res.RowsAffected(); err != nil || n == 0 {
		return err
	}
	m.tx.counts["unmatched"] += more
	m.tx.queues["unmatched"], m.tx.queues["unmapped_wording"] = true, true
	return nil
}

// waits reports whether a fact that belongs to no order waits for one. What somebody did about a task of the shop's own
// belongs to none.
func (s *stored) waits() bool {
	ofShop := s.Kind.About() == "task" && s.Order.IsZero()
	return !asksNobody[s.Kind] && !ofShop
}

// asksNobody are the kinds of facts that need no order.
var asksNobody = map[track.Kind]bool{track.Retraction: true, track.ScanUnknown: true, track.Linked: true, track.Disowned: true}
