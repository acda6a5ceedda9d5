//go:build !linux && !windows && !darwin

package store

import "errors"

// Free says that this system was not asked yet how much room its disk has.
func Free(string) (int64, error) { return 0, errors.ErrUnsupported }
