package app

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"ordertrail/frontend"
	"ordertrail/track"
)

// Read a row as: in the files <glob>, what <pattern> finds is a code that a clerk may be told.
var toldCodes = []struct{ glob, pattern string }{
	{"../track/*.go", `Refusal\{"([a-z-]+)"`},
	{"scans*.go", `s\.say\([^,]+, "[a-z]+", "([a-z-]+[a-z])"`},
	{"scans*.go", `return "([a-z]+-[a-z-]+)"`},
}

func TestEveryCodeAClerkIsToldHasWords(t *testing.T) {
	t.Parallel()
	words := english(t).config.Words
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
				if words["scan."+m[1]] == "" {
					t.Errorf("%s says %q, and the catalogue has no words for scan.%s", file, m[1], m[1])
				}
			}
		}
	}
	for _, mode := range []string{modePick, modePack} {
		if words["scan.nothing-to-"+mode] == "" {
			t.Errorf("the catalogue has no words for scan.nothing-to-%s", mode)
		}
	}
	if found < 40 {
		t.Errorf("only %d codes were found: the patterns no longer fit the code", found)
	}
}

func TestEveryRefusalAtADeskHasWords(t *testing.T) {
	t.Parallel()
	words := english(t).config.Words
	text, err := os.ReadFile("../track/authority_check.go")
	if err != nil {
		t.Fatal(err)
	}
	codes := regexp.MustCompile(`refuse\("([a-z-]+)"`).FindAllStringSubmatch(string(text), -1)
	if len(codes) < 6 {
		t.Errorf("only %d codes were found: the pattern no longer fits the code", len(codes))
	}
	for _, m := range codes {
		if words["error."+m[1]] == "" {
			t.Errorf("the catalogue has no words for error.%s", m[1])
		}
	}
}

func english(t *testing.T) *App {
	t.Helper()
	words, err := ParseWords(frontend.English)
	if err != nil {
		t.Fatal(err)
	}
	a := New()
	a.config.Words = words
	return a
}

// Read a row as: a verdict with this code, these arguments and this subject is told in these words.
func TestVerdictsNameWhatTheyAreAbout(t *testing.T) {
	t.Parallel()
	a := english(t)
	for _, c := range []struct {
		verdict ScanVerdict
		want    string
	}{
		{ScanVerdict{Code: "picked", Meaning: "line-item", Raw: "LMP-1", Item: "Lamp", Args: []string{"1001", "Lamp"}}, "Lamp: Picked and counted."},
		{ScanVerdict{Code: "wrong-item", Meaning: "line-item", Raw: "MUG-2", Args: []string{"1001"}}, "MUG-2: Not in order 1001. Nothing was counted. Put it back."},
		{ScanVerdict{Code: "opened", Meaning: "order", Raw: "1001", Args: []string{"1001"}}, "Order 1001 is open."},
		{ScanVerdict{Code: "handed-over", Meaning: "tracking", Raw: "]C11Z999", Parcel: "P7KQ2", Args: []string{"P7KQ2", "UPS"}}, "P7KQ2: Scanned out to UPS."},
		{ScanVerdict{Code: "mode", Meaning: "command", Raw: "OT.MODE.PACK", Args: []string{"pack"}}, "Now working on pack."},
		{ScanVerdict{Code: "packed", Meaning: "command", Raw: "OT.FINISH", Parcel: "P7KQ2", Args: []string{"1001", "P7KQ2", "0"}}, "P7KQ2: The box is closed."},
		{ScanVerdict{Code: "undone", Meaning: "command", Raw: "OT.UNDO", Args: []string{"Lamp"}}, "Lamp: Taken back."},
	} {
		if got := a.verdictText(c.verdict); got != c.want {
			t.Errorf("%s is told as %q, want %q", c.verdict.Code, got, c.want)
		}
	}
}

func TestNextStepsNameItemNumberAndShelf(t *testing.T) {
	t.Parallel()
	a := english(t)
	for _, c := range []struct {
		bench Bench
		want  string
	}{
		{Bench{NextCode: "scan_item", NextItem: "Lamp", NextLeft: 2, NextBin: "A-3"}, "Scan Lamp. 2 to scan. Shelf A-3."},
		{Bench{NextCode: "scan_label"}, "Scan the label"},
		{Bench{NextCode: "scan_parcel", Todo: 3, Done: 2}, "Scan a parcel"},
		{Bench{NextCode: "scan_parcel", Todo: 3, Done: 3}, "finish hand-over"},
	} {
		if got := a.nextText(c.bench); got != c.want {
			t.Errorf("%+v is told as %q, want %q", c.bench, got, c.want)
		}
	}
}

func TestARefusalAtADeskHasTheWordsOfAnError(t *testing.T) {
	t.Parallel()
	a := english(t)
	if got := a.refused(&track.Refusal{Code: "on-hold", Args: []string{"1001"}}); got.Message != "Order 1001 is on hold already." || got.Code != "on-hold" {
		t.Errorf("%+v", got)
	}
	if got := a.refused(&track.Refusal{Code: "voided", Args: []string{"P7KQ2"}}); got.Message != "The label of P7KQ2 was voided. Make a new one." {
		t.Errorf("%+v", got)
	}
}

// Read a row as: in the files of package importers, what <pattern> finds names words of the family problem, with <before> it.
var remarks = []struct{ pattern, before string }{
	{`says\("([a-z.-]+[a-z])"`, ""},
	{`missing\([^\n]*, "([a-z]+)"\)`, "missing-value."},
	{`add\([^\n"]*(?:"[a-z_]+", )?"([a-z]+)"(?:, [a-zA-Z.]+)?\)`, "missing-column."},
	{`^\s+(?:odd|Odd)\w+\s+= "([a-z-]+)"`, ""},
}

func TestEverythingAnImporterRemarksHasWords(t *testing.T) {
	t.Parallel()
	words := english(t).config.Words
	files, err := filepath.Glob("../importers/*.go")
	if err != nil {
		t.Fatal(err)
	}
	found := map[string]bool{}
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, row := range remarks {
			for _, m := range regexp.MustCompile(`(?m)`+row.pattern).FindAllStringSubmatch(string(text), -1) {
				found[row.before+m[1]] = true
			}
		}
	}
	for key := range found {
		if words["problem."+key] == "" && words["problem."+key+".few"] == "" {
			t.Errorf("an importer remarks %q, and the catalogue has no words for problem.%s", key, key)
		}
	}
	for key := range words {
		said, ours := strings.CutPrefix(key, "problem.")
		if base, _, _ := strings.Cut(said, "."); ours && !found[said] && !found[base] {
			t.Errorf("no importer remarks %s", key)
		}
	}
	if len(found) < 40 {
		t.Errorf("only %d remarks were found: the patterns no longer fit the code", len(found))
	}
}
