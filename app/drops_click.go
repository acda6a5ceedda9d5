package app

import (
	"cmp"
	"context"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"ordertrail/app/drop"
	"ordertrail/store"
)

// Take lets waiting files in, by their ids, or all of them when none is named. A file that changed since it was listed is told
// and stays.
func (d *Drops) Take(ids []string) (out []DropTake, err error) {
	defer d.app.guard("Drops.Take", &err)
	out = []DropTake{}
	ctx, err := d.app.ready()
	if err != nil {
		return out, err
	}
	ctx, done := d.app.job(ctx, "drops")
	defer done()
	all := d.app.drops.waitingIn("")
	chosen := all
	if len(ids) > 0 {
		chosen = nil
		for _, id := range ids {
			at := slices.IndexFunc(all, func(w waiting) bool { return w.id == id })
			if at < 0 {
				return out, fail("drop-moved", d.app.say("error.drop-moved"))
			}
			chosen = append(chosen, all[at])
		}
	}
	for n, w := range chosen {
		d.app.send("progress", Progress{Job: "drops", Code: "writing", Done: n, Total: len(chosen)})
		if err := d.app.takeWaiting(ctx, w, func(got DropTake) {
			got.Plans = []PlanView{} // the history shows them
			out = append(out, got)
		}); err != nil {
			return out, err
		}
	}
	return out, nil
}

// takeWaiting lets one file in.
func (a *App) takeWaiting(ctx context.Context, file waiting, heard func(DropTake)) error {
	defer a.drops.lock(file.folder.ID)()
	w := a.watch(file.folder, heard)
	w.by = a.Settings().Operator
	err := a.takeFile(ctx, w, file.file, atOnce)
	if errors.Is(err, drop.ErrGone) {
		return fail("file-changed", a.say("error.drop-moved"), file.file.Name)
	}
	a.noLonger(file)
	return err
}

// noLonger takes a file off the list of those that wait.
func (a *App) noLonger(file waiting) {
	file.gone = true
	a.drops.put(file)
	a.tellDrops()
}

// SetAside moves waiting files to where those lie that are not taken, by their ids. Nothing of them is taken in.
func (d *Drops) SetAside(ids []string) (err error) {
	defer d.app.guard("Drops.SetAside", &err)
	if _, err := d.app.ready(); err != nil {
		return err
	}
	for _, w := range d.app.drops.waitingIn("") {
		if slices.Contains(ids, w.id) {
			if err := d.app.setAside(w); err != nil {
				return err
			}
		}
	}
	return nil
}

func (a *App) setAside(file waiting) error {
	defer a.drops.lock(file.folder.ID)()
	c, err := a.watch(file.folder, nil).folder.Claim(file.file)
	if errors.Is(err, drop.ErrGone) {
		return fail("file-changed", a.say("error.drop-moved"), file.file.Name)
	}
	if err == nil {
		_, err = c.Fail(a.say("drop.set_aside", a.Settings().Operator))
	}
	a.noLonger(file)
	return err
}

// applyWaiting applies a plan; one of a file that waits in a watched folder is claimed for it and put away with it. Of an archive
// of several files, or a workbook taken in sheet by sheet, the rest still waits.
func (a *App) applyWaiting(ctx context.Context, plan *heldPlan) error {
	by := a.Settings().Operator
	file, waits := a.waitingAt(plan.file)
	if !waits {
		return a.apply(ctx, plan, by)
	}
	plan.dropped = &dropped{folder: file.folder.Name}
	if plan.file.Inside != "" || plan.file.Sheet != "" {
		return a.apply(ctx, plan, by)
	}
	if waitingID(file.folder.ID, plan.was) != file.id {
		return fail("file-changed", a.say("error.drop-moved"), file.file.Name)
	}
	defer a.drops.lock(file.folder.ID)()
	plan.content.rest()
	w := a.watch(file.folder, func(DropTake) {})
	c, err := w.folder.Claim(file.file)
	if errors.Is(err, drop.ErrGone) {
		return fail("file-changed", a.say("error.drop-moved"), file.file.Name)
	}
	if err == nil {
		err = a.fresh(ctx, w, c)
	}
	if err != nil {
		return err
	}
	plan.content.lies(c.Path)
	plan.dropped.claim = store.DropClaim{Folder: file.folder.ID, Key: c.Key}
	if err := a.apply(ctx, plan, by); err != nil {
		plan.content.rest()
		back := c.Return()
		plan.content.lies(file.file.Path)
		return errors.Join(err, back)
	}
	plan.content.rest()
	a.noLonger(file)
	got := DropTake{Folder: w.Name, File: c.Name, Plans: []PlanView{plan.view}, Left: []SheetView{}}
	return a.finish(ctx, w, c, &got, nil)
}

// waitingAt is the file that waits at the place that a plan's file was read from.
func (a *App) waitingAt(f ImportFile) (waiting, bool) {
	if f.Path == "" {
		return waiting{}, false
	}
	for _, w := range a.drops.waitingIn("") {
		if filepath.Clean(w.file.Path) == filepath.Clean(f.Path) {
			return w, true
		}
	}
	return waiting{}, false
}

// found says where a file lies that lies in a watched folder, and how that folder says it is read; any other file is itself.
func (a *App) found(ctx context.Context, f ImportFile) (ImportFile, error) {
	kind, id, lying := strings.Cut(f.Lying, ":")
	if lying && kind == "refused" {
		x, err := a.refusal(ctx, id)
		f.Path = x.Path
		return f, err
	}
	if lying {
		all := a.drops.waitingIn("")
		at := slices.IndexFunc(all, func(w waiting) bool { return w.id == id })
		if at < 0 {
			return f, fail("drop-moved", a.say("error.drop-moved"))
		}
		f.Path = all[at].file.Path
	}
	if w, waits := a.waitingAt(f); waits {
		f.Options.Profile, f.Options.Source = cmp.Or(f.Options.Profile, w.folder.Profile), cmp.Or(f.Options.Source, w.folder.Source)
	}
	return f, nil
}

// fileAt is the file at a path as it is now; none where there is no path or no file.
func fileAt(path string) drop.File {
	info, err := os.Stat(path)
	if path == "" || err != nil {
		return drop.File{}
	}
	return drop.File{Name: filepath.Base(path), Path: path, Size: info.Size(), Time: info.ModTime()}
}

// lies says where the file lies now.
func (c *content) lies(path string) {
	if c.pack != nil {
		c = c.pack.archive
	}
	if c.path != "" {
		c.path = path
	}
}
