package app

import (
	"slices"

	"ordertrail/store"
	"ordertrail/track"
)

// unscanned are the facets of own work that rest, for some unit, on what others report and not on a scan of ours: a parcel that
// the carrier has must have been picked, packed and handed over, whoever saw it.
func unscanned(s track.OrderState, events []store.Sighted) []string {
	picked, packed, handed := map[string]int{}, map[string]int{}, map[string]bool{}
	for _, e := range events {
		switch {
		case !e.Live:
		case e.Kind == track.LinePicked:
			picked[e.Line] += e.Quantity
		case e.Kind == track.LinePacked:
			packed[e.Line] += e.Quantity
		case e.Kind == track.LineUnpacked:
			packed[e.Line] -= e.Quantity
		case e.Kind == track.ParcelGiven:
			handed[e.ParcelID] = true
		}
	}
	out := []string{}
	add := func(facet string, missing bool) {
		if missing && !slices.Contains(out, facet) {
			out = append(out, facet)
		}
	}
	for _, l := range s.Lines {
		add("picked", l.Implied && l.Ledger.Picked > picked[l.Line])
	}
	for _, l := range s.Lines {
		add("packed", l.Implied && l.Ledger.Packed > packed[l.Line])
	}
	for _, p := range s.Parcels {
		add("handed_over", p.Possession && p.Times.HandedOver == "" && !handed[p.Parcel] && s.Facets.HandedOver != track.None)
	}
	return out
}

// reporters are the sources that say that the carrier has a parcel which nobody here scanned out.
func reporters(s track.OrderState, voices []VoiceRow) []string {
	out := []string{}
	for _, v := range voices {
		i := slices.IndexFunc(s.Parcels, func(p track.ParcelState) bool {
			return p.Parcel == v.Parcel && p.Possession && p.Times.HandedOver == ""
		})
		if i >= 0 && track.Phase(v.Says).HasPossession() && v.Weight == weightNames[track.Asserts] && !slices.Contains(out, v.Source) {
			out = append(out, v.Source)
		}
	}
	return out
}
