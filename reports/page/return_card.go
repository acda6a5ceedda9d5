package page

import (
	"cmp"

	"ordertrail/track"
)

// returnCard is one return as the page draws it.
type returnCard struct {
	Of, Title string
	Steps     []step
	Items     []item
}

// Where a return stands: asked for, received, checked, settled.
const (
	returnGet = iota + 1
	returnCheck
	returnEnd
	returnDone
	returnOff // it goes nowhere: there is no trail
)

// returnWords is how a phase of a return is told.
type returnWords struct {
	Phase, Key string
	At         int
}

// Read a row as: a return that is <phase> is told with the words return.<key>, and waits for step <at>.
var returnTable = []returnWords{
	{"requested", "requested", returnGet},
	{"authorised", "authorised", returnGet},
	{"declined", "declined", returnOff},
	{"cancelled", "cancelled", returnOff},
	{"expired", "expired", returnOff},
	{"pickup_scheduled", "travelling", returnGet},
	{"in_return_transit", "travelling", returnGet},
	{"unannounced", "received", returnCheck},
	{"received", "received", returnCheck},
	{"inspection_pending", "received", returnCheck},
	{"inspected", "inspected", returnEnd},
	{"disposition_decided", "decided", returnEnd},
	{"resolution_released", "done", returnDone},
	{"closed", "done", returnDone},
}

// returned draws one return. A phase nobody knows is told as asked for, the least it can be.
func (v *view) returned(o *track.OrderState, r *track.ReturnState) returnCard {
	w := v.words
	row := returnTable[0]
	for _, candidate := range returnTable {
		if candidate.Phase == r.Phase {
			row = candidate
		}
	}
	if row.Phase == "resolution_released" && waitsForMore(r) {
		row = returnWords{row.Phase, "part", returnGet}
	}
	title, first := "return."+row.Key, "return.step.ask"
	if r.Kind == "rts" {
		first = "return.step.rts"
		if row.At == returnGet {
			title = "return.rts"
		}
	}
	c := returnCard{Of: w.say("return.no", "return", clean(r.Return)), Title: w[title]}
	for _, l := range r.Lines {
		c.Items = append(c.Items, returnItem(o, l)...)
	}
	if row.At == returnOff {
		return c
	}
	labels := []string{first, "return.step.get", "return.step.check", "return.step.end"}
	times := []track.Stamp{r.Opened, r.Received, "", ""}
	for i, label := range labels {
		s := step{Label: w[label], State: "todo"}
		if i < row.At {
			s.State, s.At = "on", w.shortDay(times[i].Date(), v.now)
		}
		if i == row.At {
			s.State, s.Current = "now", true
		}
		c.Steps = append(c.Steps, s)
	}
	return c
}

// waitsForMore reports whether a part came and is settled, and the rest is still with the customer.
func waitsForMore(r *track.ReturnState) bool {
	for _, l := range r.Lines {
		if l.Received > 0 && l.Received < l.Requested {
			return true
		}
	}
	return false
}

func returnItem(o *track.OrderState, l track.ReturnLine) []item {
	quantity := cmp.Or(l.Received, l.Requested)
	for i := range o.Lines {
		if o.Lines[i].Line == l.Line && quantity > 0 {
			return []item{{quantity, lineTitle(&o.Lines[i])}}
		}
	}
	return nil
}
