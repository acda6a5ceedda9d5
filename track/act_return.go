package track

import (
	"slices"
	"strconv"
	"strings"
)

// Return is the return of the order with that number, also by a number under which a part of it came in; nil when there is
// none.
func (o *OrderState) Return(number string) *ReturnState {
	for i := range o.Returns {
		if r := &o.Returns[i]; r.Return == number || contains(r.Aliases, number) {
			return r
		}
	}
	return nil
}

// Claim is the claim of the order with that number; nil when there is none.
func (o *OrderState) Claim(number string) *ClaimState {
	for i := range o.Claims {
		if o.Claims[i].Claim == number {
			return &o.Claims[i]
		}
	}
	return nil
}

// returnStepFits: the machine has a row for the act in the phase the return is in.
func returnStepFits(o *OrderState, e Event) *Refusal {
	r := o.Return(e.Return)
	if r == nil {
		return &Refusal{"no-such-return", []string{e.Return}}
	}
	switch {
	case step(r.Phase, e.Kind) != nil:
		return nil
	case r.Phase == "closed":
		return &Refusal{"return-closed", []string{e.Return, string(e.Kind)}}
	}
	return &Refusal{"return-not-now", []string{e.Return, r.Phase, string(e.Kind)}}
}

// reasonGiven: whoever says no, or lets something wait, says why.
func reasonGiven(_ *OrderState, e Event) *Refusal {
	if e.Text == "" {
		return &Refusal{"reason-needed", []string{or(e.Return, e.Claim)}}
	}
	return nil
}

// returnWayFits: a pick-up is set for a return that was agreed to, and no return travels in a parcel that we sent.
func returnWayFits(o *OrderState, e Event) *Refusal {
	r := o.Return(e.Return)
	if r == nil {
		return &Refusal{"no-such-return", []string{e.Return}}
	}
	tracking := TrackingKey(e.Parcel.Tracking)
	for _, p := range o.Parcels {
		if tracking != "" && (p.Tracking == tracking || contains(p.Aliases, tracking)) {
			return &Refusal{"parcel-went-out", []string{tracking, o.Order}}
		}
	}
	if e.Due != "" && step(r.Phase, e.Kind) == nil || r.IsOver() && r.Phase != "expired" {
		return &Refusal{"return-not-now", []string{e.Return, r.Phase, string(e.Kind)}}
	}
	return nil
}

// leftUs: what is asked back had left us, by a scan, by the carrier or by the shop's word. A parcel that comes back on its own
// did.
func leftUs(o *OrderState, e Event) *Refusal {
	if left := o.MayComeBack(e.Line); e.Line != "" && e.Quantity > left {
		l := o.line(e.Line)
		return &Refusal{"not-handed-over", []string{o.Order, or(l.Title, or(l.SKU, l.Line)), strconv.Itoa(max(0, left))}}
	}
	return nil
}

// unitsCame: no more is inspected than came.
func unitsCame(o *OrderState, e Event) *Refusal {
	l := o.Return(e.Return).find(e.Line)
	if l == nil || e.Quantity > l.Received {
		return &Refusal{"not-received", []string{e.Return, e.Line, strconv.Itoa(e.Quantity)}}
	}
	return nil
}

// serialFits: a unit whose serial number is not what went out is no good of ours, unless somebody says why it is taken.
func serialFits(o *OrderState, e Event) *Refusal {
	serial := e.facts().Serial
	if serial != "" && e.Quantity > 1 {
		return &Refusal{"one-serial", []string{serial}}
	}
	r := o.Return(e.Return)
	says := o.SerialSays(r.Return, e.Line, serial)
	if serial != "" && r.hasSerial(serial) {
		says = "returned_before"
	}
	taken := e.Code == "E" || e.Text != ""
	switch {
	case says == "not_ours" && !taken:
		return &Refusal{"serial-not-ours", []string{serial, o.Order, strings.Join(o.line(e.Line).Serials, ", ")}}
	case says == "returned_before" && !taken:
		return &Refusal{"serial-came-before", []string{serial, o.Order}}
	}
	return nil
}

// unitsGraded: nothing is decided about units that nobody has seen.
func unitsGraded(o *OrderState, e Event) *Refusal {
	l := o.Return(e.Return).find(e.Line)
	if l == nil || e.Quantity > l.Received {
		return &Refusal{"not-received", []string{e.Return, e.Line, strconv.Itoa(e.Quantity)}}
	}
	if or(e.Quantity, l.Received) > l.Inspected && e.Code != "quarantine" {
		return &Refusal{"not-inspected", []string{e.Return}}
	}
	return nil
}

