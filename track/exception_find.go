package track

import (
	"strconv"
	"time"
)

// Shipped thresholds, in working days. They are defaults until a shop's own history says better.
const (
	labelOnlyDays     = 4 // a label that old and never handed over (Onward's published figure)
	noCarrierScanDays = 1 // from our hand-over to the carrier's first scan
	packedDays        = 1 // packed and still here
	stalledHome       = 3 // without news inside the country
	stalledAbroad     = 5
	collectionDays    = 3 // at a pick-up point
	inspectWithin     = 2 // received and not inspected
	releaseWithin     = 2 // decided and not released
)

// E01: units are still here after the day to ship by. Clears with the hand-over of the last unit.
func pastShipBy(o *orderFold) []occurrence {
	day := o.state.Facts.ShipBy
	if day == "" || o.wanted == 0 || o.hold {
		return nil
	}
	c := occurrence{from: day.End(o.rules.zone()), by: o.statement(), facts: []string{string(day)}}
	if o.handed >= o.wanted {
		c.to = o.at(o.state.Times.HandedOver)
		if !c.to.After(c.from) {
			return nil
		}
	}
	return []occurrence{c}
}

// E02: packed, and a working day later still not scanned out.
func packedNotHandedOver(o *orderFold) []occurrence {
	return o.eachParcel(func(p *parcelFold) (occurrence, bool) {
		by := p.firstOf(ParcelClosed)
		if by.ID == "" || p.state.Voided {
			return occurrence{}, false
		}
		return p.until(by, packedDays, p.gone())
	})
}

// E03: scanned out, and the carrier still has not seen it.
func noCarrierScan(o *orderFold) []occurrence {
	return o.eachParcel(func(p *parcelFold) (occurrence, bool) {
		by := p.firstOf(ParcelGiven)
		if by.ID == "" {
			return occurrence{}, false
		}
		return p.until(by, noCarrierScanDays, o.at(p.state.Times.Possession))
	})
}

// E04: a label was made and nobody ever handed the parcel over.
func labelOnly(o *orderFold) []occurrence {
	return o.eachParcel(func(p *parcelFold) (occurrence, bool) {
		by := p.labelMade()
		if by.ID == "" || p.state.Voided || p.firstOf(ParcelClosed).ID != "" {
			return occurrence{}, false
		}
		return p.until(by, labelOnlyDays, p.gone())
	})
}

// E05: the carrier has it and we never scanned it out, though this order was worked on with scans.
func noScanByUs(o *orderFold) []occurrence {
	if o.last(LinePicked).ID == "" && o.last(LinePacked).ID == "" {
		return nil
	}
	return o.eachParcel(func(p *parcelFold) (occurrence, bool) {
		by := p.firstPossession()
		if by.ID == "" || p.state.Times.HandedOver != "" {
			return occurrence{}, false
		}
		c := occurrence{subject: p.state.Parcel, from: by.At, by: by}
		if p.state.Phase.IsFinal() {
			c.to = p.decided().At
		}
		return c, true
	})
}

// E07: no progress for longer than usual, once for every such silence; any newer progress clears it.
func stalled(o *orderFold) []occurrence {
	var out []occurrence
	for _, p := range o.parcels {
		days := stalledHome
		if home, to := o.rules.Country, o.state.Facts.Country; home != "" && to != "" && home != to {
			days = stalledAbroad
		}
		progress := p.progressEvents()
		for i, e := range progress {
			if !stallable(e.Phase) {
				continue
			}
			c := occurrence{subject: p.state.Parcel, from: o.rules.addWorkdays(e.At, days), by: e, facts: []string{strconv.Itoa(days)}}
			if i+1 < len(progress) {
				if c.to = progress[i+1].At; !c.to.After(c.from) {
					continue
				}
			}
			out = append(out, c)
		}
	}
	return out
}

// stallable reports whether silence after p means that something is wrong; waiting at a pick-up point does not.
func stallable(p Phase) bool {
	return p == Possession || p == Moving || p == OutForDelivery || p == Returning
}

