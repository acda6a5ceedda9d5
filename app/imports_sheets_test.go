//go:build unix

package app_test

import (
	"bytes"
	"encoding/base64"
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

func TestADroppedWorkbookIsNotDoneWhileSheetsOfItWait(t *testing.T) {
	t.Parallel()
	in := newInbox(t, app.DropForm{Name: "Labels"})
	in.put("one.xlsx", string(months(t, "April")))
	in.put("two.xlsx", string(months(t, "Mai", "Juni")))
	got := in.now(false)
	wantTexts(t, "outcomes", outcomes(got), "one.xlsx: taken", "two.xlsx: part")
	wantTexts(t, "done", in.lies("done"), "one.xlsx", "two.xlsx")
	lying := in.lying()
	if len(lying.Refused) != 1 || lying.Refused[0].Code != "sheets-unread" || !strings.Contains(lying.Refused[0].Message, `"Juni"`) {
		t.Fatalf("told of it is %+v", lying.Refused)
	}
	plan, err := in.Imports().Look(app.ImportFile{Lying: "refused:" + lying.Refused[0].ID, Options: app.ImportOptions{Sheet: "Juni"}})
	if err != nil || plan.New != 2 || plan.Known {
		t.Errorf("its other sheet: %d new, known %v (%v)", plan.New, plan.Known, err)
	}
}
