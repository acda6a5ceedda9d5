package app

import (
	"encoding/base64"
	"os"
	"path/filepath"
	"slices"
	"testing"
)

func pastedFile(name, text string, o ImportOptions) ImportFile {
	return ImportFile{Name: name, Content: base64.StdEncoding.EncodeToString([]byte(text)), Options: o}
}

func TestAnEarlierVersionOfAProfileIsTriedAndUsedAgain(t *testing.T) {
	a := openShop(t)
	imports := a.Imports()
	const text = "Zz,Qq,Mm,Rr,Ee\nN-1,2026-05-20,MUG,2,ada@example.com\n"
	keep := func(m map[string]string) {
		t.Helper()
		v, err := imports.Look(pastedFile("odd.csv", text, ImportOptions{Map: m}))
		if err == nil {
			_, err = imports.SaveProfile(v.ID, "odd")
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	first := map[string]string{"order_number": "Zz", "ordered_at": "Qq", "sku": "Mm", "quantity": "Rr"}
	keep(first)
	keep(first) // as it is: no version more
	first["email"] = "Ee"
	keep(first)
	keep(first)
	versions, err := imports.Versions("odd")
	if err != nil || len(versions) != 2 || versions[0].Version != 2 || !slices.Equal(versions[0].Changed, []string{"email"}) {
		t.Fatalf("want version 2 that reads email too, got %+v, %v", versions, err)
	}
	trial, err := imports.Try(pastedFile("old.csv", text, ImportOptions{Profile: "odd", Version: 1}))
	if err != nil || trial.Changed != 1 || len(trial.Changes) != 1 || trial.Changes[0] != (ChangeView{"N-1", "email", "ada@example.com", ""}) {
		t.Errorf("version 1 reads no mail address, got %+v, %v", trial, err)
	}
	if _, err := imports.RestoreVersion("odd", 1); err != nil {
		t.Fatal(err)
	}
	if p, err := a.Profile("odd"); err != nil || p.Version != 3 || len(p.Columns) != 4 {
		t.Errorf("want version 3 with the 4 columns of the first, got %+v, %v", p, err)
	}
	if _, err := imports.RestoreVersion("odd", 9); err == nil {
		t.Error("a version that never was is put into use")
	}
}

func TestRejectedRowsAreSavedBeforeAnythingIsApplied(t *testing.T) {
	a := openShop(t)
	v, err := a.Imports().Look(pastedFile("bad.csv", "order_number,ordered_at,sku,quantity\n1,2026-05-20,MUG,1.5\n2,2026-05-20,MUG,1\n", ImportOptions{}))
	if err != nil || v.Rejected != 1 {
		t.Fatalf("want one row rejected, got %+v, %v", v, err)
	}
	f, err := a.Imports().SaveRejects(v.ID)
	if err != nil || filepath.Base(f.Path) != "rejected-bad.xlsx" {
		t.Fatalf("want rejected-bad.xlsx, got %+v, %v", f, err)
	}
	if again, err := a.Imports().Look(ImportFile{Path: f.Path}); err != nil || again.Kind != v.Kind || again.Rows != 1 {
		t.Errorf("the sheet is dropped again as one row of the same kind, got %+v, %v", again, err)
	}
}

func TestAFolderStandsForItsFiles(t *testing.T) {
	a := openShop(t)
	dir := t.TempDir()
	for _, name := range []string{"b.csv", "a.csv", ".hidden", filepath.Join("deep", "c.csv")} {
		if err := os.MkdirAll(filepath.Dir(filepath.Join(dir, name)), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, name), []byte("x"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	got, err := a.Imports().Within([]string{filepath.Join(dir, "b.csv"), dir})
	want := []string{filepath.Join(dir, "b.csv"), filepath.Join(dir, "a.csv"), filepath.Join(dir, "b.csv"), filepath.Join(dir, "deep", "c.csv")}
	if err != nil || !slices.Equal(got, want) {
		t.Errorf("want %v, got %v, %v", want, got, err)
	}
}
