package importers

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"ordertrail/track"
)

func TestAReadingSaysWhyThisProfile(t *testing.T) {
	t.Parallel()
	got := read(t, "f.csv", []byte("Name,Email,Created at,Lineitem name,Lineitem quantity,Currency,Warehouse\n#1,a@example.com,2026-05-19,Mug,1,USD,A\n"), Choice{}).Recognition
	if got == nil || got.Columns != 7 || got.Score != 85 || len(got.Matched) != 6 || !slices.Equal(got.Extra, []string{"Warehouse"}) {
		t.Fatalf("got %+v", got)
	}
	if !slices.Contains(got.Missing, "Id") || slices.Contains(got.Missing, "Currency") {
		t.Errorf("missing: %v", got.Missing)
	}
	want := &RunnerUp{Profile: "squarespace", Title: "Squarespace orders export", Score: 71, Matched: 5, Lacks: []string{"Order ID", "Lineitem variant"}}
	if diff := cmp.Diff(want, got.RunnerUp); diff != "" {
		t.Error(diff)
	}
	squarespace := read(t, "f.csv", contentOf(t, "testdata/files/squarespace.csv"), Choice{})
	if up := squarespace.Recognition.RunnerUp; squarespace.Profile != "squarespace" || up.Profile != "shopify" || !slices.Equal(up.Bars, []string{"Order ID", "Lineitem variant"}) {
		t.Errorf("%s before %+v", squarespace.Profile, up)
	}
}

// stall is a profile of a market stall that goes by some names and knows further ones.
func stall(name string, all, known string) Profile {
	return Profile{
		Name: name, Title: name, Kind: KindOrders, Source: name, SourceKind: track.SourceShop,
		Fingerprint: Fingerprint{All: strings.Split(all, " "), Known: strings.Split(known, " ")}, Columns: []Column{{Field: "order_number", Names: []string{"beleg"}}},
	}
}

func TestTwoProfilesNearEachOtherAreAQuestion(t *testing.T) {
	t.Parallel()
	content := []byte("beleg,a,b,c,d,e,f,g,h,i\n1,,,,,,,,,\n")
	for name, c := range map[string]struct {
		other Profile
		want  string
	}{
		"as many names":                    {stall("other", "beleg b", "a c d e f g h i"), ""},
		"nine of ten":                      {stall("other", "beleg b", "a c d e f g h"), ""},
		"eight of ten":                     {stall("other", "beleg b", "a c d e f g"), "first"},
		"nine, for files that need not a":  {stall("other", "beleg", "b c d e f g h i"), "first"},
		"all of them, but it does not fit": {stall("other", "beleg z", "a b c d e f g h i"), "first"},
		"all of them, for fewer, is a tie": {stall("other", "beleg", "a b c d e f g h i"), ""},
		"nine under other spellings fit it": {func() Profile {
			p := stall("other", "bon b", "a c d e f g h")
			p.Aliases = Aliases{"bon": {"beleg"}}
			return p
		}(), ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r := read(t, "f.csv", content, Choice{Saved: []Profile{stall("first", "beleg a", "b c d e f g h i"), c.other}})
			if r.Profile != c.want {
				t.Errorf("want %q, got %q: %v", c.want, r.Profile, r.Problems)
			}
			if c.want == "" && !strings.Contains(fmt.Sprint(r.Problems[0].Args), "first and other") {
				t.Errorf("the question names nobody: %v", r.Problems)
			}
		})
	}
}

func TestAProfileMadeOfAReadingGoesBeforeTheOneItWasReadBy(t *testing.T) {
	t.Parallel()
	for _, path := range tables(t) {
		r := read(t, path, contentOf(t, path), Choice{})
		if r.Kind == KindUnknown {
			continue
		}
		extra := strings.Replace(string(contentOf(t, path)), r.Headers[len(r.Headers)-1].Name, r.Headers[len(r.Headers)-1].Name+" of ours", 1)
		ours := read(t, path, []byte(extra), Choice{})
		if ours.Recognition == nil || len(ours.Recognition.Extra) == 0 {
			continue // it goes by that name, or says its header twice
		}
		saved, err := ours.AsProfile("mine", "Mine")
		if err != nil {
			t.Fatal(err)
		}
		if again := read(t, path, []byte(extra), Choice{Saved: []Profile{saved}}); again.Profile != "mine" {
			t.Errorf("%s is read as %q: %v", path, again.Profile, again.Problems)
		}
	}
}

