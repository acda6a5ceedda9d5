// Command corpora reads every file of a folder the way an import would and prints what was recognised: kind, profile and
// verdict, the rows and where each went, the time and the memory it took. Nothing is stored.
//
//	go run ./build/corpora FOLDER
//
// Each file is read in a process of its own, so that memory is that file's and a reader that breaks is told as such. Of
// files that may not be kept beside the program, expected.tsv keeps what they must come to, by the hash of their bytes;
// -expect prints its lines for a folder. It exits with 1 when counts do not add up, a file comes to something else than
// expected, or a reader breaks or does not come to an end.
package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"text/tabwriter"
	"time"
	_ "time/tzdata" // carriers' mails name zones
)

// longest is how long one file may take.
const longest = 3 * time.Minute

func main() {
	switch {
	case len(os.Args) == 3 && os.Args[1] == "-one":
		if err := json.NewEncoder(os.Stdout).Encode(read(context.Background(), os.Args[2])); err != nil {
			fmt.Fprintln(os.Stderr, "corpora:", err)
			os.Exit(1)
		}
	case len(os.Args) == 3 && os.Args[1] == "-expect":
		if err := expect(os.Stdout, os.Args[2], child); err != nil {
			fmt.Fprintln(os.Stderr, "corpora:", err)
			os.Exit(1)
		}
	case len(os.Args) == 2:
		sound, err := table(os.Stdout, os.Args[1], child)
		if err != nil {
			fmt.Fprintln(os.Stderr, "corpora:", err)
		}
		if err != nil || !sound {
			os.Exit(1)
		}
	default:
		fmt.Fprintln(os.Stderr, "usage: go run ./build/corpora [-expect] FOLDER")
		os.Exit(2)
	}
}

// child reads one file in a process of its own.
func child(path string) result {
	ctx, cancel := context.WithTimeout(context.Background(), longest)
	defer cancel()
	var out, told bytes.Buffer
	self, err := os.Executable()
	if err != nil {
		return result{Broke: err.Error()}
	}
	c := exec.CommandContext(ctx, self, "-one", path)
	c.Stdout, c.Stderr = &out, &told
	err = c.Run()
	var r result
	switch {
	case ctx.Err() != nil:
		return result{Broke: fmt.Sprintf("not read within %v", longest)}
	case err != nil:
		return result{Broke: firstLine(told.String(), err.Error())}
	}
	if err := json.Unmarshal(out.Bytes(), &r); err != nil {
		return result{Broke: fmt.Sprintf("answered %q", out.String())}
	}
	return r
}

func firstLine(text, otherwise string) string {
	if line, _, _ := strings.Cut(strings.TrimSpace(text), "\n"); line != "" {
		return line
	}
	return otherwise
}

// eachFile reads every file below folder, in the order of their names.
func eachFile(folder string, readOne func(path string) result, f func(name string, r result) error) error {
	return filepath.WalkDir(folder, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		name, err := filepath.Rel(folder, path)
		if err != nil {
			return err
		}
		return f(name, readOne(path))
	})
}

// table prints a row for every file below folder and a sum, and says whether all of it was sound.
func table(out io.Writer, folder string, readOne func(path string) result) (sound bool, err error) {
	w := tabwriter.NewWriter(out, 0, 4, 2, ' ', 0)
	fmt.Fprintln(w, "file\tkind\tprofile\trows\tnew\tchanged\tsame\tconflict\trejected\tignored\torders\tevents\tflags\tseconds\tMB\tverdict")
	sound = true
	var sum result
	files := 0
	err = eachFile(folder, readOne, func(name string, r result) error {
		sound = sound && r.Broke == "" && r.addsUp() && r.differs() == ""
		files++
		sum.add(r)
		_, err := fmt.Fprintln(w, r.row(name))
		return err
	})
	if err != nil {
		return false, err
	}
	sum.Kind = "all"
	fmt.Fprintln(w, sum.row(fmt.Sprintf("%d files", files)))
	return sound, w.Flush()
}
