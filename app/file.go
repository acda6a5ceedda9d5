package app

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
)

// folder is where a folder beside the database lies; whoever writes into it makes it.
func (a *App) folder(name string) string {
	a.mu.Lock()
	defer a.mu.Unlock()
	return filepath.Join(a.config.Folder, name)
}

// drafts is how files are called while they are written.
const drafts = ".writing-*"

// clearDrafts removes what a kill left of writing a file in a folder that is ours alone.
func clearDrafts(folder string) {
	left, _ := filepath.Glob(filepath.Join(folder, drafts)) // the pattern is well formed
	for _, path := range left {
		_ = os.Remove(path) // the next time will do it
	}
}

// writeFile writes a file whole or not at all: beside it under another name, flushed, then renamed.
func writeFile(path string, write func(*os.File) error) (ReportFile, error) {
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return ReportFile{}, fmt.Errorf("write %s: %w", path, err)
	}
	f, err := os.CreateTemp(filepath.Dir(path), drafts)
	if err != nil {
		return ReportFile{}, fmt.Errorf("write %s: %w", path, err)
	}
	defer os.Remove(f.Name()) // gone already when the rename went through
	err = errors.Join(write(f), f.Sync(), f.Chmod(0o644))
	info, statErr := f.Stat()
	if err = errors.Join(err, statErr, f.Close()); err != nil {
		return ReportFile{}, fmt.Errorf("write %s: %w", path, err)
	}
	if err := os.Rename(f.Name(), path); err != nil {
		if link := (*os.LinkError)(nil); errors.As(err, &link) {
			err = link.Err // the draft's own name says nothing to anybody
		}
		return ReportFile{}, fmt.Errorf("write %s: %w", path, err)
	}
	return ReportFile{Path: path, Bytes: info.Size()}, nil
}

// How precise the time in the name of a file is.
const (
	toDay    = "2006-01-02"
	toMinute = "2006-01-02-1504"
	toSecond = "2006-01-02-150405"
)

// dated is a name for a file that is written now, by the shop's clock.
func (a *App) dated(before, precise, ending string) string {
	return before + a.now().In(a.zone()).Format(precise) + ending
}
