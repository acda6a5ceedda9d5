package track

import (
	"testing"
	"time"
)

func TestAnOrderThatTheShopCallsCancelledIsNotWorkedOn(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		says  OrderFacts
		more  []Event
		state State
	}{
		"by a date":                   {says: OrderFacts{CancelledAt: "2026-03-03T10:00:00"}, state: CancelledAs},
		"by its status":               {says: OrderFacts{Fulfilment: "cancelled"}, state: CancelledAs},
		"with more behind the status": {says: OrderFacts{Fulfilment: "Cancelled - by buyer"}, state: CancelledAs},
		"as WooCommerce writes":       {says: OrderFacts{Fulfilment: " wc-cancelled "}, state: CancelledAs},
		"in German":                   {says: OrderFacts{Fulfilment: "Storniert"}, state: CancelledAs},
		"in French":                   {says: OrderFacts{Fulfilment: "ANNULÉE"}, state: CancelledAs},
		"in Polish":                   {says: OrderFacts{Fulfilment: "Anulowane"}, state: CancelledAs},
		"refunded before it left":     {says: OrderFacts{Fulfilment: "Refunded"}, state: CancelledAs},
		"refunded, by its payment":    {says: OrderFacts{Payment: "refunded", Fulfilment: "unfulfilled"}, state: CancelledAs},
		"refunded after it left":      {says: OrderFacts{Payment: "refunded", Fulfilment: "fulfilled"}, state: Open},
		"refunded in part":            {says: OrderFacts{Payment: "partially_refunded", Fulfilment: "unfulfilled"}, state: Open},
		"another status":              {says: OrderFacts{Fulfilment: "cancellation requested"}, state: Open},
		"taken back later": {
			says: OrderFacts{Fulfilment: "cancelled"}, state: Open,
			more: []Event{{Kind: OrderStated, Occurred: "2026-03-05T09:00:00", AsOf: "2026-03-05T09:00:00", Source: Source{"shop", SourceShop}, OrderFacts: &OrderFacts{Fulfilment: "processing"}}},
		},
		"said of what has left already": {
			says: OrderFacts{Fulfilment: "cancelled"}, state: Open,
			more: []Event{{Kind: CarrierEvent, ParcelID: "PX", Phase: Moving, Occurred: "2026-05-20T12:00:00", Source: Source{"ups", SourceCarrierFile}}},
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c.says.ShipBy = "2026-03-06"
			s := Derive(Input{OrderID: "O1", Events: aPast(c.says, c.more...), Now: time.Date(2026, 5, 21, 16, 15, 0, 0, berlin), Rules: DefaultRules(berlin)})
			if s.Facets.State != c.state {
				t.Fatalf("the order is %s (%s), want %s", s.Facets.State, s.Headline.Code, c.state)
			}
			if c.state != CancelledAs {
				return
			}
			for _, task := range s.Tasks {
				if task.Code == "past_ship_by" && task.IsOpen() {
					t.Errorf("somebody is still asked to ship it: %+v", task)
				}
			}
			if l := s.Lines[0].Ledger; l.Cancelled != l.Ordered {
				t.Errorf("%d of %d are cancelled", l.Cancelled, l.Ordered)
			}
		})
	}
}
