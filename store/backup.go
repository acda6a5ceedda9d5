package store

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

// Copy is a verified copy of the file.
type Copy struct {
	Path   string
	Bytes  int64
	Events int64 // facts in it
	Orders int64
}

// Backup writes a copy of the file to path while work goes on, checks it, and only then gives it that name; what stood
// there before stays until then. A backup that went wrong leaves nothing by that name.
func (s *Store) Backup(ctx context.Context, path string) (Copy, error) {
	s.backups.Lock()
	defer s.backups.Unlock()
	draft := path + draftEnd
	switch same, err := sameFile(path, s.path); {
	case err != nil:
		return Copy{}, fmt.Errorf("back up: %w", err)
	case same:
		return Copy{}, fmt.Errorf("back up: %s is the shop's own file: name another one", path)
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return Copy{}, fmt.Errorf("back up: %w", err)
	}
	newest, err := s.newest(ctx)
	if err != nil {
		return Copy{}, fmt.Errorf("back up: %w", err)
	}
	if err := beginDraft(s.path, draft); err != nil {
		return Copy{}, fmt.Errorf("back up: %w", err)
	}
	made, err := s.copyChecked(ctx, draft, newest)
	if err == nil {
		err = settleFile(draft, path)
	}
	if err != nil {
		return Copy{}, errors.Join(fmt.Errorf("back up: %w", err), removeDatabase(draft), endDraft(s.path))
	}
	made.Path = path
	return made, endDraft(s.path)
}

// copyChecked writes a copy and checks it through; it holds newest events at least.
func (s *Store) copyChecked(ctx context.Context, draft string, newest int64) (Copy, error) {
	if err := s.copyInto(ctx, draft); err != nil {
		return Copy{}, err
	}
	made, err := inspectCopy(ctx, draft, len(s.opts.migrations))
	if err == nil && made.Events < newest {
		err = fmt.Errorf("%w: the copy ends at event %d, the file held %d", ErrDamaged, made.Events, newest)
	}
	return made, err
}

// sameFile reports whether two names mean one file that is there.
func sameFile(a, b string) (bool, error) {
	x, err := os.Stat(a)
	if errors.Is(err, fs.ErrNotExist) {
		return false, nil
	}
	if err != nil {
		return false, err
	}
	y, err := os.Stat(b)
	return err == nil && os.SameFile(x, y), err
}

func (s *Store) newest(ctx context.Context) (int64, error) {
	return Look(ctx, s, func(r *Reader) (int64, error) {
		return one(ctx, r.q, scanInt, "SELECT coalesce(max(seq), 0) FROM events")
	})
}

// inspectCopy checks a closed file through: structure, chain, and that it holds what it should. A file without pages is
// "ok" to SQLite's own check, so the schema and the counts are looked at too.
func inspectCopy(ctx context.Context, path string, schema int) (Copy, error) {
	if err := checkCopy(ctx, path, schema); err != nil {
		return Copy{}, err
	}
	file, err := openReaders(path, "")
	if err != nil {
		return Copy{}, err
	}
	made, err := countCopy(ctx, file)
	if err = errors.Join(err, file.close()); err != nil {
		return Copy{}, err
	}
	info, err := os.Stat(path)
	if err != nil {
		return Copy{}, err
	}
	made.Path, made.Bytes = path, info.Size()
	return made, nil
}

func countCopy(ctx context.Context, file *readers) (made Copy, err error) {
	l, err := file.borrow(ctx)
	if err != nil {
		return Copy{}, err
	}
	defer file.giveBack(l)
	var wrong []error
	made.Events, _, err = walkChain(ctx, l, func(p Problem) {
		wrong = append(wrong, fmt.Errorf("%w: %s", ErrDamaged, p.Text))
	})
	if err = errors.Join(append(wrong, err)...); err != nil {
		return Copy{}, err
	}
	rows, err := one(ctx, l, scanInt, "SELECT count(*) FROM events")
	if err != nil || rows != made.Events {
		return Copy{}, errors.Join(err, fmt.Errorf("%w: %d events of %d", ErrDamaged, rows, made.Events))
	}
	made.Orders, err = one(ctx, l, scanInt, "SELECT count(*) FROM orders")
	return made, err
}
