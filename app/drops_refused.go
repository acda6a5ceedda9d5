package app

import (
	"context"
	"fmt"
	"os"
	"slices"
	"strconv"

	"ordertrail/app/drop"
	"ordertrail/store"
)

// mostRefused is how many refused files are listed at once.
const mostRefused = 5000

// refusedFiles are the refused files that nobody has looked at yet, the newest first, and how many there are in all.
func (a *App) refusedFiles(ctx context.Context, limit int) (out []RefusedFile, total int, err error) {
	if limit < 1 || limit > mostRefused {
		limit = planned
	}
	var list []store.DropRefusal
	err = a.store.Read(ctx, func(r *store.Reader) error {
		if list, err = r.DropRefusals(ctx, limit); err != nil {
			return err
		}
		total, err = r.CountDropRefusals(ctx)
		return err
	})
	out = []RefusedFile{}
	for _, x := range list {
		row := RefusedFile{ID: strconv.FormatInt(x.ID, 10), Folder: x.Folder, File: x.File, Path: x.Path, Code: x.Code, Message: x.Message, Rejected: x.Rejected, At: a.stamp(x.At)}
		if x.Run > 0 {
			row.Run = store.Run{Number: x.Run}.ID()
		}
		out = append(out, row)
	}
	return out, total, err
}

// Seen notes that somebody has looked at refused files, by their ids. They lie where they are.
func (d *Drops) Seen(ids []string) (err error) {
	defer d.app.guard("Drops.Seen", &err)
	ctx, err := d.app.ready()
	if err != nil {
		return err
	}
	numbers, err := refusalNumbers(ids)
	if err != nil {
		return err
	}
	return d.app.store.Update(ctx, func(tx *store.Tx) error { return tx.SeeDropRefusals(numbers) })
}

func refusalNumbers(ids []string) ([]int64, error) {
	var out []int64
	for _, id := range ids {
		n, err := strconv.ParseInt(id, 10, 64)
		if err != nil {
			return nil, fmt.Errorf("refused file %q: %w", id, store.ErrNotFound)
		}
		out = append(out, n)
	}
	return out, nil
}

// refusal is a refused file by its id.
func (a *App) refusal(ctx context.Context, id string) (store.DropRefusal, error) {
	numbers, err := refusalNumbers([]string{id})
	if err != nil {
		return store.DropRefusal{}, err
	}
	return store.Look(ctx, a.store, func(r *store.Reader) (store.DropRefusal, error) { return r.DropRefusal(ctx, numbers[0]) })
}

// Retry puts a refused file back into its folder, to be taken once more, as after a profile was saved that knows it.
func (d *Drops) Retry(id string) (err error) {
	defer d.app.guard("Drops.Retry", &err)
	ctx, err := d.app.ready()
	if err != nil {
		return err
	}
	x, err := d.app.refusal(ctx, id)
	if err != nil {
		return err
	}
	folders, err := store.Look(ctx, d.app.store, func(r *store.Reader) ([]store.DropFolder, error) { return r.DropFolders(ctx) })
	if err != nil {
		return err
	}
	at := slices.IndexFunc(folders, func(f store.DropFolder) bool { return f.Name == x.Folder })
	if _, gone := os.Lstat(x.Path); at < 0 || gone != nil {
		return fail("drop-gone", d.app.say("error.drop-gone", x.Path), x.Path)
	}
	if _, err := drop.Move(x.Path, folders[at].Path); err != nil {
		return err
	}
	return d.app.store.Update(ctx, func(tx *store.Tx) error { return tx.SeeDropRefusals([]int64{x.ID}) })
}
