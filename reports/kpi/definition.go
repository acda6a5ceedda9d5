package kpi

// Table names a sheet of facts.
type Table string

// The sheets of facts.
const (
	Orders   Table = "Orders"
	Lines    Table = "Lines"
	Parcels  Table = "Parcels"
	Returns  Table = "Returns"
	Episodes Table = "Episodes"
)

// Definition says what one KPI counts. Every word of it is shown: on screen, in the JSON's says, and in the workbook.
type Definition struct {
	Name        string
	Title       string
	Unit        Unit
	Numerator   string // of a rate: what is good; of a duration: from what to what
	Denominator string // what is counted
	Clock       string // which day decides the period
	Excluded    []Exclusion
	Missing     string // why it is not counted yet; "" when it is
	columns     []column
}

// Exclusion is one reason for which a row is left out, and the words for it.
type Exclusion struct{ Code, Says string }

// column is how one KPI reads one table: which day a row counts on, and what it adds. Read says it in Go; Day and Value
// say the same as formulas of the workbook, where [name] is a column of the sheet. A value is a number, or the code of an
// exclusion, or "" when the row has nothing to do with the KPI. Weight names a column of units when a row is more than one case.
type column struct {
	Table  Table
	Day    string
	Value  string
	Weight string
	order  func(*OrderFact, clock) reading
	line   func(*LineFact, clock) reading
	parcel func(*ParcelFact, clock) reading
}

// Words for exclusions that several KPIs share.
var (
	noPromise  = Exclusion{"no_promise", "without a promised day"}
	dayOnly    = Exclusion{"day_only", "with only the day known, not the time"}
	impossible = Exclusion{"impossible_times", "with an end more than a day before its beginning"}
	noStart    = Exclusion{"no_start", "without the time it was placed or paid"}
)

const (
	dayArrivedOrDue   = `IF(ISNUMBER([arrived_on]),[arrived_on],[promised_on])`
	dayDeliveredOrDue = `IF(ISNUMBER([delivered_on]),[delivered_on],[promised_on])`
)

