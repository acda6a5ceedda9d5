package importers

import (
	"encoding/csv"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/xuri/excelize/v2"
)

// whyColumn begins the name of the column that says why a row was rejected; the import it was rejected at follows. It is no field,
// so a corrected file can be dropped again with it.
const whyColumn = "why"

// Rejects are rejected rows as they are written.
type Rejects struct {
	Of      string // the import that rejected them, such as R000012; "" of a plan that was not applied
	Columns []string
	Rows    []Rejection
}

// Rejection is a rejected row as it is written: its cells, and why, in words.
type Rejection struct {
	Cells []string
	Why   string
}

// WriteRejects writes rejected rows as a spreadsheet that can be corrected and dropped again: the columns of the file, in
// its order, and one that says why and of which import. format is csv or xlsx. Cells that a spreadsheet program would run as a formula are
// written as text; reading them back takes the mark off again.
func WriteRejects(w io.Writer, format string, r Rejects) error {
	header, rows := withoutWhy(r.Columns), slices.Clone(r.Rows)
	again := len(header) != len(r.Columns)
	width := len(header)
	for i, row := range rows {
		if again && len(row.Cells) > width {
			rows[i].Cells = row.Cells[:width]
		}
		width = max(width, len(rows[i].Cells))
	}
	table := [][]string{rejectRow(header, width, strings.TrimSpace(whyColumn+" "+r.Of))}
	for _, row := range rows {
		table = append(table, rejectRow(row.Cells, width, row.Why))
	}
	switch format {
	case "csv":
		out := csv.NewWriter(w)
		if err := out.WriteAll(table); err != nil {
			return fmt.Errorf("write rejected rows: %w", err)
		}
		return nil
	case "xlsx":
		return writeRejectBook(w, table)
	}
	return fmt.Errorf("rejected rows are written as csv or xlsx, not %q", format)
}

// withoutWhy leaves out the reasons that a file got when its rows were rejected before.
func withoutWhy(header []string) []string {
	if n := len(header); n > 0 {
		if _, is := rejectsOf(fold(header[n-1])); is {
			return header[:n-1]
		}
	}
	return header
}

// rejectsOf tells by the last column of a header, as it is compared, whether the rows were rejected before, and at which import;
// "" where it does not say.
func rejectsOf(key string) (run string, is bool) {
	after, is := strings.CutPrefix(key, whyColumn)
	run = strings.ToUpper(strings.TrimSpace(after))
	number, named := strings.CutPrefix(run, "R")
	if _, err := strconv.ParseUint(number, 10, 63); is && (run == "" || named && err == nil) {
		return run, true
	}
	return "", false
}

// rejectRow is a row of the given width with its reason behind it.
func rejectRow(cells []string, width int, why string) []string {
	out := make([]string, width+1)
	for i, c := range cells {
		out[i] = harmless(c)
	}
	out[width] = harmless(why)
	return out
}

// formulaStarts are the characters with which a formula begins to one spreadsheet program or another (OWASP, CSV injection).
const formulaStarts = "=+-@\t\r\n\x00＝＋－＠"

// harmless marks a cell as text when a spreadsheet program would take it for a formula. Numbers keep their sign; of a cell that
// holds nothing but spaces nothing is written.
func harmless(s string) string {
	if clean(s) == "" {
		return ""
	}
	first, _ := utf8.DecodeRuneInString(s)
	if !strings.ContainsRune(formulaStarts, first) {
		return s
	}
	if _, err := strconv.ParseFloat(s, 64); err == nil {
		return s
	}
	return "'" + s
}

// writeRejectBook writes the table as a workbook whose cells are all text, so that no number is rounded.
func writeRejectBook(w io.Writer, table [][]string) error {
	f := excelize.NewFile()
	defer f.Close()
	const name = "rejected"
	if err := f.SetSheetName("Sheet1", name); err != nil {
		return fmt.Errorf("write rejected rows: %w", err)
	}
	s, err := f.NewStreamWriter(name)
	if err != nil {
		return fmt.Errorf("write rejected rows: %w", err)
	}
	for i, row := range table {
		cells := make([]any, len(row))
		for j, c := range row {
			cells[j] = c
		}
		if err := s.SetRow(fmt.Sprintf("A%d", i+1), cells); err != nil {
			return fmt.Errorf("write rejected row %d: %w", i, err)
		}
	}
	if err := s.Flush(); err != nil {
		return fmt.Errorf("write rejected rows: %w", err)
	}
	if err := f.Write(w); err != nil {
		return fmt.Errorf("write rejected rows: %w", err)
	}
	return nil
}

// DateOrder is the order of day and month of all columns that leave it open; not alike when there are none, or they differ.
func (r *Reading) DateOrder() (order string, alike bool) {
	var orders []string
	for _, h := range r.Headers {
		if h.Dates != nil {
			orders = append(orders, h.Dates.Order)
		}
	}
	return allAlike(orders)
}

// DecimalMark is the decimal mark of all columns of amounts; not alike when there are none, or they differ.
func (r *Reading) DecimalMark() (mark string, alike bool) { return allAlike(r.marks) }

// allAlike is what all say that say anything.
func allAlike(list []string) (said string, alike bool) {
	for _, s := range list {
		if said != "" && s != "" && s != said {
			return "", false
		}
		if s != "" {
			said = s
		}
	}
	return said, said != ""
}
