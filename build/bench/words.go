//go:build unix

package main

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"path/filepath"

	"ordertrail/store"
)

// added is how many new orders a file has that is taken into the large shop.
const added = 5000

const (
	writeWords = "INSERT INTO order_words (n, numbers, customer, items) VALUES ($1, $2, $3, $4)"
	indexWords = "INSERT INTO order_search (rowid, numbers, customer, items) VALUES ($1, $2, $3, $4)"
)

// Read a row as: the search words of new orders are written <name> by <prepare>, and then by running <statements> for each of them.
var wordWays = []struct {
	name, prepare string
	statements    []string
}{
	{"by ourselves", "SELECT 1", []string{writeWords, indexWords}},
	{"by a trigger", `CREATE TEMP TRIGGER words_added AFTER INSERT ON main.order_words BEGIN
		INSERT INTO order_search (rowid, numbers, customer, items) VALUES (new.n, new.numbers, new.customer, new.items); END`, []string{writeWords}},
}

// wordsOfMany is P6 in a shop that holds nothing but the search words of its orders, which are there within a minute for a million.
func wordsOfMany(ctx context.Context, w *work) ([]ratio, error) {
	file := filepath.Join(w.folder, "words.db")
	s, err := store.Open(ctx, file, store.Options{Now: openingClock})
	if err != nil {
		return nil, err
	}
	if err := s.Close(); err != nil {
		return nil, err
	}
	db, err := openWords(file)
	if err != nil {
		return nil, err
	}
	_, err = db.ExecContext(ctx, manyWords, w.orders)
	if err == nil {
		_, err = db.ExecContext(ctx, "INSERT INTO order_search (order_search) VALUES ('rebuild')")
	}
	if err := errors.Join(err, db.Close()); err != nil {
		return nil, fmt.Errorf("write the search words of %d orders: %w", w.orders, err)
	}
	return wordsAddedTo(ctx, file, w.orders)
}

// manyWords are the search words of the made-up shop's orders.
const manyWords = `WITH RECURSIVE made (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM made WHERE n < ?)
	INSERT INTO order_words (n, numbers, customer, items) SELECT n, format('SO-%07d SO%07d', n, n),
		format('Person %d p%d@example.com Springfield %05d', n * 7919 % 10007, n * 7919 % 10007, n % 99999),
		format('SKU-%04d SKU%04d Item number %d', n % 1009, n % 1009, n % 1009) FROM made`

func openWords(file string) (*sql.DB, error) {
	db, err := sql.Open("sqlite", "file:"+file+"?_journal_mode=WAL&_busy_timeout=5000&_pragma=cache_size(-65536)")
	if err == nil {
		db.SetMaxOpenConns(1)
	}
	return db, err
}

// wordsAdded is P6 in the large shop.
func wordsAdded(ctx context.Context, w *work) ([]ratio, error) {
	return wordsAddedTo(ctx, w.database(), w.orders)
}

// wordsAddedTo is P6: the search words of new orders into an index, as the store writes them, against an index that a trigger keeps.
// Nothing of it stays.
func wordsAddedTo(ctx context.Context, file string, orders int) ([]ratio, error) {
	db, err := openWords(file)
	if err != nil {
		return nil, err
	}
	defer db.Close()
	took := make([]float64, len(wordWays))
	for i, way := range wordWays {
		tx, err := db.BeginTx(ctx, nil)
		if err != nil {
			return nil, err
		}
		took[i], err = addWords(ctx, tx, way.prepare, way.statements)
		if err = errors.Join(err, tx.Rollback()); err != nil {
			return nil, fmt.Errorf("write search words %s: %w", way.name, err)
		}
	}
	what := fmt.Sprintf("P6 search words of %d orders into those of %d", added, orders)
	return []ratio{{what, took[0], took[1], "CPU s", 0.12, "an index kept by a trigger"}}, nil
}

// addWords writes the words of new orders and says the processor time until they are in the index, which a savepoint sees to.
func addWords(ctx context.Context, tx *sql.Tx, prepare string, statements []string) (float64, error) {
	if _, err := tx.ExecContext(ctx, prepare); err != nil {
		return 0, err
	}
	var last int
	if err := tx.QueryRowContext(ctx, "SELECT max(n) FROM order_words").Scan(&last); err != nil {
		return 0, err
	}
	seconds, err := cpu(func() error {
		if err := forEachAdded(ctx, tx, statements, last); err != nil {
			return err
		}
		_, err := tx.ExecContext(ctx, "SAVEPOINT written")
		return err
	})
	var found int
	if err == nil {
		err = tx.QueryRowContext(ctx, `SELECT count(*) FROM order_search WHERE order_search MATCH '"bulkwork" *'`).Scan(&found)
	}
	if err == nil && found != added {
		err = fmt.Errorf("%d orders are found, want %d", found, added)
	}
	return seconds, err
}

// forEachAdded runs the statements with the words of every new order; they come behind the last one.
func forEachAdded(ctx context.Context, tx *sql.Tx, texts []string, last int) error {
	steps := make([]*sql.Stmt, len(texts))
	for i, text := range texts {
		var err error
		if steps[i], err = tx.PrepareContext(ctx, text); err != nil {
			return err
		}
		defer steps[i].Close()
	}
	for n := 1; n <= added; n++ {
		item := n % 1009
		for _, s := range steps {
			_, err := s.ExecContext(ctx, last+n, fmt.Sprintf("BULKWORK-%06d BULKWORK%06d", n, n), fmt.Sprintf("Person %d Leeds", n*7919%10007),
				fmt.Sprintf("SKU-%04d SKU%04d Item number %d", item, item, item))
			if err != nil {
				return err
			}
		}
	}
	return nil
}
