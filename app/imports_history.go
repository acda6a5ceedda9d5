package app

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"ordertrail/importers"
	"ordertrail/store"
)

// History lists past imports, the newest first, before the run given ("" is the top).
func (i *Imports) History(beforeRun string) (rows []RunRow, err error) {
	defer i.app.guard("Imports.History", &err)
	ctx, err := i.app.ready()
	if err != nil {
		return nil, err
	}
	before := int64(0)
	if beforeRun != "" {
		if before, err = store.RunNumber(beforeRun); err != nil {
			return nil, err
		}
	}
	runs, err := store.Look(ctx, i.app.store, func(r *store.Reader) ([]store.Run, error) { return r.Runs(ctx, before, 100) })
	out := make([]RunRow, 0, len(runs))
	for _, r := range runs {
		out = append(out, i.app.runRow(r))
	}
	return out, err
}

func (a *App) runRow(r store.Run) RunRow {
	row := RunRow{
		Run: r.ID(), At: a.stamp(r.Applied), File: r.File, Kind: r.Kind, Profile: r.Profile, Source: r.Source, Rows: r.Rows, New: r.New,
		Changed: r.Changed, Same: r.Same, Conflict: r.Conflict, Rejected: r.Rejected, Ignored: r.Ignored, By: r.By, Folder: r.Folder,
		State: "applied", Kept: []KeptView{}, CanUndo: r.Undone.IsZero() && r.State == store.RunWhole,
	}
	if !r.Undone.IsZero() {
		row.State, row.UndoneAt = "undone", a.stamp(r.Undone)
	}
	if r.State != store.RunWhole {
		row.State = r.State
	}
	if sheet, sheets := sheetOf(r); sheets > 1 {
		row.Sheet = sheet
	}
	return row
}

// sheetOf is the sheet of a workbook that a run took in, and how many the workbook shows.
func sheetOf(r store.Run) (sheet string, sheets int) {
	var k struct {
		Sheet  string `json:"sheet"`
		Sheets int    `json:"sheets"`
	}
	_ = json.Unmarshal(r.Plan, &k) // what older runs kept names none
	return k.Sheet, k.Sheets
}

// Undo takes an import back: everything is as if it had never been, except that the log keeps it. One that was taken back
// before is told so, and nothing changes.
func (i *Imports) Undo(run string) (row RunRow, err error) {
	defer i.app.guard("Imports.Undo", &err)
	ctx, err := i.app.ready()
	if err != nil {
		return RunRow{}, err
	}
	number, err := store.RunNumber(run)
	if err != nil {
		return RunRow{}, err
	}
	err = i.app.store.Update(ctx, func(tx *store.Tx) error {
		was, err := tx.Run(ctx, number)
		if err != nil {
			return noSuchRun(err, run)
		}
		if err := tx.UndoRun(ctx, number, i.app.Settings().Operator); err != nil {
			return err
		}
		is, err := tx.Run(ctx, number)
		row = i.app.runRow(is)
		if row.Before = !was.Undone.IsZero(); err != nil || row.Before {
			return err
		}
		if was.Instead > 0 {
			sheet, _ := sheetOf(was)
			back, err := tx.RunOf(ctx, was.SHA256, sheet)
			if err != nil {
				return err
			}
			row.Back = back.ID()
		}
		if row.Withdrawn, err = tx.Withdrawn(ctx, number); err != nil {
			return err
		}
		row.Kept, err = keptViews(ctx, tx, number)
		return err
	})
	return row, err
}

// noSuchRun tells an import that is not there with where to look; other errors it passes on.
func noSuchRun(err error, run string) error {
	if errors.Is(err, store.ErrNotFound) {
		return fail("no-such-run", fmt.Sprintf("there is no import %s; `ordertrail import list` names them", run), run)
	}
	return err
}

// keptViews are the orders that a run touched and of which something stays now that it is undone.
func keptViews(ctx context.Context, tx *store.Tx, run int64) ([]KeptView, error) {
	if err := tx.Settle(ctx); err != nil {
		return nil, err
	}
	kept, err := tx.KeptOf(ctx, run, maxShown)
	out := []KeptView{}
	for _, k := range kept {
		v := KeptView{OrderID: k.OrderID, Order: k.Order, Runs: []string{}, Acts: k.Acts, Mails: k.Mails}
		for _, r := range k.Runs {
			v.Runs = append(v.Runs, store.Run{Number: r}.ID())
		}
		out = append(out, v)
	}
	return out, err
}

