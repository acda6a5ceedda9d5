package kpi

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"ordertrail/track"
)

// Score is how one carrier and service did in a period, by the same definitions as the KPIs.
type Score struct {
	Carrier, Service string
	Parcels          int // that left us in the period
	OnTime           Figure
	FirstAttempt     Figure
	Lag              Figure // our hand-over scan to the carrier's first
	Transit          Figure
	Problems         Figure
	Cost             track.Money // mean label cost of the parcels that state one in the main currency
	CostN            int
}

// Scores counts every carrier and service that had a parcel leave or arrive in the period, the busiest first.
func Scores(f Facts, p Period, basis Basis, zone *time.Location, now time.Time) []Score {
	c := newClock(f, basis, zone, now)
	d := &Days{clock: c, carriers: map[[2]string]*carrierDays{}}
	for i := range f.Parcels {
		d.takeParcel(&f.Parcels[i], +1)
	}
	return d.Scores(p)
}

func busiestFirst(list []Score) {
	slices.SortFunc(list, func(a, b Score) int {
		return cmp.Or(cmp.Compare(b.Parcels, a.Parcels), strings.Compare(a.Carrier, b.Carrier), strings.Compare(a.Service, b.Service))
	})
}
