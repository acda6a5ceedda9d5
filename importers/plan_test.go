package importers

import (
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"ordertrail/track"
)

// shopFile is a small order file whose cells a test can change.
func shopFile(rows ...string) []byte {
	return []byte("order_number,ordered_at,email,ship_address1,sku,title,quantity,unit_price,currency,tracking_number_of_shop\n" + strings.Join(rows, "\n") + "\n")
}

func TestTakingAFileInTwiceChangesNothing(t *testing.T) {
	t.Parallel()
	for _, path := range files(t) {
		t.Run(filepath.Base(path), func(t *testing.T) {
			t.Parallel()
			l := newLedger(t)
			r := read(t, path, contentOf(t, path), Choice{})
			before := l.compare(r)
			l.take(r)
			again := l.compare(read(t, "renamed", contentOf(t, path), Choice{}))
			if r.Kind == KindStock {
				return // what is on the shelf is no event; the stock list is compared where it is kept
			}
			if again.Same != before.New || again.New+again.Changed+again.Conflict+again.Orders+again.Events != 0 {
				t.Errorf("the second time: %d same (want %d), %d new, %d changed, %d conflicts, %d orders, %d events",
					again.Same, before.New, again.New, again.Changed, again.Conflict, again.Orders, again.Events)
			}
		})
	}
}

func TestAnOrderThatChangedShowsWhatChanged(t *testing.T) {
	t.Parallel()
	l := newLedger(t)
	l.take(read(t, "a.csv", shopFile("1,2026-05-19,a@example.com,1 Old Street,MUG,Mug,2,12.50,USD,", "1,,,,TEA,Tea,1,6.90,USD,", "2,2026-05-19,,,MUG,Mug,1,12.50,USD,"), Choice{}))
	p := l.compare(read(t, "b.csv", shopFile("1,2026-05-19,a@example.com,2 New Street,TEA,Tea,3,6.90,USD,", "1,,,,MUG,Mug,2,12.50,USD,", "1,,,,PEN,Pen,1,1.00,USD,", "2,2026-05-19,,,MUG,Mug,1,12.50,USD,", "3,2026-05-20,,,MUG,Mug,1,12.50,USD,"), Choice{}))
	want := []Change{
		{"1", "ship_address1", "1 Old Street", "2 New Street"},
		{"1", "line 2 quantity", "1", "3"},
		{"1", "line", "", "1 × PEN Pen"},
	}
	if diff := cmp.Diff(want, p.Changes); diff != "" {
		t.Errorf("changes (-want +got):\n%s", diff)
	}
	if p.Changed != 3 || p.Same != 1 || p.New != 1 || p.Orders != 2 {
		t.Errorf("want 3 changed, 1 same, 1 new rows and 2 orders, got %d, %d, %d and %d", p.Changed, p.Same, p.New, p.Orders)
	}
}

func TestWhatAPersonTypedIsNotOverwritten(t *testing.T) {
	t.Parallel()
	const row = "1,2026-05-19,a@example.com,%,MUG,Mug,2,12.50,USD,"
	noon := time.Date(2026, 5, 20, 12, 0, 0, 0, time.UTC)
	for name, c := range map[string]struct {
		file      string
		outcome   string
		conflicts []Conflict
	}{
		"the file says what it said before":  {"1 Old Street", Same, nil},
		"the file caught up with the person": {"9 Typed Street", Same, nil},
		"the file says a third thing":        {"2 New Street", Differs, []Conflict{{Order: "1", Field: "ship_address1", Typed: track.AddressField, Ours: "9 Typed Street", File: "2 New Street", By: "Nadia", At: noon}}},
		"the file no longer says it":         {"", Same, nil},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			l := newLedger(t)
			l.take(read(t, "a.csv", shopFile(strings.Replace(row, "%", "1 Old Street", 1)), Choice{}))
			key := track.OrderRef{Source: "orders", Number: "1"}
			o := l.orders[key]
			o.Edited, o.Typed = map[string]Edit{track.AddressField: {"US", "Nadia", noon}}, o.Customer
			o.Typed.Address1 = "9 Typed Street"
			l.orders[key] = o
			p := l.compare(read(t, "b.csv", shopFile(strings.Replace(row, "%", c.file, 1)), Choice{}))
			if got := p.Rows[0].Outcome; got != c.outcome {
				t.Errorf("want %s, got %s", c.outcome, got)
			}
			if diff := cmp.Diff(c.conflicts, p.Conflicts); diff != "" || len(p.Changes) > 0 {
				t.Errorf("conflicts (-want +got):\n%s\nchanges: %v", diff, p.Changes)
			}
		})
	}
}

