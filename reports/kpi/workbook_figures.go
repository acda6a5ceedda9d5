package kpi

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"ordertrail/track"
)

// Columns of the KPI sheet that its formulas refer to.
const (
	colNumerator, colDenominator, colN = "G", "H", "I"

	figureColumns = 20
	figureRows    = 5 // the row of the first KPI
)

// writeFigures writes the KPI sheet: one row for each KPI, its sums as formulas, and below them what was left out.
func (b *book) writeFigures(figures []Figure) error {
	below := 0
	for _, d := range definitions {
		below += len(d.Excluded) + len(d.Listed)
	}
	sheet, err := b.open(figureSheet, figureColumns, len(definitions)+below+9, 4, 36, 12, 12, 10, 10, 12, 12, 12, 10, 9, 48, 48, 14, 12, 12, 12, 18, 12, 12, 12)
	if err != nil {
		return err
	}
	byName := map[string]Figure{}
	for _, f := range figures {
		byName[f.Name] = f
	}
	if err := sheet.title(b, b.say("workbook.kpis")); err != nil {
		return err
	}
	if err := sheet.add(b.cell("text", b.say("workbook.kpis.says", strconv.Itoa(ThinBelow)))); err != nil {
		return err
	}
	if err := sheet.add(); err != nil {
		return err
	}
	if err := sheet.heading(b, b.heads("workbook.kpis.heads")...); err != nil {
		return err
	}
	for i := range definitions {
		d := &definitions[i]
		if err := sheet.tall(40, b.figureRow(d, byName[d.Name], sheet.row+1)...); err != nil {
			return err
		}
	}
	if err := b.leftOut(sheet, byName); err != nil {
		return err
	}
	return b.listed(sheet, byName)
}

// figureRow is one KPI. Its cached values are those of the figure.
func (b *book) figureRow(d *Definition, f Figure, row int) []any {
	numerator, denominator := d.sumFormulas()
	at := func(column string) string { return fmt.Sprintf("%s%d", column, row) }
	known := func(formula string) string { return b.orUnknownFormula(at(colN)+"=0", formula) }
	counts := "workbook.counts"
	if d.Unit == Hours {
		counts = "workbook.takes"
	}
	cells := []any{
		b.cell("bold", b.titleOf(d)), b.cell("text", b.say("kpi_unit."+string(d.unit()))), nil, nil, nil, nil, nil, nil,
		b.formula("whole", denominator, f.N), b.formula("text", fmt.Sprintf(`IF(%s<%d,%s,"")`, at(colN), ThinBelow, b.quoted("workbook.thin")), b.thinWord(f)),
		b.cell("wrap", b.say(counts, b.say("kpi."+d.Name+".numerator"), b.say("kpi."+d.Name+".denominator"))), b.cell("wrap", b.say("kpi."+d.Name+".clock")),
	}
	switch d.Unit {
	case Hours:
		column := rangeName(d.columns[0].Table, d.Name)
		cells[2] = b.formula("figure", known("MEDIAN("+column+")"), b.orUnknown(f, f.Value*d.perHour()))
		cells[5] = b.formula("share", known("PERCENTILE("+column+",0.9)"), b.orUnknown(f, f.P90*d.perHour()))
		return append(cells, b.besideCells(d, f)...)
	case Times:
		return b.turnoverCells(cells, numerator, f, at)
	case Share:
		return b.shareCells(d, cells, numerator, denominator, f, at)
	case Amount:
		cells[1] = b.formula("text", b.quoted("workbook.money_in")+"&"+currency, b.say("workbook.money_in")+f.Currency)
		cells[2] = b.formula("figuremoney", known(at(colNumerator)+"/"+at(colDenominator)), b.orUnknown(f, major(f.Value, f.Currency)))
		cells[6] = b.formula("money", numerator, major(float64(f.Numerator), f.Currency))
	default:
		cells[2] = b.formula("figure", known(fmt.Sprintf("%s/%s*%g", at(colNumerator), at(colDenominator), d.Unit.scale())), b.orUnknown(f, f.Value))
		for i, side := range [][2]string{{"-", "MAX(0,"}, {"+", "MIN(100,"}} {
			bound := fmt.Sprintf(`IF(%s>%s,%s,%s*%g)`, at(colNumerator), at(colN), b.quoted("workbook.none"), wilsonFormula(at(colNumerator), at(colN), side[0], side[1]), d.Unit.scale()/100)
			cells[3+i] = b.formula("share", known(bound), b.boundOr(f, f.Interval[i]))
		}
		cells[6] = b.formula("whole", numerator, f.Numerator)
	}
	cells[7] = b.formula("whole", denominator, f.Denominator)
	return cells
}

