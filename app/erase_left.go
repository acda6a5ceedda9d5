package app

import (
	"archive/zip"
	"bytes"
	"context"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"ordertrail/app/drop"
	"ordertrail/store"
)

// LeftPlace is a file that names an erased person and that nobody asked the program to change, or a folder that nobody could
// look into.
type LeftPlace struct {
	File   string   `json:"file"`   // as in Left
	Folder string   `json:"folder"` // the watched folder it belongs to, by its name; "" none
	Lies   string   `json:"lies"`   // in that folder: done, failed, or waiting to be taken in; unseen is a folder nobody could look into
	Lines  []int    `json:"lines"`  // of a text that names the person, the first ones
	Parts  []string `json:"parts"`  // of an archive or a workbook that name the person; in neither: written otherwise, as mails do
}

// largestLeft is how much of a file is read to see whether it names somebody, mostLines how many lines of it are told.
const (
	largestLeft = 64 << 20
	mostLines   = 50
)

// leftFiles names the files that nobody asked the program to change: files that were dropped and taken in, exports, backups in
// other forms, and whatever lies in watched folders. What was written anew, and the shop's file with its log and its copies, are
// none of them. A folder that cannot be looked into is named itself: somebody must.
func (a *App) leftFiles(ctx context.Context, e *Erasing, n naming) error {
	folders, err := store.Look(ctx, a.store, func(r *store.Reader) ([]store.DropFolder, error) { return r.DropFolders(ctx) })
	ours := placesOf(store.DropFolder{Name: mailsID, Path: a.folder(mailsID)})
	err = errors.Join(err, a.eachPath("", func(path string) error {
		if strings.Contains(filepath.Base(path), ".db") || slices.Contains(e.Files, a.below(path)) {
			return nil
		}
		for _, p := range ours {
			if rel, err := filepath.Rel(p.File, path); err == nil && filepath.IsLocal(rel) {
				return e.look(a, n, path, p)
			}
		}
		return e.look(a, n, path, LeftPlace{})
	}))
	for _, f := range folders {
		for _, p := range placesOf(f) {
			err := walk(p.File, func(path string) error { return e.look(a, n, path, p) })
			if inside := strings.HasPrefix(p.File, f.Path+string(filepath.Separator)); err == nil || inside && errors.Is(err, fs.ErrNotExist) {
				continue // nothing was ever put there
			}
			p.Lies = "unseen"
			e.leave(p)
		}
	}
	return err
}

// placesOf are the folders of a watched folder, and what lies in each; those in it come before it.
func placesOf(f store.DropFolder) []LeftPlace {
	at := drop.New(drop.Places{In: f.Path, Done: f.Done, Failed: f.Failed})
	return []LeftPlace{
		{File: at.Done, Folder: f.Name, Lies: "done"}, {File: at.Failed, Folder: f.Name, Lies: "failed"}, {File: at.In, Folder: f.Name, Lies: "waiting"},
	}
}

// look leaves a file that names the person, once.
func (e *Erasing) look(a *App, n naming, path string, at LeftPlace) error {
	at.File = a.below(path)
	if slices.Contains(e.Left, at.File) {
		return nil
	}
	named, err := n.inLeft(path, &at)
	if named {
		e.leave(at)
	}
	return err
}

func (e *Erasing) leave(p LeftPlace) {
	if p.Lines == nil {
		p.Lines = []int{}
	}
	if p.Parts == nil {
		p.Parts = []string{}
	}
	e.Left, e.Places = append(e.Left, p.File), append(e.Places, p)
}

// inLeft is in for a file of any kind, in every way it may be read; at is told where in the file it is.
func (n naming) inLeft(path string, at *LeftPlace) (bool, error) {
	f, err := os.Open(path)
	if err != nil {
		return false, err
	}
	content, err := io.ReadAll(io.LimitReader(f, largestLeft))
	if err := errors.Join(err, f.Close()); err != nil {
		return false, err
	}
	if n.in(content) {
		if at.Parts = n.parts(content); at.Parts == nil {
			at.Lines = n.lines(content)
		}
		return true, nil
	}
	return store.Readings(content, n.who.In), nil
}

// lines are the first lines of a text that name the person, from 1.
func (n naming) lines(content []byte) (out []int) {
	line := 0
	for text := range bytes.Lines(content) {
		if line++; n.texts.Match(text) {
			if out = append(out, line); len(out) == mostLines {
				break
			}
		}
	}
	return out
}

// parts are the parts of an archive or a workbook that name the person, or that cannot be looked into.
func (n naming) parts(content []byte) (out []string) {
	z, err := zip.NewReader(bytes.NewReader(content), int64(len(content)))
	if err != nil {
		return nil
	}
	for _, f := range z.File {
		if named, err := n.inPart(f); named || err != nil {
			out = append(out, f.Name)
		}
	}
	return out
}

func (n naming) inPart(f *zip.File) (bool, error) {
	part, err := f.Open()
	if err != nil {
		return false, err
	}
	inside, err := io.ReadAll(io.LimitReader(part, largestFile))
	return n.texts.Match(inside), errors.Join(err, part.Close())
}
