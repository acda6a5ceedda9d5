package app

import (
	"context"
	"fmt"

	"ordertrail/store"
	"ordertrail/track"
)

// find is how a return stands, and the id of its order; "" while nobody knows the order. It is named by our number, else by what
// its platform or its supplier calls it.
func (r *Returns) find(ctx context.Context, number string) (s track.ReturnState, orderID string, err error) {
	err = r.app.store.Read(ctx, func(q *store.Reader) (err error) {
		if s, orderID, err = r.numbered(ctx, q, plainNumber(number)); err != nil || s.Return != "" {
			return err
		}
		called, err := q.ReturnCalled(ctx, number)
		if err == nil && called != "" {
			s, orderID, err = r.numbered(ctx, q, called)
		}
		return err
	})
	if err == nil && s.Return == "" {
		err = fail("no-such-return", fmt.Sprintf("there is no return %s; `ordertrail return list` shows those that are open", grouped(number)), number)
	}
	return s, orderID, err
}

// numbered is the return of ours with a number, as find has it; the zero one where there is none.
func (r *Returns) numbered(ctx context.Context, q *store.Reader, plain string) (s track.ReturnState, orderID string, err error) {
	if orderID, err = q.ReturnOrder(ctx, plain); err != nil {
		loose, err := r.app.looseReturns(ctx, q)
		for _, x := range loose {
			if x.Return == plain {
				s = x
			}
		}
		return s, "", err
	}
	states, err := q.States(ctx, []string{orderID})
	if err != nil {
		return s, orderID, err
	}
	o := states[orderID]
	if o.Returns, err = withWords(ctx, q, o.Returns); err != nil {
		return s, orderID, err
	}
	if x := o.Return(plain); x != nil {
		s = *x
	}
	return s, orderID, nil
}

// plainNumber is one of our own numbers as it is kept, however it was typed.
func plainNumber(text string) string {
	n, err := track.ParseNumber(text)
	if err != nil {
		return text
	}
	return string(n)
}
