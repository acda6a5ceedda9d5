package store

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"

	"ordertrail/track"
)

// inTurns imports facts in turns, each draft of one to three facts.
func inTurns(ctx context.Context, s *Store, facts []Recorded) (Run, error) {
	return s.Import(ctx, Run{File: "b.csv", Source: "shopify", SHA256: "b"}, func(record func(...Recorded) error) error {
		for rest := facts; len(rest) > 0; {
			n := min(1+len(rest)%3, len(rest))
			if err := record(rest[:n]...); err != nil {
				return err
			}
			rest = rest[n:]
		}
		return nil
	}, func(tx *Tx, run Run) error { return tx.AddRejects(run.Number, []Reject{{Row: 9}}) })
}

// standingOf is what stands: everything derived but what events are about.
func standingOf(t *testing.T, s *Store) string {
	t.Helper()
	var b strings.Builder
	for line := range strings.Lines(allDerived(t, s)) {
		if table, _, _ := strings.Cut(line, " "); table != "events" && table != "parcel_keys" && table != "silences" && table != "feed_carriers" {
			b.WriteString(line)
		}
	}
	return b.String()
}

func runState(t *testing.T, s *Store, number int64) Run {
	t.Helper()
	run, err := Look(context.Background(), s, func(r *Reader) (Run, error) { return r.Run(context.Background(), number) })
	if err != nil {
		t.Fatal(err)
	}
	return run
}

// TestAnImportInTurnsComesToTheSameAsAtOnce records random histories in turns of any size, with acts in between, and at once.
func TestAnImportInTurnsComesToTheSameAsAtOnce(t *testing.T) {
	t.Parallel()
	for seed := range uint64(times(20)) {
		t.Run(fmt.Sprint("seed ", seed), func(t *testing.T) {
			t.Parallel()
			rng := rand.New(rand.NewPCG(seed, 41))
			facts, acts := history(rng, 50), history(rng, 15)
			once := open(t, Options{})
			if err := importRows(once, facts); err != nil {
				t.Fatal(err)
			}
			add(t, once, acts...)
			var s *Store
			turns := 0
			s = open(t, Options{portion: 1 + rng.IntN(4), turn: 1 + rng.IntN(8), between: func() error {
				if turns++; len(acts) > 0 {
					add(t, s, acts[0])
					acts = acts[1:]
				}
				return nil
			}})
			if _, err := inTurns(context.Background(), s, facts); err != nil {
				t.Fatal(err)
			}
			if turns < 3 {
				t.Errorf("only %d turns", turns)
			}
			add(t, s, acts...)
			if got, want := dump(t, s), dump(t, once); got != want {
				a, b := differing(got, want)
				t.Errorf("in turns …%s\nat once …%s", a, b)
			}
			if problems, err := s.Verify(context.Background()); err != nil || len(problems) > 0 {
				t.Errorf("verify found %v, %v", problems, err)
			}
		})
	}
}

