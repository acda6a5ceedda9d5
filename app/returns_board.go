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

// boardColumns is the Returns screen from left to right. Read a row as: <column> holds the returns in <phases>, each of which
// has the same clock.
var boardColumns = []struct {
	Code   string
	Phases []string
}{
	{"asked", []string{"requested"}},
	{"agreed", []string{"authorised", "pickup_scheduled"}},
	{"coming", []string{"in_return_transit"}},
	{"inspect", []string{"unannounced", "received", "inspection_pending", "inspected"}},
	{"decided", []string{"disposition_decided"}},
	{"released", []string{"resolution_released"}},
}

// openPhases are those in which somebody still has to do something.
func openPhases() []string {
	var out []string
	for _, row := range boardColumns {
		out = append(out, row.Phases...)
	}
	return out
}

// openReturns counts the returns in them, with those of which nobody knows the order.
func (a *App) openReturns(ctx context.Context, q *store.Reader) (n int, err error) {
	counts, err := q.ReturnCounts(ctx, openPhases())
	if err != nil {
		return 0, err
	}
	for _, c := range counts {
		n += c
	}
	loose, err := a.looseReturns(ctx, q)
	return n + len(loose), err
}

// cardsShown is how many returns one column shows.
const cardsShown = 60

// A return is near its due time in the last hours before it; an agreement in its last days.
const (
	returnNear    = 24 * time.Hour
	agreementNear = 3 * 24 * time.Hour
)

// Board is every open return, column by column, the most urgent first.
func (r *Returns) Board() (b ReturnBoard, err error) {
	defer r.app.guard("Returns.Board", &err)
	ctx, err := r.app.ready()
	if err != nil {
		return ReturnBoard{}, err
	}
	err = r.app.store.Read(ctx, func(q *store.Reader) error {
		b, err = r.app.returnBoard(ctx, q)
		return err
	})
	return b, err
}

func (a *App) returnBoard(ctx context.Context, q *store.Reader) (ReturnBoard, error) {
	b := ReturnBoard{Now: a.stamp(a.now()), Zone: a.Settings().Zone, Columns: []ReturnColumn{}}
	counts, err := q.ReturnCounts(ctx, openPhases())
	if err != nil {
		return b, err
	}
	loose, err := a.looseReturns(ctx, q)
	if err != nil {
		return b, err
	}
	for _, row := range boardColumns {
		column := ReturnColumn{Code: row.Code, Days: track.ReturnWithin(row.Phases[0])}
		if row.Code == "agreed" {
			column.Days = a.rules().ReturnDays
		}
		if column.Cards, err = a.cardsIn(ctx, q, row.Phases, cardsShown); err != nil {
			return b, err
		}
		for _, p := range row.Phases {
			column.N += counts[p]
		}
		if row.Code == "inspect" {
			for i := range loose {
				column.Cards = append(column.Cards, a.returnCard(&track.OrderState{}, &loose[i], ""))
				column.N++
			}
		}
		b.add(column)
	}
	if b.Claims, err = a.openClaims(ctx, q); err != nil {
		return b, err
	}
	b.Warranties, err = a.openWarranties(ctx, q)
	return b, err
}

// cardsIn are the cards of the returns in some phases, at most so many; 0 is all.
func (a *App) cardsIn(ctx context.Context, q *store.Reader, phases []string, most int) ([]ReturnCard, error) {
	found, err := q.Returns(ctx, phases, most)
	cards := make([]ReturnCard, 0, len(found))
	for _, x := range found {
		if x.State.Returns, err = withWords(ctx, q, x.State.Returns); err != nil {
			return nil, err
		}
		cards = append(cards, a.returnCard(&x.State, x.State.Return(x.Return), x.Customer))
	}
	return cards, err
}

// add puts a column on the board and counts what is in it.
func (b *ReturnBoard) add(column ReturnColumn) {
	sortCards(column.Cards)
	b.Open += column.N
	for _, c := range column.Cards {
		if c.Over && !c.Aside {
			b.PastDue++
		}
	}
	b.Columns = append(b.Columns, column)
}

// sortCards puts what is due first at the top; what has no clock comes after it, and what was set aside last.
func sortCards(cards []ReturnCard) {
	slices.SortStableFunc(cards, func(x, y ReturnCard) int {
		if x.Aside != y.Aside {
			if x.Aside {
				return 1
			}
			return -1
		}
		return strings.Compare(cmp.Or(x.Due, "9"), cmp.Or(y.Due, "9"))
	})
}

func (a *App) returnCard(o *track.OrderState, r *track.ReturnState, customer string) ReturnCard {
	now := a.now()
	c := ReturnCard{
		Return: r.Return, Grouped: grouped(r.Return), OrderID: o.ID, Order: o.Order, Customer: customer, Kind: r.Kind, Phase: r.Phase,
		Cause: r.Cause, Reason: r.Reason, SentBack: string(r.SentBack), Since: string(r.Since), Due: a.stamp(r.Due), Aside: r.Aside != "", Units: r.Uncounted,
		Resolution: r.Resolution, Amount: r.Amount.Minor, Currency: r.Amount.Currency, Item: r.Goods,
	}
	near := returnNear
	if !r.Expires.IsZero() {
		near = agreementNear
	}
	if !r.Due.IsZero() {
		c.Over = !now.Before(r.Due)
		c.Near = !c.Over && !now.Before(r.Due.Add(-near))
	}
	if r.Warranty.IsOpen() {
		c.Supplier = r.Warranty.State
	}
	for _, w := range r.Ways {
		c.Carrier = carrier.Name(w.Carrier)
	}
	a.cardLines(&c, o, r)
	return c
}

