package track

import (
	"encoding/json"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func spreadOf(weight int, values ...int) Spread {
	var s Spread
	for _, v := range values {
		s.add(v, weight)
	}
	return s
}

func TestTheRankRule(t *testing.T) {
	t.Parallel()
	ten := []int{1, 2, 3, 4, 5, 6, 7, 8, 9, 10}
	for _, row := range []struct {
		name     string
		values   []int
		perMille int
		want     int // 0: too few to say
	}{
		{"nothing says nothing", nil, 500, 0},
		{"one value is a median", []int{4}, 500, 4},
		{"eight values are too few for nine of ten", ten[:8], 900, 0},
		{"nine values are enough, and it is the largest", ten[:9], 900, 9},
		{"of ten it is the tenth: ceil(11 × 0.9)", ten, 900, 10},
		{"the median of ten is the sixth: ceil(11 × 0.5)", ten, 500, 6},
		{"four of five of ten is the ninth: ceil(11 × 0.8)", ten, 800, 9},
		{"eighteen are too few for 95 of 100", append(ten, ten[:8]...), 950, 0},
		{"nineteen are enough", append(ten, ten[:9]...), 950, 10},
		{"198 are too few for 995 of 1000", slices.Repeat([]int{3}, 198), 995, 0},
		{"199 are enough", slices.Repeat([]int{3}, 199), 995, 3},
	} {
		t.Run(row.name, func(t *testing.T) {
			t.Parallel()
			got, ok := spreadOf(0, row.values...).Within(row.perMille)
			if got != row.want || ok != (row.want > 0) {
				t.Errorf("%d per mille of %v = %d, %v; want %d", row.perMille, row.values, got, ok, row.want)
			}
		})
	}
}

// TestTheRankRuleKeepsItsWord draws past and coming transit times from one distribution and counts how often the bound
// holds. Of values that are all different it must hold in exactly ceil((n+1)·q)/(n+1) of all cases; of whole days, where
// many are equal, in more, and never in fewer than nine of ten (kpis-exceptions.md, table 5.2).
func TestTheRankRuleKeepsItsWord(t *testing.T) {
	t.Parallel()
	const trials, target = 20_000, 900
	days := func(rng *rand.Rand) int { return 1 + int(math.Exp(0.9+0.55*rng.NormFloat64())) }
	fine := func(rng *rand.Rand) int { return rng.IntN(1 << 40) }
	for _, n := range []int{5, 9, 10, 20, 50, 200} {
		exact := math.Ceil(float64(n+1)*target/1000) / float64(n+1)
		for name, draw := range map[string]func(*rand.Rand) int{"whole days": days, "all different": fine} {
			t.Run(fmt.Sprintf("n=%d, %s", n, name), func(t *testing.T) {
				t.Parallel()
				rng := rand.New(rand.NewPCG(uint64(n), 2026))
				held, abstained := 0, 0
				for range trials {
					past := make([]int, n)
					for i := range past {
						past[i] = draw(rng)
					}
					bound, ok := spreadOf(0, past...).Within(target)
					if !ok {
						abstained++
					} else if draw(rng) <= bound {
						held++
					}
				}
				share := float64(held) / trials
				switch {
				case n < 9 && abstained != trials:
					t.Errorf("answered %d times from %d values", trials-abstained, n)
				case n >= 9 && abstained > 0:
					t.Errorf("abstained %d times with %d values", abstained, n)
				case n >= 9 && name == "all different" && math.Abs(share-exact) > 0.008:
					t.Errorf("holds in %.1f %%, want %.1f %%", 100*share, 100*exact)
				case n >= 9 && name == "whole days" && (share < 0.895 || share > 0.96):
					t.Errorf("holds in %.1f %%, want nine of ten or a little more", 100*share)
				}
			})
		}
	}
}

func TestEqualWeightsAreNoWeights(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		values := rapid.SliceOfN(rapid.IntRange(0, 12), 0, 60).Draw(t, "values")
		s := spreadOf(fullWeight, values...)
		for _, q := range []int{500, 800, 900, 950} {
			a, okA := s.Within(q)
			b, okB := s.within(q)
			if a != b || okA != okB {
				t.Fatalf("%d per mille: %d, %v by count and %d, %v by weight", q, a, okA, b, okB)
			}
		}
	})
}

func TestOldParcelsCountForLess(t *testing.T) {
	t.Parallel()
	l := NewLearner("2026-06-01")
	for range 40 { // it used to take two days, and lately takes four
		l.Learn(Transit{Carrier: "ups", Ended: "2025-12-01", Arrived: "2025-12-01", Days: 2})
	}
	for range 20 {
		l.Learn(Transit{Carrier: "ups", Ended: "2026-05-28", Arrived: "2026-05-28", Days: 4})
	}
	if got := l.History().expect(laneKey{carrier: "ups"}, 0); got.likely != 4 || got.n != 60 {
		t.Errorf("half of all arrive within %d days (n %d), want the four of late (n 60)", got.likely, got.n)
	}
	old := NewLearner("2026-06-01")
	for range 12 { // twelve parcels of a year ago are no longer enough to speak of today
		old.Learn(Transit{Carrier: "ups", Ended: "2025-06-05", Arrived: "2025-06-05", Days: 2})
	}
	if got := old.History().expect(laneKey{carrier: "ups"}, 0); got.known {
		t.Errorf("twelve parcels of a year ago say %+v", got)
	}
}

func TestAHistorySurvivesItsJSON(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		h := someHistory(t, "2026-05-20")
		var again History
		if err := json.Unmarshal([]byte(asJSON(t, h)), &again); err != nil {
			t.Fatal(err)
		}
		if d := cmp.Diff(asJSON(t, h), asJSON(t, again.Ready())); d != "" {
			t.Fatal(d)
		}
		for _, lane := range h.Lanes {
			for elapsed := range 6 {
				key := laneKey{lane.Carrier, lane.Service, lane.Zone}
				if a, b := h.expect(key, elapsed), again.expect(key, elapsed); a != b {
					t.Fatalf("%+v became %+v", a, b)
				}
			}
		}
	})
}

func TestTheOrderOfLearningTeachesNothing(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		transits := someTransits(t)
		a, b := NewLearner("2026-05-20"), NewLearner("2026-05-20")
		for _, tr := range transits {
			a.Learn(tr)
		}
		for _, tr := range rapid.Permutation(transits).Draw(t, "other") {
			b.Learn(tr)
		}
		if d := cmp.Diff(asJSON(t, a.History()), asJSON(t, b.History())); d != "" {
			t.Fatal(d)
		}
	})
}
