package drop

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

// folder is a watched folder in a place of its own.
func folder(t *testing.T) *Folder {
	t.Helper()
	f, err := Open(filepath.Join(t.TempDir(), "inbox"))
	if err != nil {
		t.Fatal(err)
	}
	return f
}

func (f *Folder) put(t *testing.T, name, text string) {
	t.Helper()
	if err := os.WriteFile(filepath.Join(f.path, name), []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

// names are those of the files in one of the folders.
func (f *Folder) names(t *testing.T, inside string) []string {
	t.Helper()
	list, err := f.files(inside)
	if err != nil {
		t.Fatal(err)
	}
	out := []string{}
	for _, e := range list {
		out = append(out, e.Name())
	}
	return out
}

func (f *Folder) claimed(t *testing.T) []string {
	t.Helper()
	claims, err := f.Look()
	if err != nil {
		t.Fatal(err)
	}
	out := []string{}
	for _, c := range claims {
		out = append(out, c.Name)
	}
	return out
}

func same(t *testing.T, what string, got []string, want ...string) {
	t.Helper()
	if !slices.Equal(got, want) {
		t.Errorf("%s: %q, want %q", what, got, want)
	}
}

func TestAFileIsClaimedWhenItStoodStillForTwoLooks(t *testing.T) {
	t.Parallel()
	f := folder(t)
	f.put(t, "a.csv", "one")
	same(t, "first look", f.claimed(t))
	f.put(t, "a.csv", "one, two")
	same(t, "it grew", f.claimed(t))
	same(t, "it stood still", f.claimed(t), "a.csv")
	same(t, "left in the folder", f.names(t, ""))
	same(t, "a crash before its end: it is handed over again", f.claimed(t), "a.csv")
}

func TestAFileOfTheSameSizeWithAnotherTimeIsStillBeingWritten(t *testing.T) {
	t.Parallel()
	f := folder(t)
	f.put(t, "a.csv", "one")
	f.claimed(t)
	later := time.Now().Add(time.Second)
	if err := os.Chtimes(filepath.Join(f.path, "a.csv"), later, later); err != nil {
		t.Fatal(err)
	}
	same(t, "touched since", f.claimed(t))
	same(t, "untouched since", f.claimed(t), "a.csv")
}

func TestWhatIsNotMeantForUsStays(t *testing.T) {
	t.Parallel()
	f := folder(t)
	ours := []string{".hidden", "~$orders.xlsx", "orders.csv.part", "orders.crdownload", "orders.csv~"}
	for _, name := range ours {
		f.put(t, name, "x")
	}
	if err := os.Symlink("/etc/hostname", filepath.Join(f.path, "link.csv")); err != nil {
		t.Fatal(err)
	}
	if err := os.Mkdir(filepath.Join(f.path, "folder.csv"), 0o700); err != nil {
		t.Fatal(err)
	}
	f.claimed(t)
	same(t, "claimed", f.claimed(t))
}

func TestRunPutsEveryFileWhereItBelongsAndDeletesNone(t *testing.T) {
	t.Parallel()
	f := folder(t)
	for _, name := range []string{"bad.csv", "good.csv", "good-2.csv"} {
		f.put(t, name, name)
	}
	ctx, stop := context.WithCancel(context.Background())
	var taken []string
	take := func(_ context.Context, c Claim) error {
		taken = append(taken, c.Name)
		if len(taken) == 3 {
			defer stop()
		}
		if strings.HasPrefix(c.Name, "bad") {
			return errors.New("row 3 has no order number")
		}
		return nil
	}
	f.Run(ctx, time.Millisecond, take, func(err error) { t.Error(err) })
	same(t, "taken", taken, "bad.csv", "good-2.csv", "good.csv")
	same(t, "failed", f.names(t, failed), "bad.csv", "bad.csv.why.txt")
	same(t, "done", f.names(t, done), "good-2.csv")
	same(t, "cut short by the end, so that it comes again", f.names(t, taking), "good.csv")
	why, err := os.ReadFile(filepath.Join(f.path, failed, "bad.csv.why.txt"))
	if err != nil || string(why) != "row 3 has no order number\n" {
		t.Errorf("it says %q (%v)", why, err)
	}
}

func TestTheSameNameTwiceKeepsBothFiles(t *testing.T) {
	t.Parallel()
	f := folder(t)
	for _, text := range []string{"first", "second"} {
		f.put(t, "a.csv", text)
		f.claimed(t)
		claims, err := f.Look()
		if err != nil || len(claims) != 1 {
			t.Fatalf("%d claims (%v)", len(claims), err)
		}
		if err := claims[0].Done(); err != nil {
			t.Fatal(err)
		}
	}
	same(t, "done", f.names(t, done), "a-2.csv", "a.csv")
}

func TestAFolderThatIsAwayIsTroubleAndNoEnd(t *testing.T) {
	t.Parallel()
	f := folder(t)
	away := f.path + "-away"
	if err := os.Rename(f.path, away); err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(context.Background())
	defer stop()
	troubles := 0
	f.Run(ctx, time.Millisecond, func(context.Context, Claim) error { stop(); return nil }, func(error) {
		if troubles++; troubles == 2 {
			if err := os.Rename(away, f.path); err != nil {
				t.Error(err)
			}
			f.put(t, "a.csv", "x")
		}
	})
	if troubles < 2 {
		t.Errorf("told %d times, want at least 2", troubles)
	}
}
