package store

import (
	"context"
	"fmt"
	"testing"

	"ordertrail/track"
)

// A rebuild settles the log in stretches. Facts of a later stretch that a parcel draws into an earlier one must still be
// noted as waiting, and their orders derived.
func TestARebuildOfSeveralStretchesForgetsNothing(t *testing.T) {
	t.Parallel()
	ctx := context.Background()
	s := open(t, Options{})
	facts := []Recorded{{Event: carrierFact("9999", "1Z900", track.Announced, "2026-05-19T08:00:00")}}
	for i := range settleStep + 10 {
		facts = append(facts, Recorded{Event: statedFact(fmt.Sprint(10_000+i), 1)})
	}
	facts = append(facts, Recorded{Event: carrierFact("9999", "1Z900", track.Delivered, "2026-05-20T08:00:00")})
	add(t, s, facts...)
	if err := s.Rebuild(ctx, nil); err != nil {
		t.Fatal(err)
	}
	if waits, err := Look(ctx, s, func(r *Reader) (int, error) { return r.UnmatchedCount(ctx) }); err != nil || waits != 2 {
		t.Errorf("%d facts wait after the rebuild (%v), want 2", waits, err)
	}
	if problems, err := s.Verify(ctx); err != nil || len(problems) > 0 {
		t.Errorf("verify found %v, %v", problems, err)
	}
}
