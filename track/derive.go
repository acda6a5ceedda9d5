package track

import (
	"cmp"
	"slices"
	"sort"
	"strings"
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
	events    []*Event // sorted by earlier
	parcels   []*parcelFold
	lines     []*LineState
	now       time.Time
	rules     Rules
	cancelled bool
	countries []countryChange // by persons, oldest first
	homeless  []*Event        // facts about one of several parcels, nobody knows which
	unscanned []*parcelFold   // parcels whose contents nobody scanned
	rest      []Content       // what those hold between them
	docket    docket
	episodes  []*Task
	claims    []*claimFold
	inbound   map[string][]*parcelFold // return -> what it travels back in
	arrived   merges                   // returns that came unannounced and can only be parcels which come back by themselves

	wanted, handed int // units over all lines
	hold           bool
	heldSince      *Event
	released       time.Time // when the last hold ended
	overruled      time.Time // when somebody last released what nobody held: it was held by the shop's word
}

// Derive decides what is true of one order. It depends on the set of facts, the moment and the rules, and on nothing else:
// not on the order in which facts arrived, nor on how often. A state whose Stated is "" means that no live fact says the
// order exists.
func Derive(in Input) OrderState { return fold(in).state }

// fold puts an order together from its facts. What came unannounced shows once everything else is put together; where it can
// only be a parcel that comes back by itself, that parcel is back with us, and everything is put together anew.
func fold(in Input) *orderFold {
	o := foldWith(nil, in)
	if len(o.arrived) > 0 {
		o = foldWith(o.arrived, in)
	}
	return o
}

// foldWith is fold when it is known what came unannounced; nil while it is not.
func foldWith(arrived merges, in Input) *orderFold {
	o := &orderFold{now: in.Now, rules: in.Rules, heldSince: none, events: timed(in.Events, in.Rules), arrived: arrived}
	o.state.ID = in.OrderID
	o.foldFacts()
	if o.state.Stated == "" {
		return o
	}
	o.foldRepeat()
	o.foldBygone()
	o.foldParcels()
	o.foldContacts()
	o.foldLedger()
	o.shares()
	o.foldHold()
	o.foldTimes()
	o.foldCases()
	o.foldClaims()
	o.foldOutlooks()
	o.foldTransits()
	o.foldTasks()
	o.foldState()
	o.foldPromise()
	o.lead()
	o.finish()
	return o
}

// foldParcels groups the facts by parcel. Facts that named only the order belong to its only parcel; when it has none,
// they are that parcel; when it has several, they stay a question.
func (o *orderFold) foldParcels() {
	groups := map[string][]*Event{}
	for _, e := range o.events {
		if e.Kind.About() == "parcel" {
			groups[e.ParcelID] = append(groups[e.ParcelID], e)
		}
	}
	nameless := groups[""]
	delete(groups, "")
	o.parcelsBack(groups)
	o.parcelsReceived(groups)
	for id, events := range groups {
		o.parcels = append(o.parcels, foldParcel(id, events, o.rules))
	}
	o.home(nameless, groups)
	slices.SortFunc(o.parcels, func(a, b *parcelFold) int {
		return cmp.Or(a.events[0].At.Compare(b.events[0].At), strings.Compare(a.state.Parcel, b.state.Parcel))
	})
}

// home finds the parcel of facts that named only the order: the only one that was not voided.
func (o *orderFold) home(nameless []*Event, groups map[string][]*Event) {
	if len(nameless) == 0 {
		return
	}
	id := string(NumberFor(NumberParcel, "o:"+o.state.ID))
	if possible := o.countable(); len(possible) == 1 {
		id = possible[0].state.Parcel
	} else if len(o.parcels) > 0 {
		o.question(nameless)
		return
	}
	all := slices.Clone(groups[id])
	for _, e := range nameless {
		homed := *e
		homed.ParcelID = id
		all = append(all, &homed)
	}
	slices.SortFunc(all, chronological)
	o.parcels = slices.DeleteFunc(o.parcels, func(p *parcelFold) bool { return p.state.Parcel == id })
	o.parcels = append(o.parcels, foldParcel(id, all, o.rules))
}

// question keeps facts that could mean any of several parcels in sight: they are conflicts of the order, and a task.
func (o *orderFold) question(nameless []*Event) {
	for _, e := range nameless {
		if phase := e.phase(); phase.Moves() && phase != Planned && phase != Announced {
			o.homeless = append(o.homeless, e)
			o.state.Why.Conflicts = append(o.state.Why.Conflicts,
				Conflict{Source: e.Source.ID, Says: string(phase), Event: e.ID, Weight: "which_parcel"})
		}
	}
}

// foldHold follows holds and releases in time, and after them what the shop says.
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
				o.state.Times.Holds = append(o.state.Times.Holds, Span{o.heldSince.At.UTC(), e.At.UTC()})
				o.hold, o.released = false, e.At
			} else {
				o.overruled = e.At
			}
		}
	}
	o.state.Times.HoldHours = int(hours.Hours())
	if !o.hold && o.shopHolds() {
		o.hold, o.heldSince = true, o.statement()
	}
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
	s.Overrides = o.overrides()
	if s.Returns == nil {
		s.Returns = []ReturnState{}
	}
	if s.Claims == nil {
		s.Claims = []ClaimState{}
	}
	if s.Facts.Lines == nil {
		s.Facts.Lines = []LineFacts{}
	}
	if s.Why.Conflicts == nil {
		s.Why.Conflicts = []Conflict{}
	}
}
