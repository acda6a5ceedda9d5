package app

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"ordertrail/store"
	"ordertrail/track"
)

// maxUnmatched is how many facts without an order are looked through for the list.
const maxUnmatched = 2000

// Unmatched lists what is said of parcels and orders that nobody here knows: one row for each number, with the orders it
// may mean.
func (i *Imports) Unmatched() (rows []UnmatchedRow, err error) {
	defer i.app.guard("Imports.Unmatched", &err)
	ctx, err := i.app.ready()
	if err != nil {
		return nil, err
	}
	rows = []UnmatchedRow{}
	err = i.app.store.Read(ctx, func(r *store.Reader) error {
		facts, err := r.Unmatched(ctx, maxUnmatched)
		if err != nil {
			return err
		}
		for _, group := range byNumber(facts) {
			row, err := i.app.unmatchedRow(ctx, r, group)
			if err != nil {
				return err
			}
			rows = append(rows, row)
		}
		return nil
	})
	return rows, err
}

// byNumber groups facts by the number they would be linked by, the newest group first.
func byNumber(facts []track.Event) [][]track.Event {
	at := map[string]int{}
	var out [][]track.Event
	for _, e := range facts {
		key := subjectKey(e)
		n, seen := at[key]
		if !seen {
			n = len(out)
			at[key] = n
			out = append(out, nil)
		}
		out[n] = append(out[n], e)
	}
	return out
}

// subjectKey is the number that a link of e would be about: the tracking number, our number, else the order's.
func subjectKey(e track.Event) string {
	if t := track.TrackingKey(e.Parcel.Tracking); t != "" {
		return "t:" + t
	}
	if n, err := track.ParseNumber(e.Parcel.Number); err == nil {
		return "n:" + string(n)
	}
	return track.NumberKey(e.Order.Number)
}

// unmatchedRow tells the newest fact of a group, and what the group as a whole may mean.
func (a *App) unmatchedRow(ctx context.Context, r *store.Reader, group []track.Event) (UnmatchedRow, error) {
	e, err := r.Event(ctx, group[0].ID)
	if err != nil {
		return UnmatchedRow{}, err
	}
	row := UnmatchedRow{
		Event: e.ID, Count: len(group), Source: e.Source.ID, Order: e.Order.Number, Parcel: ungrouped(e.Parcel.Number), Carrier: e.Parcel.Carrier,
		Tracking: e.Parcel.Tracking, Kind: string(e.Kind), Phase: string(e.Phase), Reason: string(e.Reason), Text: cmp.Or(e.Text, e.Code),
		Occurred: string(e.Occurred), Recorded: a.stamp(e.Recorded), Candidates: []OrderGuess{},
	}
	if len(e.Seen) > 0 {
		row.File, row.Row = e.Seen[0].File, e.Seen[0].Row
	}
	row.Why, row.Candidates, err = a.guesses(ctx, r, group)
	return row, err
}

// unplaced is why nobody could place a group that names an order or none, when so many orders may be meant.
func unplaced(named bool, orders int) string {
	switch {
	case orders == 1:
		return "one_order"
	case orders > 1:
		return "several_orders"
	case named:
		return "unknown_number"
	}
	return "no_order_named"
}

// maxGuesses is how many orders are offered for one number.
const maxGuesses = 4

