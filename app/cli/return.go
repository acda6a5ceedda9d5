package cli

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"ordertrail/app"
	"ordertrail/track"
)

type returnCmd struct {
	Request   returnRequestCmd   `cmd:"" help:"Record what a customer wants to send back; it waits for an answer, unless the shop agrees to all."`
	Open      returnOpenCmd      `cmd:"" help:"Record what a customer wants to send back, and agree to it at once."`
	Authorise returnAuthoriseCmd `cmd:"" help:"Agree to a request, or anew to a return that expired."`
	Decline   returnDeclineCmd   `cmd:"" help:"Say no to a request, and why."`
	Cancel    returnCancelCmd    `cmd:"" help:"Call off a return that has not come."`
	Expect    returnExpectCmd    `cmd:"" help:"Say how it comes back: under which label, or picked up when."`
	Receive   returnReceiveCmd   `cmd:"" help:"Record what arrived on our dock."`
	Arrive    returnArriveCmd    `cmd:"" help:"Record goods that nobody announced; without --order they wait to be matched. A parcel that a carrier sends back is known by what it holds."`
	Match     returnMatchCmd     `cmd:"" help:"Say which order, or which return, unannounced goods belong to."`
	Inspect   returnInspectCmd   `cmd:"" help:"Record a grade, A to E."`
	Aside     returnAsideCmd     `cmd:"" help:"Let an inspection wait, and say why."`
	Decide    returnDecideCmd    `cmd:"" help:"Record what becomes of the goods; what is left out is as the rules propose."`
	Release   returnReleaseCmd   `cmd:"" help:"Give the customer what was decided."`
	Close     returnCloseCmd     `cmd:"" help:"End a return."`
	Undo      returnUndoCmd      `cmd:"" help:"Take back the last thing that was done about a return."`
	Show      returnShowCmd      `cmd:"" help:"How a return stands."`
	List      returnListCmd      `cmd:"" help:"List the open returns, the most urgent first."`
	Proposal  proposalCmd        `cmd:"" help:"The shop's rules of what to propose: show, try on past returns, change."`
}

// lines are units of lines, as LINE=QUANTITY.
type lines struct {
	Line units `help:"Units of a line, LINE=QUANTITY, the line by its number or by a SKU that only it has; may be repeated. Without it, everything that is left." placeholder:"LINE=QUANTITY"`
}

func (l lines) list() []app.ReturnLine {
	var out []app.ReturnLine
	for _, line := range slices.Sorted(maps.Keys(l.Line)) {
		out = append(out, app.ReturnLine{Line: line, Quantity: int(l.Line[line])})
	}
	return out
}

// asked is what a customer asks for.
type asked struct {
	number
	Units  units  `name:"line" required:"" help:"Units of a line that come back, LINE=QUANTITY, the line by its number or by a SKU that only it has; may be repeated." placeholder:"LINE=QUANTITY"`
	Reason string `help:"What the customer says." default:""`
	Cause  string `help:"changed_mind, defective, damaged, wrong_item, not_as_described, too_late, too_many or other." default:""`
	Kind   string `help:"request or warranty." default:"request"`
	Called string `help:"The number that the platform gave the return; commands, searches, carrier files and mails find it by that too." placeholder:"NUMBER"`

	Override string `help:"Open it for what never left us as far as anybody knows, for this reason." placeholder:"WHY"`
}

func (c *asked) request(s *session) (app.ReturnRequest, error) {
	id, err := c.find(s)
	if err != nil {
		return app.ReturnRequest{}, err
	}
	return app.ReturnRequest{OrderID: id, Kind: c.Kind, Cause: c.Cause, Why: c.Reason, Lines: lines{c.Units}.list(), Called: c.Called, Because: c.Override}, nil
}

