package store

import (
	"context"
	"fmt"
)

// TakePlace takes back the run whose place a newer one of the same bytes takes. One that somebody undid since has no place: it
// stays undone, also when the newer one is.
func (tx *Tx) TakePlace(ctx context.Context, newer Run) error {
	older, err := tx.Run(ctx, newer.Instead)
	switch {
	case err != nil:
		return err
	case !older.Undone.IsZero():
		return tx.exec("UPDATE runs SET instead = 0 WHERE id = $1", newer.Number)
	}
	return tx.takeBack(ctx, older, newer.By)
}

// putBack has what an undone run stated count again, as a new run: the one that had taken its place is undone. Its rejected
// rows, the way it was read and what of it nobody could read come with it.
func (tx *Tx) putBack(ctx context.Context, was int64, by string) error {
	last, err := one(ctx, tx.w, scanInt, "SELECT max(id) FROM runs")
	if err != nil {
		return err
	}
	again := last + 1
	err = tx.exec(`INSERT INTO runs (id, file, sha256, kind, profile, source, rows, new, changed, same, conflict, rejected, ignored, orders, events,
			by, applied_at, plan, state, folder, instead)
		SELECT $2, file, sha256, kind, profile, source, rows, new, changed, same, conflict, rejected, ignored, orders, events,
			$3, $4, plan, state, folder, instead FROM runs WHERE id = $1`, was, again, by, millis(tx.now))
	if err != nil {
		return fmt.Errorf("put run %s back: %w", Run{Number: was}.ID(), err)
	}
	for _, copied := range []string{
		"INSERT INTO sightings (event_seq, run, row, sheet, as_of, recorded_at) SELECT event_seq, $2, row, sheet, as_of, $3 FROM sightings WHERE run = $1 AND run > 0",
		"INSERT INTO rejects (run, n, sheet, row, column, value, code, message, cells) SELECT $2, n, sheet, row, column, value, code, message, cells FROM rejects WHERE run = $1",
		"INSERT INTO item_stated (sku, run, item) SELECT sku, $2, item FROM item_stated WHERE run = $1",
		`INSERT INTO choices (looks, reads, source, file, said, since, run, at) SELECT looks, reads, source, file, said, since, $2, $3 FROM choices
			WHERE run = $1 AND forgotten_at = 0 ORDER BY id`,
		"INSERT INTO unread_runs (unread, run) SELECT unread, $2 FROM unread_runs WHERE run = $1",
	} {
		if err := tx.exec(copied, was, again, millis(tx.now)); err != nil {
			return fmt.Errorf("put run %s back: %w", Run{Number: was}.ID(), err)
		}
	}
	if err := tx.bringUnread(ctx, again); err != nil {
		return err
	}
	return tx.retell(ctx, again)
}

// retell has what a run stated looked at again.
func (tx *Tx) retell(ctx context.Context, run int64) error {
	seqs, err := all(ctx, tx.w, scanInt, "SELECT DISTINCT event_seq FROM sightings WHERE run = $1 AND run > 0", run)
	if err != nil {
		return err
	}
	for _, seq := range seqs {
		tx.relive.add(seq)
	}
	return tx.restate(ctx, run)
}
