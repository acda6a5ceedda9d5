package store

import (
	"context"
	"errors"
	"fmt"
	"runtime/debug"
	"time"
)

// Read a row as: a run in this state <is so>.
const (
	RunWhole    = ""          // recorded from its first fact to its last
	RunUnderWay = "under_way" // some of its turns are recorded, or it is being taken back
	RunCutShort = "cut_short" // taken back before its last turn: nothing of it counts
)

// ErrUnderWay says that an import must end before it can be taken back.
var ErrUnderWay = errors.New("the import is under way")

const (
	portion  = 100  // facts recorded and derived at a time; a scan waits for no more than these
	longTurn = 5000 // facts after which a turn ends though nobody waits
	backStep = 200  // facts taken back at a time

	lookAround = 5 * time.Millisecond // how often a turn that waits for the file looks whether somebody waits for it
)

// Import records a run in turns: transactions that each leave whole, with everything they touch derived, and that end as soon
// as somebody else waits to write, so that no scan waits for a file. It is handed the facts by calling facts, which runs beside
// it and hands them to record; last is called in the last turn, for what lies around the run. One import runs at a time.
//
// What stands afterwards is all of the run or nothing of it. When anything fails, or ctx ends, what was recorded is taken back
// at once, in turns too; a program that dies meanwhile does so when it opens the file again (MendRuns). The log keeps both,
// and importing the file again brings everything back.
//
// While it lasts, whoever looks sees each order that a turn recorded as it stands after that turn, in every list, count and
// task; the run itself is listed as under way, and the shop's own tasks wait for its end. What a turn records bears the moment
// of the turn, so that the log tells in which order things came to be known, and a past moment shows what was to be seen then:
// facts recorded as of an earlier moment would come after what was learned from that day, once an import lasts past midnight.
// A source is heard of once in a run, in the first turn that names it: turns are not how often it reports.
func (s *Store) Import(ctx context.Context, run Run, facts func(record func(...Recorded) error) error, last func(*Tx, Run) error) (Run, error) {
	select {
	case s.importing <- struct{}{}:
		defer func() { <-s.importing }()
	case <-ctx.Done():
		return Run{}, ctx.Err()
	}
	if err := s.MendRuns(ctx, nil); err != nil {
		return Run{}, err
	}
	defer Room(RoomToImport)()
	run.State = RunUnderWay
	t := &turns{s: s, run: run, heard: map[voice]bool{}}
	ended := false
	defer func() {
		if !ended { // last or a rule panicked
			_ = errors.Join(t.giveUp(), t.takeBack(ctx)) // what it panicked with is told
		}
	}()
	err := t.record(ctx, facts)
	if err == nil {
		err = t.finish(ctx, last)
	}
	ended = true
	if err != nil {
		return Run{}, errors.Join(err, t.takeBack(ctx))
	}
	return t.run, nil
}

// takeBack takes back the turns that were committed.
func (t *turns) takeBack(ctx context.Context) error {
	if t.kept == 0 {
		return nil
	}
	return t.s.cutShort(context.WithoutCancel(ctx), t.run, nil)
}

// turns is an import under way.
type turns struct {
	s     *Store
	run   Run
	heard map[voice]bool // who was heard of in the run
	tx    *Tx            // of the turn under way; nil between two
	n     int            // facts recorded in it
	kept  int            // turns that were committed
}

// record takes the facts as they come, a portion at a time.
func (t *turns) record(ctx context.Context, facts func(record func(...Recorded) error) error) (err error) {
	ctx, stop := context.WithCancel(ctx)
	portions, failed := make(chan []Recorded, 2), make(chan error, 1)
	go func() {
		defer close(portions)
		defer func() {
			if p := recover(); p != nil { // nobody above this goroutine could
				failed <- fmt.Errorf("read the facts: %v\n%s", p, debug.Stack())
			}
		}()
		failed <- t.inPortions(ctx, portions, facts)
	}()
	defer func() {
		if err != nil {
			err = errors.Join(err, t.giveUp())
		}
		stop()
		for range portions { // whoever reads the file has ended when this has
		}
	}()
	look := time.NewTicker(lookAround)
	defer look.Stop()
	for {
		select {
		case part, more := <-portions:
			if !more {
				return <-failed
			}
			err = t.take(ctx, part)
		case <-look.C: // the file is slow
			if t.tx != nil && t.s.writer.isWanted() {
				err = t.end(ctx)
			}
		}
		if err != nil {
			return err
		}
	}
}

// inPortions hands on what facts records, some at a time.
func (t *turns) inPortions(ctx context.Context, portions chan<- []Recorded, facts func(record func(...Recorded) error) error) error {
	var part []Recorded
	send := func() error {
		select {
		case portions <- part:
			part = nil
			return nil
		case <-ctx.Done():
			return ctx.Err()
		}
	}
	err := facts(func(list ...Recorded) error {
		if part == nil {
			part = make([]Recorded, 0, t.s.opts.portion+len(list))
		}
		part = append(part, list...)
		if len(part) < t.s.opts.portion {
			return nil
		}
		return send()
	})
	if err == nil && len(part) > 0 {
		err = send()
	}
	return err
}

