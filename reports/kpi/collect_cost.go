package kpi

import (
	"math"

	"ordertrail/track"
)

// cost sums what it took to send an order: labels, what was invoiced on top, packaging and time at the bench. It is known
// only when every parcel says what its label cost and everything is in one currency.
func (c collector) cost(f *OrderFact, parcels []track.ParcelState) {
	currency, sums := "", [2]int64{}
	for _, p := range parcels {
		if p.Voided || p.Phase == track.Voided {
			continue
		}
		if len(p.CostApart) > 0 {
			return
		}
		for i, m := range []track.Money{p.Cost, p.Surcharge} {
			if i == 1 && m.IsZero() {
				continue
			}
			if m.IsZero() || currency != "" && m.Currency != currency || overflows(sums[i], m.Minor) {
				return
			}
			sums[i] += m.Minor
			currency = m.Currency
		}
	}
	rates := c.shop.Rates
	if reckons := rates.Packaging != 0 || rates.LabourPerHour != 0; currency == "" || reckons && rates.Currency != currency {
		return
	}
	f.Labels, f.Surcharges = sums[0], sums[1]
	f.Cost.Currency, f.CostKnown = currency, true
	f.reckon(rates)
}

// reckon sets what packaging and work cost by the shop's rates, of an order whose cost is known.
func (f *OrderFact) reckon(rates Rates) {
	f.Packaging = rates.Packaging * int64(f.Parcels)
	f.Labour = int64(math.Round(float64(rates.LabourPerHour) * float64(f.BenchSeconds) / 3600))
	f.Cost.Minor = f.Labels + f.Surcharges + f.Packaging + f.Labour
}

// overflows reports whether a sum of amounts leaves the whole numbers that a spreadsheet can hold exactly.
func overflows(a, b int64) bool {
	const exact = 1 << 50
	return math.Abs(float64(a)) > exact || math.Abs(float64(b)) > exact
}

// latestCosts is what each article cost by its latest count that says so.
func latestCosts(stock []StockFact) map[string]track.Money {
	out, on := map[string]track.Money{}, map[string]track.Date{}
	for _, s := range stock {
		if !s.UnitCost.IsZero() && s.On >= on[s.SKU] {
			out[s.SKU], on[s.SKU] = s.UnitCost, s.On
		}
	}
	return out
}
