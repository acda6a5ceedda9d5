package kpi

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"

	"github.com/xuri/excelize/v2"

	"ordertrail/reports/wording"
	"ordertrail/track"
)

// catalogue is the one that the program explains itself by.
var catalogue = sync.OnceValue(func() wording.Words {
	raw, err := os.ReadFile("../../frontend/src/lib/i18n/en.json")
	if err != nil {
		panic(err)
	}
	words, err := wording.ParseWords(raw)
	if err != nil {
		panic(err)
	}
	return words
})

// inWords says what a workbook of the catalogue would.
var inWords = &book{cover: Cover{Words: catalogue()}}

// sentence is what is said of a figure, in words.
func sentence(f Figure) string {
	var parts []string
	for _, s := range f.Says {
		parts = append(parts, catalogue().Say(s.Key, s.Args...))
	}
	return strings.Join(parts, " ")
}

func cover(basis Basis) Cover {
	return Cover{Shop: "Marlow Tool Outlet", Zone: chicago, Now: now, Basis: basis, Sources: []CoverSource{{"shopify", "=orders.csv", 412}}, Words: catalogue()}
}

func writtenBook(t testing.TB, f Facts, p Period, basis Basis) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := WriteWorkbook(&b, f, p, Compute(f, p, basis, chicago, now), cover(basis)); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// workbookCase is one workbook that LibreOffice counts anew.
type workbookCase struct {
	Name   string
	Facts  Facts
	Period Period
	Basis  Basis
}

func workbookCases() []workbookCase {
	return []workbookCase{
		{"may", gathered(randomStates(1, 200)), may, Latest},
		{"original", gathered(randomStates(2, 150)), may, Original},
		{"requested", gathered(randomStates(3, 150)), Period{From: "2026-04-01", To: "2026-04-30"}, Requested},
		{"open-period", gathered(randomStates(4, 120)), Period{}, Latest},
		{"few", gathered(randomStates(5, 7)), Period{}, Latest},
		{"nothing", Collect(states(nil), chicago), may, Latest},
		{"hostile", hostileFacts(), Period{}, Latest},
	}
}

func TestLibreOfficeCountsTheSame(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	var files []string
	for _, c := range workbookCases() {
		file := filepath.Join(dir, c.Name+".xlsx")
		if err := os.WriteFile(file, withoutValues(t, writtenBook(t, c.Facts, c.Period, c.Basis)), 0o644); err != nil {
			t.Fatal(err)
		}
		files = append(files, file)
	}
	counted := recalculated(t, dir, files)
	for _, c := range workbookCases() {
		t.Run(c.Name, func(t *testing.T) {
			book, err := excelize.OpenFile(filepath.Join(counted, c.Name+".xlsx"))
			if err != nil {
				t.Fatal(err)
			}
			defer book.Close()
			compareFigures(t, book, Compute(c.Facts, c.Period, c.Basis, chicago, now))
			compareMonths(t, book, c)
		})
	}
}

