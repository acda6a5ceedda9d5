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
	to      time.Time
	facts   []string
}

// exceptions is the table. Read a row as: when <find> says so, <owner> gets a task <code> of that severity, due after
// that long, and is offered <step> first. What opens and clears each stands in exception_find.go under the same name.
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
		{"E14", "damaged", "operations", Broken, due{workdays: 1}, "claim", reasonFinder("carrier_damaged")},
		{"E15", "returning_unannounced", "returns", Risk, due{workdays: 1}, "expect_return", returningUnannounced},
		{"E16", "lost", "operations", Broken, due{workdays: 1}, "claim", lost},
		{"E17", "says_missing", "support", Broken, due{workdays: 1}, "collect_proof", saysMissing},
		{"E18", "contradiction", "operations", Risk, due{workdays: 1}, "look", contradiction},
		{"E19", "unmapped", "admin", Watch, due{workdays: 1}, "teach", unmapped},
		{"E21", "return_not_inspected", "returns", Broken, due{workdays: 2}, "inspect", returnNotInspected},
		{"E22", "decided_not_released", "manager", Broken, due{workdays: 1}, "release", decidedNotReleased},
		{"E23", "return_mismatch", "returns", Risk, due{hours: 4}, "look", returnMismatch},
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

// foldTasks makes one task of every time an exception arose, and lays over it what people did about it.
func (o *orderFold) foldTasks() {
	for _, x := range exceptions {
		for _, c := range x.find(o) {
			if c.from.After(o.now) {
				o.checkAt(c.from)
				continue
			}
			o.episodes = append(o.episodes, o.task(x, c))
		}
	}
	for _, t := range o.episodes {
		o.handled(t)
		if t.IsOpen() {
			o.state.Facets.Attention++
		}
	}
}

// task is the episode of one occurrence. It opens when the exception arose or when we learned of what opened it, if that
// was later: nobody can act before.
func (o *orderFold) task(x Exception, c occurrence) *Task {
	opened := c.from
	if c.by.Recorded.After(opened) {
		opened = c.by.Recorded
	}
	t := &Task{
		Task: HashID("T", o.state.ID+"|"+x.Code+"|"+c.subject+"|"+c.by.ID, 12), Code: x.Code, Owner: x.Owner,
		Subject: c.subject, State: TaskOpen, Opened: opened.UTC(), Event: c.by.ID, Reason: c.by.Reason, Facts: c.facts,
	}
	t.Due = o.rules.addWorkdays(opened, x.Due.workdays).Add(time.Duration(x.Due.hours) * time.Hour).UTC()
	if x.Due == (due{}) {
		t.Due = opened.UTC()
	}
	if !c.to.IsZero() && !c.to.After(o.now) {
		t.State, t.Ended = TaskCleared, c.to.UTC()
		if t.Ended.Before(t.Opened) {
			t.Opened = t.Ended
		}
	}
	return t
}

// handled applies what people did about a task, in time.
func (o *orderFold) handled(t *Task) {
	if t.State == TaskCleared {
		return
	}
	for _, e := range o.events {
		if e.Task != t.Task {
			continue
		}
		switch e.Kind {
		case TaskTaken:
			t.State, t.By = TaskMine, e.Actor
		case TaskWaits:
			t.State, t.By, t.Until = TaskWaiting, e.Actor, e.Due
		case TaskResolved:
			t.State, t.By, t.Ended = TaskDone, e.Actor, e.At.UTC()
		}
	}
	if t.State != TaskWaiting {
		return
	}
	until, err := t.Until.At(o.rules.zone())
	if err == nil && !o.now.Before(until) {
		t.State, t.Until = TaskOpen, "" // the wait is over: it comes back by itself
	} else if err == nil {
		o.checkAt(until)
	}
}
