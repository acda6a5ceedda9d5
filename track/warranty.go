package track

import (
	"cmp"
	"slices"
	"strings"
)

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

// WarrantyOf is the first row about an item; known is false when no row is.
func (r Rules) WarrantyOf(sku string) (w Warranty, known bool) {
	for _, w := range r.Warranties {
		if w.covers(sku) {
			return w, true
		}
	}
	return Warranty{}, false
}

// Cover is whether a supplier stood by units of a line on the day they were asked about, and how that follows from the term
// of the item.
type Cover struct {
	Says     string `json:"says"`               // in, out, no_term (no row is about the item), no_day (nobody knows when it was delivered)
	Months   int    `json:"months,omitempty"`   // the term
	From     Date   `json:"from,omitempty"`     // the day it began
	AtLeast  bool   `json:"at_least,omitempty"` // nobody knows the day of delivery: it cannot have begun before From
	Until    Date   `json:"until,omitempty"`    // its last day
	Supplier string `json:"supplier,omitempty"`
	Replaced bool   `json:"replaced,omitempty"` // a replacement came since; the term runs on
	Parcel   string `json:"parcel,omitempty"`   // of several that came on different days: with whose delivery it began
	By       string `json:"by,omitempty"`       // how that is known: serial, or last (no serial number tells)
}

// coverWords are what a cover may say, the best for the customer first, and what a rule of proposals calls it.
var coverWords = []struct{ Says, Rule string }{{"in", "in"}, {"out", "out"}, {"no_day", "unknown"}, {"no_term", "unknown"}}

// rule is what a rule of proposals calls it: in, out or unknown.
func (c Cover) rule() string {
	for _, w := range coverWords {
		if w.Says == c.Says {
			return w.Rule
		}
	}
	return "unknown"
}

// Ended is the first day on which the supplier stood by it no more; "" when that is not known, or still to come.
func (c Cover) Ended() Date {
	if c.Says != "out" {
		return ""
	}
	return c.Until.AddDays(1)
}

// CoverOf is whether the supplier of a line, or of the unit of it with a serial number ("" any), stood by it on a day. The term
// runs from the delivery. Where nobody knows that day it cannot have begun before the order was placed: what is asked for within
// the term of that day is covered whenever it came, and of what is asked for later nobody can say. A replacement does not begin
// the term anew.
func (o *OrderState) CoverOf(line, serial string, asked Date, rules Rules) Cover {
	l := o.line(line)
	if l == nil {
		return Cover{Says: "no_term"}
	}
	w, known := rules.WarrantyOf(l.SKU)
	if !known {
		return Cover{Says: "no_term"}
	}
	c := Cover{Says: "no_day", Months: w.Months, Supplier: w.Supplier}
	o.termBegan(o.lineWith(l, SerialKey(serial)), SerialKey(serial), &c)
	if c.From == "" {
		c.From, c.AtLeast = o.Facts.OrderedAt.Date().day(), true
	}
	until := c.From.AddMonths(w.Months)
	switch {
	case until == "" || asked == "" || c.AtLeast && asked > until:
		c.From, c.AtLeast, c.Parcel, c.By = "", false, "", ""
		return c
	case asked > until:
		c.Says = "out"
	default:
		c.Says = "in"
	}
	c.Until = until
	return c
}

// termBegan fills in the day on which the term began: that on which the parcel came in which the serial number went out; without
// one, that on which the last of the units came that were ordered. What came after those replaces what came before, and begins no
// term. Where several came on different days, it says with which parcel, and how that is known. From is "" while nobody knows.
func (o *OrderState) termBegan(l *LineState, serial string, c *Cover) {
	came := o.arrivals(l.Line)
	n, ordered := l.Ledger.Ordered-l.Ledger.Cancelled, came[:0:0]
	for _, a := range came {
		if len(ordered) > 0 && n <= 0 {
			c.Replaced = true
			break
		}
		ordered, n = append(ordered, a), n-a.quantity
	}
	if len(ordered) == 0 {
		c.From = o.Times.Delivered.Date().day()
		return
	}
	last := ordered[len(ordered)-1]
	c.From = last.on
	if ordered[0].on == last.on {
		return
	}
	c.Parcel, c.By = last.parcel, "last"
	for _, a := range ordered {
		if serial != "" && contains(a.serials, serial) {
			c.From, c.Parcel, c.By = a.on, a.parcel, "serial"
		}
	}
}

