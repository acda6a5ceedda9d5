package track

import (
	"cmp"
	"maps"
	"slices"
)

// parcelsBack takes the parcels that returns travel in out of the order's own: those that an act of ours names as the way
// of a return, or a carrier by the number of one, and that we never packed or handed over. What carriers say about them moves the
// return and nothing else.
func (o *orderFold) parcelsBack(groups map[string][]*Event) {
	into := matchedInto(o.events)
	wayOf, ours := map[string]string{}, map[string]bool{}
	for _, e := range o.events {
		if e.Kind == ReturnExpected && e.ParcelID != "" && e.Return != "" {
			wayOf[e.ParcelID] = into.of(e.Return)
		}
		ours[e.Return] = ours[e.Return] || e.Kind.About() == "return"
	}
	for _, e := range o.events {
		if e.namesReturn() && ours[e.Return] && wayOf[e.ParcelID] == "" && !statedByShop(groups[e.ParcelID]) {
			wayOf[e.ParcelID] = into.of(e.Return)
		}
	}
	o.inbound = map[string][]*parcelFold{}
	for _, id := range slices.Sorted(maps.Keys(wayOf)) {
		back, events := wayOf[id], groups[id]
		if len(events) == 0 || sentByUs(events) {
			continue
		}
		delete(groups, id)
		o.inbound[back] = append(o.inbound[back], foldParcel(id, events, o.rules))
	}
}

// parcelsReceived lets what our own door says of a parcel that came back by itself be a word about that parcel: what we
// received is back with us, whatever its carrier says of it later, or never.
func (o *orderFold) parcelsReceived(groups map[string][]*Event) {
	parcelOf, into := map[string]string{}, matchedInto(o.events)
	for id := range groups {
		parcelOf[RTSNumber(id)] = id
	}
	for _, e := range o.events {
		back := into.of(e.Return)
		if id := parcelOf[or(o.arrived[back], back)]; e.Kind == ReturnReceived && id != "" {
			here := *e
			here.ParcelID, here.Parcel, here.Phase = id, ParcelRef{}, ReturnedToUs
			groups[id] = append(groups[id], &here)
			slices.SortStableFunc(groups[id], chronological)
		}
	}
}

// namesReturn reports whether e is a carrier's word about a parcel, with the number of the return that it is.
func (e Event) namesReturn() bool {
	return e.Return != "" && e.ParcelID != "" && !e.Kind.IsAct() && e.Kind.About() == "parcel" && e.Source.Kind != SourceShop
}

// statedByShop reports whether a shop says of the parcel that it sent it.
func statedByShop(events []*Event) bool {
	return slices.ContainsFunc(events, func(e *Event) bool { return e.Source.Kind == SourceShop })
}

// sentByUs reports whether we worked on the parcel: then it went out, and a return cannot travel in it but as rts.
func sentByUs(events []*Event) bool {
	for _, e := range events {
		if e.Kind.IsAct() && e.Kind != PhaseOverride {
			return true
		}
	}
	return false
}

// foldWays notes what the return travels in and since when a carrier has it.
func (r *returnFold) foldWays() {
	for _, e := range r.acts {
		if e.Kind == ReturnExpected && e.Parcel.Tracking != "" {
			r.state.way(e.Parcel, e.ParcelID)
		}
	}
	for _, p := range r.ways {
		w := r.state.way(ParcelRef{Carrier: p.state.Carrier, Tracking: p.state.Tracking}, p.state.Parcel)
		if p.state.Phase.IsCarrier() { // whatever else is said of it, we do not pack it
			w.Phase, w.Since, w.Reason = p.state.Phase, p.state.Since, p.state.Reason
		}
		w.Cost, w.Surcharge = p.state.Cost, p.state.Surcharge
		if len(p.progress) > 0 {
			r.travels = earliest(r.travels, p.progress[0].At)
		}
	}
	slices.SortFunc(r.state.Ways, func(a, b ReturnWay) int {
		return cmp.Or(cmp.Compare(a.Tracking, b.Tracking), cmp.Compare(a.Parcel, b.Parcel))
	})
}

// way is the one way in a parcel. A number tells which parcel is meant only where one of the two names none: carriers use
// their numbers again.
func (r *ReturnState) way(ref ParcelRef, parcel string) *ReturnWay {
	tracking := TrackingKey(ref.Tracking)
	known := slices.IndexFunc(r.Ways, func(w ReturnWay) bool { return parcel != "" && w.Parcel == parcel })
	if known < 0 {
		known = slices.IndexFunc(r.Ways, func(w ReturnWay) bool { return w.Tracking == tracking && (parcel == "" || w.Parcel == "") })
	}
	if known >= 0 {
		w := &r.Ways[known]
		w.Parcel = or(w.Parcel, parcel)
		return w
	}
	r.Ways = append(r.Ways, ReturnWay{Parcel: parcel, Carrier: ref.Carrier, Tracking: tracking, Phase: NoData})
	return &r.Ways[len(r.Ways)-1]
}

// comingBack opens a return for a parcel that a carrier sends back, unless a return already names it.
func (o *orderFold) comingBack(p *parcelFold, found map[string]*returnFold) {
	if p.state.Phase != Returning && p.state.Phase != ReturnedToUs {
		return
	}
	id := RTSNumber(p.state.Parcel)
	for other, r := range found {
		asked, named := r.askedFor()
		if other != id && (asked && named == "" && p.state.Times.Delivered != "" || named == p.state.Parcel) {
			return
		}
	}
	r := found[id]
	if r == nil {
		r = o.newReturn(id)
		found[id] = r
	}
	r.sentBack = p
}

// askedFor reports whether a customer asked for the return, and which parcel of the order it names.
func (r *returnFold) askedFor() (asked bool, parcel string) {
	for _, e := range r.acts {
		switch e.Kind {
		case ReturnOpened:
			asked = asked || e.Code == "" || e.Code == "request" || e.Code == "warranty"
			parcel = or(parcel, e.ParcelID)
		case ReturnAuthorised:
			asked, parcel = true, or(parcel, e.ParcelID)
		default:
		}
	}
	return asked, parcel
}

// RTSNumber is the number of the return that a parcel makes by coming back on its own.
func RTSNumber(parcel string) string { return string(NumberFor(NumberReturn, "rts:"+parcel)) }
