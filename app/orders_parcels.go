package app

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"unicode"

	"ordertrail/store"
	"ordertrail/track"
	"ordertrail/track/carrier"
)

// Void cancels a parcel's label: nothing of it was handed over.
func (o *Orders) Void(id, parcel, why string) error {
	return o.onParcel("Orders.Void", id, parcel, func(_ context.Context, _ *store.Tx, _ *track.OrderState, p *track.ParcelState) (track.Event, error) {
		return track.Event{Kind: track.ParcelVoided, Parcel: refOf(*p), Text: why}, nil
	})
}

// SayWhere is a person's word on where a parcel is. It stands over every report until it is taken back.
func (o *Orders) SayWhere(id, parcel, phase, why string) error {
	if strings.TrimSpace(why) == "" {
		return fail("no-reason", "say why: your word will stand over what the carrier reports")
	}
	return o.onParcel("Orders.SayWhere", id, parcel, func(_ context.Context, _ *store.Tx, _ *track.OrderState, p *track.ParcelState) (track.Event, error) {
		return track.Event{Kind: track.PhaseOverride, Parcel: refOf(*p), Phase: track.Phase(phase), Text: why}, nil
	})
}

// Relabel gives a parcel a new tracking number. The one before stays an alias: it still finds the parcel and still takes
// what the carrier reports under it. carrierID "" is the carrier that claims the number, else the one before.
func (o *Orders) Relabel(id, parcel, carrierID, tracking, why string) error {
	return o.onParcel("Orders.Relabel", id, parcel, func(ctx context.Context, tx *store.Tx, s *track.OrderState, p *track.ParcelState) (track.Event, error) {
		key := track.TrackingKey(carrier.NumberIn(tracking, carrier.Hints{Carrier: carrier.Parse(carrierID)}))
		if key == "" || key == p.Tracking {
			return track.Event{}, fail("same-number", fmt.Sprintf("%q is no new tracking number", tracking), tracking)
		}
		if !canBeTracking(key) {
			return track.Event{}, fail("bad-tracking", fmt.Sprintf("%q can be no tracking number: it has up to %d letters and digits", tracking, longestTracking), tracking)
		}
		places, err := tx.ParcelsByKey(ctx, "t:"+key)
		if err != nil {
			return track.Event{}, err
		}
		for _, place := range places {
			if place.OrderID != "" && place.OrderID != s.ID && place.ParcelID != p.Parcel {
				return track.Event{}, anothersLabel(ctx, tx, s, key, place.OrderID)
			}
		}
		if carrierID == "" {
			if carrierID, err = claimedBy(ctx, tx.Reader, key, p.Carrier); err != nil {
				return track.Event{}, err
			}
		}
		return track.Event{
			Kind: track.ParcelLabel, Text: why, Other: track.ParcelRef{Carrier: p.Carrier, Tracking: p.Tracking},
			Parcel: track.ParcelRef{Number: p.Parcel, Carrier: carrierID, Tracking: key},
		}, nil
	})
}

// anothersLabel refuses the label of another order's parcel.
func anothersLabel(ctx context.Context, tx *store.Tx, s *track.OrderState, key, of string) error {
	other, err := stateIn(ctx, tx.Reader, of)
	if err != nil {
		return err
	}
	return fail("wrong-label", fmt.Sprintf("%s belongs to a parcel of order %s, not of %s; if the two are one parcel, merge them", key, other.Order, s.Order), key, s.Order, other.Order)
}

// longestTracking is longer than any carrier's number; what a label's barcode holds besides was taken off before.
const longestTracking = 60

// canBeTracking reports whether a folded number may be a carrier's: a person types it, so a slip is better asked about now.
func canBeTracking(key string) bool {
	odd := func(r rune) bool {
		return r > unicode.MaxASCII || !unicode.IsLetter(r) && !unicode.IsDigit(r) && !strings.ContainsRune("/._", r)
	}
	return len(key) <= longestTracking && !strings.ContainsFunc(key, odd)
}

// claimedBy is the carrier that most likely gave out the number: the one that spoke of it already, the parcel's own where that one
// may have, else one that the shop ships with.
func claimedBy(ctx context.Context, r *store.Reader, number, own string) (string, error) {
	h, err := hints(ctx, r, "")
	if err != nil {
		return own, err
	}
	claims := carrier.Recognise(number, h)
	if len(claims) > 0 && claims[0].Why == carrier.OfParcel {
		return claims[0].Carrier, nil
	}
	if len(claims) == 0 || claims[0].Check != carrier.Valid || slices.ContainsFunc(claims, func(c carrier.Claim) bool { return c.Carrier == own }) {
		return own, nil
	}
	return claims[0].Carrier, nil
}

