package track

import "testing"

func TestTheLedgerOfALine(t *testing.T) {
	t.Parallel()
	box := func(s *story, parcel string, n int) {
		s.act(LinePacked, parcel, "2026-05-13T10:00:00", "1", n)
	}
	given := func(s *story, parcel string) { s.act(ParcelGiven, parcel, "2026-05-13T17:00:00", "", 0) }
	for _, row := range []struct {
		name  string // 10 units of the line are ordered
		story func(*story)
		want  Ledger
		ship  int
		over  int
	}{
		{"nothing happened", func(*story) {}, Ledger{Ordered: 10}, 10, 0},
		{
			"a box that nobody scanned holds everything", func(s *story) { s.carrier("PX", "2026-05-14T10:00:00", Moving, "") },
			Ledger{Ordered: 10, Picked: 10, Packed: 10, HandedOver: 10},
			0, 0,
		},
		{"of two boxes that nobody scanned one is out: nobody knows how many", func(s *story) {
			s.carrier("PX", "2026-05-14T10:00:00", Moving, "").carrier("PY", "2026-05-14T10:00:00", Announced, "")
		}, Ledger{Ordered: 10}, 10, 0},
		{"a scanned box, and one that holds the rest", func(s *story) {
			box(s, "PX", 3)
			given(s, "PX")
			s.carrier("PY", "2026-05-15T10:00:00", Delivered, "")
		}, Ledger{Ordered: 10, Picked: 10, Packed: 10, HandedOver: 10, Delivered: 7}, 0, 0},
		{"a voided box is unpacked", func(s *story) {
			box(s, "PX", 3)
			s.act(ParcelVoided, "PX", "2026-05-13T12:00:00", "", 0)
		}, Ledger{Ordered: 10}, 10, 0},
		{"cancelling takes what is here", func(s *story) {
			box(s, "PX", 3)
			given(s, "PX")
			s.act(Cancelled, "", "2026-05-14T10:00:00", "", 0)
		}, Ledger{Ordered: 10, Cancelled: 7, Picked: 3, Packed: 3, HandedOver: 3}, 0, 0},
		{"cancelled after it was packed stays in the box", func(s *story) {
			box(s, "PX", 10)
			s.act(Cancelled, "", "2026-05-14T10:00:00", "1", 2)
		}, Ledger{Ordered: 10, Cancelled: 2, Picked: 10, Packed: 10}, 8, 2},
		{
			"picked too many", func(s *story) { s.act(LinePicked, "", "2026-05-13T10:00:00", "1", 12) },
			Ledger{Ordered: 10, Picked: 10},
			10, 2,
		},
		{"lost is not delivered", func(s *story) {
			box(s, "PX", 3)
			s.carrier("PX", "2026-05-15T10:00:00", Lost, "")
		}, Ledger{Ordered: 10, Picked: 3, Packed: 3, HandedOver: 3, Lost: 3}, 7, 0},
		{"refused at the door is on its way back and not delivered", func(s *story) {
			box(s, "PX", 3)
			given(s, "PX")
			s.carrier("PX", "2026-05-15T10:00:00", Returning, "customer_refused")
		}, Ledger{Ordered: 10, Picked: 3, Packed: 3, HandedOver: 3, Returning: 3}, 7, 0},
		{"sent back after its delivery was delivered", func(s *story) {
			box(s, "PX", 3)
			s.carrier("PX", "2026-05-15T10:00:00", Delivered, "").carrier("PX", "2026-05-17T10:00:00", Returning, "")
		}, Ledger{Ordered: 10, Picked: 3, Packed: 3, HandedOver: 3, Delivered: 3}, 7, 0},
		{"taken out of a box again", func(s *story) {
			box(s, "PX", 5)
			s.act(LineUnpacked, "PX", "2026-05-13T10:05:00", "1", 2)
		}, Ledger{Ordered: 10, Picked: 3, Packed: 3}, 10, 0},
		{"moved from one box to another", func(s *story) {
			s.act(LinePicked, "", "2026-05-13T09:00:00", "1", 5)
			box(s, "PX", 5)
			s.act(LineUnpacked, "PX", "2026-05-13T10:05:00", "1", 2).act(LinePacked, "PY", "2026-05-13T10:05:00", "1", 2)
			given(s, "PY")
		}, Ledger{Ordered: 10, Picked: 5, Packed: 5, HandedOver: 2}, 8, 0},
		{"more cannot be taken out than is in", func(s *story) {
			box(s, "PX", 2)
			s.act(LineUnpacked, "PX", "2026-05-13T10:05:00", "1", 5).act(LinePacked, "PX", "2026-05-13T10:06:00", "1", 1)
		}, Ledger{Ordered: 10, Picked: 1, Packed: 1}, 10, 0},
		{"an emptied box is no box, and holds nothing by guess", func(s *story) {
			box(s, "PX", 2)
			s.act(LineUnpacked, "PX", "2026-05-13T10:05:00", "1", 2)
		}, Ledger{Ordered: 10}, 10, 0},
		{"an emptied box with a label is still there, empty", func(s *story) {
			box(s, "PX", 2)
			s.act(LineUnpacked, "PX", "2026-05-13T10:05:00", "1", 2).act(ParcelLabel, "PX", "2026-05-13T10:06:00", "", 0)
			given(s, "PX")
		}, Ledger{Ordered: 10}, 10, 0},
		{"over-picked, over-packed and sent", func(s *story) {
			box(s, "PX", 12)
			given(s, "PX")
		}, Ledger{Ordered: 10, Picked: 12, Packed: 12, HandedOver: 12}, 0, 2},
		{"cancelled in two parts", func(s *story) {
			s.act(Cancelled, "", "2026-05-13T10:00:00", "1", 2).act(Cancelled, "", "2026-05-13T11:00:00", "1", 3)
		}, Ledger{Ordered: 10, Cancelled: 5}, 5, 0},
		{"a return of an order nobody tracked", func(s *story) {
			s.tell(returned(ReturnReceived, "2026-05-16T10:00:00", 2, ""), returned(ReturnDecided, "2026-05-17T10:00:00", 1, "restock"),
				returned(ReturnDecided, "2026-05-17T10:01:00", 1, "scrap"))
		}, Ledger{Ordered: 10, Picked: 2, Packed: 2, HandedOver: 2, ReturnReceived: 2, Restocked: 1, WrittenOff: 1}, 8, 0},
		{"more back than left is neither stock nor loss, whatever is decided about it", func(s *story) {
			box(s, "PX", 1)
			given(s, "PX")
			s.tell(returned(ReturnReceived, "2026-05-16T10:00:00", 2, ""), returned(ReturnDecided, "2026-05-17T10:00:00", 1, "restock"),
				returned(ReturnDecided, "2026-05-17T10:01:00", 1, "scrap"))
		}, Ledger{Ordered: 10, Picked: 1, Packed: 1, HandedOver: 1, ReturnReceived: 1, Restocked: 1}, 9, 0},
		{"a replacement counts once it is given", func(s *story) {
			box(s, "PX", 2)
			given(s, "PX")
			s.tell(returned(ReturnReceived, "2026-05-16T10:00:00", 2, ""), back(ReturnDecided, "2026-05-17T10:00:00", 2, "scrap", ReturnFacts{Resolution: "replacement"}))
		}, Ledger{Ordered: 10, Picked: 2, Packed: 2, HandedOver: 2, ReturnReceived: 2, WrittenOff: 2}, 8, 0},
		{"no more are replaced than can have come back", func(s *story) {
			box(s, "PX", 1)
			given(s, "PX")
			s.tell(returned(ReturnReceived, "2026-05-16T10:00:00", 2, ""), back(ReturnDecided, "2026-05-17T10:00:00", 2, "scrap", ReturnFacts{Resolution: "replacement"}),
				returned(ReturnReleased, "2026-05-17T11:00:00", 0, "replacement"))
		}, Ledger{Ordered: 10, Picked: 1, Packed: 1, HandedOver: 1, ReturnReceived: 1, WrittenOff: 1, Replaced: 1}, 9, 0},
		{"more back than left is no unit of the ledger", func(s *story) {
			box(s, "PX", 3)
			given(s, "PX")
			s.tell(returned(ReturnOpened, "2026-05-15T10:00:00", 1, ""), returned(ReturnReceived, "2026-05-16T10:00:00", 4, ""))
		}, Ledger{Ordered: 10, Picked: 3, Packed: 3, HandedOver: 3, ReturnRequested: 1, ReturnReceived: 3}, 7, 0},
	} {
		t.Run(row.name, func(t *testing.T) {
			t.Parallel()
			s := newStory(t).order(LineFacts{Line: "1", SKU: "A", Quantity: 10})
			row.story(s)
			l := s.state().Lines[0]
			if l.Ledger != row.want || l.ToShip != row.ship || l.Overpick != row.over {
				t.Errorf("ledger %+v, to ship %d, over-picked %d; want %+v, %d, %d", l.Ledger, l.ToShip, l.Overpick, row.want, row.ship, row.over)
			}
		})
	}
}

func TestAnOrderWhoseLinesNobodyStatedIsCountedInParcels(t *testing.T) {
	t.Parallel()
	s := newStory(t).order().carrier("PX", "2026-05-15T10:00:00", Delivered, "").carrier("PY", "2026-05-15T10:00:00", Moving, "")
	if f := s.state().Facets; f.HandedOver != All || f.Delivered != Part || f.State != Open {
		t.Errorf("facets %+v, want all handed over and part delivered", f)
	}
	if f := s.carrier("PY", "2026-05-16T10:00:00", Delivered, "").state().Facets; f.Delivered != All || f.State != Closed {
		t.Errorf("facets %+v, want all delivered and closed", f)
	}
}
