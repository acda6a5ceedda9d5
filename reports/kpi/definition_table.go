package kpi

import "fmt"

// Read a row as: <name>, called <title>, is <numerator> of <denominator>, on the day <clock>, leaving out <excluded>; the
// columns count it. The contract's names come first in what they are about; those that it does not name stand beside them.
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
		Business: "business_hours", Aside: "hold_hours",
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
		parts: func(p *ParcelFact) []string { return p.Codes },
	},
	{
		Name: "scan_compliance", Title: "Parcels with all our own scans", Unit: Percent,
		Numerator: "parcels with our pack scan and our hand-over scan, and where nobody had to say by hand where they are", Denominator: "parcels that left us",
		Clock: "the day the parcel left us (our scan, else the carrier's first)",
		columns: []column{{
			Table: Parcels, Day: `[left_on]`, Value: `IF(AND(ISNUMBER([packed_on]),ISNUMBER([handed_over_on]),NOT([overridden])),1,0)`, parcel: readScanned,
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
		Listed: []Listing{{Code: "may_still_return", Says: "lines delivered less than 30 days ago, whose units may still come back", Rows: `(as_of-[delivered_on]<return_days)`}},
	},
	{
		Name: "fulfilment_cost_per_order", Title: "Cost of sending an order", Unit: Amount,
		Numerator: "labels, what was invoiced on top, packaging and time at the bench", Denominator: "orders handed over",
		Clock:    "the day the last unit was handed over (our scan, else the carrier's first)",
		Excluded: []Exclusion{{"no_cost", "with a parcel whose cost is not known"}, {"other_currency", "with costs in another currency"}},
		columns: []column{{
			Table: Orders, Day: `[handed_over_on]`, order: readCost,
			Value: `IF(NOT([cost_known]),"no_cost",IF([cost_currency]<>currency,"other_currency",[cost]))`,
		}},
	},
	{
		Name: "ship_complete", Title: "Shipped complete in one go", Unit: Percent,
		Numerator: "orders that left with everything on one day", Denominator: "orders of which something left",
		Clock:    "the day the last unit was handed over, else the day the first parcel left",
		Excluded: []Exclusion{cancelled},
		columns: []column{{
			Table: Orders, Day: `IF(ISNUMBER([handed_over_on]),[handed_over_on],[first_left_on])`, order: readOneGo,
			Value: `IF([state]="cancelled","cancelled",IF(NOT(ISNUMBER([first_left_on])),"",IF([handed_over_on]=[first_left_on],1,0)))`,
		}},
	},
	{
		Name: "perfect_order", Title: "Perfect orders", Unit: Percent,
		Numerator: "orders on time, complete, undamaged and with the right papers", Denominator: "orders delivered, or past their promise",
		Clock:    "the local day the last parcel was delivered, else the promised day",
		Excluded: []Exclusion{cancelled},
		Listed:   []Listing{{Code: "unknown_flag", Says: "not counted as perfect because something is not known yet: no promise, or complaints may still come", Rows: `([flags]="unknown")`}},
		columns: []column{{
			Table: Orders, Day: dayDeliveredOrDue, order: readPerfect,
			Value: `IF([state]="cancelled","cancelled",IF(AND(NOT(ISNUMBER([delivered_on])),OR(NOT(ISNUMBER([promised_on])),[promised_on]>=as_of)),"",IF([flags]="good",1,0)))`,
		}},
	},
	{
		Name: "order_accuracy", Title: "Orders without a mistake", Unit: Percent,
		Numerator: "orders nobody claimed a wrong or missing item of", Denominator: "orders handed over",
		Clock:  "the day the last unit was handed over (our scan, else the carrier's first)",
		Listed: []Listing{{Code: "may_still_complain", Says: "without a claim so far, and one may still come", Rows: mayComplain}},
		columns: []column{{
			Table: Orders, Day: `[handed_over_on]`, order: readAccurate, Value: `IF([wrong_items]=0,1,0)`,
		}},
	},
	{
		Name: "pick_accuracy", Title: "Right item at the first scan", Unit: Percent,
		Numerator: "lines packed without a scan that the bench refused", Denominator: "lines verified by our own scans",
		Clock: "the day the last parcel of the order was packed",
		columns: []column{{
			Table: Orders, Day: `[packed_on]`, Weight: "verified_lines", order: readCaught,
			Value: `IF([verified_lines]>0,MAX(0,[verified_lines]-[mismatches]),"")`,
		}},
	},
	{
		Name: "pick_accuracy_escaped", Title: "Right item packed", Unit: Percent,
		Numerator: "lines without a claim for a wrong or missing item", Denominator: "lines handed over",
		Clock:  "the day the last unit of the order was handed over",
		Listed: []Listing{{Code: "may_still_complain", Says: "orders without a claim so far, and one may still come", Rows: mayComplain}},
		columns: []column{{
			Table: Orders, Day: `[handed_over_on]`, Weight: "lines", order: readEscaped,
			Value: `IF([lines]>0,MAX(0,[lines]-[wrong_items]),"")`,
		}},
	},
	{
		Name: "return_cycle_time", Title: "Return decided", Unit: Hours,
		Numerator: "from received on our dock to decided", Denominator: "lines of returns decided",
		Clock:    "the day the line was decided; one still waiting is shown on the day it was received",
		Excluded: []Exclusion{{"no_receipt", "without the time they were received"}, {"still_open", "received and not decided yet"}, dayOnly, impossible},
		Business: "business_hours",
		columns: []column{{
			Table: Returns, Day: dayDecidedOrBack, back: readDecided, Value: fmt.Sprintf(valueDecided, spanOf("received_at_utc", "decided_at_utc")),
		}},
	},
	{
		Name: "dock_to_stock", Title: "Returned goods for sale again", Unit: Hours,
		Numerator: "from received on our dock to back in stock", Denominator: "lines of returns restocked (goods from suppliers are not recorded here)",
		Clock:    "the day the line was decided",
		Excluded: []Exclusion{{"no_receipt", "without the time they were received"}, {"still_open", "received and not decided yet"}, dayOnly, impossible},
		Business: "business_hours",
		columns: []column{{
			Table: Returns, Day: dayDecidedOrBack, back: readDocked,
			Value: `IF(OR([disposition]="restock",[disposition]="restock_open_box"),` + fmt.Sprintf(valueDecided, spanOf("received_at_utc", "decided_at_utc")) + `,"")`,
		}},
	},
	{
		Name: "return_release_time", Title: "From asking to refund or replacement", Unit: Hours,
		Numerator: "from requested to released, all legs together", Denominator: "returns released",
		Clock:    "the day it was released; one still open is shown on the day it was requested",
		Excluded: []Exclusion{keptItem, cameBack, stillOpen, dayOnly, impossible},
		columns:  leg("opened", "released", opened, released),
	},
	{
		Name: "return_approval_time", Title: "Return approved", Unit: Hours,
		Numerator: "from requested to authorised", Denominator: "returns authorised",
		Clock:    "the day it was authorised",
		Excluded: []Exclusion{keptItem, cameBack, stillOpen, dayOnly, impossible},
		columns:  leg("opened", "authorised", opened, authorised),
	},
	{
		Name: "return_customer_time", Title: "Waiting for the customer to send it", Unit: Hours,
		Numerator: "from authorised to received, the customer's and the carrier's time", Denominator: "returns received",
		Clock:    "the day it was received",
		Excluded: []Exclusion{keptItem, cameBack, stillOpen, dayOnly, impossible},
		columns:  leg("authorised", "received", authorised, received),
	},
	{
		Name: "return_payout_time", Title: "Paid out after the decision", Unit: Hours,
		Numerator: "from the last decision to released", Denominator: "returns released",
		Clock:    "the day it was released",
		Excluded: []Exclusion{keptItem, cameBack, stillOpen, dayOnly, impossible},
		columns:  leg("settled", "released", settled, released),
	},
	{
		Name: "wismo_rate", Title: "“Where is it?” per 1,000 orders", Unit: PerThousand,
		Numerator: "times customers asked where their order is", Denominator: "orders placed",
		Clock:    "the day they asked, and the day an order was placed; the same order counts once in 24 hours",
		Excluded: []Exclusion{askedAgain},
		columns: []column{{
			Table: Contacts, Day: `[asked_on]`, Adds: true, contact: readAsked,
			Value: `IF([code]="where_is_it",IF([repeat],"asked_again",1),"")`,
		}, {
			Table: Orders, Day: `IF(ISNUMBER([ordered_on]),[ordered_on],[paid_on])`, order: readPlaced, Value: `0`,
		}},
	},
	{
		Name: "detection_lead", Title: "How long before the customer we knew", Unit: Hours,
		Numerator: "from our task to the customer's question; below zero the customer told us", Denominator: "questions about a problem",
		Clock:    "the day the customer asked",
		Excluded: []Exclusion{askedAgain, dayOnly, {"no_problem", "where nothing was wrong that we know of"}, {"never_knew", "where no task of ours was ever about it"}},
		columns: []column{{
			Table: Contacts, Day: `[asked_on]`, contact: readLead,
			Value: `IF(NOT([problem]),"",IF([repeat],"asked_again",IF(NOT(ISNUMBER([asked_at_utc])),"day_only",IF([task]="",IF([code]="where_is_it","no_problem","never_knew"),` + hoursBetween("alerted_at_utc", "asked_at_utc") + `))))`,
		}},
	},
	{
		Name: "knew_first", Title: "We knew before the customer", Unit: Percent,
		Numerator: "problems that we had a task for before the customer asked", Denominator: "problems a customer asked about",
		Clock:    "the day the customer asked",
		Excluded: []Exclusion{askedAgain, dayOnly, {"no_problem", "where nothing was wrong that we know of"}},
		columns: []column{{
			Table: Contacts, Day: `[asked_on]`, contact: readKnewFirst,
			Value: `IF(NOT([problem]),"",IF([repeat],"asked_again",IF(NOT(ISNUMBER([asked_at_utc])),"day_only",IF([task]="",IF([code]="where_is_it","no_problem",0),IF([asked_at_utc]>[alerted_at_utc],1,0)))))`,
		}},
	},
	{
		Name: "claim_recovery", Title: "Claims that were paid", Unit: Share,
		Numerator: "what carriers and insurers paid", Denominator: "what was claimed in claims that are over",
		Clock:    "the day the claim was paid or refused; one still open is shown on the day it was filed",
		Excluded: []Exclusion{{"still_open", "not paid or refused yet"}, {"no_amount", "without an amount"}, {"other_currency", "in another currency"}},
		columns: []column{{
			Table: Claims, Day: `IF(ISNUMBER([ended_on]),[ended_on],[filed_on])`, Weight: "claimed", claim: readClaimed,
			Value: `IF(NOT(ISNUMBER([ended_on])),"still_open",IF(NOT([claimed]>0),"no_amount",IF([currency]<>currency,"other_currency",IF(AND([paid]>0,[paid_currency]<>currency),"other_currency",MAX(0,MIN([paid]+0,[claimed]))))))`,
		}},
	},
	{
		Name: "claim_payment_time", Title: "Claims paid after", Unit: Hours,
		Numerator: "from filed to paid", Denominator: "claims paid",
		Clock:    "the day it was paid; one still open is shown on the day it was filed",
		Excluded: []Exclusion{{"still_open", "not paid or refused yet"}, {"refused", "refused"}, dayOnly, impossible},
		columns: []column{{
			Table: Claims, Day: `IF(ISNUMBER([ended_on]),[ended_on],[filed_on])`, claim: readPaid,
			Value: `IF(NOT(ISNUMBER([ended_on])),"still_open",IF([state]<>"paid","refused",` + spanOf("filed_at_utc", "ended_at_utc") + `))`,
		}},
	},
	{
		Name: "inventory_turnover", Title: "Inventory turnover", Unit: Times,
		Numerator: "what the goods that left cost us", Denominator: "average value of the stock",
		Clock:    "the day the line left us; stock is valued by each count until the next one",
		Excluded: []Exclusion{{"no_cost", "lines whose unit cost no stock list states"}, {"other_currency", "lines with a cost in another currency"}, {"before_count", "lines that left before the first count"}},
		columns: []column{{
			Table: Lines, Day: `[left_on]`, line: readSold,
			Value: `IF(OR([handed_over]<=0,NOT(ISNUMBER([left_on]))),"",IF([unit_cost]="","no_cost",IF([unit_cost_currency]<>currency,"other_currency",IF([left_on]<stock_from,"before_count",[unit_cost]*[handed_over]))))`,
		}},
	},
}