// cardLines adds what the lines of a return say to its card.
func (a *App) cardLines(c *ReturnCard, o *track.OrderState, r *track.ReturnState) {
	item, _, _ := firstUnit(o, *r)
	c.Item = cmp.Or(item, c.Item)
	for _, l := range r.Lines {
		if l.Received > 0 {
			c.Units += l.Received
		} else {
			c.Units += l.Requested
		}
		for _, u := range l.Units {
			if u.SerialSays == "not_ours" || u.SerialSays == "returned_before" {
				c.SerialSays = u.SerialSays
			}
			if u.Disposition != "" && !u.Released {
				c.Resolution = cmp.Or(u.Resolution, c.Resolution)
				c.Amount, c.Currency = c.Amount+u.Amount.Minor, cmp.Or(u.Amount.Currency, c.Currency)
			}
		}
	}
	if r.Kind != "rts" || c.Item != "" {
		return
	}
	for _, p := range o.Parcels {
		if p.Parcel == r.Parcel {
			c.Carrier = carrier.Name(p.Carrier)
			for _, in := range p.Contents {
				c.Units += in.Quantity
			}
		}
	}
	if len(o.Lines) > 0 {
		c.Item = cmp.Or(o.Lines[0].Title, o.Lines[0].SKU)
	}
}

// List lists returns, the most urgent first: those that are open, or, with phases, those in one of them.
func (r *Returns) List(phases []string) (cards []ReturnCard, err error) {
	defer r.app.guard("Returns.List", &err)
	ctx, err := r.app.ready()
	if err != nil {
		return nil, err
	}
	if len(phases) == 0 {
		phases = openPhases()
	}
	for _, phase := range phases {
		if !slices.Contains(track.ReturnPhases(), phase) {
			return nil, fail("no-such-phase", fmt.Sprintf("%q is no phase of a return: %s", phase, strings.Join(track.ReturnPhases(), ", ")), phase)
		}
	}
	err = r.app.store.Read(ctx, func(q *store.Reader) error {
		if cards, err = r.app.cardsIn(ctx, q, phases, 0); err != nil {
			return err
		}
		loose, err := r.app.looseReturns(ctx, q)
		for i := range loose {
			if slices.Contains(phases, loose[i].Phase) {
				cards = append(cards, r.app.returnCard(&track.OrderState{}, &loose[i], ""))
			}
		}
		return err
	})
	sortCards(cards)
	return cards, err
}

// View is one return with what its form needs.
func (r *Returns) View(number string) (v ReturnView, err error) {
	defer r.app.guard("Returns.View", &err)
	ctx, err := r.app.ready()
	if err != nil {
		return ReturnView{}, err
	}
	state, orderID, err := r.find(ctx, number)
	if err != nil {
		return ReturnView{}, err
	}
	policy := r.app.wordedPolicy(r.app.Settings())
	v = ReturnView{
		Now: r.app.stamp(r.app.now()), Zone: r.app.Settings().Zone, State: state, Grouped: grouped(state.Return), OrderID: orderID, Days: -1,
		Due: r.app.stamp(state.Due), Over: !state.Due.IsZero() && !r.app.now().Before(state.Due), Lines: []ReturnItem{}, Serials: []SerialView{}, Acts: []string{},
		Criteria: policy.Criteria, Grades: nonNil(policy.Grades), Checklist: nonNil(policy.Checklist), Notes: []EventRow{},
	}
	for _, k := range track.ReturnActs(state.Phase) {
		v.Acts = append(v.Acts, string(k))
	}
	if orderID == "" {
		return v, nil
	}
	o, err := r.app.Orders().Show(orderID)
	if err != nil {
		return v, err
	}
	v.fill(o)
	if v.State.Warranty != nil {
		row := r.app.warrantyRow(&o.State, v.State)
		v.Supplier = &row
	}
	v.Serials, err = r.serialsOf(ctx, orderID, &state)
	return v, err
}

// fill adds what the order says.
func (v *ReturnView) fill(o OrderView) {
	v.Order, v.Customer = o.State.Order, cmp.Or(o.Customer.ShipName, o.Customer.Name)
	for _, e := range o.Events {
		if (e.Subject == v.State.Return || slices.Contains(v.State.Aliases, e.Subject)) && !e.Retracted && e.Kind != string(track.Retraction) {
			v.Notes = append(v.Notes, e)
		}
	}
	lines := v.State.Lines
	if len(lines) == 0 { // a parcel that comes back brings what was in it
		for _, p := range o.State.Parcels {
			if p.Parcel == v.State.Parcel {
				for _, c := range p.Contents {
					lines = append(lines, track.ReturnLine{Line: c.Line, Requested: c.Quantity})
				}
			}
		}
	}
	for _, rl := range lines {
		item := ReturnItem{Line: rl.Line, Requested: rl.Requested, Received: rl.Received, Waiting: rl.Received - rl.Inspected, Serials: []string{}}
		for _, l := range o.State.Lines {
			if l.Line == rl.Line {
				item.Title, item.SKU, item.Serials = cmp.Or(l.Title, l.SKU), l.SKU, nonNil(l.Serials)
				item.Price, item.Currency = l.Price.Minor, l.Price.Currency
			}
		}
		for _, p := range o.State.Parcels {
			if slices.ContainsFunc(p.Contents, func(c track.Content) bool { return c.Line == rl.Line }) {
				item.Shipped = max(item.Shipped, string(p.Times.HandedOver.Date()))
				v.Delivered = max(v.Delivered, string(p.Times.Delivered.Date()))
			}
		}
		v.Lines = append(v.Lines, item)
	}
	if asked := cmp.Or(string(v.State.Opened.Date()), string(v.State.Received.Date())); v.Delivered != "" && asked != "" {
		v.Days = max(0, track.Date(asked).DaysAfter(track.Date(v.Delivered)))
	}
}
