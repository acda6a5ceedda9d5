package app

import (
	"context"
	"fmt"
	"os"

	"ordertrail/reports/pdf"
	"ordertrail/store"
	"ordertrail/track/carrier"
)

// Labels writes our own labels of an order's parcels into the documents folder; with a parcel named, of that one alone.
func (x *Reports) Labels(orderID, parcel string) (f ReportFile, err error) {
	defer x.app.guard("Reports.Labels", &err)
	path, err := x.app.orderDocument("labels", orderID)
	if err != nil {
		return ReportFile{}, err
	}
	return x.app.Labels([]string{orderID}, parcel, path)
}

// Labels writes our own labels of the parcels of several orders to path, one a page; with a parcel named, of that one alone.
func (a *App) Labels(orders []string, parcel, path string) (ReportFile, error) {
	ctx, err := a.ready()
	if err != nil {
		return ReportFile{}, err
	}
	if len(orders) == 0 || len(orders) > mostSlips {
		return ReportFile{}, fail("too-many-slips", fmt.Sprintf("the labels of 1 to %d orders are printed at once, not of %d", mostSlips, len(orders)), itoa(mostSlips), itoa(len(orders)))
	}
	var labels []pdf.Label
	err = a.store.Read(ctx, func(r *store.Reader) error {
		for _, id := range orders {
			o, err := r.Order(ctx, id)
			if err != nil {
				return err
			}
			of, err := labelsOf(o, parcel)
			if err != nil {
				return err
			}
			labels = append(labels, of...)
		}
		return nil
	})
	if err != nil {
		return ReportFile{}, err
	}
	return document(path, func(w *os.File) (int, error) { return pdf.Labels(w, a.head(), labels) })
}

// labelsOf are the labels of an order's parcels that were not voided, in their order; with a parcel named, its label alone.
func labelsOf(o store.Order, parcel string) ([]pdf.Label, error) {
	s := o.State
	if parcel != "" {
		p, err := parcelOf(&s, parcel)
		if err != nil {
			return nil, err
		}
		parcel = p.Parcel
	}
	var all, out []pdf.Label
	for _, p := range s.Parcels {
		if p.Voided {
			continue
		}
		all = append(all, pdf.Label{
			Order: s.Order, Parcel: p.Parcel, Grouped: grouped(p.Parcel), ShipTo: address(o.Customer),
			Carrier: carrier.WithService(p.Carrier, p.Service), Nth: len(all) + 1,
		})
	}
	for _, l := range all {
		if l.Of = len(all); parcel == "" || l.Parcel == parcel {
			out = append(out, l)
		}
	}
	if len(out) == 0 {
		return nil, fail("no-labels", fmt.Sprintf("order %s has no parcel to label yet: pack one, or import its label", s.Order), s.Order)
	}
	return out, nil
}

// officeHead is head in the language of the screens, for papers that are read at the office and by carriers: their words are
// those of the screens.
func (a *App) officeHead() pdf.Head {
	h := a.head()
	h.Words = a.config.Words.Below("pdf.", nil)
	return h
}

// orderWith reads an order with all that is known about it, and the words that lie beside its returns.
func (a *App) orderWith(ctx context.Context, r *store.Reader, id string) (store.Order, error) {
	o, err := r.Order(ctx, id)
	if err != nil {
		return o, err
	}
	o.State.Returns, err = withWords(ctx, r, o.State.Returns)
	return o, err
}
