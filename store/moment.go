package store

import (
	"context"
	"database/sql"
	"fmt"
	"time"

	"ordertrail/track"
)

// Moment is the shop as it was known at one moment of recorded time: the facts recorded until then, without what was taken
// back until then, the imports that were not undone yet, matched and decided anew by the rules of then. What it says is what
// was shown at that moment, byte for byte; nothing that came later is in it. Personal data is what is kept now, because an
// erase reaches back.
type Moment struct {
	r      *Reader
	at     time.Time
	rules  track.Rules
	silent map[string][]track.Span // which carriers were not heard of until then; nil until it is asked
	past   *past                   // what the shop's history said on each day until then; nil until it is asked
}

// At is the shop as it was at a moment, decided by rules, which are those that were in force then.
func (r *Reader) At(at time.Time, rules track.Rules) *Moment {
	return &Moment{r: &Reader{q: r.q, zone: zoneOf(rules)}, at: at.UTC().Truncate(time.Millisecond), rules: rules}
}

// remember lets the shop's history of then take part in what is decided. It is asked only while ctx lasts.
func (p *Moment) remember(ctx context.Context) error {
	m, err := recall(ctx, p.r.q)
	if err != nil {
		return err
	}
	p.past = &past{memory: m, ctx: ctx, q: p.r.q}
	p.rules.Past = p.past
	p.silent, err = p.r.silentTimes(ctx, p.at, p.at.UnixMilli())
	p.rules.Silent = p.silent
	return err
}

// find asks for places in the log.
func (p *Moment) find(ctx context.Context, question, list string) ([]int64, error) {
	return all(ctx, p.r.q, scanInt, question, list)
}

// load reads the events at these places that were recorded by then.
func (p *Moment) load(ctx context.Context, seqs []int64) ([]*stored, error) {
	return all(ctx, p.r.q, scanStored(p.r.zone), "SELECT "+storedColumns+` FROM events e
		WHERE e.seq IN (SELECT value FROM json_each($1)) AND e.recorded_at <= $2 ORDER BY e.seq`, jsonSeqs(seqs), p.at.UnixMilli())
}

// replay is everything that may bear on a few orders up to a moment; any moment until then can be looked at in it.
type replay struct {
	deciders   Deciders
	zone       *time.Location
	events     map[int64]*stored
	keyed      map[int64][]string // parcel keys
	statements map[int64]*stored  // of the orders that any of the events may mean, and that one repeats another
	said       map[int64]*stored  // what people said of the numbers that any of the events name
	sightings  map[int64][]sightingAt
	retractors map[string][]*stored // by the id of the event they take back
}

// sightingAt is one time an event was stated, and when that was undone; 0 when it was not.
type sightingAt struct {
	seq, run, recorded, undone int64
	asOf                       track.Stamp
}

// replay reads what bears on the orders with these order keys. A fact reached an order at some moment only through a fact
// that names the order's number, so all that hangs together with those is enough, whatever joined or left later.
func (p *Moment) replay(ctx context.Context, orderKeys []string) (*replay, error) {
	seqs, err := p.find(ctx, byOrder, jsonList(orderKeys))
	if err != nil {
		return nil, err
	}
	return p.replayFrom(ctx, seqs)
}

// replayFrom reads what hangs together with the events at these places.
func (p *Moment) replayFrom(ctx context.Context, seqs []int64) (*replay, error) {
	set := newGathering(p, deciders.Keys, &seqSet{})
	if err := set.gather(ctx, seqs); err != nil {
		return nil, err
	}
	y := &replay{
		deciders: deciders, zone: p.r.zone, events: set.events, keyed: set.keyed, statements: map[int64]*stored{}, said: map[int64]*stored{}, sightings: map[int64][]sightingAt{},
		retractors: map[string][]*stored{},
	}
	const stating = `SELECT seq FROM events WHERE kind IN ('order_stated', 'duplicate') AND order_key <> ''
		AND order_key IN (SELECT value FROM json_each($1))`
	named, err := p.hear(ctx, y, set.orderKeys())
	if err != nil {
		return nil, err
	}
	if seqs, err = p.find(ctx, stating, jsonList(named)); err != nil {
		return nil, err
	}
	statements, err := p.load(ctx, seqs)
	if err != nil {
		return nil, err
	}
	for _, s := range statements {
		if known := y.events[s.seq]; known != nil {
			s = known
		}
		y.statements[s.seq] = s
	}
	return y, p.standingsOf(ctx, y)
}

