//go:build window

// Package windowtest starts the real window on a display of its own, types scans into it as a scanner does, and looks at
// what the shop's file holds afterwards.
package windowtest

import (
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"
)

func TestTheWindowNeedsADisplay(t *testing.T) {
	c := exec.Command(program(t, "ordertrail-window"), "--data", t.TempDir())
	c.Env = environment("HOME="+t.TempDir(), "DISPLAY=", "WAYLAND_DISPLAY=")
	var said strings.Builder
	c.Stdout, c.Stderr = &said, &said
	err := c.Run()
	if code := c.ProcessState.ExitCode(); code != 2 {
		t.Errorf("exit code %d (%v), want 2", code, err)
	}
	if lines := strings.Split(strings.TrimSpace(said.String()), "\n"); len(lines) != 1 || !strings.Contains(lines[0], "no display") {
		t.Errorf("it said %q, want one line about the display", said.String())
	}
}

// Read a row as: after <keys> the screen <name> is shown, and codes are scanned there that begin with <prefix>.
var screens = []struct{ name, keys, prefix string }{
	{"today", "ctrl+1", "WT"},
	{"orders", "ctrl+2", "WO"},
	{"imports", "ctrl+4", "WI"},
	{"palette", "ctrl+k", "WP"},
	{"station", "F9", "WS"},
}

func TestScansTypedIntoTheWindowAreRecorded(t *testing.T) {
	shop := sampleShop(t)
	before := events(t, shop, "MH-20433")
	w := openWindow(t, shop)
	var unknown []string
	for _, s := range screens {
		w.press(s.keys)
		w.settled()
		for n := range 6 {
			code := s.prefix + strings.Repeat("7", n+2) + "-" + string(rune('A'+n)) + "x"
			unknown = append(unknown, code)
			w.scan(code)
		}
		if s.name == "palette" {
			w.press("Escape")
		}
		w.settled()
		w.picture(s.name)
	}
	w.scan("CUSH-VLV") // the last item of the order on the bench
	w.scan("1Z999AA10123456784")
	w.settled()
	w.picture("verdict")
	w.close()

	t.Run("every unknown code is kept once", func(t *testing.T) {
		slices.Sort(unknown)
		if got := keptCodes(t, shop, unknown[0][:1]); !slices.Equal(got, unknown) {
			t.Errorf("kept %q\nwant %q", got, unknown)
		}
	})
	t.Run("the box on the bench is packed, closed and labelled, and nothing else happened to it", func(t *testing.T) {
		got := events(t, shop, "MH-20433")
		if want := append(before, "packed", "closed", "labelled"); !slices.Equal(got, want) {
			t.Errorf("its story is %q\nwant %q", got, want)
		}
	})
	t.Run("the file is sound", func(t *testing.T) {
		run(t, program(t, "ordertrail"), "--data", shop, "verify")
	})
}

// toldFolder holds what the tests share; TestMain makes and removes it.
var toldFolder string

// told makes the sample shop that the tests begin with, once and only when one needs it.
var told = sync.OnceValue(func() error {
	demo, err := filepath.Abs(filepath.Join("..", "bin", "ordertrail"))
	if err != nil {
		return err
	}
	return exec.Command(demo, "demo", filepath.Join(toldFolder, "shop")).Run()
})

func TestMain(m *testing.M) {
	var err error
	if toldFolder, err = os.MkdirTemp("", "ordertrail-window"); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	code := m.Run()
	_ = os.RemoveAll(toldFolder)
	os.Exit(code) // the tests' own result
}

// sampleShop makes a sample shop of its own for a test.
func sampleShop(t *testing.T) string {
	t.Helper()
	program(t, "ordertrail")
	if err := told(); err != nil {
		t.Fatalf("make the sample shop: %v", err)
	}
	shop := filepath.Join(t.TempDir(), "shop")
	if err := os.CopyFS(shop, os.DirFS(filepath.Join(toldFolder, "shop"))); err != nil {
		t.Fatal(err)
	}
	return shop
}

// events are the kinds of what happened to an order, as it was learned.
func events(t *testing.T, shop, order string) []string {
	t.Helper()
	var shown struct {
		Events []struct{ Kind, Recorded, Event string }
	}
	decode(t, run(t, program(t, "ordertrail"), "--data", shop, "order", "show", order, "--json"), &shown)
	slices.Reverse(shown.Events) // the newest comes first, of one moment too
	slices.SortStableFunc(shown.Events, func(a, b struct{ Kind, Recorded, Event string }) int {
		return instant(t, a.Recorded).Compare(instant(t, b.Recorded))
	})
	var kinds []string
	for _, e := range shown.Events {
		kinds = append(kinds, e.Kind)
	}
	return kinds
}

func instant(t *testing.T, text string) time.Time {
	t.Helper()
	at, err := time.Parse(time.RFC3339Nano, text)
	if err != nil {
		t.Fatal(err)
	}
	return at
}

func decode(t *testing.T, text string, into any) {
	t.Helper()
	if err := json.Unmarshal([]byte(text), into); err != nil {
		t.Fatalf("%v in %s", err, text)
	}
}
