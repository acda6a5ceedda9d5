package app

import (
	"context"

	"ordertrail/store"
	"ordertrail/track"
)

// takeBack takes back facts of one order, all or none, unless what was done later rests on them: then nothing is changed and
// the refusal says so. Text is why.
func (a *App) takeBack(ctx context.Context, tx *store.Tx, orderID string, facts []track.Event, text, nonce string) error {
	before, events, err := a.orderIn(ctx, tx, orderID)
	if err != nil {
		return err
	}
	was, err := a.inputIn(ctx, tx, orderID)
	if err != nil {
		return err
	}
	for i, e := range facts {
		if r := track.CheckRetraction(&before, e, isLive(events, e.ID)); r != nil {
			return a.refused(r)
		}
		if err := a.recordIn(ctx, tx, orderID, store.Recorded{Event: track.TakingBack(e, track.Event{Text: text})}, nonce+"."+itoa(i)); err != nil {
			return err
		}
	}
	return a.stillFits(ctx, tx, before, was, facts, events)
}

// stillFits refuses a taking back that what was done later does not allow: an act that counts again must still be possible,
// and what is left must stand as it was recorded.
func (a *App) stillFits(ctx context.Context, tx *store.Tx, before track.OrderState, was track.Input, taken []track.Event, events []store.Sighted) error {
	for _, back := range taken {
		for _, e := range events {
			if e.ID != back.Retracts || back.Retracts == "" {
				continue
			}
			if r := track.Check(&before, e.Event); r != nil {
				return a.refused(r)
			}
		}
	}
	if err := tx.Settle(ctx); err != nil {
		return err
	}
	is, err := a.inputIn(ctx, tx, before.ID)
	if err != nil {
		return err
	}
	if r := track.CheckTakenBack(was, is); r != nil {
		return a.refused(r)
	}
	return a.repeatsNoRepeat(ctx, tx, before.ID)
}

// repeatsNoRepeat refuses an order that repeats one which is itself a repeat.
func (a *App) repeatsNoRepeat(ctx context.Context, tx *store.Tx, orderID string) error {
	s, err := stateIn(ctx, tx.Reader, orderID)
	if err != nil || s.DuplicateOf.IsZero() {
		return err
	}
	of := s.DuplicateOf
	kept, err := stateIn(ctx, tx.Reader, track.OrderIDOf(of.Source, of.Number))
	if err == nil && !kept.DuplicateOf.IsZero() {
		return a.refused(&track.Refusal{Code: "duplicate", Args: []string{kept.Order, kept.DuplicateOf.Number, kept.DuplicateOf.Source}})
	}
	return nil
}

// orderIn is how an order stands within a transaction, and everything that was recorded about it.
func (a *App) orderIn(ctx context.Context, tx *store.Tx, orderID string) (track.OrderState, []store.Sighted, error) {
	s, err := stateIn(ctx, tx.Reader, orderID)
	if err != nil {
		return s, nil, err
	}
	events, err := tx.EventsOf(ctx, orderID)
	return s, events, err
}

// inputIn is what an order follows from within a transaction, its facts in the order in which they were recorded.
func (a *App) inputIn(ctx context.Context, tx *store.Tx, orderID string) (track.Input, error) {
	events, err := tx.LiveEvents(ctx, orderID)
	return track.Input{OrderID: orderID, Events: events, Now: tx.Now(), Rules: a.rules()}, err
}

func isLive(events []store.Sighted, id string) bool {
	for _, e := range events {
		if e.ID == id {
			return e.Live
		}
	}
	return false
}
