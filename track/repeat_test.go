package track

import "testing"

func TestAnOrderThatRepeatsAnotherAsksNothingOfAnybody(t *testing.T) {
	t.Parallel()
	s := newStory(t).order(LineFacts{Line: "1", SKU: "A", Quantity: 2}).carrier("PX", "2026-05-14T09:00:00", Announced, "")
	before := s.state()
	if len(before.Tasks) == 0 || before.Headline.ToShip == 0 {
		t.Fatalf("the order asks nothing before it is marked: %+v", before)
	}
	s.tell(Event{Kind: OrderRepeated, Of: OrderRef{"market", "77"}, Occurred: "2026-05-21T10:00:00"})
	got := s.state()
	if got.Facets.State != Closed || got.Facets.Attention != 0 || len(got.Tasks) != 0 || got.Headline.ToShip != 0 || got.Facets.Promise != NoPromise {
		t.Errorf("facets %+v, tasks %+v, %d to ship; want closed and nothing to do", got.Facets, got.Tasks, got.Headline.ToShip)
	}
	if got.Headline.Code != "duplicate" || got.Why.Rule != RuleRepeated || got.Why.DecidedBy != s.events[2].ID || got.DuplicateOf.Number != "77" {
		t.Errorf("headline %+v, why %+v, duplicate of %+v", got.Headline, got.Why, got.DuplicateOf)
	}
	s.events = s.events[:2]
	if asJSON(t, s.state()) != asJSON(t, before) {
		t.Error("taking the word back did not bring the order back")
	}
}

func TestTheRecordToKeepKeepsItsNumber(t *testing.T) {
	t.Parallel()
	s := newStory(t).one().act(ParcelClosed, "PX", "2026-05-13T10:00:00", "", 0)
	s.tell(
		Event{Kind: ParcelLabel, ParcelID: "PX", Parcel: ParcelRef{"PX", "ups", "1ZTYPO"}, Occurred: "2026-05-13T11:00:00"},
		Event{Kind: ParcelMerged, ParcelID: "PX", Parcel: ParcelRef{"PX", "ups", "1ZRIGHT"}, Other: ParcelRef{"", "ups", "1ZTYPO"}, Occurred: "2026-05-14T11:00:00"},
	)
	if p := s.state().Parcels[0]; p.Tracking != "1ZRIGHT" || len(p.Aliases) != 1 || p.Aliases[0] != "1ZTYPO" {
		t.Errorf("parcel %+v, want 1ZRIGHT that once was 1ZTYPO", p)
	}
	s.tell(Event{Kind: ParcelLabel, ParcelID: "PX", Parcel: ParcelRef{"PX", "ups", "1ZNEW"}, Other: ParcelRef{"", "ups", "1ZRIGHT"}, Occurred: "2026-05-15T11:00:00"})
	if p := s.state().Parcels[0]; p.Tracking != "1ZNEW" || len(p.Aliases) != 2 {
		t.Errorf("parcel %+v, want 1ZNEW under a new label", p)
	}
}
