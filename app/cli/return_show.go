package cli

import (
	"cmp"
	"fmt"
	"strings"

	"ordertrail/app"
	"ordertrail/track"
)

type returnShowCmd struct{ returnNumber }

func (c *returnShowCmd) Run(s *session) error {
	if err := s.open(); err != nil {
		return err
	}
	v, err := s.app.Returns().Show(c.Number)
	if err != nil {
		return err
	}
	seen, err := s.app.Returns().View(c.Number)
	if err != nil {
		return err
	}
	full := wholeReturn{v, seen.Customer, seen.Delivered, seen.Notes}
	return s.answer(full, func() {
		sayReturn(s, v)
		if len(v.Lines) == 0 {
			for _, l := range seen.Lines {
				s.say("  line %s, %s: %d went out in it", l.Line, l.Title, l.Requested)
			}
		}
		full.sayRest(s)
	})
}

// wholeReturn is all that the Returns screen knows of a return.
type wholeReturn struct {
	app.ShownReturn
	Customer  string         `json:"customer"`
	Delivered string         `json:"delivered"` // date; "" when nobody knows
	History   []app.EventRow `json:"history"`   // what was done about it, newest first
}

// sayRest tells whose goods they are, what waits for inspection or a decision, and what was done about them.
func (r wholeReturn) sayRest(s *session) {
	s.say("  customer %s, %s", cmp.Or(r.Customer, "not known"), r.arrived())
	for _, l := range r.Lines {
		if waits := l.Received - l.Inspected; waits > 0 {
			s.say("  line %s: %d to be inspected", l.Line, waits)
		}
		for _, u := range l.Units {
			if u.Disposition == "" && u.Grade != "" {
				s.say("  line %s: %d × grade %s to be decided about%s", l.Line, u.Quantity, u.Grade, behind(", ", serialSays(r.ShownReturn, u)))
			}
		}
	}
	for _, e := range r.History {
		s.say("  %s", strings.Join(spoken(e.Occurred, strings.Join(spoken(s.app.WordFor("kind", e.Kind), s.app.WordFor(codesOf[e.Kind], e.Code), amountSays(e.Amount)), " · "), "by "+cmp.Or(e.Actor, "nobody named"), e.Text), "  "))
	}
}

// arrived says when its customer got the goods.
func (r wholeReturn) arrived() string {
	switch {
	case r.Delivered != "":
		return "delivered " + r.Delivered
	case r.Kind == "rts":
		return "never delivered"
	}
	return "delivered on a day nobody knows"
}

// cameOf says how many units of a line came back, and of how many when somebody asked for them.
func cameOf(l track.ReturnLine) string {
	if l.Requested == 0 {
		return fmt.Sprintf("%d received", l.Received)
	}
	return fmt.Sprintf("%d of %d received", l.Received, l.Requested)
}

// Read a row as: the code of a <kind> of act on a return is a word of <family>.
var codesOf = map[string]string{
	string(track.ReturnOpened): "return_kind", string(track.ReturnDecided): "disposition", string(track.ReturnReleased): "resolution",
	string(track.SupplierAsked): "steps", string(track.SupplierSent): "steps", string(track.SupplierAnswered): "warranty",
}

func sayReturn(s *session, v app.ShownReturn) {
	s.say("%s", strings.TrimRight(fmt.Sprintf("%s  %s, %s  %s", app.Grouped(v.Return), s.app.WordFor("return_kind", v.Kind), s.app.WordFor("return", v.Phase), cmp.Or(v.Reason, s.app.WordFor("reason", string(v.SentBack)))), " "))
	due := "no due time"
	if !v.Due.IsZero() {
		due = "due " + s.app.Stamp(v.Due)
	}
	s.say("  order %s, %s", cmp.Or(strings.TrimSpace(v.Order+" "+v.Source), "not known"), due)
	if v.Reference != "" {
		s.say("  %s", s.app.Say("called.platform", v.Reference))
	}
	if v.Goods != "" {
		s.say("  %s", v.Goods)
	}
	for _, l := range v.Lines {
		s.say("  line %s, %s: %s, grade %s, %s", l.Line, cmp.Or(v.Items[l.Line], "not of the order"), cameOf(l), cmp.Or(l.Grade, "none yet"), cmp.Or(s.app.WordFor("disposition", l.Disposition), "undecided"))
		for _, u := range l.Units {
			if u.Disposition != "" {
				s.say("    %d × grade %s: %s", u.Quantity, cmp.Or(u.Grade, "none"), strings.Join(spoken(s.app.WordFor("disposition", u.Disposition), s.app.WordFor("resolution", u.Resolution), amountSays(u.Amount), serialSays(v, u)), ", "))
			}
		}
		if out := v.Shipped[l.Line]; len(out) > 0 {
			s.say("    went out: %s %s", counted(len(out), "serial number", "serial numbers"), strings.Join(out, ", "))
		}
	}
	if v.Pickup != "" && v.Received == "" {
		s.say("  is picked up on %s", v.Pickup.Date())
	}
	s.sayWays(v.Ways)
	if w := v.Warranty; w != nil {
		s.say("  %s", s.caseSays(*w))
		if waits := waitingRepair(v); waits != "" {
			s.say("  %s", waits)
		}
	}
	for _, l := range v.Lines {
		if l.Cover != nil {
			s.say("  line %s: %s", l.Line, s.app.CoverSays(*l.Cover))
		}
	}
}

// sayWays tells what a return comes back with, how far that is, and what it cost.
func (s *session) sayWays(ways []track.ReturnWay) {
	for _, w := range ways {
		says := s.app.WordFor("phase", string(w.Phase))
		if cost := amounts(w.Cost, w.Surcharge); cost != "" {
			says += ", for " + cost
		}
		s.say("  comes back with %s %s: %s", w.Carrier, w.Tracking, says)
	}
}

// serialSays tells what the serial number of a unit says, with the number: "serial number SN9 did not go out with this order".
func serialSays(v app.ShownReturn, u track.ReturnUnits) string {
	for _, x := range v.Serials {
		switch {
		case u.Serial == "" || x.Serial != u.Serial:
		case x.Says == "matches":
			return "serial number " + x.Serial + " went out with this order"
		case x.Says == "returned_before":
			return "serial number " + x.Serial + " CAME BACK BEFORE, with order " + x.Order
		case x.Says == "not_ours" && x.Order != "":
			return "serial number " + x.Serial + " DOES NOT MATCH: it went out with order " + x.Order
		case x.Says == "not_ours":
			return "serial number " + x.Serial + " DOES NOT MATCH what went out"
		default:
			return "serial number " + x.Serial + ", and nobody recorded what went out"
		}
	}
	return ""
}

// amountSays is an amount in words; "" of none.
func amountSays(m track.Money) string {
	if m.IsZero() {
		return ""
	}
	return app.Money(m)
}

type returnListCmd struct {
	Phase []string `help:"Only returns in this phase; may be repeated."`
}

func (c *returnListCmd) Run(s *session) error {
	if err := s.open(); err != nil {
		return err
	}
	cards, err := s.app.Returns().List(c.Phase)
	if err != nil {
		return err
	}
	return s.answer(map[string]any{"returns": cards}, func() {
		for _, r := range cards {
			s.say("%-13s %-20s %-12s %2d × %-28s due %s%s", r.Grouped, s.app.WordFor("return", r.Phase), r.Order, r.Units, r.Item, cmp.Or(r.Due, "-"), map[bool]string{true: ", over"}[r.Over])
		}
		if len(cards) == 0 {
			s.say("no return is open")
		}
	})
}
