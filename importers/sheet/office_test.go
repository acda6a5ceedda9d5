package sheet

import (
	"fmt"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

// converted lets LibreOffice save files in another format, all in one run, and gives the folder they are in then.
func converted(t *testing.T, dir, format string, files ...string) string {
	t.Helper()
	program, err := exec.LookPath("soffice")
	if err != nil {
		t.Fatalf("LibreOffice is not installed (apt-get install libreoffice-calc-nogui): %v", err)
	}
	extension, _, _ := strings.Cut(format, ":")
	out := filepath.Join(dir, extension)
	args := append([]string{"-env:UserInstallation=file://" + filepath.Join(dir, "profile"), "--headless", "--convert-to", format, "--outdir", out}, files...)
	if text, err := exec.CommandContext(t.Context(), program, args...).CombinedOutput(); err != nil {
		t.Fatalf("LibreOffice: %v\n%s", err, text)
	}
	return out
}

// TestOtherFormatsAreWhatLibreOfficeReads writes random workbooks as .ods and .xls with LibreOffice, lets it save those as
// .xlsx again, and wants the same cells from both. Files of other programs go the same way.
func TestOtherFormatsAreWhatLibreOfficeReads(t *testing.T) {
	if testing.Short() {
		t.Skip("starts LibreOffice three times")
	}
	t.Parallel()
	dir := t.TempDir()
	var made []string
	for seed := range uint64(4) {
		g := newGenerator(t, 100+seed)
		g.fill(t, seed%2 == 0)
		made = append(made, filepath.Join(dir, fmt.Sprintf("random%d.xlsx", seed)))
		if err := os.WriteFile(made[seed], g.bytes(t), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	files, err := filepath.Glob(filepath.Join(converted(t, dir, "ods", made...), "*.ods"))
	if err != nil {
		t.Fatal(err)
	}
	for i, file := range files { // names may not be the same, for all are saved into one folder
		files[i] = strings.Replace(file, "random", "open", 1)
		if err := os.Rename(file, files[i]); err != nil {
			t.Fatal(err)
		}
	}
	old, err := filepath.Glob(filepath.Join(converted(t, dir, "xls", made...), "*.xls"))
	if err != nil || len(old) != len(made) || len(files) != len(made) {
		t.Fatalf("%v: of %d files LibreOffice saved %d as .ods and %d as .xls", err, len(made), len(files), len(old))
	}
	files = append(files, old...)
	files = append(files, "testdata/files/tafia__date.ods", "testdata/files/tafia__special_cells.ods", "testdata/files/tafia__number_rows_repeated.ods")
	again := filepath.Join(dir, "again")
	saved := converted(t, again, "xlsx:Calc MS Excel 2007 XML", files...)
	for _, file := range files {
		base := filepath.Base(file)
		ours, theirs := cellsIn(t, file), cellsIn(t, filepath.Join(saved, strings.TrimSuffix(base, filepath.Ext(base))+".xlsx"))
		if len(ours) == 0 {
			t.Errorf("%s: no cell", base)
		}
		for place := range ours {
			if _, both := theirs[place]; !both {
				theirs[place] = ""
			}
		}
		for place, want := range theirs {
			if got := ours[place]; !sameValue(got, want) {
				t.Errorf("%s, cell %s: %q, LibreOffice reads %q", base, place, got, want)
			}
		}
	}
}

// cellsIn are the cells of a file that hold a value, by row and column.
func cellsIn(t *testing.T, path string) map[string]string {
	t.Helper()
	file, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	rows, err := readAll(filepath.Base(path), file, Options{})
	if err != nil {
		t.Fatal(err)
	}
	cells := map[string]string{}
	for _, row := range rows {
		number, rest, _ := strings.Cut(row, "|")
		for i, cell := range strings.Split(rest, "|") {
			if cell != "" {
				cells[fmt.Sprintf("%s,%d", number, i+1)] = cell
			}
		}
	}
	return cells
}

// manners are where LibreOffice changes a cell on its way from one format to the other: it reads no tab inside a text, and
// makes line ends of carriage returns and formulas of truth values.
var manners = strings.NewReplacer("\t", "", "\r", "\n", "b:TRUE", "n:1", "b:FALSE", "n:0")

// sameValue compares two cells as they are shown; numbers may differ in the digits that no program keeps. In OpenDocument
// files a blank at the end of a paragraph and a carriage return count for no more than any blank (ODF 1.3 part 3, 6.1.2);
// LibreOffice keeps both.
func sameValue(ours, theirs string) bool {
	if strings.Contains(theirs, "\r") && !strings.Contains(ours, "\r") {
		ours, theirs = strings.Join(strings.Fields(ours), " "), strings.Join(strings.Fields(theirs), " ")
	}
	ours, theirs = strings.TrimRight(manners.Replace(ours), " "), strings.TrimRight(manners.Replace(theirs), " ")
	if ours == theirs {
		return true
	}
	number := func(s string) (float64, bool) {
		text, ok := strings.CutPrefix(strings.TrimPrefix(s, "!"), "n:")
		f, err := strconv.ParseFloat(text, 64)
		return f, ok && err == nil
	}
	x, ok := number(ours)
	y, also := number(theirs)
	return ok && also && math.Abs(x-y) <= 1e-14*math.Max(math.Abs(x), math.Abs(y))
}
