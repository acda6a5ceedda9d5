package store

import (
	"context"
	"testing"
)

// Read a row as: a file is read, then its bytes otherwise in the place of that reading, which somebody undid <meanwhile> or did
// not. Once the second reading is undone, <runs> count.
func TestAReadingCountsAgainOnlyWhereItsPlaceWasTaken(t *testing.T) {
	t.Parallel()
	ctx := context.Background()
	for _, c := range []struct {
		name      string
		meanwhile bool
		runs      int
	}{
		{"its place was taken", false, 1},
		{"somebody had undone it meanwhile", true, 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			s := open(t, Options{})
			read := func(quantity int, instead int64) (run Run) {
				update(t, s, func(tx *Tx) (err error) {
					if run, err = tx.AddRun(ctx, Run{File: "a.csv", SHA256: "x", Instead: instead}); err != nil {
						return err
					}
					if _, err = tx.Append(ctx, Recorded{Event: statedFact("1001", quantity), Run: run.Number, Row: 2}); err != nil || instead == 0 {
						return err
					}
					return tx.TakePlace(ctx, run)
				})
				return run
			}
			undo := func(run Run) {
				update(t, s, func(tx *Tx) error { return tx.UndoRun(ctx, run.Number, "anna") })
			}
			first := read(1, 0)
			if c.meanwhile {
				undo(first)
			}
			second := read(2, first.Number)
			if o := order(t, s, "1001"); o.State.Lines[0].Ledger.Ordered != 2 {
				t.Fatalf("read otherwise, it has %d units", o.State.Lines[0].Ledger.Ordered)
			}
			undo(second)
			undo(second) // once more changes nothing
			runs, err := Look(ctx, s, func(r *Reader) ([]Run, error) { return r.Runs(ctx, 0, 10) })
			if err != nil {
				t.Fatal(err)
			}
			count := 0
			for _, r := range runs {
				if r.Undone.IsZero() {
					count++
				}
			}
			rows, err := Look(ctx, s, func(r *Reader) ([]Row, error) { return r.Orders(ctx, Query{}) })
			if err != nil || count != c.runs || len(rows) != c.runs {
				t.Fatalf("%d runs count and %d orders stand (%v), want %d", count, len(rows), err, c.runs)
			}
			if c.runs > 0 {
				if o := order(t, s, "1001"); o.State.Lines[0].Ledger.Ordered != 1 {
					t.Errorf("as first read it has %d units, want 1", o.State.Lines[0].Ledger.Ordered)
				}
			}
			whole(t, s)
		})
	}
}
