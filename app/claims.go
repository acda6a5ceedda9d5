package app

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"ordertrail/track"
	"ordertrail/track/carrier"
)

// Claims is what is claimed from carriers, insurers and suppliers.
type Claims struct{ app *App }

// Claims is what is claimed from others.
func (a *App) Claims() *Claims { return &Claims{a} }

// ClaimRequest is a claim to be opened.
type ClaimRequest struct {
	OrderID  string `json:"order_id"`
	Parcel   string `json:"parcel"`  // our number or the tracking number; "" when the order has one parcel
	Against  string `json:"against"` // the carrier's code, or the insurer's name; "" is the parcel's carrier
	Kind     string `json:"kind"`    // lost, damaged, missing
	Amount   int64  `json:"amount"`  // minor units; 0 is what the parcel's contents cost
	Deadline string `json:"deadline"`
	Because  string `json:"because"` // why it is opened although a claim about the parcel was paid; "" leaves it to the rules
}

// claimKinds are what a claim may be about.
var claimKinds = []string{"lost", "damaged", "missing"}

// Open opens a claim and gives it a number. Its deadline follows from the shop's table of windows, unless one is named.
func (c *Claims) Open(q ClaimRequest) (number string, err error) {
	defer c.app.guard("Claims.Open", &err)
	ctx, err := c.app.ready()
	if err != nil {
		return "", err
	}
	if !slices.Contains(claimKinds, q.Kind) {
		return "", fail("bad-claim", fmt.Sprintf("%q is nothing to claim for: %s", q.Kind, strings.Join(claimKinds, ", ")), q.Kind)
	}
	deadline, err := c.deadline(q.Deadline)
	if err != nil {
		return "", err
	}
	o, err := c.app.Returns().order(ctx, q.OrderID)
	if err != nil {
		return "", err
	}
	p, err := claimedParcel(&o, q.Parcel)
	if err != nil {
		return "", err
	}
	id, err := c.app.randomID()
	if err != nil {
		return "", err
	}
	number = track.HashID("C", id, 8)
	f := track.ClaimFacts{Against: c.against(cmp.Or(strings.TrimSpace(q.Against), p.Carrier)), Kind: q.Kind, Amount: c.worth(&o, p, q.Amount), Deadline: deadline}
	if f.Against == "" {
		return "", fail("nobody-to-claim", "nobody knows which carrier had it: name whom the claim is against")
	}
	if f.Amount.Minor > 0 && f.Amount.Currency == "" {
		return "", noCurrency()
	}
	e := track.Event{Kind: track.ClaimOpened, Claim: number, Parcel: refOf(p), ParcelID: p.Parcel, ClaimFacts: &f}
	return number, c.app.act(ctx, q.OrderID, insisted(&o, e, q.Because))
}

// against is whom a claim is against as it is kept: a carrier by its code, somebody in the table of windows as it stands there,
// anybody else as written.
func (c *Claims) against(name string) string {
	if code := strings.ToLower(name); carrier.Name(code) != code {
		return code
	}
	for _, w := range c.app.rules().ClaimWindows {
		if strings.EqualFold(w.Against, name) {
			return w.Against
		}
	}
	return name
}

// deadline reads a last day, which has not passed; "" is none.
func (c *Claims) deadline(day string) (track.Date, error) {
	if day == "" {
		return "", nil
	}
	d, err := track.ParseDate(day)
	if err != nil {
		return "", fail("bad-date", fmt.Sprintf("%q is no day: write it like 2026-05-26", day), day)
	}
	if !d.End(c.app.zone()).After(c.app.now()) {
		return "", fail("past-date", fmt.Sprintf("%s does not lie ahead: name a day to come", day), day)
	}
	return d, nil
}

// claimedParcel is the parcel a claim is about: the one that is named, else the only one.
func claimedParcel(o *track.OrderState, name string) (track.ParcelState, error) {
	if name != "" {
		p, err := parcelOf(o, name)
		if err != nil {
			return track.ParcelState{}, err
		}
		return *p, nil
	}
	found := slices.DeleteFunc(slices.Clone(o.Parcels), func(p track.ParcelState) bool { return p.Voided })
	switch len(found) {
	case 1:
		return found[0], nil
	case 0:
		return track.ParcelState{}, fail("no-such-parcel", fmt.Sprintf("order %s has no parcel", o.Order), o.Order, "")
	}
	return track.ParcelState{}, fail("which-parcel", fmt.Sprintf("order %s has %d parcels: say which with --parcel", o.Order, len(found)), o.Order)
}

