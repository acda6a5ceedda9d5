package importers

import (
	"fmt"
	"slices"
	"strconv"

	"ordertrail/importers/sheet"
	"ordertrail/track"
	"ordertrail/track/expr"
)

// lineFields are the fields that make a row a line of its order.
var lineFields = []string{"line_id", "sku", "title"}

// lines reads the lines of an order and lists the rows it took. Line ids are "1", "2", … in file order, so they depend on
// this statement alone; two statements of one order are matched line by line with MatchLines. A line whose own id and
// content stand in the file twice is taken once. A row that names no item, among rows that do, only sums the order up.
func (in *intake) lines(g *orderGroup) (lines []track.LineFacts, taken []int) {
	lines = []track.LineFacts{}
	hasLines := in.anyBound(lineFields...)
	if !hasLines && in.hasItems() {
		lines, taken = in.withItems(g)
		inFileOrder(lines)
		return lines, taken
	}
	if !hasLines {
		in.noteAs("no-lines", "", in.profile.noted(says("no-lines")))
		return lines, rowNumbers(g.rows)
	}
	named := slices.ContainsFunc(g.rows, in.namesItem)
	for _, row := range g.rows {
		if !in.namesItem(row) {
			if !named {
				in.missing(row, in.firstBound("title", "sku"), "item")
			}
			taken = append(taken, row.Number)
			continue
		}
		line := in.line(g, row)
		if line.ExternalID != "" && slices.Contains(lines, line) {
			continue
		}
		lines, taken = append(lines, line), append(taken, row.Number)
	}
	inFileOrder(lines)
	return lines, taken
}

// inFileOrder gives the lines their ids.
func inFileOrder(lines []track.LineFacts) {
	for i := range lines {
		lines[i].Line = strconv.Itoa(i + 1)
	}
}

// rowNumbers are the numbers of rows.
func rowNumbers(rows []sheet.Row) []int {
	out := make([]int, len(rows))
	for i, r := range rows {
		out[i] = r.Number
	}
	return out
}

// namesItem reports whether a row says which item its line is about.
func (in *intake) namesItem(row sheet.Row) bool {
	return in.value(row, "sku").text != "" || in.value(row, "title").text != ""
}

// firstBound is the first of the fields that a column of the file fills.
func (in *intake) firstBound(names ...string) string {
	for _, name := range names {
		if _, ok := in.bound[name]; ok {
			return name
		}
	}
	return names[0]
}

// line reads the line-level cells of a row.
func (in *intake) line(g *orderGroup, row sheet.Row) track.LineFacts {
	line := track.LineFacts{
		ExternalID: in.id(row, "line_id"), SKU: in.id(row, "sku"), Title: in.text(row, "title"),
		Quantity: in.quantity(row), Price: in.moneyOf(g, row, "unit_price"),
	}
	if total := in.moneyOf(g, row, "line_total"); line.Price.IsZero() && line.Quantity > 0 && total.Minor%int64(line.Quantity) == 0 {
		line.Price = track.Money{Minor: total.Minor / int64(line.Quantity), Currency: total.Currency}
	}
	if ships, known := in.flag(row, "requires_shipping"); known {
		line.NoShipping = !ships
	}
	return line
}

// takenBack matches a quantity below zero.
var takenBack = expr.Late(`^-0*[1-9]\d{0,6}(?:[.,]0{1,2})?$`)

// quantity is how many of a line were ordered: 1 where the file has no such column, and that is said once.
func (in *intake) quantity(row sheet.Row) int {
	if _, ok := in.bound["quantity"]; !ok {
		in.note("", says("no-quantity"))
		return 1
	}
	least := 1
	if in.profile.ZeroLines {
		least = 0
	}
	if takenBack().MatchString(in.value(row, "quantity").text) {
		return 0
	}
	n, ok := in.count(row, "quantity", least)
	if !ok && !in.isBad(row.Number) {
		in.missing(row, "quantity", "quantity")
	}
	return n
}

// MatchLines pairs the lines of two statements of the same order: for each line of next the index of its line in last, or
// -1 when it is new. Lines are the same when the shop's id says so; else by SKU, title and price; else by SKU and title;
// among equals the first goes with the first. So lines may change places between statements and stay themselves.
func MatchLines(last, next []track.LineFacts) []int {
	out := make([]int, len(next))
	for i := range out {
		out[i] = -1
	}
	used := make([]bool, len(last))
	for _, key := range lineKeys {
		waiting := map[string][]int{}
		for j, l := range last {
			if k := key(l); k != "" && !used[j] {
				waiting[k] = append(waiting[k], j)
			}
		}
		for i, l := range next {
			if js := waiting[key(l)]; out[i] < 0 && len(js) > 0 {
				out[i], used[js[0]] = js[0], true
				waiting[key(l)] = js[1:]
			}
		}
	}
	return out
}

// lineKeys say when two lines are the same, surest first. "" matches nothing.
var lineKeys = []func(track.LineFacts) string{
	func(l track.LineFacts) string { return l.ExternalID },
	func(l track.LineFacts) string { return fmt.Sprint(l.SKU, "\x00", l.Title, "\x00", l.Price) },
	func(l track.LineFacts) string { return l.SKU + "\x00" + l.Title },
}
