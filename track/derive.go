package track

import (
	"sort"
	"time"
)

// Input is everything one order's state depends on.
type Input struct {
	OrderID string
	Events  []Event // the live facts of the order and of its parcels, in any order
	Now     time.Time
	Rules   Rules
}

// orderFold is an order being put together from its facts.
type orderFold struct {
	state     OrderState
	events    []Event // sorted by earlier
	parcels   []*parcelFold
	lines     []*LineState
	now       time.Time
	rules     Rules
	cancelled bool
	unscanned []*parcelFold // parcels whose contents nobody scanned
	rest      []Content     // what those hold between them
	episodes  []*Task

	wanted, handed, delivered int // units over all lines
	heldSince                 Event
	hold                      bool
}

// Derive decides what is true of one order. It depends on the set of facts, the moment and the rules, and on nothing else:
// not on the order in which facts arrived, nor on how often. A state whose Stated is "" means that no live fact says the
// order exists.
func Derive(in Input) OrderState {
	o := &orderFold{now: in.Now, rules: in.Rules, events: timed(in.Events, in.Rules.zone())}
	o.state.ID = in.OrderID
	o.foldFacts()
	if o.state.Stated == "" {
		return o.state
	}
	o.foldParcels()
	o.foldReturns()
	o.foldLedger()
	o.shares()
	o.foldHold()
	o.foldTimes()
	o.foldPromise()
	o.foldTasks()
	o.foldState()
	o.lead()
	o.finish()
	return o.state
}

// byFreshness are the statements of one kind, oldest first: by how fresh their file was, then by the import that brought
// them last, then by id.
func byFreshness(events []Event, kind Kind) []Event {
	var out []Event
	for _, e := range events {
		if e.Kind == kind {
			out = append(out, e)
		}
	}
	sort.SliceStable(out, func(i, j int) bool { return fresher(out[j], out[i]) })
	return out
}

func fresher(a, b Event) bool {
	x, _ := a.AsOf.At(time.UTC)
	y, _ := b.AsOf.At(time.UTC)
	if !x.Equal(y) {
		return x.After(y)
	}
	if a.Run != b.Run {
		return a.Run > b.Run
	}
	return a.ID > b.ID
}

// foldFacts settles what was ordered: the freshest statement, under what a person changed.
func (o *orderFold) foldFacts() {
	stated := byFreshness(o.events, OrderStated)
	if len(stated) == 0 {
		return
	}
	s := &o.state
	in := stated[len(stated)-1]
	s.Order, s.Source, s.Stated, s.Person = in.Order.Number, in.Order.Source, in.ID, in.PersonHash
	if in.OrderFacts != nil {
		s.Facts = *in.OrderFacts
	}
	for _, e := range stated {
		if e.OrderFacts == nil {
			continue
		}
		p := &s.Promise
		p.Original = or(p.Original, e.OrderFacts.PromisedOn)
		p.Latest = or(e.OrderFacts.PromisedOn, p.Latest)
		p.Requested = or(e.OrderFacts.RequestedOn, p.Requested)
	}
	o.promiseByRule()
	s.Edits = []string{}
	for _, e := range o.events {
		if e.Kind != Edited {
			continue
		}
		o.edit(e)
		if !contains(s.Edits, e.Code) {
			s.Edits = append(s.Edits, e.Code)
		}
	}
	sort.Strings(s.Edits)
}

// promiseByRule is the shop's standing promise, for orders of shops that state no date.
func (o *orderFold) promiseByRule() {
	p, f := &o.state.Promise, o.state.Facts
	ordered, err := f.OrderedAt.At(o.rules.zone())
	if p.Latest != "" || o.rules.Promise <= 0 || err != nil || f.NotOurs {
		return
	}
	p.Original = DateOf(o.rules.addWorkdays(ordered, o.rules.Promise), o.rules.zone())
	p.Latest = p.Original
}

// edit lays one field that a person changed over what the file says.
func (o *orderFold) edit(e Event) {
	f := &o.state.Facts
	switch e.Code {
	case "promised_on":
		f.PromisedOn, o.state.Promise.Latest = Date(e.Text), Date(e.Text)
	case "ship_by":
		f.ShipBy = Date(e.Text)
	case "service":
		f.Service = e.Text
	case "tags":
		f.Tags = e.Text
	}
}

