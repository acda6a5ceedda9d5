package sheet

import (
	"math"
	"strconv"
	"time"
)

// form is what a number format makes of a number.
type form uint8

const (
	formNumber form = iota
	formDay         // a date
	formMoment      // a date and a time of day
	formClock       // a time of day
)

// lastSerial is 9999-12-31, the last day that spreadsheet programs know, in the 1900 system.
const lastSerial = 2958465

// leapBug is the day 1900-02-29, which never was but which the 1900 system counts.
const leapBug = 60

const secondsOfDay = 24 * 60 * 60

// appendSerial appends the date or time that a stored number stands for, rounded to the second. A number that is none
// in this date system (negative, beyond 9999, day 0 of 1900) is not ok.
func appendSerial(dst, raw []byte, f form, from1904 bool) (out []byte, ok bool) {
	serial, err := strconv.ParseFloat(string(raw), 64)
	if err != nil || !(serial >= 0 && serial < lastSerial+1) {
		return dst, false
	}
	days := int(math.Floor(serial))
	seconds := int(math.Round((serial - float64(days)) * secondsOfDay))
	if seconds == secondsOfDay {
		days, seconds = days+1, 0
	}
	if days == 0 && !from1904 || days == 0 && f == formClock {
		if f != formClock && seconds == 0 {
			return dst, false
		}
		return appendClock(dst, seconds), true
	}
	if dst, ok = appendDay(dst, days, from1904); !ok {
		return dst, false
	}
	if f == formDay && seconds == 0 {
		return dst, true
	}
	return appendClock(append(dst, 'T'), seconds), true
}

func appendDay(dst []byte, days int, from1904 bool) ([]byte, bool) {
	start := time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC)
	switch {
	case from1904:
		start = time.Date(1904, 1, 1, 0, 0, 0, 0, time.UTC)
	case days == leapBug:
		return append(dst, "1900-02-29"...), true
	case days < leapBug:
		start = start.AddDate(0, 0, 1)
	}
	day := start.AddDate(0, 0, days)
	if day.Year() > 9999 {
		return dst, false
	}
	return day.AppendFormat(dst, time.DateOnly), true
}

func appendClock(dst []byte, seconds int) []byte {
	two := func(n int) { dst = append(dst, byte('0'+n/10), byte('0'+n%10)) }
	two(seconds / 3600)
	dst = append(dst, ':')
	two(seconds / 60 % 60)
	dst = append(dst, ':')
	two(seconds % 60)
	return dst
}

// isoForms are the ways in which a cell of type d writes a date (ISO 8601), and what is kept of each.
var isoForms = []struct{ from, to string }{
	{"2006-01-02", time.DateOnly},
	{"2006-01-02T15:04", "2006-01-02T15:04:05"},
	{"2006-01-02T15:04:05", "2006-01-02T15:04:05"},
	{"2006-01-02T15:04:05Z", "2006-01-02T15:04:05"},
	{"15:04:05", time.TimeOnly},
	{"T15:04:05", time.TimeOnly},
}

// appendISO appends the date of a cell of type d; fractions of a second are dropped.
func appendISO(dst, raw []byte) (out []byte, ok bool) {
	for _, f := range isoForms {
		if t, err := time.Parse(f.from, string(raw)); err == nil {
			return t.AppendFormat(dst, f.to), true
		}
	}
	return dst, false
}
