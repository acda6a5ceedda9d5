package app

import (
	"cmp"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"ordertrail/reports/workbook"
	"ordertrail/store"
	"ordertrail/track"
)

// exportJob is the name under which writing a list of orders announces progress and can be cancelled.
const exportJob = "orders"

// Read a row as: the column <key>, <width> characters wide, holds <cell> of an order: a string, a day, or a number where it counts.
var listColumns = []struct {
	key    string
	width  float64
	counts bool
	cell   func(*App, OrderRow, track.OrderState) any
}{
	{"order", 16, false, func(_ *App, r OrderRow, _ track.OrderState) any { return r.Order }},
	{"shop", 12, false, func(_ *App, r OrderRow, _ track.OrderState) any { return r.Source }},
	{"placed", 11, false, func(_ *App, r OrderRow, _ track.OrderState) any { return track.Stamp(r.Placed).Date() }},
	{"customer", 24, false, func(_ *App, r OrderRow, _ track.OrderState) any { return r.Customer }},
	{"status", 30, false, func(a *App, r OrderRow, _ track.OrderState) any { return a.Headline(r.Headline) }},
	{"state", 11, false, func(a *App, r OrderRow, _ track.OrderState) any { return a.say("state." + string(r.Facets.State)) }},
	{"items", 48, false, func(_ *App, _ OrderRow, s track.OrderState) any { return itemsOf(s.Lines) }},
	{"units", 7, true, func(_ *App, r OrderRow, _ track.OrderState) any { return r.Units }},
	{"to_ship", 8, true, func(_ *App, r OrderRow, _ track.OrderState) any { return r.Headline.ToShip }},
	{"handed_over", 12, true, func(_ *App, r OrderRow, _ track.OrderState) any { return r.HandedOver }},
	{"delivered", 10, true, func(_ *App, r OrderRow, _ track.OrderState) any { return r.Delivered }},
	{"parcels", 8, true, func(_ *App, r OrderRow, _ track.OrderState) any { return len(r.Parcels) }},
	{"promised", 11, false, func(_ *App, r OrderRow, _ track.OrderState) any { return r.Promise.Latest }},
	{"promise", 12, false, func(a *App, r OrderRow, _ track.OrderState) any { return a.say("promised." + string(r.Facets.Promise)) }},
	{"carrier", 16, false, func(_ *App, r OrderRow, _ track.OrderState) any { return strings.Join(r.Carriers, ", ") }},
	{"tracking", 26, false, func(_ *App, _ OrderRow, s track.OrderState) any { return strings.Join(trackingOf(s.Parcels), ", ") }},
	{"return", 16, false, func(a *App, r OrderRow, _ track.OrderState) any { return a.WordFor("return", r.Return) }},
	{"tasks", 7, true, func(_ *App, r OrderRow, _ track.OrderState) any { return r.Facets.Attention }},
}

// itemsOf is what an order is of: "2 × Battery, 1 × Drill".
func itemsOf(lines []track.LineState) string {
	var out []string
	for _, l := range lines {
		if n := l.Ledger.Ordered - l.Ledger.Cancelled; n > 0 {
			out = append(out, fmt.Sprintf("%d × %s", n, cmp.Or(l.Title, l.SKU)))
		}
	}
	return strings.Join(out, ", ")
}

// trackingOf are the tracking numbers of the parcels that were not voided, each once.
func trackingOf(parcels []track.ParcelState) (out []string) {
	for _, p := range parcels {
		if !p.Voided && p.Tracking != "" && !slices.Contains(out, p.Tracking) {
			out = append(out, p.Tracking)
		}
	}
	return out
}

// Export writes what a query lists, all of its pages, into the documents folder as a spreadsheet; with ids, only those orders.
func (o *Orders) Export(q OrderQuery, ids []string) (f ReportFile, err error) {
	defer o.app.guard("Orders.Export", &err)
	return o.app.ExportOrders(q, ids, filepath.Join(o.app.folder("documents"), o.app.dated("orders-", toSecond, ".xlsx")))
}

// ExportOrders writes what a query lists, all of its pages, to path as a spreadsheet; with ids, only those orders. A moment of
// the past is not written: the list is that of now.
func (a *App) ExportOrders(q OrderQuery, ids []string, path string) (ReportFile, error) {
	ctx, err := a.ready()
	if err != nil {
		return ReportFile{}, err
	}
	if err := knownView(q.View); err != nil {
		return ReportFile{}, err
	}
	q.After, q.Limit = "", 500
	query, err := a.orderQuery(q, a.here())
	if err != nil {
		return ReportFile{}, err
	}
	ctx, done := a.job(ctx, exportJob)
	defer done()
	return writeFile(path, func(f *os.File) error {
		return a.store.Read(ctx, func(r *store.Reader) error {
			each := r.EachOrder
			if len(ids) > 0 {
				each = func(ctx context.Context, _ store.Query, f func(store.Row) error) error { return r.EachOf(ctx, ids, f) }
			} else if err := knownShop(ctx, r, q.Source); err != nil {
				return err
			}
			return workbook.Write(f, a.orderList(q, len(ids)), func(add func(...any) error) error {
				return each(ctx, query, a.orderCells(ctx, add))
			})
		})
	})
}

// orderCells writes one order as a row, and tells now and then how many there are.
func (a *App) orderCells(ctx context.Context, add func(...any) error) func(store.Row) error {
	n := 0
	return func(row store.Row) error {
		shown := a.orderRow(row)
		cells := make([]any, len(listColumns))
		for i, c := range listColumns {
			cells[i] = c.cell(a, shown, row.State)
		}
		if n++; n%1000 == 0 {
			a.send("progress", Progress{Job: exportJob, Code: "writing", Done: n})
		}
		if err := ctx.Err(); err != nil {
			return err
		}
		return add(cells...)
	}
}

// orderList is the workbook of a query without its rows: what stands over its columns, and what it lists.
func (a *App) orderList(q OrderQuery, chosen int) workbook.List {
	l := workbook.List{Sheet: a.say("screen.orders"), About: a.say("orders.export.about"), Now: a.now()}
	for _, c := range listColumns {
		l.Columns = append(l.Columns, workbook.Column{Head: a.say("orders.export." + c.key), Width: c.width, Numbers: c.counts})
	}
	l.Says = append(l.Says, [2]string{a.say("orders.filter.made"), a.now().In(a.zone()).Format("2006-01-02 15:04 -07:00")})
	if chosen > 0 {
		l.Says = append(l.Says, [2]string{a.say("orders.filter.chosen"), strconv.Itoa(chosen)})
		return l
	}
	l.Says = append(l.Says, a.queryRows(q)...)
	return l
}
