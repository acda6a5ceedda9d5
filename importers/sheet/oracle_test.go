package sheet

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"math"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"
)

// generator makes workbooks with excelize, which then also reads them: what both read must be the same.
type generator struct {
	*rand.Rand
	file   *excelize.File
	styles []int // number formats; the first is General
}

var generatedFormats = []string{"General", "0.00", "yyyy-mm-dd", "dd/mm/yyyy hh:mm:ss", `#,##0.00" EUR"`}

func newGenerator(t testing.TB, seed uint64) *generator {
	t.Helper()
	g := &generator{Rand: rand.New(rand.NewPCG(seed, 7)), file: excelize.NewFile()}
	for _, code := range generatedFormats {
		id, err := g.file.NewStyle(&excelize.Style{CustomNumFmt: &code})
		if err != nil {
			t.Fatal(err)
		}
		g.styles = append(g.styles, id)
	}
	return g
}

var words = []string{"", " ", "order", "#1001", "Größe 42", "00123", "a<b>&\"c'", "two\nlines", "tab\there", "東京", "😀", "_x000D_", " padded ", "1.5", "x]]>y", "=1+1"}

// value is a random cell.
func (g *generator) value() any {
	switch g.IntN(8) {
	case 0:
		return nil
	case 1:
		return g.IntN(2) == 0
	case 2:
		return g.Int64() >> g.IntN(63)
	case 3:
		return math.Round(g.Float64()*1e6) / 100
	case 4:
		return g.NormFloat64() * math.Pow(10, float64(g.IntN(30)-12))
	}
	text := words[g.IntN(len(words))]
	if g.IntN(4) == 0 {
		text = strings.Repeat(text+"·", g.IntN(50))
	}
	return text
}

// fill writes rows with gaps; streamed ones have inline strings, the others shared ones.
func (g *generator) fill(t testing.TB, streamed bool) {
	t.Helper()
	set := func(row int, cells []any) error {
		return g.file.SetSheetRow("Sheet1", fmt.Sprintf("A%d", row), &cells)
	}
	if streamed {
		w, err := g.file.NewStreamWriter("Sheet1")
		if err != nil {
			t.Fatal(err)
		}
		defer func() {
			if err := w.Flush(); err != nil {
				t.Fatal(err)
			}
		}()
		set = func(row int, cells []any) error {
			for i, c := range cells {
				cells[i] = excelize.Cell{Value: c, StyleID: g.styles[g.IntN(2)]}
			}
			return w.SetRow(fmt.Sprintf("A%d", row), cells)
		}
	}
	for row := 1; row < 120; row += 1 + g.IntN(3)*g.IntN(2) {
		cells := make([]any, g.IntN(30))
		for i := range cells {
			cells[i] = g.value()
		}
		if err := set(row, cells); err != nil {
			t.Fatal(err)
		}
	}
}

func (g *generator) bytes(t testing.TB) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := g.file.Write(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestEveryCellIsWhatExcelizeReads(t *testing.T) {
	t.Parallel()
	for seed := range uint64(24) {
		g := newGenerator(t, seed)
		g.fill(t, seed%2 == 0)
		file := g.bytes(t)
		if diff := cmp.Diff(rawCells(t, file), ourCells(t, file)); diff != "" {
			t.Errorf("seed %d (excelize -, ours +):\n%s", seed, diff)
		}
	}
}

// rawCells are the values that excelize reads, by cell.
func rawCells(t testing.TB, file []byte) map[string]string {
	t.Helper()
	f, err := excelize.OpenReader(bytes.NewReader(file))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := f.GetRows("Sheet1", excelize.Options{RawCellValue: true})
	if err != nil {
		t.Fatal(err)
	}
	cells := map[string]string{}
	for r, row := range rows {
		for c, text := range row {
			if text != "" {
				cells[fmt.Sprintf("%d,%d", r+1, c+1)] = text
			}
		}
	}
	return cells
}

// ourCells are the same read by this package, with truth values written as excelize writes them.
func ourCells(t testing.TB, file []byte) map[string]string {
	t.Helper()
	r, err := Open("generated.xlsx", bytes.NewReader(file), int64(len(file)), Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	cells := map[string]string{}
	for {
		row, err := r.Next()
		if errors.Is(err, io.EOF) {
			return cells
		}
		if err != nil {
			t.Fatal(err)
		}
		for i, c := range row.Cells {
			switch {
			case c.Type == Bool:
				c.Text = map[string]string{"TRUE": "1", "FALSE": "0"}[c.Text]
				fallthrough
			case c.Type != Empty:
				cells[fmt.Sprintf("%d,%d", row.Number, i+1)] = c.Text
			}
		}
	}
}

func TestDatesWrittenByExcelizeComeBack(t *testing.T) {
	t.Parallel()
	random := rand.New(rand.NewPCG(1, 2))
	for _, from1904 := range []bool{false, true} {
		f := excelize.NewFile()
		if err := f.SetWorkbookProps(&excelize.WorkbookPropsOptions{Date1904: &from1904}); err != nil {
			t.Fatal(err)
		}
		code := "yyyy-mm-dd hh:mm:ss"
		style, err := f.NewStyle(&excelize.Style{CustomNumFmt: &code})
		if err != nil {
			t.Fatal(err)
		}
		var want []string
		for row := 1; row <= 300; row++ {
			day := time.Date(1905+random.IntN(200), time.Month(1+random.IntN(12)), 1+random.IntN(28), random.IntN(24), random.IntN(60), random.IntN(60), 0, time.UTC)
			cell := fmt.Sprintf("A%d", row)
			if err := errors.Join(f.SetCellValue("Sheet1", cell, day), f.SetCellStyle("Sheet1", cell, cell, style)); err != nil {
				t.Fatal(err)
			}
			want = append(want, fmt.Sprintf("%d|d:%s", row, day.Format("2006-01-02T15:04:05")))
		}
		var b bytes.Buffer
		if err := f.Write(&b); err != nil {
			t.Fatal(err)
		}
		got, err := readAll("dates.xlsx", b.Bytes(), Options{})
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("1904 %v: %s", from1904, diff)
		}
	}
}
