package track

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"time"
)

// E32, ours beside the published list: units that the customer cancelled, or that the shop took out of the order since, lie in a
// box that is still here. Of several boxes the one packed last holds them. Clears when they are taken out, when the label is
// voided, and when the box leaves all the same.
func cancelledInBox(o *orderFold) []occurrence {
	if !slices.ContainsFunc(o.parcels, func(p *parcelFold) bool { return p.scanned }) {
		return nil
	}
	lower := o.lowered()
	if !o.anyCancelled() && len(lower) == 0 {
		return nil
	}
	var out []occurrence
	open := map[int]int{} // box -> its place in out
	b := newBench(o, lower)
	for _, e := range b.steps() {
		b.take(e)
		for i, n := range b.unwanted() {
			at, stands := open[i]
			switch {
			case n > 0 && !stands:
				open[i] = len(out)
				c := b.boxes[i].about(e.learned(latest(e.Recorded, b.known)), e.At, strconv.Itoa(n))
				if e.ID == o.state.Stated {
					c.key = "stated" // however often the shop says it again
				}
				out = append(out, c)
			case n > 0:
				out[at].facts = []string{strconv.Itoa(n)}
			case stands:
				out[at].end(ending{b.emptied(e, i), e.At})
				delete(open, i)
			}
		}
	}
	return out
}

// emptied is which of the row's Clears a step is that leaves no cancelled unit in a box.
func (b *bench) emptied(e benchStep, box int) string {
	switch {
	case !e.leaves:
		return "taken_out"
	case b.boxes[box].state.Voided:
		return "voided"
	}
	return "handed_over"
}

// anyCancelled reports whether any unit was cancelled.
func (o *orderFold) anyCancelled() bool {
	return o.cancelled || o.last(Cancelled).ID != "" || slices.ContainsFunc(o.lines, func(l *LineState) bool { return l.Ledger.Cancelled > 0 })
}

// bench is what lies in which box, followed through time. Boxes are the parcels that somebody scanned units into, in the
// order in which they were begun.
type bench struct {
	*orderFold
	boxes   []*parcelFold
	in      []map[string]int // of each box, by line
	handed  map[string]int
	dropped map[string]int
	lower   map[string]int // units that the shop took out of the order, by line
	known   time.Time      // when we learned of the last cancellation so far
	gone    []bool
	whole   bool
}

// lowered is how many units of a line the shop stated before and states no more, where it names the same item.
func (o *orderFold) lowered() map[string]int {
	out := map[string]int{}
	stated := byFreshness(o.events, OrderStated)
	for _, e := range stated[:max(0, len(stated)-1)] {
		if e.OrderFacts == nil {
			continue
		}
		for _, f := range e.OrderFacts.Lines {
			n, sku := 0, f.SKU
			if i := slices.IndexFunc(o.lines, func(l *LineState) bool { return l.Line == f.Line }); i >= 0 {
				n, sku = o.lines[i].Ledger.Ordered, or(o.lines[i].SKU, sku)
			}
			if less := units(f.Quantity) - n; less > 0 && sku == f.SKU {
				out[f.Line] = max(out[f.Line], less)
			}
		}
	}
	return out
}

func newBench(o *orderFold, lower map[string]int) *bench {
	b := &bench{orderFold: o, handed: map[string]int{}, dropped: map[string]int{}, lower: lower}
	for _, p := range o.parcels {
		if p.scanned {
			b.boxes, b.in, b.gone = append(b.boxes, p), append(b.in, map[string]int{}), append(b.gone, false)
		}
	}
	return b
}

// benchStep is one thing that happens at the bench: an event, or with leaves the moment box left the bench.
type benchStep struct {
	*Event
	box    int
	leaves bool
}

// steps are what happens to boxes, and what is cancelled, in time.
func (b *bench) steps() []benchStep {
	var out []benchStep
	for i, p := range b.boxes {
		for _, e := range p.events {
			if e.Kind == LinePacked || e.Kind == LineUnpacked {
				out = append(out, benchStep{Event: e, box: i})
			}
		}
		if at := p.offBench(); !at.IsZero() {
			out = append(out, benchStep{Event: &Event{At: at}, box: i, leaves: true})
		}
	}
	for _, e := range b.events {
		if e.Kind == Cancelled {
			out = append(out, benchStep{Event: e})
		}
	}
	if at := b.shopCancelled(); !at.IsZero() {
		by := *b.statement()
		by.Kind, by.Line, by.At = Cancelled, "", at
		out = append(out, benchStep{Event: &by})
	}
	for line, n := range b.lower {
		by := *b.statement()
		by.Kind, by.Line, by.Quantity = Cancelled, line, n
		by.At = latest(by.At, b.at(by.AsOf))
		out = append(out, benchStep{Event: &by})
	}
	slices.SortStableFunc(out, func(a, b benchStep) int {
		return cmp.Or(chronological(a.Event, b.Event), strings.Compare(a.Line, b.Line))
	})
	return out
}

// offBench is when a box left us or was voided; zero while it is here.
func (p *parcelFold) offBench() time.Time {
	switch {
	case p.state.OnItsWay:
		return p.gone().at
	case p.state.Voided:
		return p.decided.At
	}
	return time.Time{}
}

func (b *bench) take(e benchStep) {
	switch {
	case e.leaves:
		b.gone[e.box] = true
		for line, n := range b.in[e.box] {
			b.leave(e.box, line, n)
		}
	case e.Kind == LinePacked:
		b.put(e.box, e.Line, e.Quantity)
	case e.Kind == LineUnpacked:
		b.put(e.box, e.Line, -min(b.in[e.box][e.Line], e.Quantity))
	case e.Line == "":
		b.whole, b.known = true, latest(b.known, e.Recorded)
	default:
		b.dropped[e.Line] += e.Quantity
		b.known = latest(b.known, e.Recorded)
	}
}

// put lays n units into a box; a scan may come to light after its box has left.
func (b *bench) put(box int, line string, n int) {
	b.in[box][line] += n
	if b.gone[box] {
		b.leave(box, line, n)
	}
}

// leave counts units that left us in a box; those of a voided one go back on the shelf.
func (b *bench) leave(box int, line string, n int) {
	if !b.boxes[box].state.Voided {
		b.handed[line] += n
	}
}

// unwanted is how many cancelled units lie in each box that is here.
func (b *bench) unwanted() []int {
	out := make([]int, len(b.in))
	for _, l := range b.lines {
		ordered := l.Ledger.Ordered + b.lower[l.Line]
		cancelled := max(0, ordered-b.handed[l.Line])
		if !b.whole {
			cancelled = min(b.dropped[l.Line], cancelled)
		}
		left := b.handed[l.Line] - (ordered - cancelled) // units too many, those here not yet counted
		for i, in := range b.in {
			if !b.gone[i] {
				left += in[l.Line]
			}
		}
		left = min(left, cancelled)
		for i := len(b.in) - 1; i >= 0 && left > 0; i-- {
			if n := min(left, b.in[i][l.Line]); !b.gone[i] && n > 0 {
				out[i] += n
				left -= n
			}
		}
	}
	return out
}
