package app

import (
	"context"
	"errors"
	"fmt"

	"ordertrail/store"
)

// meanings are what a barcode can be taught to mean, and how the target a person names is found.
var meanings = map[string]func(a *App, ctx context.Context, tx *store.Tx, target, source string) (string, error){
	"item": (*App).itemNamed, "order": (*App).orderNamed, "parcel": (*App).parcelNamed,
}

// Teach says what a barcode of the review queue means from now on: an item by its SKU, an order or a parcel by its number.
// Scans go on to mean what they exactly are first; what was taught comes after.
func (i *Imports) Teach(unread, means, target, source string) (err error) {
	defer i.app.guard("Imports.Teach", &err)
	find, known := meanings[means]
	if !known {
		return fail("bad-meaning", fmt.Sprintf("a barcode cannot mean %q: item, order or parcel", means), means)
	}
	return i.app.withUnread(unread, func(ctx context.Context, tx *store.Tx, u store.Unread) error {
		if u.Kind != "scan" {
			return fail("not-a-barcode", "only a barcode can be taught a meaning here", u.Kind)
		}
		found, err := find(i.app, ctx, tx, target, source)
		if err != nil {
			return err
		}
		err = tx.Teach(store.Taught{Code: string(u.Raw), Means: means, Target: found, Unread: u.ID, By: i.app.Settings().Operator})
		if err != nil {
			return err
		}
		return tx.SetUnread(ctx, u.ID, store.UnreadTaught)
	})
}

// Dismiss takes an entry out of the review queue; it is kept, and the same bytes do not come back to the queue.
func (i *Imports) Dismiss(unread string) (err error) {
	defer i.app.guard("Imports.Dismiss", &err)
	return i.app.withUnread(unread, func(ctx context.Context, tx *store.Tx, u store.Unread) error {
		return tx.SetUnread(ctx, u.ID, store.UnreadDismissed)
	})
}

// Reopen puts an entry back into the review queue and forgets what its code or its words were taught to mean, with which every mail
// that they read waits again. It answers with how many entries that puts back.
func (i *Imports) Reopen(unread string) (v Reopened, err error) {
	defer i.app.guard("Imports.Reopen", &err)
	err = i.app.withUnread(unread, func(ctx context.Context, tx *store.Tx, u store.Unread) error {
		before, err := tx.UnreadCount(ctx)
		if err != nil {
			return err
		}
		if err := errors.Join(i.app.forgetWording(ctx, tx, u.ID), tx.Unteach(u.ID), tx.SetUnread(ctx, u.ID, store.UnreadOpen)); err != nil {
			return err
		}
		after, err := tx.UnreadCount(ctx)
		v.Waiting = after - before
		return err
	})
	return v, err
}

// withUnread works on one entry of the review queue.
func (a *App) withUnread(id string, work func(context.Context, *store.Tx, store.Unread) error) error {
	ctx, err := a.ready()
	if err != nil {
		return err
	}
	return a.store.Update(ctx, func(tx *store.Tx) error {
		u, err := tx.Unread(ctx, id)
		if errors.Is(err, store.ErrNotFound) {
			return fail("no-such-unread", fmt.Sprintf("nothing unread is called %s; `ordertrail unread list` names what there is", id), id)
		}
		if err != nil {
			return err
		}
		return work(ctx, tx, u)
	})
}

// itemNamed checks that an SKU is on the stock list or was ever ordered.
func (a *App) itemNamed(ctx context.Context, tx *store.Tx, sku, _ string) (string, error) {
	codes, err := tx.ItemsByCode(ctx, sku)
	switch {
	case err != nil:
		return "", err
	case len(codes) == 1:
		return codes[0].SKU, nil
	}
	ordered, err := tx.Ordered(ctx, sku)
	if err == nil && !ordered {
		err = fail("no-such-item", fmt.Sprintf("no item %q is on the stock list or was ever ordered", sku), sku)
	}
	return sku, err
}

func (a *App) orderNamed(ctx context.Context, tx *store.Tx, number, source string) (string, error) {
	found, err := tx.OrdersByNumber(ctx, number, source)
	switch {
	case err != nil:
		return "", err
	case len(found) == 0:
		return "", fail("no-such-order", fmt.Sprintf("no order %q is known", number), number)
	case len(found) > 1:
		return "", fail("which-order", fmt.Sprintf("%q is an order of %s: say which with --source", number, sourcesOf(found)), number, sourcesOf(found))
	}
	return found[0].ID, nil
}

// parcelNamed finds a parcel of an order by our number.
func (a *App) parcelNamed(ctx context.Context, tx *store.Tx, number, _ string) (string, error) {
	id := ungrouped(number)
	places, err := tx.ParcelsByID(ctx, id)
	if err == nil && len(places) != 1 {
		err = fail("no-such-box", fmt.Sprintf("no parcel %q is known", number), number)
	}
	return id, err
}
