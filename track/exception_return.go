package track

import (
	"slices"
	"strconv"
	"time"
)

// returnStops are the acts after which nobody waits for the customer to send it, and which way to clear each is.
var returnStops = map[Kind]string{
	ReturnReceived: "received", ReturnDeclined: "return_closed", ReturnCancelled: "return_closed", ReturnClosed: "return_closed",
}

// E20: a return was agreed to, and when it should have come nothing has. Clears when something of it comes, the carrier has
// it, or somebody ends it.
func returnOverdue(o *orderFold) []occurrence {
	days := or(o.rules.ReturnDays, overdueDays)
	return o.eachReturn(func(r ReturnState, acts []*Event) []occurrence {
		var out []occurrence
		end := func(cleared string, at time.Time) {
			if n := len(out); n > 0 {
				out[n-1].end(ending{cleared, at})
			}
		}
		for _, e := range acts {
			if e.Kind == ReturnAuthorised && !contains(returnEnds, e.Code) {
				end("agreed_anew", e.At) // the days begin again
				out = append(out, occurrence{subject: r.Return, from: e.At.In(o.rules.zone()).AddDate(0, 0, days), since: e.At, by: e})
			} else if stops := returnStops[e.Kind]; stops != "" {
				end(stops, e.At)
			}
		}
		for _, p := range o.inbound[r.Return] {
			if len(p.progress) > 0 {
				end("received", p.progress[0].At)
			}
		}
		return out
	})
}

// E21: a return lies on our dock uninspected, once for every time that something uninspected came in.
func returnNotInspected(o *orderFold) []occurrence {
	return o.eachReturn(func(r ReturnState, acts []*Event) []occurrence {
		var out []occurrence
		waiting := map[string]int{} // line -> units on the dock
		for _, e := range acts {
			before := len(waiting)
			switch {
			case e.Kind == ReturnReceived || e.Kind == ReturnMatched && e.Line != "":
				if e.Line != "" {
					delete(waiting, "") // the box was looked into
				}
				waiting[e.Line] += max(1, e.Quantity)
			case e.Kind == ReturnClosed || e.Kind == ReturnInspected && e.Line == "":
				clear(waiting)
			case e.Kind == ReturnInspected:
				if waiting[e.Line] -= e.Quantity; waiting[e.Line] <= 0 || e.Quantity == 0 {
					delete(waiting, e.Line)
				}
			}
			switch {
			case before == 0 && len(waiting) > 0:
				out = append(out, occurrence{subject: r.Return, from: o.rules.addWorkdays(e.At, inspectWithin), since: e.At, by: e})
			case before > 0 && len(waiting) == 0:
				cleared := "inspected"
				if e.Kind == ReturnClosed {
					cleared = "return_closed"
				}
				out[len(out)-1].end(ending{cleared, e.At})
			}
		}
		return out
	})
}

// E22: what happens to a return is decided, and the customer waits for it; once for every time that something was decided
// after the last release. A release of some units leaves those waiting that are to get something else. What a supplier is to
// repair waits for the supplier's answer first, and for us from then on.
func decidedNotReleased(o *orderFold) []occurrence {
	return o.eachReturn(func(r ReturnState, acts []*Event) []occurrence {
		var out []occurrence
		var waits, repairs, answered bool
		begin := func(e *Event) {
			out = append(out, occurrence{subject: r.Return, from: o.rules.addWorkdays(e.At, releaseWithin), since: e.At, by: e})
			waits = true
		}
		end := func(cleared string, e *Event) {
			out[len(out)-1].end(ending{cleared, e.At})
			waits = false
		}
		for i, e := range acts {
			open := slices.ContainsFunc(r.Lines, func(l ReturnLine) bool { return l.waits(answered) })
			switch {
			case e.Kind == ReturnDecided && !answered && toBeRepaired(e):
				repairs = true
			case e.Kind == SupplierAnswered:
				answered = true
				if repairs && !waits {
					begin(e)
				}
			case e.Kind == ReturnDecided && !waits:
				begin(e)
			case e.Kind == ReturnReleased && open && !decidedIn(acts[i:]):
			case e.Kind == ReturnReleased:
				if repairs = repairs && e.Code != "repair"; waits {
					end("released", e)
				}
			case e.Kind == ReturnClosed && waits:
				end("return_closed", e)
			}
		}
		if waits && r.Phase == "resolution_released" {
			return out[:len(out)-1] // released before it was decided where the goods go
		}
		return out
	})
}

// toBeRepaired reports whether a decision sends goods to their supplier for a repair.
func toBeRepaired(e *Event) bool { return e.Code == toSupplier && e.facts().Resolution == "repair" }

func decidedIn(acts []*Event) bool {
	return slices.ContainsFunc(acts, func(e *Event) bool { return e.Kind == ReturnDecided })
}

// E23: more came back than was asked for, or than ever left us, or fewer than the box holds that came back on its own. A person
// decides; closing the return clears it, and so does the rest that comes.
func returnMismatch(o *orderFold) []occurrence {
	excess := o.neverLeft()
	return o.eachReturn(func(r ReturnState, acts []*Event) []occurrence {
		out := o.short(r, acts)
		received := map[string]int{}
		for _, e := range acts {
			if facts := excess[e.ID]; facts != nil {
				out = append(out, occurrence{subject: r.Return, from: e.At, by: e, facts: facts})
			}
			switch {
			case e.Kind == ReturnClosed:
				for i := range out {
					out[i].end(ending{"return_closed", e.At})
				}
			case (e.Kind == ReturnReceived || e.Kind == ReturnMatched) && r.isAsked() && e.Line != "":
				received[e.Line] += e.Quantity
				if asked := r.requested(e.Line); received[e.Line] > asked {
					facts := []string{strconv.Itoa(asked), strconv.Itoa(received[e.Line]), "asked"}
					out = append(out, occurrence{subject: r.Return, from: e.At, by: e, facts: facts})
				}
			}
		}
		return out
	})
}

