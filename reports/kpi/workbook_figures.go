package kpi

import (
	"fmt"
	"strings"
)

// Columns of the KPI sheet that its formulas refer to.
const (
	colNumerator, colDenominator, colN = "G", "H", "I"
)

// writeFigures writes the KPI sheet: one row for each KPI, its sums as formulas, and below them what was left out.
func (b *book) writeFigures(figures []Figure) error {
	excluded := 0
	for _, d := range definitions {
		excluded += len(d.Excluded)
	}
	shown := countedDefinitions()
	sheet, err := b.open(figureSheet, 12, len(shown)+excluded+8, 4, 32, 10, 12, 10, 10, 12, 12, 12, 10, 9, 48, 48)
	if err != nil {
		return err
	}
	byName := map[string]Figure{}
	for _, f := range figures {
		byName[f.Name] = f
	}
	if err := sheet.title(b, "KPIs"); err != nil {
		return err
	}
	if err := sheet.add(b.cell("text", "Rates in percent with their 95 % interval, durations in hours (median, and the time nine in ten stay within), money per order. n below 30 is thin: it may be chance.")); err != nil {
		return err
	}
	if err := sheet.add(); err != nil {
		return err
	}
	if err := sheet.heading(b, "KPI", "Unit", ">Value", ">Low", ">High", ">9 in 10", ">Numerator", ">Denominator", ">n", "Thin", "Counts", "Clock"); err != nil {
		return err
	}
	for _, d := range shown {
		if err := sheet.tall(40, b.figureRow(d, byName[d.Name], sheet.row+1)...); err != nil {
			return err
		}
	}
	return b.leftOut(sheet, shown, byName)
}

func countedDefinitions() []*Definition {
	var out []*Definition
	for i := range definitions {
		if definitions[i].Missing == "" {
			out = append(out, &definitions[i])
		}
	}
	return out
}

// figureRow is one KPI. Its cached values are those of the figure.
func (b *book) figureRow(d *Definition, f Figure, row int) []any {
	numerator, denominator := d.sumFormulas()
	at := func(column string) string { return fmt.Sprintf("%s%d", column, row) }
	known := func(formula string) string { return fmt.Sprintf(`IF(%s=0,"not known",%s)`, at(colN), formula) }
	counts := d.Numerator + ", of " + d.Denominator
	if d.Unit == Hours {
		counts = d.Numerator + "; " + d.Denominator
	}
	cells := []any{
		b.cell("bold", d.Title), b.cell("text", string(d.Unit)), nil, nil, nil, nil, nil, nil,
		b.formula("whole", denominator, f.N), b.formula("text", fmt.Sprintf(`IF(%s<%d,"thin","")`, at(colN), ThinBelow), thinWord(f)),
		b.cell("wrap", counts), b.cell("wrap", d.Clock),
	}
	switch d.Unit {
	case Hours:
		column := rangeName(d.columns[0].Table, d.Name)
		cells[2] = b.formula("figure", known("MEDIAN("+column+")"), f.orUnknown(f.Value))
		cells[5] = b.formula("share", known("PERCENTILE("+column+",0.9)"), f.orUnknown(f.P90))
		return cells
	case Amount:
		cells[1] = b.formula("text", `"money, "&`+currency, "money, "+f.Currency)
		cells[2] = b.formula("figuremoney", known(at(colNumerator)+"/"+at(colDenominator)), f.orUnknown(major(f.Value, f.Currency)))
		cells[6] = b.formula("money", numerator, major(float64(f.Numerator), f.Currency))
	default:
		cells[2] = b.formula("figure", known(at(colNumerator)+"/"+at(colDenominator)+"*100"), f.orUnknown(f.Value))
		cells[3] = b.formula("share", known(wilsonFormula(at(colNumerator), at(colN), "-", "MAX(0,")), f.orUnknown(f.Interval[0]))
		cells[4] = b.formula("share", known(wilsonFormula(at(colNumerator), at(colN), "+", "MIN(100,")), f.orUnknown(f.Interval[1]))
		cells[6] = b.formula("whole", numerator, f.Numerator)
	}
	cells[7] = b.formula("whole", denominator, f.Denominator)
	return cells
}

func thinWord(f Figure) string {
	if f.Thin() {
		return "thin"
	}
	return ""
}

// orUnknown is value, or the words of a figure that counts nothing.
func (f Figure) orUnknown(value float64) any {
	if !f.Known {
		return "not known"
	}
	return value
}

// sumFormulas are the formulas of a KPI's numerator and of its number of cases.
func (d *Definition) sumFormulas() (numerator, cases string) {
	var sums, counts []string
	for _, c := range d.columns {
		column := rangeName(c.Table, d.Name)
		sums = append(sums, "SUM("+column+")")
		if c.Weight == "" {
			counts = append(counts, "COUNT("+column+")")
		} else {
			counts = append(counts, "SUMPRODUCT(ISNUMBER("+column+")*"+rangeName(c.Table, c.Weight)+")")
		}
	}
	return strings.Join(sums, "+"), strings.Join(counts, "+")
}

// wilsonFormula is one end of the Wilson interval, in percent, of good cells among n.
func wilsonFormula(good, n, sign, bound string) string {
	p := "(" + good + "/" + n + ")"
	return fmt.Sprintf("%s(%s+z95^2/(2*%s)%sz95*SQRT(%s*(1-%s)/%s+z95^2/(4*%s^2)))/(1+z95^2/%s)*100)", bound, p, n, sign, p, p, n, n, n)
}

// leftOut lists, for every KPI, the reasons rows were left out and how many.
func (b *book) leftOut(sheet *sheetRows, shown []*Definition, byName map[string]Figure) error {
	if err := sheet.add(); err != nil {
		return err
	}
	if err := sheet.heading(b, "Left out", ">Rows", "Why"); err != nil {
		return err
	}
	for _, d := range shown {
		for _, x := range d.Excluded {
			var counts []string
			for _, c := range d.columns {
				counts = append(counts, fmt.Sprintf(`COUNTIF(%s,"%s")`, rangeName(c.Table, d.Name), x.Code))
			}
			if err := sheet.add(b.cell("text", d.Title), b.formula("whole", strings.Join(counts, "+"), byName[d.Name].Excluded[x.Code]), b.cell("text", x.Says)); err != nil {
				return err
			}
		}
	}
	return sheet.stream.Flush()
}

// writeDefinitions writes the table of definitions, the ones not counted yet too.
func (b *book) writeDefinitions() error {
	sheet, err := b.open(definitionSheet, 7, len(definitions)+1, 1, 26, 30, 10, 60, 60, 60, 60)
	if err != nil {
		return err
	}
	if err := sheet.heading(b, "Name", "Title", "Unit", "Numerator, or from what to what", "Denominator", "Which day decides", "Left out, or why it is not counted yet"); err != nil {
		return err
	}
	for _, d := range definitions {
		var why []string
		for _, x := range d.Excluded {
			why = append(why, x.Says)
		}
		if d.Missing != "" {
			why = []string{"Not counted yet: " + d.Missing}
		}
		if err := sheet.tall(54,
			b.cell("text", d.Name), b.cell("bold", d.Title), b.cell("text", string(d.Unit)), b.cell("wrap", d.Numerator),
			b.cell("wrap", d.Denominator), b.cell("wrap", d.Clock), b.cell("wrap", strings.Join(why, "; ")),
		); err != nil {
			return err
		}
	}
	return sheet.stream.Flush()
}
