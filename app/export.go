package app

import (
	"context"
	"encoding/csv"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"ordertrail/store"
	"ordertrail/track"
)

// ExportView says which files an export wrote, and how many rows each holds.
type ExportView struct {
	Folder string        `json:"folder"`
	Files  []ExportCount `json:"files"`
}

// ExportCount is one file of an export.
type ExportCount struct {
	File string `json:"file"`
	Rows int    `json:"rows"`
}

// sheets are the files of an export. Read a row as: <file> has these columns, and <rows> gives those of one order.
var sheets = []struct {
	file   string
	header string
	rows   func(exported) [][]string
}{
	{"orders.csv", "order,source,placed,customer,email,country,state,picked,packed,handed_over,delivered,returns,promise,promised_on,handed_over_at,delivered_at,open_tasks", exportOrder},
	{"lines.csv", "order,source,line,sku,title,ordered,cancelled,picked,packed,handed_over,delivered,lost,return_requested,return_received,restocked,written_off,replaced,to_ship", exportLines},
	{"parcels.csv", "order,source,parcel,carrier,service,tracking,phase,reason,since,possession,estimated_on,cost_minor,currency,signed,left_at,surcharge_minor,surcharge_currency", exportParcels},
	{"contents.csv", "order,source,parcel,line,quantity,assumed", exportContents},
	{"returns.csv", "order,source,return,kind,phase,reason,line,requested,received,grade,disposition,resolution", exportReturns},
	{"tasks.csv", "order,source,task,code,owner,subject,state,opened,due,ended,by", exportTasks},
	{"events.csv", "order,source,event,kind,parcel,return,line,quantity,phase,reason,code,text,location,occurred,recorded,stated_by,actor,counts", exportEvents},
}

// exported is one order on its way out.
type exported struct {
	store.Order
	app *App
}

// Export writes everything the shop holds as CSV files into folder: a shop can leave whenever it wants to.
func (a *App) Export(folder string) (ExportView, error) {
	v := ExportView{Folder: folder}
	ctx, err := a.ready()
	if err != nil {
		return v, err
	}
	for _, s := range sheets {
		n := 0
		_, err := writeFile(filepath.Join(folder, s.file), func(f *os.File) error {
			w := csv.NewWriter(f)
			if err := w.Write(strings.Split(s.header, ",")); err != nil {
				return err
			}
			n, err = a.exportSheet(ctx, w, s.rows)
			w.Flush()
			return w.Error()
		})
		if err != nil {
			return v, err
		}
		v.Files = append(v.Files, ExportCount{s.file, n})
	}
	return v, nil
}

// exportSheet writes the rows of every order, the oldest first.
func (a *App) exportSheet(ctx context.Context, w *csv.Writer, rows func(exported) [][]string) (n int, err error) {
	err = a.store.Read(ctx, func(r *store.Reader) error {
		return r.EachState(ctx, func(s track.OrderState) error {
			o, err := r.Order(ctx, s.ID)
			if err != nil {
				return err
			}
			if o.State.Returns, err = withWords(ctx, r, o.State.Returns); err != nil {
				return err
			}
			for _, row := range rows(exported{o, a}) {
				n++
				if err := w.Write(harmless(row)); err != nil {
					return err
				}
			}
			return ctx.Err()
		})
	})
	return n, err
}

// harmless marks cells that a spreadsheet program would run as a formula, as OWASP advises: an apostrophe goes in front.
// Numbers keep their sign.
func harmless(row []string) []string {
	for i, cell := range row {
		if strings.IndexAny(cell, "=+-@\t\r\n\x00＝＋－＠") != 0 {
			continue
		}
		if _, err := strconv.ParseFloat(cell, 64); err != nil {
			row[i] = "'" + cell
		}
	}
	return row
}

// with puts the order's number and shop in front of cells.
func (x exported) with(cells ...string) []string {
	return append([]string{x.State.Order, x.State.Source}, cells...)
}

func exportOrder(x exported) [][]string {
	s, f := x.State, x.State.Facets
	return [][]string{x.with(string(s.Times.Ordered), x.Customer.Name, x.Customer.Email, s.Facts.Country, string(f.State), string(f.Picked), string(f.Packed),
		string(f.HandedOver), string(f.Delivered), string(f.Returns), string(f.Promise), string(s.Promise.Latest), string(s.Times.HandedOver), string(s.Times.Delivered), itoa(f.Attention))}
}

func exportLines(x exported) (rows [][]string) {
	for _, l := range x.State.Lines {
		g := l.Ledger
		cells := []string{l.Line, l.SKU, l.Title}
		for _, n := range []int{g.Ordered, g.Cancelled, g.Picked, g.Packed, g.HandedOver, g.Delivered, g.Lost, g.ReturnRequested, g.ReturnReceived, g.Restocked, g.WrittenOff, g.Replaced, l.ToShip} {
			cells = append(cells, itoa(n))
		}
		rows = append(rows, x.with(cells...))
	}
	return rows
}

func exportParcels(x exported) (rows [][]string) {
	for _, p := range x.State.Parcels {
		cost := ""
		if !p.Cost.IsZero() {
			cost = strconv.FormatInt(p.Cost.Minor, 10)
		}
		onTop := ""
		if !p.Surcharge.IsZero() {
			onTop = strconv.FormatInt(p.Surcharge.Minor, 10)
		}
		rows = append(rows, x.with(p.Parcel, p.Carrier, p.Service, p.Tracking, string(p.Phase), string(p.Reason), string(p.Since), strconv.FormatBool(p.Possession),
			string(p.Estimated.To), cost, p.Cost.Currency, strconv.FormatBool(p.Signed), p.LeftAt, onTop, p.Surcharge.Currency))
	}
	return rows
}

func exportContents(x exported) (rows [][]string) {
	for _, p := range x.State.Parcels {
		for _, c := range p.Contents {
			rows = append(rows, x.with(p.Parcel, c.Line, itoa(c.Quantity), strconv.FormatBool(p.Assumed)))
		}
	}
	return rows
}

func exportReturns(x exported) (rows [][]string) {
	for _, r := range x.State.Returns {
		if len(r.Lines) == 0 {
			rows = append(rows, x.with(r.Return, r.Kind, r.Phase, r.Reason, "", "", "", "", "", r.Resolution))
		}
		for _, l := range r.Lines {
			rows = append(rows, x.with(r.Return, r.Kind, r.Phase, r.Reason, l.Line, itoa(l.Requested), itoa(l.Received), l.Grade, l.Disposition, r.Resolution))
		}
	}
	return rows
}

func exportTasks(x exported) (rows [][]string) {
	for _, t := range x.State.Tasks {
		rows = append(rows, x.with(t.Task, t.Code, t.Owner, t.Subject, string(t.State), x.app.stamp(t.Opened), x.app.stamp(t.Due), x.app.stamp(t.Ended), t.By))
	}
	return rows
}

func exportEvents(x exported) (rows [][]string) {
	for _, e := range x.Events {
		quantity := ""
		if e.Quantity != 0 {
			quantity = itoa(e.Quantity)
		}
		rows = append(rows, x.with(e.ID, string(e.Kind), e.ParcelID, e.Return, e.Line, quantity, string(e.Phase), string(e.Reason), e.Code, e.Text, e.Location,
			string(e.Occurred), x.app.stamp(e.Recorded), e.Source.ID, e.Actor, strconv.FormatBool(e.Live)))
	}
	return rows
}
