package sheet

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"
)

// orderBook is a workbook of rows × 20 cells as a shop exports them: half texts, half numbers.
func orderBook(tb testing.TB, rows int, shared bool) []byte {
	tb.Helper()
	f := excelize.NewFile()
	row := func(n int) []any {
		cells := make([]any, 20)
		for i := range cells {
			switch i % 4 {
			case 0:
				cells[i] = fmt.Sprintf("SO-%06d", n*7+i)
			case 1:
				cells[i] = n * (i + 1)
			case 2:
				cells[i] = [...]string{"Berlin", "Zürich", "New York", "paid", "shipped"}[(n+i)%5]
			default:
				cells[i] = float64(n*i) / 100
			}
		}
		return cells
	}
	write := func(n int) error {
		cells := row(n)
		return f.SetSheetRow("Sheet1", fmt.Sprintf("A%d", n), &cells)
	}
	if !shared {
		w, err := f.NewStreamWriter("Sheet1")
		if err != nil {
			tb.Fatal(err)
		}
		write = func(n int) error { return w.SetRow(fmt.Sprintf("A%d", n), row(n)) }
		return writeBook(tb, f, rows, write, w.Flush)
	}
	return writeBook(tb, f, rows, write, func() error { return nil })
}

func writeBook(tb testing.TB, f *excelize.File, rows int, write func(int) error, flush func() error) []byte {
	tb.Helper()
	for n := 1; n <= rows; n++ {
		if err := write(n); err != nil {
			tb.Fatal(err)
		}
	}
	var b bytes.Buffer
	if err := errors.Join(flush(), f.Write(&b)); err != nil {
		tb.Fatal(err)
	}
	return b.Bytes()
}

// ours counts cells and the bytes in them.
func ours(tb testing.TB, file []byte) (cells, size int) {
	r, err := Open("orders.xlsx", bytes.NewReader(file), int64(len(file)), Options{})
	if err != nil {
		tb.Fatal(err)
	}
	defer r.Close()
	for {
		row, err := r.Next()
		if errors.Is(err, io.EOF) {
			return cells, size
		}
		if err != nil {
			tb.Fatal(err)
		}
		for _, c := range row.Cells {
			if c.Type != Empty {
				cells, size = cells+1, size+len(c.Text)
			}
		}
	}
}

// theirs does the same with excelize, in the way that costs it least.
func theirs(tb testing.TB, file []byte) (cells, size int) {
	f, err := excelize.OpenReader(bytes.NewReader(file))
	if err != nil {
		tb.Fatal(err)
	}
	defer f.Close()
	rows, err := f.Rows("Sheet1")
	if err != nil {
		tb.Fatal(err)
	}
	defer rows.Close()
	for rows.Next() {
		row, err := rows.Columns(excelize.Options{RawCellValue: true})
		if err != nil {
			tb.Fatal(err)
		}
		for _, text := range row {
			if text != "" {
				cells, size = cells+1, size+len(text)
			}
		}
	}
	return cells, size
}

func timed(work func()) time.Duration {
	begun := cpu()
	work()
	return cpu() - begun
}

// BenchmarkXLSX reads 20,000 rows × 20 cells and reports the processor time as a share of what excelize takes in the same run: the
// best of three each, in turn, so that a busy machine disturbs both alike. The aim is 0.15.
func BenchmarkXLSX(b *testing.B) {
	for _, c := range []struct {
		name   string
		shared bool
	}{{"inline", false}, {"shared", true}} {
		b.Run(c.name, func(b *testing.B) {
			file := orderBook(b, 20_000, c.shared)
			cells, size := ours(b, file)
			if wantCells, wantSize := theirs(b, file); cells != wantCells || size != wantSize {
				b.Fatalf("%d cells of %d bytes, excelize reads %d of %d", cells, size, wantCells, wantSize)
			}
			peer, own := time.Hour, time.Hour
			for range 3 {
				peer, own = min(peer, timed(func() { theirs(b, file) })), min(own, timed(func() { ours(b, file) }))
			}
			b.ReportAllocs()
			for b.Loop() {
				ours(b, file)
			}
			b.ReportMetric(own.Seconds()/peer.Seconds(), "×excelize")
		})
	}
}

// BenchmarkText reads a text table of the same size.
func BenchmarkText(b *testing.B) {
	var t bytes.Buffer
	for n := range 20_000 {
		for i := range 10 {
			fmt.Fprintf(&t, "SO-%06d,\"Zürich, %d\",", n, i)
		}
		t.WriteString("\n")
	}
	b.SetBytes(int64(t.Len()))
	b.ReportAllocs()
	for b.Loop() {
		ours(b, t.Bytes())
	}
}
