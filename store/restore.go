package store

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

// restoreDraft, behind the file's name, is the file that is about to take its place.
const restoreDraft = ".restore"

// Restore puts a backup in the place of the file at path, which nobody may have open. The backup is copied and checked
// first; the file that was there is kept aside under a name that is returned ("" when there was none), and nothing is
// deleted. Killed at any moment, the old file or the new one is in place, whole. Customers who were erased since the
// backup was made are erased in it too.
func Restore(ctx context.Context, backup, path string, opts Options) (aside string, err error) {
	opts.fill()
	if opts.Now == nil {
		return "", errors.New("restore: no clock given")
	}
	lock, err := takeLock(path + ".lock")
	if err != nil {
		return "", fmt.Errorf("restore %s: %w", path, err)
	}
	defer func() { err = errors.Join(err, lock.Close()) }()
	draft := path + restoreDraft
	if err := removeDatabase(draft); err != nil {
		return "", fmt.Errorf("restore %s: %w", path, err)
	}
	if err := draftRestore(ctx, backup, draft, path, opts); err != nil {
		return "", errors.Join(fmt.Errorf("restore %s: %w", backup, err), removeDatabase(draft))
	}
	if aside, err = keepAside(ctx, path, opts); err != nil {
		return "", fmt.Errorf("restore %s: keep the old file: %w", path, err)
	}
	if err := settleFile(draft, path); err != nil {
		return aside, fmt.Errorf("restore %s: %w", path, err)
	}
	return aside, nil
}

// draftRestore makes the file that will take the place of path: the backup at the current schema, checked, without the
// people erased at path.
func draftRestore(ctx context.Context, backup, draft, path string, opts Options) error {
	if err := copyFile(backup, draft); err != nil {
		return err
	}
	id, err := identify(draft)
	if err != nil {
		return err
	}
	if _, err := inspectCopy(ctx, draft, int(id.version)); err != nil {
		return err
	}
	erased, err := erasedPeople(ctx, path, opts)
	if err != nil {
		return err
	}
	noted, err := notedErased(path)
	if err != nil {
		return err
	}
	erased = append(erased, noted...)
	opts.OnCommit = nil
	s, err := openLocked(ctx, draft, opts)
	if err != nil {
		return err
	}
	_, err = s.erase(ctx, erased, "")
	return errors.Join(err, s.Close())
}

// erasedPeople are the hashes of the people erased in the file at path; none when it cannot be read, which may be why it
// is replaced.
func erasedPeople(ctx context.Context, path string, opts Options) ([]string, error) {
	if err := prepareOld(ctx, path, opts); err != nil {
		return nil, ctx.Err()
	}
	file, err := openReaders(path, opts.vfs)
	if err != nil {
		return nil, ctx.Err()
	}
	l, err := file.borrow(ctx)
	if err != nil {
		return nil, errors.Join(ctx.Err(), file.close())
	}
	hashes, err := all(ctx, l, scanText, "SELECT hash FROM people WHERE erased_at > 0")
	file.giveBack(l)
	if err != nil {
		hashes = nil
	}
	return hashes, errors.Join(ctx.Err(), file.close())
}

// prepareOld reports whether there is a readable file of ours at path.
func prepareOld(ctx context.Context, path string, opts Options) error {
	if _, err := os.Stat(path); err != nil {
		return err
	}
	return prepare(ctx, path, opts)
}

// keepAside gives the old file a second name, so that the new one can take its place in one step.
func keepAside(ctx context.Context, path string, opts Options) (string, error) {
	if _, err := os.Stat(path); errors.Is(err, fs.ErrNotExist) {
		return "", nil
	}
	if prepareOld(ctx, path, opts) == nil { // whole: write its log back first
		if w, err := openWriter(ctx, path, opts.vfs); err == nil {
			if err := w.close(); err != nil {
				return "", err
			}
		}
	}
	aside := freeName(path + ".before-restore-" + inName(opts.Now()))
	if err := os.Link(path, aside); err != nil { // a drive without links
		if err := copyFile(path, aside); err != nil {
			return "", err
		}
	}
	if err := os.Rename(path+"-wal", aside+"-wal"); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return "", err
	}
	if err := os.Remove(path + "-shm"); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return "", err
	}
	return aside, syncFolder(filepath.Dir(path))
}

// freeName is name, or name with a number behind it when there is such a file.
func freeName(name string) string {
	free := name + ".db"
	for n := 2; ; n++ {
		if _, err := os.Lstat(free); errors.Is(err, fs.ErrNotExist) {
			return free
		}
		free = fmt.Sprintf("%s-%d.db", name, n)
	}
}