// TestAnImportThatIsKilledBetweenTurnsLeavesNothing takes the file as it lies on disk between any two turns, of the import and
// of its being taken back, and goes on with it as the next program would.
func TestAnImportThatIsKilledBetweenTurnsLeavesNothing(t *testing.T) {
	t.Parallel()
	ctx := context.Background()
	rng := rand.New(rand.NewPCG(3, 41))
	stood, facts := history(rng, 30), history(rng, 25)
	folder := t.TempDir()
	var copies []string
	var s *Store
	keep := func() error {
		to := filepath.Join(folder, fmt.Sprint("killed-", len(copies), ".db"))
		for _, end := range []string{"", "-wal"} {
			if err := copyFile(s.path+end, to+end); err != nil && !errors.Is(err, os.ErrNotExist) {
				return err
			}
		}
		copies = append(copies, to)
		return nil
	}
	s = open(t, Options{portion: 2, turn: 3, between: keep})
	add(t, s, stood...)
	before := standingOf(t, s)
	if _, err := inTurns(ctx, s, facts); err != nil {
		t.Fatal(err)
	}
	after, whole := dump(t, s), len(copies)
	if before == standingOf(t, s) || runState(t, s, 1).State != RunWhole {
		t.Fatal("the import changes nothing; this test cannot fail")
	}

	again := openAt(t, filepath.Join(folder, "again.db"), Options{portion: 2, turn: 3})
	add(t, again, stood...)
	s = again
	stopped, stop := context.WithCancel(ctx)
	turns := 0
	again.opts.between = func() error {
		if turns++; turns == 5 {
			stop()
		}
		return keep()
	}
	if _, err := inTurns(stopped, again, facts); !errors.Is(err, context.Canceled) {
		t.Fatalf("a cancelled import ended with %v", err)
	}
	if run := runState(t, again, 1); run.State != RunCutShort || run.Undone.IsZero() || standingOf(t, again) != before {
		t.Errorf("a cancelled import left %+v", run)
	}
	if len(copies) < whole+8 {
		t.Fatalf("%d turns and %d of taking back", whole, len(copies)-whole)
	}
	for i, path := range copies {
		t.Run(fmt.Sprint("killed after turn ", i), func(t *testing.T) {
			s := openAt(t, path, Options{portion: 3, turn: 6})
			was := runState(t, s, 1)
			if was.State != RunUnderWay {
				t.Fatalf("the run is %q while it is recorded", was.State)
			}
			if err := s.Update(ctx, func(tx *Tx) error { return tx.UndoRun(ctx, 1, "kim") }); !errors.Is(err, ErrUnderWay) {
				t.Errorf("a run under way was undone: %v", err)
			}
			if err := s.MendRuns(ctx, nil); err != nil {
				t.Fatal(err)
			}
			if got := standingOf(t, s); got != before {
				a, b := differing(got, before)
				t.Errorf("left …%s\nwant …%s", a, b)
			}
			run := runState(t, s, 1)
			if said, err := Look(ctx, s, func(r *Reader) (n int64, err error) {
				return one(ctx, r.q, scanInt, "SELECT count(*) FROM events WHERE retracts = 'R000001'")
			}); run.State != RunCutShort || run.Undone.IsZero() || err != nil || said != 1 {
				t.Errorf("the run is %q, undone at %v, and the log says so %d times (%v)", run.State, run.Undone, said, err)
			}
			if _, err := Look(ctx, s, func(r *Reader) (Run, error) { return r.RunOf(ctx, "b", "") }); !errors.Is(err, ErrNotFound) {
				t.Errorf("the file counts as imported: %v", err)
			}
			if problems, err := s.Verify(ctx); err != nil || len(problems) > 0 {
				t.Errorf("verify found %v, %v", problems, err)
			}
			if _, err := inTurns(ctx, s, facts); err != nil {
				t.Fatal(err)
			}
			if got := withoutUndo(t, s); got != after {
				a, b := differing(got, after)
				t.Errorf("imported again …%s\nwant …%s", a, b)
			}
		})
	}
}

// withoutUndo is a dump without the event that took the first run back.
func withoutUndo(t *testing.T, s *Store) string {
	t.Helper()
	id, err := Look(context.Background(), s, func(r *Reader) (string, error) {
		return one(context.Background(), r.q, scanText, "SELECT id FROM events WHERE retracts = 'R000001'")
	})
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	for line := range strings.Lines(dump(t, s)) {
		if !strings.Contains(line, id) {
			b.WriteString(line)
		}
	}
	return b.String()
}

// TestAScanDoesNotWaitForAFile scans while the file that is imported does not go on.
func TestAScanDoesNotWaitForAFile(t *testing.T) {
	t.Parallel()
	ctx := context.Background()
	s := open(t, Options{portion: 10})
	add(t, s, Recorded{Event: statedFact("1001", 50)})
	facts := bulk(100, 0)
	_, err := s.Import(ctx, Run{File: "b.csv", Source: "shopify"}, func(record func(...Recorded) error) error {
		for i, f := range facts {
			if err := record(f); err != nil {
				return err
			}
			if i%20 == 10 {
				if err := scanOnce(s, int64(i)); err != nil {
					return err
				}
			}
		}
		return nil
	}, func(*Tx, Run) error { return nil })
	if err != nil {
		t.Fatal(err)
	}
	if picked := order(t, s, "1001").State.Lines[0].Ledger.Picked; picked != 5 {
		t.Errorf("%d of 5 scans were recorded", picked)
	}
	if n, err := Look(ctx, s, func(r *Reader) (map[string]int, error) { return r.Counts(ctx) }); err != nil || n["view/all"] != 101 {
		t.Errorf("%v, %v", n, err)
	}
}

