package importers

import (
	"strings"

	"ordertrail/importers/sheet"
	"ordertrail/track"
	"ordertrail/track/expr"
)

// itemForm is one way in which shops write all items of an order into a cell.
type itemForm struct {
	between string            // stands between two items
	within  string            // stands between two parts of an item
	parts   map[string]string // what a part is called, as partName writes it -> the field of the line it fills
}

// itemForms are the ways that are understood. Read a row as: items stand apart by <between>, their parts by <within>, and these
// parts fill these fields; others are passed over. BigCommerce: developer documentation of its export templates, "Product Details".
// WooCommerce: the export plugins of SkyVerge and WebToffee, "line_items" and "line_item_1".
var itemForms = []itemForm{
	{"|", ", Product ", map[string]string{
		"product_sku": "sku", "sku": "sku", "product_name": "title", "name": "title", "product_qty": "quantity", "qty": "quantity", "unit_price": "unit_price",
	}},
	{";", "|", map[string]string{"sku": "sku", "name": "title", "quantity": "quantity", "sub_total": "line_total", "total": "line_total", "id": "line_id"}},
}

// itemPart matches a part that says what it is.
var itemPart = expr.Late(`(?s)^\s*([\pL_ ]{1,40}?)\s*:\s*(.*)$`)

// read takes a cell apart; false when it is not written in this form: every item says how many there are, and of what.
func (f itemForm) read(text string) ([]map[string]string, bool) {
	var out []map[string]string
	for _, item := range f.items(text) {
		line := f.item(item)
		if line["quantity"] == "" || line["sku"] == "" && line["title"] == "" {
			return nil, false
		}
		out = append(out, line)
	}
	return out, len(out) > 0
}

// items are the texts of the items. What stands between two of them may stand in a name as well: an item begins with a part.
func (f itemForm) items(text string) []string {
	var out []string
	for _, piece := range strings.Split(text, f.between) {
		switch {
		case strings.TrimSpace(piece) == "":
		case len(out) > 0 && !f.begins(piece, out[0]):
			out[len(out)-1] += f.between + piece
		default:
			out = append(out, piece)
		}
	}
	return out
}

// begins reports whether a piece begins with the same part as the first item does.
func (f itemForm) begins(piece, first string) bool {
	g, h := itemPart().FindStringSubmatch(piece), itemPart().FindStringSubmatch(first)
	return g != nil && h != nil && strings.EqualFold(g[1], h[1])
}

// item takes an item apart. A piece that does not say what it is belongs to the part before it.
func (f itemForm) item(text string) map[string]string {
	line, field := map[string]string{}, ""
	for i, piece := range strings.Split(text, f.within) {
		g := itemPart().FindStringSubmatch(piece)
		if g == nil {
			if i > 0 && field != "" {
				line[field] += f.within + piece
			}
			continue
		}
		if field = f.parts[partName(g[1])]; field != "" && line[field] == "" {
			line[field] = g[2]
		} else {
			field = ""
		}
	}
	for key, text := range line {
		line[key] = strings.TrimSpace(text)
	}
	return line
}

// partName is how a part's name is looked up: in lower case, its words joined.
func partName(name string) string { return strings.ReplaceAll(strings.ToLower(name), " ", "_") }

// hasItems reports whether a column of the file holds all items of an order at once.
func (in *intake) hasItems() bool { return in.anyBound("items") }

// items reads the cells of a row that hold several items each, one item after the other; what an earlier row of the order said in the
// same words it only repeats. A cell that is not understood rejects its row: an order without one of its items is worse than none.
func (in *intake) items(g *orderGroup, row sheet.Row, told map[string]bool) (lines []track.LineFacts) {
	for _, i := range in.bound["items"].at {
		c := in.cellAt(row, i)
		key := c.header + "\x00" + c.text
		if c.text == "" || told[key] {
			continue
		}
		told[key] = true
		parts, ok := unpacked(c.text)
		if !ok {
			in.reject(c, says("bad-items"))
			return nil
		}
		for _, part := range parts {
			lines = append(lines, in.item(g, row, c, part))
		}
	}
	return lines
}

// unpacked reads a cell in whichever form it is written.
func unpacked(text string) (parts []map[string]string, ok bool) {
	for _, form := range itemForms {
		if parts, ok = form.read(text); ok {
			return parts, true
		}
	}
	return nil, false
}

// item makes a line of the parts of an item.
func (in *intake) item(g *orderGroup, row sheet.Row, c cell, part map[string]string) track.LineFacts {
	n := wholeNumber().FindStringSubmatch(part["quantity"])
	if n == nil || number(n[1]) > maxQuantity {
		in.reject(c, says("bad-items"))
		return track.LineFacts{}
	}
	line := track.LineFacts{ExternalID: part["line_id"], SKU: part["sku"], Title: part["title"], Quantity: number(n[1])}
	line.Price = in.itemPrice(g, row, part["unit_price"])
	if total := in.itemPrice(g, row, part["line_total"]); line.Price.IsZero() && line.Quantity > 0 && total.Minor%int64(line.Quantity) == 0 {
		line.Price = track.Money{Minor: total.Minor / int64(line.Quantity), Currency: total.Currency}
	}
	return line
}

// plainPrice matches an amount as programs write it.
var plainPrice = expr.Late(`^\d{1,12}(?:\.\d{1,4})?$`)

// itemPrice reads an amount of an item; none when it is not written plainly, or nobody says in which currency.
func (in *intake) itemPrice(g *orderGroup, row sheet.Row, text string) track.Money {
	if !plainPrice().MatchString(text) {
		return track.Money{}
	}
	a, err := parseAmount(text)
	if err != nil {
		return track.Money{}
	}
	r, err := (amountColumn{mark: "."}).rational(a)
	if err != nil {
		return track.Money{}
	}
	return in.inMoneyOf(g, row, func() track.Money {
		currency := in.currency(row, a)
		if currency == "" {
			return track.Money{}
		}
		return minor(r, currency)
	})
}

// withItems replaces the rows whose items stand in one cell by the lines of those items; taken are the rows it read.
func (in *intake) withItems(g *orderGroup) (lines []track.LineFacts, taken []int) {
	lines = []track.LineFacts{}
	told := map[string]bool{}
	for _, row := range g.rows {
		lines = append(lines, in.items(g, row, told)...)
	}
	if len(lines) == 0 {
		in.note("", says("no-lines"))
	}
	return lines, rowNumbers(g.rows)
}