// short is the look into a box that came back on its own at which units were missing: it comes back whole or not at all, unlike
// what a customer sends. It says nothing of a box of which nobody knows what is in it.
func (o *orderFold) short(r ReturnState, acts []*Event) []occurrence {
	holds := o.holds(r.Parcel)
	if r.Kind != "rts" || holds == 0 {
		return nil
	}
	var out []occurrence
	came := 0
	for _, e := range acts {
		switch {
		case e.Kind == ReturnReceived && e.Line != "":
			if came += e.Quantity; came >= holds && len(out) > 0 {
				out[0].end(ending{"rest_came", e.At})
			}
		case e.Kind == ReturnInspected && came > 0 && came < holds && len(out) == 0:
			facts := []string{strconv.Itoa(holds), strconv.Itoa(came), "held"}
			out = append(out, occurrence{subject: r.Return, from: e.At, by: e, facts: facts})
		}
	}
	return out
}

// holds is how many units lie in a parcel as far as anybody scanned them into it.
func (o *orderFold) holds(parcel string) (n int) {
	for _, p := range o.parcels {
		if p.state.Parcel == parcel {
			for _, c := range p.state.Contents {
				n += c.Quantity
			}
		}
	}
	return n
}

// neverLeft are the receipts that brought more units of a line than left us, each with what its task tells.
func (o *orderFold) neverLeft() map[string][]string {
	out := map[string][]string{}
	came := map[string]int{}
	for _, e := range o.events {
		if e.Kind != ReturnReceived && e.Kind != ReturnMatched || e.Return == "" || e.Line == "" {
			continue
		}
		came[e.Line] += e.Quantity
		if left := o.line(e.Line).Ledger.HandedOver; came[e.Line] > left {
			out[e.ID] = []string{strconv.Itoa(left), strconv.Itoa(came[e.Line]), "left"}
		}
	}
	return out
}

// eachReturn looks at every return with its acts in time.
func (o *orderFold) eachReturn(find func(ReturnState, []*Event) []occurrence) []occurrence {
	var out []occurrence
	for _, r := range o.state.Returns {
		var acts []*Event
		for _, e := range o.events {
			if (e.Return == r.Return || contains(r.Aliases, e.Return)) && e.Kind.About() == "return" {
				acts = append(acts, e)
			}
		}
		out = append(out, find(r, acts)...)
	}
	return out
}

// E40, ours beside the published list: goods left for their supplier and no answer came in as many working days as the shop
// says. Clears with the answer; that the return was closed does not clear it, for what the supplier owes is owed to us.
func supplierSilent(o *orderFold) []occurrence {
	days := o.rules.Waits.Supplier
	if days <= 0 {
		return nil
	}
	return o.eachReturn(func(r ReturnState, acts []*Event) []occurrence {
		var out []occurrence
		for _, e := range acts {
			switch {
			case e.Kind == SupplierSent && len(out) == 0: // sent once more, its number is put right
				facts := []string{string(DateOf(e.At, o.rules.zone())), strconv.Itoa(days)}
				out = append(out, occurrence{subject: r.Return, from: o.rules.addWorkdays(e.At, days), since: e.At, by: e, facts: facts})
			case e.Kind == SupplierAnswered && len(out) > 0:
				out[0].end(ending{"supplier_answered", e.At})
			}
		}
		return out
	})
}

// E44, ours beside the published list: it was decided that goods go back to their supplier, and as many working days later as the
// shop says nothing tells that they left. Clears when they leave, when the supplier settles it without them, or when it is decided
// otherwise; that the return was closed does not clear it, for the goods are still here.
func supplierUnsent(o *orderFold) []occurrence {
	days := o.rules.Waits.SupplierSend
	if days <= 0 {
		return nil
	}
	return o.eachReturn(func(r ReturnState, acts []*Event) []occurrence {
		var out []occurrence
		var otherwise *Event // the last decision for something else while goods wait
		waits := false
		end := func(cleared string, e *Event) {
			if waits {
				out[len(out)-1].end(ending{cleared, e.At})
			}
			waits = false
		}
		for _, e := range acts {
			switch {
			case e.Kind == SupplierSent:
				end("supplier_sent", e)
			case e.Kind == SupplierAnswered:
				end("supplier_answered", e)
			case e.Kind == ReturnDecided && e.Code != toSupplier:
				otherwise = e
			case e.Kind == ReturnDecided && !waits:
				facts := []string{string(DateOf(e.At, o.rules.zone())), strconv.Itoa(days)}
				out = append(out, occurrence{subject: r.Return, from: o.rules.addWorkdays(e.At, days), since: e.At, by: e, facts: facts})
				waits, otherwise = true, nil
			}
		}
		if otherwise != nil && !r.goesTo(toSupplier) {
			end("decided_otherwise", otherwise)
		}
		return out
	})
}

// goesTo reports whether any units are to go where a disposition says.
func (r *ReturnState) goesTo(disposition string) bool {
	return slices.ContainsFunc(r.Lines, func(l ReturnLine) bool {
		return slices.ContainsFunc(l.Units, func(u ReturnUnits) bool { return u.Disposition == disposition })
	})
}
