package pdf

import (
	"strings"
	"time"

	"ordertrail/reports/wording"
	"ordertrail/track"
)

// words are the catalogue's of one language; {name} stands for what a sentence is told.
type words map[string]string

// say is the sentence of a key with its arguments put in: name, value, name, value.
func (w words) say(key string, args ...string) string { return wording.Fill(w[key], args...) }

// date writes a day as people say it; "" for no day.
func (w words) date(d track.Date) string {
	t, err := time.Parse("2006-01-02", string(d))
	if err != nil {
		return ""
	}
	return w.say("date", "weekday", strings.Fields(w["weekdays"])[t.Weekday()], "day", t.Format("2"),
		"month", strings.Fields(w["months"])[t.Month()-1], "year", t.Format("2006"))
}

// moment writes an instant as day and time of day; "" for the zero time.
func (w words) moment(t time.Time, zone *time.Location) string {
	if t.IsZero() {
		return ""
	}
	return w.say("moment", "date", w.date(track.DateOf(t, zone)), "time", t.In(zone).Format("15:04"))
}
