package importers

import (
	"fmt"
	"maps"
	"slices"
	"strings"
)

// hint is a way people call the column of a field.
type hint struct {
	field string
	words [][]string // any of these, all words of it
}

// Read a row as: a column whose name has all these words, or all those, is likely to be <field>. The first row that fits
// counts, so the more particular names stand first.
var hints = []hint{
	{"tracking_number", words("tracking number", "tracking code", "tracking no", "awb", "consignment number", "trackingnumber")},
	{"ordered_at", words("purchase timestamp", "purchase date", "order date", "ordered at", "ordered on", "sale date", "sold on", "placed at", "order placed", "date of order", "created at")},
	{"paid_at", words("paid at", "approved at", "payment date", "paid on")},
	{"promised_on", words("estimated delivery", "promised", "deliver by", "delivery due")},
	{"fulfilled_at", words("delivered carrier", "ship date", "shipped at", "shipped on", "dispatch date", "date shipped")},
	{"ship_by", words("shipping limit", "ship by", "dispatch by", "latest ship")},
	{"occurred_at", words("delivered customer", "delivery date", "delivered at", "event time", "scan time")},
	{"order_number", words("order id", "order number", "order no", "order nr", "order ref", "bestellnummer", "pedido")},
	{"line_id", words("order item id", "line id", "item number")},
	{"fulfilment", words("order status", "fulfillment status", "fulfilment")},
	{"customer_name", words("customer name", "buyer name", "full name")},
	{"email", words("email", "e-mail")},
	{"phone", words("phone", "telephone")},
	{"title", words("product name", "item name", "item title", "product title", "description")},
	{"sku", words("sku", "product id", "product code", "article number", "item code")},
	{"quantity", words("quantity", "qty", "pieces", "menge", "cantidad")},
	{"line_total", words("sales", "line total", "amount")},
	{"unit_price", words("unit price", "price")},
	{"currency", words("currency")},
	{"service", words("ship mode", "shipping method", "ship method", "service")},
	{"carrier", words("carrier", "courier")},
	{"ship_city", words("city", "town")},
	{"ship_region", words("state", "province", "county")},
	{"ship_postcode", words("postal code", "postcode", "zip")},
	{"ship_country", words("country")},
	{"gtin", words("gtin", "ean", "upc", "barcode")},
	{"on_hand", words("on hand", "stock level", "in stock")},
	{"unit_cost", words("unit cost", "cost price")},
}

func words(list ...string) [][]string {
	out := make([][]string, len(list))
	for i, s := range list {
		out[i] = strings.Fields(s)
	}
	return out
}

// suggest says of the columns of a table nobody knows which fields they probably fill: the fields of one kind of file, each
// at most once, and none when no fact could be made of them. Exact names win over likely ones. Nothing is read by it without
// a person's word.
func suggest(headers []string) map[string]string {
	out := map[string]string{} // field -> column
	taken := map[string]bool{}
	for _, exact := range []bool{true, false} {
		for _, h := range hints {
			for _, name := range headers {
				if out[h.field] == "" && !taken[name] && h.fits(name, exact) {
					out[h.field], taken[name] = name, true
				}
			}
		}
	}
	kind := kindOfMap(out)
	maps.DeleteFunc(out, func(field, _ string) bool { _, ok := fieldNamed(kind, field); return !ok })
	return out
}

// fits reports whether a column is called what the hint says: by these words alone, or among others.
func (h hint) fits(name string, exact bool) bool {
	spoken := strings.FieldsFunc(fold(name), func(r rune) bool { return strings.ContainsRune(" -/.()#:", r) })
	return slices.ContainsFunc(h.words, func(all []string) bool {
		if exact && len(all) != len(spoken) {
			return false
		}
		return !slices.ContainsFunc(all, func(word string) bool { return !slices.Contains(spoken, word) })
	})
}

// mapping writes a mapping as it is given on the command line; of none, how one looks.
func mapping(columns map[string]string) string {
	if len(columns) == 0 {
		return "--map order_number=… --map sku=…"
	}
	var out []string
	for _, field := range sortedKeys(columns) {
		out = append(out, fmt.Sprintf("--map %q", field+"="+columns[field]))
	}
	return strings.Join(out, " ")
}