// hear reads what people said of order numbers, and returns the numbers with those that links lead to.
func (p *Moment) hear(ctx context.Context, y *replay, keys []string) ([]string, error) {
	seqs, err := p.find(ctx, sayingOf, jsonList(sayingKeys(keys)))
	if err != nil || len(seqs) == 0 {
		return keys, err
	}
	said, err := p.load(ctx, seqs)
	for _, s := range said {
		if known := y.events[s.seq]; known != nil {
			s = known
		}
		y.said[s.seq] = s
		if key := s.Order.Key(); key != "" {
			keys = append(keys, key)
		}
	}
	return keys, err
}

// standingsOf reads what decides which of the events count: when they were stated, and what takes them back, directly or not.
func (p *Moment) standingsOf(ctx context.Context, y *replay) error {
	round := make([]*stored, 0, len(y.events)+len(y.statements))
	for _, s := range y.events {
		round = append(round, s)
	}
	for seq, s := range y.statements {
		if y.events[seq] == nil {
			round = append(round, s)
		}
	}
	for seq, s := range y.said {
		if y.events[seq] == nil {
			round = append(round, s)
		}
	}
	const taking = `SELECT seq FROM events WHERE retracts <> '' AND retracts IN (SELECT value FROM json_each($1)) AND kind = 'retraction'`
	for len(round) > 0 {
		seqs, ids := make([]int64, len(round)), make([]string, len(round))
		for i, s := range round {
			seqs[i], ids[i] = s.seq, s.ID
		}
		if err := p.readSightings(ctx, y, seqs); err != nil {
			return err
		}
		found, err := p.find(ctx, taking, jsonList(ids))
		if err != nil {
			return err
		}
		if round, err = p.load(ctx, found); err != nil {
			return err
		}
		for _, s := range round {
			y.retractors[s.Retracts] = append(y.retractors[s.Retracts], s)
		}
	}
	return nil
}

func scanSighting(r *sql.Rows) (s sightingAt, err error) {
	return s, r.Scan(&s.seq, &s.run, &s.recorded, &s.undone, &s.asOf)
}

func (p *Moment) readSightings(ctx context.Context, y *replay, seqs []int64) error {
	rows, err := all(ctx, p.r.q, scanSighting, `SELECT s.event_seq, s.run, s.recorded_at, coalesce(r.undone_at, 0), s.as_of FROM sightings s LEFT JOIN runs r ON r.id = s.run AND s.run > 0
		WHERE s.event_seq IN (SELECT value FROM json_each($1)) AND s.recorded_at <= $2`, jsonSeqs(seqs), p.at.UnixMilli())
	for _, s := range rows {
		y.sightings[s.seq] = append(y.sightings[s.seq], s)
	}
	return err
}

// standpoint is a replay seen from one moment.
type standpoint struct {
	*replay
	at    int64
	zone  *time.Location
	alive map[int64]*standing // what was worked out so far
}

// standing is whether an event counted at the moment, and how fresh it was.
func (m *standpoint) standing(s *stored) *standing {
	if known := m.alive[s.seq]; known != nil {
		return known
	}
	now := &standing{seq: s.seq}
	for _, seen := range m.sightings[s.seq] {
		if seen.recorded > m.at || seen.undone != 0 && seen.undone <= m.at {
			continue
		}
		now.live = true
		if fresher(m.zone, seen.asOf, now.asOf) {
			now.asOf = seen.asOf
		}
		now.run = max(now.run, seen.run)
		if s.NamesDay() {
			now.said = append(now.said, seen.asOf)
		}
	}
	for _, by := range m.retractors[s.ID] {
		if millis(by.Recorded) <= m.at && m.standing(by).live {
			now.live = false
		}
	}
	m.alive[s.seq] = now
	return now
}

// place says which parcel and order each event was about at the moment, in milliseconds, and whether it counted.
func (y *replay) place(at int64, zone *time.Location) map[int64]*stored {
	m := &standpoint{replay: y, at: at, zone: zone, alive: make(map[int64]*standing, len(y.events))}
	then, keyed := make(map[int64]*stored, len(y.events)), make(map[int64][]string, len(y.events))
	for seq, s := range y.events {
		if millis(s.Recorded) > m.at {
			continue
		}
		was, now := *s, m.standing(s)
		was.live, was.AsOf, was.Run, was.OrderID, was.ParcelID = now.live, now.asOf, now.run, "", ""
		was.Said = now.said
		was.At = occurredAt(was.Event, zone)
		then[seq], keyed[seq] = &was, y.keyed[seq]
	}
	known, answers := m.stated(), map[int64]place{}
	for _, group := range groupsOf(then, keyed) {
		placeGroup(y.deciders, group, known, answers)
	}
	placeSingles(then, known, answers)
	for seq, p := range answers {
		then[seq].OrderID, then[seq].ParcelID, then[seq].disowned = p.order, p.parcel, p.disowned
	}
	return then
}

