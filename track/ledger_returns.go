package track

// countReturns fills the ledger's return columns. What came back had left: in an order that nobody tracked, units that
// come back count as handed over; in a tracked one, more than left is the return's mismatch and not the ledger's.
func (o *orderFold) countReturns() {
	for _, r := range o.state.Returns {
		for _, rl := range r.Lines {
			l := o.line(rl.Line)
			l.Ledger.ReturnRequested += rl.Requested
			l.Ledger.ReturnReceived += rl.Received
			if r.Resolution == "replacement" {
				l.Ledger.Replaced += rl.Received
			}
		}
	}
	o.countDispositions()
	for _, l := range o.lines {
		l.boundReturns(len(o.parcels) == 0)
	}
}

// countDispositions counts what was restocked and written off. A decision without a quantity is about all that came.
func (o *orderFold) countDispositions() {
	for _, e := range o.events {
		if e.Kind != ReturnDecided {
			continue
		}
		for _, r := range o.state.Returns {
			if r.Return != e.Return {
				continue
			}
			r.eachLine(e.Line, func(rl *ReturnLine) {
				if e.Quantity == 0 && rl.Disposition != e.Code {
					return // decided anew since
				}
				g := &o.line(rl.Line).Ledger
				switch e.Code {
				case "restock", "restock_open_box":
					g.Restocked += or(e.Quantity, rl.Received)
				case "scrap", "missing":
					g.WrittenOff += or(e.Quantity, rl.Received)
				}
			})
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
