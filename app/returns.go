package app

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"ordertrail/store"
	"ordertrail/track"
)

// Returns is what is done about goods that come back. It works line by line: a part may be received, inspected and decided.
type Returns struct{ app *App }

// ReturnLine names units of a line of a return.
type ReturnLine struct {
	Line     string `json:"line"`
	Quantity int    `json:"quantity"`
}

// Open opens a return of units of an order and gives it a number. It counts as authorised: whoever opens it agrees to it.
func (r *Returns) Open(orderID, why string, lines []ReturnLine) (number string, err error) {
	defer r.app.guard("Returns.Open", &err)
	ctx, err := r.app.ready()
	if err != nil {
		return "", err
	}
	if err := r.possible(ctx, orderID, lines, track.ReturnOpened); err != nil {
		return "", err
	}
	n, err := track.NewNumber(track.NumberReturn, r.app.config.Random)
	if err != nil {
		return "", err
	}
	number = string(n)
	var acts []track.Event
	for _, l := range lines {
		acts = append(acts, track.Event{Kind: track.ReturnOpened, Return: number, Code: "request", Text: why, Line: l.Line, Quantity: l.Quantity})
	}
	acts = append(acts, track.Event{Kind: track.ReturnAuthorised, Return: number, Code: "authorised"})
	return number, r.app.actAll(ctx, orderID, acts)
}

// Receive records that units of a return are on our dock.
func (r *Returns) Receive(number string, lines []ReturnLine) error {
	return r.each("Returns.Receive", number, lines, track.Event{Kind: track.ReturnReceived})
}

// grades and the words behind them are those of the inspection.
var grades = map[string]bool{"A": true, "B": true, "C": true, "D": true, "E": true}

// Inspect records the grade of units: A as new, B opened, C used, D defective, E not ours or missing.
func (r *Returns) Inspect(number, grade, note string, lines []ReturnLine) error {
	grade = strings.ToUpper(grade)
	if !grades[grade] {
		return fail("bad-grade", fmt.Sprintf("%q is no grade: A as new, B opened, C used, D defective, E not ours or missing", grade), grade)
	}
	return r.each("Returns.Inspect", number, lines, track.Event{Kind: track.ReturnInspected, Code: grade, Text: note})
}

// dispositions are what can become of goods that came back.
var dispositions = map[string]bool{
	"restock": true, "restock_open_box": true, "refurbish": true, "return_to_supplier": true, "scrap": true, "return_to_customer": true,
	"quarantine": true, "missing": true,
}

// Decide records what becomes of units.
func (r *Returns) Decide(number, disposition, why string, lines []ReturnLine) error {
	if !dispositions[disposition] {
		return fail("bad-disposition", fmt.Sprintf("%q is no disposition: restock, restock_open_box, refurbish, return_to_supplier, scrap, return_to_customer, quarantine or missing", disposition), disposition)
	}
	return r.each("Returns.Decide", number, lines, track.Event{Kind: track.ReturnDecided, Code: disposition, Text: why})
}

// resolutionsOf are what a customer gets.
var resolutionsOf = map[string]bool{
	"refund": true, "refund_part": true, "replacement": true, "exchange": true, "store_credit": true, "repair": true, "reject": true, "keep_item": true,
}

// Release records what the customer gets; nothing is released before somebody inspected the goods.
func (r *Returns) Release(number, resolution, note string) error {
	if !resolutionsOf[resolution] {
		return fail("bad-resolution", fmt.Sprintf("%q is no resolution: refund, refund_part, replacement, exchange, store_credit, repair, reject or keep_item", resolution), resolution)
	}
	return r.each("Returns.Release", number, nil, track.Event{Kind: track.ReturnReleased, Code: resolution, Text: note})
}

// Close ends a return.
func (r *Returns) Close(number string) error {
	return r.each("Returns.Close", number, nil, track.Event{Kind: track.ReturnClosed})
}

// Show is how a return stands, and the id of its order.
func (r *Returns) Show(number string) (v track.ReturnState, orderID string, err error) {
	defer r.app.guard("Returns.Show", &err)
	ctx, err := r.app.ready()
	if err != nil {
		return v, "", err
	}
	err = r.app.store.Read(ctx, func(q *store.Reader) error {
		if orderID, err = q.ReturnOrder(ctx, plainNumber(number)); err != nil {
			return fail("no-such-return", fmt.Sprintf("there is no return %s", number), number)
		}
		states, err := q.States(ctx, []string{orderID})
		for _, x := range states[orderID].Returns {
			if x.Return == plainNumber(number) {
				v = x
			}
		}
		return err
	})
	return v, orderID, err
}

