package store

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"strings"
)

// draftRecord, behind the file's name, says which draft of a backup is being written and where, so that one whose writer was
// killed is found again, wherever it lies.
const draftRecord = ".draft"

// draftEnd, behind the name a backup is to get, is its draft.
const draftEnd = ".part"

// beginDraft makes an empty file that only its owner reads, after sweeping away what an earlier writer left. A file by that name
// that is none of ours stays, and the backup does not begin.
func beginDraft(path, draft string) error {
	if err := sweepDraft(path); err != nil {
		return err
	}
	if _, err := os.Lstat(draft); err == nil {
		return fmt.Errorf("%s is in the way and not ours: move it, or name another file", draft)
	}
	if err := errors.Join(os.WriteFile(path+draftRecord, []byte(draft+"\n"), 0o600), syncFile(path+draftRecord)); err != nil {
		return fmt.Errorf("begin draft: %w", err)
	}
	f, err := os.OpenFile(draft, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return errors.Join(fmt.Errorf("begin draft: %w", err), endDraft(path))
	}
	return f.Close()
}

// endDraft forgets a draft that has got its name, or was removed.
func endDraft(path string) error {
	if err := os.Remove(path + draftRecord); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("end draft: %w", err)
	}
	return nil
}

// sweepDraft removes the draft that the file at path recorded and never finished; no other file.
func sweepDraft(path string) error {
	raw, err := os.ReadFile(path + draftRecord)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("sweep draft: %w", err)
	}
	if draft := strings.TrimSpace(string(raw)); strings.HasSuffix(draft, draftEnd) {
		if err := removeDatabase(draft); err != nil {
			return err
		}
	}
	return endDraft(path)
}
