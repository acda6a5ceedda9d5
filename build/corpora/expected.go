package main

import (
	_ "embed"
	"fmt"
	"io"
	"strings"
)

// expectedTable holds a line a file: the hash of its bytes, its name for people, and what it must come to.
//
//go:embed expected.tsv
var expectedTable string

// expected is what files must come to, by the hash of their bytes.
var expected = func() map[string]string {
	out := map[string]string{}
	for line := range strings.Lines(expectedTable) {
		hash, rest, ok := strings.Cut(strings.TrimSuffix(line, "\n"), "\t")
		_, outcome, named := strings.Cut(rest, "\t")
		if !ok || !named || out[hash] != "" {
			panic("expected.tsv: a line is no hash, name and outcome, or names a file again: " + line)
		}
		out[hash] = outcome
	}
	return out
}()

// outcome is what a file came to, apart from the time and memory it took.
func (r result) outcome() string {
	if r.Refused != "" {
		return "refused"
	}
	out := fmt.Sprintf("%s rows=%d new=%d rejected=%d ignored=%d orders=%d events=%d flags=%d",
		strings.TrimSpace(r.Kind+" "+r.Profile), r.Rows, r.New, r.Rejected, r.Ignored, r.Orders, r.Events, r.Flags)
	if r.Mapped != "" {
		out += "; mapped as offered: " + r.Mapped
	}
	return out
}

// differs says what a file must have come to and did not; "" when it did, or nobody expects anything of it.
func (r result) differs() string {
	if want := expected[r.SHA256]; want != "" && want != r.outcome() {
		return "it is " + r.outcome() + ", not " + want
	}
	return ""
}

// expect prints the lines of expected.tsv for the files of a folder.
func expect(out io.Writer, folder string, readOne func(path string) result) error {
	return eachFile(folder, readOne, func(name string, r result) error {
		_, err := fmt.Fprintf(out, "%s\t%s\t%s\n", r.SHA256, name, r.outcome())
		return err
	})
}
