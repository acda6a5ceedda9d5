package app

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"ordertrail/reports/kpi"
	"ordertrail/store"
	"ordertrail/track"
	"ordertrail/track/carrier"
)

// Reports is the KPI screen and everything that is printed, saved or published.
type Reports struct{ app *App }

// period reads the days of a query; an empty one is the current month up to today.
func (a *App) period(q KPIQuery) (kpi.Period, kpi.Basis, error) {
	today := a.now().In(a.zone())
	p := kpi.Period{From: track.DateStamp(today).Date()[:8] + "01", To: track.DateOf(today, a.zone())}
	for _, side := range []struct {
		given string
		into  *track.Date
	}{{q.From, &p.From}, {q.To, &p.To}} {
		if side.given == "" {
			continue
		}
		d, err := track.ParseDate(side.given)
		if err != nil {
			return p, "", fail("bad-date", err.Error(), side.given)
		}
		*side.into = d
	}
	if p.From > p.To {
		return p, "", fail("bad-period", fmt.Sprintf("the period from %s to %s ends before it begins", p.From, p.To), string(p.From), string(p.To))
	}
	basis := kpi.Basis(cmp.Or(q.Basis, string(kpi.Latest)))
	if basis != kpi.Latest && basis != kpi.Original && basis != kpi.Requested {
		return p, "", fail("bad-basis", fmt.Sprintf("%q is no promise: latest, original or requested", q.Basis), q.Basis)
	}
	return p, basis, nil
}

// KPI counts the figures of a period.
func (x *Reports) KPI(q KPIQuery) (v KPIView, err error) {
	defer x.app.guard("Reports.KPI", &err)
	ctx, err := x.app.ready()
	if err != nil {
		return KPIView{}, err
	}
	p, basis, err := x.app.period(q)
	if err != nil {
		return KPIView{}, err
	}
	v = KPIView{
		From: string(p.From), To: string(p.To), Zone: x.app.zone().String(), Basis: string(basis), KPIs: []KPIFigure{}, Scores: []CarrierScore{},
	}
	var facts kpi.Facts
	err = x.app.counted(ctx, basis, func(f kpi.Facts, days *kpi.Days) {
		facts = f
		v.fill(days, p)
	})
	if err != nil {
		return KPIView{}, err
	}
	v.Months, v.Empty = nonNil(facts.Months()), len(facts.Orders) == 0
	return v, x.app.besideFrozen(ctx, &v, facts, p, basis)
}

// fill counts the figures of a period and their months.
func (v *KPIView) fill(days *kpi.Days, p kpi.Period) {
	trends := days.Trend()
	for _, f := range days.Compute(p) {
		figure := figureView(f)
		for _, t := range trends[f.Name] {
			figure.Trend = append(figure.Trend, TrendPoint{Month: t.Month, Value: t.Value, Low: t.Interval[0], High: t.Interval[1], N: t.N})
		}
		v.KPIs = append(v.KPIs, figure)
	}
	for _, s := range days.Scores(p) {
		v.Scores = append(v.Scores, scoreView(s))
	}
}

// besideFrozen lays what was published of a month beside what is counted today.
func (a *App) besideFrozen(ctx context.Context, v *KPIView, facts kpi.Facts, p kpi.Period, basis kpi.Basis) (err error) {
	if v.Frozen, err = a.FrozenMonths(); err != nil {
		return err
	}
	month := monthOf(p)
	i := slices.IndexFunc(v.Frozen, func(f FrozenMonth) bool { return f.Month == month })
	v.Closed = month != "" && i < 0 && p.To < track.DateOf(a.now(), a.zone())
	if month == "" || i < 0 {
		return nil
	}
	pub, _, err := a.publication(ctx, month)
	if err != nil {
		return err
	}
	restated, err := a.restated(ctx, pub, facts, basis)
	for _, r := range restated.Figures {
		for k := range v.KPIs {
			if v.KPIs[k].Name == r.Name {
				v.KPIs[k].Frozen, v.KPIs[k].WasFrozen = r.Frozen, true
			}
		}
	}
	return err
}

// monthOf is the month that a period is exactly, else "".
func monthOf(p kpi.Period) string {
	if len(p.From) < 7 || kpi.MonthOf(string(p.From[:7])) != p {
		return ""
	}
	return string(p.From[:7])
}

// Figures are the KPIs of a period as the command line hands them out.
func (a *App) Figures(q KPIQuery) (kpi.Period, []kpi.Figure, error) {
	ctx, err := a.ready()
	if err != nil {
		return kpi.Period{}, nil, err
	}
	p, basis, err := a.period(q)
	if err != nil {
		return p, nil, err
	}
	facts, err := a.facts(ctx)
	if err != nil {
		return p, nil, err
	}
	figures := kpi.Compute(facts, p, basis, a.zone(), a.now())
	for i := range figures {
		figures[i].Told = a.told(figures[i])
	}
	return p, figures, nil
}

// told is what is said of a figure, in words: what it counts, and what its columns do not say.
func (a *App) told(f kpi.Figure) string {
	sentences := []string{a.say("kpi." + f.Name + ".counts")}
	for _, s := range f.Says {
		sentences = append(sentences, a.say(s.Key, s.Args...))
	}
	return strings.Join(sentences, " ")
}

