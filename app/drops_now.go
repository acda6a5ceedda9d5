package app

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"path/filepath"
	"strings"

	"ordertrail/app/drop"
	"ordertrail/store"
)

// DropsNow looks into watched folders until what lies there stands still, and takes it in. Names choose folders; without any, all
// that are not paused are meant. In a folder whose files wait for a person, let says that this is the click; otherwise they are told
// with their plans. heard is told of every file.
func (a *App) DropsNow(ctx context.Context, names []string, let bool, p drop.Pace, heard func(DropTake)) error {
	folders, err := a.dropsNamed(ctx, names)
	if err != nil {
		return err
	}
	all := make([]*watched, 0, len(folders))
	for _, f := range folders {
		all = append(all, a.watch(f, heard))
	}
	seen := make([]drop.Seen, len(all))
	faults := make([]error, len(all))
	for again := true; again; {
		again = false
		for i, w := range all {
			seen[i], faults[i] = w.folder.Look()
			again = again || faults[i] == nil && len(seen[i].Moving) > 0 && w.folder.Young()
		}
		if again {
			pause(ctx, p.Busy)
		}
	}
	for i, w := range all {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		a.noteDrop(ctx, w, a.takeSeen(ctx, w, seen[i], faults[i], let))
	}
	return nil
}

// dropsNamed are the watched folders of these names or paths, or all that are not paused.
func (a *App) dropsNamed(ctx context.Context, names []string) ([]store.DropFolder, error) {
	list, err := store.Look(ctx, a.store, func(r *store.Reader) ([]store.DropFolder, error) { return r.DropFolders(ctx) })
	if err != nil {
		return nil, err
	}
	var out []store.DropFolder
	for _, f := range list {
		if len(names) == 0 && !f.Paused {
			out = append(out, f)
		}
	}
	for _, name := range names {
		f, known := DropNamed(list, name)
		if !known {
			return nil, fail("no-such-drop", a.say("error.no-such-drop", name), name)
		}
		out = append(out, f)
	}
	return out, nil
}

// DropNamed finds a watched folder by its name, its id or its path.
func DropNamed(list []store.DropFolder, name string) (store.DropFolder, bool) {
	for _, f := range list {
		if strings.EqualFold(f.Name, name) || f.ID == name || f.Path == tidyPath(name) {
			return f, true
		}
	}
	return store.DropFolder{}, false
}

// takeSeen takes what a look found, or tells it where a person is to say so.
func (a *App) takeSeen(ctx context.Context, w *watched, s drop.Seen, err error, let bool) error {
	if err == nil {
		err = a.takeLeft(ctx, w, s.Left)
	}
	if err != nil {
		code, _ := dropFault(err)
		w.heard(DropTake{Folder: w.Name, Outcome: "away", Code: code, Message: err.Error(), Plans: []PlanView{}, Left: []SheetView{}})
		return err
	}
	for _, name := range s.Moving {
		w.heard(DropTake{Folder: w.Name, File: name, Outcome: "moving", Lies: filepath.Join(w.Path, name), Plans: []PlanView{}, Left: []SheetView{}})
	}
	if w.Asks && !let {
		for _, file := range s.Whole {
			w.heard(a.waitsFor(ctx, w, file))
		}
		return nil
	}
	if w.Asks {
		w.by = a.Settings().Operator
	}
	return a.takeWhole(ctx, w, s.Whole, atOnce)
}

// waitsFor is a file that waits for a person, with its plans.
func (a *App) waitsFor(ctx context.Context, w *watched, file drop.File) DropTake {
	got := DropTake{Folder: w.Name, File: file.Name, Outcome: "waits", Lies: file.Path, Plans: []PlanView{}}
	parts, left, err := a.parts(ctx, w, file.Path, file.Name)
	got.Left = left
	for _, p := range parts {
		plan, looked := a.lookDropped(ctx, w, file.Path, file.Name, p)
		if looked != nil {
			err = errors.Join(err, looked)
			continue
		}
		plan.content.rest()
		got.Plans = append(got.Plans, plan.view)
	}
	if err != nil {
		told := a.explained(err)
		got.Code, got.Message = told.Code, told.Message
	}
	return got
}

// WatchFolder imports whatever appears in one folder, read as o says, until ctx ends. It need not be one of those that are kept.
func (a *App) WatchFolder(ctx context.Context, path string, o ImportOptions, p drop.Pace, heard func(DropTake)) error {
	path = tidyPath(path)
	if err := a.mayBeWatched(path); err != nil {
		return err
	}
	ours := sha256.Sum256([]byte(resolved(a.folder(""))))
	f := store.DropFolder{ID: "import-" + hex.EncodeToString(ours[:4]), Name: filepath.Base(path), Path: path}
	w := a.watch(f, heard)
	w.unkept, w.options = true, o
	w.folder.Watch(ctx, p, func(ctx context.Context, s drop.Seen, err error) { a.looked(ctx, w, s, err) })
	return nil
}
