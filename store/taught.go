package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"ordertrail/track"
)

// Taught is what a person said a barcode means.
type Taught struct {
	Code   string
	Means  string // item, order, parcel
	Target string // a SKU, an order's id, a parcel's number
	Unread string // the entry of the queue it was taught from
	By     string
	At     time.Time
}

// Teach keeps what a barcode means from now on, in place of what it was taught before.
func (tx *Tx) Teach(t Taught) error {
	tx.change.Queues = true
	if err := tx.exec("UPDATE taught SET undone_at = $2 WHERE code = $1 AND undone_at = 0", codeKey(t.Code), millis(tx.now)); err != nil {
		return fmt.Errorf("teach %q: %w", t.Code, err)
	}
	err := tx.exec("INSERT INTO taught (code, means, target, unread, by, at) VALUES ($1, $2, $3, $4, $5, $6)",
		codeKey(t.Code), t.Means, t.Target, t.Unread, t.By, millis(tx.now))
	if err != nil {
		return fmt.Errorf("teach %q: %w", t.Code, err)
	}
	return nil
}

// Unteach takes back what was taught from an entry of the queue; nothing happens when nothing was.
func (tx *Tx) Unteach(unread string) error {
	tx.change.Queues = true
	return tx.exec("UPDATE taught SET undone_at = $2 WHERE unread = $1 AND undone_at = 0", unread, millis(tx.now))
}

const taughtColumns = "code, means, target, unread, by, at"

func scanTaught(r *sql.Rows) (t Taught, err error) {
	var at int64
	err = r.Scan(&t.Code, &t.Means, &t.Target, &t.Unread, &t.By, &at)
	t.At = instant(at)
	return t, err
}

// Meaning is what a scanned code was taught to mean; found is false when nobody taught it.
func (r *Reader) Meaning(ctx context.Context, code string) (t Taught, found bool, err error) {
	t, err = one(ctx, r.q, scanTaught, "SELECT "+taughtColumns+" FROM taught WHERE code = $1 AND undone_at = 0", codeKey(code))
	if errors.Is(err, ErrNotFound) {
		return Taught{}, false, nil
	}
	return t, err == nil, err
}

// TaughtFrom is what was taught from an entry of the queue.
func (r *Reader) TaughtFrom(ctx context.Context, unread string) (t Taught, found bool, err error) {
	t, err = one(ctx, r.q, scanTaught, "SELECT "+taughtColumns+" FROM taught WHERE unread = $1 AND undone_at = 0", unread)
	if errors.Is(err, ErrNotFound) {
		return Taught{}, false, nil
	}
	return t, err == nil, err
}

// Said lists what people said of facts that nobody could place and that still counts, the newest first.
func (r *Reader) Said(ctx context.Context, limit int) ([]track.Event, error) {
	return r.events(ctx, "WHERE e.kind IN ('linked', 'disowned') AND e.live = 1 ORDER BY e.seq DESC LIMIT $1", limit)
}
