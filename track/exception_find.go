package track

import (
	"slices"
	"strconv"
	"time"
)

// Shipped thresholds, in working days. Those that a shop's own history may know better stand in waits.go.
const (
	labelOnlyDays   = 4  // a label that old and never handed over (Onward's published figure)
	packedDays      = 1  // packed and still here
	overdueDays     = 28 // days, not working ones, from a return agreed to its parcel, where no rule says otherwise
	collectionDays  = 3  // at a pick-up point, where nobody says how long it is kept there
	collectionAhead = 2  // days before the last one at a pick-up point on which somebody is told
	inspectWithin   = 2  // received and not inspected
	releaseWithin   = 2  // decided and not released
)

// E01: units are still here after the day to ship by. Clears with the hand-over or cancellation of the last unit; a hold
// suspends it. It stays one task when the shop states the order anew.
func pastShipBy(o *orderFold) []occurrence {
	day := o.state.Facts.ShipBy.day()
	if day == "" || o.wanted == 0 && !o.cancelled {
		return nil
	}
	c := occurrence{from: day.End(o.rules.zone()), by: o.firstKnown(), key: string(day), facts: []string{string(day)}}
	c.end(o.allLeft())
	return []occurrence{o.unlessHeld(c)}
}

// allLeft is when the last unit that is wanted left us, or was cancelled after the others had left; the zero time while one is here.
func (o *orderFold) allLeft() ending {
	if o.handed < o.wanted {
		return ending{}
	}
	gone, stopped := o.at(o.state.Times.HandedOver), o.stopped()
	if stopped.at.After(gone) {
		return stopped
	}
	return ending{"handed_over", gone}
}

// notPaid are the words by which shops say that an order is not paid, or not any more, as statusWord reads them.
var notPaid = map[string]bool{
	"unpaid": true, "pending": true, "awaiting-payment": true, "authorized": true, "authorised": true, "failed": true,
	"expired": true, "voided": true, "refunded": true, "wc-pending": true, "wc-failed": true, "wc-refunded": true,
}

// isPaid reports whether an order is to be shipped as far as money goes: it is dated as paid, or its shop says nothing against it.
func (f OrderFacts) isPaid() bool {
	return f.PaidAt != "" || !notPaid[statusWord(f.Payment)]
}

// E39, ours beside the published list: an order that is paid and open, with units still here long after it was placed, and nothing
// states when they must leave: an old one of a first import reaches somebody too. It speaks only while no other exception tells of
// the order. It stays one task when the shop states the order anew.
func unshippedLong(o *orderFold) []occurrence {
	f, days := o.state.Facts, o.rules.Waits.Handling
	placed := o.at(or(f.PaidAt, f.OrderedAt))
	if days <= 0 || placed.IsZero() || f.ShipBy.day() != "" || o.state.Promise.Latest.day() != "" || o.wanted == 0 && !o.cancelled {
		return nil
	}
	if !f.isPaid() || o.saidDone() || o.state.Elsewhere() || !o.state.DuplicateOf.IsZero() || o.explained() {
		return nil
	}
	c := occurrence{from: o.rules.addWorkdays(placed, days), since: placed, by: o.firstKnown(), key: "handling"}
	c.facts = []string{string(DateOf(placed, o.rules.zone())), strconv.Itoa(days)}
	c.end(o.allLeft())
	return []occurrence{o.unlessHeld(c)}
}

// E26, ours beside the published list: the promised day is over and the order has not arrived. It speaks only while no other
// exception has told anybody, and never for an old order of which nothing is known but that its shop calls it fulfilled.
// Clears with the delivery, when every parcel has ended otherwise, or when the promise changes.
func pastPromise(o *orderFold) []occurrence {
	day := o.state.Promise.Latest.day()
	if day == "" || o.wanted == 0 || o.explained() || o.saidDone() {
		return nil
	}
	c := occurrence{from: day.End(o.rules.zone()), by: o.firstKnown(), key: string(day), facts: []string{string(day)}}
	c.feed = o.unheardOf()
	c.end(ending{"delivered", o.at(o.state.Times.Delivered)})
	if c.to.IsZero() && o.handed >= o.wanted {
		c.end(ending{"journey_over", o.allEnded()})
	}
	return []occurrence{o.unlessHeld(c)}
}

// explained reports whether an open task already warns of what goes wrong with the order.
func (o *orderFold) explained() bool {
	return slices.ContainsFunc(o.docket.tasks, func(t *Task) bool { return t.IsOpen() && t.Warns() })
}

// unheardOf is the carrier that alone would say that the order arrived: every unit left with it, and it is on its way.
func (o *orderFold) unheardOf() string {
	carrier := ""
	for _, p := range o.countable() {
		switch {
		case p.state.Phase.IsFinal():
		case !p.state.OnItsWay, carrier != "" && carrier != p.state.Carrier:
			return ""
		default:
			carrier = p.state.Carrier
		}
	}
	if o.handed < o.wanted {
		return ""
	}
	return carrier
}

// saidDone reports whether all that is known of an order is that its shop calls it fulfilled: history from before.
func (o *orderFold) saidDone() bool {
	return o.state.Facts.saysDone() && len(o.parcels) == 0 && o.last(LinePicked).ID == ""
}

