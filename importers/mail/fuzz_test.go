package mail

import (
	"bytes"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
)

func FuzzRead(f *testing.F) {
	mails, _ := filepath.Glob("testdata/*/*.eml")
	for _, name := range mails {
		if raw, err := os.ReadFile(name); err == nil && len(raw) < 8<<10 {
			f.Add(raw)
		}
	}
	f.Fuzz(func(t *testing.T, raw []byte) {
		n := Read(raw, time.UTC)
		if d := cmp.Diff(Reader{unsifted: true}.Read(raw), n); d != "" {
			t.Fatalf("the sieve changes what is read: %s", d)
		}
		if n.Why != "" && n.Why[:min(10, len(n.Why))] == "unreadable" && len(n.Problems) > 0 && n.Problems[0] == "unreadable: reading stopped inside the message" {
			t.Fatal("reading panicked")
		}
		switch n.Verdict {
		case IsNotice:
			if len(n.Events) == 0 {
				t.Error("a notice without events")
			}
		case NotNotice, Unknown:
			if len(n.Events) != 0 || n.Why == "" {
				t.Errorf("%s with %d events and reason %q", n.Verdict, len(n.Events), n.Why)
			}
		default:
			t.Errorf("verdict %q", n.Verdict)
		}
		for _, e := range n.Events {
			if e.Tracking == "" && e.Order == "" {
				t.Errorf("an event about nothing: %+v", e)
			}
			if e.Phase != "" && !e.Phase.Known() || len([]rune(e.Evidence)) > 160 {
				t.Errorf("a bad event: %+v", e)
			}
			if _, err := e.Occurred.At(time.UTC); e.Occurred != "" && err != nil {
				t.Errorf("a bad time: %v", err)
			}
			if e.EstimatedOn != "" && e.EstimatedOn.Start(time.UTC).IsZero() {
				t.Errorf("a bad day: %q", e.EstimatedOn)
			}
		}
	})
}

func FuzzHTMLText(f *testing.F) {
	for _, s := range append(oddPages, "<p>x", "<table><tr><td>a<td>b", "<div style='display:none'>", "<!--", "<script>", "&#x110000;", "\xff") {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, page string) {
		text, links := HTMLText(page)
		if wanted, reach := tokenizedText(page); text != wanted || !slices.Equal(links, reach) {
			t.Errorf("%q is read as %q %q, the tokenizer says %q %q", page, text, links, wanted, reach)
		}
		if !utf8.ValidString(text) {
			t.Errorf("not UTF-8: %q", text)
		}
		if len(links) > 500 || tidyLines(text) != text {
			t.Errorf("not tidy: %q", text)
		}
	})
}

func FuzzSplit(f *testing.F) {
	f.Add([]byte("From a@b Fri Mar 13 10:20:00 2026\nA: 1\n\n>From x\n\n"))
	f.Fuzz(func(t *testing.T, box []byte) {
		total := 0
		if err := Split(bytes.NewReader(box), func(at int64, raw []byte) error {
			total += len(raw)
			return again(t, box[at:], raw)
		}); err != nil {
			t.Fatal(err)
		}
		if total > len(box) {
			t.Errorf("%d bytes out of %d", total, len(box))
		}
	})
}

// FuzzCopied: whatever somebody copies, either nothing is said or every step is of one parcel and has a day and a meaning.
func FuzzCopied(f *testing.F) {
	f.Add("UPS\n1Z5R89390357567127\n05/26/2026\t10:23 A.M.\tLeeds\tDELIVERED\n05/25/2026\t9:00\tArrived at Facility\n")
	f.Add("Tracking Number:\n9400111206206406260787\nDelivered\nSPRINGFIELD\nMay 26, 2026, 2:14 pm\nOut for Delivery\nX\nMay 26, 2026, 7:10 am\n")
	f.Add("DHL Express\n3318810025\nTuesday, May 26, 2026\n10:23 Delivered\n08:02 Arrived at Sort Facility\n")
	f.Add("DHL Paket\n00340434161094042557\nDi, 26.05.2026\n11:14 Uhr\nHamburg\nZugestellt\n08:03 Uhr\nHamburg\nIn Zustellung\n")
	f.Add("UPS\n1Z5R89390357567127\n11:14\n26 de mayo de 2026\nEntregado\n08h03\n26 de mayo de 2026\nEn reparto\n")
	f.Fuzz(func(t *testing.T, text string) {
		p, why := readCopied(text)
		if why != "" {
			return
		}
		for _, e := range p.events {
			if e.Tracking != p.tracking || e.Carrier == "" || e.Occurred == "" || e.Phase == "" && e.Reason == "" && e.Flag == "" {
				t.Fatalf("a step says %+v", e)
			}
		}
	})
}
