package app

import (
	"context"

	"ordertrail/store"
	"ordertrail/track/carrier"
)

// hints are what the shop knows besides a number: whom a source names, and whom the shop ships with.
func hints(ctx context.Context, r *store.Reader, named string) (carrier.Hints, error) {
	own, err := ours(ctx, r)
	return carrier.Hints{Carrier: named, Own: own}, err
}

// oursNow are the carriers that the shop ships with, as far as they can be read: they only decide who is asked about first.
func (a *App) oursNow(ctx context.Context) []string {
	own, err := store.Look(ctx, a.store, func(r *store.Reader) ([]string, error) { return ours(ctx, r) })
	if err != nil {
		a.config.Log.Warn("carriers of the shop", "error", err)
	}
	return own
}

// namedNow are the words that name an order, a parcel or a return of the shop, as far as that can be read: they only decide
// whether somebody is asked what a mail says.
func (a *App) namedNow(ctx context.Context, words []string) []string {
	named, err := store.Look(ctx, a.store, func(r *store.Reader) ([]string, error) { return r.Named(ctx, words) })
	if err != nil {
		a.config.Log.Warn("numbers of the shop", "error", err)
	}
	return named
}

// recognise ranks whose number a text may be in this shop; links are the shop's own.
func (a *App) recognise(ctx context.Context, text, named string, inside bool) ([]carrier.Claim, error) {
	h, err := store.Look(ctx, a.store, func(r *store.Reader) (carrier.Hints, error) { return hints(ctx, r, named) })
	if err != nil {
		return nil, err
	}
	claims, links := claimsOf(text, h, inside), a.links()
	for i, c := range claims {
		claims[i].Link = links.Of(c.Carrier, c.Number)
	}
	return claims, nil
}
