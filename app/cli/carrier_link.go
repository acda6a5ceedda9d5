package cli

import (
	"cmp"
	"strings"

	"ordertrail/app"
)

type carrierLinkCmd struct {
	List  carrierLinkListCmd  `cmd:"" default:"withargs" help:"List the tracking pages."`
	Set   carrierLinkSetCmd   `cmd:"" help:"Set a carrier's tracking page; {} is the number."`
	Reset carrierLinkResetCmd `cmd:"" help:"Let the shipped tracking page count again."`
	Try   carrierLinkTryCmd   `cmd:"" help:"Say where a tracking page leads with a number; nothing is kept."`
}

type carrierLinkListCmd struct {
	Own bool `help:"Those that the shop set itself, alone."`
}

func (c *carrierLinkListCmd) Run(s *session) error {
	if err := s.open(); err != nil {
		return err
	}
	v, err := s.app.Carriers().List()
	if err != nil {
		return err
	}
	return s.answer(v, func() {
		for _, r := range v.Rows {
			if r.OwnLink || r.Link != "" && !c.Own {
				s.say("%-7s %-16s %s", whose(r.OwnLink), r.Carrier, cmp.Or(r.Link, "none"))
			}
		}
	})
}

// whose says who a row is of.
func whose(own bool) string {
	if own {
		return "own"
	}
	return "shipped"
}

type carrierLinkSetCmd struct {
	Carrier  string `arg:"" help:"The carrier, as its name or code."`
	Template string `arg:"" help:"The address with {} in place of the number; - shows customers no link."`
}

func (c *carrierLinkSetCmd) Run(s *session) error {
	if err := s.open(); err != nil {
		return err
	}
	_, err := s.app.Carriers().SetLink(c.Carrier, noDash(c.Template))
	return s.done(err, "set; `ordertrail publish` brings it to the tracking pages")
}

// noDash is text, where - stands for nothing.
func noDash(text string) string {
	if text == "-" {
		return ""
	}
	return text
}

type carrierLinkResetCmd struct {
	Carrier string `arg:"" help:"The carrier, as carrier list names it."`
}

func (c *carrierLinkResetCmd) Run(s *session) error {
	if err := s.open(); err != nil {
		return err
	}
	_, err := s.app.Carriers().ResetLink(c.Carrier)
	return s.done(err, "the shipped tracking page counts again")
}

type carrierLinkTryCmd struct {
	Carrier  string `arg:"" help:"The carrier, as its name or code."`
	Template string `help:"Another address than the one in force, with {} in place of the number." placeholder:"URL"`
	Number   string `help:"A tracking number; without it, a test number of the carrier." placeholder:"NUMBER"`
}

func (c *carrierLinkTryCmd) Run(s *session) error {
	if err := s.open(); err != nil {
		return err
	}
	template := c.Template
	if template == "" {
		card, err := card(s, c.Carrier)
		if err != nil {
			return err
		}
		template = card.Link
	}
	t, err := s.app.Carriers().TryLink(c.Carrier, template, c.Number)
	if err != nil {
		return err
	}
	return s.answer(t, func() { s.say("%s", cmp.Or(t.Link, "no tracking page is known")) })
}

// card is one carrier of the list.
func card(s *session, name string) (app.CarrierCard, error) {
	m, err := s.app.Carriers().Map(name)
	if err != nil {
		return app.CarrierCard{}, err
	}
	v, err := s.app.Carriers().List()
	for _, r := range v.Rows {
		if r.Carrier == m.Carrier {
			return r, err
		}
	}
	return app.CarrierCard{}, err
}

type carrierCalendarCmd struct {
	List  carrierCalendarListCmd  `cmd:"" default:"withargs" help:"List when carriers work."`
	Set   carrierCalendarSetCmd   `cmd:"" help:"Say when a carrier works and until when its parcels must be ready."`
	Reset carrierCalendarResetCmd `cmd:"" help:"Let the shipped calendar count again."`
}

type carrierCalendarListCmd struct{}

func (carrierCalendarListCmd) Run(s *session) error {
	if err := s.open(); err != nil {
		return err
	}
	v, err := s.app.Carriers().List()
	if err != nil {
		return err
	}
	return s.answer(v, func() {
		for _, r := range append([]app.CarrierCard{v.Others}, v.Rows...) {
			if r.Carrier == v.Others.Carrier || r.Parcels > 0 || r.OwnDays || r.OwnPickup {
				s.say("%-7s %-16s %s, holidays %s, ready by %s, closed next on %s", whose(r.OwnDays || r.OwnPickup), r.Carrier, r.Workdays,
					cmp.Or(r.Holidays, "none"), cmp.Or(r.Pickup, "no time"), cmp.Or(r.Closed, "no day known"))
			}
		}
	})
}

type carrierCalendarSetCmd struct {
	Carrier  string `arg:"" help:"The carrier, as its name or code; * is every one that is not named."`
	Workdays string `help:"mon-fri, mon-sat or mon-sun; without it they stay, - follows the shipped ones." placeholder:"DAYS"`
	Holidays string `help:"Whose holidays it keeps, such as DE; - follows the shop's country." placeholder:"COUNTRY"`
	Pickup   string `help:"Until when parcels must be ready to go the same day, such as 16:30; - follows the others." placeholder:"HH:MM"`
}

func (c *carrierCalendarSetCmd) Run(s *session) error {
	if c.Workdays+c.Holidays+c.Pickup == "" {
		return usage("say --workdays, --holidays or --pickup")
	}
	if err := s.open(); err != nil {
		return err
	}
	now, err := c.now(s)
	if err != nil {
		return err
	}
	form := app.CarrierDaysForm{Carrier: c.Carrier}
	if now.OwnDays {
		form.Workdays, form.Holidays = now.Workdays, now.Holidays
	}
	if now.OwnPickup {
		form.Pickup = now.Pickup
	}
	form.Workdays, form.Holidays, form.Pickup = said(c.Workdays, form.Workdays), said(c.Holidays, form.Holidays), said(c.Pickup, form.Pickup)
	if form.Holidays != "" && form.Workdays == "" && c.Workdays == "" {
		form.Workdays = now.Workdays
	}
	_, err = s.app.Carriers().SetDays(form)
	return s.done(err, "set; every order was looked at anew")
}

// now is the calendar in force.
func (c *carrierCalendarSetCmd) now(s *session) (app.CarrierCard, error) {
	if c.Carrier != anyCarrier {
		return card(s, c.Carrier)
	}
	v, err := s.app.Carriers().List()
	return v.Others, err
}

// said is what was given: as it was when nothing was, nothing for -.
func said(given, was string) string {
	if given == "" {
		return was
	}
	return strings.TrimSpace(noDash(given))
}

type carrierCalendarResetCmd struct {
	Carrier string `arg:"" help:"The carrier, as carrier list names it."`
}

func (c *carrierCalendarResetCmd) Run(s *session) error {
	if err := s.open(); err != nil {
		return err
	}
	_, err := s.app.Carriers().ResetDays(c.Carrier)
	return s.done(err, "the shipped calendar counts again")
}

// anyCarrier stands for every carrier that is not named.
const anyCarrier = "*"
