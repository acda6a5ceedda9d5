package app_test

import (
	"bytes"
	"context"
	"database/sql"
	"encoding/hex"
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"

	"ordertrail/app"
)

// TestTheSameOrdersInAnyDateFormatEndInTheSameDatabase takes in one file of orders and one of parcels, their dates written
// in every way exports write them, each into a shop of its own, and compares what lies in the databases, table by table.
func TestTheSameOrdersInAnyDateFormatEndInTheSameDatabase(t *testing.T) {
	t.Parallel()
	iso := dumpOf(t, datedFiles(t, "2006-01-02", "2006-01-02 15:04:05"))
	if n := strings.Count(iso, `"kind":"order_stated"`); n < 30 {
		t.Fatalf("only %d orders are in the database", n)
	}
	for name, format := range map[string][2]string{
		"US m/d/y":              {"1/2/2006", "1/2/2006 3:04:05 PM"},
		"US with two digits":    {"01/02/06", "01/02/06 15:04:05"},
		"d.m.y":                 {"2.1.2006", "02.01.2006 15:04:05"},
		"d/m/y":                 {"02/01/2006", "02/01/2006 15:04:05"},
		"d-Mon-yy":              {"2-Jan-06", "2-Jan-06 15:04:05"},
		"month day, year":       {"Jan 2, 2006", "January 2, 2006 3:04:05 PM"},
		"digits alone":          {"20060102", "20060102 15:04:05"},
		"Excel, days from 1900": {"1900", "1900"},
		"Excel, days from 1904": {"1904", "1904"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if diff := cmp.Diff(strings.Split(iso, "\n"), strings.Split(dumpOf(t, datedFiles(t, format[0], format[1])), "\n")); diff != "" {
				t.Errorf("the database is another one (-ISO +%s):\n%s", name, diff)
			}
		})
	}
}

// datedFiles are a file of orders and one of parcels whose dates are written one way.
func datedFiles(t *testing.T, day, moment string) []app.ImportFile {
	t.Helper()
	start := time.Date(2026, 3, 1, 7, 30, 15, 0, time.UTC)
	orders := [][]any{{"order_number", "source", "ordered_at", "promised_on", "ship_by", "customer_name", "sku", "quantity", "unit_price", "currency"}}
	parcels := [][]any{{"order_number", "carrier", "tracking_number", "status_text", "occurred_at", "estimated_on", "ship_date"}}
	for i := range 36 { // more than a month, so that some days are above twelve
		at := start.Add(time.Duration(i) * 26 * time.Hour)
		number := "SO-" + strconv.Itoa(1000+i)
		orders = append(orders, []any{number, "web", dated{at, moment}, dated{at.AddDate(0, 0, 7), day}, dated{at.AddDate(0, 0, 2), day}, "Ada Sample", "MUG", "2", "12.50", "USD"})
		parcels = append(parcels, []any{number, "ups", fmt.Sprintf("77777777%04d", i), "Delivered", dated{at.AddDate(0, 0, 5), moment}, dated{at.AddDate(0, 0, 6), day}, dated{at.AddDate(0, 0, 1), day}})
	}
	return []app.ImportFile{written(t, "orders", orders, day), written(t, "parcels", parcels, day)}
}

// dated is a time and how it is written.
type dated struct {
	at     time.Time
	format string
}

// epochs are the days on which the serial numbers of a workbook begin (ECMA-376, 18.17.4.1); the first counts a day that
// never was, the 29th of February 1900.
var epochs = map[string]time.Time{"1900": time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC), "1904": time.Date(1904, 1, 1, 0, 0, 0, 0, time.UTC)}

