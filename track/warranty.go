package track

import "strings"

// Warranty is how long a supplier stands by an item.
type Warranty struct {
	SKU      string `json:"sku"` // one SKU, or the beginning of many, ending in *
	Months   int    `json:"months"`
	Supplier string `json:"supplier"`
}

// covers reports whether the row is about an item.
func (w Warranty) covers(sku string) bool {
	if start, many := strings.CutSuffix(w.SKU, "*"); many {
		return len(sku) >= len(start) && strings.EqualFold(sku[:len(start)], start)
	}
	return w.SKU != "" && strings.EqualFold(w.SKU, sku)
}

// WarrantyOf is the first row about an item, and until when it covers one that was delivered on a day; known is false
// when no row is about it or nobody knows when it was delivered.
func (r Rules) WarrantyOf(sku string, delivered Date) (w Warranty, until Date, known bool) {
	for _, w := range r.Warranties {
		if !w.covers(sku) {
			continue
		}
		until := delivered.AddMonths(w.Months)
		return w, until, until != ""
	}
	return Warranty{}, "", false
}

// WarrantyCase is what a supplier is asked for about returned goods. It shares the return's inspection and serial numbers.
type WarrantyCase struct {
	State     string `json:"state"`               // open, asked, sent, credited, replaced, repaired, refused
	Until     Date   `json:"until,omitempty"`     // the supplier's warranty ends
	Supplier  string `json:"supplier,omitempty"`  // as the shop calls it
	Reference string `json:"reference,omitempty"` // the supplier's number for it
	Way       string `json:"way,omitempty"`       // what the goods travel under
	Asked     Stamp  `json:"asked,omitempty"`
	Sent      Stamp  `json:"sent,omitempty"`
	Answered  Stamp  `json:"answered,omitempty"`
	Credit    Money  `json:"credit,omitzero"`
}

// IsOpen reports whether the supplier still has to answer.
func (w *WarrantyCase) IsOpen() bool { return w != nil && !contains(supplierAnswers, w.State) }

// supplierAnswers are how a supplier ends a case.
var supplierAnswers = []string{"credited", "replaced", "repaired", "refused"}

// SupplierAnswers lists how a supplier may end a case.
func SupplierAnswers() []string { return append([]string(nil), supplierAnswers...) }

// warrantySteps is the way of a case. Read a row as: a case that is <from> becomes <to> by <act>; "" is what the act's code
// says.
var warrantySteps = []struct {
	From []string
	By   Kind
	To   string
}{
	{[]string{"open", "asked"}, SupplierAsked, "asked"},
	{[]string{"open", "asked", "sent"}, SupplierSent, "sent"},
	{[]string{"open", "asked", "sent"}, SupplierAnswered, ""},
}

// foldWarranty opens a case for goods that were sold under warranty or go back to their supplier, and follows it.
func (r *returnFold) foldWarranty() {
	staysHere := func(l *lot) bool { return l.Disposition != "return_to_supplier" }
	w := &WarrantyCase{State: "open"}
	is := r.state.Kind == "warranty" || !r.every(staysHere)
	for _, e := range r.acts {
		if e.Kind != SupplierAsked && e.Kind != SupplierSent && e.Kind != SupplierAnswered {
			continue
		}
		is = true
		w.take(e)
	}
	if is {
		r.state.Warranty = w
	}
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

// foldCases adds to the returns what the whole order is needed for: which serial numbers came back before, until when the
// supplier stands by the goods, and whether a rule lets the customer have something before they come.
func (o *orderFold) foldCases() {
	shipped := shippedSerials(o.events)
	for _, l := range o.lines {
		l.Serials = shipped[l.Line]
	}
	if len(o.state.Returns) == 0 {
		return
	}
	o.markRepeats()
	o.finish() // lines and parcels where readers find them
	for i := range o.state.Returns {
		r := &o.state.Returns[i]
		if w := r.Warranty; w != nil {
			o.coverOf(r, w)
		}
		if !r.IsOver() && r.Received == "" {
			r.Instant = o.state.instantRule(r, o.rules)
		}
	}
}

// coverOf is until when the supplier of the first line that is covered stands by the goods.
func (o *orderFold) coverOf(r *ReturnState, w *WarrantyCase) {
	for _, rl := range r.Lines {
		l := o.line(rl.Line)
		row, until, known := o.rules.WarrantyOf(l.SKU, o.state.deliveredOn(l.Line))
		w.Supplier = or(w.Supplier, row.Supplier)
		if known {
			w.Until = until
			return
		}
	}
}

// deliveredOn is the day the last parcel with units of a line arrived; "" when none did.
func (o *OrderState) deliveredOn(line string) Date {
	var day Date
	for _, p := range o.Parcels {
		for _, c := range p.Contents {
			if c.Line == line {
				day = max(day, p.Times.Delivered.Date())
			}
		}
	}
	return or(day, o.Times.Delivered.Date())
}
