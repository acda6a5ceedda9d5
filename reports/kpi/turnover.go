package kpi

import (
	"cmp"
	"math"
	"strings"

	"ordertrail/track"
)

// stockFrom is the day of the first count; "" without any.
func (f Facts) stockFrom() track.Date {
	first := track.Date("")
	for i := range f.Stock {
		if on := f.Stock[i].On; first == "" || on < first {
			first = on
		}
	}
	return first
}

// held is what the stock was worth over a period: the sum of value and days it lay there, the days that are covered by
// counts, and on how many days until the end of the period was counted.
type held struct {
	valueDays float64
	days      int
	counts    int
}

func (f Facts) held(c clock) held {
	from, to := c.span()
	h := held{days: max(0, to.DaysAfter(max(from, c.StockFrom))+1)}
	if c.StockFrom == "" {
		return held{}
	}
	seen := map[track.Date]bool{}
	for i := range f.Stock {
		s := &f.Stock[i]
		h.valueDays += s.valueDays(c)
		if s.On <= to {
			seen[s.On] = true
		}
	}
	h.counts = len(seen)
	return h
}

// span is the period as far as it has passed.
func (c clock) span() (from, to track.Date) {
	from, to = cmp.Or(c.Period.From, earliest), cmp.Or(c.Period.To, latest)
	return from, min(to, c.Today)
}

// value is what a count was worth in minor units; 0 where no cost is stated.
func (s *StockFact) value() float64 { return float64(s.UnitCost.Minor) * float64(s.OnHand) }

// valueDays is what a count was worth times the days it stood within the period.
func (s *StockFact) valueDays(c clock) float64 {
	from, to := c.span()
	if !strings.EqualFold(s.UnitCost.Currency, c.Currency) {
		return 0
	}
	end := max(0, to.DaysAfter(s.On)+1) // days from the count to the end, both included
	if s.Until != "" {
		end = min(end, s.Until.DaysAfter(s.On))
	}
	begin := max(0, from.DaysAfter(s.On))
	return s.value() * float64(max(0, end-begin))
}

// turnover makes the figure of goods sold over the average stock.
func (d *Definition) turnover(s *sums, h held, c clock) Figure {
	f := Figure{Name: d.Name, Unit: d.Unit, Excluded: s.excluded, Listed: s.listed, N: int(s.cases), Numerator: int(s.good), Currency: c.Currency}
	if h.days > 0 {
		f.Denominator = int(math.Round(h.valueDays / float64(h.days)))
	}
	f.Known = h.counts >= 2 && f.Denominator > 0 && f.N > 0
	if f.Known {
		f.Value = s.good / float64(f.Denominator)
	}
	f.Says = d.saysTurnover(f, h)
	return f
}
