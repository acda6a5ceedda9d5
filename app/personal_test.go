package app_test

import (
	"strings"
	"testing"
)

// What people type about a customer lies beside the facts, so that an erase reaches it and the log stays whole.
func TestANoteIsErasedWithItsCustomer(t *testing.T) {
	s := newShop(t)
	s.take("orders.csv", "order_number,ordered_at,customer_name,email,sku,quantity\n1001,2026-05-01 10:00,Ada Sample,ada@example.com,MUG,1\n")
	id := s.show("1001").State.ID
	if err := s.Orders().Note(id, "Her neighbour takes parcels"); err != nil {
		t.Fatal(err)
	}
	told := func() string {
		var b strings.Builder
		for _, e := range s.show("1001").Events {
			b.WriteString(e.Text + "|" + e.Raw + "\n")
		}
		return b.String()
	}
	if !strings.Contains(told(), "neighbour") {
		t.Fatalf("the timeline does not show the note: %s", told())
	}
	if _, err := s.Erase("ada@example.com"); err != nil {
		t.Fatal(err)
	}
	if strings.Contains(told(), "neighbour") {
		t.Errorf("after the erase the timeline still says: %s", told())
	}
	if c, err := s.SettingsScreen().Verify(); err != nil || !c.OK {
		t.Errorf("after the erase: %+v, %v", c, err)
	}
}