// opened tells the number of a return that was opened, and how its supplier stands by what is asked for under warranty; state is
// "" of one that was agreed to.
func (s *session) opened(number string, err error, state string) error {
	state = cmp.Or(state, "open")
	if err != nil {
		return err
	}
	v, err := s.app.Returns().Show(number)
	if err != nil {
		return err
	}
	said := map[string]any{"return": number}
	if v.Kind == "warranty" {
		said["cover"] = v.Cover()
	}
	return s.answer(said, func() {
		s.say("return %s is %s", app.Grouped(number), state)
		for _, l := range v.Lines {
			if l.Cover != nil && (v.Kind == "warranty" || l.Cover.Says == "out") {
				s.say("  line %s: %s", l.Line, s.app.CoverSays(*l.Cover))
			}
		}
	})
}

type returnRequestCmd struct{ asked }

func (c *returnRequestCmd) Run(s *session) error {
	q, err := c.request(s)
	if err != nil {
		return err
	}
	n, err := s.app.Returns().Request(q)
	if err != nil {
		return err
	}
	v, err := s.app.Returns().Show(n)
	return s.opened(n, err, map[string]string{"requested": "asked for"}[v.Phase])
}

type returnOpenCmd struct{ asked }

func (c *returnOpenCmd) Run(s *session) error {
	q, err := c.request(s)
	if err != nil {
		return err
	}
	n, err := s.app.Returns().Open(q)
	return s.opened(n, err, "open")
}

// returnNumber names a return.
type returnNumber struct {
	Number string `arg:"" help:"The return's number, ours or what its platform or its supplier calls it."`
}

// act opens the shop and does something about the return.
func (c returnNumber) act(s *session, do func(*app.Returns) error, said string, args ...any) error {
	if err := s.open(); err != nil {
		return err
	}
	return s.done(do(s.app.Returns()), "return %s "+said, append([]any{app.Grouped(c.Number)}, args...)...)
}

type returnAuthoriseCmd struct {
	returnNumber
	Note string `arg:"" optional:"" help:"A remark."`
}

func (c *returnAuthoriseCmd) Run(s *session) error {
	return c.act(s, func(r *app.Returns) error { return r.Authorise(c.Number, c.Note) }, "is agreed to")
}

type returnDeclineCmd struct {
	returnNumber
	Why string `arg:"" optional:"" help:"The reason; without one it is refused."`
}

func (c *returnDeclineCmd) Run(s *session) error {
	return c.act(s, func(r *app.Returns) error { return r.Decline(c.Number, c.Why) }, "is declined")
}

type returnCancelCmd struct {
	returnNumber
	Why string `arg:"" optional:"" help:"The reason."`
}

func (c *returnCancelCmd) Run(s *session) error {
	return c.act(s, func(r *app.Returns) error { return r.Cancel(c.Number, c.Why) }, "is called off")
}

type returnExpectCmd struct {
	returnNumber
	Carrier  string `help:"The carrier of the return label."`
	Tracking string `help:"The tracking number of the return label."`
	Pickup   string `help:"The day it is picked up, YYYY-MM-DD." placeholder:"DATE"`
}

func (c *returnExpectCmd) Run(s *session) error {
	return c.act(s, func(r *app.Returns) error { return r.Expect(c.Number, c.Carrier, c.Tracking, c.Pickup) }, "is expected")
}

type returnReceiveCmd struct {
	returnNumber
	lines
	Box bool `help:"Only the box: nobody has looked into it."`
}

func (c *returnReceiveCmd) Run(s *session) error {
	return c.act(s, func(r *app.Returns) error {
		if c.Box {
			return r.Box(c.Number)
		}
		return r.Receive(c.Number, c.list())
	}, "is received")
}

type returnArriveCmd struct {
	lines
	Order  string   `help:"The order it belongs to, when that is known." placeholder:"NUMBER"`
	Source string   `help:"The shop, when several use the same number."`
	Goods  string   `help:"What came, by SKU or in a few words."`
	Units  positive `help:"How many, when no order is known." default:"1"`
	Apart  bool     `help:"It is no parcel that a carrier sends back to us, and nothing that came before."`
}

