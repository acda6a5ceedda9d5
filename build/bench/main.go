//go:build unix

// Command bench measures what the program costs against what it cannot cost less than, or what a plain recipe costs, and
// prints one table of ratios. Both sides of a ratio run in turn, on the same made-up input, and only after their results
// were found equal.
//
//	go run ./build/bench [-orders 20000] [-only rebuild,memory]
//
// It always exits with 0 when it could measure: a ratio beyond its aim is shown, not hidden, and is no failure on a busy
// machine. The package is no part of the program.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"runtime/pprof"
	"slices"
	"strings"
	"syscall"
	"text/tabwriter"
	"time"
	_ "time/tzdata"
)

// ratio is one row of the table.
type ratio struct {
	what       string
	ours, peer float64 // of one unit
	unit       string
	aim        float64
	against    string
}

// stage is one measurement; later ones find what earlier ones made in the work.
type stage struct {
	name  string
	run   func(context.Context, *work) ([]ratio, error)
	alone bool
}

// stages is everything that is measured, in order. Read a row as: <name> makes the rows that <run> returns; it needs
// nothing of the import before it, or it does.
var stages = []stage{
	{"read a workbook", readWorkbook, true},
	{"other workbooks", readOthers, true},
	{"peak of reading", readMemory, true},
	{"import", bulkImport, true},
	{"scan commit", scanCommit, false},
	{"scans meanwhile", scansMeanwhile, true},
	{"search", search, false},
	{"order page", orderPage, false},
	{"screens", screens, false},
	{"rebuild and sweep", rebuildAndSweep, true},
	{"large shop", largeScreens, true},
	{"words", wordsOfMany, true},
	{"memory", importMemory, true},
	{"mails", readMails, true},
	{"imap", fetchMailbox, true},
}

func main() {
	orders := flag.Int("orders", 20_000, "orders of the made-up shop, one row each")
	keep := flag.String("large", "", "keep the large shop in this folder, and measure the one that lies there")
	mails := flag.String("mails", "importers/mail/testdata", "read the mails of this folder, against a peer")
	only := flag.String("only", "", "measure only the stages whose names hold one of these words, separated by commas")
	file, into := flag.String("import", "", "only take this file in"), flag.String("into", "", "into the shop in this folder")
	rows := flag.Int("rows", 0, "of which so many rows are new")
	read := flag.String("read", "", "only read this workbook")
	profile := flag.String("profile", "", "write a CPU profile of all that is measured to this file")
	flag.Parse()
	ctx := context.Background()
	done, err := profiled(*profile)
	switch {
	case err != nil:
	case *read != "":
		err = readAlone(*read)
	case *file != "":
		err = importAlone(ctx, *file, *into, *rows)
	default:
		err = run(ctx, *orders, *keep, *mails, strings.Split(*only, ","))
	}
	if err = errors.Join(err, done()); err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

// profiled writes a CPU profile to a file until done is called; without a name it does nothing.
func profiled(file string) (done func() error, err error) {
	if file == "" {
		return func() error { return nil }, nil
	}
	f, err := os.Create(file)
	if err != nil {
		return func() error { return nil }, err
	}
	return func() error {
		pprof.StopCPUProfile()
		return f.Close()
	}, pprof.StartCPUProfile(f)
}

// isWanted reports whether a stage is asked for.
func (s stage) isWanted(words []string) bool {
	return slices.ContainsFunc(words, func(word string) bool { return strings.Contains(s.name, strings.TrimSpace(word)) })
}

func run(ctx context.Context, orders int, keep, mails string, only []string) error {
	w, err := newWork(orders)
	if err != nil {
		return err
	}
	w.keep, w.mails = keep, mails
	defer w.close()
	fmt.Printf("%d orders, seeded; CPU is user and system time of the process, the rest is wall time\n", orders)
	var rows []ratio
	for _, s := range stages {
		if !s.isWanted(only) {
			continue
		}
		begun := time.Now()
		if !s.alone && w.shop == nil {
			if err := w.fillShop(ctx); err != nil {
				return fmt.Errorf("make the shop: %w", err)
			}
		}
		found, err := s.run(ctx, w)
		if err != nil {
			return fmt.Errorf("%s: %w", s.name, err)
		}
		fmt.Fprintf(os.Stderr, "%s: %.1f s\n", s.name, time.Since(begun).Seconds())
		rows = append(rows, found...)
	}
	return show(rows)
}

// show prints the table. A row without a peer is a plain figure.
func show(rows []ratio) error {
	t := tabwriter.NewWriter(os.Stdout, 0, 4, 2, ' ', 0)
	fmt.Fprintln(t, "what\tours\tpeer\tratio\taim\t\tagainst")
	for _, r := range rows {
		if r.peer == 0 {
			fmt.Fprintf(t, "%s\t%.4g %s\t\t\t\t\t%s\n", r.what, r.ours, r.unit, r.against)
			continue
		}
		seen, verdict, aim := r.ours/r.peer, "", ""
		if r.aim > 0 {
			verdict, aim = "within", fmt.Sprintf("≤ %.3g", r.aim)
			if seen > r.aim {
				verdict = "BEYOND"
			}
		}
		fmt.Fprintf(t, "%s\t%.4g %s\t%.4g %s\t%.3f\t%s\t%s\t%s\n", r.what, r.ours, r.unit, r.peer, r.unit, seen, aim, verdict, r.against)
	}
	return t.Flush()
}

// cpu is the processor time that f takes in this process and in the processes it waits for.
func cpu(f func() error) (float64, error) {
	before := used()
	err := f()
	return used() - before, err
}

func used() float64 {
	total := 0.0
	for _, who := range []int{syscall.RUSAGE_SELF, syscall.RUSAGE_CHILDREN} {
		var u syscall.Rusage
		if err := syscall.Getrusage(who, &u); err != nil {
			panic(err) // asks for a process that does not exist: a programming error
		}
		for _, t := range []syscall.Timeval{u.Utime, u.Stime} {
			total += float64(t.Sec) + float64(t.Usec)/1e6
		}
	}
	return total
}

// inTurn calls every f n times, one after the other, and returns the median milliseconds of each.
func inTurn(n int, fs ...func(i int) error) ([]float64, error) {
	taken := make([][]time.Duration, len(fs))
	for i := range n {
		for j, f := range fs {
			begun := time.Now()
			if err := f(i); err != nil {
				return nil, err
			}
			taken[j] = append(taken[j], time.Since(begun))
		}
	}
	out := make([]float64, len(fs))
	for j := range fs {
		slices.Sort(taken[j])
		out[j] = float64(taken[j][n/2].Microseconds()) / 1000
	}
	return out, nil
}
