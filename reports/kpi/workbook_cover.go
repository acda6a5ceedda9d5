package kpi

import "fmt"

// coverLine is one line of the cover; a name makes its value a cell that formulas read.
type coverLine struct {
	label, name, style string
	value              any
	says               string
}

// Read a row as: <label> is <value>, which formulas know by <name>, and means <says>.
func (b *book) coverLines() []coverLine {
	lines := b.runLines()
	if f := b.cover.Frozen; f != nil {
		at := b.cover.told(f.At)
		lines = append(lines, coverLine{"Published", "", "text", at, fmt.Sprintf("By %s, edition %d, by the definitions %s. The sheet Restated says what changed since.", f.By, f.Edition, f.Version)})
	}
	return lines
}

func (b *book) runLines() []coverLine {
	from, to := b.period.From, b.period.To
	if from == "" {
		from = earliest
	}
	if to == "" {
		to = latest
	}
	return []coverLine{
		{"Shop", "", "bold", b.cover.Shop, ""},
		{"From", periodFrom, "inputday", serialDay(from), "Change the shaded cells, and everything is counted anew."},
		{"To", periodTo, "inputday", serialDay(to), "Both days included. The day that closes a clock decides the period."},
		{"As of", asOf, "inputday", serialDay(b.clock.Today), "What was due before this day and has not happened is late."},
		{"Promise", basisName, "input", string(b.clock.Basis), "latest, original or requested"},
		{"Currency of costs", currency, "input", b.clock.Currency, "The one most orders are stated in. Others are left out, and counted."},
		{"Interval", z95Name, "exact", z95, "Normal quantile of the 95 % Wilson intervals"},
		{"Complaint days", claimDays, "input", b.clock.ClaimDays, "For so many days after the delivery a complaint may still come, and nothing counts as right."},
		{"Return days", returnName, "input", returnDays, "For so many days after the delivery units may still come back."},
		{"Stock counted since", stockFrom, "inputday", emptyOr(b.clock.StockFrom), "Turnover is counted from here on."},
		{"Packaging a parcel", "", "money", major(float64(b.facts.Rates.Packaging), b.facts.Rates.Currency), rateSays(b.facts.Rates)},
		{"Labour an hour", "", "money", major(float64(b.facts.Rates.LabourPerHour), b.facts.Rates.Currency), rateSays(b.facts.Rates)},
		{"Time zone", "", "text", b.cover.Zone.String(), "Days are local to where things happened; times of day are UTC."},
		{"Written", "", "text", b.cover.told(b.cover.Now), ""},
		{"Definitions", "", "text", Version(), "The state of the definitions; another one counts in another way."},
		{"Orders", "", "whole", len(b.facts.Orders), fmt.Sprintf("%d more are fulfilled by somebody else and are left out.", b.facts.NotOurs)},
		{"Lines", "", "whole", len(b.facts.Lines), ""},
		{"Parcels", "", "whole", len(b.facts.Parcels), "Voided ones are left out."},
		{"Return lines", "", "whole", len(b.facts.Returns), ""},
		{"Contacts", "", "whole", len(b.facts.Contacts), ""},
		{"Claims", "", "whole", len(b.facts.Claims), ""},
		{"Stock counts", "", "whole", len(b.facts.Stock), ""},
		{"Episodes", "", "whole", len(b.facts.Episodes), ""},
	}
}

// writeCover writes how the workbook was made, and the cells that its formulas read.
func (b *book) writeCover() error {
	lines := b.coverLines()
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

// rateSays is what stands beside a rate that the shop reckons with.
func rateSays(r Rates) string {
	if r.Packaging == 0 && r.LabourPerHour == 0 {
		return "Not set: it adds nothing to the cost of an order. Set it in Settings."
	}
	return "In " + r.Currency + ". Part of the cost of an order as it was written; changing it here changes nothing."
}
