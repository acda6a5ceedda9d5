package kpi

import (
	"cmp"
	"fmt"
	"strconv"

	"ordertrail/reports/workbook"
)

// coverLine is one line of the cover. The catalogue has its label below workbook.cover, and where there is more to say, that
// below workbook.cover.<key>.says; a name makes its value a cell that formulas read.
type coverLine struct {
	key, name, style string
	value            any
	args             []string
}

// Read a row as: what the catalogue calls <key> is <value>, which formulas know by <name>, and is explained with <args>.
func (b *book) coverLines() []coverLine {
	from, to := cmp.Or(b.period.From, earliest), cmp.Or(b.period.To, latest)
	rates := b.facts.Rates
	lines := []coverLine{
		{"shop", "", "bold", b.cover.Shop, nil},
		{"from", periodFrom, "inputday", workbook.Day(from), nil},
		{"to", periodTo, "inputday", workbook.Day(to), nil},
		{"as_of", asOf, "inputday", workbook.Day(b.clock.Today), nil},
		{"promise", basisName, "input", string(b.clock.Basis), nil},
		{"currency", currency, "input", b.clock.Currency, nil},
		{"claim_currency", claimCurrency, "input", b.clock.ClaimCurrency, nil},
		{"interval", z95Name, "exact", z95, nil},
		{"claim_days", claimDays, "input", b.clock.ClaimDays, nil},
		{"return_days", returnName, "input", returnDays, nil},
		{"stock_from", stockFrom, "inputday", emptyOr(b.clock.StockFrom), nil},
		{rates.key("packaging"), "", "money", major(float64(rates.Packaging), rates.Currency), []string{rates.Currency}},
		{rates.key("labour"), "", "money", major(float64(rates.LabourPerHour), rates.Currency), []string{rates.Currency}},
		{"zone", "", "text", b.cover.Zone.String(), nil},
		{"written", "", "text", b.cover.told(b.cover.Now), nil},
		{"version", "", "text", Version(), nil},
		{"orders", "", "whole", len(b.facts.Orders), []string{strconv.Itoa(b.facts.NotOurs)}},
		{"lines", "", "whole", len(b.facts.Lines), nil},
		{"parcels", "", "whole", len(b.facts.Parcels), nil},
		{"returns", "", "whole", len(b.facts.Returns), nil},
		{"contacts", "", "whole", len(b.facts.Contacts), nil},
		{"claims", "", "whole", len(b.facts.Claims), nil},
		{"stock", "", "whole", len(b.facts.Stock), nil},
		{"episodes", "", "whole", len(b.facts.Episodes), nil},
	}
	if f := b.cover.Frozen; f != nil {
		lines = append(lines, coverLine{"published", "", "text", b.cover.told(f.At), []string{f.By, strconv.Itoa(f.Edition), f.Version}})
	}
	return lines
}

// key is what the catalogue calls a rate: another thing while the shop has set none.
func (r Rates) key(name string) string {
	if r.Packaging == 0 && r.LabourPerHour == 0 {
		return "no_" + name
	}
	return name
}

// coverSays is what stands beside a line of the cover; most say nothing more.
func (b *book) coverSays(l coverLine) string {
	key := "workbook.cover." + l.key + ".says"
	if _, more := b.cover.Words[key]; !more {
		return ""
	}
	return b.say(key, l.args...)
}

// writeCover writes how the workbook was made, and the cells that its formulas read.
func (b *book) writeCover() error {
	lines := b.coverLines()
	sheet, err := b.open(coverSheet, 3, len(lines)+len(b.cover.Sources)+5, 0, 22, 28, 70)
	if err != nil {
		return err
	}
	if err := sheet.title(b, b.say("workbook.title")); err != nil {
		return err
	}
	if err := sheet.add(); err != nil {
		return err
	}
	for _, l := range lines {
		if err := sheet.add(b.cell("text", b.say("workbook.cover."+l.key)), b.cell(l.style, l.value), b.cell("text", b.coverSays(l))); err != nil {
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
	if err := sheet.heading(b, b.heads("workbook.cover.heads")...); err != nil {
		return err
	}
	for _, s := range b.cover.Sources {
		if err := sheet.add(b.cell("text", s.Name), b.cell("whole", s.Rows), b.cell("text", s.File)); err != nil {
			return err
		}
	}
	return sheet.stream.Flush()
}
