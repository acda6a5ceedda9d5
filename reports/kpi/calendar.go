package kpi

import (
	"time"

	"ordertrail/track"
)

// Calendar says when the shop works, so that a duration can be told in business hours beside the hours of the clock.
type Calendar struct {
	Zone   *time.Location      // nil is UTC
	Closed map[track.Date]bool // days without work besides Saturdays and Sundays
	Opens  int                 // minutes after midnight; with Shuts 0 too, the whole working day counts
	Shuts  int
}

// mostDays bounds a walk over days: a span longer than ten years is a slip of a keyboard.
const mostDays = 3660

// Hours are the business hours between two instants, exact to the second. They are counted by the clock on the wall: a
// working day has as many of them on the day the clocks change as on any other, unless the whole day counts.
func (c Calendar) Hours(from, to time.Time) float64 {
	zone := c.Zone
	if zone == nil {
		zone = time.UTC
	}
	if !from.Before(to) {
		return 0
	}
	var sum time.Duration
	y, m, d := from.In(zone).Date()
	for i := range mostDays {
		opens, shuts := c.day(y, m, d+i, zone)
		if !opens.Before(to) {
			break
		}
		if day := time.Date(y, m, d+i, 12, 0, 0, 0, zone); !c.works(day) {
			continue
		}
		begin, end := later(opens, from), earlier(shuts, to)
		if begin.Before(end) {
			sum += end.Sub(begin)
		}
	}
	return float64(sum/time.Second) / 3600
}

// day is when a day's work begins and ends.
func (c Calendar) day(y int, m time.Month, d int, zone *time.Location) (opens, shuts time.Time) {
	if c.Opens >= c.Shuts {
		return time.Date(y, m, d, 0, 0, 0, 0, zone), time.Date(y, m, d+1, 0, 0, 0, 0, zone)
	}
	return time.Date(y, m, d, 0, c.Opens, 0, 0, zone), time.Date(y, m, d, 0, c.Shuts, 0, 0, zone)
}

func (c Calendar) works(day time.Time) bool {
	return track.ShopCalendar(c.Closed).Works(day)
}

func later(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}

func earlier(a, b time.Time) time.Time {
	if a.Before(b) {
		return a
	}
	return b
}
