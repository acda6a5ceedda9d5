package track

import (
	"time"

	"pgregory.net/rapid"
)

// days of a past, oldest first; it answers with the newest that is not after the day asked for.
type somePast []struct {
	from Date
	says *History
}

func (p somePast) On(day Date) *History {
	var says *History
	for _, row := range p {
		if row.from <= day {
			says = row.says
		}
	}
	return says
}

// alwaysPast is a history that never changed.
func alwaysPast(h *History) Past { return somePast{{"2000-01-01", h}} }

// learned is the history of parcels of one carrier's service, of the days each took.
func learned(carrier, service, zone string, took ...int) *History {
	l := NewLearner("2026-05-12")
	for _, n := range took {
		l.Learn(Transit{Carrier: carrier, Service: service, Zone: zone, Ended: "2026-05-11", Arrived: "2026-05-11", Days: n})
	}
	return l.History()
}

func someTransits(t *rapid.T) []Transit {
	return rapid.SliceOfN(rapid.Custom(func(t *rapid.T) Transit {
		ended := Date("2026-05-20").AddDays(-rapid.IntRange(-3, 380).Draw(t, "age"))
		tr := Transit{
			Carrier: rapid.SampledFrom([]string{"ups", "ups", "dhl"}).Draw(t, "carrier"), Service: rapid.SampledFrom([]string{"", "ground"}).Draw(t, "service"),
			Zone: rapid.SampledFrom([]string{"", "IL"}).Draw(t, "zone"), Ended: ended, Days: rapid.IntRange(0, 9).Draw(t, "days"),
			Lag: rapid.IntRange(0, 3).Draw(t, "lag"), Arrived: ended,
		}
		for range rapid.IntRange(0, 4).Draw(t, "silences") {
			phase := rapid.SampledFrom([]Phase{Possession, Moving, OutForDelivery}).Draw(t, "phase")
			tr.Silences = append(tr.Silences, Silence{phase, rapid.IntRange(1, 6).Draw(t, "silent")})
		}
		return tr
	}), 0, 60).Draw(t, "transits")
}

func someHistory(t *rapid.T, on Date) *History {
	l := NewLearner(on)
	for _, tr := range someTransits(t) {
		l.Learn(tr)
	}
	return l.History()
}

// someRules are a shop's rules with a past or without, now and then with waits and calendars of its own.
func someRules(t *rapid.T) Rules {
	r := DefaultRules(berlin)
	r.Country, r.Since = "DE", "2026-05-14"
	if rapid.IntRange(0, 3).Draw(t, "past") > 0 {
		r.Past = somePast{{"2026-05-01", someHistory(t, "2026-05-01")}, {"2026-05-11", someHistory(t, "2026-05-11")}}
		r.Waits = Waits{Lost: rapid.SampledFrom([]int{0, 5, 15}).Draw(t, "lost"), StallAt: rapid.SampledFrom([]int{0, 800}).Draw(t, "stall at")}
	}
	if rapid.Bool().Draw(t, "calendar") {
		r.Calendars = map[string]Calendar{"ups": {Rest: [7]bool{0: true}, Closed: map[Date]bool{"2026-05-14": true}}}
	}
	return r
}

// prompt lets, in half of all cases, reports come within two days of what they tell, as in life.
func prompt(t *rapid.T, events []Event) []Event {
	if rapid.Bool().Draw(t, "prompt") {
		for i, e := range events {
			if at, err := e.Occurred.At(berlin); err == nil && !e.Kind.IsAct() {
				events[i].Recorded = at.Add(time.Duration(rapid.IntRange(0, 48).Draw(t, "hours")) * time.Hour)
			}
		}
	}
	return events
}
