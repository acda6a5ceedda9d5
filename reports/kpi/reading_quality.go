package kpi

import (
	"cmp"
	"strings"

	"ordertrail/track"
)

// readAccurate reads an order that left: was anything wrong or missing in it.
func readAccurate(o *OrderFact, c clock) reading {
	return yes(o.HandedOver.On, o.WrongItems == 0).noted("may_still_complain", o.WrongItems == 0 && c.mayStillComplain(o.HandedOver.On))
}

// readCaught reads an order that was packed with our own scans: how many of its lines went in without the bench refusing one.
func readCaught(o *OrderFact, _ clock) reading {
	if o.Verified == 0 {
		return reading{}
	}
	return reading{Day: o.Packed.On, Value: float64(max(0, o.Verified-o.Mismatches)), Weight: o.Verified, Counts: true}
}

// readEscaped reads the lines of an order that left: how many of them nobody complained of.
func readEscaped(o *OrderFact, c clock) reading {
	if o.Lines == 0 {
		return reading{}
	}
	r := reading{Day: o.HandedOver.On, Value: float64(max(0, o.Lines-o.WrongItems)), Weight: o.Lines, Counts: true}
	return r.noted("may_still_complain", o.WrongItems == 0 && c.mayStillComplain(o.HandedOver.On))
}

// readOneGo reads an order that began to leave: did all of it leave on one day.
func readOneGo(o *OrderFact, _ clock) reading {
	day := cmp.Or(o.HandedOver.On, o.FirstLeft.On)
	if o.State == track.CancelledAs {
		return skipped(day, "cancelled")
	}
	if o.FirstLeft.IsZero() {
		return reading{}
	}
	return yes(day, o.HandedOver.On != "" && o.FirstLeft.On == o.HandedOver.On)
}

// readPerfect multiplies the four flags of an order: on time, complete, undamaged, with the right papers. A flag that is
// not known is not good: without a promise nobody can say on time, and a complaint may still come for some days.
func readPerfect(o *OrderFact, c clock) reading {
	promised := o.Promises.On(c.Basis)
	day := cmp.Or(o.Delivered.On, promised)
	switch {
	case o.State == track.CancelledAs:
		return skipped(day, "cancelled")
	case o.Delivered.IsZero() && (promised == "" || promised >= c.Today):
		return reading{}
	}
	flags := o.flags(c)
	return yes(day, flags == "good").noted("unknown_flag", flags == "unknown")
}

// readAsked reads a question of a customer: where is it. It adds to the questions, and is no case of its own.
func readAsked(a *ContactFact, _ clock) reading {
	if a.Code != "where_is_it" {
		return reading{}
	}
	if a.Repeat {
		return skipped(a.At.On, "asked_again")
	}
	return reading{Day: a.At.On, Value: 1, Counts: true}
}

// readPlaced reads an order as one that may be asked about.
func readPlaced(o *OrderFact, _ clock) reading {
	return reading{Day: cmp.Or(o.Ordered.On, o.Paid.On), Weight: 1, Counts: true}
}

// problem says whether a question counts as one about a problem, or why it does not.
func (a *ContactFact) problem() (code string, counts bool) {
	switch {
	case !contactCodes[a.Code].Problem:
		return "", false
	case a.Repeat:
		return "asked_again", false
	case !a.At.Timed():
		return "day_only", false
	case a.Task == "" && a.Code == "where_is_it":
		return "no_problem", false
	}
	return "", true
}

// readLead reads how long before the question we had a task.
func readLead(a *ContactFact, _ clock) reading {
	code, counts := a.problem()
	switch {
	case code != "":
		return skipped(a.At.On, code)
	case !counts:
		return reading{}
	case a.Task == "":
		return skipped(a.At.On, "never_knew")
	}
	return counted(a.At.On, a.Lead)
}

// readKnewFirst reads whether we had a task before the question.
func readKnewFirst(a *ContactFact, _ clock) reading {
	code, counts := a.problem()
	if code != "" {
		return skipped(a.At.On, code)
	}
	if !counts {
		return reading{}
	}
	return yes(a.At.On, a.Task != "" && a.Lead > 0)
}

// readSold reads what the units of a line that left cost us.
func readSold(l *LineFact, c clock) reading {
	switch {
	case l.Ledger.HandedOver <= 0 || l.LeftOn == "":
		return reading{}
	case l.UnitCost.IsZero():
		return skipped(l.LeftOn, "no_cost")
	case !strings.EqualFold(l.UnitCost.Currency, c.Currency) || overflows(l.UnitCost.Minor, int64(l.Ledger.HandedOver)):
		return skipped(l.LeftOn, "other_currency")
	case l.LeftOn < c.StockFrom:
		return skipped(l.LeftOn, "before_count")
	}
	return counted(l.LeftOn, float64(l.UnitCost.Minor)*float64(l.Ledger.HandedOver))
}
