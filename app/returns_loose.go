package app

import (
	"context"
	"fmt"
	"strings"

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

// Unannounced records goods that came back without anybody having asked. With an order they are units of it: those that can
// only be a parcel on its way back to us are received as that parcel's return, those that may be one are a question, unless a
// person says that they are none. Everything else gets a return number of its own. Without an order, goods says what they are,
// by SKU or in a few words, and they wait to be matched.
func (r *Returns) Unannounced(g ArrivedGoods) (v ArrivedAs, err error) {
	defer r.app.guard("Returns.Unannounced", &err)
	ctx, err := r.app.ready()
	if err != nil {
		return v, err
	}
	if v.Return, err = r.newNumber(); err != nil {
		return v, err
	}
	if g.OrderID == "" {
		return v, r.receiveLoose(ctx, v.Return, g.Goods, g.Lines)
	}
	nonce, err := r.app.randomID()
	if err != nil {
		return v, err
	}
	err = r.app.store.Update(ctx, func(tx *store.Tx) error { // judged and recorded at once: two who unload the same parcel wait for each other
		v, err = r.arrive(ctx, tx, g, v.Return, nonce)
		return err
	})
	return v, err
}

// arrive records goods of an order under the return they can only be, else under the number given.
func (r *Returns) arrive(ctx context.Context, tx *store.Tx, g ArrivedGoods, number, nonce string) (v ArrivedAs, err error) {
	o, err := stateIn(ctx, tx.Reader, g.OrderID)
	if err != nil {
		return v, err
	}
	if g.Lines, err = possible(&o, g.Lines, track.ReturnReceived); err != nil {
		return v, err
	}
	v.Return = number
	e := track.Event{Kind: track.ReturnReceived, Code: track.Apart}
	if !g.Apart {
		e.Code = ""
		if v, err = recognised(&o, g.Lines, v); err != nil {
			return v, err
		}
	}
	e.Return = v.Return
	if len(g.Lines) == 0 { // nobody has looked into the box
		g.Lines = []ReturnLine{{Quantity: 1}}
	}
	for i, l := range g.Lines {
		e.Line, e.Quantity = l.Line, l.Quantity
		if err := r.app.actIn(ctx, tx, g.OrderID, e, nonce+"."+itoa(i)); err != nil {
			return v, err
		}
		if err := tx.Settle(ctx); err != nil {
			return v, err
		}
	}
	return v, nil
}

// recognised is the return that goods can only be, else v; where they may be one, it asks.
func recognised(o *track.OrderState, lines []ReturnLine, v ArrivedAs) (ArrivedAs, error) {
	var units []track.Content
	for _, l := range lines {
		units = append(units, track.Content(l))
	}
	a := o.ArrivalOf(units)
	switch {
	case a.Into != "":
		return ArrivedAs{Return: a.Into, Parcel: o.Return(a.Into).Parcel}, nil
	case len(a.May) > 0:
		return v, fail("which-return", fmt.Sprintf("what came of order %s may be %s: receive it as that with `ordertrail return receive`, or say with --apart that it is something else", o.Order, backs(o, a.May)), o.Order, backs(o, a.May))
	case len(a.Here) > 0:
		return v, fail("came-already", fmt.Sprintf("of order %s came already: %s. Say with --apart that more came than that", o.Order, backs(o, a.Here)), o.Order, backs(o, a.Here))
	}
	return v, nil
}

// backs names returns with the parcels they come back as: "RK2QW (parcel P7KQ)".
func backs(o *track.OrderState, numbers []string) string {
	var out []string
	for _, n := range numbers {
		out = append(out, n+" ("+o.Return(n).Parcel+")")
	}
	return strings.Join(out, ", ")
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
			return fail("cannot-match", fmt.Sprintf("return %s is %s already", grouped(number), grouped(target.Return)), number, into)
		case targetOrder == "" || known != "" && known != targetOrder:
			return fail("cannot-match", fmt.Sprintf("return %s cannot become part of %s: that one is of another order, or of none", grouped(number), grouped(into)), number, into)
		}
		orderID, into = targetOrder, target.Return
		if state.Uncounted > 0 && len(lines) == 0 {
			if lines, err = r.allLines(ctx, targetOrder, target, track.ReturnReceived); err != nil {
				return err
			}
		}
	}
	if known != "" && known != orderID {
		return fail("cannot-match", fmt.Sprintf("return %s is of another order already", grouped(number)), number)
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
	o, err := stateIn(ctx, tx.Reader, orderID)
	if err != nil {
		return err
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
