package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"strconv"
	"strings"
	"time"

	"ordertrail/track"
)

// Run is one import of one file. Rows = New + Changed + Same + Conflict + Rejected + Ignored.
type Run struct {
	Number   int64 // R000012 is 12; given by AddRun
	File     string
	SHA256   string
	Kind     string
	Profile  string
	Source   string
	Rows     int
	New      int
	Changed  int
	Same     int
	Conflict int
	Rejected int
	Ignored  int
	Orders   int
	Events   int
	By       string
	Folder   string          // the name of the watched folder that the file lay in, "" none
	Applied  time.Time       // set by AddRun
	Undone   time.Time       // zero while it counts
	Instead  int64           // the run of the same bytes whose place it takes, which counts again when this one is undone; 0 none
	State    string          // RunWhole, RunUnderWay, RunCutShort
	Plan     json.RawMessage // what else the plan said; "{}" when empty
}

// ID is the run as people and other tools name it.
func (r Run) ID() string { return fmt.Sprintf("R%06d", r.Number) }

// RunNumber reads an id like "R000012" or "12".
func RunNumber(id string) (int64, error) {
	n, err := strconv.ParseInt(strings.TrimPrefix(strings.ToUpper(strings.TrimSpace(id)), "R"), 10, 64)
	if err != nil || n < 1 {
		return 0, fmt.Errorf("%q %w", id, ErrBadRun)
	}
	return n, nil
}

// Reject is one row of a file that could not be taken, with what would be right.
type Reject struct {
	Sheet   string
	Row     int
	Column  string
	Value   string
	Code    string
	Message string
	Cells   json.RawMessage // the whole row, to be saved, fixed and imported again
}

// stockRun is the kind of run that brings stock counts.
const stockRun = "stock"

// AddRun records an import run and gives it its number. The facts it states name that number.
func (tx *Tx) AddRun(ctx context.Context, r Run) (Run, error) {
	last, err := one(ctx, tx.w, scanInt, "SELECT coalesce(max(id), 0) FROM runs")
	if err != nil {
		return Run{}, fmt.Errorf("add run: %w", err)
	}
	r.Number, r.Applied = last+1, tx.now
	if len(r.Plan) == 0 {
		r.Plan = json.RawMessage("{}")
	}
	err = tx.exec(`INSERT INTO runs (id, file, sha256, kind, profile, source, rows, new, changed, same, conflict, rejected, ignored,
		orders, events, by, applied_at, plan, state, folder, instead) VALUES ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12,$13,$14,$15,$16,$17,$18,$19,$20,$21)`,
		r.Number, r.File, r.SHA256, r.Kind, r.Profile, r.Source, r.Rows, r.New, r.Changed, r.Same, r.Conflict, r.Rejected, r.Ignored,
		r.Orders, r.Events, r.By, millis(r.Applied), string(r.Plan), r.State, r.Folder, r.Instead)
	if err != nil {
		return Run{}, fmt.Errorf("add run: %w", err)
	}
	tx.change.Runs = true
	if r.Kind == stockRun {
		return r, nil // stock is counted when somebody counts it; nobody waits for it
	}
	return r, tx.arrive(ctx, voice{source: r.Source})
}

// AddRejects keeps the rows that a run could not take.
func (tx *Tx) AddRejects(run int64, rejects []Reject) error {
	for i, x := range rejects {
		if len(x.Cells) == 0 {
			x.Cells = json.RawMessage("[]")
		}
		if err := tx.exec(`INSERT INTO rejects (run, n, sheet, row, column, value, code, message, cells)
			VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`, run, i+1, x.Sheet, x.Row, x.Column, x.Value, x.Code, x.Message,
			string(x.Cells)); err != nil {
			return fmt.Errorf("keep rejected row %d: %w", x.Row, err)
		}
	}
	return nil
}

// UndoRun takes an import back: what only it stated no longer counts, and the run whose place it took counts again. The log keeps
// its facts and the undo itself; importing the same file again brings them back. A run that was undone already is left as it is.
func (tx *Tx) UndoRun(ctx context.Context, number int64, by string) error {
	run, err := tx.Run(ctx, number)
	switch {
	case err != nil:
		return err
	case run.State == RunUnderWay:
		return fmt.Errorf("undo run %s: %w", run.ID(), ErrUnderWay)
	case !run.Undone.IsZero():
		return nil
	}
	if err := tx.takeBack(ctx, run, by); err != nil || run.Instead == 0 {
		return err
	}
	return tx.putBack(ctx, run.Instead, by)
}

// takeBack has a run that counts count no longer.
func (tx *Tx) takeBack(ctx context.Context, run Run, by string) error {
	if err := tx.discount(ctx, run, by); err != nil {
		return err
	}
	return tx.retell(ctx, run.Number)
}

