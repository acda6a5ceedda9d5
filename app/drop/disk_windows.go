package drop

import (
	"errors"

	"golang.org/x/sys/windows"
)

// otherDisk reports whether a file cannot be renamed because the place is on another disk.
func otherDisk(err error) bool { return errors.Is(err, windows.ERROR_NOT_SAME_DEVICE) }

// IsReadOnly reports whether nothing can be moved on a disk because it may only be read.
func IsReadOnly(err error) bool { return errors.Is(err, windows.ERROR_WRITE_PROTECT) }
