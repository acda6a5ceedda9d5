package track

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"
)

// handedTo is a parcel that UPS picked up on Thursday 14 May 2026 at 18:00 and that we learned of at once.
func handedTo(t *testing.T) *story {
	s := newStory(t).one()
	s.now = time.Date(2026, 5, 14, 20, 0, 0, 0, berlin)
	return s.carrier("PX", "2026-05-14T18:00:00", Possession, "")
}

// by derives the story at a moment under a past.
func (s *story) by(past Past, now string) OrderState {
	at, err := time.ParseInLocation("2006-01-02 15:04", now, berlin)
	if err != nil {
		s.t.Fatal(err)
	}
	rules := DefaultRules(berlin)
	rules.Past = past
	return Derive(Input{OrderID: OrderIDOf("shop", "MT-20418"), Events: s.events, Now: at, Rules: rules})
}

var (
	usual = []int{2, 2, 2, 2, 2, 3, 3, 3, 4, 4}
	slow  = []int{5, 5, 5, 5, 5, 5, 6, 6, 6, 6}
)

func TestWhenAParcelShouldArrive(t *testing.T) {
	t.Parallel()
	for _, row := range []struct {
		name string
		past Past
		now  string
		want Estimate
	}{
		{"half within two or three working days, nine of ten within four", alwaysPast(learned("ups", "", "", usual...)), "2026-05-14 20:00", Estimate{"2026-05-19", "2026-05-20", "history", 10, LevelLane, ""}},
		{"eight parcels are too few to say; the promise is what is left", alwaysPast(learned("ups", "", "", usual[:8]...)), "2026-05-14 20:00", Estimate{"2026-05-20", "2026-05-20", "promise", 0, "", ""}},
		{"another carrier's parcels say nothing", alwaysPast(learned("dhl", "", "", usual...)), "2026-05-14 20:00", Estimate{"2026-05-20", "2026-05-20", "promise", 0, "", ""}},
		{"another service of the carrier speaks when the own is unknown", alwaysPast(learned("ups", "air", "", usual...)), "2026-05-14 20:00", Estimate{"2026-05-19", "2026-05-20", "history", 10, LevelCarrier, ""}},
		{"another zone comes before another service", alwaysPast(learned("ups", "", "CH", usual...)), "2026-05-14 20:00", Estimate{"2026-05-19", "2026-05-20", "history", 10, LevelService, ""}},
		{"on Saturday the window begins on Monday at the earliest", alwaysPast(learned("ups", "", "", 1, 1, 1, 1, 1, 1, 1, 1, 1, 2)), "2026-05-16 09:00", Estimate{"2026-05-18", "2026-05-18", "history", 10, LevelLane, ""}},
		{"nobody can say of a parcel that outlived all others; the promise stands until its day is over", alwaysPast(learned("ups", "", "", 1, 1, 1, 1, 1, 1, 1, 1, 1, 1)), "2026-05-20 09:00", Estimate{"2026-05-20", "2026-05-20", "promise", 0, "", ""}},
		{"and then nothing does", alwaysPast(learned("ups", "", "", 1, 1, 1, 1, 1, 1, 1, 1, 1, 1)), "2026-05-21 09:00", Estimate{}},
		{"without a past nothing is estimated", nil, "2026-05-14 20:00", Estimate{}},
	} {
		t.Run(row.name, func(t *testing.T) {
			t.Parallel()
			if got := handedTo(t).by(row.past, row.now).Parcels[0].Estimated; got != row.want {
				t.Errorf("at %s: %+v, want %+v", row.now, got, row.want)
			}
		})
	}
}

func TestTheCarriersEstimateStandsBesideOurs(t *testing.T) {
	t.Parallel()
	s := handedTo(t)
	s.tell(Event{Kind: CarrierEvent, ParcelID: "PX", Parcel: ParcelRef{Carrier: "ups"}, Phase: Moving, Occurred: "2026-05-14T19:00:00", Estimated: "2026-05-18"})
	if got, want := s.by(alwaysPast(learned("ups", "", "", usual...)), "2026-05-14 20:00").Parcels[0].Estimated, (Estimate{"2026-05-19", "2026-05-20", "history", 10, LevelLane, "2026-05-18"}); got != want {
		t.Errorf("%+v, want %+v", got, want)
	}
	if got, want := s.by(somePast{}, "2026-05-14 20:00").Parcels[0].Estimated, (Estimate{"2026-05-18", "2026-05-18", "carrier", 0, "", "2026-05-18"}); got != want {
		t.Errorf("%+v, want %+v", got, want)
	}
}

