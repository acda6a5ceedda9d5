package store

import (
	"bytes"
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"time"

	"ordertrail/track"
)

// Link is one row of the log with what chains it to the row before: Hash is the SHA-256 of Before, the event's id and its
// Facts, each of these two after its length as eight bytes, and the milliseconds of Recorded as eight bytes, all big-endian.
type Link struct {
	Seq          int64
	Event, Facts string // the facts as they are hashed: words that an erase can reach are their hashes
	Recorded     time.Time
	Before, Hash []byte // Before is empty at the head of the log
}

// Holds reports whether the row is as it was recorded.
func (l Link) Holds() bool {
	return bytes.Equal(chained(l.Before, l.Event, l.Facts, millis(l.Recorded)), l.Hash)
}

// LinksOf are the rows of the log about one order, in the order they were recorded.
func (r *Reader) LinksOf(ctx context.Context, orderID string) ([]Link, error) {
	links, err := all(ctx, r.q, scanLink, `SELECT e.seq, e.id, e.facts, e.recorded_at, e.hash, coalesce(b.hash, x'')
		FROM events e LEFT JOIN events b ON b.seq = e.seq - 1 WHERE e.order_id = $1 AND e.order_id <> '' ORDER BY e.seq`, orderID)
	if err != nil {
		return nil, fmt.Errorf("log of order %s: %w", orderID, err)
	}
	return links, nil
}

func scanLink(r *sql.Rows) (l Link, err error) {
	var at int64
	if err := r.Scan(&l.Seq, &l.Event, &l.Facts, &at, &l.Hash, &l.Before); err != nil {
		return l, err
	}
	if l.Recorded = instant(at); l.Holds() {
		return l, nil
	}
	var e track.Event
	if err := json.Unmarshal([]byte(l.Facts), &e); err != nil {
		return l, nil // it is not as it was recorded, and does not hold
	}
	bound, err := factsOf(e.Bound())
	if held := l; err == nil {
		if held.Facts = bound; held.Holds() {
			l = held
		}
	}
	return l, err
}
