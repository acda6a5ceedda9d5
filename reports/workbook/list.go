package workbook

import (
	"fmt"
	"io"
	"time"

	"github.com/xuri/excelize/v2"

	"ordertrail/track"
)

// Column is one column of a list: what stands over it, how wide it is in characters, and whether it holds numbers.
type Column struct {
	Head    string
	Width   float64
	Numbers bool
}

// List is a sheet of rows and a second one that says what they are.
type List struct {
	Sheet   string // the name of the first sheet
	Columns []Column
	About   string      // the name of the second sheet
	Says    [][2]string // its rows
	Now     time.Time
}

// largest is the number of rows a sheet holds, its head left out.
const largest = 1<<20 - 1

// ErrTooLong is more rows than a sheet holds.
var ErrTooLong = fmt.Errorf("more than %d rows, which is all a sheet holds", largest)

// Write writes a list as a workbook. each hands over its rows one after the other; a cell is a string, an int, a track.Date or
// nil, and a string is never a formula.
func Write(w io.Writer, l List, each func(add func(cells ...any) error) error) error {
	b := &list{file: excelize.NewFile(), List: l}
	defer b.file.Close()
	for _, step := range []func() error{b.styles, b.open, func() error { return each(b.add) }, b.close, b.about} {
		if err := step(); err != nil {
			return fmt.Errorf("write workbook: %w", err)
		}
	}
	if _, err := b.file.WriteTo(w); err != nil {
		return fmt.Errorf("write workbook: %w", err)
	}
	return nil
}

// list is a workbook while it is written.
type list struct {
	List
	file   *excelize.File
	stream *excelize.StreamWriter
	row    int

	head, headright, text, day, whole int // styles
}

func (b *list) styles() (err error) {
	for _, s := range []struct {
		into         *int
		format, side string
		head         bool
	}{
		{&b.head, "@", "", true},
		{&b.headright, "@", "right", true},
		{&b.text, "@", "", false},
		{&b.day, "yyyy\\-mm\\-dd", "left", false},
		{&b.whole, "0", "right", false},
	} {
		style := excelize.Style{
			CustomNumFmt: &s.format, Font: &excelize.Font{Bold: s.head, Size: 10, Family: "Arial"},
			Alignment: &excelize.Alignment{Horizontal: s.side},
		}
		if s.head {
			style.Fill = excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{"E6E6E1"}}
		}
		if *s.into, err = b.file.NewStyle(&style); err != nil {
			return err
		}
	}
	return nil
}

// open begins the sheet of rows; its head stays in sight.
func (b *list) open() error {
	if err := b.file.SetSheetName("Sheet1", b.Sheet); err != nil {
		return err
	}
	yes, lying, wide, long := true, "landscape", 1, 0
	if err := b.file.SetSheetProps(b.Sheet, &excelize.SheetPropsOptions{FitToPage: &yes}); err != nil {
		return err
	}
	if err := b.file.SetPageLayout(b.Sheet, &excelize.PageLayoutOptions{Orientation: &lying, FitToWidth: &wide, FitToHeight: &long}); err != nil {
		return err
	}
	stream, err := b.file.NewStreamWriter(b.Sheet)
	if err != nil {
		return err
	}
	heads := make([]any, len(b.Columns))
	for i, c := range b.Columns {
		if err := stream.SetColWidth(i+1, i+1, c.Width); err != nil {
			return err
		}
		heads[i] = excelize.Cell{StyleID: b.head, Value: Text(c.Head)}
		if c.Numbers {
			heads[i] = excelize.Cell{StyleID: b.headright, Value: Text(c.Head)}
		}
	}
	if err := stream.SetPanes(&excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"}); err != nil {
		return err
	}
	b.stream, b.row = stream, 1
	return stream.SetRow("A1", heads)
}

// add writes the next row.
func (b *list) add(cells ...any) error {
	if b.row > largest {
		return ErrTooLong
	}
	b.row++
	out := make([]any, len(cells))
	for i, c := range cells {
		out[i] = b.cell(c)
	}
	return b.stream.SetRow(fmt.Sprintf("A%d", b.row), out)
}

// cell is a value as the sheet holds it.
func (b *list) cell(value any) any {
	switch v := value.(type) {
	case string:
		if v == "" {
			return nil
		}
		return excelize.Cell{StyleID: b.text, Value: Text(v)}
	case track.Date:
		if _, err := track.ParseDate(string(v)); err != nil {
			return b.cell(string(v)) // one that nobody can read stays as it was stated
		}
		return excelize.Cell{StyleID: b.day, Value: Day(v)}
	case int:
		return excelize.Cell{StyleID: b.whole, Value: v}
	}
	return value
}

func (b *list) close() error {
	corner, err := excelize.CoordinatesToCellName(max(len(b.Columns), 1), b.row)
	if err != nil {
		return err
	}
	if err := b.stream.Flush(); err != nil {
		return err
	}
	return b.file.AutoFilter(b.Sheet, "A1:"+corner, nil)
}

// about writes what the rows are on a sheet of its own.
func (b *list) about() error {
	if _, err := b.file.NewSheet(b.About); err != nil {
		return err
	}
	stream, err := b.file.NewStreamWriter(b.About)
	if err != nil {
		return err
	}
	for i, width := range []float64{18, 60} {
		if err := stream.SetColWidth(i+1, i+1, width); err != nil {
			return err
		}
	}
	for i, row := range b.Says {
		cells := []any{excelize.Cell{StyleID: b.head, Value: Text(row[0])}, b.cell(row[1])}
		if err := stream.SetRow(fmt.Sprintf("A%d", i+1), cells); err != nil {
			return err
		}
	}
	at := b.Now.UTC().Format(time.RFC3339)
	if err := b.file.SetDocProps(&excelize.DocProperties{Creator: "Ordertrail", LastModifiedBy: "Ordertrail", Created: at, Modified: at, Title: Text(b.Sheet)}); err != nil {
		return err
	}
	return stream.Flush()
}
