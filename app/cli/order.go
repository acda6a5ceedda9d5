package cli

import (
	"cmp"
	"fmt"
	"strings"

	"ordertrail/app"
	"ordertrail/track"
)

type orderCmd struct {
	List    orderListCmd    `cmd:"" help:"List orders, the newest first."`
	View    orderViewCmd    `cmd:"" help:"Views of the list that are kept under a name: list, save, remove."`
	Export  orderExportCmd  `cmd:"" help:"Write a list of orders, all of it, as a spreadsheet."`
	Search  orderSearchCmd  `cmd:"" help:"Find orders by number, customer, item or tracking number."`
	Show    orderShowCmd    `cmd:"" help:"Everything known about an order, and why it stands as it does."`
	Hold    orderHoldCmd    `cmd:"" help:"Stop an order."`
	Release orderReleaseCmd `cmd:"" help:"Let a held order go on."`
	Cancel  orderCancelCmd  `cmd:"" help:"Cancel what has not left the house; or some units of one line."`
	Move    orderMoveCmd    `cmd:"" help:"Record that units were picked, packed, taken out of a box or moved to another."`
	Repeats orderRepeatsCmd `cmd:"" help:"Say that an order is another one once more: nobody works on it."`
	Undo    orderUndoCmd    `cmd:"" help:"Take back one of our own acts on an order; the log keeps both."`
	Note    orderNoteCmd    `cmd:"" help:"Keep a remark on the timeline."`
	Contact orderContactCmd `cmd:"" help:"Record that the customer got in touch."`
	Edit    orderEditCmd    `cmd:"" help:"Change promised_on, requested_on, ship_by, service or tags; imports never overwrite it."`
}

// number names an order.
type number struct {
	Number string `arg:"" help:"The order's number, as the shop prints it."`
	Source string `help:"The shop, when several use the same number."`
}

// find opens the shop and looks the order up.
func (n number) find(s *session) (id string, err error) {
	if err := s.open(); err != nil {
		return "", err
	}
	return s.app.Orders().Find(n.Number, n.Source)
}

type orderListCmd struct {
	State     string `help:"Only orders that are open, on_hold, cancelled or closed." enum:",open,on_hold,cancelled,closed" default:"" placeholder:"STATE"`
	Attention bool   `help:"Only orders that need someone."`
	Late      bool   `help:"Only orders past their promise."`
	narrow
	Limit pageLimit `help:"How many, at most 500." default:"100"`
	After string    `help:"Key of the last row of the page before." placeholder:"KEY"`
	AsOf  string    `help:"As the orders stood at a past moment, such as 2026-05-19T16:15." placeholder:"TIME"`
}

func (c *orderListCmd) Run(s *session) error {
	var views []string
	for _, given := range []struct {
		view string
		on   bool
	}{{c.View, c.View != ""}, {c.State, c.State != ""}, {"attention", c.Attention}, {"late", c.Late}} {
		if given.on {
			views = append(views, given.view)
		}
	}
	if len(views) > 1 {
		return usage("%s are different lists: ask for one at a time", strings.Join(views, " and "))
	}
	if err := s.open(); err != nil {
		return err
	}
	c.View = strings.Join(views, "")
	q, err := c.query(s)
	if err != nil {
		return err
	}
	q.After, q.Limit, q.AsOf = c.After, int(c.Limit), c.AsOf
	return listOrders(s, q)
}

type orderSearchCmd struct {
	Text  []string  `arg:"" help:"What to look for."`
	Limit pageLimit `help:"How many, at most 500." default:"100"`
	After string    `help:"Key of the last row of the page before." placeholder:"KEY"`
}

func (c *orderSearchCmd) Run(s *session) error {
	if err := s.open(); err != nil {
		return err
	}
	return listOrders(s, app.OrderQuery{Search: strings.Join(c.Text, " "), After: c.After, Limit: int(c.Limit)})
}

