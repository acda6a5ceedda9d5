package kpi

import (
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"ordertrail/track"
)

// recounted says where days and a full recount differ.
func recounted(d *Days, f Facts, basis Basis, p Period) string {
	diff := cmp.Diff(Compute(f, p, basis, chicago, now), d.Compute(p), cmpopts.EquateEmpty())
	return diff + cmp.Diff(Trend(f, basis, chicago, now), d.Trend(), cmpopts.EquateEmpty()) + cmp.Diff(Scores(f, p, basis, chicago, now), d.Scores(p), cmpopts.EquateEmpty())
}

func TestDaysAreWhatARecountGivesAfterAnyHistory(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		seed := rapid.Uint64Range(1, 1<<40).Draw(t, "seed")
		basis := rapid.SampledFrom(bases).Draw(t, "basis")
		list := randomStates(seed, 40)
		facts := gathered(list)
		days := NewDays(facts, basis, chicago, now)
		for range rapid.IntRange(0, 4).Draw(t, "changes") {
			other := randomStates(seed+uint64(rapid.IntRange(1, 9).Draw(t, "other")), 40)
			touched := map[string]bool{}
			for _, i := range rapid.SliceOfN(rapid.IntRange(0, 39), 1, 5).Draw(t, "orders") {
				list[i] = other[i]
				touched[list[i].ID] = true
			}
			fresh := gathered(list)
			if !days.Fits(fresh, basis, chicago, now) {
				days = NewDays(fresh, basis, chicago, now)
			} else {
				days.Change(facts.Of(touched), fresh.Of(touched), fresh)
			}
			facts = fresh
		}
		for _, p := range []Period{may, {}, {From: "2026-04-10", To: "2026-04-16"}} {
			if diff := recounted(days, facts, basis, p); diff != "" {
				t.Fatalf("over %v (-recount +days):\n%s", p, diff)
			}
		}
	})
}

// manyFacts are n delivered parcels over two years, as a large shop has them.
func manyFacts(n int) Facts {
	f := Facts{Zone: "UTC"}
	start := time.Date(2024, 6, 1, 12, 0, 0, 0, time.UTC)
	for i := range n {
		at := start.Add(time.Duration(i%730) * 24 * time.Hour)
		day := track.DateOf(at, time.UTC)
		m := Moment{On: day, At: at}
		f.Parcels = append(f.Parcels, ParcelFact{
			OrderID: fmt.Sprint("O", i), Order: fmt.Sprint(i), Parcel: fmt.Sprint("P", i), Carrier: []string{"ups", "dhl", "usps"}[i%3],
			Promises: Promises{Latest: track.DateOf(at.AddDate(0, 0, i%9-1), time.UTC)}, HandedOver: m, Possession: m, Delivered: m, Arrived: m, Left: m, Packed: m,
		})
	}
	return f
}

const manyDeliveries = 1_000_000

var week = Period{From: "2026-04-06", To: "2026-04-12"}

// BenchmarkWeeklyOnTime counts one week's on-time delivery of a million from the days, beside a count over all rows.
func BenchmarkWeeklyOnTime(b *testing.B) {
	f := manyFacts(manyDeliveries)
	days := NewDays(f, Latest, chicago, now)
	if got, want := days.One("on_time_delivery", week), One(f, "on_time_delivery", week, Latest, chicago, now); cmp.Diff(want, got) != "" {
		b.Fatalf("days say %+v, a recount %+v", got, want)
	}
	b.Run("days", func(b *testing.B) {
		for b.Loop() {
			days.One("on_time_delivery", week)
		}
	})
	b.Run("recount", func(b *testing.B) {
		for b.Loop() {
			One(f, "on_time_delivery", week, Latest, chicago, now)
		}
	})
}

// BenchmarkFiguresOfAMonth counts everything the screen shows of a month, from days and from all rows.
func BenchmarkFiguresOfAMonth(b *testing.B) {
	f := gathered(randomStates(1, 100_000))
	days := NewDays(f, Latest, chicago, now)
	b.Run("days", func(b *testing.B) {
		for b.Loop() {
			days.Compute(may)
			days.Trend()
			days.Scores(may)
		}
	})
	b.Run("recount", func(b *testing.B) {
		for b.Loop() {
			Compute(f, may, Latest, chicago, now)
			Trend(f, Latest, chicago, now)
			Scores(f, may, Latest, chicago, now)
		}
	})
	touched := map[string]bool{"O7": true}
	some := f.Of(touched)
	b.Run("one order changes", func(b *testing.B) {
		for b.Loop() {
			days.Change(some, some, f)
		}
	})
}
