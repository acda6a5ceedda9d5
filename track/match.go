package track

import (
	"sort"
	"strconv"
	"time"
)

// recycledAfter is how long a tracking number must be silent before the same digits mean another parcel. Carriers reuse
// numbers; EasyPost's documentation de-duplicates only within three months for the same reason.
const recycledAfter = 90 * 24 * time.Hour

// GroupKeys are the names under which the parcel of e can be found: "n:" our own number, "t:" its tracking number, "l:" a
// label that means something only within its order, "o:" the only parcel of an order. Facts that share a key, directly
// or through another fact, are decided together by AssignParcels. Facts that are not about a parcel have none.
func GroupKeys(e Event) []string {
	if e.Kind.About() != "parcel" && e.Parcel.IsZero() {
		return nil
	}
	var keys []string
	switch own, err := ParseNumber(e.Parcel.Number); {
	case e.Parcel.Number == "":
	case err == nil:
		keys = append(keys, "n:"+string(own))
	default:
		keys = append(keys, "l:"+e.Order.Key()+"|"+OrderKey(e.Parcel.Number))
	}
	if t := TrackingKey(e.Parcel.Tracking); t != "" {
		keys = append(keys, "t:"+t)
	}
	if len(keys) == 0 && !e.Order.IsZero() {
		keys = append(keys, "o:"+e.Order.Key())
	}
	return keys
}

// AssignParcels says which parcel each fact is about, given all live facts that share a key with one another. The answer
// depends on the set alone, never on the order of events. A fact that names our own number (or a label within its order)
// is about that parcel. One that names only a tracking number is about the parcel of ours that carries that number at
// about that time, else about one made from the number itself; a silence of ninety days, or another carrier, means
// another parcel. A fact that names only an order gets "": Derive gives it to the order's only parcel.
func AssignParcels(events []Event) map[string]string {
	out := make(map[string]string, len(events))
	byTracking := map[string][]Event{}
	named := map[string][]Event{} // parcel id -> the facts that name it outright
	for _, e := range events {
		e.At = e.instant(time.UTC)
		if id := namedParcel(e); id != "" {
			out[e.ID] = id
			named[id] = append(named[id], e)
			continue
		}
		if t := TrackingKey(e.Parcel.Tracking); t != "" {
			byTracking[t] = append(byTracking[t], e)
			continue
		}
		out[e.ID] = ""
	}
	for tracking, found := range byTracking {
		assignTracking(out, tracking, found, labelledWith(named, tracking))
	}
	return out
}

// namedParcel is the parcel e names by our number or by a label within its order; "" when it names neither.
func namedParcel(e Event) string {
	if e.Parcel.Number == "" {
		return ""
	}
	if own, err := ParseNumber(e.Parcel.Number); err == nil {
		return string(own)
	}
	return string(NumberFor('P', "l:"+e.Order.Key()+"|"+OrderKey(e.Parcel.Number)))
}

// claim is one parcel that answers to a tracking number, and when.
type claim struct {
	parcel, carrier string
	from, to        time.Time
}

