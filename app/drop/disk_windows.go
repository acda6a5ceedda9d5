package drop

import (
	"errors"

	"golang.org/x/sys/windows"
)

// otherDisk reports whether a file cannot be renamed because the place is on another disk.
func otherDisk(err error) bool { return errors.Is(err, windows.ERROR_NOT_SAME_DEVICE) }
