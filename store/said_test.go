package store

import (
	"context"
	"fmt"
	"math/rand/v2"
	"testing"

	"ordertrail/track"
)

// said makes random facts about what nobody could place at first: boxes packed and counted by files, order numbers that
// nobody knows, and what people say of them; with retractions of any of them.
func said(rng *rand.Rand, n int) []Recorded {
	var out []Recorded
	numbers := []string{"1001", "1002", "1003", "so-1004"}
	tracking := []string{"1Z1", "1Z2", "JD3"}
	parcels := []string{string(track.NumberFor('P', "a")), string(track.NumberFor('P', "b"))}
	phases := []track.Phase{track.Announced, track.Possession, track.Moving, track.Delivered, track.Unmapped}
	pick := func(list []string) string { return list[rng.IntN(len(list))] }
	at := func() track.Stamp {
		return track.Stamp(fmt.Sprintf("2026-05-%02dT%02d:00:00", 1+rng.IntN(19), rng.IntN(24)))
	}
	for len(out) < n {
		var r Recorded
		switch rng.IntN(4) {
		case 0: // a box is packed, or a file counts the boxes
			r.Event = track.Event{
				Kind: track.LinePacked, Order: track.OrderRef{Source: pick([]string{"shopify", "etsy"}), Number: pick(numbers)}, Line: "1", Quantity: 1,
				Parcel: track.ParcelRef{Number: pick(parcels)}, Occurred: at(), Source: bench(), Nonce: fmt.Sprint(len(out)),
			}
			if rng.IntN(2) == 0 {
				r.Event = carrierFact(pick(numbers), pick(append(tracking, "")), phases[rng.IntN(len(phases))], at())
				r.Event.Parcel.Number = pick([]string{"1", "2 of 2", "parcel 1"})
			}
		case 1: // nobody knows this number
			r.Event = carrierFact(pick([]string{"9001", "9002"}), pick(append(tracking, "", "")), phases[rng.IntN(len(phases))], at())
		case 2: // a person says what a number means
			r.Event = track.Event{
				Kind: track.Linked, Order: track.OrderRef{Source: pick([]string{"shopify", "etsy"}), Number: pick(numbers)},
				Code: pick([]string{"9001", "9002", "1003"}), Occurred: at(), Source: bench(),
			}
			switch rng.IntN(4) {
			case 0:
				r.Event.Code, r.Event.Parcel = "", track.ParcelRef{Carrier: "ups", Tracking: pick(tracking)}
			case 1:
				r.Event.Kind, r.Event.Code, r.Event.Order = track.Disowned, "", track.OrderRef{Number: pick([]string{"9001", "1002"})}
			case 2:
				r.Event.Kind, r.Event.Code, r.Event.Order = track.Disowned, "", track.OrderRef{}
				r.Event.Parcel = track.ParcelRef{Tracking: pick(tracking)}
			}
		case 3:
			if len(out) == 0 {
				continue
			}
			r.Event = track.Event{Kind: track.Retraction, Retracts: sealed(out[rng.IntN(len(out))]).ID, Occurred: at(), Source: bench()}
		}
		out = append(out, r)
	}
	return out
}

func TestWhatPeopleSaidCountsInAnyOrder(t *testing.T) {
	t.Parallel()
	for seed := range uint64(times(10)) {
		rng := rand.New(rand.NewPCG(seed, 3))
		facts := append(history(rng, 30), said(rng, 30)...)
		var want string
		for round := range 3 {
			s := open(t, Options{})
			addInParts(t, s, rng, shuffled(rng, facts))
			if got := dump(t, s); round == 0 {
				want = got
			} else if got != want {
				a, b := differing(got, want)
				t.Fatalf("seed %d: another order of arrival gives another state:\n…%s\n…%s", seed, a, b)
			}
			if err := s.Rebuild(context.Background(), nil); err != nil {
				t.Fatal(err)
			}
			if got := dump(t, s); got != want {
				a, b := differing(got, want)
				t.Fatalf("seed %d: rebuilt otherwise:\n…%s\n…%s", seed, a, b)
			}
		}
	}
}
