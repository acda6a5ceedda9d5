package track

import "time"

// manyDays bounds the search for a working day, so that a calendar without any cannot hang.
const manyDays = 3660

// isWorkday reports whether the shop and its carriers work on the day of t in the rules' zone.
func (r Rules) isWorkday(t time.Time) bool {
	t = t.In(r.zone())
	if wd := t.Weekday(); wd == time.Saturday || wd == time.Sunday {
		return false
	}
	return len(r.Closed) == 0 || !r.Closed[DateOf(t, r.zone())]
}

// addWorkdays is n working days after t at the same time of day: one working day after Friday 17:00 is Monday 17:00. A
// start on a day of rest counts from the next working morning. n is at least 0.
func (r Rules) addWorkdays(t time.Time, n int) time.Time {
	t = t.In(r.zone())
	if !r.isWorkday(t) {
		y, m, d := t.Date()
		t = r.nextWorkday(time.Date(y, m, d, 0, 0, 0, 0, r.zone()))
	}
	for range n {
		t = r.nextWorkday(t)
	}
	return t
}

// nextWorkday is the next working day after t at the same time of day.
func (r Rules) nextWorkday(t time.Time) time.Time {
	for range manyDays {
		if t = t.AddDate(0, 0, 1); r.isWorkday(t) {
			break
		}
	}
	return t
}

func (r Rules) zone() *time.Location {
	if r.Zone == nil {
		return time.UTC
	}
	return r.Zone
}
