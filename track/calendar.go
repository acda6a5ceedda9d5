package track

import "time"

// manyDays bounds the search for a working day, so that a calendar without any cannot hang.
const manyDays = 3660

// Calendar says on which days somebody rests.
type Calendar struct {
	Rest   [7]bool       // weekdays of rest, Sunday first
	Closed map[Date]bool // single days of rest: public holidays, closures
}

// weekend is Saturday and Sunday.
var weekend = [7]bool{time.Saturday: true, time.Sunday: true}

// ShopCalendar is a shop's own: no work at weekends and on the days it is closed.
func ShopCalendar(closed map[Date]bool) Calendar { return Calendar{weekend, closed} }

// Works reports whether the day of t, in t's own zone, is no day of rest.
func (c Calendar) Works(t time.Time) bool {
	return !c.Rest[t.Weekday()] && (len(c.Closed) == 0 || !c.Closed[DateOf(t, t.Location())])
}

func (r Rules) calendar() days { return days{r.zone(), ShopCalendar(r.Closed)} }

// AnyCarrier is the code under which stands the calendar of carriers that have none of their own.
const AnyCarrier = "*"

// carrierCalendar is that of a carrier; while none is known it works when the shop does.
func (r Rules) carrierCalendar(code string) days {
	for _, code := range []string{code, AnyCarrier} {
		if c, ok := r.Calendars[code]; ok {
			return days{r.zone(), c}
		}
	}
	return r.calendar()
}

// addWorkdays is n of the shop's working days after t at the same time of day.
func (r Rules) addWorkdays(t time.Time, n int) time.Time { return r.calendar().addWorkdays(t, n) }

func (r Rules) zone() *time.Location {
	if r.Zone == nil {
		return time.UTC
	}
	return r.Zone
}

// days counts working days of a calendar in a zone.
type days struct {
	zone *time.Location
	Calendar
}

// isWorkday reports whether the day of t in the zone is no day of rest.
func (c days) isWorkday(t time.Time) bool {
	return c.Works(t.In(c.zone))
}

// addWorkdays is n working days after t at the same time of day: one working day after Friday 17:00 is Monday 17:00. A
// start on a day of rest counts from the next working morning. n is at least 0.
func (c days) addWorkdays(t time.Time, n int) time.Time {
	t = t.In(c.zone)
	if !c.isWorkday(t) {
		y, m, d := t.Date()
		t = c.nextWorkday(time.Date(y, m, d, 0, 0, 0, 0, c.zone))
	}
	for range n {
		t = c.nextWorkday(t)
	}
	return t
}

// nextWorkday is the next working day after t at the same time of day.
func (c days) nextWorkday(t time.Time) time.Time {
	for range manyDays {
		if t = t.AddDate(0, 0, 1); c.isWorkday(t) {
			break
		}
	}
	return t
}

// waited is how many working days of silence lie between two instants: the least n for which later is not after
// addWorkdays(earlier, n); most when it is that or more.
func (c days) waited(earlier, later time.Time, most int) int {
	t := c.addWorkdays(earlier, 0)
	n := 0
	for ; n < most && later.After(t); n++ {
		t = c.nextWorkday(t)
	}
	return n
}

// between counts the working days after day a up to and with day b; 0 when b is not after a, most at most.
func (c days) between(a, b Date, most int) int {
	t, end, n := a.Start(time.UTC), b.Start(time.UTC), 0
	if t.IsZero() || end.IsZero() {
		return 0
	}
	utc := days{time.UTC, c.Calendar} // a day has no zone
	for n < most && t.Before(end) {
		if t = t.AddDate(0, 0, 1); utc.isWorkday(t) {
			n++
		}
	}
	return n
}

// after is the n-th working day after day a; a itself when n is 0.
func (c days) after(a Date, n int) Date {
	utc := days{time.UTC, c.Calendar}
	t := a.Start(time.UTC)
	for range n {
		t = utc.nextWorkday(t)
	}
	return DateOf(t, time.UTC)
}

// onOrAfter is the first working day from a on.
func (c days) onOrAfter(a Date) Date {
	utc := days{time.UTC, c.Calendar}
	if t := a.Start(time.UTC); !utc.isWorkday(t) {
		return DateOf(utc.nextWorkday(t), time.UTC)
	}
	return a
}