// lineWith is the line of the same item on which a serial number went out; l when it is none.
func (o *OrderState) lineWith(l *LineState, serial string) *LineState {
	for i := range o.Lines {
		if other := &o.Lines[i]; serial != "" && other.SKU == l.SKU && !contains(l.Serials, serial) && contains(other.Serials, serial) {
			return other
		}
	}
	return l
}

// arrival is a parcel that came with units of a line.
type arrival struct {
	on       Date
	quantity int
	parcel   string
	serials  []string
}

// arrivals are the parcels that came with units of a line, oldest first.
func (o *OrderState) arrivals(line string) []arrival {
	var came []arrival
	for _, p := range o.Parcels {
		for _, c := range p.Contents {
			if day := p.Times.Delivered.Date().day(); c.Line == line && day != "" {
				came = append(came, arrival{day, c.Quantity, p.Parcel, p.Serials})
			}
		}
	}
	slices.SortFunc(came, func(a, b arrival) int {
		return cmp.Or(cmp.Compare(a.on, b.on), cmp.Compare(a.quantity, b.quantity), cmp.Compare(a.parcel, b.parcel))
	})
	return came
}

// Cover is how the supplier stands by what comes back: the best that is known of its lines.
func (r *ReturnState) Cover() Cover {
	for _, w := range coverWords {
		for _, l := range r.Lines {
			if l.Cover != nil && l.Cover.Says == w.Says {
				return *l.Cover
			}
		}
	}
	return Cover{Says: "no_term"}
}

// askedOn is the day on which a return was asked for, else the day it came; "" when nobody knows.
func (r *ReturnState) askedOn() Date { return or(r.Opened, r.Received).Date().day() }

// foldCases adds to the returns what the whole order is needed for: which serial numbers came back before, until when the
// supplier stands by the goods, and whether a rule lets the customer have something before they come.
func (o *orderFold) foldCases() {
	shipped := shippedSerials(o.events)
	for _, l := range o.lines {
		l.Serials = shipped[l.Line]
	}
	o.serialsInParcels()
	if len(o.state.Returns) == 0 {
		return
	}
	o.markRepeats()
	o.finish() // lines and parcels where readers find them
	for i := range o.state.Returns {
		r := &o.state.Returns[i]
		o.coverLines(r)
		if !r.IsOver() && r.Received == "" {
			r.Instant = o.state.instantRule(r, o.rules)
		}
	}
}

// coverOfUnits is how the supplier stands by the units of a line that come back, by the serial numbers found on them: the best for
// the customer where they differ.
func (o *OrderState) coverOfUnits(l *ReturnLine, asked Date, rules Rules) Cover {
	best := o.CoverOf(l.Line, "", asked, rules)
	for n, u := range l.Units {
		c := o.CoverOf(l.Line, u.Serial, asked, rules)
		if n == 0 || c.Until > best.Until {
			best = c
		}
	}
	return best
}

// coverLines says of each line of a return how its supplier stands by it, where a term is known or a supplier is asked.
func (o *orderFold) coverLines(r *ReturnState) {
	for i := range r.Lines {
		l := &r.Lines[i]
		if c := o.state.coverOfUnits(l, r.askedOn(), o.rules); c.Says != "no_term" || r.Warranty != nil {
			l.Cover = &c
		}
	}
	if w := r.Warranty; w != nil {
		c := r.Cover()
		w.Supplier, w.Until = or(w.Supplier, c.Supplier), c.Until
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
