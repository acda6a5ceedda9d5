package page

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"ordertrail/track"
)

var update = flag.Bool("update", false, "write the pages that the tests compare with")

// goldenCase is one file of testdata/pages: what a page is drawn from.
type goldenCase struct {
	Shop     Shop               `json:"shop"`
	Language string             `json:"language"`
	Order    track.OrderState   `json:"order"`
	Carriers map[string]Carrier `json:"carriers"`
	Now      time.Time          `json:"now"`
	Zone     string             `json:"zone"`
	Expires  track.Date         `json:"expires"`
}

func readCase(t *testing.T, file string) Page {
	t.Helper()
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var c goldenCase
	decoder := json.NewDecoder(bytes.NewReader(text))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(&c); err != nil {
		t.Fatalf("%s: %v", file, err)
	}
	zone, err := time.LoadLocation(c.Zone)
	if err != nil {
		t.Fatal(err)
	}
	return Page{Shop: c.Shop, Language: languageOf(c.Language), Words: wordsIn(c.Language), Order: c.Order, Carriers: c.Carriers, Now: c.Now, Zone: zone, Expires: c.Expires}
}

// languageOf is a language there are words of.
func languageOf(code string) string {
	if code == "de" {
		return code
	}
	return "en"
}

func draw(t *testing.T, p Page) string {
	t.Helper()
	var b bytes.Buffer
	if err := Render(&b, p); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// cases lists testdata/pages; a case is a .json file, and the page it draws stands beside it as .html.
func cases(t *testing.T) []string {
	t.Helper()
	files, err := filepath.Glob("testdata/pages/*.json")
	if err != nil || len(files) < 25 {
		t.Fatalf("testdata/pages holds %d cases (%v); they are missing", len(files), err)
	}
	return files
}

func TestEveryCaseDrawsItsPage(t *testing.T) {
	t.Parallel()
	for _, file := range cases(t) {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".json"), func(t *testing.T) {
			t.Parallel()
			page := readCase(t, file)
			got := draw(t, page)
			if again := draw(t, page); again != got {
				t.Error("the same page drawn twice differs")
			}
			golden := strings.TrimSuffix(file, ".json") + ".html"
			if *update {
				if err := os.WriteFile(golden, []byte(got), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(golden)
			if err != nil {
				t.Fatalf("no page beside the case (go test -update writes it): %v", err)
			}
			if diff := cmp.Diff(string(want), got); diff != "" {
				t.Errorf("the page changed (-want +got):\n%s", diff)
			}
		})
	}
}

func TestEveryPhaseHasACase(t *testing.T) {
	t.Parallel()
	for _, phase := range track.Phases() {
		if _, err := os.Stat("testdata/pages/phase-" + string(phase) + ".json"); err != nil {
			t.Errorf("phase %s has no case: %v", phase, err)
		}
	}
}

func TestPagesWithoutACaseAreNotKept(t *testing.T) {
	t.Parallel()
	pages, err := filepath.Glob("testdata/pages/*.html")
	if err != nil {
		t.Fatal(err)
	}
	for _, page := range pages {
		if _, err := os.Stat(strings.TrimSuffix(page, ".html") + ".json"); err != nil {
			t.Errorf("%s has no case beside it", page)
		}
	}
}
