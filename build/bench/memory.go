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

	"ordertrail/app"
)

// smallImport is how many orders the smaller file has, at least: enough that their drafts are not kept.
const smallImport = 25_000

// importMemory sets what an import of a file takes at most in memory against one of a quarter of the rows, and what a row costs at
// its end against one at its beginning. Each runs in a process of its own.
func importMemory(ctx context.Context, w *work) ([]ratio, error) {
	small := max(smallImport, w.orders/4)
	var told [2]effort
	for i, n := range []int{small, 4 * small} {
		file := filepath.Join(w.folder, fmt.Sprintf("memory-%d.csv", n))
		if err := makeCSV(file, "SO", n); err != nil {
			return nil, err
		}
		data := filepath.Join(w.folder, fmt.Sprintf("memory-%d", n))
		alone, err := effortOf(ctx, "-import", file, "-into", data, "-rows", fmt.Sprint(n))
		if err = errors.Join(err, os.RemoveAll(data)); err != nil {
			return nil, err
		}
		told[i] = alone
	}
	what := fmt.Sprintf("peak memory, import of %d rows", 4*small)
	return []ratio{
		{what, told[1].peak, told[0].peak, "MB", 1.8, fmt.Sprintf("import of %d rows", small)},
		{"   … a row of its last fifth", told[1].last, told[1].first, "CPU µs", 0, "a row of its first fifth"},
		{what: "   … all of it", ours: told[1].cpu, unit: "CPU s", against: "no peer"},
	}, nil
}

// effort is what a process took: memory in MB, processor time in seconds, and of an import that of a row at both ends in
// microseconds.
type effort struct{ peak, cpu, first, last float64 }

const saidEffort = "peak %f MB, %f CPU s, a row %f µs in the first fifth and %f µs in the last\n"

// pace notes when each fifth of an import begins, in processor time.
type pace [6]float64

// hear listens to how far the import is.
func (p *pace) hear(_ string, body any) {
	at, is := body.(app.Progress)
	if !is || at.Code != "writing" || at.Total == 0 {
		return
	}
	if fifth := &p[at.Done*5/at.Total]; *fifth == 0 {
		*fifth = used()
	}
}

// ofRow is what each row of a fifth took, in microseconds.
func (p *pace) ofRow(fifth, rows int) float64 {
	return (p[fifth+1] - p[fifth]) / max(1, float64(rows)/5) * 1e6
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

// effortOf runs this program once more with other flags and returns what that process took. The process says so itself: what the
// system says of a child begins at what its parent had.
func effortOf(ctx context.Context, flags ...string) (e effort, err error) {
	self, err := os.Executable()
	if err != nil {
		return e, err
	}
	c := exec.CommandContext(ctx, self, flags...)
	c.Stderr = os.Stderr
	said, err := c.Output()
	if err != nil {
		return e, fmt.Errorf("run in a process of its own: %w", err)
	}
	_, err = fmt.Sscanf(string(said), saidEffort, &e.peak, &e.cpu, &e.first, &e.last)
	return e, err
}

// sayEffort prints what this process took; it imported so many rows at a pace.
func sayEffort(p pace, rows int) error {
	peak, err := ownPeak()
	if err == nil {
		_, err = fmt.Printf(saidEffort, peak, used(), p.ofRow(0, rows), p.ofRow(4, rows))
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
	var p pace
	shop.OnEmit(p.hear)
	err = take(shop, file, rows)
	p[5] = used()
	return errors.Join(err, shop.Close(), sayEffort(p, rows))
}
