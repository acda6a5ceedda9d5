package cli

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// What is counted is said by the catalogue, which knows one and many: a format that writes "%d rows" says "1 rows".
func TestNothingIsCountedByItsPluralAlone(t *testing.T) {
	t.Parallel()
	counted := regexp.MustCompile(`%\d*d (?:rows|parcels|mails|orders|pages|bytes|facts|files|tasks|cases|rules|notices|units)\b[^"]*"`)
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		if strings.HasSuffix(file, "_test.go") {
			continue
		}
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for n, line := range strings.Split(string(text), "\n") {
			if found := counted.FindString(line); found != "" && !strings.Contains(line, "usage(") && !strings.Contains(line, "fmt.Errorf(") {
				t.Errorf("%s:%d says %s: say it by s.number", file, n+1, found)
			}
		}
	}
}
