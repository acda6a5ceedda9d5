package kpi

import (
	"fmt"
	"strings"

	"github.com/xuri/excelize/v2"
)

// kindStyle names the style of each kind of column.
var kindStyle = map[kind]string{
	asText: "text", asDay: "day", asInstant: "instant", asWhole: "whole", asMoney: "money", asFlag: "whole", asNumber: "share", asFormula: "day",
}

// writeFacts writes the fact sheets. Behind the facts of a sheet stands one column for each KPI that counts its rows.
func (b *book) writeFacts() error {
	if err := writeSheet(b, Orders, orderFields, b.facts.Orders, func(col *column, o *OrderFact) reading { return col.order(o, b.clock) }); err != nil {
		return err
	}
	if err := writeSheet(b, Lines, lineFields, b.facts.Lines, func(col *column, l *LineFact) reading { return col.line(l, b.clock) }); err != nil {
		return err
	}
	if err := writeSheet(b, Parcels, parcelFields, b.facts.Parcels, func(col *column, p *ParcelFact) reading { return col.parcel(p, b.clock) }); err != nil {
		return err
	}
	if err := writeSheet(b, Returns, returnFields, b.facts.Returns, func(col *column, r *ReturnFact) reading { return col.back(r, b.clock) }); err != nil {
		return err
	}
	if err := writeSheet(b, Contacts, contactFields, b.facts.Contacts, func(col *column, a *ContactFact) reading { return col.contact(a, b.clock) }); err != nil {
		return err
	}
	if err := writeSheet(b, Claims, claimFields, b.facts.Claims, func(col *column, x *ClaimFact) reading { return col.claim(x, b.clock) }); err != nil {
		return err
	}
	if err := writeSheet(b, Stock, stockFields, b.facts.Stock, nil); err != nil {
		return err
	}
	return writeSheet(b, Episodes, episodeFields, b.facts.Episodes, nil)
}

// counting is a column of a fact sheet that counts: a KPI, or what stands beside it.
type counting struct {
	name       string
	definition *Definition
	column     *column
	text       string // its formula, with [name] for the columns of its row
	formula    rowFormula
	beside     func(reading) (float64, bool) // of a column beside the KPI: its value, where it has one
}

// countings lists the columns that count rows of a table, and gives them their letters.
func countings(table Table, fields int, letters map[string]string) ([]counting, error) {
	var out []counting
	for i := range definitions {
		d := &definitions[i]
		for j := range d.columns {
			col := &d.columns[j]
			if col.Table != table {
				continue
			}
			inPeriod := fmt.Sprintf(`IF(ISNUMBER(%s),IF(AND((%s)>=period_from,(%s)<=period_to),%s,""),"")`, col.Day, col.Day, col.Day, col.Value)
			out = append(out, counting{name: d.Name, definition: d, column: col, text: inPeriod})
			out = append(out, d.beside(col)...)
		}
	}
	for i, c := range out {
		letter, err := excelize.ColumnNumberToName(fields + i + 1)
		if err != nil {
			return nil, err
		}
		letters[c.name] = letter
	}
	for i := range out {
		out[i].formula = newRowFormula(out[i].text, letters)
	}
	return out, nil
}

// beside are the columns that stand beside a duration.
func (d *Definition) beside(col *column) []counting {
	var out []counting
	for _, b := range d.Beside {
		out = append(out, counting{
			name: d.besideName(b), definition: d, column: col, text: d.besideFormula(b),
			beside: func(r reading) (float64, bool) { return r.Beside.hours[b], r.Beside.has[b] },
		})
	}
	return out
}

// writeSheet writes one fact sheet with its head, its rows and its names.
func writeSheet[T any](b *book, table Table, fields []field[T], rows []T, read func(*column, *T) reading) error {
	letters, widths := map[string]string{}, []float64{}
	for i, f := range fields {
		letter, err := excelize.ColumnNumberToName(i + 1)
		if err != nil {
			return err
		}
		letters[f.Name] = letter
		widths = append(widths, max(f.Width, float64(len(f.Name))+2))
	}
	counts, err := countings(table, len(fields), letters)
	if err != nil {
		return err
	}
	head := make([]any, 0, len(fields)+len(counts))
	for _, f := range fields {
		head = append(head, b.cell("head", f.Name))
	}
	for _, c := range counts {
		head = append(head, b.cell("head", c.name))
		widths = append(widths, float64(len(c.name))+2)
	}
	sheet, err := b.open(string(table), len(head), len(rows)+1, 1, widths...)
	if err != nil {
		return err
	}
	if err := sheet.add(head...); err != nil {
		return err
	}
	if err := writeRows(b, sheet, fields, letters, counts, rows, read); err != nil {
		return err
	}
	return b.nameColumns(table, fieldNames(fields), counts, len(rows))
}

