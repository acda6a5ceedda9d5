package store

import (
	"context"
	"errors"
	"fmt"

	"modernc.org/sqlite"
)

// sweepStep is how many orders a sweep derives in one transaction: a waiting scan comes in between.
const sweepStep = 200

// Sweep derives anew the orders that time alone may have changed since they were written, and those of a carrier whose feed
// fell silent, and says how many. It costs nothing for all others. When the clock went back since, or the file got a newer schema,
// that is every order.
func (s *Store) Sweep(ctx context.Context) (int, error) {
	anew, err := s.Upgrade(ctx, nil)
	if err != nil {
		return 0, fmt.Errorf("sweep: %w", err)
	}
	now, back := s.opts.Now(), false
	ids, err := Look(ctx, s, func(r *Reader) (_ []string, err error) {
		if back, err = r.wentBack(ctx, now); err != nil {
			return nil, err
		}
		if back {
			return all(ctx, r.q, scanText, "SELECT id FROM orders ORDER BY n")
		}
		return all(ctx, r.q, scanText, "SELECT id FROM orders WHERE check_at > 0 AND check_at <= $1 ORDER BY check_at, n", millis(now))
	})
	if err != nil {
		return 0, fmt.Errorf("sweep: %w", err)
	}
	err = chunks(ids, sweepStep, func(part []string) error {
		return s.Update(ctx, func(tx *Tx) error { return tx.deriveOrders(ctx, part, nil) })
	})
	if err == nil && back {
		err = s.Update(ctx, func(tx *Tx) error { return tx.resetClock() })
	}
	var unheard int
	if err == nil {
		unheard, err = s.sweepSilences(ctx)
	}
	if err == nil {
		err = s.sweepShop(ctx)
	}
	if err != nil {
		return 0, fmt.Errorf("sweep: %w", err)
	}
	return anew + len(ids) + unheard, nil
}

// Upgrade rebuilds a file that got a newer schema since, and says how many orders it has; 0 of any other, for which it does
// nothing. told hears now and then how many facts of how many were looked at; it may be nil.
func (s *Store) Upgrade(ctx context.Context, told func(done, of int)) (int, error) {
	due, err := Look(ctx, s, func(r *Reader) (due bool, err error) {
		_, err = r.Setting(ctx, upgraded, &due)
		return due, err
	})
	if err != nil || !due {
		return 0, err
	}
	if err := s.Rebuild(ctx, told); err != nil {
		return 0, err
	}
	n, err := Look(ctx, s, func(r *Reader) (int64, error) { return one(ctx, r.q, scanInt, "SELECT count(*) FROM orders") })
	return int(n), err
}

// Read a row as: to forget what was derived, run this. Facts are not touched.
var forget = []string{
	"DELETE FROM orders", "DELETE FROM order_views", "DELETE FROM parcels", "DELETE FROM transits", "DELETE FROM returns", "DELETE FROM tasks",
	"DELETE FROM silences", "DELETE FROM feed_carriers", "DELETE FROM unmatched", "DELETE FROM counters", "DELETE FROM order_words", "DELETE FROM parcel_keys",
	"INSERT INTO order_search (order_search) VALUES ('delete-all')",
}

// Rebuild makes everything derived again from the facts, in one transaction, and writes what does not stand as it should. The
// result is the same byte for byte unless the rules or the program changed in between. told hears now and then how many facts
// of how many were looked at; it may be nil. A rebuild that ctx ends leaves everything as it was.
func (s *Store) Rebuild(ctx context.Context, told func(done, of int)) error {
	return s.Update(ctx, func(tx *Tx) error { return tx.rebuild(ctx, told) })
}

// rebuild reviews what stands. Where something stands that no fact gives, everything derived is forgotten first.
func (tx *Tx) rebuild(ctx context.Context, told func(done, of int)) error {
	if err := tx.dawn(ctx); err != nil { // while what it learns from is still there
		return fmt.Errorf("rebuild: %w", err)
	}
	err := tx.beginAgain(ctx, []string{"DELETE FROM silences", "DELETE FROM tasks WHERE order_id = ''"})
	var sound bool
	if err == nil {
		sound, err = tx.review(ctx, false, told)
	}
	if err == nil && sound {
		sound, err = tx.searchIsSound()
	}
	if isConstraint(err) || err == nil && !sound {
		if err = tx.forgetAll(ctx); err == nil {
			sound, err = tx.review(ctx, true, told)
		}
		if err == nil && !sound {
			err = errors.New("what was written is not what the facts give")
		}
	}
	if err == nil {
		err = tx.countLessons(ctx)
	}
	if err == nil {
		err = tx.exec("DELETE FROM settings WHERE key = $1", upgraded)
	}
	if err != nil {
		return fmt.Errorf("rebuild: %w", err)
	}
	tx.shop = true
	return tx.resetClock()
}

// beginAgain runs statements and forgets what this transaction still meant to derive: everything is.
func (tx *Tx) beginAgain(ctx context.Context, texts []string) error {
	for _, text := range texts {
		if err := tx.exec(text); err != nil {
			return err
		}
	}
	tx.touched, tx.relive, tx.words = seqSet{}, seqSet{}, nil
	clear(tx.cache)
	clear(tx.counts)
	clear(tx.speakers)
	err := tx.listenAgain(ctx)
	clear(tx.woken)
	return err
}

// forgetAll forgets everything derived but the keys by which facts are brought together, which it makes again.
func (tx *Tx) forgetAll(ctx context.Context) error {
	if err := tx.beginAgain(ctx, forget); err != nil {
		return err
	}
	last, err := one(ctx, tx.w, scanInt, "SELECT coalesce(max(seq), 0) FROM events")
	if err != nil {
		return err
	}
	for from := int64(1); from <= last && err == nil; from += settleStep {
		if err = ctx.Err(); err == nil {
			err = tx.reindex(ctx, from, from+settleStep)
		}
		tx.trim()
	}
	clear(tx.cache)
	clear(tx.woken)
	return err
}

// reindex makes the parcel keys of a stretch of the log again.
func (tx *Tx) reindex(ctx context.Context, from, to int64) error {
	seqs := make([]int64, 0, to-from)
	for seq := from; seq < to; seq++ {
		seqs = append(seqs, seq)
	}
	events, err := tx.load(ctx, seqs)
	if err != nil {
		return err
	}
	for _, e := range events {
		if err := tx.index(e); err != nil {
			return err
		}
	}
	return nil
}

// searchIsSound reports whether the search index is that of its words.
func (tx *Tx) searchIsSound() (bool, error) {
	err := tx.exec("INSERT INTO order_search (order_search, rank) VALUES ('integrity-check', 1)")
	var damaged *sqlite.Error
	if errors.As(err, &damaged) && damaged.Code()&0xff == 11 { // SQLITE_CORRUPT
		return false, nil
	}
	return err == nil, err
}

// index keeps the keys under which the parcel of e is looked up, and whom its source speaks for.
func (tx *Tx) index(e *stored) error {
	if err := tx.speaksFor(e); err != nil {
		return err
	}
	for _, key := range tx.s.opts.Deciders.Keys(e.Event) {
		if err := tx.exec("INSERT OR IGNORE INTO parcel_keys (key, event_seq) VALUES ($1, $2)", key, e.seq); err != nil {
			return err
		}
	}
	return nil
}