// Read a row as: <name>, called <title>, is <numerator> of <denominator>, on the day <clock>, leaving out <excluded>; the
// columns count it. Names are the contract's; the ones that need facts nobody records yet say what is missing.
var definitions = []Definition{
	{
		Name: "on_time_delivery", Title: "On-time delivery", Unit: Percent,
		Numerator: "parcels delivered by the promised day", Denominator: "parcels delivered",
		Clock:    "the local day of the first delivery; at a pick-up point chosen by the customer, the day it could be collected",
		Excluded: []Exclusion{noPromise, {"late_not_delivered", "past their promise and still not delivered"}},
		columns: []column{{
			Table: Parcels, Day: dayArrivedOrDue, parcel: readOnTime,
			Value: `IF(NOT(ISNUMBER([promised_on])),"no_promise",IF(ISNUMBER([arrived_on]),IF([arrived_on]<=[promised_on],1,0),IF(AND([promised_on]<as_of,NOT([cancelled])),"late_not_delivered","")))`,
		}},
	},
	{
		Name: "on_time_of_due", Title: "On time of all that was due", Unit: Percent,
		Numerator: "parcels delivered by the promised day", Denominator: "parcels delivered or past their promise, and orders past their promise with units in no parcel yet",
		Clock:    "the local day of the first delivery, else the promised day",
		Excluded: []Exclusion{noPromise},
		columns: []column{{
			Table: Parcels, Day: dayArrivedOrDue, parcel: readOnTimeOfDue,
			Value: `IF(NOT(ISNUMBER([promised_on])),"no_promise",IF(ISNUMBER([arrived_on]),IF([arrived_on]<=[promised_on],1,0),IF(AND([promised_on]<as_of,NOT([cancelled])),0,"")))`,
		}, {
			Table: Orders, Day: `[promised_on]`, order: readUnparcelledDue,
			Value: `IF(AND(ISNUMBER([promised_on]),[unparcelled]>0,[state]<>"cancelled"),IF([promised_on]<as_of,0,""),"")`,
		}},
	},
	{
		Name: "on_time_ship", Title: "On-time hand-over", Unit: Percent,
		Numerator: "orders handed over by their ship-by day", Denominator: "orders handed over, or past their ship-by day",
		Clock:    "the day the last unit was handed over (our scan, else the carrier's first; a label never counts), else the ship-by day",
		Excluded: []Exclusion{{"no_ship_by", "without a ship-by day"}, {"cancelled", "cancelled before they were handed over"}},
		columns: []column{{
			Table: Orders, Day: `IF(ISNUMBER([handed_over_on]),[handed_over_on],[ship_by])`, order: readOnTimeShip,
			Value: `IF(NOT(ISNUMBER([ship_by])),"no_ship_by",IF(ISNUMBER([handed_over_on]),IF([handed_over_on]<=[ship_by],1,0),IF([state]="cancelled","cancelled",IF(AND([ship_by]<as_of,[to_ship]>0),0,""))))`,
		}},
	},
	{
		Name: "otif", Title: "On time and in full", Unit: Percent,
		Numerator: "orders with every unit delivered by the promised day", Denominator: "orders delivered, or past their promise",
		Clock:    "the local day the last parcel was delivered, else the promised day",
		Excluded: []Exclusion{noPromise, {"cancelled", "cancelled"}},
		columns: []column{{
			Table: Orders, Day: dayDeliveredOrDue, order: readInFull,
			Value: `IF([state]="cancelled","cancelled",IF(NOT(ISNUMBER([promised_on])),"no_promise",IF(ISNUMBER([delivered_on]),IF(AND([complete],[delivered_on]<=[promised_on]),1,0),IF([promised_on]<as_of,0,""))))`,
		}},
	},
	{
		Name: "order_cycle_time", Title: "Time inside our walls", Unit: Hours,
		Numerator: "from placed (else paid) to handed over, less the hours on hold", Denominator: "orders handed over and delivered",
		Clock:    "the day the last unit was handed over (our scan, else the carrier's first)",
		Excluded: []Exclusion{{"still_open", "handed over and not delivered, so not fulfilled yet"}, noStart, dayOnly, impossible},
		columns: []column{{
			Table: Orders, Day: `[handed_over_on]`, order: readCycle,
			Value: `IF(NOT(ISNUMBER([started_on])),"no_start",IF(NOT(ISNUMBER([delivered_on])),"still_open",IF(NOT(AND(ISNUMBER([started_at_utc]),ISNUMBER([handed_over_at_utc]))),"day_only",IF([handed_over_at_utc]<[started_at_utc]-1,"impossible_times",MAX(0,` + hoursBetween("started_at_utc", "handed_over_at_utc") + `-[hold_hours])))))`,
		}},
	},
	{
		Name: "transit_time", Title: "Time with the carrier", Unit: Hours,
		Numerator: "from the carrier's possession to delivered", Denominator: "parcels delivered",
		Clock:    "the local day of the first delivery",
		Excluded: []Exclusion{{"no_carrier_scan", "without a carrier scan before the delivery"}, dayOnly, impossible},
		columns: []column{{
			Table: Parcels, Day: `[delivered_on]`, parcel: readTransit,
			Value: `IF(NOT(ISNUMBER([possession_on])),"no_carrier_scan",IF(NOT(AND(ISNUMBER([possession_at_utc]),ISNUMBER([delivered_at_utc]))),"day_only",IF([delivered_at_utc]<[possession_at_utc]-1,"impossible_times",IF([delivered_at_utc]=[possession_at_utc],"no_carrier_scan",MAX(0,` + hoursBetween("possession_at_utc", "delivered_at_utc") + `)))))`,
		}},
	},
	{
		Name: "click_to_deliver", Title: "From click to delivered", Unit: Hours,
		Numerator: "from placed to the last parcel delivered", Denominator: "orders delivered",
		Clock:    "the local day the last parcel was delivered; an order still open is shown on the day it was placed",
		Excluded: []Exclusion{{"still_open", "placed in the period and still open"}, noStart, dayOnly, impossible},
		columns: []column{{
			Table: Orders, Day: `IF(ISNUMBER([delivered_on]),[delivered_on],[ordered_on])`, order: readClick,
			Value: `IF(NOT(ISNUMBER([delivered_on])),IF(OR([state]="open",[state]="on_hold"),"still_open",""),IF(NOT(ISNUMBER([started_on])),"no_start",IF(NOT(AND(ISNUMBER([started_at_utc]),ISNUMBER([delivered_at_utc]))),"day_only",IF([delivered_at_utc]<[started_at_utc]-1,"impossible_times",MAX(0,` + hoursBetween("started_at_utc", "delivered_at_utc") + `)))))`,
		}},
	},
	{
		Name: "possession_lag", Title: "Hand-over to first carrier scan", Unit: Hours,
		Numerator: "from our hand-over scan to the carrier's first scan", Denominator: "parcels the carrier scanned",
		Clock:    "the day of the carrier's first scan; a parcel without one is shown on the day we handed it over",
		Excluded: []Exclusion{{"no_own_scan", "without our hand-over scan"}, {"no_carrier_scan", "handed over and not scanned by the carrier yet"}, {"carrier_first", "scanned by the carrier before our scan"}, dayOnly},
		columns: []column{{
			Table: Parcels, Day: `IF(ISNUMBER([possession_on]),[possession_on],[handed_over_on])`, parcel: readLag,
			Value: `IF(NOT(ISNUMBER([handed_over_on])),"no_own_scan",IF(NOT(ISNUMBER([possession_on])),"no_carrier_scan",IF(NOT(AND(ISNUMBER([handed_over_at_utc]),ISNUMBER([possession_at_utc]))),"day_only",IF([possession_at_utc]<[handed_over_at_utc],"carrier_first",` + hoursBetween("handed_over_at_utc", "possession_at_utc") + `))))`,
		}},
	},
	{
		Name: "first_attempt_delivery", Title: "Delivered at first attempt", Unit: Percent,
		Numerator: "parcels delivered without a failed attempt before", Denominator: "parcels delivered, or failed and not delivered",
		Clock:    "the local day of the first delivery, else of the first failed attempt",
		Excluded: []Exclusion{{"pickup", "sent to a pick-up point by choice"}},
		columns: []column{{
			Table: Parcels, Day: `IF(ISNUMBER([delivered_on]),[delivered_on],[failed_on])`, parcel: readFirstAttempt,
			Value: `IF([pickup],"pickup",IF([failed_first],0,IF(ISNUMBER([delivered_on]),1,"")))`,
		}},
	},
	{
		Name: "exception_rate", Title: "Parcels with a problem", Unit: Percent,
		Numerator: "parcels with at least one problem, whatever became of it", Denominator: "parcels that left us",
		Clock: "the day the parcel left us (our scan, else the carrier's first)",
		columns: []column{{
			Table: Parcels, Day: `[left_on]`, Value: `IF([problems]>0,1,0)`, parcel: readProblem,
		}},
	},
	{
		Name: "scan_compliance", Title: "Parcels with all our own scans", Unit: Percent,
		Numerator: "parcels with our pack scan and our hand-over scan", Denominator: "parcels that left us",
		Clock: "the day the parcel left us (our scan, else the carrier's first)",
		columns: []column{{
			Table: Parcels, Day: `[left_on]`, Value: `IF(AND(ISNUMBER([packed_on]),ISNUMBER([handed_over_on])),1,0)`, parcel: readScanned,
		}},
	},
	{
		Name: "return_rate", Title: "Units that came back", Unit: Percent,
		Numerator: "units received back", Denominator: "units delivered",
		Clock: "the local day the units were delivered, so that a month's rate still grows while returns come in",
		columns: []column{{
			Table: Lines, Day: `[delivered_on]`, Weight: "delivered", line: readReturned,
			Value: `IF([delivered]>0,MAX(0,MIN([return_received],[delivered])),"")`,
		}},
	},
	{
		Name: "fulfilment_cost_per_order", Title: "Label cost per order", Unit: Amount,
		Numerator: "cost of the labels", Denominator: "orders handed over",
		Clock:    "the day the last unit was handed over (our scan, else the carrier's first)",
		Excluded: []Exclusion{{"no_cost", "with a parcel whose cost is not known"}, {"other_currency", "with costs in another currency"}},
		columns: []column{{
			Table: Orders, Day: `[handed_over_on]`, order: readCost,
			Value: `IF(NOT([cost_known]),"no_cost",IF([cost_currency]<>currency,"other_currency",[cost]))`,
		}},
	},
	{Name: "order_accuracy", Title: "Orders without a mistake", Unit: Percent, Missing: "claims for wrong or missing items are not recorded as facts yet"},
	{Name: "pick_accuracy", Title: "Right item picked", Unit: Percent, Missing: "scans that were refused at the bench are not recorded as facts yet"},
	{Name: "perfect_order", Title: "Perfect orders", Unit: Percent, Missing: "damage claims and the papers in the box are not recorded as facts yet, and an unknown must not count as good"},
	{Name: "return_cycle_time", Title: "Return decided", Unit: Hours, Missing: "the time a return was decided is not among the facts yet"},
	{Name: "wismo_rate", Title: "“Where is it?” per 1,000 orders", Unit: Percent, Missing: "customers' questions are not among the facts yet"},
	{Name: "detection_lead", Title: "We knew before the customer", Unit: Hours, Missing: "customers' questions are not among the facts yet"},
	{Name: "inventory_turnover", Title: "Inventory turnover", Unit: Percent, Missing: "it needs a file of unit costs and stock, and none is imported"},
}

// hoursBetween is the formula for the hours from one column to another, exact to the second.
func hoursBetween(from, to string) string {
	return `ROUND(([` + to + `]-[` + from + `])*86400,0)/3600`
}

// Definitions lists every KPI: the counted ones first, then those that say what is missing.
func Definitions() []Definition {
	return append([]Definition(nil), definitions...)
}
