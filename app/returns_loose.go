package app

import (
	"context"
	"fmt"

	"ordertrail/store"
	"ordertrail/track"
)

// looseReturns are returned goods of which nobody knows the order.
func (a *App) looseReturns(ctx context.Context, q *store.Reader) ([]track.ReturnState, error) {
	facts, err := q.LooseReturnFacts(ctx)
	if err != nil || len(facts) == 0 {
		return nil, err
	}
	return track.LooseReturns(facts, a.now(), a.rules()), nil
}

// Unannounced records goods that came back without anybody having asked, and gives them a return number. With an order
// they are units of it; without one, goods says what they are, by SKU or in a few words, and they wait to be matched.
func (r *Returns) Unannounced(orderID, goods string, lines []ReturnLine) (number string, err error) {
	defer r.app.guard("Returns.Unannounced", &err)
	ctx, err := r.app.ready()
	if err != nil {
		return "", err
	}
	if number, err = r.newNumber(); err != nil {
		return "", err
	}
	if orderID == "" {
		return number, r.receiveLoose(ctx, number, goods, lines)
	}
	if lines, err = r.possible(ctx, orderID, lines, track.ReturnReceived); err != nil {
		return "", err
	}
	var acts []track.Event
	for _, l := range lines {
		acts = append(acts, track.Event{Kind: track.ReturnReceived, Return: number, Line: l.Line, Quantity: l.Quantity})
	}
	if len(acts) == 0 { // nobody has looked into the box
		acts = []track.Event{{Kind: track.ReturnReceived, Return: number, Quantity: 1}}
	}
	return number, r.app.actAll(ctx, orderID, acts)
}

// receiveLoose records goods without an order; the units of lines count, their names do not.
func (r *Returns) receiveLoose(ctx context.Context, number, goods string, lines []ReturnLine) error {
	if goods == "" {
		return fail("nothing-named", "say what came, by SKU or in a few words, so that somebody can find its order")
	}
	n := 0
	for _, l := range lines {
		n += max(0, l.Quantity)
	}
	e := track.Event{Kind: track.ReturnReceived, Return: number, Quantity: max(1, n), ReturnFacts: &track.ReturnFacts{Goods: goods}}
	return r.app.actLoose(ctx, track.ReturnState{Return: number, Loose: true}, e)
}

// actLoose records an act on a return of which nobody knows the order.
func (a *App) actLoose(ctx context.Context, state track.ReturnState, e track.Event) error {
	nonce, err := a.randomID()
	if err != nil {
		return err
	}
	e.Nonce, e.Actor, e.Source = nonce, a.Settings().Operator, track.Source{ID: "office", Kind: track.SourcePerson}
	seen := track.OrderState{Returns: []track.ReturnState{state}}
	if refused := track.Check(&seen, e); refused != nil {
		return a.refused(refused)
	}
	return a.store.Update(ctx, func(tx *store.Tx) error {
		typed := e.Text
		e.Text, e.Occurred = "", a.stampNow(tx.Now())
		_, err := tx.Append(ctx, store.Recorded{Event: e, Raw: typed})
		return err
	})
}

// Match says which order goods belong to that came unannounced: as units of its lines, or as part of one of its returns
// (into). Without lines, goods of which nobody knew the order are everything that return still expects.
func (r *Returns) Match(number, orderID, into string, lines []ReturnLine) (err error) {
	defer r.app.guard("Returns.Match", &err)
	ctx, err := r.app.ready()
	if err != nil {
		return err
	}
	state, known, err := r.find(ctx, number)
	if err != nil {
		return err
	}
	if into != "" {
		target, targetOrder, err := r.find(ctx, into)
		switch {
		case err != nil:
			return err
		case target.Return == state.Return:
			return fail("cannot-match", fmt.Sprintf("return %s is %s already", number, target.Return), number, into)
		case targetOrder == "" || known != "" && known != targetOrder:
			return fail("cannot-match", fmt.Sprintf("return %s cannot become part of %s: that one is of another order, or of none", number, into), number, into)
		}
		orderID, into = targetOrder, target.Return
		if state.Uncounted > 0 && len(lines) == 0 {
			if lines, err = r.allLines(ctx, targetOrder, target, track.ReturnReceived); err != nil {
				return err
			}
		}
	}
	if known != "" && known != orderID {
		return fail("cannot-match", fmt.Sprintf("return %s is of another order already", number), number)
	}
	if lines, err = r.possible(ctx, orderID, lines, track.ReturnReceived); err != nil {
		return err
	}
	return r.match(ctx, state, orderID, into, lines)
}

// match records it. The acts name the order, and so bring everything else about the return with them.
func (r *Returns) match(ctx context.Context, state track.ReturnState, orderID, into string, lines []ReturnLine) error {
	acts := []track.Event{{Kind: track.ReturnMatched, Return: state.Return, Code: into}}
	if state.Uncounted > 0 && len(lines) == 0 {
		return fail("nothing-named", "say which line of the order it is, for example --line 1=1")
	}
	for i, l := range lines {
		e := track.Event{Kind: track.ReturnMatched, Return: state.Return, Code: into, Line: l.Line, Quantity: l.Quantity}
		if i == 0 {
			acts[0] = e
			continue
		}
		acts = append(acts, e)
	}
	nonce, err := r.app.randomID()
	if err != nil {
		return err
	}
	return r.app.store.Update(ctx, func(tx *store.Tx) error {
		for i, e := range acts {
			if err := r.app.matchIn(ctx, tx, orderID, e, nonce+"."+itoa(i)); err != nil {
				return err
			}
		}
		return nil
	})
}

// matchIn records one match. The order cannot say yet whether it fits: it does not know the return.
func (a *App) matchIn(ctx context.Context, tx *store.Tx, orderID string, e track.Event, nonce string) error {
	states, err := tx.States(ctx, []string{orderID})
	if err != nil {
		return err
	}
	o, ok := states[orderID]
	if !ok {
		return fail("no-such-order", "this order is not known any more", orderID)
	}
	if o.Return(e.Return) != nil {
		if refused := track.Check(&o, e); refused != nil {
			return a.refused(refused)
		}
	}
	e.Order = track.OrderRef{Source: o.Source, Number: o.Order}
	e.Nonce, e.Actor, e.Source = nonce, a.Settings().Operator, track.Source{ID: "office", Kind: track.SourcePerson}
	if e.Occurred, err = a.actTime(ctx, tx, orderID); err != nil {
		return err
	}
	if _, err = tx.Append(ctx, store.Recorded{Event: e}); err != nil {
		return err
	}
	return tx.Settle(ctx)
}
