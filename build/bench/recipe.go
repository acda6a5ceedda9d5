//go:build unix

package main

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"path/filepath"
	"strings"

	"github.com/xuri/excelize/v2"
)

const plainTables = `
	PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;
	CREATE TABLE orders (id INTEGER PRIMARY KEY, number TEXT UNIQUE, source TEXT, ordered_at TEXT, promised_on TEXT, name TEXT, email TEXT,
		address TEXT, city TEXT, postcode TEXT, country TEXT, service TEXT);
	CREATE TABLE lines (order_id INTEGER REFERENCES orders(id), sku TEXT, title TEXT, quantity INTEGER, price TEXT, currency TEXT);
	CREATE INDEX lines_order ON lines(order_id);
	CREATE VIRTUAL TABLE found USING fts5(number, name, item);
	CREATE TRIGGER lines_found AFTER INSERT ON lines BEGIN
		INSERT INTO found (rowid, number, name, item) SELECT o.id, o.number, o.name, new.title FROM orders o WHERE o.id = new.order_id;
	END;`

const (
	plainOrder = "INSERT INTO orders (number, source, ordered_at, promised_on, name, email, address, city, postcode, country, service) VALUES (?,?,?,?,?,?,?,?,?,?,?)"
	plainLine  = "INSERT INTO lines VALUES (?,?,?,?,?,?)"
)

// plainRecipe is what a program does that wants only rows: no facts, no derived states, nothing to undo.
func plainRecipe(ctx context.Context, w *work) error {
	rows, err := bookRows(w.book)
	if err != nil {
		return err
	}
	file := filepath.Join(w.folder, "plain.db")
	db, err := sql.Open("sqlite", "file:"+file)
	if err != nil {
		return err
	}
	defer db.Close()
	if _, err := db.ExecContext(ctx, plainTables); err != nil {
		return err
	}
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	if err := plainRows(ctx, tx, rows); err != nil {
		return errors.Join(err, tx.Rollback())
	}
	if err := tx.Commit(); err != nil {
		return err
	}
	n, err := count(ctx, file, `SELECT count(*) FROM found WHERE found MATCH '"item number"'`)
	if err == nil && n != w.orders {
		return fmt.Errorf("%d orders found, want %d", n, w.orders)
	}
	return err
}

// plainRows inserts the rows of a workbook, the first of which is its header, one by one.
func plainRows(ctx context.Context, tx *sql.Tx, rows [][]string) error {
	at := map[string]int{}
	for i, name := range rows[0] {
		at[name] = i
	}
	for _, r := range rows[1:] {
		get := func(name string) string {
			if i := at[name]; i < len(r) {
				return r[i]
			}
			return ""
		}
		res, err := tx.ExecContext(ctx, plainOrder, get("order_number"), get("source"), get("ordered_at"), get("promised_on"), get("customer_name"),
			get("email"), get("ship_address1"), get("ship_city"), get("ship_postcode"), get("ship_country"), get("service"))
		if err != nil {
			return err
		}
		id, err := res.LastInsertId()
		if err != nil {
			return err
		}
		if _, err := tx.ExecContext(ctx, plainLine, id, get("sku"), get("title"), get("quantity"), get("unit_price"), get("currency")); err != nil {
			return err
		}
	}
	return nil
}

// bookRows are all rows of a workbook, in memory.
func bookRows(book string) ([][]string, error) {
	f, err := excelize.OpenFile(book)
	if err != nil {
		return nil, err
	}
	rows, err := f.GetRows("Sheet1")
	return rows, errors.Join(err, f.Close())
}

const searchTrigger = `CREATE TRIGGER words_found AFTER INSERT ON order_words BEGIN
	INSERT INTO order_search (rowid, numbers, customer, items) VALUES (new.n, new.numbers, new.customer, new.items); END`

// sameTables returns the processor time that the plain recipe takes to end with what the shop holds, row for row: it reads the
// workbook, and is told what to write, for it derives nothing.
func sameTables(ctx context.Context, w *work) (float64, error) {
	tables, indices, names, err := w.tables(ctx)
	if err != nil {
		return 0, err
	}
	shop, err := sql.Open("sqlite", "file:"+w.database()+"?mode=ro")
	if err != nil {
		return 0, err
	}
	defer shop.Close()
	file := filepath.Join(w.folder, "recipe.db")
	db, err := sql.Open("sqlite", "file:"+file+"?_journal_mode=WAL&_synchronous=FULL&_pragma=cache_size(-65536)")
	if err != nil {
		return 0, err
	}
	defer db.Close()
	db.SetMaxOpenConns(1)
	for _, text := range append(append(tables, indices...), searchTrigger) {
		if _, err := db.ExecContext(ctx, text); err != nil {
			return 0, err
		}
	}
	seconds, err := cpu(func() error { _, err := bookRows(w.book); return err })
	if err != nil {
		return 0, err
	}
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return 0, err
	}
	for _, name := range names {
		took, err := copyRows(ctx, shop, tx, name)
		if err != nil {
			return 0, errors.Join(fmt.Errorf("%s: %w", name, err), tx.Rollback())
		}
		seconds += took
	}
	took, err := cpu(tx.Commit)
	if err != nil {
		return 0, err
	}
	return seconds + took, sameRows(ctx, w.database(), file, names)
}

// copyRows inserts the rows of one table of the shop, each by itself, and returns the processor time that the inserting takes.
func copyRows(ctx context.Context, shop *sql.DB, tx *sql.Tx, name string) (seconds float64, err error) {
	rows, err := shop.QueryContext(ctx, "SELECT * FROM "+name)
	if err != nil {
		return 0, err
	}
	defer rows.Close()
	columns, err := rows.Columns()
	if err != nil {
		return 0, err
	}
	insert, err := tx.PrepareContext(ctx, "INSERT INTO "+name+" VALUES (?"+strings.Repeat(", ?", len(columns)-1)+")")
	if err != nil {
		return 0, err
	}
	defer insert.Close()
	for more := true; more; {
		var part [][]any
		if part, more, err = someRows(rows, len(columns)); err != nil {
			return 0, err
		}
		took, err := cpu(func() error {
			for _, row := range part {
				if _, err := insert.ExecContext(ctx, row...); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			return 0, err
		}
		seconds += took
	}
	return seconds, nil
}

// someRows reads the next few thousand rows, and whether there may be more.
func someRows(rows *sql.Rows, columns int) (part [][]any, more bool, err error) {
	for len(part) < 5000 {
		if !rows.Next() {
			return part, false, rows.Err()
		}
		row, into := make([]any, columns), make([]any, columns)
		for i := range row {
			into[i] = &row[i]
		}
		if err := rows.Scan(into...); err != nil {
			return nil, false, err
		}
		part = append(part, row)
	}
	return part, true, nil
}
