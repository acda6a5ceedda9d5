package store

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"slices"
)

// settleStep is how many events or orders are settled at a time; cacheLimit is how many decoded events are kept between.
const (
	settleStep = 1000
	cacheLimit = 50_000
)

// Settle brings every derived row up to what the facts now say: which events count, which parcel and order each is
// about, and the state of every order touched. Update does it before the commit; a use-case that wants to answer with
// the new state calls it earlier.
func (tx *Tx) Settle(ctx context.Context) error {
	if err := tx.settleLive(ctx); err != nil {
		return err
	}
	seqs := keysOf(tx.touched)
	asked := tx.touched
	tx.touched = map[int64]bool{}
	m := &matching{tx: tx, asked: asked, done: map[int64]bool{}, orders: map[string]bool{}}
	err := chunks(seqs, settleStep, func(part []int64) error {
		tx.trim()
		return m.settle(ctx, part)
	})
	if err != nil {
		return fmt.Errorf("match: %w", err)
	}
	if err := tx.deriveOrders(ctx, keysOf(m.orders)); err != nil {
		return fmt.Errorf("derive: %w", err)
	}
	return tx.writeCounters()
}

// keysOf is the set in order, so that the same work is done in the same sequence every time.
func keysOf[K cmp.Ordered](set map[K]bool) []K { return slices.Sorted(maps.Keys(set)) }

// remember keeps a decoded event for the rest of the transaction.
func (tx *Tx) remember(s *stored) { tx.cache[s.seq] = s }

// trim forgets decoded events when there are many; it is called between steps, when nobody holds one.
func (tx *Tx) trim() {
	if len(tx.cache) > cacheLimit {
		clear(tx.cache)
	}
}

// load reads events; the ones this transaction has seen are the very same values.
func (tx *Tx) load(ctx context.Context, where string, args ...any) ([]*stored, error) {
	rows, err := tx.w.query(ctx, "SELECT "+storedColumns+" FROM events e "+where, args...)
	if err != nil {
		return nil, err
	}
	return collect(rows, scanStored(tx.zone, tx.cache))
}
