package importers

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"
)

// monthsBook is a workbook with a sheet of two orders for each name.
func monthsBook(t *testing.T, names ...string) []byte {
	t.Helper()
	f := excelize.NewFile()
	defer f.Close()
	for i, name := range names {
		var err error
		if i == 0 {
			err = f.SetSheetName("Sheet1", name)
		} else {
			_, err = f.NewSheet(name)
		}
		if err != nil {
			t.Fatal(err)
		}
		for at, row := range [][]any{{"order_number", "sku", "quantity"}, {name + "-1", "MUG", 1}, {name + "-2", "TEA", 2}} {
			if err := f.SetSheetRow(name, fmt.Sprintf("A%d", at+1), &row); err != nil {
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

// rewritten is a workbook with one of its parts changed.
func rewritten(t *testing.T, book []byte, part string, change func(string) string) []byte {
	t.Helper()
	in, err := zip.NewReader(bytes.NewReader(book), int64(len(book)))
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	out := zip.NewWriter(&b)
	for _, f := range in.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		text, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		if f.Name == part {
			text = []byte(change(string(text)))
		}
		w, err := out.Create(f.Name)
		if err == nil {
			_, err = w.Write(text)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := out.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// sheetsOf is what becomes of each sheet, as "name: state".
func sheetsOf(t *testing.T, book []byte, c Choice) (out []string) {
	t.Helper()
	sheets, err := Sheets(t.Context(), "f.xlsx", bytes.NewReader(book), int64(len(book)), c)
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range sheets {
		out = append(out, s.Name+": "+string(s.State))
		if (s.Why != nil) != (s.State == SheetRefused) {
			t.Errorf("of %s, which is %s, it is said: %v", s.Name, s.State, s.Why)
		}
	}
	return out
}

func TestASheetThatIsWrongDoesNotKeepTheOthersBack(t *testing.T) {
	t.Parallel()
	const second, main = "xl/worksheets/sheet2.xml", "xl/workbook.xml"
	plain := monthsBook(t, "April", "May", "June")
	state := func(hidden string) func(string) string {
		return func(text string) string {
			return strings.Replace(text, `name="May"`, `state="`+hidden+`" name="May"`, 1)
		}
	}
	called := func(name string) func(string) string {
		return func(text string) string { return strings.Replace(text, `name="May"`, `name="`+name+`"`, 1) }
	}
	for name, c := range map[string]struct {
		book []byte
		want []string
	}{
		"all are well": {plain, []string{"April: taken", "May: taken", "June: taken"}},
		"one is cut off": {
			rewritten(t, plain, second, func(text string) string { return text[:len(text)/2] }),
			[]string{"April: taken", "May: refused", "June: taken"},
		},
		"one is no sheet": {
			rewritten(t, plain, second, func(string) string { return "<html/>" }),
			[]string{"April: taken", "May: refused", "June: taken"},
		},
		"one is hidden":      {rewritten(t, plain, main, state("hidden")), []string{"April: taken", "May: hidden", "June: taken"}},
		"one is very hidden": {rewritten(t, plain, main, state("veryHidden")), []string{"April: taken", "May: hidden", "June: taken"}},
		"one is empty": {
			rewritten(t, plain, second, func(text string) string {
				from, to := strings.Index(text, "<sheetData>"), strings.Index(text, "</sheetData>")
				return text[:from] + "<sheetData>" + text[to:]
			}),
			[]string{"April: taken", "May: empty", "June: taken"},
		},
		"one is wider than any": {
			rewritten(t, plain, second, func(text string) string {
				return strings.Replace(text, "</row>", `<c r="XFD1"><v>1</v></c></row>`, 1)
			}),
			[]string{"April: taken", "May: refused", "June: taken"},
		},
		"two have one name":            {rewritten(t, plain, main, called("April")), []string{"April: taken", "April: refused", "June: taken"}},
		"two differ in their capitals": {rewritten(t, plain, main, called("APRIL")), []string{"April: taken", "APRIL: taken", "June: taken"}},
		"none is known": {
			rewritten(t, plain, "xl/sharedStrings.xml", func(text string) string { return strings.ReplaceAll(text, "order_number", "whatever") }),
			nil,
		},
	} {
		t.Run(name, func(t *testing.T) {
			if diff := cmp.Diff(c.want, sheetsOf(t, c.book, Choice{})); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestEachOfTwoSheetsThatDifferInTheirCapitalsIsRead(t *testing.T) {
	t.Parallel()
	book := rewritten(t, monthsBook(t, "may", "June"), "xl/workbook.xml", func(text string) string { return strings.Replace(text, `name="June"`, `name="MAY"`, 1) })
	for sheet, first := range map[string]string{"may": "may-1", "MAY": "June-1"} {
		if r := read(t, "f.xlsx", book, Choice{Part: sheet}); r.Found.Sheet != sheet || len(r.Drafts) != 2 || r.Drafts[0].Events[0].Order.Number != first || len(r.Problems) > 0 {
			t.Errorf("%s: read %s with %d orders, %+v", sheet, r.Found.Sheet, len(r.Drafts), r.Problems)
		}
	}
}

func TestAWorkbookOfManySheetsIsLookedAtWhole(t *testing.T) {
	t.Parallel()
	var names []string
	for i := range 60 {
		names = append(names, fmt.Sprintf("Week %d", i+1))
	}
	got := sheetsOf(t, monthsBook(t, names...), Choice{})
	if len(got) != 60 || slices.ContainsFunc(got, func(s string) bool { return !strings.HasSuffix(s, ": taken") }) {
		t.Errorf("of 60 sheets: %v", got)
	}
}

func TestASheetThatWasChosenIsReadAlone(t *testing.T) {
	t.Parallel()
	book := monthsBook(t, "April", "May")
	for name, c := range map[string]Choice{
		"now":       {Sheet: "May"},
		"last time": {Recall: func(_, _ string) (Memory, error) { return Memory{Said: map[string]string{"sheet": "May"}}, nil }},
	} {
		if got := sheetsOf(t, book, c); got != nil {
			t.Errorf("chosen %s: %v", name, got)
		}
	}
	gone := Choice{Recall: func(_, _ string) (Memory, error) { return Memory{Said: map[string]string{"sheet": "March"}}, nil }}
	if got := sheetsOf(t, book, gone); len(got) != 2 {
		t.Errorf("a sheet that is not there any more leaves %v", got)
	}
}