// E08: the carrier's own estimate lies after the date we promised.
func estimatePastPromise(o *orderFold) []occurrence {
	promise := o.state.Promise.Latest
	if promise == "" {
		return nil
	}
	return o.eachParcel(func(p *parcelFold) (occurrence, bool) {
		for i := len(p.events) - 1; i >= 0; i-- {
			e := p.events[i]
			if e.Estimated == "" || e.Kind != CarrierEvent {
				continue
			}
			if e.Estimated <= promise {
				break
			}
			c := occurrence{subject: p.state.Parcel, from: e.At, by: e, facts: []string{string(e.Estimated), string(promise)}}
			if p.state.Phase.IsFinal() {
				c.to = p.decided().At
			}
			return c, true
		}
		return occurrence{}, false
	})
}

// E09: nobody could be given the parcel. Clears when it goes out again, is delivered, collected or comes back.
func attemptFailed(o *orderFold) []occurrence {
	var out []occurrence
	for _, p := range o.parcels {
		progress := p.progressEvents()
		for i, e := range progress {
			if e.Phase != AttemptFailed {
				continue
			}
			c := occurrence{subject: p.state.Parcel, from: e.At, by: e, facts: []string{string(e.Reason)}}
			for _, next := range progress[i+1:] {
				if next.Phase != Moving {
					c.to = next.At
					break
				}
			}
			if c.to.IsZero() && p.state.Phase == Delivered {
				c.to = p.decided().At
			}
			out = append(out, c)
		}
	}
	return out
}

// E10: it has lain at the pick-up point for days.
func awaitingCollection(o *orderFold) []occurrence {
	return o.eachParcel(func(p *parcelFold) (occurrence, bool) {
		by := p.firstPhase(AwaitingCollection)
		if by.ID == "" {
			return occurrence{}, false
		}
		return p.until(by, collectionDays, p.after(by, func(e Event) bool { return e.Phase != AwaitingCollection }))
	})
}

// E13: customs stopped it.
func customsHold(o *orderFold) []occurrence {
	return o.byReason(func(r Reason) bool { return r.Family() == FamilyCustoms })
}

// E11, E12, E14: the carrier gives one of these reasons.
func reasonFinder(reasons ...Reason) func(*orderFold) []occurrence {
	return func(o *orderFold) []occurrence {
		return o.byReason(func(r Reason) bool { return contains(reasons, r) })
	}
}

// byReason finds carrier events with such a reason; each clears with the next progress that does not repeat it.
func (o *orderFold) byReason(is func(Reason) bool) []occurrence {
	return o.eachParcel(func(p *parcelFold) (occurrence, bool) {
		for _, e := range p.events {
			if e.Kind != CarrierEvent || !is(e.Reason) || e.Phase.IsFinal() && e.Phase == Delivered {
				continue
			}
			c := occurrence{subject: p.state.Parcel, from: e.At, by: e, facts: []string{string(e.Reason)}}
			c.to = p.after(e, func(next Event) bool { return !is(next.Reason) })
			return c, true
		}
		return occurrence{}, false
	})
}

// E15: a parcel comes back that nobody asked back. Clears when somebody opens or receives the return.
func returningUnannounced(o *orderFold) []occurrence {
	return o.eachParcel(func(p *parcelFold) (occurrence, bool) {
		by := p.firstPhase(Returning)
		if by.ID == "" {
			by = p.firstPhase(ReturnedToUs)
		}
		if by.ID == "" || by.Reason == "customer_refused" {
			return occurrence{}, false
		}
		c := occurrence{subject: p.state.Parcel, from: by.At, by: by, facts: []string{string(by.Reason)}}
		for _, e := range o.events {
			if e.Kind == ReturnOpened || e.Kind == ReturnReceived {
				c.to = laterOf(e.At, c.from)
				break
			}
		}
		return c, true
	})
}

