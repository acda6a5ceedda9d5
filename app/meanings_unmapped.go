package app

import (
	"cmp"
	"context"
	"slices"

	"ordertrail/store"
	"ordertrail/track"
	"ordertrail/track/carrier"
)

// shownExamples is how many of the orders that an unknown code is about are named.
const shownExamples = 3

// Unmapped lists what carriers said that nobody understands yet, the most frequent first.
func (c *Carriers) Unmapped() (rows []UnmappedRow, err error) {
	defer c.app.guard("Carriers.Unmapped", &err)
	ctx, err := c.app.ready()
	if err != nil {
		return nil, err
	}
	err = c.app.store.Read(ctx, func(r *store.Reader) error {
		if rows, err = c.app.unmapped(ctx, r); err != nil {
			return err
		}
		for i := range rows {
			if err := withNumbers(ctx, r, rows[i].Examples); err != nil {
				return err
			}
		}
		return nil
	})
	return rows, err
}

// withNumbers fills in the numbers of the orders that examples are about.
func withNumbers(ctx context.Context, r *store.Reader, examples []UnmappedExample) error {
	for i, x := range examples {
		if x.ID == "" {
			continue
		}
		o, err := r.Order(ctx, x.ID)
		if err != nil {
			return err
		}
		examples[i].Order = o.State.Order
	}
	return nil
}

// unmapped are the codes and words of r that the rules in force do not read.
func (a *App) unmapped(ctx context.Context, r *store.Reader) ([]UnmappedRow, error) {
	events, err := r.Unmapped(ctx)
	if err != nil {
		return nil, err
	}
	rules := a.rules()
	at := map[carrier.Row]int{}
	seen := map[[2]string]bool{} // a code and an order
	out := []UnmappedRow{}
	for _, e := range events {
		if rules.Understood(e).Phase != track.Unmapped {
			continue
		}
		key := carrier.Row{Carrier: e.Parcel.Carrier, Type: e.CodeType, Code: e.Code, Words: e.Text}
		i, known := at[key]
		if !known {
			i = len(out)
			at[key] = i
			out = append(out, UnmappedRow{Carrier: key.Carrier, Name: carrier.Name(key.Carrier), Type: key.Type, Code: key.Code, Text: key.Words, Examples: []UnmappedExample{}})
		}
		row := &out[i]
		row.Count++
		row.Last = max(row.Last, a.stamp(e.Recorded))
		about := [2]string{itoa(i), cmp.Or(e.OrderID, e.Parcel.Tracking)}
		if seen[about] {
			continue
		}
		seen[about] = true
		if e.OrderID != "" {
			row.Orders++
		}
		if len(row.Examples) < shownExamples {
			row.Examples = append(row.Examples, UnmappedExample{ID: e.OrderID, Tracking: e.Parcel.Tracking, At: string(e.Occurred), Source: e.Source.ID})
		}
	}
	slices.SortFunc(out, func(a, b UnmappedRow) int {
		return cmp.Or(cmp.Compare(b.Count, a.Count), cmp.Compare(a.Carrier+a.Code+a.Text, b.Carrier+b.Code+b.Text))
	})
	return out, nil
}
