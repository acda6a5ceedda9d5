package track

import (
	"slices"
	"strings"
)

// SerialKey folds a serial number for comparing: upper case, without spaces and dashes.
func SerialKey(s string) string { return strings.ToUpper(trackingFold.Replace(strings.TrimSpace(s))) }

// serials are the serial numbers that went out, by line.
type serials map[string][]string

// shippedSerials reads what we recorded when we packed.
func shippedSerials(events []*Event) serials {
	out := serials{}
	for _, e := range events {
		if n := SerialKey(e.Code); e.Kind == SerialShipped && n != "" && !contains(out[e.Line], n) {
			out[e.Line] = append(out[e.Line], n)
		}
	}
	for _, list := range out {
		slices.Sort(list)
	}
	return out
}

// serialsInParcels notes in which parcel each serial number went out, where that was recorded.
func (o *orderFold) serialsInParcels() {
	for _, e := range o.events {
		if e.Kind != SerialShipped {
			continue
		}
		n := SerialKey(e.Code)
		if n == "" {
			continue
		}
		for _, p := range o.parcels {
			if s := &p.state; p.holds(e) && !contains(s.Serials, n) {
				s.Serials = append(s.Serials, n)
				slices.Sort(s.Serials)
			}
		}
	}
}

// holds reports whether a fact about a line names the parcel.
func (p *parcelFold) holds(e *Event) bool {
	return or(e.ParcelID, e.Parcel.Number) == p.state.Parcel || e.ParcelID == "" && p.state.AnswersTo(TrackingKey(e.Parcel.Tracking))
}

// says is what a serial number found on a returned unit tells: it matches what went out on that line; it is not ours;
// nobody recorded what went out. "" when no number was read.
func (s serials) says(line, serial string) string {
	n := SerialKey(serial)
	switch {
	case n == "":
		return ""
	case len(s[line]) == 0:
		return "unknown"
	case contains(s[line], n):
		return "matches"
	}
	return "not_ours"
}

// SerialSays is what a serial number found on a unit of the line tells, as far as this order knows: matches, not_ours,
// returned_before (in another return of the order), unknown (nobody recorded what went out), or "" when none was read.
// Whether it came back in another order is for whoever sees all orders.
func (o *OrderState) SerialSays(returned, line, serial string) string {
	key := SerialKey(serial)
	if key != "" && slices.ContainsFunc(o.Returns, func(r ReturnState) bool { return r.Return != returned && r.hasSerial(key) }) {
		return "returned_before"
	}
	l := o.line(line)
	if l == nil {
		return serials{}.says(line, key)
	}
	return serials{line: l.Serials}.says(line, key)
}

// hasSerial reports whether a unit with the serial number came in with the return.
func (r *ReturnState) hasSerial(key string) bool {
	for _, l := range r.Lines {
		if slices.ContainsFunc(l.Units, func(u ReturnUnits) bool { return u.Serial == key }) {
			return true
		}
	}
	return false
}

// markRepeats marks units whose serial number came back in an earlier return of the order.
func (o *orderFold) markRepeats() {
	for i := range o.state.Returns {
		r := &o.state.Returns[i]
		for j := range r.Lines {
			for k := range r.Lines[j].Units {
				u := &r.Lines[j].Units[k]
				if u.Serial != "" && o.cameBefore(r, u.Serial) {
					u.SerialSays = "returned_before"
				}
			}
		}
	}
}

// cameBefore reports whether another return of the order brought the serial number before this one did.
func (o *orderFold) cameBefore(r *ReturnState, serial string) bool {
	mine := o.at(r.Received)
	for i := range o.state.Returns {
		other := &o.state.Returns[i]
		theirs := o.at(other.Received)
		earlier := theirs.Before(mine) || theirs.Equal(mine) && other.Return < r.Return
		if other.Return != r.Return && earlier && other.hasSerial(serial) {
			return true
		}
	}
	return false
}
