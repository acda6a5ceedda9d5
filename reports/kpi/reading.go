package kpi

import (
	"cmp"
	"strings"
	"time"

	"ordertrail/track"
)

// reading is what one row says to one KPI: the day it counts on, and a value, or the code of why it is left out. A row that
// has nothing to say has neither.
type reading struct {
	Day    track.Date
	Value  float64
	Weight int // cases in the denominator; 1 but for units
	Skip   string
	Counts bool
	Note   string // the code of why it is listed though it counts
	Beside spans  // of a duration: what stands beside it
}

// noted is r, listed under a code when so.
func (r reading) noted(code string, so bool) reading {
	if so && r.Counts {
		r.Note = code
	}
	return r
}

func counted(day track.Date, value float64) reading {
	return reading{Day: day, Value: value, Weight: 1, Counts: true}
}

func yes(day track.Date, good bool) reading {
	if good {
		return counted(day, 1)
	}
	return counted(day, 0)
}

func skipped(day track.Date, code string) reading { return reading{Day: day, Skip: code} }

// hours is the time between two instants to the second, or why it cannot be told. Clocks of two sources differ, and a stamp
// without an offset may be read some hours off: an end up to a day before its beginning is no time at all, an earlier one
// is impossible.
func hours(day track.Date, from, to Moment) reading {
	if !from.Timed() || !to.Timed() {
		return skipped(day, "day_only")
	}
	span := to.At.Sub(from.At)
	if span < -24*time.Hour {
		return skipped(day, "impossible_times")
	}
	return counted(day, max(0, float64(span/time.Second)/3600))
}

func readOnTime(p *ParcelFact, c clock) reading {
	promised := p.Promises.On(c.Basis)
	day := cmp.Or(p.Arrived.On, promised)
	switch {
	case promised == "":
		return skipped(day, "no_promise")
	case p.Arrived.On != "":
		return yes(day, p.Arrived.On <= promised)
	case promised < c.Today && !p.Cancelled:
		return skipped(day, "late_not_delivered")
	}
	return reading{}
}

func readOnTimeOfDue(p *ParcelFact, c clock) reading {
	r := readOnTime(p, c)
	if r.Skip == "late_not_delivered" {
		return counted(r.Day, 0)
	}
	return r
}

func readUnparcelledDue(o *OrderFact, c clock) reading {
	promised := o.Promises.On(c.Basis)
	if promised == "" || o.Unparcelled == 0 || o.State == track.CancelledAs || promised >= c.Today {
		return reading{}
	}
	return counted(promised, 0)
}

func readOnTimeShip(o *OrderFact, c clock) reading {
	day := cmp.Or(o.HandedOver.On, o.ShipBy)
	switch {
	case o.ShipBy == "":
		return skipped(day, "no_ship_by")
	case o.HandedOver.On != "":
		return yes(day, o.HandedOver.On <= o.ShipBy)
	case o.State == track.CancelledAs:
		return skipped(day, "cancelled")
	case o.ShipBy < c.Today && o.ToShip > 0:
		return counted(day, 0)
	}
	return reading{}
}

func readInFull(o *OrderFact, c clock) reading {
	promised := o.Promises.On(c.Basis)
	day := cmp.Or(o.Delivered.On, promised)
	switch {
	case o.State == track.CancelledAs:
		return skipped(day, "cancelled")
	case promised == "":
		return skipped(day, "no_promise")
	case o.Delivered.On != "":
		return yes(day, o.Complete && o.Delivered.On <= promised)
	case promised < c.Today:
		return counted(day, 0)
	}
	return reading{}
}

func readCycle(o *OrderFact, _ clock) reading {
	day := o.HandedOver.On
	if o.Started.IsZero() {
		return skipped(day, "no_start")
	}
	r := hours(day, o.Started, o.HandedOver)
	if !r.Counts {
		return r
	}
	r.Value = max(0, r.Value-float64(o.HoldHours))
	if r = r.with(inBusiness, o.BusinessHours); o.HoldHours > 0 {
		r = r.with(onHold, float64(o.HoldHours))
	}
	return r
}

func readTransit(p *ParcelFact, _ clock) reading {
	day := p.Delivered.On
	if p.Possession.IsZero() || p.Possession.Timed() && p.Possession.At.Equal(p.Delivered.At) {
		return skipped(day, "no_carrier_scan")
	}
	return hours(day, p.Possession, p.Delivered)
}

func readClick(o *OrderFact, c clock) reading {
	day := cmp.Or(o.Delivered.On, o.Ordered.On)
	switch {
	case !o.Delivered.IsZero() && o.Started.IsZero():
		return skipped(day, "no_start")
	case !o.Delivered.IsZero():
		r := hours(day, o.Started, o.Delivered)
		if inside := hours(day, o.Started, o.HandedOver); r.Counts && inside.Counts {
			r = r.with(insideWalls, inside.Value)
		}
		return r
	case o.State == track.Open || o.State == track.OnHold:
		r := skipped(day, "still_open")
		if o.Ordered.On != "" {
			r = r.with(openFor, float64(24*max(0, c.Today.DaysAfter(o.Ordered.On))))
		}
		return r
	}
	return reading{}
}

func readLag(p *ParcelFact, _ clock) reading {
	day := cmp.Or(p.Possession.On, p.HandedOver.On)
	switch {
	case p.HandedOver.IsZero():
		return skipped(day, "no_own_scan")
	case p.Possession.IsZero():
		return skipped(day, "no_carrier_scan")
	case p.HandedOver.Timed() && p.Possession.Timed() && p.Possession.At.Before(p.HandedOver.At):
		return skipped(day, "carrier_first")
	}
	return hours(day, p.HandedOver, p.Possession)
}

func readFirstAttempt(p *ParcelFact, _ clock) reading {
	day := cmp.Or(p.Delivered.On, p.Failed.On)
	switch {
	case p.Pickup:
		return skipped(day, "pickup")
	case p.FailedFirst:
		return counted(day, 0)
	case p.Delivered.On != "":
		return counted(day, 1)
	}
	return reading{}
}

func readProblem(p *ParcelFact, _ clock) reading { return yes(p.Left.On, p.Problems > 0) }

func readScanned(p *ParcelFact, _ clock) reading {
	return yes(p.Left.On, !p.Packed.IsZero() && !p.HandedOver.IsZero() && !p.Overridden)
}

// returnDays is how long after the delivery units may be expected back.
const returnDays = 30

func readReturned(l *LineFact, c clock) reading {
	if l.Ledger.Delivered <= 0 {
		return reading{}
	}
	back := max(0, min(l.Ledger.ReturnReceived, l.Ledger.Delivered))
	r := reading{Day: l.DeliveredOn, Value: float64(back), Weight: l.Ledger.Delivered, Counts: true}
	return r.noted("may_still_return", l.DeliveredOn == "" || c.Today.DaysAfter(l.DeliveredOn) < returnDays)
}

func readCost(o *OrderFact, c clock) reading {
	day := o.HandedOver.On
	switch {
	case !o.CostKnown:
		return skipped(day, "no_cost")
	case !strings.EqualFold(o.Cost.Currency, c.Currency):
		return skipped(day, "other_currency")
	}
	return counted(day, float64(o.Cost.Minor))
}
