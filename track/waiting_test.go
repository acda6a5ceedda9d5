package track

import (
	"testing"
	"time"
)

// An order that is not paid is not packed: its shop says so in its status, and takes it back in the next export.
func TestAnOrderThatTheShopDoesNotWantSentYetIsHeld(t *testing.T) {
	t.Parallel()
	states := func(status string, at Stamp) Event {
		return Event{Kind: OrderStated, Occurred: at, AsOf: at, Source: Source{"shop", SourceShop}, OrderFacts: &OrderFacts{Fulfilment: status}}
	}
	released := Event{Kind: HoldReleased, Occurred: "2026-05-19T09:00:00", Source: Source{"office", SourcePerson}}
	held := Event{Kind: HoldPlaced, Occurred: "2026-05-18T09:00:00", Source: Source{"office", SourcePerson}}
	again := Event{Kind: HoldReleased, Occurred: "2026-05-19T10:00:00", Source: released.Source}
	for name, c := range map[string]struct {
		status string
		more   []Event
		state  State
		rule   string
	}{
		"waits for its payment":           {status: "Pending payment", state: OnHold, rule: RuleWaits},
		"its payment failed":              {status: "wc-failed", state: OnHold, rule: RuleWaits},
		"failed, in German":               {status: "Fehlgeschlagen", state: OnHold, rule: RuleWaits},
		"waits for its payment, in Dutch": {status: "Wachtend op betaling", state: OnHold, rule: RuleWaits},
		"on hold, as Magento writes":      {status: "holded", state: OnHold, rule: RuleWaits},
		"pending, which is to be sent":    {status: "pending", state: Open},
		"paid since":                      {status: "pending_payment", more: []Event{states("processing", "2026-05-20T09:00:00")}, state: Open},
		"said again":                      {status: "on hold", more: []Event{states("on hold", "2026-05-20T09:00:00")}, state: OnHold, rule: RuleWaits},
		"somebody released it":            {status: "on hold", more: []Event{released}, state: Open},
		"released, and said again":        {status: "on hold", more: []Event{released, states("on hold", "2026-05-20T09:00:00")}, state: Open},
		"released before the shop said so": {
			status: "processing", state: OnHold, rule: RuleWaits,
			more: []Event{held, released, states("failed", "2026-05-20T09:00:00")},
		},
		"released between two of its words": {
			status: "processing", state: Open,
			more: []Event{states("on hold", "2026-05-18T08:00:00"), released, states("failed", "2026-05-20T09:00:00")},
		},
		"held by both, and released of the one": {status: "on hold", more: []Event{held, released}, state: OnHold, rule: RuleWaits},
		"and of the other":                      {status: "on hold", more: []Event{held, released, again}, state: Open},
		"paid, and then disputed": {
			status: "on hold", state: OnHold, rule: RuleWaits,
			more: []Event{released, states("processing", "2026-05-20T08:00:00"), states("disputed", "2026-05-20T09:00:00")},
		},
		"disputed when it is with its customer": {
			status: "disputed", state: Closed,
			more: []Event{{Kind: CarrierEvent, ParcelID: "PX", Phase: Delivered, Occurred: "2026-05-19T09:00:00", Source: Source{"ups", SourceCarrierFile}}},
		},
		"somebody holds it, the shop not": {status: "processing", more: []Event{held}, state: OnHold, rule: RuleHold},
		"cancelled since":                 {status: "failed", more: []Event{states("cancelled", "2026-05-20T09:00:00")}, state: CancelledAs, rule: RuleCancelled},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			in := Input{OrderID: "O1", Events: aPast(OrderFacts{Fulfilment: c.status}, c.more...), Now: time.Date(2026, 5, 21, 16, 15, 0, 0, berlin), Rules: DefaultRules(berlin)}
			s := Derive(in)
			if s.Facets.State != c.state || c.rule != "" && s.Why.Rule != c.rule {
				t.Fatalf("the order is %s by %s (%s), want %s by %s", s.Facets.State, s.Why.Rule, s.Headline.Code, c.state, c.rule)
			}
			if c.rule == RuleWaits && s.Why.DecidedBy == "" {
				t.Error("nothing says which statement decided")
			}
			if refused := Check(&s, Event{Kind: HoldReleased}); (refused == nil) != (c.state == OnHold) {
				t.Errorf("releasing it: %+v", refused)
			}
		})
	}
}
