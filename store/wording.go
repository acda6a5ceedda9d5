package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"time"
)

// Wording is what a person said the words of a carrier's mails mean.
type Wording struct {
	ID      int64
	Sender  string // the carrier
	Lang    string
	Place   string // subject, body
	Means   string
	Words   string
	Unread  string   // the entry of the queue it was taught from
	Run     int64    // that recorded what it made readable; 0 none
	Settled []string // the entries it took out of the queue
	Claimed []Claim  // for TeachWording: entries that wait on, as mails of Sender
	By      string
	At      time.Time
}

// Claim is an entry of the queue that waits as another's mail than before, and why it does.
type Claim struct{ Unread, Why string }

// TeachWording keeps a wording and takes the entries that it settles out of the queue.
func (tx *Tx) TeachWording(ctx context.Context, w Wording) error {
	last, err := one(ctx, tx.w, scanInt, "SELECT coalesce(max(id), 0) FROM wordings")
	if err != nil {
		return fmt.Errorf("keep wording: %w", err)
	}
	settled, err := json.Marshal(append([]string{}, w.Settled...))
	if err != nil {
		return fmt.Errorf("keep wording: %w", err)
	}
	tx.change.Queues = true
	err = tx.exec("INSERT INTO wordings (id, sender, lang, place, means, words, unread, run, settled, by, at, undone_at) VALUES ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,0)",
		last+1, w.Sender, w.Lang, w.Place, w.Means, w.Words, w.Unread, w.Run, string(settled), w.By, millis(tx.now))
	if err != nil {
		return fmt.Errorf("keep wording: %w", err)
	}
	for _, unread := range w.Settled {
		if err := tx.SetUnread(ctx, unread, UnreadTaught); err != nil {
			return err
		}
	}
	for _, c := range w.Claimed {
		if err := tx.ClaimUnread(c, w.Sender); err != nil {
			return err
		}
	}
	return nil
}

// ClaimUnread notes whose mail an entry of the queue is, a carrier's or "" for nobody's, and why it waits.
func (tx *Tx) ClaimUnread(c Claim, sender string) error {
	tx.queueChanged("notice")
	return tx.narrow(largeRaw, func() error {
		return tx.exec("UPDATE unread SET sender = $2, why = $3 WHERE id = $1", c.Unread, sender, c.Why)
	})
}

// UndoWording forgets a wording; the entries that it settled wait in the queue again.
func (tx *Tx) UndoWording(ctx context.Context, w Wording) error {
	for _, id := range w.Settled {
		if err := tx.SetUnread(ctx, id, UnreadOpen); err != nil {
			return err
		}
	}
	return tx.exec("UPDATE wordings SET undone_at = $2 WHERE id = $1 AND undone_at = 0", w.ID, millis(tx.now))
}

const wordingColumns = "id, sender, lang, place, means, words, unread, run, settled, by, at"

func scanWording(r *sql.Rows) (w Wording, err error) {
	var at int64
	var settled string
	if err = r.Scan(&w.ID, &w.Sender, &w.Lang, &w.Place, &w.Means, &w.Words, &w.Unread, &w.Run, &settled, &w.By, &at); err != nil {
		return w, err
	}
	w.At = instant(at)
	return w, json.Unmarshal([]byte(settled), &w.Settled)
}

// Wordings lists what was taught and still counts, the latest first.
func (r *Reader) Wordings(ctx context.Context) ([]Wording, error) {
	list, err := all(ctx, r.q, scanWording, "SELECT "+wordingColumns+" FROM wordings WHERE undone_at = 0 ORDER BY id DESC")
	if err != nil {
		return nil, fmt.Errorf("wordings: %w", err)
	}
	return list, nil
}

// WordingFrom is the wording taught from an entry of the queue, the last one where there are several.
func (r *Reader) WordingFrom(ctx context.Context, unread string) (w Wording, found bool, err error) {
	w, err = one(ctx, r.q, scanWording, "SELECT "+wordingColumns+" FROM wordings WHERE unread = $1 AND undone_at = 0 ORDER BY id DESC LIMIT 1", unread)
	if errors.Is(err, ErrNotFound) {
		return Wording{}, false, nil
	}
	return w, err == nil, err
}

// NoticeCount is how many notices a pattern of a sender read.
type NoticeCount struct {
	Sender, Row string
	N           int
	Last        time.Time // the day of the latest
}

const dayMillis = 24 * 60 * 60 * 1000

// CountNotices adds what patterns read today.
func (tx *Tx) CountNotices(counts ...NoticeCount) error {
	for _, c := range counts {
		tx.queues["notice_drift"] = true
		err := tx.exec(`INSERT INTO notice_counts (sender, row, day, n) VALUES ($1, $2, $3, $4) ON CONFLICT DO UPDATE SET n = n + excluded.n`,
			c.Sender, c.Row, millis(tx.now)/dayMillis, c.N)
		if err != nil {
			return fmt.Errorf("count notices of %s: %w", c.Sender, err)
		}
	}
	return nil
}

// NoticeCounts lists what every pattern has read, by sender, the busiest first.
func (r *Reader) NoticeCounts(ctx context.Context) ([]NoticeCount, error) {
	list, err := all(ctx, r.q, func(row *sql.Rows) (c NoticeCount, err error) {
		var day int64
		err = row.Scan(&c.Sender, &c.Row, &c.N, &day)
		c.Last = instant(day * dayMillis)
		return c, err
	}, "SELECT sender, row, sum(n) AS n, max(day) FROM notice_counts GROUP BY sender, row ORDER BY sender, n DESC, row")
	if err != nil {
		return nil, fmt.Errorf("notice counts: %w", err)
	}
	return list, nil
}