// beside are the spreads that stand beside a duration.
func (f Figure) beside() [besides]*Spread {
	return [besides]*Spread{inBusiness: f.Business, onHold: f.Aside, insideWalls: f.Inside, openFor: f.Open}
}

// besideCells are the cells of what stands beside a duration, two for each.
func (b *book) besideCells(d *Definition, f Figure) []any {
	var cells []any
	for i, spread := range f.beside() {
		if !slices.Contains(d.Beside, beside(i)) {
			cells = append(cells, nil, nil)
			continue
		}
		column := rangeName(d.columns[0].Table, d.besideName(beside(i)))
		second := b.formula("share", b.medianOrNone("PERCENTILE", column, ",0.9"), b.orNone(spread, Spread.p90))
		if besideColumns[i].cases {
			second = b.formula("whole", "COUNT("+column+")", b.orNone(spread, Spread.cases))
		}
		cells = append(cells, b.formula("share", b.medianOrNone("MEDIAN", column, ""), b.orNone(spread, Spread.median)), second)
	}
	return cells
}

func (b *book) medianOrNone(function, column, more string) string {
	return fmt.Sprintf(`IF(COUNT(%s)=0,%s,%s(%s%s))`, column, b.quoted("workbook.none"), function, column, more)
}

// orUnknownFormula is a formula, or the words for a figure that counts nothing where a condition holds.
func (b *book) orUnknownFormula(nothing, formula string) string {
	return fmt.Sprintf(`IF(%s,%s,%s)`, nothing, b.quoted("workbook.not_known"), formula)
}

func (s Spread) median() any { return s.Median }
func (s Spread) p90() any    { return s.P90 }
func (s Spread) cases() any  { return s.N }

// orNone is part of a spread, or the word for there being none.
func (b *book) orNone(s *Spread, part func(Spread) any) any {
	if s != nil {
		return part(*s)
	}
	if _, whole := part(Spread{}).(int); whole {
		return 0
	}
	return b.say("workbook.none")
}

// turnoverCells are the cells of goods sold over the average stock: the denominator is what the counts were worth and how
// long each stood, over the days that they cover.
func (b *book) turnoverCells(cells []any, numerator string, f Figure, at func(string) string) []any {
	days := "MAX(0,MIN(period_to,as_of)+1-MAX(period_from,stock_from))"
	average := fmt.Sprintf(`IF(%s=0,0,ROUND(SUM(Stock_value_days)/%s,%d))`, days, days, track.MinorDigits(f.Currency))
	counts := "SUMPRODUCT(Stock_first_of_day*(Stock_counted_on<=MIN(period_to,as_of)))"
	known := b.orUnknownFormula(fmt.Sprintf(`OR(%s<2,%s=0,%s=0)`, counts, at(colN), at(colDenominator)), at(colNumerator)+"/"+at(colDenominator))
	value := b.orUnknown(f, f.Value)
	cells[2] = b.formula("figuremoney", known, value)
	cells[6] = b.formula("money", numerator, major(float64(f.Numerator), f.Currency))
	cells[7] = b.formula("money", average, major(float64(f.Denominator), f.Currency))
	return cells
}

// shareCells are the cells of an amount as a share of another; n counts the rows, not their amounts.
func (b *book) shareCells(d *Definition, cells []any, numerator, denominator string, f Figure, at func(string) string) []any {
	cells[2] = b.formula("figure", b.orUnknownFormula(at(colN)+"=0", at(colNumerator)+"/"+at(colDenominator)+"*100"), b.orUnknown(f, f.Value))
	cells[6] = b.formula("money", numerator, major(float64(f.Numerator), f.Currency))
	cells[7] = b.formula("money", denominator, major(float64(f.Denominator), f.Currency))
	cells[8] = b.formula("whole", "COUNT("+rangeName(d.columns[0].Table, d.Name)+")", f.N)
	return cells
}

// boundOr is one end of an interval, or the word for a rate that has none.
func (b *book) boundOr(f Figure, bound float64) any {
	if f.Known && !f.HasInterval() {
		return b.say("workbook.none")
	}
	return b.orUnknown(f, bound)
}

