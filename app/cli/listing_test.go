package cli

import (
	"bytes"
	"encoding/json"
	"os"
	"testing"
)

// A list of entries that wait in a file reads as one that was held in memory, and leaves no file behind.
func TestAListingReadsAsTheListItself(t *testing.T) {
	t.Setenv("TMPDIR", t.TempDir())
	entries := []any{map[string]any{"a": "<1>", "b": []int{1, 2}}, map[string]any{"a": "\u202e"}, map[string]any{}}
	for n := range len(entries) + 1 {
		var want, got bytes.Buffer
		one := entries[:n:n]
		err := (&session{world: World{Stdout: &want}}).print(append([]any{}, one...))
		if n == 1 {
			want.Reset()
			err = (&session{world: World{Stdout: &want}}).print(one[0])
		}
		if err != nil {
			t.Fatal(err)
		}
		var l listing
		for _, v := range one {
			if err := l.add(v); err != nil {
				t.Fatal(err)
			}
		}
		if err := l.print(&session{world: World{Stdout: &got}}); err != nil {
			t.Fatal(err)
		}
		l.drop()
		if got.String() != want.String() || !json.Valid(got.Bytes()) {
			t.Errorf("%d entries:\n%s\nwant\n%s", n, &got, &want)
		}
	}
	if left, err := os.ReadDir(os.Getenv("TMPDIR")); err != nil || len(left) > 0 {
		t.Errorf("%d files are left (%v)", len(left), err)
	}
}
