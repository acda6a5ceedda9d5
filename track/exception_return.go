package track

import "strconv"

// E20: a return was agreed to, and when it should have come nothing has. Clears when something of it comes, the carrier has
// it, or somebody ends it.
func returnOverdue(o *orderFold) []occurrence {
	days := or(o.rules.ReturnDays, overdueDays)
	return o.eachReturn(func(r ReturnState, acts []Event) []occurrence {
		var c occurrence
		for _, e := range acts {
			switch e.Kind {
			case ReturnAuthorised:
				if c.by.ID == "" && !contains(returnEnds, e.Code) {
					c = occurrence{subject: r.Return, from: e.At.In(o.rules.zone()).AddDate(0, 0, days), by: e}
				}
			case ReturnReceived, ReturnDeclined, ReturnCancelled, ReturnClosed:
				c.to = earliest(c.to, e.At)
			default:
			}
		}
		if c.by.ID == "" {
			return nil
		}
		for _, p := range o.inbound[r.Return] {
			if len(p.progress) > 0 {
				c.to = earliest(c.to, p.progress[0].At)
			}
		}
		return []occurrence{c}
	})
}

// E21: a return lies on our dock uninspected, once for every time that something uninspected came in.
func returnNotInspected(o *orderFold) []occurrence {
	return o.eachReturn(func(r ReturnState, acts []Event) []occurrence {
		var out []occurrence
		waiting := map[string]int{} // line -> units on the dock
		for _, e := range acts {
			before := len(waiting)
			switch {
			case e.Kind == ReturnReceived:
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
				out = append(out, occurrence{subject: r.Return, from: o.rules.addWorkdays(e.At, inspectWithin), by: e})
			case before > 0 && len(waiting) == 0:
				out[len(out)-1].to = e.At
			}
		}
		return out
	})
}

// E22: what happens to a return is decided, and the customer waits for it.
func decidedNotReleased(o *orderFold) []occurrence {
	return o.eachReturn(func(r ReturnState, acts []Event) []occurrence {
		var c occurrence
		for _, e := range acts {
			switch {
			case e.Kind == ReturnDecided && c.by.ID == "":
				c = occurrence{subject: r.Return, from: o.rules.addWorkdays(e.At, releaseWithin), by: e}
			case e.Kind == ReturnReleased || e.Kind == ReturnClosed:
				c.to = earliest(c.to, e.At)
			}
		}
		if c.by.ID == "" {
			return nil
		}
		return []occurrence{c}
	})
}

// E23: more came back than was asked for, or something else. A person decides; closing the return clears it.
func returnMismatch(o *orderFold) []occurrence {
	return o.eachReturn(func(r ReturnState, acts []Event) []occurrence {
		var out []occurrence
		received := map[string]int{}
		for _, e := range acts {
			switch {
			case e.Kind == ReturnClosed:
				for i := range out {
					out[i].to = earliest(out[i].to, e.At)
				}
			case e.Kind == ReturnReceived && r.Kind == "request" && e.Line != "":
				received[e.Line] += e.Quantity
				if asked := r.requested(e.Line); received[e.Line] > asked {
					facts := []string{strconv.Itoa(asked), strconv.Itoa(received[e.Line])}
					out = append(out, occurrence{subject: r.Return, from: e.At, by: e, facts: facts})
				}
			}
		}
		return out
	})
}

// eachReturn looks at every return with its acts in time.
func (o *orderFold) eachReturn(find func(ReturnState, []Event) []occurrence) []occurrence {
	var out []occurrence
	for _, r := range o.state.Returns {
		var acts []Event
		for _, e := range o.events {
			if e.Return == r.Return && e.Kind.About() == "return" {
				acts = append(acts, e)
			}
		}
		out = append(out, find(r, acts)...)
	}
	return out
}