// compareFigures checks every cell of the KPI sheet that is counted.
func compareFigures(t *testing.T, book *excelize.File, figures []Figure) {
	t.Helper()
	rows, err := book.GetRows(figureSheet, excelize.Options{RawCellValue: true})
	if err != nil {
		t.Fatal(err)
	}
	at := 4
	compare := func(d *Definition, what, cell string, want any) {
		t.Helper()
		if word, ok := want.(string); ok {
			if cell != word {
				t.Errorf("%s %s: LibreOffice says %q, want %q", d.Name, what, cell, word)
			}
			return
		}
		number := want.(float64)
		got, err := strconv.ParseFloat(cell, 64)
		if err != nil || math.Abs(got-number) > 1e-9*max(1, math.Abs(number)) {
			t.Errorf("%s %s: LibreOffice says %q, Compute %v", d.Name, what, cell, number)
		}
	}
	by := byName(figures)
	for i := range definitions {
		d := &definitions[i]
		row := append(slices.Clone(rows[at]), make([]string, figureColumns)...)
		at++
		f := by[d.Name]
		value, good := f.Value*d.perHour(), float64(f.Numerator)
		denominator := float64(f.Denominator)
		switch d.Unit {
		case Amount:
			value, good = major(value, f.Currency), major(good, f.Currency)
		case Times, Share:
			good, denominator = major(good, f.Currency), major(denominator, f.Currency)
		}
		compare(d, "value", row[2], inWords.orUnknown(f, value))
		compare(d, "n", row[8], float64(f.N))
		compare(d, "thin", row[9], inWords.thinWord(f))
		if d.Unit == Hours {
			compare(d, "p90", row[5], inWords.orUnknown(f, f.P90*d.perHour()))
			for b, spread := range f.beside() {
				first, second := row[12+2*b], row[13+2*b]
				switch name := besideColumns[b].name; {
				case !slices.Contains(d.Beside, beside(b)):
					if first != "" || spread != nil {
						t.Errorf("%s tells %s beside it: %q, %v", d.Name, name, first, spread)
					}
				case besideColumns[b].cases:
					compare(d, name, first, inWords.orNone(spread, Spread.median))
					compare(d, "n "+name, second, float64(inWords.orNone(spread, Spread.cases).(int)))
				default:
					compare(d, name, first, inWords.orNone(spread, Spread.median))
					compare(d, "p90 "+name, second, inWords.orNone(spread, Spread.p90))
				}
			}
			continue
		}
		compare(d, "numerator", row[6], good)
		compare(d, "denominator", row[7], denominator)
		if d.Unit == Percent || d.Unit == PerThousand {
			compare(d, "low", row[3], inWords.boundOr(f, f.Interval[0]))
			compare(d, "high", row[4], inWords.boundOr(f, f.Interval[1]))
		}
	}
	at += 2
	for i := range definitions {
		d := &definitions[i]
		for _, x := range d.Excluded {
			compare(d, x.Code, rows[at][1], float64(by[d.Name].Excluded[x.Code]))
			at++
		}
	}
	at += 2
	for i := range definitions {
		d := &definitions[i]
		for _, x := range d.Listed {
			compare(d, x.Code, rows[at][1], float64(by[d.Name].Listed[x.Code]))
			at++
		}
	}
}

func compareMonths(t *testing.T, book *excelize.File, c workbookCase) {
	t.Helper()
	rows, err := book.GetRows(monthSheet, excelize.Options{RawCellValue: true})
	if err != nil {
		t.Fatal(err)
	}
	rates := c.Facts.onTimeByMonth(newClock(c.Facts, c.Basis, chicago, now))
	months := lastMonths(c.Facts.Months(), 24)
	for i, month := range months {
		row := append(slices.Clone(rows[i+1]), "", "", "", "", "", "")
		f := rates[month]
		if row[1] != fmt.Sprint(f.Numerator) || row[2] != fmt.Sprint(f.Denominator) {
			t.Errorf("%s: LibreOffice says %s of %s on time, want %d of %d", month, row[1], row[2], f.Numerator, f.Denominator)
		}
		if got, _ := strconv.ParseFloat(row[4], 64); math.Abs(got-f.Interval[0]) > 1e-9*100 {
			t.Errorf("%s: LibreOffice's interval begins at %s, want %v", month, row[4], f.Interval[0])
		}
	}
}

var cachedValue = regexp.MustCompile(`(</f>)<v>[^<]*</v>`)

// withoutValues is a workbook without the values of its formulas, so that whoever opens it has to count.
func withoutValues(t *testing.T, book []byte) []byte {
	t.Helper()
	return rewritten(t, book, func(name string, text []byte) []byte {
		if !strings.HasPrefix(name, "xl/worksheets/") {
			return text
		}
		return cachedValue.ReplaceAll(text, []byte("$1"))
	})
}

