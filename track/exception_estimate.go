package track

import (
	"slices"
	"time"
)

// E08: the parcel will probably arrive after the date we promised, as the carrier says or as our own history does. Clears
// when neither says so any more, when no day can be named any more, or at the end.
func estimatePastPromise(o *orderFold) []occurrence {
	promise := o.state.Promise.Latest
	if promise == "" {
		return nil
	}
	return o.eachParcel(func(p *parcelFold) []occurrence {
		slips := together(append(p.carrierSlips(promise), p.historySlips(promise)...))
		for i := range slips {
			slips[i].due = promise.End(o.rules.zone())
		}
		return slips
	})
}

// carrierSlips are the times in which the carrier's own estimate lay after the promise.
func (p *parcelFold) carrierSlips(promise Date) []occurrence {
	said := p.estimates()
	var out []occurrence
	stated := map[string]bool{}
	for i, e := range said {
		again := stated[e.ID]
		if stated[e.ID] = true; e.Estimated <= promise {
			continue
		}
		c := p.about(e, e.At, append(p.because(string(e.Estimated), LevelDeclared, 0), string(promise))...)
		if again { // another file named the same day: a task of its own if one came in between
			c.key = e.ID + "|" + e.At.UTC().Format(time.RFC3339Nano)
		}
		c.end(p.journeyOver())
		for _, next := range said[i+1:] {
			if next.Estimated <= promise {
				c.end(ending{"earlier_estimate", next.At})
				break
			}
		}
		out = append(out, c)
	}
	return out
}

// historySlips are the times in which half of the parcels like this one arrived after the promise.
func (p *parcelFold) historySlips(promise Date) []occurrence {
	calendar, begun := p.rules.carrierCalendar(p.state.Carrier), p.setOut()
	var out []occurrence
	for i, told := range p.shown {
		if !told.known {
			continue
		}
		likely := calendar.after(begun, told.likely)
		if likely <= promise {
			continue
		}
		by := p.progress[0]
		c := p.about(by, latest(told.day.Start(p.rules.zone()), by.At), append(p.because(string(likely), told.level, told.n), string(promise))...)
		c.key = by.ID + "|" + string(told.day)
		c.end(p.journeyOver())
		if i+1 < len(p.shown) {
			next := p.shown[i+1]
			c.end(ending{afterwards(next), next.day.Start(p.rules.zone())})
		}
		out = append(out, c)
	}
	return out
}

// afterwards is how a doubt ends with the next that history lets us say: an earlier day is named, or none can be any more.
func afterwards(next outlook) string {
	if next.known {
		return "earlier_estimate"
	}
	return "estimate_over"
}

// together makes one occurrence of those that overlap or follow one another without a gap; the first says what it is about.
func together(found []occurrence) []occurrence {
	slices.SortStableFunc(found, func(a, b occurrence) int { return a.from.Compare(b.from) })
	var out []occurrence
	for _, c := range found {
		if n := len(out); n > 0 && (out[n-1].to.IsZero() || !c.from.After(out[n-1].to)) {
			out[n-1].absorb(c)
			continue
		}
		out = append(out, c)
	}
	return out
}

// absorb takes in an occurrence that begins before c ended: people may have handled the one task under the other's id.
func (c *occurrence) absorb(o occurrence) {
	if !c.to.IsZero() && (o.to.IsZero() || o.to.After(c.to)) {
		c.to, c.cleared = o.to, o.cleared
	}
	c.same = append(append(slices.Clone(c.same), or(o.key, o.by.ID)), o.same...)
}