// releasedStands: what a customer got is not decided anew; where the goods go still may be.
func releasedStands(o *OrderState, e Event) *Refusal {
	l, decided := o.Return(e.Return).find(e.Line), e.facts().Resolution
	if l == nil || decided == "" {
		return nil
	}
	free, got := 0, ""
	for _, u := range l.Units {
		if !u.Released || u.Disposition == "" || u.Resolution == decided {
			free += u.Quantity
		} else {
			got = u.Resolution
		}
	}
	if got != "" && or(e.Quantity, l.Received) > free {
		return &Refusal{"decision-released", []string{e.Return, got}}
	}
	return nil
}

// overrideHasReason: who decides otherwise than the rules propose says why.
func overrideHasReason(_ *OrderState, e Event) *Refusal {
	f := e.facts()
	if f.Proposed != (Outcome{}) && f.Proposed != (Outcome{e.Code, f.Resolution}) && e.Text == "" {
		return &Refusal{"override-reason", []string{e.Return, f.Proposed.Disposition, f.Proposed.Resolution}}
	}
	return nil
}

// returnInspected: nothing is refunded or replaced before somebody has seen it, unless a rule says that the customer need
// not wait.
func returnInspected(o *OrderState, e Event) *Refusal {
	r := o.Return(e.Return)
	if r == nil {
		return &Refusal{"no-such-return", []string{e.Return}}
	}
	if step(r.Phase, ReturnReleased) == nil && r.Phase != "resolution_released" {
		return &Refusal{"not-inspected", []string{e.Return}}
	}
	if r.Received == "" {
		if r.Instant > 0 && e.facts().Rule == r.Instant {
			return nil
		}
		return &Refusal{"not-inspected", []string{e.Return}}
	}
	seen := func(l ReturnLine) bool { return e.Line != "" && l.Line != e.Line || l.Inspected == l.Received }
	if !slices.ContainsFunc(r.Lines, func(l ReturnLine) bool { return !seen(l) }) {
		return nil
	}
	return &Refusal{"not-inspected", []string{e.Return}}
}

// notReleasedYet: a customer gets it once.
func notReleasedYet(o *OrderState, e Event) *Refusal {
	r := o.Return(e.Return)
	again := r.Received == "" && r.Resolution != ""
	if r.Received != "" {
		decided := e.facts().Resolution
		again = !slices.ContainsFunc(r.Lines, func(l ReturnLine) bool {
			return (e.Line == "" || l.Line == e.Line) && l.Released < l.Received && (decided == "" || l.WaitsFor(decided))
		})
	}
	if again {
		return &Refusal{"already-released", []string{e.Return, r.Resolution}}
	}
	return nil
}

// WaitsFor reports whether units of the line are to get what was decided, and have not got it.
func (l ReturnLine) WaitsFor(resolution string) bool {
	return slices.ContainsFunc(l.Units, func(u ReturnUnits) bool { return !u.Released && u.Resolution == resolution })
}

// waiting are the units of the line of which it was decided what their customer gets, and who have not got it: all of them, or
// those that are to get the one thing.
func (l ReturnLine) waiting(resolution string) []ReturnUnits {
	return slices.DeleteFunc(slices.Clone(l.Units), func(u ReturnUnits) bool {
		return u.Released || u.Disposition == "" || u.Resolution == "" || resolution != "" && u.Resolution != resolution
	})
}

// waits reports whether it was decided what a customer gets for units of the line that has not got it, and whether that waits
// for us: what a supplier is to repair does once the supplier has answered.
func (l ReturnLine) waits(answered bool) bool {
	return slices.ContainsFunc(l.Units, func(u ReturnUnits) bool {
		return u.Disposition != "" && u.Resolution != "" && !u.Released && (answered || !u.atSupplier())
	})
}

// asDecided: who gives a customer something else than was decided, or another amount, says why.
func asDecided(o *OrderState, e Event) *Refusal {
	r, f := o.Return(e.Return), e.facts()
	if r == nil || r.Received == "" || e.Text != "" {
		return nil
	}
	var waits []ReturnUnits
	for _, l := range r.Lines {
		if e.Line == "" || l.Line == e.Line {
			waits = append(waits, l.waiting(f.Resolution)...)
		}
	}
	var decided Money
	for _, u := range waits {
		decided = added(decided, u.Amount)
	}
	switch {
	case len(waits) > 0 && waits[0].Resolution == "repair" && r.Warranty != nil && !r.Warranty.IsOpen():
		return nil // what the supplier answered is the reason
	case len(waits) > 0 && waits[0].Resolution != e.Code:
		return &Refusal{"release-differs", []string{e.Return, waits[0].Resolution}}
	case decided.Minor > 0 && f.Amount.Minor > 0 && f.Amount != decided:
		return &Refusal{"release-amount", []string{e.Return, decided.String()}}
	}
	return nil
}

// amountFits: what is given is an amount that is possible, and a part names its own.
func amountFits(o *OrderState, e Event) *Refusal {
	if e.Code == "refund_part" && e.facts().Amount.Minor <= 0 {
		return &Refusal{"amount-needed", []string{e.Return}}
	}
	return amountPossible(o, e)
}