// E16: the carrier says it is lost or destroyed. A person closes it: with a claim, a replacement or a find.
func lost(o *orderFold) []occurrence {
	return o.eachParcel(func(p *parcelFold) (occurrence, bool) {
		if p.state.Phase != Lost && p.state.Phase != Destroyed {
			return occurrence{}, false
		}
		by := p.decided()
		return occurrence{subject: p.state.Parcel, from: by.At, by: by}, true
	})
}

// E17: the customer says it never came.
func saysMissing(o *orderFold) []occurrence {
	var out []occurrence
	for _, e := range o.events {
		if e.Kind == Contact && e.Code == "missing" {
			out = append(out, occurrence{from: e.At, by: e, facts: []string{string(o.state.Times.Delivered)}})
		}
	}
	return out
}

// E18: events that cannot both be true: on the move long after the delivery, or moved by a carrier after being voided.
func contradiction(o *orderFold) []occurrence {
	return o.eachParcel(func(p *parcelFold) (occurrence, bool) {
		by := p.decided()
		if by.Phase != Delivered {
			return occurrence{}, false
		}
		for _, e := range p.progressEvents() {
			if !e.Phase.IsFinal() && e.Phase != Returning && e.At.After(by.At.Add(deliveredStands)) {
				return occurrence{subject: p.state.Parcel, from: e.At, by: e, facts: []string{string(e.Phase)}}, true
			}
		}
		return occurrence{}, false
	})
}

// E19: the carrier's words were not understood. Clears when they are taught, because then they are no longer unmapped.
func unmapped(o *orderFold) []occurrence {
	return o.eachParcel(func(p *parcelFold) (occurrence, bool) {
		for _, e := range p.events {
			if e.Kind == CarrierEvent && e.Phase == Unmapped {
				return occurrence{subject: p.state.Parcel, from: e.At, by: e, facts: []string{or(e.Text, e.Code)}}, true
			}
		}
		return occurrence{}, false
	})
}

// E21: a return lies on our dock uninspected.
func returnNotInspected(o *orderFold) []occurrence {
	return o.returnStep(ReturnReceived, ReturnInspected, inspectWithin)
}

// E22: what happens to a return is decided, and the customer waits for it.
func decidedNotReleased(o *orderFold) []occurrence {
	return o.returnStep(ReturnDecided, ReturnReleased, releaseWithin)
}

// E23: more or less came back than was asked for.
func returnMismatch(o *orderFold) []occurrence {
	var out []occurrence
	for _, r := range o.state.Returns {
		for _, l := range r.Lines {
			if r.Kind == "request" && l.Received > l.Requested {
				by := o.firstReturn(r.Return, ReturnReceived)
				out = append(out, occurrence{subject: r.Return, from: by.At, by: by, facts: []string{strconv.Itoa(l.Requested), strconv.Itoa(l.Received)}})
			}
		}
	}
	return out
}

func (o *orderFold) returnStep(from, to Kind, days int) []occurrence {
	var out []occurrence
	for _, r := range o.state.Returns {
		by := o.firstReturn(r.Return, from)
		if by.ID == "" {
			continue
		}
		c := occurrence{subject: r.Return, from: o.rules.addWorkdays(by.At, days), by: by}
		if end := o.firstReturn(r.Return, to); end.ID != "" {
			if c.to = end.At; !c.to.After(c.from) {
				continue
			}
		}
		out = append(out, c)
	}
	return out
}

func (o *orderFold) firstReturn(id string, kind Kind) Event {
	for _, e := range o.events {
		if e.Kind == kind && e.Return == id {
			return e
		}
	}
	return Event{}
}

func (o *orderFold) eachParcel(find func(*parcelFold) (occurrence, bool)) []occurrence {
	var out []occurrence
	for _, p := range o.parcels {
		if c, ok := find(p); ok {
			out = append(out, c)
		}
	}
	return out
}

// statement is the event whose facts are in force.
func (o *orderFold) statement() Event {
	for _, e := range o.events {
		if e.ID == o.state.Stated {
			return e
		}
	}
	return Event{}
}

func (o *orderFold) at(s Stamp) time.Time {
	t, err := s.At(o.rules.zone())
	if err != nil {
		return time.Time{}
	}
	return t
}

func laterOf(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}
