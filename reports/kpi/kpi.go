// Package kpi counts how the shop does, and shows its sums: every figure comes with what was counted, what was left out
// and why, and the workbook holds the rows and the formulas, so that anybody can check it.
//
// It is pure: Collect turns orders into customer-free rows, Compute counts them over a period, WriteWorkbook writes both.
// The table of definitions in definition.go rules the figures, the JSON, the screen and the workbook alike.
package kpi

import (
	"time"

	"ordertrail/track"
)

// Period is a span of days, both included. An empty side is open.
type Period struct {
	From track.Date `json:"from"`
	To   track.Date `json:"to"`
}

// Holds reports whether d lies in the period; an unknown day never does.
func (p Period) Holds(d track.Date) bool {
	return d != "" && (p.From == "" || d >= p.From) && (p.To == "" || d <= p.To)
}

// Basis says which of the three promises a delivery is held against.
type Basis string

// The three promises. Latest is what the customer was last told, and the default.
const (
	Latest    Basis = "latest"
	Original  Basis = "original"
	Requested Basis = "requested"
)

// Unit is what a figure is measured in.
type Unit string

// Rates are in percent, or per thousand where they are small; durations in hours, which a workbook may tell in minutes or
// days; money in minor units of the figure's
// currency; a share of an amount in percent; a turnover in times.
const (
	Percent     Unit = "percent"
	PerThousand Unit = "per_thousand"
	Hours       Unit = "hours"
	InMinutes   Unit = "minutes"
	InDays      Unit = "days"
	Amount      Unit = "money"
	Share       Unit = "money_percent"
	Times       Unit = "times"
)

// ThinBelow is the number of cases under which a figure is shown grey: it may be chance.
const ThinBelow = 30

// Figure is one KPI of one period. A rate is Numerator of Denominator in percent with its Wilson 95 % interval; a duration
// is a median with the time nine in ten stay within; money is the mean of N orders in minor units.
type Figure struct {
	Name        string
	Unit        Unit
	Value       float64
	Known       bool // false when nothing could be counted: Value means nothing then
	Currency    string
	P90         float64
	Numerator   int
	Denominator int
	N           int
	Interval    [2]float64
	Excluded    map[string]int // by the codes of the definition; every code is there, also at 0
	Listed      map[string]int // counted, and not known to be good: by the codes of the definition
	Parts       map[string]int // of a figure that has several causes: cases by cause; one case may have several
	Business    *Spread        // a duration in business hours beside the hours of the clock; nil where it has none
	Aside       *Spread        // what was taken out of the duration: hours on hold, over the cases that had any
	Inside      *Spread        // the part of the duration until the goods were handed over
	Open        *Spread        // how long what is not over yet has lasted so far
	Says        []Said         `json:"-"` // what the figure's own columns do not say; it is not kept with a published month
	Told        string         `json:"-"` // the same in words, put in by whoever has them
}

// Said is one thing that is said of a figure: the key of its words in the catalogue, and what they need.
type Said struct {
	Key  string
	Args []string
}

// Spread is the middle of some durations in hours, and the time nine in ten stay within.
type Spread struct {
	N      int     `json:"n"`
	Median float64 `json:"value"`
	P90    float64 `json:"p90"`
}

// Thin reports whether there are too few cases to trust the figure.
func (f Figure) Thin() bool { return f.N < ThinBelow }

// HasInterval reports whether the figure is a rate with an interval.
func (f Figure) HasInterval() bool {
	return f.Known && (f.Unit == Percent || f.Unit == PerThousand && f.Numerator <= f.Denominator)
}

// scale is what a rate of one is in the figure's unit.
func (u Unit) scale() float64 {
	if u == PerThousand {
		return 1000
	}
	return 100
}

// clock is what a reading may depend on besides its row: the day it is now, the promise held against, and the currency
// that costs are compared in.
type clock struct {
	Today         track.Date
	Basis         Basis
	Currency      string
	ClaimCurrency string // what most claims are in
	ClaimDays     int
	NoRates       bool       // packaging and labour are reckoned at nothing
	StockFrom     track.Date // the first count of stock; "" without any
	Period        Period     // that is asked about: of stock, whose value depends on how long it lay there within it, and of claims
}

// mayStillComplain reports whether complaints about what arrived or left on a day may still come.
func (c clock) mayStillComplain(day track.Date) bool {
	return day == "" || c.Today.DaysAfter(day) < c.ClaimDays
}

func newClock(f Facts, basis Basis, zone *time.Location, now time.Time) clock {
	if basis != Original && basis != Requested {
		basis = Latest
	}
	return clock{
		Today: track.DateOf(now, zone), Basis: basis, Currency: f.Currency(), NoRates: f.Rates.Packaging == 0 && f.Rates.LabourPerHour == 0,
		ClaimCurrency: f.ClaimCurrency(), ClaimDays: f.Rates.claimDays(), StockFrom: f.stockFrom(),
	}
}
