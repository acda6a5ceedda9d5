package cli

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"ordertrail/app"
	"ordertrail/track"
)

type warrantyCmd struct {
	Open   warrantyOpenCmd   `cmd:"" help:"Open a return under warranty and agree to it at once."`
	List   warrantyListCmd   `cmd:"" help:"List what suppliers still have to answer."`
	Ask    warrantyAskCmd    `cmd:"" help:"Record the supplier's number for a return, also after it was sent; another number puts it right."`
	Send   warrantySendCmd   `cmd:"" help:"Record that the goods left for the supplier; sent once, another tracking number puts the first right."`
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

type warrantyListCmd struct {
	All bool `help:"Also those that are over."`
}

func (c *warrantyListCmd) Run(s *session) error {
	if err := s.open(); err != nil {
		return err
	}
	list, none := s.app.Claims().Warranties, "no supplier owes an answer"
	if c.All {
		list, none = s.app.Claims().EveryWarranty, "no supplier was ever asked for anything"
	}
	rows, err := list()
	if err != nil {
		return err
	}
	return s.answer(map[string]any{"warranties": rows}, func() {
		for _, w := range rows {
			s.say("%s  order %s, %s: %s", w.Grouped, w.Order, w.Item, s.caseSays(w.WarrantyCase))
			s.say("  %s", s.app.CoverSays(w.Cover))
			if w.Link != "" {
				s.say("  %s", w.Link)
			}
		}
		if len(rows) == 0 {
			s.say("%s", none)
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
	return s.supplierDone(c.returnNumber, s.app.Claims().AskSupplier(c.Number, c.Supplier, c.RMA))
}

// supplierDone tells how a case with a supplier stands after something was recorded about it, and how the supplier stands by the
// goods where it need not.
func (s *session) supplierDone(c returnNumber, err error) error {
	if err != nil {
		return err
	}
	v, err := s.app.Returns().Show(c.Number)
	if err != nil {
		return err
	}
	return s.answer(map[string]any{"done": true, "return": v.Return, "warranty": v.Warranty, "cover": v.Cover()}, func() {
		s.say("return %s: %s", app.Grouped(c.Number), s.caseSays(*v.Warranty))
		if cover := v.Cover(); cover.Says != "in" {
			s.say("  %s", s.app.CoverSays(cover))
		}
		if waits := waitingRepair(v); waits != "" {
			s.say("  %s", waits)
		}
	})
}

// caseSays is how a case with a supplier stands: "supplier Boilwell: sent to the supplier 2026-05-19, their number RMA-12, under
// 1Z…".
func (s *session) caseSays(w track.WarrantyCase) string {
	says := []string{s.app.WordFor("warranty", w.State)}
	if !w.Credit.IsZero() {
		says[0] += " " + w.Credit.String()
	}
	since := map[string]track.Stamp{"asked": w.Asked, "sent": w.Sent}[w.State]
	if w.Answered != "" {
		since = w.Answered
	}
	if since != "" {
		says[0] += " " + string(since.Date())
	}
	add := func(what, text string) {
		if text != "" {
			says = append(says, what+text)
		}
	}
	add("their number ", w.Reference)
	if w.State != "sent" {
		add("sent ", string(w.Sent.Date()))
	}
	add("under ", w.Way)
	return "supplier " + cmp.Or(w.Supplier, "not known") + ": " + strings.Join(says, ", ")
}

// waitingRepair tells that a customer waits for a repair that the supplier did not make; "" when nobody does.
func waitingRepair(v app.ShownReturn) string {
	w := v.Warranty
	if w == nil || w.IsOpen() || w.State == "repaired" {
		return ""
	}
	for _, l := range v.Lines {
		for _, u := range l.Units {
			if u.Resolution == "repair" && !u.Released {
				return fmt.Sprintf("its customer waits for a repair that there is not: `ordertrail return decide %s --again` decides again what they get", v.Return)
			}
		}
	}
	return ""
}

type warrantySendCmd struct {
	returnNumber
	Way string `arg:"" optional:"" help:"The tracking number it travels under."`
}

func (c *warrantySendCmd) Run(s *session) error {
	if err := s.open(); err != nil {
		return err
	}
	return s.supplierDone(c.returnNumber, s.app.Claims().SendSupplier(c.Number, c.Way))
}

type warrantyAnswerCmd struct {
	returnNumber
	Answer string `arg:"" help:"credited, replaced, repaired or refused."`
	Amount string `help:"What was credited, such as 12.50; a credit without it is refused." placeholder:"MONEY"`
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
	return s.supplierDone(c.returnNumber, s.app.Claims().AnswerSupplier(c.Number, c.Answer, minor, c.Note))
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
	return s.done(err, "%s: %s", c.SKU, counted(int(c.Months), "month", "months"))
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
			s.say("%-24s %10s  %s", w.SKU, counted(w.Months, "month", "months"), w.Supplier)
		}
	})
}
