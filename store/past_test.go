package store

import (
	"context"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	"ordertrail/track"
)

// journeys are the facts of one day of a shop that ships with two carriers: orders of that day, and what the carriers say of
// parcels of that day and of days before, now and then wrongly, and taken back later.
func journeys(rng *rand.Rand, day time.Time, log []Recorded) []Recorded {
	var out []Recorded
	at := func(hour int) track.Stamp { return track.LocalStamp(day.Add(time.Duration(hour) * time.Hour)) }
	for i := range 3 {
		number := fmt.Sprintf("%s-%d", day.Format("0102"), i)
		stated := statedFact(number, 1)
		stated.OrderFacts.OrderedAt, stated.OrderFacts.PromisedOn = at(8), track.DateOf(day.AddDate(0, 0, 4), time.UTC)
		stated.OrderFacts.Country, stated.OrderFacts.Region = "US", []string{"IL", "TX"}[rng.IntN(2)]
		label := carrierFact(number, "1Z"+number, track.Possession, at(18))
		label.Parcel.Carrier = []string{"ups", "fedex"}[rng.IntN(2)]
		out = append(out, Recorded{Event: stated}, Recorded{Event: label})
	}
	for i := range 40 { // parcels of up to five days ago go on
		ago := day.AddDate(0, 0, -1-i%5)
		number := fmt.Sprintf("%s-%d", ago.Format("0102"), i%3)
		phase := []track.Phase{track.Moving, track.Moving, track.OutForDelivery, track.Delivered}[rng.IntN(4)]
		if rng.IntN(3) == 0 {
			out = append(out, Recorded{Event: carrierFact(number, "1Z"+number, phase, at(7+rng.IntN(10)))})
		}
	}
	if len(log) > 0 && rng.IntN(3) == 0 {
		back := sealed(log[rng.IntN(len(log))])
		out = append(out, Recorded{Event: track.Event{Kind: track.Retraction, Retracts: back.ID, Occurred: at(19), Source: bench()}})
	}
	return out
}

// live feeds a shop day by day, each day's facts in some order and in parts, and sweeps now and then.
func live(t *testing.T, seed uint64, days int, order *rand.Rand) (*Store, *clock) {
	t.Helper()
	rules := track.DefaultRules(time.UTC)
	rules.Country, rules.Waits.Lost = "US", 4
	c := &clock{time.Date(2026, 4, 1, 9, 0, 0, 0, time.UTC)}
	s := open(t, Options{Now: c.now, Rules: func() track.Rules { return rules }})
	facts := rand.New(rand.NewPCG(seed, 7))
	var log []Recorded
	for range days {
		today := journeys(facts, c.at.Truncate(24*time.Hour), log)
		log = append(log, today...)
		if facts.IntN(4) > 0 { // on other days nothing is recorded, and they come with the next
			c.at = c.at.Truncate(24 * time.Hour).Add(20 * time.Hour)
			addInParts(t, s, order, shuffled(order, log))
			log = log[:0:0]
		} else if order.IntN(2) == 0 {
			if _, err := s.Sweep(context.Background()); err != nil {
				t.Fatal(err)
			}
		}
		c.at = c.at.Truncate(24 * time.Hour).Add(33 * time.Hour)
	}
	addInParts(t, s, order, shuffled(order, log))
	if _, err := s.Sweep(context.Background()); err != nil {
		t.Fatal(err)
	}
	return s, c
}

func TestHistoryIsThatOfTheRecordedDaysAndRebuildsTheSame(t *testing.T) {
	t.Parallel()
	for seed := range uint64(times(3)) {
		t.Run(fmt.Sprint("seed ", seed), func(t *testing.T) {
			t.Parallel()
			a, clock := live(t, seed, 40, rand.New(rand.NewPCG(seed, 1)))
			b, _ := live(t, seed, 40, rand.New(rand.NewPCG(seed, 2)))
			got := dump(t, a)
			if other := dump(t, b); other != got {
				x, y := differing(got, other)
				t.Fatalf("another order within the days, other sweeps, another state:\n…%s\n…%s", x, y)
			}
			if err := a.Rebuild(context.Background(), nil); err != nil {
				t.Fatal(err)
			}
			if after := dump(t, a); after != got {
				x, y := differing(got, after)
				t.Fatalf("rebuilt otherwise:\n…%s\n…%s", x, y)
			}
			problems, err := a.Verify(context.Background())
			if err != nil || len(problems) > 0 {
				t.Fatalf("verify finds %v, %v", problems, err)
			}
			if n := basis(t, a, "history"); n == 0 {
				t.Errorf("by %s no parcel is estimated from history", clock.at)
			}
		})
	}
}

