package track

import (
	"maps"
	"slices"
	"sort"
	"time"
)

// returnFold is a return being put together from its acts.
type returnFold struct {
	state     ReturnState
	acts      []*Event // chronological
	rules     Rules
	now       time.Time
	lots      []*lot
	uncounted int           // units, or boxes, that nobody has put to a line yet
	sentBack  *parcelFold   // the parcel of ours that comes back as this return
	ways      []*parcelFold // what it travels back in
	shipped   serials       // what is known to have gone out
	travels   time.Time     // since when a carrier has it
	check     time.Time     // when time alone changes it; zero when it does not
}

// foldReturns puts together the returns of the order: those somebody opened, those that came in unannounced, and one of
// kind rts for every parcel that comes back on its own.
func (o *orderFold) foldReturns() {
	found := o.actsOfReturns()
	for _, p := range o.parcels {
		o.comingBack(p, found)
	}
	if o.arrived == nil {
		o.arrived = o.arrivals(found)
	}
	for _, from := range slices.Sorted(maps.Keys(o.arrived)) { // ways are kept in this order
		to := o.arrived[from]
		found[to].absorb(found[from])
		o.inbound[to] = append(o.inbound[to], o.inbound[from]...)
		delete(found, from)
	}
	shipped := shippedSerials(o.events)
	for id, r := range found {
		r.ways, r.shipped = o.inbound[id], shipped
		r.finish()
		if !r.check.IsZero() {
			o.checkAt(r.check)
		}
		o.state.Returns = append(o.state.Returns, r.state)
	}
	sort.Slice(o.state.Returns, func(i, j int) bool { return o.state.Returns[i].Return < o.state.Returns[j].Return })
}

// actsOfReturns sorts the acts by return; what came unannounced and was matched to another return is that one's.
func (o *orderFold) actsOfReturns() map[string]*returnFold {
	into := matchedInto(o.events)
	found := map[string]*returnFold{}
	for _, e := range o.events {
		if e.Kind.About() != "return" || e.Return == "" {
			continue
		}
		id := into.of(e.Return)
		r := found[id]
		if r == nil {
			r = o.newReturn(id)
			found[id] = r
		}
		if e.Return != id && !contains(r.state.Aliases, e.Return) {
			r.state.Aliases = append(r.state.Aliases, e.Return)
			sort.Strings(r.state.Aliases)
		}
		r.acts = append(r.acts, e)
	}
	return found
}

func (o *orderFold) newReturn(id string) *returnFold {
	return &returnFold{
		state: ReturnState{Return: id, Kind: "unannounced", Lines: []ReturnLine{}, Ways: []ReturnWay{}}, rules: o.rules, now: o.now,
	}
}

// LooseReturns puts together what came back of which nobody knows the order: the facts of returns that were matched to none.
func LooseReturns(events []Event, now time.Time, rules Rules) []ReturnState {
	o := &orderFold{now: now, rules: rules, events: timed(events, rules)}
	out := []ReturnState{}
	for _, r := range o.actsOfReturns() {
		r.state.Loose = true
		r.finish()
		out = append(out, r.state)
	}
	sort.Slice(out, func(i, j int) bool { return out[i].Return < out[j].Return })
	return out
}

// merges says which return the acts of another belong to.
type merges map[string]string

// matchedInto reads which returns were matched to others; the latest word holds.
func matchedInto(events []*Event) merges {
	m := merges{}
	for _, e := range events {
		if e.Kind == ReturnMatched && e.Code != "" && e.Code != e.Return {
			m[e.Return] = e.Code
		}
	}
	return m
}

// of follows the matches of a return to their end; matches that go in a circle mean nothing.
func (m merges) of(id string) string {
	at := id
	for range len(m) + 1 {
		next, more := m[at]
		if !more {
			return at
		}
		at = next
	}
	return id
}

// finish derives the return from its acts.
func (r *returnFold) finish() {
	for _, e := range r.acts {
		r.take(e)
	}
	r.takeParcel()
	r.foldLots()
	r.sumLots()
	r.foldWays()
	r.state.Uncounted = r.uncounted
	r.state.Phase = r.phase()
	r.foldWarranty()
	r.clock()
}

