package kpi

import (
	"math"
	"sort"
)

// z95 is the normal quantile of a two-sided 95 % interval.
const z95 = 1.959963984540054

// wilson is the Wilson score interval of good among n, in percent: it stays within 0 and 100 and holds for small n
// (Wilson 1927, formula as in Brown, Cai and DasGupta 2001).
func wilson(good, n float64) [2]float64 {
	if n <= 0 {
		return [2]float64{}
	}
	p := good / n
	centre := p + z95*z95/(2*n)
	half := z95 * math.Sqrt(p*(1-p)/n+z95*z95/(4*n*n))
	scale := 1 + z95*z95/n
	return [2]float64{max(0, (centre-half)/scale*100), min(100, (centre+half)/scale*100)}
}

// quantile is the value that the share q of sorted values stay within, read between neighbours as spreadsheets do
// (PERCENTILE). The median is quantile 0.5.
func quantile(sorted []float64, q float64) float64 {
	if len(sorted) == 0 {
		return 0
	}
	at := q * float64(len(sorted)-1)
	low := int(math.Floor(at))
	if low+1 >= len(sorted) {
		return sorted[len(sorted)-1]
	}
	return sorted[low] + (at-float64(low))*(sorted[low+1]-sorted[low])
}

// medianAnd90 sorts values and gives their median and the time nine in ten stay within.
func medianAnd90(values []float64) (median, p90 float64) {
	sort.Float64s(values)
	return quantile(values, 0.5), quantile(values, 0.9)
}
