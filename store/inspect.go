package store

import (
	"context"
	"database/sql"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
)

// applicationID marks our files in their header: "OTRL".
const applicationID = 0x4F54524C

// walHeader and frameHeader are the sizes of the parts of a write-ahead log (https://sqlite.org/fileformat2.html#walformat).
const (
	fileHeader  = 100
	walHeader   = 32
	frameHeader = 24
)

// identity is what the first page of a file says about it.
type identity struct {
	sqlite      bool
	application uint32
	version     uint32
}

func identityOf(page []byte) identity {
	if len(page) < fileHeader || string(page[:16]) != "SQLite format 3\x00" {
		return identity{}
	}
	return identity{true, binary.BigEndian.Uint32(page[68:]), binary.BigEndian.Uint32(page[60:])}
}

// prepare makes path when there is no file, and otherwise refuses a file that is not ours, newer or damaged. It reads
// with plain file calls and a read-only connection, so that a refused file keeps its bytes. The caller holds the lock:
// plain file calls on a live database would drop SQLite's own locks.
func prepare(ctx context.Context, path string, opts Options) error {
	info, err := os.Stat(path)
	if errors.Is(err, fs.ErrNotExist) {
		return create(ctx, path, opts)
	}
	if err != nil {
		return fmt.Errorf("look at file: %w", err)
	}
	id, err := identify(path)
	if err != nil {
		return err
	}
	newest := opts.migrations[len(opts.migrations)-1].Version
	switch {
	case info.Size() == 0:
		return fmt.Errorf("%w: it is empty; restore a backup, or move it away to begin anew", ErrDamaged)
	case !id.sqlite:
		return fmt.Errorf("%w: it does not begin as an SQLite file", ErrForeign)
	case id.application != applicationID:
		return fmt.Errorf("%w: it is an SQLite file of another program (application id %#x)", ErrForeign, id.application)
	case int(id.version) > newest:
		return fmt.Errorf("%w: its schema is %d, this program knows %d; install the newer version", ErrNewer, id.version, newest)
	}
	if info.Size() < int64(opts.Keep) || opts.CheckAll {
		return quickCheck(ctx, path, opts.vfs)
	}
	return nil
}

// identify reads the first page of the file, as its write-ahead log would leave it. The log comes first: when the power
// went while it was being written back, the page in the file may be torn and the one in the log is the truth.
func identify(path string) (identity, error) {
	if logged, ok := firstPageInLog(path + "-wal"); ok {
		return logged, nil
	}
	f, err := os.Open(path)
	if err != nil {
		return identity{}, fmt.Errorf("look at file: %w", err)
	}
	defer f.Close()
	page := make([]byte, fileHeader)
	n, err := io.ReadFull(f, page)
	if err != nil && !errors.Is(err, io.EOF) && !errors.Is(err, io.ErrUnexpectedEOF) {
		return identity{}, fmt.Errorf("look at file: %w", err)
	}
	return identityOf(page[:n]), nil
}

// firstPageInLog finds the newest committed first page in a write-ahead log: a newer program that was killed may have
// left its mark only there.
func firstPageInLog(path string) (found identity, ok bool) {
	f, err := os.Open(path)
	if err != nil {
		return identity{}, false
	}
	defer f.Close()
	head := make([]byte, walHeader)
	if _, err := io.ReadFull(f, head); err != nil {
		return identity{}, false
	}
	size := int64(binary.BigEndian.Uint32(head[8:]))
	if size < 512 || size > 65536 {
		return identity{}, false
	}
	frame := make([]byte, frameHeader+fileHeader)
	var seen identity
	for at := int64(walHeader); ; at += frameHeader + size {
		if _, err := f.ReadAt(frame, at); err != nil || string(frame[8:16]) != string(head[16:24]) {
			return found, ok
		}
		if binary.BigEndian.Uint32(frame) == 1 {
			seen = identityOf(frame[frameHeader:])
		}
		if binary.BigEndian.Uint32(frame[4:]) != 0 && seen.sqlite { // a commit frame
			found, ok = seen, true
		}
	}
}

// quickCheck reads the file through and looks at its structure. Without a log beside it the file is opened as immutable,
// which leaves no trace; with one, read-only, so that nothing is written back.
func quickCheck(ctx context.Context, path, vfs string) error {
	uri := dsn(path, vfs, false)
	if info, err := os.Stat(path + "-wal"); err != nil || info.Size() == 0 {
		uri = dsn(path, vfs, false, "immutable=1")
	}
	db, err := sql.Open("sqlite", uri)
	if err != nil {
		return fmt.Errorf("check file: %w", err)
	}
	defer db.Close()
	db.SetMaxOpenConns(1)
	return checkRows(ctx, db, "PRAGMA quick_check(1)")
}

// checkRows runs one of SQLite's own checks, which answers "ok" or what is wrong.
func checkRows(ctx context.Context, db *sql.DB, check string) error {
	var said string
	if err := db.QueryRowContext(ctx, check).Scan(&said); err != nil {
		return fmt.Errorf("%w: %w", ErrDamaged, err)
	}
	if said != "ok" {
		return fmt.Errorf("%w: %s; restore a backup", ErrDamaged, said)
	}
	return nil
}

// create makes a new file under a temporary name and gives it its name only when it is whole and on disk: a file by the
// final name is never half made.
func create(ctx context.Context, path string, opts Options) error {
	if leftover, err := os.Stat(path + "-wal"); err == nil && leftover.Size() > 0 {
		return fmt.Errorf("%w: the file is gone but its log %s-wal is there; restore a backup, or move the log away", ErrDamaged, path)
	}
	draft := path + ".new"
	if err := removeDatabase(draft); err != nil {
		return err
	}
	w, err := openWriter(ctx, draft, opts.vfs)
	if err != nil {
		return fmt.Errorf("make file: %w", err)
	}
	err = w.run(ctx, fmt.Sprintf("PRAGMA application_id = %d", applicationID))
	if err == nil {
		err = migrate(ctx, w, draft, opts)
	}
	if err = errors.Join(err, w.close()); err != nil {
		return errors.Join(fmt.Errorf("make file: %w", err), removeDatabase(draft))
	}
	return settleFile(draft, path)
}

// settleFile flushes a finished file and gives it its final name.
func settleFile(draft, path string) error {
	if err := syncFile(draft); err != nil {
		return err
	}
	if err := os.Rename(draft, path); err != nil {
		return fmt.Errorf("name file: %w", err)
	}
	return syncFolder(filepath.Dir(path))
}

func syncFile(path string) error {
	f, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		return fmt.Errorf("flush file: %w", err)
	}
	return errors.Join(f.Sync(), f.Close())
}

// removeDatabase removes a file of ours and what SQLite keeps beside it. It is used on drafts only.
func removeDatabase(path string) error {
	for _, end := range []string{"", "-wal", "-shm", "-journal"} {
		if err := os.Remove(path + end); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return fmt.Errorf("clear draft: %w", err)
		}
	}
	return nil
}
