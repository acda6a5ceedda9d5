package store

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"testing"
)

func TestABackupIsReadByItsOwnerAlone(t *testing.T) {
	t.Parallel()
	path, _ := template(t)
	s := openAt(t, path, Options{Now: newClock().now})
	copyTo := filepath.Join(t.TempDir(), "copy.db")
	if err := os.WriteFile(copyTo, []byte("an older copy that everybody reads"), 0o644); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Backup(context.Background(), copyTo); err != nil {
		t.Fatal(err)
	}
	info, err := os.Stat(copyTo)
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("the copy is %v, %v; want 0600", info.Mode(), err)
	}
	if _, err := os.Stat(path + draftRecord); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("a finished backup is still recorded as begun: %v", err)
	}
}

// What a writer that was killed left behind is swept away by the next backup and by the next start; another's file is not.
func TestAnUnfinishedDraftIsSwept(t *testing.T) {
	t.Parallel()
	path, _ := template(t)
	elsewhere := t.TempDir()
	unfinished, foreign := filepath.Join(elsewhere, "one.db"+draftEnd), filepath.Join(elsewhere, "two.db"+draftEnd)
	if err := os.WriteFile(foreign, []byte("not ours"), 0o600); err != nil {
		t.Fatal(err)
	}
	left := func() bool { _, err := os.Stat(unfinished); return err == nil }
	s := openAt(t, path, Options{Now: newClock().now})
	if err := beginDraft(path, unfinished); err != nil || !left() {
		t.Fatalf("begun: %v, %v", left(), err)
	}
	if _, err := s.Backup(context.Background(), filepath.Join(t.TempDir(), "other.db")); err != nil || left() {
		t.Errorf("after the next backup the draft is there: %v, %v", left(), err)
	}
	if _, err := s.Backup(context.Background(), filepath.Join(elsewhere, "two.db")); err == nil {
		t.Error("a backup went over somebody else's file")
	}
	if err := beginDraft(path, unfinished); err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	openAt(t, path, Options{Now: newClock().now})
	if left() {
		t.Error("after the next start the draft is still there")
	}
	if got, err := os.ReadFile(foreign); string(got) != "not ours" {
		t.Errorf("somebody else's file holds %q, %v", got, err)
	}
}