// written is a table as a file: a workbook with serial numbers where the format names an epoch, else text.
func written(t *testing.T, name string, rows [][]any, format string) app.ImportFile {
	t.Helper()
	dir := t.TempDir()
	if epoch, ok := epochs[format]; ok {
		return app.ImportFile{Path: workbookOf(t, filepath.Join(dir, name+".xlsx"), rows, epoch, format == "1904")}
	}
	var b bytes.Buffer
	for _, row := range rows {
		for i, c := range row {
			if d, ok := c.(dated); ok {
				c = d.at.Format(d.format)
			}
			if i > 0 {
				b.WriteByte(';')
			}
			fmt.Fprint(&b, c)
		}
		b.WriteByte('\n')
	}
	path := filepath.Join(dir, name+".csv")
	if err := os.WriteFile(path, b.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	return app.ImportFile{Path: path}
}

// workbookOf writes a table whose dates are serial numbers, formatted as dates.
func workbookOf(t *testing.T, path string, rows [][]any, epoch time.Time, from1904 bool) string {
	t.Helper()
	f := excelize.NewFile()
	defer f.Close()
	check := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	check(f.SetWorkbookProps(&excelize.WorkbookPropsOptions{Date1904: &from1904}))
	styles := map[bool]int{}
	for whole, format := range map[bool]int{true: 14, false: 22} { // the built-in formats of a day, and of a day with its time
		id, err := f.NewStyle(&excelize.Style{NumFmt: format})
		check(err)
		styles[whole] = id
	}
	for i, row := range rows {
		for j, c := range row {
			cell, err := excelize.CoordinatesToCellName(j+1, i+1)
			check(err)
			d, ok := c.(dated)
			if !ok {
				check(f.SetCellStr("Sheet1", cell, c.(string)))
				continue
			}
			whole := !strings.HasSuffix(rows[0][j].(string), "_at")
			at := d.at
			if whole {
				at = at.Truncate(24 * time.Hour)
			}
			check(f.SetCellFloat("Sheet1", cell, at.Sub(epoch).Hours()/24, -1, 64))
			check(f.SetCellStyle("Sheet1", cell, cell, styles[whole]))
		}
	}
	check(f.SaveAs(path))
	return path
}

// What a file's own bytes decide is left out of a comparison: its name and sheet, how it is encoded, and what its rows said.
var (
	ownBytes = map[string]bool{"runs.file": true, "runs.sha256": true, "runs.plan": true, "sightings.sheet": true, "events.hash": true, "raws.hash": true, "raws.text": true}
	rawHash  = regexp.MustCompile(`,?"raw":"[0-9a-f]+"`)
)

// dumpOf takes files in, in a shop of their own, and lists every row of every table of its database.
func dumpOf(t *testing.T, files []app.ImportFile) string {
	t.Helper()
	folder := t.TempDir()
	a := app.New()
	noon := time.Date(2026, 5, 25, 12, 0, 0, 0, time.UTC)
	err := a.Open(context.Background(), app.Config{
		Folder: folder, Now: func() time.Time { return noon }, Fixed: true, Random: rand.NewChaCha8([32]byte{}), Version: "test", Words: printedWords(t),
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		plan, err := a.Imports().Look(f)
		if err == nil {
			plan, err = a.Imports().Apply(plan.ID)
		}
		if err != nil || plan.New != 36 || plan.Rejected > 0 {
			t.Fatalf("%s: %d rows new, %d rejected: %v %v", f.Path, plan.New, plan.Rejected, plan.Problems, err)
		}
	}
	if err := a.Close(); err != nil {
		t.Fatal(err)
	}
	found, err := filepath.Glob(filepath.Join(folder, "*.db"))
	if err != nil || len(found) != 1 {
		t.Fatalf("the database is not where it was: %v, %v", found, err)
	}
	return dumpTables(t, found[0])
}

// dumpTables lists the rows of all tables of a database that is closed.
func dumpTables(t *testing.T, path string) string {
	t.Helper()
	db, err := sql.Open("sqlite", "file:"+path+"?mode=ro&immutable=1")
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	var b strings.Builder
	var tables []string
	for _, row := range rowsOf(t, db, "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND sql NOT LIKE 'CREATE VIRTUAL%' ORDER BY name") {
		tables = append(tables, row["name"])
	}
	for _, table := range tables {
		var lines []string
		for _, row := range rowsOf(t, db, `SELECT * FROM "`+table+`"`) {
			var line strings.Builder
			for _, column := range slices.Sorted(maps.Keys(row)) {
				if !ownBytes[table+"."+column] {
					fmt.Fprintf(&line, "%s.%s=%s ", table, column, rawHash.ReplaceAllString(row[column], ""))
				}
			}
			lines = append(lines, line.String())
		}
		slices.Sort(lines) // the rows of a table have no order
		b.WriteString(strings.Join(lines, "\n") + "\n")
	}
	return b.String()
}

// rowsOf lists the rows of a query as text, by column.
func rowsOf(t *testing.T, db *sql.DB, query string) []map[string]string {
	t.Helper()
	rows, err := db.Query(query)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	names, err := rows.Columns()
	if err != nil {
		t.Fatal(err)
	}
	var out []map[string]string
	for rows.Next() {
		cells, at := make([]any, len(names)), make([]any, len(names))
		for i := range cells {
			at[i] = &cells[i]
		}
		if err := rows.Scan(at...); err != nil {
			t.Fatal(err)
		}
		row := map[string]string{}
		for i, name := range names {
			row[name] = fmt.Sprint(cells[i])
			if b, ok := cells[i].([]byte); ok {
				row[name] = hex.EncodeToString(b)
			}
		}
		out = append(out, row)
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	return out
}