// Merge makes one parcel of two records of it, such as one under a mistyped number. record is any number of the second: of
// this order or of none yet. The first keeps its number, the second's stays an alias.
func (o *Orders) Merge(id, parcel, record, why string) error {
	return o.onParcel("Orders.Merge", id, parcel, func(ctx context.Context, tx *store.Tx, s *track.OrderState, p *track.ParcelState) (track.Event, error) {
		kept, err := recordRef(ctx, tx, s.ID, p.Parcel, p.Carrier, p.Tracking)
		if err != nil {
			return track.Event{}, err
		}
		other, err := otherRecord(ctx, tx, s, record)
		e := track.Event{Kind: track.ParcelMerged, ParcelID: p.Parcel, Parcel: kept, Other: other, Text: why}
		return insisted(s, e, why), err
	})
}

// otherRecord names the second record of a merge.
func otherRecord(ctx context.Context, tx *store.Tx, s *track.OrderState, text string) (track.ParcelRef, error) {
	if p, err := parcelOf(s, text); err == nil {
		return recordRef(ctx, tx, s.ID, p.Parcel, p.Carrier, p.Tracking)
	}
	key := "t:" + track.TrackingKey(text)
	if own, err := track.ParseNumber(text); err == nil {
		key = "n:" + string(own)
	}
	places, err := tx.ParcelsByKey(ctx, key)
	switch {
	case err != nil:
		return track.ParcelRef{}, err
	case len(places) == 0:
		return track.ParcelRef{}, fail("no-such-parcel", fmt.Sprintf("no parcel %s is known", text), s.Order, text)
	case len(places) > 1:
		return track.ParcelRef{}, fail("which-parcel", fmt.Sprintf("%s is on several parcels: name the one you mean by our own number", text), text)
	}
	if of := places[0].OrderID; of != "" && of != s.ID {
		return track.ParcelRef{}, anothersParcel(ctx, tx, s, text, of)
	}
	tracking, _ := strings.CutPrefix(key, "t:")
	if tracking == key {
		tracking = ""
	}
	return recordRef(ctx, tx, places[0].OrderID, places[0].ParcelID, places[0].Carrier, tracking)
}

// anothersParcel refuses a record that belongs to another order: joining the two would leave both orders without a parcel.
func anothersParcel(ctx context.Context, tx *store.Tx, s *track.OrderState, text, of string) error {
	other, err := stateIn(ctx, tx.Reader, of)
	if err != nil {
		return err
	}
	return fail("anothers-parcel", fmt.Sprintf("parcel %s belongs to order %s, not to %s: correct the file that says so, or mark one order as a repeat of the other", text, other.Order, s.Order), text, other.Order, s.Order)
}

// recordRef names a record so that it meets its own facts: by its number, by the label that alone names it within its
// order, and by its tracking number.
func recordRef(ctx context.Context, tx *store.Tx, orderID, parcel, carrierID, tracking string) (track.ParcelRef, error) {
	ref := track.ParcelRef{Number: parcel, Carrier: carrierID, Tracking: tracking}
	if tracking != "" || orderID == "" {
		return ref, nil
	}
	events, err := tx.LiveEvents(ctx, orderID)
	for _, e := range events {
		if _, notOurs := track.ParseNumber(e.Parcel.Number); e.ParcelID == parcel && e.Parcel.Number != "" && notOurs != nil {
			ref.Number = e.Parcel.Number
		}
	}
	return ref, err
}

// onParcel records one act on a parcel that a person names by any of its numbers.
func (o *Orders) onParcel(call, id, parcel string, act func(context.Context, *store.Tx, *track.OrderState, *track.ParcelState) (track.Event, error)) (err error) {
	defer o.app.guard(call, &err)
	ctx, err := o.app.ready()
	if err != nil {
		return err
	}
	nonce, err := o.app.randomID()
	if err != nil {
		return err
	}
	return o.app.store.Update(ctx, func(tx *store.Tx) error {
		s, err := stateIn(ctx, tx.Reader, id)
		if err != nil {
			return err
		}
		p, err := parcelOf(&s, parcel)
		if err != nil {
			return err
		}
		e, err := act(ctx, tx, &s, p)
		if err != nil {
			return err
		}
		e.ParcelID = p.Parcel
		return o.app.actIn(ctx, tx, id, e, nonce)
	})
}