// take notes what an act says about the whole return.
func (r *returnFold) take(e *Event) {
	s, f := &r.state, e.facts()
	switch e.Kind {
	case ReturnOpened:
		r.announce(e)
		s.Opened = or(s.Opened, e.Occurred)
		s.Reason, s.Words, s.Cause = or(s.Reason, e.Text), or(s.Words, e.RawHash), or(s.Cause, f.Cause)
		s.Reference = or(s.Reference, f.Reference)
		if e.Line != "" {
			s.line(e.Line).Requested += e.Quantity
		}
	case ReturnAuthorised:
		r.announce(e)
		s.Authorised = e.Occurred
	case ReturnExpected:
		s.Pickup = e.Due
	case ReturnReceived:
		s.Received = or(s.Received, e.Occurred)
		s.Goods = or(s.Goods, f.Goods)
		s.Apart = s.Apart || e.Code == Apart
	case ReturnInspected:
		s.Inspected, s.Aside = e.Occurred, ""
	case ReturnSetAside:
		s.Aside = e.Occurred
	case ReturnDecided:
		s.Decided = e.Occurred
	case ReturnReleased:
		s.Released = e.Occurred
		s.Amount = added(s.Amount, f.Amount)
	case ReturnClosed:
		s.Closed = e.Occurred
	default:
	}
}

// takeParcel notes which parcel of ours comes back as this return.
func (r *returnFold) takeParcel() {
	if r.sentBack == nil {
		return
	}
	s, p := &r.state, r.sentBack.state
	s.Kind, s.Parcel = "rts", p.Parcel
	s.SentBack = p.Reason
	back := or(p.Times.Returning, p.Times.Returned)
	s.Opened = or(s.Opened, back)
	r.travels, _ = back.At(r.rules.zone())
}

// announce notes that somebody knew of the return before it came.
func (r *returnFold) announce(e *Event) {
	if r.state.Kind == "unannounced" {
		r.state.Kind = "request"
	}
	if e.Kind == ReturnOpened {
		r.state.Kind = or(e.Code, r.state.Kind)
	}
	r.state.Parcel = or(r.state.Parcel, e.ParcelID)
}

// added is the sum of two amounts; amounts of other currencies than the first are left out.
func added(a, b Money) Money {
	switch {
	case a.IsZero():
		return b
	case a.Currency == b.Currency:
		a.Minor += b.Minor
	}
	return a
}

// phase is where the return stands.
func (r *returnFold) phase() string {
	door := r.door()
	if r.closed() {
		return "closed"
	}
	if !r.came() {
		if r.state.Resolution == "keep_item" && !r.state.isOff(door) {
			return "resolution_released" // nothing is to come
		}
		return or(door, "unannounced")
	}
	if r.state.Loose {
		return "unannounced"
	}
	for _, row := range goodsPhases {
		if !row.Done(r) {
			return row.Phase
		}
	}
	return "resolution_released"
}

// came reports whether goods are here.
func (r *returnFold) came() bool { return len(r.lots) > 0 || r.uncounted > 0 }

// closed reports whether the return was closed and nothing came since.
func (r *returnFold) closed() bool {
	is := false
	for _, e := range r.acts {
		switch e.Kind {
		case ReturnClosed:
			is = true
		case ReturnReceived:
			is = false
		default:
		}
	}
	return is
}

// door runs the machine up to the point where goods come: what was asked and answered, when it expired, and since when a
// carrier has it.
func (r *returnFold) door() string {
	d := doorway{returnFold: r, travelled: r.travels.IsZero()}
	if r.state.Kind == "rts" {
		d.phase = "in_return_transit"
	}
	for _, e := range r.acts {
		d.act(e)
	}
	if !d.travelled || d.early {
		d.travel()
	}
	d.expire(r.now)
	if r.waits(d.phase) && !d.agreed.IsZero() && r.rules.ReturnDays > 0 {
		r.state.Expires = d.agreed.AddDate(0, 0, r.rules.ReturnDays).UTC()
		r.check = r.state.Expires
	}
	return d.phase
}

// doorway is how far a return is while its goods are still outside: its phase, the agreement that runs, whether the parcel has
// set out by the act that is being read, and whether it did so before anybody asked.
type doorway struct {
	*returnFold
	phase     string
	agreed    time.Time
	travelled bool
	early     bool
}

