package cli

import (
	"cmp"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"ordertrail/app"
)

// kpiCmd counts the key figures; without a word behind it, for a period.
type kpiCmd struct {
	Show     kpiShowCmd     `cmd:"" default:"withargs" help:"Count the figures of a period; with --out and --pdf, write them."`
	Rows     kpiRowsCmd     `cmd:"" help:"The rows behind one figure."`
	Freeze   kpiFreezeCmd   `cmd:"" help:"Publish the figures of a month that is over: later changes then show as restated."`
	Restated kpiRestatedCmd `cmd:"" help:"What later facts make of a published month, and why; without a month, list the published ones."`
	Rates    kpiRatesCmd    `cmd:"" help:"What figures reckon with: opening hours, packaging, labour, complaint days."`
}

// kpiPeriod is a period and the promise deliveries are held against.
type kpiPeriod struct {
	From  string `help:"First day, YYYY-MM-DD; the first of this month unless given." placeholder:"D"`
	To    string `help:"Last day, YYYY-MM-DD; today unless given." placeholder:"D"`
	Basis string `help:"The promise deliveries are held against." enum:"latest,original,requested" default:"latest"`
}

type kpiShowCmd struct {
	kpiPeriod
	Out string `help:"Write the workbook here." type:"path" placeholder:"FILE.xlsx"`
	PDF string `help:"Write the report here." name:"pdf" type:"path" placeholder:"FILE.pdf"`
}

func (c *kpiShowCmd) Run(s *session) error {
	if err := errors.Join(endsIn(c.Out, ".xlsx", "a workbook"), endsIn(c.PDF, ".pdf", "a PDF document")); err != nil {
		return err
	}
	if err := s.open(); err != nil {
		return err
	}
	q := app.KPIQuery{From: c.From, To: c.To, Basis: c.Basis}
	period, figures, err := s.app.Figures(q)
	if err != nil {
		return err
	}
	for _, write := range []struct {
		file string
		to   func(app.KPIQuery, string) (app.ReportFile, error)
	}{{c.Out, s.app.Workbook}, {c.PDF, s.app.KPIReport}} {
		if write.file == "" {
			continue
		}
		f, err := write.to(q, write.file)
		if err != nil {
			return err
		}
		s.warn("wrote " + f.Path + ", " + s.size(f))
	}
	return s.answer(map[string]any{"from": period.From, "to": period.To, "basis": c.Basis, "kpis": figures}, func() {
		s.say("%s to %s, against the %s promise", period.From, period.To, c.Basis)
		for _, f := range figures {
			s.say("  %-26s %s", f.Name, s.app.FigureText(f))
			s.say("      %s", f.Told)
		}
	})
}

type kpiRowsCmd struct {
	Name string `arg:"" help:"The figure, as kpi names it."`
	kpiPeriod
	Excluded string   `help:"Only rows left out for this reason; all for every row." placeholder:"CODE"`
	Listed   string   `help:"Only rows that count and are listed under this code." placeholder:"CODE"`
	After    string   `help:"Go on after the row with this key." placeholder:"KEY"`
	Limit    positive `help:"At most so many rows." default:"200"`
}

func (c *kpiRowsCmd) Run(s *session) error {
	if err := s.open(); err != nil {
		return err
	}
	if c.Excluded == "all" {
		c.Excluded = "*"
	}
	v, err := s.app.Reports().Rows(app.FigureQuery{
		From: c.From, To: c.To, Basis: c.Basis, Name: c.Name, Excluded: c.Excluded, Listed: c.Listed, After: c.After, Limit: int(c.Limit),
	})
	if err != nil {
		return err
	}
	return s.answer(v, func() {
		s.say("%s: %s", s.coded("kpi", v.Name), s.number("row", v.Total))
		for _, r := range v.Rows {
			s.say("  %s  %-12s %-16s %-22s %s", r.On, r.Order, r.Subject, s.app.RowSays(v, r), cmp.Or(s.coded("left_out", r.Excluded), s.listed(r)))
		}
		if v.More {
			s.say("  … and %d more: --limit and --after show them", v.Total-len(v.Rows))
		}
	})
}

// listed says what a row that counts is listed for, as --listed takes it and as people say it.
func (s *session) listed(r app.FigureRow) string {
	if r.Listed == "" {
		return ""
	}
	return fmt.Sprintf("%s (%s)", r.Listed, s.app.Say("listed."+r.Listed, strconv.Itoa(max(1, r.Of))))
}