// FigureText is a figure on one line, for a command line: its value, what it was counted from and what was left out.
func (a *App) FigureText(f kpi.Figure) string {
	row := a.reportRow(figureView(f))
	parts := []string{cmp.Or(row.Value, a.say("kpis.unknown"))}
	for _, part := range []string{row.N, row.Spread, row.Out} {
		if part != "" {
			parts = append(parts, part)
		}
	}
	return strings.Join(parts, "; ")
}

func figureView(f kpi.Figure) KPIFigure {
	v := KPIFigure{
		Name: f.Name, Unit: string(f.Unit), Value: f.Value, Known: f.Known, Currency: f.Currency, P90: f.P90, Numerator: f.Numerator,
		Denominator: f.Denominator, N: f.N, Thin: f.Thin(), Low: f.Interval[0], High: f.Interval[1], HasInterval: f.HasInterval(),
		Excluded: leftOut(f), Listed: countsByCode(f.Listed), Parts: countsByCode(f.Parts), Says: []Saying{}, Trend: []TrendPoint{},
		Frozen: FrozenFigure{Why: []FrozenWhy{}},
	}
	for _, s := range f.Says {
		v.Says = append(v.Says, Saying{s.Key, nonNil(s.Args)})
	}
	slices.SortStableFunc(v.Parts, func(a, b Count) int { return cmp.Compare(b.N, a.N) })
	if b := f.Business; b != nil {
		v.BusinessH, v.BusinessP90, v.BusinessN = b.Median, b.P90, b.N
	}
	if h := f.Aside; h != nil {
		v.HoldH, v.HoldN = h.Median, h.N
	}
	return v
}

// countsByCode lists counts by their codes.
// leftOut counts by reason what a figure leaves out.
func leftOut(f kpi.Figure) []LeftOut {
	out := []LeftOut{}
	for _, c := range countsByCode(f.Excluded) {
		out = append(out, LeftOut{c.Code, kpi.LeftOut(f.Name, c.Code), c.N})
	}
	return out
}

func countsByCode(m map[string]int) []Count {
	out := []Count{}
	for _, code := range slices.Sorted(maps.Keys(m)) {
		out = append(out, Count{code, m[code]})
	}
	return out
}

func scoreView(s kpi.Score) CarrierScore {
	return CarrierScore{
		Carrier: carrier.Name(s.Carrier), Service: s.Service, Parcels: s.Parcels, OnTime: figureView(s.OnTime), First: figureView(s.FirstAttempt),
		LagH: s.Lag.Value, LagN: s.Lag.N, LagP90H: s.Lag.P90, TransitH: s.Transit.Value, Problems: figureView(s.Problems), CostMinor: s.Cost.Minor, Currency: s.Cost.Currency,
	}
}

// Workbook writes the KPI workbook of a period into the documents folder.
func (x *Reports) Workbook(q KPIQuery) (f ReportFile, err error) {
	defer x.app.guard("Reports.Workbook", &err)
	p, _, err := x.app.period(q)
	if err != nil {
		return ReportFile{}, err
	}
	return x.app.Workbook(q, filepath.Join(x.app.folder("documents"), fmt.Sprintf("kpi-%s-to-%s.xlsx", p.From, p.To)))
}

// Workbook writes the KPI workbook of a period to path.
func (a *App) Workbook(q KPIQuery, path string) (ReportFile, error) {
	ctx, err := a.ready()
	if err != nil {
		return ReportFile{}, err
	}
	ctx, done := a.job(ctx, "workbook")
	defer done()
	p, basis, err := a.period(q)
	if err != nil {
		return ReportFile{}, err
	}
	a.send("progress", Progress{Job: "workbook", Code: "counting"})
	var facts kpi.Facts
	var files []kpi.CoverSource
	err = a.store.Read(ctx, func(r *store.Reader) error {
		shop, err := a.factShop(ctx, r)
		if err != nil {
			return err
		}
		if facts, _, err = a.collect(ctx, r, shop, ""); err != nil {
			return err
		}
		runs, err := r.Runs(ctx, 0, 200)
		for _, run := range runs {
			if run.Undone.IsZero() {
				files = append(files, kpi.CoverSource{Name: run.Source, File: run.File, Rows: run.Rows})
			}
		}
		return err
	})
	if err != nil {
		return ReportFile{}, err
	}
	figures := kpi.Compute(facts, p, basis, a.zone(), a.now())
	frozen, err := a.frozenCover(ctx, facts, p, basis)
	if err != nil {
		return ReportFile{}, err
	}
	a.send("progress", Progress{Job: "workbook", Code: "writing"})
	return writeFile(path, func(f *os.File) error {
		return kpi.WriteWorkbook(f, facts, p, figures, kpi.Cover{
			Shop: a.Settings().ShopName, Zone: a.zone(), Basis: basis, Now: a.now(), Sources: files, Frozen: frozen, Words: a.config.Words,
		})
	})
}

// Open shows a file that we wrote in whatever program the person uses for such files; only files below the data folder.
func (x *Reports) Open(path string) (err error) {
	defer x.app.guard("Reports.Open", &err)
	x.app.mu.Lock()
	d := x.app.desktop
	x.app.mu.Unlock()
	inside, err := filepath.Rel(x.app.folder(""), path)
	if err != nil || !filepath.IsLocal(inside) {
		return fail("not-ours", fmt.Sprintf("%s is not a file of this shop", path), path)
	}
	if d == nil {
		return fail("no-window", "a browser cannot open it: it lies at "+path, path)
	}
	return d.Show(path)
}
