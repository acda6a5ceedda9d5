package store

import (
	"context"
	"encoding/json"
	"errors"
	"math/rand/v2"
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
					err := tx.Adopt(ctx, Ruling{By: "anna", What: "authority", Rules: json.RawMessage(`{"n":1}`)}, c.rules)
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
			if err := s.Rebuild(ctx); err != nil {
				t.Fatal(err)
			}
			if rebuilt := dump(t, s); rebuilt != adopted {
				a, b := differing(adopted, rebuilt)
				t.Fatalf("rebuilt otherwise than adopted:\n…%s\n…%s", a, b)
			}
		})
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
