package app

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"ordertrail/store"
	"ordertrail/track"
	"ordertrail/track/carrier"
)

// WarrantyRow is one case with a supplier, and its return.
type WarrantyRow struct {
	track.WarrantyCase
	Return  string `json:"return"`
	Grouped string `json:"grouped"`
	Order   string `json:"order"`
	OrderID string `json:"order_id"`
	Item    string `json:"item"`
	Serial  string `json:"serial"`
	Grade   string `json:"grade"`

	Link     string       `json:"link"`     // the carrier's page of the number it left under; "" where nobody knows whose that is
	Currency string       `json:"currency"` // what a credit is in
	Cover    track.Cover  `json:"cover"`    // how the supplier stood by it when it was asked for
	Acts     []track.Kind `json:"acts"`     // what may be done about it now
}

// Warranties lists the cases that a supplier still has to answer.
func (c *Claims) Warranties() (rows []WarrantyRow, err error) {
	defer c.app.guard("Claims.Warranties", &err)
	ctx, err := c.app.ready()
	if err != nil {
		return nil, err
	}
	err = c.app.store.Read(ctx, func(q *store.Reader) error {
		rows, err = c.app.openWarranties(ctx, q)
		return err
	})
	return rows, err
}

func (a *App) openWarranties(ctx context.Context, q *store.Reader) ([]WarrantyRow, error) {
	found, err := q.OrdersIn(ctx, "suppliers")
	rows := []WarrantyRow{}
	for i := range found {
		o := &found[i].State
		for _, r := range o.Returns {
			if r.Warranty.IsOpen() {
				rows = append(rows, a.warrantyRow(o, r))
			}
		}
	}
	return rows, err
}

// EveryWarranty lists the cases that suppliers had to answer, those that are over too, the orders learned last first.
func (c *Claims) EveryWarranty() (rows []WarrantyRow, err error) {
	defer c.app.guard("Claims.EveryWarranty", &err)
	ctx, err := c.app.ready()
	if err != nil {
		return nil, err
	}
	rows = []WarrantyRow{}
	err = c.app.store.Read(ctx, func(q *store.Reader) error {
		return q.EachState(ctx, func(o track.OrderState) error {
			for _, r := range o.Returns {
				if r.Warranty != nil {
					rows = append(rows, c.app.warrantyRow(&o, r))
				}
			}
			return ctx.Err()
		})
	})
	slices.Reverse(rows)
	return rows, err
}

// linkOf is the tracking page of a number whose carrier is not said: of the one that it must be, else none.
func (a *App) linkOf(number string) string {
	claims := carrier.Recognise(number, carrier.Hints{})
	if number == "" || len(claims) == 0 {
		return ""
	}
	return a.links().Of(claims[0].Carrier, number)
}

// warrantyRow is the case of a return that has one.
func (a *App) warrantyRow(o *track.OrderState, r track.ReturnState) WarrantyRow {
	row := WarrantyRow{WarrantyCase: *r.Warranty, Return: r.Return, Grouped: grouped(r.Return), Order: o.Order, OrderID: o.ID, Cover: r.Cover(), Acts: r.Warranty.Acts()}
	row.Currency, row.Link = a.creditCurrency(o), a.linkOf(row.Way)
	row.Item, row.Serial, row.Grade = firstUnit(o, r)
	return row
}

// AskSupplier records the number under which the supplier takes the goods back, also after they left; another number or
// supplier than before puts that right.
func (c *Claims) AskSupplier(number, supplier, rma string) (err error) {
	defer c.app.guard("Claims.AskSupplier", &err)
	given, err := reference(rma)
	if err != nil {
		return err
	}
	f := track.ReturnFacts{Supplier: strings.TrimSpace(supplier), Reference: given}
	return c.tellSupplier("Claims.AskSupplier", number, track.Event{Kind: track.SupplierAsked, ReturnFacts: &f})
}

// SendSupplier records that the goods left for the supplier, and under which number they travel; another number than before puts
// that right.
func (c *Claims) SendSupplier(number, way string) error {
	return c.tellSupplier("Claims.SendSupplier", number, track.Event{Kind: track.SupplierSent, ReturnFacts: &track.ReturnFacts{Reference: track.TrackingKey(way)}})
}

// tellSupplier records what a supplier was told; what is told a second time puts the first right, and says so.
func (c *Claims) tellSupplier(call, number string, e track.Event) (err error) {
	defer c.app.guard(call, &err)
	ctx, err := c.app.ready()
	if err != nil {
		return err
	}
	state, _, err := c.app.Returns().find(ctx, number)
	if err != nil {
		return err
	}
	if w := state.Warranty; w != nil && (e.Kind == track.SupplierAsked && w.Asked != "" || e.Kind == track.SupplierSent && w.Sent != "") {
		e.Code = track.Corrected
	}
	return c.app.Returns().whole(call, number, e)
}

// AnswerSupplier records what the supplier did: credited, replaced, repaired or refused; amount is what was credited, in minor
// units of the shop's currency, or the order's where the shop has none.
func (c *Claims) AnswerSupplier(number, answer string, amount int64, note string) (err error) {
	defer c.app.guard("Claims.AnswerSupplier", &err)
	if !slices.Contains(track.SupplierAnswers(), answer) {
		return fail("bad-answer", fmt.Sprintf("%q is no answer of a supplier: %s", answer, strings.Join(track.SupplierAnswers(), ", ")), answer)
	}
	ctx, err := c.app.ready()
	if err != nil {
		return err
	}
	f := track.ReturnFacts{}
	if amount != 0 {
		_, orderID, err := c.app.Returns().find(ctx, number)
		if err != nil {
			return err
		}
		o, err := c.app.Returns().order(ctx, orderID)
		if err != nil {
			return err
		}
		f.Amount = track.Money{Minor: amount, Currency: c.app.creditCurrency(&o)}
	}
	return c.app.Returns().whole("Claims.AnswerSupplier", number, track.Event{Kind: track.SupplierAnswered, Code: answer, Text: note, ReturnFacts: &f})
}

// creditCurrency is what a supplier credits in: the shop's currency, or the order's where the shop has none.
func (a *App) creditCurrency(o *track.OrderState) string {
	return cmp.Or(a.Settings().Currency, orderCurrency(o))
}

// orderCurrency is what an order was sold in, else what its labels cost; "" when neither is stated.
func orderCurrency(o *track.OrderState) string {
	currency := ""
	for _, l := range o.Lines {
		currency = cmp.Or(currency, l.Price.Currency)
	}
	for _, p := range o.Parcels {
		currency = cmp.Or(currency, p.Cost.Currency)
	}
	return currency
}

// coverKey is the sentence of the catalogue that tells a cover.
func coverKey(c track.Cover) string {
	if c.Says == "in" && c.AtLeast {
		return "cover.in_at_least"
	}
	return "cover." + c.Says
}

// CoverSays tells how a supplier stands by goods, and what follows from it.
func (a *App) CoverSays(c track.Cover) string {
	last := c.Until
	if ended := c.Ended(); ended != "" {
		last = ended
	}
	says := []string{a.say(coverKey(c), string(last), strconv.Itoa(c.Months), string(c.From))}
	if c.By != "" {
		says = append(says, a.say("cover_parcel."+c.By, grouped(c.Parcel)))
	}
	if c.Replaced {
		says = append(says, a.say("cover.replaced"))
	}
	if then := a.WordFor("cover_then", c.Says); then != c.Says {
		says = append(says, then)
	}
	return strings.Join(says, " ")
}
