package store

import (
	"slices"
	"time"

	"ordertrail/track"
)

// Filter narrows a list of orders to those that are alike in what it names; what it leaves empty may be anything.
type Filter struct {
	Since      time.Time // placed then or later
	Carrier    string    // of any of its parcels
	Promise    track.PromiseState
	Delivered  track.Share
	HandedOver track.Share
	Returns    track.Share
}

// IsZero reports whether every order passes.
func (f Filter) IsZero() bool { return f == Filter{} }

// earliest is before every moment at which an order can have been placed.
const earliest = -int64(1) << 62

func (f Filter) since() int64 {
	if f.Since.IsZero() {
		return earliest
	}
	return f.Since.UnixMilli()
}

// Holds reports whether an order that was placed then passes.
func (f Filter) Holds(s track.OrderState, placed int64) bool {
	is, carried := s.Facets, func(p track.ParcelState) bool { return p.Carrier == f.Carrier && !p.Voided }
	return placed >= f.since() && (f.Carrier == "" || slices.ContainsFunc(s.Parcels, carried)) && wanted(f.Promise, is.Promise) &&
		wanted(f.Delivered, is.Delivered) && wanted(f.HandedOver, is.HandedOver) && wanted(f.Returns, is.Returns)
}

// wanted reports whether what is asked for, anything or one word, is there.
func wanted[T ~string](asked, is T) bool { return asked == "" || asked == is }

// passes is Holds for the orders that a statement goes through; its texts are $7 to $12.
const passes = ` o.placed_at >= $7
		AND ($8 = '' OR EXISTS (SELECT 1 FROM json_each(o.state, '$.parcels') p
			WHERE p.value ->> '$.carrier' = $8 AND coalesce(p.value ->> '$.voided', 0) = 0))
		AND ($9 = '' OR o.state ->> '$.facets.promise' = $9) AND ($10 = '' OR o.state ->> '$.facets.delivered' = $10)
		AND ($11 = '' OR o.state ->> '$.facets.handed_over' = $11) AND ($12 = '' OR o.state ->> '$.facets.returns' = $12)`