func TestAnOlderFileChangesNothing(t *testing.T) {
	t.Parallel()
	l := newLedger(t)
	l.take(read(t, "new.csv", shopFile("1,2026-05-19,,new,MUG,Mug,2,12.50,USD,", "2,2026-05-25,,,MUG,Mug,1,12.50,USD,"), Choice{}))
	p := l.compare(read(t, "old.csv", shopFile("1,2026-05-19,,old,MUG,Mug,1,12.50,USD,"), Choice{}))
	if p.Same != 1 || len(p.Changes) > 0 {
		t.Errorf("want the row to be same without changes, got %+v", p.Rows)
	}
	if p.OutdatedOrders != 1 || len(p.Outdated) != 1 || p.Outdated[0].Row != 2 || p.Outdated[0].Column != "ship_address1" || p.Outdated[0].Value != "old" {
		t.Errorf("want the order told as one that a fresher file stated otherwise, got %d: %+v", p.OutdatedOrders, p.Outdated)
	}
	if p := l.compare(read(t, "old.csv", shopFile("1,2026-05-19,,new,MUG,Mug,2,12.50,USD,"), Choice{})); p.OutdatedOrders != 0 {
		t.Errorf("an older file that says the same is told as saying otherwise: %+v", p.Outdated)
	}
}

func TestNewsOfOneOfTwoFactsIsAChange(t *testing.T) {
	t.Parallel()
	const header = "order_number,carrier,tracking_number,status_text,occurred_at,service\n"
	l := newLedger(t)
	r := read(t, "a.csv", []byte(header+"1,ups,1Z5R89390357567127,Delivered,2026-05-20,Ground\n"), Choice{})
	l.live[r.Drafts[0].Events[0].ID] = true
	if p := l.compare(r); p.Changed != 1 || p.Events != 1 {
		t.Errorf("want 1 changed row and 1 event, got %+v", p.Rows)
	}
}

func TestLinesStayThemselvesWhereverTheyStand(t *testing.T) {
	t.Parallel()
	usd := func(minor int64) track.Money { return track.Money{Minor: minor, Currency: "USD"} }
	line := func(id, sku, title string, price int64) track.LineFacts {
		return track.LineFacts{ExternalID: id, SKU: sku, Title: title, Price: usd(price)}
	}
	for name, c := range map[string]struct {
		last, next []track.LineFacts
		want       []int
	}{
		"by the shop's own id":          {[]track.LineFacts{line("a", "X", "x", 1), line("b", "X", "x", 1)}, []track.LineFacts{line("b", "Y", "y", 2), line("a", "X", "x", 1)}, []int{1, 0}},
		"by what they say":              {[]track.LineFacts{line("", "X", "x", 1), line("", "Y", "y", 1)}, []track.LineFacts{line("", "Y", "y", 1), line("", "X", "x", 1)}, []int{1, 0}},
		"equal lines in their order":    {[]track.LineFacts{line("", "X", "x", 1), line("", "X", "x", 1)}, []track.LineFacts{line("", "X", "x", 1), line("", "X", "x", 1), line("", "X", "x", 1)}, []int{0, 1, -1}},
		"a new price is the same line":  {[]track.LineFacts{line("", "X", "x", 1), line("", "X", "x", 2)}, []track.LineFacts{line("", "X", "x", 3), line("", "X", "x", 2)}, []int{0, 1}},
		"another article is a new line": {[]track.LineFacts{line("", "X", "x", 1)}, []track.LineFacts{line("", "Z", "z", 1)}, []int{-1}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if diff := cmp.Diff(c.want, MatchLines(c.last, c.next)); diff != "" {
				t.Error(diff)
			}
		})
	}
}
