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
