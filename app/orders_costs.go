package app

import (
	"cmp"
	"slices"

	"ordertrail/store"
	"ordertrail/track"
)

// costRows are what labels and invoices stated of the cost of a parcel, the oldest first. The state adds up what holds of it; the
// statements stay beside it, so that a label's price and what was billed for it can be held against each other. A statement
// that came again is listed once.
func costRows(events []store.Sighted, p track.ParcelState) []CostRow {
	out := []CostRow{}
	var stated []track.Event
	for _, e := range events {
		if e.Live && e.Kind == track.ParcelStated && e.ParcelFacts != nil && isOf(e.Event, p) {
			stated = append(stated, e.Event)
		}
	}
	counts := track.Charging(stated)
	for _, e := range stated {
		f := e.ParcelFacts
		if !f.Cost.IsZero() || !f.Surcharge.IsZero() {
			out = append(out, CostRow{
				Source: e.Source.ID, Kind: string(e.Source.Kind), At: string(e.Occurred), Cost: f.Cost, Surcharge: f.Surcharge, Invoice: f.Invoice,
				Replaced: f.Invoice != "" && !counts[e.ID],
			})
		}
	}
	slices.SortFunc(out, func(a, b CostRow) int {
		return cmp.Or(cmp.Compare(a.At, b.At), cmp.Compare(a.Source, b.Source), cmp.Compare(a.Kind, b.Kind), cmp.Compare(a.Invoice, b.Invoice), byAmount(a.Cost, b.Cost), byAmount(a.Surcharge, b.Surcharge))
	})
	return slices.Compact(out)
}

// byAmount sets statements of one moment in an order that does not depend on which file came first.
func byAmount(a, b track.Money) int {
	return cmp.Or(cmp.Compare(a.Currency, b.Currency), cmp.Compare(a.Minor, b.Minor))
}

// isOf reports whether a fact is about a parcel, by its record or by a number it goes under.
func isOf(e track.Event, p track.ParcelState) bool {
	key := track.TrackingKey(e.Parcel.Tracking)
	return e.ParcelID == p.Parcel || key != "" && (key == p.Tracking || slices.Contains(p.Aliases, key))
}
