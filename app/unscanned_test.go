package app

import (
	"slices"
	"testing"

	"ordertrail/store"
	"ordertrail/track"
)

// Read a row as: of a line of two and a parcel, of which <acts> are ours, these facets rest on what the carrier reports.
func TestWhatNobodyScannedIsSaidSo(t *testing.T) {
	t.Parallel()
	act := func(kind track.Kind, n int) store.Sighted {
		return store.Sighted{Event: track.Event{Kind: kind, Line: "1", Quantity: n, ParcelID: "PX"}, Live: true}
	}
	picked, packed, given := act(track.LinePicked, 2), act(track.LinePacked, 2), act(track.ParcelGiven, 0)
	undone := picked
	undone.Live = false
	all := track.Ledger{Ordered: 2, Picked: 2, Packed: 2, HandedOver: 2}
	for _, row := range []struct {
		name    string
		acts    []store.Sighted
		implied bool
		given   track.Stamp
		want    []string
	}{
		{"nothing", nil, true, "", []string{"picked", "packed", "handed_over"}},
		{"it was picked", []store.Sighted{picked}, true, "", []string{"packed", "handed_over"}},
		{"the pick was taken back", []store.Sighted{undone}, true, "", []string{"picked", "packed", "handed_over"}},
		{"one was taken out again", []store.Sighted{picked, packed, act(track.LineUnpacked, 1)}, true, "", []string{"packed", "handed_over"}},
		{"all but the door", []store.Sighted{picked, packed}, false, "", []string{"handed_over"}},
		{"all", []store.Sighted{picked, packed, given}, false, "2026-05-15T16:00:00", []string{}},
	} {
		t.Run(row.name, func(t *testing.T) {
			t.Parallel()
			s := track.OrderState{
				Facets:  track.Facets{HandedOver: track.All},
				Lines:   []track.LineState{{Line: "1", Ledger: all, Implied: row.implied}},
				Parcels: []track.ParcelState{{Parcel: "PX", Possession: true, Times: track.ParcelTimes{HandedOver: row.given}}},
			}
			if got := unscanned(s, row.acts); !slices.Equal(got, row.want) {
				t.Errorf("got %q, want %q", got, row.want)
			}
		})
	}
	moved := []VoiceRow{
		{Parcel: "PX", Source: "ups", Says: "moving", Weight: "asserts"},
		{Parcel: "PX", Source: "ups", Says: "possession", Weight: "asserts"},
		{Parcel: "PX", Source: "shop", Says: "moving", Weight: "ignored"},
		{Parcel: "PY", Source: "dhl", Says: "moving", Weight: "asserts"},
	}
	s := track.OrderState{Parcels: []track.ParcelState{
		{Parcel: "PX", Possession: true}, {Parcel: "PY", Possession: true, Times: track.ParcelTimes{HandedOver: "2026-05-15T16:00:00"}},
	}}
	if got := reporters(s, moved); !slices.Equal(got, []string{"ups"}) {
		t.Errorf("%q report what nobody scanned, want ups alone", got)
	}
}
