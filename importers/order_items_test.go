package importers

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"ordertrail/track"
)

func TestACellOfSeveralItemsIsTakenApart(t *testing.T) {
	t.Parallel()
	const big = "Product ID: 7, Product Qty: 2, Product SKU: A-1, Product Name: Mug, blue, Product Weight: 1.0000, Product Variation Details: Size: L, Product Unit Price: 24.99, Product Total Price: 49.98"
	for name, c := range map[string]struct {
		cell string
		want []map[string]string
	}{
		"BigCommerce, with a comma in a name": {big, []map[string]string{{"quantity": "2", "sku": "A-1", "title": "Mug, blue", "unit_price": "24.99"}}},
		"two of them":                         {big + "|Product ID: 8, Product Qty: 1, Product SKU: , Product Name: Tea | loose, Product Unit Price: 3.00", []map[string]string{{"quantity": "2", "sku": "A-1", "title": "Mug, blue", "unit_price": "24.99"}, {"quantity": "1", "sku": "", "title": "Tea | loose", "unit_price": "3.00"}}},
		"WooCommerce":                         {"name:Mug; blue|product_id:3|sku:A-1|quantity:2|total:30.00|sub_total:30.00;name:Tea|quantity:1", []map[string]string{{"title": "Mug; blue", "sku": "A-1", "quantity": "2", "line_total": "30.00"}, {"title": "Tea", "quantity": "1"}}},
		"a bar in a name":                     {"name:Mug|big|sku:A-1|quantity:2", []map[string]string{{"title": "Mug|big", "sku": "A-1", "quantity": "2"}}},
		"a line break in a name":              {"name:Mug\nbig|quantity:2", []map[string]string{{"title": "Mug\nbig", "quantity": "2"}}},
		"no quantity":                         {"name:Mug|sku:A-1", nil},
		"the second without quantity":         {"name:Mug|quantity:1;name:Tea|sku:T", nil},
		"words":                               {"2× Blue mug, 1× Red mug", nil},
		"nothing but marks":                   {"|;|", nil},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got, ok := unpacked(c.cell)
			if diff := cmp.Diff(c.want, got); diff != "" || ok != (c.want != nil) {
				t.Errorf("%v %s", ok, diff)
			}
		})
	}
}

// An order without one of its items would be sent without it.
func TestItemsThatAreNotUnderstoodRejectTheirOrder(t *testing.T) {
	t.Parallel()
	const header = "order_id,order_total,order_currency,billing_first_name,shipping_address_1,line_items\n"
	r := read(t, "f.csv", []byte(header+`1,10,EUR,A,x,name:Mug|sku:M|quantity:2
2,10,EUR,A,x,2 mugs
3,10,EUR,A,x,name:Mug|sku:M|quantity:9999999
4,10,EUR,A,x,name:Mug|sku:M|quantity:1
4,10,EUR,A,x,name:Mug|sku:M|quantity:1
5,10,EUR,A,x,
`), Choice{})
	if len(r.Rejected) != 2 || len(r.Problems) < 2 || r.Problems[len(r.Problems)-1].Code != "bad-items" {
		t.Errorf("rejected %+v, problems %+v", r.Rejected, r.Problems)
	}
	units := map[string]int{}
	for _, d := range r.Drafts {
		for _, e := range d.Events {
			units[e.Order.Number] = 0
			for _, l := range e.OrderFacts.Lines {
				units[e.Order.Number] += l.Quantity
			}
		}
	}
	if diff := cmp.Diff(map[string]int{"1": 2, "4": 1, "5": 0}, units); diff != "" {
		t.Error(diff)
	}
}

// The currency of an order stands on its first row alone in many exports; the shop's own is not meant.
func TestItemsCostWhatTheirOrderIsPaidIn(t *testing.T) {
	t.Parallel()
	r := read(t, "f.csv", []byte(`order_id,order_total,order_currency,billing_first_name,shipping_address_1,line_items
1,14,USD,A,x,name:Mug|sku:M|quantity:2|total:10.00
1,,,,,name:Tea|sku:T|quantity:1|total:4.00
`), Choice{Home: "EUR"})
	if len(r.Drafts) != 1 {
		t.Fatalf("%d drafts, problems %+v", len(r.Drafts), r.Problems)
	}
	var prices []track.Money
	for _, l := range r.Drafts[0].Events[0].OrderFacts.Lines {
		prices = append(prices, l.Price)
	}
	if diff := cmp.Diff([]track.Money{{Minor: 500, Currency: "USD"}, {Minor: 400, Currency: "USD"}}, prices); diff != "" {
		t.Error(diff)
	}
}

func FuzzUnpacked(f *testing.F) {
	f.Add("name:Mug|sku:A-1|quantity:2|total:30.00;name:Tea|quantity:1")
	f.Add("Product ID: 7, Product Qty: 2, Product SKU: A-1, Product Name: Mug, blue|Product ID: 8, Product Qty: 1, Product Name: T")
	f.Fuzz(func(t *testing.T, cell string) {
		parts, ok := unpacked(cell)
		if ok != (len(parts) > 0) {
			t.Fatalf("%q: %v with %d items", cell, ok, len(parts))
		}
		for _, part := range parts {
			for field, text := range part {
				if !strings.Contains(cell, strings.TrimSpace(text)) {
					t.Fatalf("%q: %s %q does not stand there", cell, field, text)
				}
			}
			if part["quantity"] == "" || part["sku"] == "" && part["title"] == "" {
				t.Fatalf("%q: %v", cell, part)
			}
		}
	})
}
