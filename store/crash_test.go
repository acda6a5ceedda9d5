package store

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"

	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"

	"ordertrail/store/internal/faultvfs"
	"ordertrail/track"
)

var (
	seedFlag   = flag.Uint64("seed", 1, "seed of the random tests")
	imagesFlag = flag.Int("images", times(60), "crash images for each workload of the power-loss test")
)

// apartFromRace leaves a test that lets each disk operation fail in turn, or opens each schema there was, to a step of its own
// without the race detector: there it takes every operation, here it could take one in some twenty.
func apartFromRace(t *testing.T) {
	t.Helper()
	if underRace {
		t.Skip("each operation of the disk fails in turn, thousands of times: `make test` does that in its step without the race detector, where it takes seconds and no operation is left out")
	}
}

// times is how often a random test tries its luck: n, or less under the race detector, where the point is another one.
func times(n int) int {
	if underRace {
		return max(2, n/10)
	}
	return n
}

// work is something a shop does that a crash must not tear. It acknowledges each commit to the recording.
type work struct {
	name    string
	options func(Options) Options // of the program that does the work
	run     func(*testing.T, *Store)
	atomic  func(acknowledged, found int64) bool // whether found facts are what the acknowledged commits allow
}

const scansInWork, rowsInWork = 12, 6

var works = []work{
	{"scan", nil, func(t *testing.T, s *Store) {
		for i := range int64(scansInWork) {
			if err := scanOnce(s, i); err != nil {
				t.Fatal(err)
			}
			faultvfs.Acknowledge(i + 1)
		}
	}, func(acked, found int64) bool { return found == acked || found == acked+1 }},
	{"import", nil, func(t *testing.T, s *Store) {
		if err := importOnce(s); err != nil {
			t.Fatal(err)
		}
		faultvfs.Acknowledge(rowsInWork)
	}, func(acked, found int64) bool { return found == rowsInWork || found == 0 && acked == 0 }},
	{
		"migrate", func(o Options) Options { o.migrations = laterMigrations(); return o }, func(_ *testing.T, s *Store) {},
		func(_, found int64) bool { return found == 0 },
	},
	{"back up", nil, func(t *testing.T, s *Store) {
		if err := scanOnce(s, 0); err != nil {
			t.Fatal(err)
		}
		faultvfs.Acknowledge(1)
		if _, err := s.Backup(context.Background(), filepath.Join(filepath.Dir(s.path), "copy.db")); err != nil {
			t.Fatal(err)
		}
	}, func(acked, found int64) bool { return found == acked || found == acked+1 }},
}

// laterMigrations are those of a program two releases on: a new table, and a table made anew with its rows.
func laterMigrations() []migration {
	n := len(embedded)
	return append(append([]migration{}, embedded...),
		migration{n + 1, "next.sql", "CREATE TABLE parts (id TEXT PRIMARY KEY) STRICT; INSERT INTO parts SELECT id FROM orders;"},
		migration{n + 2, "after.sql", `CREATE TABLE runs2 AS SELECT * FROM runs; DELETE FROM rejects; DROP TABLE rejects;
			DROP TABLE runs; ALTER TABLE runs2 RENAME TO runs;`})
}

func scanOnce(s *Store, i int64) error {
	ctx := context.Background()
	return s.Update(ctx, func(tx *Tx) error {
		e := track.Event{
			Kind: track.LinePicked, Order: track.OrderRef{Source: "shopify", Number: "1001"}, Line: "1", Quantity: 1,
			Occurred: "2026-05-20T08:00:00", Source: bench(), Nonce: fmt.Sprint(i),
		}
		if _, err := tx.Append(ctx, Recorded{Event: e}); err != nil {
			return err
		}
		return tx.AddScan(Scan{ID: fmt.Sprint("scan-", i), Station: "bench-1", Raw: "SOFA-2", Verdict: "ok"})
	})
}

func importOnce(s *Store) error { return importRows(s, bulk(rowsInWork, 500)) }

// importRows applies facts as one run.
func importRows(s *Store, facts []Recorded) error {
	ctx := context.Background()
	return s.Update(ctx, func(tx *Tx) error {
		run, err := tx.AddRun(ctx, Run{File: "b.csv", Source: "shopify"})
		if err != nil {
			return err
		}
		for i := range facts {
			facts[i].Run = run.Number
		}
		_, err = tx.Append(ctx, facts...)
		return err
	})
}

// template is a closed file with a few orders, and its facts counted.
func template(t *testing.T) (path string, facts int64) {
	t.Helper()
	path = filepath.Join(t.TempDir(), "shop.db")
	s, err := Open(context.Background(), path, Options{Now: newClock().now})
	if err != nil {
		t.Fatal(err)
	}
	add(t, s, Recorded{Event: statedFact("1001", 50)})
	if err := importRows(s, bulk(20, 0)); err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	return path, 21
}

