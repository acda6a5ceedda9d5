//go:build unix

package app_test

import (
	"archive/zip"
	"bytes"
	"context"
	"crypto/rand"
	"encoding/base64"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/fsnotify/fsnotify"
	"github.com/xuri/excelize/v2"

	"ordertrail/app"
	"ordertrail/app/drop"
	"ordertrail/frontend"
)

// hurry is a pace for tests: looks come one after the other.
var hurry = drop.Pace{Idle: 2 * time.Millisecond, Busy: 2 * time.Millisecond}

// inbox is a watched folder of a shop.
type inbox struct {
	*shop
	path string
	row  app.DropRow
}

func newInbox(t *testing.T, form app.DropForm) *inbox {
	t.Helper()
	return newShopWith(t, func(*app.Config) {}).inbox(t, form)
}

func (s *shop) inbox(t *testing.T, form app.DropForm) *inbox {
	t.Helper()
	if form.Path == "" {
		form.Path = t.TempDir()
	}
	row, err := s.Drops().Save(form)
	if err != nil {
		t.Fatal(err)
	}
	return &inbox{s, form.Path, row}
}

// put drops a file, whole at once: no look sees a part of it.
func (in *inbox) put(name, text string) {
	in.t.Helper()
	hidden := filepath.Join(in.path, "."+name)
	if err := errors.Join(os.WriteFile(hidden, []byte(text), 0o600), os.Rename(hidden, filepath.Join(in.path, name))); err != nil {
		in.t.Fatal(err)
	}
}

// now looks until what lies there stands still, and returns what became of it.
func (in *inbox) now(let bool) []app.DropTake {
	in.t.Helper()
	out := []app.DropTake{}
	if err := in.DropsNow(context.Background(), nil, let, hurry, func(got app.DropTake) { out = append(out, got) }); err != nil {
		in.t.Fatal(err)
	}
	return out
}

// lies names the files in a folder inside the watched one.
func (in *inbox) lies(inside string) []string {
	in.t.Helper()
	list, err := os.ReadDir(filepath.Join(in.path, inside))
	if err != nil && !os.IsNotExist(err) {
		in.t.Fatal(err)
	}
	out := []string{}
	for _, e := range list {
		if !e.IsDir() {
			out = append(out, e.Name())
		}
	}
	return out
}

// outcomes are what became of files, as "file: outcome".
func outcomes(list []app.DropTake) []string {
	out := []string{}
	for _, got := range list {
		out = append(out, got.File+": "+got.Outcome)
	}
	return out
}

func wantTexts(t *testing.T, what string, got []string, want ...string) {
	t.Helper()
	if !slices.Equal(got, append([]string{}, want...)) {
		t.Errorf("%s: %q, want %q", what, got, want)
	}
}

func (s *shop) runs(t *testing.T) []app.RunRow {
	t.Helper()
	runs, err := s.Imports().History("")
	if err != nil {
		t.Fatal(err)
	}
	return runs
}

const oneBad = "order_number,source,ordered_at,sku,title,quantity\nA-1,web,2026-05-19 14:05,MUG,Mug,1\nA-2,web,31/31/2026,MUG,Mug,1\n"

func TestADroppedFileIsTakenInOnceAndMoved(t *testing.T) {
	t.Parallel()
	in := newInbox(t, app.DropForm{Name: "Labels"})
	in.put("orders.csv", form(3))
	wantTexts(t, "outcome", outcomes(in.now(false)), "orders.csv: taken")
	wantTexts(t, "done", in.lies("done"), "orders.csv")
	wantTexts(t, "left", in.lies(""))
	runs := in.runs(t)
	if len(runs) != 1 || runs[0].Folder != "Labels" || runs[0].New != 3 || runs[0].By != "automatic" || runs[0].File != "orders.csv" {
		t.Errorf("runs %+v", runs)
	}
	in.put("orders.csv", form(3)) // the same name and bytes once more
	if got := in.now(false); got[0].Outcome != "taken" || !got[0].Plans[0].Known || len(in.runs(t)) != 1 {
		t.Errorf("known bytes came to %+v and %d runs", got, len(in.runs(t)))
	}
	wantTexts(t, "both are kept", in.lies("done"), "orders-2.csv", "orders.csv")
}

