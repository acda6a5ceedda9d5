package track

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestContactsOfAnOrderAreListedInTime(t *testing.T) {
	t.Parallel()
	asked := func(code string, at Stamp) Event {
		return Event{Kind: Contact, Order: OrderRef{"shop", "1001"}, Code: code, Occurred: at, Source: someSources[5]}.Sealed()
	}
	stated := Event{Kind: OrderStated, Order: OrderRef{"shop", "1001"}, Source: someSources[0], OrderFacts: &OrderFacts{Lines: []LineFacts{{Line: "1", Quantity: 1}}}}.Sealed()
	later, earlier := asked("missing", "2026-05-09T10:00:00+02:00"), asked("where_is_it", "2026-05-08T10:00:00+02:00")
	got := deriveAt([]Event{stated, later, earlier}, firstDay.AddDate(0, 0, 20)).Contacts
	want := []Asked{{"where_is_it", "2026-05-08T10:00:00+02:00", earlier.ID}, {"missing", "2026-05-09T10:00:00+02:00", later.ID}}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
}

// Read a row as: a label of 8.43 with these charges invoiced later has <minor> of surcharges.
func TestSurchargesAddUpAndTheLabelStaysAsStated(t *testing.T) {
	t.Parallel()
	eur := func(minor int64) Money { return Money{minor, "EUR"} }
	for name, c := range map[string]struct {
		charges []ParcelFacts
		minor   int64
	}{
		"none":                  {nil, 0},
		"an address correction": {[]ParcelFacts{{Surcharge: eur(1600)}}, 1600},
		"a charge and a credit": {[]ParcelFacts{{Surcharge: eur(1600)}, {Surcharge: eur(-600)}}, 1000},
		"the same charge on a row that learned the weight": {[]ParcelFacts{{Surcharge: eur(1600)}, {Surcharge: eur(1600), Weight: "2 kg"}}, 1600},
		"another currency, which cannot be added":          {[]ParcelFacts{{Surcharge: eur(1600)}, {Surcharge: Money{500, "USD"}}}, 1600},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			events := []Event{
				{Kind: OrderStated, Order: OrderRef{"shop", "1001"}, Source: someSources[0], OrderFacts: &OrderFacts{Lines: []LineFacts{{Line: "1", Quantity: 1}}}},
				{Kind: ParcelStated, ParcelID: "PA", Parcel: ParcelRef{Number: "PA"}, Source: someSources[1], Occurred: "2026-05-05", ParcelFacts: &ParcelFacts{Cost: eur(843)}},
			}
			for _, f := range c.charges {
				events = append(events, Event{Kind: ParcelStated, ParcelID: "PA", Parcel: ParcelRef{Number: "PA"}, Source: someSources[1], Occurred: "2026-06-05", AsOf: "2026-06-05", ParcelFacts: &f})
			}
			for i := range events {
				events[i] = events[i].Sealed()
			}
			p := deriveAt(events, firstDay.AddDate(0, 0, 60)).Parcels[0]
			if p.Cost != eur(843) || p.Surcharge.Minor != c.minor {
				t.Errorf("label %v and surcharges %v, want 8.43 and %d", p.Cost, p.Surcharge, c.minor)
			}
		})
	}
}