func (c *returnArriveCmd) Run(s *session) error {
	if err := s.open(); err != nil {
		return err
	}
	id, came := "", c.list()
	if c.Order != "" {
		var err error
		if id, err = s.app.Orders().Find(c.Order, c.Source); err != nil {
			return err
		}
	} else {
		came = []app.ReturnLine{{Quantity: int(c.Units)}}
	}
	v, err := s.app.Returns().Unannounced(app.ArrivedGoods{OrderID: id, Goods: c.Goods, Lines: came, Apart: c.Apart})
	if err != nil {
		return err
	}
	if id == "" {
		s.code = exitWaits // somebody must find its order
	}
	return s.answer(v, func() {
		if v.Parcel != "" {
			s.say("return %s is received: parcel %s, which the carrier sends back", app.Grouped(v.Return), app.Grouped(v.Parcel))
			return
		}
		s.say("return %s is received, unannounced", app.Grouped(v.Return))
	})
}

type returnMatchCmd struct {
	returnNumber
	lines
	Order  string `help:"The order it belongs to." placeholder:"NUMBER"`
	Source string `help:"The shop, when several use the same number."`
	Into   string `help:"The return it is part of." placeholder:"RETURN"`
}

func (c *returnMatchCmd) Run(s *session) error {
	if (c.Order == "") == (c.Into == "") {
		return usage("say which order it is of with --order, or which return it is part of with --into")
	}
	if err := s.open(); err != nil {
		return err
	}
	id := ""
	if c.Order != "" {
		var err error
		if id, err = s.app.Orders().Find(c.Order, c.Source); err != nil {
			return err
		}
	}
	return s.done(s.app.Returns().Match(c.Number, id, c.Into, c.list()), "return %s is matched", app.Grouped(c.Number))
}

type returnInspectCmd struct {
	returnNumber
	lines
	Grade  string `required:"" help:"A as new, B opened, C used, D defective, E not ours or missing."`
	Serial string `help:"The serial number that was read on the unit."`
	Check  checks `help:"What was looked at, CHECK=yes or CHECK=no; may be repeated." placeholder:"CHECK=yes|no"`
	Note   string `help:"What was seen; why a unit is taken whose serial number does not match."`
}

func (c *returnInspectCmd) Run(s *session) error {
	in := app.Inspection{Return: c.Number, Grade: c.Grade, Serial: c.Serial, Note: c.Note}
	for _, check := range slices.Sorted(maps.Keys(c.Check)) {
		in.Checks = append(in.Checks, track.Answer{Check: check, OK: c.Check[check] == "yes"})
	}
	if err := s.open(); err != nil {
		return err
	}
	if err := eachLine(c.list(), in, s.app.Returns().Inspect); err != nil {
		return err
	}
	v, err := s.app.Returns().Show(c.Number)
	return s.done(err, "return %s is inspected, grade %s%s", app.Grouped(c.Number), strings.ToUpper(c.Grade), behind("; ", serialSays(v, track.ReturnUnits{Serial: track.SerialKey(c.Serial)})))
}

// eachLine does something about each line that is named, or about all that wait.
func eachLine(named []app.ReturnLine, in app.Inspection, do func(app.Inspection) error) error {
	if len(named) == 0 {
		return do(in)
	}
	for _, l := range named {
		in.Line, in.Quantity = l.Line, l.Quantity
		if err := do(in); err != nil {
			return err
		}
	}
	return nil
}

type returnAsideCmd struct {
	returnNumber
	Why string `arg:"" optional:"" help:"The reason; without one it is refused."`
}

func (c *returnAsideCmd) Run(s *session) error {
	return c.act(s, func(r *app.Returns) error { return r.SetAside(c.Number, c.Why) }, "is set aside")
}

type returnDecideCmd struct {
	returnNumber
	lines
	Grade       string `help:"Only the units of this grade."`
	Disposition string `help:"restock, restock_open_box, refurbish, return_to_supplier, scrap, return_to_customer, quarantine or missing; without it, as the rules propose."`
	Resolution  string `help:"What the customer is to get; without it, as the rules propose."`
	Amount      string `help:"What to give back, such as 12.50." placeholder:"MONEY"`
	Why         string `help:"Why it is decided otherwise than proposed; without a reason that is refused."`
	Again       bool   `help:"Decide anew about what was decided and the customer has not got; of --disposition and --resolution, the one left out stays as it was."`
}

