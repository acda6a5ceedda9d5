package track

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

// CheckTakenBack says whether taking something back left the order as it may be, given how it stood before: what was done
// later may rest on what is gone. nil means it may.
func CheckTakenBack(before, after *OrderState) *Refusal {
	for _, l := range after.Lines {
		if was := before.line(l.Line); was != nil && l.Overpick > was.Overpick {
			return &Refusal{"later-acts", []string{after.Order}}
		}
	}
	for i := range after.Returns {
		r := &after.Returns[i]
		was := before.Return(r.Return)
		if r.Phase == "closed" && r.Unaccounted() > 0 && (was == nil || was.Unaccounted() == 0) {
			return &Refusal{"later-acts", []string{after.Order}}
		}
	}
	return nil
}
