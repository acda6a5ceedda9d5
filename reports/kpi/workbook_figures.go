package kpi

import (
	"fmt"
	"strings"

	"github.com/xuri/excelize/v2"

	"ordertrail/track"
)

// writeCover writes how the workbook was made, and the cells that its formulas read.
func (b *book) writeCover() error {
	from, to := b.period.From, b.period.To
	if from == "" {
		from = earliest
	}
	if to == "" {
		to = latest
	}
	type line struct {
		label, name, style string
		value              any
		says               string
	}
	lines := []line{
		{"Shop", "", "bold", b.cover.Shop, ""},
		{"From", periodFrom, "inputday", serialDay(from), "Change the shaded cells, and everything is counted anew."},
		{"To", periodTo, "inputday", serialDay(to), "Both days included. The day that closes a clock decides the period."},
		{"As of", asOf, "inputday", serialDay(b.clock.Today), "What was due before this day and has not happened is late."},
		{"Promise", basisName, "input", string(b.clock.Basis), "latest, original or requested"},
		{"Currency of costs", currency, "input", b.clock.Currency, "The one most orders are stated in. Others are left out, and counted."},
		{"Interval", z95Name, "exact", z95, "Normal quantile of the 95 % Wilson intervals"},
		{"Time zone", "", "text", b.cover.Zone.String(), "Days are local to where things happened; times of day are UTC."},
		{"Written", "", "text", b.cover.Now.In(b.cover.Zone).Format("2006-01-02 15:04 -07:00"), ""},
		{"Orders", "", "whole", len(b.facts.Orders), fmt.Sprintf("%d more are fulfilled by somebody else and are left out.", b.facts.NotOurs)},
		{"Lines", "", "whole", len(b.facts.Lines), ""},
		{"Parcels", "", "whole", len(b.facts.Parcels), "Voided ones are left out."},
		{"Return lines", "", "whole", len(b.facts.Returns), ""},
		{"Episodes", "", "whole", len(b.facts.Episodes), ""},
	}
	sheet, err := b.open(coverSheet, 3, len(lines)+len(b.cover.Sources)+5, 0, 22, 28, 70)
	if err != nil {
		return err
	}
	if err := sheet.title(b, "How we did"); err != nil {
		return err
	}
	if err := sheet.add(); err != nil {
		return err
	}
	for _, l := range lines {
		if err := sheet.add(b.cell("text", l.label), b.cell(l.style, l.value), b.cell("text", l.says)); err != nil {
			return err
		}
		if l.name != "" {
			if err := b.name(l.name, coverSheet, fmt.Sprintf("$B$%d", sheet.row)); err != nil {
				return err
			}
		}
	}
	return b.coverSources(sheet)
}

func (b *book) coverSources(sheet *sheetRows) error {
	if err := sheet.add(); err != nil {
		return err
	}
	if err := sheet.heading(b, "Source", ">Rows", "Last file"); err != nil {
		return err
	}
	for _, s := range b.cover.Sources {
		if err := sheet.add(b.cell("text", s.Name), b.cell("whole", s.Rows), b.cell("text", s.File)); err != nil {
			return err
		}
	}
	return sheet.stream.Flush()
}

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

// writeMonths writes on-time delivery month by month, as formulas over the parcels, and draws it.
func (b *book) writeMonths() error {
	months := lastMonths(b.facts.Months(), 24)
	rates := b.facts.onTimeByMonth(b.clock)
	if err := b.chart(len(months)); err != nil { // before the rows: a written sheet takes no drawing
		return err
	}
	sheet, err := b.open(monthSheet, 6, len(months)+1, 1, 12, 12, 12, 12, 12, 12)
	if err != nil {
		return err
	}
	if err := sheet.heading(b, "Month", ">On time", ">Delivered", ">On time %", ">Low", ">High"); err != nil {
		return err
	}
	const inMonth = "(Parcels_arrived_on>=A%[1]d)*(Parcels_arrived_on<EDATE(A%[1]d,1))*ISNUMBER(Parcels_promised_on)"
	for _, month := range months {
		row := sheet.row + 1
		f := rates[month]
		at := func(column string) string { return fmt.Sprintf("%s%d", column, row) }
		known := func(formula string) string { return fmt.Sprintf(`IF(C%d=0,"",%s)`, row, formula) }
		empty := func(v float64) any {
			if f.N == 0 {
				return ""
			}
			return v
		}
		if err := sheet.add(
			b.cell("month", serialDay(track.Date(month+"-01"))),
			b.formula("whole", fmt.Sprintf("SUMPRODUCT("+inMonth+"*(Parcels_arrived_on<=Parcels_promised_on))", row), f.Numerator),
			b.formula("whole", fmt.Sprintf("SUMPRODUCT("+inMonth+")", row), f.Denominator),
			b.formula("share", known(at("B")+"/"+at("C")+"*100"), empty(f.Value)),
			b.formula("share", known(wilsonFormula(at("B"), at("C"), "-", "MAX(0,")), empty(f.Interval[0])),
			b.formula("share", known(wilsonFormula(at("B"), at("C"), "+", "MIN(100,")), empty(f.Interval[1])),
		); err != nil {
			return err
		}
	}
	return sheet.stream.Flush()
}

func lastMonths(months []string, most int) []string {
	if len(months) > most {
		return months[len(months)-most:]
	}
	return months
}

// onTimeByMonth counts on-time delivery for every month.
func (f Facts) onTimeByMonth(c clock) map[string]Figure {
	d := &definitions[0]
	months := map[string]*sums{}
	d.readings(f, c, everything, func(r reading) {
		if r.Day == "" || !r.Counts {
			return
		}
		month := string(r.Day[:7])
		if months[month] == nil {
			months[month] = newSums(d)
		}
		months[month].add(r)
	})
	out := map[string]Figure{}
	for month, s := range months {
		out[month] = d.figure(s, c)
	}
	return out
}

// chart draws on-time delivery with its interval over the months.
func (b *book) chart(months int) error {
	if months == 0 {
		return nil
	}
	series := func(column, ink string, width float64) excelize.ChartSeries {
		paint := excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{ink}}
		return excelize.ChartSeries{
			Fill:       paint,
			Name:       fmt.Sprintf("%s!$%s$1", monthSheet, column),
			Categories: fmt.Sprintf("%s!$A$2:$A$%d", monthSheet, months+1),
			Values:     fmt.Sprintf("%s!$%s$2:$%s$%d", monthSheet, column, column, months+1),
			Line:       excelize.LineOptions{Width: width, Fill: paint},
			Marker:     excelize.ChartMarker{Symbol: "none"},
		}
	}
	return b.file.AddChart(monthSheet, "H2", &excelize.Chart{
		Type:      excelize.Line,
		Series:    []excelize.ChartSeries{series("D", "2A55C4", 2.25), series("E", "9AB5F8", 0.75), series("F", "9AB5F8", 0.75)},
		Title:     excelize.ChartTitle{Paragraph: []excelize.RichTextRun{{Text: "On-time delivery, percent, with its 95 % interval"}}},
		XAxis:     excelize.ChartAxis{NumFmt: excelize.ChartNumFmt{CustomNumFmt: "yyyy\\-mm"}, Font: excelize.Font{Color: "565955"}},
		YAxis:     excelize.ChartAxis{MajorGridLines: true, Font: excelize.Font{Color: "565955"}},
		Legend:    excelize.ChartLegend{Position: "bottom"},
		Dimension: excelize.ChartDimension{Width: 720, Height: 360},
	})
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
