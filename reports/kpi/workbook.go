package kpi

import (
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/xuri/excelize/v2"

	"ordertrail/reports/wording"
	"ordertrail/reports/workbook"
	"ordertrail/track"
)

// Cover is what the first sheet of a workbook says about how it was made.
type Cover struct {
	Shop    string
	Zone    *time.Location
	Now     time.Time
	Basis   Basis
	Sources []CoverSource
	Frozen  *FrozenCover  // of a published month
	Words   wording.Words // the catalogue that the workbook explains itself by
}

// told is a moment as people read it: by the shop's clock, with how far that is from UTC.
func (c Cover) told(t time.Time) string { return t.In(c.Zone).Format("2006-01-02 15:04 -07:00") }

// FrozenCover is when a month was published and by whom, and what later facts made of it.
type FrozenCover struct {
	At       time.Time
	By       string
	Edition  int
	Version  string
	Restated []Restated
}

// CoverSource is one source the facts came from.
type CoverSource struct {
	Name string
	File string
	Rows int
}

// Cells of the cover sheet that formulas read, by their names in the workbook.
const (
	periodFrom    = "period_from"
	periodTo      = "period_to"
	asOf          = "as_of"
	basisName     = "basis"
	currency      = "currency"
	z95Name       = "z95"
	claimDays     = "claim_days"
	claimCurrency = "claim_currency"
	returnName    = "return_days"
	stockFrom     = "stock_from"
)

// earliest and latest stand for the open sides of a period.
const (
	earliest track.Date = "1950-01-01"
	latest   track.Date = "2199-12-31"
)

// WriteWorkbook writes the facts, and the figures as formulas over them. The figures are those Compute gave for the same
// facts, period, basis and day; they are stored as the formulas' values, so that a program that does not calculate shows them too.
// Changing the period, the day or the basis on the cover counts anew. Only functions that Excel and LibreOffice share are used.
func WriteWorkbook(w io.Writer, f Facts, p Period, figures []Figure, c Cover) error {
	if c.Zone == nil {
		return fmt.Errorf("write KPI workbook: no time zone given")
	}
	if len(c.Words) == 0 {
		return fmt.Errorf("write KPI workbook: no words given")
	}
	b := &book{file: excelize.NewFile(), facts: f, period: p, cover: c, clock: newClock(f, c.Basis, c.Zone, c.Now)}
	b.clock.Period = p
	defer b.file.Close()
	for _, write := range []func() error{
		b.styles, b.sheets, b.writeCover, func() error { return b.writeFigures(figures) }, b.writeMonths, b.writeRestated, b.writeFacts, b.writeDefinitions, b.properties,
	} {
		if err := write(); err != nil {
			return fmt.Errorf("write KPI workbook: %w", err)
		}
	}
	if _, err := b.file.WriteTo(w); err != nil {
		return fmt.Errorf("write KPI workbook: %w", err)
	}
	return nil
}

// book is a workbook while it is written.
type book struct {
	file   *excelize.File
	facts  Facts
	period Period
	cover  Cover
	clock  clock
	style  map[string]int
}

// say is the catalogue's text of a key.
func (b *book) say(key string, args ...string) string { return b.cover.Words.Say(key, args...) }

// heads are the heads of columns, from the catalogue's text of a key: they stand in it with bars between, those of numbers
// behind a >.
func (b *book) heads(key string) []string { return strings.Split(b.say(key), "|") }

// quoted is the catalogue's text of a key as a formula holds it.
func (b *book) quoted(key string) string {
	return `"` + strings.ReplaceAll(b.say(key), `"`, `""`) + `"`
}

// titleOf is what people call a KPI.
func (b *book) titleOf(d *Definition) string { return b.say("kpi." + d.Name) }

// Sheets besides the fact sheets, in their order.
const (
	coverSheet      = "Cover"
	figureSheet     = "KPIs"
	monthSheet      = "Months"
	definitionSheet = "Definitions"
	restatedSheet   = "Restated"
)

func (b *book) sheets() error {
	if err := b.file.SetSheetName("Sheet1", coverSheet); err != nil {
		return err
	}
	sheets := []string{figureSheet, monthSheet}
	if b.cover.Frozen != nil {
		sheets = append(sheets, restatedSheet)
	}
	for _, name := range append(sheets, string(Orders), string(Lines), string(Parcels), string(Returns), string(Contacts), string(Claims), string(Stock), string(Episodes), definitionSheet) {
		if _, err := b.file.NewSheet(name); err != nil {
			return err
		}
	}
	return nil
}

// dayFormat is how days are written in cells.
const dayFormat = "yyyy\\-mm\\-dd"

// Read a row as: cells called <name> are written in the format <format>, bold or not, on the colour <fill> or on none.
var cellStyles = []struct {
	Name, Format, Fill string
	Bold, Wrap         bool
	Size               float64
}{
	{"headright", "@", "E6E6E1", true, false, 0},
	{"exact", "0.000", "", false, false, 0},
	{"figuremoney", "#,##0.00", "", true, false, 12},
	{"text", "@", "", false, false, 0},
	{"wrap", "@", "", false, true, 0},
	{"bold", "@", "", true, false, 0},
	{"title", "@", "", true, false, 16},
	{"head", "@", "E6E6E1", true, false, 0},
	{"day", dayFormat, "", false, false, 0},
	{"instant", dayFormat + " hh:mm:ss", "", false, false, 0},
	{"month", "yyyy\\-mm", "", false, false, 0},
	{"whole", "0", "", false, false, 0},
	{"money", "#,##0.00", "", false, false, 0},
	{"figure", "0.0", "", true, false, 12},
	{"share", "0.0", "", false, false, 0},
	{"input", "@", "FDF3DC", true, false, 0},
	{"inputday", dayFormat, "FDF3DC", true, false, 0},
}

