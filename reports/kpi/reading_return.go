package kpi

import (
	"cmp"
	"strings"

	"ordertrail/track"
)

// Read a row as: goods that became <disposition> may be sold again.
var pickable = map[string]bool{"restock": true, "restock_open_box": true}

func readDecided(r *ReturnFact, _ clock) reading {
	if r.Received <= 0 {
		return reading{}
	}
	day := cmp.Or(r.Decided.On, r.Arrived.On)
	switch {
	case r.Arrived.IsZero():
		return skipped(day, "no_receipt")
	case r.Decided.IsZero():
		return skipped(day, "still_open")
	}
	return r.took(hours(day, r.Arrived, r.Decided))
}

func readDocked(r *ReturnFact, c clock) reading {
	if !pickable[r.Disposition] {
		return reading{}
	}
	return readDecided(r, c)
}

// took is r with the business hours beside it.
func (r *ReturnFact) took(x reading) reading {
	if x.Counts {
		return x.with(inBusiness, r.BusinessHours)
	}
	return x
}

// legOf makes the reading of one leg of a return's way: from when a customer asked to what they got.
func legOf(from, to func(*ReturnFact) Moment) func(*ReturnFact, clock) reading {
	return func(r *ReturnFact, _ clock) reading {
		begin, end := from(r), to(r)
		day := cmp.Or(end.On, begin.On)
		switch {
		case begin.IsZero() || !r.First:
			return reading{}
		case r.Resolution == "keep_item":
			return skipped(day, "keep_item")
		case strings.EqualFold(r.Kind, "rts"):
			return skipped(day, "came_back")
		case end.IsZero():
			return skipped(day, "still_open")
		}
		return hours(day, begin, end)
	}
}

func opened(r *ReturnFact) Moment     { return r.Opened }
func authorised(r *ReturnFact) Moment { return r.Authorised }
func received(r *ReturnFact) Moment   { return r.Arrived }
func settled(r *ReturnFact) Moment    { return r.Settled }
func released(r *ReturnFact) Moment   { return r.Released }

// standsOn is the day of a period on which a claim counts: that on which it was over; of one that was open at its end the first
// on which it had been filed.
func (x *ClaimFact) standsOn(p Period) (day track.Date, open bool) {
	if x.Ended.On != "" && (p.To == "" || x.Ended.On <= p.To) {
		return x.Ended.On, false
	}
	if x.Filed.On == "" {
		return "", true
	}
	return max(x.Filed.On, p.From), true
}

// readClaimed reads what came of a claim that was over by the end of the period.
func readClaimed(x *ClaimFact, c clock) reading {
	day, open := x.standsOn(c.Period)
	switch {
	case open:
		return skipped(day, "still_open")
	case x.Claimed.Minor <= 0:
		return skipped(day, "no_amount")
	case !strings.EqualFold(x.Claimed.Currency, c.ClaimCurrency) || x.Paid.Minor > 0 && !strings.EqualFold(x.Paid.Currency, c.ClaimCurrency) || overflows(x.Claimed.Minor, 0):
		return skipped(day, "other_currency")
	}
	return reading{Day: day, Value: float64(max(0, min(x.Paid.Minor, x.Claimed.Minor))), Weight: int(x.Claimed.Minor), Counts: true}
}

// readPaid reads how long a claim waited for its money.
func readPaid(x *ClaimFact, c clock) reading {
	day, open := x.standsOn(c.Period)
	switch {
	case open:
		return skipped(day, "still_open")
	case x.State != "paid":
		return skipped(day, "refused")
	}
	return hours(day, x.Filed, x.Ended)
}
