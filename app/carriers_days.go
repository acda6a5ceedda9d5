package app

import (
	"fmt"
	"slices"
	"strings"

	"ordertrail/track/carrier"
)

// clock is a time of day, given as minutes after midnight.
func clock(minutes int) string { return fmt.Sprintf("%02d:%02d", minutes/60, minutes%60) }

// workdayNames are the words for the days on which a carrier works, the fewest first.
func workdayNames() []string { return []string{"mon-fri", "mon-sat", "mon-sun"} }

// SetDays says when a carrier works, whose holidays it keeps and until when its parcels must be ready; * is every carrier that
// is not named. What is left empty follows the shipped calendar, the shop's country and the time of the others. Every open
// order is derived anew: waits and estimates count working days.
func (c *Carriers) SetDays(d CarrierDaysForm) (v CarriersScreen, err error) {
	defer c.app.guard("Carriers.SetDays", &err)
	ctx, err := c.app.ready()
	if err != nil {
		return v, err
	}
	id := anyCarrier
	if d.Carrier != anyCarrier {
		if id, err = c.app.carrierNamed(ctx, d.Carrier); err != nil {
			return v, err
		}
	}
	if d.Holidays != "" && d.Workdays == "" {
		return v, fail("bad-carrier-days", "holidays need working days beside them: mon-fri, mon-sat or mon-sun", d.Holidays)
	}
	if err := c.app.changeSettings(ctx, ruledSettings, func(s *ShopSettings) error { return s.setCarrierDays(id, d) }); err != nil {
		return v, err
	}
	return c.List()
}

// ResetDays lets the shipped calendar of a carrier count again, and the shipped time of * by which parcels must be ready.
func (c *Carriers) ResetDays(of string) (v CarriersScreen, err error) {
	defer c.app.guard("Carriers.ResetDays", &err)
	form := CarrierDaysForm{Carrier: of}
	if of == anyCarrier {
		form.Pickup = shippedPickups
	}
	return c.SetDays(form)
}

// setCarrierDays puts what is said of one carrier in place of what was.
func (s *ShopSettings) setCarrierDays(id string, d CarrierDaysForm) error {
	days := withEntry(s.CarrierDays, id, strings.TrimSpace(d.Workdays+" "+d.Holidays))
	pickups := withEntry(s.Pickups, id, strings.TrimSpace(d.Pickup))
	if _, err := parseCarrierDays(days); err != nil {
		return err
	}
	if _, err := parsePickups(pickups); err != nil {
		return err
	}
	s.CarrierDays, s.Pickups = days, pickups
	return nil
}

// withEntry is a list such as "17:00; ups 16:30" with what it says of one carrier replaced; "" says nothing of it.
func withEntry(list, id, says string) string {
	var out []string
	for entry := range strings.SplitSeq(strings.ReplaceAll(list, "\n", ";"), ";") {
		words := strings.Fields(entry)
		if len(words) == 0 {
			continue
		}
		of := anyCarrier
		if len(words) > 1 {
			of = carrierCode(words[0])
		}
		if of != id {
			out = append(out, strings.Join(words, " "))
		}
	}
	if says != "" {
		out = append(out, strings.ReplaceAll(id, " ", "_")+" "+says)
	}
	return strings.Join(out, "; ")
}

// carrierCode reads the carrier that an entry of a list begins with: its code, where _ stands for the blanks of a name that
// this program does not know.
func carrierCode(word string) string {
	code := strings.ToLower(word)
	if slices.Contains(carrier.IDs(), code) {
		return code
	}
	return strings.ReplaceAll(code, "_", " ")
}