func (b *book) styles() error {
	b.style = map[string]int{}
	for _, row := range cellStyles {
		style := &excelize.Style{
			CustomNumFmt: &row.Format, Font: &excelize.Font{Bold: row.Bold, Size: max(row.Size, 10), Family: "Arial"},
			Alignment: &excelize.Alignment{Vertical: "top", WrapText: row.Wrap},
		}
		if row.Name == "headright" {
			style.Alignment.Horizontal = "right"
		}
		if row.Fill != "" {
			style.Fill = excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{row.Fill}}
		}
		id, err := b.file.NewStyle(style)
		if err != nil {
			return err
		}
		b.style[row.Name] = id
	}
	return nil
}

// cell is a value in a style.
func (b *book) cell(style string, value any) excelize.Cell {
	if s, ok := value.(string); ok {
		value = workbook.Text(s)
	}
	return excelize.Cell{StyleID: b.style[style], Value: value}
}

// formula is a formula in a style, with the value it has.
func (b *book) formula(style, formula string, value any) excelize.Cell {
	return excelize.Cell{StyleID: b.style[style], Formula: formula, Value: value}
}

// sheetRows is one sheet while its rows are written from the top.
type sheetRows struct {
	stream *excelize.StreamWriter
	row    int
}

// open starts a sheet of a known size, its first frozen rows staying in sight.
func (b *book) open(sheet string, columns, rows, frozen int, widths ...float64) (*sheetRows, error) {
	corner, err := excelize.CoordinatesToCellName(max(columns, 1), max(rows, 1))
	if err != nil {
		return nil, err
	}
	if err := b.file.SetSheetDimension(sheet, "A1:"+corner); err != nil {
		return nil, err
	}
	if err := b.print(sheet); err != nil {
		return nil, err
	}
	stream, err := b.file.NewStreamWriter(sheet)
	if err != nil {
		return nil, err
	}
	for i, width := range widths {
		if err := stream.SetColWidth(i+1, i+1, width); err != nil {
			return nil, err
		}
	}
	if frozen > 0 {
		top := fmt.Sprintf("A%d", frozen+1)
		if err := stream.SetPanes(&excelize.Panes{Freeze: true, YSplit: frozen, TopLeftCell: top, ActivePane: "bottomLeft"}); err != nil {
			return nil, err
		}
	}
	return &sheetRows{stream: stream}, nil
}

// print sets a sheet up for paper: lying, as wide as the page. It has to come before the sheet's rows.
func (b *book) print(sheet string) error {
	yes, landscape, wide, long := true, "landscape", 1, 0
	if err := b.file.SetSheetProps(sheet, &excelize.SheetPropsOptions{FitToPage: &yes}); err != nil {
		return err
	}
	return b.file.SetPageLayout(sheet, &excelize.PageLayoutOptions{Orientation: &landscape, FitToWidth: &wide, FitToHeight: &long})
}

// heading writes the next row as the heads of columns; those of numbers stand to the right.
func (r *sheetRows) heading(b *book, titles ...string) error {
	cells := make([]any, len(titles))
	for i, title := range titles {
		style := "head"
		if strings.HasPrefix(title, ">") {
			title, style = title[1:], "headright"
		}
		cells[i] = b.cell(style, title)
	}
	return r.add(cells...)
}

// title writes the next row as the title of the sheet.
func (r *sheetRows) title(b *book, text string) error {
	return r.tall(24, b.cell("title", text))
}

// tall writes the next row at a height in points, for cells whose text runs over several lines.
func (r *sheetRows) tall(height float64, cells ...any) error {
	r.row++
	return r.stream.SetRow(fmt.Sprintf("A%d", r.row), cells, excelize.RowOpts{Height: height})
}

// add writes the next row; no cells leave it empty.
func (r *sheetRows) add(cells ...any) error {
	r.row++
	if len(cells) == 0 {
		return nil
	}
	return r.stream.SetRow(fmt.Sprintf("A%d", r.row), cells)
}

// name gives a range of a sheet a name that formulas use.
func (b *book) name(name, sheet, ref string) error {
	return b.file.SetDefinedName(&excelize.DefinedName{Name: name, RefersTo: "'" + sheet + "'!" + ref})
}

func (b *book) properties() error {
	b.file.SetActiveSheet(1)
	at := b.cover.Now.UTC().Format(time.RFC3339)
	recalculate := true
	if err := b.file.SetCalcProps(&excelize.CalcPropsOptions{FullCalcOnLoad: &recalculate}); err != nil {
		return err
	}
	return b.file.SetDocProps(&excelize.DocProperties{Creator: "Ordertrail", LastModifiedBy: "Ordertrail", Created: at, Modified: at, Title: b.say("workbook.kpis")})
}
