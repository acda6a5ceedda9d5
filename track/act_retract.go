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
