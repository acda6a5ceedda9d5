package store

import (
	"slices"
	"strings"

	"ordertrail/track"
)

// viewRow is one list that a person can choose, and which orders it holds.
type viewRow struct {
	View  string
	Holds func(track.OrderState) bool
}

// Read a row as: the view <name> lists the orders of which this is true. The words are those of track; nothing is decided.
var views = []viewRow{
	{"all", func(track.OrderState) bool { return true }},
	{"open", func(s track.OrderState) bool { return s.Facets.State == track.Open || s.Facets.State == track.OnHold }},
	{"attention", func(s track.OrderState) bool { return s.Facets.Attention > 0 }},
	{"to_ship", func(s track.OrderState) bool { return s.Facets.State == track.Open && s.Headline.ToShip > 0 }},
	{"to_pick", func(s track.OrderState) bool {
		return s.Facets.State == track.Open && s.Headline.ToShip > 0 && s.Facets.Picked != track.All
	}},
	{"to_pack", func(s track.OrderState) bool {
		return s.Facets.State == track.Open && s.Headline.ToShip > 0 && s.Facets.Picked == track.All && s.Facets.Packed != track.All
	}},
	{"at_risk", func(s track.OrderState) bool { return s.Facets.Promise == track.AtRisk && !ended(s) }},
	{"late", func(s track.OrderState) bool { return s.Facets.Promise == track.Late && !ended(s) }},
	{"no_scan", func(s track.OrderState) bool { return !ended(s) && anyParcel(s, givenUnseen) }},
	{"returns", func(s track.OrderState) bool {
		return len(s.Returns) > 0 && s.Facets.Returns != track.None || openReturn(s)
	}},
	{"claims", func(s track.OrderState) bool { return slices.ContainsFunc(s.Claims, track.ClaimState.IsOpen) }},
	{"claimed", func(s track.OrderState) bool { return len(s.Claims) > 0 }}, // those that are over too
	{"suppliers", func(s track.OrderState) bool {
		return slices.ContainsFunc(s.Returns, func(r track.ReturnState) bool { return r.Warranty.IsOpen() })
	}},
	{"on_hold", func(s track.OrderState) bool { return s.Facets.State == track.OnHold }},
	{"cancelled", func(s track.OrderState) bool { return s.Facets.State == track.CancelledAs }},
	{"closed", func(s track.OrderState) bool { return s.Facets.State == track.Closed }},
}

// Views names every list, in the order they are offered.
func Views() []string {
	out := make([]string, len(views))
	for i, v := range views {
		out[i] = v.View
	}
	return out
}

func ended(s track.OrderState) bool {
	return s.Facets.State == track.Closed || s.Facets.State == track.CancelledAs
}

func anyParcel(s track.OrderState, is func(track.ParcelState) bool) bool {
	for _, p := range s.Parcels {
		if is(p) {
			return true
		}
	}
	return false
}

// givenUnseen reports whether we scanned the parcel out and no carrier scan followed.
func givenUnseen(p track.ParcelState) bool {
	return !p.Voided && p.Times.HandedOver != "" && !p.Possession
}

func openReturn(s track.OrderState) bool {
	return slices.ContainsFunc(s.Returns, func(r track.ReturnState) bool { return !r.IsOver() })
}

// viewsOf are the views that list an order in this state, except "all", which the orders themselves are.
func viewsOf(s track.OrderState) []string {
	var out []string
	for _, v := range views[1:] {
		if v.Holds(s) {
			out = append(out, v.View)
		}
	}
	return out
}

// tally are the names of the counters that an order in this state counts for, once for each time it is named: its views,
// the phases of its parcels with their carriers, and what tallyTask counts.
func tally(s track.OrderState, count func(name string)) {
	count("view/all")
	for _, v := range viewsOf(s) {
		count("view/" + v)
	}
	for _, p := range s.Parcels {
		count(parcelCounter + string(p.Phase) + "/" + p.Carrier)
	}
	for _, t := range s.Tasks {
		tallyTask(t, count)
	}
}

// parcelCounter begins the names of the counters of parcels.
const parcelCounter = "parcel/"

// ParcelsCounted reads the name of a counter of Counts: the phase and the carrier, "" none, of the parcels that it counts. false when
// it counts something else.
func ParcelsCounted(name string) (phase track.Phase, carrier string, ok bool) {
	name, ok = strings.CutPrefix(name, parcelCounter)
	before, carrier, _ := strings.Cut(name, "/")
	return track.Phase(before), carrier, ok
}

// tallyTask is the counter of the list a task stands in: its owner's, those that wait for somebody else, or those set aside.
func tallyTask(t track.Task, count func(name string)) {
	switch {
	case t.State == track.TaskWaiting:
		count("waiting/" + t.Owner)
	case t.State == track.TaskSuppressed:
		count("suppressed/" + t.Owner)
	case t.IsOpen():
		count("task/" + t.Owner)
	}
}
