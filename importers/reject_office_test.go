package importers

import (
	"bytes"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// TestLibreOfficeSeesNoFormulaInRejects writes 500 hostile rows as rejected ones in both formats, lets LibreOffice read them
// in one run and save them as flat OpenDocument, where a formula is an attribute of its cell.
func TestLibreOfficeSeesNoFormulaInRejects(t *testing.T) {
	if testing.Short() {
		t.Skip("starts LibreOffice")
	}
	t.Parallel()
	program, err := exec.LookPath("soffice")
	if err != nil {
		t.Fatalf("LibreOffice is not installed (apt-get install libreoffice-calc-nogui): %v", err)
	}
	random := rand.New(rand.NewPCG(6, 500))
	starts := []string{"=", "+", "-", "@", "\t=", "\r=", "\n=", "\x00=", "＝", " =", "'=", "\"=", "{=", "=\"", "", "+49 ", "-5,00", ";=", ",="}
	bodies := []string{"1+1", "SUM(A1:A9)", "cmd|' /C calc'!A0", `HYPERLINK("http://x","y")`, "WEBSERVICE(\"http://x\")", "A1", "\"\"", "1e5", "B2;C3", "x,=1+1", "x\n=1+1", "x\"\"=1+1"}
	dir := t.TempDir()
	cell := func() string { return starts[random.IntN(len(starts))] + bodies[random.IntN(len(bodies))] }
	var rows []Rejection
	for range 500 {
		rows = append(rows, Rejection{Cells: []string{cell(), cell(), cell()}, Why: cell()})
	}
	args := []string{"-env:UserInstallation=file://" + filepath.Join(dir, "profile"), "--headless", "--convert-to", "fods", "--outdir", filepath.Join(dir, "out")}
	for _, format := range []string{"csv", "xlsx"} {
		var file bytes.Buffer
		if err := WriteRejects(&file, format, Rejects{Columns: []string{"order_number", "sku", "=1+1"}, Rows: rows}); err != nil {
			t.Fatal(err)
		}
		path := filepath.Join(dir, "as_"+format+"."+format)
		if err := os.WriteFile(path, file.Bytes(), 0o600); err != nil {
			t.Fatal(err)
		}
		args = append(args, path)
	}
	control := filepath.Join(dir, "control.csv") // what a formula would look like
	if err := os.WriteFile(control, []byte("a\n=1+1\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if text, err := exec.CommandContext(t.Context(), program, append(args, control)...).CombinedOutput(); err != nil {
		t.Fatalf("LibreOffice: %v\n%s", err, text)
	}
	for _, want := range []struct {
		name           string
		rows, formulas int
	}{{"as_csv", 500, 0}, {"as_xlsx", 500, 0}, {"control", 1, 1}} {
		saved, err := os.ReadFile(filepath.Join(dir, "out", want.name+".fods"))
		if err != nil {
			t.Fatal(err)
		}
		formulas, filled := strings.Count(string(saved), "table:formula="), strings.Count(string(saved), "<table:table-row ")
		if formulas != want.formulas || filled <= want.rows {
			t.Errorf("%s: %d formulas in %d rows, want %d in more than %d", want.name, formulas, filled, want.formulas, want.rows)
		}
	}
}
