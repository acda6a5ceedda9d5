package track

import (
	"testing"
	"time"
)

func TestAnOrderWithoutAUnitHasNothingToShip(t *testing.T) {
	t.Parallel()
	line := func(number string, quantity int, service bool) LineFacts {
		return LineFacts{Line: number, SKU: "A" + number, Quantity: quantity, NoShipping: service}
	}
	for _, row := range []struct {
		name    string
		lines   []LineFacts
		state   State
		head    string
		promise PromiseState
	}{
		{"a line that was taken back", []LineFacts{line("1", 0, false)}, Closed, "nothing_to_ship", NoPromise},
		{"one taken back and a service", []LineFacts{line("1", 0, false), line("2", 1, true)}, Closed, "nothing_to_ship", NoPromise},
		{"a service alone", []LineFacts{line("1", 1, true)}, Closed, "nothing_to_ship", NoPromise},
		{"one taken back beside goods", []LineFacts{line("1", 0, false), line("2", 1, false)}, Open, "past_promise", Late},
		{"no line stated yet", nil, Open, "late", Late},
	} {
		t.Run(row.name, func(t *testing.T) {
			t.Parallel()
			stated := Event{
				Kind: OrderStated, Occurred: "2026-05-04T09:00:00", Source: Source{"shop", SourceShop}, Order: OrderRef{"shop", "1001"},
				OrderFacts: &OrderFacts{OrderedAt: "2026-05-04T09:00:00", PromisedOn: "2026-05-11", Lines: row.lines},
			}.Sealed()
			s := Derive(Input{OrderID: "O1", Events: []Event{stated}, Now: time.Date(2026, 5, 21, 16, 15, 0, 0, berlin), Rules: DefaultRules(berlin)})
			if s.Facets.State != row.state || s.Headline.Code != row.head || s.Promise.State != row.promise {
				t.Errorf("%s, headline %q, promise %s; want %s, %q, %s", s.Facets.State, s.Headline.Code, s.Promise.State, row.state, row.head, row.promise)
			}
		})
	}
}
