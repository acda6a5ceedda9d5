//go:build unix

package main

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"time"

	"ordertrail/app"
	"ordertrail/store"
)

// scanCommit is P7: a scan on disk, against writing 8 KB and flushing them; and the whole scan at the bench, with its verdict
// and everything the station shows.
func scanCommit(ctx context.Context, w *work) ([]ratio, error) {
	bare, err := os.Create(filepath.Join(w.folder, "bare"))
	if err != nil {
		return nil, err
	}
	defer bare.Close()
	block := make([]byte, 8192)
	number, err := manyUnits(w)
	if err != nil {
		return nil, err
	}
	s, err := store.Open(ctx, filepath.Join(w.folder, "small.db"), store.Options{Now: openingClock})
	if err != nil {
		return nil, err
	}
	defer s.Close()
	const n = 300
	took, err := inTurn(n,
		func(int) error {
			_, err := bare.Write(block)
			return errors.Join(err, bare.Sync())
		},
		func(i int) error {
			return s.Update(ctx, func(tx *store.Tx) error {
				return tx.AddScan(store.Scan{ID: fmt.Sprint("s", i), Station: "b1", Raw: "MANY", Meaning: "line-item", Verdict: "ok"})
			})
		},
		func(i int) error {
			v, err := w.shop.Scans().Scan(app.ScanRequest{Station: "b1", Mode: "pick", Operator: "kim", Raw: "MANY", ID: fmt.Sprint("b", i)})
			if err == nil && v.Verdict != "ok" {
				return fmt.Errorf("a scan of %s was answered %s", number, v.Code)
			}
			return err
		})
	if err != nil {
		return nil, err
	}
	return []ratio{
		{"P7 commit of a scan, p50", took[1], took[0], "ms", 3, "8 KB write and flush"},
		{"   … the whole scan, order and bench drawn anew, p50", took[2], took[0], "ms", 0, "the same"},
	}, nil
}

// manyUnits takes in one order with units enough for every scan, and opens it at the bench.
func manyUnits(w *work) (string, error) {
	file := filepath.Join(w.folder, "many.csv")
	text := "order_number,source,ordered_at,sku,title,quantity\nMANY-1,web,2026-01-01 08:00,MANY,Many,100000\n"
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		return "", err
	}
	if err := take(w.shop, file, 1); err != nil {
		return "", err
	}
	_, err := w.shop.Scans().Scan(app.ScanRequest{Station: "b1", Mode: "pick", Raw: "MANY-1", ID: "open"})
	return "MANY-1", err
}

// typing is what a clerk has typed so far, and the same as a query of the search index.
type typing struct{ text, match string }

var typed = []typing{
	{"p", `"p" *`}, {"per", `"per" *`}, {"person 1", `"person" * AND "1" *`}, {"item", `"item" *`}, {"so-0001", `"so-0001" *`}, {"spring", `"spring" *`},
}

// search is P9: as-you-type search, newest first, against the usual ORDER BY rank.
func search(ctx context.Context, w *work) ([]ratio, error) {
	return searchFor(ctx, w, typed, "SO-000042", "so000042", "SO 000042")
}

// searchFor measures what is typed, and looks one order up by several forms of its number, the first as it is written.
func searchFor(ctx context.Context, w *work, typed []typing, forms ...string) ([]ratio, error) {
	db, err := sql.Open("sqlite", "file:"+w.database()+"?mode=ro")
	if err != nil {
		return nil, err
	}
	defer db.Close()
	var ours, theirs float64
	for _, q := range typed {
		page, err := w.shop.Orders().List(app.OrderQuery{Search: q.text, Limit: 50})
		if err != nil {
			return nil, err
		}
		var all int
		if err := db.QueryRowContext(ctx, "SELECT count(*) FROM order_search WHERE order_search MATCH ?", q.match).Scan(&all); err != nil {
			return nil, err
		}
		if page.Total >= 0 && page.Total != all && all <= 10_000 {
			return nil, fmt.Errorf("%q finds %d orders, the index %d", q.text, page.Total, all)
		}
		took, err := inTurn(9,
			func(int) error {
				_, err := w.shop.Orders().List(app.OrderQuery{Search: q.text, Limit: 50})
				return err
			},
			func(int) error { return ranked(ctx, db, q.match) })
		if err != nil {
			return nil, err
		}
		ours, theirs = ours+took[0], theirs+took[1]
	}
	for _, form := range forms {
		page, err := w.shop.Orders().List(app.OrderQuery{Search: form})
		if err != nil || len(page.Rows) != 1 || page.Rows[0].Order != forms[0] {
			return nil, fmt.Errorf("%q finds %d orders (%v), want %s alone", form, len(page.Rows), err, forms[0])
		}
	}
	n := float64(len(typed))
	return []ratio{{"P9 search while typing, p50, mean of 6", ours / n, theirs / n, "ms", 0.1, "ORDER BY rank; ours with counts and rows"}}, nil
}

