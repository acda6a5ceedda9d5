package cli

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"ordertrail/app"
	"ordertrail/track"
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

type warrantyCmd struct {
	Open   warrantyOpenCmd   `cmd:"" help:"Open a return under warranty and agree to it at once."`
	List   warrantyListCmd   `cmd:"" help:"List what suppliers still have to answer."`
	Ask    warrantyAskCmd    `cmd:"" help:"Record the supplier's number for a return."`
	Send   warrantySendCmd   `cmd:"" help:"Record that the goods left for the supplier."`
	Answer warrantyAnswerCmd `cmd:"" help:"Record what the supplier did: credited, replaced, repaired or refused."`
	Set    warrantySetCmd    `cmd:"" help:"Set how long a supplier stands by an item, or by all whose SKU begins alike: ABC*."`
	Terms  warrantyTermsCmd  `cmd:"" help:"How long suppliers stand by their goods."`
}

type warrantyOpenCmd struct{ asked }

func (c *warrantyOpenCmd) Run(s *session) error {
	q, err := c.request(s)
	if err != nil {
		return err
	}
	q.Kind = "warranty"
	n, err := s.app.Returns().Open(q)
	return s.opened(n, err, "open")
}

type warrantyListCmd struct{}

func (warrantyListCmd) Run(s *session) error {
	if err := s.open(); err != nil {
		return err
	}
	rows, err := s.app.Claims().Warranties()
	if err != nil {
		return err
	}
	return s.answer(map[string]any{"warranties": rows}, func() {
		for _, w := range rows {
			s.say("%s  %s, supplier %s: %s, number %s, warranty until %s", w.Grouped, w.Item, cmp.Or(w.Supplier, "not known"), w.State, cmp.Or(w.Reference, "none yet"), cmp.Or(string(w.Until), "nobody knows"))
		}
		if len(rows) == 0 {
			s.say("no supplier owes an answer")
		}
	})
}

type warrantyAskCmd struct {
	returnNumber
	RMA      string `name:"rma" required:"" help:"The supplier's number for it."`
	Supplier string `help:"Who the supplier is."`
}

func (c *warrantyAskCmd) Run(s *session) error {
	if err := s.open(); err != nil {
		return err
	}
	return s.done(s.app.Claims().AskSupplier(c.Number, c.Supplier, c.RMA), "return %s: the supplier takes it as %s", c.Number, c.RMA)
}

type warrantySendCmd struct {
	returnNumber
	Way string `arg:"" optional:"" help:"The tracking number it travels under."`
}

func (c *warrantySendCmd) Run(s *session) error {
	if err := s.open(); err != nil {
		return err
	}
	return s.done(s.app.Claims().SendSupplier(c.Number, c.Way), "return %s is on its way to the supplier", c.Number)
}

type warrantyAnswerCmd struct {
	returnNumber
	Answer string `arg:"" help:"credited, replaced, repaired or refused."`
	Amount string `help:"What was credited." placeholder:"MONEY"`
	Note   string `help:"In a few words."`
}

func (c *warrantyAnswerCmd) Run(s *session) error {
	if err := s.open(); err != nil {
		return err
	}
	minor, err := s.minor(c.Amount)
	if err != nil {
		return err
	}
	return s.done(s.app.Claims().AnswerSupplier(c.Number, c.Answer, minor, c.Note), "return %s: the supplier %s it", c.Number, c.Answer)
}

type warrantySetCmd struct {
	SKU      string `arg:"" help:"The item, or the beginning of many, ending in *."`
	Months   whole  `arg:"" help:"How many months from delivery; 0 takes the row away."`
	Supplier string `help:"Who stands by it."`
}

func (c *warrantySetCmd) Run(s *session) error {
	if c.Months < 0 || c.Months > 600 {
		return usage("a warranty of %d months cannot be: give 1 to 600, or 0 to take the row away", c.Months)
	}
	if err := s.open(); err != nil {
		return err
	}
	p, err := s.app.Returns().Policy()
	if err != nil {
		return err
	}
	p.Warranties = slices.DeleteFunc(slices.Clone(p.Warranties), func(w track.Warranty) bool { return strings.EqualFold(w.SKU, c.SKU) })
	if c.Months != 0 {
		p.Warranties = append(p.Warranties, track.Warranty{SKU: c.SKU, Months: int(c.Months), Supplier: c.Supplier})
	}
	_, err = s.app.Returns().SavePolicy(p)
	return s.done(err, "%s: %s months", c.SKU, strconv.Itoa(int(c.Months)))
}

type warrantyTermsCmd struct{}

func (warrantyTermsCmd) Run(s *session) error {
	if err := s.open(); err != nil {
		return err
	}
	p, err := s.app.Returns().Policy()
	if err != nil {
		return err
	}
	return s.answer(map[string]any{"warranties": p.Warranties}, func() {
		if len(p.Warranties) == 0 {
			s.say("no supplier's warranty is recorded; `ordertrail warranty set SKU MONTHS` records one")
		}
		for _, w := range p.Warranties {
			s.say("%-24s %3d months  %s", w.SKU, w.Months, w.Supplier)
		}
	})
}
