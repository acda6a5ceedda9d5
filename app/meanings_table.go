package app

import (
	"cmp"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"ordertrail/importers/sheet"
	"ordertrail/reports/workbook"
	"ordertrail/track"
	"ordertrail/track/carrier"
)

// meaningColumns are the columns of a table of meanings in a file. The first seven must be there to be read; the others say
// where a row came from.
var meaningColumns = []string{"carrier", "type", "code", "words", "phase", "reason", "flag", "origin", "by", "taught_at"}

const (
	neededColumns = 7
	// largestTable is far more than the most rows that fit need.
	largestTable = 4 << 20
)

// SaveTable writes the shop's own rows, or all of them, to a spreadsheet in the documents folder: one in which a code such as
// 0071 stays as it is, whatever program it is opened with.
func (c *Carriers) SaveTable(all bool) (f ReportFile, err error) {
	defer c.app.guard("Carriers.SaveTable", &err)
	if _, err := c.app.ready(); err != nil {
		return f, err
	}
	name := c.app.dated("carrier-meanings-", toDay, ".xlsx")
	f, _, err = c.app.WriteMeanings(filepath.Join(c.app.folder("documents"), name), all)
	return f, err
}

// WriteMeanings writes the shop's own rows, or all of them, to a file, and says how many there are: a workbook where the name of
// the file ends so, else CSV.
func (a *App) WriteMeanings(path string, all bool) (f ReportFile, n int, err error) {
	rows := func(add func(cells ...string) error) error {
		for _, r := range a.AllMeanings() {
			if r.Origin != "own" && !all {
				continue
			}
			n++
			if err := add(r.Carrier, r.Type, r.Code, r.Words, string(r.Phase), string(r.Reason), string(r.Flag), r.Origin, r.By, r.At); err != nil {
				return err
			}
		}
		return nil
	}
	f, err = writeFile(path, func(out *os.File) error {
		if strings.EqualFold(filepath.Ext(path), ".xlsx") {
			return a.writeMeaningBook(out, rows)
		}
		w := csv.NewWriter(out)
		if err := w.Write(meaningColumns); err != nil {
			return err
		}
		if err := rows(func(cells ...string) error { return w.Write(harmless(cells)) }); err != nil {
			return err
		}
		w.Flush()
		return w.Error()
	})
	return f, n, err
}

// writeMeaningBook writes rows as a workbook whose cells are all text.
func (a *App) writeMeaningBook(out io.Writer, rows func(add func(cells ...string) error) error) error {
	list := workbook.List{Sheet: a.say("meanings.file.sheet"), About: a.say("orders.export.about"), Now: a.now()}
	for _, name := range meaningColumns {
		list.Columns = append(list.Columns, workbook.Column{Head: name, Width: 18})
	}
	list.Says = append(list.Says, [2]string{a.say("orders.filter.made"), a.now().In(a.zone()).Format("2006-01-02 15:04 -07:00")}, [2]string{"", a.say("meanings.file.says")})
	return workbook.Write(out, list, func(add func(...any) error) error {
		return rows(func(texts ...string) error {
			cells := make([]any, len(texts))
			for i, t := range texts {
				cells[i] = t
			}
			return add(cells...)
		})
	})
}

// ReadTable reads a table of meanings from a file that was written by SaveTable or by hand, CSV or a workbook; nothing is taught.
// Rows that the program ships are left out, and those that call themselves shipped and are not are named. A row that cannot be
// is named with its line.
func (c *Carriers) ReadTable(file ImportFile) (v MeaningTable, err error) {
	defer c.app.guard("Carriers.ReadTable", &err)
	if _, err := c.app.ready(); err != nil {
		return v, err
	}
	from, err := file.open()
	if err != nil {
		return v, err
	}
	defer from.rest()
	if from.size > largestTable {
		return v, badTable(from.name, fmt.Errorf("it has more than %d MB, and a table of %d rows has far less", largestTable>>20, mostOwnRows))
	}
	if v, err = readMeanings(from.name, from, from.size); err == nil {
		return v, nil
	}
	if refused := (*sheet.Refusal)(nil); errors.As(err, &refused) {
		err = errors.New(strings.TrimSuffix(refused.Text(c.app.say), "."))
	}
	return v, badTable(from.name, err)
}

func badTable(name string, err error) error {
	return fail("bad-meaning-table", name+": "+err.Error(), name, err.Error())
}

