//go:build unix

package main

import (
	"context"
	"crypto/rand"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"syscall"
	"time"

	"ordertrail/app"
)

// largeScreens opens the large shop as the program does and looks at it: what must not grow with the shop.
func largeScreens(ctx context.Context, w *work) ([]ratio, error) {
	if _, err := os.Stat(filepath.Join(w.large(), "ordertrail.db")); err != nil {
		return nil, fmt.Errorf("measure \"rebuild and sweep\" too: %w", err)
	}
	now, err := derivedTo(ctx, w)
	if err != nil {
		return nil, err
	}
	shop := app.New()
	begun := time.Now()
	config := app.Config{Folder: w.large(), Now: func() time.Time { return now.Add(time.Since(begun)) }, Random: rand.Reader, Version: "bench"}
	if err := shop.Open(ctx, config); err != nil {
		return nil, err
	}
	out := []ratio{{what: "open", ours: time.Since(begun).Seconds() * 1e3, unit: "ms", against: "no peer"}}
	small := &work{folder: w.folder, data: w.large(), orders: w.orders, shop: shop}
	for _, f := range []func(context.Context, *work) ([]ratio, error){orderPage, statusCounts, searchLarge, manyScreens, wordsAdded, addition} {
		rows, err := f(ctx, small)
		if err != nil {
			return nil, errors.Join(err, shop.Close())
		}
		out = append(out, rows...)
	}
	return append(out, ratio{what: "peak memory of this process", ours: peak(), unit: "MB", against: "everything measured so far"}), shop.Close()
}

// derivedTo is the moment up to which the large shop was measured: at an earlier one every order would be derived anew, as after
// a clock that went back.
func derivedTo(ctx context.Context, w *work) (time.Time, error) {
	db, err := sql.Open("sqlite", "file:"+filepath.Join(w.large(), "ordertrail.db")+"?mode=ro")
	if err != nil {
		return time.Time{}, err
	}
	defer db.Close()
	var at int64
	err = db.QueryRowContext(ctx, "SELECT CAST(value AS INTEGER) FROM settings WHERE key = 'derived_to'").Scan(&at)
	return time.UnixMilli(at), err
}

// statusCounts is P11: the counters against counting.
func statusCounts(ctx context.Context, w *work) ([]ratio, error) {
	db, err := sql.Open("sqlite", "file:"+w.database()+"?mode=ro")
	if err != nil {
		return nil, err
	}
	defer db.Close()
	var counted, kept int
	took, err := inTurn(3,
		func(int) error {
			return db.QueryRowContext(ctx, "SELECT n FROM counters WHERE name = 'view/open'").Scan(&kept)
		},
		func(int) error {
			const everyView = "SELECT sum(n) FILTER (WHERE view = 'open') FROM (SELECT view, count(*) AS n FROM order_views GROUP BY view)"
			return db.QueryRowContext(ctx, everyView).Scan(&counted)
		})
	if err == nil && counted != kept {
		err = fmt.Errorf("%d orders are open and the counter says %d", counted, kept)
	}
	return []ratio{{"P11 how many are open, p50", took[0], took[1], "ms", 0.001, "GROUP BY over the rows of every list"}}, err
}

// searchLarge is P9 in the large shop.
func searchLarge(ctx context.Context, w *work) ([]ratio, error) {
	rows, err := searchFor(ctx, w, typed, "SO-0000042", "SO0000042", "so 0000042")
	if err != nil {
		return nil, err
	}
	number := "1Z0000000000000042"
	page, err := w.shop.Orders().List(app.OrderQuery{Search: number})
	if err == nil && (len(page.Rows) != 1 || page.Rows[0].Order != "SO-0000042") {
		err = fmt.Errorf("%s finds %d orders", number, len(page.Rows))
	}
	return rows, err
}

// manyScreens is screens in the large shop.
func manyScreens(_ context.Context, w *work) ([]ratio, error) {
	known, err := w.shop.Orders().List(app.OrderQuery{Search: "MANY-1"})
	if err == nil && len(known.Rows) == 0 {
		_, err = manyUnits(w)
	}
	if err != nil {
		return nil, err
	}
	return screensOf(w.shop, "MANY")
}

// addition takes some thousand rows into the large shop, against the same rows into an empty one.
func addition(ctx context.Context, w *work) ([]ratio, error) {
	const rows = added
	file := filepath.Join(w.folder, "addition.csv")
	if err := makeCSV(file, fmt.Sprint("ADD", time.Now().Unix()), rows); err != nil {
		return nil, err
	}
	ours, err := cpu(func() error { return take(w.shop, file, rows) })
	if err != nil {
		return nil, err
	}
	empty, err := openShop(ctx, filepath.Join(w.folder, "empty"))
	if err != nil {
		return nil, err
	}
	theirs, err := cpu(func() error { return take(empty, file, rows) })
	what := fmt.Sprintf("import of %d rows into %d orders", rows, w.orders)
	return []ratio{{what, ours, theirs, "CPU s", 0, "the same into an empty shop"}}, errors.Join(err, empty.Close())
}

// peak is the most memory this process had, in MB.
func peak() float64 {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		panic(err) // asks for a process that does not exist: a programming error
	}
	return float64(u.Maxrss) / 1024
}
