package kpi

import (
	"cmp"
	"slices"
	"strings"
	"time"
)

// Restated is one published figure beside what the facts say now, and the rows that make the difference.
type Restated struct {
	Frozen, Today Figure
	Rows          []ChangedRow
}

// Changed reports whether the figure is another than the one that was published, or counts other rows.
func (r Restated) Changed() bool { return len(r.Rows) > 0 || r.Frozen.Value != r.Today.Value }

// ChangedRow is one row that says something else than when the month was published, and why: the codes of what changed in it.
type ChangedRow struct {
	Was, Is Row
	Why     []string
}

// Row is the row as it is, or as it was when it is gone.
func (c ChangedRow) Row() Row {
	if c.Is.row != nil {
		return c.Is
	}
	return c.Was
}

// Codes of why a row changed that no column of it tells.
const (
	WhyGone    = "row_gone"    // it is not there any more
	WhyNew     = "row_new"     // it was not there
	WhyTime    = "time_passed" // it is the same, and time decided what was not known
	WhySeveral = "several"     // only several changes together make the difference

	WhyRates = "rates_changed" // it is the same, and the shop reckons otherwise
	WhyHours = "hours_changed" // it is the same, and the shop works at other hours

	WhyCurrency   = "currency_changed"   // it is the same, and the figure is in another currency
	WhyDefinition = "definition_changed" // it was there, and the figure did not count it yet
)

// Restate compares what was published with what the facts say now, figure by figure in the order of the definitions.
// Definitions that came later have nothing to compare and are left out.
func Restate(s Snapshot, f Facts, basis Basis, zone *time.Location, now time.Time) []Restated {
	p := MonthOf(s.Month)
	then, today := s.clock(basis), newClock(f, basis, zone, now)
	then.Period, today.Period = p, p
	frozen := map[string]Figure{}
	for _, x := range s.Figures[then.Basis] {
		frozen[x.Name] = x
	}
	var out []Restated
	for i := range definitions {
		d := &definitions[i]
		was, known := frozen[d.Name]
		if !known {
			continue
		}
		out = append(out, Restated{Frozen: was, Today: d.count(f, p, today, everything), Rows: d.changed(s, f, p, then, today)})
	}
	return out
}

// clock is what readings depended on when the snapshot was taken.
func (s Snapshot) clock(basis Basis) clock {
	c := newClock(s.Facts, basis, time.UTC, time.Time{})
	c.Today, c.Currency, c.ClaimCurrency = s.AsOf, s.Currency, cmp.Or(s.ClaimCurrency, s.Currency)
	return c
}

// changed lists the rows that say something else to the KPI than they did.
func (d *Definition) changed(s Snapshot, fresh Facts, p Period, then, today clock) []ChangedRow {
	old := s.Facts
	was, is := d.byKey(old, p, then), d.byKey(fresh, p, today)
	var out []ChangedRow
	for key, w := range was {
		if i, still := is[key]; !still || !sameReading(w, i) {
			out = append(out, ChangedRow{Was: w, Is: i})
		}
	}
	for key, i := range is {
		if _, before := was[key]; !before {
			out = append(out, ChangedRow{Is: i})
		}
	}
	if len(out) == 0 {
		return nil
	}
	olds, freshes := old.index(), fresh.index()
	for i := range out {
		d.explain(&out[i], past{olds, freshes, old.Rates, fresh.Rates, s.Version}, p, then, today)
	}
	slices.SortFunc(out, func(a, b ChangedRow) int {
		x, y := a.Row(), b.Row()
		return cmp.Or(strings.Compare(x.Order, y.Order), strings.Compare(x.OrderID, y.OrderID), strings.Compare(x.Subject, y.Subject))
	})
	return out
}

func (d *Definition) byKey(f Facts, p Period, c clock) map[rowKey]Row {
	out := map[rowKey]Row{}
	for _, r := range d.rows(f, p, c) {
		out[r.key()] = r
	}
	return out
}

// rowKey names a row over time.
type rowKey struct {
	table            Table
	orderID, subject string
}

func (r Row) key() rowKey { return rowKey{r.Table, r.OrderID, r.Subject} }

// sameReading compares what counts. That something is not listed any more because time passed is no change, nor is another day
// of the same month.
func sameReading(a, b Row) bool {
	return a.Value == b.Value && a.Weight == b.Weight && a.Excluded == b.Excluded && a.Business == b.Business
}

// index finds rows by their keys.
func (f Facts) index() map[rowKey]any {
	out := map[rowKey]any{}
	for i := range definitions {
		for j := range definitions[i].columns {
			col := &definitions[i].columns[j]
			if seen := out[rowKey{table: col.Table}]; seen != nil {
				continue
			}
			out[rowKey{table: col.Table}] = true
			for _, row := range col.rows(f, clock{}) {
				row.Table = col.Table
				out[row.key()] = row.row
			}
		}
	}
	return out
}