// allEnded is when the last of the order's parcels ended its journey; zero while one goes on.
func (o *orderFold) allEnded() time.Time {
	var last time.Time
	for _, p := range o.countable() {
		if !p.state.Phase.IsFinal() {
			return time.Time{}
		}
		last = latest(last, p.decided.At)
	}
	return last
}

// E02: packed, and still not scanned out when the next pick-up is over; a working day later where no cut-off is known.
func packedNotHandedOver(o *orderFold) []occurrence {
	return o.eachParcel(func(p *parcelFold) []occurrence {
		by := p.ready()
		if by.ID == "" {
			return nil
		}
		c := p.overdue(by, packedDays)
		if next := o.rules.NextPickup(by.At, p.state.Carrier); !next.IsZero() {
			c.from = next
		}
		c.end(o.left(p))
		return []occurrence{o.unlessHeld(c)}
	})
}

// E03: scanned out, and the carrier has not seen it for longer than it usually takes.
func noCarrierScan(o *orderFold) []occurrence {
	return o.eachParcel(func(p *parcelFold) []occurrence {
		by := p.firstOwn(HandedOver)
		if by.ID == "" {
			return nil
		}
		return []occurrence{p.unheard(p.beyond(by, o.scanWait(p, by), ending{"carrier_scan", o.at(p.state.Times.Possession)}, p.journeyOver()))}
	})
}

// E04: a label was made and nobody ever handed the parcel over. Once it is packed it is E02's; once every unit of the
// order has left without it, nobody needs it. A carrier that delivers it today has it, however little it says else.
func labelOnly(o *orderFold) []occurrence {
	return o.eachParcel(func(p *parcelFold) []occurrence {
		by := p.labelMade()
		if by.ID == "" {
			return nil
		}
		c := p.overdue(by, labelOnlyDays, o.left(p), ending{"packed", p.ready().At}, ending{"comes_today", p.comesToday()})
		if o.state.Facets.HandedOver == All {
			c.end(ending{"handed_over", o.at(o.state.Times.HandedOver)})
		}
		return []occurrence{o.unlessHeld(c)}
	})
}

// E17: the customer says it never came. A person closes it, unless the last parcel arrives after the customer wrote.
func saysMissing(o *orderFold) []occurrence {
	var out []occurrence
	for _, e := range o.events {
		if e.Kind == Contact && e.Code == "missing" {
			c := occurrence{from: e.At, by: e, facts: []string{string(o.state.Times.Delivered)}}
			if arrived := o.at(o.state.Times.Delivered); arrived.After(e.At) {
				c.end(ending{"arrived_after", arrived})
			}
			out = append(out, c)
		}
	}
	return out
}

// unlessHeld leaves out the time in which the order was held: nobody is to touch it then.
func (o *orderFold) unlessHeld(c occurrence) occurrence {
	if o.hold {
		c.end(ending{"held", o.heldSince.At})
	} else if o.released.After(c.from) && (c.to.IsZero() || c.to.After(o.released)) {
		c.from = o.released
	}
	return c
}

// left is when a parcel left us, or when nobody wanted it any more; zero while it is here and wanted.
func (o *orderFold) left(p *parcelFold) ending {
	if gone := p.gone(); !gone.at.IsZero() {
		return gone
	}
	return o.stopped()
}

// stopped is when the order was cancelled, as far as it still was here; zero when it was not.
func (o *orderFold) stopped() ending {
	if o.wanted > o.handed {
		return ending{}
	}
	if by := o.last(Cancelled); by.ID != "" {
		return ending{"cancelled", by.At}
	}
	return ending{"cancelled", o.shopCancelled()}
}

// shopCancelled is when the shop says that the order was cancelled: at the time it names, else when it was last stated as one;
// zero when it does not say so.
func (o *orderFold) shopCancelled() time.Time {
	f := o.state.Facts
	if at := o.at(f.CancelledAt); !at.IsZero() || !f.SaysCancelled() && !f.saysRefunded() {
		return at
	}
	return o.statement().At
}

func (o *orderFold) eachParcel(find func(*parcelFold) []occurrence) []occurrence {
	var out []occurrence
	for _, p := range o.parcels {
		out = append(out, find(p)...)
	}
	return out
}

// firstKnown is the event whose facts are in force, learned when we first learned of the order.
func (o *orderFold) firstKnown() *Event {
	return o.statement().learned(o.knownSince())
}

// knownSince is when we first learned of the order.
func (o *orderFold) knownSince() time.Time {
	var since time.Time
	for _, e := range o.events {
		if e.Kind == OrderStated {
			since = earliest(since, e.Recorded)
		}
	}
	return since
}

// statement is the event whose facts are in force.
func (o *orderFold) statement() *Event {
	for _, e := range o.events {
		if e.ID == o.state.Stated {
			return e
		}
	}
	return none
}

func (o *orderFold) at(s Stamp) time.Time {
	t, err := s.At(o.rules.zone())
	if err != nil {
		return time.Time{}
	}
	return t
}