// worth is the amount of a claim: the one that is named, else what the contents cost. It is in one currency, that of the first of
// them with a price; what cost another one is left out.
func (c *Claims) worth(o *track.OrderState, p track.ParcelState, minor int64) track.Money {
	sum := track.Money{}
	for _, l := range o.Lines {
		for _, in := range p.Contents {
			if in.Line != l.Line || l.Price.IsZero() {
				continue
			}
			if sum.Currency = cmp.Or(sum.Currency, l.Price.Currency); sum.Currency == l.Price.Currency {
				sum.Minor += l.Price.Minor * int64(in.Quantity)
			}
		}
	}
	return track.Money{Minor: cmp.Or(minor, sum.Minor), Currency: cmp.Or(sum.Currency, orderCurrency(o), c.app.Settings().Currency)}
}

// File records that a claim was handed in, or once more for what is left of it, and the number it has there; deadline is the day on
// which they are to answer, "" when nobody said one.
func (c *Claims) File(number, reference string, amount int64, deadline string) error {
	day, err := c.deadline(deadline)
	if err != nil {
		return err
	}
	return c.act("Claims.File", number, "", amount, track.Event{Kind: track.ClaimFiled, ClaimFacts: &track.ClaimFacts{Reference: reference, Deadline: day}})
}

// Paid records what was paid for a claim; 0 is what is still to be paid of what was claimed. because is why it is recorded although another claim about
// the parcel was paid; "" leaves it to the rules.
func (c *Claims) Paid(number string, amount int64, because string) error {
	return c.act("Claims.Paid", number, because, amount, track.Event{Kind: track.ClaimPaid, ClaimFacts: &track.ClaimFacts{}})
}

// Refuse records that a claim was refused, and why.
func (c *Claims) Refuse(number, why string) error {
	return c.act("Claims.Refuse", number, why, 0, track.Event{Kind: track.ClaimRefused})
}

// GiveUp records that we give a claim up, filed or not, and why.
func (c *Claims) GiveUp(number, why string) error {
	return c.act("Claims.GiveUp", number, why, 0, track.Event{Kind: track.ClaimGivenUp})
}

// Date records the last day on which a claim is taken, or, once it is filed, the day on which they are to answer.
func (c *Claims) Date(number, day string) error {
	if day == "" {
		return fail("bad-date", "name the day, like 2026-05-26", day)
	}
	d, err := c.deadline(day)
	if err != nil {
		return err
	}
	return c.act("Claims.Date", number, "", 0, track.Event{Kind: track.ClaimDated, ClaimFacts: &track.ClaimFacts{Deadline: d}})
}

func (c *Claims) act(call, number, why string, amount int64, e track.Event) (err error) {
	defer c.app.guard(call, &err)
	ctx, err := c.app.ready()
	if err != nil {
		return err
	}
	row, err := c.find(ctx, number)
	if err != nil {
		return err
	}
	o, err := c.app.Returns().order(ctx, row.OrderID)
	if err != nil {
		return err
	}
	e.Claim = row.Claim
	if e = insisted(&o, e, why); e.Override == "" {
		e.Text = why
	}
	if e.ClaimFacts != nil && (amount > 0 || e.Kind == track.ClaimPaid) {
		e.ClaimFacts.Amount = track.Money{Minor: cmp.Or(amount, row.Claimed.Minor-row.Paid.Minor), Currency: cmp.Or(row.Claimed.Currency, orderCurrency(&o), c.app.Settings().Currency)}
		if e.ClaimFacts.Amount.Currency == "" && row.Claimed.IsZero() {
			return noCurrency()
		}
		if e.ClaimFacts.Amount.Minor <= 0 && slices.Contains(row.Acts, e.Kind) {
			return fail("claim-amount", fmt.Sprintf("nobody said what is claimed with %s: say what was paid with --amount", row.Claim), row.Claim)
		}
	}
	return c.app.act(ctx, row.OrderID, e)
}

// firstUnit is the first item of a return, with what was found about it.
func firstUnit(o *track.OrderState, r track.ReturnState) (item, serial, grade string) {
	if len(r.Lines) == 0 {
		return "", "", ""
	}
	l := r.Lines[0]
	for _, x := range o.Lines {
		if x.Line == l.Line {
			item = cmp.Or(x.Title, x.SKU)
		}
	}
	for _, u := range l.Units {
		serial = cmp.Or(serial, u.Serial)
	}
	return item, serial, l.Grade
}
