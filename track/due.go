package track

import "time"

// Due is how long the owner of an exception has after its task opened. The zero Due is at once.
type Due struct {
	Workdays int
	Hours    int
	Word     string // "same_day", "before_promise", "before_return" or "never" for what no number says; else ""
}

// The ways to be due.
var (
	atOnce        = Due{}
	sameDay       = Due{Word: "same_day"}       // by the end of work on the day it opened on
	beforePromise = Due{Word: "before_promise"} // by the end of work on the day promised, at once when that is over
	beforeReturn  = Due{Word: "before_return"}  // by the end of work on the last day a pick-up point keeps it; never where nobody says which
	noDue         = Due{Word: "never"}          // it is never late: it sorts last
)

func workdays(n int) Due { return Due{Workdays: n} }
func hours(n int) Due    { return Due{Hours: n} }

// Says is the due as a word and its number: at_once, workdays, hours, same_day, before_promise, before_return or never.
func (d Due) Says() (word string, n int) {
	switch {
	case d.Word != "":
		return d.Word, 0
	case d.Workdays > 0:
		return "workdays", d.Workdays
	case d.Hours > 0:
		return "hours", d.Hours
	}
	return "at_once", 0
}

// after is when a task that opened at that moment is due, always within working hours; zero when it never is. A fact that names
// its own day says until when: what is due on a day of rest is due before it.
func (d Due) after(opened, until time.Time, rules Rules) time.Time {
	switch {
	case d.Word == "never", d.Word == "before_return" && until.IsZero():
		return time.Time{}
	case d.Word == "same_day":
		from := rules.openFrom(opened)
		return rules.openUntil(DateOf(from, rules.zone()).End(rules.zone())).UTC()
	case !until.IsZero() && rules.openUntil(until).After(opened):
		return rules.openUntil(until).UTC()
	case !until.IsZero():
		return rules.openFrom(opened).UTC()
	case d.Workdays > 0:
		return rules.dueWorkdays(opened, d.Workdays).UTC()
	}
	return rules.addWork(opened, time.Duration(d.Hours)*time.Hour).UTC()
}
