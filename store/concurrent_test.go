package store

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"sync"
	"testing"
	"time"
)

func TestManyCallersNeverSeeABusyFile(t *testing.T) {
	t.Parallel()
	ctx := context.Background()
	s := open(t, Options{})
	add(t, s, Recorded{Event: statedFact("1001", 500)})
	const callers, calls = 16, 12
	var group sync.WaitGroup
	for c := range int64(callers) {
		group.Go(func() {
			for i := range int64(calls) {
				var err error
				if c%4 == 0 {
					err = scanOnce(s, c*calls+i)
				} else {
					err = s.Read(ctx, func(r *Reader) error {
						rows, err := r.Orders(ctx, Query{Search: "sofa"})
						if err == nil && len(rows) != 1 {
							err = fmt.Errorf("%d orders", len(rows))
						}
						return err
					})
				}
				if err != nil {
					t.Error(err)
				}
			}
		})
	}
	group.Wait()
	if n, err := s.newest(ctx); err != nil || n != 1+callers/4*calls {
		t.Errorf("%d facts (%v), want %d", n, err, 1+callers/4*calls)
	}
}

func TestAWaitingWriterGivesUpWhenItsTimeIsOver(t *testing.T) {
	t.Parallel()
	s := open(t, Options{})
	err := s.Update(context.Background(), func(*Tx) error {
		ctx, cancel := context.WithTimeout(context.Background(), 10*time.Millisecond)
		defer cancel()
		return s.Update(ctx, func(*Tx) error { return errors.New("two writers at once") })
	})
	if !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("got %v, want %v", err, context.DeadlineExceeded)
	}
}

func TestAReaderSeesOneStateWhileOthersWrite(t *testing.T) {
	t.Parallel()
	ctx := context.Background()
	s := open(t, Options{})
	add(t, s, Recorded{Event: statedFact("1001", 1)})
	err := s.Read(ctx, func(r *Reader) error {
		before, err := r.EventCount(ctx)
		if err != nil {
			return err
		}
		add(t, s, Recorded{Event: statedFact("1002", 1)})
		after, err := r.EventCount(ctx)
		if after != before {
			t.Errorf("%d events became %d", before, after)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestACommitAnnouncesWhatItTouchedAndNothingElse(t *testing.T) {
	t.Parallel()
	ctx := context.Background()
	var heard []Change
	s := open(t, Options{OnCommit: func(c Change) { heard = append(heard, c) }})
	add(t, s, Recorded{Event: statedFact("1001", 1)}, Recorded{Event: statedFact("1002", 1)})
	add(t, s, Recorded{Event: statedFact("1001", 1)}) // known already
	one := order(t, s, "1001").State.ID
	boom := errors.New("no")
	if err := s.Update(ctx, func(tx *Tx) error {
		if err := tx.PutSetting("theme", "dark"); err != nil {
			return err
		}
		return boom
	}); !errors.Is(err, boom) {
		t.Fatal(err)
	}
	if err := scanOnce(s, 1); err != nil {
		t.Fatal(err)
	}
	if len(heard) != 2 || len(heard[0].Orders) != 2 || !slices.Equal(heard[1].Orders, []string{one}) || !heard[1].Queues || heard[1].Settings {
		t.Errorf("heard %+v", heard)
	}
}

func TestASettingOfAFailedUpdateIsNotKept(t *testing.T) {
	t.Parallel()
	ctx := context.Background()
	s := open(t, Options{})
	_ = s.Update(ctx, func(tx *Tx) error {
		if err := tx.PutSetting("theme", "dark"); err != nil {
			return err
		}
		return errors.New("no")
	})
	var theme string
	found, err := Look(ctx, s, func(r *Reader) (bool, error) { return r.Setting(ctx, "theme", &theme) })
	if err != nil || found {
		t.Errorf("found %t %q, %v", found, theme, err)
	}
}

func TestAClosedStoreSaysSo(t *testing.T) {
	t.Parallel()
	ctx := context.Background()
	s, err := Open(ctx, filepath.Join(t.TempDir(), "shop.db"), Options{Now: newClock().now})
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	for what, got := range map[string]error{
		"read":   s.Read(ctx, func(*Reader) error { return nil }),
		"update": s.Update(ctx, func(*Tx) error { return nil }),
		"close":  s.Close(),
	} {
		if !errors.Is(got, ErrClosed) {
			t.Errorf("%s: got %v, want %v", what, got, ErrClosed)
		}
	}
}
