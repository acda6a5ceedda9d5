package cli

import (
	"fmt"
	"strings"

	"ordertrail/app"
)

type claimCmd struct {
	Open    claimOpenCmd    `cmd:"" help:"Open a claim about a parcel."`
	File    claimFileCmd    `cmd:"" help:"Record that a claim was handed in, or once more for what was refused or not paid."`
	Paid    claimPaidCmd    `cmd:"" help:"Record what was paid, all of it or a part."`
	Refuse  claimRefuseCmd  `cmd:"" help:"Record that a claim was refused, and why."`
	GiveUp  claimGiveUpCmd  `cmd:"" help:"Give a claim up, handed in or not, and say why."`
	Date    claimDateCmd    `cmd:"" help:"Name the last day to hand a claim in, or, once it is, the day on which they are to answer."`
	List    claimListCmd    `cmd:"" help:"List the open claims, the nearest day first."`
	Windows claimWindowsCmd `cmd:"" help:"Until when carriers and insurers take claims: show, set, remove, remind."`
}

type claimOpenCmd struct {
	number
	Parcel   string `help:"The parcel's number or tracking number, when the order has several."`
	Against  string `help:"The carrier's code or the insurer's name; without it, the parcel's carrier."`
	Kind     string `required:"" help:"lost, damaged or missing."`
	Amount   string `help:"What is claimed, such as 120.00; without it, what the contents cost." placeholder:"MONEY"`
	Deadline string `help:"The last day it is taken, YYYY-MM-DD; without it, as the table of windows says." placeholder:"DATE"`
	Override string `help:"Open it although a claim about the parcel was paid, for this reason." placeholder:"WHY"`
}

func (c *claimOpenCmd) Run(s *session) error {
	id, err := c.find(s)
	if err != nil {
		return err
	}
	minor, err := s.minor(c.Amount)
	if err != nil {
		return err
	}
	n, err := s.app.Claims().Open(app.ClaimRequest{OrderID: id, Parcel: c.Parcel, Against: c.Against, Kind: c.Kind, Amount: minor, Deadline: c.Deadline, Because: c.Override})
	if err != nil {
		return err
	}
	row, err := s.app.Claims().Show(n)
	if err != nil {
		return err
	}
	return s.answer(row, func() {
		s.say("claim %s is open, %s", n, whenClaimed(row))
		if row.Deadline == "" {
			s.say("  `ordertrail claim date %s DAY` names it, `ordertrail claim windows set` adds the days for every claim of the kind", n)
		}
	})
}

// claimNumber names a claim.
type claimNumber struct {
	Claim string `arg:"" help:"The claim's number."`
}

type claimFileCmd struct {
	claimNumber
	Reference string `help:"The number it has there."`
	Amount    string `help:"What is claimed, when that changed." placeholder:"MONEY"`
	Deadline  string `help:"The last day for the next answer, YYYY-MM-DD." placeholder:"DATE"`
}

func (c *claimFileCmd) Run(s *session) error {
	if err := s.open(); err != nil {
		return err
	}
	minor, err := s.minor(c.Amount)
	if err != nil {
		return err
	}
	before, err := s.app.Claims().Show(c.Claim)
	if err != nil {
		return err
	}
	if err := s.app.Claims().File(c.Claim, c.Reference, minor, c.Deadline); err != nil {
		return err
	}
	late := ""
	if before.State == "opened" && before.Over {
		late = ", after its last day (" + string(before.Deadline) + "): it may be turned down"
	}
	return s.claimStands(c.Claim, "filed"+late)
}

// claimStands answers an act on a claim: what it is now, and what comes next.
func (s *session) claimStands(number, is string) error {
	row, err := s.app.Claims().Show(number)
	return s.done(err, "claim %s is %s%s", row.Claim, is, next(row))
}

// next tells from when an open claim is asked about, or what is left of one that was paid in part.
func next(row app.ClaimRow) string {
	switch {
	case row.State == "filed" && row.ChasedOn != "":
		return "; without an answer somebody is told from " + string(row.ChasedOn)
	case !row.Left.IsZero():
		return fmt.Sprintf("; what is left, %s, may be handed in once more or recorded when it comes", app.Money(row.Left))
	}
	return ""
}

type claimPaidCmd struct {
	claimNumber
	Amount   string `help:"What was paid; without it, what was claimed and is not paid yet." placeholder:"MONEY"`
	Override string `help:"Record it although another claim about the parcel was paid, for this reason." placeholder:"WHY"`
}

