package store

import (
	"context"
	"encoding/json"
	"testing"
	"time"

	"ordertrail/track"
)

// A carrier's bill that has the number of a return as its reference says what the return came back in and what that cost, and so
// says every other word on that parcel whose it is: in whatever order they come. One that names no return of ours waits.
func TestACarriersBillNamesTheReturn(t *testing.T) {
	t.Parallel()
	ctx := context.Background()
	back := string(track.NumberFor(track.NumberReturn, "a"))
	parcel := track.ParcelRef{Carrier: "fedex", Tracking: "777777777770"}
	bill := track.Event{
		Kind: track.ParcelStated, Return: back, Parcel: parcel, Occurred: "2026-06-01", Source: track.Source{ID: "fedex-billing", Kind: track.SourceCarrierFile},
		ParcelFacts: &track.ParcelFacts{Cost: track.Money{Minor: 1248, Currency: "USD"}, Surcharge: track.Money{Minor: 154, Currency: "USD"}},
	}
	mail := track.Event{Kind: track.CarrierEvent, Parcel: parcel, Phase: track.Moving, Occurred: "2026-05-28T10:00:00", Source: track.Source{ID: "fedex-mail", Kind: track.SourceCarrierMail}}
	asked := track.Event{
		Kind: track.ReturnOpened, Return: back, Order: track.OrderRef{Source: "shopify", Number: "1001"}, Line: "1", Quantity: 1, Code: "request",
		Occurred: "2026-05-25T10:00:00Z", Source: track.Source{ID: "desk", Kind: track.SourceStation},
	}
	facts := []track.Event{statedFact("1001", 1), asked, bill, mail}
	var first string
	for _, turn := range [][]int{{0, 1, 2, 3}, {3, 2, 1, 0}, {2, 0, 3, 1}, {1, 2, 0, 3}, {2, 3, 0, 1, 2}} {
		c := &clock{time.Date(2026, 6, 2, 8, 0, 0, 0, time.UTC)}
		s := open(t, Options{Now: c.now})
		for _, i := range turn {
			add(t, s, Recorded{Event: facts[i]})
		}
		o := order(t, s, "1001").State
		r := o.Return(back)
		if r == nil || len(r.Ways) != 1 || r.Ways[0].Tracking != parcel.Tracking || r.Ways[0].Phase != track.Moving || r.Ways[0].Cost.Minor != 1248 || r.Ways[0].Surcharge.Minor != 154 || r.Phase != "in_return_transit" {
			t.Fatalf("in turn %v the return stands so: %+v", turn, r)
		}
		if len(o.Parcels) != 0 {
			t.Errorf("in turn %v what comes back is a parcel of the order: %+v", turn, o.Parcels)
		}
		said, err := json.Marshal(o)
		if err != nil {
			t.Fatal(err)
		}
		if first == "" {
			first = string(said)
		} else if string(said) != first {
			t.Errorf("in turn %v the order is another:\n%s\n%s", turn, said, first)
		}
		if n, err := Look(ctx, s, func(r *Reader) (int, error) { return r.UnmatchedCount(ctx) }); n != 0 || err != nil {
			t.Errorf("in turn %v %d facts wait (%v)", turn, n, err)
		}
		whole(t, s)
	}

	s := open(t, Options{})
	add(t, s, Recorded{Event: statedFact("1001", 1)}, Recorded{Event: bill}, Recorded{Event: mail})
	if n, err := Look(ctx, s, func(r *Reader) (int, error) { return r.UnmatchedCount(ctx) }); n != 2 || err != nil {
		t.Errorf("without its return %d facts wait, want 2 (%v)", n, err)
	}
	whole(t, s)
}
