//go:build !windows

package drop

import (
	"errors"
	"syscall"
)

// otherDisk reports whether a file cannot be renamed because the place is on another disk.
func otherDisk(err error) bool { return errors.Is(err, syscall.EXDEV) }

// IsReadOnly reports whether nothing can be moved on a disk because it may only be read.
func IsReadOnly(err error) bool { return errors.Is(err, syscall.EROFS) }
