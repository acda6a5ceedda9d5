package cli

import (
	"fmt"
	"slices"
	"strings"

	"ordertrail/app"
)

// narrow is what a list of orders can be narrowed to.
type narrow struct {
	View       string `help:"One of the screen's lists, such as to_ship, at_risk, no_scan, returns; or a view kept under that name."`
	Source     string `help:"Only orders of this shop."`
	Placed     int    `help:"Only orders placed within so many days, today one of them." placeholder:"DAYS"`
	Carrier    string `help:"Only orders with a parcel of this carrier."`
	Promise    string `help:"Only orders whose promise is on_track, at_risk, late or none."`
	Delivered  string `help:"Only orders of which none, part or all is delivered."`
	HandedOver string `help:"Only orders of which none, part or all is handed over."`
	Returned   string `help:"Only orders of which none, part or all came back."`
	Search     string `help:"Only orders that this finds." placeholder:"TEXT"`
}

// query is what is asked for: what is kept under the name of the view, if it is none of the screen's, narrowed further. A name that
// is neither stays, for whoever is asked to refuse.
func (n narrow) query(s *session) (app.OrderQuery, error) {
	q := app.OrderQuery{View: n.View}
	if n.View != "" && !slices.Contains(s.app.OrderViews(), n.View) {
		saved, err := s.app.Orders().SavedView(n.View)
		switch {
		case err == nil:
			q = saved.Query
		case app.Explain(err).Code != "no-saved-view":
			return q, err
		}
	}
	for _, given := range []struct {
		value string
		into  *string
	}{
		{n.Source, &q.Source},
		{n.Carrier, &q.Carrier},
		{n.Promise, &q.Promise},
		{n.Delivered, &q.Delivered},
		{n.HandedOver, &q.HandedOver},
		{n.Returned, &q.Returned},
		{n.Search, &q.Search},
	} {
		if given.value != "" {
			*given.into = given.value
		}
	}
	if n.Placed != 0 {
		q.PlacedDays = n.Placed
	}
	return q, nil
}

type orderViewCmd struct {
	List   orderViewListCmd   `cmd:"" help:"The views that are kept, by name."`
	Save   orderViewSaveCmd   `cmd:"" help:"Keep a list under a name: what it is narrowed to and what it searches for."`
	Remove orderViewRemoveCmd `cmd:"" help:"Forget a kept view. No order changes."`
}

type orderViewListCmd struct{}

func (c *orderViewListCmd) Run(s *session) error {
	if err := s.open(); err != nil {
		return err
	}
	list, err := s.app.Orders().SavedViews()
	if err != nil {
		return err
	}
	return s.answer(map[string]any{"views": list}, func() {
		for _, v := range list {
			s.say("%-24s %s", v.Name, s.app.QueryText(v.Query))
		}
		if len(list) == 0 {
			s.say("no view is kept: `ordertrail order view save NAME` keeps one")
		}
	})
}

type orderViewSaveCmd struct {
	Name string `arg:"" help:"What to call it."`
	narrow
}

func (c *orderViewSaveCmd) Run(s *session) error {
	if err := s.open(); err != nil {
		return err
	}
	q, err := c.query(s)
	if err != nil {
		return err
	}
	return s.done(s.app.Orders().SaveView(c.Name, q), "kept as %q: %s", strings.Join(strings.Fields(c.Name), " "), s.app.QueryText(q))
}

type orderViewRemoveCmd struct {
	Name string `arg:"" help:"Its name."`
}

func (c *orderViewRemoveCmd) Run(s *session) error {
	if err := s.open(); err != nil {
		return err
	}
	return s.done(s.app.Orders().RemoveView(c.Name), "%q is forgotten", c.Name)
}

type orderExportCmd struct {
	narrow
	Order []string `help:"Only this order; may be given several times." placeholder:"NUMBER" sep:"none"`
	Out   string   `required:"" type:"path" placeholder:"FILE.xlsx" help:"Where to write."`
}

// Validate refuses another name than a spreadsheet's.
func (c *orderExportCmd) Validate() error {
	if err := endsIn(c.Out, ".xlsx", "a spreadsheet"); err != nil {
		return err
	}
	if len(c.Order) > 0 && (c.narrow != narrow{Source: c.Source}) {
		return fmt.Errorf("--order names the orders themselves: leave out what narrows a list")
	}
	return nil
}

func (c *orderExportCmd) Run(s *session) error {
	if err := s.open(); err != nil {
		return err
	}
	ids, err := s.ordersOf(c.Order, c.Source)
	if err != nil {
		return err
	}
	q, err := c.query(s)
	if err != nil {
		return err
	}
	return s.wrote(s.app.ExportOrders(q, ids, c.Out))
}

// ordersOf are the ids of the orders with these numbers.
func (s *session) ordersOf(numbers []string, source string) (ids []string, err error) {
	for _, number := range numbers {
		id, err := s.app.Orders().Find(number, source)
		if err != nil {
			return nil, err
		}
		ids = append(ids, id)
	}
	return ids, nil
}