// Read a row as: on the days of May on which a file came, the carrier named these; in the evening customers were told those.
func TestTheCarriersDayChangesOnlyWhenItMust(t *testing.T) {
	t.Parallel()
	for _, row := range []struct {
		name        string
		phase       Phase
		named, told map[int]Date
	}{
		{
			"to and fro changes nothing", Moving,
			map[int]Date{15: "2026-05-25", 16: "2026-05-27", 17: "2026-05-25", 18: "2026-05-27"},
			map[int]Date{15: "2026-05-25", 16: "2026-05-25", 17: "2026-05-25", 18: "2026-05-25"},
		},
		{
			"named twice running, it is told", Moving,
			map[int]Date{15: "2026-05-25", 16: "2026-05-27", 17: "2026-05-28"},
			map[int]Date{16: "2026-05-25", 17: "2026-05-28", 18: "2026-05-28"},
		},
		{
			"named once, it is told when it has stood for a whole day", Moving,
			map[int]Date{15: "2026-05-25", 16: "2026-05-27"},
			map[int]Date{16: "2026-05-25", 17: "2026-05-25", 18: "2026-05-27"},
		},
		{
			"a day that has passed is not told on", Moving,
			map[int]Date{15: "2026-05-16", 16: "2026-05-27"},
			map[int]Date{16: "2026-05-16", 17: "2026-05-27", 18: "2026-05-27"},
		},
		{
			"and one that had passed before is told at once", Moving,
			map[int]Date{15: "2026-05-16", 17: "2026-05-27"},
			map[int]Date{16: "2026-05-16", 17: "2026-05-27"},
		},
		{
			"a day that had passed when it was named is not told", Moving,
			map[int]Date{15: "2026-05-25", 16: "2026-05-12", 17: "2026-05-13"},
			map[int]Date{16: "2026-05-25", 17: "2026-05-25", 18: "2026-05-25"},
		},
		{
			"who is out for delivery is told the newest", OutForDelivery,
			map[int]Date{15: "2026-05-25", 16: "2026-05-16"},
			map[int]Date{15: "2026-05-25", 16: "2026-05-16"},
		},
	} {
		t.Run(row.name, func(t *testing.T) {
			t.Parallel()
			s := handedTo(t)
			for day := 15; day <= 18; day++ {
				at := Stamp(fmt.Sprintf("2026-05-%dT20:00:00", day))
				if named := row.named[day]; named != "" {
					s.clock(at).tell(Event{Kind: CarrierEvent, ParcelID: "PX", Parcel: ParcelRef{Carrier: "ups"}, Phase: row.phase, Occurred: at, Estimated: named})
				}
				e := s.by(somePast{}, fmt.Sprintf("2026-05-%d 21:00", day)).Parcels[0].Estimated
				if want := row.told[day]; want != "" && (e.From != want || e.To != want || e.Basis != "carrier") {
					t.Errorf("on the %dth customers are told %s to %s by %s, want %s", day, e.From, e.To, e.Basis, want)
				}
				if named := row.named[day]; named != "" && e.Carrier != named {
					t.Errorf("on the %dth the carrier says %s, want %s", day, e.Carrier, named)
				}
			}
		})
	}
}

