package app

import (
	"context"
	"slices"

	"ordertrail/store"
	"ordertrail/track"
	"ordertrail/track/carrier"
)

// hints are what the shop knows besides a number: with whom its own parcels of that number go, whom a source names, and whom the
// shop ships with. They hold for as long as r does.
func hints(ctx context.Context, r *store.Reader, named string) (carrier.Hints, error) {
	own, err := ours(ctx, r)
	of := func(number string) []string {
		ids, _ := carriersOf(ctx, r, number) // whoever cannot read goes by the number
		return ids
	}
	return carrier.Hints{Carrier: named, Own: own, Parcels: of}, err
}

// carriersOf are the carriers of the shop's parcels that have a tracking number, each once.
func carriersOf(ctx context.Context, r *store.Reader, number string) ([]string, error) {
	places, err := r.ParcelsByKey(ctx, "t:"+number)
	var out []string
	for _, p := range places {
		if p.OrderID != "" && p.Carrier != "" && !slices.Contains(out, p.Carrier) {
			out = append(out, p.Carrier)
		}
	}
	return out, err
}

// oursNow are the carriers that the shop ships with, as far as they can be read: they only decide who is asked about first.
func (a *App) oursNow(ctx context.Context) []string {
	own, err := store.Look(ctx, a.store, func(r *store.Reader) ([]string, error) { return ours(ctx, r) })
	if err != nil {
		a.config.Log.Warn("carriers of the shop", "error", err)
	}
	return own
}

// carriersNow are the carriers of the shop's parcels that have a tracking number, as far as they can be read.
func (a *App) carriersNow(ctx context.Context, number string) []string {
	ids, err := store.Look(ctx, a.store, func(r *store.Reader) ([]string, error) { return carriersOf(ctx, r, number) })
	if err != nil {
		a.config.Log.Warn("carriers of a number", "error", err)
	}
	return ids
}

// returnedNow is the return that a platform or a supplier calls so, as far as that can be read.
func (a *App) returnedNow(ctx context.Context, reference string) string {
	back, err := store.Look(ctx, a.store, func(r *store.Reader) (string, error) { return r.ReturnCalled(ctx, reference) })
	if err != nil {
		a.config.Log.Warn("return of a reference", "error", err)
	}
	return back
}

// orderedNow reports whether an order has a number, as far as that can be read.
func (a *App) orderedNow(ctx context.Context, number string) bool {
	found, err := store.Look(ctx, a.store, func(r *store.Reader) ([]track.OrderState, error) { return r.OrdersByNumber(ctx, number, "") })
	if err != nil {
		a.config.Log.Warn("order of a reference", "error", err)
	}
	return len(found) > 0
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
	claims, err := store.Look(ctx, a.store, func(r *store.Reader) ([]carrier.Claim, error) {
		h, err := hints(ctx, r, named)
		return claimsOf(text, h, inside), err
	})
	if err != nil {
		return nil, err
	}
	links := a.links()
	for i, c := range claims {
		claims[i].Link = links.Of(c.Carrier, c.Number)
	}
	return claims, nil
}