// basis counts the parcels whose estimate rests on what is named.
func basis(t *testing.T, s *Store, on string) int {
	t.Helper()
	n := 0
	err := s.Read(context.Background(), func(r *Reader) error {
		return r.EachState(context.Background(), func(o track.OrderState) error {
			for _, p := range o.Parcels {
				if p.Estimated.Basis == on {
					n++
				}
			}
			return nil
		})
	})
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// histories lists the kept ones.
func histories(t *testing.T, s *Store) map[string]string {
	t.Helper()
	out := map[string]string{}
	err := s.Read(context.Background(), func(r *Reader) error {
		rows, err := r.q.query(context.Background(), "SELECT day, said FROM histories")
		if err != nil {
			return err
		}
		defer rows.Close()
		for rows.Next() {
			var day, said string
			if err := rows.Scan(&day, &said); err != nil {
				return err
			}
			out[day] = said
		}
		return rows.Err()
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func TestWhatIsTakenBackLaterDoesNotChangeWhatWasKnown(t *testing.T) {
	t.Parallel()
	c := newClock()
	s := open(t, Options{Now: c.now})
	delivered := carrierFact("1001", "1Z1", track.Delivered, "2026-05-20T08:00:00")
	add(t, s, Recorded{Event: statedFact("1001", 1)}, Recorded{Event: carrierFact("1001", "1Z1", track.Moving, "2026-05-18T08:00:00")}, Recorded{Event: delivered})
	if kept := histories(t, s); len(kept) != 0 {
		t.Fatalf("on the first day history says %v", kept)
	}
	c.at = c.at.AddDate(0, 0, 2) // a day on which nothing happens lies between
	add(t, s, Recorded{Event: track.Event{Kind: track.Retraction, Retracts: delivered.Sealed().ID, Occurred: "2026-05-22T08:00:00", Source: bench()}})
	kept := histories(t, s)
	want := `{"lanes":[{"carrier":"ups","transit":[[2,1,1012]],"silence":{"moving":[[2,1]]}}]}`
	if len(kept) != 1 || kept["2026-05-21"] != want {
		t.Errorf("known on 21 May: %v, want %s", kept, want)
	}
	c.at = c.at.AddDate(0, 0, 1)
	add(t, s, Recorded{Event: statedFact("1002", 1)})
	kept = histories(t, s)
	if kept["2026-05-21"] != want || kept["2026-05-23"] != `{"lanes":[]}` {
		t.Errorf("known on 21 and 23 May: %v, want the journey and then none", kept)
	}
}

func TestARehearsalInTheFutureTeachesNothingThatStays(t *testing.T) {
	t.Parallel()
	ctx := context.Background()
	c := newClock()
	s := open(t, Options{Now: c.now})
	add(t, s, Recorded{Event: statedFact("1001", 1)}, Recorded{Event: carrierFact("1001", "1Z1", track.Moving, "2026-05-20T08:00:00")})
	c.at = c.at.AddDate(0, 0, 5)
	if _, err := s.Sweep(ctx); err != nil {
		t.Fatal(err)
	}
	if kept := histories(t, s); kept["2026-05-21"] != `{"lanes":[]}` {
		t.Fatalf("ahead of time history says %v", kept)
	}
	c.at = newClock().at.Add(time.Hour) // the clock is right again, and the day goes on
	if _, err := s.Sweep(ctx); err != nil {
		t.Fatal(err)
	}
	add(t, s, Recorded{Event: carrierFact("1001", "1Z1", track.Delivered, "2026-05-20T09:30:00")})
	c.at = c.at.AddDate(0, 0, 1)
	add(t, s, Recorded{Event: statedFact("1002", 1)})
	var h track.History
	if err := json.Unmarshal([]byte(histories(t, s)["2026-05-21"]), &h); err != nil || len(h.Lanes) != 1 {
		t.Errorf("known on 21 May: %+v, %v; want the delivery of the 20th", h, err)
	}
}

func TestOnlyWhatIsUnderWayIsDerivedWhenTheDayRolls(t *testing.T) {
	t.Parallel()
	ctx := context.Background()
	c := newClock()
	s := open(t, Options{Now: c.now})
	for i := range 30 {
		number := fmt.Sprint(2000 + i)
		add(t, s, Recorded{Event: statedFact(number, 1)}, Recorded{Event: carrierFact(number, "1Z"+number, track.Possession, "2026-05-20T08:00:00")})
		if i >= 4 {
			add(t, s, Recorded{Event: carrierFact(number, "1Z"+number, track.Delivered, "2026-05-20T08:30:00")})
		}
	}
	if _, err := s.Sweep(ctx); err != nil {
		t.Fatal(err)
	}
	c.at = c.at.Truncate(24*time.Hour).AddDate(0, 0, 1).Add(time.Minute)
	if n, err := s.Sweep(ctx); err != nil || n != 4 {
		t.Errorf("after midnight %d orders were derived anew (%v), want the four under way", n, err)
	}
	if n, err := s.Sweep(ctx); err != nil || n != 0 {
		t.Errorf("a minute later %d more (%v)", n, err)
	}
}
