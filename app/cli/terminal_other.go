//go:build !linux && !darwin && !windows

package cli

import "os"

// hideInput cannot hide what is typed on this system.
func hideInput(*os.File) (restore func()) { return func() {} }
