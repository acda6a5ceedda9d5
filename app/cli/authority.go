package cli

import (
	"cmp"
	"slices"
	"strings"

	"ordertrail/app"
)

type authorityCmd struct {
	List    authorityListCmd    `cmd:"" default:"1" help:"List who decides each milestone, who is only shown and who is ignored, and who changed it when."`
	Preview authorityPreviewCmd `cmd:"" help:"Say what a change would do to today's orders; nothing is changed."`
	Set     authoritySetCmd     `cmd:"" help:"Decide a milestone otherwise, and derive every order anew."`
	Reset   authorityResetCmd   `cmd:"" help:"Put the table back to the shipped one, and derive every order anew."`
}

// authorityLine is one row of the table as the contract prints it.
type authorityLine struct {
	app.AuthorityRow
	Says string `json:"says"`
}

type authorityListCmd struct{}

func (c *authorityListCmd) Run(s *session) error {
	if err := s.open(); err != nil {
		return err
	}
	v, err := s.app.SettingsScreen().Authority()
	if err != nil {
		return err
	}
	return sayAuthority(s, v)
}

func sayAuthority(s *session, v app.AuthorityView) error {
	rows := []authorityLine{}
	for _, row := range v.Rows {
		rows = append(rows, authorityLine{row, s.app.AuthoritySays(v, row)})
	}
	out := map[string]any{"rows": rows, "kinds": v.Kinds, "changed": v.Changed, "changes": v.Changes, "history": v.History}
	return s.answer(out, func() {
		for _, row := range rows {
			s.say("%s: %s", s.app.Say("milestone."+row.Milestone), row.Says)
		}
		for _, h := range v.History {
			s.say("  %s  %s, by %s", cmp.Or(h.At, "the beginning"), s.app.Say("ruled."+h.What), cmp.Or(h.By, "nobody named"))
			for _, row := range h.Authority {
				s.say("    %s: %s", s.app.Say("milestone."+row.Milestone), s.app.Weighs(row))
			}
		}
		s.say("to change one: `ordertrail authority preview MILESTONE --asserts KINDS`, MILESTONE one of `%s`, KINDS of `%s`", strings.Join(milestones(v), " "), strings.Join(v.Kinds, " "))
	})
}

// milestones are the rows of the table by the names that commands take.
func milestones(v app.AuthorityView) []string {
	names := make([]string, len(v.Rows))
	for i, row := range v.Rows {
		names[i] = row.Milestone
	}
	return names
}

// authorityEdit names a milestone and who may say it from now on; what is not given stays.
type authorityEdit struct {
	Milestone string  `arg:"" optional:"" help:"The milestone, such as possession or delivered; authority list names them."`
	Asserts   *string `help:"Who decides, such as carrier_file,person." placeholder:"KINDS"`
	Supports  *string `help:"Who is shown and never decides; empty for nobody." placeholder:"KINDS"`
}

// rows are the row to change, as it would be.
func (e authorityEdit) rows(s *session) ([]app.AuthorityRow, error) {
	if e.Milestone == "" || e.Asserts == nil && e.Supports == nil {
		return nil, usage("name a milestone and who decides it, such as `possession --asserts carrier_file,person`; " +
			"`ordertrail authority list` shows them")
	}
	v, err := s.app.SettingsScreen().Authority()
	if err != nil {
		return nil, err
	}
	row := app.AuthorityRow{Milestone: e.Milestone}
	if i := slices.IndexFunc(v.Rows, func(r app.AuthorityRow) bool { return r.Milestone == e.Milestone }); i >= 0 {
		row = v.Rows[i]
	}
	if e.Asserts != nil {
		row.Asserts = listed(*e.Asserts)
	}
	if e.Supports != nil {
		row.Supports = listed(*e.Supports)
	}
	return []app.AuthorityRow{row}, nil
}

// listed is a list as it is typed: parted by commas or spaces.
func listed(text string) []string {
	return strings.FieldsFunc(text, func(r rune) bool { return r == ',' || r == ' ' })
}

type authorityPreviewCmd struct {
	authorityEdit
	Reset bool      `help:"Look at what going back to the shipped table would do."`
	Limit pageLimit `help:"How many orders to list, at most 500." default:"20"`
	After string    `help:"Key of the last order of the page before; then nothing is counted." placeholder:"KEY"`
}

func (c *authorityPreviewCmd) Run(s *session) error {
	if err := s.open(); err != nil {
		return err
	}
	draft := app.AuthorityDraft{After: c.After, Limit: int(c.Limit)}
	if c.Reset {
		v, err := s.app.SettingsScreen().Authority()
		if err != nil {
			return err
		}
		draft.Rows = v.Shipped
	} else {
		rows, err := c.rows(s)
		if err != nil {
			return err
		}
		draft.Rows = rows
	}
	e, err := s.app.SettingsScreen().PreviewAuthority(draft)
	if err != nil {
		return err
	}
	return s.answer(e, func() { sayEffect(s, e, c.After == "") })
}

// sayEffect tells what a change would do: the sums, then order by order.
func sayEffect(s *session, e app.AuthorityEffect, sums bool) {
	if sums {
		s.say("%d of %s would change: %d their status, %d their facets, %d their tasks (%d open, %d close)",
			e.Changed, s.number("order", e.Orders), e.Status, e.Facets, e.Tasks, e.Opened, e.Closed)
	}
	for _, row := range e.Rows {
		s.say("%-14s %s → %s", row.Order, s.app.Headline(row.Before), s.app.Headline(row.After))
		for _, p := range row.Parcels {
			none := s.app.Say("effect.none")
			s.say("    parcel %s  %s → %s", p.Parcel, cmp.Or(s.app.WordFor("phase", p.Before), none), cmp.Or(s.app.WordFor("phase", p.After), none))
		}
		for _, f := range row.Facets {
			s.say("    %s", s.app.FacetSays(f))
		}
		for _, code := range row.Opened {
			s.say("    opens task “%s”", s.app.Say("task."+code))
		}
		for _, code := range row.Closed {
			s.say("    closes task “%s”", s.app.Say("task."+code))
		}
	}
	if e.Next != "" {
		s.say("more with --after %s", e.Next)
	}
}

type authoritySetCmd struct{ authorityEdit }

func (c *authoritySetCmd) Run(s *session) error {
	if err := s.open(); err != nil {
		return err
	}
	rows, err := c.rows(s)
	if err != nil {
		return err
	}
	v, err := s.app.SettingsScreen().SetAuthority(rows)
	if err != nil {
		return err
	}
	return sayAuthority(s, v)
}

type authorityResetCmd struct{}

func (c *authorityResetCmd) Run(s *session) error {
	if err := s.open(); err != nil {
		return err
	}
	v, err := s.app.SettingsScreen().ResetAuthority()
	if err != nil {
		return err
	}
	return sayAuthority(s, v)
}
