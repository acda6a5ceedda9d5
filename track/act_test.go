package track

import "testing"

func TestWhatIsRefusedAndWhy(t *testing.T) {
	t.Parallel()
	inBox := func(s *story) { s.act(LinePacked, "PX", "2026-05-13T10:00:00", "1", 2) }
	gone := func(s *story) {
		inBox(s)
		s.act(ParcelGiven, "PX", "2026-05-13T17:00:00", "", 0)
	}
	for _, row := range []struct {
		name  string
		story func(*story)
		act   Event
		want  string // code of the refusal; "" when it may be recorded
	}{
		{"pick what was ordered", nil, Event{Kind: LinePicked, Line: "1", Quantity: 2}, ""},
		{"pick one too many", nil, Event{Kind: LinePicked, Line: "1", Quantity: 3}, "too-many"},
		{"pick another order's item", nil, Event{Kind: LinePicked, Line: "7", Quantity: 1}, "wrong-item"},
		{
			"pick for a cancelled order", func(s *story) { s.act(Cancelled, "", "2026-05-13T10:00:00", "", 0) },
			Event{Kind: LinePicked, Line: "1", Quantity: 1},
			"cancelled",
		},
		{
			"pack while on hold", func(s *story) { s.act(HoldPlaced, "", "2026-05-13T10:00:00", "", 0) },
			Event{Kind: LinePacked, ParcelID: "PX", Line: "1", Quantity: 1},
			"on-hold",
		},
		{
			"pack into a box that only a label file knows", func(s *story) { s.carrier("PX", "2026-05-13T10:00:00", Announced, "") },
			Event{Kind: LinePacked, ParcelID: "PX", Line: "1", Quantity: 1},
			"",
		},
		{
			"pack into a box that has its label already", func(s *story) { s.act(ParcelLabel, "PX", "2026-05-13T10:00:00", "", 0) },
			Event{Kind: LinePacked, ParcelID: "PX", Line: "1", Quantity: 1},
			"",
		},
		{
			"pack into a closed box", func(s *story) { s.act(ParcelClosed, "PX", "2026-05-13T10:00:00", "", 0) },
			Event{Kind: LinePacked, ParcelID: "PX", Line: "1", Quantity: 1},
			"parcel-closed",
		},
		{
			"pack one too many", func(s *story) { s.act(LinePacked, "PX", "2026-05-13T10:00:00", "1", 2) },
			Event{Kind: LinePacked, ParcelID: "PX", Line: "1", Quantity: 1},
			"too-many",
		},
		{"close an empty box", func(s *story) {
			s.act(LinePacked, "PY", "2026-05-13T10:00:00", "1", 2).act(ParcelLabel, "PX", "2026-05-13T10:00:00", "", 0)
		}, Event{Kind: ParcelClosed, ParcelID: "PX"}, "parcel-empty"},
		{"hand over", func(s *story) { s.act(ParcelClosed, "PX", "2026-05-13T10:00:00", "", 0) }, Event{Kind: ParcelGiven, ParcelID: "PX"}, ""},
		{
			"hand over twice", func(s *story) { s.act(ParcelGiven, "PX", "2026-05-13T10:00:00", "", 0) },
			Event{Kind: ParcelGiven, ParcelID: "PX"},
			"already-handed-over",
		},
		{
			"hand over a voided parcel", func(s *story) { s.act(ParcelVoided, "PX", "2026-05-13T10:00:00", "", 0) },
			Event{Kind: ParcelGiven, ParcelID: "PX"},
			"voided",
		},
		{
			"void what is on its way", func(s *story) { s.carrier("PX", "2026-05-13T10:00:00", Moving, "") },
			Event{Kind: ParcelVoided, ParcelID: "PX"},
			"already-handed-over",
		},
		{
			"void a label twice", func(s *story) { s.act(ParcelVoided, "PX", "2026-05-13T10:00:00", "", 0) },
			Event{Kind: ParcelVoided, ParcelID: "PX"},
			"voided",
		},
		{
			"cancel what is cancelled", func(s *story) { s.act(Cancelled, "", "2026-05-13T10:00:00", "", 0) },
			Event{Kind: Cancelled},
			"cancelled",
		},
		{"promise a day before the order", nil, Event{Kind: Edited, Code: "promised_on", Text: "0001-01-01"}, "before-order"},
		{"promise the day of the order", nil, Event{Kind: Edited, Code: "promised_on", Text: "2026-05-12"}, ""},
		{"a tag is no day", nil, Event{Kind: Edited, Code: "tags", Text: "0001-01-01"}, ""},
		{"release what is not held", nil, Event{Kind: HoldReleased}, "not-on-hold"},
		{"hold what is held", func(s *story) { s.act(HoldPlaced, "", "2026-05-13T10:00:00", "", 0) }, Event{Kind: HoldPlaced}, "on-hold"},
		{
			"cancel what has left", func(s *story) {
				s.act(LinePacked, "PX", "2026-05-13T10:00:00", "1", 2).act(ParcelGiven, "PX", "2026-05-13T11:00:00", "", 0)
			},
			Event{Kind: Cancelled},
			"already-handed-over",
		},
		{"cancel a unit of a line that has left", func(s *story) {
			s.act(LinePacked, "PX", "2026-05-13T10:00:00", "1", 2).act(ParcelGiven, "PX", "2026-05-13T11:00:00", "", 0)
		}, Event{Kind: Cancelled, Line: "1", Quantity: 1}, "already-handed-over"},
		{"cancel more than is left of a line that left in part", func(s *story) {
			s.act(LinePacked, "PX", "2026-05-13T10:00:00", "1", 1).act(ParcelGiven, "PX", "2026-05-13T11:00:00", "", 0)
		}, Event{Kind: Cancelled, Line: "1", Quantity: 2}, "too-few-left"},
		{"cancel a unit that is here", nil, Event{Kind: Cancelled, Line: "1", Quantity: 1}, ""},
		{
			"refund before anybody looked", func(s *story) { s.tell(returned(ReturnReceived, "2026-05-20T10:00:00", 1, "")) },
			Event{Kind: ReturnReleased, Return: "R1"},
			"not-inspected",
		},
		{"refund when one of two was looked at", func(s *story) {
			s.tell(returned(ReturnReceived, "2026-05-20T10:00:00", 2, ""), returned(ReturnInspected, "2026-05-20T11:00:00", 1, "A"))
		}, Event{Kind: ReturnReleased, Return: "R1"}, "not-inspected"},
		{"refund when all was looked at", func(s *story) {
			s.tell(returned(ReturnReceived, "2026-05-20T10:00:00", 1, ""), returned(ReturnInspected, "2026-05-20T11:00:00", 1, "A"))
		}, Event{Kind: ReturnReleased, Return: "R1"}, ""},
		{"pick nothing", nil, Event{Kind: LinePicked, Line: "1"}, "no-units"},
		{"pick one too many for a reason", nil, Event{Kind: LinePicked, Line: "1", Quantity: 3, Override: "too-many"}, ""},
		{"pick another order's item for a reason", nil, Event{Kind: LinePicked, Line: "7", Quantity: 1, Override: "wrong-item"}, "wrong-item"},
		{
			"an override of one rule is none of another", func(s *story) { s.act(ParcelClosed, "PX", "2026-05-13T10:00:00", "", 0) },
			Event{Kind: LinePacked, ParcelID: "PX", Line: "1", Quantity: 3, Override: "too-many"},
			"parcel-closed",
		},
		{"take out what is in the box", inBox, Event{Kind: LineUnpacked, ParcelID: "PX", Line: "1", Quantity: 2}, ""},
		{"take out more than is in the box", inBox, Event{Kind: LineUnpacked, ParcelID: "PX", Line: "1", Quantity: 3}, "not-in-box"},
		{
			"take out of a box whose contents are a guess", func(s *story) { s.carrier("PX", "2026-05-13T10:00:00", Announced, "") },
			Event{Kind: LineUnpacked, ParcelID: "PX", Line: "1", Quantity: 1},
			"not-in-box",
		},
		{"take out of a box that left", gone, Event{Kind: LineUnpacked, ParcelID: "PX", Line: "1", Quantity: 1}, "already-handed-over"},
		{
			"take out of a box that left, for a reason", gone,
			Event{Kind: LineUnpacked, ParcelID: "PX", Line: "1", Quantity: 1, Override: "already-handed-over"},
			"",
		},
		{
			"pack into a box that was emptied", func(s *story) {
				inBox(s)
				s.act(LineUnpacked, "PX", "2026-05-13T11:00:00", "1", 2)
			},
			Event{Kind: LinePacked, ParcelID: "PX", Line: "1", Quantity: 1},
			"",
		},
		{"cancel a line that is not there", nil, Event{Kind: Cancelled, Line: "7", Quantity: 1}, "wrong-item"},
		{"cancel more of a line than is here", nil, Event{Kind: Cancelled, Line: "1", Quantity: 3}, "too-few-left"},
		{"cancel no unit of a line", nil, Event{Kind: Cancelled, Line: "1"}, "no-units"},
		{"a new number for a parcel", gone, Event{Kind: ParcelLabel, ParcelID: "PX", Parcel: ParcelRef{"PX", "ups", "1ZN"}}, ""},
		{"a new number that another box has", func(s *story) {
			gone(s)
			s.act(ParcelClosed, "PY", "2026-05-13T10:00:00", "", 0).carrier("PY", "2026-05-13T11:00:00", Announced, "")
		}, Event{Kind: ParcelLabel, ParcelID: "PX", Parcel: ParcelRef{"PX", "ups", "1zPY"}}, "label-used"},
		{"one parcel with a record of nothing", gone, Event{Kind: ParcelMerged, ParcelID: "PX", Other: ParcelRef{Number: "PY"}}, ""},
		{"one parcel with another carrier's", func(s *story) {
			gone(s)
			s.add(Event{Kind: ParcelLabel, ParcelID: "PX", Parcel: ParcelRef{"PX", "ups", "1ZPX"}, Occurred: "2026-05-13T10:00:00", Source: Source{"bench-1", SourceStation}})
		}, Event{Kind: ParcelMerged, ParcelID: "PX", Other: ParcelRef{Number: "PY", Carrier: "fedex"}}, "two-carriers"},
		{"one parcel with itself", gone, Event{Kind: ParcelMerged, ParcelID: "PX", Other: ParcelRef{Number: "PX"}}, "same-parcel"},
		{"one parcel that is not there", nil, Event{Kind: ParcelMerged, ParcelID: "PX", Other: ParcelRef{Number: "PY"}}, "no-such-parcel"},
		{"one parcel of two packed boxes", func(s *story) {
			s.act(LinePacked, "PX", "2026-05-13T10:00:00", "1", 1).act(LinePacked, "PY", "2026-05-13T10:00:00", "1", 1)
		}, Event{Kind: ParcelMerged, ParcelID: "PX", Other: ParcelRef{Number: "PY"}}, "both-packed"},
		{"say where a parcel is", gone, Event{Kind: PhaseOverride, ParcelID: "PX", Phase: Lost}, ""},
		{"say that a parcel is nowhere", gone, Event{Kind: PhaseOverride, ParcelID: "PX", Phase: "nowhere"}, "bad-phase"},
		{"call the order another one", nil, Event{Kind: OrderRepeated, Of: OrderRef{"other", "77"}}, ""},
		{"call the order itself", nil, Event{Kind: OrderRepeated, Of: OrderRef{"shop", "#mt-20418"}}, "same-order"},
		{"call an order that was worked on another one", inBox, Event{Kind: OrderRepeated, Of: OrderRef{"other", "77"}}, "worked-on"},
		{"pick for an order that repeats another", func(s *story) {
			s.tell(Event{Kind: OrderRepeated, Of: OrderRef{"other", "77"}, Occurred: "2026-05-13T10:00:00"})
		}, Event{Kind: LinePicked, Line: "1", Quantity: 1}, "duplicate"},
		{"a note is never refused", nil, Event{Kind: Noted}, ""},
	} {
		t.Run(row.name, func(t *testing.T) {
			t.Parallel()
			s := newStory(t).order(LineFacts{Line: "1", SKU: "A", Title: "Lamp", Quantity: 2})
			if row.story != nil {
				row.story(s)
			}
			state := s.state()
			got := ""
			if r := Check(&state, row.act); r != nil {
				got = r.Code
				if len(r.Args) == 0 || r.Error() == "" {
					t.Errorf("refusal %+v names nothing", r)
				}
			}
			if got != row.want {
				t.Errorf("refused with %q, want %q", got, row.want)
			}
		})
	}
}

