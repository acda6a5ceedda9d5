package track

import "slices"

// WarrantyCase is what a supplier is asked for about returned goods. It shares the return's inspection and serial numbers.
type WarrantyCase struct {
	State     string `json:"state"`               // open, asked, sent, credited, replaced, repaired, refused, dropped
	Until     Date   `json:"until,omitempty"`     // the supplier's warranty ends
	Supplier  string `json:"supplier,omitempty"`  // as the shop calls it
	Reference string `json:"reference,omitempty"` // the supplier's number for it
	Way       string `json:"way,omitempty"`       // the tracking number the goods travel to the supplier under
	Asked     Stamp  `json:"asked,omitempty"`
	Sent      Stamp  `json:"sent,omitempty"`
	Answered  Stamp  `json:"answered,omitempty"`
	Credit    Money  `json:"credit,omitzero"`
}

// droppedCase is the state of a case that came to nothing: no goods go to the supplier.
const droppedCase = "dropped"

// IsOpen reports whether the supplier still has to answer.
func (w *WarrantyCase) IsOpen() bool {
	return w != nil && w.State != droppedCase && !contains(supplierAnswers, w.State)
}

// supplierAnswers are how a supplier ends a case.
var supplierAnswers = []string{"credited", "replaced", "repaired", "refused"}

// SupplierAnswers lists how a supplier may end a case.
func SupplierAnswers() []string { return append([]string(nil), supplierAnswers...) }

// warrantySteps is the way of a case. Read a row as: a case that is <from> becomes <to> by <act>; "" is what the act's code
// says. What a supplier was sent may still get its number there, and the number it travels under may be put right.
var warrantySteps = []struct {
	From []string
	By   Kind
	To   string
}{
	{[]string{"open", "asked"}, SupplierAsked, "asked"},
	{[]string{"open", "asked"}, SupplierSent, "sent"},
	{[]string{"open", "asked", "sent"}, SupplierAnswered, ""},
	{[]string{"sent"}, SupplierAsked, "sent"},
	{[]string{"sent"}, SupplierSent, "sent"},
}

// Corrected is the code of an act about a supplier that puts an earlier one right: another number of theirs, or another one
// that the goods travel under.
const Corrected = "corrected"

// foldWarranty opens a case for goods that were sold under warranty or go back to their supplier, and follows it.
func (r *returnFold) foldWarranty() {
	staysHere := func(l *lot) bool { return l.Disposition != toSupplier }
	w := &WarrantyCase{State: "open"}
	is := r.state.Kind == "warranty" || !r.every(staysHere)
	for _, e := range r.acts {
		if e.Kind != SupplierAsked && e.Kind != SupplierSent && e.Kind != SupplierAnswered {
			continue
		}
		is = true
		w.take(e)
	}
	if !is {
		return
	}
	if w.IsOpen() && !r.concernsSupplier(w) {
		w.State = droppedCase
	}
	r.state.Warranty = w
}

// toSupplier is the disposition of goods that go back to their supplier.
const toSupplier = "return_to_supplier"

// concernsSupplier reports whether a case that has no answer yet still waits for one: the supplier has the goods, they go
// there, or nobody has decided where they go. Of what was thrown away here, and of what is never to come, an answer is awaited
// where the supplier was asked.
func (r *returnFold) concernsSupplier(w *WarrantyCase) bool {
	asked := w.State == "asked"
	switch {
	case w.State == "sent" || r.uncounted > 0:
		return true
	case r.state.isOff(r.state.Phase):
		return false
	case len(r.lots) == 0:
		return asked || r.state.Phase != "resolution_released" && r.state.Phase != "closed"
	}
	return slices.ContainsFunc(r.lots, func(l *lot) bool {
		return undecided(l) || kept(l) || l.Disposition == toSupplier || asked && l.Disposition == "scrap"
	})
}

