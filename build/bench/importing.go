//go:build unix

package main

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"

	_ "modernc.org/sqlite" // the plain recipe speaks SQL itself
)

// bulkImport is P4 and P5: a workbook into an empty shop, committed, derived and searchable.
func bulkImport(ctx context.Context, w *work) ([]ratio, error) {
	err := w.needBook()
	if err != nil {
		return nil, err
	}
	if w.shop, err = openShop(ctx, w.data); err != nil {
		return nil, err
	}
	ours, err := cpu(func() error { return take(w.shop, w.book, w.orders) })
	if err != nil {
		return nil, err
	}
	out := []ratio{}
	if _, err := exec.LookPath("sqlite3"); err == nil {
		theirs, err := loadByShell(ctx, w)
		if err != nil {
			return nil, fmt.Errorf("load by the sqlite3 shell: %w", err)
		}
		out = append(out, ratio{"P4 bulk import", ours, theirs, "CPU s", 1.75, "sqlite3 loading the converted CSV into the same tables"})
	} else {
		fmt.Fprintln(os.Stderr, "bulk import: no sqlite3 shell here; P4 is left out")
	}
	plain, err := cpu(func() error { return plainRecipe(ctx, w) })
	if err != nil {
		return nil, fmt.Errorf("plain recipe: %w", err)
	}
	same, err := sameTables(ctx, w)
	if err != nil {
		return nil, fmt.Errorf("plain recipe into the same tables: %w", err)
	}
	return append(
		out,
		ratio{"P5 bulk import", ours, plain, "CPU s", 0.25, "GetRows, insert per row, search index by trigger: two tables, nothing derived"},
		ratio{"   … of the same rows", ours, same, "CPU s", 0, "the same recipe into the same tables, which it is told"},
	), nil
}

// database is the shop's file.
func (w *work) database() string { return filepath.Join(w.data, "ordertrail.db") }

// tables are the shop's tables and indices as SQL, without what only checks: a shell that loads text cannot keep to types.
func (w *work) tables(ctx context.Context) (tables, indices []string, names []string, err error) {
	db, err := sql.Open("sqlite", "file:"+w.database()+"?mode=ro")
	if err != nil {
		return nil, nil, nil, err
	}
	defer db.Close()
	rows, err := db.QueryContext(ctx, `SELECT type, name, sql FROM sqlite_master WHERE type IN ('table', 'index') AND sql IS NOT NULL
		AND name NOT LIKE 'sqlite_%' AND name NOT LIKE 'order_search_%'`)
	if err != nil {
		return nil, nil, nil, err
	}
	defer rows.Close()
	strict := regexp.MustCompile(`\) STRICT(, (WITHOUT ROWID))?$`)
	for rows.Next() {
		var kind, name, text string
		if err := rows.Scan(&kind, &name, &text); err != nil {
			return nil, nil, nil, err
		}
		if kind == "index" {
			indices = append(indices, text)
			continue
		}
		tables = append(tables, strict.ReplaceAllString(text, ") $2"))
		if name != "order_search" {
			names = append(names, name)
		}
	}
	return tables, indices, names, rows.Err()
}

// loadByShell writes every table of the shop as CSV, untimed, and returns the processor time in which the sqlite3 shell
// loads them into a new file with the same tables, indices and search index, in one transaction.
func loadByShell(ctx context.Context, w *work) (float64, error) {
	tables, indices, names, err := w.tables(ctx)
	if err != nil {
		return 0, err
	}
	folder := filepath.Join(w.folder, "csv")
	if err := os.Mkdir(folder, 0o700); err != nil {
		return 0, err
	}
	var dump, load strings.Builder
	dump.WriteString(".mode csv\n")
	load.WriteString("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA cache_size=-65536; BEGIN;\n" + strings.Join(tables, ";\n") + ";\n.mode csv\n")
	for _, name := range names {
		file := filepath.Join(folder, name+".csv")
		what := "*"
		if name == "events" {
			what = "seq, id, facts, recorded_at, hex(hash), kind, source, order_key, return_id, retracts, phase, as_of, run, live, order_id, parcel_id"
		}
		fmt.Fprintf(&dump, ".once %q\nSELECT %s FROM %s;\n", file, what, name)
		fmt.Fprintf(&load, ".import %q %s\n", file, name)
	}
	load.WriteString(strings.Join(indices, ";\n") + ";\nINSERT INTO order_search (order_search) VALUES ('rebuild');\nCOMMIT;\n")
	if err := shell(ctx, w.database(), dump.String()); err != nil {
		return 0, err
	}
	copied := filepath.Join(w.folder, "shell.db")
	seconds, err := cpu(func() error { return shell(ctx, copied, load.String()) })
	if err != nil {
		return 0, err
	}
	return seconds, sameRows(ctx, w.database(), copied, names)
}

func shell(ctx context.Context, database, script string) error {
	c := exec.CommandContext(ctx, "sqlite3", "-bail", database)
	c.Stdin = strings.NewReader(script)
	var told strings.Builder
	c.Stderr = &told
	if err := c.Run(); err != nil {
		return fmt.Errorf("%w: %s", err, told.String())
	}
	if told.Len() > 0 {
		return errors.New(told.String())
	}
	return nil
}

// sameRows compares how many rows two files hold and how many orders a search finds in each.
func sameRows(ctx context.Context, a, b string, names []string) error {
	questions := []string{`SELECT count(*) FROM order_search WHERE order_search MATCH '"person 1" *'`}
	for _, name := range names {
		questions = append(questions, "SELECT count(*) FROM "+name)
	}
	for _, q := range questions {
		x, err := count(ctx, a, q)
		if err != nil {
			return err
		}
		y, err := count(ctx, b, q)
		if err != nil {
			return err
		}
		if x != y {
			return fmt.Errorf("%s: %d and %d", q, x, y)
		}
	}
	return nil
}

func count(ctx context.Context, file, question string) (n int, err error) {
	db, err := sql.Open("sqlite", "file:"+file+"?mode=ro")
	if err != nil {
		return 0, err
	}
	defer db.Close()
	return n, db.QueryRowContext(ctx, question).Scan(&n)
}