func TestWhatADroppedFileIsRefusedForLiesBesideIt(t *testing.T) {
	t.Parallel()
	in := newInbox(t, app.DropForm{Name: "Labels"})
	in.put("some.csv", oneBad)
	in.put("none.csv", "order_number,source,ordered_at,sku,title,quantity\nB-2,web,31/31/2026,MUG,Mug,1\n")
	in.put("odd.csv", "Zzyx;Qwv;Mnop\n1;2;3\n4;5;6\n")
	in.put("torn.xlsx", "PK\x03\x04 this is no workbook")
	wantTexts(t, "outcomes", outcomes(in.now(false)), "none.csv: refused", "odd.csv: refused", "some.csv: part", "torn.xlsx: refused")
	wantTexts(t, "done", in.lies("done"), "some.csv")
	wantTexts(t, "failed", in.lies("failed"), "none.csv", "none.csv.why.txt", "none.rejected.xlsx", "odd.csv", "odd.csv.why.txt", "some.rejected.xlsx", "torn.xlsx", "torn.xlsx.why.txt")
	for _, name := range []string{"none.csv", "odd.csv", "torn.xlsx"} {
		if why, err := os.ReadFile(filepath.Join(in.path, "failed", name+".why.txt")); err != nil || len(why) < 20 {
			t.Errorf("%s: it says %q (%v)", name, why, err)
		}
	}
	lying, err := in.Drops().Waiting(app.WaitingQuery{})
	if err != nil || len(lying.Refused) != 4 {
		t.Fatalf("%d refused files are listed, want 4 (%v)", len(lying.Refused), err)
	}
	if plan, err := in.Imports().Look(app.ImportFile{Lying: "refused:" + lying.Refused[1].ID}); err != nil || plan.File != "some.rejected.xlsx" || plan.Rejected != 1 {
		t.Errorf("looking at what was rejected of some.csv: %+v (%v)", plan, err)
	}
	for _, lying := range []string{"waiting:none", "refused:99", "refused:x"} {
		if _, err := in.Imports().Look(app.ImportFile{Lying: lying}); err == nil {
			t.Errorf("%s was found", lying)
		}
	}
	if x := lying.Refused[1]; x.File != "some.csv" || x.Rejected != 1 || x.Run == "" || filepath.Base(x.Path) != "some.rejected.xlsx" {
		t.Errorf("some.csv is listed as %+v", x)
	}
	page, err := in.Today().Queue(app.TaskQuery{Code: "files_refused"})
	if err != nil || len(page.Tasks) != 1 {
		t.Errorf("%d tasks about refused files, want one for the folder (%v)", len(page.Tasks), err)
	}
	ids := []string{}
	for _, x := range lying.Refused {
		ids = append(ids, x.ID)
	}
	if err := in.Drops().Seen(ids); err != nil {
		t.Fatal(err)
	}
	if page, err := in.Today().Queue(app.TaskQuery{Code: "files_refused"}); err != nil || len(page.Tasks) != 0 {
		t.Errorf("the task is still there when somebody has looked at all of them (%v)", err)
	}
	if len(in.lies("failed")) != 8 {
		t.Error("looking at refused files moved them")
	}
}

func TestTheSheetOfRejectedRowsIsMendedAndDroppedAgain(t *testing.T) {
	t.Parallel()
	in := newInbox(t, app.DropForm{})
	in.put("some.csv", oneBad)
	got := in.now(false)
	mendCell(t, got[0].Rejects, "31/31/2026", "2026-05-20 10:00")
	if err := os.Rename(got[0].Rejects, filepath.Join(in.path, "some.rejected.xlsx")); err != nil {
		t.Fatal(err)
	}
	wantTexts(t, "outcome", outcomes(in.now(false)), "some.rejected.xlsx: taken")
	if in.total() != 2 {
		t.Errorf("%d orders, want both", in.total())
	}
}