// writeRows writes the rows of a fact sheet and closes it.
func writeRows[T any](b *book, sheet *sheetRows, fields []field[T], letters map[string]string, counts []counting, rows []T, read func(*column, *T) reading) error {
	formulas := make([]rowFormula, len(fields))
	for i, f := range fields {
		if f.Kind == asFormula {
			formulas[i] = newRowFormula(f.Formula, letters)
		}
	}
	cells := make([]any, len(fields)+len(counts))
	for i := range rows {
		row := &rows[i]
		for j, f := range fields {
			cells[j] = b.fact(f.Kind, formulas[j], sheet.row+1, func() any { return f.value(row, b.clock) })
		}
		for j, c := range counts {
			cells[len(fields)+j] = b.formula("share", c.formula.at(sheet.row+1), b.counted(c, read(c.column, row)))
		}
		if err := sheet.add(cells...); err != nil {
			return err
		}
	}
	return sheet.stream.Flush()
}

func (f field[T]) value(row *T, c clock) any {
	if f.Kind == asFormula {
		return f.Cached(row, c)
	}
	return f.Value(row)
}

func fieldNames[T any](fields []field[T]) []string {
	names := make([]string, len(fields))
	for i, f := range fields {
		names[i] = f.Name
	}
	return names
}

// fact is one cell of a fact sheet; nil leaves it empty.
func (b *book) fact(k kind, formula rowFormula, row int, value func() any) any {
	v := value()
	switch {
	case k == asFormula:
		return b.formula(kindStyle[k], formula.at(row), v)
	case v == nil:
		return nil
	}
	return b.cell(kindStyle[k], v)
}

// counted is the value of a KPI's cell: a number, the code of an exclusion, or nothing.
func (b *book) counted(c counting, r reading) any {
	switch {
	case !b.period.Holds(r.Day):
		return ""
	case c.beside != nil:
		if v, has := c.beside(r); has {
			return v
		}
		return ""
	case r.Skip != "":
		return r.Skip
	case !r.Counts:
		return ""
	case c.definition.isMoney():
		return major(r.Value, c.definition.currency(b.clock))
	}
	return r.Value * c.definition.perHour()
}

// nameColumns gives every column of a sheet its name: Orders_ship_by is the ship-by days of all orders. A sheet without
// rows keeps one empty row, so that every name has a range.
func (b *book) nameColumns(table Table, fields []string, counts []counting, rows int) error {
	for _, c := range counts {
		fields = append(fields, c.name)
	}
	for i, name := range fields {
		letter, err := excelize.ColumnNumberToName(i + 1)
		if err != nil {
			return err
		}
		ref := fmt.Sprintf("$%s$2:$%s$%d", letter, letter, max(rows, 1)+1)
		if err := b.name(rangeName(table, name), string(table), ref); err != nil {
			return err
		}
	}
	return nil
}

func rangeName(table Table, column string) string { return string(table) + "_" + column }

// rowFormula is a formula whose [name]s are columns of its own row, cut into the pieces between row numbers.
type rowFormula []string

func newRowFormula(formula string, letters map[string]string) rowFormula {
	var parts rowFormula
	rest := formula
	for {
		before, after, found := strings.Cut(rest, "[")
		if !found {
			return append(parts, rest)
		}
		name, behind, _ := strings.Cut(after, "]")
		letter, known := letters[name]
		if !known {
			panic("kpi: a formula names the column " + name + ", which its sheet does not have")
		}
		parts = append(parts, before+"$"+letter)
		rest = behind
	}
}

// at is the formula in one row.
func (f rowFormula) at(row int) string { return strings.Join(f, fmt.Sprint(row)) }