// ranked reads the best 50 orders of a search with their states.
func ranked(ctx context.Context, db *sql.DB, match string) error {
	rows, err := db.QueryContext(ctx, "SELECT o.state FROM order_search s JOIN orders o ON o.n = s.rowid WHERE s.order_search MATCH ? ORDER BY s.rank LIMIT 50", match)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var state string
		if err := rows.Scan(&state); err != nil {
			return err
		}
	}
	return rows.Err()
}

// orderPage is P10: the 500th page of the list against the first.
func orderPage(_ context.Context, w *work) ([]ratio, error) {
	const pages = 500
	limit := max(1, min(100, w.orders/(pages+1)))
	after, seen := "", map[string]bool{}
	for range pages - 1 {
		page, err := w.shop.Orders().List(app.OrderQuery{Limit: limit, After: after})
		if err != nil {
			return nil, err
		}
		for _, r := range page.Rows {
			seen[r.ID] = true
		}
		after = page.Next
	}
	if len(seen) != limit*(pages-1) {
		return nil, fmt.Errorf("%d orders on %d pages of %d", len(seen), pages-1, limit)
	}
	list := func(after string) func(int) error {
		return func(int) error {
			page, err := w.shop.Orders().List(app.OrderQuery{Limit: limit, After: after})
			if err == nil && len(page.Rows) != limit {
				return fmt.Errorf("%d rows, want %d", len(page.Rows), limit)
			}
			return err
		}
	}
	took, err := inTurn(101, list(after), list(""))
	if err != nil {
		return nil, err
	}
	return []ratio{{fmt.Sprintf("P10 page 500 of %d orders each, p50", limit), took[0], took[1], "ms", 2, "page 1"}}, nil
}

// screens are the two screens that count over everything: cold, and right after a scan.
func screens(_ context.Context, w *work) ([]ratio, error) { return screensOf(w.shop, "MANY") }

// screensOf measures the screens of a shop in which code can be picked at the bench.
func screensOf(shop *app.App, code string) ([]ratio, error) {
	today := func(int) error { _, err := shop.Today().Show(); return err }
	cold, err := inTurn(1, today)
	if err != nil {
		return nil, err
	}
	var after []float64
	for range 5 {
		v, err := shop.Scans().Scan(app.ScanRequest{Station: "b1", Mode: "pick", Operator: "kim", Raw: code, ID: fmt.Sprint("t", time.Now().UnixNano())})
		if err == nil && v.Verdict != "ok" {
			err = fmt.Errorf("a scan of %s was answered %s", code, v.Code)
		}
		if err != nil {
			return nil, err
		}
		once, err := inTurn(1, today)
		if err != nil {
			return nil, err
		}
		after = append(after, once[0])
	}
	slices.Sort(after)
	kpi, err := inTurn(3, func(int) error { _, err := shop.Reports().KPI(app.KPIQuery{From: "2026-01-01"}); return err })
	if err != nil {
		return nil, err
	}
	return []ratio{
		{what: "Today, first time", ours: cold[0], unit: "ms", against: "no peer"},
		{what: "Today, after a scan, p50", ours: after[2], unit: "ms", against: "no peer"},
		{what: "KPI screen, p50", ours: kpi[0], unit: "ms", against: "no peer"},
	}, nil
}

func openingClock() time.Time { return opening }