func rewritten(t *testing.T, book []byte, change func(string, []byte) []byte) []byte {
	t.Helper()
	in, err := zip.NewReader(bytes.NewReader(book), int64(len(book)))
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	out := zip.NewWriter(&b)
	for _, part := range in.File {
		r, err := part.Open()
		if err != nil {
			t.Fatal(err)
		}
		text, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		w, err := out.Create(part.Name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write(change(part.Name, text)); err != nil {
			t.Fatal(err)
		}
	}
	if err := out.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// recalculated lets LibreOffice open and save workbooks, all in one run, and gives the folder they are in then.
func recalculated(t *testing.T, dir string, files []string) string {
	t.Helper()
	program, err := exec.LookPath("soffice")
	if err != nil {
		program, err = exec.LookPath("libreoffice")
	}
	if err != nil {
		t.Fatalf("LibreOffice is not installed (apt-get install libreoffice-calc-nogui): %v", err)
	}
	out := filepath.Join(dir, "counted")
	args := append([]string{"-env:UserInstallation=file://" + filepath.Join(dir, "profile"), "--headless", "--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", out}, files...)
	if text, err := exec.CommandContext(t.Context(), program, args...).CombinedOutput(); err != nil {
		t.Fatalf("LibreOffice: %v\n%s", err, text)
	}
	return out
}

// hostileTexts would be formulas, links or broken markup where a text is not written as a text.
var hostileTexts = []string{
	"=1+1", "=cmd|' /C calc'!A0", "+49 30 123", "-5", "@SUM(A1)", "\t=1+1", "\r=1+1", "\x00=1", "=HYPERLINK(\"http://evil.example\",\"x\")", "<f>1+1</f>", "]]>", "_x003D_1",
	"&amp;", "'=1", "\xff\xfe", strings.Repeat("=", 40000), "{=1}", "1E5", "00123", "TRUE", "no_promise", "http://evil.example/",
}

func hostileFacts() Facts {
	list := randomStates(9, len(hostileTexts))
	for i := range list {
		text := hostileTexts[i]
		list[i].ID, list[i].Order, list[i].Source = text, text, text
		list[i].Facts.Country, list[i].Facts.Service = text, text
		for l := range list[i].Lines {
			list[i].Lines[l].SKU, list[i].Lines[l].Title = text, text
		}
		for p := range list[i].Parcels {
			list[i].Parcels[p].Carrier, list[i].Parcels[p].Tracking, list[i].Parcels[p].Reason = text, text, track.Reason(text)
		}
		for k := range list[i].Tasks {
			list[i].Tasks[k].Code, list[i].Tasks[k].Owner = text, text
		}
	}
	return gathered(list)
}

func TestNoTextBecomesAFormula(t *testing.T) {
	t.Parallel()
	for name, book := range map[string][]byte{"hostile": writtenBook(t, hostileFacts(), Period{}, Latest)} {
		file, err := excelize.OpenReader(bytes.NewReader(book))
		if err != nil {
			t.Fatal(name, err)
		}
		defer file.Close()
		found := 0
		for _, sheet := range []Table{Orders, Lines, Parcels, Episodes, Contacts, Claims, Returns, Stock} {
			rows, err := file.GetRows(string(sheet))
			if err != nil {
				t.Fatal(err)
			}
			for r := range rows {
				for c := range rows[r] {
					found += checkTextCell(t, file, string(sheet), c+1, r+1, rows[0])
				}
			}
		}
		if found < len(hostileTexts)/2 {
			t.Errorf("only %d of the hostile texts were found in the workbook", found)
		}
	}
}

// checkTextCell checks one cell of a column of texts; it counts a cell that begins like a formula.
func checkTextCell(t *testing.T, file *excelize.File, sheet string, column, row int, head []string) int {
	t.Helper()
	name := head[column-1]
	if row == 1 || !slices.Contains([]string{"order_id", "order", "source", "country", "service", "sku", "title", "carrier", "tracking", "reason", "code", "owner"}, name) {
		return 0
	}
	cell, err := excelize.CoordinatesToCellName(column, row)
	if err != nil {
		t.Fatal(err)
	}
	formula, err := file.GetCellFormula(sheet, cell)
	if err != nil || formula != "" {
		t.Errorf("%s!%s (%s) is the formula %q: %v", sheet, cell, name, formula, err)
	}
	kind, err := file.GetCellType(sheet, cell)
	if err != nil || kind != excelize.CellTypeInlineString && kind != excelize.CellTypeUnset && kind != excelize.CellTypeSharedString {
		t.Errorf("%s!%s (%s) is of type %v: %v", sheet, cell, name, kind, err)
	}
	value, err := file.GetCellValue(sheet, cell)
	if err != nil {
		t.Fatal(err)
	}
	if value != "" && kind == excelize.CellTypeUnset {
		t.Errorf("%s!%s (%s) holds %q as a number", sheet, cell, name, value)
	}
	if strings.IndexAny(value, "=+-@") == 0 {
		return 1
	}
	return 0
}

func TestSheetsSayHowLargeTheyAre(t *testing.T) {
	t.Parallel()
	facts := gathered(randomStates(1, 50))
	file, err := excelize.OpenReader(bytes.NewReader(writtenBook(t, facts, may, Latest)))
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	for sheet, rows := range map[string]int{"Contacts": len(facts.Contacts), "Claims": len(facts.Claims), "Stock": len(facts.Stock), "Orders": len(facts.Orders), "Lines": len(facts.Lines), "Parcels": len(facts.Parcels), "Returns": len(facts.Returns), "Episodes": len(facts.Episodes)} {
		size, err := file.GetSheetDimension(sheet)
		if err != nil || !strings.HasSuffix(size, fmt.Sprint(rows+1)) {
			t.Errorf("%s says it is %s, and holds %d rows (%v)", sheet, size, rows, err)
		}
	}
}

func TestTheWorkbookDrawsAChart(t *testing.T) {
	t.Parallel()
	found := map[string]bool{}
	rewritten(t, writtenBook(t, gathered(randomStates(1, 50)), may, Latest), func(name string, text []byte) []byte {
		found["chart"] = found["chart"] || strings.HasPrefix(name, "xl/charts/chart") && bytes.Contains(text, []byte("Months!$D$2:$D$"))
		found["drawing"] = found["drawing"] || strings.HasPrefix(name, "xl/worksheets/sheet") && bytes.Contains(text, []byte("<drawing "))
		return text
	})
	if !found["chart"] || !found["drawing"] {
		t.Errorf("a chart of on-time delivery that its sheet shows: found %v", found)
	}
}

func TestAPublishedMonthStandsBesideTodaysFigures(t *testing.T) {
	t.Parallel()
	states := func(change func(*track.OrderState, *track.ParcelState)) Facts {
		return Collect(slices.Values([]track.OrderState{shipped(change)}), chicago)
	}
	s := Freeze(states(func(*track.OrderState, *track.ParcelState) {}), "2026-05", chicago, freezing)
	fresh := states(func(o *track.OrderState, p *track.ParcelState) {
		p.Surcharge = track.Money{Minor: 1600, Currency: "USD"}
	})
	c := Cover{Shop: "Marlow", Zone: chicago, Now: freezing, Basis: Latest, Words: catalogue()}
	c.Frozen = &FrozenCover{At: freezing, By: "Nadia", Edition: 1, Version: s.Version, Restated: Restate(s, fresh, Latest, chicago, freezing)}
	var b bytes.Buffer
	if err := WriteWorkbook(&b, fresh, may, Compute(fresh, may, Latest, chicago, freezing), c); err != nil {
		t.Fatal(err)
	}
	file, err := excelize.OpenReader(&b)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	rows, err := file.GetRows(restatedSheet, excelize.Options{RawCellValue: true})
	if err != nil {
		t.Fatal(err)
	}
	i := slices.IndexFunc(definitions, func(d Definition) bool { return d.Name == "fulfilment_cost_per_order" })
	if got := rows[i+1]; !slices.Equal(got, []string{"Cost of sending an order", "money", "8.43", "24.43", "16", "1", "1 invoiced later"}) {
		t.Errorf("restated %q", got)
	}
	formula, err := file.GetCellFormula(restatedSheet, fmt.Sprintf("D%d", i+2))
	if err != nil {
		t.Fatal(err)
	}
	if name, err := file.GetCellValue(figureSheet, "A"+strings.TrimPrefix(formula, figureSheet+"!$C$")); err != nil || name != "Cost of sending an order" {
		t.Errorf("today's value is %s, the row of %q (%v)", formula, name, err)
	}
}

func TestTheStoredValuesAreTheFigures(t *testing.T) {
	t.Parallel()
	for _, c := range workbookCases() {
		file, err := excelize.OpenReader(bytes.NewReader(writtenBook(t, c.Facts, c.Period, c.Basis)))
		if err != nil {
			t.Fatal(err)
		}
		defer file.Close()
		compareFigures(t, file, Compute(c.Facts, c.Period, c.Basis, chicago, now))
	}
}

// TestEveryTextOfTheWorkbookIsInTheCatalogue looks for a key that the catalogue has no words for.
func TestEveryTextOfTheWorkbookIsInTheCatalogue(t *testing.T) {
	t.Parallel()
	key := regexp.MustCompile(`\b(workbook|kpi|kpi_unit|left_out|left_out_why|counted|counted_why|restated)\.[a-z_]`)
	file, err := excelize.OpenReader(bytes.NewReader(writtenBook(t, gathered(randomStates(1, 50)), may, Latest)))
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	texts := 0
	for _, sheet := range []string{coverSheet, figureSheet, monthSheet, definitionSheet} {
		rows, err := file.GetRows(sheet)
		if err != nil {
			t.Fatal(err)
		}
		for _, cell := range slices.Concat(rows...) {
			texts++
			if key.MatchString(cell) {
				t.Errorf("%s says %q", sheet, cell)
			}
		}
	}
	if texts < 400 {
		t.Errorf("only %d cells were looked at", texts)
	}
}
