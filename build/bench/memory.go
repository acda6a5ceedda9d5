//go:build unix

package main

import (
	"bufio"
	"context"
	"encoding/csv"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"syscall"
)

// smallImport is how many orders the smaller file has, at least: enough that their drafts are not kept.
const smallImport = 25_000

// importMemory sets what an import of a file takes at most in memory against one of a quarter of the rows. Each runs in a
// process of its own.
func importMemory(ctx context.Context, w *work) ([]ratio, error) {
	small := max(smallImport, w.orders/4)
	var peaks [2]float64
	for i, n := range []int{small, 4 * small} {
		file := filepath.Join(w.folder, fmt.Sprintf("memory-%d.csv", n))
		if err := makeCSV(file, "SO", n); err != nil {
			return nil, err
		}
		peak, err := peakOf(ctx, file, filepath.Join(w.folder, fmt.Sprintf("memory-%d", n)), n)
		if err != nil {
			return nil, err
		}
		peaks[i] = peak
	}
	what := fmt.Sprintf("peak memory, import of %d rows", 4*small)
	return []ratio{{what, peaks[1], peaks[0], "MB", 1.8, fmt.Sprintf("import of %d rows", small)}}, nil
}

// makeCSV writes n orders of the made-up shop as a text table; their numbers begin with prefix.
func makeCSV(path, prefix string, n int) (err error) {
	f, err := os.Create(path)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	buffered := bufio.NewWriter(f)
	t := csv.NewWriter(buffered)
	names := header()
	cells := make([]string, len(names))
	for i := -1; i < n; i++ {
		values := map[string]any{}
		if i >= 0 {
			values = row(i)
			values["order_number"] = fmt.Sprintf("%s-%06d", prefix, i)
		}
		for j, name := range names {
			cells[j] = name
			if i >= 0 {
				cells[j] = ""
				if v := values[name]; v != nil {
					cells[j] = fmt.Sprint(v)
				}
			}
		}
		if err := t.Write(cells); err != nil {
			return err
		}
	}
	t.Flush()
	return errors.Join(t.Error(), buffered.Flush())
}

// peakOf imports a file in a process of its own and returns the most memory that process had, in MB.
func peakOf(ctx context.Context, file, data string, rows int) (float64, error) {
	self, err := os.Executable()
	if err != nil {
		return 0, err
	}
	c := exec.CommandContext(ctx, self, "-import", file, "-into", data, "-rows", fmt.Sprint(rows))
	c.Stderr = os.Stderr
	if err := c.Run(); err != nil {
		return 0, fmt.Errorf("import in a process of its own: %w", err)
	}
	used, ok := c.ProcessState.SysUsage().(*syscall.Rusage)
	if !ok {
		return 0, errors.New("this system does not say how much memory a process had")
	}
	return float64(used.Maxrss) / 1024, os.RemoveAll(data)
}

// importAlone is the other process: it takes in one file and ends.
func importAlone(ctx context.Context, file, data string, rows int) error {
	shop, err := openShop(ctx, data)
	if err != nil {
		return err
	}
	return errors.Join(take(shop, file, rows), shop.Close())
}
