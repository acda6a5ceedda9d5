package track

// Understood is a fact as the shop's own rows read it: what a carrier's code or words were taken to mean when they came gives
// way to what the shop says they mean. The fact itself stays as it was recorded, so a row that is taken back leaves no trace.
func (r Rules) Understood(e Event) Event {
	if r.Reads == nil || e.Kind != CarrierEvent {
		return e
	}
	phase, reason, flag, known := r.Reads(e)
	if !known {
		return e
	}
	if reason == "" && e.Phase == Unmapped {
		reason = e.Reason // nobody read the words: the file itself named the reason
	}
	e.Phase, e.Reason, e.Flag = phase, reason, flag
	return e
}

// ReadsAs reports whether two shops' rows read a fact alike. Where they do for every fact of an order and the other rules are the
// same, its state is the same.
func (r Rules) ReadsAs(o Rules, e Event) bool {
	a, b := r.Understood(e), o.Understood(e)
	return a.Phase == b.Phase && a.Reason == b.Reason && a.Flag == b.Flag
}
