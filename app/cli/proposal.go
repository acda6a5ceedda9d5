package cli

import (
	"cmp"
	"fmt"
	"os"
	"strings"

	"ordertrail/app"
	"ordertrail/track"
)

type proposalCmd struct {
	List   proposalListCmd   `cmd:"" help:"List the rules; the first that fits proposes."`
	Show   proposalShowCmd   `cmd:"" help:"What the rules propose about a return, and why."`
	Export proposalExportCmd `cmd:"" help:"Write the rules as JSON, to change them in an editor."`
	Try    proposalTryCmd    `cmd:"" help:"Try a file of rules on the returns of the last 90 days; nothing is kept."`
	Use    proposalUseCmd    `cmd:"" help:"Make a file of rules the shop's own."`
}

type proposalListCmd struct{}

func (proposalListCmd) Run(s *session) error {
	if err := s.open(); err != nil {
		return err
	}
	p, err := s.app.Returns().Policy()
	if err != nil {
		return err
	}
	return s.answer(map[string]any{"rules": p.Proposals}, func() {
		for _, r := range p.Proposals {
			s.say("%3d  %-60s → %s", r.Rule, s.conditions(r), s.outcome(track.Outcome{Disposition: r.Disposition, Resolution: r.Resolution}))
		}
	})
}

// outcome is what a rule proposes, as its file names it and as people say it.
func (s *session) outcome(o track.Outcome) string {
	return cmp.Or(s.coded("disposition", o.Disposition), "nothing comes") + behind(", ", s.coded("resolution", o.Resolution))
}

// conditions are the conditions of a rule in a few words.
func (s *session) conditions(r track.ProposalRule) string {
	var out []string
	add := func(name, family string, codes ...string) {
		values := make([]string, len(codes))
		for i, code := range codes {
			values[i] = s.coded(family, code)
		}
		if list := strings.Trim(strings.Join(values, "|"), "|"); list != "" {
			out = append(out, name+" "+list)
		}
	}
	add("kind", "return_kind", r.Kinds...)
	add("cause", "cause", r.Causes...)
	add("grade", "", r.Grades...)
	add("serial", "serial_says", r.Serials...)
	add("warranty", "", r.Warranty)
	if r.MinDays > 0 || r.MaxDays > 0 {
		add("days", "", span(int64(r.MinDays), int64(r.MaxDays)))
	}
	if r.MinValue > 0 || r.MaxValue > 0 {
		add("value", "", span(r.MinValue, r.MaxValue))
	}
	if r.Instant {
		add("instant", "", "yes")
	}
	return cmp.Or(strings.Join(out, ", "), "always")
}

func span(low, high int64) string {
	if high == 0 {
		return fmt.Sprintf("from %d", low)
	}
	return fmt.Sprintf("%d to %d", low, high)
}

type proposalShowCmd struct {
	returnNumber
	Line   string `help:"The line, when there are several: its number or its SKU."`
	Grade  string `help:"The grade that was found; without it and a serial number, what was recorded of the units that wait for a decision." default:""`
	Serial string `help:"The serial number that was read."`
}

func (c *proposalShowCmd) Run(s *session) error {
	if err := s.open(); err != nil {
		return err
	}
	v, err := s.app.Returns().Propose(c.Number, c.Line, c.Grade, c.Serial)
	if err != nil {
		return err
	}
	return s.answer(v, func() {
		if v.Rule == 0 {
			s.say("no rule fits: a person decides")
		} else {
			s.say("rule %d proposes %s, because of %s", v.Rule, s.outcome(v.Outcome), strings.Join(v.Because, ", "))
			s.say("last 90 days: %s, %d taken, %d changed", s.number("case", v.Cases), v.Taken, v.Changed)
		}
		if v.Case.Cover.Says != "no_term" || v.Case.Kind == "warranty" {
			s.say("%s", s.app.CoverSays(v.Case.Cover))
		}
	})
}

type proposalExportCmd struct{}

func (proposalExportCmd) Run(s *session) error {
	if err := s.open(); err != nil {
		return err
	}
	p, err := s.app.Returns().Policy()
	if err != nil {
		return err
	}
	return s.print(p.Proposals)
}

// rulesFile names a file of rules.
type rulesFile struct {
	File string `arg:"" help:"A file of rules, as export writes it." type:"path"`
}

func (f rulesFile) read() ([]track.ProposalRule, error) {
	raw, err := os.ReadFile(f.File)
	if err != nil {
		return nil, fmt.Errorf("read rules: %w", err)
	}
	return app.ParseProposals(raw)
}

type proposalTryCmd struct{ rulesFile }

func (c *proposalTryCmd) Run(s *session) error {
	rules, err := c.read()
	if err != nil {
		return err
	}
	if err := s.open(); err != nil {
		return err
	}
	t, err := s.app.Returns().TryProposals(rules)
	if err != nil {
		return err
	}
	return s.answer(t, func() {
		s.say("%s: %d as these rules propose, %d otherwise, %d that no rule fits", s.number("decision", t.Cases), t.Same, t.Changed, t.Unproposed)
		for _, r := range t.Rows {
			s.say("  %s %s line %s, grade %s: rule %d proposes %s; decided %s", r.On, r.Return, r.Line, r.Grade, r.Rule, s.outcome(r.Proposed), s.outcome(r.Decided))
		}
	})
}

type proposalUseCmd struct{ rulesFile }

func (c *proposalUseCmd) Run(s *session) error {
	rules, err := c.read()
	if err != nil {
		return err
	}
	if err := s.open(); err != nil {
		return err
	}
	p, err := s.app.Returns().Policy()
	if err != nil {
		return err
	}
	p.Proposals = rules
	p, err = s.app.Returns().SavePolicy(p)
	return s.done(err, "%s from now on", s.number("rules_propose", len(p.Proposals)))
}
