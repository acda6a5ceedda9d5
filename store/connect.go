package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"path/filepath"
	"runtime"
	"strings"
	"sync/atomic"

	"modernc.org/sqlite" // the driver registers itself as "sqlite"
)

// setting is one parameter of a connection and why it stands.
type setting struct {
	Key, Value string
	Writer     bool // only the connection that writes
	Why        string
}

// Read a row as: <parameter> is <value>, on the writer alone or on every connection, because <reason>.
var connection = []setting{
	{"_journal_mode", "WAL", true, "readers never wait for the writer; kept in the file"},
	{"_synchronous", "FULL", true, "NORMAL loses acknowledged scans when the power goes"},
	{"_busy_timeout", "5000", false, "a check-point may hold the file for a moment; nobody should see that as an error"},
	{"_foreign_keys", "1", false, "off by default; a rejected row without its run would be an orphan"},
	{"_defensive", "1", false, "no statement may write the schema or the search index's own tables behind our back"},
	{"_dqs", "0", false, "a misspelled column in double quotes is an error, not a text"},
	{"_error_rc", "1", false, "errors carry the code, so that a full disk can be told from a damaged file"},
	{"_pragma", "trusted_schema(0)", false, "a doctored file cannot run functions from its schema"},
	{"_pragma", "cell_size_check(1)", false, "damage is found when a page is read, not later"},
	{"_pragma", "secure_delete(1)", true, "erased personal data is overwritten, not only unlinked"},
	{"_pragma", "temp_store(memory)", false, "nothing personal lands in temporary files"},
	{"_pragma", wideCache, true, "a large import sorts its indices in memory"},
	{"_pragma", "journal_size_limit(67108864)", true, "after a large import the log gives its space back"},
}

// Read as the table above, on macOS, where a plain fsync does not reach the disk.
var connectionMac = []setting{
	{"_pragma", "fullfsync(1)", true, "a commit is on the disk, not in its cache"},
	{"_pragma", "checkpoint_fullfsync(1)", true, "the same for check-points"},
}

func dsn(path, vfs string, writer bool, more ...string) string {
	rows := connection
	if runtime.GOOS == "darwin" {
		rows = append(append([]setting{}, rows...), connectionMac...)
	}
	q := make([]string, 0, len(rows)+3)
	for _, r := range rows {
		if writer || !r.Writer {
			q = append(q, r.Key+"="+url.QueryEscape(r.Value))
		}
	}
	if !writer {
		q = append(q, "mode=ro")
	}
	if vfs != "" {
		q = append(q, "vfs="+vfs)
	}
	return fileURI(path) + "?" + strings.Join(append(q, more...), "&")
}

// fileURI names path so that no %, # or ? in a folder's name leads to another file.
func fileURI(path string) string {
	p := filepath.ToSlash(path)
	if !strings.HasPrefix(p, "/") {
		p = "/" + p // C:/shop becomes /C:/shop
	}
	return (&url.URL{Scheme: "file", Path: p, OmitHost: true}).String()
}

func readerDSN(path, vfs string) string { return dsn(path, vfs, false) }

// link is one connection with the statements prepared on it. One goroutine uses it at a time.
type link struct {
	conn  *sql.Conn
	stmts map[string]*sql.Stmt
}

func (l *link) connect(ctx context.Context, db *sql.DB) error {
	conn, err := db.Conn(context.WithoutCancel(ctx))
	if err != nil {
		return fmt.Errorf("connect: %w", err)
	}
	l.conn, l.stmts = conn, map[string]*sql.Stmt{}
	return nil
}

// stmt is query prepared on this connection; the same text is prepared once.
func (l *link) stmt(ctx context.Context, query string) (*sql.Stmt, error) {
	if s, ok := l.stmts[query]; ok {
		return s, nil
	}
	s, err := l.conn.PrepareContext(ctx, query)
	if err != nil {
		return nil, fmt.Errorf("prepare %.60q: %w", query, err)
	}
	l.stmts[query] = s
	return s, nil
}

func (l *link) exec(ctx context.Context, query string, args ...any) (sql.Result, error) {
	s, err := l.stmt(ctx, query)
	if err != nil {
		return nil, err
	}
	return s.ExecContext(ctx, args...)
}