// Read a row as: on the days of May on which a label file came, it named these; on those the carrier named a day itself; in the
// evening customers were told those.
func TestTheDayOfALabelFileIsHeldLikeAnyOther(t *testing.T) {
	t.Parallel()
	for _, row := range []struct {
		name                  string
		labels, carrier, told map[int]Date
	}{
		{"named once, it is told when it has stood for a whole day", map[int]Date{15: "2026-05-25", 16: "2026-05-27"}, nil, map[int]Date{15: "2026-05-25", 16: "2026-05-25", 17: "2026-05-25", 18: "2026-05-27"}},
		{"named by two files running, it is told", map[int]Date{15: "2026-05-25", 16: "2026-05-27", 17: "2026-05-28"}, nil, map[int]Date{16: "2026-05-25", 17: "2026-05-28"}},
		{"named again by a second file, it is told", map[int]Date{15: "2026-05-25", 16: "2026-05-27", 17: "2026-05-27"}, nil, map[int]Date{16: "2026-05-25", 17: "2026-05-27", 18: "2026-05-27"}},
		{"to and fro with each file, it stays", map[int]Date{15: "2026-05-25", 16: "2026-05-27", 17: "2026-05-25", 18: "2026-05-27"}, nil, map[int]Date{15: "2026-05-25", 16: "2026-05-25", 17: "2026-05-25", 18: "2026-05-25", 19: "2026-05-25", 21: "2026-05-25", 26: "2026-05-27"}},
		{"to and fro every other day, it changes once", map[int]Date{15: "2026-05-25", 17: "2026-05-27", 19: "2026-05-25", 21: "2026-05-27"}, nil, map[int]Date{15: "2026-05-25", 17: "2026-05-25", 18: "2026-05-25", 19: "2026-05-27", 20: "2026-05-27", 21: "2026-05-27", 24: "2026-05-27"}},
		{"one of three in turn does not come up with each", map[int]Date{15: "2026-05-25", 16: "2026-05-26", 17: "2026-05-25", 18: "2026-05-26", 19: "2026-05-27", 20: "2026-05-25", 21: "2026-05-26"}, nil, map[int]Date{18: "2026-05-25", 20: "2026-05-27", 21: "2026-05-27", 22: "2026-05-27"}},
		{"what came back is told when two files running name it", map[int]Date{15: "2026-05-25", 16: "2026-05-27", 17: "2026-05-25", 18: "2026-05-27", 19: "2026-05-27"}, nil, map[int]Date{18: "2026-05-25", 19: "2026-05-27"}},
		{"the carrier's own word waits too", map[int]Date{15: "2026-05-25"}, map[int]Date{16: "2026-05-27"}, map[int]Date{16: "2026-05-25", 17: "2026-05-25", 18: "2026-05-27"}},
		{"and is told when it bears out the file", map[int]Date{15: "2026-05-25", 16: "2026-05-27"}, map[int]Date{17: "2026-05-27"}, map[int]Date{16: "2026-05-25", 17: "2026-05-27"}},
		{"a label file that comes after the carrier's word changes nothing", map[int]Date{16: "2026-05-27"}, map[int]Date{15: "2026-05-27", 17: "2026-05-27"}, map[int]Date{15: "2026-05-27", 16: "2026-05-27", 17: "2026-05-27"}},
	} {
		t.Run(row.name, func(t *testing.T) {
			t.Parallel()
			s := handedTo(t)
			for day := 15; day <= 26; day++ {
				at := Stamp(fmt.Sprintf("2026-05-%dT20:00:00", day))
				if named := row.labels[day]; named != "" {
					s.clock(at).tell(Event{
						Kind: ParcelStated, ParcelID: "PX", Parcel: ParcelRef{Carrier: "ups"}, Occurred: "2026-05-14T09:00:00", AsOf: at,
						Source: Source{"shipstation", SourceLabel}, ParcelFacts: &ParcelFacts{EstimatedOn: named},
					})
				}
				if named := row.carrier[day]; named != "" {
					s.clock(at).tell(Event{Kind: CarrierEvent, ParcelID: "PX", Parcel: ParcelRef{Carrier: "ups"}, Phase: Moving, Occurred: at, Estimated: named})
				}
				e := s.by(somePast{}, fmt.Sprintf("2026-05-%d 21:00", day)).Parcels[0].Estimated
				if want := row.told[day]; want != "" && (e.From != want || e.To != want || e.Basis != "carrier") {
					t.Errorf("on the %dth customers are told %s to %s by %s, want %s", day, e.From, e.To, e.Basis, want)
				}
			}
		})
	}
}

