package app

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
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
		return ReportFile{}, fmt.Errorf("write %s: %w", path, err)
	}
	return ReportFile{Path: path, Bytes: info.Size()}, nil
}

// largestFile bounds what is read into memory; no export of a shop and no mailbox comes near it.
const largestFile = 1 << 30

// readWhole reads a file that somebody wants to take in. A pipe is read to its end; a folder or a device is refused.
func readWhole(path string) ([]byte, error) {
	info, err := os.Stat(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, fail("no-such-file", fmt.Sprintf("there is no file at %s: check the name, or drag the file in", path), path)
	case err != nil:
		return nil, fmt.Errorf("read %s: %w", path, err)
	case info.IsDir():
		return nil, fmt.Errorf("the folder %s holds no file to take in: check where the files were saved", path)
	case !info.Mode().IsRegular() && info.Mode().Type() != fs.ModeNamedPipe:
		return nil, fmt.Errorf("%s is no file but a device: choose the file itself", path)
	}
	f, err := os.Open(path)
	if err != nil {
		return nil, err // it names the path
	}
	defer f.Close()
	content, err := io.ReadAll(io.LimitReader(f, largestFile+1))
	if err == nil && len(content) > largestFile {
		return nil, fmt.Errorf("%s is larger than is read at once (more than %d MB): split it into smaller files", path, largestFile>>20)
	}
	return content, err
}
