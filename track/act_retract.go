package track

import "time"

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

// CanRetract reports whether facts of that kind are ours to take back: our acts, and what a customer told us.
func CanRetract(k Kind) bool { return k.IsAct() || k == Contact }

// CheckTakenBack says whether taking something back left the order as it may be: what was done later may rest on what is gone,
// and what counts again may have lost what it rested on. was and is are the order before and after, with their facts in the
// order in which they were recorded. nil means it may.
func CheckTakenBack(was, is Input) *Refusal {
	before, after := Derive(was), Derive(is)
	for _, l := range after.Lines {
		if old := before.line(l.Line); old != nil && l.Overpick > old.Overpick {
			return &Refusal{"later-acts", []string{after.Order}}
		}
	}
	stood := misplaced(was)
	for id := range misplaced(is) {
		if !stood[id] {
			return &Refusal{"later-acts", []string{after.Order}}
		}
	}
	return nil
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
