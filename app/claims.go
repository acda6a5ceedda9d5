package app

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"ordertrail/store"
	"ordertrail/track"
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
	f := track.ClaimFacts{Against: strings.ToLower(cmp.Or(q.Against, p.Carrier)), Kind: q.Kind, Amount: c.worth(&o, p, q.Amount), Deadline: deadline}
	if f.Against == "" {
		return "", fail("nobody-to-claim", "nobody knows which carrier had it: name whom the claim is against")
	}
	e := track.Event{Kind: track.ClaimOpened, Claim: number, Parcel: refOf(p), ParcelID: p.Parcel, ClaimFacts: &f}
	return number, c.app.act(ctx, q.OrderID, insisted(&o, e, q.Because))
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

// claimedParcel is the parcel a claim is about.
func claimedParcel(o *track.OrderState, name string) (track.ParcelState, error) {
	var found []track.ParcelState
	for _, p := range o.Parcels {
		if !p.Voided && (name == "" || p.Parcel == plainNumber(name) || p.Tracking == track.TrackingKey(name)) {
			found = append(found, p)
		}
	}
	switch len(found) {
	case 1:
		return found[0], nil
	case 0:
		return track.ParcelState{}, fail("no-such-parcel", fmt.Sprintf("order %s has no parcel %s", o.Order, name), o.Order, name)
	}
	return track.ParcelState{}, fail("which-parcel", fmt.Sprintf("order %s has %d parcels: say which with --parcel", o.Order, len(found)), o.Order)
}

// worth is the amount of a claim: the one that is named, else what the contents cost.
func (c *Claims) worth(o *track.OrderState, p track.ParcelState, minor int64) track.Money {
	sum := track.Money{Minor: minor, Currency: c.app.Settings().Currency}
	for _, l := range o.Lines {
		for _, in := range p.Contents {
			if in.Line != l.Line || l.Price.IsZero() {
				continue
			}
			sum.Currency = l.Price.Currency
			if minor == 0 {
				sum.Minor += l.Price.Minor * int64(in.Quantity)
			}
		}
	}
	return sum
}

// File records that a claim was handed in, and the number it has there.
func (c *Claims) File(number, reference string, amount int64, deadline string) error {
	day, err := c.deadline(deadline)
	if err != nil {
		return err
	}
	return c.act("Claims.File", number, "", amount, track.Event{Kind: track.ClaimFiled, ClaimFacts: &track.ClaimFacts{Reference: reference, Deadline: day}})
}

// Paid records what was paid for a claim; 0 is what was claimed. because is why it is recorded although another claim about
// the parcel was paid; "" leaves it to the rules.
func (c *Claims) Paid(number string, amount int64, because string) error {
	return c.act("Claims.Paid", number, because, amount, track.Event{Kind: track.ClaimPaid, ClaimFacts: &track.ClaimFacts{}})
}

// Refuse records that a claim was refused, or given up, and why.
func (c *Claims) Refuse(number, why string) error {
	return c.act("Claims.Refuse", number, why, 0, track.Event{Kind: track.ClaimRefused})
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
		e.ClaimFacts.Amount = row.Claimed
		if amount > 0 {
			e.ClaimFacts.Amount.Minor = amount
		}
	}
	return c.app.act(ctx, row.OrderID, e)
}

// ClaimRow is one claim with its order.
type ClaimRow struct {
	track.ClaimState
	Order    string `json:"order"`
	OrderID  string `json:"order_id"`
	Customer string `json:"customer"`
	Due      string `json:"due"` // instant at which the deadline is over, "" when nobody knows
	Over     bool   `json:"over"`
	Near     bool   `json:"near"`

	Evidence []track.Evidence `json:"evidence"` // what belongs to it, and whether we hold it
	Acts     []track.Kind     `json:"acts"`     // what may be done about it now
}

func (c *Claims) find(ctx context.Context, number string) (row ClaimRow, err error) {
	rows, err := store.Look(ctx, c.app.store, func(q *store.Reader) ([]store.Row, error) {
		return q.Orders(ctx, store.Query{Search: number, Limit: 20})
	})
	for i := range rows {
		if x := rows[i].State.Claim(strings.ToUpper(number)); x != nil {
			return ClaimRow{ClaimState: *x, Order: rows[i].State.Order, OrderID: rows[i].State.ID}, nil
		}
	}
	if err == nil {
		err = fail("no-such-claim", fmt.Sprintf("there is no claim %s; `ordertrail claim list` shows those that are open", number), number)
	}
	return row, err
}

// claimNear is how many days before its deadline a claim is near it.
const claimNear = 7

// List lists the open claims, the nearest deadline first.
func (c *Claims) List() (rows []ClaimRow, err error) {
	defer c.app.guard("Claims.List", &err)
	ctx, err := c.app.ready()
	if err != nil {
		return nil, err
	}
	err = c.app.store.Read(ctx, func(q *store.Reader) error {
		rows, err = c.app.openClaims(ctx, q)
		return err
	})
	return rows, err
}

func (a *App) openClaims(ctx context.Context, q *store.Reader) ([]ClaimRow, error) {
	found, err := q.OrdersIn(ctx, "claims")
	rows := []ClaimRow{}
	for _, f := range found {
		for _, x := range f.State.Claims {
			if !x.IsOpen() {
				continue
			}
			rows = append(rows, claimRow(&f.State, f.Customer, x, vantage{at: a.now(), zone: a.zone()}))
		}
	}
	slices.SortStableFunc(rows, func(x, y ClaimRow) int { return strings.Compare(cmp.Or(x.Due, "9"), cmp.Or(y.Due, "9")) })
	return rows, err
}

// claimRow is a claim of an order as it is seen at a moment.
func claimRow(o *track.OrderState, customer string, x track.ClaimState, from vantage) ClaimRow {
	row := ClaimRow{ClaimState: x, Order: o.Order, OrderID: o.ID, Customer: customer, Evidence: o.Evidence(x), Acts: x.Acts()}
	if end := x.Deadline.End(from.zone); !end.IsZero() && x.State == "opened" {
		row.Due, row.Over, row.Near = from.stamp(end), !from.at.Before(end), !from.at.Before(end.AddDate(0, 0, -claimNear))
	}
	return row
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
