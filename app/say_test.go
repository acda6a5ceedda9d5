package app

import (
	"os"
	"path/filepath"
	"regexp"
	"testing"
)

// Read a row as: in the files <glob>, what <pattern> finds is a code that a clerk may be told.
var toldCodes = []struct{ glob, pattern string }{
	{"../track/*.go", `Refusal\{"([a-z-]+)"`},
	{"scans*.go", `s\.say\([^,]+, "[a-z]+", "([a-z-]+[a-z])"`},
	{"scans*.go", `return "([a-z]+-[a-z-]+)"`},
}

func TestEveryCodeAClerkIsToldHasWords(t *testing.T) {
	t.Parallel()
	found := 0
	for _, row := range toldCodes {
		files, err := filepath.Glob(row.glob)
		if err != nil {
			t.Fatal(err)
		}
		for _, file := range files {
			text, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			for _, m := range regexp.MustCompile(row.pattern).FindAllStringSubmatch(string(text), -1) {
				found++
				if sayings[m[1]] == "" {
					t.Errorf("%s says %q, which has no words in sayings", file, m[1])
				}
			}
		}
	}
	for _, mode := range []string{modePick, modePack} {
		if sayings["nothing-to-"+mode] == "" {
			t.Errorf("nothing-to-%s has no words", mode)
		}
	}
	if found < 40 {
		t.Errorf("only %d codes were found: the patterns no longer fit the code", found)
	}
}
