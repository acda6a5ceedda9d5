//go:build unix

package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"

	"github.com/xuri/excelize/v2"

	"ordertrail/importers/sheet"
)

// readOthers reads the same workbook as LibreOffice saves it in other formats, against reading the .xlsx it came from. No
// other program at hand streams the cells of these, so the peer is our own reader; without LibreOffice there is no row.
func readOthers(ctx context.Context, w *work) ([]ratio, error) {
	office, err := exec.LookPath("soffice")
	if err != nil {
		return nil, nil
	}
	if err := w.needBook(); err != nil {
		return nil, err
	}
	var want uint64
	base, err := cpu(func() (err error) { want, err = readOurs(w.book); return err })
	if err != nil {
		return nil, err
	}
	var out []ratio
	for _, format := range []string{"ods", "xls"} {
		if format == "xls" && w.orders >= 1<<16 {
			continue // it has no more rows
		}
		c := exec.CommandContext(ctx, office, "-env:UserInstallation=file://"+filepath.Join(w.folder, "office"),
			"--headless", "--convert-to", format, "--outdir", w.folder, w.book)
		if text, err := c.CombinedOutput(); err != nil {
			return nil, fmt.Errorf("LibreOffice: %w: %s", err, text)
		}
		file := strings.TrimSuffix(w.book, filepath.Ext(w.book)) + "." + format
		var got uint64
		took, err := cpu(func() (err error) { got, err = readOurs(file); return err })
		if err != nil {
			return nil, err
		}
		if got != want {
			return nil, fmt.Errorf("the .%s does not hold the cells of the .xlsx it was made from", format)
		}
		out = append(out, ratio{"read it as ." + format, took, base, "CPU s", 0, "the same rows as .xlsx, no peer"})
	}
	return out, nil
}

const (
	rowsPerOrder  = 50 // of the large workbook: a million in a run of 20,000 orders
	largeColumns  = 20
	readingMemory = 64 // MB that reading may take (P3); the texts stand in the cells
)

// readMemory is P3: the most memory that reading a large workbook takes, in a process of its own.
func readMemory(ctx context.Context, w *work) ([]ratio, error) {
	rows := min(w.orders*rowsPerOrder, 1_000_000) // a sheet ends at 1,048,576
	file := filepath.Join(w.folder, "large.xlsx")
	if err := makeLarge(file, rows); err != nil {
		return nil, err
	}
	took, err := effortOf(ctx, "-read", file)
	what := fmt.Sprintf("P3 peak memory, read %d rows × %d", rows, largeColumns)
	return []ratio{{what, took.peak, readingMemory, "MB", 1, "the limit set"}}, errors.Join(err, os.Remove(file))
}

// makeLarge writes a workbook of half texts and half numbers.
func makeLarge(path string, rows int) error {
	f := excelize.NewFile()
	s, err := f.NewStreamWriter("Sheet1")
	if err != nil {
		return err
	}
	cells := make([]any, largeColumns)
	for n := 1; n <= rows; n++ {
		for i := range cells {
			if cells[i] = any(n * (i + 1)); i%2 == 0 {
				cells[i] = fmt.Sprintf("SO-%07d-%d", n, i)
			}
		}
		if err := s.SetRow(fmt.Sprintf("A%d", n), cells); err != nil {
			return err
		}
	}
	return errors.Join(s.Flush(), f.SaveAs(path), f.Close())
}

// readAlone is the other process: it reads a workbook larger than an import would take, and ends.
func readAlone(path string) error {
	_, err := readWith(path, sheet.Options{Limits: sheet.Limits{Inflated: 8 << 30, Text: 8 << 30}})
	return errors.Join(err, sayEffort(pace{}, 0))
}
