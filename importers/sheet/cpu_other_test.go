//go:build !unix

package sheet

import "time"

var started = time.Now()

// cpu is the time since the tests began, where processor time is not easily had.
func cpu() time.Duration { return time.Since(started) }
