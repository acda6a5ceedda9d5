package track

import "fmt"

// The model: what must be true of an order after a sequence of commands, told in the plainest way: counters, a few flags,
// and no events. It shares nothing with the domain but the words for phases.

// plainBox is a box of the model.
type plainBox struct {
	known, scanned, closed, labelled, carried, given, void, gone bool
	in                                                           [3]int
	own                                                          Phase // our own furthest step
	words                                                        []wordOf
	said                                                         Phase // by a person, the newest
	wasDelivered                                                 bool
	since                                                        int // the first anybody knew of it
}

type wordOf struct {
	phase Phase
	at    int
}

// plainOrder is an order of the model.
type plainOrder struct {
	stated, whole, hold, repeats                     bool
	ordered, most, dropped, picked, askedFor, cameIn [3]int // the third line is none of the order
	boxes                                            [3]plainBox
}

// plain is the order after the facts that were recorded and not taken back.
func plain(log []*recorded) *plainOrder {
	o, freshest := &plainOrder{}, -1
	for _, e := range byTime(log) {
		c := e.command
		if c.op == opStates && c.at > freshest {
			freshest, o.stated, o.ordered = c.at, true, [3]int{c.n, c.which % 4, 0}
		}
		if c.op == opStates {
			o.most[0], o.most[1] = max(o.most[0], c.n), max(o.most[1], c.which%4)
		}
	}
	for _, e := range byTime(log) {
		o.take(e.command)
	}
	return o
}

// byTime are the facts that count, in the order in which they happened.
func byTime(log []*recorded) []*recorded {
	out := make([]*recorded, 0, len(log))
	for _, e := range log {
		if e.undone {
			continue
		}
		i := len(out)
		for i > 0 && out[i-1].command.at > e.command.at {
			i--
		}
		out = append(out, nil)
		copy(out[i+1:], out[i:])
		out[i] = e
	}
	return out
}

func (o *plainOrder) take(c command) {
	b := &o.boxes[c.box]
	defer func() {
		if b.known && b.since == 0 {
			b.since = c.at
		}
	}()
	switch c.op {
	case opCarrier, opNotice:
		b.known, b.carried = true, true
		if c.phase != Unmapped {
			b.words = append(b.words, wordOf{c.phase, c.at})
		}
	case opPick:
		o.picked[c.line] += c.n
	case opPack:
		b.known, b.scanned = true, true
		b.in[c.line] += c.n
		b.step(Packing)
	case opUnpack:
		b.known, b.scanned = true, true
		b.in[c.line] = max(0, b.in[c.line]-c.n)
		b.step(Packing)
	case opClose:
		b.known, b.closed = true, true
		b.step(Packed)
	case opLabel:
		b.known, b.labelled, b.void = true, true, false
		b.step(Labelled)
	case opGive:
		b.known, b.given = true, true
		b.step(HandedOver)
	case opVoid:
		b.known, b.void = true, true
	case opHold:
		o.hold = true
	case opRelease:
		o.hold = false
	case opCancel:
		o.whole = true
	case opDrop:
		o.dropped[c.line] += c.n
	case opSay:
		b.known, b.said = true, c.phase
		b.closed = b.closed || c.phase == Packed
		b.gone = b.gone || c.phase != Packed
		b.wasDelivered = b.wasDelivered || c.phase == Delivered
	case opAskBack:
		o.askedFor[c.line] += c.n
	case opComeBack:
		o.cameIn[c.line] += c.n
	case opRepeat:
		o.repeats = true
	default:
	}
}

func (b *plainBox) step(p Phase) {
	if p.Rank() > b.own.Rank() {
		b.own = p
	}
}

// phase is where the box is, by the five rules that are printed on the wall.
func (b *plainBox) phase() Phase {
	if b.said != "" {
		return b.said
	}
	end, sentBack, moved, announced := wordOf{}, wordOf{}, wordOf{}, false
	for _, w := range b.words {
		switch {
		case w.phase == Announced:
			announced = true
		case w.phase == Delivered || w.phase == ReturnedToUs || w.phase == Lost:
			end, moved = w, w
		default:
			moved = w
		}
		if w.phase == Returning {
			sentBack = w
		}
	}
	switch {
	case end.phase == Delivered && sentBack.at > end.at:
		return Returning
	case end.phase != "":
		return end.phase
	case moved.phase != "":
		return moved.phase
	case b.void && !b.given:
		return Voided
	case b.scanned && b.in == [3]int{} && !b.labelled && !b.carried && !b.given:
		return Voided
	case b.own != "":
		return b.own
	case announced:
		return Announced
	}
	return NoData
}

// left reports whether it is out of our hands.
func (b *plainBox) left() bool {
	if b.said == Packed {
		return false
	}
	moved := b.given || b.gone
	for _, w := range b.words {
		moved = moved || w.phase != Announced
	}
	return moved
}