func TestAnOverrideIsCounted(t *testing.T) {
	t.Parallel()
	s := newStory(t).order(LineFacts{Line: "1", SKU: "A", Title: "Lamp", Quantity: 2})
	s.tell(Event{Kind: LinePicked, Line: "1", Quantity: 3, Override: "too-many", Actor: "anna", Occurred: "2026-05-13T10:00:00"})
	got := s.state()
	want := Overridden{Event: s.events[1].ID, Kind: LinePicked, Code: "too-many", Line: "1", Quantity: 3, By: "anna"}
	if len(got.Overrides) != 1 || got.Overrides[0] != want || got.Lines[0].Overpick != 1 {
		t.Errorf("overrides %+v, over-picked %d; want %+v and 1", got.Overrides, got.Lines[0].Overpick, want)
	}
}

// An override is offered only where a guard of the kind refuses with that code; the table names no other.
func TestTheOverrideTable(t *testing.T) {
	t.Parallel()
	for kind, codes := range overridable {
		if len(guards[kind]) == 0 || len(codes) == 0 {
			t.Errorf("%s has no guard that could be overridden", kind)
		}
	}
	if CanOverride(LinePicked, "cancelled") || CanOverride(Noted, "") {
		t.Error("what the table does not list can be overridden")
	}
}
