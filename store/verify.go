package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
)

// Verify looks for damage: the file's structure, links between rows, the hash chain over the events, the facts' copies,
// and whether everything derived (states, lists, counters, search words) is what the facts give. The last is done on a
// copy, so that work goes on meanwhile. No problems means that the file is whole; an error, that it could not be looked at.
func (s *Store) Verify(ctx context.Context) ([]Problem, error) {
	if _, err := s.Sweep(ctx); err != nil {
		return nil, fmt.Errorf("verify: %w", err)
	}
	var found []Problem
	report := func(p Problem) { found = append(found, p) }
	if err := s.checkStructure(ctx, report); err != nil {
		return nil, fmt.Errorf("verify: %w", err)
	}
	err := s.Read(ctx, func(r *Reader) error {
		if err := checkPublications(ctx, r.q, report); err != nil {
			return err
		}
		_, _, err := walkChain(ctx, r.q, report)
		return err
	})
	if err != nil {
		return found, fmt.Errorf("verify: %w", err)
	}
	if err := s.verifyDerived(ctx, report); err != nil {
		return found, fmt.Errorf("verify: %w", err)
	}
	return found, nil
}

// checkStructure looks at the file over a connection of its own: one that looked before may remember a search index of then,
// and finds parts of it missing that were merged into others since.
func (s *Store) checkStructure(ctx context.Context, report func(Problem)) error {
	own, err := openReaders(s.path, s.opts.vfs)
	if err != nil {
		return err
	}
	l, err := own.borrow(ctx)
	if err == nil {
		err = checkStructure(ctx, l, report)
		own.giveBack(l)
	}
	return errors.Join(err, own.close())
}

func checkStructure(ctx context.Context, q querier, report func(Problem)) error {
	said, err := all(ctx, q, scanText, "PRAGMA integrity_check(20)")
	if err != nil {
		return err
	}
	for _, text := range said {
		if text != "ok" {
			report(Problem{"file", text})
		}
	}
	_, err = all(ctx, q, func(r *sql.Rows) (int, error) {
		var table, parent string
		var row, key sql.NullInt64
		err := r.Scan(&table, &row, &parent, &key)
		report(Problem{"link", fmt.Sprintf("a row of %s belongs to a row of %s that is not there", table, parent)})
		return 0, err
	}, "PRAGMA foreign_key_check")
	return err
}

// verifyFolder, behind the file's name, is where copies lie while they are compared. Open clears it: a copy that a kill
// left behind holds the same personal data as the file.
const verifyFolder = ".verify"

// verifyDerived derives everything anew in a copy and compares.
func (s *Store) verifyDerived(ctx context.Context, report func(Problem)) (err error) {
	if err := os.MkdirAll(s.path+verifyFolder, 0o700); err != nil {
		return err
	}
	folder, err := os.MkdirTemp(s.path+verifyFolder, "")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(folder)) }()
	as, fresh := filepath.Join(folder, "as-is.db"), filepath.Join(folder, "fresh.db")
	if err := s.copyInto(ctx, as); err != nil {
		return err
	}
	if err := copyFile(as, fresh); err != nil {
		return err
	}
	opts := s.opts
	opts.OnCommit, opts.vfs = nil, ""
	copied, err := openLocked(ctx, fresh, opts)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, copied.Close()) }()
	if err := copied.searchCheck(ctx); err != nil {
		report(Problem{"search", "the search index is not that of its words: " + err.Error()})
	}
	if err := copied.Rebuild(ctx, nil); err != nil {
		return err
	}
	return compareDerived(ctx, as, fresh, report)
}

// searchCheck compares the search index with the words it was made from.
func (s *Store) searchCheck(ctx context.Context) error {
	if err := s.writer.enter(ctx); err != nil {
		return err
	}
	defer s.writer.leave()
	return s.writer.run(ctx, "INSERT INTO order_search (order_search, rank) VALUES ('integrity-check', 1)")
}

// Read a row as: <table> holds derived rows, which this lists completely and in a fixed order.
var derivedTables = []struct{ Table, Rows string }{
	{"events", "SELECT seq, as_of, run, live, order_id, parcel_id FROM events ORDER BY seq"},
	{"parcel_keys", "SELECT key, event_seq FROM parcel_keys ORDER BY 1, 2"},
	{"orders", "SELECT n, id, source, number, key, placed_at, check_at, person, customer, state, last_on FROM orders ORDER BY n"},
	{"order_views", "SELECT view, placed_at, n FROM order_views ORDER BY 1, 2, 3"},
	{"parcels", "SELECT id, order_id, carrier, tracking, phase FROM parcels ORDER BY 1, 2"},
	{"transits", "SELECT parcel, order_id, carrier, service, zone, ended_on, arrived_on, days, lag, silences, forecast FROM transits ORDER BY 1, 2"},
	{"returns", "SELECT id, order_id, kind, phase FROM returns ORDER BY 1, 2"},
	{"tasks", "SELECT id, order_id, code, owner, subject, state, open, opened_at, due_at, ended_at, actor, task FROM tasks ORDER BY 1, 2"},
	{"silences", "SELECT source, carrier, from_at, to_at, known, heard_at, usual FROM silences ORDER BY 1, 2, 3"},
	{"feed_carriers", "SELECT source, carrier, since_at FROM feed_carriers ORDER BY 1, 2"},
	{"unmatched", "SELECT event_seq FROM unmatched ORDER BY 1"},
	{"counters", "SELECT name, n FROM counters ORDER BY 1"},
	{"order_words", "SELECT n, numbers, customer, items FROM order_words ORDER BY 1"},
}

