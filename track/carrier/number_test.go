package carrier

import (
	"os"
	"strings"
	"testing"
)

// publicNumber is one row of testdata/data/numbers.tsv.
type publicNumber struct {
	format, written string
	valid           bool
}

func publicNumbers(t *testing.T) []publicNumber {
	t.Helper()
	text, err := os.ReadFile("testdata/data/numbers.tsv")
	if err != nil {
		t.Fatal(err)
	}
	var out []publicNumber
	for i, line := range strings.Split(strings.TrimRight(string(text), "\n"), "\n") {
		c := strings.Split(line, "\t")
		if i == 0 {
			continue
		}
		out = append(out, publicNumber{format: strings.TrimRight(c[3], "_"), written: c[4], valid: c[6] == "valid"})
	}
	return out
}

// fitsFormat reports whether text is a number of the format; the 20-digit half of usps_legacy is a format of its own here.
func fitsFormat(text, format string) bool {
	for _, m := range matches(squeeze(text)) {
		if m.good && (m.id == format || m.id == format+"_20" && format == "usps_legacy") {
			return true
		}
	}
	return false
}

func TestEveryPublicNumberIsDecidedRight(t *testing.T) {
	t.Parallel()
	count := map[bool]int{}
	for _, n := range publicNumbers(t) {
		count[n.valid]++
		if got := fitsFormat(n.written, n.format); got != n.valid {
			t.Errorf("%q as %s: taken %v, want %v", n.written, n.format, got, n.valid)
		}
	}
	t.Log(count)
}
