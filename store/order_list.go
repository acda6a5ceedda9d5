package store

import (
	"context"
	"fmt"
	"strconv"
	"strings"

	"ordertrail/track"
)

// Row is one order in a list.
type Row struct {
	Key      string // of this row, to continue after
	Placed   int64  // milliseconds since 1970, 0 when not known
	Customer string // the name shown
	State    track.OrderState
}

func (o *orderRow) row() Row {
	return Row{Key: fmt.Sprintf("%d.%d", o.placed, o.n), Placed: o.placed, Customer: o.customer, State: o.state}
}

// Query asks for one page of orders, newest first. A search lists the most recently learned first.
type Query struct {
	View   string   // one of Views; "" means all
	Search string   // as typed
	Stands []string // the tracking numbers that Search may stand for besides itself
	Whole  bool     // Search is a whole number, and not the beginning of one
	Source string   // "" means any
	Filter Filter
	After  string // Key of the last row of the page before
	Limit  int    // 1 to 500; 0 means 100
}

// Orders reads one page. Pages are found by key: page 500 costs what page 1 costs.
func (r *Reader) Orders(ctx context.Context, q Query) ([]Row, error) {
	if q.Limit < 1 || q.Limit > 500 {
		q.Limit = 100
	}
	from, values, err := q.statement()
	if err != nil || from.text == "" {
		return nil, err
	}
	rows, err := all(ctx, r.q, scanOrder, "SELECT "+orderColumns+from.text+from.order+" LIMIT $6", values...)
	if err != nil {
		return nil, fmt.Errorf("list orders: %w", err)
	}
	out := make([]Row, len(rows))
	for i, o := range rows {
		out[i] = o.row()
	}
	return out, nil
}

// CountOrders counts the orders that a query lists, from its first page on and up to limit; -1 when there are more.
func (r *Reader) CountOrders(ctx context.Context, q Query, limit int) (int, error) {
	q.After, q.Limit = "", limit+1
	from, values, err := q.statement()
	if err != nil || from.text == "" {
		return 0, err
	}
	n, err := one(ctx, r.q, scanInt, "SELECT count(*) FROM (SELECT 1"+from.text+" LIMIT $6)", values...)
	if err != nil {
		return 0, fmt.Errorf("count orders: %w", err)
	}
	if int(n) > limit {
		return -1, nil
	}
	return int(n), nil
}

// listing is how the orders of one kind of query are found, and in which order they stand.
type listing struct{ text, order string }

// statement is how a query finds its orders, and the values $1 to $12 of it; no text when nothing can match.
func (q Query) statement() (listing, []any, error) {
	after, err := ParseKey(q.After)
	view, match := q.View, matchExpression(q.Search, q.Stands...)
	if q.Whole {
		match = wholeExpression(q.Search)
	}
	if view == "all" {
		view = ""
	}
	f := q.Filter
	values := []any{after.placed, after.n, view, q.Source, match, q.Limit, f.since(), f.Carrier, f.Promise, f.Delivered, f.HandedOver, f.Returns}
	switch {
	case match != "":
		return searchOrders, values, err
	case strings.TrimSpace(q.Search) != "":
		return listing{}, nil, err
	case view != "":
		return listView, values, err
	}
	return listAll, values, err
}

// OrdersIn are all orders of a view, newest first: of one that holds what is open.
func (r *Reader) OrdersIn(ctx context.Context, view string) (out []Row, err error) {
	err = r.EachOrder(ctx, Query{View: view}, func(row Row) error {
		out = append(out, row)
		return nil
	})
	return out, err
}

// EachOrder calls f with every order that a query lists, page after page, a few at a time in memory.
func (r *Reader) EachOrder(ctx context.Context, q Query, f func(Row) error) error {
	q.After, q.Limit = "", 500
	for {
		page, err := r.Orders(ctx, q)
		if err != nil {
			return err
		}
		for _, row := range page {
			if err := f(row); err != nil {
				return err
			}
		}
		if len(page) < q.Limit {
			return nil
		}
		q.After = page[len(page)-1].Key
	}
}

// EachOf calls f with the orders of these ids, newest first; ids that nobody stated are left out.
func (r *Reader) EachOf(ctx context.Context, ids []string, f func(Row) error) error {
	rows, err := all(ctx, r.q, scanOrder, "SELECT "+orderColumns+` FROM orders o WHERE o.id IN (SELECT value FROM json_each($1))
		ORDER BY o.placed_at DESC, o.n DESC`, jsonList(ids))
	if err != nil {
		return fmt.Errorf("chosen orders: %w", err)
	}
	for _, o := range rows {
		if err := f(o.row()); err != nil {
			return err
		}
	}
	return nil
}

// Each of them takes the values of a query: $1 and $2 the key of the row before, $3 view, $4 source, $5 match, $6 limit, the rest
// its filter. An always true condition on those it has no use for keeps the numbers of all the same.
var (
	listAll = listing{
		` FROM orders o WHERE (o.placed_at, o.n) < ($1, $2) AND $3 = '' AND ($4 = '' OR o.source = $4) AND $5 = '' AND` + passes,
		" ORDER BY o.placed_at DESC, o.n DESC",
	}
	listView = listing{
		` FROM order_views v CROSS JOIN orders o ON o.n = v.n
		WHERE v.view = $3 AND (v.placed_at, v.n) < ($1, $2) AND ($4 = '' OR o.source = $4) AND $5 = '' AND` + passes,
		" ORDER BY v.placed_at DESC, v.n DESC",
	}
	searchOrders = listing{
		` FROM order_search s CROSS JOIN orders o ON o.n = s.rowid
		WHERE s.order_search MATCH $5 AND s.rowid < $2 AND $1 <> '' AND ($4 = '' OR o.source = $4)
		AND ($3 = '' OR EXISTS (SELECT 1 FROM order_views v WHERE v.view = $3 AND v.placed_at = o.placed_at AND v.n = o.n)) AND` + passes,
		" ORDER BY s.rowid DESC",
	}
)

// Key is where a row stands in a list that runs from new to old.
type Key struct{ placed, n int64 }

// ParseKey takes a row's key apart; no key is the top of the list.
func ParseKey(key string) (Key, error) {
	const top = int64(1)<<62 - 1
	if key == "" {
		return Key{top, top}, nil
	}
	a, b, ok := strings.Cut(key, ".")
	placed, err := strconv.ParseInt(a, 10, 64)
	n, err2 := strconv.ParseInt(b, 10, 64)
	if !ok || err != nil || err2 != nil {
		return Key{}, fmt.Errorf("%q %w", key, ErrBadKey)
	}
	return Key{placed, n}, nil
}

// Below reports whether a row with key k comes further down the list than one with key o.
func (k Key) Below(o Key) bool { return k.placed < o.placed || k.placed == o.placed && k.n < o.n }
