package store

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	sqlite3 "modernc.org/sqlite/lib"

	"ordertrail/store/internal/faultvfs"
	"ordertrail/track"
)

func TestBackupsUnderWriteLoadAreWhole(t *testing.T) {
	t.Parallel()
	ctx := context.Background()
	s := open(t, Options{})
	add(t, s, Recorded{Event: statedFact("1001", 50)})
	stop := make(chan struct{})
	var writing sync.WaitGroup
	writing.Go(func() {
		for i := int64(0); ; i++ {
			select {
			case <-stop:
				return
			default:
			}
			if err := scanOnce(s, i); err != nil {
				t.Error(err)
				return
			}
		}
	})
	folder := t.TempDir()
	for i := range 6 {
		before, err := s.newest(ctx)
		if err != nil {
			t.Fatal(err)
		}
		made, err := s.Backup(ctx, filepath.Join(folder, "copy.db"))
		if err != nil || made.Events < before || made.Orders != 1 {
			t.Errorf("backup %d: %+v, %v; %d events were there when it began", i, made, err, before)
		}
	}
	close(stop)
	writing.Wait()
	if files := fingerprint(t, folder); len(files) != 1 {
		t.Errorf("besides the copy there is %v", files)
	}
}

func TestABackupThatGoesWrongLeavesTheLastGoodOne(t *testing.T) {
	apartFromRace(t)
	faultvfs.Register()
	ctx := context.Background()
	path, _ := template(t)
	s := openAt(t, path, Options{vfs: faultvfs.Name})
	copyTo := filepath.Join(t.TempDir(), "copy.db")
	if _, err := s.Backup(ctx, copyTo); err != nil {
		t.Fatal(err)
	}
	good := fingerprint(t, filepath.Dir(copyTo))
	failed := 0
	for n := 1; ; n += 3 {
		faultvfs.Begin(false, faultvfs.Plan{FailAt: n, Sticky: true, Code: sqlite3.SQLITE_FULL})
		_, err := s.Backup(ctx, copyTo)
		_, _, hits := faultvfs.End()
		if hits == 0 {
			break
		}
		if err == nil {
			t.Errorf("operation %d went wrong, and the backup says it is done", n)
		}
		failed++
		if fmt.Sprint(fingerprint(t, filepath.Dir(copyTo))) != fmt.Sprint(good) {
			t.Fatalf("operation %d went wrong, and the good copy is gone or has company", n)
		}
	}
	if failed == 0 {
		t.Error("nothing went wrong")
	}
}

