package kpi

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// writeRestated writes what a month was published with beside what this workbook counts, and every row that makes a difference.
func (b *book) writeRestated() error {
	f := b.cover.Frozen
	if f == nil {
		return nil
	}
	rows := 0
	for _, r := range f.Restated {
		rows += len(r.Rows)
	}
	sheet, err := b.open(restatedSheet, 7, len(f.Restated)+rows+3, 1, 36, 12, 14, 14, 12, 10, 60)
	if err != nil {
		return err
	}
	if err := sheet.heading(b, b.heads("workbook.restated.heads")...); err != nil {
		return err
	}
	for _, r := range f.Restated {
		if err := sheet.add(b.restatedRow(r, sheet.row+1)...); err != nil {
			return err
		}
	}
	if err := sheet.add(); err != nil {
		return err
	}
	if err := sheet.heading(b, b.heads("workbook.restated.rows")...); err != nil {
		return err
	}
	for _, r := range f.Restated {
		for _, c := range r.Rows {
			at := c.Row()
			var why []string
			for _, code := range c.Why {
				why = append(why, b.say("restated."+code, "1"))
			}
			if err := sheet.add(b.cell("text", b.say("kpi."+r.Today.Name)), b.cell("text", at.Order), b.cell("text", at.Subject),
				b.saidCell(c.Was, r.Today), b.saidCell(c.Is, r.Today), nil, b.cell("text", strings.Join(why, ", "))); err != nil {
				return err
			}
		}
	}
	return sheet.stream.Flush()
}

// restatedRow is one figure; today's value is the cell of the KPI sheet.
func (b *book) restatedRow(r Restated, row int) []any {
	i := slices.IndexFunc(definitions, func(d Definition) bool { return d.Name == r.Today.Name })
	counts := map[string]int{}
	for _, c := range r.Rows {
		for _, why := range c.Why {
			counts[why]++
		}
	}
	var why []string
	for _, code := range sortedKeys(counts) {
		why = append(why, b.say("restated."+code, strconv.Itoa(counts[code])))
	}
	today := b.formula("share", fmt.Sprintf("%s!$C$%d", figureSheet, figureRows+i), b.sheetValue(r.Today))
	change := b.formula("share", fmt.Sprintf(`IF(AND(ISNUMBER(C%d),ISNUMBER(D%d)),D%d-C%d,"")`, row, row, row, row), b.changeOf(r))
	return []any{
		b.cell("bold", b.titleOf(&definitions[i])), b.cell("text", b.say("kpi_unit."+string(definitions[i].unit()))), b.cell("share", b.sheetValue(r.Frozen)), today, change,
		b.cell("whole", len(r.Rows)), b.cell("wrap", strings.Join(why, ", ")),
	}
}

// sheetValue is a figure's value as the KPI sheet holds it.
func (b *book) sheetValue(f Figure) any {
	if f.Unit == Amount {
		return b.orUnknown(f, major(f.Value, f.Currency))
	}
	return b.orUnknown(f, f.Value*definitionNamed(f.Name).perHour())
}

func (b *book) changeOf(r Restated) any {
	was, known := b.sheetValue(r.Frozen).(float64)
	is, still := b.sheetValue(r.Today).(float64)
	if !known || !still {
		return ""
	}
	return is - was
}

// saidCell is what a row says to a figure, or nothing when it is not there.
func (b *book) saidCell(r Row, f Figure) any {
	switch {
	case r.Table == "":
		return nil
	case r.Excluded != "":
		return b.cell("text", b.say("left_out."+LeftOut(f.Name, r.Excluded)))
	case f.Unit == Amount || f.Unit == Times || f.Unit == Share:
		return b.cell("money", major(r.Value, f.Currency))
	}
	return b.cell("share", r.Value*definitionNamed(f.Name).perHour())
}