// Whatever days the files of some weeks name: what customers are told does not depend on the order in which the files come, nor on a
// file that comes twice; and of two days that take turns the first stays.
func TestADayThatGoesToAndFroIsHeld(tt *testing.T) {
	tt.Parallel()
	rapid.Check(tt, func(t *rapid.T) {
		days := []Date{"2026-06-25", "2026-06-26", "2026-06-27"}
		var facts []Event
		var named []Date
		for n := range rapid.IntRange(1, 12).Draw(t, "files") {
			day := rapid.SampledFrom(days).Draw(t, "day")
			named = append(named, day)
			at := StampOf(time.Date(2026, 5, 13+n, 20, 0, 0, 0, berlin))
			facts = append(facts, Event{
				Kind: ParcelStated, ParcelID: "PX", Parcel: ParcelRef{Carrier: "ups"}, Occurred: "2026-05-12T09:00:00", AsOf: at,
				Source: Source{"shipstation", SourceLabel}, ParcelFacts: &ParcelFacts{EstimatedOn: day},
			}.Sealed())
		}
		told := func(facts []Event) Date {
			s := handedTo(tt)
			s.events = append(s.events, facts...)
			return s.by(somePast{}, "2026-06-02 21:00").Parcels[0].Estimated.To
		}
		want := told(facts)
		mixed := append(rapid.Permutation(facts).Draw(t, "order"), rapid.SampledFrom(facts).Draw(t, "again"))
		if got := told(mixed); got != want {
			t.Fatalf("customers are told %s, in another order %s: files named %v", want, got, named)
		}
		same := len(named) > 2
		for i := range named {
			same = same && named[i] == named[i%2]
		}
		if same && want != named[0] {
			t.Fatalf("customers are told %s of a day that went to and fro: %v", want, named)
		}
	})
}

// What customers are told changes by time alone at a moment that the order names beforehand.
func TestTheOrderIsLookedAtAgainWhenTheCarriersDayMayChange(t *testing.T) {
	t.Parallel()
	s := handedTo(t)
	for day, named := range map[int]Date{15: "2026-05-25", 16: "2026-05-27"} {
		at := Stamp(fmt.Sprintf("2026-05-%dT20:00:00", day))
		s.clock(at).tell(Event{Kind: CarrierEvent, ParcelID: "PX", Parcel: ParcelRef{Carrier: "ups"}, Phase: Moving, Occurred: at, Estimated: named})
	}
	now := time.Date(2026, 5, 16, 21, 0, 0, 0, berlin)
	for told := Date("2026-05-25"); told != "2026-05-27"; {
		seen := s.by(somePast{}, now.Format("2006-01-02 15:04"))
		told = seen.Parcels[0].Estimated.To
		if now = seen.Check; told == "2026-05-25" && (now.IsZero() || now.After(time.Date(2026, 5, 18, 0, 0, 0, 0, berlin))) {
			t.Fatalf("looked at again at %s, while %s is told", now, told)
		}
		now = now.In(berlin)
	}
}

func TestAnEstimateChangesOnlyWhenItMust(t *testing.T) {
	t.Parallel()
	two, five := learned("ups", "", "", usual...), learned("ups", "", "", slow...)
	for _, row := range []struct {
		name    string
		past    Past
		want    []Date // the last day of the window, from Thursday 14 to Wednesday 20 May
		changes int
	}{
		{"nothing new, nothing changes", alwaysPast(two), []Date{"2026-05-20", "2026-05-20", "2026-05-20", "2026-05-20", "2026-05-20"}, 0},
		{"a change of one day is let pass", somePast{{"2026-05-01", two}, {"2026-05-15", five}, {"2026-05-16", two}}, []Date{"2026-05-20", "2026-05-20", "2026-05-20", "2026-05-20", "2026-05-20"}, 0},
		{"one that stays is told on its second day", somePast{{"2026-05-01", two}, {"2026-05-15", five}}, []Date{"2026-05-20", "2026-05-20", "2026-05-22", "2026-05-22", "2026-05-22"}, 1},
		{"a window that has passed is renewed at once", somePast{{"2026-05-01", learned("ups", "", "", 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)}, {"2026-05-15", five}}, []Date{"2026-05-14", "2026-05-22", "2026-05-22", "2026-05-22", "2026-05-22"}, 1},
	} {
		t.Run(row.name, func(t *testing.T) {
			t.Parallel()
			s := handedTo(t)
			var got []Date
			for _, day := range []string{"14", "15", "16", "17", "18"} {
				got = append(got, s.by(row.past, "2026-05-"+day+" 21:00").Parcels[0].Estimated.To)
			}
			if !slices.Equal(got, row.want) {
				t.Errorf("windows end %v, want %v", got, row.want)
			}
			s.now = time.Date(2026, 5, 18, 20, 0, 0, 0, berlin)
			s.carrier("PX", "2026-05-18T12:00:00", Delivered, "")
			transit := s.by(row.past, "2026-05-18 21:00").Parcels[0].Transit
			if transit.Days != 2 || transit.Forecast.Changes != row.changes {
				t.Errorf("afterwards %+v, forecast %+v; want two days and %d changes", transit, transit.Forecast, row.changes)
			}
		})
	}
}