// act moves the return by what was done, after what the carrier and the days did before it.
func (d *doorway) act(e *Event) {
	switch {
	case d.travelled || d.travels.After(e.At):
	case step(d.phase, returnTravels) == nil:
		d.travelled, d.early = true, true
	default:
		d.travel()
	}
	d.expire(e.At)
	switch e.Kind {
	case ReturnExpected:
		if e.Due == "" {
			return // a label alone changes nothing
		}
	case ReturnOpened, ReturnAuthorised, ReturnDeclined, ReturnCancelled:
	default:
		return
	}
	d.move(e.Kind)
	if e.Kind == ReturnAuthorised && d.phase == "authorised" {
		d.agreed = e.At
	}
}

func (d *doorway) move(by Kind) {
	if s := step(d.phase, by); s != nil {
		d.phase = s.To
	}
}

// travel is the carrier's first physical scan.
func (d *doorway) travel() {
	d.expire(d.travels)
	d.travelled = true
	d.move(returnTravels)
}

// expire ends an agreement whose days were over by t.
func (d *doorway) expire(t time.Time) {
	if d.agreed.IsZero() || d.rules.ReturnDays <= 0 || d.agreed.AddDate(0, 0, d.rules.ReturnDays).After(t) {
		return
	}
	d.agreed = time.Time{}
	if !d.came() {
		d.move(returnExpires)
	}
}

// waits reports whether the customer still has to send the goods.
func (r *returnFold) waits(phase string) bool {
	return !r.came() && (phase == "authorised" || phase == "pickup_scheduled")
}

// clock says by when the return should have left its phase.
func (r *returnFold) clock() {
	s := &r.state
	since := map[string]Stamp{
		"requested": s.Opened, "unannounced": s.Received, "received": s.Received, "inspection_pending": r.waitsSince(),
		"inspected": s.Inspected, "disposition_decided": s.Decided, "authorised": s.Authorised, "pickup_scheduled": s.Authorised,
		"resolution_released": s.Released, "closed": s.Closed,
	}
	s.Since = since[s.Phase]
	if s.Phase == "in_return_transit" && !r.travels.IsZero() {
		s.Since = StampOf(r.travels.In(r.rules.zone()))
	}
	s.Due = s.Expires
	from, err := s.Since.At(r.rules.zone())
	if s.Phase == "disposition_decided" && s.waitsForSupplier() {
		return // the clock of ours begins with the answer
	}
	if answered := r.answered(); s.Phase == "disposition_decided" && answered.After(from) {
		from = answered
	}
	for _, c := range returnClocks {
		if c.Phase == s.Phase && err == nil {
			s.Due = r.rules.dueWorkdays(from, c.Workdays).UTC()
		}
	}
}

// answered is when the supplier answered for goods that a customer waits for; zero while nothing waits for it.
func (r *returnFold) answered() time.Time {
	w := r.state.Warranty
	if w == nil || !slices.ContainsFunc(r.state.Lines, func(l ReturnLine) bool { return slices.ContainsFunc(l.Units, ReturnUnits.atSupplier) }) {
		return time.Time{}
	}
	at, _ := w.Answered.At(r.rules.zone())
	return at
}

// waitsSince is when the first of the units came in that nobody has inspected.
func (r *returnFold) waitsSince() Stamp {
	for _, l := range r.lots {
		if ungraded(l) && undecided(l) {
			return StampOf(l.at.In(r.rules.zone()))
		}
	}
	return r.state.Received
}

// returnEnds are the phases in which nothing comes of a return.
var returnEnds = []string{"declined", "cancelled", "expired"}

func (r *ReturnState) isOff(phase string) bool { return contains(returnEnds, phase) }

// IsOver reports whether nothing more is to be done about the return.
func (r *ReturnState) IsOver() bool { return r.Phase == "closed" || r.isOff(r.Phase) }

// isAsked reports whether somebody asked before it came.
func (r *ReturnState) isAsked() bool { return r.Kind == "request" || r.Kind == "warranty" }

func (r *ReturnState) line(id string) *ReturnLine {
	for i := range r.Lines {
		if r.Lines[i].Line == id {
			return &r.Lines[i]
		}
	}
	r.Lines = append(r.Lines, ReturnLine{Line: id, Units: []ReturnUnits{}})
	return &r.Lines[len(r.Lines)-1]
}

// requested is how many units of a line were to come back.
func (r *ReturnState) requested(line string) int {
	for _, l := range r.Lines {
		if l.Line == line {
			return l.Requested
		}
	}
	return 0
}
