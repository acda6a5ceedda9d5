package app

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"ordertrail/track/carrier"
	"ordertrail/track/scan"
)

// OwnLink is a carrier's tracking page as the shop set it, over the shipped one, with who did so and when.
type OwnLink struct {
	Carrier  string    `json:"carrier"`
	Template string    `json:"template"` // {} is the number; "" shows no link
	By       string    `json:"by"`
	At       time.Time `json:"at"`
}

// links are the shop's own tracking pages.
func (a *App) links() carrier.Links {
	out := carrier.Links{}
	for _, l := range a.Settings().Links {
		out[l.Carrier] = l.Template
	}
	return out
}

// SetLink sets the tracking page of a carrier; {} stands for the number. "" shows no link at all. Pages that customers see
// have it when they are published next.
func (c *Carriers) SetLink(of, template string) (v CarriersScreen, err error) {
	defer c.app.guard("Carriers.SetLink", &err)
	ctx, err := c.app.ready()
	if err != nil {
		return v, err
	}
	id, err := c.app.carrierNamed(ctx, of)
	if err != nil {
		return v, err
	}
	template = strings.TrimSpace(template)
	if err := checkLink(template); err != nil {
		return v, err
	}
	if err := c.app.changeSettings(ctx, ruledSettings, func(s *ShopSettings) error {
		kept := slices.DeleteFunc(slices.Clone(s.Links), func(l OwnLink) bool { return l.Carrier == id })
		if template != carrier.Template(id) {
			kept = append(kept, OwnLink{id, template, s.Operator, c.app.now().UTC().Truncate(time.Second)})
		}
		s.Links = kept
		return nil
	}); err != nil {
		return v, err
	}
	return c.List()
}

// ResetLink lets the shipped tracking page of a carrier count again.
func (c *Carriers) ResetLink(of string) (v CarriersScreen, err error) {
	defer c.app.guard("Carriers.ResetLink", &err)
	if _, err := c.app.ready(); err != nil {
		return v, err
	}
	return c.SetLink(of, carrier.Template(carrier.Parse(of)))
}

// TryLink is where a template leads with a number, and whose number that may be; nothing is kept. A template that cannot be is
// refused with what is wrong. Without a number the first one of the carrier's own test numbers is taken.
func (c *Carriers) TryLink(of, template, number string) (v LinkTrial, err error) {
	defer c.app.guard("Carriers.TryLink", &err)
	ctx, err := c.app.ready()
	if err != nil {
		return v, err
	}
	if err := checkLink(strings.TrimSpace(template)); err != nil {
		return v, err
	}
	id := carrier.Parse(of)
	v.Number = strings.TrimSpace(number)
	if v.Number == "" {
		v.Number = carrier.Example(id)
	}
	if v.Number == "" {
		v.Number = "1234567890"
	}
	v.Claims, err = c.app.recognise(ctx, v.Number, id, false)
	if len(v.Claims) > 0 && v.Claims[0].Carrier == id {
		v.Number = v.Claims[0].Number // a label's barcode opens the page of the number in it
	}
	v.Link = carrier.Fill(strings.TrimSpace(template), v.Number)
	return v, err
}

// checkLink refuses what can be no tracking page; none is one.
func checkLink(template string) error {
	if template == "" {
		return nil
	}
	if err := carrier.CheckLink(template); err != nil {
		return fail("bad-link", "the link cannot be used: "+err.Error(), err.Error())
	}
	return nil
}

// Recognise says whose tracking number a text may be, the likeliest first: the carrier of a parcel of the shop that has the number, then
// the one that a source or sender names, then those this shop ships with, the busiest first, then by what the number itself proves. Inside looks for numbers in running text.
func (a *App) Recognise(text, sender string, inside bool) ([]carrier.Claim, error) {
	ctx, err := a.ready()
	if err != nil {
		return nil, err
	}
	id := ""
	if sender != "" {
		if id, err = a.carrierNamed(ctx, sender); err != nil {
			return nil, err
		}
	}
	return a.recognise(ctx, text, id, inside)
}

// Recognise says whose tracking number a text may be, for one who has no shop: by the sender and the number alone.
func Recognise(text, sender string, inside bool) ([]carrier.Claim, error) {
	h := carrier.Hints{Carrier: carrier.Parse(sender)}
	if sender != "" && !slices.Contains(carrier.IDs(), h.Carrier) {
		return nil, fail("no-such-carrier", fmt.Sprintf("%q is no carrier we know; `ordertrail carrier list --all` names them", sender), sender)
	}
	return claimsOf(text, h, inside), nil
}

// claimsOf also reads what a scanner puts before a label's number, and the label's other forms.
func claimsOf(text string, h carrier.Hints, inside bool) []carrier.Claim {
	if inside {
		return nonNil(carrier.FindIn(text, h))
	}
	claims := carrier.Recognise(text, h)
	if len(claims) > 0 {
		return claims
	}
	for _, m := range scan.Read(text, h) {
		for _, n := range m.Numbers {
			if claims = carrier.Recognise(n, h); len(claims) > 0 {
				return claims
			}
		}
	}
	return nonNil(claims)
}
