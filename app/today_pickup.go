package app

import (
	"slices"
	"strings"
	"time"

	"ordertrail/store"
	"ordertrail/track"
)

// Read a row as: a parcel in <phase> is still here, and ready to be fetched or not.
var stillHere = map[track.Phase]bool{
	track.Planned:  false,
	track.Picking:  false,
	track.Picked:   false,
	track.Packing:  false,
	track.Packed:   true,
	track.Labelled: true,
	track.Staged:   true,
}

// hereFor is how many parcels wait for one carrier.
type hereFor struct{ ready, behind int }

// waitingFor counts by carrier what is still here, from counters; a parcel without a carrier waits for none.
func waitingFor(counts map[string]int) map[string]hereFor {
	out := map[string]hereFor{}
	for name, n := range counts {
		phase, code, _ := store.ParcelsCounted(name)
		ready, here := stillHere[phase]
		if !here || code == "" || n == 0 {
			continue
		}
		h := out[code]
		if ready {
			h.ready += n
		} else {
			h.behind += n
		}
		out[code] = h
	}
	return out
}

// pickupOf is the next pick-up of a carrier for which something waits, and what waits for it: of all carriers that come at that
// time. Carriers for which something waits and whose time nobody knows are named beside it.
func pickupOf(counts map[string]int, rules track.Rules, now time.Time, stamp func(time.Time) string) Pickup {
	p, next := Pickup{Carriers: []string{}, Unset: []string{}}, time.Time{}
	here := waitingFor(counts)
	for code, h := range here {
		at := rules.NextPickup(now, code)
		switch {
		case at.IsZero():
			p.Unset = append(p.Unset, code)
			continue
		case !next.IsZero() && at.After(next):
			continue
		case next.IsZero() || at.Before(next):
			next, p.Carriers, p.Ready, p.Behind = at, nil, 0, 0
		}
		p.Carriers = append(p.Carriers, code)
		p.Ready += h.ready
		p.Behind += h.behind
	}
	if len(here) == 0 {
		next = rules.NextPickup(now, track.AnyCarrier)
	}
	p.At, p.Carriers = stamp(next), nonNil(p.Carriers)
	slices.SortFunc(p.Carriers, func(x, y string) int { // those with most parcels first
		if a, b := here[x], here[y]; a.ready+a.behind != b.ready+b.behind {
			return b.ready + b.behind - a.ready - a.behind
		}
		return strings.Compare(x, y)
	})
	slices.Sort(p.Unset)
	return p
}