func (w *WarrantyCase) take(e *Event) {
	for _, s := range warrantySteps {
		if s.By == e.Kind && contains(s.From, w.State) {
			w.State = or(s.To, or(e.Code, w.State))
			break
		}
	}
	f := e.facts()
	w.Supplier = or(f.Supplier, w.Supplier)
	switch e.Kind {
	case SupplierAsked:
		w.Asked, w.Reference = or(w.Asked, e.Occurred), or(f.Reference, w.Reference)
	case SupplierSent:
		w.Sent, w.Way = or(w.Sent, e.Occurred), or(f.Reference, w.Way)
	case SupplierAnswered:
		w.Answered, w.Credit = e.Occurred, added(w.Credit, f.Amount)
	default:
	}
}

// atSupplier reports whether units are to be repaired by their supplier, and their customer has not got them.
func (u ReturnUnits) atSupplier() bool {
	return u.Disposition == toSupplier && u.Resolution == "repair" && !u.Released
}

// waitsForSupplier reports whether all that a customer still waits for is what a supplier has not repaired yet.
func (r *ReturnState) waitsForSupplier() bool {
	waits := false
	for _, l := range r.Lines {
		for _, u := range l.Units {
			if !u.Released && !u.atSupplier() {
				return false
			}
			waits = waits || u.atSupplier()
		}
	}
	return waits && r.Warranty.IsOpen()
}

// supplierStepFits: the case goes on as warrantySteps says.
func supplierStepFits(o *OrderState, e Event) *Refusal {
	r := o.Return(e.Return)
	if r == nil {
		return &Refusal{"no-such-return", []string{e.Return}}
	}
	w := r.Warranty
	switch {
	case w == nil:
		return &Refusal{"no-warranty-case", []string{e.Return}}
	case w.State == droppedCase:
		return &Refusal{"warranty-dropped", []string{e.Return}}
	case contains(w.Acts(), e.Kind):
		return nil
	}
	return &Refusal{"warranty-not-now", []string{e.Return, w.State, string(w.Answered.Date())}}
}

// supplierToldNew: who asks or sends a second time puts something right, and says so; the same once more is nothing.
func supplierToldNew(o *OrderState, e Event) *Refusal {
	w, f := o.Return(e.Return).Warranty, e.facts()
	told, number := w.Asked, w.Reference
	if e.Kind == SupplierSent {
		told, number = w.Sent, w.Way
	}
	known := f.Reference == "" || f.Reference == number
	if e.Kind == SupplierAsked && f.Supplier != "" && f.Supplier != w.Supplier {
		known = false
	}
	if first := told == ""; first && e.Code == "" || !first && e.Code == Corrected && !known {
		return nil
	}
	return &Refusal{"supplier-told", []string{e.Return, string(e.Kind), string(told.Date()), or(number, "–")}}
}

// answerFits: a supplier ends a case in one of the answers; who credits says how much, and nobody else an amount.
func answerFits(_ *OrderState, e Event) *Refusal {
	credit := e.facts().Amount.Minor
	switch {
	case !contains(supplierAnswers, e.Code):
		return &Refusal{"bad-answer", []string{e.Code}}
	case e.Code == "credited" && credit <= 0:
		return &Refusal{"credit-needed", []string{e.Return}}
	case e.Code != "credited" && credit != 0:
		return &Refusal{"credit-only", []string{e.Return, e.Code}}
	}
	return nil
}

// repairDone: a repair is given to its customer when the supplier has repaired the goods. While the supplier owes the answer
// they are there; what was credited, replaced or refused was not repaired.
func repairDone(o *OrderState, e Event) *Refusal {
	r := o.Return(e.Return)
	if r == nil || r.Warranty == nil || e.Code != "repair" || r.Warranty.State == "repaired" {
		return nil
	}
	for _, l := range r.Lines {
		if e.Line != "" && e.Line != l.Line || !slices.ContainsFunc(l.Units, ReturnUnits.atSupplier) {
			continue
		}
		if r.Warranty.IsOpen() {
			return &Refusal{"supplier-owes", []string{e.Return, r.Warranty.State}}
		}
		return &Refusal{"not-repaired", []string{e.Return, r.Warranty.State}}
	}
	return nil
}