// readMeanings reads the rows of a shop's own from a table. An error names the line and what is wrong with it.
func readMeanings(name string, at io.ReaderAt, size int64) (v MeaningTable, err error) {
	v = MeaningTable{File: name, Rows: []carrier.Row{}, Left: []string{}}
	if size == 0 {
		return v, fmt.Errorf("it is empty: its first line must name the columns %s", strings.Join(meaningColumns[:neededColumns], ","))
	}
	in, err := sheet.Open(name, at, size, sheet.Options{})
	if err != nil {
		return v, err
	}
	defer in.Close()
	var head *tableHead
	for {
		row, err := in.Next()
		switch {
		case errors.Is(err, io.EOF):
			return v, v.check()
		case err != nil:
			return v, err
		case head == nil:
			if head, err = meaningHead(row); err != nil {
				return v, err
			}
			continue
		}
		if err := v.read(row, head); err != nil {
			return v, fmt.Errorf("line %d: %w", cmp.Or(row.Line, row.Number), err)
		}
		if len(v.Rows) > mostOwnRows {
			return v, fmt.Errorf("it holds more than %d rows", mostOwnRows)
		}
	}
}

// tableHead is the first line of a table: where its columns stand, and how many cells it has, for those without a name count too.
type tableHead struct {
	at    map[string]int
	cells int
}

func meaningHead(row sheet.Row) (*tableHead, error) {
	at := map[string]int{}
	for i, c := range row.Cells {
		at[strings.ToLower(strings.TrimSpace(c.Text))] = i
	}
	for _, name := range meaningColumns[:neededColumns] {
		if _, there := at[name]; !there {
			return nil, fmt.Errorf("column %q is missing: the first line must name %s", name, strings.Join(meaningColumns[:neededColumns], ","))
		}
	}
	return &tableHead{at, len(row.Cells)}, nil
}

// shippedRows are the rows that the program ships, as a table says them.
var shippedRows = sync.OnceValue(func() map[carrier.Row]bool {
	out := map[carrier.Row]bool{}
	for _, id := range append(carrier.IDs(), "") {
		for _, r := range carrier.Shipped(id) {
			out[r.Folded()] = true
		}
	}
	return out
})

// read takes a row of the table in.
func (v *MeaningTable) read(row sheet.Row, head *tableHead) error {
	if row.Line > 0 && len(row.Cells) != head.cells {
		return fmt.Errorf("wrong number of fields: %d, where the first line has %d", len(row.Cells), head.cells)
	}
	cell := func(name string) string {
		if i, there := head.at[name]; there && i < len(row.Cells) {
			return unmarked(row.Cells[i].Text)
		}
		return ""
	}
	if i := head.at["code"]; i < len(row.Cells) && row.Cells[i].Lossy {
		return fmt.Errorf("the code %s is a number whose digits a spreadsheet program has cut off: make the column one of text and write it anew", row.Cells[i].Text)
	}
	r := carrier.Row{
		Carrier: cell("carrier"), Type: cell("type"), Code: cell("code"), Words: cell("words"),
		Phase: track.Phase(cell("phase")), Reason: track.Reason(cell("reason")), Flag: track.Flag(cell("flag")),
	}
	if cell("origin") == "shipped" {
		if !shippedRows()[r.Folded()] {
			v.Left = append(v.Left, strings.TrimSpace(fmt.Sprintf("%d: %s %s", cmp.Or(row.Line, row.Number), r.Carrier, cmp.Or(r.Code, r.Words))))
		}
		return nil
	}
	if err := r.Folded().Check(); err != nil {
		return err
	}
	v.Rows = append(v.Rows, r)
	return nil
}

// check says why there is nothing to be taught.
func (v *MeaningTable) check() error {
	switch {
	case len(v.Rows) > 0:
		return nil
	case len(v.Left) > 0:
		return fmt.Errorf("it holds no row of a shop's own, and %d that call themselves shipped but are not what this program ships, the first on line %s: write own as their origin to teach them", len(v.Left), v.Left[0])
	}
	return errors.New("it holds no row of a shop's own")
}

// unmarked is a cell without the mark that harmless put in front of it.
func unmarked(cell string) string {
	cell = strings.TrimSpace(cell)
	if plain, marked := strings.CutPrefix(cell, "'"); marked && slices.Equal(harmless([]string{plain}), []string{cell}) {
		return plain
	}
	return cell
}
