package app

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"ordertrail/reports/page"
	"ordertrail/store"
	"ordertrail/track"
	"ordertrail/track/carrier"
)

// Orders is the Orders list and the Order screen.
type Orders struct{ app *App }

// countedUpTo is how many matches of a search are counted; more are "many".
const countedUpTo = 10_000

// List reads one page of orders.
func (o *Orders) List(q OrderQuery) (p OrderPage, err error) {
	defer o.app.guard("Orders.List", &err)
	ctx, err := o.app.ready()
	if err != nil {
		return OrderPage{}, err
	}
	when, err := o.app.when(q.AsOf)
	if err != nil {
		return OrderPage{}, err
	}
	err = o.app.store.Read(ctx, func(r *store.Reader) error {
		p, err = o.app.orderPage(ctx, r, q, when)
		return err
	})
	return p, err
}

// knownShop refuses a source that states no order while others do; "" is any.
func knownShop(ctx context.Context, r *store.Reader, source string) error {
	if source == "" {
		return nil
	}
	shops, err := r.OrderSources(ctx)
	if err != nil || len(shops) == 0 || slices.Contains(shops, source) {
		return err
	}
	list := strings.Join(shops, ", ")
	return fail("no-such-source", fmt.Sprintf("no order is from a shop %q; those known are: %s", source, list), source, list)
}

// knownView refuses a list that is none; "" is all orders.
func knownView(view string) error {
	if view != "" && !slices.Contains(store.Views(), view) {
		return fail("no-such-view", fmt.Sprintf("there is no list %q: %s", view, strings.Join(store.Views(), ", ")), view)
	}
	return nil
}

func (a *App) orderPage(ctx context.Context, r *store.Reader, q OrderQuery, when time.Time) (OrderPage, error) {
	p := OrderPage{Rows: []OrderRow{}, Views: []Count{}, Carriers: []string{}, Saved: []SavedView{}}
	if err := knownView(q.View); err != nil {
		return p, err
	}
	if !when.IsZero() {
		p, err := a.orderPageAt(ctx, r, q, when)
		if err == nil && len(p.Rows) == 0 {
			err = knownShop(ctx, r, q.Source)
		}
		return p, err
	}
	query, err := a.orderQuery(q, a.here())
	if err != nil {
		return p, err
	}
	rows, err := r.Orders(ctx, query)
	if err != nil {
		return p, err
	}
	if len(rows) == 0 { // who asks for what there is pays nothing for this
		if err := knownShop(ctx, r, q.Source); err != nil {
			return p, err
		}
	}
	for _, row := range rows {
		p.Rows = append(p.Rows, a.orderRow(row))
	}
	if wanted := pageSize(q.Limit); len(rows) == wanted {
		p.Next = rows[len(rows)-1].Key
	}
	return p, a.aroundPage(ctx, r, &p, query)
}

// aroundPage adds to the rows of a page how many there are, and what else can be chosen.
func (a *App) aroundPage(ctx context.Context, r *store.Reader, p *OrderPage, query store.Query) error {
	counts, err := r.Counts(ctx)
	if err != nil {
		return err
	}
	for _, view := range store.Views() {
		p.Views = append(p.Views, Count{view, counts["view/"+view]})
	}
	p.Carriers = carriersIn(counts)
	p.Empty = counts["view/all"] == 0
	p.Total = counts["view/"+cmp.Or(query.View, "all")]
	if strings.TrimSpace(query.Search) != "" || query.Source != "" || !query.Filter.IsZero() {
		if p.Total, err = r.CountOrders(ctx, query, countedUpTo); err != nil {
			return err
		}
	}
	p.Saved, err = savedViews(ctx, r)
	return err
}

// pageSize is the number of rows a page of that limit holds.
func pageSize(limit int) int {
	if limit < 1 || limit > 500 {
		return 100
	}
	return limit
}

func (a *App) orderRow(row store.Row) OrderRow {
	s := row.State
	out := OrderRow{
		ID: s.ID, Order: s.Order, Source: s.Source, Placed: string(s.Times.Ordered), Customer: row.Customer, Items: len(s.Lines),
		Headline: s.Headline, Facets: s.Facets, Promise: s.Promise, Parcels: []ParcelDot{}, Carriers: []string{},
	}
	if len(s.Lines) > 0 {
		out.Item = cmp.Or(s.Lines[0].Title, s.Lines[0].SKU)
	}
	for _, l := range s.Lines {
		out.Units += l.Ledger.Ordered - l.Ledger.Cancelled
		out.HandedOver += l.Ledger.HandedOver
		out.Delivered += l.Ledger.Delivered
	}
	for _, p := range s.Parcels {
		if p.Voided {
			continue
		}
		out.Parcels = append(out.Parcels, ParcelDot{p.Parcel, string(p.Phase), hasTask(s, p.Parcel)})
		if name := carrier.Name(p.Carrier); name != "" && !slices.Contains(out.Carriers, name) {
			out.Carriers = append(out.Carriers, name)
		}
	}
	if n := len(s.Returns); n > 0 {
		out.Return = s.Returns[n-1].Phase
	}
	return out
}