// stated are the orders that live facts stated at the moment.
func (m *standpoint) stated() *statedOrders {
	out := &statedOrders{rows: map[string][]statedRow{}, disowned: map[string]bool{}}
	seen, repeats := map[string]bool{}, map[string]bool{}
	for _, s := range m.statements {
		if s.Kind == track.OrderRepeated && millis(s.Recorded) <= m.at && m.standing(s).live {
			repeats[track.OrderIDOf(s.Order.Source, s.Order.Number)] = true
		}
	}
	for _, seq := range sortedSeqs(m.statements) {
		s := m.statements[seq]
		id := statedOrder(s.Event)
		if id == "" || millis(s.Recorded) > m.at || seen[id] || !m.standing(s).live {
			continue
		}
		seen[id] = true
		out.rows[s.Order.Key()] = append(out.rows[s.Order.Key()], statedRow{source: orderSource(s.Event), id: id, repeats: repeats[id]})
	}
	unstated := map[string]bool{}
	for _, seq := range sortedSeqs(m.said) {
		e := m.said[seq]
		number := track.OrderKey(e.Code)
		if e.Kind == track.Disowned {
			number = e.Order.Key()
		}
		if _, asked := unstated[number]; !asked {
			unstated[number] = len(out.rows[number]) == 0
		}
		if unstated[number] && millis(e.Recorded) <= m.at && m.standing(e).live {
			out.hear(e.Event, seen[linkedOrder(e.Event)])
		}
	}
	return out
}

// order is one order at a moment; nil when nobody stated it then.
func (y *replay) order(id string, placed map[int64]*stored, at time.Time, rules track.Rules) (*orderRow, []*stored) {
	o := &orderRow{id: id}
	var events []*stored
	var live []track.Event
	for _, seq := range sortedSeqs(placed) {
		s := placed[seq]
		if s.OrderID != id {
			continue
		}
		events = append(events, s)
		if s.Kind == track.OrderStated && o.n == 0 {
			o.n = s.seq
		}
		if s.live {
			live = append(live, s.Event)
		}
	}
	o.state = deciders.Derive(track.Input{OrderID: id, Events: live, Now: at, Rules: rules})
	if o.state.Stated == "" || o.n == 0 {
		return nil, events
	}
	o.source, o.number, o.person = o.state.Source, o.state.Order, o.state.Person
	o.check, o.placed = millis(o.state.Check), placedAt(o.state, events, zoneOf(rules))
	return o, events
}

// Order is one order as it was known then; ErrNotFound when nobody had stated it yet, or the statement was taken back.
func (p *Moment) Order(ctx context.Context, id string) (Order, error) {
	y, err := p.replayOf(ctx, id)
	if err != nil {
		return Order{}, err
	}
	row, events := y.order(id, y.place(p.at.UnixMilli(), p.r.zone), p.at, p.rules)
	if p.past.err != nil {
		return Order{}, p.past.err
	}
	if row == nil {
		return Order{}, fmt.Errorf("order %s at %s: %w", id, track.StampOf(p.at), ErrNotFound)
	}
	o := Order{N: row.n, State: row.state}
	people, err := p.r.customers(ctx, []string{row.person})
	if err != nil {
		return Order{}, fmt.Errorf("order %s: %w", id, err)
	}
	o.Customer = people[row.person]
	if o.Events, err = p.r.sighted(ctx, events, p.at.UnixMilli()); err != nil {
		return Order{}, err
	}
	m := &standpoint{replay: y, at: p.at.UnixMilli(), zone: p.r.zone, alive: map[int64]*standing{}}
	for i := range o.Events {
		o.Events[i].Retracted = m.retracted(o.Events[i].ID)
	}
	return o, nil
}

// retracted is the retraction that took an event back at the moment.
func (m *standpoint) retracted(id string) string {
	for _, by := range m.retractors[id] {
		if millis(by.Recorded) <= m.at && m.standing(by).live {
			return by.ID
		}
	}
	return ""
}

// replayOf reads what bears on one order.
func (p *Moment) replayOf(ctx context.Context, id string) (*replay, error) {
	keys, err := all(ctx, p.r.q, scanText, "SELECT DISTINCT order_key FROM events WHERE order_id = $1 AND order_id <> '' AND kind = 'order_stated'", id)
	if err != nil {
		return nil, fmt.Errorf("order %s: %w", id, err)
	}
	y, err := p.replay(ctx, keys)
	if err == nil {
		err = p.remember(ctx)
	}
	if err != nil {
		return nil, fmt.Errorf("order %s at %s: %w", id, track.StampOf(p.at), err)
	}
	return y, nil
}
