package importers

import (
	"slices"
	"strconv"
	"strings"

	"ordertrail/importers/sheet"
)

// SureOrders is what a person says of a table in which nothing speaks of orders: that they are orders all the same.
const SureOrders = "orders"

// ofArticles are the fields of an order that a list of articles fills as well.
var ofArticles = []string{"order_number", "external_id", "source", "sku", "title", "unit_price", "currency", "tags", "note"}

// doubt asks whether a table that a person read as orders holds any. Nothing in a price list speaks of orders: no day, customer,
// quantity or sum, and each number stands there once, under a name that is not an order's or beside a price. It is asked of a
// mapping made by hand or saved from one: the header of a known export says what it is.
func (in *intake) doubt() {
	saved := slices.ContainsFunc(in.choice.Saved, func(p Profile) bool { return p.Name == in.profile.Name })
	if in.choice.Sure == SureOrders || in.table.count == 0 || !saved && in.profile.Name != handName && !(len(in.choice.Map) > 0 && in.profile.ourForm()) {
		return
	}
	for field := range in.bound {
		if !slices.Contains(ofArticles, field) {
			return
		}
	}
	number, bound := in.bound["order_number"]
	if !bound || len(number.at) == 0 || in.runs.orders < in.table.count-len(in.out.Ignored)-len(in.out.Rejected) || in.repeatsArticles() {
		return
	}
	name := in.table.headers[number.at[0]]
	_, priced := in.bound["unit_price"]
	if namesOrders(name) && !priced {
		return
	}
	in.out.Doubt = says("not-orders", name, strconv.Itoa(in.table.count))
	in.note(name, in.out.Doubt)
}

// namesOrders reports whether a column is called an order's number in words; a mere "No" may number anything.
func namesOrders(name string) bool {
	return slices.ContainsFunc(hints(), func(h hint) bool {
		h.alone = nil
		return h.Field == "order_number" && h.fits(name, false)
	})
}

// repeatsArticles reports whether the first rows name an article twice: a list of articles does not.
func (in *intake) repeatsArticles() bool {
	seen := map[string]bool{}
	return slices.ContainsFunc(in.table.rows[in.table.at+1:], func(row sheet.Row) bool {
		sku := strings.ToLower(in.value(row, "sku").text)
		again := sku != "" && seen[sku]
		seen[sku] = true
		return again
	})
}
