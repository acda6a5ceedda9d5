//go:build linux

package drop

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"syscall"
	"testing"
)

// otherDiskHere is a folder on another disk than the usual one for tests, in memory or beside what is built, or the test is skipped.
func otherDiskHere(t *testing.T) string {
	t.Helper()
	var here, there syscall.Stat_t
	if err := syscall.Stat(t.TempDir(), &here); err != nil {
		t.Fatal(err)
	}
	for _, disk := range []string{"/dev/shm", "../../build/out"} {
		if disk != "/dev/shm" && os.MkdirAll(disk, 0o755) != nil || syscall.Stat(disk, &there) != nil || here.Dev == there.Dev {
			continue
		}
		folder, err := os.MkdirTemp(disk, "ordertrail-done-*")
		if err != nil {
			continue
		}
		t.Cleanup(func() { _ = os.RemoveAll(folder) })
		return folder
	}
	t.Skip("moving to another disk needs a second one: memory, the project and the tests' own files lie on one, or it takes nothing")
	return ""
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

// Somebody saves a file of the same name in the very moment in which one is put back.
func TestAFileThatComesWhileAnotherIsPutBackIsNotReplaced(t *testing.T) {
	t.Parallel()
	for range 400 {
		f := folder(t)
		c := f.one(t, "a.csv", "old")
		saved := filepath.Join(f.In, ".saving")
		if err := os.WriteFile(saved, []byte("new"), 0o600); err != nil {
			t.Fatal(err)
		}
		done := make(chan error)
		go func() { done <- os.Rename(saved, filepath.Join(f.In, "a.csv")) }()
		if err := errors.Join(c.Return(), <-done); err != nil {
			t.Fatal(err)
		}
		there := []string{}
		for _, name := range names(t, f.In) {
			there = append(there, content(t, filepath.Join(f.In, name)))
		}
		if !slices.Contains(there, "new") { // the old one may be replaced: whoever saves replaces what lies there
			t.Fatalf("what was saved is gone: %q", there)
		}
	}
}

func TestAPlaceThatIsTakenStaysTaken(t *testing.T) {
	t.Parallel()
	for name, put := range map[string]func(path, target string) error{"linked": place, "held": placeHeld, "ours": renameIfFree} {
		dir := t.TempDir()
		path, target := filepath.Join(dir, "from"), filepath.Join(dir, "to")
		for file, text := range map[string]string{path: "from", target: "to"} {
			if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
				t.Fatal(err)
			}
		}
		if err := put(path, target); !errors.Is(err, fs.ErrExist) {
			t.Errorf("%s: %v, want that it exists", name, err)
		}
		same(t, name+", both", []string{content(t, path), content(t, target)}, "from", "to")
		if err := os.Remove(target); err != nil {
			t.Fatal(err)
		}
		if err := put(path, target); err != nil || content(t, target) != "from" {
			t.Errorf("%s: to holds %q (%v)", name, content(t, target), err)
		}
		same(t, name+", moved", names(t, dir), "to")
	}
}
