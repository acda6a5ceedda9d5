package app

import (
	"cmp"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"ordertrail/reports/pdf"
	"ordertrail/store"
	"ordertrail/track"
	"ordertrail/track/carrier"
)

// letterLands print on US Letter; everybody else on A4.
var letterLands = map[string]bool{"US": true, "CA": true, "MX": true}

// head is what every printed document of the shop starts with.
func (a *App) head() pdf.Head {
	s := a.Settings()
	paper := "a4"
	if letterLands[s.Country] {
		paper = "letter"
	}
	h := pdf.Head{Shop: pdf.Shop{Name: s.ShopName}, Words: a.printed("pdf."), Paper: paper, Now: a.now(), Zone: a.zone()}
	h.Shop.Lines = addressLines(s.Address)
	if s.HelpMail != "" {
		h.Shop.Lines = append(h.Shop.Lines, s.HelpMail)
	}
	return h
}

// document writes a PDF and says how many pages it has.
func document(path string, draw func(*os.File) (int, error)) (ReportFile, error) {
	pages := 0
	f, err := writeFile(path, func(w *os.File) (err error) {
		pages, err = draw(w)
		return err
	})
	f.Pages = pages
	return f, err
}

// PackingSlip writes the packing slips of an order, one for each parcel, into the documents folder.
func (x *Reports) PackingSlip(orderID string) (f ReportFile, err error) {
	defer x.app.guard("Reports.PackingSlip", &err)
	path, err := x.app.orderDocument("packing-slip", orderID)
	if err != nil {
		return ReportFile{}, err
	}
	return x.app.PackingSlip(orderID, "", path)
}

// PackingSlip writes the packing slip of one parcel of an order to path; with no parcel named, of the one packed last.
func (a *App) PackingSlip(orderID, parcel, path string) (ReportFile, error) {
	ctx, err := a.ready()
	if err != nil {
		return ReportFile{}, err
	}
	o, err := store.Look(ctx, a.store, func(r *store.Reader) (store.Order, error) { return r.Order(ctx, orderID) })
	if err != nil {
		return ReportFile{}, err
	}
	return a.packingSlip(o, parcel, path)
}

// mostSlips is how many orders are printed at once.
const mostSlips = 500

// PackingSlips writes the packing slips of several orders, one after the other, into the documents folder as one document.
func (x *Reports) PackingSlips(orders []string) (f ReportFile, err error) {
	defer x.app.guard("Reports.PackingSlips", &err)
	return x.app.PackingSlips(orders, filepath.Join(x.app.folder("documents"), x.app.dated(slipsBegin, toSecond, ".pdf")))
}

// PackingSlips writes the packing slips of several orders to path as one document, each of the parcel packed last.
func (a *App) PackingSlips(orders []string, path string) (ReportFile, error) {
	ctx, err := a.ready()
	if err != nil {
		return ReportFile{}, err
	}
	if len(orders) == 0 || len(orders) > mostSlips {
		return ReportFile{}, fail("too-many-slips", fmt.Sprintf("the slips of 1 to %d orders are printed at once, not of %d", mostSlips, len(orders)), itoa(mostSlips), itoa(len(orders)))
	}
	var slips []pdf.Slip
	for _, id := range orders {
		o, err := store.Look(ctx, a.store, func(r *store.Reader) (store.Order, error) { return r.Order(ctx, id) })
		if err != nil {
			return ReportFile{}, err
		}
		slip, err := a.slip(o, "")
		if err != nil {
			return ReportFile{}, err
		}
		slips = append(slips, slip)
	}
	return document(path, func(w *os.File) (int, error) { return pdf.PackingSlips(w, a.head(), slips) })
}

func (a *App) packingSlip(o store.Order, parcel, path string) (ReportFile, error) {
	slip, err := a.slip(o, parcel)
	if err != nil {
		return ReportFile{}, err
	}
	return document(path, func(w *os.File) (int, error) { return pdf.PackingSlip(w, slip) })
}

