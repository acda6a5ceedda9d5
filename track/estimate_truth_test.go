package track

import (
	"math/rand/v2"
	"testing"
	"time"
)

// pace is how long parcels of a made-up carrier truly take: how many of a hundred take so many working days.
type pace map[int]int

func (p pace) draw(r *rand.Rand) int {
	pick := r.IntN(100)
	for days := range 30 {
		if pick -= p[days]; pick < 0 {
			return days
		}
	}
	panic("a pace adds up to a hundred")
}

// grownPast is the history of a shop that learns as its parcels arrive.
type grownPast struct {
	arrived []Transit
	said    map[Date]*History
}

func (g *grownPast) On(day Date) *History {
	if g.said[day] == nil {
		l := NewLearner(day)
		for _, t := range g.arrived {
			if t.Ended < day {
				l.Learn(t)
			}
		}
		g.said[day] = l.History()
	}
	return g.said[day]
}

// TestWhatIsSaidOfParcelsHoldsWhateverTheirPace sends parcels whose true pace is known through a shop that learns from
// nothing but what it was told of them, and measures what was said. A day's window must hold as often as it says; and the
// estimate must not be farther off than a rule that takes every parcel for a slow one, save where the rule is the truth.
func TestWhatIsSaidOfParcelsHoldsWhateverTheirPace(t *testing.T) {
	t.Parallel()
	// Read a row as: parcels of that pace, of which so many in a hundred are heard of once they have arrived only, arrive by
	// the 80 % and 90 % day at least this often, and are off by so much more than the rule at most.
	for _, row := range []struct {
		name   string
		pace   pace
		silent int
		worse  float64
	}{
		{"fast", pace{1: 60, 2: 30, 3: 10}, 0, -0.5},
		{"as the rule says", pace{3: 78, 4: 18, 5: 4}, 0, 0.1},
		{"as the rule says, a third heard of at the door only", pace{3: 78, 4: 18, 5: 4}, 35, 0.1},
		{"slow, half heard of at the door only", pace{5: 50, 6: 30, 7: 20}, 50, -0.5},
		{"two ways, where no day between is likelier", pace{1: 50, 6: 50}, 20, 0.5},
		{"a long tail", pace{2: 55, 3: 20, 4: 10, 5: 5, 7: 5, 10: 5}, 20, 0},
	} {
		t.Run(row.name, func(t *testing.T) {
			t.Parallel()
			q := livedThrough(t, row.pace, row.silent)
			t.Logf("n %d, 80 %%: %.3f, 90 %%: %.3f, off %.2f, the rule %.2f", q.N, portion(q.Within80, q.N), portion(q.Within90, q.N), q.Error, q.Rule.Error)
			if q.N < 200 {
				t.Fatalf("said of %d parcels only", q.N)
			}
			if got := portion(q.Within80, q.N); got < 0.77 {
				t.Errorf("%.3f arrived by the day that 80 %% should have", got)
			}
			if got := portion(q.Within90, q.N); got < 0.87 {
				t.Errorf("%.3f arrived by the day that 90 %% should have", got)
			}
			if q.Error > q.Rule.Error+row.worse {
				t.Errorf("off by %.2f days, the rule by %.2f", q.Error, q.Rule.Error)
			}
		})
	}
}

// livedThrough is how good what was said of a year's parcels was, two a day; so many in a hundred are silent until they arrive.
func livedThrough(t *testing.T, pace pace, silent int) Quality {
	t.Helper()
	random := rand.New(rand.NewPCG(1, 2))
	past := &grownPast{said: map[Date]*History{}}
	rules := DefaultRules(time.UTC)
	rules.Past = past
	calendar := rules.carrierCalendar("ups")
	arriving := map[Date][]*story{}
	for i := range 360 {
		day := Date("2025-06-02").AddDays(i)
		for _, s := range arriving[day.AddDays(-1)] {
			state := Derive(Input{OrderID: OrderIDOf("shop", "MT-20418"), Events: s.events, Now: day.Start(time.UTC), Rules: rules})
			if end := state.Parcels[0].Transit; !end.IsZero() {
				past.arrived = append(past.arrived, end)
			}
		}
		if !calendar.isWorkday(day.Start(time.UTC)) {
			continue
		}
		for range 2 {
			arrives := calendar.after(day, pace.draw(random))
			arriving[arrives] = append(arriving[arrives], sent(t, day, arrives, random.IntN(100) < silent))
		}
	}
	var measured []Transit
	for _, end := range past.arrived {
		if end.Arrived != "" {
			measured = append(measured, end)
		}
	}
	return Measure(measured)[0]
}

// sent is a parcel's journey as it was told at once, or its end alone when it was silent.
func sent(t *testing.T, leaves, arrives Date, silent bool) *story {
	s := &story{t: t}
	s.now = leaves.Start(time.UTC).Add(7 * time.Hour)
	s.one()
	if !silent {
		s.carrier("PX", Stamp(leaves)+"T08:00:00Z", Possession, "")
	}
	s.now = arrives.Start(time.UTC).Add(19 * time.Hour)
	return s.carrier("PX", Stamp(arrives)+"T18:00:00Z", Delivered, "")
}

func portion(part, of int) float64 { return float64(part) / float64(max(of, 1)) }
