package track

import (
	"slices"
	"time"
)

// Merged is one entry of a timeline: a fact, and everybody who states it.
type Merged struct {
	Event   Event    `json:"event"`   // the statement that says most: a time rather than a day, a reason rather than none
	Events  []string `json:"events"`  // ids of all statements, the leading one first
	Sources []Source `json:"sources"` // who states it, the leading one first; never empty
}

// Merge makes a timeline of events, oldest first. What several sources report about one parcel is one entry when it is the
// same phase within the same minute of the clock, or on the same day when one of them knows only the day. Two reports of
// one source stay two entries, and so do all acts: a packer may well pack two units in a minute. Nothing is lost, and the
// order of events does not matter. An event without an instant (At) gets the one it has in UTC.
func Merge(events []Event) []Merged {
	sorted := make([]*Event, 0, len(events))
	seen := make(map[string]bool, len(events))
	for _, e := range pointers(slices.Clone(events)) {
		if seen[e.ID] {
			continue
		}
		seen[e.ID] = true
		if e.At.IsZero() {
			e.At = e.instant(time.UTC)
		}
		sorted = append(sorted, e)
	}
	slices.SortFunc(sorted, chronological)
	groups := sameFacts(sorted)
	out := make([]Merged, 0, len(groups))
	for _, g := range groups {
		m := Merged{Event: *g[0]}
		for _, e := range g {
			m.Events, m.Sources = append(m.Events, e.ID), append(m.Sources, e.Source)
		}
		out = append(out, m)
	}
	return out
}

// sameFacts groups chronological events that state the same fact, the leading statement first, groups in time.
func sameFacts(sorted []*Event) [][]*Event {
	groups := make([][]*Event, 0, len(sorted))
	var days []*Event
	for _, e := range sorted {
		switch {
		case !e.mergeable():
			groups = append(groups, []*Event{e})
		case e.Occurred.IsDate():
			days = append(days, e)
		default:
			groups = joinMinute(groups, e)
		}
	}
	if len(days) > 0 {
		groups = joinDays(groups, days)
	}
	for _, g := range groups {
		slices.SortStableFunc(g, func(a, b *Event) int { return b.detail() - a.detail() })
	}
	slices.SortStableFunc(groups, func(a, b []*Event) int { return chronological(a[0], b[0]) })
	return groups
}

// mergeable reports whether others may state the same fact.
func (e *Event) mergeable() bool { return e.Kind == CarrierEvent && e.Phase.Moves() }

// detail says how much a statement says: the time of day before the reason.
func (e *Event) detail() int {
	n := 0
	if !e.Occurred.IsDate() {
		n += 2
	}
	if e.Reason != "" {
		n++
	}
	return n
}

// joinMinute adds e, which is not earlier than any event of groups, to the group of its minute, else as a group.
func joinMinute(groups [][]*Event, e *Event) [][]*Event {
	minute := e.At.Truncate(time.Minute)
	for i := len(groups) - 1; i >= 0 && !groups[i][0].At.Before(minute); i-- {
		if canJoin(groups[i], e) {
			groups[i] = append(groups[i], e)
			return groups
		}
	}
	return append(groups, []*Event{e})
}

// day is what a report that knows only the day has in common with the group it may join.
type day struct {
	parcel string
	phase  Phase
	date   Date
}

func (e *Event) day() day { return day{e.ParcelID, e.Phase, e.Occurred.Date()} }

// joinDays adds events that know only the day, each to the first group of that day that its source is not in.
func joinDays(groups [][]*Event, days []*Event) [][]*Event {
	byDay := map[day][]int{}
	for i, g := range groups {
		byDay[g[0].day()] = append(byDay[g[0].day()], i)
	}
	for _, e := range days {
		joined := false
		for _, i := range byDay[e.day()] {
			if joined = canJoin(groups[i], e); joined {
				groups[i] = append(groups[i], e)
				break
			}
		}
		if !joined {
			byDay[e.day()] = append(byDay[e.day()], len(groups))
			groups = append(groups, []*Event{e})
		}
	}
	return groups
}

// canJoin reports whether e may be the same fact as the group: the same words about the same parcel from another source.
func canJoin(group []*Event, e *Event) bool {
	if !group[0].mergeable() || group[0].ParcelID != e.ParcelID || group[0].Phase != e.Phase {
		return false
	}
	for _, other := range group {
		if other.Source.ID == e.Source.ID {
			return false
		}
	}
	return true
}
