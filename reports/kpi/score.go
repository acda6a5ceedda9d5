package kpi

import (
	"sort"
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
	byName := map[string]Definition{}
	for _, d := range definitions {
		byName[d.Name] = d
	}
	var out []Score
	for key, rows := range byCarrier(f.Parcels) {
		part := Facts{Parcels: rows}
		count := func(name string) Figure {
			d := byName[name]
			return d.count(part, p, c, func(*ParcelFact) bool { return true })
		}
		s := Score{
			Carrier: key[0], Service: key[1], OnTime: count("on_time_delivery"), FirstAttempt: count("first_attempt_delivery"),
			Lag: count("possession_lag"), Transit: count("transit_time"), Problems: count("exception_rate"),
		}
		s.Parcels = s.Problems.N
		s.Cost, s.CostN = meanCost(rows, p, c.Currency)
		if s.Parcels+s.OnTime.N+s.FirstAttempt.N+s.Transit.N > 0 {
			out = append(out, s)
		}
	}
	sort.Slice(out, func(i, j int) bool {
		a, b := out[i], out[j]
		if a.Parcels != b.Parcels {
			return a.Parcels > b.Parcels
		}
		if a.Carrier != b.Carrier {
			return a.Carrier < b.Carrier
		}
		return a.Service < b.Service
	})
	return out
}

func byCarrier(parcels []ParcelFact) map[[2]string][]ParcelFact {
	groups := map[[2]string][]ParcelFact{}
	for _, p := range parcels {
		key := [2]string{p.Carrier, p.Service}
		groups[key] = append(groups[key], p)
	}
	return groups
}

func meanCost(parcels []ParcelFact, p Period, currency string) (track.Money, int) {
	var sum, n int64
	for _, f := range parcels {
		if p.Holds(f.Left.On) && !f.Cost.IsZero() && f.Cost.Currency == currency && !overflows(sum, f.Cost.Minor) {
			sum += f.Cost.Minor
			n++
		}
	}
	if n == 0 {
		return track.Money{}, 0
	}
	return track.Money{Minor: (sum + n/2) / n, Currency: currency}, int(n)
}
