package importers

import (
	"slices"
	"testing"
)

func TestATableThatSpeaksOfNoOrderIsAskedAbout(t *testing.T) {
	t.Parallel()
	mapped := func(fields ...string) map[string]string {
		out := map[string]string{}
		for i := 0; i < len(fields); i += 2 {
			out[fields[i]] = fields[i+1]
		}
		return out
	}
	for name, c := range map[string]struct {
		table   string
		choice  Choice
		doubted bool
	}{
		"a price list":              {"Article,Name,Price\nA1,Mug,4.50\nA2,Tea,2.00\n", Choice{Map: mapped("order_number", "Article", "title", "Name", "unit_price", "Price")}, true},
		"its numbers called orders": {"Order No,Name,Price\nA1,Mug,4.50\nA2,Tea,2.00\n", Choice{Map: mapped("order_number", "Order No", "title", "Name", "unit_price", "Price")}, true},
		"a list of names":           {"Nr,Name\n1,Mug\n2,Tea\n", Choice{Map: mapped("order_number", "Nr", "title", "Name")}, true},
		"somebody is sure":          {"Nr,Name\n1,Mug\n2,Tea\n", Choice{Map: mapped("order_number", "Nr", "title", "Name"), Sure: SureOrders}, false},
		"a name of its own":         {"Bestellnummer,Ware\n1,Mug\n2,Tea\n", Choice{Map: mapped("order_number", "Bestellnummer", "sku", "Ware")}, false},
		"a day":                     {"Nr,Ware,Tag\n1,Mug,2026-05-01\n2,Tea,2026-05-02\n", Choice{Map: mapped("order_number", "Nr", "sku", "Ware", "ordered_at", "Tag")}, false},
		"a quantity":                {"Nr,Ware,n\n1,Mug,2\n2,Tea,1\n", Choice{Map: mapped("order_number", "Nr", "sku", "Ware", "quantity", "n")}, false},
		"a buyer":                   {"Nr,Ware,an\n1,Mug,Ann\n2,Tea,Bo\n", Choice{Map: mapped("order_number", "Nr", "sku", "Ware", "customer_name", "an")}, false},
		"a number of two lines":     {"Nr,Ware\n1,Mug\n1,Tea\n", Choice{Map: mapped("order_number", "Nr", "sku", "Ware")}, false},
		"an article twice":          {"Nr,Ware\n1,Mug\n2,Mug\n", Choice{Map: mapped("order_number", "Nr", "sku", "Ware")}, false},
		"our own form":              {"order_number,sku\n1,MUG\n2,TEA\n", Choice{}, false},
		"no rows":                   {"Nr,Ware\n", Choice{Map: mapped("order_number", "Nr", "sku", "Ware")}, false},
		"a stock list":              {"Nr,Ware\n1,Mug\n2,Tea\n", Choice{Map: mapped("sku", "Nr", "title", "Ware")}, false},
	} {
		t.Run(name, func(t *testing.T) {
			r := read(t, "f.csv", []byte(c.table), c.choice)
			told := slices.ContainsFunc(r.Problems, func(p Problem) bool { return p.Code == "not-orders" && p.Args[0] == r.Headers[0].Name })
			if r.Kind == KindUnknown || r.Doubt.Says != "" != c.doubted || told != c.doubted {
				t.Errorf("%s, doubted %q, %+v", r.Kind, r.Doubt.Says, r.Problems)
			}
		})
	}
}

func TestAProfileSavedFromAPriceListIsDoubtedToo(t *testing.T) {
	t.Parallel()
	table := []byte("Article,Name,Price\nA1,Mug,4.50\nA2,Tea,2.00\n")
	p, err := read(t, "f.csv", table, Choice{Map: map[string]string{"order_number": "Article", "title": "Name", "unit_price": "Price"}}).AsProfile("prices", "Prices")
	if err != nil {
		t.Fatal(err)
	}
	if r := read(t, "f.csv", table, Choice{Saved: []Profile{p}}); r.Profile != "prices" || r.Doubt.Says == "" {
		t.Errorf("by %s, doubted %q", r.Profile, r.Doubt.Says)
	}
}
