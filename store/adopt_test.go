package store

import (
	"context"
	"encoding/json"
	"errors"
	"math/rand/v2"
	"testing"
	"time"

	"ordertrail/track"
)

// TestAChangeOfRulesThatIsStoppedLeavesEverythingAsItWas stops one at each moment at which it is told how far it is.
func TestAChangeOfRulesThatIsStoppedLeavesEverythingAsItWas(t *testing.T) {
	t.Parallel()
	rules := track.DefaultRules(time.UTC)
	s := open(t, Options{Rules: func() track.Rules { return rules }})
	facts := history(rand.New(rand.NewPCG(3, 3)), 60)
	for i := range 1000 {
		facts = append(facts, factsOfOrder(i, firstOrder.AddDate(0, 1, 0))...)
	}
	add(t, s, facts...)
	before := dump(t, s)
	adopt := func(ctx context.Context, told func(done, of int)) error {
		return s.Update(ctx, func(tx *Tx) error {
			return tx.Adopt(ctx, Ruling{What: "program", Rules: json.RawMessage(`{"n":2}`)}, distrusting(), told)
		})
	}
	stops := 0
	for stop := 1; ; stop++ {
		ctx, cancel := context.WithCancel(context.Background())
		heard := 0
		err := adopt(ctx, func(done, of int) {
			if done > of {
				t.Errorf("%d of %d facts", done, of)
			}
			if heard++; heard == stop {
				cancel()
			}
		})
		cancel()
		if err == nil {
			if heard >= stop {
				t.Errorf("stopped at the %d. word of %d and went on", stop, heard)
			}
			break
		}
		if stops++; !errors.Is(err, context.Canceled) {
			t.Fatal(err)
		}
		if now := dump(t, s); now != before {
			a, b := differing(before, now)
			t.Fatalf("stopped at the %d. word, something stays behind:\n…%s\n…%s", stop, a, b)
		}
	}
	rules = distrusting()
	adopted := dump(t, s)
	if stops < 3 || adopted == before {
		t.Fatalf("stopped %d times, changed something: %v: the test tells nothing", stops, adopted != before)
	}
	if err := s.Rebuild(context.Background(), nil); err != nil {
		t.Fatal(err)
	}
	if rebuilt := dump(t, s); rebuilt != adopted {
		a, b := differing(adopted, rebuilt)
		t.Errorf("rebuilt otherwise than adopted:\n…%s\n…%s", a, b)
	}
}
