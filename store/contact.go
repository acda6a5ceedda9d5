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

// Oldest is when the oldest live fact of a kind about these orders was recorded; the zero time when there is none.
func (r *Reader) Oldest(ctx context.Context, kind track.Kind, orderIDs []string) (time.Time, error) {
	ms, err := one(ctx, r.q, scanInt, `SELECT coalesce(min(recorded_at), 0) FROM events
		WHERE kind = $1 AND live = 1 AND order_id <> '' AND order_id IN (SELECT value FROM json_each($2))`, string(kind), jsonList(orderIDs))
	return instant(ms), err
}
