package store

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
)

// takeLock makes this process the only one that opens the file beside path. The operating system gives the lock free
// when the process ends, however it ends; the lock file itself stays.
func takeLock(path string) (*os.File, error) {
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return nil, fmt.Errorf("make data folder: %w", mayNotWrite(err))
	}
	f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return nil, fmt.Errorf("open lock: %w", mayNotWrite(err))
	}
	if err := lockFile(f); err != nil {
		holder, _ := os.ReadFile(path) // best effort: the number helps whoever looks for the other process
		_ = f.Close()
		if len(holder) > 0 {
			return nil, fmt.Errorf("%w (process %s): close its window, or wait until its command has ended", ErrInUse, holder)
		}
		return nil, fmt.Errorf("%w: close its window, or wait until its command has ended (%w)", ErrInUse, err)
	}
	if err := f.Truncate(0); err == nil {
		_, _ = f.WriteAt([]byte(strconv.Itoa(os.Getpid())), 0)
	}
	return f, nil
}

// mayNotWrite says of an error that it comes of a folder that may only be read, and what helps; others it passes on.
func mayNotWrite(err error) error {
	if errors.Is(err, fs.ErrPermission) || isReadOnly(err) {
		return fmt.Errorf("%w: give this computer's user the right to write there, or choose another folder (%w)", ErrReadOnly, err)
	}
	return err
}