// SaveRejects writes the rejected rows of a run, or of a plan that was not applied yet, as a sheet in the documents folder, to
// be corrected and dropped again.
func (i *Imports) SaveRejects(run string) (f ReportFile, err error) {
	defer i.app.guard("Imports.SaveRejects", &err)
	if strings.HasPrefix(run, "plan-") {
		return i.app.writePlanRejects(run)
	}
	return i.app.WriteRejects(run, filepath.Join(i.app.folder("documents"), "rejected-"+strings.ToUpper(run)+".xlsx"))
}

// writePlanRejects writes the rejected rows of a plan under the name of its file.
func (a *App) writePlanRejects(id string) (ReportFile, error) {
	plan, err := a.held(id)
	if err != nil {
		return ReportFile{}, err
	}
	name := strings.TrimSuffix(filepath.Base(plan.view.File), filepath.Ext(plan.view.File))
	columns := make([]string, len(plan.reading.Headers))
	for i, h := range plan.reading.Headers {
		columns[i] = h.Name
	}
	var rows []importers.Rejection
	for i, x := range a.rejects(plan.reading) {
		rows = append(rows, importers.Rejection{Cells: plan.reading.Rejected[i].Cells, Why: x.Message})
	}
	return writeFile(filepath.Join(a.folder("documents"), "rejected-"+name+".xlsx"), func(f *os.File) error {
		return importers.WriteRejects(f, "xlsx", importers.Rejects{Columns: columns, Rows: rows})
	})
}

// WriteRejects writes the rejected rows of a run to path, as .xlsx or .csv by its ending.
func (a *App) WriteRejects(run, path string) (ReportFile, error) {
	ctx, err := a.ready()
	if err != nil {
		return ReportFile{}, err
	}
	format := strings.TrimPrefix(strings.ToLower(filepath.Ext(path)), ".")
	if format != "csv" && format != "xlsx" {
		return ReportFile{}, fail("bad-ending", fmt.Sprintf("%s: rejected rows are written as .xlsx or .csv", path), path)
	}
	number, err := store.RunNumber(run)
	if err != nil {
		return ReportFile{}, err
	}
	var k kept
	var rows []importers.Rejection
	err = a.store.Read(ctx, func(r *store.Reader) error {
		of, err := r.Run(ctx, number)
		if err != nil {
			return noSuchRun(err, run)
		}
		if err := json.Unmarshal(of.Plan, &k); err != nil {
			return fmt.Errorf("run %s: %w", of.ID(), err)
		}
		found, err := r.Rejects(ctx, number)
		for _, x := range found {
			row := importers.Rejection{Why: x.Message}
			if err := json.Unmarshal(x.Cells, &row.Cells); err != nil {
				return fmt.Errorf("rejected row %d of %s: %w", x.Row, of.ID(), err)
			}
			rows = append(rows, row)
		}
		return err
	})
	if err != nil {
		return ReportFile{}, err
	}
	return writeFile(path, func(f *os.File) error {
		return importers.WriteRejects(f, format, importers.Rejects{Of: store.Run{Number: number}.ID(), Columns: k.Columns, Rows: rows})
	})
}

// Unread lists what nobody could read yet: mails, carriers' words and barcodes.
func (i *Imports) Unread() (rows []UnreadRow, err error) {
	defer i.app.guard("Imports.Unread", &err)
	ctx, err := i.app.ready()
	if err != nil {
		return nil, err
	}
	return i.app.unread(ctx, "")
}

// unread lists the open entries of the review queue, of one kind or, with "", of all.
func (a *App) unread(ctx context.Context, kind string) ([]UnreadRow, error) {
	out := []UnreadRow{}
	err := a.store.Read(ctx, func(r *store.Reader) error {
		list, err := r.UnreadIn(ctx, store.UnreadOpen, kind)
		for _, u := range list {
			out = append(out, UnreadRow{ID: u.ID, Kind: u.Kind, At: a.stamp(u.At), Source: u.Source, Subject: u.Subject, Why: u.Why, Text: opening(u.Raw), Count: u.Seen})
		}
		return err
	})
	return out, err
}

// opening is the beginning of a raw text, made fit to show.
func opening(raw []byte) string {
	const most = 1200
	text := strings.ToValidUTF8(string(raw[:min(len(raw), most)]), "\ufffd")
	return strings.Map(func(r rune) rune {
		if r < ' ' && r != '\n' && r != '\t' {
			return -1
		}
		return r
	}, text)
}

// Choose asks for files with the window's own dialog; none without a window.
func (i *Imports) Choose() (paths []string, err error) {
	defer i.app.guard("Imports.Choose", &err)
	i.app.mu.Lock()
	d := i.app.desktop
	i.app.mu.Unlock()
	if d == nil {
		return []string{}, nil
	}
	paths, err = d.ChooseFiles()
	return nonNil(paths), err
}
