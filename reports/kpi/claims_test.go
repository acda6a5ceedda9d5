package kpi

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"ordertrail/track"
)

// months of the worked cases: the claim of each was filed in March.
var (
	march = Period{"2026-03-01", "2026-03-31"}
	april = Period{"2026-04-01", "2026-04-30"}
)

// Read a row as: a claim that <is> is in <March>, <April> and <May> and, of all times together, <ever>: n when it counts, the code
// of why it is left out when not, "" when it does not touch the period.
var claimCases = []struct {
	is                      string
	march, april, may, ever string
	claim                   track.ClaimState
}{
	{"is open still", "still_open", "still_open", "still_open", "still_open", claimThat("filed", "", 1000, "EUR")},
	{"was paid in May", "still_open", "still_open", "n", "n", claimThat("paid", "2026-05-05", 1000, "EUR")},
	{"was refused on the last day of April", "still_open", "n", "", "n", claimThat("refused", "2026-04-30", 1000, "EUR")},
	{"was given up in the month it was filed", "n", "", "", "n", claimThat("given_up", "2026-03-31", 1000, "EUR")},
	{"was paid in May and never said how much", "still_open", "still_open", "no_amount", "no_amount", claimThat("paid", "2026-05-05", 0, "EUR")},
	{"was paid in May in another currency", "still_open", "still_open", "other_currency", "other_currency", claimThat("paid", "2026-05-05", 1000, "USD")},
	{"was paid after the day it is", "still_open", "still_open", "still_open", "n", claimThat("paid", "2026-06-02", 1000, "EUR")},
}

func claimThat(state, ended string, minor int64, currency string) track.ClaimState {
	x := track.ClaimState{Claim: "C1", Kind: "lost", State: state, Filed: "2026-03-10T10:00:00-05:00", Claimed: track.Money{Minor: minor, Currency: currency}}
	if ended != "" {
		x.Ended = track.Stamp(ended + "T10:00:00-05:00")
	}
	if state == "paid" {
		x.Paid = track.Money{Minor: 500, Currency: currency}
	}
	return x
}

// euros is an order whose claims make the euro what most claims are in.
func euros(o *track.OrderState, _ *track.ParcelState) {
	for _, name := range []string{"C8", "C9"} {
		x := claimThat("paid", "2025-02-01", 1000, "EUR")
		x.Claim, x.Filed = name, "2025-01-10T10:00:00-05:00"
		o.Claims = append(o.Claims, x)
	}
}

func TestAClaimStandsInEveryPeriodItTouches(t *testing.T) {
	t.Parallel()
	for _, c := range claimCases {
		t.Run("one that "+c.is, func(t *testing.T) {
			t.Parallel()
			facts := Collect(states([]track.OrderState{shipped(euros), shipped(func(o *track.OrderState, _ *track.ParcelState) {
				o.ID, o.Claims = "O2", []track.ClaimState{c.claim}
			})}), chicago)
			days := NewDays(facts, Latest, chicago, now)
			for period, want := range map[Period]string{march: c.march, april: c.april, may: c.may, {From: "2026-01-01"}: c.ever} {
				f := One(facts, "claim_recovery", period, Latest, chicago, now)
				got := ""
				if f.N == 1 {
					got = "n"
				}
				for code, n := range f.Excluded {
					if n == 1 {
						got += code
					}
				}
				if got != want {
					t.Errorf("from %s to %s it is %q, want %q", period.From, period.To, got, want)
				}
				if d := cmp.Diff(f, days.One("claim_recovery", period)); d != "" {
					t.Errorf("summed by days: %s", d)
				}
				if rows := Rows(facts, "claim_recovery", period, Latest, chicago, now); (len(rows) == 1) != (want != "") {
					t.Errorf("from %s to %s %d rows stand behind it", period.From, period.To, len(rows))
				}
			}
		})
	}
}