func TestWhatAFileIsNotIsSaid(t *testing.T) {
	t.Parallel()
	content := contentOf(t, "testdata/files/amazon-purchases.csv")
	r := read(t, "f.csv", content, Choice{})
	if r.Kind != KindUnknown || r.Profile != "amazon-purchases" || r.Problems[0].Code != "not-ours" || len(r.Rejected) != 1 || !strings.Contains(r.Rejected[0].Why.Message, "Seller Central") {
		t.Errorf("got %s, %+v", r.Kind, r.Problems)
	}
	if r := read(t, "f.csv", content, Choice{Profile: "amazon-purchases"}); r.Kind != KindUnknown || r.Problems[0].Code != "not-ours" {
		t.Errorf("named by hand: %+v", r.Problems)
	}
	if r := read(t, "f.csv", content, Choice{Map: map[string]string{"order_number": "Order ID", "title": "Product Name"}}); r.Kind != KindOrders || len(r.Drafts) != 1 {
		t.Errorf("a person who maps it knows better: %+v", r.Problems)
	}
}

func TestATableWithoutNamesIsToldApart(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		text string
		want string
	}{
		"a tracking number in the first row": {"Y,1Z5R89390357567127,Ada,1002\nN,1Z5R89390357567127,Ben,1001\n", "no-header"},
		"the row below says the same":        {"Y,TRACKING12345,Name,Company,Shipment\nN,TRACKING12345,Name,Company,Shipment\n", "no-header"},
		"names nobody knows":                 {"Colour,Mood\nred,good\n", "not-recognised"},
		"one row":                            {"Colour,Mood\n", "not-recognised"},
	} {
		if r := read(t, "f.csv", []byte(c.text), Choice{}); r.Problems[0].Code != c.want {
			t.Errorf("%s: want %s, got %+v", name, c.want, r.Problems[0])
		}
	}
}

