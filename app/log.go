package app

import (
	"errors"
	"log/slog"
	"os"
	"path/filepath"
	"sync"
)

// maxLog is how large the log may grow, in bytes, before it begins anew; the one before it is kept.
const maxLog = 1 << 20

// logFile is where the program writes what no person can act on. It is opened for each line, which are few, so that a shop
// on which nothing breaks has none.
type logFile struct {
	path string
	most int64

	mu sync.Mutex
}

// newLog is the log beside the database.
func newLog(folder string) *slog.Logger {
	return slog.New(slog.NewTextHandler(&logFile{path: filepath.Join(folder, "logs", "ordertrail.log"), most: maxLog}, nil))
}

// Write appends one line.
func (l *logFile) Write(line []byte) (n int, err error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if err := os.MkdirAll(filepath.Dir(l.path), 0o700); err != nil {
		return 0, err
	}
	if info, err := os.Stat(l.path); err == nil && info.Size() >= l.most {
		if err := os.Rename(l.path, l.path+".old"); err != nil {
			return 0, err
		}
	}
	f, err := os.OpenFile(l.path, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o600)
	if err != nil {
		return 0, err
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	return f.Write(line)
}
