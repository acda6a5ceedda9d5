package store

import (
	"context"
	"slices"
	"strconv"
	"testing"

	"ordertrail/track"
)

// What of a mail is the shop's: an order by its number, a parcel by ours or the carrier's, a return by ours or what a platform calls
// it. A parcel of no order, a number that two returns have, and what is too short are nobody's.
func TestNamedIsWhatTheShopHas(t *testing.T) {
	t.Parallel()
	ctx := context.Background()
	s := open(t, Options{})
	box, back := string(track.NumberFor(track.NumberParcel, "a")), string(track.NumberFor(track.NumberReturn, "a"))
	opened := func(back, order, called string) Recorded {
		return Recorded{Event: track.Event{
			Kind: track.ReturnOpened, Return: back, Order: track.OrderRef{Source: "shopify", Number: order}, Line: "1", Quantity: 1, Code: "request",
			Occurred: "2026-05-25T10:00:00Z", Source: track.Source{ID: "desk", Kind: track.SourceStation}, ReturnFacts: &track.ReturnFacts{Reference: called},
		}}
	}
	said := func(order string, parcel track.ParcelRef) Recorded {
		return Recorded{Event: track.Event{
			Kind: track.CarrierEvent, Order: track.OrderRef{Number: order}, Parcel: parcel, Phase: track.Moving, Occurred: "2026-05-24T10:00:00",
			Source: track.Source{ID: "gls", Kind: track.SourceCarrierFile},
		}}
	}
	add(
		t, s, Recorded{Event: statedFact("MH-1001", 1)}, Recorded{Event: statedFact("MH-1002", 1)}, Recorded{Event: statedFact("MH-1003", 1)},
		said("MH-1001", track.ParcelRef{Number: box, Carrier: "gls", Tracking: "NL0000418220"}), said("", track.ParcelRef{Carrier: "gls", Tracking: "NL0000418999"}),
		opened(back, "MH-1001", "D1X-77"), opened(string(track.NumberFor(track.NumberReturn, "b")), "MH-1002", "TWICE-9"),
		opened(string(track.NumberFor(track.NumberReturn, "c")), "MH-1003", "twice-9"),
	)
	var newer []Recorded
	for n := range mostCalled + 1 {
		newer = append(newer, Recorded{Event: statedFact("D1X-77"+strconv.Itoa(n), 1)})
	}
	add(t, s, newer...) // whose numbers begin as a return is called
	for _, c := range []struct{ words, want []string }{
		{[]string{"mh-1001", "#MH-1002", "XX-1001", box, "nl0000418220", back}, []string{"mh-1001", "#MH-1002", box, "nl0000418220", back}},
		{[]string{"d1x-77", "hello-1"}, []string{"d1x-77"}},
		{[]string{"TWICE-9", "NL0000418999", "D1X", "", "\x00"}, nil},
		{nil, nil},
	} {
		got, err := Look(ctx, s, func(r *Reader) ([]string, error) { return r.Named(ctx, c.words) })
		if err != nil || !slices.Equal(got, c.want) {
			t.Errorf("%q: %q, want %q (%v)", c.words, got, c.want, err)
		}
	}
}