func (c *claimPaidCmd) Run(s *session) error {
	if err := s.open(); err != nil {
		return err
	}
	minor, err := s.minor(c.Amount)
	if err != nil {
		return err
	}
	if err := s.app.Claims().Paid(c.Claim, minor, c.Override); err != nil {
		return err
	}
	row, err := s.app.Claims().Show(c.Claim)
	if err != nil {
		return err
	}
	if row.Left.IsZero() {
		return s.claimStands(c.Claim, "paid")
	}
	return s.claimStands(c.Claim, fmt.Sprintf("paid in part, %s of %s", app.Money(row.Paid), app.Money(row.Claimed)))
}

type claimRefuseCmd struct {
	claimNumber
	Why string `arg:"" optional:"" help:"The reason; without one it is refused."`
}

func (c *claimRefuseCmd) Run(s *session) error {
	if err := s.open(); err != nil {
		return err
	}
	return s.done(s.app.Claims().Refuse(c.Claim, c.Why), "claim %s is refused", c.Claim)
}

type claimGiveUpCmd struct {
	claimNumber
	Why string `arg:"" optional:"" help:"The reason; without one it is refused."`
}

func (c *claimGiveUpCmd) Run(s *session) error {
	if err := s.open(); err != nil {
		return err
	}
	return s.done(s.app.Claims().GiveUp(c.Claim, c.Why), "claim %s is given up", c.Claim)
}

type claimDateCmd struct {
	claimNumber
	Day string `arg:"" help:"The day, YYYY-MM-DD."`
}

func (c *claimDateCmd) Run(s *session) error {
	if err := s.open(); err != nil {
		return err
	}
	if err := s.app.Claims().Date(c.Claim, c.Day); err != nil {
		return err
	}
	row, err := s.app.Claims().Show(c.Claim)
	return s.done(err, "claim %s: %s", c.Claim, whenClaimed(row))
}

type claimListCmd struct {
	All bool `help:"Those that are over too."`
}

func (c *claimListCmd) Run(s *session) error {
	if err := s.open(); err != nil {
		return err
	}
	list := s.app.Claims().List
	if c.All {
		list = s.app.Claims().All
	}
	rows, err := list()
	if err != nil {
		return err
	}
	return s.answer(map[string]any{"claims": rows}, func() {
		for _, c := range rows {
			s.say("%s  %s against %s, order %s: %s", c.Claim, c.Kind, s.app.Claimed(c.Against), c.Order, claimSays(c))
			for _, e := range c.Evidence {
				if !e.Held && c.IsOpen() {
					s.say("  missing: %s", s.app.Say("evidence."+e.Code))
				}
			}
		}
		if len(rows) == 0 {
			s.say("%s", map[bool]string{true: "nothing was ever claimed", false: "no claim is open"}[c.All])
		}
	})
}

// claimSays is how a claim stands: until when what is to be done, what is claimed, and what came of it.
func claimSays(c app.ClaimRow) string {
	says := []string{strings.ReplaceAll(c.State, "_", " ")}
	if c.IsOpen() {
		says = append(says, whenClaimed(c))
	}
	if !c.Claimed.IsZero() {
		says = append(says, "claimed "+app.Money(c.Claimed))
	}
	if !c.Paid.IsZero() {
		says = append(says, "paid "+app.Money(c.Paid))
	}
	if !c.Left.IsZero() {
		says = append(says, app.Money(c.Left)+" not paid")
	}
	if c.Reference != "" {
		says = append(says, "their number "+c.Reference)
	}
	return strings.Join(says, ", ")
}

// whenClaimed tells until when a claim must be handed in, or by when they are to answer, and whether that is over.
func whenClaimed(c app.ClaimRow) string {
	switch {
	case c.State == "filed" && c.Over:
		return "no answer since " + string(c.Filed.Date()) + ": ask what became of it"
	case c.State == "filed" && c.ChasedOn != "":
		return "without an answer somebody is told from " + string(c.ChasedOn)
	case c.State == "filed":
		return "handed in " + string(c.Filed.Date())
	case c.Deadline == "" && c.ChasedOn == "":
		return "nobody knows by when: hand it in soon"
	case c.Deadline == "":
		return "nobody knows by when: hand it in soon, somebody is told from " + string(c.ChasedOn)
	case c.Over:
		return fmt.Sprintf("the last day was %s and is over since %s: ask for goodwill, hand it in all the same, or give it up", c.Deadline, counted(c.OverBy, "day", "days"))
	}
	return "by " + string(c.Deadline)
}
