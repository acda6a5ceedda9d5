package store

import (
	"context"
	"database/sql"
	"fmt"
	"time"

	"ordertrail/track"
)

// StockCount is how many of an article there were at some time, as a stock list states it.
type StockCount struct {
	SKU    string
	At     time.Time
	OnHand int
	Cost   track.Money // of one; zero when none is stated
}

// keepCount adds a count to what is known of an article; without a time it says nothing that could be compared.
func (tx *Tx) keepCount(i Item) error {
	if i.Counted.IsZero() {
		return nil
	}
	return tx.exec(`INSERT INTO stock_counts (sku, counted_at, run, on_hand, unit_cost, currency) VALUES ($1,$2,$3,$4,$5,$6)
		ON CONFLICT (sku, counted_at, run) DO UPDATE SET on_hand = $4, unit_cost = $5, currency = $6`,
		i.SKU, millis(i.Counted), i.Run, i.OnHand, i.Cost.Minor, i.Cost.Currency)
}

// StockCounts lists every count of stock whose import was not undone, by article and time. Of two that state the same article at
// the same time the larger one comes last, whichever was imported first.
func (r *Reader) StockCounts(ctx context.Context) ([]StockCount, error) {
	list, err := all(ctx, r.q, func(r *sql.Rows) (c StockCount, err error) {
		var at int64
		err = r.Scan(&c.SKU, &at, &c.OnHand, &c.Cost.Minor, &c.Cost.Currency)
		c.At = instant(at)
		return c, err
	}, `SELECT c.sku, c.counted_at, c.on_hand, c.unit_cost, c.currency FROM stock_counts c LEFT JOIN runs r ON r.id = c.run
		WHERE c.run = 0 OR r.undone_at = 0 ORDER BY c.sku, c.counted_at, c.on_hand, c.unit_cost, c.currency`)
	if err != nil {
		return nil, fmt.Errorf("counts of stock: %w", err)
	}
	return list, nil
}
