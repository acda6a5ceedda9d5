//go:build unix

package sheet

import (
	"syscall"
	"time"
)

// cpu is the processor time that the tests have used so far: a busy machine does not lengthen it.
func cpu() time.Duration {
	var usage syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &usage); err != nil {
		return 0
	}
	return time.Duration(usage.Utime.Nano() + usage.Stime.Nano())
}
