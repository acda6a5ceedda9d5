package store

import (
	"context"
	"fmt"
	"time"

	"ordertrail/track"
)

// Contacts are the live facts that a customer got in touch, recorded since an instant, oldest first.
func (r *Reader) Contacts(ctx context.Context, since time.Time) ([]track.Event, error) {
	list, err := r.events(ctx, "WHERE e.kind = 'contact' AND e.live = 1 AND e.recorded_at >= $1 ORDER BY e.recorded_at, e.seq", millis(since))
	if err != nil {
		return nil, fmt.Errorf("contacts: %w", err)
	}
	return list, nil
}

// Newest is when the newest fact was recorded; the zero time when there is none.
func (r *Reader) Newest(ctx context.Context) (time.Time, error) {
	ms, err := one(ctx, r.q, scanInt, "SELECT coalesce((SELECT recorded_at FROM events ORDER BY seq DESC LIMIT 1), 0)")
	return instant(ms), err
}

// OldestIn is when the oldest live fact of a kind about the orders of a view was recorded; the zero time when there is none.
func (r *Reader) OldestIn(ctx context.Context, view string, kind track.Kind) (time.Time, error) {
	ms, err := one(ctx, r.q, scanInt, `SELECT coalesce(min(e.recorded_at), 0) FROM order_views v JOIN orders o ON o.n = v.n
		JOIN events e ON e.order_id = o.id AND e.order_id <> '' WHERE v.view = $1 AND e.kind = $2 AND e.live = 1`, view, string(kind))
	return instant(ms), err
}
