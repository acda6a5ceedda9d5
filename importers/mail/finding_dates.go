package mail

import (
	"slices"
	"strings"
	"time"

	"ordertrail/track"
)

// dates reads when it happened and when delivery is expected. Readings that differ leave the field empty.
func (t *template) dates(p page, c conclusion, e *Event) {
	var occurred []track.Stamp
	var estimated []track.Date
	today, dated := p.today()
	if !dated {
		today = time.Time{}
	}
	read := func(h heard) reader { return reader{Lang: h.Lang, MonthFirst: t.MonthFirst, Near: today} }
	var hours []string
	for _, h := range c.said {
		r := read(h)
		about := h.Means.When
		if about == "" {
			about = h.Means.Phase
		}
		if s := r.stamp(h.occurred); s != "" && about == c.Phase {
			occurred = append(occurred, s)
		}
		if h.clock != "" && about == c.Phase {
			hours = append(hours, h.clock)
		}
		if d := r.date(h.estimated); d != "" {
			estimated = append(estimated, d)
		}
		if d := relativeDay(h.Means.Estimate, today); d != "" && dated {
			estimated = append(estimated, d)
		}
		if e.Location == "" && about == c.Phase {
			e.Location = h.where
		}
	}
	if len(occurred) == 0 && dated {
		occurred = c.besides(read)
	}
	e.Occurred = atHour(finest(occurred), hours)
	if e.Phase != track.Delivered && e.Phase != track.ReturnedToUs {
		if d := slices.Compact(estimated); len(d) > 0 && !slices.ContainsFunc(d, func(o track.Date) bool { return o != d[0] }) {
			e.EstimatedOn = d[0]
		}
	}
}

// ahead is a time at which something happened after the mail that tells of it was sent, by more than zones and clocks that are
// wrong explain, and the event; "" when none is.
func (p page) ahead(events []Event) (Event, string) {
	const explained = 36 * time.Hour
	for _, e := range events {
		if at, err := e.Occurred.At(p.zone); err == nil && e.Occurred != "" && !p.date.IsZero() && at.Sub(p.date) > explained {
			return e, string(e.Occurred.Date())
		}
	}
	return Event{}, ""
}

func relativeDay(says string, today time.Time) track.Date {
	switch says {
	case "today":
		return track.Date(track.DateStamp(today))
	case "tomorrow":
		return track.Date(track.DateStamp(today.AddDate(0, 0, 1)))
	}
	return ""
}

// atHour is a day at the hour that a label of its own names; the day alone where the labels differ.
func atHour(day track.Stamp, hours []string) track.Stamp {
	if hours = slices.Compact(hours); len(hours) != 1 || day == "" || day != track.Stamp(day.Date()) {
		return day
	}
	return reader{}.stamp(string(day) + " " + hours[0])
}

// finest is the most exact of stamps that agree; "" when two of them differ.
func finest(stamps []track.Stamp) track.Stamp {
	var best track.Stamp
	for _, s := range stamps {
		switch {
		case best == "" || strings.HasPrefix(string(s), string(best)):
			best = s
		case !strings.HasPrefix(string(best), string(s)):
			return ""
		}
	}
	return best
}
