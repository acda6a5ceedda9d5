package track

import "testing"

// What a house says after its branch, or a file that knows only that it is some post, does not make a parcel's carrier less known.
func TestTheCarrierOfAParcelStaysAsExactAsItWasSaid(t *testing.T) {
	t.Parallel()
	for _, row := range []struct {
		said []string
		want string
	}{
		{[]string{"dhl", "dhl_parcel_de"}, "dhl_parcel_de"},
		{[]string{"dhl_parcel_de", "dhl"}, "dhl_parcel_de"},
		{[]string{"royal_mail", AnyPost}, "royal_mail"},
		{[]string{AnyPost, "royal_mail", ""}, "royal_mail"},
		{[]string{AnyPost}, AnyPost},
		{[]string{"dhl_parcel_de", "ups", "dhl"}, "dhl"},
		{[]string{"dhlx", "dhl"}, "dhl"},
	} {
		s := newStory(t).order(LineFacts{Line: "1", SKU: "MUG", Title: "Mug", Quantity: 1})
		for i, who := range row.said {
			s.add(Event{
				Kind: CarrierEvent, ParcelID: "PX", Parcel: ParcelRef{Carrier: who, Tracking: "0034"}, Phase: Moving,
				Occurred: Stamp("2026-05-15T1" + string(rune('0'+i)) + ":00:00"), Source: Source{"files", SourceCarrierFile},
			})
		}
		state := s.state()
		if got := state.parcel("PX").Carrier; got != row.want {
			t.Errorf("after %q the parcel is %q's, want %q's", row.said, got, row.want)
		}
	}
}
