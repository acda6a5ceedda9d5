package main

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func write(t *testing.T, dir, name, text string) {
	t.Helper()
	if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

func TestAFolderIsReadFileByFile(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	write(t, dir, "orders.csv", "order_number,source,ordered_at,sku,quantity\n1001,web,2026-05-19,MUG,2\n1002,web,31/31/2026,MUG,2\n")
	write(t, dir, "notes.txt", "nothing of this is a table\n")
	write(t, dir, "broken.xlsx", "PK\x03\x04 and then nothing")
	var out strings.Builder
	sound, err := table(&out, dir, func(path string) result { return read(context.Background(), path) })
	if err != nil || !sound {
		t.Errorf("sound %v, %v", sound, err)
	}
	for _, want := range []string{"recognised, 1 rows wait", "not recognised", "refused:", "3 files"} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("the table does not say %q:\n%s", want, out.String())
		}
	}
}

func TestWhatIsWrongMakesTheWholeUnsound(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	write(t, dir, "a.csv", "a")
	for name, r := range map[string]result{
		"a row that is counted nowhere": {Kind: "orders", Rows: 3, New: 2},
		"a row that is counted twice":   {Kind: "orders", Rows: 1, New: 1, Same: 1},
		"a reader that breaks":          {Broke: "panic: index out of range"},
		"another outcome than expected": {SHA256: firstExpected(), Kind: "orders", Profile: "guessed"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var out strings.Builder
			if sound, err := table(&out, dir, func(string) result { return r }); sound || err != nil {
				t.Errorf("sound %v, %v:\n%s", sound, err, out.String())
			}
		})
	}
}

// firstExpected is the hash of some file that something is expected of.
func firstExpected() string { return strings.Fields(expectedTable)[0] }

func TestWhatIsExpectedOfAFolderIsWhatItCameTo(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	write(t, dir, "orders.csv", "order_number,ordered_at,promised_on,sku,quantity\n1,2026-05-19,2062-05-19,MUG,2\n")
	write(t, dir, "broken.xlsx", "PK\x03\x04 and then nothing")
	var out strings.Builder
	if err := expect(&out, dir, func(path string) result { return read(context.Background(), path) }); err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(strings.TrimSpace(out.String()), "\n")
	if len(lines) != 2 || !strings.HasSuffix(lines[0], "\tbroken.xlsx\trefused") || !strings.HasSuffix(lines[1], "\torders.csv\torders orders rows=1 new=1 rejected=0 ignored=0 orders=1 events=1 flags=1") {
		t.Errorf("got %q", lines)
	}
}
