package app

import (
	"cmp"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"ordertrail/reports/kpi"
	"ordertrail/reports/pdf"
	"ordertrail/track"
)

// Report writes the KPI report of a period into the documents folder.
func (x *Reports) Report(q KPIQuery) (f ReportFile, err error) {
	defer x.app.guard("Reports.Report", &err)
	p, _, err := x.app.period(q)
	if err != nil {
		return ReportFile{}, err
	}
	return x.app.KPIReport(q, filepath.Join(x.app.folder("documents"), fmt.Sprintf("kpi-%s-to-%s.pdf", p.From, p.To)))
}

// KPIReport writes the figures of a period to path as a PDF: the same as the screen shows, with what was published beside.
func (a *App) KPIReport(q KPIQuery, path string) (ReportFile, error) {
	v, err := a.Reports().KPI(q)
	if err != nil {
		return ReportFile{}, err
	}
	k := pdf.KPIReport{Head: a.head(), From: track.Date(v.From), To: track.Date(v.To), Basis: a.say("basis." + v.Basis)}
	month := monthOf(kpi.Period{From: k.From, To: k.To})
	for _, f := range v.Frozen {
		if f.Month == month {
			k.Frozen = a.say("kpis.published", f.Month, f.At[:10], cmp.Or(f.By, a.say("kpis.nobody")), fmt.Sprint(f.Edition))
		}
	}
	for _, f := range v.KPIs {
		k.Rows = append(k.Rows, a.reportRow(f))
	}
	for _, s := range v.Scores {
		k.Carriers = append(k.Carriers, pdf.KPICarrier{
			Name: strings.TrimSpace(s.Carrier + " " + s.Service), Parcels: itoa(s.Parcels), OnTime: rateText(s.OnTime), First: rateText(s.First),
			Lag: hoursText(s.LagH, s.LagN > 0), Problems: rateText(s.Problems), Cost: costText(s), Thin: s.Parcels < kpi.ThinBelow,
		})
	}
	return document(path, func(w *os.File) (int, error) { return pdf.KPIs(w, k) })
}

// reportRow is one figure as it is printed.
func (a *App) reportRow(f KPIFigure) pdf.KPIRow {
	row := pdf.KPIRow{Title: a.say("kpi." + f.Name), Counts: a.say("kpi." + f.Name + ".counts"), Thin: f.Thin}
	var out []string
	for _, c := range f.Excluded {
		if c.N > 0 {
			out = append(out, fmt.Sprintf("%d %s", c.N, a.say("left_out."+c.Says)))
		}
	}
	for _, c := range f.Listed {
		if c.N > 0 {
			out = append(out, a.say("listed."+c.Code, itoa(c.N)))
		}
	}
	row.Out = strings.Join(out, ", ")
	if f.Known {
		row.Value, row.N = valueText(f, f.Value), a.countedFrom(f)
		row.Spread = a.spreadText(f)
	}
	if f.WasFrozen {
		row.Frozen, row.Why = a.frozenTexts(f)
	}
	return row
}

// countedFrom is what a figure was counted from.
func (a *App) countedFrom(f KPIFigure) string {
	switch kpi.Unit(f.Unit) {
	case kpi.Percent, kpi.PerThousand:
		return a.say("n_of_m", itoa(f.Numerator), itoa(f.Denominator))
	case kpi.Times, kpi.Share:
		return kpi.InMoney(int64(f.Numerator), f.Currency) + " / " + kpi.InMoney(int64(f.Denominator), f.Currency)
	case kpi.Hours, kpi.Amount:
	}
	return a.say("kpis.n", itoa(f.N))
}

// spreadText is how far a figure may be off, or how long nine in ten took.
func (a *App) spreadText(f KPIFigure) string {
	switch {
	case f.HasInterval:
		return a.say("kpis.interval", fmt.Sprintf("%.1f", f.Low), fmt.Sprintf("%.1f", f.High))
	case kpi.Unit(f.Unit) == kpi.Hours && f.BusinessN > 0:
		return a.say("kpis.p90_business", hoursText(f.P90, true), hoursText(f.BusinessH, true))
	case kpi.Unit(f.Unit) == kpi.Hours:
		return a.say("kpis.p90", hoursText(f.P90, true))
	}
	return ""
}

// frozenTexts are a figure as it was published, and why it is another today.
func (a *App) frozenTexts(f KPIFigure) (was, why string) {
	was = a.say("kpis.unknown")
	if f.Frozen.Known {
		was = valueText(f, f.Frozen.Value)
	}
	if len(f.Frozen.Why) == 0 && f.Frozen.Value == f.Value {
		return was, a.say("kpis.no_change")
	}
	var parts []string
	for _, w := range f.Frozen.Why {
		part := a.say("restated."+w.Code, itoa(w.N))
		if w.On != "" {
			part += ", " + a.say("kpis.last_on", w.On)
		}
		parts = append(parts, part)
	}
	return was, strings.Join(parts, "; ")
}

func valueText(f KPIFigure, value float64) string {
	switch kpi.Unit(f.Unit) {
	case kpi.Hours:
		return hoursText(value, true)
	case kpi.Amount:
		return kpi.InMoney(int64(value+.5), f.Currency)
	case kpi.Times:
		return fmt.Sprintf("%.1f ×", value)
	case kpi.PerThousand:
		return fmt.Sprintf("%.1f", value)
	case kpi.Percent, kpi.Share:
	}
	return fmt.Sprintf("%.1f %%", value)
}

func rateText(f KPIFigure) string {
	if !f.Known {
		return "–"
	}
	return valueText(f, f.Value)
}

// hoursText is a duration as the screens write it: minutes below one hour, days from two of them on.
func hoursText(hours float64, known bool) string {
	abs := max(hours, -hours)
	switch {
	case !known:
		return "–"
	case abs > 0 && abs < 1:
		return fmt.Sprintf("%.0f min", hours*60)
	case abs >= 48:
		return fmt.Sprintf("%.1f d", hours/24)
	}
	return fmt.Sprintf("%.1f h", hours)
}

func costText(s CarrierScore) string {
	if s.CostMinor == 0 {
		return "–"
	}
	return kpi.InMoney(s.CostMinor, s.Currency)
}