// plainNumber is one of our own numbers as it is kept, however it was typed.
func plainNumber(text string) string {
	n, err := track.ParseNumber(text)
	if err != nil {
		return text
	}
	return string(n)
}

// each records one act for each line given; without lines, for each line of the return, with all its units; an act about
// the whole return is recorded once.
func (r *Returns) each(call, number string, lines []ReturnLine, e track.Event) (err error) {
	defer r.app.guard(call, &err)
	ctx, err := r.app.ready()
	if err != nil {
		return err
	}
	state, orderID, err := r.Show(number)
	if err != nil {
		return err
	}
	e.Return = state.Return
	whole := e.Kind == track.ReturnReleased || e.Kind == track.ReturnClosed
	if whole {
		return r.app.actAll(ctx, orderID, []track.Event{e})
	}
	if len(lines) == 0 {
		if lines, err = r.allLines(ctx, orderID, state, e.Kind); err != nil {
			return err
		}
	}
	if err := r.possible(ctx, orderID, lines, e.Kind); err != nil {
		return err
	}
	var acts []track.Event
	for _, l := range lines {
		e.Line, e.Quantity = l.Line, l.Quantity
		acts = append(acts, e)
	}
	if len(acts) == 0 {
		return fail("nothing-left", fmt.Sprintf("return %s has nothing left to %s", number, e.Kind), number)
	}
	return r.app.actAll(ctx, orderID, acts)
}

// possible refuses lines that the order does not have and units that it never had. A parcel that came back on its own, and
// goods that nobody announced, may be received all the same.
func (r *Returns) possible(ctx context.Context, orderID string, lines []ReturnLine, kind track.Kind) error {
	states, err := store.Look(ctx, r.app.store, func(q *store.Reader) (map[string]track.OrderState, error) { return q.States(ctx, []string{orderID}) })
	if err != nil {
		return err
	}
	o := states[orderID]
	for _, l := range lines {
		i := slices.IndexFunc(o.Lines, func(known track.LineState) bool { return known.Line == l.Line })
		if i < 0 {
			return fail("no-such-line", fmt.Sprintf("order %s has no line %q: `ordertrail order show %s --json` names its lines", o.Order, l.Line, o.Order), o.Order, l.Line)
		}
		g := o.Lines[i].Ledger
		most := g.Ordered - g.Cancelled + g.Replaced
		if kind == track.ReturnOpened {
			most -= g.ReturnRequested
		}
		if l.Quantity < 1 || l.Quantity > most {
			return fail("bad-quantity", fmt.Sprintf("%d of line %s of order %s cannot come back: at most %d can", l.Quantity, l.Line, o.Order, max(0, most)), o.Order, l.Line)
		}
	}
	return nil
}

// allLines is every line of a return with the units the act is still to be done for. A parcel that comes back on its own
// brings what was in it.
func (r *Returns) allLines(ctx context.Context, orderID string, x track.ReturnState, kind track.Kind) ([]ReturnLine, error) {
	var out []ReturnLine
	for _, l := range x.Lines {
		n := l.Requested - l.Received
		if kind != track.ReturnReceived {
			n = l.Received
		}
		if kind == track.ReturnInspected {
			n -= l.Inspected
		}
		if n > 0 {
			out = append(out, ReturnLine{l.Line, n})
		}
	}
	if len(x.Lines) > 0 || kind != track.ReturnReceived {
		return out, nil
	}
	states, err := store.Look(ctx, r.app.store, func(q *store.Reader) (map[string]track.OrderState, error) { return q.States(ctx, []string{orderID}) })
	for _, p := range states[orderID].Parcels {
		if p.Parcel == x.Parcel {
			for _, c := range p.Contents {
				out = append(out, ReturnLine(c))
			}
		}
	}
	return out, err
}

// actAll records several acts on one order, all or none.
func (a *App) actAll(ctx context.Context, orderID string, acts []track.Event) error {
	nonce, err := a.randomID()
	if err != nil {
		return err
	}
	return a.store.Update(ctx, func(tx *store.Tx) error {
		for i, e := range acts {
			if err := a.actIn(ctx, tx, orderID, e, nonce+"."+itoa(i)); err != nil {
				return err
			}
			if err := tx.Settle(ctx); err != nil {
				return err
			}
		}
		return nil
	})
}