// slip is what is in one parcel of an order, and where the rest is.
func (a *App) slip(o store.Order, parcel string) (pdf.Slip, error) {
	s, c := o.State, o.Customer
	slip := pdf.Slip{Head: a.head(), Order: s.Order, Placed: s.Times.Ordered.Date(), ShipTo: address(c), Note: c.Note}
	meant := ""
	if parcel != "" {
		p, err := parcelOf(&s, parcel)
		if err != nil {
			return slip, err
		}
		meant = p.Parcel
	}
	this := -1
	for i, p := range s.Parcels {
		if p.Voided {
			continue
		}
		slip.Of++
		if meant == "" || p.Parcel == meant {
			this, slip.Nth = i, slip.Of
		}
	}
	if this < 0 && parcel != "" {
		return slip, fail("no-such-parcel", fmt.Sprintf("order %s has no parcel %s", s.Order, parcel), s.Order, parcel)
	}
	if this >= 0 {
		p := s.Parcels[this]
		slip.Parcel, slip.Grouped, slip.Tracking = p.Parcel, grouped(p.Parcel), p.Tracking
		slip.Carrier = carrier.WithService(p.Carrier, p.Service)
	}
	if links, err := a.Orders().Links(s.ID); err == nil && strings.Contains(links.Page, "://") {
		slip.PageURL = links.Page
	}
	for _, l := range s.Lines {
		placeLine(&slip, l, s.Parcels, this)
	}
	return slip, nil
}

// placeLine puts the units of a line where they are: in this parcel, in another one, or still to come. While nothing is
// in a parcel, the slip lists what the order wants.
func placeLine(slip *pdf.Slip, l track.LineState, parcels []track.ParcelState, this int) {
	wanted := l.Ledger.Ordered - l.Ledger.Cancelled
	line := pdf.SlipLine{SKU: l.SKU, Title: l.Title, Ordered: wanted}
	left := wanted
	for i, p := range parcels {
		for _, c := range p.Contents {
			if c.Line != l.Line || p.Voided {
				continue
			}
			left -= c.Quantity
			in := line
			in.Quantity, in.Parcel = c.Quantity, grouped(p.Parcel)
			if i == this {
				slip.Lines = append(slip.Lines, in)
			} else {
				slip.Elsewhere = append(slip.Elsewhere, in)
			}
		}
	}
	if line.Quantity = left; left > 0 && this < 0 {
		slip.Lines = append(slip.Lines, line)
	} else if left > 0 {
		slip.Later = append(slip.Later, line)
	}
}

// address is how a parcel is addressed.
func address(c track.Customer) []string {
	var out []string
	for _, line := range []string{
		cmp.Or(c.ShipName, c.Name), c.Company, c.Address1, c.Address2, strings.Join(nonEmpty(c.City, c.Region, c.Postcode), " "), c.Country,
	} {
		if strings.TrimSpace(line) != "" {
			out = append(out, line)
		}
	}
	return out
}

// Manifest writes the manifest of a station's hand-over, the one under way or the last one, into the documents folder.
func (x *Reports) Manifest(station string) (f ReportFile, err error) {
	defer x.app.guard("Reports.Manifest", &err)
	return x.app.Manifest(station, filepath.Join(x.app.folder("documents"), x.app.dated("handover-", toMinute, ".pdf")))
}

// Manifest writes the manifest of a station's newest hand-over to path.
func (a *App) Manifest(station, path string) (ReportFile, error) {
	ctx, err := a.ready()
	if err != nil {
		return ReportFile{}, err
	}
	m := pdf.Manifest{Head: a.head(), Station: cmp.Or(station, defaultStation)}
	err = a.store.Read(ctx, func(r *store.Reader) error { return a.fillManifest(ctx, r, &m) })
	if err != nil {
		return ReportFile{}, err
	}
	return document(path, func(w *os.File) (int, error) { return pdf.Handover(w, m) })
}

