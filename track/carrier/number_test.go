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

// T1: 163 valid and 75 invalid public numbers, and 31 of USPS by structure, are all decided right. The file holds a few more.
func TestEveryPublicNumberIsDecidedRight(t *testing.T) {
	t.Parallel()
	count, usps := map[bool]int{}, 0
	for _, n := range publicNumbers(t) {
		count[n.valid]++
		if n.valid && strings.HasPrefix(n.format, "usps") {
			usps++
		}
		if got := fitsFormat(n.written, n.format); got != n.valid {
			t.Errorf("%q as %s: taken %v, want %v", n.written, n.format, got, n.valid)
		}
	}
	if count[true] < 163 || count[false] < 75 || usps < 31 {
		t.Errorf("%d valid and %d invalid numbers, %d of USPS: some are missing", count[true], count[false], usps)
	}
}

func TestEveryFormatDecidesItsOwnNumbers(t *testing.T) {
	t.Parallel()
	for _, id := range IDs() {
		for _, f := range tables().carriers[id].formats {
			if f.trust != trustHinted && (len(f.valid) == 0 || len(f.invalid) == 0) {
				t.Errorf("%s lacks a valid or an invalid number of its own", f.id)
			}
			for _, n := range f.valid {
				if !fitsFormat(n, f.id) {
					t.Errorf("%s rejects its own %q", f.id, n)
				}
			}
			for _, n := range f.invalid {
				if fitsFormat(n, f.id) {
					t.Errorf("%s takes %q", f.id, n)
				}
			}
		}
	}
}

// The test vectors of the public formats: each is taken by somebody, or by nobody.
func TestTheVectors(t *testing.T) {
	t.Parallel()
	for _, n := range strings.Fields(`1Z5R89390357567127 K1506235620 986578788855 9611020987654312345672 568283610012734 000123450000000027
		9400111206206406260787 420787459400111206206406260787 RB123456785GB 3318810025 09980000020033F 320595463938 07209562763
		0073938000549297 C11031500001879 D10011354453707 TBA000000000000`) {
		if len(Recognise(n, Hints{})) == 0 {
			t.Errorf("nobody claims %s", n)
		}
	}
	for _, n := range strings.Fields(`2Z5R89390357567127 K1506235622 996578788855 9434611206206407667131 RB123456786US RB123456785XX 3318810010
		320595463939 0073938000549292 09980000020033D TBB000000000000`) {
		if got := Recognise(n, Hints{}); len(got) > 0 {
			t.Errorf("%s is claimed as %+v", n, got)
		}
	}
}
