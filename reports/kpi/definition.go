package kpi

import (
	"cmp"
	"slices"
)

// Table names a sheet of facts.
type Table string

// The sheets of facts.
const (
	Orders   Table = "Orders"
	Lines    Table = "Lines"
	Parcels  Table = "Parcels"
	Returns  Table = "Returns"
	Episodes Table = "Episodes"
	Contacts Table = "Contacts"
	Claims   Table = "Claims"
	Stock    Table = "Stock"
)

// Definition says what one KPI counts. The catalogue has its words, which every screen, document and workbook shows: its
// title below kpi.<name>, what is good (of a duration: from what to what) below kpi.<name>.numerator, what is counted below
// kpi.<name>.denominator, and which day decides the period below kpi.<name>.clock.
type Definition struct {
	Name     string
	Unit     Unit
	Excluded []Exclusion
	Listed   []Listing // what is counted and may still turn out otherwise
	In       Unit      // of a duration: what the workbook tells it in, Hours unless it says so
	Beside   []beside  // of a duration: what stands beside it
	columns  []column
	parts    func(*ParcelFact) []string
}

// Exclusion is one reason for which a row is left out. Code is what every reader of the figures counts by; Says is what the
// catalogue calls the rows below left_out, and why they are left out below left_out_why, for one code is not left out of
// orders as it is of claims.
type Exclusion struct{ Code, Says string }

// LeftOut is what the catalogue calls, below left_out, the rows that a KPI leaves out for the reason of a code; the code itself
// where the KPI knows no such reason.
func LeftOut(name, code string) string {
	if d := definitionNamed(name); d != nil {
		for _, x := range d.Excluded {
			if x.Code == code {
				return x.Says
			}
		}
	}
	return code
}

// Listing is one reason for which a row that counts is listed, what the catalogue says of it below counted and
// counted_why, and the formula that is 1 for such a row: [name] is a column of the KPI's first table.
type Listing struct{ Code, Says, Rows string }

// column is how one KPI reads one table: which day a row counts on, and what it adds. Read says it in Go; Day and Value
// say the same as formulas of the workbook, where [name] is a column of the sheet. A value is a number, or the code of an
// exclusion, or "" when the row has nothing to do with the KPI. Weight names a column of units when a row is more than one
// case; a row that Adds is part of the numerator and no case. A row that Stands says something in every period that it touches:
// what it says depends on the period, so that a period is no sum of its days.
type column struct {
	Table   Table
	Day     string
	Value   string
	Weight  string
	Adds    bool
	Stands  bool
	order   func(*OrderFact, clock) reading
	line    func(*LineFact, clock) reading
	parcel  func(*ParcelFact, clock) reading
	back    func(*ReturnFact, clock) reading
	contact func(*ContactFact, clock) reading
	claim   func(*ClaimFact, clock) reading
}

// Exclusions that several KPIs share.
var (
	noPromise  = Exclusion{"no_promise", "no_promise"}
	dayOnly    = Exclusion{"day_only", "day_only"}
	impossible = Exclusion{"impossible_times", "impossible_times"}
	noStart    = Exclusion{"no_start", "no_start"}
	cancelled  = Exclusion{"cancelled", "cancelled"}
	stillOpen  = Exclusion{"still_open", "not_there_yet"}
	keptItem   = Exclusion{"keep_item", "keep_item"}
	cameBack   = Exclusion{"came_back", "came_back"}
	askedAgain = Exclusion{"asked_again", "asked_again"}
)

const (
	dayArrivedOrDue   = `IF(ISNUMBER([arrived_on]),[arrived_on],[promised_on])`
	dayDeliveredOrDue = `IF(ISNUMBER([delivered_on]),[delivered_on],[promised_on])`
	// overByThen is whether a claim is over by the end of the period; one that is not stands on each day from which it was filed.
	overByThen       = `AND(ISNUMBER([ended_on]),[ended_on]<=period_to)`
	dayOverOrOpen    = `IF(` + overByThen + `,[ended_on],IF(ISNUMBER([filed_on]),MAX([filed_on],period_from),""))`
	dayDecidedOrBack = `IF(ISNUMBER([decided_on]),[decided_on],[received_on])`

	// valueDecided is how long a line on our dock waited for its decision.
	valueDecided = `IF([received]<=0,"",IF(NOT(ISNUMBER([received_on])),"no_receipt",IF(NOT(ISNUMBER([decided_on])),"still_open",%s)))`
	// mayComplain is 1 for a row whose day is so near that complaints may still come.
	mayComplain = `([wrong_items]=0)*(as_of-[handed_over_on]<claim_days)`
)

// Seconds of the units that durations are told in, as formulas divide by them.
const (
	aMinute = "60"
	anHour  = "3600"
	aDay    = "86400"
)

// between is the formula for the time from one column to another in a unit, exact to the second.
func between(from, to, unit string) string {
	return `ROUND(([` + to + `]-[` + from + `])*86400,0)/` + unit
}

// spanOf is the formula for the time from one column to another in a unit, or why it cannot be told.
func spanOf(from, to, unit string) string {
	return `IF(NOT(AND(ISNUMBER([` + from + `]),ISNUMBER([` + to + `]))),"day_only",IF([` + to + `]<[` + from + `]-1,"impossible_times",MAX(0,` + between(from, to, unit) + `)))`
}

// unit is what the workbook tells a KPI in.
func (d *Definition) unit() Unit { return cmp.Or(d.In, d.Unit) }

// perHour is how many of that unit make an hour; 1 of what is no duration.
func (d *Definition) perHour() float64 {
	switch d.In {
	case InMinutes:
		return 60
	case InDays:
		return 1.0 / 24
	}
	return 1
}

// leg is the column of one stretch of a return's way, from one moment to another.
func leg(from, to string, begin, end func(*ReturnFact) Moment) []column {
	return []column{{
		Table: Returns, Day: `IF(ISNUMBER([` + to + `_on]),[` + to + `_on],[` + from + `_on])`, back: legOf(begin, end),
		Value: `IF(OR(NOT(ISNUMBER([` + from + `_on])),NOT([first])),"",IF([resolution]="keep_item","keep_item",IF([kind]="rts","came_back",IF(NOT(ISNUMBER([` + to + `_on])),"still_open",` + spanOf(from+"_at_utc", to+"_at_utc", anHour) + `))))`,
	}}
}

// Definitions lists every KPI.
func Definitions() []Definition {
	return append([]Definition(nil), definitions...)
}

// stands reports whether what the rows of the KPI say depends on the period.
func (d *Definition) stands() bool {
	return slices.ContainsFunc(d.columns, func(c column) bool { return c.Stands })
}

// currency is what the amounts of the KPI are in.
func (d *Definition) currency(c clock) string {
	if d.columns[0].Table == Claims {
		return c.ClaimCurrency
	}
	return c.Currency
}

// isMoney reports whether what a row adds is an amount in minor units.
func (d *Definition) isMoney() bool { return d.Unit == Amount || d.Unit == Times || d.Unit == Share }
