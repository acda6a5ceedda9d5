// Command enmime reads every mail of a folder, for so many CPU seconds, with the library of that name and says what one took. It is a peer for the
// benchmark, in a module of its own: the program has none of its modules.
package main

import (
	"bytes"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"time"

	"github.com/jhillyerd/enmime"
)

func main() {
	seconds, err := strconv.ParseFloat(os.Args[2], 64)
	if err == nil {
		err = run(os.Args[1], seconds)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "enmime:", err)
		os.Exit(1)
	}
}

func run(folder string, seconds float64) error {
	var mails [][]byte
	err := filepath.WalkDir(folder, func(path string, d fs.DirEntry, err error) error {
		if err != nil || !strings.HasSuffix(path, ".eml") {
			return err
		}
		raw, err := os.ReadFile(path)
		mails = append(mails, raw)
		return err
	})
	if err != nil || len(mails) == 0 {
		return fmt.Errorf("no mails in %s: %w", folder, err)
	}
	passes, before := 0, used()
	for used()-before < seconds {
		for _, raw := range mails {
			_, _ = enmime.ReadEnvelope(bytes.NewReader(raw)) // what it cannot read it may refuse
		}
		passes++
	}
	fmt.Println((used()-before)/float64(passes*len(mails)), len(mails))
	return nil
}

// used is the CPU time of this process so far, in seconds.
func used() float64 {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		panic(err)
	}
	return (time.Duration(u.Utime.Nano()) + time.Duration(u.Stime.Nano())).Seconds()
}
