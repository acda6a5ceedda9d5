package track

import (
	"fmt"
	"time"
)

// Stamp is a point in time as a source stated it: RFC 3339 with its offset ("2026-05-19T14:05:00-05:00"), local time whose
// offset nobody gave ("2026-05-19T14:05:00"), or a bare date ("2026-05-19"). It is kept as stated; At resolves it.
type Stamp string

// Layouts of the precisions a stamp can have.
const (
	layoutZoned = time.RFC3339
	layoutExact = "2006-01-02T15:04:05.999Z07:00"
	layoutLocal = "2006-01-02T15:04:05"
	layoutDate  = "2006-01-02"
)

// StampOf states t with its own offset, to the second.
func StampOf(t time.Time) Stamp { return Stamp(t.Format(layoutZoned)) }

// ExactStampOf states t with its own offset and the milliseconds it has: what two acts of one second, or a moment that is
// asked for again, need.
func ExactStampOf(t time.Time) Stamp { return Stamp(t.Format(layoutExact)) }

// LocalStamp states the wall clock of t and says nothing about its offset.
func LocalStamp(t time.Time) Stamp { return Stamp(t.Format(layoutLocal)) }

// DateStamp states only the day of t.
func DateStamp(t time.Time) Stamp { return Stamp(t.Format(layoutDate)) }

// ParseStamp checks that s is one of the three forms.
func ParseStamp(s string) (Stamp, error) {
	if _, err := Stamp(s).At(time.UTC); err != nil {
		return "", err
	}
	return Stamp(s), nil
}

// IsDate reports whether only the day is known.
func (s Stamp) IsDate() bool { return len(s) == len(layoutDate) }

// HasOffset reports whether the source gave the offset from UTC.
func (s Stamp) HasOffset() bool { return len(s) > len(layoutLocal) }

// At resolves s to an instant; a stamp without an offset is read in zone, a bare date as the start of that day there.
func (s Stamp) At(zone *time.Location) (time.Time, error) {
	switch {
	case s.IsDate():
		return time.ParseInLocation(layoutDate, string(s), zone)
	case s.HasOffset():
		return time.Parse(layoutZoned, string(s))
	case s == "":
		return time.Time{}, fmt.Errorf("no time given")
	}
	return time.ParseInLocation(layoutLocal, string(s), zone)
}

// Date is the calendar day of s where it happened: as stated when the offset is the source's own or unknown.
func (s Stamp) Date() Date {
	if len(s) < len(layoutDate) {
		return ""
	}
	return Date(s[:len(layoutDate)])
}

// Date is a calendar day, YYYY-MM-DD. A promise is a date; it has no clock and no zone.
type Date string

// DateOf is the day of t in zone.
func DateOf(t time.Time, zone *time.Location) Date { return Date(t.In(zone).Format(layoutDate)) }

// ParseDate checks that s is a real calendar day.
func ParseDate(s string) (Date, error) {
	if _, err := time.Parse(layoutDate, s); err != nil {
		return "", fmt.Errorf("%q is not a date YYYY-MM-DD", s)
	}
	return Date(s), nil
}

// isDay reports whether d is a real calendar day.
func (d Date) isDay() bool { return !d.Start(time.UTC).IsZero() }

// day is d, or nothing when d is no calendar day.
func (d Date) day() Date {
	if d.isDay() {
		return d
	}
	return ""
}

// Start is the first instant of d in zone; the zero time when d is empty or no date.
func (d Date) Start(zone *time.Location) time.Time {
	t, err := time.ParseInLocation(layoutDate, string(d), zone)
	if err != nil {
		return time.Time{}
	}
	return t
}

// End is the first instant after d in zone.
func (d Date) End(zone *time.Location) time.Time {
	t := d.Start(zone)
	if t.IsZero() {
		return t
	}
	return t.AddDate(0, 0, 1)
}

// DaysAfter counts the days from o to d; negative when d is earlier. Zero when either is empty.
func (d Date) DaysAfter(o Date) int {
	a, b := d.Start(time.UTC), o.Start(time.UTC)
	if a.IsZero() || b.IsZero() {
		return 0
	}
	return int(a.Sub(b).Hours() / 24)
}

// AddDays is the day n days after d, before it when n is negative; "" when d is no day.
func (d Date) AddDays(n int) Date {
	t, err := time.Parse(layoutDate, string(d))
	if err != nil {
		return ""
	}
	return DateOf(t.AddDate(0, 0, n), time.UTC)
}

// AddMonths is the same day n months after d, or the last day of that month where it has no such day; "" when d is no day.
func (d Date) AddMonths(n int) Date {
	t := d.Start(time.UTC)
	if t.IsZero() {
		return ""
	}
	last := time.Date(t.Year(), t.Month()+time.Month(n)+1, 0, 0, 0, 0, 0, time.UTC)
	return DateOf(last.AddDate(0, 0, min(t.Day(), last.Day())-last.Day()), time.UTC)
}
