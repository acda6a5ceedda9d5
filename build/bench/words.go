//go:build unix

package main

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
)

// added is how many new orders a file has that is taken into the large shop.
const added = 5000

const (
	writeWords = "INSERT INTO order_words (n, numbers, customer, items) VALUES ($1, $2, $3, $4)"
	indexWords = "INSERT INTO order_search (rowid, numbers, customer, items) VALUES ($1, $2, $3, $4)"
)

// Read a row as: the search words of new orders are written <name> by <prepare>, and then by running each of <statements> for all
// of them.
var wordWays = []struct {
	name, prepare string
	statements    []string
}{
	{"in bulk", "SELECT 1", []string{writeWords, indexWords}},
	{"by a trigger", `CREATE TEMP TRIGGER words_added AFTER INSERT ON main.order_words BEGIN
		INSERT INTO order_search (rowid, numbers, customer, items) VALUES (new.n, new.numbers, new.customer, new.items); END`, []string{writeWords}},
}

// wordsAdded is P6: the search words of new orders into the index of the large shop, as the store writes them, against an index
// that a trigger keeps. Nothing of it stays.
func wordsAdded(ctx context.Context, w *work) ([]ratio, error) {
	db, err := sql.Open("sqlite", "file:"+w.database()+"?_busy_timeout=5000&_pragma=cache_size(-65536)")
	if err != nil {
		return nil, err
	}
	defer db.Close()
	db.SetMaxOpenConns(1)
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
	what := fmt.Sprintf("P6 search words of %d orders into those of %d", added, w.orders)
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
		for _, text := range statements {
			if err := forEachAdded(ctx, tx, text, last); err != nil {
				return err
			}
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

// forEachAdded runs a statement with the words of every new order; they come behind the last one.
func forEachAdded(ctx context.Context, tx *sql.Tx, text string, last int) error {
	s, err := tx.PrepareContext(ctx, text)
	if err != nil {
		return err
	}
	for n := 1; err == nil && n <= added; n++ {
		item := n % 1009
		_, err = s.ExecContext(ctx, last+n, fmt.Sprintf("BULKWORK-%06d BULKWORK%06d", n, n), fmt.Sprintf("Person %d Leeds", n*7919%10007),
			fmt.Sprintf("SKU-%04d SKU%04d Item number %d", item, item, item))
	}
	return errors.Join(err, s.Close())
}