func hasTask(s track.OrderState, parcel string) bool {
	for _, t := range s.Tasks {
		if t.IsOpen() && t.Subject == parcel {
			return true
		}
	}
	return false
}

// Show is everything known about one order.
func (o *Orders) Show(id string) (OrderView, error) { return o.ShowAt(id, "") }

// Find is the id of the order with that number; a number that several shops use needs its source.
func (o *Orders) Find(number, source string) (id string, err error) {
	defer o.app.guard("Orders.Find", &err)
	ctx, err := o.app.ready()
	if err != nil {
		return "", err
	}
	found, err := store.Look(ctx, o.app.store, func(r *store.Reader) ([]track.OrderState, error) { return r.OrdersByNumber(ctx, number, source) })
	if err == nil && len(found) == 0 && source != "" {
		others, err := store.Look(ctx, o.app.store, func(r *store.Reader) ([]track.OrderState, error) { return r.OrdersByNumber(ctx, number, "") })
		if err != nil || len(others) > 0 {
			return "", cmp.Or(err, error(fail("which-order", fmt.Sprintf("%q is no order of %s, but of %s: say which with --source", number, source, sourcesOf(others)), number, sourcesOf(others))))
		}
	}
	if err == nil && len(found) == 0 {
		return "", fail("no-such-order", fmt.Sprintf("no order %q is known; `ordertrail order search %s` looks for it in every field", number, number), number)
	}
	return one(found, number, err)
}

// act records one act on an order at the screen or the command line, unless the rules refuse it.
func (a *App) act(ctx context.Context, orderID string, e track.Event) error {
	nonce, err := a.randomID()
	if err != nil {
		return err
	}
	return a.store.Update(ctx, func(tx *store.Tx) error { return a.actIn(ctx, tx, orderID, e, nonce) })
}

// actIn records one act within a transaction; nonce tells it apart from an equal one at the same moment.
func (a *App) actIn(ctx context.Context, tx *store.Tx, orderID string, e track.Event, nonce string) error {
	return a.recordIn(ctx, tx, orderID, store.Recorded{Event: e}, nonce)
}

// recordIn is actIn with what is kept beside the act. An act that does not say when it happened happens now.
func (a *App) recordIn(ctx context.Context, tx *store.Tx, orderID string, r store.Recorded, nonce string) error {
	o, err := stateIn(ctx, tx.Reader, orderID)
	if err != nil {
		return err
	}
	e := &r.Event
	e.Order = track.OrderRef{Source: o.Source, Number: o.Order}
	if e.Kind == track.Edited && e.Over == "" {
		live, err := tx.LiveEvents(ctx, orderID)
		if err != nil {
			return err
		}
		e.Over, _ = track.StatedField(live, e.Code)
	}
	if e.Occurred == "" {
		if e.Occurred, err = a.actTime(ctx, tx, orderID); err != nil {
			return err
		}
	}
	e.Nonce = nonce
	e.Source = track.Source{ID: "office", Kind: track.SourcePerson}
	e.Actor = cmp.Or(e.Actor, a.Settings().Operator)
	if refusal := track.Check(&o, *e); refusal != nil {
		return a.refused(refusal)
	}
	e.ParcelID = ""
	if !decidesByText[e.Kind] {
		r.Raw, e.Text = e.Text, "" // beside the facts, where an erase can reach it
	}
	_, err = tx.Append(ctx, r)
	return err
}

// decidesByText are the acts whose text is itself a fact that a status follows from. What people say of a customer is none: it
// lies beside the facts.
var decidesByText = map[track.Kind]bool{track.Edited: true}

// actTime is when an act happens: now, or a millisecond after the last act on the order when the clock has not moved since
// then. On a clock that stands still, as in a rehearsal, what is done later still counts as later.
func (a *App) actTime(ctx context.Context, tx *store.Tx, orderID string) (track.Stamp, error) {
	at := tx.Now().Truncate(time.Second)
	events, err := tx.LiveEvents(ctx, orderID)
	for _, e := range events {
		if e.Kind.IsAct() && e.Recorded.Equal(tx.Now()) && !e.At.Before(at) {
			at = e.At.Add(time.Millisecond)
		}
	}
	return track.ExactStampOf(at.In(a.zone())), err
}

