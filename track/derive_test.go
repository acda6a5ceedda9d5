package track

import (
	"slices"
	"testing"
	"time"
)

var berlin = mustZone("Europe/Berlin")

func mustZone(name string) *time.Location {
	z, err := time.LoadLocation(name)
	if err != nil {
		panic(err)
	}
	return z
}

// story is a small builder of facts for tests: every call adds one event.
type story struct {
	t      *testing.T
	events []Event
	now    time.Time
	rules  Rules
	silent map[string][]Span
}

func newStory(t *testing.T) *story {
	return &story{t: t, rules: DefaultRules(berlin), now: time.Date(2026, 5, 21, 16, 15, 0, 0, berlin)}
}

func (s *story) order(lines ...LineFacts) *story {
	return s.add(Event{
		Kind: OrderStated, Occurred: "2026-05-12T09:50:00", Source: Source{"shop", SourceShop},
		OrderFacts: &OrderFacts{OrderedAt: "2026-05-12T09:50:00", PromisedOn: "2026-05-20", Fulfilment: "fulfilled", Lines: lines},
	})
}

func (s *story) carrier(parcel string, at Stamp, phase Phase, reason Reason) *story {
	return s.add(Event{
		Kind: CarrierEvent, ParcelID: parcel, Parcel: ParcelRef{Carrier: "ups", Tracking: "1Z" + parcel},
		Occurred: at, Phase: phase, Reason: reason, Source: Source{"ups", SourceCarrierFile},
	})
}

func (s *story) act(kind Kind, parcel string, at Stamp, line string, n int) *story {
	return s.add(Event{Kind: kind, ParcelID: parcel, Parcel: ParcelRef{Number: parcel}, Line: line, Quantity: n, Occurred: at, Source: Source{"bench-1", SourceStation}})
}

func (s *story) add(e Event) *story {
	e.Order = OrderRef{"shop", "MT-20418"}
	e.Recorded = s.now
	s.events = append(s.events, e.Sealed())
	return s
}

func (s *story) state() OrderState {
	rules := s.rules
	rules.Malformed, rules.Silent = saysBad, s.silent
	return Derive(Input{OrderID: OrderIDOf("shop", "MT-20418"), Events: s.events, Now: s.now, Rules: rules})
}

func TestTheSofaIsToldTruly(t *testing.T) {
	got := newStory(t).order(LineFacts{Line: "1", SKU: "SOFA", Title: "Sofa", Quantity: 1}).
		act(LinePicked, "", "2026-05-15T10:12:00", "1", 1).
		carrier("PX", "2026-05-15T18:00:00", Possession, "").
		carrier("PX", "2026-05-19T14:05:00", AttemptFailed, "customer_not_available").state()
	if got.Headline.Code != "attempt_failed" || got.Headline.Parcel != "PX" {
		t.Errorf("headline is %+v, want the failed attempt of PX", got.Headline)
	}
	if got.Facets.Promise != Late || got.Promise.Days != 1 {
		t.Errorf("promise is %+v, want late by one day", got.Promise)
	}
	says := map[string]string{}
	for _, c := range got.Why.Conflicts {
		says[c.Source] = c.Says
	}
	if says["shop"] != "fulfilled" || says["bench-1"] != "picked" {
		t.Errorf("conflicts are %v, want the shop's fulfilled and the warehouse's picked", says)
	}
	if got.Why.Rule != RuleProgress {
		t.Errorf("rule is %q", got.Why.Rule)
	}
}

// T5: three of ten shipped and one returned shows seven to ship.
func TestThreeOfTenShippedAndOneReturnedStillShowsSevenToShip(t *testing.T) {
	got := newStory(t).order(LineFacts{Line: "1", SKU: "A", Quantity: 10}).
		act(LinePacked, "PX", "2026-05-13T10:00:00", "1", 3).
		act(ParcelClosed, "PX", "2026-05-13T10:01:00", "", 0).
		act(ParcelGiven, "PX", "2026-05-13T17:00:00", "", 0).
		carrier("PX", "2026-05-15T11:00:00", Delivered, "").
		add(Event{Kind: ReturnOpened, Return: "R1", Line: "1", Quantity: 1, Occurred: "2026-05-16T09:00:00", Source: Source{"desk", SourcePerson}}).
		add(Event{Kind: ReturnReceived, Return: "R1", Line: "1", Quantity: 1, Occurred: "2026-05-20T09:00:00", Source: Source{"desk", SourcePerson}}).state()
	if l := got.Lines[0]; l.ToShip != 7 || l.Ledger.HandedOver != 3 || l.Ledger.Delivered != 3 || l.Ledger.ReturnReceived != 1 {
		t.Errorf("line is %+v, want 7 to ship, 3 handed over and delivered, 1 back", l)
	}
	if got.Headline.ToShip != 7 {
		t.Errorf("headline says %d to ship", got.Headline.ToShip)
	}
}

// What names only the order is a question where it has several parcels, unless it says no more than that a label was made.
func TestWhichNamelessFactsAreAQuestion(t *testing.T) {
	t.Parallel()
	for phase, asked := range map[Phase]bool{Announced: false, Planned: false, Moving: true, Delivered: true, Unmapped: false} {
		s := newStory(t).order(LineFacts{Line: "1", SKU: "A", Quantity: 2}).carrier("PX", "2026-05-18T10:00:00", Moving, "").carrier("PY", "2026-05-18T10:00:00", Moving, "").
			tell(Event{Kind: CarrierEvent, Phase: phase, Occurred: "2026-05-19T10:00:00"})
		if got := s.state().Why.Conflicts; slices.ContainsFunc(got, func(c Conflict) bool { return c.Weight == "which_parcel" }) != asked {
			t.Errorf("%s of one of two parcels: %+v, want a question: %v", phase, got, asked)
		}
	}
}

// The clock of an order stands still while it is held, and it has left when the last box has.
func TestTheTimesOfAnOrder(t *testing.T) {
	t.Parallel()
	s := newStory(t).order(LineFacts{Line: "1", SKU: "A", Quantity: 2}).
		act(HoldPlaced, "", "2026-05-13T10:00:00", "", 0).act(HoldReleased, "", "2026-05-13T13:00:00", "", 0).
		act(LinePacked, "PX", "2026-05-14T09:00:00", "1", 1).act(ParcelGiven, "PX", "2026-05-14T17:00:00", "", 0)
	if got := s.state().Times; got.HoldHours != 3 || len(got.Holds) != 1 || got.HandedOver != "" {
		t.Errorf("one of two boxes left: %+v", got)
	}
	s.act(LinePacked, "PY", "2026-05-15T09:00:00", "1", 1).act(ParcelGiven, "PY", "2026-05-15T17:00:00", "", 0)
	if got := s.state().Times.HandedOver; got != "2026-05-15T17:00:00" {
		t.Errorf("both left: handed over %q", got)
	}
}
