package track

import (
	"slices"
	"strings"
	"time"
)

// sentParcel is a parcel that left us, with what it takes out of the order.
type sentParcel struct {
	*parcelFold
	left  *Event
	back  time.Time // when it turned round or was lost; zero while it did not
	units int
}

// E24: every unit of the order had left us, and on a later day another parcel of it left. Boxes that leave on one day, or
// that share a master number, are one shipment. Clears when the later one comes back.
func possibleDouble(o *orderFold) []occurrence {
	wanted := 0
	for _, l := range o.lines {
		if !l.NoShip {
			wanted += l.wanted() + l.Ledger.Replaced
		}
	}
	if wanted == 0 {
		return nil
	}
	var out []occurrence
	sent := o.sent()
	for i, p := range sent {
		before, covered := sent[:i], 0
		for _, q := range before {
			if q.back.IsZero() || q.back.After(p.left.At) {
				covered += q.units
			}
		}
		if covered < wanted || slices.ContainsFunc(before, p.goesWith) {
			continue
		}
		c := p.about(p.left, p.left.At, before[len(before)-1].state.Parcel)
		c.end(ending{"coming_back", p.back})
		out = append(out, c)
	}
	return out
}

// sent are the parcels that left us, in the order in which they did. One that nobody scanned holds at least a unit; the only
// one holds what is in no other.
func (o *orderFold) sent() []sentParcel {
	var out []sentParcel
	for _, p := range o.countable() {
		i := slices.IndexFunc(p.said, func(e *Event) bool { return e.phase().hasLeft() })
		if i < 0 {
			continue
		}
		s := sentParcel{parcelFold: p, left: p.said[i], back: p.firstPhase(Returning, ReturnedToUs, Lost, Destroyed).At}
		for _, c := range p.state.Contents {
			s.units += max(0, c.Quantity)
		}
		s.units = max(1, s.units)
		out = append(out, s)
	}
	slices.SortStableFunc(out, func(a, b sentParcel) int {
		if c := a.left.At.Compare(b.left.At); c != 0 {
			return c
		}
		return strings.Compare(a.state.Parcel, b.state.Parcel)
	})
	return out
}

// goesWith reports whether two parcels are one shipment.
func (s sentParcel) goesWith(other sentParcel) bool {
	zone := s.rules.zone()
	return DateOf(s.left.At, zone) == DateOf(other.left.At, zone) || s.master() != "" && s.master() == other.master()
}

// master is the number a multi-piece shipment shares; "" when none was stated.
func (p *parcelFold) master() string {
	master := ""
	for _, e := range byFreshness(p.events, ParcelStated) {
		if e.ParcelFacts != nil {
			master = or(TrackingKey(e.ParcelFacts.Master), master)
		}
	}
	return master
}
