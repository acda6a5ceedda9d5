package track

import (
	"encoding/json"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func TestLessonsOfDaysTeachWhatTheirJourneysDo(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		const on = Date("2026-05-20")
		transits := someTransits(t)
		one, days := NewLearner(on), map[Date]*Learner{}
		for _, tr := range transits {
			one.Learn(tr)
			if days[tr.Ended] == nil {
				days[tr.Ended] = NewLearner(tr.Ended)
			}
			days[tr.Ended].Learn(tr)
		}
		all := NewLearner(on)
		for ended, l := range days {
			var again Lesson
			if err := json.Unmarshal([]byte(asJSON(t, l.Lesson())), &again); err != nil {
				t.Fatal(err)
			}
			if d := cmp.Diff(asJSON(t, l.Lesson()), asJSON(t, again)); d != "" {
				t.Fatal(d)
			}
			all.Recall(ended, again)
		}
		if d := cmp.Diff(asJSON(t, one.History()), asJSON(t, all.History())); d != "" {
			t.Fatal(d)
		}
	})
}

func TestALessonReadsAsASentence(t *testing.T) {
	t.Parallel()
	l := NewLearner("2026-05-11")
	for _, days := range []int{2, 2, 3} {
		l.Learn(Transit{
			Carrier: "ups", Service: "ground", Zone: "IL", Ended: "2026-05-11", Arrived: "2026-05-11", Days: days, Lag: 1,
			Silences: []Silence{{Possession, 1}, {Moving, days}},
		})
	}
	l.Learn(Transit{Carrier: "dhl", Ended: "2026-05-11"}) // it came back: its lane was there
	const want = `[["dhl","","",""],["ups","ground","IL","transit 2x2 3x1 lag 1x3 moving 2x2 3x1 possession 1x3"]]`
	if got := asJSON(t, l.Lesson()); got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	for _, text := range []string{`{}`, `[["a","b"]]x`, `[["a","b","c","2x3"]]`, `[["a","b","c","lag 2xy"]]`} {
		if err := json.Unmarshal([]byte(text), new(Lesson)); err == nil {
			t.Errorf("%s was read", text)
		}
	}
}
