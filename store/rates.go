package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"time"
)

// RateChange is one change of what figures are reckoned with besides facts.
type RateChange struct {
	At    time.Time
	By    string
	What  []string        // codes of what was changed
	Rates json.RawMessage // complete, as package app writes them
}

// AddRates keeps a change of the rates.
func (tx *Tx) AddRates(ctx context.Context, c RateChange) error {
	last, err := one(ctx, tx.w, scanInt, "SELECT coalesce(max(n), 0) FROM rates")
	if err != nil {
		return fmt.Errorf("add rates: %w", err)
	}
	what, err := json.Marshal(c.What)
	if err != nil {
		return fmt.Errorf("add rates: %w", err)
	}
	tx.change.Settings = true
	return tx.exec("INSERT INTO rates (n, at, by, what, rates) VALUES ($1, $2, $3, $4, $5)", last+1, millis(tx.now), c.By, string(what), string(c.Rates))
}

// RatesAfter lists the changes of the rates after a moment, oldest first.
func (r *Reader) RatesAfter(ctx context.Context, at time.Time) ([]RateChange, error) {
	list, err := all(ctx, r.q, func(r *sql.Rows) (c RateChange, err error) {
		var at int64
		var what, rates string
		if err = r.Scan(&at, &c.By, &what, &rates); err != nil {
			return c, err
		}
		c.At, c.Rates = instant(at), json.RawMessage(rates)
		return c, json.Unmarshal([]byte(what), &c.What)
	}, "SELECT at, by, what, rates FROM rates WHERE at > $1 ORDER BY n", at.UnixMilli())
	if err != nil {
		return nil, fmt.Errorf("changes of rates: %w", err)
	}
	return list, nil
}