// take records and derives a portion, and ends the turn when somebody waits.
func (t *turns) take(ctx context.Context, part []Recorded) error {
	if err := t.begin(ctx); err != nil {
		return err
	}
	for i := range part {
		part[i].Run = t.run.Number
	}
	if _, err := t.tx.Append(ctx, part...); err != nil {
		return err
	}
	if err := t.tx.Settle(ctx); err != nil {
		return err
	}
	t.n += len(part)
	if t.n < t.s.opts.turn && !t.s.writer.isWanted() {
		return nil
	}
	return t.end(ctx)
}

// begin begins a turn where none is under way, the first with the run.
func (t *turns) begin(ctx context.Context) (err error) {
	if t.tx != nil {
		return nil
	}
	if t.tx, err = t.s.begin(ctx); err != nil {
		return err
	}
	if t.tx.later, t.tx.arrived = true, t.heard; t.kept > 0 {
		return nil
	}
	t.run, err = t.tx.AddRun(ctx, t.run)
	return err
}

// end ends the turn under way.
func (t *turns) end(ctx context.Context) error {
	change, err := t.tx.end(ctx, nil)
	if t.tx, t.n = nil, 0; err != nil {
		return err
	}
	t.kept++
	t.s.announce(change)
	return t.s.pause()
}

// giveUp leaves nothing of the turn under way.
func (t *turns) giveUp() error {
	if t.tx == nil {
		return nil
	}
	tx := t.tx
	t.tx = nil
	return tx.giveUp()
}

// pause is between two turns.
func (s *Store) pause() error {
	if s.opts.between == nil {
		return nil
	}
	return s.opts.between()
}

// finish ends the last turn: the run is whole.
func (t *turns) finish(ctx context.Context, last func(*Tx, Run) error) error {
	err := t.begin(ctx)
	if err == nil {
		err = last(t.tx, t.run)
	}
	if err == nil {
		t.run.State = RunWhole
		err = t.tx.exec("UPDATE runs SET state = $2 WHERE id = $1", t.run.Number, t.run.State)
	}
	if err != nil {
		return errors.Join(err, t.giveUp())
	}
	t.tx.change.Runs, t.tx.shop, t.tx.later = true, true, false
	change, err := t.tx.end(ctx, nil)
	if t.tx = nil; err == nil {
		t.s.announce(change)
	}
	return err
}

// MendRuns takes back what an import recorded that a program did not live to end. Whoever opens a file calls it before anything
// else is asked of it. told hears now and then how many facts of how many were taken back; it may be nil.
func (s *Store) MendRuns(ctx context.Context, told func(done, of int)) error {
	torn, err := Look(ctx, s, func(r *Reader) ([]Run, error) {
		return all(ctx, r.q, scanRun, "SELECT "+runColumns+" FROM runs WHERE state = 'under_way' ORDER BY id")
	})
	if err != nil {
		return fmt.Errorf("imports under way: %w", err)
	}
	for _, run := range torn {
		if err := s.cutShort(ctx, run, told); err != nil {
			return err
		}
	}
	return nil
}

// cutShort takes back an import before its last turn: first it counts no longer, then what only it stated is looked at again, in
// turns; until the last it is under way.
func (s *Store) cutShort(ctx context.Context, run Run, told func(done, of int)) error {
	err := s.Update(ctx, func(tx *Tx) error {
		is, err := tx.Run(ctx, run.Number)
		if err != nil || !is.Undone.IsZero() {
			return err
		}
		return tx.discount(ctx, is, "")
	})
	if err == nil {
		err = s.lookAgain(ctx, run, told)
	}
	if err == nil {
		err = s.Update(ctx, func(tx *Tx) error {
			tx.change.Runs, tx.shop = true, true
			return tx.exec("UPDATE runs SET state = $2 WHERE id = $1", run.Number, RunCutShort)
		})
	}
	if err != nil {
		return fmt.Errorf("take back what %s brought: %w", run.ID(), err)
	}
	return nil
}

// lookAgain looks again at everything a run stated, in turns that end as those of an import do. told hears after each portion how far
// it is; it may be nil.
func (s *Store) lookAgain(ctx context.Context, run Run, told func(done, of int)) error {
	stated, err := Look(ctx, s, func(r *Reader) (int64, error) {
		return one(ctx, r.q, scanInt, "SELECT count(DISTINCT event_seq) FROM sightings WHERE run = $1 AND run > 0", run.Number)
	})
	if told == nil {
		told = func(int, int) {}
	}
	done, after := 0, int64(0)
	for more := true; err == nil && more; {
		err = s.Update(ctx, func(tx *Tx) error {
			for n := 0; more && n < s.opts.turn && (n == 0 || !s.writer.isWanted()); {
				seqs, err := tx.lookAgain(ctx, run, after)
				if more = len(seqs) > 0; err != nil || !more {
					return err
				}
				n, done, after = n+len(seqs), done+len(seqs), seqs[len(seqs)-1]
				told(done, int(stated))
			}
			return nil
		})
		if err == nil {
			err = s.pause()
		}
	}
	return err
}

// lookAgain looks again at the next facts that a run stated, and says which; none when there are no more.
func (tx *Tx) lookAgain(ctx context.Context, run Run, after int64) ([]int64, error) {
	const stated = "SELECT DISTINCT event_seq FROM sightings WHERE run = $1 AND run > 0 AND event_seq > $2 ORDER BY event_seq LIMIT $3"
	seqs, err := all(ctx, tx.w, scanInt, stated, run.Number, after, min(backStep, tx.s.opts.turn))
	if err != nil {
		return nil, err
	}
	for _, seq := range seqs {
		tx.relive.add(seq)
	}
	return seqs, tx.Settle(ctx)
}
