package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"

	"ordertrail/track"
)

// Item is an article of the shop as a stock file states it.
type Item struct {
	SKU     string
	Title   string
	GTIN    string
	Pack    int      // units behind the GTIN; 0 means 1
	Aliases []string // other codes that mean one unit
	Cost    track.Money
	OnHand  int
	Bin     string
	Counted time.Time // when OnHand was counted; zero when it was not
	Run     int64     // the import that states it
}

// PutItems adds articles or replaces what is known about them, with the codes that find them.
func (tx *Tx) PutItems(items ...Item) error {
	for _, i := range items {
		if err := tx.putItem(i); err != nil {
			return fmt.Errorf("item %s: %w", i.SKU, err)
		}
	}
	tx.change.Settings = true
	return nil
}

func (tx *Tx) putItem(i Item) error {
	i.Pack = max(i.Pack, 1)
	err := tx.exec(`INSERT INTO items (sku, title, gtin, pack, unit_cost, currency, on_hand, bin, counted_at)
		VALUES ($1,$2,$3,$4,$5,$6,$7,$8,$9) ON CONFLICT (sku) DO UPDATE SET title = $2, gtin = $3, pack = $4, unit_cost = $5,
		currency = $6, on_hand = $7, bin = $8, counted_at = $9`,
		i.SKU, i.Title, i.GTIN, i.Pack, i.Cost.Minor, i.Cost.Currency, i.OnHand, i.Bin, millis(i.Counted))
	if err != nil {
		return err
	}
	if err := tx.keepCount(i); err != nil {
		return err
	}
	if err := tx.exec("DELETE FROM item_codes WHERE sku = $1", i.SKU); err != nil {
		return err
	}
	codes := map[string]int{codeKey(i.SKU): 1}
	for _, a := range i.Aliases {
		codes[codeKey(a)] = 1
	}
	if i.GTIN != "" {
		codes[codeKey(i.GTIN)] = i.Pack
	}
	for code, n := range codes {
		if code == "" {
			continue
		}
		if err := tx.exec("INSERT INTO item_codes (code, sku, quantity) VALUES ($1, $2, $3)", code, i.SKU, n); err != nil {
			return err
		}
	}
	return nil
}

// codeKey folds an article code for comparing: no space around it, no letter case, and GTINs of any length without the
// zeros in front that a longer form adds.
func codeKey(code string) string {
	code = strings.ToLower(strings.TrimSpace(code))
	if len(code) >= 8 && strings.Trim(code, "0123456789") == "" {
		return strings.TrimLeft(code, "0")
	}
	return code
}

// ItemCode is an article that a code may mean, and how many units.
type ItemCode struct {
	SKU      string
	Quantity int
}

// ItemsByCode are the articles that a scanned code may mean: SKU, alias or GTIN.
func (r *Reader) ItemsByCode(ctx context.Context, code string) ([]ItemCode, error) {
	return all(ctx, r.q, func(r *sql.Rows) (c ItemCode, err error) { return c, r.Scan(&c.SKU, &c.Quantity) },
		"SELECT sku, quantity FROM item_codes WHERE code = $1 ORDER BY sku", codeKey(code))
}

// Ordered reports whether some order has a line of that SKU, letter case aside.
func (r *Reader) Ordered(ctx context.Context, sku string) (bool, error) {
	words := phrase(sku)
	if words == "" {
		return false, nil
	}
	text, err := json.Marshal(strings.ToLower(sku))
	if err != nil {
		return false, fmt.Errorf("look for %q: %w", sku, err)
	}
	_, err = one(ctx, r.q, scanInt, `SELECT o.n FROM order_search s JOIN orders o ON o.n = s.rowid
		WHERE order_search MATCH $1 AND instr(lower(o.state), $2) > 0 LIMIT 1`, "items : "+words, `"sku":`+string(text))
	if errors.Is(err, ErrNotFound) {
		return false, nil
	}
	return err == nil, err
}

const itemColumns = `i.sku, i.title, i.gtin, i.pack, i.unit_cost, i.currency, i.on_hand, i.bin, i.counted_at,
	coalesce((SELECT group_concat(c.code, char(10)) FROM item_codes c WHERE c.sku = i.sku), '')`

func scanItem(r *sql.Rows) (i Item, err error) {
	var counted int64
	var codes string
	err = r.Scan(&i.SKU, &i.Title, &i.GTIN, &i.Pack, &i.Cost.Minor, &i.Cost.Currency, &i.OnHand, &i.Bin, &counted, &codes)
	i.Counted = instant(counted)
	for code := range strings.SplitSeq(codes, "\n") {
		if code != "" && code != codeKey(i.SKU) && code != codeKey(i.GTIN) {
			i.Aliases = append(i.Aliases, code)
		}
	}
	return i, err
}

// Item reads one article by SKU; found is false when no stock file named it.
func (r *Reader) Item(ctx context.Context, sku string) (i Item, found bool, err error) {
	i, err = one(ctx, r.q, scanItem, "SELECT "+itemColumns+" FROM items i WHERE i.sku = $1", sku)
	if errors.Is(err, ErrNotFound) {
		return Item{}, false, nil
	}
	return i, err == nil, err
}

// Items lists every article by SKU.
func (r *Reader) Items(ctx context.Context) ([]Item, error) {
	return all(ctx, r.q, scanItem, "SELECT "+itemColumns+" FROM items i ORDER BY i.sku")
}