func (b *plainBox) delivered() bool {
	was := b.wasDelivered
	for _, w := range b.words {
		was = was || w.phase == Delivered
	}
	return was
}

// counts are the columns of one line that the model knows.
type counts struct {
	ordered, cancelled, picked, packed, handed, delivered, lost, returning, asked, back, ship, over int
}

// lines counts both lines.
func (o *plainOrder) lines() (out [2]counts) {
	for l := range out {
		g := &out[l]
		g.ordered, g.cancelled = o.ordered[l], min(o.ordered[l], o.dropped[l])
		rest, loose := g.ordered-g.cancelled, []*plainBox{}
		for i := range o.boxes {
			b := &o.boxes[i]
			switch {
			case !b.known || b.phase() == Voided:
			case b.scanned:
				rest -= b.in[l]
				g.packed += b.in[l]
				g.put(b.in[l], b)
			default:
				loose = append(loose, b)
			}
		}
		g.share(max(0, rest), loose)
		here := max(0, g.ordered-g.handed)
		if g.cancelled = min(g.cancelled, here); o.whole {
			g.cancelled = here
		}
		wanted := g.ordered - g.cancelled
		g.packed = max(g.packed, g.handed)
		all := max(o.picked[l], g.packed)
		g.picked, g.over = min(all, max(wanted, g.packed)), max(0, all-wanted)
		if g.ship = max(0, wanted-g.handed); o.repeats {
			g.ship = 0
		}
		g.asked, g.back = o.askedFor[l], min(o.cameIn[l], g.handed)
	}
	return out
}

// put counts n units that are in box b.
func (g *counts) put(n int, b *plainBox) {
	back := b.phase() == Returning || b.phase() == ReturnedToUs
	if b.left() {
		g.handed += n
	}
	switch {
	case b.phase() == Delivered || back && b.delivered():
		g.delivered += n
	case back:
		g.returning += n
	case b.phase() == Lost:
		g.lost += n
	}
}

// share counts what nobody scanned, in boxes nobody scanned: one holds all of it; of several nobody knows more than what is
// true of each.
func (g *counts) share(n int, boxes []*plainBox) {
	if len(boxes) == 0 {
		return
	}
	least := counts{handed: n, delivered: n, lost: n, returning: n}
	for _, b := range boxes {
		one := counts{}
		one.put(n, b)
		least.handed, least.delivered = min(least.handed, one.handed), min(least.delivered, one.delivered)
		least.lost, least.returning = min(least.lost, one.lost), min(least.returning, one.returning)
	}
	g.handed, g.delivered = g.handed+least.handed, g.delivered+least.delivered
	g.lost, g.returning = g.lost+least.lost, g.returning+least.returning
	if least.handed > 0 {
		g.packed += n
	}
}

// state is the one of the order, where it does not depend on tasks: "" is open or closed.
func (o *plainOrder) state() State {
	cancelled, wanted, handed := 0, 0, 0
	for _, g := range o.lines() {
		cancelled, wanted, handed = cancelled+g.cancelled, wanted+g.ordered-g.cancelled, handed+min(g.handed, g.ordered-g.cancelled)
	}
	switch {
	case o.whole && handed == 0 || wanted == 0 && cancelled > 0:
		return CancelledAs
	case o.repeats:
		return Closed
	case o.hold:
		return OnHold
	}
	return ""
}

// allows says whether the model would let an act happen, and whether it has an opinion.
func (o *plainOrder) allows(c command) (allowed, sure bool) {
	lines, b := o.lines(), &o.boxes[c.box]
	free := !o.repeats && o.state() != CancelledAs
	work := free && o.state() != OnHold
	known := c.line < 2 && c.n > 0
	room := func(used func(counts) int) bool {
		return c.insist || used(lines[c.line])+c.n <= lines[c.line].ordered-lines[c.line].cancelled
	}
	switch c.op {
	case opPick:
		return work && known && room(func(g counts) int { return g.picked }), true
	case opPack:
		shut := b.shut()
		if c.insist && known && shut && !room(func(counts) int { return 0 }) {
			return false, false
		}
		enough := known && lines[c.line].packed+c.n <= lines[c.line].ordered-lines[c.line].cancelled
		return work && known && (enough && !shut || c.insist && (enough || !shut)), true
	case opUnpack:
		return c.n > 0 && b.scanned && b.in[c.line] >= c.n && (!b.left() || c.insist), true
	case opClose:
		return work && !b.shut() && (o.holds(b) || c.insist) && o.unwanted()[c.box] == 0, true
	case opLabel:
		return free, true
	case opGive:
		return work && !(b.known && b.phase() == Voided) && !b.given && o.unwanted()[c.box] == 0, true
	case opVoid:
		return !(b.known && b.phase() == Voided && b.void) && (!b.known || !b.left()), true
	case opHold:
		return work, true
	case opRelease:
		return o.state() == OnHold, true
	case opDrop:
		return known && !o.repeats && lines[c.line].cancelled+lines[c.line].handed+c.n <= lines[c.line].ordered, true
	case opSay:
		return b.known, true
	case opEdit:
		return true, true
	default:
		return false, false
	}
}

