package track

import "time"

// isWorkday reports whether the shop and its carriers work on the day of t in the rules' zone.
func (r Rules) isWorkday(t time.Time) bool {
	t = t.In(r.zone())
	if wd := t.Weekday(); wd == time.Saturday || wd == time.Sunday {
		return false
	}
	return !r.Closed[DateOf(t, r.zone())]
}

// addWorkdays is n working days after t at the same time of day; a start on a day of rest counts from the next working
// morning. n is at least 0.
func (r Rules) addWorkdays(t time.Time, n int) time.Time {
	t = t.In(r.zone())
	for range 3660 {
		if r.isWorkday(t) {
			if n == 0 {
				return t
			}
			n--
			t = t.AddDate(0, 0, 1)
			continue
		}
		y, m, d := t.Date()
		t = time.Date(y, m, d+1, 0, 0, 0, 0, r.zone())
	}
	return t
}

func (r Rules) zone() *time.Location {
	if r.Zone == nil {
		return time.UTC
	}
	return r.Zone
}
