package track

import (
	"slices"
	"testing"
	"time"
)

// TestTheWayOfAClaim plays whole ways of a claim of 40 EUR, each act a day after the one before.
func TestTheWayOfAClaim(t *testing.T) {
	t.Parallel()
	eur := func(minor int64) ClaimFacts { return ClaimFacts{Amount: Money{minor, "EUR"}} }
	type step struct {
		by    Kind
		facts ClaimFacts
	}
	for _, c := range []struct {
		name       string
		way        []step
		state      string
		paid, left int64
		acts       []Kind
	}{
		{"paid whole", []step{{ClaimFiled, ClaimFacts{}}, {ClaimPaid, eur(4000)}}, "paid", 4000, 0, []Kind{}},
		{"paid in part", []step{{ClaimFiled, ClaimFacts{}}, {ClaimPaid, eur(3550)}}, "paid", 3550, 450, []Kind{ClaimFiled, ClaimPaid}},
		{"paid in two parts", []step{{ClaimFiled, ClaimFacts{}}, {ClaimPaid, eur(3550)}, {ClaimPaid, eur(450)}}, "paid", 4000, 0, []Kind{}},
		{"the rest is asked for", []step{{ClaimFiled, ClaimFacts{}}, {ClaimPaid, eur(3550)}, {ClaimFiled, ClaimFacts{}}}, "filed", 3550, 0, []Kind{ClaimPaid, ClaimRefused, ClaimGivenUp, ClaimDated}},
		{
			"the rest is refused, and what was paid stays paid",
			[]step{{ClaimFiled, ClaimFacts{}}, {ClaimPaid, eur(3550)}, {ClaimFiled, ClaimFacts{}}, {ClaimRefused, ClaimFacts{}}},
			"paid", 3550, 450,
			[]Kind{ClaimFiled, ClaimPaid},
		},
		{"refused", []step{{ClaimFiled, ClaimFacts{}}, {ClaimRefused, ClaimFacts{}}}, "refused", 0, 0, []Kind{ClaimFiled}},
		{"refused and fought", []step{{ClaimFiled, ClaimFacts{}}, {ClaimRefused, ClaimFacts{}}, {ClaimFiled, ClaimFacts{}}, {ClaimPaid, eur(4000)}}, "paid", 4000, 0, []Kind{}},
		{"given up unfiled", []step{{ClaimGivenUp, ClaimFacts{}}}, "given_up", 0, 0, []Kind{ClaimFiled}},
		{"given up unanswered", []step{{ClaimFiled, ClaimFacts{}}, {ClaimGivenUp, ClaimFacts{}}}, "given_up", 0, 0, []Kind{ClaimFiled}},
		{"a claim that is over takes no day", []step{{ClaimGivenUp, ClaimFacts{}}, {ClaimDated, ClaimFacts{Deadline: "2026-06-01"}}}, "given_up", 0, 0, []Kind{ClaimFiled}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			s := newStory(t).one().tell(claims(ClaimOpened, "2026-05-11T10:00:00", ClaimFacts{Against: "ups", Kind: "lost", Amount: Money{4000, "EUR"}}))
			for i, x := range c.way {
				s.tell(claims(x.by, LocalStamp(time.Date(2026, 5, 12+i, 10, 0, 0, 0, berlin)), x.facts))
			}
			got := s.state().Claims[0]
			if got.State != c.state || got.Paid.Minor != c.paid || got.Left.Minor != c.left || !slices.Equal(got.Acts(), c.acts) {
				t.Errorf("%s, paid %s, left %s, takes %v; want %s, %d, %d, %v", got.State, got.Paid, got.Left, got.Acts(), c.state, c.paid, c.left, c.acts)
			}
			if (got.Ended == "") != got.IsOpen() || got.IsOpen() == (got.ChasedOn == "") {
				t.Errorf("%s ended %q and is chased on %q", got.State, got.Ended, got.ChasedOn)
			}
		})
	}
}

// The days of a window count from our own hand-over, and nobody is told of a claim before it was opened.
func TestFromWhichDayAClaimIsChased(t *testing.T) {
	t.Parallel()
	for _, row := range []struct {
		name           string
		story          func(*story)
		last, chasedOn Date
	}{
		{"handed over, and scanned by the carrier days later", func(s *story) {
			s.act(ParcelGiven, "PX", "2026-04-01T17:00:00", "", 0).carrier("PX", "2026-04-05T10:00:00", Possession, "")
		}, "2026-05-31", "2026-05-24"},
		{"scanned by the carrier alone", func(s *story) { s.carrier("PX", "2026-04-05T10:00:00", Possession, "") }, "2026-06-04", "2026-05-28"},
		{"opened four days before the last", func(s *story) {
			s.tell(labelAt("2026-03-16T10:00:00", "1ZX")).act(ParcelGiven, "PX", "2026-03-16T17:00:00", "", 0)
		}, "2026-05-15", "2026-05-11"},
	} {
		t.Run(row.name, func(t *testing.T) {
			t.Parallel()
			s := newStory(t).one()
			row.story(s)
			s.tell(claims(ClaimOpened, "2026-05-11T10:00:00", ClaimFacts{Against: "shipsurance", Kind: "lost"}))
			if c := s.state().Claims[0]; c.Deadline != row.last || c.ChasedOn != row.chasedOn {
				t.Errorf("last day %s, chased on %s; want %s, %s", c.Deadline, c.ChasedOn, row.last, row.chasedOn)
			}
		})
	}
}

// What was paid in another currency says nothing of what is left.
func TestAPartInAnotherCurrencyLeavesNothingToReckonWith(t *testing.T) {
	t.Parallel()
	s := newStory(t).one().tell(claims(ClaimOpened, "2026-05-11T10:00:00", ClaimFacts{Against: "ups", Kind: "lost", Amount: Money{4000, "EUR"}}),
		claims(ClaimFiled, "2026-05-12T10:00:00", ClaimFacts{}), claims(ClaimPaid, "2026-05-13T10:00:00", ClaimFacts{Amount: Money{3000, "USD"}}))
	if c := s.state().Claims[0]; c.State != "paid" || c.Paid != (Money{3000, "USD"}) || !c.Left.IsZero() {
		t.Errorf("%s, paid %s, left %s", c.State, c.Paid, c.Left)
	}
}

// Two claims about one parcel, against its carrier and against an insurer, are two things to do.
func TestEachClaimOfAParcelIsChased(t *testing.T) {
	t.Parallel()
	insured := claims(ClaimOpened, "2026-05-12T10:00:00", ClaimFacts{Against: "shipsurance", Kind: "lost"})
	insured.Claim = "C2"
	s := newStory(t).one().tell(claims(ClaimOpened, "2026-05-11T10:00:00", ClaimFacts{Against: "ups", Kind: "lost"}), insured)
	open := func() (told []string) {
		for _, task := range s.state().Tasks {
			if task.Code == "claim_undated" && task.IsOpen() {
				told = append(told, task.Subject+" "+task.Facts[0])
			}
		}
		slices.Sort(told)
		return told
	}
	if got := open(); !slices.Equal(got, []string{"C1 ups", "C2 shipsurance"}) {
		t.Errorf("chased are %v", got)
	}
	s.tell(claims(ClaimFiled, "2026-05-21T10:00:00", ClaimFacts{}))
	if got := open(); !slices.Equal(got, []string{"C2 shipsurance"}) {
		t.Errorf("after one was filed, chased are %v", got)
	}
}
