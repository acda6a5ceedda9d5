package track

import "testing"

func TestAFresherFileThatLeavesACellBlankKeepsWhatWasKnown(t *testing.T) {
	t.Parallel()
	older := OrderFacts{
		ExternalID: "5", OrderedAt: "2026-05-01", PaidAt: "2026-05-02", PromisedOn: "2026-05-09", ShipBy: "2026-05-03", Fulfilment: "fulfilled",
		FulfilledAt: "2026-05-03", Payment: "paid", Service: "Standard", Country: "US", Total: Money{100, "USD"}, Lines: []LineFacts{{Line: "1", Quantity: 1}},
	}
	if got := (OrderFacts{Tags: "gift"}).over(older); got.ExternalID != "5" || got.OrderedAt != "2026-05-01" || got.FulfilledAt != "2026-05-03" ||
		got.Total != older.Total || len(got.Lines) != 1 || got.Tags != "gift" || got.ShipBy != "2026-05-03" {
		t.Errorf("a file with tags only left %+v", got)
	}
	if got := (OrderFacts{Fulfilment: "unfulfilled"}).over(older); got.FulfilledAt != "" {
		t.Errorf("a stated unfulfilled kept fulfilled at %s", got.FulfilledAt)
	}
	if got := (OrderFacts{Service: "Express", Lines: []LineFacts{{Line: "1", Quantity: 2}}}).over(older); got.Service != "Express" || got.Lines[0].Quantity != 2 {
		t.Errorf("what the fresher file states was not taken: %+v", got)
	}
}
