package cli

import (
	"cmp"
	"errors"
	"fmt"
	"strings"

	"ordertrail/app"
)

type orderCancelCmd struct {
	number
	Why      string    `arg:"" optional:"" help:"The reason."`
	Line     string    `help:"Only this line: its number or its SKU." placeholder:"LINE"`
	Quantity *positive `help:"Only so many units of the line; all that are here when not given." placeholder:"N"`
}

func (c *orderCancelCmd) Run(s *session) error {
	units := 0 // all that are here
	if c.Quantity != nil {
		if units = int(*c.Quantity); c.Line == "" {
			return usage("--quantity %d of what? Name the line with --line", units)
		}
	}
	id, err := c.find(s)
	switch {
	case err != nil:
		return err
	case c.Line != "":
		err := s.app.Orders().CancelUnits(id, c.Line, units, c.Why)
		return s.done(c.asUnits(err), "%s: units of line %s are cancelled", c.Number, c.Line)
	}
	return s.done(s.app.Orders().Cancel(id, c.Why), "%s is cancelled", c.Number)
}

// asUnits points to --quantity where LINE=N was given, as other commands take it, and no line is called so.
func (c *orderCancelCmd) asUnits(err error) error {
	line, units, both := strings.Cut(c.Line, "=")
	var refused *app.Error
	if !both || !errors.As(err, &refused) || refused.Code != "no-such-line" {
		return err
	}
	told := *refused
	told.Message += fmt.Sprintf("; units go with --quantity here: `--line %s --quantity %s`", line, cmp.Or(units, "N"))
	return &told
}

type orderMoveCmd struct {
	number
	Line     string   `required:"" help:"The line: its number or its SKU." placeholder:"LINE"`
	Quantity positive `help:"How many units." default:"1" placeholder:"N"`
	From     string   `help:"Where they are: shelf, bench, or a parcel." default:"shelf" placeholder:"PLACE"`
	Into     string   `help:"Where they go: bench, new (a box), or a parcel." default:"bench" placeholder:"PLACE"`
	Override string   `help:"Record it even if the rules refuse, for this reason." placeholder:"WHY"`
}

func (c *orderMoveCmd) Run(s *session) error {
	id, err := c.find(s)
	if err != nil {
		return err
	}
	parcel, err := s.app.Orders().Move(id, app.UnitMove{Line: c.Line, Quantity: int(c.Quantity), From: c.From, Into: c.Into, Because: c.Override})
	if err != nil {
		return err
	}
	text := fmt.Sprintf("%s: %d of line %s from %s into %s", c.Number, c.Quantity, c.Line, c.From, cmp.Or(parcel, c.Into))
	return s.answer(map[string]any{"done": true, "message": text, "parcel": parcel}, func() { s.say("%s", text) })
}

type orderRepeatsCmd struct {
	number
	Original       string `arg:"" help:"The number of the order to keep."`
	Why            string `arg:"" optional:"" help:"The reason."`
	OriginalSource string `help:"The shop of the order to keep, when several use its number." placeholder:"SOURCE"`
}

func (c *orderRepeatsCmd) Run(s *session) error {
	id, err := c.find(s)
	if err != nil {
		return err
	}
	return s.done(s.app.Orders().Repeats(id, c.Original, c.OriginalSource, c.Why), "%s repeats %s: nobody works on it", c.Number, c.Original)
}

type orderUndoCmd struct {
	number
	Event string `arg:"" help:"The event, as order show prints it in brackets."`
	Why   string `arg:"" optional:"" help:"The reason."`
}

func (c *orderUndoCmd) Run(s *session) error {
	id, err := c.find(s)
	if err != nil {
		return err
	}
	return s.done(s.app.Orders().TakeBack(id, c.Event, c.Why), "%s: %s is taken back", c.Number, c.Event)
}
