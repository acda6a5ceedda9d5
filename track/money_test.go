package track

import "testing"

func TestAmountsAreWrittenAsTheirCurrencyWritesThem(t *testing.T) {
	t.Parallel()
	for want, m := range map[string]Money{
		"12.50 EUR": {1250, "EUR"}, "0.05 USD": {5, "USD"}, "1200 JPY": {1200, "JPY"}, "0.007 KWD": {7, "KWD"}, "-3.00 EUR": {-300, "EUR"},
		"0.00": {}, "0 JPY": {0, "JPY"},
	} {
		if got := m.String(); got != want {
			t.Errorf("%+v is written %q, want %q", m, got, want)
		}
	}
}

// Read a row as: so many months after a day is that day. A month that has no such day ends on its last.
func TestMonthsAfterADay(t *testing.T) {
	t.Parallel()
	for _, row := range []struct {
		day  Date
		n    int
		want Date
	}{
		{"2026-01-31", 1, "2026-02-28"},
		{"2028-01-31", 1, "2028-02-29"},
		{"2026-08-31", 6, "2027-02-28"},
		{"2026-05-22", 24, "2028-05-22"},
		{"2026-12-31", 2, "2027-02-28"},
		{"2026-03-31", -1, "2026-02-28"},
		{"2026-03-30", 0, "2026-03-30"},
		{"", 1, ""},
		{"2026-02-30", 1, ""},
	} {
		if got := row.day.AddMonths(row.n); got != row.want {
			t.Errorf("%d months after %s is %q, want %q", row.n, row.day, got, row.want)
		}
	}
}

// A shop's "completed" is its "fulfilled": whoever asks reads the same words.
func TestEveryWordOfAShopForDoneMeansTheSameEverywhere(t *testing.T) {
	t.Parallel()
	for word := range doneWords {
		s := newStory(t).add(Event{Kind: OrderStated, Occurred: "2026-05-10T09:00:00", Source: Source{"shop", SourceShop}, OrderFacts: &OrderFacts{
			OrderedAt: "2026-05-10T09:00:00", PromisedOn: "2026-05-12", Fulfilment: word, Lines: []LineFacts{{Line: "1", SKU: "A", Quantity: 1}},
		}}).at("2026-05-20T09:00:00")
		if len(s.Why.Conflicts) != 1 || s.Why.Conflicts[0].Says != word {
			t.Errorf("%q makes conflicts %+v", word, s.Why.Conflicts)
		}
		if got := standing(s, "past_promise"); got != "" {
			t.Errorf("%q leaves past_promise %s", word, got)
		}
	}
}