// guesses says why nobody could place a group, and the orders it may mean: those its rows name, then those whose number
// looks alike, then those that wait for a parcel and were placed before it moved.
func (a *App) guesses(ctx context.Context, r *store.Reader, group []track.Event) (why string, out []OrderGuess, err error) {
	out = []OrderGuess{}
	add := func(code string, states ...track.OrderState) {
		for _, s := range states {
			if len(out) < maxGuesses && !slices.ContainsFunc(out, func(g OrderGuess) bool { return g.ID == s.ID }) {
				out = append(out, OrderGuess{ID: s.ID, Order: s.Order, Source: s.Source, Headline: s.Headline, Placed: string(s.Times.Ordered), Why: code})
			}
		}
	}
	holders, err := a.holders(ctx, r, group[0])
	if err != nil {
		return "", nil, err
	}
	add("carries_it", holders...)
	for _, number := range numbersNamed(group) {
		found, err := r.OrdersByNumber(ctx, number, "")
		if err != nil {
			return "", nil, err
		}
		add("names_it", found...)
	}
	why = unplaced(len(numbersNamed(group)) > 0, len(out))
	for _, number := range numbersNamed(group) {
		for _, alike := range alikes(number) {
			found, err := r.OrdersByNumber(ctx, alike, "")
			if err != nil {
				return "", nil, err
			}
			add("looks_alike", found...)
		}
	}
	if len(out) == 0 {
		waiting, err := a.waitingBefore(ctx, r, group)
		if err != nil {
			return "", nil, err
		}
		add("waits_for_parcel", waiting...)
	}
	return why, out, nil
}

// holders are the orders that have a parcel with the tracking number of e.
func (a *App) holders(ctx context.Context, r *store.Reader, e track.Event) ([]track.OrderState, error) {
	tracking := track.TrackingKey(e.Parcel.Tracking)
	if tracking == "" {
		return nil, nil
	}
	places, err := r.ParcelsByKey(ctx, "t:"+tracking)
	if err != nil {
		return nil, err
	}
	var ids []string
	for _, p := range places {
		if p.OrderID != "" {
			ids = append(ids, p.OrderID)
		}
	}
	states, err := r.States(ctx, ids)
	return slices.SortedFunc(maps.Values(states), func(x, y track.OrderState) int { return strings.Compare(x.ID, y.ID) }), err
}

// numbersNamed are the order numbers that facts name, each once, as written.
func numbersNamed(group []track.Event) []string {
	var out []string
	for _, e := range group {
		if e.Order.Key() != "" && !slices.ContainsFunc(out, func(n string) bool { return track.OrderKey(n) == e.Order.Key() }) {
			out = append(out, e.Order.Number)
		}
	}
	return out
}

// waitingBefore are the orders that wait for a parcel and were placed before the first news of the group, the latest of
// them first.
func (a *App) waitingBefore(ctx context.Context, r *store.Reader, group []track.Event) ([]track.OrderState, error) {
	first := slices.MinFunc(group, func(x, y track.Event) int { return x.At.Compare(y.At) }).At
	rows, err := r.Orders(ctx, store.Query{View: "to_ship", Limit: 500})
	var out []track.OrderState
	for _, row := range rows {
		placed, bad := row.State.Times.Ordered.At(a.zone())
		if bad == nil && placed.Before(first) && first.Sub(placed) < 30*day && len(out) < maxGuesses {
			out = append(out, row.State)
		}
	}
	return out, err
}

// Link says that a fact without an order, and whatever else is said of its number, belongs to an order. It answers with
// the act's id, by which it can be taken back.
func (i *Imports) Link(event, orderID string) (act string, err error) {
	defer i.app.guard("Imports.Link", &err)
	return i.app.place(event, func(ctx context.Context, tx *store.Tx, e track.Event) (track.Event, error) {
		o, err := stateIn(ctx, tx.Reader, orderID)
		if err != nil {
			return track.Event{}, err
		}
		link := track.Event{Kind: track.Linked, Order: track.OrderRef{Source: o.Source, Number: o.Order}, Parcel: ownIdentity(e)}
		if link.Parcel.IsZero() {
			link.Code = e.Order.Number
		}
		return link, nil
	})
}

// Disown says that a fact without an order, and whatever else is said of its number, is not ours: it is kept and asks
// nobody any more. It answers with the act's id.
func (i *Imports) Disown(event string) (act string, err error) {
	defer i.app.guard("Imports.Disown", &err)
	return i.app.place(event, func(_ context.Context, _ *store.Tx, e track.Event) (track.Event, error) {
		said := track.Event{Kind: track.Disowned, Parcel: ownIdentity(e)}
		if said.Parcel.IsZero() {
			said.Order = track.OrderRef{Number: e.Order.Number}
		}
		return said, nil
	})
}

