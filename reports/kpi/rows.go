package kpi

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"ordertrail/track"
)

// Row is one row behind a figure: which it is, the day it counts on, and what it says to the KPI.
type Row struct {
	Table          Table
	OrderID, Order string
	Subject        string // parcel, line, return and line, or event; "" is the order itself
	Day            track.Date
	Value          float64 // hours, units or 1 and 0; money in minor units
	Weight         int     // cases it stands for
	Excluded       string  // the code of why it was left out; "" when it counts
	Listed         string  // the code of why it is listed though it counts
	Adds           bool    // it adds to the numerator and is no case
	Business       float64
	row            any // *T of the table
}

// Rows lists the rows behind a figure, by day and order: those that count, and those that were left out. An unknown name
// has none.
func Rows(f Facts, name string, p Period, basis Basis, zone *time.Location, now time.Time) []Row {
	c := newClock(f, basis, zone, now)
	c.Period = p
	for i := range definitions {
		if definitions[i].Name == name {
			return definitions[i].rows(f, p, c)
		}
	}
	return nil
}

func (d *Definition) rows(f Facts, p Period, c clock) []Row {
	var out []Row
	for i := range d.columns {
		col := &d.columns[i]
		t := col.rows(f, c)
		for r, row := range t {
			if !p.Holds(r.Day) || r.Skip == "" && !r.Counts {
				continue
			}
			row.Table, row.Day, row.Value, row.Weight, row.Excluded, row.Listed, row.Adds, row.Business = col.Table, r.Day, r.Value, r.Weight, r.Skip, r.Note, col.Adds, r.Beside.hours[inBusiness]
			out = append(out, row)
		}
	}
	slices.SortFunc(out, func(a, b Row) int {
		return cmp.Or(strings.Compare(string(a.Day), string(b.Day)), strings.Compare(a.Order, b.Order), strings.Compare(a.OrderID, b.OrderID), strings.Compare(a.Subject, b.Subject))
	})
	return out
}

// rows walks what every row of the column's table says, with what names the row.
func (col *column) rows(f Facts, c clock) func(func(reading, Row) bool) {
	switch {
	case col.order != nil:
		return named(f.Orders, col.order, c, func(o *OrderFact) Row { return Row{OrderID: o.OrderID, Order: o.Order} })
	case col.line != nil:
		return named(f.Lines, col.line, c, func(l *LineFact) Row { return Row{OrderID: l.OrderID, Order: l.Order, Subject: l.Line} })
	case col.parcel != nil:
		return named(f.Parcels, col.parcel, c, func(p *ParcelFact) Row { return Row{OrderID: p.OrderID, Order: p.Order, Subject: p.Parcel} })
	case col.back != nil:
		return named(f.Returns, col.back, c, func(r *ReturnFact) Row {
			return Row{OrderID: r.OrderID, Order: r.Order, Subject: strings.TrimSpace(r.Return + " " + r.Line)}
		})
	}
	if col.claim != nil {
		return named(f.Claims, col.claim, c, func(x *ClaimFact) Row { return Row{OrderID: x.OrderID, Order: x.Order, Subject: x.Claim} })
	}
	return named(f.Contacts, col.contact, c, func(a *ContactFact) Row { return Row{OrderID: a.OrderID, Order: a.Order, Subject: a.Event} })
}

func named[T any](rows []T, read func(*T, clock) reading, c clock, name func(*T) Row) func(func(reading, Row) bool) {
	return func(yield func(reading, Row) bool) {
		for i := range rows {
			row := name(&rows[i])
			row.row = &rows[i]
			if !yield(read(&rows[i], c), row) {
				return
			}
		}
	}
}
