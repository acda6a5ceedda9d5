package track

import (
	"strings"
	"time"
)

// E06: the tracking number cannot be right because its check digit is wrong, or the carrier does not know it a working day
// after it should have had the parcel. Clears when the carrier knows it, when the parcel has another number, or at the end.
func numberUnknown(o *orderFold) []occurrence {
	return o.eachParcel(func(p *parcelFold) []occurrence {
		return append(p.malformed(), p.notFound()...)
	})
}

// malformed are the numbers the parcel had whose check digit is wrong, each until another one took its place.
func (p *parcelFold) malformed() []occurrence {
	if p.rules.Malformed == nil {
		return nil
	}
	var out []occurrence
	number, times := "", map[string]int{}
	for _, e := range p.events {
		next := TrackingKey(e.Parcel.Tracking)
		if next == "" || next == number {
			continue
		}
		if n := len(out) - 1; n >= 0 && out[n].to.IsZero() {
			out[n].end(ending{"relabelled", e.At})
		}
		if number = next; p.rules.Malformed(or(e.Parcel.Carrier, p.state.Carrier), next) {
			c := p.about(e, e.At, next)
			c.key = strings.Repeat(next+" ", times[next]+1)
			times[next]++
			out = append(out, c)
		}
	}
	for i := range out {
		out[i].end(ending{"carrier_scan", p.answered(out[i].by)}, p.journeyOver())
	}
	return out
}

// notFound is the first time the carrier says that it does not know the number though it has been given the parcel.
func (p *parcelFold) notFound() []occurrence {
	given := p.firstOwn(HandedOver)
	if given.ID == "" {
		return nil
	}
	for _, e := range p.reports {
		if e.Phase != NoData {
			continue
		}
		c := p.about(e, latest(e.At, p.rules.addWorkdays(given.At, 1)), p.state.Tracking)
		c.since = given.At
		c.end(p.journeyOver())
		for _, next := range p.carrier {
			if next.Kind == CarrierEvent && next.At.After(e.At) {
				c.end(ending{"carrier_scan", next.At})
			}
		}
		return []occurrence{c}
	}
	return nil
}

// answered is when the carrier first said anything about the parcel, by's own time when that was before.
func (p *parcelFold) answered(by *Event) time.Time {
	for _, e := range p.carrier {
		if e.Kind == CarrierEvent {
			return latest(e.At, by.At)
		}
	}
	return time.Time{}
}
