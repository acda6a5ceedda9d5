package store

import (
	"context"
	"database/sql"
	"fmt"
	"hash/maphash"
	"strconv"
)

// census is how many rows a table has and the sum of their hashes, in whatever order they come: tables with the same census
// hold the same rows, but for a chance of one in 2^64.
type census struct {
	rows int64
	sum  uint64
}

func (c *census) add(o census) {
	c.rows += o.rows
	c.sum += o.sum
}

// count adds one row, given as its values after one another.
func (c *census) count(seed maphash.Seed, row []byte) {
	c.rows++
	c.sum += maphash.Bytes(seed, row)
}

// appendValue adds a value as it stands in the file, told apart from the next one.
func appendValue(row []byte, v any) []byte {
	switch v := v.(type) {
	case string:
		row = append(row, v...)
	case int64:
		row = strconv.AppendInt(row, v, 10)
	case int:
		row = strconv.AppendInt(row, int64(v), 10)
	default:
		row = fmt.Append(row, v)
	}
	return append(row, 0x1f)
}

// Read a row as: what stands beside the orders in <table> is what <rows> finds; <insert> writes one row of it.
var besides = []struct{ table, insert, rows string }{
	{"order_views", insertView, "SELECT view, placed_at, n FROM order_views"},
	{"parcels", insertParcel, "SELECT id, order_id, carrier, tracking, phase FROM parcels"},
	{"transits", insertTransit, "SELECT parcel, order_id, carrier, service, zone, ended_on, arrived_on, days, lag, silences, forecast FROM transits"},
	{"returns", insertReturn, "SELECT id, order_id, kind, phase FROM returns"},
	{"tasks", insertTask, `SELECT id, order_id, code, owner, subject, state, open, opened_at, due_at, ended_at, actor, task FROM tasks
		WHERE order_id <> ''`},
}

// censusOf counts the rows that a question finds.
func censusOf(ctx context.Context, q querier, seed maphash.Seed, question string) (census, error) {
	var c census
	rows, err := q.query(ctx, question)
	if err != nil {
		return c, err
	}
	names, err := rows.Columns()
	if err != nil {
		return c, err
	}
	values, into := make([]any, len(names)), make([]any, len(names))
	for i := range values {
		into[i] = &values[i]
	}
	var row []byte
	_, err = collect(rows, func(r *sql.Rows) (none struct{}, err error) {
		if err := r.Scan(into...); err != nil {
			return none, err
		}
		row = row[:0]
		for _, v := range values {
			row = appendValue(row, v)
		}
		c.count(seed, row)
		return none, nil
	})
	return c, err
}
