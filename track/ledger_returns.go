package track

// ledgerColumns says where a disposition is counted. Read a row as: units that are <disposition> count as <column>; those of
// other dispositions are on their way and in no column.
var ledgerColumns = []struct {
	Disposition string
	Column      func(*Ledger) *int
}{
	{"restock", func(g *Ledger) *int { return &g.Restocked }},
	{"restock_open_box", func(g *Ledger) *int { return &g.Restocked }},
	{"scrap", func(g *Ledger) *int { return &g.WrittenOff }},
	{"missing", func(g *Ledger) *int { return &g.WrittenOff }},
}

// countReturns fills the ledger's return columns. What came back had left: in an order that nobody tracked, units that
// come back count as handed over; in a tracked one, more than left is the return's mismatch and not the ledger's.
func (o *orderFold) countReturns() {
	for _, r := range o.state.Returns {
		for _, rl := range r.Lines {
			g := &o.line(rl.Line).Ledger
			g.ReturnRequested += rl.Requested
			g.ReturnReceived += rl.Received
			for _, u := range rl.Units {
				g.countUnits(u)
			}
		}
	}
	for _, l := range o.lines {
		l.boundReturns(len(o.parcels) == 0)
	}
}

func (g *Ledger) countUnits(u ReturnUnits) {
	if u.Released && u.Resolution == "replacement" {
		g.Replaced += u.Quantity
	}
	for _, row := range ledgerColumns {
		if row.Disposition == u.Disposition {
			*row.Column(g) += u.Quantity
		}
	}
}

// boundReturns keeps the return columns within what can have come back.
func (l *LineState) boundReturns(untracked bool) {
	g := &l.Ledger
	if left := min(g.ReturnReceived, g.Ordered); untracked && left > g.HandedOver {
		g.HandedOver, l.Implied = left, true
	}
	g.ReturnReceived = min(g.ReturnReceived, g.HandedOver)
	g.Restocked = min(g.Restocked, g.ReturnReceived)
	g.WrittenOff = min(g.WrittenOff, g.ReturnReceived-g.Restocked)
	g.Replaced = min(g.Replaced, g.ReturnReceived)
}
