//go:build linux

package drop

import (
	"os"
	"path/filepath"
	"syscall"
	"testing"
)

// otherDiskHere is a folder on another disk than the usual one for tests, or the test is skipped.
func otherDiskHere(t *testing.T) string {
	t.Helper()
	var here, there syscall.Stat_t
	if syscall.Stat("/dev/shm", &there) != nil || syscall.Stat(t.TempDir(), &here) != nil || here.Dev == there.Dev {
		t.Skip("moving to another disk needs a second one: /dev/shm is missing, or the tests lie on it")
	}
	folder, err := os.MkdirTemp("/dev/shm", "ordertrail-done-*")
	if err != nil {
		t.Skipf("moving to another disk needs a second one, and /dev/shm takes nothing: %v", err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(folder) })
	return folder
}

func TestFilesGoToAnotherDiskWholeAndUnderAFreeName(t *testing.T) {
	t.Parallel()
	there := otherDiskHere(t)
	f := watched(t, Places{In: filepath.Join(t.TempDir(), "inbox"), Own: "shop", Done: there})
	for _, text := range []string{"first", "second"} {
		path, err := f.one(t, "a.csv", text).Finish()
		if err != nil {
			t.Fatal(err)
		}
		if got := content(t, path); got != text {
			t.Errorf("%s holds %q, want %q", path, got, text)
		}
	}
	same(t, "there", names(t, there), "a-2.csv", "a.csv")
	same(t, "claims left", names(t, f.claims))
	if list, err := os.ReadDir(there); err != nil || len(list) != 2 {
		t.Errorf("%d things lie there, want the two files (%v)", len(list), err)
	}
}

func TestAFileStaysWhereItIsWhenItsPlaceIsAway(t *testing.T) {
	t.Parallel()
	f := watched(t, Places{In: filepath.Join(t.TempDir(), "inbox"), Own: "shop", Done: filepath.Join(t.TempDir(), "away")})
	c := f.one(t, "a.csv", "x")
	if path, err := c.Finish(); err == nil {
		t.Fatalf("it went to %s, which was not there", path)
	}
	same(t, "it is handed over again", f.claimed(t), "a.csv")
	if err := os.Mkdir(f.Done, 0o700); err != nil {
		t.Fatal(err)
	}
	if _, err := c.Finish(); err != nil {
		t.Fatal(err)
	}
	same(t, "done", names(t, f.Done), "a.csv")
}
