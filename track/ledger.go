package track

import "sort"

// foldLedger counts, per line, the units through the shop: a fold over the order's facts and its parcels.
func (o *orderFold) foldLedger() {
	o.lines = o.orderedLines()
	o.cancelUnits()
	for _, e := range o.events {
		if e.Kind == LinePicked {
			o.line(e.Line).Ledger.Picked += e.Quantity
		}
	}
	o.assumeContents()
	o.countParcels()
	o.foldReturns()
	o.countReturns()
	for _, l := range o.lines {
		l.close(o.cancelled)
		if o.state.Elsewhere() || o.state.Bygone {
			l.ToShip = 0
		}
	}
}

// orderedLines are the lines of the statement in force, and any other line that work was recorded on.
func (o *orderFold) orderedLines() []*LineState {
	lines := make([]*LineState, 0, len(o.state.Facts.Lines))
	for _, f := range o.state.Facts.Lines {
		lines = append(lines, &LineState{
			Line: f.Line, SKU: f.SKU, Title: f.Title, Price: f.Price, NoShip: f.NoShipping,
			Ledger: Ledger{Ordered: units(f.Quantity)},
		})
	}
	return lines
}

// line finds a line; work on a line that the shop no longer states is kept as a line of nothing ordered.
func (o *orderFold) line(id string) *LineState {
	for _, l := range o.lines {
		if l.Line == id {
			return l
		}
	}
	l := &LineState{Line: id}
	o.lines = append(o.lines, l)
	return l
}

func (o *orderFold) cancelUnits() {
	whole := o.state.Facts.SaysCancelled() || o.state.Facts.saysRefunded()
	for _, e := range o.events {
		switch {
		case e.Kind != Cancelled:
		case e.Line == "":
			whole = true
		default:
			l := o.line(e.Line)
			l.Ledger.Cancelled = min(l.Ledger.Ordered, l.Ledger.Cancelled+e.Quantity)
		}
	}
	o.cancelled = whole
}

// assumeContents fills parcels that nobody scanned anything into. A single one must hold whatever is not packed elsewhere;
// several share it, and nobody knows how.
func (o *orderFold) assumeContents() {
	for _, p := range o.parcels {
		if !p.scanned && !p.state.Voided {
			o.unscanned = append(o.unscanned, p)
		}
	}
	if len(o.unscanned) == 0 {
		return
	}
	o.rest = o.unpacked()
	if len(o.unscanned) == 1 {
		o.unscanned[0].state.Contents = o.rest
	}
	for _, p := range o.unscanned {
		p.state.Assumed = true
	}
}

// unpacked is what is wanted and in no scanned parcel.
func (o *orderFold) unpacked() []Content {
	packed := map[string]int{}
	for _, p := range o.parcels {
		if p.state.Voided {
			continue
		}
		for _, c := range p.state.Contents {
			packed[c.Line] += c.Quantity
		}
	}
	rest := []Content{}
	for _, l := range o.lines {
		if n := l.Ledger.Ordered - l.Ledger.Cancelled - packed[l.Line]; n > 0 && !l.NoShip {
			rest = append(rest, Content{Line: l.Line, Quantity: n})
		}
	}
	return rest
}

func (o *orderFold) countParcels() {
	for _, p := range o.parcels {
		if !p.state.Voided {
			o.count(p.state.Contents, !p.state.Assumed, p.reached())
		}
	}
	if len(o.unscanned) > 1 {
		o.count(o.rest, false, sharedReach(o.unscanned))
	}
}

// reach is how far units got; of delivered, lost and back at most one holds.
type reach struct{ handed, delivered, lost, back bool }

func (p *parcelFold) reached() reach {
	s := p.state
	back := s.Phase == Returning || s.Phase == ReturnedToUs
	return reach{
		handed:    s.OnItsWay,
		delivered: s.Phase == Delivered || back && s.Times.Delivered != "",
		lost:      s.Phase == Lost || s.Phase == Destroyed,
		back:      back && s.Times.Delivered == "",
	}
}