// unwanted is how many units that were cancelled, or that the shop states no more, lie in each box that is here; the box that was
// begun last holds them.
func (o *plainOrder) unwanted() (out [3]int) {
	for l, g := range o.lines() {
		gone := max(0, o.most[l]-g.handed)
		if !o.whole {
			gone = min(gone, o.dropped[l]+o.most[l]-g.ordered)
		}
		for n := min(g.packed-o.most[l]+gone, gone); n > 0; n-- {
			last := -1
			for i := range o.boxes {
				b := &o.boxes[i]
				if b.scanned && !b.left() && b.phase() != Voided && b.in[l] > 0 && (last < 0 || b.since > o.boxes[last].since) {
					last = i
				}
			}
			if last < 0 {
				break
			}
			o.boxes[last].in[l]--
			out[last]++
			defer func() { o.boxes[last].in[l]++ }()
		}
	}
	return out
}

// shut reports whether nothing more goes in; a box that was merely emptied is filled anew.
func (b *plainBox) shut() bool {
	return b.closed || b.left() || b.known && b.phase() == Voided && b.void
}

// holds reports whether anything is in the box, by scan or because there is no other that it could be in.
func (o *plainOrder) holds(b *plainBox) bool {
	if b.scanned {
		return b.in != [3]int{}
	}
	if !b.known || b.phase() == Voided {
		return false
	}
	loose, left := 0, 0
	for i := range o.boxes {
		if x := &o.boxes[i]; x.known && !x.scanned && x.phase() != Voided {
			loose++
		}
	}
	for l := range o.ordered {
		rest := o.ordered[l] - min(o.ordered[l], o.dropped[l])
		for i := range o.boxes {
			if x := &o.boxes[i]; x.scanned && x.phase() != Voided {
				rest -= x.in[l]
			}
		}
		left += max(0, rest)
	}
	return loose == 1 && left > 0
}

// differs says how the derived state differs from the model's; "" when it does not.
func (o *plainOrder) differs(s *OrderState) string {
	if (s.Stated != "") != o.stated {
		return fmt.Sprintf("the order exists: %v", s.Stated != "")
	}
	if !o.stated {
		return ""
	}
	for l, want := range o.lines() {
		line := s.line(seqLines[l])
		if line == nil {
			return "line " + seqLines[l] + " is gone"
		}
		g := line.Ledger
		got := counts{
			g.Ordered, g.Cancelled, g.Picked, g.Packed, g.HandedOver, g.Delivered, g.Lost, g.Returning, g.ReturnRequested,
			g.ReturnReceived, line.ToShip, line.Overpick,
		}
		if got != want {
			return fmt.Sprintf("line %s is\n    %+v, the model says\n    %+v", seqLines[l], got, want)
		}
	}
	for i := range o.boxes {
		b, p := &o.boxes[i], s.parcel(seqBoxes[i])
		if b.known != (p != nil) {
			return fmt.Sprintf("box %d is there: %v", i, p != nil)
		}
		if p == nil {
			continue
		}
		where := b.phase()
		if r := s.Return(RTSNumber(p.Parcel)); where == Returning && p.Phase == ReturnedToUs && r != nil && r.Received != "" {
			where = ReturnedToUs // the model does not know what came unannounced; the return of the box says that it did
		}
		if p.Phase != where || p.OnItsWay != b.left() {
			return fmt.Sprintf("box %d is %s, left %v; the model says %s, %v", i, p.Phase, p.OnItsWay, where, b.left())
		}
	}
	if d := o.tasksDiffer(s); d != "" {
		return d
	}
	if want := o.state(); want != "" && s.Facets.State != want || want == "" && s.Facets.State != Open && s.Facets.State != Closed {
		return fmt.Sprintf("the order is %s, the model says %s", s.Facets.State, want)
	}
	return ""
}

// tasksDiffer says for which box a task about cancelled units stands that should not, or should and does not.
func (o *plainOrder) tasksDiffer(s *OrderState) string {
	if o.repeats {
		return ""
	}
	for i, n := range o.unwanted() {
		open := ""
		for _, t := range s.Tasks {
			if t.Code == "cancelled_in_box" && t.Subject == seqBoxes[i] && t.IsOpen() {
				open = t.Facts[0]
			}
		}
		if want := fmt.Sprint(n); open != want && (n > 0 || open != "") {
			return fmt.Sprintf("box %d holds %d cancelled units, a task says %q", i, n, open)
		}
	}
	return ""
}
