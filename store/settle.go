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
	cacheLimit = 10_000
)

// Settle brings every derived row up to what the facts now say: which events count, which parcel and order each is
// about, and the state of every order touched. Update does it before the commit; a use-case that wants to answer with
// the new state calls it earlier.
func (tx *Tx) Settle(ctx context.Context) error {
	if err := tx.settleLive(ctx); err != nil {
		return err
	}
	m := &matching{tx: tx, asked: tx.touched, seen: map[string]bool{}, firsts: map[string][]int64{}}
	tx.touched = seqSet{}
	err := m.asked.each(settleStep, func(part []int64) error {
		if err := ctx.Err(); err != nil {
			return err
		}
		tx.trim()
		return m.settle(ctx, part)
	})
	if err != nil {
		return fmt.Errorf("match: %w", err)
	}
	if err := m.wake(ctx); err != nil {
		return fmt.Errorf("wake: %w", err)
	}
	if err := tx.deriveOrders(ctx, m.orders, m.firsts); err != nil {
		return fmt.Errorf("derive: %w", err)
	}
	if err := tx.dropLessons(); err != nil {
		return fmt.Errorf("drop lessons: %w", err)
	}
	return tx.writeCounters()
}

// keysOf is the set in order, so that the same work is done in the same sequence every time.
func keysOf[K cmp.Ordered](set map[K]bool) []K { return slices.Sorted(maps.Keys(set)) }

// keysIn is the keys of a map in order.
func keysIn[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }

// remember keeps a decoded event for the rest of the transaction.
func (tx *Tx) remember(s *stored) { tx.cache[s.seq] = s }

// trim forgets decoded events when there are many; it is called between steps, when nobody holds one.
func (tx *Tx) trim() {
	if len(tx.cache) > cacheLimit {
		clear(tx.cache)
	}
	if len(tx.people) > cacheLimit {
		clear(tx.people)
	}
}

// load reads the events at these places, which are in order; the ones this transaction has seen are the very same values.
func (tx *Tx) load(ctx context.Context, seqs []int64) ([]*stored, error) {
	var missing []int64
	for _, seq := range seqs {
		if tx.cache[seq] == nil {
			missing = append(missing, seq)
		}
	}
	if len(missing) > 0 {
		rows, err := tx.w.query(ctx, "SELECT "+storedColumns+" FROM events e WHERE e.seq IN (SELECT value FROM json_each($1))", jsonSeqs(missing))
		if err != nil {
			return nil, err
		}
		found, err := collect(rows, scanStored(tx.zone))
		if err != nil {
			return nil, err
		}
		for _, s := range found {
			tx.remember(s)
		}
	}
	out := make([]*stored, 0, len(seqs))
	for _, seq := range seqs {
		if s := tx.cache[seq]; s != nil {
			out = append(out, s)
		}
	}
	return out, nil
}

// find asks for places in the log; the question's answer is in order.
func (tx *Tx) find(ctx context.Context, question, list string) ([]int64, error) {
	return all(ctx, tx.w, scanInt, question, list)
}