func (b *book) thinWord(f Figure) string {
	if f.Thin() {
		return b.say("workbook.thin")
	}
	return ""
}

// orUnknown is value, or the words of a figure that counts nothing.
func (b *book) orUnknown(f Figure, value float64) any {
	if !f.Known {
		return b.say("workbook.not_known")
	}
	return value
}

// sumFormulas are the formulas of a KPI's numerator and of its number of cases.
func (d *Definition) sumFormulas() (numerator, cases string) {
	var sums, counts []string
	for _, c := range d.columns {
		column := rangeName(c.Table, d.Name)
		sums = append(sums, "SUM("+column+")")
		if c.Adds {
			continue
		}
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
func (b *book) leftOut(sheet *sheetRows, byName map[string]Figure) error {
	if err := sheet.add(); err != nil {
		return err
	}
	if err := sheet.heading(b, b.heads("workbook.left_out.heads")...); err != nil {
		return err
	}
	for _, d := range definitions {
		for _, x := range d.Excluded {
			var counts []string
			for _, c := range d.columns {
				counts = append(counts, fmt.Sprintf(`COUNTIF(%s,"%s")`, rangeName(c.Table, d.Name), x.Code))
			}
			if err := sheet.add(b.cell("text", b.titleOf(&d)), b.formula("whole", strings.Join(counts, "+"), byName[d.Name].Excluded[x.Code]), b.cell("text", b.whyOut(x))); err != nil {
				return err
			}
		}
	}
	return nil
}

// whyOut is what was left out, and why.
func (b *book) whyOut(x Exclusion) string {
	return b.say("workbook.because", b.say("left_out."+x.Says), b.say("left_out_why."+x.Says))
}

// whyCounted is what was counted though it may still turn out otherwise, and which way.
func (b *book) whyCounted(x Listing) string {
	return b.say("workbook.because", b.say("counted."+x.Says), b.say("counted_why."+x.Says, strconv.Itoa(b.clock.daysOpen(x.Code))))
}

// listed lists, for every KPI, what was counted and may still turn out otherwise.
func (b *book) listed(sheet *sheetRows, byName map[string]Figure) error {
	if err := sheet.add(); err != nil {
		return err
	}
	if err := sheet.heading(b, b.heads("workbook.counted.heads")...); err != nil {
		return err
	}
	for _, d := range definitions {
		for _, x := range d.Listed {
			if err := sheet.add(b.cell("text", b.titleOf(&d)), b.formula("whole", d.listedFormula(x), byName[d.Name].Listed[x.Code]), b.cell("text", b.whyCounted(x))); err != nil {
				return err
			}
		}
	}
	return sheet.stream.Flush()
}

// listedFormula counts the rows of a listing: those the KPI counts and the listing's formula is 1 for.
func (d *Definition) listedFormula(x Listing) string {
	table := string(d.columns[0].Table)
	return "SUMPRODUCT(ISNUMBER(" + rangeName(Table(table), d.Name) + ")*" + strings.NewReplacer("[", table+"_", "]", "").Replace(x.Rows) + ")"
}

// writeDefinitions writes the table of definitions.
func (b *book) writeDefinitions() error {
	sheet, err := b.open(definitionSheet, 7, len(definitions)+1, 1, 26, 30, 10, 60, 60, 60, 60)
	if err != nil {
		return err
	}
	if err := sheet.heading(b, b.heads("workbook.definitions.heads")...); err != nil {
		return err
	}
	for _, d := range definitions {
		var why []string
		for _, x := range d.Excluded {
			why = append(why, x.Code+": "+b.say("left_out."+x.Says))
		}
		for _, x := range d.Listed {
			why = append(why, b.say("workbook.listed", b.say("counted."+x.Says)))
		}
		if err := sheet.tall(54,
			b.cell("text", d.Name), b.cell("bold", b.titleOf(&d)), b.cell("text", b.say("kpi_unit."+string(d.unit()))), b.cell("wrap", b.say("kpi."+d.Name+".numerator")),
			b.cell("wrap", b.say("kpi."+d.Name+".denominator")), b.cell("wrap", b.say("kpi."+d.Name+".clock")), b.cell("wrap", strings.Join(why, "; ")),
		); err != nil {
			return err
		}
	}
	return sheet.stream.Flush()
}
