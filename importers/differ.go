package importers

import (
	"context"
	"slices"
	"strconv"
	"strings"
)

// Difference is what two ways of reading the same file make of it.
type Difference struct {
	Rows     int      `json:"rows"`     // of the file, below the header
	Before   int      `json:"before"`   // rows taken in the one way
	After    int      `json:"after"`    // rows taken in the other way
	Same     int      `json:"same"`     // orders, or rows of a carrier, that both read alike
	Changed  int      `json:"changed"`  // that both read, and not alike
	Came     int      `json:"came"`     // that only the other way reads
	Gone     int      `json:"gone"`     // that only the one way reads
	Changes  []Change `json:"changes"`  // field by field, up to the told ones
	Compared int      `json:"compared"` // how many of the one way were compared; the rest of a large file was not
}

// compared is how many orders or carrier rows of a file are compared at most.
const compared = 20_000

// Differ compares two readings of the same bytes, row by row as they stand in the file. A field that only one of them fills
// differs too: nothing that a changed profile loses goes unseen.
func Differ(ctx context.Context, before, after *Reading) (Difference, error) {
	out := Difference{Rows: max(before.Rows, after.Rows), Changes: []Change{}}
	one, err := stated(ctx, before, &out.Before)
	if err != nil {
		return out, err
	}
	other, err := stated(ctx, after, &out.After)
	if err != nil {
		return out, err
	}
	out.Compared = len(one.rows)
	for _, row := range one.rows {
		if b, both := other.at[row]; both {
			out.weigh(one.at[row], b)
		} else {
			out.Gone++
		}
	}
	for _, row := range other.rows {
		if _, both := one.at[row]; !both {
			out.Came++
		}
	}
	return out, nil
}

// weigh compares what two readings make of the same rows.
func (d *Difference) weigh(a, b statement) {
	alike := true
	for _, field := range a.fieldsWith(b) {
		if a.values[field] == b.values[field] {
			continue
		}
		alike = false
		if len(d.Changes) < told {
			d.Changes = append(d.Changes, Change{Order: b.name, Field: field, Old: a.values[field], New: b.values[field]})
		}
	}
	if alike {
		d.Same++
		return
	}
	d.Changed++
}

// statement is what some rows say, field by field.
type statement struct {
	name   string // the order's number, or the parcel's
	fields []string
	values map[string]string
}

// fieldsWith are the fields of a, then those of b that a does not have.
func (a statement) fieldsWith(b statement) []string {
	out := slices.Clone(a.fields)
	for _, field := range b.fields {
		if _, both := a.values[field]; !both {
			out = append(out, field)
		}
	}
	return out
}

// statements are those of a file, by the first row of each.
type statements struct {
	rows []int
	at   map[int]statement
}

// stated lists what a reading states, and counts the rows that it was made of.
func stated(ctx context.Context, r *Reading, taken *int) (statements, error) {
	out := statements{at: map[int]statement{}}
	*taken = len(r.Stock)
	for _, item := range r.Stock[:min(len(r.Stock), compared)] {
		out.put(item.Row, statement{name: item.SKU}, []fieldValue{
			{"sku", item.SKU},
			{"title", item.Title},
			{"gtin", item.GTIN},
			{"aliases", strings.Join(item.Aliases, ", ")},
			{"pack_quantity", strconv.Itoa(item.PackQuantity)},
			{"unit_cost", moneyText(item.UnitCost)},
			{"on_hand", strconv.Itoa(item.OnHand)},
			{"bin", item.Bin},
		})
	}
	err := r.Each(ctx, func(d Draft) error {
		*taken += len(d.Rows)
		if len(d.Rows) > 0 && len(d.Events) > 0 && len(out.rows) < compared {
			out.put(d.Rows[0], statement{name: d.named()}, d.values())
		}
		return nil
	})
	return out, err
}

func (s *statements) put(row int, one statement, values []fieldValue) {
	one.values = map[string]string{}
	for _, v := range values {
		if v.value == "" {
			continue
		}
		if _, again := one.values[v.field]; !again {
			one.fields = append(one.fields, v.field)
		}
		one.values[v.field] = v.value
	}
	s.rows = append(s.rows, row)
	s.at[row] = one
}

// named is what a person calls the subject of a draft.
func (d Draft) named() string {
	e := d.Events[0]
	return first(e.Order.Number, e.Parcel.Tracking, e.Parcel.Number)
}

// values are everything that a draft states, by the names of the fields.
func (d Draft) values() []fieldValue {
	var out []fieldValue
	for _, e := range d.Events {
		if f := e.OrderFacts; f != nil {
			out = append(out, fieldValue{"order_number", e.Order.Number})
			out = append(out, orderValues(*f, d.Customer)...)
			for n, l := range f.Lines {
				out = append(out, fieldValue{"line " + strconv.Itoa(n+1), strings.TrimSpace(lineText(l) + " " + moneyText(l.Price))})
			}
			continue
		}
		at := func(field, value string) { out = append(out, fieldValue{string(e.Kind) + " " + field, value}) }
		at("order_number", e.Order.Number)
		at("tracking_number", first(e.Parcel.Tracking, e.Parcel.Number))
		at("carrier", e.Parcel.Carrier)
		at("phase", string(e.Phase))
		at("status_text", e.Text)
		at("occurred_at", string(e.Occurred))
		at("location", e.Location)
		at("estimated_on", string(e.Estimated))
	}
	return out
}