// fillManifest finds the parcels of the newest hand-over: those whose hand-over scans share its number.
func (a *App) fillManifest(ctx context.Context, r *store.Reader, m *pdf.Manifest) error {
	scans, err := r.Scans(ctx, m.Station, 2000)
	if err != nil {
		return err
	}
	var last time.Time
	for _, s := range scans {
		for _, id := range s.Events {
			e, err := r.Event(ctx, id)
			if err != nil {
				return err
			}
			if e.Kind != track.ParcelGiven || !e.Live || m.Number != "" && e.Code != m.Number {
				continue
			}
			if m.Number == "" {
				m.Number, m.Operator, last = e.Code, e.Actor, s.At
				m.Now = last
			}
			row, name, err := manifestRow(ctx, r, e)
			if err != nil {
				return err
			}
			m.Carrier = cmp.Or(m.Carrier, name)
			m.Parcels = append([]pdf.ManifestRow{row}, m.Parcels...)
		}
	}
	if m.Number == "" {
		return fail("no-handover", fmt.Sprintf("nothing was handed over at %s yet", m.Station), m.Station)
	}
	m.Number = "H" + strings.ToUpper(m.Number[:min(10, len(m.Number))])
	return nil
}

func manifestRow(ctx context.Context, r *store.Reader, e store.Sighted) (pdf.ManifestRow, string, error) {
	states, err := r.States(ctx, []string{e.OrderID})
	o := states[e.OrderID]
	row := pdf.ManifestRow{Parcel: grouped(e.ParcelID), Order: o.Order}
	for _, p := range o.Parcels {
		if p.Parcel == e.ParcelID {
			row.Tracking, row.Service = p.Tracking, p.Service
			return row, carrier.Name(p.Carrier), err
		}
	}
	return row, "", err
}

// Exceptions writes the open tasks by owner into the documents folder.
func (x *Reports) Exceptions() (f ReportFile, err error) {
	defer x.app.guard("Reports.Exceptions", &err)
	return x.app.ExceptionReport(filepath.Join(x.app.folder("documents"), x.app.dated("exceptions-", toDay, ".pdf")))
}

// ExceptionReport writes the open tasks by owner to path.
func (a *App) ExceptionReport(path string) (ReportFile, error) {
	tasks, err := (&Today{a}).List("", "")
	if err != nil {
		return ReportFile{}, err
	}
	e := pdf.Exceptions{Head: a.head()}
	for _, owner := range owners {
		list := pdf.OwnerTasks{Owner: a.say("owner." + owner)}
		for _, t := range tasks {
			if t.Owner == owner && t.State != string(track.TaskWaiting) {
				list.Tasks = append(list.Tasks, a.exceptionRow(t))
			}
		}
		if len(list.Tasks) > 0 {
			e.Owners = append(e.Owners, list)
		}
	}
	others := pdf.OwnerTasks{Owner: a.say("queue.others")}
	for _, t := range tasks {
		if t.State == string(track.TaskWaiting) {
			others.Tasks = append(others.Tasks, a.exceptionRow(t))
		}
	}
	e.Owners = append(e.Owners, others)
	return document(path, func(w *os.File) (int, error) { return pdf.ExceptionReport(w, e) })
}

func (a *App) exceptionRow(t TaskRow) pdf.ExceptionRow {
	due, _ := time.Parse(time.RFC3339, t.Due) // a task without one has none to show
	return pdf.ExceptionRow{
		Order: t.Order, Subject: a.TaskSubject(t), Title: a.say("task." + t.Code), Story: a.TaskStory(t),
		State: a.say("state." + t.State), Due: due,
	}
}

// PickList writes what is to be picked now, in the order of the bins, to path.
func (a *App) PickList(path string) (ReportFile, error) {
	ctx, err := a.ready()
	if err != nil {
		return ReportFile{}, err
	}
	list := pdf.PickList{Head: a.head()}
	err = a.store.Read(ctx, func(r *store.Reader) error {
		list.Rows, err = a.pickRows(ctx, r)
		return err
	})
	if err != nil {
		return ReportFile{}, err
	}
	return document(path, func(w *os.File) (int, error) { return pdf.Picks(w, list) })
}

// slipsBegin is how the names of documents begin that hold the packing slips of several orders.
const slipsBegin = "packing-slips-"

// fileName is an order number made fit for a file name.
func fileName(number string) string {
	return strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || r == '-' {
			return r
		}
		return '_'
	}, number)
}
