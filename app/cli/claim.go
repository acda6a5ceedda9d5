package cli

import (
	"strings"

	"ordertrail/app"
)

type claimCmd struct {
	Open    claimOpenCmd    `cmd:"" help:"Open a claim about a parcel."`
	File    claimFileCmd    `cmd:"" help:"Record that a claim was handed in."`
	Paid    claimPaidCmd    `cmd:"" help:"Record what was paid."`
	Refuse  claimRefuseCmd  `cmd:"" help:"Record that a claim was refused or given up, and why."`
	List    claimListCmd    `cmd:"" help:"List the open claims, the nearest deadline first."`
	Windows claimWindowsCmd `cmd:"" help:"Until when carriers and insurers take claims."`
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
	return s.answer(map[string]string{"claim": n}, func() { s.say("claim %s is open", n) })
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
	rows, err := s.app.Claims().List() // with the day by which it had to be filed
	if err != nil {
		return err
	}
	return s.done(s.app.Claims().File(c.Claim, c.Reference, minor, c.Deadline), "claim %s is filed%s", c.Claim, late(rows, c.Claim))
}

// late tells of a claim whose last day was over when it was filed.
func late(rows []app.ClaimRow, number string) string {
	for _, r := range rows {
		if strings.EqualFold(r.Claim, number) && r.Over {
			return ", after its last day (" + string(r.Deadline) + "): it may be turned down"
		}
	}
	return ""
}

type claimPaidCmd struct {
	claimNumber
	Amount   string `help:"What was paid; without it, what was claimed." placeholder:"MONEY"`
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
	return s.done(s.app.Claims().Paid(c.Claim, minor, c.Override), "claim %s is paid", c.Claim)
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

type claimListCmd struct{}

func (claimListCmd) Run(s *session) error {
	if err := s.open(); err != nil {
		return err
	}
	rows, err := s.app.Claims().List()
	if err != nil {
		return err
	}
	return s.answer(map[string]any{"claims": rows}, func() {
		for _, c := range rows {
			s.say("%s  %s against %s, order %s: %s, %s", c.Claim, c.Kind, c.Against, c.Order, c.State, lastDay(c))
			for _, e := range c.Evidence {
				if !e.Held {
					s.say("  missing: %s", s.app.Say("evidence."+e.Code))
				}
			}
		}
		if len(rows) == 0 {
			s.say("no claim is open")
		}
	})
}

// lastDay tells by when a claim must be handed in, and whether that is over.
func lastDay(c app.ClaimRow) string {
	switch {
	case c.Deadline == "":
		return "nobody knows by when"
	case c.Over:
		return "the last day was " + string(c.Deadline) + " and is over"
	}
	return "by " + string(c.Deadline)
}

type claimWindowsCmd struct{}

func (claimWindowsCmd) Run(s *session) error {
	if err := s.open(); err != nil {
		return err
	}
	p, err := s.app.Returns().Policy()
	if err != nil {
		return err
	}
	return s.answer(map[string]any{"windows": p.ClaimWindows}, func() {
		for _, w := range p.ClaimWindows {
			s.say("%-18s %-12s %-6s %3d to %3d days after mailing  %s", w.Window, w.Against, w.Carrier, w.From, w.To,
				map[bool]string{true: "verified", false: "verify on the carrier's site (" + s.app.WordFor("claim_source", w.Source) + ")"}[w.Verified])
		}
	})
}
