//go:build unix

package store

import (
	"errors"
	"os"
	"syscall"
)

func lockFile(f *os.File) error {
	return syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB)
}

// isReadOnly reports whether a disk may only be read.
func isReadOnly(err error) bool { return errors.Is(err, syscall.EROFS) }
