package track

import (
	"testing"
	"time"
)

// aPast is an order placed on 2 March whose shop says <facts>, with whatever else happened to it.
func aPast(facts OrderFacts, more ...Event) []Event {
	facts.OrderedAt = "2026-03-02T09:00:00"
	facts.Lines = []LineFacts{{Line: "1", SKU: "A", Quantity: 3}}
	events := []Event{{
		Kind: OrderStated, Occurred: "2026-03-02T09:00:00", Source: Source{"shop", SourceShop}, Order: OrderRef{"shop", "1001"}, OrderFacts: &facts,
	}}
	for i, e := range append(events, more...) {
		e.Order = OrderRef{"shop", "1001"}
		if i == 0 {
			events[0] = e.Sealed()
			continue
		}
		events = append(events, e.Sealed())
	}
	return events
}

func TestWhatTheShopCalledFulfilledBeforeWeBegan(t *testing.T) {
	t.Parallel()
	sent := OrderFacts{Fulfilment: "fulfilled", FulfilledAt: "2026-03-04T10:00:00", ShipBy: "2026-03-03", PromisedOn: "2026-03-06"}
	shopParcel := Event{Kind: ParcelStated, ParcelID: "PX", Occurred: "2026-03-04", Source: Source{"shop", SourceShop}, ParcelFacts: &ParcelFacts{}}
	for _, row := range []struct {
		name   string
		since  Date
		bygone bool
		state  State
		head   string
		events []Event
	}{
		{"is over by its word", "2026-05-01", true, Closed, HeadlineBygone, aPast(sent)},
		{"is over with parcels that only it speaks of", "2026-05-01", true, Closed, HeadlineBygone, aPast(sent, shopParcel)},
		{"is over when only the order's day is known", "2026-05-01", true, Closed, HeadlineBygone, aPast(OrderFacts{Fulfilment: "Completed"})},
		{"counts the day after it", "2026-03-05", true, Closed, HeadlineBygone, aPast(sent)},
		{"does not count the day itself", "2026-03-04", false, Open, "past_ship_by", aPast(sent)},
		{"means nothing where no beginning is set", "", false, Open, "past_ship_by", aPast(sent)},
		{"is not what it calls partly sent", "2026-05-01", false, Open, "unshipped_long", aPast(OrderFacts{Fulfilment: "partial", FulfilledAt: "2026-03-04"})},
		{"is not what it calls open", "2026-05-01", false, Open, "unshipped_long", aPast(OrderFacts{Fulfilment: "unfulfilled"})},
		{"gives way to a carrier's word", "2026-05-01", false, Open, "past_ship_by", aPast(sent, Event{
			Kind: CarrierEvent, ParcelID: "PX", Phase: Announced, Occurred: "2026-03-04T12:00:00", Source: Source{"ups", SourceCarrierFile},
		})},
		{"gives way to our own pick", "2026-05-01", false, Open, "past_ship_by", aPast(sent, Event{
			Kind: LinePicked, Line: "1", Quantity: 1, Occurred: "2026-05-12T12:00:00", Source: Source{"bench-1", SourceStation},
		})},
		{"stays cancelled when it cancelled it", "2026-05-01", true, CancelledAs, "cancelled", aPast(OrderFacts{Fulfilment: "fulfilled", CancelledAt: "2026-03-05"})},
		{"stays cancelled when its status says so", "2026-05-01", false, CancelledAs, "cancelled", aPast(OrderFacts{Fulfilment: "Canceled"})},
		{"still has a customer who misses it", "2026-05-01", true, Open, "says_missing", aPast(sent, Event{
			Kind: Contact, Code: "missing", Occurred: "2026-05-12T12:00:00", Source: Source{"office", SourcePerson},
		})},
		{"stays over while a part comes back", "2026-05-01", true, Open, "return_not_inspected", aPast(sent, Event{
			Kind: ReturnReceived, Return: "R1", Line: "1", Quantity: 1, Occurred: "2026-05-12T12:00:00", Source: Source{"desk", SourceStation},
		})},
	} {
		t.Run(row.name, func(t *testing.T) {
			t.Parallel()
			rules := DefaultRules(berlin)
			rules.Since = row.since
			s := Derive(Input{OrderID: "O1", Events: row.events, Now: time.Date(2026, 5, 21, 16, 15, 0, 0, berlin), Rules: rules})
			if s.Bygone != row.bygone || s.Facets.State != row.state || s.Headline.Code != row.head {
				t.Fatalf("bygone %v, %s, headline %q; want %v, %s, %q", s.Bygone, s.Facets.State, s.Headline.Code, row.bygone, row.state, row.head)
			}
			if !row.bygone {
				return
			}
			if s.Headline.ToShip != 0 || s.Facets.Delivered != None || s.Times.Delivered != "" || s.Facets.Promise != NoPromise {
				t.Fatalf("it claims more than the shop's word: %+v %+v", s.Headline, s.Facets)
			}
			if s.Facets.State == Closed && (len(s.Tasks) > 0 || s.Why.Rule != RuleBygone || s.Why.DecidedBy != s.Stated) {
				t.Fatalf("tasks %v, why %+v", s.Tasks, s.Why)
			}
		})
	}
}
