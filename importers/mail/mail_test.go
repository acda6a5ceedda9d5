package mail

import (
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "write what was read as the expectation")

// Every mail in testdata has its expectation beside it: adding a mail is adding a file, and a mail without an expectation
// fails until somebody has looked at what was read and put it there with -update.
func TestEveryMailIsReadAsExpected(t *testing.T) {
	mails, err := filepath.Glob("testdata/*/*.eml")
	if err != nil || len(mails) == 0 {
		t.Fatalf("no mails in testdata: %v", err)
	}
	zone, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range mails {
		t.Run(filepath.Base(name), func(t *testing.T) {
			raw, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			got, err := json.MarshalIndent(Read(raw, zone), "", "  ")
			if err != nil {
				t.Fatal(err)
			}
			wanted := name[:len(name)-len(".eml")] + ".json"
			if *update {
				if err := os.WriteFile(wanted, append(got, '\n'), 0o644); err != nil {
					t.Fatal(err)
				}
				return
			}
			want, err := os.ReadFile(wanted)
			if err != nil {
				t.Fatalf("%s has no expectation; it reads as\n%s", name, got)
			}
			if diff := cmp.Diff(string(want), string(got)+"\n"); diff != "" {
				t.Errorf("%s reads differently (-want +got)\n%s", name, diff)
			}
		})
	}
}

func TestEveryExpectationHasItsMail(t *testing.T) {
	t.Parallel()
	wanted, _ := filepath.Glob("testdata/*/*.json")
	for _, name := range wanted {
		if _, err := os.Stat(name[:len(name)-len(".json")] + ".eml"); err != nil {
			t.Errorf("%s expects a mail that is not there", name)
		}
	}
}