// foldParcels groups the facts by parcel. Facts that named only the order belong to its only parcel; when it has none,
// they are that parcel; when it has several, they stay a question.
func (o *orderFold) foldParcels() {
	groups := map[string][]Event{}
	var ids []string
	for _, e := range o.events {
		if e.Kind.About() != "parcel" {
			continue
		}
		if _, seen := groups[e.ParcelID]; !seen {
			ids = append(ids, e.ParcelID)
		}
		groups[e.ParcelID] = append(groups[e.ParcelID], e)
	}
	sort.Strings(ids)
	if nameless := groups[""]; len(nameless) > 0 {
		delete(groups, "")
		ids = ids[1:]
		switch len(ids) {
		case 0:
			id := string(NumberFor('P', "o:"+o.state.ID))
			ids, groups[id] = []string{id}, nameless
		case 1:
			all := append(append([]Event{}, groups[ids[0]]...), nameless...)
			sort.Slice(all, func(i, j int) bool { return earlier(all[i], all[j]) })
			groups[ids[0]] = all
		default:
			o.homeless(nameless)
		}
	}
	for _, id := range ids {
		o.parcels = append(o.parcels, foldParcel(id, groups[id], o.rules))
	}
	sort.SliceStable(o.parcels, func(i, j int) bool { return o.parcels[i].events[0].At.Before(o.parcels[j].events[0].At) })
}

// homeless keeps facts that could mean any of several parcels in sight: they are conflicts of the order.
func (o *orderFold) homeless(events []Event) {
	for _, e := range events {
		if e.phase().Moves() {
			o.state.Why.Conflicts = append(o.state.Why.Conflicts,
				Conflict{Source: e.Source.ID, Says: string(e.phase()), Event: e.ID, Weight: "which_parcel"})
		}
	}
}

// foldHold follows holds and releases in time.
func (o *orderFold) foldHold() {
	var hours time.Duration
	for _, e := range o.events {
		switch e.Kind {
		case HoldPlaced:
			if !o.hold {
				o.hold, o.heldSince = true, e
			}
		case HoldReleased:
			if o.hold {
				hours += e.At.Sub(o.heldSince.At)
			}
			o.hold = false
		}
	}
	o.state.Times.HoldHours = int(hours.Hours())
}

// foldTimes notes when the whole order was handed over and delivered.
func (o *orderFold) foldTimes() {
	t := &o.state.Times
	t.Ordered, t.Paid = o.state.Facts.OrderedAt, o.state.Facts.PaidAt
	for _, p := range o.parcels {
		if p.state.Voided {
			continue
		}
		later(&t.HandedOver, or(p.state.Times.HandedOver, p.state.Times.Possession), o.rules)
		later(&t.Delivered, p.state.Times.Delivered, o.rules)
	}
	if o.state.Facets.HandedOver != All {
		t.HandedOver = ""
	}
	if o.state.Facets.Delivered != All {
		t.Delivered = ""
	}
}

func later(s *Stamp, t Stamp, rules Rules) {
	if t == "" {
		return
	}
	a, _ := s.At(rules.zone())
	b, _ := t.At(rules.zone())
	if *s == "" || b.After(a) {
		*s = t
	}
}

// foldState decides whether the order is being worked on.
func (o *orderFold) foldState() {
	f := &o.state.Facets
	switch {
	case o.wanted == 0 && o.cancelledUnits() > 0:
		f.State = CancelledAs
	case o.hold:
		f.State = OnHold
	case o.settled():
		f.State = Closed
	default:
		f.State = Open
	}
}

func (o *orderFold) cancelledUnits() int {
	n := 0
	for _, l := range o.lines {
		n += l.Ledger.Cancelled
	}
	return n
}

// settled reports whether every unit has ended its journey and no return is under way.
func (o *orderFold) settled() bool {
	if o.state.Facts.NotOurs {
		return true
	}
	for _, r := range o.state.Returns {
		if r.Phase != "closed" && r.Phase != "declined" && r.Phase != "cancelled" && r.Phase != "expired" {
			return false
		}
	}
	if o.wanted == 0 {
		return o.onlyServices()
	}
	for _, p := range o.parcels {
		if !p.state.Voided && !p.state.Phase.IsFinal() {
			return false
		}
	}
	return o.handed >= o.wanted
}

func (o *orderFold) onlyServices() bool {
	for _, l := range o.lines {
		if !l.NoShip {
			return false
		}
	}
	return len(o.lines) > 0
}

// finish puts the parts where readers find them; lists are never nil, so that they read as empty and not as unknown.
func (o *orderFold) finish() {
	s := &o.state
	s.Lines = make([]LineState, 0, len(o.lines))
	for _, l := range o.lines {
		s.Lines = append(s.Lines, *l)
	}
	sort.SliceStable(s.Lines, func(i, j int) bool { return lessLine(s.Lines[i].Line, s.Lines[j].Line) })
	s.Parcels = make([]ParcelState, 0, len(o.parcels))
	for _, p := range o.parcels {
		s.Parcels = append(s.Parcels, p.state)
	}
	s.Tasks = make([]Task, 0, len(o.episodes))
	for _, t := range o.episodes {
		s.Tasks = append(s.Tasks, *t)
	}
	if s.Returns == nil {
		s.Returns = []ReturnState{}
	}
	if s.Facts.Lines == nil {
		s.Facts.Lines = []LineFacts{}
	}
	if s.Why.Conflicts == nil {
		s.Why.Conflicts = []Conflict{}
	}
}
