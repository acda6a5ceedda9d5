package app

import (
	"fmt"
	"io/fs"
	"os"
	"syscall"
	"testing"
)

func TestWhatIsWrongWithAWatchedFolderIsNamed(t *testing.T) {
	t.Parallel()
	rename := func(why error) error { return fmt.Errorf("take a.csv: %w", &os.LinkError{Op: "rename", Err: why}) }
	for name, test := range map[string]struct {
		err    error
		code   string
		person bool
	}{
		"it may only be read":      {rename(syscall.EROFS), "forbidden", true},
		"files may not be moved":   {rename(syscall.EACCES), "forbidden", true},
		"it is gone":               {&fs.PathError{Op: "open", Err: syscall.ENOENT}, "away", false},
		"its disk fails":           {&fs.PathError{Op: "read", Err: syscall.EIO}, "unreadable", false},
		"it is full":               {rename(syscall.ENOSPC), "full", true},
		"what was taken is stuck":  {stuckError{rename(syscall.EROFS)}, "stuck", true},
		"it still is as it was":    {keptFault{"away"}, "away", false},
		"nobody knows what it was": {fmt.Errorf("odd"), "failed", false},
	} {
		if code, person := dropFault(test.err); code != test.code || person != test.person {
			t.Errorf("%s: %s, a person %v; want %s, %v", name, code, person, test.code, test.person)
		}
	}
}
