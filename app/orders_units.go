package app

import (
	"context"
	"fmt"
	"strings"

	"ordertrail/store"
	"ordertrail/track"
)

// UnitMove is units of one line going from one place to another: the shelf, the bench, or a parcel by any of its numbers;
// "new" is a box that does not exist yet. Because is why it is recorded even where the rules refuse it; without a reason
// they are the last word.
type UnitMove struct {
	Line     string `json:"line"` // the line's number or its SKU
	Quantity int    `json:"quantity"`
	From     string `json:"from"` // shelf, bench, or a parcel
	Into     string `json:"into"` // bench, new, or a parcel
	Because  string `json:"because"`
}

// Move records that units were picked, packed, taken out of a box, or moved to another one, and returns the parcel they
// are in now; "" on the bench. All of it is recorded or nothing.
func (o *Orders) Move(id string, m UnitMove) (parcel string, err error) {
	defer o.app.guard("Orders.Move", &err)
	ctx, err := o.app.ready()
	if err != nil {
		return "", err
	}
	err = o.app.store.Update(ctx, func(tx *store.Tx) error {
		parcel, err = o.app.move(ctx, tx, id, m)
		return err
	})
	return parcel, err
}

func (a *App) move(ctx context.Context, tx *store.Tx, id string, m UnitMove) (string, error) {
	s, err := stateIn(ctx, tx.Reader, id)
	if err != nil {
		return "", err
	}
	acts, parcel, err := a.unitActs(&s, m)
	if err != nil {
		return "", err
	}
	for _, e := range acts {
		if s, err = stateIn(ctx, tx.Reader, id); err != nil {
			return "", err
		}
		nonce, err := a.randomID()
		if err != nil {
			return "", err
		}
		if err := a.actIn(ctx, tx, id, insisted(&s, e, m.Because), nonce); err != nil {
			return "", err
		}
		if err := tx.Settle(ctx); err != nil { // the next act is judged by what this one made of the order
			return "", err
		}
	}
	return parcel, nil
}

// insisted is e, overriding the rule that refuses it if there is a reason for that and the rule allows it.
func insisted(s *track.OrderState, e track.Event, because string) track.Event {
	because = strings.TrimSpace(because)
	if r := track.Check(s, e); r != nil && because != "" && track.CanOverride(e.Kind, r.Code) {
		e.Override, e.Text = r.Code, because
	}
	return e
}

// unitActs are the acts that a move is made of, and the parcel it ends in.
func (a *App) unitActs(s *track.OrderState, m UnitMove) (acts []track.Event, parcel string, err error) {
	line, err := lineOf(s, m.Line)
	if err != nil {
		return nil, "", err
	}
	add := func(kind track.Kind, ref track.ParcelRef, id string) {
		acts = append(acts, track.Event{Kind: kind, Line: line, Quantity: m.Quantity, Parcel: ref, ParcelID: id})
	}
	switch m.From {
	case "shelf":
		add(track.LinePicked, track.ParcelRef{}, "")
	case "bench":
	default:
		p, err := parcelOf(s, m.From)
		if err != nil {
			return nil, "", err
		}
		add(track.LineUnpacked, refOf(*p), p.Parcel)
	}
	switch m.Into {
	case "bench":
	case "new":
		number, err := track.NewNumber(track.NumberParcel, a.config.Random)
		if err != nil {
			return nil, "", err
		}
		parcel = string(number)
		add(track.LinePacked, track.ParcelRef{Number: parcel}, parcel)
	default:
		p, err := parcelOf(s, m.Into)
		if err != nil {
			return nil, "", err
		}
		parcel = p.Parcel
		add(track.LinePacked, refOf(*p), parcel)
	}
	if len(acts) == 0 || m.From == m.Into || len(acts) == 2 && acts[0].ParcelID == parcel {
		return nil, "", fail("no-such-move", fmt.Sprintf("units do not move from %q to %q: name the shelf, the bench or a parcel they are in, and another place", m.From, m.Into), m.From, m.Into)
	}
	return acts, parcel, nil
}

// CancelUnits cancels units of one line, its number or SKU; 0 is as many as have not left the house.
func (o *Orders) CancelUnits(id, line string, quantity int, why string) (err error) {
	defer o.app.guard("Orders.CancelUnits", &err)
	ctx, err := o.app.ready()
	if err != nil {
		return err
	}
	s, err := o.app.state(ctx, id)
	if err != nil {
		return err
	}
	if line, err = lineOf(&s, line); err != nil {
		return err
	}
	for _, l := range s.Lines {
		if l.Line == line && quantity == 0 {
			quantity = max(1, l.Ledger.Ordered-l.Ledger.Cancelled-l.Ledger.HandedOver) // one of none is refused with the reason
		}
	}
	return o.app.act(ctx, id, track.Event{Kind: track.Cancelled, Line: line, Quantity: quantity, Text: why})
}

// parcelOf is the parcel of the order that a person means: by our number in any form, or by a tracking number it has or had, also
// as its label's barcode holds it.
func parcelOf(s *track.OrderState, text string) (*track.ParcelState, error) {
	number := text
	if own, err := track.ParseNumber(text); err == nil {
		number = string(own)
	}
	for _, tracking := range append([]string{text}, standsFor(text)...) {
		for i := range s.Parcels {
			if p := &s.Parcels[i]; p.Parcel == number || p.AnswersTo(track.TrackingKey(tracking)) {
				return p, nil
			}
		}
	}
	return nil, fail("no-such-parcel", fmt.Sprintf("order %s has no parcel %s", s.Order, text), s.Order, text)
}

// state reads what is true of one order.
func (a *App) state(ctx context.Context, id string) (s track.OrderState, err error) {
	err = a.store.Read(ctx, func(r *store.Reader) error {
		s, err = stateIn(ctx, r, id)
		return err
	})
	return s, err
}

func stateIn(ctx context.Context, r *store.Reader, id string) (track.OrderState, error) {
	states, err := r.States(ctx, []string{id})
	if err != nil {
		return track.OrderState{}, err
	}
	s, ok := states[id]
	if !ok {
		return track.OrderState{}, fail("no-such-order", "this order is not known any more", id)
	}
	return s, nil
}
