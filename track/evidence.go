package track

// Evidence is one thing that a claim is asked to be shown with, and whether the order already holds it.
type Evidence struct {
	Code string `json:"code"`
	Held bool   `json:"held"`
}

// evidence is what carriers and insurers ask for with a claim, as far as an order can hold it; photos and invoices are
// beside it. Read a row as: <code> belongs to claims of <kinds> (none: all), and is held when <this>.
var evidence = []struct {
	Code  string
	Kinds []string
	held  func(*OrderState, ParcelState) bool
}{
	{"value", nil, priced},
	{"left_us", nil, func(_ *OrderState, p ParcelState) bool { return p.Times.HandedOver != "" || p.Possession }},
	{"packed_by_scan", []string{"damaged", "missing"}, func(_ *OrderState, p ParcelState) bool { return p.Times.Packed != "" && !p.Assumed }},
	{"carrier_scans", []string{"lost", "missing"}, func(_ *OrderState, p ParcelState) bool { return p.Possession }},
	{"carrier_says_lost", []string{"lost"}, func(_ *OrderState, p ParcelState) bool { return p.Phase == Lost || p.Phase == Destroyed }},
	{"delivery_proof", []string{"missing"}, func(_ *OrderState, p ParcelState) bool { return p.Signed || p.LeftAt != "" }},
	{"customer_says_missing", []string{"missing"}, func(o *OrderState, _ ParcelState) bool { return o.wasAsked("missing") }},
	{"damage_told", []string{"damaged"}, func(o *OrderState, p ParcelState) bool { return o.wasAsked("damaged") || p.Reason == "carrier_damaged" }},
}

// Evidence lists what belongs to a claim of the order, in the order of the table.
func (o *OrderState) Evidence(c ClaimState) []Evidence {
	var about ParcelState
	for _, p := range o.Parcels {
		if p.Parcel == c.Parcel {
			about = p
		}
	}
	out := []Evidence{}
	for _, row := range evidence {
		if len(row.Kinds) == 0 || contains(row.Kinds, c.Kind) {
			out = append(out, Evidence{row.Code, row.held(o, about)})
		}
	}
	return out
}

// priced reports whether the order says what everything in a parcel cost.
func priced(o *OrderState, p ParcelState) bool {
	for _, in := range p.Contents {
		l := o.line(in.Line)
		if l == nil || l.Price.IsZero() {
			return false
		}
	}
	return len(p.Contents) > 0
}

// wasAsked reports whether the customer got in touch about something.
func (o *OrderState) wasAsked(code string) bool {
	for _, c := range o.Contacts {
		if c.Code == code {
			return true
		}
	}
	return false
}

// Acts are the kinds of acts that a claim may still take.
func (c ClaimState) Acts() []Kind {
	out := []Kind{}
	for _, s := range claimSteps {
		if _, ok := c.step(s.By); ok && contains(s.From, c.State) {
			out = append(out, s.By)
		}
	}
	return out
}

// Acts are the kinds of acts that a case with a supplier may still take.
func (w WarrantyCase) Acts() []Kind {
	out := []Kind{}
	for _, s := range warrantySteps {
		if contains(s.From, w.State) {
			out = append(out, s.By)
		}
	}
	return out
}
