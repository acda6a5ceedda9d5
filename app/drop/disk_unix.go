//go:build !windows

package drop

import (
	"errors"
	"syscall"
)

// otherDisk reports whether a file cannot be renamed because the place is on another disk.
func otherDisk(err error) bool { return errors.Is(err, syscall.EXDEV) }
