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

// countReturns fills the ledger's return columns. What came back had left, where somebody says that anything did: in an order
// that nobody tracked and that its shop calls sent, units that come back count as handed over. Otherwise more than left is the
// return's mismatch and not the ledger's.
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
		l.boundReturns(o.sentUntracked())
	}
}

// sentUntracked reports whether units of the order left us that nobody tracked: by its shop's word, or because somebody else
// fulfils it.
func (o *orderFold) sentUntracked() bool { return len(o.parcels) == 0 && o.state.saysSent() }

// saysSent reports whether the shop says that any of the order left, or that it left from somewhere else.
func (s *OrderState) saysSent() bool {
	f := s.Facts
	return s.Bygone || f.NotOurs || f.FulfilledAt != "" || f.saysDone()
}

// MayComeBack is how many units of a line can come back, as far as anybody knows: those that left us and were not asked back
// before.
func (o *OrderState) MayComeBack(line string) int {
	l := o.line(line)
	if l == nil {
		return 0
	}
	left := l.Ledger.HandedOver
	if len(o.Parcels) == 0 && o.saysSent() {
		left = l.Ledger.Ordered - l.Ledger.Cancelled
	}
	return left + l.Ledger.Replaced - l.Ledger.ReturnRequested
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
