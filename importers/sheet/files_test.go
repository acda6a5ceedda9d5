package sheet

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "write what is read as what is expected")

// TestFilesOfOtherProgramsAreReadAsExpected reads every file in testdata/files. What comes of it, rows or refusal, is
// in the file of the same name with .golden behind it; a file without one fails, and so does one without its file.
func TestFilesOfOtherProgramsAreReadAsExpected(t *testing.T) {
	t.Parallel()
	all, err := filepath.Glob("testdata/files/*")
	if err != nil || len(all) == 0 {
		t.Fatalf("no files: %v", err)
	}
	for _, path := range all {
		if source, isGolden := strings.CutSuffix(path, ".golden"); isGolden {
			if _, err := os.Stat(source); err != nil {
				t.Errorf("%s expects a file that is not there", path)
			}
			continue
		}
		file, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		got := told(t, filepath.Base(path), file)
		if *update {
			if err := os.WriteFile(path+".golden", []byte(got), 0o644); err != nil {
				t.Fatal(err)
			}
			continue
		}
		want, err := os.ReadFile(path + ".golden")
		if err != nil {
			t.Errorf("%s: nothing says what is expected: %v", path, err)
			continue
		}
		if diff := cmp.Diff(string(want), got); diff != "" {
			t.Errorf("%s:\n%s", path, diff)
		}
	}
}

// told is all that reading a file shows.
func told(t *testing.T, name string, file []byte) string {
	rows, err := readAll(name, file, Options{})
	if err != nil {
		return fmt.Sprintf("%s\n%s\n", codeOf(err), inWords(err))
	}
	var b strings.Builder
	fmt.Fprintf(&b, "%+v\n", foundIn(t, file, Options{}))
	for _, row := range rows {
		fmt.Fprintf(&b, "%s\n", strings.NewReplacer("\n", `\n`, "\r", `\r`).Replace(row))
	}
	return b.String()
}
