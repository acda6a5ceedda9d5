package track

import (
	"encoding/json"
	"testing"
)

// FuzzDerive reads bytes as a list of events and derives their state: nothing panics, nothing goes below zero, and the
// order of the list does not matter.
func FuzzDerive(f *testing.F) {
	seed := newStory(&testing.T{}).order(LineFacts{Line: "1", SKU: "A", Quantity: 3}).
		act(LinePacked, "PX", "2026-05-13T10:00:00", "1", 2).act(ParcelGiven, "PX", "2026-05-13", "", 0).
		carrier("PX", "2026-05-14T10:00:00+02:00", AttemptFailed, "customer_refused").
		tell(returned(ReturnReceived, "2026-05-16T10:00:00", 9, "")).events
	for n := range len(seed) + 1 {
		b, err := json.Marshal(seed[:n])
		if err != nil {
			f.Fatal(err)
		}
		f.Add(b)
	}
	f.Add([]byte(`[{"kind":"order_stated","occurred":"x","order_facts":{"lines":[{"line":"","quantity":-9}],"promised_on":"9999-99-99"}},
		{"kind":"returned"},{"kind":"packed","quantity":9223372036854775807},{"kind":"packed","quantity":9223372036854775807,"nonce":"b"}]`))
	f.Fuzz(func(t *testing.T, b []byte) {
		var events []Event
		if json.Unmarshal(b, &events) != nil || len(events) > 200 {
			t.Skip("no list of events, or one longer than any order has")
		}
		for i := range events {
			events[i].ParcelID = events[i].Parcel.Number
			events[i] = events[i].Sealed()
		}
		now := firstDay.AddDate(0, 0, 30)
		s := deriveAt(events, now)
		for i, j := 0, len(events)-1; i < j; i, j = i+1, j-1 {
			events[i], events[j] = events[j], events[i]
		}
		if a, b := asJSON(t, s), asJSON(t, deriveAt(events, now)); a != b {
			t.Errorf("the state depends on the order of facts:\n%s\n%s", a, b)
		}
		for _, l := range s.Lines {
			g := l.Ledger
			if min(g.Ordered, g.Cancelled, g.Picked, g.Packed, g.HandedOver, g.Delivered, g.ReturnReceived, l.ToShip, l.Overpick) < 0 ||
				g.HandedOver > g.Packed || g.Packed > g.Picked {
				t.Errorf("line %+v", l)
			}
		}
		AssignParcels(events)
		Merge(events)
	})
}
