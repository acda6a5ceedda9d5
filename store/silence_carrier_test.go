package store

import (
	"context"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"ordertrail/track"
)

// labelled is a fact of a label file that speaks of two carriers.
func labelled(number, carrier string, at time.Time) Recorded {
	e := carrierFact(number, carrier+number, track.Moving, track.StampOf(at))
	e.Parcel.Carrier, e.Source = carrier, track.Source{ID: "labels", Kind: track.SourceLabel}
	return Recorded{Event: e}
}

// TestACarrierFallsSilentInAFeedThatGoesOn lets a label file of two carriers come every morning, of one of them until Friday only.
func TestACarrierFallsSilentInAFeedThatGoesOn(t *testing.T) {
	t.Parallel()
	first := time.Date(2026, 5, 4, 8, 0, 0, 0, time.UTC)
	c := &clock{first}
	s := open(t, Options{Now: c.now})
	add(t, s, Recorded{Event: statedFact("1001", 1)}, Recorded{Event: statedFact("1002", 1)})
	for day := range 12 {
		c.at = first.AddDate(0, 0, day)
		facts := []Recorded{labelled("1001", "dpd", c.at.Add(-time.Hour))}
		if day < 5 {
			facts = append(facts, labelled("1002", "royal_mail", c.at.Add(-time.Hour)))
		}
		if day == 3 { // what was taken in by mistake and back was heard all the same
			undone := addRun(t, s, Run{File: "labels.csv", Source: "labels", Kind: "label"})
			for i := range facts {
				facts[i].Run = undone
			}
			add(t, s, facts...)
			update(t, s, func(tx *Tx) error { return tx.UndoRun(context.Background(), undone, "anna") })
			continue
		}
		add(t, s, facts...)
	}
	// Sweep at the end of the week after: 1002 has been silent for a week, and so has its carrier; 1001 is heard of every day.
	c.at = first.AddDate(0, 0, 11).Add(time.Hour)
	sweep(t, s)
	if d := cmp.Diff([]string{"open 1"}, tasksBy(t, s, "feed_stale")); d != "" {
		t.Errorf("feed_stale: %s", d)
	}
	silent, err := Look(context.Background(), s, func(r *Reader) (map[string][]track.Span, error) {
		return r.silentTimes(context.Background(), c.at, c.at.UnixMilli())
	})
	if want := map[string][]track.Span{"royal_mail": {{From: first.AddDate(0, 0, 7)}}}; err != nil || cmp.Diff(want, silent) != "" {
		t.Errorf("silent carriers (%v): %s", err, cmp.Diff(want, silent))
	}
	if got := tasksBy(t, s, "stalled"); len(got) != 0 {
		t.Errorf("a parcel of the silent carrier is called %v", got)
	}
	whole(t, s)
	c.at = first.AddDate(0, 0, 20)
	sweep(t, s)
	if got := tasksBy(t, s, "feed_stale"); len(got) != 2 {
		t.Errorf("feed_stale is %v when the whole file stops too", got)
	}
	c.at = first.AddDate(0, 0, 21)
	add(t, s, labelled("1002", "royal_mail", first.AddDate(0, 0, 2)))
	if got := tasksBy(t, s, "feed_stale"); got[0] != "auto_cleared 1" {
		t.Errorf("feed_stale is %v after the carrier was heard of", got)
	}
	whole(t, s)
	then, err := Look(context.Background(), s, func(r *Reader) ([]Feed, error) { return r.FeedsAt(context.Background(), first.AddDate(0, 0, 11)) })
	if err != nil || len(then) != 4 || then[1].Carrier != "dpd" || then[2].Carrier != "royal_mail" || !then[2].Last.Equal(first.AddDate(0, 0, 4)) {
		t.Errorf("the feeds as they were: %+v, %v", then, err)
	}
}

func addRun(t *testing.T, s *Store, run Run) (number int64) {
	t.Helper()
	update(t, s, func(tx *Tx) error {
		made, err := tx.AddRun(context.Background(), run)
		number = made.Number
		return err
	})
	return number
}

// TestSilencesAreTheSameInAnyOrder records the same mornings of several feeds and carriers in another order each, and with a clock
// that went back: what is silent, and what is derived under it, stays what a rebuild gives.
func TestSilencesAreTheSameInAnyOrder(t *testing.T) {
	t.Parallel()
	carriers := []string{"dpd", "royal_mail", "evri"}
	for seed := range uint64(times(6)) {
		t.Run(fmt.Sprint("seed ", seed), func(t *testing.T) {
			t.Parallel()
			rng := rand.New(rand.NewPCG(seed, 28))
			first := time.Date(2026, 5, 4, 8, 0, 0, 0, time.UTC)
			var mornings [][]Recorded
			for day := range 14 {
				var facts []Recorded
				for n, carrier := range carriers {
					if rng.IntN(3) > 0 && (n != 1 || day < 6) {
						facts = append(facts, labelled(fmt.Sprint(1001+n), carrier, first.AddDate(0, 0, day).Add(-time.Hour)))
					}
				}
				mornings = append(mornings, facts)
			}
			shop := func(order []int, mixed bool) *Store {
				c := &clock{first}
				s := open(t, Options{Now: c.now})
				add(t, s, Recorded{Event: statedFact("1001", 1)}, Recorded{Event: statedFact("1002", 1)}, Recorded{Event: statedFact("1003", 1)})
				for _, day := range order {
					c.at = first.AddDate(0, 0, day)
					facts := append([]Recorded(nil), mornings[day]...)
					if mixed {
						rng.Shuffle(len(facts), func(i, j int) { facts[i], facts[j] = facts[j], facts[i] })
						sweep(t, s)
					}
					if len(facts) > 0 {
						add(t, s, facts...)
					}
				}
				c.at = first.AddDate(0, 0, 30)
				sweep(t, s)
				whole(t, s)
				return s
			}
			straight := make([]int, len(mornings))
			for i := range straight {
				straight[i] = i
			}
			inOrder, mixed := shop(straight, false), shop(straight, true)
			back := shop(rng.Perm(len(mornings)), false)
			for name, other := range map[string]*Store{"within each morning": mixed, "by a clock that went to and fro": back} {
				if d := cmp.Diff(rowsOf(t, inOrder, "silences"), rowsOf(t, other, "silences")); d != "" {
					t.Errorf("silences differ %s:\n%s", name, d)
				}
			}
			if d := cmp.Diff(tasksBy(t, inOrder, "feed_stale"), tasksBy(t, mixed, "feed_stale")); d != "" {
				t.Errorf("tasks differ: %s", d)
			}
		})
	}
}

// rowsOf lists a derived table.
func rowsOf(t *testing.T, s *Store, table string) []string {
	t.Helper()
	var out []string
	for line := range strings.Lines(allDerived(t, s)) {
		if len(line) > len(table) && line[:len(table)+1] == table+" " {
			out = append(out, line)
		}
	}
	return out
}
