package track

import (
	"slices"
	"time"
)

// TakingBack is the fact that e does not count; by says who takes it back, when and where.
func TakingBack(e, by Event) Event {
	by.Kind, by.Retracts, by.Order, by.Return = Retraction, e.ID, e.Order, e.Return
	return by
}

// CheckRetraction says whether event e of the order may be taken back, given whether it counts; nil means it may. Only
// what we did ourselves may: a report stays until the import that brought it is undone.
func CheckRetraction(o *OrderState, e Event, counts bool) *Refusal {
	ours := e.Source.Kind == SourceStation || e.Source.Kind == SourcePerson
	switch {
	case !CanRetract(e.Kind) || !ours:
		return &Refusal{"not-our-act", []string{o.Order, e.Source.ID}}
	case !counts:
		return &Refusal{"taken-back", []string{o.Order}}
	}
	return nil
}

// CheckReopened says whether a person may take back that a task was ended; nil means they may. What cleared by itself opens by
// itself when it arises anew.
func CheckReopened(t Task) *Refusal {
	switch {
	case t.State.byPerson():
		return nil
	case t.State == TaskCleared:
		return &Refusal{"task-over", []string{t.Task}}
	}
	return &Refusal{"task-stands", []string{t.Task}}
}

// CanRetract reports whether facts of that kind are ours to take back: our acts, and what a customer told us.
func CanRetract(k Kind) bool { return k.IsAct() || k == Contact }

// restsOn is the table of what is done to a parcel because of what was done to it before. Read a row as: taking back a fact of
// <kind> would pull the ground from <later acts> on the same parcel. A box that was shut or went out holds what was in it then.
var restsOn = map[Kind][]Kind{
	LinePacked:   {ParcelClosed, ParcelStaged, ParcelGiven, ParcelMerged},
	LineUnpacked: {ParcelClosed, ParcelStaged, ParcelGiven},
	ParcelClosed: {ParcelStaged, ParcelGiven},
	ParcelLabel:  {ParcelStaged, ParcelGiven, ParcelMerged},
}

// CheckTakenBack says whether taking something back left the order as it may be: what was done later may rest on what is gone,
// and what counts again may have lost what it rested on. was and is are the order before and after, with their facts in the
// order in which they were recorded. nil means it may; a refusal names the newest act that stands in the way, which is the one
// to take back first.
func CheckTakenBack(was, is Input) *Refusal {
	before, after := Derive(was), Derive(is)
	if e := resting(was.Events, is.Events); e != nil {
		return laterAct(after, *e)
	}
	for _, l := range after.Lines {
		if old := before.line(l.Line); old != nil && l.Overpick > old.Overpick {
			return laterAct(after, newestOn(l.Line, is.Events))
		}
	}
	stood, falls := misplaced(was), misplaced(is)
	for _, e := range slices.Backward(is.Events) {
		if falls[e.ID] && !stood[e.ID] {
			return laterAct(after, e)
		}
	}
	return nil
}

// laterAct is the refusal to take something back on which act e rests.
func laterAct(o OrderState, e Event) *Refusal {
	return &Refusal{"later-acts", []string{o.Order, string(e.Kind), string(e.Occurred), e.Source.ID, e.ID}}
}

// resting is the newest act on a parcel that rests on a fact which is gone; nil when there is none.
func resting(was, is []Event) *Event {
	counts := make(map[string]bool, len(is))
	for _, e := range is {
		counts[e.ID] = true
	}
	for i, later := range slices.Backward(was) {
		if !counts[later.ID] {
			continue
		}
		for _, e := range was[:i] {
			if !counts[e.ID] && contains(restsOn[e.Kind], later.Kind) && e.box() == later.box() {
				return &later
			}
		}
	}
	return nil
}

// box is the parcel that an act is about.
func (e Event) box() string { return or(e.ParcelID, e.Parcel.Number) }

// newestOn is the newest act that takes units of a line.
func newestOn(line string, events []Event) Event {
	for _, e := range slices.Backward(events) {
		if e.Line == line && (e.Kind == LinePicked || e.Kind == LinePacked) {
			return e
		}
	}
	return Event{}
}

// misplaced are the acts on returns and claims that could not be recorded where they stand, by what was recorded before them:
// one step rests on another.
func misplaced(in Input) map[string]bool {
	out := map[string]bool{}
	for i, e := range in.Events {
		if about := e.Kind.About(); about != "return" && about != "claim" {
			continue
		}
		then := in
		then.Events, then.Now = in.Events[:i:i], momentOf(e, in.Rules)
		e.Text = or(e.Text, e.RawHash) // what was said lies beside the facts
		if s := Derive(then); s.Stated == "" || Check(&s, e) != nil {
			out[e.ID] = true
		}
	}
	return out
}

// momentOf is when an act was checked before it was recorded; acts that were recorded at one moment follow each other.
func momentOf(e Event, rules Rules) time.Time {
	at, err := e.Occurred.At(rules.zone())
	if err != nil {
		return e.Recorded
	}
	return latest(at, e.Recorded)
}