// do is act for a bound method.
func (o *Orders) do(call, id string, e track.Event) (err error) {
	defer o.app.guard(call, &err)
	ctx, err := o.app.ready()
	if err != nil {
		return err
	}
	return o.app.act(ctx, id, e)
}

// Hold stops an order: nobody may pick, pack or hand it over.
func (o *Orders) Hold(id, why string) error {
	return o.do("Orders.Hold", id, track.Event{Kind: track.HoldPlaced, Text: why})
}

// Release lets a held order go on.
func (o *Orders) Release(id string) error {
	return o.do("Orders.Release", id, track.Event{Kind: track.HoldReleased})
}

// Cancel cancels what has not left the house.
func (o *Orders) Cancel(id, why string) error {
	return o.do("Orders.Cancel", id, track.Event{Kind: track.Cancelled, Text: why})
}

// Note keeps a remark on the order's timeline.
func (o *Orders) Note(id, text string) error {
	if strings.TrimSpace(text) == "" {
		return fail("empty-note", "a note needs some text")
	}
	return o.do("Orders.Note", id, track.Event{Kind: track.Noted, Text: text})
}

// contacts are the reasons a customer gets in touch.
var contacts = map[string]bool{"where_is_it": true, "missing": true, "damaged": true, "wrong_item": true, "missing_item": true, "wrong_papers": true, "other": true}

// Contact records that the customer got in touch; code is where_is_it, missing (nothing came), damaged, wrong_item,
// missing_item (something was not in the box), wrong_papers or other.
func (o *Orders) Contact(id, code, text string) error {
	if !contacts[code] {
		return fail("bad-contact", fmt.Sprintf("%q is no reason for a contact: where_is_it, missing, damaged, wrong_item, missing_item, wrong_papers or other", code), code)
	}
	return o.do("Orders.Contact", id, track.Event{Kind: track.Contact, Code: code, Text: text})
}

// editable are the fields of an order that a person may change, and how their values are checked.
var editable = map[string]func(string) error{
	"promised_on": isDate, "requested_on": isDate, "ship_by": isDate, "service": anything, "tags": anything,
}

func anything(string) error { return nil }

// isDate lets a date pass, and the empty text that takes one away.
func isDate(s string) error {
	if s == "" {
		return nil
	}
	_, err := track.ParseDate(s)
	return err
}

// Edit changes one field; an import never overwrites it.
func (o *Orders) Edit(id, field, value string) error {
	check, ok := editable[field]
	if !ok {
		return fail("not-editable", fmt.Sprintf("%q cannot be changed here: promised_on, requested_on, ship_by, service and tags can", field), field)
	}
	if err := check(value); err != nil {
		return fail("bad-value", err.Error(), field, value)
	}
	return o.do("Orders.Edit", id, track.Event{Kind: track.Edited, Code: field, Text: value})
}

// Links are the addresses a customer can be given.
type Links struct {
	Page  string       `json:"page"` // address of our tracking page, below the pages folder while no address is set; "" before it is published
	Links []ParcelLink `json:"links"`
}

// ParcelLink is a carrier's own tracking page.
type ParcelLink struct {
	Parcel   string `json:"parcel"`
	Carrier  string `json:"carrier"`
	Tracking string `json:"tracking"`
	URL      string `json:"url"`
}

// Links gives the carriers' links and our page of an order.
func (o *Orders) Links(id string) (l Links, err error) {
	defer o.app.guard("Orders.Links", &err)
	v, err := o.Show(id)
	if err != nil {
		return Links{}, err
	}
	l = Links{Page: v.Page, Links: []ParcelLink{}}
	if base := o.app.Settings().PageURL; base != "" && v.Page != "" {
		l.Page = base + "/" + v.Page
	}
	links := o.app.links()
	for _, p := range v.State.Parcels {
		if !p.Voided && p.Tracking != "" {
			l.Links = append(l.Links, ParcelLink{p.Parcel, carrier.Name(p.Carrier), p.Tracking, links.Of(p.Carrier, p.Tracking)})
		}
	}
	return l, nil
}

// pagePath is where the tracking page of a token lies below the data folder.
func pagePath(token string) string {
	if token == "" {
		return ""
	}
	return page.Path(token)
}
