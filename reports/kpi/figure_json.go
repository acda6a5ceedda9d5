package kpi

import (
	"encoding/json"
	"math"
)

// MarshalJSON writes a figure as the command line promises it: rates with numerator, denominator and interval, durations
// with p90, both with two decimals; value is null when there was nothing to count.
func (f Figure) MarshalJSON() ([]byte, error) {
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
		Interval    *[2]float64    `json:"interval,omitempty"`
		Says        string         `json:"says"`
	}
	d := document{Name: f.Name, Unit: f.Unit, Currency: f.Currency, N: f.N, Excluded: f.Excluded, Says: f.Says}
	if d.Excluded == nil {
		d.Excluded = map[string]int{}
	}
	if f.Unit != Hours {
		d.Numerator, d.Denominator = &f.Numerator, &f.Denominator
	}
	if f.Known {
		value, p90 := twoDecimals(f.Value), twoDecimals(f.P90)
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

func twoDecimals(x float64) float64 { return math.Round(x*100) / 100 }
