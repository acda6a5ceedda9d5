package store

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
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
	State   string // open, taught, dismissed, withdrawn
	Seen    int    // how often it came
	Run     int64  // for AddUnread: the import that brought it, 0 where none did
}

// The states of an unread thing.
const (
	UnreadOpen      = "open"
	UnreadTaught    = "taught"
	UnreadDismissed = "dismissed"
	UnreadWithdrawn = "withdrawn" // every import that brought it was undone
)

// AddUnread keeps something unread and returns its id. The same bytes of the same source again are counted, not kept
// twice; a dismissed one stays dismissed, and one whose imports were undone waits again.
func (tx *Tx) AddUnread(u Unread) (id string, err error) {
	h := sha256.New()
	for _, part := range [][]byte{[]byte(u.Kind + "\x00" + u.Source + "\x00"), u.Raw} { // a mail may be large
		h.Write(part)
	}
	id = "U" + hex.EncodeToString(h.Sum(nil)[:8])
	tx.queueChanged(u.Kind)
	if u.Raw == nil {
		u.Raw = []byte{}
	}
	err = tx.narrow(len(u.Raw), func() error {
		return tx.exec(`INSERT INTO unread (id, kind, raw, subject, why, source, at, state, seen, sender) VALUES ($1,$2,$3,$4,$5,$6,$7,'open',1,$8)
		ON CONFLICT (id) DO UPDATE SET seen = seen + 1, state = iif(state = 'withdrawn', 'open', state)`, id, u.Kind, u.Raw, u.Subject, u.Why, u.Source, millis(tx.now), u.Sender)
	})
	if err == nil {
		err = tx.exec("INSERT INTO unread_runs (unread, run) VALUES ($1, $2) ON CONFLICT DO NOTHING", id, u.Run)
	}
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
	type entry struct {
		kind  string
		bytes int
	}
	u, err := one(ctx, tx.w, func(r *sql.Rows) (e entry, err error) { return e, r.Scan(&e.kind, &e.bytes) }, "SELECT kind, length(raw) FROM unread WHERE id = $1", id)
	if err != nil {
		return fmt.Errorf("unread %s: %w", id, err)
	}
	tx.queueChanged(u.kind)
	return tx.narrow(u.bytes, func() error { return tx.exec("UPDATE unread SET state = $2 WHERE id = $1", id, state) }) // it writes its bytes anew
}

// withdrawUnread takes out of the queue what only undone imports brought, this one among them. What a person taught or dismissed stays so.
func (tx *Tx) withdrawUnread(ctx context.Context, run int64) error {
	return tx.requeue(ctx, UnreadWithdrawn, run, `state = 'open' AND NOT EXISTS (
		SELECT 1 FROM unread_runs b LEFT JOIN runs r ON r.id = b.run WHERE b.unread = unread.id AND (b.run = 0 OR r.undone_at = 0))`)
}

// bringUnread has what was withdrawn with every import that brought it wait again, now that a run brings it.
func (tx *Tx) bringUnread(ctx context.Context, run int64) error {
	return tx.requeue(ctx, UnreadOpen, run, "state = 'withdrawn'")
}

// requeue puts into a state what a run brought, as far as which says it of a row.
func (tx *Tx) requeue(ctx context.Context, state string, run int64, which string) error {
	ids, err := all(ctx, tx.w, scanText, "SELECT id FROM unread WHERE "+which+" AND id IN (SELECT unread FROM unread_runs WHERE run = $1)", run)
	if err != nil {
		return fmt.Errorf("what import %d brought to the queue: %w", run, err)
	}
	for _, id := range ids { // one by one: all at once would be in memory together
		if err := tx.SetUnread(ctx, id, state); err != nil {
			return err
		}
	}
	return nil
}

// Withdrawn is how many unread things an import brought that wait no longer, since every import that brought them was undone.
func (r *Reader) Withdrawn(ctx context.Context, run int64) (int, error) {
	n, err := one(ctx, r.q, scanInt, "SELECT count(*) FROM unread WHERE state = 'withdrawn' AND id IN (SELECT unread FROM unread_runs WHERE run = $1)", run)
	return int(n), err
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

// unreadBeginning is how much of the bytes of an unread thing a list has.
const unreadBeginning = "1500"

// UnreadIn lists unread things in a state ("" means any) and of a kind ("" means any), newest first, each with the beginning of
// its bytes alone.
func (r *Reader) UnreadIn(ctx context.Context, state, kind string) ([]Unread, error) {
	list, err := all(ctx, r.q, scanUnread, `SELECT id, kind, substr(raw, 1, `+unreadBeginning+`), subject, why, source, at, state, seen, sender FROM unread
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
