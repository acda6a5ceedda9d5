package app_test

import (
	"bytes"
	"context"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"ordertrail/app"
)

// The canaries are what a shop may come to know of one customer, in every place where it can stand.
var canaries = []string{"Canaria", "canary@example.com", "Vogelweg 77", "tweet-note", "Kanarien-Nachbar", "chirped", "perched", "fluttered", "warbled"}

const canaryOrders = "order_number,ordered_at,customer_name,email,phone,ship_name,ship_address1,sku,quantity,note\n" +
	"1001,2026-05-01 10:00,Canaria Bird,canary@example.com,555-0177,Canaria Bird,Vogelweg 77,MUG,1,tweet-note\n" +
	"1002,2026-05-01 10:00,Ada Sample,ada@example.com,555-0111,Ada Sample,Elm Street 4,TEA,1,\n"

const canaryTracking = "order_number,parcel,carrier,tracking_number,phase,status_text,occurred_at\n" +
	"1001,1,ups,1Z999AA10123456784,delivered,Left with Kanarien-Nachbar,2026-05-20 10:00\n" +
	"1002,1,ups,1Z999AA10123456785,delivered,Left with Kanarien-Nachbar?,2026-05-20 10:00\n"

func folderOf(s *shop) string { return filepath.Dir(s.PagesFolder()) }

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// holds lists the files below a folder that hold any of the texts, letter case aside.
func holds(t *testing.T, folder string, texts ...string) []string {
	t.Helper()
	var out []string
	err := filepath.WalkDir(folder, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		content, err := os.ReadFile(path)
		for _, text := range texts {
			if bytes.Contains(bytes.ToLower(content), bytes.ToLower([]byte(text))) {
				rel, _ := filepath.Rel(folder, path)
				out = append(out, filepath.ToSlash(rel)+" ("+text+")")
			}
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func TestAnEraseLeavesNothingInTheWholeFolder(t *testing.T) {
	s := newShop(t)
	s.take("orders.csv", canaryOrders)
	s.take("tracking.csv", canaryTracking)
	s.take("broken.csv", "order_number,ordered_at,customer_name,email,sku,quantity\n1003,no day,Canaria Bird,canary@example.com,MUG,1\n")
	id := s.show("1001").State.ID
	must(t, s.Orders().Note(id, "she chirped"))
	must(t, s.Orders().Hold(id, "perched on the phone"))
	must(t, s.Orders().Release(id))
	number, err := s.Returns().Open(app.ReturnRequest{OrderID: id, Why: "it fluttered away", Lines: []app.ReturnLine{{Line: "1", Quantity: 1}}})
	must(t, err)
	if r, err := s.Returns().Show(number); err != nil || r.Reason != "it fluttered away" {
		t.Errorf("the return tells %q, %v; want its customer's words", r.Reason, err)
	}
	must(t, s.Orders().SayWhere(id, "1Z999AA10123456784", "delivered", "her neighbour warbled so"))
	if _, err := s.Reports().PackingSlip(id); err != nil {
		t.Fatal(err)
	}
	other, err := s.Reports().PackingSlip(s.show("1002").State.ID)
	must(t, err)
	runs, err := s.Imports().History("")
	must(t, err)
	if _, err := s.Imports().SaveRejects(runs[0].Run); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Reports().Publish(); err != nil {
		t.Fatal(err)
	}
	backup, err := s.SettingsScreen().Backup()
	must(t, err)
	if found := holds(t, folderOf(s), canaries...); len(found) < len(canaries) {
		t.Fatalf("before the erase only %v hold a canary: the test looks in the wrong place", found)
	}
	e, err := s.Erase("Canary@example.com")
	must(t, err)
	if e.Erased != 1 || len(e.Files) != 2 || len(e.Copies) != 1 {
		t.Fatalf("erased %+v", e)
	}
	if _, err := os.Stat(other.Path); err != nil {
		t.Errorf("the other customer's slip is gone: %v", err)
	}
	must(t, os.Rename(backup.Path, filepath.Join(t.TempDir(), "b.db"))) // it was named to the user
	if left := holds(t, folderOf(s), canaries[:5]...); len(left) != 1 || !strings.Contains(left[0], "Kanarien-Nachbar") {
		t.Errorf("still there: %v; only the other customer's neighbour may be", left)
	}
	if left := holds(t, folderOf(s), canaries[5:]...); len(left) > 0 {
		t.Errorf("still there: %v", left)
	}
	if text := s.show("1002").Events[0].Text; !strings.Contains(text, "Kanarien-Nachbar?") {
		t.Errorf("the other order's words are %q", text)
	}
	if c, err := s.SettingsScreen().Verify(); err != nil || !c.OK {
		t.Errorf("after the erase: %+v, %v", c, err)
	}
}

func TestABackupFromBeforeAnEraseIsErasedWhenItIsRestored(t *testing.T) {
	s := newShop(t)
	s.take("orders.csv", canaryOrders)
	backup, err := s.SettingsScreen().Backup()
	must(t, err)
	if _, err := s.Erase("canary@example.com"); err != nil {
		t.Fatal(err)
	}
	anew := t.TempDir() // the file is lost; the list of the erased lies beside the backups
	list, err := os.ReadFile(filepath.Join(folderOf(s), "ordertrail.db.erased"))
	must(t, err)
	must(t, os.WriteFile(filepath.Join(anew, "ordertrail.db.erased"), list, 0o600))
	now := func() time.Time { return time.Date(2026, 5, 26, 12, 0, 0, 0, time.UTC) }
	if _, err := app.Restore(context.Background(), app.Config{Folder: anew, Now: now}, backup.Path); err != nil {
		t.Fatal(err)
	}
	if left := holds(t, anew, canaries...); len(left) > 0 {
		t.Errorf("restored: %v", left)
	}
}

func TestAnEraseLeavesOtherPeoplesDocuments(t *testing.T) {
	s := newShop(t)
	s.take("orders.csv", "order_number,ordered_at,customer_name,email,phone,ship_name,ship_address1,sku,quantity,note\n"+
		"31,2026-05-01 10:00,Canaria Bird,canary@example.com,,,,MUG,1,\n"+
		"2026,2026-05-01 10:00,Canaria Bird,canary@example.com,,,,MUG,1,\n"+
		"05,2026-05-01 10:00,Canaria Bird,canary@example.com,,,,MUG,1,\n")
	documents := filepath.Join(folderOf(s), "documents")
	must(t, os.MkdirAll(documents, 0o700))
	kept := []string{
		"exceptions-2026-05-31.pdf", "handover-2026-05-31-1604.pdf", "kpi-2026-05-01-to-2026-05-31.pdf",
		"kpi-2026-05-01-to-2026-05-31.xlsx", "packing-slip-10-31.pdf", "packing-slip-2026-7.pdf", "packing-slip-A-05-B.pdf",
	}
	for _, name := range append(slices.Clone(kept), "packing-slip-05.pdf", "packing-slip-2026.pdf", "packing-slip-31.pdf") {
		must(t, os.WriteFile(filepath.Join(documents, name), []byte("figures"), 0o600))
	}
	e, err := s.Erase("canary@example.com")
	must(t, err)
	if e.Erased != 3 || len(e.Files) != 3 {
		t.Errorf("erased %+v", e)
	}
	left, err := os.ReadDir(documents)
	must(t, err)
	names := []string{}
	for _, d := range left {
		names = append(names, d.Name())
	}
	if !slices.Equal(names, kept) {
		t.Errorf("left %v, want %v", names, kept)
	}
}

func TestAnEraseNamesACopyWhereverItHoldsThePerson(t *testing.T) {
	s := newShop(t)
	s.take("orders.csv", canaryOrders)
	const piece = 1 << 20 // copies are read in pieces of about that size
	want := []string{}
	for name, at := range map[string]int{"a": 0, "b": piece - 5, "c": piece + 20, "d": 2*piece - 1, "e": 3 * piece} {
		copied := make([]byte, 3*piece+200)
		copy(copied[at:], "CANARY@example.com")
		must(t, os.WriteFile(filepath.Join(folderOf(s), name+".db"), copied, 0o600))
		want = append(want, name+".db")
	}
	must(t, os.WriteFile(filepath.Join(folderOf(s), "f.db"), make([]byte, 2*piece), 0o600))
	e, err := s.Erase("canary@example.com")
	must(t, err)
	slices.Sort(want)
	if !slices.Equal(e.Copies, want) {
		t.Errorf("copies %v, want %v", e.Copies, want)
	}
}
