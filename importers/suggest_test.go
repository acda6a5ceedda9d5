package importers

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestColumnsOfAStrangerAreGuessedAndOnlyGuessed(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		header string
		want   map[string]string
	}{
		"a data set of orders": {"order_id,customer_id,order_status,order_purchase_timestamp,order_approved_at,order_delivered_carrier_date,order_delivered_customer_date,order_estimated_delivery_date", map[string]string{
			"order_number": "order_id", "fulfilment": "order_status", "ordered_at": "order_purchase_timestamp", "paid_at": "order_approved_at",
			"fulfilled_at": "order_delivered_carrier_date", "promised_on": "order_estimated_delivery_date",
		}},
		"a data set of lines": {"order_id,order_item_id,product_id,seller_id,shipping_limit_date,price,freight_value", map[string]string{
			"order_number": "order_id", "line_id": "order_item_id", "sku": "product_id", "ship_by": "shipping_limit_date", "unit_price": "price",
		}},
		"a list of sales": {"Row ID,Order ID,Order Date,Ship Date,Ship Mode,Customer ID,Customer Name,Segment,Country,City,State,Postal Code,Region,Product ID,Category,Product Name,Sales,Quantity,Discount,Profit", map[string]string{
			"order_number": "Order ID", "ordered_at": "Order Date", "fulfilled_at": "Ship Date", "service": "Ship Mode", "customer_name": "Customer Name",
			"ship_country": "Country", "ship_city": "City", "ship_region": "State", "ship_postcode": "Postal Code", "sku": "Product ID", "title": "Product Name",
			"line_total": "Sales", "quantity": "Quantity",
		}},
		"a list of parcels":        {"AWB No.,Courier,Delivery Date,Town", map[string]string{"tracking_number": "AWB No.", "carrier": "Courier", "occurred_at": "Delivery Date"}},
		"a list of articles":       {"Item Code,EAN,Stock Level,Cost Price", map[string]string{"sku": "Item Code", "gtin": "EAN", "on_hand": "Stock Level", "unit_cost": "Cost Price"}},
		"nothing to make facts of": {"seller_id,seller_zip_code_prefix,seller_city,seller_state", map[string]string{}},
		"no names at all":          {"1,2,3", map[string]string{}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got := suggest(strings.Split(c.header, ","))
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Error(diff)
			}
			r := read(t, "f.csv", []byte(c.header+"\n"+strings.Repeat("x,", strings.Count(c.header, ","))+"x\n"), Choice{})
			if r.Kind != KindUnknown || len(r.Rejected) != 1 {
				t.Errorf("it was read without asking: %+v", r.Kind)
			}
			for field, column := range c.want {
				if !strings.Contains(r.Problems[0].Args[1], field+"="+column) {
					t.Errorf("the message does not offer %s=%s: %s", field, column, r.Problems[0].Args)
				}
			}
			if len(c.want) > 0 {
				if mapped := read(t, "f.csv", []byte(c.header+"\n"), Choice{Map: got}); mapped.Kind == KindUnknown {
					t.Errorf("what is offered does not work: %+v", mapped.Problems)
				}
			}
		})
	}
}

func TestRivalsAreWhoWouldMakeARecognitionAQuestion(t *testing.T) {
	t.Parallel()
	p := stall("first", "beleg a", "b c d e f g h i")
	for name, c := range map[string]struct {
		other Profile
		rival bool
	}{
		"as many":              {stall("other", "beleg b", "a c d e f g h i"), true},
		"nine of ten":          {stall("other", "beleg b", "a c d e f g h"), true},
		"less particular":      {stall("other", "beleg", "b c d e f g h i"), false},
		"eight of ten":         {stall("other", "beleg b", "a c d e f g"), false},
		"it does not fit":      {stall("other", "beleg z", "a b c d e f g h i"), false},
		"the same name":        {stall("first", "beleg b", "a c d e f g h i"), false},
		"fewer but particular": {stall("other", "beleg a b", "c d e f g h"), true},
	} {
		if got := len(p.Rivals([]Profile{c.other})) == 1; got != c.rival {
			t.Errorf("%s: rival %v, want %v", name, got, c.rival)
		}
	}
}