func (c *returnDecideCmd) Run(s *session) error {
	if err := s.open(); err != nil {
		return err
	}
	minor, err := s.minor(c.Amount)
	if err != nil {
		return err
	}
	in := app.Inspection{Return: c.Number, Grade: c.Grade, Disposition: c.Disposition, Resolution: c.Resolution, Amount: minor, Why: c.Why, Again: c.Again}
	if err := eachLine(c.list(), in, s.app.Returns().Decide); err != nil {
		return err
	}
	v, err := s.app.Returns().Show(c.Number)
	return s.done(err, "return %s: %s", app.Grouped(c.Number), s.decisions(v))
}

// decisions says what was decided about a return: "1 × restock (Back to stock), refund".
func (s *session) decisions(v app.ShownReturn) string {
	var out []string
	for _, l := range v.Lines {
		for _, u := range l.Units {
			if u.Disposition != "" {
				out = append(out, fmt.Sprintf("%d × %s%s", u.Quantity, s.coded("disposition", u.Disposition), behind(", ", s.coded("resolution", u.Resolution))))
			}
		}
	}
	return strings.Join(out, "; ")
}

// releasedUnits says what customers were given for units that came: "2 × refund, 1 × reject".
func (s *session) releasedUnits(v app.ShownReturn) string {
	var out []string
	for _, l := range v.Lines {
		for _, u := range l.Units {
			if u.Released {
				out = append(out, fmt.Sprintf("%d × %s", u.Quantity, s.coded("resolution", u.Resolution)))
			}
		}
	}
	return strings.Join(out, ", ")
}

// minor reads an amount in the shop's currency; 0 when none is named.
func (s *session) minor(text string) (int64, error) {
	if text == "" {
		return 0, nil
	}
	whole, part, _ := strings.Cut(text, ".")
	digits := track.MinorDigits(s.app.Settings().Currency)
	if len(part) > digits {
		return 0, usage("%q is no amount: write it with at most %d digits after the point, like 12.50", text, digits)
	}
	n, err := strconv.ParseUint(whole+part+strings.Repeat("0", digits-len(part)), 10, 62)
	if err != nil || n == 0 {
		return 0, usage("%q is no amount: write it like 12.50", text)
	}
	return int64(n), nil
}

type returnReleaseCmd struct {
	returnNumber
	Line       string `help:"Only this line: its number or its SKU."`
	Resolution string `help:"refund, refund_part, replacement, exchange, store_credit, repair, reject or keep_item; without it, what was decided."`
	Amount     string `help:"What is given back, such as 12.50; without it, what was decided." placeholder:"MONEY"`
	Note       string `help:"In a few words; needed when it is other than was decided."`
}

func (c *returnReleaseCmd) Run(s *session) error {
	if err := s.open(); err != nil {
		return err
	}
	minor, err := s.minor(c.Amount)
	if err != nil {
		return err
	}
	if err := s.app.Returns().Release(c.Number, c.Line, c.Resolution, minor, c.Note); err != nil {
		return err
	}
	v, err := s.app.Returns().Show(c.Number)
	return s.done(err, "return %s: %s released", app.Grouped(c.Number), cmp.Or(s.releasedUnits(v), s.coded("resolution", v.Resolution)))
}

type returnCloseCmd struct {
	returnNumber
	Why string `arg:"" optional:"" help:"The reason, when nothing came."`
}

func (c *returnCloseCmd) Run(s *session) error {
	return c.act(s, func(r *app.Returns) error { return r.Close(c.Number, c.Why) }, "is closed")
}

type returnUndoCmd struct{ returnNumber }

func (c *returnUndoCmd) Run(s *session) error {
	if err := s.open(); err != nil {
		return err
	}
	undone, err := s.app.Returns().Undo(c.Number)
	return s.done(err, "return %s: %s is taken back", app.Grouped(c.Number), strings.ReplaceAll(undone, "_", " "))
}
