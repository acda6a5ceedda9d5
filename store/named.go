package store

import (
	"context"
	"fmt"

	"ordertrail/track"
)

// Named are those of some words, as they are written there, that name an order, a parcel of an order, or a return of the shop. Where
// none does, the first of them may be what a platform or a supplier calls a return.
func (r *Reader) Named(ctx context.Context, words []string) ([]string, error) {
	byKey := map[string][]string{} // what a word may be kept under
	var orders, parcels, returns []string
	for _, word := range words {
		order, tracking := track.OrderKey(word), "t:"+track.TrackingKey(word)
		orders, parcels = append(orders, order), append(parcels, tracking)
		byKey[order], byKey[tracking] = append(byKey[order], word), append(byKey[tracking], word)
		if own, err := track.ParseNumber(word); err == nil {
			parcels, returns = append(parcels, "n:"+string(own)), append(returns, string(own))
			byKey["n:"+string(own)], byKey[string(own)] = append(byKey["n:"+string(own)], word), append(byKey[string(own)], word)
		}
	}
	found, err := all(ctx, r.q, scanText, `SELECT o.key FROM orders o WHERE o.key IN (SELECT value FROM json_each($1))
		UNION SELECT k.key FROM parcel_keys k JOIN events e ON e.seq = k.event_seq
			WHERE k.key IN (SELECT value FROM json_each($2)) AND e.live = 1 AND e.order_id <> ''
		UNION SELECT id FROM returns WHERE id IN (SELECT value FROM json_each($3))`, jsonList(orders), jsonList(parcels), jsonList(returns))
	if err != nil {
		return nil, fmt.Errorf("what of a mail is the shop's: %w", err)
	}
	for _, word := range words[:min(len(words), mostSearched)] {
		if len(found) > 0 {
			break // one that names something is enough
		}
		back, err := r.ReturnCalled(ctx, word)
		if err != nil {
			return nil, err
		}
		if back != "" {
			found = append(found, track.OrderKey(word))
		}
	}
	known := map[string]bool{}
	for _, key := range found {
		for _, word := range byKey[key] {
			known[word] = true
		}
	}
	out := []string{}
	for _, word := range words {
		if known[word] {
			out, known[word] = append(out, word), false
		}
	}
	return out, nil
}

// ReturnCalled is the number of the return that a platform or a supplier calls so, whatever the case of its letters; "" when no return
// is called so, or several are.
func (r *Reader) ReturnCalled(ctx context.Context, reference string) (string, error) {
	key := track.OrderKey(reference)
	if len(key) < shortestReference {
		return "", nil
	}
	rows, err := r.Orders(ctx, Query{Search: reference, Whole: true, Limit: mostCalled})
	if err != nil {
		return "", fmt.Errorf("return %q: %w", reference, err)
	}
	found := ""
	for _, o := range rows {
		for _, back := range o.State.Returns {
			if track.OrderKey(back.Reference) != key && (back.Warranty == nil || track.OrderKey(back.Warranty.Reference) != key) {
				continue
			}
			if found != "" && found != back.Return {
				return "", nil
			}
			found = back.Return
		}
	}
	return found, nil
}

// What is looked for among references: nothing shorter, which names anything, and no more orders than may hold one number.
const (
	shortestReference = 4
	mostCalled        = 50
	mostSearched      = 20 // words of one mail
)
