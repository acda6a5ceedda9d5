package track

import (
	"cmp"
	"math"
	"slices"
	"time"
)

// Span is a stretch of time; a zero To means that it goes on.
type Span struct {
	From time.Time `json:"from"`
	To   time.Time `json:"to,omitzero"`
}

// holds reports whether t lies in the span; To no longer does.
func (s Span) holds(t time.Time) bool {
	return !t.Before(s.From) && (s.To.IsZero() || t.Before(s.To))
}

// spanAt is the span that t lies in; nil when it lies in none.
func spanAt(spans []Span, t time.Time) *Span {
	for i := range spans {
		if spans[i].holds(t) {
			return &spans[i]
		}
	}
	return nil
}

const (
	// FeedMemory is how many of a feed's last arrivals say how often something usually comes.
	FeedMemory = 30
	// feedKnown is how many arrivals it takes to say anything: two gaps.
	feedKnown = 3
	// quietFactor is how many usual gaps a feed may be silent before it counts as silent; never below quietAtLeast.
	quietFactor  = 3
	quietAtLeast = 24 * time.Hour
	// quietUnknown is how long a feed too young to have a usual gap is taken to be alive after something came.
	quietUnknown = 72 * time.Hour
)

// usualGap is the median distance between neighbouring arrivals of a feed, which run from old to new; 0 when there are
// too few to say.
func usualGap(arrivals []time.Time) time.Duration {
	gaps := gapsOf(arrivals)
	if len(gaps) == 0 {
		return 0
	}
	mid := len(gaps) / 2
	if len(gaps)%2 == 0 {
		return (gaps[mid-1] + gaps[mid]) / 2
	}
	return gaps[mid]
}

// gapsOf are the remembered distances between neighbouring arrivals, short ones first; none when they are too few to say anything.
func gapsOf(arrivals []time.Time) []time.Duration {
	arrivals = arrivals[max(0, len(arrivals)-FeedMemory):]
	if len(arrivals) < feedKnown {
		return nil
	}
	gaps := make([]time.Duration, 0, len(arrivals))
	for i := range arrivals[1:] {
		gaps = append(gaps, arrivals[i+1].Sub(arrivals[i]))
	}
	slices.Sort(gaps)
	return gaps
}

// silentFrom is when a feed counts as silent if nothing more comes after its last arrival; arrivals run from old to new.
// known is false for a feed too young to have a usual gap: its silence says nothing by itself.
func silentFrom(arrivals []time.Time) (from time.Time, known bool) {
	if len(arrivals) == 0 {
		return time.Time{}, false
	}
	last, usual := arrivals[len(arrivals)-1], usualGap(arrivals)
	if usual == 0 {
		return last.Add(quietUnknown), false
	}
	return last.Add(max(quietAtLeast, quietFactor*usual)), true
}

// rankOfGaps is the share of a carrier's remembered gaps in a feed that its silence must outlast.
const rankOfGaps = 0.9

// carrierSilentFrom is silentFrom for what a feed says of one of its carriers, whose arrivals run from old to new. Of a carrier
// that is used now and then a feed speaks often for a few days and then not for a week: beside the usual gap its silence must
// outlast nearly all that were remembered.
func carrierSilentFrom(arrivals []time.Time) (from time.Time, known bool) {
	from, known = silentFrom(arrivals)
	if !known {
		return from, known
	}
	gaps := gapsOf(arrivals)
	rank := min(len(gaps), int(math.Ceil(float64(len(gaps)+1)*rankOfGaps)))
	return latest(from, arrivals[len(arrivals)-1].Add(gaps[rank-1])), true
}

// FeedSilence is one time a feed was silent.
type FeedSilence struct {
	Span
	Known bool          // its usual gap was known, so that the silence means something
	Heard time.Time     // the last arrival before
	Usual time.Duration // the usual gap by then; 0 when it was not known
}

// SilenceAfter is the silence that follows the last of some arrivals, from old to new, if nothing more comes; ofCarrier says that
// they are those of one carrier in a feed of several.
func SilenceAfter(arrivals []time.Time, ofCarrier bool) FeedSilence {
	s := FeedSilence{Heard: arrivals[len(arrivals)-1], Usual: usualGap(arrivals)}
	if ofCarrier {
		s.From, s.Known = carrierSilentFrom(arrivals)
	} else {
		s.From, s.Known = silentFrom(arrivals)
	}
	return s
}

// Feed is one source that reports on a carrier: since when, and when it was silent.
type Feed struct {
	Since    time.Time
	Silences []FeedSilence
}

// SilentTimes are the times in which none of a carrier's feeds was heard of, and at least one of them should have been.
// What a feed said before it first spoke of the carrier, or after it fell silent for good, is nothing.
func SilentTimes(feeds []Feed) []Span {
	var edges []time.Time
	for _, f := range feeds {
		edges = append(edges, f.Since)
		for _, s := range f.Silences {
			edges = append(edges, s.From, s.To)
		}
	}
	slices.SortFunc(edges, time.Time.Compare)
	edges = slices.CompactFunc(edges, time.Time.Equal)
	var out []Span
	for i, at := range edges {
		if at.IsZero() || !allSilent(feeds, at) {
			continue
		}
		s := Span{From: at}
		if i+1 < len(edges) {
			s.To = edges[i+1]
		}
		if n := len(out); n > 0 && out[n-1].To.Equal(s.From) {
			out[n-1].To = s.To
		} else {
			out = append(out, s)
		}
	}
	return out
}

// allSilent reports whether no feed is heard of at a moment, and one of them is known to be silent.
func allSilent(feeds []Feed, at time.Time) bool {
	missed := false
	for _, f := range feeds {
		if at.Before(f.Since) {
			continue
		}
		silent := false
		for _, s := range f.Silences {
			if s.holds(at) {
				silent, missed = true, missed || s.Known
			}
		}
		if !silent {
			return false
		}
	}
	return missed
}

// byFrom orders silences oldest first.
func byFrom(a, b FeedSilence) int { return cmp.Or(a.From.Compare(b.From), a.To.Compare(b.To)) }
