package track

// E05: the carrier has it and we never scanned it out, though this order was worked on with scans.
func noScanByUs(o *orderFold) []occurrence {
	if o.last(LinePicked).ID == "" && o.last(LinePacked).ID == "" {
		return nil
	}
	return o.eachParcel(func(p *parcelFold) []occurrence {
		if len(p.progress) == 0 || p.state.Times.HandedOver != "" {
			return nil
		}
		c := p.about(p.progress[0], p.progress[0].At)
		c.end(p.journeyOver())
		return []occurrence{c}
	})
}

// E07: no progress for longer than usual, once for every such silence; any newer progress clears it.
func stalled(o *orderFold) []occurrence { return o.silent(o.stallWait, "journey_over") }

// silent are the silences of parcels that outlast a wait; any newer progress ends one, and so does the end of its journey,
// which its row calls over.
func (o *orderFold) silent(wait func(*parcelFold, *Event) bound, over string) []occurrence {
	return o.eachParcel(func(p *parcelFold) []occurrence {
		var out []occurrence
		for i, e := range p.progress {
			if !stallable(e.Phase) {
				continue
			}
			next := ending{}
			if i+1 < len(p.progress) {
				next = ending{"any_progress", p.progress[i+1].At}
			}
			out = append(out, p.unheard(p.beyond(e, wait(p, e), ending{over, p.over()}, next)))
		}
		return out
	})
}

// stallable reports whether silence after p means that something is wrong; waiting at a pick-up point does not.
func stallable(p Phase) bool {
	return p == Possession || p == Moving || p == OutForDelivery || p == Returning
}

// E09: nobody could be given the parcel. Clears when it goes out again, waits at a pick-up point, is delivered or comes
// back. A refusal is E12's: there is nothing to book again.
func attemptFailed(o *orderFold) []occurrence {
	return o.eachParcel(func(p *parcelFold) []occurrence {
		return p.untilOver(p.each(p.progress,
			func(e *Event) bool { return e.Phase == AttemptFailed && e.Reason != "customer_refused" },
			func(e *Event) string { return attemptEnds[e.Phase] }))
	})
}

// attemptEnds is what ends a failed attempt. A failed parcel goes back to the depot first, which ends nothing.
var attemptEnds = map[Phase]string{
	OutForDelivery: "out_again", AwaitingCollection: "at_pickup_point", Delivered: "delivered", Returning: "returning", ReturnedToUs: "returning",
	Lost: "journey_over", Destroyed: "journey_over",
}

// goesOn is what lets a parcel go on that something stopped: moving about between depots does not.
func goesOn(e *Event) string {
	switch {
	case e.Phase == Returning || e.Phase == ReturnedToUs:
		return "returning"
	case e.Phase.IsFinal():
		return "journey_over"
	case e.Phase.Rank() >= OutForDelivery.Rank():
		return "out_again"
	}
	return ""
}

// E10: two days before the pick-up point sends it back, or when it has lain there for days and nobody says how long it is kept.
func awaitingCollection(o *orderFold) []occurrence {
	return o.eachParcel(func(p *parcelFold) []occurrence {
		by := p.firstPhase(AwaitingCollection)
		if by.ID == "" {
			return nil
		}
		c := p.overdue(by, collectionDays)
		c.facts = []string{"unknown", ""}
		if last, said := p.keptUntil(by); last != "" {
			c.from, c.due = latest(by.At, last.AddDays(-collectionAhead).Start(p.rules.zone())), last.End(p.rules.zone())
			c.facts = []string{map[bool]string{true: "said", false: "usual"}[said], string(last)}
		}
		c.end(p.after(by, collectionEnds), p.journeyOver())
		return []occurrence{c}
	})
}

// collectionEnds is what ends the wait at a pick-up point: anything else that is said of the parcel.
func collectionEnds(e *Event) string {
	switch e.Phase {
	case AwaitingCollection:
		return ""
	case Delivered:
		return "collected"
	case Returning, ReturnedToUs:
		return "returning"
	case Lost, Destroyed:
		return "journey_over"
	}
	return "out_again"
}

// E13: customs stopped it. Clears with any progress that no longer says so.
func customsHold(o *orderFold) []occurrence {
	return o.byReason(func(r Reason) bool { return r.Family() == FamilyCustoms }, func(e *Event) string {
		if e.Phase == Lost || e.Phase == Destroyed {
			return "journey_over"
		}
		return "customs_released"
	})
}

