package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"
)

// Page is the tracking page of one order.
type Page struct {
	OrderID string
	Token   string // unguessable name of its folder; never changes
	Hash    string // of what was last written, "" when it is not published
	Written time.Time
	Expires time.Time // zero while it does not
}

// PutPage keeps a page. An order keeps the token it was given first: links that were handed out go on working.
func (tx *Tx) PutPage(p Page) error {
	err := tx.exec(`INSERT INTO pages (order_id, token, hash, written_at, expires_at) VALUES ($1, $2, $3, $4, $5)
		ON CONFLICT (order_id) DO UPDATE SET hash = $3, written_at = $4, expires_at = $5`,
		p.OrderID, p.Token, p.Hash, millis(p.Written), millis(p.Expires))
	if err != nil {
		return fmt.Errorf("page of order %s: %w", p.OrderID, err)
	}
	tx.orders[p.OrderID] = true
	return nil
}

func scanPage(r *sql.Rows) (p Page, err error) {
	var written, expires int64
	err = r.Scan(&p.OrderID, &p.Token, &p.Hash, &written, &expires)
	p.Written, p.Expires = instant(written), instant(expires)
	return p, err
}

// Page reads the page of an order; found is false when it has none yet.
func (r *Reader) Page(ctx context.Context, orderID string) (p Page, found bool, err error) {
	p, err = one(ctx, r.q, scanPage, "SELECT order_id, token, hash, written_at, expires_at FROM pages WHERE order_id = $1", orderID)
	if errors.Is(err, ErrNotFound) {
		return Page{}, false, nil
	}
	return p, err == nil, err
}

// Pages lists every page by order id.
func (r *Reader) Pages(ctx context.Context) ([]Page, error) {
	return all(ctx, r.q, scanPage, "SELECT order_id, token, hash, written_at, expires_at FROM pages ORDER BY order_id")
}
