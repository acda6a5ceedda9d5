package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
)

// querier is where a Reader asks: a read transaction, or the write transaction under way.
type querier interface {
	query(ctx context.Context, query string, args ...any) (*sql.Rows, error)
}

// collect reads all rows and closes them, so that the connection is free for the next question.
func collect[T any](rows *sql.Rows, scan func(*sql.Rows) (T, error)) ([]T, error) {
	defer rows.Close()
	var out []T
	for rows.Next() {
		v, err := scan(rows)
		if err != nil {
			return nil, err
		}
		out = append(out, v)
	}
	return out, rows.Err()
}

// all asks and reads every row.
func all[T any](ctx context.Context, q querier, scan func(*sql.Rows) (T, error), query string, args ...any) ([]T, error) {
	rows, err := q.query(ctx, query, args...)
	if err != nil {
		return nil, err
	}
	return collect(rows, scan)
}

// one asks for a single row; ErrNotFound when there is none.
func one[T any](ctx context.Context, q querier, scan func(*sql.Rows) (T, error), query string, args ...any) (T, error) {
	found, err := all(ctx, q, scan, query, args...)
	if err != nil || len(found) == 0 {
		var none T
		return none, errors.Join(err, notFoundIf(err == nil))
	}
	return found[0], nil
}

func notFoundIf(missing bool) error {
	if missing {
		return ErrNotFound
	}
	return nil
}

func scanText(r *sql.Rows) (s string, err error) { return s, r.Scan(&s) }
func scanInt(r *sql.Rows) (n int64, err error)   { return n, r.Scan(&n) }

// jsonList is list as the JSON array that json_each takes apart again: one parameter however long the list.
func jsonList[T any](list []T) string {
	b, err := json.Marshal(list)
	if err != nil {
		panic(fmt.Sprintf("store: a list of plain values must marshal: %v", err))
	}
	return string(b)
}

// chunks calls f with pieces of list of at most n elements.
func chunks[T any](list []T, n int, f func([]T) error) error {
	for len(list) > 0 {
		k := min(n, len(list))
		if err := f(list[:k]); err != nil {
			return err
		}
		list = list[k:]
	}
	return nil
}
