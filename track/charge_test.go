package track

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"pgregory.net/rapid"
)

// billed is what a carrier's invoice states of the box, read from a file as fresh as asOf by the import run.
func billed(number string, on, asOf Stamp, run int64, cost, surcharge Money) Event {
	e := (Event{
		Kind: ParcelStated, ParcelID: "PA", Parcel: ParcelRef{Number: "PA"}, Source: someSources[1], Occurred: on,
		ParcelFacts: &ParcelFacts{Cost: cost, Surcharge: surcharge, Invoice: number},
	}).Sealed()
	e.AsOf, e.Run = asOf, run
	return e
}

// costIn derives what the box costs from statements in the order given.
func costIn(stated []Event) ParcelState {
	events := append([]Event{{
		Kind: OrderStated, Order: OrderRef{"shop", "1001"}, Source: someSources[0], OrderFacts: &OrderFacts{Lines: []LineFacts{{Line: "1", Quantity: 1}}},
	}}, stated...)
	events[0] = events[0].Sealed()
	return deriveAt(events, firstDay.AddDate(0, 0, 90)).Parcels[0]
}

// Read a row as: these statements of a box, in any order, cost <cost> with <top> on top, and <apart> in another currency.
func TestInvoicesOfAParcelAddUp(t *testing.T) {
	t.Parallel()
	usd := func(minor int64) Money { return Money{minor, "USD"} }
	none := Money{}
	label := billed("", "2026-05-19", "2026-05-19", 1, usd(1119), none)
	first := billed("1", "2026-06-01", "2026-06-01", 2, usd(1248), usd(154))
	for name, c := range map[string]struct {
		stated    []Event
		cost, top Money
		apart     []Money
	}{
		"a label alone":                  {[]Event{label}, usd(1119), none, nil},
		"a label and its bill":           {[]Event{label, first}, usd(1248), usd(154), nil},
		"a surcharge on a later invoice": {[]Event{label, first, billed("2", "2026-06-08", "2026-06-08", 3, none, usd(1600))}, usd(1248), usd(1754), nil},
		"the same amount on two invoices of one day": {
			[]Event{first, billed("2", "2026-06-08", "2026-06-08", 3, none, usd(1600)), billed("3", "2026-06-08", "2026-06-08", 3, none, usd(1600))}, usd(1248), usd(3354), nil,
		},
		"taken off whole and billed anew": {
			[]Event{first, billed("2", "2026-07-01", "2026-07-01", 3, usd(-1248), usd(-154)), billed("3", "2026-07-08", "2026-07-08", 4, usd(1248), usd(154))}, usd(1248), usd(154), nil,
		},
		"an invoice that a fresher file states otherwise":          {[]Event{first, billed("1", "2026-06-01", "2026-06-09", 5, usd(1148), usd(254))}, usd(1148), usd(254), nil},
		"one as fresh, taken in later":                             {[]Event{first, billed("1", "2026-06-01", "2026-06-01", 3, usd(1148), usd(254))}, usd(1148), usd(254), nil},
		"two rows of one invoice in one file":                      {[]Event{first, billed("1", "2026-06-01", "2026-06-01", 2, none, usd(500))}, usd(1248), usd(654), nil},
		"another currency, which cannot be added":                  {[]Event{first, billed("2", "2026-06-08", "2026-06-08", 3, Money{300, "EUR"}, Money{20, "EUR"})}, usd(1248), usd(154), []Money{{320, "EUR"}}},
		"a label of another currency than its bill":                {[]Event{billed("", "2026-05-19", "2026-05-19", 1, Money{900, "EUR"}, none), first}, usd(1248), usd(154), nil},
		"the same charge as recorded before invoices had a number": {[]Event{billed("", "2026-06-01", "2026-06-01", 1, usd(1248), usd(154)), first}, usd(1248), usd(154), nil},
		"an invoice that states no amount":                         {[]Event{label, billed("9", "2026-06-01", "2026-06-01", 2, none, none)}, usd(1119), none, nil},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			for range 12 {
				rand.Shuffle(len(c.stated), func(i, j int) { c.stated[i], c.stated[j] = c.stated[j], c.stated[i] })
				p := costIn(c.stated)
				if p.Cost != c.cost || p.Surcharge != c.top || fmt.Sprint(p.CostApart) != fmt.Sprint(c.apart) {
					t.Fatalf("cost %v, %v on top, apart %v; want %v, %v, %v", p.Cost, p.Surcharge, p.CostApart, c.cost, c.top, c.apart)
				}
			}
		})
	}
}

// TestWhatAParcelCostsIsWhatItsInvoicesCharge reads invoices in files, some of them again and some as corrected later, in any
// order: what the parcel costs in all is the sum of what each invoice says last.
func TestWhatAParcelCostsIsWhatItsInvoicesCharge(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		amount := rapid.Int64Range(-2000, 2000)
		var stated []Event
		want := int64(0)
		for n := range rapid.IntRange(1, 5).Draw(t, "invoices") {
			number, last := fmt.Sprint(n), int64(0)
			for edition := range rapid.IntRange(1, 3).Draw(t, "editions") {
				cost, top := amount.Draw(t, "cost"), amount.Draw(t, "on top")
				asOf := DateStamp(firstDay.AddDate(0, 0, 30+10*edition))
				e := billed(number, DateStamp(firstDay.AddDate(0, 0, 30)), asOf, int64(1+edition), Money{cost, "EUR"}, Money{top, "EUR"})
				stated, last = append(stated, e), cost+top
				if rapid.Bool().Draw(t, "again") {
					stated = append(stated, e)
				}
			}
			want += last
		}
		byID := map[string]Event{} // the store keeps a fact that is stated twice once, as its freshest file has it
		for _, e := range stated {
			if kept, is := byID[e.ID]; !is || fresher(&kept, &e) > 0 {
				byID[e.ID] = e
			}
		}
		var kept []Event
		for _, e := range byID {
			kept = append(kept, e)
		}
		kept = rapid.Permutation(kept).Draw(t, "order")
		if p := costIn(kept); p.Cost.Minor+p.Surcharge.Minor != want || len(p.CostApart) > 0 {
			t.Fatalf("%v and %v on top, want %d in all", p.Cost, p.Surcharge, want)
		}
	})
}
