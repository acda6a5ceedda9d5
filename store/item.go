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
		if err := errors.Join(tx.putItem(i), tx.keepStated(i)); err != nil {
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

// keepStated keeps what an import states of an article, for the day another import is taken back.
func (tx *Tx) keepStated(i Item) error {
	text, err := json.Marshal(i)
	if err != nil {
		return err
	}
	return tx.exec("INSERT INTO item_stated (sku, run, item) VALUES ($1, $2, $3) ON CONFLICT DO UPDATE SET item = $3", i.SKU, i.Run, string(text))
}

// restate puts the articles that an import stated to what the latest import that counts says of them; without one they are gone.
func (tx *Tx) restate(ctx context.Context, run int64) error {
	skus, err := all(ctx, tx.w, scanText, "SELECT sku FROM item_stated WHERE run = $1 ORDER BY sku", run)
	for _, sku := range skus {
		if err := tx.restateOne(ctx, sku); err != nil {
			return fmt.Errorf("item %s: %w", sku, err)
		}
	}
	tx.change.Settings = tx.change.Settings || len(skus) > 0
	return err
}

func (tx *Tx) restateOne(ctx context.Context, sku string) error {
	text, err := one(ctx, tx.w, scanText, `SELECT s.item FROM item_stated s LEFT JOIN runs r ON r.id = s.run
		WHERE s.sku = $1 AND (s.run = 0 OR r.undone_at = 0) ORDER BY s.run DESC LIMIT 1`, sku)
	if errors.Is(err, ErrNotFound) {
		return errors.Join(tx.exec("DELETE FROM item_codes WHERE sku = $1", sku), tx.exec("DELETE FROM items WHERE sku = $1", sku))
	}
	var i Item
	if err == nil {
		err = json.Unmarshal([]byte(text), &i)
	}
	if err != nil {
		return err
	}
	return tx.putItem(i)
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
