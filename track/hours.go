package track

import "time"

// Hours are when somebody works on a working day, in minutes after midnight. The zero Hours are the whole day, nights and days
// of rest too.
type Hours struct {
	Opens int `json:"opens"`
	Shuts int `json:"shuts"`
}

// IsZero reports whether no hours were said.
func (h Hours) IsZero() bool { return h.Shuts <= h.Opens }

// atMinute is that many minutes into the day of t.
func (c days) atMinute(t time.Time, minutes int) time.Time {
	y, m, d := t.In(c.zone).Date()
	return time.Date(y, m, d, 0, minutes, 0, 0, c.zone)
}

// openFrom is the first instant from t on at which the shop works.
func (r Rules) openFrom(t time.Time) time.Time {
	if r.Hours.IsZero() {
		return t
	}
	c := r.calendar()
	if c.isWorkday(t) && !t.After(c.atMinute(t, r.Hours.Shuts)) {
		return latest(t, c.atMinute(t, r.Hours.Opens))
	}
	return c.atMinute(c.nextWorkday(t.In(c.zone)), r.Hours.Opens)
}

// openUntil is the last instant up to t at which the shop works.
func (r Rules) openUntil(t time.Time) time.Time {
	if r.Hours.IsZero() {
		return t
	}
	c := r.calendar()
	if c.isWorkday(t) && !t.Before(c.atMinute(t, r.Hours.Opens)) {
		return earliest(t, c.atMinute(t, r.Hours.Shuts))
	}
	before := t.In(c.zone)
	for range manyDays {
		if before = before.AddDate(0, 0, -1); c.isWorkday(before) {
			break
		}
	}
	return c.atMinute(before, r.Hours.Shuts)
}

// addWork is so much working time after t.
func (r Rules) addWork(t time.Time, d time.Duration) time.Time {
	if r.Hours.IsZero() {
		return t.Add(d)
	}
	c := r.calendar()
	for range manyDays {
		t = r.openFrom(t)
		left := c.atMinute(t, r.Hours.Shuts).Sub(t)
		if d <= left {
			break
		}
		d -= left
		t = c.atMinute(c.nextWorkday(t.In(c.zone)), r.Hours.Opens)
	}
	return t.Add(d)
}

// dueWorkdays is n working days after t, within working hours: at the same time of day, else when work ends or begins.
func (r Rules) dueWorkdays(t time.Time, n int) time.Time {
	due := r.addWorkdays(t, n)
	if r.Hours.IsZero() {
		return due
	}
	c := r.calendar()
	return earliest(latest(due, c.atMinute(due, r.Hours.Opens)), c.atMinute(due, r.Hours.Shuts))
}

// NextPickup is when a carrier next fetches what was ready at t: a parcel that is ready at the cut-off itself goes with the
// next. It is zero where no cut-off is known.
func (r Rules) NextPickup(t time.Time, carrier string) time.Time {
	cutOff, known := r.Pickups[carrier]
	if !known {
		cutOff, known = r.Pickups[AnyCarrier]
	}
	if !known {
		return time.Time{}
	}
	ours, theirs := r.calendar(), r.carrierCalendar(carrier)
	day := t.In(ours.zone)
	for range manyDays {
		at := ours.atMinute(day, cutOff)
		if at.After(t) && ours.isWorkday(day) && theirs.isWorkday(day) {
			return at
		}
		day = day.AddDate(0, 0, 1)
	}
	return time.Time{}
}