// compareDerived reports the first rows in which two files differ, for each table.
func compareDerived(ctx context.Context, a, b string, report func(Problem)) error {
	left, err := sql.Open("sqlite", readerDSN(a, ""))
	if err != nil {
		return err
	}
	defer left.Close()
	right, err := sql.Open("sqlite", readerDSN(b, ""))
	if err != nil {
		return err
	}
	defer right.Close()
	for _, t := range derivedTables {
		if err := compareTable(ctx, left, right, t.Table, t.Rows, report); err != nil {
			return fmt.Errorf("compare %s: %w", t.Table, err)
		}
	}
	return compareLessons(ctx, left, right, report)
}

// compareLessons reports the first lesson that is not what the journeys give. Which days have one says nothing: it is made when
// it is asked for.
func compareLessons(ctx context.Context, left, right *sql.DB, report func(Problem)) error {
	const lessons = "SELECT ended_on, said FROM lessons ORDER BY ended_on"
	read := func(db *sql.DB) (map[string]string, error) {
		rows, err := db.QueryContext(ctx, lessons)
		if err != nil {
			return nil, err
		}
		out := map[string]string{}
		_, err = collect(rows, func(r *sql.Rows) (none struct{}, err error) {
			var ended, said string
			err = r.Scan(&ended, &said)
			out[ended] = said
			return none, err
		})
		return out, err
	}
	kept, err := read(left)
	if err != nil {
		return err
	}
	given, err := read(right)
	if err != nil {
		return err
	}
	for _, ended := range keysIn(kept) {
		if b, counted := given[ended]; counted && kept[ended] != b {
			a, b := differing(kept[ended], b)
			report(Problem{"derived", fmt.Sprintf("lessons of %s: kept …%s, the facts give …%s", ended, a, b)})
			return nil
		}
	}
	return nil
}

func compareTable(ctx context.Context, left, right *sql.DB, table, query string, report func(Problem)) error {
	l, err := left.QueryContext(ctx, query)
	if err != nil {
		return err
	}
	defer l.Close()
	r, err := right.QueryContext(ctx, query)
	if err != nil {
		return err
	}
	defer r.Close()
	for {
		a, more, err := nextRow(l)
		if err != nil {
			return err
		}
		b, moreB, err := nextRow(r)
		if err != nil {
			return err
		}
		if a != b {
			a, b = differing(a, b)
			report(Problem{"derived", fmt.Sprintf("%s: kept …%s, the facts give …%s", table, a, b)})
			return nil
		}
		if !more && !moreB {
			return errors.Join(l.Err(), r.Err())
		}
	}
}

// differing cuts two texts to where they part, with a little before.
func differing(a, b string) (string, string) {
	same := 0
	for same < min(len(a), len(b)) && a[same] == b[same] {
		same++
	}
	from := max(0, same-60)
	return a[from:min(len(a), same+60)], b[from:min(len(b), same+60)]
}

// nextRow is the next row as text; "nothing" at the end.
func nextRow(rows *sql.Rows) (text string, more bool, err error) {
	if !rows.Next() {
		return "nothing", false, rows.Err()
	}
	names, err := rows.Columns()
	if err != nil {
		return "", false, err
	}
	values := make([]any, len(names))
	into := make([]any, len(names))
	for i := range values {
		into[i] = &values[i]
	}
	if err := rows.Scan(into...); err != nil {
		return "", false, err
	}
	return fmt.Sprint(values), true, nil
}

// copyInto writes a copy of the file as it is now; writers go on meanwhile. A copy that did not come about leaves nothing.
func (s *Store) copyInto(ctx context.Context, path string) error {
	l, err := s.readers.borrow(ctx)
	if err != nil {
		return err
	}
	defer s.readers.giveBack(l)
	if _, err := l.conn.ExecContext(ctx, "VACUUM INTO $1", path); err != nil {
		return errors.Join(fmt.Errorf("copy the file: %w", err), removeDatabase(path))
	}
	return nil
}

// copyFile copies a file that nobody has open, and flushes the copy.
func copyFile(from, to string) (err error) {
	in, err := os.Open(from)
	if err != nil {
		return fmt.Errorf("copy file: %w", err)
	}
	defer in.Close()
	out, err := os.OpenFile(to, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return fmt.Errorf("copy file: %w", err)
	}
	defer func() { err = errors.Join(err, out.Close()) }()
	if _, err := io.Copy(out, in); err != nil {
		return fmt.Errorf("copy file: %w", err)
	}
	return out.Sync()
}
