package store

import (
	"context"
	"database/sql"
	"fmt"
	"time"
)

// Unread is something nobody could read yet, kept with its bytes.
type Unread struct {
	ID      string // follows from Kind, Source and Raw
	Kind    string // notice, code, scan
	Raw     []byte
	Subject string // of a mail; or the code
	Why     string
	Source  string
	Sender  string // of a mail: the carrier whose address it bears, "" nobody's
	At      time.Time
	State   string // open, taught, dismissed
	Seen    int    // how often it came
}

// The states of an unread thing.
const (
	UnreadOpen      = "open"
	UnreadTaught    = "taught"
	UnreadDismissed = "dismissed"
)

// AddUnread keeps something unread and returns its id. The same bytes of the same source again are counted, not kept
// twice, and a dismissed one stays dismissed.
func (tx *Tx) AddUnread(u Unread) (id string, err error) {
	id = "U" + HashText(u.Kind + "\x00" + u.Source + "\x00" + string(u.Raw))[:16]
	tx.queueChanged(u.Kind)
	if u.Raw == nil {
		u.Raw = []byte{}
	}
	err = tx.exec(`INSERT INTO unread (id, kind, raw, subject, why, source, at, state, seen, sender) VALUES ($1,$2,$3,$4,$5,$6,$7,'open',1,$8)
		ON CONFLICT (id) DO UPDATE SET seen = seen + 1`, id, u.Kind, u.Raw, u.Subject, u.Why, u.Source, millis(tx.now), u.Sender)
	if err != nil {
		return "", fmt.Errorf("keep unread %s: %w", u.Kind, err)
	}
	return id, nil
}

// queueChanged tells that what waits in the queue of a kind is to be looked at again.
func (tx *Tx) queueChanged(kind string) {
	tx.change.Queues, tx.queues["unread_"+kind] = true, true
	if kind == "notice" {
		tx.queues["notice_drift"] = true
	}
}

// SetUnread changes the state of an unread thing; ErrNotFound when there is none.
func (tx *Tx) SetUnread(ctx context.Context, id, state string) error {
	u, err := tx.Unread(ctx, id)
	if err != nil {
		return err
	}
	tx.queueChanged(u.Kind)
	return tx.exec("UPDATE unread SET state = $2 WHERE id = $1", id, state)
}

func scanUnread(r *sql.Rows) (u Unread, err error) {
	var at int64
	err = r.Scan(&u.ID, &u.Kind, &u.Raw, &u.Subject, &u.Why, &u.Source, &at, &u.State, &u.Seen, &u.Sender)
	u.At = instant(at)
	return u, err
}

const unreadColumns = "id, kind, raw, subject, why, source, at, state, seen, sender"

// Unread reads one unread thing; ErrNotFound when there is none.
func (r *Reader) Unread(ctx context.Context, id string) (Unread, error) {
	u, err := one(ctx, r.q, scanUnread, "SELECT "+unreadColumns+" FROM unread WHERE id = $1", id)
	if err != nil {
		return Unread{}, fmt.Errorf("unread %s: %w", id, err)
	}
	return u, nil
}

// UnreadIn lists unread things in a state ("" means any) and of a kind ("" means any), newest first.
func (r *Reader) UnreadIn(ctx context.Context, state, kind string) ([]Unread, error) {
	list, err := all(ctx, r.q, scanUnread, "SELECT "+unreadColumns+` FROM unread
		WHERE ($1 = '' OR state = $1) AND ($2 = '' OR kind = $2) ORDER BY at DESC, id`, state, kind)
	if err != nil {
		return nil, fmt.Errorf("unread: %w", err)
	}
	return list, nil
}

// UnreadCount is how many unread things are open.
func (r *Reader) UnreadCount(ctx context.Context) (int, error) {
	n, err := one(ctx, r.q, scanInt, "SELECT count(*) FROM unread WHERE state = 'open'")
	return int(n), err
}
