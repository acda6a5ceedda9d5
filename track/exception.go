package track

import "time"

// Severity says how bad an exception is while nobody acts.
type Severity int

// Watch is worth knowing, Risk will go wrong unless someone acts, Broken has gone wrong.
const (
	Watch Severity = iota + 1
	Risk
	Broken
)

// String is the colour role a screen uses for the severity.
func (s Severity) String() string { return [...]string{"", "moving", "risk", "late"}[s] }

// Exception is one way in which an order needs someone.
type Exception struct {
	ID       string // of the published list of buckets, E01 to E25
	Code     string
	Owner    string // who acts first
	Severity Severity
	Due      due
	Step     string                        // the next step offered on its row
	find     func(*orderFold) []occurrence // every time it arose, cleared ones too
}

// due is how long the owner has after the task opened.
type due struct {
	workdays int
	hours    int
}

// occurrence is one time an exception arose: what about, since when, and when it cleared (zero while it stands).
type occurrence struct {
	subject string
	from    time.Time
	by      Event
	same    []string // ids of events that state the same as by
	key     string   // what tells its task from others of the code and subject; "" is the id of by
	to      time.Time
	facts   []string
}

// exceptions is the table. Read a row as: when <find> says so, <owner> gets a task <code> of that severity, due after
// that long, and is offered <step> first. What opens and clears each stands in the exception_*.go files under
// the same name.
var exceptions []Exception

// The table refers to functions that read it back through orderFold, so it is filled once at start.
func init() {
	exceptions = []Exception{
		{"E01", "past_ship_by", "warehouse", Broken, due{}, "pick", pastShipBy},
		{"E02", "packed_not_handed_over", "warehouse", Risk, due{hours: 8}, "hand_over", packedNotHandedOver},
		{"E03", "no_carrier_scan", "operations", Risk, due{workdays: 1}, "ask_carrier", noCarrierScan},
		{"E04", "label_only", "warehouse", Risk, due{workdays: 2}, "hand_over", labelOnly},
		{"E05", "no_scan_by_us", "warehouse", Watch, due{workdays: 1}, "look", noScanByUs},
		{"E07", "stalled", "operations", Risk, due{workdays: 1}, "ask_carrier", stalled},
		{"E08", "estimate_past_promise", "support", Risk, due{workdays: 1}, "call_customer", estimatePastPromise},
		{"E09", "attempt_failed", "support", Broken, due{hours: 4}, "rebook", attemptFailed},
		{"E10", "awaiting_collection", "support", Watch, due{workdays: 1}, "call_customer", awaitingCollection},
		{"E11", "address_issue", "support", Broken, due{hours: 4}, "fix_address", reasonFinder("customer_incorrect_address", "carrier_address_not_found")},
		{"E12", "refused", "returns", Risk, due{workdays: 1}, "expect_return", reasonFinder("customer_refused")},
		{"E13", "customs_hold", "support", Risk, due{workdays: 1}, "ask_carrier", customsHold},
		{"E14", "damaged", "operations", Broken, due{workdays: 1}, "claim", damaged},
		{"E15", "returning_unannounced", "returns", Risk, due{workdays: 1}, "expect_return", returningUnannounced},
		{"E16", "lost", "operations", Broken, due{workdays: 1}, "claim", lost},
		{"E17", "says_missing", "support", Broken, due{workdays: 1}, "collect_proof", saysMissing},
		{"E18", "contradiction", "operations", Risk, due{workdays: 1}, "look", contradiction},
		{"E19", "unmapped", "admin", Watch, due{workdays: 1}, "teach", unmapped},
		{"E21", "return_not_inspected", "returns", Broken, due{workdays: 2}, "inspect", returnNotInspected},
		{"E22", "decided_not_released", "manager", Broken, due{workdays: 1}, "release", decidedNotReleased},
		{"E23", "return_mismatch", "returns", Risk, due{hours: 4}, "look", returnMismatch},
		{"E26", "past_promise", "support", Risk, due{hours: 4}, "call_customer", pastPromise}, // it speaks when no row before it does
		{"E27", "claim_due", "operations", Broken, due{workdays: 1}, "claim", claimDue},
	}
	for _, x := range exceptions {
		exceptionIndex[x.Code] = x
	}
}

var exceptionIndex = map[string]Exception{}

// Exceptions lists the table, in the order of its published numbers.
func Exceptions() []Exception { return append([]Exception(nil), exceptions...) }

// ExceptionOf is the row of a code.
func ExceptionOf(code string) (Exception, bool) {
	x, ok := exceptionIndex[code]
	return x, ok
}
