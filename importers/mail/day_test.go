package mail

import (
	"slices"
	"strings"
	"testing"
	"time"

	"ordertrail/track"
)

func TestDatesAreReadOnlyWhenOneReadingIsPossible(t *testing.T) {
	t.Parallel()
	near := time.Date(2026, 3, 12, 0, 0, 0, 0, time.UTC)
	tests := []struct {
		name, lang, text string
		monthFirst       bool
		want             track.Stamp
	}{
		{"American numbers with weekday and clock", "en", "Friday 03/13/2026 10:12 A.M.", true, "2026-03-13T10:12:00"},
		{"the weekday refutes the day", "en", "Monday 03/13/2026 10:12 A.M.", true, ""},
		{"British numbers", "en", "05/03/2026", false, "2026-03-05"},
		{"dots are day first everywhere", "de", "13.03.2026 um 14:05", true, "2026-03-13T14:05:00"},
		{"month by name", "en", "1:07 pm on July 27, 2025", true, "2025-07-27T13:07:00"},
		{"noon", "en", "March 13, 2026 at 12:05 pm", true, "2026-03-13T12:05:00"},
		{"midnight", "en", "March 13, 2026 at 12:05 am", true, "2026-03-13T00:05:00"},
		{"day by name", "en", "Tuesday, 11 August 2020", false, "2020-08-11"},
		{"an ordinal", "en", "13th March 2026", false, "2026-03-13"},
		{"no year: the nearest", "en", "Friday, March 13", true, "2026-03-13"},
		{"no year, across the new year", "en", "December 30", true, "2025-12-30"},
		{"no year and the wrong weekday", "en", "Monday, March 13", true, ""},
		{"German names", "de", "Freitag, 13. März 2026", false, "2026-03-13"},
		{"German short names", "de", "Fr., 13. Mär 2026", false, "2026-03-13"},
		{"Polish names", "pl", "13 marca 2026", false, "2026-03-13"},
		{"dots without a year: the nearest", "de", "Mi, 31.12. um 14.58", false, "2025-12-31T14:58:00"},
		{"dots without a year, a month 13", "de", "12.13.", false, ""},
		{"dots without a year and the wrong weekday", "de", "Fr, 31.12.", false, ""},
		{"a version is no day", "de", "1.2.3", false, ""},
		{"a month in another language", "en", "13. März 2026", false, ""},
		{"an ambiguous short month", "en", "Ju 13, 2026", false, ""},
		{"the 31st of a short month", "en", "April 31, 2026", false, ""},
		{"month 13", "en", "13/13/2026", true, ""},
		{"the weekday tells that the day stands first", "en", "Wednesday, 06/03/2019", true, "2019-03-06"},
		{"only as a day is 13 possible", "en", "13/03/2026", true, "2026-03-13"},
		{"the day of the mail tells that the day stands first", "en", "12/03/2026 at 10:00", true, "2026-03-12T10:00:00"},
		{"the day of the mail tells nothing of a week ago", "en", "05/03/2026", true, "2026-05-03"},
		{"the month stands first where both lie near", "en", "03/02/2026", true, "2026-03-02"},
		{"in German the day stands first", "de", "Dienstag, 05/03/2019", true, "2019-03-05"},
		{"in Spanish the day stands first", "es", "05/03/2026", true, "2026-03-05"},
		{"in Spanish both lie far", "es", "07/08/2026", true, "2026-08-07"},
		{"the day of a Spanish mail tells that the month stands first", "es", "03/12/2026", true, "2026-03-12"},
		{"in French the day stands first, however far", "fr", "03/12/2026", true, "2026-12-03"},
		{"an hour of today", "de", "heute um 12:47", false, "2026-03-12T12:47:00"},
		{"an hour of yesterday", "nl", "gisteren om 9:07", false, "2026-03-11T09:07:00"},
		{"an article before the day", "de", "Freitag, den 13.03.", false, "2026-03-13"},
		{"ISO", "en", "2026-03-13", true, "2026-03-13"},
		{"a clock that cannot be", "en", "03/13/2026 25:61", true, "2026-03-13"},
		{"nothing", "en", "Pending", true, ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			r := reader{Lang: tt.lang, MonthFirst: tt.monthFirst, Near: near}
			if got := r.stamp(tt.text); got != tt.want {
				t.Errorf("stamp(%q) = %q, want %q", tt.text, got, tt.want)
			}
		})
	}
	if got := (reader{Lang: "en"}).stamp("March 13"); got != "" {
		t.Errorf("a day without year in a mail without date reads as %q; it cannot be known", got)
	}
	if got := (reader{Lang: "en"}).stamp("today at 10:12"); got != "" {
		t.Errorf("today in a mail without date reads as %q; it cannot be known", got)
	}
}

// Trying the forms of dates one by one finds what all of them together find.
func TestTheFormsOfADateAreTriedOneByOne(t *testing.T) {
	t.Parallel()
	texts := []string{"", "14:05 on 13 March", "9.30 on Friday, 13 March 2026", "13.03.2026 um 14:05", "2026-03-13", "März 13", "Freitag, den 13. März", "nothing on 13 March", "13 parcels"}
	for word := range spokenDays {
		texts = append(texts, word+" 14:05", strings.ToUpper(word)+" um 14:05", word)
	}
	found := 0
	for _, text := range texts {
		got, want := dayAt(text), theDay(text, whenAt().FindStringIndex(text))
		if !slices.Equal(got, want) {
			t.Errorf("%q holds a date at %v, want %v", text, got, want)
		}
		found += len(got)
	}
	if found < 2*len(spokenDays) {
		t.Errorf("only %d dates are found", found/2)
	}
}
