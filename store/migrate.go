package store

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"embed"
	"encoding/hex"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"
)

//go:embed schema/*.sql
var schemaFiles embed.FS

// migration is one numbered step of the schema. Its text never changes once released.
type migration struct {
	Version int
	Name    string // file name
	Text    string
}

// sum is the checksum that is kept with an applied migration.
func (m migration) sum() string {
	h := sha256.Sum256([]byte(m.Text))
	return hex.EncodeToString(h[:])
}

var embedded = readMigrations()

// readMigrations lists schema/ in order. A gap or a name without a number is a mistake of ours, found at start.
func readMigrations() []migration {
	files, err := schemaFiles.ReadDir("schema")
	if err != nil {
		panic(err)
	}
	out := make([]migration, 0, len(files))
	for i, f := range files {
		n, err := strconv.Atoi(strings.SplitN(f.Name(), "_", 2)[0])
		if err != nil || n != i+1 {
			panic("store: schema/" + f.Name() + " is not number " + strconv.Itoa(i+1))
		}
		text, err := schemaFiles.ReadFile("schema/" + f.Name())
		if err != nil {
			panic(err)
		}
		out = append(out, migration{n, f.Name(), string(text)})
	}
	return out
}

const migrationLog = `CREATE TABLE IF NOT EXISTS migrations (
  version INTEGER PRIMARY KEY, name TEXT NOT NULL, sha256 TEXT NOT NULL, applied_at INTEGER NOT NULL) STRICT`

// upgraded is the setting that says that a file got a newer schema and not yet what that derives. A step of the schema cannot
// derive anything, so the next sweep rebuilds everything.
const upgraded = "upgraded"

// settingsSince is the schema that has settings.
const settingsSince = 3

// migrate brings the file to the newest schema, each step and its record in one transaction; a new file is made in a single one.
// A file with content is copied and the copy verified first, and marked to be rebuilt.
func migrate(ctx context.Context, w *writer, path string, opts Options) error {
	at, err := schemaVersion(ctx, w)
	if err != nil {
		return err
	}
	if err := checkApplied(ctx, w, at, opts.migrations); err != nil {
		return err
	}
	todo := opts.migrations[at:]
	if len(todo) > 0 && at > 0 {
		if err := copyBefore(ctx, w, path, at, opts); err != nil {
			return fmt.Errorf("copy the file before schema %d: %w", todo[0].Version, err)
		}
	}
	if at == 0 && len(todo) > 0 {
		return apply(ctx, w, todo, millis(opts.Now()), false)
	}
	for i := range todo {
		if err := apply(ctx, w, todo[i:i+1], millis(opts.Now()), true); err != nil {
			return err
		}
	}
	return nil
}

func schemaVersion(ctx context.Context, w *writer) (int, error) {
	var v int
	if err := w.conn.QueryRowContext(ctx, "PRAGMA user_version").Scan(&v); err != nil {
		return 0, fmt.Errorf("%w: read schema version: %w", ErrDamaged, err)
	}
	return v, nil
}

// checkApplied compares what was applied to this file with what this program would have applied.
func checkApplied(ctx context.Context, w *writer, at int, known []migration) error {
	if at == 0 {
		return nil
	}
	if at > len(known) {
		return fmt.Errorf("%w: its schema is %d, this program knows %d", ErrNewer, at, len(known))
	}
	rows, err := w.conn.QueryContext(ctx, "SELECT version, sha256 FROM migrations ORDER BY version")
	if err != nil {
		return fmt.Errorf("%w: read migrations: %w", ErrDamaged, err)
	}
	type applied struct {
		version int
		sum     string
	}
	done, err := collect(rows, func(r *sql.Rows) (a applied, err error) { return a, r.Scan(&a.version, &a.sum) })
	if err != nil {
		return fmt.Errorf("read migrations: %w", err)
	}
	if len(done) != at {
		return fmt.Errorf("%w: its schema is %d, but %d migrations are recorded", ErrDamaged, at, len(done))
	}
	for i, a := range done {
		if a.version != known[i].Version || a.sum != known[i].sum() {
			return fmt.Errorf("%w: schema step %d is not the one this program knows", ErrForeign, a.version)
		}
	}
	return nil
}

// apply makes some steps in one transaction; known says that the file was there before this start of the program.
func apply(ctx context.Context, w *writer, steps []migration, now int64, known bool) (err error) {
	if err := w.run(ctx, "BEGIN IMMEDIATE"); err != nil {
		return err
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, w.rollback())
		}
	}()
	for _, m := range steps {
		if err := step(ctx, w, m, now, known); err != nil {
			return fmt.Errorf("schema %s: %w", m.Name, err)
		}
	}
	return w.run(ctx, "COMMIT")
}

// step makes one step and records it.
func step(ctx context.Context, w *writer, m migration, now int64, known bool) error {
	if err := w.run(ctx, migrationLog); err != nil {
		return err
	}
	if err := w.run(ctx, m.Text); err != nil {
		return err
	}
	const note = "INSERT INTO migrations (version, name, sha256, applied_at) VALUES ($1, $2, $3, $4)"
	if _, err := w.conn.ExecContext(ctx, note, m.Version, m.Name, m.sum(), now); err != nil {
		return err
	}
	if known && m.Version >= settingsSince {
		const mark = "INSERT INTO settings (key, value) VALUES ($1, 'true') ON CONFLICT (key) DO UPDATE SET value = 'true'"
		if _, err := w.conn.ExecContext(ctx, mark, upgraded); err != nil {
			return err
		}
	}
	return w.run(ctx, "PRAGMA user_version = "+strconv.Itoa(m.Version))
}

// inName is a moment as it stands in the name of a file that is put aside: the same on every machine.
func inName(t time.Time) string { return t.UTC().Format("20060102T150405Z") }

// copyBefore keeps the file as it was in backups/, checked, before its schema changes.
func copyBefore(ctx context.Context, w *writer, path string, at int, opts Options) error {
	folder := filepath.Join(filepath.Dir(path), "backups")
	if err := os.MkdirAll(folder, 0o700); err != nil {
		return err
	}
	final := filepath.Join(folder, fmt.Sprintf("before-schema-%d-%s.db", at+1, inName(opts.Now())))
	draft := final + draftEnd
	if err := beginDraft(path, draft); err != nil {
		return err
	}
	if _, err := w.conn.ExecContext(ctx, "VACUUM INTO $1", draft); err != nil {
		return errors.Join(err, sweepDraft(path))
	}
	if err := checkCopy(ctx, draft, at); err != nil {
		return errors.Join(err, sweepDraft(path))
	}
	return errors.Join(settleFile(draft, final), endDraft(path))
}

// checkCopy verifies that a copy is whole and of the schema it should have.
func checkCopy(ctx context.Context, path string, version int) error {
	id, err := identify(path)
	if err != nil {
		return err
	}
	if !id.sqlite || id.application != applicationID || int(id.version) != version {
		return fmt.Errorf("%w: the copy is not what was copied", ErrDamaged)
	}
	db, err := sql.Open("sqlite", dsn(path, "", false, "immutable=1"))
	if err != nil {
		return err
	}
	defer db.Close()
	return checkRows(ctx, db, "PRAGMA integrity_check(1)")
}