func TestHowLongIsTooLong(t *testing.T) {
	t.Parallel()
	past := func(silent ...int) Past {
		l := NewLearner("2026-05-12")
		for _, n := range silent {
			l.Learn(Transit{Carrier: "ups", Ended: "2026-05-11", Lag: n, Silences: []Silence{{Moving, n}}})
		}
		return alwaysPast(l.History())
	}
	ones := slices.Repeat([]int{1}, 19)
	for _, row := range []struct {
		name, code string
		past       Past
		story      func(*story)
		want       []string // the facts of the open task; nil when there is none
	}{
		{"nineteen short silences make one of two days long", "stalled", past(ones...), func(s *story) { s.carrier("PX", "2026-05-19T14:00:00", Moving, "") }, []string{"1", "lane", "19", "ups", "", ""}},
		{"eighteen say nothing, and three days are not over", "stalled", past(ones[:18]...), func(s *story) { s.carrier("PX", "2026-05-19T14:00:00", Moving, "") }, nil},
		{"eighteen say nothing, and three days are over", "stalled", past(ones[:18]...), func(s *story) { s.carrier("PX", "2026-05-18T14:00:00", Moving, "") }, []string{"3", "default", "0", "", "", ""}},
		{"a silence in another phase is not measured by this one", "stalled", past(ones...), func(s *story) { s.carrier("PX", "2026-05-19T14:00:00", OutForDelivery, "") }, nil},
		{"a slow lane waits longer than the shipped days", "stalled", past(slices.Repeat([]int{6}, 19)...), func(s *story) { s.carrier("PX", "2026-05-14T14:00:00", Moving, "") }, nil},
		{"a carrier that always scans two days later is given two days", "no_carrier_scan", past(slices.Repeat([]int{2}, 19)...), func(s *story) {
			s.act(ParcelLabel, "PX", "2026-05-19T10:00:00", "", 0).act(ParcelGiven, "PX", "2026-05-20T10:00:00", "", 0)
			s.events[1].Parcel.Carrier = "ups"
		}, nil},
	} {
		t.Run(row.name, func(t *testing.T) {
			t.Parallel()
			s := newStory(t).one()
			row.story(s)
			var got []string
			for _, task := range s.by(row.past, "2026-05-21 16:15").Tasks {
				if task.Code == row.code && task.IsOpen() {
					got = task.Facts
				}
			}
			if !slices.Equal(got, row.want) {
				t.Errorf("open %s: %q, want %q", row.code, got, row.want)
			}
		})
	}
}

// A fast clock may put a scan on the day after we heard of it: what history said when we did is what its silence is held against.
func TestASilenceIsHeldAgainstWhatWasKnownWhenItBegan(t *testing.T) {
	t.Parallel()
	silent := func(days int) *History {
		l := NewLearner("2026-05-12")
		for range 19 {
			l.Learn(Transit{Carrier: "ups", Ended: "2026-05-11", Silences: []Silence{{Moving, days}}})
		}
		return l.History()
	}
	past := somePast{{"2026-05-01", silent(1)}, {"2026-05-15", silent(4)}}
	for _, row := range []struct {
		heard, happened Stamp
		days            string
	}{{"2026-05-14T23:50:00", "2026-05-14T23:40:00", "1"}, {"2026-05-14T23:50:00", "2026-05-15T00:30:00", "1"}, {"2026-05-15T09:00:00", "2026-05-15T00:30:00", "4"}} {
		s := newStory(t).one().clock(row.heard).carrier("PX", row.happened, Moving, "").clock("2026-05-25T12:00:00")
		s.rules.Past = past
		i := slices.IndexFunc(s.state().Tasks, func(x Task) bool { return x.Code == "stalled" })
		if i < 0 || s.state().Tasks[i].Facts[0] != row.days {
			t.Errorf("heard %s of %s: tasks %+v, want silence of %s days", row.heard, row.happened, s.state().Tasks, row.days)
		}
	}
}

