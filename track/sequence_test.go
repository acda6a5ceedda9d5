package track

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"strings"
	"time"
)

// op is one kind of thing that happens to an order.
type op string

// The commands of a random sequence: reports first, then our acts.
const (
	opStates  op = "the shop states"
	opAgain   op = "an earlier report comes again"
	opCarrier op = "the carrier says"
	opNotice  op = "a mail says"
	opRestart op = "the program starts anew"

	opPick     op = "pick"
	opPack     op = "pack"
	opUnpack   op = "take out"
	opClose    op = "close"
	opLabel    op = "label"
	opGive     op = "hand over"
	opVoid     op = "void"
	opHold     op = "hold"
	opRelease  op = "release"
	opCancel   op = "cancel"
	opDrop     op = "cancel of line"
	opSay      op = "a person says"
	opEdit     op = "edit"
	opAskBack  op = "return asked"
	opComeBack op = "return received"
	opInspect  op = "return inspected"
	opSettle   op = "a step of the return"
	opRepeat   op = "repeats another"
	opUndo     op = "undo"
)

// Read a row as: of so many commands, <often> are <op>.
var opWeights = []struct {
	op    op
	often int
}{
	{opStates, 5},
	{opAgain, 4},
	{opCarrier, 16},
	{opNotice, 4},
	{opRestart, 2},
	{opPick, 10},
	{opPack, 14},
	{opUnpack, 5},
	{opClose, 6},
	{opLabel, 5},
	{opGive, 7},
	{opVoid, 3},
	{opHold, 3},
	{opRelease, 3},
	{opCancel, 2},
	{opDrop, 4},
	{opSay, 3},
	{opEdit, 2},
	{opAskBack, 3},
	{opComeBack, 4},
	{opInspect, 3},
	{opSettle, 5},
	{opRepeat, 1},
	{opUndo, 10},
}

var opsByWeight = func() []op {
	var list []op
	for _, row := range opWeights {
		for range row.often {
			list = append(list, row.op)
		}
	}
	return list
}()

// command is one step of a sequence. It means something whatever came before, so that any part of a sequence is one too.
type command struct {
	op     op
	at     int // from the first day, in steps of two seconds; every command has its own
	line   int // 0 and 1 are lines of the order, 2 is none
	box    int
	n      int
	phase  Phase
	insist bool // override a refusal
	which  int  // of the facts recorded so far, the one to take back or to repeat
}

var (
	seqLines = []string{"1", "2", "9"}
	seqBoxes = []string{string(NumberFor(NumberParcel, "a")), string(NumberFor(NumberParcel, "b")), string(NumberFor(NumberParcel, "c"))}
	seqWords = []Phase{
		Announced, Possession, Moving, OutForDelivery, AttemptFailed, AwaitingCollection, Delivered, Returning, ReturnedToUs, Lost,
		Moving, Delivered, Unmapped,
	}
	seqSteps = []struct {
		kind Kind
		code string
	}{{ReturnAuthorised, ""}, {ReturnDecided, "restock"}, {ReturnDecided, "scrap"}, {ReturnReleased, "refund"}, {ReturnReleased, "replacement"}, {ReturnClosed, ""}}
	seqPlaces = []Phase{Packed, Moving, Delivered, Lost, ReturnedToUs}
)

// String tells a command to a person.
func (c command) String() string {
	text := fmt.Sprintf("%s  %-30s", c.happened().Format("02 Jan 15:04"), c.op)
	switch c.op {
	case opStates:
		text += fmt.Sprintf(" %d and %d", c.n, c.which%4)
	case opAgain, opUndo:
		text += fmt.Sprintf(" fact %d", c.which)
	case opCarrier, opNotice, opSay:
		text += fmt.Sprintf(" box %d %s", c.box, c.phase)
	case opSettle:
		text += fmt.Sprintf(" %s, %d of line %s", seqSteps[c.which%len(seqSteps)].kind, c.n, seqLines[c.line])
	case opPick, opDrop, opAskBack, opComeBack, opInspect:
		text += fmt.Sprintf(" %d of line %s", c.n, seqLines[c.line])
	case opPack, opUnpack:
		text += fmt.Sprintf(" %d of line %s, box %d", c.n, seqLines[c.line], c.box)
	case opClose, opLabel, opGive, opVoid:
		text += fmt.Sprintf(" box %d", c.box)
	default:
	}
	if c.insist {
		text += ", for a reason"
	}
	return text
}

