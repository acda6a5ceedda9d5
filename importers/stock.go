package importers

import (
	"context"
	"strconv"
	"strings"

	"ordertrail/importers/sheet"
	"ordertrail/track"
)

// StockItem is one row of a stock list: what an article is, what else it answers to, and how many there are.
type StockItem struct {
	Row          int         `json:"row"`
	SKU          string      `json:"sku"`
	Title        string      `json:"title,omitempty"`
	GTIN         string      `json:"gtin,omitempty"`
	PackQuantity int         `json:"pack_quantity,omitempty"`
	Aliases      []string    `json:"aliases,omitempty"`
	UnitCost     track.Money `json:"unit_cost,omitzero"`
	OnHand       int         `json:"on_hand"`
	Counted      bool        `json:"counted"` // OnHand was stated; an empty cell is not zero
	Bin          string      `json:"bin,omitempty"`
	CountedAt    track.Stamp `json:"counted_at,omitempty"`
}

// stock reads a stock list: one item per row, and no SKU twice.
func (in *intake) stock(ctx context.Context) error {
	seen := map[string]int{}
	return in.table.data(ctx, func(row sheet.Row) error {
		if why := in.table.idle(row); why != "" {
			in.ignore(row, why)
			return nil
		}
		item := in.stockItem(row)
		switch at := seen[strings.ToLower(item.SKU)]; {
		case in.isBad(row.Number):
		case item.SKU == "" && !in.saysOfArticle(row):
			in.ignore(row, "no-article")
			return nil
		case item.SKU == "":
			in.missing(row, "sku", "sku")
		case at > 0:
			in.reject(in.value(row, "sku"), says("repeated-sku", strconv.Itoa(at)))
		}
		if in.isBad(row.Number) {
			in.refuse(row, "")
			return nil
		}
		seen[strings.ToLower(item.SKU)] = row.Number
		in.out.Stock = append(in.out.Stock, item)
		return nil
	})
}

// saysOfArticle reports whether a row says anything of an article but what it is called: exports of products have rows for pictures.
func (in *intake) saysOfArticle(row sheet.Row) bool {
	for name := range in.bound {
		if name != "sku" && name != "title" && in.value(row, name).text != "" {
			return true
		}
	}
	return !in.anyBound("gtin", "unit_cost", "on_hand")
}

// stockItem reads the cells of one row.
func (in *intake) stockItem(row sheet.Row) StockItem {
	item := StockItem{
		Row: row.Number, SKU: in.id(row, "sku"), Title: in.text(row, "title"), GTIN: in.id(row, "gtin"),
		UnitCost: in.money(row, "unit_cost"), Bin: in.text(row, "bin"), CountedAt: in.stamp(row, "counted_at"),
	}
	item.PackQuantity, _ = in.count(row, "pack_quantity", 1)
	item.OnHand, item.Counted = in.count(row, "on_hand", 0)
	for _, alias := range strings.FieldsFunc(in.text(row, "aliases"), func(r rune) bool { return strings.ContainsRune(",;|\n", r) }) {
		if alias = strings.TrimSpace(alias); alias != "" {
			item.Aliases = append(item.Aliases, alias)
		}
	}
	return item
}