type kpiFreezeCmd struct {
	Month string `arg:"" help:"The month, YYYY-MM."`
	Again bool   `help:"Publish a month anew that was published before; both are kept."`
}

func (c *kpiFreezeCmd) Run(s *session) error {
	if err := s.open(); err != nil {
		return err
	}
	f, err := s.app.Freeze(c.Month, c.Again)
	if err != nil {
		return err
	}
	return s.answer(f, func() {
		s.say("%s is frozen, edition %d, by the definitions %s. Later changes show as restated.", f.Month, f.Edition, f.Version)
	})
}

type kpiRestatedCmd struct {
	Month string `arg:"" optional:"" help:"The month, YYYY-MM; without one, the published months are listed."`
	Basis string `help:"The promise deliveries are held against." enum:"latest,original,requested" default:"latest"`
}

func (c *kpiRestatedCmd) Run(s *session) error {
	if err := s.open(); err != nil {
		return err
	}
	if c.Month == "" {
		months, err := s.app.FrozenMonths()
		if err != nil {
			return err
		}
		return s.answer(map[string]any{"months": months}, func() {
			if len(months) == 0 {
				s.say("no month is published; `ordertrail kpi freeze YYYY-MM` publishes one")
			}
			for _, m := range months {
				s.say("%s  edition %d  %s  %s", m.Month, m.Edition, m.At, m.By)
			}
		})
	}
	v, err := s.app.Reports().Restated(c.Month, c.Basis)
	if err != nil {
		return err
	}
	return s.answer(v, func() {
		s.say("%s, frozen %s by %s, against the %s promise: %d of %d figures restated", v.Month, v.At, cmp.Or(v.By, "nobody named"), v.Basis, v.Restated, len(v.Figures))
		if v.Zone != "" {
			s.say("  %s", s.app.Say("kpis.other_clock", v.Zone))
		}
		for _, f := range v.Figures {
			if f.Changed {
				s.sayRestated(f)
			}
		}
	})
}

// sayRestated tells one figure that is another today, with its first rows.
func (s *session) sayRestated(f app.RestatedFigure) {
	s.say("  %-26s was %s, is %s", f.Name, f.Text(f.Frozen.Value, f.Frozen.Known), f.Text(f.Today, f.Known))
	for i, r := range f.Rows {
		if i == 10 {
			s.say("    … and %s: --json shows them", s.number("more_rows", len(f.Rows)-i))
			break
		}
		why := make([]string, len(r.Why))
		for i, code := range r.Why {
			why[i] = s.app.Say("restated."+code, "1")
		}
		s.say("    %-12s %-16s %s → %s  %s", r.Order, r.Subject, s.app.WordFor("excluded", f.Said(r.Was)), s.app.WordFor("excluded", f.Said(r.Is)), strings.Join(why, "; "))
		for _, fact := range r.Since {
			s.say("      since then: %s  %s %s", s.app.SinceSays(fact), fact.Recorded, cmp.Or(fact.Run, cmp.Or(fact.Source, "by nobody named")))
		}
	}
}

type kpiRatesCmd struct {
	Opens     *string `help:"When work begins, HH:MM; empty counts whole working days." placeholder:"HH:MM"`
	Shuts     *string `help:"When work ends, HH:MM." placeholder:"HH:MM"`
	Packaging *string `help:"What packaging costs for each parcel, in the shop's currency." placeholder:"0.85"`
	Labour    *string `help:"What an hour at the bench costs." placeholder:"18.50"`
	ClaimDays *whole  `help:"How many days complaints may come after a delivery." placeholder:"14"`
}

func (c *kpiRatesCmd) Run(s *session) error {
	if err := s.open(); err != nil {
		return err
	}
	v, err := s.app.Rates(app.RatesChange{Opens: c.Opens, Shuts: c.Shuts, Packaging: c.Packaging, Labour: c.Labour, ClaimDays: (*int)(c.ClaimDays)})
	if err != nil {
		return err
	}
	return s.answer(v, func() {
		s.say("opens %s, shuts %s", cmp.Or(v.OpensAt, "any time"), cmp.Or(v.ShutsAt, "any time"))
		s.say("packaging %s a parcel, labour %s an hour", s.app.Amount(v.Packaging), s.app.Amount(v.LabourPerHour))
		s.say("complaints may come for %s", s.number("day", max(v.ClaimDays, 0)))
	})
}
