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

// writeFile writes a file whole or not at all: beside it under another name, flushed, then renamed.
func writeFile(path string, write func(*os.File) error) (ReportFile, error) {
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return ReportFile{}, fmt.Errorf("write %s: %w", path, err)
	}
	f, err := os.CreateTemp(filepath.Dir(path), ".writing-*")
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
		return ReportFile{}, fmt.Errorf("write %s: %w", path, err)
	}
	return ReportFile{Path: path, Bytes: info.Size()}, nil
}