func TestPowerLoss(t *testing.T) {
	faultvfs.Register()
	path, base := template(t)
	bytes, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for _, w := range works {
		t.Run(w.name, func(t *testing.T) {
			log := recordWork(t, w, path)
			rng := rand.New(rand.NewPCG(*seedFlag, 7))
			for i := range *imagesFlag {
				k := 1 + rng.IntN(len(log))
				folder := filepath.Join(t.TempDir(), fmt.Sprint("image-", i))
				if err := os.Mkdir(folder, 0o700); err != nil {
					t.Fatal(err)
				}
				if err := faultvfs.Crash(map[string][]byte{"shop.db": bytes}, log, k, rng, folder); err != nil {
					t.Fatal(err)
				}
				if err := checkImage(w, folder, base, acknowledged(log[:k])); err != nil {
					t.Fatalf("power lost after operation %d of %d (image %d): %v\nreplay: go test ./store -run TestPowerLoss/%s -seed=%d -images=%d",
						k, len(log), i, err, w.name, *seedFlag, *imagesFlag)
				}
				if err := os.RemoveAll(folder); err != nil {
					t.Fatal(err)
				}
			}
		})
	}
}

// recordWork does the work on a copy of the template and returns what was asked of the disk.
func recordWork(t *testing.T, w work, template string) []faultvfs.Op {
	t.Helper()
	path := filepath.Join(t.TempDir(), "shop.db")
	if err := copyFile(template, path); err != nil {
		t.Fatal(err)
	}
	opts := Options{Now: newClock().now, vfs: faultvfs.Name}
	if w.options != nil {
		opts = w.options(opts)
	}
	faultvfs.Begin(true, faultvfs.Plan{})
	s, err := Open(context.Background(), path, opts)
	if err != nil {
		t.Fatal(err)
	}
	w.run(t, s)
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	log, _, _ := faultvfs.End()
	if len(log) < 5 {
		t.Fatalf("only %d operations were recorded", len(log))
	}
	return log
}

func acknowledged(log []faultvfs.Op) (n int64) {
	for _, op := range log {
		if op.Kind == faultvfs.Mark {
			n = op.N
		}
	}
	return n
}

// checkImage opens what a crash left behind: it must open, be whole, and hold what was acknowledged.
func checkImage(w work, folder string, base, acked int64) (err error) {
	opts := Options{Now: newClock().now}
	if w.options != nil {
		opts = w.options(opts)
	}
	ctx := context.Background()
	s, err := Open(ctx, filepath.Join(folder, "shop.db"), opts)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, s.Close()) }()
	return s.Read(ctx, func(r *Reader) error {
		var wrong []error
		report := func(p Problem) { wrong = append(wrong, errors.New(p.Text)) }
		if err := checkStructure(ctx, r.q, report); err != nil {
			return err
		}
		last, _, err := walkChain(ctx, r.q, report)
		if err != nil || len(wrong) > 0 {
			return errors.Join(append(wrong, err)...)
		}
		if !w.atomic(acked, last-base) {
			return fmt.Errorf("%d facts were acknowledged, %d are there", acked, last-base)
		}
		return nil
	})
}

func TestIOErrSweep(t *testing.T) {
	apartFromRace(t)
	faultvfs.Register()
	path, base := template(t)
	jobs := map[string]func(*Store) error{"scan": func(s *Store) error { return scanOnce(s, 1) }, "import": importOnce}
	adds := map[string]int64{"scan": 1, "import": rowsInWork}
	for name, job := range jobs {
		for _, plan := range []faultvfs.Plan{
			{Code: sqlite3.SQLITE_IOERR_WRITE},
			{Code: sqlite3.SQLITE_FULL, Sticky: true},
			{Code: sqlite3.SQLITE_IOERR_FSYNC, Sticky: true},
			{Code: sqlite3.SQLITE_FULL},
		} {
			t.Run(fmt.Sprintf("%s, code %d, for good %t", name, plan.Code, plan.Sticky), func(t *testing.T) {
				for plan.FailAt = 1; ; plan.FailAt++ {
					if sweepOne(t, path, plan, job, base, base+adds[name]) {
						return
					}
				}
			})
		}
	}
}

// sweepOne does a job whose n-th disk operation goes wrong, and reports whether there was no n-th.
func sweepOne(t *testing.T, template string, plan faultvfs.Plan, job func(*Store) error, before, after int64) (over bool) {
	t.Helper()
	ctx := context.Background()
	path := filepath.Join(t.TempDir(), "shop.db")
	if err := copyFile(template, path); err != nil {
		t.Fatal(err)
	}
	s, err := Open(ctx, path, Options{Now: newClock().now, vfs: faultvfs.Name})
	if err != nil {
		t.Fatal(err)
	}
	faultvfs.Begin(false, plan)
	failed := job(s)
	_, _, hits := faultvfs.End()
	if failed != nil {
		var code *sqlite.Error
		if !errors.As(failed, &code) {
			t.Errorf("operation %d: the error does not say what the disk said: %v", plan.FailAt, failed)
		}
		if n, err := s.newest(ctx); err != nil || n != before {
			t.Errorf("operation %d: the job failed and left %d facts of %d (%v)", plan.FailAt, n, before, err)
		}
		if err := job(s); err != nil { // the same program tries again
			t.Fatalf("operation %d: the second try: %v", plan.FailAt, err)
		}
	}
	if n, err := s.newest(ctx); err != nil || n != after {
		t.Errorf("operation %d: %d facts, want %d (%v)", plan.FailAt, n, after, err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	if err := checkImage(work{atomic: func(_, found int64) bool { return found == after-before }}, filepath.Dir(path), before, 0); err != nil {
		t.Errorf("operation %d: %v", plan.FailAt, err)
	}
	return hits == 0
}
