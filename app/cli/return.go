package cli

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"ordertrail/app"
	"ordertrail/track"
)

type returnCmd struct {
	Open      returnOpenCmd    `cmd:"" help:"Open a return of an order."`
	Authorise returnOpenCmd    `cmd:"" hidden:"" help:"The same as open: who opens a return agrees to it."`
	Receive   returnReceiveCmd `cmd:"" help:"Record what arrived on our dock."`
	Inspect   returnInspectCmd `cmd:"" help:"Record a grade, A to E."`
	Decide    returnDecideCmd  `cmd:"" help:"Record what becomes of the goods."`
	Release   returnReleaseCmd `cmd:"" help:"Record what the customer gets."`
	Close     returnCloseCmd   `cmd:"" help:"End a return."`
	Show      returnShowCmd    `cmd:"" help:"How a return stands."`
}

// lines are units of lines, as LINE=QUANTITY.
type lines struct {
	Line map[string]int `help:"Units of a line, LINE=QUANTITY; may be repeated. Without it, everything that is left." placeholder:"LINE=QUANTITY"`
}

func (l lines) list() []app.ReturnLine {
	var out []app.ReturnLine
	for _, line := range slices.Sorted(maps.Keys(l.Line)) {
		out = append(out, app.ReturnLine{Line: line, Quantity: l.Line[line]})
	}
	return out
}

type returnOpenCmd struct {
	number
	lines
	Reason string `help:"What the customer says." default:""`
}

func (c *returnOpenCmd) Run(s *session) error {
	id, err := c.find(s)
	if err != nil {
		return err
	}
	list := c.list()
	if len(list) == 0 {
		return usageError{fmt.Errorf("say what comes back, for example --line 1=1")}
	}
	n, err := s.app.Returns().Open(id, c.Reason, list)
	if err != nil {
		return err
	}
	return s.answer(map[string]string{"return": n}, func() { s.say("return %s is open", n) })
}

type returnNumber struct {
	Number string `arg:"" help:"The return's number."`
}

type returnReceiveCmd struct {
	returnNumber
	lines
}

func (c *returnReceiveCmd) Run(s *session) error {
	if err := s.open(); err != nil {
		return err
	}
	return s.done(s.app.Returns().Receive(c.Number, c.list()), "return %s is received", c.Number)
}

type returnInspectCmd struct {
	returnNumber
	lines
	Grade string `required:"" help:"A as new, B opened, C used, D defective, E not ours or missing."`
	Note  string `help:"What was seen."`
}

func (c *returnInspectCmd) Run(s *session) error {
	if err := s.open(); err != nil {
		return err
	}
	return s.done(s.app.Returns().Inspect(c.Number, c.Grade, c.Note, c.list()), "return %s is inspected, grade %s", c.Number, strings.ToUpper(c.Grade))
}

type returnDecideCmd struct {
	returnNumber
	lines
	Disposition string `required:"" help:"restock, restock_open_box, refurbish, return_to_supplier, scrap, return_to_customer, quarantine or missing."`
	Why         string `help:"In a few words."`
}

func (c *returnDecideCmd) Run(s *session) error {
	if err := s.open(); err != nil {
		return err
	}
	return s.done(s.app.Returns().Decide(c.Number, c.Disposition, c.Why, c.list()), "return %s: %s", c.Number, c.Disposition)
}

type returnReleaseCmd struct {
	returnNumber
	Resolution string `required:"" help:"refund, refund_part, replacement, exchange, store_credit, repair, reject or keep_item."`
	Note       string `help:"In a few words."`
}

func (c *returnReleaseCmd) Run(s *session) error {
	if err := s.open(); err != nil {
		return err
	}
	return s.done(s.app.Returns().Release(c.Number, c.Resolution, c.Note), "return %s: %s released", c.Number, c.Resolution)
}

type returnCloseCmd struct{ returnNumber }

func (c *returnCloseCmd) Run(s *session) error {
	if err := s.open(); err != nil {
		return err
	}
	return s.done(s.app.Returns().Close(c.Number), "return %s is closed", c.Number)
}

type returnShowCmd struct{ returnNumber }

func (c *returnShowCmd) Run(s *session) error {
	if err := s.open(); err != nil {
		return err
	}
	v, _, err := s.app.Returns().Show(c.Number)
	if err != nil {
		return err
	}
	return s.answer(v, func() { sayReturn(s, v) })
}

func sayReturn(s *session, v track.ReturnState) {
	s.say("%s  %s, %s  %s", v.Return, v.Kind, v.Phase, v.Reason)
	for _, l := range v.Lines {
		s.say("  line %s: %s of %s received, grade %s, %s", l.Line, strconv.Itoa(l.Received), strconv.Itoa(l.Requested), either(l.Grade, "none yet"), either(l.Disposition, "undecided"))
	}
}
