package track

import (
	"slices"
	"testing"
)

// Read a row as: a domain that <name> is found out by the sequences. A row that survives means that they prove nothing
// about what it breaks.
var mutants = []struct {
	name   string
	domain decider
}{
	{"forgets what was taken out of a box", mutant(without(LineUnpacked), nil)},
	{"counts a voided box as packed", mutant(without(ParcelVoided), nil)},
	{"forgets that something was handed over", mutant(without(ParcelGiven), nil)},
	{"forgets a person's word", mutant(without(PhaseOverride), nil)},
	{"forgets cancellations of lines", mutant(without(Cancelled), nil)},
	{"forgets that an order repeats another", mutant(without(OrderRepeated), nil)},
	{"takes a label for possession", mutant(each(func(e *Event) {
		if e.Phase == Announced {
			e.Phase = Possession
		}
	}), nil)},
	{"takes unknown words for being on the way", mutant(each(func(e *Event) {
		if e.Phase == Unmapped {
			e.Phase = Moving
		}
	}), nil)},
	{"orders facts by when they came", mutant(each(func(e *Event) { e.Occurred = StampOf(e.Recorded) }), nil)},
	{"takes the newest import for the freshest", mutant(each(func(e *Event) { e.AsOf = StampOf(e.Recorded) }), nil)},
	{"counts a fact that came twice twice", mutant(func(events []Event) []Event {
		seen := map[string]bool{}
		for i := range events {
			if seen[events[i].ID] {
				events[i].Nonce = "again"
				events[i] = resealed(events[i])
			}
			seen[events[i].ID] = true
		}
		return events
	}, nil)},
	{"asks in which order facts came", mutant(func(events []Event) []Event { return events[:max(1, len(events)-len(events)/8)] }, nil)},
	{"hides a unit that is still to ship", decider{func(in Input) OrderState {
		s := Derive(in)
		for i := range s.Lines {
			if l := &s.Lines[i]; l.Ledger.ReturnReceived > 0 {
				l.ToShip = 0
			}
		}
		return s
	}, Check}},
	{"leaves cancelled units in their box", decider{func(in Input) OrderState {
		s := Derive(in)
		s.Tasks = slices.DeleteFunc(s.Tasks, func(t Task) bool { return t.Code == "cancelled_in_box" })
		return s
	}, Check}},
	{"lets anything happen", mutant(nil, func(*OrderState, Event) *Refusal { return nil })},
	{"lets one too many be picked", mutant(nil, func(o *OrderState, e Event) *Refusal {
		if r := Check(o, e); r == nil || r.Code != "too-many" {
			return r
		}
		e.Quantity--
		return Check(o, e)
	})},
	{"lets a held order go", mutant(nil, func(o *OrderState, e Event) *Refusal {
		if r := Check(o, e); r == nil || r.Code != "on-hold" {
			return r
		}
		return nil
	})},
	{"overrides what no reason overrides", mutant(nil, func(o *OrderState, e Event) *Refusal {
		if r := Check(o, e); r == nil || r.Code != "already-handed-over" {
			return r
		}
		return nil
	})},
}

func TestABrokenDomainIsFoundOut(t *testing.T) {
	t.Parallel()
	for _, row := range mutants {
		t.Run(row.name, func(t *testing.T) {
			t.Parallel()
			if _, found := firstFailure(row.domain, 1, 4000); !found {
				t.Error("4,000 sequences passed")
			}
		})
	}
}

// mutant is the domain with other facts, or with another judgement of acts.
func mutant(facts func([]Event) []Event, check func(*OrderState, Event) *Refusal) decider {
	d := domain
	if check != nil {
		d.check = check
	}
	if facts != nil {
		d.derive = func(in Input) OrderState {
			in.Events = facts(slices.Clone(in.Events))
			return Derive(in)
		}
	}
	return d
}

func without(k Kind) func([]Event) []Event {
	return func(events []Event) []Event {
		return slices.DeleteFunc(events, func(e Event) bool { return e.Kind == k })
	}
}

func each(change func(*Event)) func([]Event) []Event {
	return func(events []Event) []Event {
		for i := range events {
			change(&events[i])
		}
		return events
	}
}
