package track

import (
	"fmt"
	"strings"
	"testing"
)

// situations are where an order can stand. Read a row as: an order of ten lamps and a mug, <name>, is told by <story>. PX is
// its first parcel.
var situations = []struct {
	name  string
	story func(*story)
}{
	{"placed", func(*story) {}},
	{"picked in part", func(s *story) { s.picks(4) }},
	{"picked", func(s *story) { s.picks(10).act(LinePicked, "", "2026-05-13T09:01:00", "2", 1) }},
	{"picked too many", func(s *story) { s.picks(11) }},
	{"three in an open box", func(s *story) { s.box(3) }},
	{"an emptied box", func(s *story) { s.box(3).act(LineUnpacked, "PX", "2026-05-13T10:05:00", "1", 3) }},
	{"three in a closed box", func(s *story) { s.closedBox() }},
	{"three in a box with a label", func(s *story) { s.closedBox().act(ParcelLabel, "PX", "2026-05-13T11:05:00", "", 0) }},
	{"a label that a file announced", func(s *story) { s.carrier("PX", "2026-05-20T11:00:00", Announced, "") }},
	{"a voided box", func(s *story) { s.closedBox().act(ParcelVoided, "PX", "2026-05-13T12:00:00", "", 0) }},
	{"three of ten handed over", func(s *story) { s.given() }},
	{"three of ten with the carrier", func(s *story) { s.given().carrier("PX", "2026-05-20T19:00:00", Possession, "") }},
	{"three of ten out for delivery", func(s *story) { s.given().carrier("PX", "2026-05-21T08:00:00", OutForDelivery, "") }},
	{"an attempt failed", func(s *story) { s.given().carrier("PX", "2026-05-21T11:00:00", AttemptFailed, "customer_not_home") }},
	{"waiting to be collected", func(s *story) { s.given().carrier("PX", "2026-05-21T11:00:00", AwaitingCollection, "") }},
	{"three of ten delivered", func(s *story) { s.given().carrier("PX", "2026-05-20T11:00:00", Delivered, "") }},
	{"all delivered", func(s *story) { s.carrier("PX", "2026-05-20T11:00:00", Delivered, "") }},
	{"refused and on its way back", func(s *story) { s.given().carrier("PX", "2026-05-21T11:00:00", Returning, "customer_refused") }},
	{"back with us", func(s *story) { s.given().carrier("PX", "2026-05-21T11:00:00", ReturnedToUs, "customer_refused") }},
	{"lost", func(s *story) { s.given().carrier("PX", "2026-05-21T11:00:00", Lost, "") }},
	{"on hold", func(s *story) { s.box(3).act(HoldPlaced, "", "2026-05-20T12:00:00", "", 0) }},
	{"cancelled", func(s *story) { s.act(Cancelled, "", "2026-05-20T12:00:00", "", 0) }},
	{"four cancelled", func(s *story) { s.act(Cancelled, "", "2026-05-20T12:00:00", "1", 4) }},
	{"the rest cancelled after three left", func(s *story) { s.given().act(Cancelled, "", "2026-05-20T18:00:00", "", 0) }},
	{"one of three asked back", func(s *story) { s.backFor(ReturnOpened) }},
	{"one of three came back", func(s *story) { s.backFor(ReturnOpened, ReturnReceived) }},
	{"one of three inspected", func(s *story) { s.backFor(ReturnOpened, ReturnReceived, ReturnInspected) }},
	{"a repeat of another order", func(s *story) {
		s.tell(Event{Kind: OrderRepeated, Of: OrderRef{"market", "77"}, Occurred: "2026-05-20T12:00:00"})
	}},
	{"of which a person says that it is lost", func(s *story) {
		s.given().tell(Event{Kind: PhaseOverride, ParcelID: "PX", Phase: Lost, Text: "driver", Occurred: "2026-05-21T12:00:00", Source: Source{"anna", SourcePerson}})
	}},
}

func (s *story) picks(n int) *story { return s.act(LinePicked, "", "2026-05-13T09:00:00", "1", n) }

func (s *story) box(n int) *story { return s.act(LinePacked, "PX", "2026-05-13T10:00:00", "1", n) }

func (s *story) closedBox() *story {
	return s.box(3).act(ParcelClosed, "PX", "2026-05-13T11:00:00", "", 0)
}

func (s *story) given() *story {
	return s.closedBox().act(ParcelGiven, "PX", "2026-05-20T17:00:00", "", 0)
}

func (s *story) backFor(kinds ...Kind) *story {
	s.given().carrier("PX", "2026-05-20T11:00:00", Delivered, "")
	for i, k := range kinds {
		e := returned(k, Stamp(fmt.Sprintf("2026-05-21T0%d:00:00", 1+i)), 1, codeOf(k))
		s.tell(e)
	}
	return s
}

