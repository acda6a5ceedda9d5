package app

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestTheLogBeginsAnewAndKeepsTheOneBefore(t *testing.T) {
	t.Parallel()
	l := &logFile{path: filepath.Join(t.TempDir(), "logs", "ordertrail.log"), most: 10}
	for _, line := range []string{"first line\n", "second line\n", "third line\n"} {
		if n, err := l.Write([]byte(line)); err != nil || n != len(line) {
			t.Fatalf("%d bytes of %q, %v", n, line, err)
		}
	}
	for file, want := range map[string]string{l.path: "third line\n", l.path + ".old": "second line\n"} {
		got, err := os.ReadFile(file)
		if err != nil || string(got) != want {
			t.Errorf("%s holds %q (%v), want %q", filepath.Base(file), got, err, want)
		}
	}
}

func TestWhatBreaksDownIsToldAndLogged(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	a := New()
	a.config.Log = newLog(folder)
	breaks := func() (err error) {
		defer a.guard("Orders.List", &err)
		var none []int
		_ = none[len(folder)]
		return nil
	}
	if got := Explain(breaks()); got.Code != "bug" {
		t.Errorf("it was told as %+v", got)
	}
	text, err := os.ReadFile(filepath.Join(folder, "logs", "ordertrail.log"))
	if err != nil || !strings.Contains(string(text), "call=Orders.List") || !strings.Contains(string(text), "log_test.go") {
		t.Errorf("the log holds %q (%v), want the call and where it broke", text, err)
	}
}
