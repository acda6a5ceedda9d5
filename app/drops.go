package app

import (
	"cmp"
	"context"
	"os"
	"path/filepath"
	"strings"
	"time"

	"ordertrail/store"
)

// Drops is where watched folders are set up, and where what lies in them is let in.
type Drops struct{ app *App }

// mailsID is the id of the folder of our own, mails in the data folder, that saved mails can be put into. It is always watched.
const mailsID = "mails"

// List is every watched folder and how watching it goes.
func (d *Drops) List() (v DropsView, err error) {
	defer d.app.guard("Drops.List", &err)
	v = DropsView{Folders: []DropRow{}, Mails: d.app.folder(mailsID)}
	ctx, err := d.app.ready()
	if err != nil {
		return v, err
	}
	err = d.app.store.Read(ctx, func(r *store.Reader) error {
		list, err := r.DropFolders(ctx)
		for _, f := range list {
			if err != nil {
				return err
			}
			var row DropRow
			row, err = d.app.dropRow(ctx, r, f)
			v.Folders = append(v.Folders, row)
		}
		return err
	})
	return v, err
}

// dropRow is a watched folder as a screen shows it.
func (a *App) dropRow(ctx context.Context, r *store.Reader, f store.DropFolder) (DropRow, error) {
	taken, last, err := r.RunsFrom(ctx, f.Name)
	row := DropRow{
		ID: f.ID, Name: f.Name, Path: f.Path, Asks: f.Asks, Done: f.Done, Failed: f.Failed, Profile: f.Profile, Source: f.Source, Paused: f.Paused,
		State: "watched", FaultyAt: a.stamp(f.Faulty), Fault: f.Fault, Says: f.Says, Troubled: f.Waits, Waiting: len(a.drops.waitingIn(f.ID)), Taken: taken, TakenAt: a.stamp(last),
	}
	switch {
	case f.Paused:
		row.State = "paused"
	case f.Fault != "":
		row.State = "failing"
	}
	return row, err
}

// Save adds a watched folder or changes one. What cannot be is refused and nothing is kept.
func (d *Drops) Save(f DropForm) (row DropRow, err error) {
	defer d.app.guard("Drops.Save", &err)
	ctx, err := d.app.ready()
	if err != nil {
		return DropRow{}, err
	}
	folder, err := d.app.dropOf(ctx, f)
	if err != nil {
		return DropRow{}, err
	}
	if folder.ID == "" {
		if folder.ID, err = d.app.randomID(); err != nil {
			return DropRow{}, err
		}
	}
	err = d.app.store.Update(ctx, func(tx *store.Tx) error {
		if err := tx.PutDropFolder(folder); err != nil {
			return err
		}
		kept, err := tx.DropFolder(ctx, folder.ID)
		if err != nil {
			return err
		}
		row, err = d.app.dropRow(ctx, tx.Reader, kept)
		return err
	})
	d.app.drops.changed.turn()
	return row, err
}

// Remove has a folder watched no longer. Its files, and what came from them, stay.
func (d *Drops) Remove(id string) (err error) {
	defer d.app.guard("Drops.Remove", &err)
	ctx, err := d.app.ready()
	if err != nil {
		return err
	}
	err = d.app.store.Update(ctx, func(tx *store.Tx) error { return tx.RemoveDropFolder(ctx, id) })
	d.app.drops.changed.turn()
	return err
}

// dropOf checks what a person typed.
func (a *App) dropOf(ctx context.Context, f DropForm) (store.DropFolder, error) {
	out := store.DropFolder{
		ID: f.ID, Name: strings.TrimSpace(f.Name), Path: tidyPath(f.Path), Asks: f.Asks, Done: tidyPath(f.Done), Failed: tidyPath(f.Failed),
		Profile: strings.TrimSpace(f.Profile), Source: strings.TrimSpace(f.Source), Paused: f.Paused,
	}
	out.Name = cmp.Or(out.Name, filepath.Base(out.Path))
	for _, path := range []string{out.Path, out.Done, out.Failed} {
		if err := a.mayBeWatched(path); err != nil {
			return out, err
		}
	}
	if out.Path == "" {
		return out, fail("drop-no-path", a.say("error.drop-no-path"))
	}
	if strings.ContainsFunc(out.Name+out.Source, isControl) {
		return out, fail("drop-bad-name", a.say("error.drop-bad-name"))
	}
	if samePlace(out.Path, out.Done) || samePlace(out.Path, out.Failed) {
		return out, fail("drop-circle", a.say("error.drop-circle", out.Path), out.Path)
	}
	if out.Profile != "" {
		if _, err := a.Profile(out.Profile); err != nil {
			return out, err
		}
	}
	others, err := store.Look(ctx, a.store, func(r *store.Reader) ([]store.DropFolder, error) { return r.DropFolders(ctx) })
	for _, other := range others {
		if other.ID == out.ID {
			continue
		}
		if err := a.apart(out, other); err != nil {
			return out, err
		}
	}
	return out, err
}

// apart refuses two watched folders that are called alike, are one, or feed each other.
func (a *App) apart(f, other store.DropFolder) *Error {
	switch {
	case strings.EqualFold(f.Name, other.Name):
		return fail("drop-name-taken", a.say("error.drop-name-taken", f.Name), f.Name)
	case samePlace(f.Path, other.Path):
		return fail("drop-watched", a.say("error.drop-watched", f.Path, other.Name), f.Path, other.Name)
	}
	for _, pair := range [][2]string{{f.Path, other.Done}, {f.Path, other.Failed}, {f.Done, other.Path}, {f.Failed, other.Path}} {
		if samePlace(pair[0], pair[1]) {
			return fail("drop-circle", a.say("error.drop-circle", pair[0]), pair[0])
		}
	}
	return nil
}

// mayBeWatched refuses what is no folder, and the folder of the shop's own files, which must not be moved.
func (a *App) mayBeWatched(path string) error {
	if path == "" {
		return nil
	}
	info, err := os.Stat(path)
	if err != nil || !info.IsDir() {
		return fail("drop-no-folder", a.say("error.drop-no-folder", path), path)
	}
	if within, err := filepath.Rel(resolved(a.folder("")), resolved(path)); err == nil && filepath.IsLocal(within) {
		return fail("drop-in-data", a.say("error.drop-in-data", path), path)
	}
	return nil
}

// tidyPath is a path as a person typed it, in its shortest form.
func tidyPath(path string) string {
	if path = strings.TrimSpace(path); path == "" {
		return ""
	}
	if whole, err := filepath.Abs(path); err == nil {
		return whole
	}
	return filepath.Clean(path)
}

// resolved is where a path leads, or itself when that cannot be said.
func resolved(path string) string {
	if to, err := filepath.EvalSymlinks(path); err == nil {
		return to
	}
	return path
}

// samePlace reports whether two paths lead to the same folder, however they are written.
func samePlace(a, b string) bool {
	if a == "" || b == "" {
		return false
	}
	one, errOne := os.Stat(a)
	two, errTwo := os.Stat(b)
	if errOne != nil || errTwo != nil {
		return a == b
	}
	return os.SameFile(one, two)
}

// dropPatience is how long a watched folder may be out of reach before somebody is told.
const dropPatience = 5 * time.Minute
