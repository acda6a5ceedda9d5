package drop

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

// folder is a watched folder in a place of its own, in which two looks make a file whole.
func folder(t *testing.T) *Folder {
	t.Helper()
	return watched(t, Places{In: filepath.Join(t.TempDir(), "inbox"), Own: "shop"})
}

func watched(t *testing.T, p Places) *Folder {
	t.Helper()
	if err := os.MkdirAll(p.In, 0o700); err != nil {
		t.Fatal(err)
	}
	p.Looks = 2
	return New(p)
}

func (f *Folder) put(t *testing.T, name, text string) {
	t.Helper()
	if err := os.WriteFile(filepath.Join(f.In, name), []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

// names are those of the files in one of the folders.
func names(t *testing.T, folder string) []string {
	t.Helper()
	list, err := files(folder)
	if err != nil {
		t.Fatal(err)
	}
	out := []string{}
	for _, e := range list {
		out = append(out, e.Name())
	}
	return out
}

// claimed looks once, claims what is whole, and names that and what was claimed before.
func (f *Folder) claimed(t *testing.T) []string {
	t.Helper()
	out := []string{}
	for _, c := range f.taken(t) {
		out = append(out, c.Name)
	}
	return out
}

func (f *Folder) taken(t *testing.T) []Claim {
	t.Helper()
	s, err := f.Look()
	if err != nil {
		t.Fatal(err)
	}
	claims := s.Left
	for _, file := range s.Whole {
		c, err := f.Claim(file)
		if err != nil {
			t.Fatal(err)
		}
		claims = append(claims, c)
	}
	return claims
}

// one drops a file and claims it.
func (f *Folder) one(t *testing.T, name, text string) Claim {
	t.Helper()
	f.put(t, name, text)
	f.claimed(t)
	claims := f.taken(t)
	if len(claims) != 1 {
		t.Fatalf("%d claims of %s, want one", len(claims), name)
	}
	return claims[0]
}

func same(t *testing.T, what string, got []string, want ...string) {
	t.Helper()
	if !slices.Equal(got, want) {
		t.Errorf("%s: %q, want %q", what, got, want)
	}
}

func content(t *testing.T, path string) string {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

func TestAFileIsClaimedWhenItStoodStillForTwoLooks(t *testing.T) {
	t.Parallel()
	f := folder(t)
	f.put(t, "a.csv", "one")
	same(t, "first look", f.claimed(t))
	f.put(t, "a.csv", "one, two")
	same(t, "it grew", f.claimed(t))
	same(t, "it stood still", f.claimed(t), "a.csv")
	same(t, "left in the folder", names(t, f.In))
	same(t, "a crash before its end: it is handed over again", f.claimed(t), "a.csv")
}

func TestAFileOfTheSameSizeWithAnotherTimeIsStillBeingWritten(t *testing.T) {
	t.Parallel()
	f := folder(t)
	f.put(t, "a.csv", "one")
	f.claimed(t)
	later := time.Now().Add(time.Second)
	if err := os.Chtimes(filepath.Join(f.In, "a.csv"), later, later); err != nil {
		t.Fatal(err)
	}
	same(t, "touched since", f.claimed(t))
	same(t, "untouched since", f.claimed(t), "a.csv")
}

func TestTheTimesOfFilesSayNothingButThatTheyChanged(t *testing.T) {
	t.Parallel()
	f := folder(t)
	for name, at := range map[string]time.Time{"future.csv": time.Now().AddDate(30, 0, 0), "past.csv": time.Unix(0, 0)} {
		f.put(t, name, "x")
		if err := os.Chtimes(filepath.Join(f.In, name), at, at); err != nil {
			t.Fatal(err)
		}
	}
	f.claimed(t)
	same(t, "clocks that are wrong", f.claimed(t), "future.csv", "past.csv")
}

func TestAnEmptyFileIsGivenTimeForItsFirstByte(t *testing.T) {
	t.Parallel()
	f := folder(t)
	f.put(t, "a.csv", "")
	f.put(t, "b.csv", "x")
	f.claimed(t)
	same(t, "only the one that holds something", f.claimed(t), "b.csv")
	for range looksEmpty {
		if got := f.claimed(t); slices.Contains(got, "a.csv") {
			return
		}
	}
	t.Error("an empty file is never handed over, so that nobody hears of it")
}

func TestWhatIsNotMeantForUsStays(t *testing.T) {
	t.Parallel()
	f := folder(t)
	ours := []string{".hidden", "~$orders.xlsx", "orders.csv.part", "orders.crdownload", "orders.csv~", "a.TMP", "x.partial", ".~lock.orders.ods#"}
	for _, name := range ours {
		f.put(t, name, "x")
	}
	if err := os.Symlink("/etc/hostname", filepath.Join(f.In, "link.csv")); err != nil {
		t.Fatal(err)
	}
	if err := os.Mkdir(filepath.Join(f.In, "folder.csv"), 0o700); err != nil {
		t.Fatal(err)
	}
	f.claimed(t)
	same(t, "claimed", f.claimed(t))
	for _, name := range append(ours, "link.csv", "folder.csv") {
		if _, err := os.Lstat(filepath.Join(f.In, name)); err != nil {
			t.Errorf("%s is gone: %v", name, err)
		}
	}
}

func TestEveryFileGoesWhereItBelongsAndNoneIsDeleted(t *testing.T) {
	t.Parallel()
	f := folder(t)
	for _, name := range []string{"bad.csv", "good.csv", "good-2.csv"} {
		f.put(t, name, name)
	}
	f.claimed(t)
	claims := f.taken(t)
	if len(claims) != 3 {
		t.Fatalf("%d claims, want 3", len(claims))
	}
	if _, err := claims[0].Fail("row 3 has no order number"); err != nil { // bad.csv
		t.Fatal(err)
	}
	if _, err := claims[1].Finish(); err != nil { // good-2.csv
		t.Fatal(err)
	}
	same(t, "failed", names(t, f.Failed), "bad.csv", "bad.csv.why.txt")
	same(t, "done", names(t, f.Done), "good-2.csv")
	same(t, "not ended, so that it comes again", f.claimed(t), "good.csv")
	if why := content(t, filepath.Join(f.Failed, "bad.csv.why.txt")); why != "row 3 has no order number\n" {
		t.Errorf("it says %q", why)
	}
}

func TestTheSameNameTwiceKeepsBothFiles(t *testing.T) {
	t.Parallel()
	f := folder(t)
	for _, text := range []string{"first", "second", "third"} {
		if _, err := f.one(t, "a.csv", text).Finish(); err != nil {
			t.Fatal(err)
		}
	}
	same(t, "done", names(t, f.Done), "a-2.csv", "a-3.csv", "a.csv")
	for name, want := range map[string]string{"a.csv": "first", "a-2.csv": "second", "a-3.csv": "third"} {
		if got := content(t, filepath.Join(f.Done, name)); got != want {
			t.Errorf("%s holds %q, want %q", name, got, want)
		}
	}
}

func TestAWholeNameThatIsAsLongAsNamesMayBeIsNumberedToo(t *testing.T) {
	t.Parallel()
	f := folder(t)
	name := strings.Repeat("ä", 123) + ".xlsx" // 251 bytes
	for _, text := range []string{"first", "second"} {
		if _, err := f.one(t, name, text).Fail("why"); err != nil {
			t.Fatal(err)
		}
	}
	if got := names(t, f.Failed); len(got) != 4 {
		t.Errorf("failed holds %d files, want both and why: %q", len(got), got)
	}
}

func TestAFileThatWasReplacedSinceItWasSeenIsNotClaimed(t *testing.T) {
	t.Parallel()
	f := folder(t)
	f.put(t, "a.csv", "one")
	f.claimed(t)
	s, err := f.Look()
	if err != nil || len(s.Whole) != 1 {
		t.Fatalf("%+v (%v)", s, err)
	}
	f.put(t, "a.csv", "one, two")
	if _, err := f.Claim(s.Whole[0]); !errors.Is(err, ErrGone) {
		t.Errorf("claimed another file than was seen (%v)", err)
	}
	same(t, "it stays", names(t, f.In), "a.csv")
	if err := os.Remove(filepath.Join(f.In, "a.csv")); err != nil {
		t.Fatal(err)
	}
	if _, err := f.Claim(s.Whole[0]); !errors.Is(err, ErrGone) {
		t.Errorf("claimed a file that is gone (%v)", err)
	}
}

func TestAFileThatIsWrittenToWhileItIsOursIsSeenToGrow(t *testing.T) {
	t.Parallel()
	f := folder(t)
	f.put(t, "a.csv", "one")
	slow, err := os.OpenFile(filepath.Join(f.In, "a.csv"), os.O_APPEND|os.O_WRONLY, 0)
	if err != nil {
		t.Fatal(err)
	}
	defer slow.Close()
	f.claimed(t)
	c := f.taken(t)[0]
	if c.Grew() {
		t.Error("it grew before anybody wrote")
	}
	if _, err := slow.WriteString(", two"); err != nil {
		t.Fatal(err)
	}
	if !c.Grew() {
		t.Error("nobody saw that it grew")
	}
	if err := c.Return(); err != nil {
		t.Fatal(err)
	}
	same(t, "back where it was", names(t, f.In), "a.csv")
}

func TestAFileThatIsWrittenToAfterItWasTakenComesBack(t *testing.T) {
	t.Parallel()
	f := folder(t)
	f.put(t, "a.csv", "one")
	slow, err := os.OpenFile(filepath.Join(f.In, "a.csv"), os.O_APPEND|os.O_WRONLY, 0)
	if err != nil {
		t.Fatal(err)
	}
	defer slow.Close()
	f.claimed(t)
	if _, err := f.taken(t)[0].Finish(); err != nil {
		t.Fatal(err)
	}
	same(t, "it stands still in done", f.claimed(t))
	if _, err := slow.WriteString(", two"); err != nil {
		t.Fatal(err)
	}
	for range 3 {
		if got := f.claimed(t); len(got) > 0 {
			same(t, "it came back", got, "a.csv")
			same(t, "done", names(t, f.Done))
			return
		}
	}
	t.Error("what was written after it was taken is never read")
}

func TestAReturnedFileIsLeftAloneTheLongerTheMoreOftenItWas(t *testing.T) {
	t.Parallel()
	f := folder(t)
	c := f.one(t, "a.csv", "x")
	last := 0
	for range 3 {
		if err := c.Return(); err != nil {
			t.Fatal(err)
		}
		looks := 0
		for {
			looks++
			if claims := f.taken(t); len(claims) == 1 {
				c = claims[0]
				break
			}
			if looks > longest {
				t.Fatal("it never came again")
			}
		}
		if looks <= last {
			t.Errorf("left alone for %d looks, before for %d", looks, last)
		}
		last = looks
	}
}

func TestTwoProgramsWatchOneFolderAndEachFileIsOnesOnly(t *testing.T) {
	t.Parallel()
	in := filepath.Join(t.TempDir(), "share")
	both := []*Folder{watched(t, Places{In: in, Own: "one"}), watched(t, Places{In: in, Own: "two"})}
	const n = 200
	for i := range n {
		both[0].put(t, fmt.Sprintf("%03d.csv", i), "x")
	}
	taken := make(chan string, 2*n)
	ended := make(chan error, 2)
	for _, f := range both {
		go func() {
			for range 4 {
				s, err := f.Look()
				if err != nil {
					ended <- err
					return
				}
				for _, file := range s.Whole {
					c, err := f.Claim(file)
					if errors.Is(err, ErrGone) {
						continue
					}
					if err == nil {
						_, err = c.Finish()
					}
					if err != nil {
						ended <- err
						return
					}
					taken <- file.Name
				}
				if len(s.Left) > 0 {
					ended <- fmt.Errorf("was handed %s, which the other one claimed", s.Left[0].Name)
					return
				}
			}
			ended <- nil
		}()
	}
	for range both {
		if err := <-ended; err != nil {
			t.Error(err)
		}
	}
	if len(taken) != n || len(names(t, filepath.Join(in, done))) != n {
		t.Errorf("%d takings and %d files in done, want %d of both", len(taken), len(names(t, filepath.Join(in, done))), n)
	}
}

func TestAFolderThatIsAwayIsTroubleAndNoEndAndIsNotMade(t *testing.T) {
	t.Parallel()
	f := folder(t)
	away := f.In + "-away"
	if err := os.Rename(f.In, away); err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithTimeout(context.Background(), 20*time.Second)
	defer stop()
	troubles, got := 0, ""
	f.Watch(ctx, Pace{Idle: time.Millisecond, Busy: time.Millisecond}, func(_ context.Context, s Seen, err error) {
		switch {
		case len(s.Whole) > 0:
			got = s.Whole[0].Name
			stop()
		case err == nil:
		default:
			if _, err := os.Stat(f.In); err == nil {
				t.Error("a folder that is away was made anew")
			}
			if troubles++; troubles == 2 {
				if err := os.Rename(away, f.In); err != nil {
					t.Error(err)
				}
				f.put(t, "a.csv", "x")
			}
		}
	})
	if troubles < 2 || got != "a.csv" {
		t.Errorf("told %d times, want at least 2, and found %q afterwards", troubles, got)
	}
}

func TestWhatTheSystemTellsMakesTheNextLookComeSooner(t *testing.T) {
	t.Parallel()
	f := folder(t)
	ear := listen()
	defer ear.close()
	if ear.hear(f.In); !ear.on {
		t.Skip("this system does not tell of changes in folders; the program then looks at its own pace, which the other tests hold")
	}
	go func() {
		time.Sleep(20 * time.Millisecond)
		_ = os.WriteFile(filepath.Join(f.In, "a.csv"), []byte("x"), 0o600)
	}()
	begun := time.Now()
	ear.wait(context.Background(), 20*time.Second, 10*time.Millisecond)
	if took := time.Since(begun); took > 10*time.Second {
		t.Errorf("waited %s for a file that came at once", took)
	}
}