func (l *link) query(ctx context.Context, query string, args ...any) (*sql.Rows, error) {
	s, err := l.stmt(ctx, query)
	if err != nil {
		return nil, err
	}
	return s.QueryContext(ctx, args...)
}

// run executes text that may hold several statements and is not worth keeping prepared.
func (l *link) run(ctx context.Context, text string) error {
	_, err := l.conn.ExecContext(ctx, text)
	return err
}

func (l *link) close() error {
	if l.conn == nil {
		return nil
	}
	var errs []error
	for _, s := range l.stmts {
		errs = append(errs, s.Close())
	}
	l.stmts = nil
	errs = append(errs, l.conn.Close())
	l.conn = nil
	return errors.Join(errs...)
}

// writer is the one connection that writes. Whoever holds the gate may use it.
type writer struct {
	link
	gate   chan struct{}
	wanted atomic.Int32 // how many wait at the gate
	closed chan struct{}
	db     *sql.DB
}

func openWriter(ctx context.Context, path, vfs string) (*writer, error) {
	sqlite.StrictPragmas(true)
	db, err := sql.Open("sqlite", dsn(path, vfs, true))
	if err != nil {
		return nil, fmt.Errorf("open writer: %w", err)
	}
	db.SetMaxOpenConns(1)
	w := &writer{gate: make(chan struct{}, 1), closed: make(chan struct{}), db: db}
	if err := w.connect(ctx, db); err != nil {
		return nil, errors.Join(err, db.Close())
	}
	return w, nil
}

// isWanted reports whether somebody waits at the gate.
func (w *writer) isWanted() bool { return w.wanted.Load() > 0 }

// enter waits for the gate, or for ctx to end. Who waits longest gets in first.
func (w *writer) enter(ctx context.Context) error {
	w.wanted.Add(1)
	defer w.wanted.Add(-1)
	select {
	case w.gate <- struct{}{}:
		return nil
	case <-w.closed:
		return ErrClosed
	case <-ctx.Done():
		return ctx.Err()
	}
}

func (w *writer) leave() { <-w.gate }

// rollback ends a transaction that went wrong. SQLite may have ended it by itself; then nothing is left to do, and a
// connection that is beyond use is replaced.
func (w *writer) rollback() error {
	ctx := context.Background()
	err := w.run(ctx, "ROLLBACK")
	if err == nil || strings.Contains(err.Error(), "no transaction is active") {
		return nil
	}
	return errors.Join(err, w.link.close(), w.connect(ctx, w.db))
}

// close waits for who is inside, writes the log back and closes the connection. Nobody gets in afterwards.
func (w *writer) close() error {
	if err := w.enter(context.Background()); err != nil {
		return err
	}
	close(w.closed)
	err := w.run(context.Background(), "PRAGMA wal_checkpoint(TRUNCATE)")
	return errors.Join(err, w.link.close(), w.db.Close())
}

// readers are a few read-only connections, made when first wanted.
type readers struct {
	db     *sql.DB
	idle   chan *link
	closed chan struct{}
}

const readerCount = 4

func openReaders(path, vfs string) (*readers, error) {
	db, err := sql.Open("sqlite", readerDSN(path, vfs))
	if err != nil {
		return nil, fmt.Errorf("open readers: %w", err)
	}
	db.SetMaxOpenConns(readerCount)
	r := &readers{db: db, idle: make(chan *link, readerCount), closed: make(chan struct{})}
	for range readerCount {
		r.idle <- &link{}
	}
	return r, nil
}

// borrow hands out a connection, or gives up when ctx ends.
func (r *readers) borrow(ctx context.Context) (*link, error) {
	select {
	case l := <-r.idle:
		if l.conn != nil {
			return l, nil
		}
		if err := l.connect(ctx, r.db); err != nil {
			r.idle <- l
			return nil, err
		}
		return l, nil
	case <-r.closed:
		return nil, ErrClosed
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

func (r *readers) giveBack(l *link) { r.idle <- l }

// close waits for the borrowed ones.
func (r *readers) close() error {
	close(r.closed)
	var errs []error
	for range readerCount {
		errs = append(errs, (<-r.idle).close())
	}
	return errors.Join(append(errs, r.db.Close())...)
}
