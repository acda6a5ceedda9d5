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

// Day writes a day as the documents of these words do; "" for no day.
func Day(own map[string]string, d track.Date) string { return words(own).date(d) }

// Stated writes a stamp as its source stated it: the day, the time by the clock of its source where there was one, and the
// offset of that clock where it was said. Nothing is converted or added; "" for no stamp.
func Stated(own map[string]string, at track.Stamp) string {
	day := words(own).date(at.Date())
	if day == "" || at.IsDate() {
		return day
	}
	text := string(at)
	said := words(own).say("moment", "date", day, "time", text[len("2026-05-22T"):len("2026-05-22T10:00")])
	if at.HasOffset() {
		offset := text[strings.LastIndexAny(text, "+-Z"):]
		if offset == "Z" {
			offset = "UTC"
		}
		said += " " + offset
	}
	return said
}
