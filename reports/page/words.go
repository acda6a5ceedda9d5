package page

import (
	"strings"
	"time"

	"ordertrail/reports/wording"
	"ordertrail/track"
)

// words are the catalogue's sentences of one language; {name} stands for what a sentence is told.
type words map[string]string

// say is the sentence of a key with its arguments put in: name, value, name, value.
func (w words) say(key string, args ...string) string { return wording.Fill(w[key], args...) }

// day writes a date as people say it, with its year only when that is not the year of now.
func (w words) day(d track.Date, now track.Date) string {
	t, err := time.Parse("2006-01-02", string(d))
	if err != nil {
		return ""
	}
	key := "date"
	if len(now) >= 4 && d[:4] != now[:4] {
		key = "date.year"
	}
	return w.say(key, "weekday", strings.Fields(w["weekdays"])[t.Weekday()], "day", t.Format("2"),
		"month", strings.Fields(w["months"])[t.Month()-1], "year", t.Format("2006"))
}

// shortDay is a date without its weekday, for the narrow places of a trail.
func (w words) shortDay(d track.Date, now track.Date) string {
	long := w.day(d, now)
	if _, rest, found := strings.Cut(long, " "); found {
		return rest
	}
	return long
}

// moment writes a stamp as day and time of day, local to where it happened; a bare date as the day.
func (w words) moment(s track.Stamp, now track.Date) string {
	day := w.day(s.Date(), now)
	if day == "" || s.IsDate() || len(s) < len("2006-01-02T15:04") {
		return day
	}
	return w.say("moment", "day", day, "time", string(s[11:16]))
}

// span writes a window of days; both ends may be the same, either may be missing.
func (w words) span(from, to track.Date, now track.Date) string {
	a, b := w.day(from, now), w.day(to, now)
	switch {
	case a == "" || a == b:
		return b
	case b == "":
		return a
	}
	return w.say("span", "from", a, "to", b)
}
