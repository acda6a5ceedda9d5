package importers

import (
	"slices"
	"strings"
	"testing"
)

func TestDatesAreReadAsTheyWereWritten(t *testing.T) {
	t.Parallel()
	// Read a row as: this cell, in a column of this order, states this; or is refused with these words.
	for _, row := range []struct{ cell, order, want, refused string }{
		{"2026-05-19", "", "2026-05-19", ""},
		{"2026-05-19 14:05", "", "2026-05-19T14:05:00", ""},
		{"2026-05-19T14:05:06", "", "2026-05-19T14:05:06", ""},
		{"2026-05-19T14:05:06.987Z", "", "2026-05-19T14:05:06Z", ""},
		{"2026-05-19 14:05:06 +0200", "", "2026-05-19T14:05:06+02:00", ""},
		{"2026-05-19T14:05:06-07:00", "", "2026-05-19T14:05:06-07:00", ""},
		{"2026-05-19 14:05:06 UTC", "", "2026-05-19T14:05:06Z", ""},
		{"2026-05-19 14:05:06 GMT+02:00", "", "2026-05-19T14:05:06+02:00", ""},
		{"2026/05/19", "", "2026-05-19", ""},
		{"20260519", "", "2026-05-19", ""},
		{"19/05/2026", "dmy", "2026-05-19", ""},
		{"5/19/26", "mdy", "2026-05-19", ""},
		{"19.05.2026 2:05", "dmy", "2026-05-19T02:05:00", ""},
		{"5/19/2026 2:05:09 PM", "mdy", "2026-05-19T14:05:09", ""},
		{"5/19/2026 12:00 AM", "mdy", "2026-05-19T00:00:00", ""},
		{"Jul-21-25", "", "2025-07-21", ""},
		{"10-Dez-25", "", "2025-12-10", ""},
		{"May 19, 2026", "", "2026-05-19", ""},
		{"Tuesday, May 19, 2026 2:05 PM PDT", "", "2026-05-19T14:05:00-07:00", ""},
		{"19 de mayo de 2026", "", "2026-05-19", ""},
		{"1st June 2026", "", "2026-06-01", ""},
		{"3 août 2026", "", "2026-08-03", ""},
		{"2024-02-29", "", "2024-02-29", ""},
		{"2026-02-29", "", "", "February 2026 has 28 days"},
		{"2026-04-31", "", "", "April has 30 days"},
		{"31/04/2026", "dmy", "", "April has 30 days"},
		{"31/31/2026", "dmy", "", "no month 31"},
		{"2026-13-01", "", "", "no month 13"},
		{"2026-05-19 24:00", "", "", "not a time of day"},
		{"2026-05-19 13:00 PM", "", "", "1 to 12"},
		{"2026-05-19 10:00 CST", "", "", "write the offset"},
		{"2026-05-19 10:00 +25:00", "", "", "no offset"},
		{"0026-05-19", "", "", "not between 1990 and 2100"},
		{"soon", "", "", "not a date"},
		{"46161", "", "", "not a date"},
	} {
		t.Run(row.cell, func(t *testing.T) {
			t.Parallel()
			m, err := parseMoment(row.cell)
			if err == nil {
				m, err = m.settle(row.order)
			}
			switch {
			case row.refused != "" && (err == nil || !strings.Contains(err.Error(), row.refused)):
				t.Errorf("want a refusal with %q, got %v", row.refused, err)
			case row.refused == "" && (err != nil || string(m.stamp()) != row.want):
				t.Errorf("want %s, got %s, %v", row.want, m.stamp(), err)
			}
		})
	}
}

func TestTheWholeColumnDecidesDayAndMonth(t *testing.T) {
	t.Parallel()
	for name, row := range map[string]struct {
		cells           []string
		chosen, profile string
		want            dateColumn
	}{
		"a day above twelve decides for all":        {[]string{"03/04/2026", "13/04/2026"}, "", "", dateColumn{order: "dmy"}},
		"a month-first column":                      {[]string{"03/04/2026", "04/13/2026"}, "", "", dateColumn{order: "mdy"}},
		"nothing decides":                           {[]string{"03/04/2026"}, "", "", dateColumn{}},
		"equal numbers need no decision":            {[]string{"05/05/2026"}, "", "", dateColumn{order: "dmy"}},
		"both kinds are mixed":                      {[]string{"13/04/2026", "04/13/2026"}, "", "", dateColumn{mixed: true}},
		"one slip among twenty does not":            {append(slices.Repeat([]string{"04/13/2026"}, 20), "13/04/2026"), "", "", dateColumn{order: "mdy"}},
		"one slip among nineteen is a question":     {append(slices.Repeat([]string{"13/04/2026"}, 19), "04/13/2026"), "", "", dateColumn{mixed: true}},
		"the profile fills a gap":                   {[]string{"03/04/2026"}, "", "mdy", dateColumn{order: "mdy"}},
		"the cells win over the profile":            {[]string{"13/04/2026"}, "", "mdy", dateColumn{order: "dmy"}},
		"a person wins over the cells":              {[]string{"13/04/2026"}, "mdy", "", dateColumn{order: "mdy"}},
		"a day nobody has does not decide":          {[]string{"03/04/2026", "31/31/2026"}, "", "", dateColumn{}},
		"a day in no month speaks for neither":      {[]string{"30/02/2026", "03/04/2026"}, "", "", dateColumn{}},
		"dates that leave nothing open say nothing": {[]string{"2026-04-13"}, "", "", dateColumn{order: "dmy"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var column []moment
			for _, cell := range row.cells {
				m, err := parseMoment(cell)
				if err != nil {
					t.Fatal(err)
				}
				column = append(column, m)
			}
			var tally dateTally
			for _, m := range column {
				tally.add(m)
			}
			got := tally.decide(row.chosen, row.profile)
			if got.tally != tally {
				t.Errorf("the evidence is lost: %+v", got)
			}
			if got.tally = (dateTally{}); got != row.want {
				t.Errorf("want %+v, got %+v", row.want, got)
			}
		})
	}
}

func TestADateInNoCalendarIsNoQuestionOfOrder(t *testing.T) {
	t.Parallel()
	for cell, want := range map[string]string{
		"31.04.2026": "April has 30 days",
		"04/31/2026": "April has 30 days",
		"30/02/2026": "February 2026 has 28 days",
		"31/31/2026": "there is no month 31; months go from 1 to 12",
		"03/04/1926": "the year 1926 is not between 1990 and 2100",
		"03/04/2026": "it may be day 3 of month 4 or the other way round; say which with --date-format DMY or MDY",
	} {
		m, err := parseMoment(cell)
		if err != nil {
			t.Fatal(cell, err)
		}
		if _, err = (dateColumn{}).settle(m); err == nil || err.Error() != want {
			t.Errorf("%s: %v, want %q", cell, err, want)
		}
	}
}

func TestAnyWayOfWritingAFormatIsItsOrder(t *testing.T) {
	t.Parallel()
	for format, want := range map[string]string{
		"DMY": "dmy", "dd/mm/yyyy": "dmy", "DD.MM.YYYY HH:mm": "dmy", "%m/%d/%Y": "mdy", "M/D/YY": "mdy", "02/01/2006": "dmy",
		"01/02/2006": "mdy", "2006-01-02": "ymd", "YYYY-MM-DD": "ymd", "": "", "european": "",
	} {
		if got := dateOrder(format); got != want {
			t.Errorf("%q: want %q, got %q", format, want, got)
		}
	}
}
