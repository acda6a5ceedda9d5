package kpi

import (
	"fmt"

	"github.com/xuri/excelize/v2"

	"ordertrail/reports/workbook"
	"ordertrail/track"
)

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
	if err := sheet.heading(b, b.heads("workbook.months.heads")...); err != nil {
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
			b.cell("month", workbook.Day(track.Date(month+"-01"))),
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

// onTimeByMonth counts on-time delivery for every month, without what was left out.
func (f Facts) onTimeByMonth(c clock) map[string]Figure {
	out := map[string]Figure{}
	for month, s := range definitions[0].byMonth(f, c) {
		if s.cases > 0 {
			out[month] = definitions[0].figure(s, c)
		}
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
		Title:     excelize.ChartTitle{Paragraph: []excelize.RichTextRun{{Text: b.say("workbook.months.chart")}}},
		XAxis:     excelize.ChartAxis{NumFmt: excelize.ChartNumFmt{CustomNumFmt: "yyyy\\-mm"}, Font: excelize.Font{Color: "565955"}},
		YAxis:     excelize.ChartAxis{MajorGridLines: true, Font: excelize.Font{Color: "565955"}},
		Legend:    excelize.ChartLegend{Position: "bottom"},
		Dimension: excelize.ChartDimension{Width: 720, Height: 360},
	})
}
