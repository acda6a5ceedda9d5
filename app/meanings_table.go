package app

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

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

// SaveTable writes the shop's own rows, or all of them, to a CSV file in the documents folder.
func (c *Carriers) SaveTable(all bool) (f ReportFile, err error) {
	defer c.app.guard("Carriers.SaveTable", &err)
	if _, err := c.app.ready(); err != nil {
		return f, err
	}
	name := c.app.dated("carrier-meanings-", toDay, ".csv")
	f, _, err = c.app.WriteMeanings(filepath.Join(c.app.folder("documents"), name), all)
	return f, err
}

// WriteMeanings writes the shop's own rows, or all of them, to a CSV file, and says how many there are.
func (a *App) WriteMeanings(path string, all bool) (f ReportFile, n int, err error) {
	f, err = writeFile(path, func(out *os.File) error {
		w := csv.NewWriter(out)
		if err := w.Write(meaningColumns); err != nil {
			return err
		}
		for _, r := range a.AllMeanings() {
			if r.Origin != "own" && !all {
				continue
			}
			n++
			if err := w.Write(harmless([]string{r.Carrier, r.Type, r.Code, r.Words, string(r.Phase), string(r.Reason), string(r.Flag), r.Origin, r.By, r.At})); err != nil {
				return err
			}
		}
		w.Flush()
		return w.Error()
	})
	return f, n, err
}

// ReadTable reads a table of meanings from a file that was written by SaveTable or by hand; nothing is taught. Rows that the
// program ships are left out. A row that cannot be is named with its line.
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
	rows, err := ReadMeanings(io.NewSectionReader(from, 0, from.size))
	if err != nil {
		return v, badTable(from.name, err)
	}
	return MeaningTable{File: from.name, Rows: rows}, nil
}

func badTable(name string, err error) error {
	return fail("bad-meaning-table", name+": "+err.Error(), name, err.Error())
}

// ReadMeanings reads the rows of a shop's own from a table in CSV. An error names the line and what is wrong with it.
func ReadMeanings(from io.Reader) ([]carrier.Row, error) {
	in := csv.NewReader(from)
	head, err := in.Read()
	if errors.Is(err, io.EOF) {
		return nil, fmt.Errorf("it is empty: its first line must name the columns %s", strings.Join(meaningColumns[:neededColumns], ","))
	}
	if err != nil {
		return nil, err
	}
	at := map[string]int{}
	for i, name := range head {
		at[strings.ToLower(strings.TrimSpace(strings.TrimPrefix(name, "\ufeff")))] = i
	}
	for _, name := range meaningColumns[:neededColumns] {
		if _, there := at[name]; !there {
			return nil, fmt.Errorf("column %q is missing: the first line must name %s", name, strings.Join(meaningColumns[:neededColumns], ","))
		}
	}
	var rows []carrier.Row
	for {
		cells, err := in.Read()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, err
		}
		if i, there := at["origin"]; there && strings.TrimSpace(cells[i]) == "shipped" {
			continue
		}
		row := meaningIn(func(name string) string { return unmarked(cells[at[name]]) })
		if err := row.Folded().Check(); err != nil {
			line, _ := in.FieldPos(0)
			return nil, fmt.Errorf("line %d: %w", line, err)
		}
		if rows = append(rows, row); len(rows) > mostOwnRows {
			return nil, fmt.Errorf("it holds more than %d rows", mostOwnRows)
		}
	}
	if len(rows) == 0 {
		return nil, errors.New("it holds no row of a shop's own")
	}
	return rows, nil
}

func meaningIn(cell func(string) string) carrier.Row {
	return carrier.Row{
		Carrier: cell("carrier"), Type: cell("type"), Code: cell("code"), Words: cell("words"),
		Phase: track.Phase(cell("phase")), Reason: track.Reason(cell("reason")), Flag: track.Flag(cell("flag")),
	}
}

// unmarked is a cell without the mark that harmless put in front of it.
func unmarked(cell string) string {
	cell = strings.TrimSpace(cell)
	if plain, marked := strings.CutPrefix(cell, "'"); marked && slices.Equal(harmless([]string{plain}), []string{cell}) {
		return plain
	}
	return cell
}