// E11: the carrier says that the address is wrong, or that it put it right itself. Clears when a person corrects it, and
// when the parcel goes on without it.
func addressIssue(o *orderFold) []occurrence {
	out := o.byReason(func(r Reason) bool { return r == "customer_incorrect_address" || r == "carrier_address_not_found" }, goesOn)
	for i, c := range out {
		for _, e := range o.events {
			if e.Kind == Edited && e.Code == "address" && e.At.After(c.from) {
				out[i].end(ending{"address_corrected", e.At})
				break
			}
		}
	}
	return out
}

// E12: the customer refused it. Clears when the parcel goes on or comes back.
func refused(o *orderFold) []occurrence {
	return o.byReason(func(r Reason) bool { return r == "customer_refused" }, goesOn)
}

// E14: the carrier or the customer says it is damaged. A claim that ended clears it, or a person: no progress mends it.
func damaged(o *orderFold) []occurrence {
	out := o.eachParcel(func(p *parcelFold) []occurrence {
		return p.each(p.reports, func(e *Event) bool { return e.Reason == "carrier_damaged" }, func(*Event) string { return "" })
	})
	for _, e := range o.events {
		if e.Kind == Contact && e.Code == "damaged" {
			out = append(out, occurrence{from: e.At, by: e, facts: []string{""}})
		}
	}
	for i := range out {
		_, ended := o.claimed(out[i], "damaged")
		out[i].end(ending{"claim_ended", ended})
	}
	return out
}

// byReason finds the carrier's words with such a reason; each clears with the next progress that ends it and does not
// repeat the reason.
func (o *orderFold) byReason(is func(Reason) bool, ends func(*Event) string) []occurrence {
	return o.eachParcel(func(p *parcelFold) []occurrence {
		return p.untilOver(p.each(p.reports,
			func(e *Event) bool { return is(e.Reason) && e.Phase != Delivered },
			func(e *Event) string {
				if is(e.Reason) {
					return ""
				}
				return ends(e)
			}))
	})
}

// E15: a parcel comes back that nobody asked back. Clears when somebody opens or receives its return.
func returningUnannounced(o *orderFold) []occurrence {
	return o.eachParcel(func(p *parcelFold) []occurrence {
		by := p.firstPhase(Returning, ReturnedToUs)
		if by.ID == "" || by.Reason == "customer_refused" {
			return nil
		}
		c := p.about(by, by.At, string(p.reasonUntil(by)))
		for _, e := range o.events {
			asked := e.Kind == ReturnOpened || e.Kind == ReturnReceived
			if asked && (e.ParcelID == "" || e.ParcelID == p.state.Parcel) {
				c.end(ending{"return_opened", latest(e.At, c.from)})
				break
			}
		}
		if p.state.Phase == Delivered {
			c.end(ending{"delivered", p.decided.At})
		}
		return []occurrence{c}
	})
}

// reasonUntil is the last reason the carrier gave up to and with an event; "unknown" when it gave none.
func (p *parcelFold) reasonUntil(by *Event) Reason {
	reason := Reason("unknown")
	for _, e := range p.events {
		if e.Kind == CarrierEvent {
			reason = or(e.Reason, reason)
		}
		if e.ID == by.ID {
			break
		}
	}
	return reason
}

// E16: the carrier says it is lost or destroyed, or it gave no sign of life for so long that nobody should expect it any
// more. A claim clears it, and so does a find; a person closes it otherwise, with a replacement.
func lost(o *orderFold) []occurrence {
	out := o.eachParcel(func(p *parcelFold) []occurrence {
		by := p.firstPhase(Lost, Destroyed)
		if by.ID == "" {
			return nil
		}
		c := p.about(by, by.At, p.because("", LevelDeclared, 0)...)
		if s := p.state.Phase; s != Lost && s != Destroyed {
			c.end(ending{"any_progress", latest(p.decided.At, by.At)})
		}
		return []occurrence{c}
	})
	if o.rules.Waits.Lost > 0 {
		out = append(out, o.silent(o.lostWait, "any_progress")...)
	}
	for i := range out {
		opened, _ := o.claimed(out[i], "lost", "missing")
		out[i].end(ending{"claim_opened", opened})
	}
	return out
}