func labelledWith(named map[string][]Event, tracking string) []claim {
	var out []claim
	for id, events := range named {
		c := claim{parcel: id}
		answers := false
		for _, e := range events {
			if TrackingKey(e.Parcel.Tracking) == tracking {
				answers = true
				c.carrier = max(c.carrier, e.Parcel.Carrier)
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

// assignTracking gives the facts that know only a tracking number to parcels of ours that carry it, else to new ones.
func assignTracking(out map[string]string, tracking string, events []Event, ours []claim) {
	spans := timeSpans(events)
	made := 0
	for _, span := range spans {
		if i := nearest(ours, span); i >= 0 {
			for _, e := range span.events {
				out[e.ID] = ours[i].parcel
			}
			continue
		}
		text := "t:" + tracking
		if made > 0 {
			text += "|" + strconv.Itoa(made)
		}
		made++
		for _, e := range span.events {
			out[e.ID] = string(NumberFor('P', text))
		}
	}
}

// span is the facts of one tracking number between two long silences, of one carrier.
type span struct {
	claim
	events []Event
}

// timeSpans cuts the facts of one tracking number at long silences and by carrier, oldest first. Facts that name no
// carrier go with the carrier that is named nearest in time.
func timeSpans(events []Event) []*span {
	sort.Slice(events, func(i, j int) bool { return earlier(events[i], events[j]) })
	var spans []*span
	for _, withCarrier := range []bool{true, false} {
		for _, e := range events {
			if (e.Parcel.Carrier != "") != withCarrier {
				continue
			}
			spans = addToSpan(spans, e)
		}
	}
	sort.SliceStable(spans, func(i, j int) bool {
		if !spans[i].from.Equal(spans[j].from) {
			return spans[i].from.Before(spans[j].from)
		}
		return spans[i].carrier < spans[j].carrier
	})
	return spans
}

func addToSpan(spans []*span, e Event) []*span {
	best, gap := (*span)(nil), recycledAfter+1
	for _, s := range spans {
		if d := s.distance(e.At); d < gap && sameCarrier(s.carrier, e.Parcel.Carrier) {
			best, gap = s, d
		}
	}
	if best == nil {
		best = &span{claim: claim{carrier: e.Parcel.Carrier}}
		spans = append(spans, best)
	}
	best.extend(e.At)
	best.events = append(best.events, e)
	return spans
}

// sameCarrier reports whether two statements can mean the same carrier; saying nothing contradicts nobody.
func sameCarrier(a, b string) bool { return a == "" || b == "" || a == b }

// nearest is the index of our parcel that carried the number closest to the span, within the recycling time; -1 if none.
func nearest(ours []claim, s *span) int {
	best, gap := -1, recycledAfter+1
	for i := range ours {
		if !sameCarrier(ours[i].carrier, s.carrier) {
			continue
		}
		d := min(ours[i].distance(s.from), ours[i].distance(s.to))
		if d < gap {
			best, gap = i, d
		}
	}
	return best
}

// earlier orders facts by when they happened, then by how far along they are, then by id, so that every order is total.
func earlier(a, b Event) bool {
	if !a.At.Equal(b.At) {
		return a.At.Before(b.At)
	}
	if x, y := a.Phase.Rank(), b.Phase.Rank(); x != y {
		return x < y
	}
	return a.ID < b.ID
}

// instant is the time e is ordered by: when it happened, read in zone if no offset was given; when it was recorded, if
// nobody said when it happened or the stated time lies more than a day ahead of when we learned it (a wrong clock).
func (e Event) instant(zone *time.Location) time.Time {
	t, err := e.Occurred.At(zone)
	if err != nil || (!e.Recorded.IsZero() && t.After(e.Recorded.Add(24*time.Hour))) {
		return e.Recorded
	}
	return t
}

// ChooseOrder says which order a parcel belongs to, given its live facts and a look-up of the orders a reference may mean
// (ids, of every shop when the reference names none). What our own acts say comes first. ambiguous is true when the
// facts leave more than one order possible: that is a question for a person, never a guess.
func ChooseOrder(events []Event, candidates func(OrderRef) []string) (orderID string, ambiguous bool) {
	acts, reports := orderRefs(events)
	for _, refs := range [][]OrderRef{acts, reports} {
		if id, asked := onlyOrder(refs, candidates); id != "" || asked {
			return id, asked
		}
	}
	return "", false
}

func orderRefs(events []Event) (acts, reports []OrderRef) {
	seen := map[OrderRef]bool{}
	for _, e := range events {
		ref := OrderRef{Source: e.Order.Source, Number: e.Order.Key()}
		if ref.Number == "" || seen[ref] {
			continue
		}
		seen[ref] = true
		if e.Kind.IsAct() {
			acts = append(acts, ref)
		} else {
			reports = append(reports, ref)
		}
	}
	return acts, reports
}

// onlyOrder intersects what the references may mean; references that mean nothing yet do not count.
func onlyOrder(refs []OrderRef, candidates func(OrderRef) []string) (string, bool) {
	votes, asked := map[string]int{}, 0
	for _, ref := range refs {
		ids := candidates(ref)
		if len(ids) > 0 {
			asked++
		}
		for _, id := range ids {
			votes[id]++
		}
	}
	var full []string
	for id, n := range votes {
		if n == asked {
			full = append(full, id)
		}
	}
	if len(full) == 1 {
		return full[0], false
	}
	return "", asked > 0
}