func TestRestoreBringsBackEveryTableAndKeepsTheOldFile(t *testing.T) {
	t.Parallel()
	ctx := context.Background()
	path, _ := template(t)
	copyTo := filepath.Join(t.TempDir(), "copy.db")
	opts := Options{Now: newClock().now}
	s, err := Open(ctx, path, opts)
	if err != nil {
		t.Fatal(err)
	}
	want := dump(t, s)
	if _, err := s.Backup(ctx, copyTo); err != nil {
		t.Fatal(err)
	}
	add(t, s, Recorded{Event: statedFact("after", 1)})
	later := dump(t, s)
	if _, err := Restore(ctx, copyTo, path, opts); !errors.Is(err, ErrInUse) {
		t.Errorf("a restore over an open file: %v, want %v", err, ErrInUse)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	aside, err := Restore(ctx, copyTo, path, opts)
	if err != nil {
		t.Fatal(err)
	}
	if got := reopened(t, path); got != want {
		t.Error("the restored file is not the one that was backed up")
	}
	if _, err := Restore(ctx, aside, path, opts); err != nil { // and back again
		t.Fatal(err)
	}
	if got := reopened(t, path); got != later {
		t.Error("the old file did not come back")
	}
}

func reopened(t *testing.T, path string) string {
	t.Helper()
	s, err := Open(context.Background(), path, Options{Now: newClock().now})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	return dump(t, s)
}

func TestADamagedBackupIsNotRestored(t *testing.T) {
	t.Parallel()
	path, _ := template(t)
	bad := filepath.Join(t.TempDir(), "copy.db")
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	before := fingerprint(t, filepath.Dir(path))
	write(t, bad, []byte(strings.ReplaceAll(string(b), "SOFA-2", "SOFA-3")))
	if _, err := Restore(context.Background(), bad, path, Options{Now: newClock().now}); !errors.Is(err, ErrDamaged) {
		t.Errorf("got %v, want %v", err, ErrDamaged)
	}
	if fmt.Sprint(fingerprint(t, filepath.Dir(path))) != fmt.Sprint(before) {
		t.Error("the file in place changed")
	}
}

const canary = "canary-wren@example.com"

// personal is an order of somebody who will ask to be forgotten.
func personal() Recorded {
	return Recorded{
		Event: statedFact("7001", 1), Raw: "7001,Wrenbert Featherstone," + canary,
		Customer: track.Customer{Name: "Wrenbert Featherstone", Email: "Canary-Wren@example.com", City: "Quailtown"},
	}
}

func TestEraseLeavesNoByteAndKeepsTheFacts(t *testing.T) {
	t.Parallel()
	ctx := context.Background()
	path := filepath.Join(t.TempDir(), "shop.db")
	copyTo := filepath.Join(t.TempDir(), "copy.db")
	opts := Options{Now: newClock().now}
	s, err := Open(ctx, path, opts)
	if err != nil {
		t.Fatal(err)
	}
	add(t, s, bulk(30, 0)[0])
	add(t, s, personal())
	err = s.Update(ctx, func(tx *Tx) error {
		if _, err := tx.AddUnread(Unread{Kind: "notice", Raw: []byte("To: " + canary + "\n\nDear Wrenbert")}); err != nil {
			return err
		}
		run, err := tx.AddRun(ctx, Run{File: "a.csv"})
		if err != nil {
			return err
		}
		if _, err := tx.QueueMessage(Message{OrderID: track.OrderIDOf("shopify", "7001"), Recipient: canary, Body: "Dear Wrenbert"}); err != nil {
			return err
		}
		return tx.AddRejects(run.Number, []Reject{{Row: 3, Cells: []byte(`["Wrenbert","` + canary + `"]`)}})
	})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.Backup(ctx, copyTo); err != nil {
		t.Fatal(err)
	}
	done, err := s.Erase(ctx, canary)
	if err != nil || done.People != 1 || len(done.Orders) != 1 {
		t.Fatalf("erased %+v, %v", done, err)
	}
	add(t, s, personal()) // imported once more
	if rows, err := Look(ctx, s, func(r *Reader) ([]Row, error) { return r.Orders(ctx, Query{Search: "wrenbert"}) }); err != nil || len(rows) != 0 {
		t.Errorf("still found: %v, %v", rows, err)
	}
	if o := order(t, s, "7001"); !o.Customer.IsZero() || o.State.Order != "7001" {
		t.Errorf("the order is %+v", o)
	}
	if problems, err := s.Verify(ctx); err != nil || len(problems) > 0 {
		t.Errorf("after the erase: %v, %v", problems, err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	noCanary(t, path, "after the erase")
	if _, err := Restore(ctx, copyTo, path, opts); err != nil {
		t.Fatal(err)
	}
	noCanary(t, path, "in the restored file")
}

func noCanary(t *testing.T, path, when string) {
	t.Helper()
	for _, end := range []string{"", "-wal"} {
		b, err := os.ReadFile(path + end)
		if err != nil {
			continue
		}
		text := strings.ToLower(string(b))
		for _, word := range []string{canary, "wrenbert", "featherstone", "quailtown", "wren"} {
			if at := strings.Index(text, word); at >= 0 {
				t.Errorf("%s, %s%s still holds %q: …%q", when, filepath.Base(path), end, word, text[max(0, at-20):at+30])
			}
		}
	}
}
