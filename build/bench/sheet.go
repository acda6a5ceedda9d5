//go:build unix

package main

import (
	"context"
	"errors"
	"fmt"
	"hash/fnv"
	"io"
	"os"
	"os/exec"

	"github.com/xuri/excelize/v2"

	"ordertrail/importers/sheet"
)

// readWorkbook is P1: every cell of a workbook, against excelize's streaming rows, raw.
func readWorkbook(ctx context.Context, w *work) ([]ratio, error) {
	if err := w.needBook(); err != nil {
		return nil, err
	}
	var a, b uint64
	ours, err := cpu(func() (err error) { a, err = readOurs(w.book); return err })
	if err != nil {
		return nil, err
	}
	theirs, err := cpu(func() (err error) { b, err = readExcelize(w.book); return err })
	if err != nil {
		return nil, err
	}
	if a != b {
		return nil, fmt.Errorf("the two readers do not read the same cells")
	}
	rows := []ratio{{"P1 read a workbook", ours, theirs, "CPU s", 0.15, "excelize Rows, raw"}}
	unzip, err := exec.LookPath("unzip")
	if err != nil {
		return rows, nil // there is nothing to set P2 against
	}
	bare, err := cpu(func() error { return exec.CommandContext(ctx, unzip, "-p", w.book, "xl/worksheets/sheet1.xml").Run() })
	return append(rows, ratio{"P2 read a workbook", ours, bare, "CPU s", 3, "unzip -p of its sheet"}), err
}

// sum adds the cells of a row to a hash; empty cells at its end do not count.
type sum struct {
	h interface {
		io.Writer
		Sum64() uint64
	}
}

func (s sum) row(cells []string) {
	for len(cells) > 0 && cells[len(cells)-1] == "" {
		cells = cells[:len(cells)-1]
	}
	for _, c := range cells {
		_, _ = io.WriteString(s.h, c+"\x1f") // a hash takes everything
	}
	_, _ = io.WriteString(s.h, "\x1e")
}

func readOurs(path string) (uint64, error) { return readWith(path, sheet.Options{}) }

func readWith(path string, o sheet.Options) (uint64, error) {
	f, err := os.Open(path)
	if err != nil {
		return 0, err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return 0, err
	}
	r, err := sheet.Open(path, f, info.Size(), o)
	if err != nil {
		return 0, err
	}
	s := sum{fnv.New64a()}
	var cells []string
	for {
		row, err := r.Next()
		if errors.Is(err, io.EOF) {
			return s.h.Sum64(), r.Close()
		}
		if err != nil {
			return 0, errors.Join(err, r.Close())
		}
		cells = cells[:0]
		for _, c := range row.Cells {
			cells = append(cells, c.Text)
		}
		s.row(cells)
	}
}

func readExcelize(path string) (uint64, error) {
	f, err := excelize.OpenFile(path)
	if err != nil {
		return 0, err
	}
	rows, err := f.Rows("Sheet1")
	if err != nil {
		return 0, errors.Join(err, f.Close())
	}
	s := sum{fnv.New64a()}
	for rows.Next() {
		cells, err := rows.Columns(excelize.Options{RawCellValue: true})
		if err != nil {
			return 0, errors.Join(err, f.Close())
		}
		s.row(cells)
	}
	return s.h.Sum64(), errors.Join(rows.Error(), rows.Close(), f.Close())
}
