package kpi

import (
	"encoding/json"
	"math"

	"ordertrail/track"
)

// document is a figure as the command line writes it: a field that does not belong to its unit is left out.
type document struct {
	Name        string         `json:"name"`
	Unit        Unit           `json:"unit"`
	Value       *float64       `json:"value"`
	P90         *float64       `json:"p90,omitempty"`
	Currency    string         `json:"currency,omitempty"`
	Numerator   *int           `json:"numerator,omitempty"`
	Denominator *int           `json:"denominator,omitempty"`
	N           int            `json:"n"`
	Thin        bool           `json:"thin,omitempty"`
	Excluded    map[string]int `json:"excluded"`
	Total       *track.Money   `json:"total,omitempty"`
	Interval    *[2]float64    `json:"interval,omitempty"`
	Claimed     *track.Money   `json:"claimed,omitempty"`
	Average     *track.Money   `json:"average_stock,omitempty"`
	Listed      map[string]int `json:"listed,omitempty"`
	Parts       map[string]int `json:"parts,omitempty"`
	Business    *Spread        `json:"business,omitempty"`
	Hold        *Spread        `json:"hold,omitempty"`
	Inside      *Spread        `json:"inside_walls,omitempty"`
	Open        *Spread        `json:"open_for,omitempty"`
	Minutes     *Spread        `json:"minutes,omitempty"`
	Days        *Spread        `json:"days,omitempty"`
	Says        string         `json:"says"`
}

// MarshalJSON writes a figure as the command line promises it: rates with numerator, denominator and interval, durations
// in hours with p90, and beside them in the unit that the definition tells them in; money in whole units of its currency with
// the total behind it, all with two decimals; value is null when there was nothing to count.
func (f Figure) MarshalJSON() ([]byte, error) {
	d := document{Name: f.Name, Unit: f.Unit, Currency: f.Currency, N: f.N, Excluded: f.Excluded, Listed: f.Listed, Parts: f.Parts, Says: f.Told}
	if d.Excluded == nil {
		d.Excluded = map[string]int{}
	}
	f.behind(&d)
	if f.Known {
		value, p90 := twoDecimals(f.Value/f.minorUnits()), twoDecimals(f.P90)
		d.Value, d.Thin = &value, f.Thin()
		if f.Unit == Hours {
			d.P90 = &p90
		}
	}
	if f.HasInterval() {
		d.Interval = &[2]float64{twoDecimals(f.Interval[0]), twoDecimals(f.Interval[1])}
	}
	return json.Marshal(d)
}

// behind writes what the value is made of, in the words of its unit.
func (f Figure) behind(d *document) {
	total, base := &track.Money{Minor: int64(f.Numerator), Currency: f.Currency}, &track.Money{Minor: int64(f.Denominator), Currency: f.Currency}
	switch f.Unit {
	case Percent, PerThousand:
		d.Numerator, d.Denominator = &f.Numerator, &f.Denominator
	case Amount:
		d.Denominator, d.Total = &f.Denominator, total
	case Share:
		d.Total, d.Claimed = total, base
	case Times:
		d.Total, d.Average = total, base
	case Hours:
		d.Business, d.Hold, d.Inside, d.Open = f.Business.rounded(), f.Aside.rounded(), f.Inside.rounded(), f.Open.rounded()
		d.Minutes, d.Days = f.toldIn(InMinutes), f.toldIn(InDays)
	}
}

// minorUnits is how many of the units of Value make one of those that people count in: cents of a dollar, else one.
func (f Figure) minorUnits() float64 {
	if f.Unit != Amount {
		return 1
	}
	return math.Pow10(track.MinorDigits(f.Currency))
}

// toldIn is a duration in the unit that its definition tells it in, when it is this one.
func (f Figure) toldIn(unit Unit) *Spread {
	d, known := defined(f.Name)
	if !known || d.In != unit || !f.Known {
		return nil
	}
	return (&Spread{N: f.N, Median: f.Value * d.perHour(), P90: f.P90 * d.perHour()}).rounded()
}

func (s *Spread) rounded() *Spread {
	if s == nil {
		return nil
	}
	return &Spread{s.N, twoDecimals(s.Median), twoDecimals(s.P90)}
}

func twoDecimals(x float64) float64 { return math.Round(x*100) / 100 }