func TestInvoicesOfAParcelAddUpToItsCost(t *testing.T) {
	t.Parallel()
	usd := func(minor int64) track.Money { return track.Money{Minor: minor, Currency: "USD"} }
	r := read(t, "f.csv", contentOf(t, "testdata/files/fedex-billing.csv"), Choice{Currency: "USD"})
	var got []track.ParcelFacts
	var on []track.Stamp
	for _, d := range r.Drafts {
		facts := d.Events[0].ParcelFacts
		got, on = append(got, track.ParcelFacts{Cost: facts.Cost, Surcharge: facts.Surcharge}), append(on, d.Events[0].Occurred)
	}
	want := []track.ParcelFacts{{Cost: usd(1248), Surcharge: usd(154)}, {Surcharge: usd(1600)}, {Surcharge: usd(-1600)}, {Cost: usd(900), Surcharge: usd(-90)}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if !slices.Equal(on, []track.Stamp{"2026-06-01", "2026-06-08", "2026-06-15", "2026-06-01"}) {
		t.Errorf("the same charge on two invoices must be two: stated at %v", on)
	}
}

func TestABuyerWhoWantsToCancelPutsTheOrderOnHold(t *testing.T) {
	t.Parallel()
	const header = "order-id\torder-item-id\tpurchase-date\tpromise-date\tquantity-to-ship\tquantity-purchased\tsku\tproduct-name\tis-buyer-requested-cancellation\tbuyer-requested-cancel-reason\n"
	r := read(t, "f.tsv", []byte(header+"111-1\t1\t2026-05-19T10:00:00-07:00\t2026-05-21T23:59:59-07:00\t1\t1\tMUG\tMug\tfalse\t\n"+
		"111-1\t2\t2026-05-19T10:00:00-07:00\t2026-05-21T23:59:59-07:00\t1\t1\tTEA\tTea\ttrue\tOrdered by mistake\n"+
		"111-2\t3\t2026-05-19T11:00:00-07:00\t2026-05-21T23:59:59-07:00\t1\t1\tTEA\tTea\tfalse\t\n"), Choice{})
	var held []track.Event
	for _, d := range r.Drafts {
		for _, e := range d.Events {
			if e.Kind == track.HoldPlaced {
				held = append(held, e)
			}
		}
	}
	if len(r.Drafts) != 2 || len(held) != 1 || held[0].Order.Number != "111-1" || held[0].Occurred != "2026-05-19T10:00:00-07:00" || held[0].Text != "Ordered by mistake" || held[0].Source.ID != "amazon" {
		t.Errorf("got %+v", held)
	}
	if facts := r.Drafts[0].Events[0].OrderFacts; facts.ShipBy != "2026-05-21" || facts.PromisedOn != "" {
		t.Errorf("the promise date of Amazon is the day to ship by: %+v", facts)
	}
}

func TestAnOlderAllOrdersReportIsReadWithItsExtraCells(t *testing.T) {
	t.Parallel()
	rows := tableOf(t, "testdata/files/amazon-all-orders.tsv")
	for i := range rows {
		rows[i] = append(rows[i][:29:29], "", "")
		if i == 0 {
			rows[i] = rows[i][:29]
		}
	}
	got, want := drafts(t, csvOf(rows), Choice{}), drafts(t, contentOf(t, "testdata/files/amazon-all-orders.tsv"), Choice{})
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("three columns less, two cells more, and another answer:\n%s", diff)
	}
	ours := map[bool]int{}
	for _, d := range got {
		ours[d.Events[0].OrderFacts.NotOurs]++
	}
	if ours[true] == 0 || ours[false] == 0 {
		t.Errorf("what Amazon ships is not ours to ship: %v", ours)
	}
}

func TestAStockListIsKnownByOtherNames(t *testing.T) {
	t.Parallel()
	r := read(t, "f.csv", []byte("SKU,Product Name,EAN,Pack Size,Other Codes,Cost Price,Currency,In Stock\nMUG,Mug,4006381333931,6,\"MUGB, MUG-01\",4.10,EUR,40\n"), Choice{})
	want := []StockItem{{Row: 2, SKU: "MUG", Title: "Mug", GTIN: "4006381333931", PackQuantity: 6, Aliases: []string{"MUGB", "MUG-01"}, UnitCost: track.Money{Minor: 410, Currency: "EUR"}, OnHand: 40, Counted: true}}
	if diff := cmp.Diff(want, r.Stock); diff != "" || r.Profile != "stock" {
		t.Errorf("%s\n%s %+v", diff, r.Profile, r.Problems)
	}
}

func TestAFileOfAHeaderAloneSaysSo(t *testing.T) {
	t.Parallel()
	r := read(t, "f.csv", contentOf(t, "testdata/files/fedex-ship-manager-header-only.csv"), Choice{})
	if r.Kind != KindCarrier || r.Rows != 0 || len(r.Problems) == 0 || r.Problems[0].Code != "no-rows" {
		t.Errorf("got %s, %d rows, %+v", r.Kind, r.Rows, r.Problems)
	}
}

func TestASavedProfileSaysWhichColumnsItDoesNotRead(t *testing.T) {
	t.Parallel()
	table := []byte("Order No,SKU,Colour,Mood\nA-1,MUG,red,good\n")
	hand := read(t, "f.csv", table, Choice{Map: map[string]string{"order_number": "Order No", "sku": "SKU"}})
	saved, err := hand.AsProfile("ours", "Ours")
	if err != nil {
		t.Fatal(err)
	}
	again := read(t, "f.csv", table, Choice{Saved: []Profile{saved}})
	if r := again.Recognition; again.Profile != "ours" || !slices.Equal(r.Extra, []string{"Colour", "Mood"}) || r.Score != 50 {
		t.Errorf("by %s, want the two columns told as not read: %+v", again.Profile, r)
	}
}