func listOrders(s *session, q app.OrderQuery) error {
	page, err := s.app.Orders().List(q)
	if err != nil {
		return err
	}
	type row struct {
		Order    string       `json:"order"`
		Source   string       `json:"source"`
		Placed   string       `json:"placed"`
		Customer string       `json:"customer"`
		Headline string       `json:"headline"`
		Facets   track.Facets `json:"facets"`
	}
	out := struct {
		Orders []row  `json:"orders"`
		Next   string `json:"next"`
		Total  int    `json:"total"`
		AsOf   string `json:"as_of,omitempty"`
	}{[]row{}, page.Next, page.Total, page.AsOf}
	for _, r := range page.Rows {
		out.Orders = append(out.Orders, row{r.Order, r.Source, r.Placed, r.Customer, s.app.Headline(r.Headline), r.Facets})
	}
	return s.answer(out, func() {
		for _, r := range out.Orders {
			s.say("%-14s %-10s %-22s %s", r.Order, r.Placed[:min(10, len(r.Placed))], r.Customer, r.Headline)
		}
		if len(out.Orders) == 0 {
			s.say("no order matches")
		}
	})
}

type orderHoldCmd struct {
	number
	Why string `arg:"" optional:"" help:"The reason."`
}

func (c *orderHoldCmd) Run(s *session) error {
	id, err := c.find(s)
	if err != nil {
		return err
	}
	return s.done(s.app.Orders().Hold(id, c.Why), "%s is on hold", c.Number)
}

type orderReleaseCmd struct{ number }

func (c *orderReleaseCmd) Run(s *session) error {
	id, err := c.find(s)
	if err != nil {
		return err
	}
	return s.done(s.app.Orders().Release(id), "%s goes on", c.Number)
}

type orderNoteCmd struct {
	number
	Text string `arg:"" help:"The remark."`
}

func (c *orderNoteCmd) Run(s *session) error {
	id, err := c.find(s)
	if err != nil {
		return err
	}
	return s.done(s.app.Orders().Note(id, c.Text), "noted on %s", c.Number)
}

type orderContactCmd struct {
	number
	Code string `arg:"" help:"where_is_it, missing, damaged, wrong_item, missing_item, wrong_papers or other."`
	Text string `arg:"" optional:"" help:"What was said."`
}

func (c *orderContactCmd) Run(s *session) error {
	id, err := c.find(s)
	if err != nil {
		return err
	}
	return s.done(s.app.Orders().Contact(id, c.Code, c.Text), "recorded on %s", c.Number)
}

type orderEditCmd struct {
	number
	Field string `arg:"" help:"promised_on, requested_on (the day the customer asked for), ship_by, service or tags."`
	Value string `arg:"" help:"The new value; an empty text takes it away."`
}

func (c *orderEditCmd) Run(s *session) error {
	id, err := c.find(s)
	if err != nil {
		return err
	}
	now := "is now " + c.Value
	if c.Value == "" {
		now = "is taken away"
	}
	return s.done(s.app.Orders().Edit(id, c.Field, c.Value), "%s: %s %s", c.Number, c.Field, now)
}

// done says that something was done, unless err says otherwise.
func (s *session) done(err error, format string, args ...any) error {
	if err != nil {
		return err
	}
	text := fmt.Sprintf(format, args...)
	return s.answer(map[string]any{"done": true, "message": text}, func() { s.say("%s", text) })
}

type linkCmd struct{ number }

func (c *linkCmd) Run(s *session) error {
	id, err := c.find(s)
	if err != nil {
		return err
	}
	l, err := s.app.Orders().Links(id)
	if err != nil {
		return err
	}
	return s.answer(l, func() {
		for _, p := range l.Links {
			s.say("%s %s  %s", p.Carrier, p.Tracking, cmp.Or(p.URL, "no link is known for this carrier"))
		}
		s.say("our page: %s", cmp.Or(l.Page, "not published yet; run `ordertrail publish`"))
	})
}
