package track

import (
	"errors"
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
		return parseDay(string(s), zone)
	case s.HasOffset():
		return time.Parse(layoutZoned, string(s))
	case s == "":
		return time.Time{}, errNoTime
	}
	return parseLocal(string(s), zone)
}

var errNoTime = errors.New("no time given")

// parseDay is time.ParseInLocation of layoutDate. Deriving an order asks for many days, and most of the time went into reading
// the layout.
func parseDay(s string, zone *time.Location) (time.Time, error) {
	if y, m, d, ok := dayIn(s); ok && len(s) == len(layoutDate) {
		return time.Date(y, time.Month(m), d, 0, 0, 0, 0, zone), nil
	}
	return time.ParseInLocation(layoutDate, s, zone)
}

// parseLocal is time.ParseInLocation of layoutLocal, for the same reason.
func parseLocal(s string, zone *time.Location) (time.Time, error) {
	if y, m, d, ok := dayIn(s); ok && len(s) == len(layoutLocal) && s[10] == 'T' && s[13] == ':' && s[16] == ':' {
		hour, minute, second := decimal(s[11:13]), decimal(s[14:16]), decimal(s[17:19])
		if hour >= 0 && hour < 24 && minute >= 0 && minute < 60 && second >= 0 && second < 60 {
			return time.Date(y, time.Month(m), d, hour, minute, second, 0, zone), nil
		}
	}
	return time.ParseInLocation(layoutLocal, s, zone)
}

// dayIn reads a day that s begins with; ok is false for the last days that only some months have, which are for package time to judge.
func dayIn(s string) (year, month, day int, ok bool) {
	if len(s) < len(layoutDate) || s[4] != '-' || s[7] != '-' {
		return 0, 0, 0, false
	}
	year, month, day = decimal(s[:4]), decimal(s[5:7]), decimal(s[8:10])
	return year, month, day, year >= 0 && month >= 1 && month <= 12 && day >= 1 && (day <= 28 || day <= 30 && month != 2)
}

// decimal is the number that s writes in decimal digits alone; -1 when it does not.
func decimal(s string) int {
	n := 0
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return -1
		}
		n = 10*n + int(s[i]-'0')
	}
	return n
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
	if d == "" {
		return time.Time{}
	}
	t, err := parseDay(string(d), zone)
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
	t, err := parseDay(string(d), time.UTC)
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