func TestAParcelSilentBeyondAllMeasureCountsAsLost(t *testing.T) {
	t.Parallel()
	many := NewLearner("2026-04-01")
	for range 199 {
		many.Learn(Transit{Carrier: "ups", Ended: "2026-03-30", Silences: []Silence{{Moving, 12}}})
	}
	for _, row := range []struct {
		name string
		past Past
		lost int
		want []string
	}{
		{"ten working days are over, and no history says more", somePast{}, 10, []string{"10", "default", "0", "", "", ""}},
		{"the shop says never", somePast{}, 0, nil},
		{"199 silences of up to twelve days ask for more patience", alwaysPast(many.History()), 10, []string{"12", "lane", "199", "ups", "", ""}},
		{"the shop is more patient than its history", alwaysPast(many.History()), 14, nil},
	} {
		t.Run(row.name, func(t *testing.T) {
			t.Parallel()
			s := newStory(t).one().carrier("PX", "2026-05-04T14:00:00", Moving, "")
			rules := DefaultRules(berlin)
			rules.Past, rules.Waits.Lost = row.past, row.lost
			var got []string
			for _, task := range Derive(Input{Events: s.events, Now: time.Date(2026, 5, 21, 16, 15, 0, 0, berlin), Rules: rules}).Tasks {
				if task.Code == "lost" {
					got = task.Facts
				}
			}
			if !slices.Equal(got, row.want) {
				t.Errorf("%q, want %q", got, row.want)
			}
		})
	}
}

func TestAPromiseThatHistoryDoubtsIsATaskBeforeItBreaks(t *testing.T) {
	t.Parallel()
	s := handedTo(t) // promised for the 20th; half of all take five working days: the 21st
	got := s.by(alwaysPast(learned("ups", "", "", slow...)), "2026-05-14 20:00")
	if got.Headline.Code != "estimate_past_promise" || got.Facets.Promise != AtRisk {
		t.Fatalf("headline %+v, promise %s", got.Headline, got.Facets.Promise)
	}
	if want := []string{"2026-05-21", "lane", "10", "ups", "", "", "2026-05-20"}; !slices.Equal(got.Tasks[0].Facts, want) {
		t.Errorf("facts %q, want %q", got.Tasks[0].Facts, want)
	}
	s.now = time.Date(2026, 5, 19, 20, 0, 0, 0, berlin)
	s.carrier("PX", "2026-05-19T12:00:00", Delivered, "")
	if got := s.by(alwaysPast(learned("ups", "", "", slow...)), "2026-05-19 21:00"); got.Tasks[0].State != TaskCleared {
		t.Errorf("delivered in time, and the task is %+v", got.Tasks[0])
	}
}

func TestEachCarrierHasItsCalendar(t *testing.T) {
	t.Parallel()
	s := handedTo(t)
	rules := DefaultRules(berlin)
	rules.Past = alwaysPast(learned("ups", "", "", usual...))
	rules.Calendars = map[string]Calendar{"ups": {Rest: [7]bool{time.Sunday: true}, Closed: map[Date]bool{"2026-05-15": true}}}
	got := Derive(Input{Events: s.events, Now: s.now, Rules: rules}).Parcels[0].Estimated
	if got.From != "2026-05-19" || got.To != "2026-05-20" { // Saturday is the first working day, Monday the second, Tuesday the third
		t.Errorf("%+v, want 19 to 20 May: Friday is a holiday, Saturday is not", got)
	}
	delete(rules.Calendars["ups"].Closed, "2026-05-15")
	got = Derive(Input{Events: s.events, Now: s.now, Rules: rules}).Parcels[0].Estimated
	if got.From != "2026-05-18" || got.To != "2026-05-19" {
		t.Errorf("%+v, want 18 to 19 May", got)
	}
}

// A window holds on its last day and no longer.
func TestAnEstimateHoldsOnTheLastDayOfItsWindow(t *testing.T) {
	t.Parallel()
	for day, want := range map[string]string{"2026-05-20 12:00": "history", "2026-05-21 12:00": ""} {
		s := newStory(t).one().clock("2026-05-14T20:00:00").carrier("PX", "2026-05-14T18:00:00", Possession, "")
		if got := s.by(alwaysPast(learned("ups", "", "", usual...)), day).Parcels[0].Estimated; got.Basis != want {
			t.Errorf("on %s: %+v, want it to rest on %q", day, got, want)
		}
	}
}
