package cli

import (
	"slices"
	"strings"

	"ordertrail/track"
)

// claimWindowsCmd is the table of until when claims are taken; without a word behind it, it is shown.
type claimWindowsCmd struct {
	Show   claimWindowsShowCmd   `cmd:"" default:"withargs" help:"Show the table, and after how long somebody is told of a claim that nothing dates."`
	Set    claimWindowsSetCmd    `cmd:"" help:"Add a row at the top, or change the row of that name. The first row that fits holds."`
	Remove claimWindowsRemoveCmd `cmd:"" help:"Take a row away."`
	Remind claimWindowsRemindCmd `cmd:"" help:"Set after how many working days somebody is told of a claim that nothing dates."`
}

type claimWindowsShowCmd struct{}

func (claimWindowsShowCmd) Run(s *session) error {
	if err := s.open(); err != nil {
		return err
	}
	p, err := s.app.Returns().Policy()
	if err != nil {
		return err
	}
	return s.answer(map[string]any{"windows": p.ClaimWindows, "waits": p.ClaimWaits}, func() {
		for _, w := range p.ClaimWindows {
			about := strings.Join(slices.DeleteFunc(append([]string{w.Carrier}, append(w.Services, w.Kinds...)...), func(part string) bool { return part == "" }), ", ")
			s.say("%-18s %-12s %-22s %3d to %3d days after mailing  %s", w.Window, w.Against, about, w.From, w.To, lookedUp(w, s.app.WordFor("claim_source", w.Source)))
		}
		s.say("a claim in no row: somebody is told %s after it was opened", s.number("working_day", p.ClaimWaits.File))
		s.say("a claim without an answer: somebody is told %s after it was handed in, unless a day was named", s.number("working_day", p.ClaimWaits.Answer))
	})
}

// lookedUp tells whether the days of a row were looked up, and where they are from.
func lookedUp(w track.ClaimWindow, source string) string {
	switch {
	case w.Verified && source != "":
		return "verified (" + source + ")"
	case w.Verified:
		return "verified"
	case source != "":
		return "verify on the carrier's site (" + source + ")"
	}
	return "verify on the carrier's site"
}

type claimWindowsSetCmd struct {
	Window   string   `arg:"" help:"The name of the row."`
	Against  string   `required:"" help:"Whom the claim is against: a carrier's code or an insurer's name."`
	Carrier  string   `help:"Only parcels with this carrier; without it, of any."`
	Service  []string `help:"Only services with this word in their name; may be repeated."`
	Kind     []string `help:"Only claims for lost, damaged or missing; may be repeated."`
	From     whole    `help:"The first day it is taken, in days after the mailing." default:"0"`
	To       whole    `required:"" help:"The last day it is taken, in days after the mailing."`
	Source   string   `help:"Where the days are from." default:""`
	Verified bool     `help:"They were looked up on the site of whom the claim is against."`
}

func (c *claimWindowsSetCmd) Run(s *session) error {
	if err := s.open(); err != nil {
		return err
	}
	row := track.ClaimWindow{
		Window: c.Window, Against: c.Against, Carrier: c.Carrier, Services: c.Service, Kinds: c.Kind, From: int(c.From), To: int(c.To), Source: c.Source, Verified: c.Verified,
	}
	p, err := s.app.Returns().Policy()
	if err != nil {
		return err
	}
	p.ClaimWindows = slices.Clone(p.ClaimWindows)
	if i := windowAt(p.ClaimWindows, c.Window); i >= 0 {
		p.ClaimWindows[i] = row
	} else {
		p.ClaimWindows = slices.Insert(p.ClaimWindows, 0, row)
	}
	_, err = s.app.Returns().SavePolicy(p)
	return s.done(err, "%s: %s takes claims from day %d to day %d after the mailing", c.Window, c.Against, c.From, c.To)
}

type claimWindowsRemoveCmd struct {
	Window string `arg:"" help:"The name of the row."`
}

func (c *claimWindowsRemoveCmd) Run(s *session) error {
	if err := s.open(); err != nil {
		return err
	}
	p, err := s.app.Returns().Policy()
	if err != nil {
		return err
	}
	i := windowAt(p.ClaimWindows, c.Window)
	if i < 0 {
		return usage("no row is called %q; `ordertrail claim windows` names them all", c.Window)
	}
	p.ClaimWindows = slices.Delete(slices.Clone(p.ClaimWindows), i, i+1)
	_, err = s.app.Returns().SavePolicy(p)
	return s.done(err, "%s is taken away", c.Window)
}

// windowAt is where the row of that name stands; -1 nowhere.
func windowAt(rows []track.ClaimWindow, name string) int {
	return slices.IndexFunc(rows, func(w track.ClaimWindow) bool { return strings.EqualFold(w.Window, name) })
}

type claimWindowsRemindCmd struct {
	File   positive `help:"After so many working days of a claim that is not handed in and whose last day nobody knows."`
	Answer positive `help:"After so many working days of a claim that was handed in and not answered."`
}

func (c *claimWindowsRemindCmd) Run(s *session) error {
	if c.File == 0 && c.Answer == 0 {
		return usage("say after how many working days: --file N of a claim that is not handed in, --answer N of one that is")
	}
	if err := s.open(); err != nil {
		return err
	}
	p, err := s.app.Returns().Policy()
	if err != nil {
		return err
	}
	if c.File > 0 {
		p.ClaimWaits.File = int(c.File)
	}
	if c.Answer > 0 {
		p.ClaimWaits.Answer = int(c.Answer)
	}
	_, err = s.app.Returns().SavePolicy(p)
	return s.done(err, "somebody is told after %s to hand a claim in, and after %d without an answer", s.number("working_day", p.ClaimWaits.File), p.ClaimWaits.Answer)
}
