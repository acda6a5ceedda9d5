package app

import (
	"cmp"
	"context"
	"slices"
	"sort"
	"strings"
	"time"

	"ordertrail/store"
)

// orderPageAt is one page of the orders as they stood at a moment.
func (a *App) orderPageAt(ctx context.Context, r *store.Reader, q OrderQuery, at time.Time) (OrderPage, error) {
	from, err := a.vantage(ctx, r, at)
	p := OrderPage{Rows: []OrderRow{}, Views: []Count{}, Carriers: []string{}, Saved: []SavedView{}, AsOf: from.asOf()}
	if err != nil {
		return p, err
	}
	if strings.TrimSpace(q.Search) != "" {
		return p, fail("no-search-then", "a search looks at what is known now: leave out the words, or the moment")
	}
	query, err := a.orderQuery(q, from)
	if err != nil {
		return p, err
	}
	after, err := store.ParseKey(q.After)
	if err != nil {
		return p, err
	}
	passed := 0
	top := &topRows{limit: pageSize(q.Limit), after: after}
	l, err := a.lookBack(ctx, r, from, func(row store.Row) error {
		in := store.Holds(cmp.Or(q.View, "all"), row.State) && (q.Source == "" || q.Source == row.State.Source)
		if in && query.Filter.Holds(row.State, row.Placed) {
			passed++
			top.add(row)
		}
		return nil
	})
	if err != nil {
		return p, err
	}
	for _, row := range top.rows {
		p.Rows = append(p.Rows, a.orderRow(row))
	}
	if len(top.rows) == top.limit {
		p.Next = top.rows[len(top.rows)-1].Key
	}
	for _, view := range store.Views() {
		p.Views = append(p.Views, Count{view, l.counts["view/"+view]})
	}
	p.Empty, p.Total, p.Carriers = l.counts["view/all"] == 0, passed, carriersIn(l.counts)
	p.Saved, err = savedViews(ctx, r)
	return p, err
}

// topRows keeps the first page of rows, newest first, behind a key.
type topRows struct {
	limit int
	after store.Key
	rows  []store.Row
}

// keyOf is where a row stands in the list; the key of a row can always be read.
func keyOf(row store.Row) store.Key {
	key, _ := store.ParseKey(row.Key)
	return key
}

func (t *topRows) add(row store.Row) {
	key := keyOf(row)
	if !key.Below(t.after) {
		return
	}
	i := sort.Search(len(t.rows), func(i int) bool { return keyOf(t.rows[i]).Below(key) })
	if i == t.limit {
		return
	}
	t.rows = slices.Insert(t.rows, i, row)
	t.rows = t.rows[:min(t.limit, len(t.rows))]
}