// sharedReach is how far units got that are somewhere in these parcels: only as far as all of them.
func sharedReach(parcels []*parcelFold) reach {
	all := reach{true, true, true, true}
	for _, p := range parcels {
		r := p.reached()
		all.handed = all.handed && r.handed
		all.delivered = all.delivered && r.delivered
		all.lost = all.lost && r.lost
		all.back = all.back && r.back
	}
	return all
}

func (o *orderFold) count(contents []Content, scanned bool, r reach) {
	for _, c := range contents {
		l := &o.line(c.Line).Ledger
		if scanned {
			l.Packed += c.Quantity
		} else if r.handed {
			l.Packed += c.Quantity
			o.line(c.Line).Implied = true
		}
		if r.handed {
			l.HandedOver += c.Quantity
		}
		if r.delivered {
			l.Delivered += c.Quantity
		}
		if r.lost {
			l.Lost += c.Quantity
		}
		if r.back {
			l.Returning += c.Quantity
		}
	}
}

// close makes a line's columns agree: a unit that left was packed and one that was packed was picked, whether or not
// somebody scanned it; a cancellation takes only what has not left; what is over-picked is counted apart.
func (l *LineState) close(cancelled bool) {
	g := &l.Ledger
	here := max(0, g.Ordered-g.HandedOver)
	if g.Cancelled = min(g.Cancelled, here); cancelled {
		g.Cancelled = here
	}
	if g.Packed < g.HandedOver {
		g.Packed, l.Implied = g.HandedOver, true
	}
	if g.Picked < g.Packed {
		g.Picked, l.Implied = g.Packed, true
	}
	l.Overpick = max(0, g.Picked-l.wanted())
	g.Picked = min(g.Picked, max(g.Packed, l.wanted()))
	if !l.NoShip {
		l.ToShip = max(0, l.wanted()-g.HandedOver)
	}
}

// wanted is how many units of the line the customer still wants or has got.
func (l *LineState) wanted() int { return l.Ledger.Ordered - l.Ledger.Cancelled }

// shares sums the lines into facets; what the customer cancelled and what needs no shipping is not wanted. In an order
// whose lines nobody stated, the parcels are what is counted.
func (o *orderFold) shares() {
	var wanted, picked, packed, handed, delivered, back int
	for _, l := range o.lines {
		if l.NoShip {
			continue
		}
		g, n := l.Ledger, l.wanted()
		wanted += n
		picked += min(g.Picked, n)
		packed += min(g.Packed, n)
		handed += min(g.HandedOver, n)
		delivered += min(g.Delivered, n)
		back += g.ReturnReceived
	}
	if len(o.lines) == 0 {
		wanted, handed, delivered = o.parcelsAsUnits()
	}
	f := &o.state.Facets
	f.Picked, f.Packed, f.HandedOver = share(picked, wanted), share(packed, wanted), share(handed, wanted)
	f.Delivered, f.Returns = share(delivered, wanted), share(back, wanted)
	if f.Delivered == None && o.anyParcel(func(p *parcelFold) bool { return p.reached().delivered }) {
		f.Delivered = Part
	}
	if f.HandedOver == None && o.anyParcel(func(p *parcelFold) bool { return p.state.OnItsWay }) {
		f.HandedOver = Part
	}
	o.wanted, o.handed = wanted, handed
}

// parcelsAsUnits counts parcels: those that count, those that left and those that arrived.
func (o *orderFold) parcelsAsUnits() (wanted, handed, delivered int) {
	for _, p := range o.countable() {
		r := p.reached()
		if r.handed {
			handed++
		}
		if r.delivered {
			delivered++
		}
		if r.handed || !o.cancelled {
			wanted++
		}
	}
	return wanted, handed, delivered
}

func share(n, of int) Share {
	switch {
	case n <= 0 || of <= 0:
		return None
	case n >= of:
		return All
	}
	return Part
}

func (o *orderFold) anyParcel(is func(*parcelFold) bool) bool {
	for _, p := range o.parcels {
		if !p.state.Voided && is(p) {
			return true
		}
	}
	return false
}

func sortContents(c []Content) {
	sort.Slice(c, func(i, j int) bool { return lessLine(c[i].Line, c[j].Line) })
}

// lessLine orders line ids as numbers where they are numbers.
func lessLine(a, b string) bool {
	if len(a) != len(b) {
		return len(a) < len(b)
	}
	return a < b
}
