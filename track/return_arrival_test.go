package track

import (
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// Read a row as: so many units came of order 1001, which sold two of line 1 and one of line 2 parcels that hold <in>
// and are <where>; with what was <told> of their returns, the <units> at the door are <want>.
func TestWhatGoodsAtTheDoorAre(t *testing.T) {
	t.Parallel()
	a, b := string(NumberFor(NumberParcel, "a")), string(NumberFor(NumberParcel, "b"))
	ra, rb := RTSNumber(a), RTSNumber(b)
	one, two, other := []Content{{"1", 1}}, []Content{{"1", 2}}, []Content{{"2", 1}}
	came := func(number string, line string, n int) Event {
		return Event{Kind: ReturnReceived, Return: number, Line: line, Quantity: n, Occurred: "2026-05-20T10:00:00", Source: Source{"desk", SourceStation}}
	}
	apart := came("R7", "1", 1)
	apart.Code = Apart
	for _, row := range []struct {
		name     string
		inA, inB []Content
		whereA   Phase
		whereB   Phase // "" is no such parcel
		told     []Event
		units    []Content
		want     Arrival
	}{
		{"the only parcel is refused, and comes", two, nil, Returning, "", nil, two, Arrival{Into: ra}},
		{"… a part of it", two, nil, Returning, "", nil, one, Arrival{Into: ra}},
		{"… as a box nobody looked into", two, nil, ReturnedToUs, "", nil, nil, Arrival{Into: ra}},
		{"nothing comes back on its own", two, nil, Delivered, "", nil, one, Arrival{}},
		{"the rest of it", two, nil, Returning, "", []Event{came(ra, "1", 1)}, one, Arrival{Into: ra}},
		{"all of it came before", two, nil, Returning, "", []Event{came(ra, "1", 2)}, one, Arrival{Here: []string{ra}}},
		{"the box came before, and is told again", two, nil, Returning, "", []Event{came(ra, "", 1)}, nil, Arrival{Here: []string{ra}}},
		{"the box came before, and is looked into", two, nil, Returning, "", []Event{came(ra, "", 1)}, two, Arrival{Into: ra}},
		{"more came than it holds", one, nil, Returning, "", nil, two, Arrival{May: []string{ra}}},
		{"another customer's parcel holds one, too", one, one, Returning, Delivered, nil, one, Arrival{May: []string{ra}}},
		{"… and a carrier has it: its news may be late", one, one, Returning, Moving, nil, one, Arrival{May: []string{ra}}},
		{"… and it is of the other line", two, other, Returning, Delivered, nil, one, Arrival{Into: ra}},
		{"… and the box may be either", two, other, Returning, Delivered, nil, nil, Arrival{May: []string{ra}}},
		{"… and it is what came", two, other, Returning, Delivered, nil, other, Arrival{}},
		{"both come back", one, one, Returning, Returning, nil, one, Arrival{May: both(ra, rb)}},
		{"both come back, one is here", one, one, Returning, Returning, []Event{came(ra, "1", 1)}, one, Arrival{Into: rb}},
		{"both are here", one, one, Returning, ReturnedToUs, []Event{came(ra, "1", 1), came(rb, "1", 1)}, one, Arrival{Here: both(ra, rb)}},
		{"the other one came, a person says", one, one, Returning, Delivered, []Event{apart}, one, Arrival{Into: ra}},
	} {
		t.Run(row.name, func(t *testing.T) {
			t.Parallel()
			s := newStory(t).order(LineFacts{Line: "1", SKU: "A", Quantity: 2}, LineFacts{Line: "2", SKU: "B", Quantity: 1})
			for _, box := range []struct {
				number string
				holds  []Content
				where  Phase
			}{{a, row.inA, row.whereA}, {b, row.inB, row.whereB}} {
				if box.where == "" {
					continue
				}
				for _, c := range box.holds {
					s.add(Event{Kind: LinePacked, ParcelID: box.number, Line: c.Line, Quantity: c.Quantity, Occurred: "2026-05-12T10:00:00", Source: Source{"bench-1", SourceStation}})
				}
				s.carrier(box.number, "2026-05-13T10:00:00", Possession, "").carrier(box.number, "2026-05-18T10:00:00", box.where, "")
			}
			s.tell(row.told...)
			state := s.state()
			got := state.ArrivalOf(row.units)
			if got.Into != row.want.Into || !slices.Equal(got.May, row.want.May) || !slices.Equal(got.Here, row.want.Here) {
				t.Errorf("got %+v, want %+v", got, row.want)
			}
		})
	}
}

func both(a, b string) []string { return slices.Sorted(slices.Values([]string{a, b})) }

// TestGoodsThatCameBeforeTheNews: somebody receives a parcel that the carrier has not yet said to come back.
func TestGoodsThatCameBeforeTheNews(t *testing.T) {
	t.Parallel()
	p := string(NumberFor(NumberParcel, "a"))
	came := func(number, line string, n int, at Stamp) Event {
		return Event{Kind: ReturnReceived, Return: number, Line: line, Quantity: n, Occurred: at, Source: Source{"desk", SourceStation}}
	}
	closed := Event{Kind: ReturnClosed, Return: "R1", Occurred: "2026-05-20T12:00:00", Source: Source{"desk", SourcePerson}, Text: "done"}
	apart := came("R1", "1", 1, "2026-05-20T10:00:00")
	apart.Code = Apart
	asked := returned(ReturnOpened, "2026-05-20T09:00:00", 1, "request")
	for _, row := range []struct {
		name     string
		told     []Event
		returns  int
		aliases  []string
		received int // of the parcel's return
		boxes    int
	}{
		{"nobody received anything", nil, 1, nil, 0, 0},
		{"its units came", []Event{came("R1", "1", 2, "2026-05-20T10:00:00")}, 1, []string{"R1"}, 2, 0},
		{"they came in two goes", []Event{came("R1", "1", 1, "2026-05-20T10:00:00"), came("R2", "1", 1, "2026-05-20T11:00:00")}, 1, []string{"R1", "R2"}, 2, 0},
		{"they were told twice: the second stays a question", []Event{came("R1", "1", 2, "2026-05-20T10:00:00"), came("R2", "1", 2, "2026-05-20T11:00:00")}, 2, []string{"R1"}, 2, 0},
		{"the box was told twice", []Event{came("R1", "", 1, "2026-05-20T10:00:00"), came("R2", "", 1, "2026-05-20T11:00:00")}, 2, []string{"R1"}, 0, 1},
		{"the box came, then somebody looked into it", []Event{came("R1", "", 1, "2026-05-20T10:00:00"), came("R2", "1", 2, "2026-05-20T11:00:00")}, 1, []string{"R1", "R2"}, 2, 0},
		{"a person says that it is another", []Event{apart}, 2, nil, 0, 0},
		{"its customer asked", []Event{asked, came("R1", "1", 1, "2026-05-20T10:00:00")}, 2, nil, 0, 0},
		{"it was closed", []Event{came("R1", "1", 2, "2026-05-20T10:00:00"), closed}, 1, []string{"R1"}, 2, 0},
		{"it was closed, and the parcel has a story of its own", []Event{came("R1", "1", 1, "2026-05-20T10:00:00"), closed, came(RTSNumber(p), "1", 1, "2026-05-20T11:00:00")}, 2, nil, 1, 0},
		{"more came than it holds", []Event{came("R1", "1", 3, "2026-05-20T10:00:00")}, 2, nil, 0, 0},
	} {
		t.Run(row.name, func(t *testing.T) {
			t.Parallel()
			s := newStory(t).order(LineFacts{Line: "1", SKU: "A", Quantity: 3})
			s.act(LinePacked, p, "2026-05-12T10:00:00", "1", 2).carrier(p, "2026-05-13T10:00:00", Possession, "")
			s.tell(row.told...).carrier(p, "2026-05-20T15:00:00", Returning, "")
			state := s.state()
			r := state.Return(RTSNumber(p))
			if len(state.Returns) != row.returns || r == nil {
				t.Fatalf("%d returns, want %d: %+v", len(state.Returns), row.returns, state.Returns)
			}
			received := 0
			if l := r.find("1"); l != nil {
				received = l.Received
			}
			if !slices.Equal(r.Aliases, row.aliases) || received != row.received || r.Uncounted != row.boxes || r.Kind != "rts" {
				t.Errorf("%s return %s, aliases %v, %d received, %d boxes", r.Kind, r.Return, r.Aliases, received, r.Uncounted)
			}
		})
	}
}

// TestAReceiptIsTheSameUnderAnyNumber: goods that can only be a parcel on its way back make one state, whether they are
// received under its number or as something new.
func TestAReceiptIsTheSameUnderAnyNumber(t *testing.T) {
	t.Parallel()
	met := 0
	rapid.Check(t, func(t *rapid.T) {
		events, now := someHomecoming(t), firstDay.AddDate(0, 0, 24)
		before := deriveAt(events, now)
		var units []Content
		for _, line := range someLines[:2] {
			if n := rapid.IntRange(0, 2).Draw(t, "came of "+line); n > 0 {
				units = append(units, Content{line, n})
			}
		}
		arrival := before.ArrivalOf(units)
		into := before.Return(arrival.Into)
		if into == nil || into.Closed != "" {
			return
		}
		met++
		same, anew := deriveAt(append(events, receipts(into.Return, units)...), now), deriveAt(append(events, receipts("RNEW", units)...), now)
		r := anew.Return("RNEW")
		if r == nil || r.Return != into.Return {
			t.Fatalf("goods that can only be %s made %+v", into.Return, r)
		}
		r.Aliases = slices.DeleteFunc(r.Aliases, func(n string) bool { return n == "RNEW" })
		for i := range same.Lines {
			if same.Lines[i].Ledger != anew.Lines[i].Ledger {
				t.Fatalf("line %s counts %+v under its own number and %+v under a new one", same.Lines[i].Line, same.Lines[i].Ledger, anew.Lines[i].Ledger)
			}
		}
		if a, b := asJSON(t, same.Return(into.Return).Lines), asJSON(t, r.Lines); a != b {
			t.Fatalf("units\n%s\nunder a new number\n%s", a, b)
		}
	})
	if met == 0 {
		t.Error("no random order had a parcel that goods could only be")
	}
}

// someHomecoming is an order of one or two packed parcels that mostly come back, and what was received and done about it.
func someHomecoming(t *rapid.T) []Event {
	ref := OrderRef{"shop", "1001"}
	facts := &OrderFacts{OrderedAt: LocalStamp(firstDay), Lines: []LineFacts{{Line: "1", SKU: "A", Quantity: 4}, {Line: "2", SKU: "B", Quantity: 2}}}
	events := []Event{{Kind: OrderStated, Occurred: facts.OrderedAt, AsOf: facts.OrderedAt, Source: someSources[0], Order: ref, OrderFacts: facts}}
	back := []string{"RNEXT"}
	for _, box := range someParcels[1 : 2+rapid.IntRange(0, 1).Draw(t, "boxes")] {
		where := rapid.SampledFrom([]Phase{Returning, Returning, ReturnedToUs, Delivered, Moving}).Draw(t, "where")
		for _, line := range someLines[:2] {
			n := rapid.IntRange(0, 2).Draw(t, "packed")
			if n > 0 {
				events = append(events, Event{Kind: LinePacked, Parcel: ParcelRef{Number: box}, ParcelID: box, Line: line, Quantity: n, Occurred: LocalStamp(firstDay.AddDate(0, 0, 1)), Source: someSources[4], Order: ref})
			}
		}
		events = append(
			events,
			Event{Kind: CarrierEvent, Parcel: ParcelRef{Number: box}, ParcelID: box, Phase: Possession, Occurred: LocalStamp(firstDay.AddDate(0, 0, 2)), Source: someSources[2], Order: ref},
			Event{Kind: CarrierEvent, Parcel: ParcelRef{Number: box}, ParcelID: box, Phase: where, Occurred: LocalStamp(firstDay.AddDate(0, 0, 5+rapid.IntRange(0, 9).Draw(t, "days"))), Source: someSources[2], Order: ref},
		)
		back = append(back, RTSNumber(box))
	}
	for range rapid.IntRange(0, 3).Draw(t, "acts") {
		e := Event{
			Kind:   rapid.SampledFrom([]Kind{ReturnReceived, ReturnReceived, ReturnInspected, ReturnOpened, ReturnClosed}).Draw(t, "act"),
			Return: rapid.SampledFrom(append(back, "R1")).Draw(t, "return"), Line: rapid.SampledFrom(append([]string{""}, someLines[:2]...)).Draw(t, "of"),
			Quantity: rapid.IntRange(1, 2).Draw(t, "units"), Occurred: someStamp(t), Source: someSources[5], Order: ref,
		}
		if e.Kind == ReturnReceived && rapid.IntRange(0, 5).Draw(t, "apart") == 0 {
			e.Code = Apart
		}
		events = append(events, e)
	}
	for i := range events {
		events[i].Recorded = firstDay.AddDate(0, 0, 22)
		events[i] = events[i].Sealed()
	}
	return events
}

// receipts are the facts that units, or a box, were received under a number.
func receipts(number string, units []Content) []Event {
	if len(units) == 0 {
		units = []Content{{"", 1}}
	}
	var out []Event
	for _, c := range units {
		e := Event{
			Kind: ReturnReceived, Return: number, Line: c.Line, Quantity: c.Quantity, Occurred: StampOf(firstDay.AddDate(0, 0, 23)),
			Source: Source{"desk", SourcePerson}, Order: OrderRef{"shop", "1001"}, Nonce: "late", Recorded: firstDay.AddDate(0, 0, 23),
		}
		out = append(out, e.Sealed())
	}
	return out
}

// TestNothingThatCameIsLostOrCountedTwice: the units of all returns together are those of all receipts, and every receipt
// finds its return, in whatever order the facts arrive.
func TestNothingThatCameIsLostOrCountedTwice(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		events := rapid.OneOf(rapid.Custom(someHomecoming), rapid.Custom(someEvents)).Draw(t, "facts")
		now := someNow(t)
		state := deriveAt(events, now)
		again := deriveAt(append(rapid.Permutation(events).Draw(t, "otherwise"), events...), now)
		if a, b := asJSON(t, state.Returns), asJSON(t, again.Returns); a != b {
			t.Fatalf("in another order, and twice:\n%s\n%s", a, b)
		}
		want, got := map[string]int{}, map[string]int{}
		seen := map[string]bool{}
		for _, e := range events {
			if e.Kind.About() != "return" || e.Return == "" || seen[e.ID] {
				continue
			}
			seen[e.ID] = true
			if state.Return(e.Return) == nil && state.Return(e.Code) == nil {
				t.Fatalf("nobody knows return %s any more", e.Return)
			}
			if (e.Kind == ReturnReceived || e.Kind == ReturnMatched) && e.Line != "" && e.Quantity > 0 {
				want[e.Line] += e.Quantity
			}
		}
		for _, r := range state.Returns {
			for _, l := range r.Lines {
				if l.Received > 0 {
					got[l.Line] += l.Received
				}
			}
		}
		if a, b := asJSON(t, want), asJSON(t, got); a != b {
			t.Fatalf("received %s, returns hold %s", a, b)
		}
	})
}

// A box that comes back on its own is one box, however often its arrival is told.
func TestABoxThatComesBackIsOneBox(t *testing.T) {
	t.Parallel()
	s := newStory(t).one().carrier("PX", "2026-05-18T10:00:00", Returning, "")
	for _, at := range []Stamp{"2026-05-20T10:00:00", "2026-05-20T11:00:00"} {
		arrived := cameBack(ReturnReceived, at, 1, "")
		arrived.Line = ""
		s.tell(arrived)
	}
	if got := s.state().Returns; len(got) != 1 || got[0].Uncounted != 1 || got[0].Phase != "received" {
		t.Errorf("returns %+v, want one box", got)
	}
}