func TestFilesThatWaitForAPersonAreListedPlannedAndLetIn(t *testing.T) {
	t.Parallel()
	in := newInbox(t, app.DropForm{Name: "Downloads", Asks: true})
	in.put("a.csv", form(2))
	in.put("odd.csv", "Zzyx;Qwv;Mnop\n1;2;3\n")
	in.put("some.csv", oneBad)
	stop := in.watch()
	defer stop()
	in.wait(func() bool {
		v := in.lying()
		return v.Total == 3 && !slices.ContainsFunc(v.Files, func(f app.WaitingFile) bool { return f.State == "unread" })
	})
	v := in.lying()
	if f := v.Files[0]; f.File != "a.csv" || f.State != "plan" || f.New != 2 || f.Rows != 2 || f.Folder != "Downloads" || f.Profile == "" {
		t.Errorf("a.csv waits as %+v", f)
	}
	if f := v.Files[1]; f.State != "unknown" {
		t.Errorf("odd.csv waits as %+v", f)
	}
	if in.total() != 0 || len(in.lies("")) != 3 {
		t.Fatalf("%d orders, %q lie there: nothing may happen before the click", in.total(), in.lies(""))
	}
	took, err := in.Drops().Take([]string{v.Files[0].ID, v.Files[2].ID})
	if err != nil {
		t.Fatal(err)
	}
	wantTexts(t, "let in", outcomes(took), "a.csv: taken", "some.csv: part")
	if run := in.runs(t)[0]; run.By != in.Settings().Operator || run.By == "automatic" {
		t.Errorf("the history says that %q let it in", run.By)
	}
	wantTexts(t, "left", in.lies(""), "odd.csv")
	if err := in.Drops().SetAside([]string{v.Files[1].ID}); err != nil {
		t.Fatal(err)
	}
	if !slices.Contains(in.lies("failed"), "odd.csv") || in.lying().Total != 0 {
		t.Errorf("set aside: %q in failed, %d wait", in.lies("failed"), in.lying().Total)
	}
	if _, err := in.Drops().Take([]string{v.Files[0].ID}); code(err) != "drop-moved" {
		t.Errorf("let in twice: %v", err)
	}
}

