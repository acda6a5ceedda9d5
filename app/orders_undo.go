package app

import (
	"fmt"

	"ordertrail/store"
	"ordertrail/track"
)

// TakeBack takes back one act of ours on the order: a scan, an edit, a word on where a parcel is, also an earlier taking
// back. The log keeps both. What a file or a carrier says is not ours to take back: its import can be undone.
func (o *Orders) TakeBack(id, event, why string) (err error) {
	defer o.app.guard("Orders.TakeBack", &err)
	ctx, err := o.app.ready()
	if err != nil {
		return err
	}
	nonce, err := o.app.randomID()
	if err != nil {
		return err
	}
	return o.app.store.Update(ctx, func(tx *store.Tx) error {
		s, events, err := o.app.orderIn(ctx, tx, id)
		if err != nil {
			return err
		}
		for _, e := range events {
			if e.ID == event {
				return o.app.takeBack(ctx, tx, id, []track.Event{e.Event}, why, nonce)
			}
		}
		return fail("no-such-event", fmt.Sprintf("order %s has no event %s; `order show %s` lists them", s.Order, event, s.Order), s.Order, event)
	})
}

// Repeats says that the order is another one once more, stated by a second source: nobody works on it, and a carrier's
// bare order number means the other. number and source name the order to keep.
func (o *Orders) Repeats(id, number, source, why string) (err error) {
	defer o.app.guard("Orders.Repeats", &err)
	ctx, err := o.app.ready()
	if err != nil {
		return err
	}
	kept, err := o.findOther(id, number, source)
	if err != nil {
		return err
	}
	s, err := o.app.state(ctx, kept)
	if err != nil {
		return err
	}
	if !s.DuplicateOf.IsZero() {
		return o.app.refused(&track.Refusal{Code: "duplicate", Args: []string{s.Order, s.DuplicateOf.Number, s.DuplicateOf.Source}})
	}
	return o.app.act(ctx, id, track.Event{Kind: track.OrderRepeated, Of: track.OrderRef{Source: s.Source, Number: s.Order}, Text: why})
}

// findOther is the order with that number that is not the one at id.
func (o *Orders) findOther(id, number, source string) (string, error) {
	ctx, err := o.app.ready()
	if err != nil {
		return "", err
	}
	found, err := store.Look(ctx, o.app.store, func(r *store.Reader) ([]track.OrderState, error) { return r.OrdersByNumber(ctx, number, source) })
	var others []track.OrderState
	for _, s := range found {
		if s.ID != id {
			others = append(others, s)
		}
	}
	switch {
	case err != nil:
		return "", err
	case len(found) == 0:
		return "", fail("no-original", fmt.Sprintf("no order %q is known: nothing was marked", number), number)
	case len(others) != 1:
		return o.Find(number, source)
	}
	return others[0].ID, nil
}