// someCommands is the sequence number i of a seed. The first command states the order; acts happen one after the other,
// reports may have happened earlier than they come.
func someCommands(seed, i uint64) []command {
	r := rand.New(rand.NewPCG(seed, i))
	out := make([]command, 0, 26)
	for k := range 4 + r.IntN(22) {
		c := command{
			op: opsByWeight[r.IntN(len(opsByWeight))], at: (k+1)*240 + r.IntN(200), line: min(r.IntN(9)/4, 2), box: min(r.IntN(6)/2, 2),
			n: 1 + r.IntN(4), insist: r.IntN(8) == 0, which: r.IntN(64),
		}
		switch c.op {
		case opCarrier, opNotice:
			c.phase = seqWords[r.IntN(len(seqWords))]
			if r.IntN(3) == 0 {
				c.at = max(1, c.at-r.IntN(3000)) // it comes late
			}
		case opSay:
			c.phase = seqPlaces[r.IntN(len(seqPlaces))]
		case opStates:
			c.n = r.IntN(8)
			if r.IntN(4) == 0 {
				c.at = max(1, c.at-r.IntN(3000)) // an older file
			}
		default:
		}
		if k == 0 {
			c.op, c.n = opStates, 1+r.IntN(8)
		}
		if c.op != opStates && c.op != opCarrier && c.op != opNotice && r.IntN(30) == 0 {
			c.n = 0
		}
		c.at = c.at*32 + k // no two at once
		out = append(out, c)
	}
	return out
}

func (c command) happened() time.Time { return firstDay.Add(time.Duration(c.at) * 2 * time.Second) }

// fact is what a command would record.
func (c command) fact(k int) Event {
	at := c.happened()
	e := Event{
		Order: OrderRef{"shop", "1001"}, Occurred: LocalStamp(at), Source: Source{"bench-1", SourceStation}, Nonce: fmt.Sprint(k),
		Recorded: firstDay.Add(time.Duration(c.at%32+1) * 5 * time.Hour), Quantity: 0,
	}
	line := func(kind Kind) { e.Kind, e.Line, e.Quantity = kind, seqLines[c.line], c.n }
	box := func(kind Kind) { e.Kind, e.ParcelID, e.Parcel.Number = kind, seqBoxes[c.box], seqBoxes[c.box] }
	back := func(kind Kind) { line(kind); e.Return = "R1" }
	switch c.op {
	case opStates:
		e.Kind, e.Source, e.Nonce, e.AsOf = OrderStated, Source{"shop", SourceShop}, "", e.Occurred
		e.OrderFacts = &OrderFacts{OrderedAt: LocalStamp(firstDay), PromisedOn: "2026-05-12", ShipBy: "2026-05-08", Lines: []LineFacts{
			{Line: "1", SKU: "A", Title: "Lamp", Quantity: c.n}, {Line: "2", SKU: "B", Title: "Mug", Quantity: c.which % 4},
		}}
	case opCarrier, opNotice:
		box(CarrierEvent)
		e.Phase, e.Source, e.Nonce = c.phase, Source{"ups", SourceCarrierFile}, ""
		e.Parcel.Carrier, e.Parcel.Tracking = "ups", "1Z"+seqBoxes[c.box]
		if c.op == opNotice {
			e.Source = Source{"ups-mail", SourceCarrierMail}
		}
	case opPick:
		line(LinePicked)
	case opPack:
		line(LinePacked)
		box(LinePacked)
	case opUnpack:
		line(LineUnpacked)
		box(LineUnpacked)
	case opClose:
		box(ParcelClosed)
	case opLabel:
		box(ParcelLabel)
		e.Parcel.Carrier, e.Parcel.Tracking = "ups", "1Z"+seqBoxes[c.box]
	case opGive:
		box(ParcelGiven)
	case opVoid:
		box(ParcelVoided)
	case opHold:
		e.Kind = HoldPlaced
	case opRelease:
		e.Kind = HoldReleased
	case opCancel:
		e.Kind = Cancelled
	case opDrop:
		line(Cancelled)
	case opSay:
		box(PhaseOverride)
		e.Phase, e.Source = c.phase, Source{"anna", SourcePerson}
	case opEdit:
		e.Kind, e.Code, e.Text = Edited, "promised_on", "2026-05-20"
	case opAskBack:
		back(ReturnOpened)
	case opComeBack:
		back(ReturnReceived)
	case opInspect:
		back(ReturnInspected)
		e.Code = "A"
	case opSettle:
		step := seqSteps[c.which%len(seqSteps)]
		back(step.kind)
		e.Code = step.code
	case opRepeat:
		e.Kind, e.Of = OrderRepeated, OrderRef{"market", "77"}
	default:
	}
	return e.Sealed()
}