// A page that a file was let in of meanwhile makes the next one neither skip a file nor show one twice.
func TestWaitingFilesArePagedByKey(t *testing.T) {
	t.Parallel()
	in := newInbox(t, app.DropForm{Name: "Downloads", Asks: true})
	other := in.inbox(t, app.DropForm{Name: "Labels", Asks: true})
	for i := range 130 {
		in.put(fmt.Sprintf("o-%03d.csv", i), form(1))
		other.put(fmt.Sprintf("o-%03d.csv", i), form(1))
	}
	stop := in.watch()
	defer stop()
	in.wait(func() bool { return in.lying().Total == 260 })
	page := func(after string) app.WaitingView {
		t.Helper()
		v, err := in.Drops().Waiting(app.WaitingQuery{After: after})
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
	first := page("")
	if err := in.Drops().SetAside([]string{first.Files[0].ID, first.Files[99].ID}); err != nil {
		t.Fatal(err)
	}
	second := page(first.Next)
	third := page(second.Next)
	seen := map[string]bool{}
	for _, f := range slices.Concat(first.Files, second.Files, third.Files) {
		seen[f.Folder+"/"+f.File] = true
	}
	if len(first.Files) != 100 || len(second.Files) != 100 || len(third.Files) != 60 || third.Next != "" || third.Total != 258 || len(seen) != 260 {
		t.Errorf("pages of %d, %d and %d files with %d in all and %q after them; %d different ones", len(first.Files), len(second.Files), len(third.Files), third.Total, third.Next, len(seen))
	}
	in.wait(func() bool { // what somebody looks at is planned, however far down it stands
		last := page(second.Next).Files
		return last[len(last)-1].State != "unread"
	})
}

func TestAWaitingFileThatIsOpenedAndAppliedIsMovedToo(t *testing.T) {
	t.Parallel()
	in := newInbox(t, app.DropForm{Name: "Downloads", Asks: true})
	in.put("a.csv", form(2))
	stop := in.watch()
	defer stop()
	in.wait(func() bool { return in.lying().Total == 1 })
	if shell, err := in.frame().Show(); err != nil || shell.Dropped != 1 {
		t.Errorf("the frame says that %d files wait (%v)", shell.Dropped, err)
	}
	file := app.ImportFile{Lying: "waiting:" + in.lying().Files[0].ID} // as a browser asks, which knows no paths
	names, err := in.Imports().Unpack(file)
	if err != nil || len(names) != 0 {
		t.Errorf("in it are %q (%v)", names, err)
	}
	plan, err := in.Imports().Look(file)
	if err == nil {
		plan, err = in.Imports().Apply(plan.ID)
	}
	if err != nil || plan.New != 2 {
		t.Fatalf("%+v (%v)", plan, err)
	}
	wantTexts(t, "done", in.lies("done"), "a.csv")
	if run := in.runs(t)[0]; run.Folder != "Downloads" {
		t.Errorf("the history names the folder %q", run.Folder)
	}
}

func TestAWaitingFileThatWasReplacedSinceItWasOpenedIsNotPutAway(t *testing.T) {
	t.Parallel()
	in := newInbox(t, app.DropForm{Asks: true})
	in.put("a.csv", form(2))
	stop := in.watch()
	defer stop()
	in.wait(func() bool { return in.lying().Total == 1 })
	id := in.lying().Files[0].ID
	plan, err := in.Imports().Look(app.ImportFile{Path: in.lying().Files[0].Path})
	if err != nil {
		t.Fatal(err)
	}
	in.put("a.csv", form(5))
	in.wait(func() bool { v := in.lying(); return v.Total == 1 && v.Files[0].ID != id })
	if _, err := in.Imports().Apply(plan.ID); code(err) != "file-changed" {
		t.Errorf("a plan of a file that was replaced was applied: %v", err)
	}
	wantTexts(t, "it stays", in.lies(""), "a.csv")
	if in.total() != 0 {
		t.Errorf("%d orders, want none", in.total())
	}
}

func TestAFolderWithAProfileReadsEveryFileByIt(t *testing.T) {
	t.Parallel()
	s := newShop(t)
	plan, err := s.Imports().Look(app.ImportFile{Name: "x.csv", Content: encoded("No;Art;Stk\nX-1;MUG;2\n"), Options: app.ImportOptions{Map: map[string]string{"order_number": "No", "sku": "Art", "quantity": "Stk"}}})
	if err == nil {
		_, err = s.Imports().SaveProfile(plan.ID, "freight")
	}
	if err != nil {
		t.Fatal(err)
	}
	in := s.inbox(t, app.DropForm{Profile: "freight", Source: "Outlet"})
	in.put("x.csv", "No;Art;Stk;Neu\nX-1;MUG;2;x\nX-2;MUG;1;x\n")
	wantTexts(t, "outcome", outcomes(in.now(false)), "x.csv: taken")
	if run := in.runs(t)[0]; run.Profile != "freight" || run.Source != "Outlet" || run.New != 2 {
		t.Errorf("run %+v", run)
	}
}

func TestEveryFileInADroppedArchiveIsTaken(t *testing.T) {
	t.Parallel()
	in := newInbox(t, app.DropForm{})
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for name, text := range map[string]string{"orders.csv": form(3), "odd.csv": "Zzyx;Qwv\n1;2\n", "notes/mail.eml": string(upsMails(1, 2)[0])} {
		f, err := w.Create(name)
		if err == nil {
			_, err = f.Write([]byte(text))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	in.put("week.zip", b.String())
	got := in.now(false)
	wantTexts(t, "outcome", outcomes(got), "week.zip: refused")
	if len(got[0].Plans) != 2 || in.total() != 3 || !strings.Contains(got[0].Message, "odd.csv") {
		t.Errorf("%d files of it taken, %d orders, why %q", len(got[0].Plans), in.total(), got[0].Message)
	}
	if err := in.Drops().Retry(in.lying().Refused[0].ID); err != nil {
		t.Fatal(err)
	}
	if got := in.now(false); len(in.runs(t)) != 2 || got[0].Outcome != "refused" {
		t.Errorf("once more: %d runs, %s", len(in.runs(t)), got[0].Outcome)
	}
}

func TestAFileThatWasTakenAndNotMovedIsMovedAndNotTakenTwice(t *testing.T) {
	t.Parallel()
	done := filepath.Join(t.TempDir(), "done")
	if err := os.Mkdir(done, 0o700); err != nil {
		t.Fatal(err)
	}
	in := newInbox(t, app.DropForm{Done: done})
	if err := os.Rename(done, done+"-away"); err != nil {
		t.Fatal(err)
	}
	in.put("a.csv", form(2))
	wantTexts(t, "no place for it", outcomes(in.now(false)), "a.csv: stuck")
	row := in.folder()
	if row.Fault != "stuck" || !row.Troubled {
		t.Errorf("the folder says %q", row.Fault)
	}
	if _, err := in.Imports().Undo("R000001"); err != nil { // a person does not want it
		t.Fatal(err)
	}
	if err := os.Rename(done+"-away", done); err != nil {
		t.Fatal(err)
	}
	wantTexts(t, "its place is back", outcomes(in.now(false)), "a.csv: taken")
	if runs := in.runs(t); len(runs) != 1 || in.total() != 0 || in.folder().Fault != "" {
		t.Errorf("%d runs, %d orders, fault %q: what was undone came back", len(runs), in.total(), in.folder().Fault)
	}
	if list, err := os.ReadDir(done); err != nil || len(list) != 1 {
		t.Errorf("%d files in done (%v)", len(list), err)
	}
	in.put("a.csv", form(2)) // dropped once more on purpose
	in.now(false)
	if in.total() != 2 {
		t.Errorf("%d orders after it was dropped again, want 2", in.total())
	}
}

func TestAFolderThatIsAwayIsATaskAndComesBackByItself(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, 5, 25, 12, 0, 0, 0, time.UTC)
	var mu sync.Mutex
	s := newShopWith(t, func(c *app.Config) {
		c.Now = func() time.Time { mu.Lock(); defer mu.Unlock(); return now }
	})
	in := s.inbox(t, app.DropForm{Name: "Share"})
	if err := os.Rename(in.path, in.path+"-away"); err != nil {
		t.Fatal(err)
	}
	stop := in.watch()
	defer stop()
	in.wait(func() bool { return in.folder().Fault == "away" })
	if in.folder().Troubled {
		t.Error("somebody is told before it could come back by itself")
	}
	mu.Lock()
	now = now.Add(6 * time.Minute)
	mu.Unlock()
	in.wait(func() bool {
		page, err := in.Today().Queue(app.TaskQuery{Code: "folder_failing"})
		return err == nil && len(page.Tasks) == 1
	})
	if err := os.Rename(in.path+"-away", in.path); err != nil {
		t.Fatal(err)
	}
	in.put("a.csv", form(1))
	in.wait(func() bool { return in.total() == 1 && in.folder().Fault == "" })
	if page, err := in.Today().Queue(app.TaskQuery{Code: "folder_failing"}); err != nil || len(page.Tasks) != 0 {
		t.Errorf("the task stays (%v)", err)
	}
}

func TestWithoutRoomAFileStaysWhereItIsAndIsTriedAgain(t *testing.T) {
	t.Parallel()
	free := int64(1 << 40)
	var mu sync.Mutex
	s := newShopWith(t, func(c *app.Config) {
		c.Free = func(string) (int64, error) { mu.Lock(); defer mu.Unlock(); return free, nil }
	})
	in := s.inbox(t, app.DropForm{})
	mails := filepath.Join(in.data(), "mails")
	if err := os.MkdirAll(mails, 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(mails, "n.eml"), upsMails(1, 2)[0], 0o600); err != nil {
		t.Fatal(err)
	}
	set := func(n int64) { mu.Lock(); free = n; mu.Unlock() }
	set(1 << 20)
	in.put("a.csv", form(2))
	var told []app.DropTake
	var telling sync.Mutex
	stop := in.watchTelling(func(got app.DropTake) { telling.Lock(); told = append(told, got); telling.Unlock() })
	defer stop()
	in.wait(func() bool { return in.folder().Fault == "full" && slices.Equal(in.lies(""), []string{"a.csv"}) })
	in.wait(func() bool { telling.Lock(); defer telling.Unlock(); return len(told) >= 2 })
	in.wait(func() bool { // between two tries
		_, err := os.Stat(filepath.Join(mails, "n.eml"))
		return err == nil
	})
	if in.total() != 0 {
		t.Errorf("%d orders without room", in.total())
	}
	set(1 << 40)
	in.wait(func() bool { return in.total() == 2 && in.folder().Fault == "" })
	in.wait(func() bool { _, err := os.Stat(filepath.Join(mails, "done", "n.eml")); return err == nil })
	if len(in.lies("failed")) != 0 {
		t.Errorf("failed holds %q", in.lies("failed"))
	}
}

func TestAFileThatIsWrittenSlowlyIsTakenWholeInTheEnd(t *testing.T) {
	t.Parallel()
	in := newInbox(t, app.DropForm{})
	stop := in.watch()
	defer stop()
	text := form(400)
	f, err := os.Create(filepath.Join(in.path, "slow.csv"))
	if err != nil {
		t.Fatal(err)
	}
	for part := range slices.Chunk([]byte(text), 1+len(text)/40) {
		if _, err := f.Write(part); err != nil {
			t.Fatal(err)
		}
		time.Sleep(3 * time.Millisecond)
	}
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
	in.wait(func() bool { return len(in.lies("")) == 0 && len(in.lies("done")) > 0 })
	if in.total() != 400 {
		t.Errorf("%d orders, want all 400", in.total())
	}
}

func TestADamagedFileGetsASecondChanceToComeWhole(t *testing.T) {
	t.Parallel()
	in := newInbox(t, app.DropForm{})
	whole := string(workbook(t, [][]string{{"order_number", "source", "ordered_at", "sku", "title", "quantity"}, {"A-1", "web", "2026-05-19 14:05", "MUG", "Mug", "1"}}))
	in.put("a.xlsx", whole[:len(whole)/2])
	returned, err := fsnotify.NewWatcher()
	if err == nil {
		err = returned.Add(in.path)
	}
	if err != nil {
		t.Fatal(err)
	}
	defer returned.Close()
	var told []string
	var mu sync.Mutex
	stop := in.watchAt(drop.Pace{Idle: 40 * time.Millisecond, Busy: 40 * time.Millisecond}, func(got app.DropTake) {
		mu.Lock()
		told = append(told, got.File+": "+got.Outcome)
		mu.Unlock()
	})
	defer stop()
	for e := range returned.Events { // it is claimed, found damaged and returned
		if e.Has(fsnotify.Create) && filepath.Base(e.Name) == "a.xlsx" {
			break
		}
	}
	in.put("a.xlsx", whole)
	t.Log(time.Now(), in.lies(""), in.claims()) // more
	in.wait(func() bool { return in.total() == 1 })
	in.put("torn.xlsx", whole[:len(whole)/2])
	in.wait(func() bool { mu.Lock(); defer mu.Unlock(); return len(told) == 2 })
	if !slices.Contains(in.lies("failed"), "torn.xlsx.why.txt") {
		t.Errorf("failed holds %q", in.lies("failed"))
	}
	mu.Lock()
	defer mu.Unlock()
	wantTexts(t, "told", told, "a.xlsx: taken", "torn.xlsx: refused")
}

func TestWhatCannotBeAWatchedFolderIsRefused(t *testing.T) {
	t.Parallel()
	in := newInbox(t, app.DropForm{Name: "One"})
	data := in.data()
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	link := filepath.Join(t.TempDir(), "link")
	if err := os.Symlink(data, link); err != nil {
		t.Fatal(err)
	}
	if err := os.MkdirAll(filepath.Join(in.path, "done"), 0o700); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name, code string
		form       app.DropForm
	}{
		{"no path", "drop-no-path", app.DropForm{}},
		{"not there", "drop-no-folder", app.DropForm{Path: filepath.Join(in.path, "gone")}},
		{"a file", "drop-no-folder", app.DropForm{Path: file}},
		{"the shop's own folder", "drop-in-data", app.DropForm{Path: data}},
		{"the shop's own folder by a link", "drop-in-data", app.DropForm{Path: link}},
		{"done in the shop's own folder", "drop-in-data", app.DropForm{Path: t.TempDir(), Done: data}},
		{"watched already", "drop-watched", app.DropForm{Path: in.path}},
		{"a name that is taken", "drop-name-taken", app.DropForm{Path: t.TempDir(), Name: "one"}},
		{"done feeds another one", "drop-circle", app.DropForm{Path: t.TempDir(), Done: in.path}},
		{"done feeds itself", "drop-circle", app.DropForm{Path: file + "-d", Done: file + "-d"}},
		{"no such profile", "no-such-profile", app.DropForm{Path: t.TempDir(), Profile: "nobody"}},
		{"a name with a line break", "drop-bad-name", app.DropForm{Path: t.TempDir(), Name: "a\nb"}},
	} {
		if c.name == "done feeds itself" {
			if err := os.Mkdir(c.form.Path, 0o700); err != nil {
				t.Fatal(err)
			}
		}
		if _, err := in.Drops().Save(c.form); code(err) != c.code {
			t.Errorf("%s: %v, want %s", c.name, err, c.code)
		}
	}
	v, err := in.Drops().List()
	if err != nil || len(v.Folders) != 1 {
		t.Errorf("%d folders are kept, want the one (%v)", len(v.Folders), err)
	}
}

func TestAPausedFolderIsLeftAlone(t *testing.T) {
	t.Parallel()
	in := newInbox(t, app.DropForm{Paused: true})
	in.put("a.csv", form(1))
	stop := in.watch()
	time.Sleep(50 * time.Millisecond)
	stop()
	if got := in.now(true); len(got) != 0 || in.total() != 0 {
		t.Errorf("%v, %d orders", outcomes(got), in.total())
	}
	wantTexts(t, "it stays", in.lies(""), "a.csv")
}

func TestAPipeAndAFileThatMayNotBeReadHoldUpNobody(t *testing.T) {
	t.Parallel()
	in := newInbox(t, app.DropForm{})
	if err := syscall.Mkfifo(filepath.Join(in.path, "a.csv"), 0o600); err != nil {
		t.Fatal(err)
	}
	in.put("b.csv", form(1))
	wantTexts(t, "outcome", outcomes(in.now(false)), "b.csv: taken")
}

func TestClosingTheShopEndsTheWatching(t *testing.T) {
	t.Parallel()
	a := mailShop(t, t.TempDir())
	in := (&shop{App: a, t: t}).inbox(t, app.DropForm{})
	ended := make(chan struct{})
	go func() { a.Tend(context.Background()); close(ended) }()
	in.put("a.csv", form(1))
	if err := a.Close(); err != nil {
		t.Fatal(err)
	}
	select {
	case <-ended:
	case <-time.After(20 * time.Second):
		t.Fatal("it went on")
	}
}

func TestManyFilesAtOnceAreEachTakenOnce(t *testing.T) {
	t.Parallel()
	n := map[bool]int{false: 300, true: 40}[raceDetector]
	in := newInbox(t, app.DropForm{})
	for i := range n {
		in.put(fmt.Sprintf("o-%04d.csv", i), fmt.Sprintf("order_number,source,ordered_at,sku,title,quantity\nM-%d,web,2026-05-19 14:05,MUG,Mug,1\n", i))
	}
	got := in.now(false)
	if len(got) != n || in.total() != n || len(in.lies("done")) != n {
		t.Errorf("%d files, %d orders, %d in done, want %d of each", len(got), in.total(), len(in.lies("done")), n)
	}
}

// newShopWith is an open shop that speaks in whole words, set up as change says.
func newShopWith(t *testing.T, change func(*app.Config)) *shop {
	t.Helper()
	words, err := app.ParseWords(frontend.English)
	if err != nil {
		t.Fatal(err)
	}
	noon := time.Date(2026, 5, 25, 12, 0, 0, 0, time.UTC)
	c := app.Config{Folder: filepath.Join(t.TempDir(), "shop"), Now: func() time.Time { return noon }, Fixed: true, Random: rand.Reader, Version: "test", Words: words}
	change(&c)
	s := &shop{App: app.New(), t: t}
	if err := s.Open(context.Background(), c); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error("close:", err)
		}
	})
	s.OnEmit(s.hear)
	return s
}