// happenings are the facts that can come next: every kind, and the words of carriers that matter most.
func happenings() []Event {
	var out []Event
	for _, k := range Kinds() {
		e := Event{Kind: k, Occurred: "2026-05-21T15:00:00", Source: Source{"bench-1", SourceStation}, Actor: "anna", Code: codeOf(k)}
		switch {
		case k == CarrierEvent:
			for _, p := range []Phase{Announced, Moving, AttemptFailed, Delivered, Returning, ReturnedToUs, Lost, Unmapped} {
				e.Phase, e.ParcelID, e.Source = p, "PX", Source{"ups", SourceCarrierFile}
				out = append(out, e)
			}
			continue
		case k.About() == "parcel":
			e.ParcelID, e.Parcel = "PX", ParcelRef{Number: "PX"}
		case k.About() == "return":
			e.Return = "R1"
		}
		switch k {
		case OrderStated:
			e.Source = Source{"shop", SourceShop}
			e.AsOf, e.OrderFacts = "2026-05-21T15:00:00", lampsAndMug(12)
		case ParcelStated:
			e.Source, e.ParcelFacts = Source{"labels", SourceLabel}, &ParcelFacts{Voided: true}
		case ParcelLabel:
			e.Parcel = ParcelRef{"PX", "ups", "1ZNEW"}
		case ParcelMerged:
			e.Other = ParcelRef{Number: "PY"}
		case PhaseOverride:
			e.Phase, e.Source = Delivered, Source{"anna", SourcePerson}
		case OrderRepeated:
			e.Of = OrderRef{"market", "78"}
		case Edited:
			e.Text, e.Over = "2026-05-28", "2026-05-25"
		case LinePicked, LinePacked, LineUnpacked, ReturnOpened, ReturnReceived, ReturnInspected, ReturnDecided:
			e.Line, e.Quantity = "1", 1
		default:
		}
		out = append(out, e)
		if k == Cancelled {
			e.Line, e.Quantity = "1", 1
			out = append(out, e)
		}
	}
	return out
}

func lampsAndMug(lamps int) *OrderFacts {
	return &OrderFacts{OrderedAt: "2026-05-12T09:50:00", PromisedOn: "2026-05-25", Lines: []LineFacts{
		{Line: "1", SKU: "LMP", Title: "Lamp", Quantity: lamps}, {Line: "2", SKU: "MUG", Title: "Mug", Quantity: 1},
	}}
}

// TestEverySituationMeetsEveryKindOfFact keeps, for every situation of an order and every kind of fact, what the fact
// changes, or why it is refused. A change of the golden is a change of what shops are told: read it line by line.
func TestEverySituationMeetsEveryKindOfFact(t *testing.T) {
	t.Parallel()
	var b strings.Builder
	b.WriteString("# An order of ten lamps and one mug, promised for 25 May, is in the situation of the paragraph at noon of 21 May; the\n")
	b.WriteString("# line below says how it stands. Then the fact of the row happens at three: what it changes, \"nothing\", or the code\n")
	b.WriteString("# of the refusal. Facts about a parcel are about its first one, PX; those about units, about one lamp.\n")
	next := happenings()
	for _, row := range situations {
		stood := situation(t, row.story).state()
		fmt.Fprintf(&b, "\n%s\n    %s\n", row.name, strings.Join(standsAs(stood), " · "))
		for _, e := range next {
			fmt.Fprintf(&b, "  %-28s %s\n", nameOf(e), outcomeOf(t, row.story, stood, e))
		}
	}
	golden(t, "state_matrix.golden", b.String())
}

func situation(t *testing.T, tell func(*story)) *story {
	s := newStory(t).tell(Event{Kind: OrderStated, Occurred: "2026-05-12T09:50:00", AsOf: "2026-05-12T09:50:00", Source: Source{"shop", SourceShop}, OrderFacts: lampsAndMug(10)})
	tell(s)
	return s
}

func nameOf(e Event) string {
	text := string(e.Kind)
	if e.Kind == CarrierEvent || e.Kind == PhaseOverride {
		text += " " + string(e.Phase)
	}
	if e.Kind == Cancelled && e.Line != "" {
		text += " of a line"
	}
	return text
}

func outcomeOf(t *testing.T, tell func(*story), stood OrderState, e Event) string {
	s := situation(t, tell)
	if e.Kind.About() == "task" {
		for _, task := range stood.Tasks {
			if task.IsOpen() {
				e.Task = task.Task
			}
		}
		if e.Task == "" {
			return "no task is open"
		}
	}
	if e.Kind.IsAct() {
		if r := Check(&stood, e); r != nil {
			because := ""
			if CanOverride(e.Kind, r.Code) {
				because = ", unless for a reason"
			}
			return "refused: " + r.Code + because
		}
	}
	before, after := standsAs(stood), standsAs(s.tell(e).state())
	var changes []string
	for i := range before {
		if before[i] != after[i] {
			changes = append(changes, fmt.Sprintf("%s -> %s", before[i], strings.TrimPrefix(after[i], label(before[i]))))
		}
	}
	if len(changes) == 0 {
		return "nothing"
	}
	return strings.Join(changes, " · ")
}

// label is what leads a part of a standing: "picked " of "picked all".
func label(part string) string {
	if i := strings.LastIndexByte(part, ' '); i >= 0 {
		return part[:i+1]
	}
	return ""
}

// standsAs is how an order stands, part by part; the last word of each is what can change.
func standsAs(s OrderState) []string {
	lamps := s.line("1")
	parcel, back := "-", "-"
	if p := s.parcel("PX"); p != nil {
		parcel = string(p.Phase)
	}
	for _, r := range s.Returns {
		back = r.Phase
	}
	var tasks []string
	for _, task := range s.Tasks {
		if task.IsOpen() {
			tasks = append(tasks, task.Code+":"+string(task.State))
		}
	}
	f, g := s.Facets, lamps.Ledger
	return []string{
		"says " + s.Headline.Code, string(f.State), "picked " + string(f.Picked), "packed " + string(f.Packed), "handed over " + string(f.HandedOver),
		"delivered " + string(f.Delivered), "returns " + string(f.Returns), "promise " + string(f.Promise), fmt.Sprint("to ship ", s.Headline.ToShip),
		"PX " + parcel, "return " + back,
		fmt.Sprintf("lamps %d-%d/%d/%d/%d/%d", g.Ordered, g.Cancelled, g.Picked, g.Packed, g.HandedOver, g.Delivered),
		"tasks " + strings.Join(append([]string{"none"}[min(1, len(tasks)):], tasks...), "+"),
	}
}
