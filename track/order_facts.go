package track

import (
	"cmp"
	"slices"
	"sort"
	"strings"
	"time"
)

// byFreshness are the statements of one kind, oldest first: by how fresh their file was. Of two order sheets that are as
// fresh as each other the import that came last decides, for a person corrects a sheet and takes it in again; of two carrier
// files what they say does, so that it does not matter which came first.
func byFreshness(events []*Event, kind Kind) []*Event {
	var out []*Event
	for _, e := range events {
		if e.Kind == kind {
			out = append(out, e)
		}
	}
	slices.SortFunc(out, staler)
	return out
}

// staler orders statements oldest first.
func staler(a, b *Event) int {
	x, _ := a.AsOf.At(time.UTC)
	y, _ := b.AsOf.At(time.UTC)
	if c := x.Compare(y); c != 0 {
		return c
	}
	if a.Kind == ParcelStated {
		return cmp.Or(a.At.Compare(b.At), strings.Compare(a.ID, b.ID))
	}
	return cmp.Or(cmp.Compare(a.Run, b.Run), strings.Compare(a.ID, b.ID))
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
		s.Facts = e.OrderFacts.over(s.Facts)
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
	o.foldContested()
}

// over lays a fresher statement over an older one. A file that has no column for something, or leaves a cell blank, says
// nothing about it: what was known stays.
func (f OrderFacts) over(older OrderFacts) OrderFacts {
	f.ExternalID = or(f.ExternalID, older.ExternalID)
	f.OrderedAt, f.PaidAt = or(f.OrderedAt, older.OrderedAt), or(f.PaidAt, older.PaidAt)
	f.PromisedOn, f.RequestedOn = or(f.PromisedOn, older.PromisedOn), or(f.RequestedOn, older.RequestedOn)
	f.ShipBy, f.CancelledAt = or(f.ShipBy, older.ShipBy), or(f.CancelledAt, older.CancelledAt)
	if f.Fulfilment == "" { // a stated "unfulfilled" takes an earlier "fulfilled" back
		f.FulfilledAt = or(f.FulfilledAt, older.FulfilledAt)
	}
	f.Fulfilment, f.Payment = or(f.Fulfilment, older.Fulfilment), or(f.Payment, older.Payment)
	f.Service, f.Tags = or(f.Service, older.Service), or(f.Tags, older.Tags)
	f.Country, f.Region = or(f.Country, older.Country), or(f.Region, older.Region)
	if f.Total.IsZero() {
		f.Total = older.Total
	}
	if len(f.Lines) == 0 {
		f.Lines = older.Lines
	}
	return f
}

// foldRepeat notes the order that a person says this one repeats; the newest word counts.
func (o *orderFold) foldRepeat() {
	if of := o.last(OrderRepeated).Of; of.Number != "" && OrderIDOf(of.Source, of.Number) != o.state.ID {
		o.state.DuplicateOf = of
	}
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
func (o *orderFold) edit(e *Event) {
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
	case e.Code == "address": // the address itself is personal and stands beside the fact
		if was := f.Country; e.Text != "" && e.Text != was {
			f.Country = e.Text
			o.countries = append(o.countries, countryChange{e.At, was})
		}
		o.state.Person = or(e.PersonHash, o.state.Person)
	case e.Code == "service":
		f.Service = e.Text
	case e.Code == "tags":
		f.Tags = e.Text
	}
}
