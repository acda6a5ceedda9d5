package app

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"ordertrail/reports/kpi"
	"ordertrail/store"
)

// Rows lists the rows behind one KPI of a period.
func (x *Reports) Rows(q FigureQuery) (v FigureRows, err error) {
	defer x.app.guard("Reports.Rows", &err)
	ctx, err := x.app.ready()
	if err != nil {
		return FigureRows{}, err
	}
	p, basis, err := x.app.period(KPIQuery{From: q.From, To: q.To, Basis: q.Basis})
	if err != nil {
		return FigureRows{}, err
	}
	definition, err := definitionOf(q.Name)
	if err != nil {
		return FigureRows{}, err
	}
	facts, err := x.app.facts(ctx)
	if err != nil {
		return FigureRows{}, err
	}
	if q.After != "" && strings.Count(q.After, "\x1f") != 4 {
		return FigureRows{}, fmt.Errorf("%q %w", q.After, store.ErrBadKey)
	}
	v = FigureRows{Name: q.Name, Unit: string(definition.Unit), Currency: facts.CurrencyOf(q.Name), Rows: []FigureRow{}}
	limit := q.Limit
	if limit <= 0 {
		limit = 200
	}
	for _, r := range kpi.Rows(facts, q.Name, p, basis, x.app.zone(), x.app.now()) {
		row := figureRow(r)
		if !q.wants(row) {
			continue
		}
		v.Total++
		if q.After != "" && row.Key <= q.After {
			continue
		}
		if v.More = len(v.Rows) == limit; !v.More {
			v.Rows = append(v.Rows, row)
		}
	}
	return v, nil
}

// definitionOf finds a KPI by name.
func definitionOf(name string) (kpi.Definition, error) {
	all := kpi.Definitions()
	i := slices.IndexFunc(all, func(d kpi.Definition) bool { return d.Name == name })
	if i < 0 {
		return kpi.Definition{}, fail("no-such-figure", fmt.Sprintf("there is no KPI %q: `ordertrail kpi` lists them", name), name)
	}
	return all[i], nil
}

// wants reports whether a row is one of those that were asked for.
func (q FigureQuery) wants(r FigureRow) bool {
	if q.Listed != "" {
		return r.Listed == q.Listed
	}
	return q.Excluded == "*" || r.Excluded == q.Excluded
}

func figureRow(r kpi.Row) FigureRow {
	row := FigureRow{
		Table: strings.ToLower(string(r.Table)), OrderID: r.OrderID, Order: r.Order, Subject: r.Subject, On: string(r.Day),
		Value: r.Value, Of: r.Weight, Excluded: r.Excluded, Listed: r.Listed,
	}
	if r.Adds {
		row.Of = 0
	}
	row.Key = strings.Join([]string{row.On, row.Order, row.OrderID, row.Subject, row.Table}, "\x1f")
	return row
}

// RowSays is what one row adds to its figure, for a command line.
func (a *App) RowSays(v FigureRows, r FigureRow) string {
	switch unit := kpi.Unit(v.Unit); {
	case r.Excluded != "":
		return a.say("figure.left_out")
	case unit == kpi.Hours:
		return fmt.Sprintf("%.2f h", r.Value)
	case unit == kpi.Amount || unit == kpi.Times || unit == kpi.Share:
		return kpi.InMoney(int64(r.Value), v.Currency)
	}
	return a.say("figure.of", fmt.Sprint(r.Value), itoa(r.Of))
}

// Said is what a row says to the figure, for a command line: in its unit, or the code it was left out for.
func (f RestatedFigure) Said(text string) string {
	value, err := strconv.ParseFloat(text, 64)
	switch unit := kpi.Unit(f.Unit); {
	case text == "":
		return "nothing"
	case err != nil:
		return text
	case unit == kpi.Hours:
		return hoursText(value, true)
	case unit == kpi.Amount || unit == kpi.Times || unit == kpi.Share:
		return kpi.InMoney(int64(value), f.Currency)
	}
	return text
}

// Text is a value of the figure, for a command line.
func (f RestatedFigure) Text(value float64, known bool) string {
	if !known {
		return "unknown"
	}
	return valueText(KPIFigure{Unit: f.Unit, Currency: f.Currency}, value)
}
