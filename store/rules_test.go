package store

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"ordertrail/track"
)

// distrusting are rules under which only a person may say that the carrier has a parcel.
func distrusting() track.Rules {
	rules := track.DefaultRules(time.UTC)
	for i := range rules.Authority {
		if rules.Authority[i].Milestone == "possession" {
			rules.Authority[i].Asserts = []track.SourceKind{track.SourcePerson}
		}
	}
	return rules
}

func TestRulesAreAdoptedInOnePieceAndRebuiltTheSame(t *testing.T) {
	t.Parallel()
	ctx := context.Background()
	for _, c := range []struct {
		name  string
		rules track.Rules
	}{
		{"who may say what", distrusting()},
		{"another time zone", track.DefaultRules(time.FixedZone("UTC+9", 9*3600))},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			rules := track.DefaultRules(time.UTC)
			s := open(t, Options{Rules: func() track.Rules { return rules }})
			addInParts(t, s, rand.New(rand.NewPCG(7, 7)), history(rand.New(rand.NewPCG(7, 8)), 80))
			add(t, s, Recorded{Event: statedFact("2001", 1)}, Recorded{Event: carrierFact("2001", "1ZC", track.Moving, "2026-05-19T12:00:00")})
			before := dump(t, s)
			adopt := func(fail error) error {
				return s.Update(ctx, func(tx *Tx) error {
					err := tx.Adopt(ctx, Ruling{By: "anna", What: "authority", Rules: json.RawMessage(`{"n":1}`)}, c.rules, nil)
					return errors.Join(err, fail)
				})
			}
			if err := adopt(errors.New("given up")); err == nil || dump(t, s) != before {
				t.Fatalf("a change of rules that was given up left something behind (%v)", err)
			}
			if err := adopt(nil); err != nil {
				t.Fatal(err)
			}
			rules = c.rules
			adopted := dump(t, s)
			if adopted == before {
				t.Fatal("the change of rules changed nothing: the test tells nothing")
			}
			if err := s.Rebuild(ctx, nil); err != nil {
				t.Fatal(err)
			}
			if rebuilt := dump(t, s); rebuilt != adopted {
				a, b := differing(adopted, rebuilt)
				t.Fatalf("rebuilt otherwise than adopted:\n…%s\n…%s", a, b)
			}
		})
	}
}

// reading are rules under which a carrier's code means a phase.
func reading(carrier, code string, phase track.Phase) track.Rules {
	rules := track.DefaultRules(time.UTC)
	rules.Reads = func(e track.Event) (track.Phase, track.Reason, track.Flag, bool) {
		return phase, "", "", e.Parcel.Carrier == carrier && e.Code == code
	}
	return rules
}

func TestAReadingIsAdoptedAsAnyRuleAndDerivesOnlyWhatItConcerns(t *testing.T) {
	t.Parallel()
	ctx := context.Background()
	facts := history(rand.New(rand.NewPCG(11, 8)), 80)
	for i := range 12 {
		number := fmt.Sprint(3000 + i)
		word := carrierFact(number, "1Z"+number, track.Unmapped, "2026-05-19T12:00:00")
		word.Code, word.Parcel.Carrier = []string{"QX7", "QX8"}[i%2], []string{"ups", "fedex", "gls"}[i%3]
		facts = append(facts, Recorded{Event: statedFact(number, 1)}, Recorded{Event: word})
	}
	loose := carrierFact("nobody's", "1ZLOOSE", track.Unmapped, "2026-05-19T12:00:00")
	loose.Code = "QX7"
	facts = append(facts, Recorded{Event: loose})
	shop := func(adopt func(*Tx, Ruling, track.Rules) error) (s *Store, derived []string) {
		rules, counting := track.DefaultRules(time.UTC), false
		s = open(t, Options{Rules: func() track.Rules { return rules }, Deciders: Deciders{Derive: func(in track.Input) track.OrderState {
			state := track.Derive(in)
			if counting {
				derived = append(derived, state.Order)
			}
			return state
		}}})
		add(t, s, facts...)
		counting = true
		next := reading("ups", "QX7", track.OutForDelivery)
		update(t, s, func(tx *Tx) error { return adopt(tx, Ruling{What: "meaning", Rules: json.RawMessage("{}")}, next) })
		rules, counting = next, false
		slices.Sort(derived)
		return s, derived
	}
	whole, all := shop(func(tx *Tx, r Ruling, rules track.Rules) error { return tx.Adopt(ctx, r, rules, nil) })
	heard := 0
	s, some := shop(func(tx *Tx, r Ruling, rules track.Rules) error {
		return tx.AdoptReadings(ctx, r, rules, []string{"ups"}, func(done, of int) { heard = done*100 + of })
	})
	if want := []string{"3000", "3006"}; !slices.Equal(some, want) || len(all) <= len(some) || heard != 202 {
		t.Errorf("derived were %v of %d, want %v; heard %d", some, len(all), want, heard)
	}
	if a, b := dump(t, whole), dump(t, s); a != b {
		a, b = differing(a, b)
		t.Errorf("adopted otherwise than any rule:\n…%s\n…%s", a, b)
	}
	adopted := dump(t, s)
	if err := s.Rebuild(ctx, nil); err != nil {
		t.Fatal(err)
	}
	if rebuilt := dump(t, s); rebuilt != adopted {
		a, b := differing(adopted, rebuilt)
		t.Errorf("rebuilt otherwise than adopted:\n…%s\n…%s", a, b)
	}
}

func TestTheRulesOfAnyMomentAreKnown(t *testing.T) {
	t.Parallel()
	ctx := context.Background()
	c := newClock()
	start := c.at
	s := open(t, Options{Now: c.now})
	at := func(when time.Time) string {
		x, err := Look(ctx, s, func(r *Reader) (Ruling, error) { return r.RulingAt(ctx, when) })
		if errors.Is(err, ErrNotFound) {
			return "none"
		}
		if err != nil {
			t.Fatal(err)
		}
		return x.What
	}
	if got := at(start); got != "none" {
		t.Errorf("a file without rulings has %q", got)
	}
	for _, what := range []string{"first", "second", "third"} {
		if err := s.Update(ctx, func(tx *Tx) error { return tx.AddRuling(ctx, Ruling{What: what, Rules: json.RawMessage("{}")}) }); err != nil {
			t.Fatal(err)
		}
		c.at = c.at.Add(time.Hour)
	}
	for _, row := range []struct {
		after time.Duration
		want  string
	}{
		{-time.Hour, "first"}, {0, "first"}, {time.Hour - time.Millisecond, "first"}, {time.Hour, "second"}, {48 * time.Hour, "third"},
	} {
		if got := at(start.Add(row.after)); got != row.want {
			t.Errorf("%s after the start %q were in force, want %q", row.after, got, row.want)
		}
	}
}

func TestARulingIsNeverChanged(t *testing.T) {
	t.Parallel()
	ctx := context.Background()
	s := open(t, Options{})
	if err := s.Update(ctx, func(tx *Tx) error { return tx.AddRuling(ctx, Ruling{What: "first", Rules: json.RawMessage("{}")}) }); err != nil {
		t.Fatal(err)
	}
	for _, text := range []string{"UPDATE rulings SET what = 'x'", "DELETE FROM rulings"} {
		err := s.Update(ctx, func(tx *Tx) error { return tx.exec(text) })
		if err == nil || !strings.Contains(err.Error(), "make a new one") {
			t.Errorf("%s: %v", text, err)
		}
	}
}