// decider is what a sequence is judged by: the domain, or a broken one.
type decider struct {
	derive func(Input) OrderState
	check  func(*OrderState, Event) *Refusal
}

var domain = decider{Derive, Check}

// recorded is one fact of a sequence, and whether it was taken back.
type recorded struct {
	Event
	command
	undone bool
}

// shop is a sequence being played: what was recorded, and the state of the order by the decider.
type shop struct {
	decider
	log   []*recorded
	again []Event // facts that came once more
	state OrderState
	fresh bool
}

func (s *shop) live() []Event {
	out := make([]Event, 0, len(s.log)+len(s.again))
	for _, e := range s.log {
		if !e.undone {
			out = append(out, e.Event)
		}
	}
	for _, e := range s.again {
		for _, known := range s.log {
			if known.ID == e.ID && !known.undone {
				out = append(out, e)
			}
		}
	}
	return out
}

func (s *shop) look() *OrderState {
	if !s.fresh {
		s.state, s.fresh = s.derived(s.live()), true
	}
	return &s.state
}

func (s *shop) derived(events []Event) OrderState {
	rules := seqRules
	return s.derive(Input{OrderID: OrderIDOf("shop", "1001"), Events: events, Now: firstDay.AddDate(0, 0, 30), Rules: rules})
}

var seqRules = DefaultRules(berlin)

// play does one command and returns the refusal that an act met. A command that makes no sense here, such as an undo of
// nothing, does nothing.
func (s *shop) play(k int, c command) (refusal *Refusal, asked bool) {
	switch c.op {
	case opAgain:
		if e := s.fact(c.which); e != nil && !e.Kind.IsAct() {
			s.again, s.fresh = append(s.again, e.Event), false
		}
		return nil, false
	case opUndo:
		if e := s.fact(c.which); e != nil && s.stated() && s.mayTakeBack(e) {
			e.undone, s.fresh = !e.undone, false
		}
		return nil, false
	case opRestart:
		s.restart()
		return nil, false
	default:
	}
	e := c.fact(k)
	if e.Kind.IsAct() {
		if !s.stated() {
			return nil, false
		}
		r := s.check(s.look(), e)
		if r != nil && c.insist && CanOverride(e.Kind, r.Code) {
			e.Override = r.Code
			e = resealed(e)
			r = s.check(s.look(), e)
		}
		if r != nil {
			return r, true
		}
		asked = true
	}
	s.log, s.fresh = append(s.log, &recorded{Event: e, command: c}), false
	return nil, asked
}

// mayTakeBack reports whether a fact may be taken back, or what took it back: reports may, by their import; acts may where
// no later one rests on it.
func (s *shop) mayTakeBack(e *recorded) bool {
	if !e.Kind.IsAct() {
		return true
	}
	if e.undone && s.check(s.look(), e.Event) != nil {
		return false
	}
	was := s.recorded()
	e.undone = !e.undone
	is := s.recorded()
	e.undone = !e.undone
	return CheckTakenBack(was, is) == nil
}

// recorded is what the order follows from, in the order in which it was recorded.
func (s *shop) recorded() Input {
	in := Input{OrderID: OrderIDOf("shop", "1001"), Now: firstDay.AddDate(0, 0, 30), Rules: seqRules}
	for _, e := range s.log {
		if !e.undone {
			in.Events = append(in.Events, e.Event)
		}
	}
	return in
}

func resealed(e Event) Event {
	e.ID = ""
	return e.Sealed()
}

func (s *shop) stated() bool { return s.look().Stated != "" }

// fact is the n-th fact recorded so far, counted round; nil while there is none.
func (s *shop) fact(n int) *recorded {
	if len(s.log) == 0 {
		return nil
	}
	return s.log[n%len(s.log)]
}

// restart forgets everything but what lies on disk: the facts as they are kept, and what is kept beside them.
func (s *shop) restart() {
	for _, e := range s.log {
		b, err := json.Marshal(e.Event)
		if err != nil {
			panic(err)
		}
		var again Event
		if err := json.Unmarshal(b, &again); err != nil {
			panic(err)
		}
		again.Recorded, again.AsOf, again.Run, again.OrderID, again.ParcelID = e.Recorded, e.AsOf, e.Run, e.OrderID, e.ParcelID
		e.Event = again
	}
	s.fresh = false
}

// told is a sequence for a person.
func told(commands []command) string {
	var b strings.Builder
	for _, c := range commands {
		b.WriteString("  " + c.String() + "\n")
	}
	return b.String()
}
