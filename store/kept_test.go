package store

import (
	"bytes"
	"context"
	"encoding/json"
	"math/rand/v2"
	"testing"

	"ordertrail/track"
)

// TestAStateIsReadAsItWasDerived derives every order of random histories once more and holds it, as JSON, against what
// the file gives back: a state is kept without what is empty, and nobody who reads it may see the difference.
func TestAStateIsReadAsItWasDerived(t *testing.T) {
	t.Parallel()
	ctx := context.Background()
	checked := 0
	for seed := range uint64(12) {
		s := open(t, Options{})
		add(t, s, history(rand.New(rand.NewPCG(seed, 7)), 60)...)
		err := s.Update(ctx, func(tx *Tx) error {
			if err := tx.Settle(ctx); err != nil {
				return err
			}
			return tx.EachState(ctx, func(kept track.OrderState) error {
				live, err := tx.LiveEvents(ctx, kept.ID)
				if err != nil {
					return err
				}
				derived := track.Derive(track.Input{OrderID: kept.ID, Events: live, Now: tx.now, Rules: tx.rules()})
				a, errA := json.Marshal(kept)
				b, errB := json.Marshal(derived)
				if errA != nil || errB != nil || !bytes.Equal(a, b) {
					x, y := differing(string(a), string(b))
					t.Errorf("seed %d: order %s is read as …%s, derived as …%s (%v, %v)", seed, kept.ID, x, y, errA, errB)
				}
				checked++
				return nil
			})
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	if checked < 30 {
		t.Errorf("only %d states were compared", checked)
	}
}
