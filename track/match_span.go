package track

import (
	"slices"
	"sort"
	"strconv"
	"strings"
	"time"
)

// claim is one parcel that answers to a tracking number, and when.
type claim struct {
	parcel, carrier string
	from, to        time.Time
	orders          []string // keys of the order numbers its facts name
}

// labelledWith are the parcels whose own facts name the tracking number, now or earlier.
func labelledWith(named map[string][]*Event, tracking string) []claim {
	var out []claim
	for id, events := range named {
		c := claim{parcel: id}
		answers := false
		for _, e := range events {
			if TrackingKey(e.Parcel.Tracking) == tracking {
				answers = true
				c.carrier = exactCarrier(max(c.carrier, e.Parcel.Carrier), min(c.carrier, e.Parcel.Carrier))
			}
			if key := e.Order.Key(); key != "" && !contains(c.orders, key) {
				c.orders = append(c.orders, key)
			}
			c.extend(e.At)
		}
		if answers {
			out = append(out, c)
		}
	}
	sort.Slice(out, func(i, j int) bool { return out[i].parcel < out[j].parcel })
	return out
}

func (c *claim) extend(t time.Time) {
	if c.from.IsZero() || t.Before(c.from) {
		c.from = t
	}
	if t.After(c.to) {
		c.to = t
	}
}

// distance is how far t lies outside the time in which the parcel was seen.
func (c *claim) distance(t time.Time) time.Duration {
	switch {
	case t.Before(c.from):
		return c.from.Sub(t)
	case t.After(c.to):
		return t.Sub(c.to)
	}
	return 0
}

// gap is the silence between two claims; none when they overlap.
func (c *claim) gap(d *claim) time.Duration {
	return max(0, c.from.Sub(d.to), d.from.Sub(c.to))
}

// span is the facts of one tracking number between two long silences, of one carrier.
type span struct {
	claim
	events []*Event
}

// assignTracking gives the facts that know only a tracking number to parcels of ours that carry it, else to new ones.
func assignTracking(out map[string]string, tracking string, events []*Event, ours []claim) {
	spans, undecided := timeSpans(events)
	for _, e := range undecided {
		out[e.ID] = ""
	}
	made := 0
	for _, s := range spans {
		if near := linkedTo(within(ours, s), s.events); len(near) > 0 {
			for _, e := range s.events {
				out[e.ID] = nearest(near, e.At)
			}
			continue
		}
		text := "t:" + tracking
		if made > 0 {
			text += "|" + strconv.Itoa(made)
		}
		made++
		for _, e := range s.events {
			out[e.ID] = string(NumberFor('P', text))
		}
	}
}

// timeSpans cuts the facts of one tracking number at long silences and by carrier, oldest first. Facts that name no
// carrier, or any post, go with the carrier that is named nearest in time; those that lie as near to two are undecided.
func timeSpans(events []*Event) (spans []*span, undecided []*Event) {
	slices.SortFunc(events, chronological)
	for _, turn := range []func(carrier string) bool{isNamed, isAnyPost, isUnnamed} {
		for _, e := range events {
			if !turn(e.Parcel.Carrier) {
				continue
			}
			s, sure := spanOf(spans, e)
			switch {
			case !sure:
				undecided = append(undecided, e)
				continue
			case s == nil:
				s = &span{}
				spans = append(spans, s)
			}
			s.carrier = exactCarrier(e.Parcel.Carrier, s.carrier)
			s.extend(e.At)
			s.events = append(s.events, e)
		}
	}
	slices.SortStableFunc(spans, func(a, b *span) int {
		if c := a.from.Compare(b.from); c != 0 {
			return c
		}
		return strings.Compare(a.carrier, b.carrier)
	})
	return spans, undecided
}

// spanOf is the span nearest to e in time, nil when none is near; not sure when two are equally near.
func spanOf(spans []*span, e *Event) (best *span, sure bool) {
	gap, tied := recycledAfter+1, false
	for _, s := range spans {
		if !sameCarrier(s.carrier, e.Parcel.Carrier) {
			continue
		}
		switch d := s.distance(e.At); {
		case d < gap:
			best, gap, tied = s, d, false
		case d == gap && best != nil:
			tied = true
		}
	}
	return best, !tied
}

// within are our parcels that carried the number within the recycling time of the span.
func within(ours []claim, s *span) []claim {
	var near []claim
	for _, c := range ours {
		if sameCarrier(c.carrier, s.carrier) && c.gap(&s.claim) <= recycledAfter {
			near = append(near, c)
		}
	}
	return near
}

// linkedTo are the claims of the order that a person linked the number to, where somebody did and any are; else all.
func linkedTo(near []claim, events []*Event) []claim {
	var meant []claim
	for _, c := range near {
		if slices.ContainsFunc(events, func(e *Event) bool { return e.Kind == Linked && contains(c.orders, e.Order.Key()) }) {
			meant = append(meant, c)
		}
	}
	if len(meant) == 0 {
		return near
	}
	return meant
}

// nearest is the parcel among near that carried the number closest to t; "" when another one carried it at that time too.
func nearest(near []claim, t time.Time) string {
	best := 0
	for i := range near {
		if near[i].distance(t) < near[best].distance(t) {
			best = i
		}
	}
	for i := range near {
		if i != best && near[i].gap(&near[best]) <= recycledAfter {
			return ""
		}
	}
	return near[best].parcel
}
