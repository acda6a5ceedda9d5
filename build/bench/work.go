//go:build unix

package main

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"github.com/xuri/excelize/v2"

	"ordertrail/app"
)

// work is what the stages share: the folder, the file of orders, and the shop once it is imported.
type work struct {
	folder string
	keep   string // the folder of the large shop when it is to stay
	mails  string // the folder of mails to read
	orders int
	book   string // the workbook, once it is needed
	shop   *app.App
	data   string // its folder
}

func newWork(orders int) (*work, error) {
	folder, err := os.MkdirTemp("", "ordertrail-bench-")
	if err != nil {
		return nil, err
	}
	return &work{folder: folder, orders: orders, data: filepath.Join(folder, "shop")}, nil
}

// needBook makes the workbook where no stage before did.
func (w *work) needBook() error {
	if w.book != "" {
		return nil
	}
	w.book = filepath.Join(w.folder, "orders.xlsx")
	return w.makeBook()
}

// fillShop takes the workbook in, where no stage before did.
func (w *work) fillShop(ctx context.Context) (err error) {
	if err := w.needBook(); err != nil {
		return err
	}
	if w.shop, err = openShop(ctx, w.data); err != nil {
		return err
	}
	return take(w.shop, w.book, w.orders)
}

func (w *work) close() {
	if w.shop != nil {
		_ = w.shop.Close() // the folder goes anyway
	}
	_ = os.RemoveAll(w.folder)
}

// header is our own order form, as `template orders` prints it.
func header() []string { return app.Template("orders")[0] }

var opening = time.Date(2026, 1, 1, 8, 0, 0, 0, time.UTC)

// row is the nth order of the made-up shop, in the columns of header.
func row(n int) map[string]any {
	at := opening.Add(time.Duration(n) * 83 * time.Second)
	name := fmt.Sprintf("Person %d", n*7919%10007)
	return map[string]any{
		"order_number": fmt.Sprintf("SO-%06d", n), "source": "web", "ordered_at": at.Format("2006-01-02 15:04:05"),
		"promised_on": at.AddDate(0, 0, 7).Format("2006-01-02"), "customer_name": name, "email": fmt.Sprintf("p%d@example.com", n*7919%10007),
		"ship_name": name, "ship_address1": fmt.Sprintf("%d Main Street", n), "ship_city": [...]string{"Springfield", "Köln", "Leeds"}[n%3],
		"ship_postcode": fmt.Sprintf("%05d", n%99999), "ship_country": "US", "sku": fmt.Sprintf("SKU-%04d", n%1009),
		"title": fmt.Sprintf("Item number %d", n%1009), "quantity": 1 + n%3, "unit_price": 12.5, "currency": "USD", "service": "Standard",
	}
}

func (w *work) makeBook() error {
	f := excelize.NewFile()
	s, err := f.NewStreamWriter("Sheet1")
	if err != nil {
		return err
	}
	names := header()
	cells := make([]any, len(names))
	for n := -1; n < w.orders; n++ {
		values := map[string]any{}
		if n >= 0 {
			values = row(n)
		}
		for i, name := range names {
			cells[i] = values[name]
			if n < 0 {
				cells[i] = name
			}
		}
		if err := s.SetRow(fmt.Sprintf("A%d", n+2), cells); err != nil {
			return err
		}
	}
	return errors.Join(s.Flush(), f.SaveAs(w.book), f.Close())
}

// openShop opens a shop in folder.
func openShop(ctx context.Context, folder string) (*app.App, error) {
	a := app.New()
	return a, a.Open(ctx, app.Config{Folder: folder, Now: time.Now, Random: rand.Reader, Version: "bench"})
}

// take imports the workbook.
func take(a *app.App, path string, want int) error {
	plan, err := a.Imports().Look(app.ImportFile{Path: path})
	if err != nil {
		return err
	}
	v, err := a.Imports().Apply(plan.ID)
	if err == nil && v.New != want {
		return fmt.Errorf("%d new rows, want %d", v.New, want)
	}
	return err
}