// past is what a published month was counted from, beside what there is now.
type past struct {
	olds, freshes       map[rowKey]any
	ratesThen, ratesNow Rates
	counted             string // the version of the definitions it was counted by
}

// explain says why a row changed: what of it has to be taken from now for it to say something else than it did.
func (d *Definition) explain(c *ChangedRow, m past, p Period, then, today clock) {
	key := c.Row().key()
	before, after := m.olds[key], m.freshes[key]
	switch {
	case after == nil:
		c.Why = []string{WhyGone}
		return
	case before == nil && m.counted != Version() && d.stands() && c.Is.Excluded == "still_open":
		c.Why = []string{WhyDefinition}
		return
	case before == nil:
		c.Why = []string{WhyNew}
		return
	}
	for i := range d.columns {
		col := &d.columns[i]
		if col.Table != key.table {
			continue
		}
		switch col.Table {
		case Orders:
			causes := append(slices.Clone(orderCauses), ratesCause(m.ratesThen, m.ratesNow), workCause(m.ratesThen))
			c.Why = reasons(before.(*OrderFact), after.(*OrderFact), causes, col.order, p, then, today)
		case Lines:
			c.Why = reasons(before.(*LineFact), after.(*LineFact), lineCauses, col.line, p, then, today)
		case Parcels:
			c.Why = reasons(before.(*ParcelFact), after.(*ParcelFact), parcelCauses, col.parcel, p, then, today)
		case Returns:
			c.Why = reasons(before.(*ReturnFact), after.(*ReturnFact), returnCauses, col.back, p, then, today)
		case Contacts:
			c.Why = reasons(before.(*ContactFact), after.(*ContactFact), contactCauses, col.contact, p, then, today)
		case Claims:
			c.Why = reasons(before.(*ClaimFact), after.(*ClaimFact), claimCauses, col.claim, p, then, today)
		case Episodes, Stock:
		}
	}
}

// cause is a group of columns that one kind of later fact changes.
type cause[T any] struct {
	Code string
	take func(into, from *T)
}

