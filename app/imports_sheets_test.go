//go:build unix

package app_test

import (
	"bytes"
	"encoding/base64"
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"ordertrail/app"
)

// months is a workbook with a sheet of orders for each month, and one that holds none.
func months(t *testing.T, names ...string) []byte {
	t.Helper()
	f := excelize.NewFile()
	defer f.Close()
	if err := f.SetCellStr("Sheet1", "A1", "How to read this book"); err != nil {
		t.Fatal(err)
	}
	for _, name := range names {
		if _, err := f.NewSheet(name); err != nil {
			t.Fatal(err)
		}
		for at, row := range [][]any{{"order_number", "sku", "quantity"}, {name + "-1", "MUG", 1}, {name + "-2", "TEA", 2}} {
			cell, err := excelize.CoordinatesToCellName(1, at+1)
			if err == nil {
				err = f.SetSheetRow(name, cell, &row)
			}
			if err != nil {
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

func TestEachMonthOfAWorkbookIsTakenIn(t *testing.T) {
	t.Parallel()
	s := newShop(t)
	book := base64.StdEncoding.EncodeToString(months(t, "April", "Mai"))
	take := func(sheet string) app.PlanView {
		t.Helper()
		plan, err := s.Imports().Look(app.ImportFile{Name: "orders.xlsx", Content: book, Options: app.ImportOptions{Sheet: sheet}})
		if err == nil && !plan.Known {
			plan, err = s.Imports().Apply(plan.ID)
		}
		if err != nil {
			t.Fatal(err)
		}
		return plan
	}
	first := take("")
	if at := slices.IndexFunc(first.Problems, func(p app.ProblemView) bool { return p.Code == "sheets-unread" }); first.Sheet != "April" || first.New != 2 || at < 0 || !strings.Contains(first.Problems[at].Message, `"Mai"`) {
		t.Fatalf("of sheet %q %d rows are new, and it is said: %+v", first.Sheet, first.New, first.Problems)
	}
	if second := take("Mai"); second.New != 2 || len(second.Otherwise) != 0 || len(second.Problems) != 0 {
		t.Errorf("the second month: %d new, read otherwise %+v, %+v", second.New, second.Otherwise, second.Problems)
	}
	runs, err := s.Imports().History("")
	if err != nil || len(runs) != 2 || runs[0].State != "applied" || runs[1].State != "applied" {
		t.Fatalf("not both stand: %+v (%v)", runs, err)
	}
	for at, sheet := range []string{"Mai", "April"} {
		if again := take(sheet); !again.Known || again.Before != runs[at].Run {
			t.Errorf("%s once more is known %v, as %q", sheet, again.Known, again.Before)
		}
	}
	if _, err := s.Imports().Undo(runs[0].Run); err != nil {
		t.Fatal(err)
	}
	if page, err := s.Orders().List(app.OrderQuery{View: "all", Limit: 10}); err != nil || len(page.Rows) != 2 {
		t.Errorf("with one month undone there are %d orders, want those of the other (%v)", len(page.Rows), err)
	}
}

func TestAWorkbookIsTakenInSheetBySheet(t *testing.T) {
	t.Parallel()
	s := newShop(t)
	book := app.ImportFile{Name: "orders.xlsx", Content: base64.StdEncoding.EncodeToString(sheetBook(t))}
	sheets, err := s.Imports().Sheets(book)
	if err != nil {
		t.Fatal(err)
	}
	var said []string
	for _, v := range sheets {
		said = append(said, v.Sheet+": "+v.State)
		if (v.Message == "") != (v.State == "taken") {
			t.Errorf("of %s it is said: %q", v.Sheet, v.Message)
		}
	}
	wantTexts(t, "sheets", said, "Sheet1: other", "April: taken", "Mai: taken", "Stock: taken", "Last year: hidden", "Stranger: asks", "Blank: empty", "Heads: empty")
	runs := map[string]string{}
	for _, sheet := range []string{"April", "Mai", "Stock"} {
		book.Sheet = sheet
		plan, err := s.Imports().Look(book)
		if err == nil {
			plan, err = s.Imports().Apply(plan.ID)
		}
		if err != nil || plan.Sheet != sheet || plan.New == 0 || len(plan.Problems) > 0 || plan.Rows != plan.New+plan.Changed+plan.Same+plan.Conflict+plan.Rejected+plan.Ignored {
			t.Fatalf("%s: %+v (%v)", sheet, plan, err)
		}
		runs[sheet] = plan.Run
	}
	for sheet, run := range runs {
		book.Sheet = sheet
		if again, err := s.Imports().Look(book); err != nil || !again.Known || again.Before != run || len(again.Otherwise) > 0 {
			t.Errorf("%s once more: known %v, as %q, want %q (%v)", sheet, again.Known, again.Before, run, err)
		}
	}
	if row, err := s.Imports().Undo(runs["Mai"]); err != nil || row.Sheet != "Mai" {
		t.Errorf("undone is %+v (%v)", row, err)
	}
	if page, err := s.Orders().List(app.OrderQuery{View: "all", Limit: 10}); err != nil || len(page.Rows) != 2 {
		t.Errorf("with one sheet undone there are %d orders, want those of the other (%v)", len(page.Rows), err)
	}
}

func TestASheetThatAPersonNamesIsNotRememberedWhereItIsKnown(t *testing.T) {
	t.Parallel()
	s := newShop(t)
	book := app.ImportFile{Name: "orders.xlsx", Content: base64.StdEncoding.EncodeToString(sheetBook(t)), Options: app.ImportOptions{Sheet: "last YEAR"}}
	plan, err := s.Imports().Look(book)
	if err == nil {
		plan, err = s.Imports().Apply(plan.ID)
	}
	if err != nil || plan.Sheet != "Last year" || plan.New != 1 {
		t.Fatalf("%+v (%v)", plan, err)
	}
	book.Options.Sheet = ""
	if sheets, err := s.Imports().Sheets(book); err != nil || len(sheets) != 8 {
		t.Errorf("the workbook is taken in by %+v (%v)", sheets, err)
	}
}

func TestASheetThatWasMappedIsTakenWithTheOthers(t *testing.T) {
	t.Parallel()
	s := newShop(t)
	book := app.ImportFile{Name: "orders.xlsx", Content: base64.StdEncoding.EncodeToString(sheetBook(t)), Options: app.ImportOptions{
		Sheet: "Stranger", Map: map[string]string{"order_number": "Auftragsnummer", "sku": "Artikel", "quantity": "Menge"},
	}}
	plan, err := s.Imports().Look(book)
	if err == nil {
		plan, err = s.Imports().Apply(plan.ID)
	}
	if err != nil || plan.New != 1 {
		t.Fatalf("%+v (%v)", plan, err)
	}
	book.Options = app.ImportOptions{}
	sheets, err := s.Imports().Sheets(book)
	if at := slices.IndexFunc(sheets, func(v app.SheetView) bool { return v.Sheet == "Stranger" }); err != nil || at < 0 || sheets[at].State != "taken" {
		t.Errorf("the workbook is taken in by %+v (%v)", sheets, err)
	}
	book.Sheet = "Stranger"
	if again, err := s.Imports().Look(book); err != nil || !again.Known || again.Before != plan.Run {
		t.Errorf("the mapped sheet once more: known %v, as %q (%v)", again.Known, again.Before, err)
	}
}

// sheetBook is a workbook of two months, a stock list, a year that it hides, a table of columns that nobody assigned, and nothing else
// of use.
func sheetBook(t *testing.T) []byte {
	t.Helper()
	f, err := excelize.OpenReader(bytes.NewReader(months(t, "April", "Mai")))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	for _, s := range []struct {
		name string
		rows [][]any
	}{
		{"Stock", [][]any{{"sku", "title", "on_hand"}, {"MUG", "Mug", 5}}},
		{"Last year", [][]any{{"order_number", "sku", "quantity"}, {"OLD-1", "MUG", 1}}},
		{"Stranger", [][]any{{"Auftragsnummer", "Artikel", "Menge", "Bemerkung zum Umtausch"}, {"S-1", "MUG", 1, "-"}}},
		{"Blank", nil},
		{"Heads", [][]any{{"order_number", "sku", "quantity"}}},
	} {
		_, err := f.NewSheet(s.name)
		for at, row := range s.rows {
			cell, no := excelize.CoordinatesToCellName(1, at+1)
			err = errors.Join(err, no, f.SetSheetRow(s.name, cell, &row))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := f.SetSheetVisible("Last year", false, true); err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := f.Write(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestADroppedWorkbookIsTakenWhole(t *testing.T) {
	t.Parallel()
	in := newInbox(t, app.DropForm{Name: "Labels"})
	in.put("one.xlsx", string(months(t, "April")))
	in.put("two.xlsx", string(months(t, "Mai", "Juni")))
	in.put("some.xlsx", string(sheetBook(t)))
	got := in.now(false)
	wantTexts(t, "outcomes", outcomes(got), "one.xlsx: taken", "some.xlsx: part", "two.xlsx: taken")
	wantTexts(t, "done", in.lies("done"), "one.xlsx", "some.xlsx", "two.xlsx")
	lying := in.lying()
	if len(lying.Refused) != 1 || lying.Refused[0].Code != "sheets-unread" || !strings.Contains(lying.Refused[0].Message, `"Last year"`) || !strings.Contains(lying.Refused[0].Message, `"Stranger"`) {
		t.Fatalf("told of it is %+v", lying.Refused)
	}
	plan, err := in.Imports().Look(app.ImportFile{Lying: "refused:" + lying.Refused[0].ID, Options: app.ImportOptions{Sheet: "Last year"}})
	if err != nil || plan.New != 1 || plan.Known {
		t.Errorf("the sheet that it hides: %d new, known %v (%v)", plan.New, plan.Known, err)
	}
}
