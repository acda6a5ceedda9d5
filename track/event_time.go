package track

import (
	"cmp"
	"slices"
	"strings"
	"time"
)

// wrongClock is how far a stated time may lie ahead of when we learned it before it is put down to a wrong clock.
const wrongClock = 24 * time.Hour

// instant is the time e is ordered by: when it happened, read in zone if no offset was given; when it was recorded, if
// nobody said when it happened or the stated time lies more than a day ahead of when we learned it.
func (e *Event) instant(zone *time.Location) time.Time {
	t, _ := e.happened(zone)
	return t
}

// happened is instant, and whether it is the time that was stated.
func (e *Event) happened(zone *time.Location) (t time.Time, stated bool) {
	t, err := e.Occurred.At(zone)
	if err != nil || (!e.Recorded.IsZero() && t.After(e.Recorded.Add(wrongClock))) {
		return e.Recorded, false
	}
	return t, true
}

// chronological orders facts by when they happened, then by how far along they are, then reports before acts, acts as
// they were recorded, and last by id, so that the order is total and does not depend on how facts arrived.
func chronological(a, b *Event) int {
	if c := a.At.Compare(b.At); c != 0 {
		return c
	}
	if c := cmp.Compare(a.phase().Rank(), b.phase().Rank()); c != 0 {
		return c
	}
	x, y := a.Kind.IsAct(), b.Kind.IsAct()
	switch {
	case x != y && y:
		return -1
	case x != y:
		return 1
	case x:
		if c := a.Recorded.Compare(b.Recorded); c != 0 {
			return c
		}
	}
	return strings.Compare(a.ID, b.ID)
}

func earlier(a, b *Event) bool { return chronological(a, b) < 0 }

// timed are events once each, in chronological order, with the instant and the stamp they count with: a time that nobody
// stated, or that a wrong clock stated, is the time we learned of the fact.
func timed(events []Event, rules Rules) []*Event {
	own := make([]Event, 0, len(events)) // copies: what a caller handed in stays as it is
	at := make(map[string]int, len(events))
	for i := range events {
		e := &events[i]
		if first, seen := at[e.ID]; seen {
			own[first].sighted(e)
			continue
		}
		at[e.ID] = len(own)
		own = append(own, *e)
	}
	zone := rules.zone()
	out := make([]*Event, len(own))
	for i := range own {
		own[i] = rules.Understood(own[i])
		e, stated := &own[i], false
		if e.At, stated = e.happened(zone); !stated {
			e.Occurred = StampOf(e.At.In(zone))
		}
		e.Quantity = units(e.Quantity)
		out[i] = e
	}
	slices.SortFunc(out, chronological)
	return out
}

// sighted adds that a was seen again, as b: it was learned when it was first seen, and is as fresh as its freshest file.
func (a *Event) sighted(b *Event) {
	if b.Recorded.Before(a.Recorded) {
		a.Recorded = b.Recorded
	}
	if a.NamesDay() {
		a.Said = append(slices.Clone(a.saidBy()), b.saidBy()...)
	}
	x, _ := a.AsOf.At(time.UTC)
	y, _ := b.AsOf.At(time.UTC)
	if y.After(x) {
		a.AsOf = b.AsOf
	}
	a.Run = max(a.Run, b.Run)
}

// NamesDay reports whether e is a label's word on the day of delivery: what customers are told of it depends on every file that
// stated it, not on the freshest alone.
func (e *Event) NamesDay() bool {
	return e.Kind == ParcelStated && e.ParcelFacts != nil && e.ParcelFacts.EstimatedOn != ""
}

// saidBy is how fresh each file was that stated e.
func (e *Event) saidBy() []Stamp {
	if len(e.Said) == 0 {
		return []Stamp{e.AsOf}
	}
	return e.Said
}

// manyUnits is more than any line of any order; a larger quantity is a typing error that must not overflow a sum.
const manyUnits = 1_000_000

// units is a quantity that can be counted: never negative, because corrections are retractions.
func units(n int) int { return min(max(0, n), manyUnits) }
