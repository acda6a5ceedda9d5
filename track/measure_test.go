package track

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestHowGoodAnEstimateWas(t *testing.T) {
	t.Parallel()
	row := func(carrier string, arrived, p50, p80, p90, says, rule Date, changes int) Transit {
		return Transit{Carrier: carrier, Arrived: arrived, Ended: arrived, Forecast: Forecast{On: "2026-05-04", P50: p50, P80: p80, P90: p90, Carrier: says, Rule: rule, Changes: changes, N: 20}}
	}
	got := Measure([]Transit{
		row("ups", "2026-05-06", "2026-05-06", "2026-05-07", "2026-05-08", "2026-05-08", "2026-05-07", 0),  // on the day; the carrier said two later
		row("ups", "2026-05-08", "2026-05-06", "2026-05-07", "2026-05-08", "", "2026-05-07", 1),            // late by two, within 90 only
		row("ups", "2026-05-12", "2026-05-07", "2026-05-07", "2026-05-08", "2026-05-08", "2026-05-07", 2),  // late by five
		row("usps", "2026-05-05", "2026-05-07", "2026-05-09", "2026-05-11", "2026-05-05", "2026-05-07", 0), // early by two; the carrier knew
		row("usps", "2026-05-05", "", "", "", "2026-05-05", "2026-05-07", 0),                               // history could not say
	})
	want := []Quality{
		{
			Arrived: 5, N: 4, Within80: 2, Within90: 3, Error: 2.25, Median: 0, Early: 1, On: 1, Late: 2, Width: 2.25, Changes: 0.75,
			CarrierSays: Rival{N: 3, Error: 2, Median: 0, Early: 1, On: 1, Late: 1, Ours: 2.33},
			Rule:        Rival{N: 4, Error: 2.25, Median: -1, Early: 1, On: 2, Late: 1, Ours: 2.25},
		},
		{
			Carrier: "ups", Arrived: 3, N: 3, Within80: 1, Within90: 2, Error: 2.33, Median: 2, On: 1, Late: 2, Width: 1.67, Changes: 1,
			CarrierSays: Rival{N: 2, Error: 3, Median: -2, Early: 1, Late: 1, Ours: 2.5},
			Rule:        Rival{N: 3, Error: 2.33, Median: 1, On: 2, Late: 1, Ours: 2.33},
		},
		{
			Carrier: "usps", Arrived: 2, N: 1, Within80: 1, Within90: 1, Error: 2, Median: -2, Early: 1, Width: 4,
			CarrierSays: Rival{N: 1, On: 1, Ours: 2},
			Rule:        Rival{N: 1, Error: 2, Median: -2, Early: 1, Ours: 2},
		},
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
	if d := cmp.Diff([]Quality{{}}, Measure(nil)); d != "" {
		t.Errorf("of nothing:\n%s", d)
	}
}
