package store

import (
	"bytes"
	"context"
	"crypto/sha256"
	"database/sql"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// fingerprint is every file in a folder with the hash of its bytes, without the lock.
func fingerprint(t *testing.T, folder string) map[string][32]byte {
	t.Helper()
	files, err := os.ReadDir(folder)
	if err != nil {
		t.Fatal(err)
	}
	out := map[string][32]byte{}
	for _, f := range files {
		if f.IsDir() || strings.HasSuffix(f.Name(), ".lock") {
			continue
		}
		b, err := os.ReadFile(filepath.Join(folder, f.Name()))
		if err != nil {
			t.Fatal(err)
		}
		out[f.Name()] = sha256.Sum256(b)
	}
	return out
}

// edit runs one statement on a closed file.
func edit(t *testing.T, path, text string) {
	t.Helper()
	db, err := sql.Open("sqlite", fileURI(path))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := db.Exec(text); err != nil {
		t.Fatal(err)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
}

func TestFilesThatAreRefusedKeepTheirBytes(t *testing.T) {
	t.Parallel()
	source, _ := template(t)
	good, err := os.ReadFile(source)
	if err != nil {
		t.Fatal(err)
	}
	newest := len(embedded)
	// Read a row as: a file made like this is refused with that error.
	rows := []struct {
		name string
		make func(path string)
		want error
	}{
		{"one schema ahead", func(p string) { edit(t, p, fmt.Sprint("PRAGMA user_version = ", newest+1)) }, ErrNewer},
		{"many schemas ahead", func(p string) { edit(t, p, "PRAGMA user_version = 9999") }, ErrNewer},
		{"of another program", func(p string) { edit(t, p, "PRAGMA application_id = 7") }, ErrForeign},
		{"a text", func(p string) { write(t, p, []byte("dear customer, "+strings.Repeat("x", 9000))) }, ErrForeign},
		{"a short text", func(p string) { write(t, p, []byte("no")) }, ErrForeign},
		{"empty", func(p string) { write(t, p, nil) }, ErrDamaged},
		{"empty with a log of garbage", func(p string) { write(t, p, nil); write(t, p+"-wal", []byte("garbage")) }, ErrDamaged},
		{"cut short", func(p string) { write(t, p, good[:len(good)/2]) }, ErrDamaged},
		{"with a page of noise", func(p string) { write(t, p, noisy(good, 4*4096)) }, ErrDamaged},
		{"encrypted", func(p string) { write(t, p, scrambled(good)) }, ErrForeign},
	}
	for _, row := range rows {
		t.Run(row.name, func(t *testing.T) {
			folder := t.TempDir()
			path := filepath.Join(folder, "shop.db")
			write(t, path, good)
			row.make(path)
			before := fingerprint(t, folder)
			s, err := Open(context.Background(), path, Options{Now: newClock().now})
			if err == nil {
				_ = s.Close()
			}
			if !errors.Is(err, row.want) {
				t.Errorf("got %v, want %v", err, row.want)
			}
			if after := fingerprint(t, folder); fmt.Sprint(after) != fmt.Sprint(before) {
				t.Errorf("the refused file changed")
			}
		})
	}
}

func write(t *testing.T, path string, b []byte) {
	t.Helper()
	if err := os.WriteFile(path, b, 0o600); err != nil {
		t.Fatal(err)
	}
}

func noisy(b []byte, at int) []byte {
	out := append([]byte(nil), b...)
	rng := rand.New(rand.NewPCG(1, 1))
	for i := range 4096 {
		out[at+i] = byte(rng.IntN(256))
	}
	return out
}

func scrambled(b []byte) []byte {
	out := append([]byte(nil), b...)
	for i := range out {
		out[i] ^= 0x5a
	}
	return out
}

func TestANewerFileIsSeenAlsoWhenOnlyItsLogSaysSo(t *testing.T) {
	path := filepath.Join(t.TempDir(), "shop.db")
	s, err := Open(context.Background(), path, Options{Now: newClock().now})
	if err != nil {
		t.Fatal(err)
	}
	if err := s.writer.run(context.Background(), "PRAGMA user_version = 99"); err != nil {
		t.Fatal(err)
	}
	crashed := t.TempDir() // as a kill leaves it: the mark is in the log, not in the file
	for _, end := range []string{"", "-wal"} {
		b, err := os.ReadFile(path + end)
		if err != nil {
			t.Fatal(err)
		}
		write(t, filepath.Join(crashed, "shop.db"+end), b)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	before := fingerprint(t, crashed)
	if _, err := Open(context.Background(), filepath.Join(crashed, "shop.db"), Options{Now: newClock().now}); !errors.Is(err, ErrNewer) {
		t.Errorf("got %v, want %v", err, ErrNewer)
	}
	if fmt.Sprint(fingerprint(t, crashed)) != fmt.Sprint(before) {
		t.Error("the refused file changed")
	}
}

func TestBitFlipsInTheLogAreSeen(t *testing.T) {
	path, _ := template(t)
	good, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	ctx := context.Background()
	want := eventsText(t, path)
	rng := rand.New(rand.NewPCG(*seedFlag, 5))
	unseen, flips := 0, times(100)
	var facts []int
	for at := 0; ; {
		next := bytes.Index(good[at:], []byte(`{"event":"E`))
		if next < 0 {
			break
		}
		at += next + 1
		facts = append(facts, at)
	}
	for i := range flips {
		flipped := append([]byte(nil), good...)
		at := rng.IntN(len(flipped))
		if i%2 == 0 { // in the midst of a fact
			starts := facts[rng.IntN(len(facts))]
			at = starts + rng.IntN(200)
		}
		flipped[at] ^= 1 << rng.IntN(8)
		mutant := filepath.Join(t.TempDir(), "shop.db")
		write(t, mutant, flipped)
		s, err := Open(ctx, mutant, Options{Now: newClock().now})
		if err != nil {
			continue // refused: seen
		}
		var found []Problem
		err = s.Read(ctx, func(r *Reader) error {
			report := func(p Problem) { found = append(found, p) }
			if err := checkStructure(ctx, r.q, report); err != nil {
				return err
			}
			_, _, err := walkChain(ctx, r.q, report)
			return err
		})
		_ = s.Close()
		if err != nil || len(found) > 0 {
			continue
		}
		if got := eventsText(t, mutant); got != want {
			t.Errorf("flip %d (byte %d, seed %d) changed an event unseen", i, at, *seedFlag)
		}
		unseen++
	}
	if unseen == flips {
		t.Error("no flip was seen at all")
	}
}

// eventsText is every fact in a closed file.
func eventsText(t *testing.T, path string) string {
	t.Helper()
	db, err := sql.Open("sqlite", readerDSN(path, ""))
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	var text sql.NullString
	err = db.QueryRow("SELECT group_concat(seq || id || facts || recorded_at || kind || source || order_key || return_id || retracts || phase) FROM events").Scan(&text)
	if err != nil {
		return "unreadable: " + err.Error()
	}
	return text.String
}

func TestSchemaStepsKeepACheckedCopyAndTheirTexts(t *testing.T) {
	path, _ := template(t)
	opts := Options{Now: newClock().now, migrations: laterMigrations()}
	s, err := Open(context.Background(), path, opts)
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	copies, err := filepath.Glob(filepath.Join(filepath.Dir(path), "backups", "before-schema-*.db"))
	if err != nil || len(copies) != 1 {
		t.Fatalf("copies %v (%v), want one", copies, err)
	}
	if eventsText(t, copies[0]) != eventsText(t, path) {
		t.Error("the copy does not hold the facts")
	}
	if _, err := Open(context.Background(), path, Options{Now: newClock().now}); !errors.Is(err, ErrNewer) {
		t.Errorf("the older program is told %v, want %v", err, ErrNewer)
	}
	changed := laterMigrations()
	changed[1].Text += " "
	if _, err := Open(context.Background(), path, Options{Now: newClock().now, migrations: changed}); !errors.Is(err, ErrForeign) {
		t.Errorf("a program with another text for step 2 is told %v, want %v", err, ErrForeign)
	}
}
