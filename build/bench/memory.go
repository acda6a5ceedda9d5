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
	"strings"
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
		data := filepath.Join(w.folder, fmt.Sprintf("memory-%d", n))
		peak, err := peakOf(ctx, "-import", file, "-into", data, "-rows", fmt.Sprint(n))
		if err = errors.Join(err, os.RemoveAll(data)); err != nil {
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

// peakOf runs this program once more with other flags and returns the most memory that process had, in MB. The process says
// so itself: what the system says of a child begins at what its parent had.
func peakOf(ctx context.Context, flags ...string) (float64, error) {
	self, err := os.Executable()
	if err != nil {
		return 0, err
	}
	c := exec.CommandContext(ctx, self, flags...)
	c.Stderr = os.Stderr
	said, err := c.Output()
	if err != nil {
		return 0, fmt.Errorf("run in a process of its own: %w", err)
	}
	var peak float64
	_, err = fmt.Sscanf(string(said), "peak %f MB", &peak)
	return peak, err
}

// sayPeak prints the most memory this process had.
func sayPeak() error {
	peak, err := ownPeak()
	if err == nil {
		_, err = fmt.Printf("peak %.1f MB\n", peak)
	}
	return err
}

// ownPeak is the most memory this process had so far, in MB.
func ownPeak() (float64, error) {
	var used syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &used); err != nil {
		return 0, err
	}
	kilobytes := float64(used.Maxrss)
	if status, err := os.ReadFile("/proc/self/status"); err == nil { // Linux: of this program alone
		if _, after, ok := strings.Cut(string(status), "VmHWM:"); ok {
			_, err = fmt.Sscan(after, &kilobytes)
		}
		if err != nil {
			return 0, err
		}
	}
	return kilobytes / 1024, nil
}

// importAlone is the other process: it takes in one file and ends.
func importAlone(ctx context.Context, file, data string, rows int) error {
	shop, err := openShop(ctx, data)
	if err != nil {
		return err
	}
	return errors.Join(take(shop, file, rows), shop.Close(), sayPeak())
}
