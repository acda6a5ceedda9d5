package importers

import (
	"bytes"
	"encoding/csv"
	"strconv"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/xuri/excelize/v2"
)

// FuzzRejectsHoldNoFormula writes a rejected row in both formats: no cell may begin as a formula does, unless it is a number,
// and what is read back is what was there.
func FuzzRejectsHoldNoFormula(f *testing.F) {
	for _, cell := range []string{
		"=1+1", "=cmd|' /C calc'!A0", "+49 30 123", "-5", "-5,00 €", "@SUM(A1)", "\t=1+1", "\r=1+1", "\n=1", "\x00=1", "＝1+1", "＠x", "'=1", "plain", "", "=", "+1e5", "-Inf", "{=1}",
	} {
		f.Add(cell, "why: "+cell)
	}
	f.Fuzz(func(t *testing.T, cell, why string) {
		if !utf8.ValidString(cell) || !utf8.ValidString(why) || len(cell) > 1000 || len(why) > 1000 {
			return
		}
		rows := []Rejection{{Cells: []string{cell}, Why: why}}
		var text, book bytes.Buffer
		if err := WriteRejects(&text, "csv", Rejects{Columns: []string{cell}, Rows: rows}); err != nil {
			t.Fatal(err)
		}
		written, err := csv.NewReader(&text).ReadAll()
		if err != nil {
			t.Fatal(err)
		}
		for _, row := range written {
			for _, c := range row {
				if _, err := strconv.ParseFloat(c, 64); err != nil && strings.IndexAny(c, formulaStarts) == 0 {
					t.Errorf("%q is written as %q", cell, c)
				}
			}
		}
		if got := clean(written[1][0]); got != clean(strings.ReplaceAll(cell, "\r\n", "\n")) {
			t.Errorf("%q comes back as %q", cell, got)
		}
		if err := WriteRejects(&book, "xlsx", Rejects{Columns: []string{"a"}, Rows: rows}); err != nil {
			t.Fatal(err)
		}
		file, err := excelize.OpenReader(&book)
		if err != nil {
			t.Fatal(err)
		}
		defer file.Close()
		for _, at := range []string{"A2", "B2"} {
			if formula, err := file.GetCellFormula("rejected", at); formula != "" || err != nil {
				t.Errorf("%q is the formula %q, %v", cell, formula, err)
			}
		}
	})
}
