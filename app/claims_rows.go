package app

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"ordertrail/store"
	"ordertrail/track"
	"ordertrail/track/carrier"
)

// ClaimRow is one claim with its order.
type ClaimRow struct {
	track.ClaimState
	Order    string `json:"order"`
	OrderID  string `json:"order_id"`
	Customer string `json:"customer"`
	Due      string `json:"due"`     // instant at which its last day is over, or from which an answer is missed; "" when nobody knows
	Over     bool   `json:"over"`    // that is past
	OverBy   int    `json:"over_by"` // days since then
	Near     bool   `json:"near"`    // it is time to file it

	Evidence []track.Evidence `json:"evidence"` // what belongs to it, and whether we hold it
	Acts     []track.Kind     `json:"acts"`     // what may be done about it now
}

// Show is the claim with that number.
func (c *Claims) Show(number string) (row ClaimRow, err error) {
	defer c.app.guard("Claims.Show", &err)
	ctx, err := c.app.ready()
	if err != nil {
		return row, err
	}
	return c.find(ctx, number)
}

func (c *Claims) find(ctx context.Context, number string) (row ClaimRow, err error) {
	rows, err := store.Look(ctx, c.app.store, func(q *store.Reader) ([]store.Row, error) {
		return q.Orders(ctx, store.Query{Search: number, Limit: 20})
	})
	for i := range rows {
		if x := rows[i].State.Claim(strings.ToUpper(strings.TrimSpace(number))); x != nil {
			return claimRow(&rows[i].State, rows[i].Customer, *x, c.app.here()), nil
		}
	}
	if err == nil {
		err = fail("no-such-claim", fmt.Sprintf("there is no claim %s; `ordertrail claim list --all` names them all", number), number)
	}
	return row, err
}

// claimNear is how many days before its deadline a claim is near it.
const claimNear = 7

// List lists the open claims, the nearest day first.
func (c *Claims) List() (rows []ClaimRow, err error) { return c.list("Claims.List", "claims") }

// All lists the open claims, the nearest day first, and after them those that are over, the last first.
func (c *Claims) All() (rows []ClaimRow, err error) { return c.list("Claims.All", "claimed") }

func (c *Claims) list(call, view string) (rows []ClaimRow, err error) {
	defer c.app.guard(call, &err)
	ctx, err := c.app.ready()
	if err != nil {
		return nil, err
	}
	err = c.app.store.Read(ctx, func(q *store.Reader) error {
		rows, err = c.app.claimRows(ctx, q, view)
		return err
	})
	return rows, err
}

func (a *App) openClaims(ctx context.Context, q *store.Reader) ([]ClaimRow, error) {
	return a.claimRows(ctx, q, "claims")
}

// claimRows are the claims of the orders in a view: the open ones, or of the view "claimed" all.
func (a *App) claimRows(ctx context.Context, q *store.Reader, view string) ([]ClaimRow, error) {
	found, err := q.OrdersIn(ctx, view)
	rows := []ClaimRow{}
	for _, f := range found {
		for _, x := range f.State.Claims {
			if x.IsOpen() || view == "claimed" {
				rows = append(rows, claimRow(&f.State, f.Customer, x, a.here()))
			}
		}
	}
	slices.SortStableFunc(rows, func(x, y ClaimRow) int {
		if x.IsOpen() && y.IsOpen() {
			return strings.Compare(x.waitsFor(), y.waitsFor())
		}
		return cmp.Or(cmp.Compare(len(x.Ended), len(y.Ended)), strings.Compare(string(y.Ended), string(x.Ended)))
	})
	return rows, err
}

// waitsFor is the day that an open claim is sorted by; one of which nobody knows any comes last.
func (r ClaimRow) waitsFor() string { return cmp.Or(r.Due, string(r.ChasedOn), "9") }

// due notes until when something was to be done about the claim, by the end of a day or before it began.
func (r *ClaimRow) due(end time.Time, day track.Date, from vantage) {
	r.Due, r.Over = from.stamp(end), !from.at.Before(end)
	if r.Over {
		r.OverBy = track.DateOf(from.at, from.zone).DaysAfter(day)
	}
}

// Claimed is what people call whom a claim is against: a carrier, or an insurer as its name was written.
func (a *App) Claimed(against string) string {
	if name := a.WordFor("carrier", against); name != against {
		return name
	}
	return carrier.Name(against)
}

// claimRow is a claim of an order as it is seen at a moment.
func claimRow(o *track.OrderState, customer string, x track.ClaimState, from vantage) ClaimRow {
	row := ClaimRow{ClaimState: x, Order: o.Order, OrderID: o.ID, Customer: customer, Evidence: o.Evidence(x), Acts: x.Acts()}
	switch {
	case x.State == "opened" && x.Deadline != "":
		row.due(x.Deadline.End(from.zone), x.Deadline, from)
		row.Near = !from.at.Before(x.Deadline.End(from.zone).AddDate(0, 0, -claimNear))
	case x.State == "opened":
		row.Near = x.ChasedOn != "" && track.DateOf(from.at, from.zone) >= x.ChasedOn
	case x.State == "filed" && x.ChasedOn != "":
		row.due(x.ChasedOn.Start(from.zone), cmp.Or(x.AnswerBy, x.ChasedOn), from)
	}
	return row
}