// watch watches the folders until the function returned is called.
func (s *shop) watch() (stop func()) { return s.watchTelling(func(app.DropTake) {}) }

func (s *shop) watchTelling(heard func(app.DropTake)) (stop func()) { return s.watchAt(hurry, heard) }

func (s *shop) watchAt(pace drop.Pace, heard func(app.DropTake)) (stop func()) {
	ctx, cancel := context.WithCancel(context.Background())
	ended := make(chan struct{})
	go func() {
		s.WatchDrops(ctx, pace, heard)
		close(ended)
	}()
	return func() {
		cancel()
		<-ended
	}
}

// wait waits until something is so.
func (in *inbox) wait(so func() bool) {
	in.t.Helper()
	for begun := time.Now(); !so(); time.Sleep(2 * time.Millisecond) {
		if time.Since(begun) > 30*time.Second {
			in.t.Fatalf("it never came to be: %q lie there, %q in done, %q in failed, folder %+v", in.lies(""), in.lies("done"), in.lies("failed"), in.folder())
		}
	}
}

func (in *inbox) lying() app.WaitingView {
	in.t.Helper()
	v, err := in.Drops().Waiting(app.WaitingQuery{})
	if err != nil {
		in.t.Fatal(err)
	}
	return v
}

// folder is the watched folder as a screen shows it.
func (in *inbox) folder() app.DropRow {
	in.t.Helper()
	v, err := in.Drops().List()
	if err != nil {
		in.t.Fatal(err)
	}
	at := slices.IndexFunc(v.Folders, func(f app.DropRow) bool { return f.ID == in.row.ID })
	if at < 0 {
		in.t.Fatal("the folder is not listed")
	}
	return v.Folders[at]
}

