package store

import (
	"context"
	"database/sql"
	"fmt"
	"time"

	"ordertrail/track"
)

// A mailbox is shut while somebody must do something about it, or while it is paused. What carriers write to it then is not
// heard, so that nothing can be said of the silence of their parcels: see track.SilentTimes. Facts from mails have one source,
// mailFeed, whichever mailbox they came by.

// mailFeed is the source of the facts that mails state.
const mailFeed = "mail"

// noteShut keeps since when a mailbox is shut, or until when it was, after anything about it changed.
func (tx *Tx) noteShut(ctx context.Context, id string) error {
	shut, err := all(ctx, tx.w, scanInt, "SELECT waits = 1 OR paused = 1 FROM mailboxes WHERE id = $1", id)
	if err != nil {
		return fmt.Errorf("is mailbox %s shut: %w", id, err)
	}
	open, err := all(ctx, tx.w, scanInt, "SELECT from_at FROM mailbox_shuts WHERE mailbox = $1 AND to_at = 0", id)
	if err != nil {
		return fmt.Errorf("since when is mailbox %s shut: %w", id, err)
	}
	is, was := len(shut) > 0 && shut[0] == 1, len(open) > 0
	if is == was {
		return nil
	}
	tx.silent, tx.woken[voice{source: mailFeed}] = nil, true
	if is {
		return tx.exec("INSERT INTO mailbox_shuts (mailbox, from_at) VALUES ($1, $2) ON CONFLICT DO UPDATE SET to_at = 0", id, millis(tx.now))
	}
	if open[0] == millis(tx.now) {
		return tx.exec("DELETE FROM mailbox_shuts WHERE mailbox = $1 AND from_at = $2", id, open[0])
	}
	return tx.exec("UPDATE mailbox_shuts SET to_at = $3 WHERE mailbox = $1 AND from_at = $2", id, open[0], millis(tx.now))
}

// broughtBy notes for which carriers a mailbox has brought news with a run.
func (tx *Tx) broughtBy(ctx context.Context, id string, run int64) error {
	if run == 0 {
		return nil
	}
	res, err := tx.w.exec(ctx, `INSERT INTO mailbox_carriers (mailbox, carrier, since_at)
		SELECT DISTINCT $1, e.facts ->> '$.parcel.carrier' AS carrier, $3 FROM sightings s JOIN events e ON e.seq = s.event_seq
		WHERE s.run = $2 AND s.run > 0 AND coalesce(carrier, '') <> '' ON CONFLICT DO NOTHING`, id, run, millis(tx.now))
	if err != nil {
		return fmt.Errorf("whose news mailbox %s brings: %w", id, err)
	}
	if n, err := res.RowsAffected(); err != nil || n == 0 {
		return err
	}
	tx.silent, tx.woken[voice{source: mailFeed}] = nil, true
	return nil
}

// leaves notes that a mailbox that is removed brings nothing any more.
func (tx *Tx) leaves(id string) error {
	tx.silent, tx.woken[voice{source: mailFeed}] = nil, true
	return tx.exec("UPDATE mailbox_carriers SET until_at = $2 WHERE mailbox = $1", id, millis(tx.now))
}

// shutTimes are, by carrier, the times in which every mailbox that brought its news was shut, that had begun by a moment.
func (r *Reader) shutTimes(ctx context.Context, now time.Time) (map[string][]track.FeedSilence, error) {
	shuts := map[string][]track.FeedSilence{}
	at := millis(now)
	_, err := all(ctx, r.q, func(row *sql.Rows) (int, error) {
		var id string
		var from, to int64
		err := row.Scan(&id, &from, &to)
		shuts[id] = append(shuts[id], track.FeedSilence{Span: track.Span{From: instant(from), To: instantBy(to, at)}, Known: true})
		return 0, err
	}, "SELECT mailbox, from_at, to_at FROM mailbox_shuts WHERE from_at <= $1 ORDER BY mailbox, from_at", at)
	if err != nil || len(shuts) == 0 {
		return nil, err
	}
	feeds := map[string][]track.Feed{}
	_, err = all(ctx, r.q, func(row *sql.Rows) (int, error) {
		var id, carrier string
		var since, until int64
		err := row.Scan(&id, &carrier, &since, &until)
		f := track.Feed{Since: instant(since), Silences: shuts[id][:len(shuts[id]):len(shuts[id])]}
		if gone := instantBy(until, at); !gone.IsZero() {
			f.Silences = append(f.Silences, track.FeedSilence{Span: track.Span{From: gone}})
		}
		feeds[carrier] = append(feeds[carrier], f)
		return 0, err
	}, "SELECT mailbox, carrier, since_at, until_at FROM mailbox_carriers WHERE since_at <= $1 ORDER BY carrier, mailbox", at)
	out := map[string][]track.FeedSilence{}
	for carrier, list := range feeds {
		for _, s := range track.SilentTimes(list) {
			out[carrier] = append(out[carrier], track.FeedSilence{Span: s, Known: true})
		}
	}
	return out, err
}

// instantBy is an instant as it was known at a moment: what came later, as 0, is not known yet.
func instantBy(ms, at int64) time.Time {
	if ms > at {
		return time.Time{}
	}
	return instant(ms)
}