// reasons tries the causes one by one: each that makes the row of then say something else is one.
func reasons[T any](before, after *T, causes []cause[T], read func(*T, clock) reading, p Period, then, today clock) []string {
	seen := func(r reading) reading {
		if !p.Holds(r.Day) {
			return reading{}
		}
		r.Note = ""
		return r
	}
	base := seen(read(before, today))
	var out []string
	if seen(read(before, then)) != base {
		out = append(out, decidedBy(func(c clock) bool { return seen(read(before, c)) == base }, then, today))
	}
	for _, c := range causes {
		row := *before
		c.take(&row, after)
		if seen(read(&row, today)) != base {
			out = append(out, c.Code)
		}
	}
	if out == nil {
		return []string{WhySeveral}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// decidedBy is what made the clock of today read a row otherwise than that of then: that time passed, or, when it had without
// any change of the rates, those.
func decidedBy(same func(clock) bool, then, today clock) string {
	if in := today; in.Currency != then.Currency || in.ClaimCurrency != then.ClaimCurrency {
		in.Currency, in.ClaimCurrency = then.Currency, then.ClaimCurrency
		if !same(in) {
			return WhyCurrency
		}
	}
	today.ClaimDays, today.NoRates = then.ClaimDays, then.NoRates
	if same(today) {
		return WhyTime
	}
	return WhyRates
}

// ratesCause is that the shop reckons packaging and work otherwise.
func ratesCause(then, now Rates) cause[OrderFact] {
	return cause[OrderFact]{WhyRates, func(o, _ *OrderFact) {
		if o.CostKnown && then != now {
			o.reckon(now)
		}
	}}
}

// workCause is that more became known of what was packed and of the work on it, by the rates of then.
func workCause(then Rates) cause[OrderFact] {
	return cause[OrderFact]{"late_scan", func(o, x *OrderFact) {
		if o.CostKnown {
			o.Parcels, o.BenchSeconds = x.Parcels, x.BenchSeconds
			o.reckon(then)
		}
	}}
}

// Read a row as: <code> is why a row changed, when these columns of it did.
var orderCauses = []cause[OrderFact]{
	{"late_delivery", func(o, x *OrderFact) { o.Delivered, o.Complete = x.Delivered, x.Complete }},
	{"late_scan", func(o, x *OrderFact) {
		if o.HandedOver != x.HandedOver || o.Started != x.Started {
			o.BusinessHours = x.BusinessHours
		}
		o.HandedOver, o.FirstLeft, o.Packed = x.HandedOver, x.FirstLeft, x.Packed
		o.ToShip, o.Unparcelled, o.Lines, o.Verified, o.Mismatches = x.ToShip, x.Unparcelled, x.Lines, x.Verified, x.Mismatches
	}},
	{"late_invoice", func(o, x *OrderFact) {
		if o.Labels != x.Labels || o.Surcharges != x.Surcharges || o.CostKnown != x.CostKnown {
			o.Cost.Minor += x.Labels + x.Surcharges - o.Labels - o.Surcharges
			o.Labels, o.Surcharges, o.Cost.Currency, o.CostKnown = x.Labels, x.Surcharges, x.Cost.Currency, x.CostKnown
		}
	}},
	{WhyHours, func(o, x *OrderFact) {
		if o.HandedOver == x.HandedOver && o.Started == x.Started && o.HoldHours == x.HoldHours {
			o.BusinessHours = x.BusinessHours
		}
	}},
	{"late_complaint", func(o, x *OrderFact) { o.WrongItems, o.Damaged, o.PapersWrong = x.WrongItems, x.Damaged, x.PapersWrong }},
	{"promise_changed", func(o, x *OrderFact) { o.Promises, o.ShipBy = x.Promises, x.ShipBy }},
	{"order_changed", func(o, x *OrderFact) {
		o.State, o.Units, o.Ordered, o.Paid, o.Started, o.HoldHours = x.State, x.Units, x.Ordered, x.Paid, x.Started, x.HoldHours
	}},
}

var parcelCauses = []cause[ParcelFact]{
	{"late_delivery", func(p, x *ParcelFact) { p.Delivered, p.Collection, p.Arrived = x.Delivered, x.Collection, x.Arrived }},
	{"late_attempt", func(p, x *ParcelFact) { p.Failed, p.FailedFirst, p.Attempts = x.Failed, x.FailedFirst, x.Attempts }},
	{"late_scan", func(p, x *ParcelFact) {
		p.Packed, p.HandedOver, p.Possession, p.Left = x.Packed, x.HandedOver, x.Possession, x.Left
	}},
	{"late_problem", func(p, x *ParcelFact) { p.Problems, p.Codes = x.Problems, x.Codes }},
	{"overridden", func(p, x *ParcelFact) { p.Overridden = x.Overridden }},
	{"promise_changed", func(p, x *ParcelFact) { p.Promises = x.Promises }},
	{"order_changed", func(p, x *ParcelFact) { p.Cancelled, p.Pickup = x.Cancelled, x.Pickup }},
}

var lineCauses = []cause[LineFact]{
	{"late_return", func(l, x *LineFact) { l.Ledger.ReturnReceived = x.Ledger.ReturnReceived }},
	{"late_delivery", func(l, x *LineFact) { l.Ledger.Delivered, l.DeliveredOn = x.Ledger.Delivered, x.DeliveredOn }},
	{"late_scan", func(l, x *LineFact) { l.Ledger.HandedOver, l.LeftOn = x.Ledger.HandedOver, x.LeftOn }},
	{"cost_changed", func(l, x *LineFact) { l.UnitCost = x.UnitCost }},
}

var returnCauses = []cause[ReturnFact]{
	{"late_return", func(r, x *ReturnFact) {
		hours, same := r.BusinessHours, r.Arrived == x.Arrived && r.Decided == x.Decided
		if *r = *x; same {
			r.BusinessHours = hours
		}
	}},
	{WhyHours, func(r, x *ReturnFact) {
		if r.Arrived == x.Arrived && r.Decided == x.Decided {
			r.BusinessHours = x.BusinessHours
		}
	}},
}

var contactCauses = []cause[ContactFact]{
	{"late_alert", func(a, x *ContactFact) { a.Task, a.Alerted, a.Lead = x.Task, x.Alerted, x.Lead }},
	{"late_contact", func(a, x *ContactFact) { a.At, a.Repeat, a.Code = x.At, x.Repeat, x.Code }},
}

var claimCauses = []cause[ClaimFact]{
	{"late_claim", func(x, y *ClaimFact) { *x = *y }},
}

// ReasonCodes lists every code that a changed row may have, for whoever has words for them.
func ReasonCodes() []string {
	out := []string{WhyGone, WhyNew, WhyTime, WhySeveral, WhyRates, WhyClock}
	for _, codes := range [][]string{codesOf(orderCauses), codesOf(parcelCauses), codesOf(lineCauses), codesOf(returnCauses), codesOf(contactCauses), codesOf(claimCauses)} {
		out = append(out, codes...)
	}
	slices.Sort(out)
	return slices.Compact(out)
}

func codesOf[T any](causes []cause[T]) []string {
	out := make([]string, len(causes))
	for i, c := range causes {
		out[i] = c.Code
	}
	return out
}
