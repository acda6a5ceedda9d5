package track

import (
	"cmp"
	"slices"
	"sort"
	"strings"
	"time"
)

// byFreshness are the statements of one kind, oldest first: by how fresh their file was, then by the import that brought
// them last, then by id.
func byFreshness(events []Event, kind Kind) []Event {
	var out []Event
	for _, e := range events {
		if e.Kind == kind {
			out = append(out, e)
		}
	}
	slices.SortFunc(out, staler)
	return out
}

// staler orders statements oldest first.
func staler(a, b Event) int {
	x, _ := a.AsOf.At(time.UTC)
	y, _ := b.AsOf.At(time.UTC)
	return cmp.Or(x.Compare(y), cmp.Compare(a.Run, b.Run), strings.Compare(a.ID, b.ID))
}

// foldFacts settles what was ordered: the freshest statement, under what a person changed. What a fresher statement leaves
// out of the customer, the lines and the promise stays as it was stated before.
func (o *orderFold) foldFacts() {
	stated := byFreshness(o.events, OrderStated)
	if len(stated) == 0 {
		return
	}
	s := &o.state
	in := stated[len(stated)-1]
	s.Order, s.Source, s.Stated = in.Order.Number, in.Order.Source, in.ID
	for _, e := range stated {
		s.Person = or(e.PersonHash, s.Person)
		if e.OrderFacts == nil {
			continue
		}
		lines := s.Facts.Lines
		if s.Facts = *e.OrderFacts; len(s.Facts.Lines) == 0 {
			s.Facts.Lines = lines // a file without lines says nothing about them
		}
		p := &s.Promise
		p.Original = or(p.Original, e.OrderFacts.PromisedOn.day())
		p.Latest = or(e.OrderFacts.PromisedOn.day(), p.Latest)
		p.Requested = or(e.OrderFacts.RequestedOn.day(), p.Requested)
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

// edit lays one field that a person changed over what the file says. An empty date takes the date away; a text that is no
// date changes nothing.
func (o *orderFold) edit(e Event) {
	f, p := &o.state.Facts, &o.state.Promise
	day := Date(strings.TrimSpace(e.Text))
	isDay := day == "" || day.isDay()
	switch {
	case e.Code == "promised_on" && isDay:
		f.PromisedOn, p.Latest, p.Original = day, day, or(p.Original, day)
	case e.Code == "requested_on" && isDay:
		f.RequestedOn, p.Requested = day, day
	case e.Code == "ship_by" && isDay:
		f.ShipBy = day
	case e.Code == "service":
		f.Service = e.Text
	case e.Code == "tags":
		f.Tags = e.Text
	}
}