// claims are the files that are claimed now.
func (in *inbox) claims() []string { return in.lies(filepath.Join("taking", in.row.ID)) }

// frame is what stands around every screen.
func (s *shop) frame() *app.Shells {
	for _, bound := range s.Bound() {
		if frame, ok := bound.(*app.Shells); ok {
			return frame
		}
	}
	s.t.Fatal("no frame is bound")
	return nil
}

// data is the shop's own folder.
func (s *shop) data() string { return filepath.Dir(s.PagesFolder()) }

// code is that of an error as a person reads it, "" of none.
func code(err error) string {
	if err == nil {
		return ""
	}
	return app.Explain(err).Code
}

func encoded(text string) string { return base64.StdEncoding.EncodeToString([]byte(text)) }

// workbook is an .xlsx of these cells.
func workbook(t *testing.T, rows [][]string) []byte {
	t.Helper()
	f := excelize.NewFile()
	defer f.Close()
	for r, row := range rows {
		if err := f.SetSheetRow("Sheet1", fmt.Sprint("A", r+1), &row); err != nil {
			t.Fatal(err)
		}
	}
	b, err := f.WriteToBuffer()
	if err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// mendCell replaces a cell's text in the first sheet of a workbook.
func mendCell(t *testing.T, path, from, to string) {
	t.Helper()
	f, err := excelize.OpenFile(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	sheet := f.GetSheetName(0)
	cells, err := f.SearchSheet(sheet, from)
	if err != nil || len(cells) == 0 {
		t.Fatalf("no cell of %s says %q (%v)", path, from, err)
	}
	for _, cell := range cells {
		if err := f.SetCellStr(sheet, cell, to); err != nil {
			t.Fatal(err)
		}
	}
	if err := f.Save(); err != nil {
		t.Fatal(err)
	}
}
