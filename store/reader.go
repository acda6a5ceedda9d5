package store

import (
	"context"
	"errors"
	"fmt"
	"time"
)

// Reader asks questions of one unchanging view of the file: a snapshot in Store.Read, the transaction itself in
// Store.Update. It must not be kept.
type Reader struct {
	q    querier
	zone *time.Location
}

// Read calls f with a snapshot: whatever is written meanwhile, f sees one state.
func (s *Store) Read(ctx context.Context, f func(*Reader) error) (err error) {
	l, err := s.readers.borrow(ctx)
	if err != nil {
		return fmt.Errorf("read: %w", err)
	}
	defer s.readers.giveBack(l)
	if err := l.run(ctx, "BEGIN"); err != nil {
		return fmt.Errorf("read: %w", err)
	}
	defer func() {
		if end := l.run(context.WithoutCancel(ctx), "COMMIT"); end != nil {
			err = errors.Join(err, end, l.close())
		}
	}()
	return f(&Reader{q: l, zone: s.zone()})
}

// Look is Read for a question with one answer.
func Look[T any](ctx context.Context, s *Store, f func(*Reader) (T, error)) (T, error) {
	var out T
	err := s.Read(ctx, func(r *Reader) (err error) {
		out, err = f(r)
		return err
	})
	return out, err
}