// amountPossible: a customer gets back no more than was paid, together with what was given before, and all of it is in one
// currency: what was given is one sum. What cannot be given is not decided either.
func amountPossible(o *OrderState, e Event) *Refusal {
	r, amount := o.Return(e.Return), e.facts().Amount
	if amount.Minor < 0 {
		return &Refusal{"amount-too-much", []string{e.Return, Money{Currency: amount.Currency}.String()}}
	}
	if amount.Minor != 0 && !r.Amount.IsZero() && amount.Currency != r.Amount.Currency {
		return &Refusal{"amount-currency", []string{e.Return, amount.Currency, r.Amount.Currency}}
	}
	most, known := o.worth(r)
	if spent := added(r.Amount, amount); known && amount.Currency == most.Currency && spent.Minor > most.Minor {
		return &Refusal{"amount-too-much", []string{e.Return, most.String()}}
	}
	return nil
}

// worth is what the units of a return cost; known is false when the price of one of them is not.
func (o *OrderState) worth(r *ReturnState) (sum Money, known bool) {
	for _, rl := range r.Lines {
		l := o.line(rl.Line)
		if l == nil || l.Price.IsZero() {
			return Money{}, false
		}
		sum = added(sum, Money{l.Price.Minor * int64(max(rl.Requested, rl.Received)), l.Price.Currency})
	}
	return sum, !sum.IsZero()
}

// returnAccounted: a return is closed when every unit that came has its place, and its customer has an answer. What goes to
// a supplier has its place; the supplier's answer may come later.
func returnAccounted(o *OrderState, e Event) *Refusal {
	r := o.Return(e.Return)
	if n := r.Unaccounted(); n > 0 {
		return &Refusal{"not-accounted", []string{e.Return, strconv.Itoa(n)}}
	}
	switch {
	case r.Received == "" && r.Phase != "resolution_released":
		return reasonGiven(o, e) // it never came
	case r.Phase != "resolution_released" && r.Kind != "rts":
		return &Refusal{"not-released", []string{e.Return}}
	}
	return nil
}

// Unaccounted is how many units of a return have no place yet: those nobody counted, inspected or decided about, and those
// that lie in quarantine.
func (r *ReturnState) Unaccounted() int {
	n := r.Uncounted
	for _, l := range r.Lines {
		n += l.Received
		for _, u := range l.Units {
			if u.Disposition != "" && u.Disposition != "quarantine" {
				n -= u.Quantity
			}
		}
	}
	return n
}

// serialNew: a serial number goes out once, and no more of them than units, unless somebody says why.
func serialNew(o *OrderState, e Event) *Refusal {
	for _, l := range o.Lines {
		if contains(l.Serials, SerialKey(e.Code)) {
			return &Refusal{"serial-known", []string{e.Code, o.Order}}
		}
	}
	if l := o.line(e.Line); len(l.Serials) >= l.Ledger.Ordered {
		return &Refusal{"serials-full", []string{o.Order, or(l.Title, or(l.SKU, l.Line)), strings.Join(l.Serials, ", ")}}
	}
	return nil
}

// notClaimedYet: one open claim for a parcel and whom it is against.
func notClaimedYet(o *OrderState, e Event) *Refusal {
	for _, c := range o.Claims {
		if c.IsOpen() && c.Parcel == e.ParcelID && e.ClaimFacts != nil && strings.EqualFold(c.Against, e.ClaimFacts.Against) {
			return &Refusal{"already-claimed", []string{c.Claim, c.Against}}
		}
	}
	return nil
}

// notPaidYet: a loss is paid once, by whomever; the rest of a part may be claimed for a reason.
func notPaidYet(o *OrderState, e Event) *Refusal {
	parcel := e.ParcelID
	if c := o.Claim(e.Claim); c != nil {
		parcel = c.Parcel
	}
	for _, c := range o.Claims {
		if c.State == "paid" && c.Claim != e.Claim && c.Parcel == parcel {
			return &Refusal{"already-paid", []string{c.Claim, c.Against, or(parcel, o.Order)}}
		}
	}
	return nil
}

func claimStepFits(o *OrderState, e Event) *Refusal {
	c := o.Claim(e.Claim)
	if c == nil {
		return &Refusal{"no-such-claim", []string{e.Claim}}
	}
	if _, ok := c.step(e.Kind); !ok {
		return &Refusal{"claim-not-now", []string{e.Claim, c.State}}
	}
	return nil
}

// find is the line of a return; nil when it has none of that name.
func (r *ReturnState) find(line string) *ReturnLine {
	for i := range r.Lines {
		if r.Lines[i].Line == line {
			return &r.Lines[i]
		}
	}
	return nil
}
