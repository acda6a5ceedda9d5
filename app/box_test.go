package app_test

import "testing"

// A box that lost its label step finds back to the bench: by its order, or by its own number.
func TestAnUnfinishedBoxIsReopened(t *testing.T) {
	s := newShop(t)
	s.take("orders.csv", "order_number,ordered_at,sku,quantity\nA-1,2026-05-01 10:00,MUG,1\nA-2,2026-05-01 11:00,BOWL,1\n")
	for i, code := range []string{"A-1", "MUG"} {
		if v := s.scan("pack", code, "p"+string(rune('0'+i))); v.Verdict != "ok" {
			t.Fatalf("scan %s: %+v", code, v)
		}
	}
	s.scan("handover", "A-1", "h1") // the station turns to something else, and the box is no longer on the bench
	if v := s.scan("pack", "A-1", "p3"); v.Code != "opened" || v.Bench.NextCode != "scan_label" {
		t.Fatalf("the order's number: %s %s, next %s; want its box back, waiting for the label", v.Verdict, v.Code, v.Bench.NextCode)
	}
	if v := s.scan("pack", "OT:NEXTBOX", "p4"); v.Code != "packed" {
		t.Fatalf("close without a label: %+v", v)
	}
	box := s.show("A-1").State.Parcels[0].Parcel
	if v := s.scan("pack", box, "p5"); v.Code != "opened" {
		t.Fatalf("the box's own number: %s %s", v.Verdict, v.Code)
	}
	if v := s.scan("pack", "1Z5R89390357567127", "p6"); v.Code != "labelled" {
		t.Fatalf("the label: %s %s", v.Verdict, v.Code)
	}
	if v := s.scan("pack", "A-2", "p7"); v.Code != "opened" {
		t.Fatalf("the next order: %s %s", v.Verdict, v.Code)
	}
	if v := s.scan("handover", "1Z5R89390357567127", "h2"); v.Code != "handed-over" {
		t.Fatalf("hand over: %s %s", v.Verdict, v.Code)
	}
}
