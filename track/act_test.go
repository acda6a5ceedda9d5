package track

import "testing"

func TestWhatIsRefusedAndWhy(t *testing.T) {
	t.Parallel()
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
