package mail

import (
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"runtime"
	"strings"
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

// TestANoticeDoesNotHoldItsMail keeps what some long mails say, and little more.
func TestANoticeDoesNotHoldItsMail(t *testing.T) { // alone: it measures memory
	long := strings.Repeat("Thank you for your order, which we enjoyed to pack. ", 4000)
	heap := func() int64 {
		runtime.GC()
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		return int64(m.HeapAlloc)
	}
	read := func() Notice {
		n := Read([]byte("From: UPS <mcinfo@ups.com>\r\nDate: Mon, 18 May 2026 14:05:00 -0400\r\nSubject: Your UPS Package was delivered\r\n\r\n"+
			"Your package was delivered.\r\nTracking Number: 1Z999AA10123456784\r\n\r\n"+long), time.UTC)
		if n.Verdict != IsNotice {
			t.Fatalf("it is not read: %s", n.Why)
		}
		return n
	}
	kept := []Notice{read()} // the tables stay in memory from the first on
	before := heap()
	for range 20 {
		kept = append(kept, read())
	}
	if more, one := heap()-before, int64(len(long)); more > 4*one {
		t.Errorf("%d notices of mails of %d bytes hold %d", len(kept), one, more)
	}
	runtime.KeepAlive(kept)
}
