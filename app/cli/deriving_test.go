package cli

import (
	"fmt"
	"slices"
	"testing"

	"ordertrail/app"
)

func TestLongWorkIsToldInTenths(t *testing.T) {
	t.Parallel()
	var told []string
	d := &deriving{say: func(_ string, done, of int) { told = append(told, fmt.Sprint(done, "/", of)) }}
	hear := func(code string, of int) []string {
		told = nil
		for done := of / 100; done <= of; done += of / 100 {
			d.hear("progress", app.Progress{Job: "opening", Code: code, Done: done, Total: of})
		}
		return told
	}
	d.hear("changed", app.Change{})
	if got := hear("deriving", longWork-1); got != nil {
		t.Errorf("little work told %v", got)
	}
	if got := hear("comparing", longWork); got != nil {
		t.Errorf("other work told %v", got)
	}
	want := []string{"3000/30000", "6000/30000", "9000/30000", "12000/30000", "15000/30000", "18000/30000", "21000/30000", "24000/30000", "27000/30000"}
	for _, code := range []string{"deriving", "taking_back", "deriving"} {
		if got := hear(code, 30_000); !slices.Equal(got, want) {
			t.Errorf("told %v, want %v", got, want)
		}
	}
}