// discount records that a run counts no longer; what only it stated is still to be looked at again.
func (tx *Tx) discount(ctx context.Context, run Run, by string) error {
	undo := track.Event{
		Kind: track.Retraction, Code: "run", Retracts: run.ID(), Occurred: track.StampOf(tx.now.In(tx.zone)),
		Source: track.Source{ID: "person", Kind: track.SourcePerson}, Actor: by,
	}
	if _, err := tx.Append(ctx, Recorded{Event: undo}); err != nil {
		return fmt.Errorf("undo run %s: %w", run.ID(), err)
	}
	if err := tx.exec("UPDATE runs SET undone_at = $2 WHERE id = $1", run.Number, millis(tx.now)); err != nil {
		return fmt.Errorf("undo run %s: %w", run.ID(), err)
	}
	tx.change.Runs = true
	return tx.withdrawUnread(ctx, run.Number)
}

const runColumns = `id, file, sha256, kind, profile, source, rows, new, changed, same, conflict, rejected, ignored, orders, events,
	by, applied_at, undone_at, plan, state, folder, instead`

func scanRun(r *sql.Rows) (run Run, err error) {
	var applied, undone int64
	var plan string
	err = r.Scan(&run.Number, &run.File, &run.SHA256, &run.Kind, &run.Profile, &run.Source, &run.Rows, &run.New, &run.Changed,
		&run.Same, &run.Conflict, &run.Rejected, &run.Ignored, &run.Orders, &run.Events, &run.By, &applied, &undone, &plan, &run.State, &run.Folder, &run.Instead)
	run.Applied, run.Undone, run.Plan = instant(applied), instant(undone), json.RawMessage(plan)
	return run, err
}

// Run reads one run; ErrNotFound when there is none.
func (r *Reader) Run(ctx context.Context, number int64) (Run, error) {
	run, err := one(ctx, r.q, scanRun, "SELECT "+runColumns+" FROM runs WHERE id = $1", number)
	if err != nil {
		return Run{}, fmt.Errorf("run %s: %w", Run{Number: number}.ID(), err)
	}
	return run, nil
}

// Runs lists the newest runs before a number (0: the very newest), at most limit.
func (r *Reader) Runs(ctx context.Context, before int64, limit int) ([]Run, error) {
	runs, err := all(ctx, r.q, scanRun, "SELECT "+runColumns+` FROM runs WHERE $1 = 0 OR id < $1 ORDER BY id DESC LIMIT $2`, before, limit)
	if err != nil {
		return nil, fmt.Errorf("runs: %w", err)
	}
	return runs, nil
}

// RunsFrom says how many files were taken from the watched folder of that name, and when the last one was.
func (r *Reader) RunsFrom(ctx context.Context, folder string) (n int, last time.Time, err error) {
	_, err = all(ctx, r.q, func(r *sql.Rows) (struct{}, error) {
		var at int64
		err := r.Scan(&n, &at)
		last = instant(at)
		return struct{}{}, err
	}, "SELECT count(*), coalesce(max(applied_at), 0) FROM runs WHERE folder = $1", folder)
	if err != nil {
		return 0, time.Time{}, fmt.Errorf("runs from %s: %w", folder, err)
	}
	return n, last, nil
}

// RunOf finds the newest whole run of exactly these bytes that was not undone; ErrNotFound when there is none. Of a workbook only
// a run counts that took in this sheet, as its plan or what it brought says; "" takes a run of any.
func (r *Reader) RunOf(ctx context.Context, sha256, sheet string) (Run, error) {
	return one(ctx, r.q, scanRun, "SELECT "+runColumns+` FROM runs WHERE sha256 = $1 AND undone_at = 0 AND state = ''
		AND ($2 = '' OR coalesce(nullif(json_extract(plan, '$.sheet'), ''), (SELECT s.sheet FROM sightings s WHERE s.run = runs.id AND s.run > 0 LIMIT 1), $2) = $2)
		ORDER BY id DESC LIMIT 1`, sha256, sheet)
}

// Rejects lists the rows a run could not take, in the order of the file.
func (r *Reader) Rejects(ctx context.Context, run int64) ([]Reject, error) {
	list, err := all(ctx, r.q, func(r *sql.Rows) (x Reject, err error) {
		var cells string
		err = r.Scan(&x.Sheet, &x.Row, &x.Column, &x.Value, &x.Code, &x.Message, &cells)
		x.Cells = json.RawMessage(cells)
		return x, err
	}, "SELECT sheet, row, column, value, code, message, cells FROM rejects WHERE run = $1 ORDER BY n", run)
	if err != nil {
		return nil, fmt.Errorf("rejects of run %s: %w", Run{Number: run}.ID(), err)
	}
	return list, nil
}