// ownIdentity is what names the parcel of e whatever its order: a carrier's number or ours. A label that means something
// only within an order does not.
func ownIdentity(e track.Event) track.ParcelRef {
	ref := track.ParcelRef{Carrier: e.Parcel.Carrier, Tracking: e.Parcel.Tracking}
	if n, err := track.ParseNumber(e.Parcel.Number); err == nil {
		ref.Number = string(n)
	}
	if ref.Number == "" && ref.Tracking == "" {
		return track.ParcelRef{}
	}
	return ref
}

// place records what a person says of a fact that has no order.
func (a *App) place(event string, say func(context.Context, *store.Tx, track.Event) (track.Event, error)) (act string, err error) {
	ctx, err := a.ready()
	if err != nil {
		return "", err
	}
	nonce, err := a.randomID()
	if err != nil {
		return "", err
	}
	err = a.store.Update(ctx, func(tx *store.Tx) error {
		e, err := tx.Event(ctx, event)
		switch {
		case errors.Is(err, store.ErrNotFound):
			return fail("no-such-fact", fmt.Sprintf("no fact %s is known; `ordertrail unmatched list` names those without an order", event), event)
		case err != nil:
			return err
		case e.OrderID != "":
			return fail("has-order", "this already belongs to an order", event)
		}
		said, err := say(ctx, tx, e.Event)
		if err != nil {
			return err
		}
		said.Occurred, said.Nonce, said.Actor = e.Occurred, nonce, a.Settings().Operator // the time of what it is about: numbers are used again
		said.Source = track.Source{ID: "office", Kind: track.SourcePerson}
		said = said.Sealed()
		act = said.ID
		_, err = tx.Append(ctx, store.Recorded{Event: said})
		return err
	})
	return act, err
}

// Unsay takes back a link or a disowning; what it was about has no order again.
func (i *Imports) Unsay(act string) (err error) {
	defer i.app.guard("Imports.Unsay", &err)
	ctx, err := i.app.ready()
	if err != nil {
		return err
	}
	nonce, err := i.app.randomID()
	if err != nil {
		return err
	}
	return i.app.store.Update(ctx, func(tx *store.Tx) error {
		e, err := tx.Event(ctx, act)
		if err != nil && !errors.Is(err, store.ErrNotFound) {
			return err
		}
		if err != nil || !e.Live || e.Kind != track.Linked && e.Kind != track.Disowned {
			return fail("nothing-said", fmt.Sprintf("%s is nothing that somebody said and that still counts; `ordertrail unmatched said` lists it", act), act)
		}
		_, err = tx.Append(ctx, store.Recorded{Event: track.TakingBack(e.Event, track.Event{
			Occurred: i.app.stampNow(tx.Now()), Nonce: nonce, Actor: i.app.Settings().Operator, Source: track.Source{ID: "office", Kind: track.SourcePerson},
		})})
		return err
	})
}

// maxSaid is how many links and disownings are listed.
const maxSaid = 100

// Said lists what people said of facts that had no order and that still counts, the newest first.
func (i *Imports) Said() (rows []SaidRow, err error) {
	defer i.app.guard("Imports.Said", &err)
	ctx, err := i.app.ready()
	if err != nil {
		return nil, err
	}
	rows = []SaidRow{}
	events, err := store.Look(ctx, i.app.store, func(r *store.Reader) ([]track.Event, error) { return r.Said(ctx, maxSaid) })
	for _, e := range events {
		row := SaidRow{Act: e.ID, Kind: string(e.Kind), Number: cmp.Or(e.Parcel.Tracking, cmp.Or(grouped(e.Parcel.Number), e.Code)), By: e.Actor, At: i.app.stamp(e.Recorded)}
		if e.Kind == track.Linked {
			row.Order, row.OrderID = e.Order.Number, track.OrderIDOf(e.Order.Source, e.Order.Number)
		}
		row.Number = cmp.Or(row.Number, e.Order.Number)
		rows = append(rows, row)
	}
	return rows, err
}
