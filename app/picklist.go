package app

import (
	"cmp"
	"context"
	"fmt"
	"sort"

	"ordertrail/reports/pdf"
	"ordertrail/store"
	"ordertrail/track"
)

// maxPick is how many orders one pick list holds; more are for the next walk.
const maxPick = 200

// pickRows is what is to be picked, one row for each article, in the order of the bins.
func (a *App) pickRows(ctx context.Context, r *store.Reader) ([]pdf.PickRow, error) {
	orders, err := r.Orders(ctx, store.Query{View: "to_pick", Limit: maxPick})
	if err != nil {
		return nil, err
	}
	rows := map[string]*pdf.PickRow{}
	for _, o := range orders {
		for _, l := range o.State.Lines {
			left := leftOn(modePick, l)
			if left == 0 {
				continue
			}
			row := rows[l.SKU+l.Title]
			if row == nil {
				if row, err = newPickRow(ctx, r, l); err != nil {
					return nil, err
				}
				rows[l.SKU+l.Title] = row
			}
			row.Quantity += left
			row.Orders = append(row.Orders, fmt.Sprintf("%s ×%d", o.State.Order, left))
		}
	}
	out := make([]pdf.PickRow, 0, len(rows))
	for _, row := range rows {
		out = append(out, *row)
	}
	sort.Slice(out, func(i, j int) bool {
		if out[i].Bin != out[j].Bin {
			return out[i].Bin < out[j].Bin
		}
		return out[i].SKU+out[i].Title < out[j].SKU+out[j].Title
	})
	return out, nil
}

func newPickRow(ctx context.Context, r *store.Reader, l track.LineState) (*pdf.PickRow, error) {
	row := &pdf.PickRow{SKU: l.SKU, Title: cmp.Or(l.Title, l.SKU)}
	item, found, err := r.Item(ctx, l.SKU)
	if found {
		row.Bin = item.Bin
	}
	return row, err
}