// Whatever the claims and the period: those that touch it are those that count and those that are left out, each once; and what was
// told of a period that is over does not change because a claim ends later.
func TestEveryClaimThatTouchesAPeriodIsToldOf(t *testing.T) {
	t.Parallel()
	first := track.Date("2026-01-01")
	rapid.Check(t, func(t *rapid.T) {
		day := func(name string, from int) track.Date {
			return first.AddDays(rapid.IntRange(from, 120).Draw(t, name))
		}
		from := day("from", 0)
		p := Period{From: from, To: from.AddDays(rapid.IntRange(0, 60).Draw(t, "length"))}
		var f, later Facts
		touching := 0
		for range rapid.IntRange(0, 8).Draw(t, "claims") {
			x := ClaimFact{Claimed: track.Money{Minor: 100, Currency: "EUR"}, Filed: Moment{On: day("filed", 0)}}
			if rapid.Bool().Draw(t, "over") {
				x.Ended = Moment{On: x.Filed.On.AddDays(rapid.IntRange(0, 60).Draw(t, "took"))}
			}
			if x.Filed.On <= p.To && (x.Ended.On == "" || x.Ended.On >= p.From) {
				touching++
			}
			f.Claims = append(f.Claims, x)
			if x.Ended.On == "" {
				x.Ended = Moment{On: max(x.Filed.On, p.To.AddDays(1))}
			}
			later.Claims = append(later.Claims, x)
		}
		got := One(f, "claim_recovery", p, Latest, time.UTC, now)
		if told := got.N + got.Excluded["still_open"]; told != touching {
			t.Fatalf("%d claims are told of, %d touch %v: %+v", told, touching, p, got)
		}
		if d := cmp.Diff(got, One(later, "claim_recovery", p, Latest, time.UTC, now)); d != "" {
			t.Fatalf("a period that is over is told otherwise when its open claims end: %s", d)
		}
	})
}

// A shop that set no currency, and whose labels cost nothing or other money, is told of its claims in what they are claimed in.
func TestClaimsAreToldInTheirOwnCurrency(t *testing.T) {
	t.Parallel()
	facts := Collect(states([]track.OrderState{shipped(func(o *track.OrderState, p *track.ParcelState) {
		p.Cost = track.Money{Minor: 700, Currency: "USD"}
		o.Claims = []track.ClaimState{claimThat("paid", "2026-05-05", 1000, "GBP")}
	})}), chicago)
	f := One(facts, "claim_recovery", may, Latest, chicago, now)
	if f.N != 1 || f.Value != 50 || f.Currency != "GBP" || facts.CurrencyOf("claim_recovery") != "GBP" || facts.CurrencyOf("fulfilment_cost_per_order") != facts.Currency() {
		t.Errorf("%+v, costs in %q", f, facts.Currency())
	}
	if none := One(Facts{}, "claim_recovery", may, Latest, chicago, now); none.Known || none.Currency != "" {
		t.Errorf("an empty shop is told %+v", none)
	}
}

// A month that was frozen when an open claim stood on the day it was filed alone is not restated but for the claims that it left
// out, and says that the definition did it; nor does it change when its claims end.
func TestAMonthFrozenByTheOlderDefinitionSaysSo(t *testing.T) {
	t.Parallel()
	of := func(claims ...track.ClaimState) Facts {
		return Collect(states([]track.OrderState{shipped(euros), shipped(func(o *track.OrderState, _ *track.ParcelState) {
			o.ID, o.Claims = "O2", claims
		})}), chicago)
	}
	recovery := func(s Snapshot, f Facts) Restated {
		for _, r := range Restate(s, f, Latest, chicago, freezing) {
			if r.Today.Name == "claim_recovery" {
				return r
			}
		}
		t.Fatal("it is not told of")
		return Restated{}
	}
	open := of(claimThat("filed", "", 1000, "EUR"))
	s := Freeze(open, "2026-04", chicago, freezing)
	if r := recovery(s, of(claimThat("paid", "2026-05-20", 1000, "EUR"))); r.Changed() {
		t.Errorf("April changed because a claim ended in May: %+v", r.Rows)
	}
	s.Version, s.Facts = "DOLDER", Facts{} // it had no row of that order
	if r := recovery(s, open); len(r.Rows) != 1 || !cmp.Equal(r.Rows[0].Why, []string{WhyDefinition}) || r.Frozen.Value != r.Today.Value {
		t.Errorf("restated %+v", r)
	}
	paid := of(claimThat("paid", "2026-04-20", 1000, "EUR"))
	s = Freeze(paid, "2026-04", chicago, freezing)
	s.Currency, s.ClaimCurrency = "USD", ""
	if r := recovery(s, paid); len(r.Rows) != 1 || !cmp.Equal(r.Rows[0].Why, []string{WhyCurrency}) {
		t.Errorf("by another currency: %+v", r.Rows)
	}
}
