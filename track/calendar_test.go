package track

import (
	"testing"
	"time"
)

func TestWorkingDaysKeepTheTimeOfDay(t *testing.T) {
	t.Parallel()
	rules := Rules{Zone: berlin, Closed: map[Date]bool{"2026-05-25": true}} // Whit Monday
	for _, row := range []struct {
		name, from string
		days       int
		want       string
	}{
		{"a working day is its own", "2026-05-20T09:30:00", 0, "2026-05-20T09:30:00"},
		{"Wednesday and one is Thursday", "2026-05-20T09:30:00", 1, "2026-05-21T09:30:00"},
		{"Friday evening and one skips the weekend", "2026-05-15T17:00:00", 1, "2026-05-18T17:00:00"},
		{"Friday and one skips a holiday too", "2026-05-22T17:00:00", 1, "2026-05-26T17:00:00"},
		{"Saturday counts from Monday morning", "2026-05-16T11:00:00", 0, "2026-05-18T00:00:00"},
		{"Saturday and one is Tuesday morning", "2026-05-16T11:00:00", 1, "2026-05-19T00:00:00"},
		{"five working days are a week", "2026-05-12T08:00:00", 5, "2026-05-19T08:00:00"},
		{"the clock change keeps the wall clock", "2026-03-27T12:00:00", 1, "2026-03-30T12:00:00"},
	} {
		t.Run(row.name, func(t *testing.T) {
			t.Parallel()
			from, err := Stamp(row.from).At(berlin)
			if err != nil {
				t.Fatal(err)
			}
			if got := LocalStamp(rules.addWorkdays(from, row.days)); string(got) != row.want {
				t.Errorf("%s and %d working days = %s, want %s", row.from, row.days, got, row.want)
			}
		})
	}
}

func TestACalendarWithoutWorkingDaysEnds(t *testing.T) {
	t.Parallel()
	rules := Rules{Closed: map[Date]bool{}}
	for d := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC); d.Year() < 2040; d = d.AddDate(0, 0, 1) {
		rules.Closed[DateOf(d, time.UTC)] = true
	}
	start := time.Date(2026, 5, 20, 0, 0, 0, 0, time.UTC)
	if got := rules.addWorkdays(start, 2); !got.After(start) {
		t.Errorf("two working days after %s is %s", start, got)
	}
}