// TestAnImportThatFailsLeavesNothing fails in the file, in what lies around it, and in a fact.
func TestAnImportThatFailsLeavesNothing(t *testing.T) {
	t.Parallel()
	ctx := context.Background()
	torn := errors.New("torn")
	fine := func(*Tx, Run) error { return nil }
	for _, row := range []struct {
		name string
		end  error
		last func(*Tx, Run) error
	}{
		{"in the file", torn, fine},
		{"around it", nil, func(*Tx, Run) error { return torn }},
	} {
		t.Run(row.name, func(t *testing.T) {
			t.Parallel()
			s := open(t, Options{portion: 2, turn: 4})
			add(t, s, Recorded{Event: statedFact("1001", 1)}, Recorded{Event: carrierFact("SO-000003", "1Z3", track.Delivered, "2026-05-19T08:00:00")})
			before := standingOf(t, s)
			_, err := s.Import(ctx, Run{File: "b.csv", Source: "shopify"}, func(record func(...Recorded) error) error {
				return errors.Join(record(bulk(9, 0)...), row.end)
			}, row.last)
			if !errors.Is(err, torn) {
				t.Errorf("it ended with %v", err)
			}
			if got := standingOf(t, s); got != before {
				a, b := differing(got, before)
				t.Errorf("left …%s\nwant …%s", a, b)
			}
			if run := runState(t, s, 1); run.State != RunCutShort {
				t.Errorf("the run is %q", run.State)
			}
			if err := importOnce(s); err != nil {
				t.Error(err)
			}
		})
	}
}

// TestAnImportThatBreaksDownLeavesNothing panics in the file, in what lies around it, and in a rule: the shop goes on.
func TestAnImportThatBreaksDownLeavesNothing(t *testing.T) {
	t.Parallel()
	ctx := context.Background()
	fine := func(*Tx, Run) error { return nil }
	for _, row := range []struct {
		name    string
		file    func()
		last    func(*Tx, Run) error
		decides bool // the panic is a rule's
	}{
		{"in the file", func() { panic("torn") }, fine, false},
		{"around it", func() {}, func(*Tx, Run) error { panic("torn") }, false},
		{"in a rule", func() {}, fine, true},
	} {
		t.Run(row.name, func(t *testing.T) {
			t.Parallel()
			var breaks atomic.Bool
			d := deciders
			d.Derive = func(in track.Input) track.OrderState {
				if breaks.Load() && in.OrderID == track.OrderIDOf("shopify", "SO-000005") {
					panic("torn")
				}
				return deciders.Derive(in)
			}
			s := open(t, Options{portion: 2, turn: 2, Deciders: d})
			add(t, s, Recorded{Event: statedFact("1001", 1)})
			before := standingOf(t, s)
			breaks.Store(row.decides)
			broke := func() (broke bool) {
				defer func() { broke = recover() != nil || broke }()
				_, err := s.Import(ctx, Run{File: "b.csv", Source: "shopify"}, func(record func(...Recorded) error) error {
					for _, f := range bulk(9, 0) {
						if err := record(f); err != nil {
							return err
						}
					}
					row.file()
					return nil
				}, row.last)
				return err != nil
			}()
			breaks.Store(false)
			if !broke {
				t.Error("it went well")
			}
			if err := s.Update(ctx, func(*Tx) error { return nil }); err != nil { // nobody holds the file
				t.Fatal(err)
			}
			if got := standingOf(t, s); got != before {
				a, b := differing(got, before)
				t.Errorf("left …%s\nwant …%s", a, b)
			}
			if run := runState(t, s, 1); run.State != RunCutShort {
				t.Errorf("the run is %q", run.State)
			}
		})
	}
}
