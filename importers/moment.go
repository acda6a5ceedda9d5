package importers

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"

	"ordertrail/track"
	"ordertrail/track/expr"
)

// moment is a date, perhaps with a time of day and an offset, as a cell wrote it. When open, a and b are the first two
// numbers and only the order of the column tells which of them is the day.
type moment struct {
	open    bool
	a, b    int
	y, m, d int
	clock   bool
	h, mi   int
	s       int
	zoned   bool
	offset  int // seconds east of UTC
}

var (
	yearFirst  = expr.Late(`^(\d{4})([-/.])(\d{1,2})[-/.](\d{1,2})(?:$|([T ,].*)$)`)
	compact    = expr.Late(`^(\d{4})(\d{2})(\d{2})(?:$|([T ].*)$)`)
	yearLast   = expr.Late(`^(\d{1,2})\s?[-/.]\s?(\d{1,2})\s?[-/.]\s?(\d{4}|\d{2})(?:$|([T ,].*)$)`)
	monthFirst = expr.Late(`^(\pL{3,})\.?[- ]+(\d{1,2})(?:st|nd|rd|th)?[-, ]+(\d{4}|\d{2})(?:$|([T ,].*)$)`)
	dayFirst   = expr.Late(`^(\d{1,2})(?:st|nd|rd|th|\.)?[-/. ]*(?:de )?(\pL{3,})\.?,?[-/. ]*(?:de )?(\d{4}|\d{2})(?:$|([T ,].*)$)`)
	weekday    = expr.Late(`^(?i:mon|tue|wed|thu|fri|sat|sun)\pL*,? `)
	timeOfDay  = expr.Late(`^[T, ]*(?:at )?(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,]\d+)?)?\s*(?:([AaPp])\.?[Mm]\.?)?\s*(\(?[A-Za-z]{1,5}\)?)?\s*(?:([+-])(\d{2}):?(\d{2}))?$`)
)

// Read a row as: the month's number and how its name may begin, in the languages of shop exports, without accents.
var monthNames = []struct {
	month int
	stems []string
}{
	{1, []string{"jan", "gen", "ene", "sty"}},
	{2, []string{"feb", "fev", "lut"}},
	{3, []string{"mar", "maa", "mae", "mrz", "mrt"}},
	{4, []string{"apr", "avr", "abr", "kwi"}},
	{5, []string{"may", "mai", "mei", "mag", "maj"}},
	{6, []string{"jun", "juin", "giu", "cze"}},
	{7, []string{"jul", "juil", "lug", "lip"}},
	{8, []string{"aug", "aou", "ago", "sie"}},
	{9, []string{"sep", "set", "wrz"}},
	{10, []string{"oct", "okt", "ott", "out", "paz"}},
	{11, []string{"nov", "lis"}},
	{12, []string{"dec", "dez", "dic", "gru"}},
}

// Read a row as: the abbreviation stands for so many hours from UTC. Those that mean two things (CST, IST, BST) are left out.
var zoneHours = map[string]int{
	"UTC": 0, "GMT": 0, "Z": 0, "EST": -5, "EDT": -4, "CDT": -5, "MST": -7, "MDT": -6, "PST": -8, "PDT": -7,
	"CET": 1, "CEST": 2, "EET": 2, "EEST": 3, "JST": 9, "AEST": 10, "AEDT": 11, "NZST": 12, "NZDT": 13,
}

// noAccents folds the letters that month names are written with.
var noAccents = strings.NewReplacer("é", "e", "è", "e", "û", "u", "ä", "a", "ç", "c", "ź", "z", "ś", "s", "á", "a")

// monthNamed is the month a word stands for, 0 when none. "juin" and "juil" need their fourth letter.
func monthNamed(word string) int {
	word = noAccents.Replace(strings.ToLower(word))
	for _, row := range monthNames {
		for _, stem := range row.stems {
			if strings.HasPrefix(word, stem) {
				return row.month
			}
		}
	}
	return 0
}

// parseMoment reads a date in any of the ways exports write them. An error says that it is no date at all; whether the day
// is in the calendar is known once settle has given the order of an open one.
func parseMoment(text string) (moment, error) {
	text = strings.TrimSpace(strings.ReplaceAll(text, "\u202f", " "))
	if text != "" && !isDigit(text[0]) {
		text = text[len(weekday().FindString(text)):]
	}
	var m moment
	var rest string
	switch {
	case match(yearFirst(), text, &m, &rest, 1, 3, 4, 5):
	case match(compact(), text, &m, &rest, 1, 2, 3, 4):
	case matchOpen(text, &m, &rest):
	case matchNamed(monthFirst(), text, &m, &rest, 1, 2):
	case matchNamed(dayFirst(), text, &m, &rest, 2, 1):
	default:
		return m, fmt.Errorf("%q is not a date; write it as 2026-05-19 or 2026-05-19 14:05", text)
	}
	if rest = strings.TrimSpace(rest); rest != "" {
		if err := m.readClock(rest); err != nil {
			return m, err
		}
	}
	return m, nil
}

