package importers

import (
	"bytes"
	"errors"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"
)

// typedBook writes rows whose cells have the types that a person's spreadsheet gives them.
func typedBook(t *testing.T, rows [][]any) []byte {
	t.Helper()
	f := excelize.NewFile()
	defer f.Close()
	for i, row := range rows {
		for j, v := range row {
			cell, err := excelize.CoordinatesToCellName(j+1, i+1)
			if err != nil {
				t.Fatal(err)
			}
			if err := f.SetCellValue("Sheet1", cell, v); err != nil {
				t.Fatal(err)
			}
		}
	}
	var b bytes.Buffer
	if err := f.Write(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

var orderHeader = []any{"order_number", "ordered_at", "promised_on", "sku", "quantity", "unit_price", "currency", "requires_shipping"}

func TestCellsWithTypesSayTheSameAsText(t *testing.T) {
	t.Parallel()
	text := []byte("order_number,ordered_at,promised_on,sku,quantity,unit_price,currency,requires_shipping\n" +
		"1001,2026-05-19 14:05:06,2026-05-26,4006381333931,2,16.10,EUR,false\n" +
		"1002,2026-05-04 09:00:00,2026-05-06,MUG,1,1234,EUR,true\n")
	book := typedBook(t, [][]any{
		orderHeader,
		{1001, time.Date(2026, 5, 19, 14, 5, 6, 0, time.UTC), time.Date(2026, 5, 26, 0, 0, 0, 0, time.UTC), 4006381333931, 2.0, 16.100000000000001, "EUR", false},
		{1002, time.Date(2026, 5, 4, 9, 0, 0, 0, time.UTC), "2026-05-06", "MUG", 1, 1234, "EUR", true},
	})
	if diff := cmp.Diff(drafts(t, text, Choice{}), drafts(t, book, Choice{})); diff != "" {
		t.Error(diff)
	}
}

func TestWhatASpreadsheetSpoiledIsRejected(t *testing.T) {
	t.Parallel()
	for code, row := range map[string][]any{
		"lossy-id":     {1.2345678901234567e21, "2026-05-19", "", "MUG", 1, 1, "EUR", true},
		"cell-error":   {1001, "2026-05-19", "", "#N/A", 1, 1, "EUR", true},
		"bad-date":     {1001, 46161, "", "MUG", 1, 1, "EUR", true},
		"bad-quantity": {1001, "2026-05-19", "", "MUG", 1.5, 1, "EUR", true},
		"bad-flag":     {1001, "2026-05-19", "", "MUG", 1, 1, "EUR", "perhaps"},
		"bad-currency": {1001, "2026-05-19", "", "MUG", 1, 1, "Euro", true},
		"bad-amount":   {1001, "2026-05-19", "", "MUG", 1, "a lot", "EUR", true},
	} {
		r := read(t, "f.xlsx", typedBook(t, [][]any{orderHeader, row}), Choice{})
		if len(r.Problems) != 1 || r.Problems[0].Code != code || len(r.Rejected) != 1 || r.Problems[0].Sheet != "Sheet1" || r.Problems[0].Row != 2 {
			t.Errorf("%s: got %+v", code, r.Problems)
			continue
		}
		for _, format := range []string{"csv", "xlsx"} {
			var out bytes.Buffer
			if err := WriteRejects(&out, format, Rejects{Of: "R000001", Columns: names(r), Rows: []Rejection{{Cells: r.Rejected[0].Cells}}}); err != nil {
				t.Fatal(err)
			}
			again := read(t, "rejected."+format, out.Bytes(), Choice{})
			if len(again.Drafts) != 0 || len(again.Problems) != 1 || again.Problems[0].Code != code || again.Problems[0].Value != r.Problems[0].Value {
				t.Errorf("%s: rejected as %+v, dropped again as %s it is %+v %+v", code, r.Problems, format, again.Problems, again.Drafts)
			}
		}
	}
}

// names are the columns of a file that was read.
func names(r *Reading) (out []string) {
	for _, h := range r.Headers {
		out = append(out, h.Name)
	}
	return out
}

func TestAnErrorInACellIsNoValue(t *testing.T) {
	t.Parallel()
	f := excelize.NewFile()
	defer f.Close()
	for cell, v := range map[string]string{"A1": "order_number", "B1": "sku", "A2": "1001"} {
		if err := f.SetCellStr("Sheet1", cell, v); err != nil {
			t.Fatal(err)
		}
	}
	if err := f.SetCellFormula("Sheet1", "B2", "NA()"); err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := f.Write(&b); err != nil {
		t.Fatal(err)
	}
	r := read(t, "f.xlsx", b.Bytes(), Choice{})
	if len(r.Rejected) != 1 {
		t.Errorf("a formula without a result is taken for an SKU: %+v", r.Drafts)
	}
}

func TestTheSheetThatIsRecognisedIsRead(t *testing.T) {
	t.Parallel()
	f := excelize.NewFile()
	defer f.Close()
	if _, err := f.NewSheet("Export"); err != nil {
		t.Fatal(err)
	}
	for _, c := range [][3]string{{"Sheet1", "A1", "Read me first"}, {"Export", "A1", "order_number"}, {"Export", "B1", "sku"}, {"Export", "C1", "quantity"}, {"Export", "A2", "1001"}, {"Export", "B2", "MUG"}, {"Export", "C2", "1"}} {
		if err := f.SetCellStr(c[0], c[1], c[2]); err != nil {
			t.Fatal(err)
		}
	}
	var b bytes.Buffer
	if err := f.Write(&b); err != nil {
		t.Fatal(err)
	}
	r := read(t, "f.xlsx", b.Bytes(), Choice{})
	if r.Found.Sheet != "Export" || len(r.Drafts) != 1 || r.Problems[0].Code != "other-sheets" {
		t.Errorf("read sheet %q: %+v", r.Found.Sheet, r.Problems)
	}
	if err := f.SetSheetRow("Sheet1", "A1", &[]string{"order_number", "sku"}); err != nil {
		t.Fatal(err)
	}
	b.Reset()
	if err := f.Write(&b); err != nil {
		t.Fatal(err)
	}
	if r := read(t, "f.xlsx", b.Bytes(), Choice{Sheet: "Export"}); len(r.Problems) != 0 {
		t.Errorf("of a chosen sheet it is said: %+v", r.Problems)
	}
	if r := read(t, "f.xlsx", b.Bytes(), Choice{}); r.Found.Sheet != "Sheet1" || !slices.ContainsFunc(r.Problems, func(p Problem) bool { return p.Code == "sheets-unread" && p.Args[0] == `"Export"` }) {
		t.Errorf("of two sheets of orders %q is read, and it is said: %+v", r.Found.Sheet, r.Problems)
	}
	if err := f.SetSheetRow("Export", "A2", &[]string{"", "", ""}); err != nil {
		t.Fatal(err)
	}
	b.Reset()
	if err := f.Write(&b); err != nil {
		t.Fatal(err)
	}
	if r := read(t, "f.xlsx", b.Bytes(), Choice{}); slices.ContainsFunc(r.Problems, func(p Problem) bool { return p.Code == "sheets-unread" }) {
		t.Errorf("a sheet with nothing below its header is said to wait: %+v", r.Problems)
	}
}

func TestASheetThatAPersonChoseIsRead(t *testing.T) {
	t.Parallel()
	f := excelize.NewFile()
	defer f.Close()
	if err := f.SetCellStr("Sheet1", "A1", "Read me first"); err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := f.Write(&b); err != nil {
		t.Fatal(err)
	}
	if r := read(t, "f.xlsx", b.Bytes(), Choice{Sheet: "Sheet1"}); r.Kind != KindUnknown {
		t.Errorf("the sheet a person chose was not read, but %q", r.Found.Sheet)
	}
}

func TestOfManySheetsOnlySomeAreLookedAt(t *testing.T) {
	t.Parallel()
	f := excelize.NewFile()
	defer f.Close()
	for i := range 40 {
		name := "Sheet" + strconv.Itoa(i+1)
		_, err := f.NewSheet(name)
		if err = errors.Join(err, f.SetSheetRow(name, "A1", &[]string{"order_number", "sku"}), f.SetSheetRow(name, "A2", &[]string{"A-" + name, "MUG"})); err != nil {
			t.Fatal(err)
		}
	}
	var b bytes.Buffer
	if err := f.Write(&b); err != nil {
		t.Fatal(err)
	}
	r := read(t, "f.xlsx", b.Bytes(), Choice{})
	codes := map[string]Problem{}
	for _, p := range r.Problems {
		codes[p.Code] = p
	}
	if unread, more := codes["sheets-unread"], codes["other-sheets"]; unread.Args == nil || more.Args == nil || strings.Count(unread.Args[0], "Sheet") != mostSheets || more.Args[0] != "40" {
		t.Errorf("of 40 sheets it is said: %+v", r.Problems)
	}
}

// Programs write workbooks without the results of their formulas: a sum is no order for want of its figure.
func TestASumWithoutItsResultIsNoOrder(t *testing.T) {
	t.Parallel()
	f := excelize.NewFile()
	defer f.Close()
	for i, row := range [][]any{{"order_number", "sku", "quantity"}, {"A-1", "MUG", 2}, {"Total"}, {"Total", "TEA"}} {
		if err := f.SetSheetRow("Sheet1", "A"+strconv.Itoa(i+1), &row); err != nil {
			t.Fatal(err)
		}
	}
	if err := f.SetCellFormula("Sheet1", "C3", "SUM(C2:C2)"); err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := f.Write(&b); err != nil {
		t.Fatal(err)
	}
	r := read(t, "f.xlsx", b.Bytes(), Choice{})
	if len(r.Drafts) != 1 || len(r.Ignored) != 1 || r.Ignored[0] != (RowNote{Row: 3, Why: "footer"}) || len(r.Rejected) != 1 {
		t.Errorf("drafts %d, ignored %+v, rejected %+v", len(r.Drafts), r.Ignored, r.Rejected)
	}
}
