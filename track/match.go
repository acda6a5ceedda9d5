package track

import (
	"slices"
	"time"
)

// recycledAfter is how long a tracking number must be silent before the same digits mean another parcel. Carriers reuse
// numbers; EasyPost's documentation de-duplicates only within three months for the same reason.
const recycledAfter = 90 * 24 * time.Hour

// GroupKeys are the names under which the parcel of e can be found: "n:" our own number, "t:" its tracking number, "l:" a
// label that means something only within its order, "o:" the only parcel of an order, "b:" the boxes of an order that are
// counted, "a:" an order number that a person gave a meaning. Facts that share a key, directly
// or through another fact, are decided together by AssignParcels. Facts that are not about a parcel have none.
func GroupKeys(e Event) []string {
	if e.Kind == Linked && e.Code != "" {
		return []string{AliasKey(e.Code)}
	}
	if about := e.Kind.About(); about != "parcel" && about != "match" && e.Parcel.IsZero() {
		return nil
	}
	keys := append(e.Parcel.keys(e.Order), e.Other.keys(e.Order)...)
	if len(keys) == 0 && !e.Order.IsZero() {
		keys = append(keys, NumberKey(e.Order.Number))
	}
	if e.countsBoxes() {
		keys = append(keys, "b:"+e.Order.Key())
	}
	return keys
}

// keys are the names that r gives its parcel; order is the one that a label of it lies within.
func (r ParcelRef) keys(order OrderRef) []string {
	var keys []string
	if r.names(order) {
		if own, err := ParseNumber(r.Number); err == nil {
			keys = append(keys, "n:"+string(own))
		} else {
			keys = append(keys, "l:"+labelKey(order, r.Number))
		}
	}
	if t := TrackingKey(r.Tracking); t != "" {
		keys = append(keys, "t:"+t)
	}
	return keys
}

// names reports whether r names a parcel by more than a tracking number. A mere count, "1" or "2 of 3", names one within its
// order alone: where the order is not said, every order has such a box.
func (r ParcelRef) names(order OrderRef) bool {
	return r.Number != "" && (order.Key() != "" || boxCount(r.Number) == 0)
}

// AssignParcels says which parcel each fact is about, given all live facts that share a key with one another. The answer
// depends on the set alone, never on the order of events. A fact that names our own number, or else a label within its
// order, is about that parcel. One that names only a tracking number is about the parcel of ours that carries that number at
// about that time, else about one made from the number itself; a silence of ninety days, or another carrier, means
// another parcel. When two parcels of ours carry the number at about the same time the answer is "": that is a question,
// never a guess. A fact that names only an order gets "" too: Derive gives it to the order's only parcel. Records that a
// person merged are one parcel, and a parcel that got another label still answers to the one before.
func AssignParcels(events []Event) map[string]string {
	a := assignment{
		out: make(map[string]string, len(events)), ours: map[string][]*Event{}, labels: map[string][]*Event{},
		tracked: map[string][]*Event{},
	}
	facts := pointers(slices.Clone(events)) // each gets the instant it is ordered by here
	for _, e := range facts {
		e.At = e.instant(time.UTC)
		a.sort(e)
		if !e.Other.IsZero() {
			a.sort(e.other())
		}
	}
	a.placeLabels()
	a.merge(facts)
	for tracking, found := range a.tracked {
		near := labelledWith(a.ours, tracking)
		if len(near) == 0 {
			near = labelledWith(a.labels, tracking)
		}
		assignTracking(a.out, tracking, found, near)
	}
	a.forgetOthers(facts)
	return a.out
}

// assignment is facts being sorted by what they name their parcel with.
type assignment struct {
	out     map[string]string
	ours    map[string][]*Event // our number -> facts
	labels  map[string][]*Event // a label within its order, later its parcel -> facts
	tracked map[string][]*Event // tracking number alone -> facts
	same    map[string]string   // a record -> the parcel it was merged into
}

func (a *assignment) sort(e *Event) {
	if !e.Parcel.names(e.Order) {
		if tracking := TrackingKey(e.Parcel.Tracking); tracking != "" {
			a.tracked[tracking] = append(a.tracked[tracking], e)
		} else {
			a.out[e.ID] = ""
		}
		return
	}
	if own, err := ParseNumber(e.Parcel.Number); err == nil {
		a.out[e.ID] = string(own)
		a.ours[string(own)] = append(a.ours[string(own)], e)
	} else {
		key := labelKey(e.Order, e.Parcel.Number)
		a.labels[key] = append(a.labels[key], e)
	}
}

// placeLabels turns labels within an order into parcels, one for every shop that uses the order number. A fact that names
// no shop means the only one; with several it is a question. A label that carries the tracking number of one of our own
// parcels is that parcel; one that is a mere count, "2 of 3", is our box of that count in its order.
func (a *assignment) placeLabels() {
	parcels := map[string][]*Event{}
	for key, facts := range a.labels {
		shops := shopsOf(facts)
		for _, e := range facts {
			shop := e.Order.Source
			if shop == "" && len(shops) == 1 {
				shop = shops[0]
			}
			if shop == "" && len(shops) > 1 {
				a.out[e.ID] = ""
				continue
			}
			id := string(NumberFor(NumberParcel, "l:"+shop+"|"+key))
			parcels[id] = append(parcels[id], e)
		}
	}
	a.labels = parcels
	same, counted := a.labelsOfOurs(), a.labelsOfBoxes()
	for id, facts := range parcels {
		parcel := or(same[id], or(counted[id], id))
		for _, e := range facts {
			a.out[e.ID] = parcel
		}
		if parcel != id {
			a.ours[parcel] = append(a.ours[parcel], facts...)
			delete(parcels, id)
		}
	}
}

func shopsOf(events []*Event) []string {
	var shops []string
	for _, e := range events {
		if e.Order.Source != "" && !contains(shops, e.Order.Source) {
			shops = append(shops, e.Order.Source)
		}
	}
	return shops
}

// labelsOfOurs says which label is which parcel of ours: when a tracking number is on one of each, at about one time.
func (a *assignment) labelsOfOurs() map[string]string {
	same, seen := map[string]string{}, map[string]bool{}
	for _, facts := range a.ours {
		for _, e := range facts {
			t := TrackingKey(e.Parcel.Tracking)
			if t == "" || seen[t] {
				continue
			}
			seen[t] = true
			ours, labels := labelledWith(a.ours, t), labelledWith(a.labels, t)
			if len(ours) == 1 && len(labels) == 1 && sameCarrier(ours[0].carrier, labels[0].carrier) &&
				ours[0].gap(&labels[0]) <= recycledAfter {
				label, parcel := labels[0].parcel, ours[0].parcel
				if other := same[label]; other != "" && other != parcel {
					parcel = label // it carries the numbers of two of ours: it stays its own
				}
				same[label] = parcel
			}
		}
	}
	return same
}