// match reads a date whose parts stand in a known order.
func match(re *regexp.Regexp, text string, m *moment, rest *string, y, mo, d, r int) bool {
	g := re.FindStringSubmatch(text)
	if g == nil {
		return false
	}
	m.y, m.m, m.d, *rest = number(g[y]), number(g[mo]), number(g[d]), g[r]
	return true
}

// matchOpen reads 05/19/2026 and 19.05.26: which number is the day is left open.
func matchOpen(text string, m *moment, rest *string) bool {
	g := yearLast().FindStringSubmatch(text)
	if g == nil {
		return false
	}
	m.open, m.a, m.b, m.y, *rest = true, number(g[1]), number(g[2]), fullYear(g[3]), g[4]
	return true
}

// matchNamed reads a date whose month is a word.
func matchNamed(re *regexp.Regexp, text string, m *moment, rest *string, mo, d int) bool {
	g := re.FindStringSubmatch(text)
	if g == nil || monthNamed(g[mo]) == 0 {
		return false
	}
	m.m, m.d, m.y, *rest = monthNamed(g[mo]), number(g[d]), fullYear(g[3]), g[4]
	return true
}

// number is s, which a pattern has found to be a few digits.
func number(s string) int {
	n, _ := strconv.Atoi(s)
	return n
}

// fullYear reads two digits as 1970 to 2069.
func fullYear(s string) int {
	y := number(s)
	switch {
	case len(s) == 4:
		return y
	case y >= 70:
		return 1900 + y
	}
	return 2000 + y
}

// readClock reads the time of day and the offset that follow a date. Fractions of a second are cut off.
func (m *moment) readClock(text string) error {
	g := timeOfDay().FindStringSubmatch(text)
	if g == nil {
		return fmt.Errorf("%q is not a time of day; write it as 14:05, 14:05:00 or 14:05:00 +02:00", text)
	}
	m.clock, m.h, m.mi, m.s = true, number(g[1]), number(g[2]), number(g[3])
	if g[4] != "" {
		if m.h < 1 || m.h > 12 {
			return fmt.Errorf("%q is not a time of day: with AM or PM the hour is 1 to 12", text)
		}
		m.h %= 12
		if strings.EqualFold(g[4], "p") {
			m.h += 12
		}
	}
	if m.h > 23 || m.mi > 59 || m.s > 59 {
		return fmt.Errorf("%q is not a time of day: it goes from 00:00:00 to 23:59:59", text)
	}
	return m.readZone(strings.Trim(g[5], "()"), g[6], g[7], g[8])
}

// readZone reads "UTC", "PST", "+0200" or "GMT+02:00".
func (m *moment) readZone(name, sign, hours, minutes string) error {
	if name != "" {
		h, ok := zoneHours[strings.ToUpper(name)]
		if !ok {
			return fmt.Errorf("the time zone %q can mean several; write the offset, as in +02:00", name)
		}
		m.zoned, m.offset = true, h*3600
	}
	if sign == "" {
		return nil
	}
	if number(hours) > 14 || number(minutes) > 59 {
		return fmt.Errorf("%s%s:%s is no offset from UTC; they go from -12:00 to +14:00", sign, hours, minutes)
	}
	m.zoned, m.offset = true, number(hours)*3600+number(minutes)*60
	if sign == "-" {
		m.offset = -m.offset
	}
	return nil
}

// settle gives an open moment its order and checks the day against the calendar.
func (m moment) settle(order string) (moment, error) {
	if m.open {
		m.open, m.d, m.m = false, m.a, m.b
		if order == "mdy" {
			m.d, m.m = m.b, m.a
		}
	}
	switch {
	case m.m < 1 || m.m > 12:
		return m, fmt.Errorf("there is no month %d; months go from 1 to 12", m.m)
	case m.y < 1990 || m.y > 2100:
		return m, fmt.Errorf("the year %d is not between 1990 and 2100", m.y)
	}
	last := time.Date(m.y, time.Month(m.m)+1, 0, 0, 0, 0, 0, time.UTC)
	if m.d < 1 || m.d > last.Day() {
		month := last.Month().String()
		if m.m == 2 {
			month = fmt.Sprintf("%s %d", month, m.y)
		}
		return m, fmt.Errorf("%s has %d days", month, last.Day())
	}
	return m, nil
}

// stamp states a settled moment with exactly what was written: a day, a local time, or a time with its offset.
func (m moment) stamp() track.Stamp {
	zone := time.UTC
	if m.zoned && m.offset != 0 {
		zone = time.FixedZone("", m.offset)
	}
	t := time.Date(m.y, time.Month(m.m), m.d, m.h, m.mi, m.s, 0, zone)
	switch {
	case m.zoned:
		return track.StampOf(t)
	case m.clock:
		return track.LocalStamp(t)
	}
	return track.DateStamp(t)
}
