package kpi

import (
	"slices"
	"time"

	"ordertrail/track"
)

// Read a row as: a customer who gets in touch about <code> complains of goods that were wrong, damaged, or came with wrong
// papers, and asks about a problem that we may have known of.
var contactCodes = map[string]struct{ Wrong, Damaged, Papers, Problem bool }{
	"where_is_it":  {Problem: true},
	"missing":      {Problem: true},
	"damaged":      {Damaged: true, Problem: true},
	"wrong_item":   {Wrong: true, Problem: true},
	"missing_item": {Wrong: true, Problem: true},
	"wrong_papers": {Papers: true, Problem: true},
}

// damageReasons and papersReasons are the words of carriers for the same.
var (
	damageReasons = []track.Reason{"carrier_damaged", "shop_packaging"}
	papersReasons = []track.Reason{"customs_documents", "shop_incorrect_data"}
)

// complaints notes what was said against an order: by the customer, by a carrier, and by why goods came back.
func (c collector) complaints(f *OrderFact, o *track.OrderState) {
	for i, asked := range o.Contacts {
		code := contactCodes[asked.Code]
		f.Damaged, f.PapersWrong = f.Damaged || code.Damaged, f.PapersWrong || code.Papers
		if code.Wrong && !c.repeats(o.Contacts[:i], asked) {
			f.WrongItems++
		}
	}
	for _, t := range o.Tasks {
		f.Damaged = f.Damaged || t.Code == "damaged" || slices.Contains(damageReasons, t.Reason)
		f.PapersWrong = f.PapersWrong || slices.Contains(papersReasons, t.Reason)
	}
	for _, x := range o.Claims {
		f.Damaged = f.Damaged || x.Kind == "damaged"
	}
	for _, r := range o.Returns {
		code := contactCodes[r.Cause]
		f.Damaged = f.Damaged || code.Damaged
		if code.Wrong && f.WrongItems == 0 {
			f.WrongItems++
		}
	}
}

// oneQuestion is how long the same question about the same order counts as one.
const oneQuestion = 24 * time.Hour

// repeats reports whether the same was asked within 24 hours before; what was only dated counts once a day.
func (c collector) repeats(before []track.Asked, asked track.Asked) bool {
	at := c.moment(asked.At)
	last := Moment{}
	for _, b := range before {
		if b.Code != asked.Code {
			continue
		}
		if m := c.moment(b.At); last.IsZero() || !within(last, m) {
			last = m
		}
	}
	return !last.IsZero() && within(last, at)
}

// within reports whether b lies less than 24 hours after a; days without a time of day are within when they are the same.
func within(a, b Moment) bool {
	if a.Timed() && b.Timed() {
		return b.At.Sub(a.At) < oneQuestion
	}
	return a.On == b.On
}

func (c collector) contacts(o *track.OrderState) []ContactFact {
	var out []ContactFact
	for i, asked := range o.Contacts {
		f := ContactFact{OrderID: o.ID, Order: o.Order, Event: asked.Event, Code: asked.Code, At: c.moment(asked.At)}
		f.Repeat = c.repeats(o.Contacts[:i], asked)
		if t := alertFor(o, f.At); t != nil && contactCodes[f.Code].Problem {
			f.Task, f.Alerted = t.Task, c.moment(track.StampOf(t.Opened))
			f.Lead = float64(f.At.At.Sub(f.Alerted.At)/time.Second) / 3600
		}
		out = append(out, f)
	}
	return out
}

// soonAfter is how long after a question a task may open and still be about it.
const soonAfter = 7 * 24 * time.Hour

// alertFor is the task about what a customer asked at: of those open then, the one opened first; else the first one that
// opened within a week. Tasks that a contact opened are the customer's alert and not ours, and what is only worth a look warns of nothing.
func alertFor(o *track.OrderState, at Moment) *track.Task {
	if !at.Timed() {
		return nil
	}
	byCustomer := map[string]bool{}
	for _, c := range o.Contacts {
		byCustomer[c.Event] = true
	}
	var open, after *track.Task
	for i := range o.Tasks {
		t := &o.Tasks[i]
		switch {
		case byCustomer[t.Event] || !t.Warns():
		case !t.Opened.After(at.At) && (t.Ended.IsZero() || t.Ended.After(at.At)):
			if open == nil || t.Opened.Before(open.Opened) {
				open = t
			}
		case t.Opened.After(at.At) && t.Opened.Sub(at.At) <= soonAfter:
			if after == nil || t.Opened.Before(after.Opened) {
				after = t
			}
		}
	}
	if open != nil {
		return open
	}
	return after
}
