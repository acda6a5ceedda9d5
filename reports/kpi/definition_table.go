package kpi

import "fmt"

// Read a row as: <name> is told in <unit>, leaves out <excluded> and lists <listed>; the columns count it. What it counts of
// what, and on which day, the catalogue says in words below kpi.<name>. The contract's names come first in what they are
// about; those that it does not name stand beside them.
var definitions = []Definition{
	{
		Name: "on_time_delivery", Unit: Percent,
		Excluded: []Exclusion{noPromise, {"late_not_delivered", "late_not_delivered"}},
		columns: []column{{
			Table: Parcels, Day: dayArrivedOrDue, parcel: readOnTime,
			Value: `IF(NOT(ISNUMBER([promised_on])),"no_promise",IF(ISNUMBER([arrived_on]),IF([arrived_on]<=[promised_on],1,0),IF(AND([promised_on]<as_of,NOT([cancelled])),"late_not_delivered","")))`,
		}},
	},
	{
		Name: "on_time_of_due", Unit: Percent,
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
		Name: "on_time_ship", Unit: Percent,
		Excluded: []Exclusion{{"no_ship_by", "no_ship_by"}, {"cancelled", "cancelled_before"}},
		columns: []column{{
			Table: Orders, Day: `IF(ISNUMBER([handed_over_on]),[handed_over_on],[ship_by])`, order: readOnTimeShip,
			Value: `IF(NOT(ISNUMBER([ship_by])),"no_ship_by",IF(ISNUMBER([handed_over_on]),IF([handed_over_on]<=[ship_by],1,0),IF([state]="cancelled","cancelled",IF(AND([ship_by]<as_of,[to_ship]>0),0,""))))`,
		}},
	},
	{
		Name: "otif", Unit: Percent,
		Excluded: []Exclusion{noPromise, {"cancelled", "cancelled"}},
		columns: []column{{
			Table: Orders, Day: dayDeliveredOrDue, order: readInFull,
			Value: `IF([state]="cancelled","cancelled",IF(NOT(ISNUMBER([promised_on])),"no_promise",IF(ISNUMBER([delivered_on]),IF(AND([complete],[delivered_on]<=[promised_on]),1,0),IF([promised_on]<as_of,0,""))))`,
		}},
	},
	{
		Name: "order_cycle_time", Unit: Hours,
		Excluded: []Exclusion{noStart, dayOnly, impossible},
		Beside:   []beside{inBusiness, onHold},
		columns: []column{{
			Table: Orders, Day: `[handed_over_on]`, order: readCycle,
			Value: `IF(NOT(ISNUMBER([started_on])),"no_start",IF(NOT(AND(ISNUMBER([started_at_utc]),ISNUMBER([handed_over_at_utc]))),"day_only",IF([handed_over_at_utc]<[started_at_utc]-1,"impossible_times",MAX(0,` + between("started_at_utc", "handed_over_at_utc", anHour) + `-[hold_hours]))))`,
		}},
	},
	{
		Name: "transit_time", Unit: Hours,
		Excluded: []Exclusion{{"no_carrier_scan", "no_scan_before_delivery"}, dayOnly, impossible},
		columns: []column{{
			Table: Parcels, Day: `[delivered_on]`, parcel: readTransit,
			Value: `IF(NOT(ISNUMBER([possession_on])),"no_carrier_scan",IF(NOT(AND(ISNUMBER([possession_at_utc]),ISNUMBER([delivered_at_utc]))),"day_only",IF([delivered_at_utc]<[possession_at_utc]-1,"impossible_times",IF([delivered_at_utc]=[possession_at_utc],"no_carrier_scan",MAX(0,` + between("possession_at_utc", "delivered_at_utc", anHour) + `)))))`,
		}},
	},
	{
		Name: "click_to_deliver", Unit: Hours,
		Excluded: []Exclusion{{"still_open", "order_open"}, noStart, dayOnly, impossible}, Beside: []beside{insideWalls, openFor},
		columns: []column{{
			Table: Orders, Day: `IF(ISNUMBER([delivered_on]),[delivered_on],[ordered_on])`, order: readClick,
			Value: `IF(NOT(ISNUMBER([delivered_on])),IF(OR([state]="open",[state]="on_hold"),"still_open",""),IF(NOT(ISNUMBER([started_on])),"no_start",IF(NOT(AND(ISNUMBER([started_at_utc]),ISNUMBER([delivered_at_utc]))),"day_only",IF([delivered_at_utc]<[started_at_utc]-1,"impossible_times",MAX(0,` + between("started_at_utc", "delivered_at_utc", anHour) + `)))))`,
		}},
	},
	{
		Name: "possession_lag", Unit: Hours,
		Excluded: []Exclusion{{"no_own_scan", "no_own_scan"}, {"no_carrier_scan", "not_scanned_yet"}, {"carrier_first", "carrier_first"}, dayOnly},
		columns: []column{{
			Table: Parcels, Day: `IF(ISNUMBER([possession_on]),[possession_on],[handed_over_on])`, parcel: readLag,
			Value: `IF(NOT(ISNUMBER([handed_over_on])),"no_own_scan",IF(NOT(ISNUMBER([possession_on])),"no_carrier_scan",IF(NOT(AND(ISNUMBER([handed_over_at_utc]),ISNUMBER([possession_at_utc]))),"day_only",IF([possession_at_utc]<[handed_over_at_utc],"carrier_first",` + between("handed_over_at_utc", "possession_at_utc", anHour) + `))))`,
		}},
	},
	{
		Name: "first_attempt_delivery", Unit: Percent,
		Excluded: []Exclusion{{"pickup", "pickup"}},
		columns: []column{{
			Table: Parcels, Day: `IF(ISNUMBER([delivered_on]),[delivered_on],[failed_on])`, parcel: readFirstAttempt,
			Value: `IF([pickup],"pickup",IF([failed_first],0,IF(ISNUMBER([delivered_on]),1,"")))`,
		}},
	},
	{
		Name: "exception_rate", Unit: Percent,
		columns: []column{{
			Table: Parcels, Day: `[left_on]`, Value: `IF([problems]>0,1,0)`, parcel: readProblem,
		}},
		parts: func(p *ParcelFact) []string { return p.Codes },
	},
	{
		Name: "scan_compliance", Unit: Percent,
		columns: []column{{
			Table: Parcels, Day: `[left_on]`, Value: `IF(AND(ISNUMBER([packed_on]),ISNUMBER([handed_over_on]),NOT([overridden])),1,0)`, parcel: readScanned,
		}},
	},
	{
		Name: "return_rate", Unit: Percent,
		columns: []column{{
			Table: Lines, Day: `[delivered_on]`, Weight: "delivered", line: readReturned,
			Value: `IF([delivered]>0,MAX(0,MIN([return_received],[delivered])),"")`,
		}},
		Listed: []Listing{{Code: "may_still_return", Says: "may_still_return", Rows: `(as_of-[delivered_on]<return_days)`}},
	},
	{
		Name: "fulfilment_cost_per_order", Unit: Amount,
		Excluded: []Exclusion{{"no_cost", "no_cost"}, {"other_currency", "cost_currency"}},
		columns: []column{{
			Table: Orders, Day: `[handed_over_on]`, order: readCost,
			Value: `IF(NOT([cost_known]),"no_cost",IF([cost_currency]<>currency,"other_currency",[cost]))`,
		}},
	},
	{
		Name: "ship_complete", Unit: Percent,
		Excluded: []Exclusion{cancelled},
		columns: []column{{
			Table: Orders, Day: `IF(ISNUMBER([handed_over_on]),[handed_over_on],[first_left_on])`, order: readOneGo,
			Value: `IF([state]="cancelled","cancelled",IF(NOT(ISNUMBER([first_left_on])),"",IF([handed_over_on]=[first_left_on],1,0)))`,
		}},
	},
	{
		Name: "perfect_order", Unit: Percent,
		Excluded: []Exclusion{cancelled},
		Listed:   []Listing{{Code: "unknown_flag", Says: "unknown_flag", Rows: `([flags]="unknown")`}},
		columns: []column{{
			Table: Orders, Day: dayDeliveredOrDue, order: readPerfect,
			Value: `IF([state]="cancelled","cancelled",IF(AND(NOT(ISNUMBER([delivered_on])),OR(NOT(ISNUMBER([promised_on])),[promised_on]>=as_of)),"",IF([flags]="good",1,0)))`,
		}},
	},
	{
		Name: "order_accuracy", Unit: Percent,
		Listed: []Listing{{Code: "may_still_complain", Says: "order_may_complain", Rows: mayComplain}},
		columns: []column{{
			Table: Orders, Day: `[handed_over_on]`, order: readAccurate, Value: `IF([wrong_items]=0,1,0)`,
		}},
	},
	{
		Name: "pick_accuracy", Unit: Percent,
		columns: []column{{
			Table: Orders, Day: `[packed_on]`, Weight: "verified_lines", order: readCaught,
			Value: `IF([verified_lines]>0,MAX(0,[verified_lines]-[mismatches]),"")`,
		}},
	},
	{
		Name: "pick_accuracy_escaped", Unit: Percent,
		Listed: []Listing{{Code: "may_still_complain", Says: "line_may_complain", Rows: mayComplain}},
		columns: []column{{
			Table: Orders, Day: `[handed_over_on]`, Weight: "lines", order: readEscaped,
			Value: `IF([lines]>0,MAX(0,[lines]-[wrong_items]),"")`,
		}},
	},
	{
		Name: "return_cycle_time", Unit: Hours,
		Excluded: []Exclusion{{"no_receipt", "no_receipt"}, {"still_open", "not_decided"}, dayOnly, impossible},
		Beside:   []beside{inBusiness},
		columns: []column{{
			Table: Returns, Day: dayDecidedOrBack, back: readDecided, Value: fmt.Sprintf(valueDecided, spanOf("received_at_utc", "decided_at_utc", anHour)),
		}},
	},
	{
		Name: "dock_to_stock", Unit: Hours,
		Excluded: []Exclusion{{"no_receipt", "no_receipt"}, {"still_open", "not_decided"}, dayOnly, impossible},
		Beside:   []beside{inBusiness},
		columns: []column{{
			Table: Returns, Day: dayDecidedOrBack, back: readDocked,
			Value: `IF(OR([disposition]="restock",[disposition]="restock_open_box"),` + fmt.Sprintf(valueDecided, spanOf("received_at_utc", "decided_at_utc", anHour)) + `,"")`,
		}},
	},
	{
		Name: "return_release_time", Unit: Hours,
		Excluded: []Exclusion{keptItem, cameBack, stillOpen, dayOnly, impossible},
		columns:  leg("opened", "released", opened, released),
	},
	{
		Name: "return_approval_time", Unit: Hours,
		Excluded: []Exclusion{keptItem, cameBack, stillOpen, dayOnly, impossible},
		columns:  leg("opened", "authorised", opened, authorised),
	},
	{
		Name: "return_customer_time", Unit: Hours,
		Excluded: []Exclusion{keptItem, cameBack, stillOpen, dayOnly, impossible},
		columns:  leg("authorised", "received", authorised, received),
	},
	{
		Name: "return_payout_time", Unit: Hours,
		Excluded: []Exclusion{keptItem, cameBack, stillOpen, dayOnly, impossible},
		columns:  leg("settled", "released", settled, released),
	},
	{
		Name: "wismo_rate", Unit: PerThousand,
		Excluded: []Exclusion{askedAgain},
		columns: []column{{
			Table: Contacts, Day: `[asked_on]`, Adds: true, contact: readAsked,
			Value: `IF([code]="where_is_it",IF([repeat],"asked_again",1),"")`,
		}, {
			Table: Orders, Day: `IF(ISNUMBER([ordered_on]),[ordered_on],[paid_on])`, order: readPlaced, Value: `0`,
		}},
	},
	{
		Name: "detection_lead", Unit: Hours, In: InMinutes,
		Excluded: []Exclusion{askedAgain, dayOnly, {"no_problem", "no_problem"}, {"never_knew", "never_knew"}},
		columns: []column{{
			Table: Contacts, Day: `[asked_on]`, contact: readLead,
			Value: `IF(NOT([problem]),"",IF([repeat],"asked_again",IF(NOT(ISNUMBER([asked_at_utc])),"day_only",IF([task]="",IF([code]="where_is_it","no_problem","never_knew"),` + between("alerted_at_utc", "asked_at_utc", aMinute) + `))))`,
		}},
	},
	{
		Name: "knew_first", Unit: Percent,
		Excluded: []Exclusion{askedAgain, dayOnly, {"no_problem", "no_problem"}},
		columns: []column{{
			Table: Contacts, Day: `[asked_on]`, contact: readKnewFirst,
			Value: `IF(NOT([problem]),"",IF([repeat],"asked_again",IF(NOT(ISNUMBER([asked_at_utc])),"day_only",IF([task]="",IF([code]="where_is_it","no_problem",0),IF([asked_at_utc]>[alerted_at_utc],1,0)))))`,
		}},
	},
	{
		Name: "claim_recovery", Unit: Share,
		Excluded: []Exclusion{{"still_open", "claim_open"}, {"no_amount", "no_amount"}, {"other_currency", "claim_currency"}},
		columns: []column{{
			Table: Claims, Day: dayOverOrOpen, Stands: true, Weight: "claimed", claim: readClaimed,
			Value: `IF(NOT(` + overByThen + `),"still_open",IF(NOT([claimed]>0),"no_amount",IF([currency]<>claim_currency,"other_currency",IF(AND([paid]>0,[paid_currency]<>claim_currency),"other_currency",MAX(0,MIN([paid]+0,[claimed]))))))`,
		}},
	},
	{
		Name: "claim_payment_time", Unit: Hours, In: InDays,
		Excluded: []Exclusion{{"still_open", "claim_open"}, {"refused", "refused"}, dayOnly, impossible},
		columns: []column{{
			Table: Claims, Day: dayOverOrOpen, Stands: true, claim: readPaid,
			Value: `IF(NOT(` + overByThen + `),"still_open",IF([state]<>"paid","refused",` + spanOf("filed_at_utc", "ended_at_utc", aDay) + `))`,
		}},
	},
	{
		Name: "inventory_turnover", Unit: Times,
		Excluded: []Exclusion{{"no_cost", "no_unit_cost"}, {"other_currency", "line_currency"}, {"before_count", "before_count"}},
		columns: []column{{
			Table: Lines, Day: `[left_on]`, line: readSold,
			Value: `IF(OR([handed_over]<=0,NOT(ISNUMBER([left_on]))),"",IF([unit_cost]="","no_cost",IF([unit_cost_currency]<>currency,"other_currency",IF([left_on]<stock_from,"before_count",[unit_cost]*[handed_over]))))`,
		}},
	},
}
