package track

import "testing"

func TestMentionsNameAPersonAndNobodyElse(t *testing.T) {
	t.Parallel()
	m := MentionsOf([]Customer{{
		Name: "Anna Vogel", Email: "anna@example.com", Phone: "+1 (555) 0177-88", Address1: "Vogelweg 77", Postcode: "77123", Company: "Nest",
	}}, "anna.v@example.org")
	// Read a row as: <text> names her for sure, or does where it is known to be about her.
	for _, row := range []struct {
		text      string
		sure, own bool
	}{
		{"ANNA VOGEL, second floor", true, true},
		{"Anna\r\n  Vogel", true, true},
		{"left with Anna  Vogel's neighbour", true, true},
		{"anna@example.com", true, true},
		{"see https://x.example/?to=anna%40example.com&n=1", true, true},
		{"write to ANNA.V@EXAMPLE.ORG.", true, true},
		{"call 1.555.0177.88", true, true},
		{"Vogelweg 77", true, true},
		{"Vogelweg, 77", true, true},
		{"Frau Vogel rang", false, true},
		{"to 77123", false, true},
		{"for Nest", false, true},
		{"mary.anna@example.com", false, true},
		{"anna@example.com.au", false, true},
		{"joanna@example.com", false, false},
		{"Johanna Vogelsang", false, false},
		{"Vogelweg 778", false, false},
		{"order 1771233, 15550177889", false, false},
		{"", false, false},
	} {
		if sure, own := m.In(row.text), m.InOwn(row.text); sure != row.sure || own != row.own {
			t.Errorf("%q: %v, own %v; want %v, %v", row.text, sure, own, row.sure, row.own)
		}
	}
	if nobody := MentionsOf([]Customer{{Name: "Al", Phone: "12", Company: "A"}}, ""); !nobody.None() || nobody.In("Al 12 A") {
		t.Error("who is hardly named is found")
	}
}

func TestErasedWordsLeaveTheRestOfAFact(t *testing.T) {
	t.Parallel()
	e := Event{Kind: OrderStated, Order: OrderRef{"shop", "#7"}, Occurred: "2026-05-01", OrderFacts: &OrderFacts{
		Tags: "gift for Anna", Country: "US", Lines: []LineFacts{{Line: "1", SKU: "MUG", Title: "Mug", Quantity: 2}},
	}}
	anna := MentionsOf([]Customer{{Name: "Anna Mug", Email: "anna@example.com"}}, "")
	gone, found := e.Without(anna, true)
	if !found || !gone.HasErased() || !IsErased(gone.OrderFacts.Tags) || gone.OrderFacts.Lines[0].Title != "Mug" || e.HasErased() {
		t.Errorf("left %+v of %+v", gone.OrderFacts, e.OrderFacts)
	}
	if again := gone; again.Bound().Key() != e.Bound().Key() {
		t.Errorf("the chain covers %s, before %s", again.Bound().Key(), e.Bound().Key())
	}
	if _, found := gone.Without(anna, true); found {
		t.Error("what was erased is erased once more")
	}
	if _, found := e.Without(anna, false); found {
		t.Error("a first name alone is erased of a fact that may be anybody's")
	}
	edit := Event{Kind: Edited, Code: "tags", Text: "x", Over: "gift for Anna", Order: OrderRef{"shop", "7"}}.Bound()
	if edit.Over != gone.OrderFacts.Tags {
		t.Errorf("the same words of one order are %q and %q", edit.Over, gone.OrderFacts.Tags)
	}
}
