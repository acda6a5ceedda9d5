package app

import (
	"context"
	"strings"

	"ordertrail/store"
	"ordertrail/track"
)

// Serials records which serial numbers of a line went out, in a parcel when that is named. because is why more are recorded than
// units were ordered, or one that went out with another order; "" leaves it to the rules. All are recorded or none.
func (o *Orders) Serials(id, line, parcel string, serials []string, because string) (err error) {
	defer o.app.guard("Orders.Serials", &err)
	ctx, err := o.app.ready()
	if err != nil {
		return err
	}
	state, err := o.app.state(ctx, id)
	if err != nil {
		return err
	}
	if line, err = lineOf(&state, line); err != nil {
		return err
	}
	ref, held := track.ParcelRef{}, ""
	if strings.TrimSpace(parcel) != "" {
		p, err := parcelOf(&state, parcel)
		if err != nil {
			return err
		}
		ref, held = refOf(*p), p.Parcel
	}
	nonce, err := o.app.randomID()
	if err != nil {
		return err
	}
	named := 0
	err = o.app.store.Update(ctx, func(tx *store.Tx) error {
		for i, s := range serials {
			e := track.Event{Kind: track.SerialShipped, Line: line, Code: track.SerialKey(s), Parcel: ref, ParcelID: held}
			if e.Code == "" {
				continue
			}
			named++
			if err := o.app.recordSerial(ctx, tx, id, e, because, nonce+"."+itoa(i)); err != nil {
				return err
			}
		}
		return nil
	})
	if err == nil && named == 0 {
		return fail("nothing-named", "name a serial number, for example SN-1234")
	}
	return err
}

// recordSerial records one, judged by what those before it made of the order and by what other orders know of it.
func (a *App) recordSerial(ctx context.Context, tx *store.Tx, id string, e track.Event, because, nonce string) error {
	s, err := stateIn(ctx, tx.Reader, id)
	if err != nil {
		return err
	}
	e = insisted(&s, e, because)
	other, err := outWith(ctx, tx.Reader, id, e.Code)
	switch {
	case err != nil:
		return err
	case other != "" && because == "":
		return a.refused(&track.Refusal{Code: "serial-elsewhere", Args: []string{e.Code, other}})
	case other != "" && e.Override == "":
		e.Override, e.Text = "serial-elsewhere", because
	}
	if err := a.actIn(ctx, tx, id, e, nonce); err != nil {
		return err
	}
	return tx.Settle(ctx)
}

// outWith is the number of another order that a serial number went out with and has not come back from; "" when there is none.
func outWith(ctx context.Context, q *store.Reader, id, key string) (string, error) {
	rows, err := q.Orders(ctx, store.Query{Search: key, Limit: 100})
	for i := range rows {
		if came, went := knowsSerial(&rows[i].State, key); rows[i].State.ID != id && went && !came {
			return rows[i].State.Order, nil
		}
	}
	return "", err
}
