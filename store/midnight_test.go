package store

import (
	"context"
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	"ordertrail/track"
)

// night is a shop with weeks behind it, and an import that begins shortly before a midnight of its zone.
type night struct {
	*Store
	clock *clock
	rules track.Rules
	facts *rand.Rand
	open  []Recorded // what carriers will say of, and what may be taken back
}

// nightIn is a night in a zone, whose import begins at a time of the shop's own clock.
func nightIn(t *testing.T, seed uint64, zone *time.Location, begins time.Time) *night {
	t.Helper()
	rules := track.DefaultRules(zone)
	rules.Country, rules.Waits.Lost = "US", 4
	n := &night{clock: &clock{}, rules: rules, facts: rand.New(rand.NewPCG(seed, 11))}
	n.Store = open(t, Options{Now: n.clock.now, Rules: func() track.Rules { return rules }, portion: 2, turn: 3})
	for day := begins.AddDate(0, 0, -24); day.Before(begins); day = day.AddDate(0, 0, 1) {
		n.clock.at = time.Date(day.Year(), day.Month(), day.Day(), 20, 0, 0, 0, zone)
		addInParts(t, n.Store, n.facts, n.dayOf(day))
	}
	n.clock.at = begins
	return n
}

// dayOf is what is told of a day.
func (n *night) dayOf(day time.Time) []Recorded {
	y, m, d := day.Date()
	said := journeys(n.facts, time.Date(y, m, d, 0, 0, 0, 0, time.UTC), n.open)
	n.open = said
	return said
}

// standsSound holds what stands against what the facts give, and against what the past says of this moment.
func (n *night) standsSound(t *testing.T) {
	t.Helper()
	ctx := context.Background()
	shown := lookNow(t, n.Store)
	got := dump(t, n.Store)
	if problems, err := n.Verify(ctx); err != nil || len(problems) > 0 {
		t.Errorf("verify finds %v, %v", problems, err)
	}
	if err := n.Rebuild(ctx, nil); err != nil {
		t.Fatal(err)
	}
	if after := dump(t, n.Store); after != got {
		a, b := differing(got, after)
		t.Errorf("rebuilt otherwise:\nstood   …%s\nrebuilt …%s", a, b)
	}
	n.shownThen(t, shown)
}

// shownThen holds what was shown at a moment against what is said of it now.
func (n *night) shownThen(t *testing.T, then shownAt) {
	t.Helper()
	back := lookBack(t, n.Store, then.at, then.rules)
	for _, of := range [][2]string{{then.orders, back.orders}, {then.queue, back.queue}, {then.counts, back.counts}} {
		if of[0] != of[1] {
			a, b := differing(of[0], of[1])
			t.Fatalf("at %s was shown …%s\nnow it is said …%s", then.at, a, b)
		}
	}
}

// TestAnImportThatLastsPastMidnight lets the clock jump between the turns of an import, over midnight, over a change of the
// clocks, and backwards, with scans and sweeps in between. The facts of a turn are recorded at the moment of the turn: what was
// learned at midnight knows all that was recorded before it, and what was shown at any moment can be shown again.
func TestAnImportThatLastsPastMidnight(t *testing.T) {
	t.Parallel()
	chicago, err := time.LoadLocation("America/Chicago")
	if err != nil {
		t.Fatal(err)
	}
	for _, night := range []struct {
		name   string
		begins time.Time
		jumps  []time.Duration // of the clock, after each turn, again and again
	}{
		{"over midnight", time.Date(2026, 5, 6, 23, 58, 0, 0, chicago), []time.Duration{time.Minute, 90 * time.Second, time.Second}},
		{"over two midnights", time.Date(2026, 5, 6, 23, 58, 0, 0, chicago), []time.Duration{time.Minute, 13 * time.Hour}},
		{"into summer time", time.Date(2026, 3, 8, 1, 30, 0, 0, chicago), []time.Duration{20 * time.Minute, time.Second}},
		{"into winter time", time.Date(2026, 10, 31, 23, 50, 0, 0, chicago), []time.Duration{20 * time.Minute, time.Hour}},
		{"with a clock that is put back", time.Date(2026, 5, 7, 0, 1, 0, 0, chicago), []time.Duration{time.Minute, -3 * time.Minute, 4 * time.Minute}},
	} {
		for seed := range uint64(times(2)) {
			t.Run(fmt.Sprint(night.name, " seed ", seed), func(t *testing.T) {
				t.Parallel()
				n := nightIn(t, seed, chicago, night.begins)
				file, acts := append(n.dayOf(night.begins), n.dayOf(night.begins.AddDate(0, 0, 1))...), n.dayOf(night.begins.AddDate(0, 0, 2))
				var shown []shownAt
				turn, looks, ahead := 0, 0, n.clock.at
				n.opts.between = func() error {
					n.clock.at = n.clock.at.Add(night.jumps[turn%len(night.jumps)])
					for len(shown) > 0 && !shown[len(shown)-1].at.Before(n.clock.at) {
						shown = shown[:len(shown)-1] // a moment that comes twice shows two things
					}
					if turn++; len(acts) > 0 {
						add(t, n.Store, acts[0])
						acts = acts[1:]
					}
					if turn%3 > 0 {
						looks++
						if then := lookNow(t, n.Store); then.at.After(ahead) { // a moment that comes twice shows two things
							shown = append(shown, then)
						}
						n.clock.at = n.clock.at.Add(time.Second)
					}
					if n.clock.at.After(ahead) {
						ahead = n.clock.at
					}
					return nil
				}
				if _, err := inTurns(context.Background(), n.Store, file); err != nil {
					t.Fatal(err)
				}
				if turn < 6 || looks == 0 {
					t.Errorf("%d turns, looked at %d times", turn, looks)
				}
				n.clock.at = ahead.Add(time.Second)
				n.standsSound(t)
				for _, then := range shown {
					n.shownThen(t, then)
				}
				n.clock.at = n.clock.at.Add(40 * time.Hour)
				add(t, n.Store, acts...)
				n.standsSound(t)
			})
		}
	}
}

// However many turns an import takes, its source reported once: what is usual of a feed is told by when it was heard of.
func TestASourceIsHeardOfOnceInAnImport(t *testing.T) {
	t.Parallel()
	c := newClock()
	s := open(t, Options{Now: c.now, portion: 1, turn: 1, between: func() error { c.at = c.at.Add(time.Minute); return nil }})
	facts := []Recorded{{Event: statedFact("1", 1)}, {Event: statedFact("2", 1)}, {Event: statedFact("3", 1)}, {Event: statedFact("4", 1)}}
	if _, err := inTurns(context.Background(), s, facts); err != nil {
		t.Fatal(err)
	}
	seen, err := Look(context.Background(), s, func(r *Reader) ([]int64, error) {
		return all(context.Background(), r.q, scanInt, "SELECT at FROM arrivals WHERE source = 'shopify'")
	})
	if err != nil || len(seen) != 1 || seen[0] != newClock().at.UnixMilli() {
		t.Errorf("heard of at %v (%v), want once, at the beginning", seen, err)
	}
}
