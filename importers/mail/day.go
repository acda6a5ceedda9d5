package mail

import (
	"strconv"
	"strings"
	"time"

	"ordertrail/track"
	"ordertrail/track/expr"
)

// The forms of dates that carriers write; {occurred} and {estimated} in a pattern stand for one of them.
const (
	dayForm    = `(?:\p{L}{2,12}\.?,?\s+)?(?:(?:den|dem|le|el|il)\s+)?(?:\d{1,2}[/.-]\d{1,2}[/.-](?:\d{4}|\d{2})\b|\d{4}-\d{2}-\d{2}|\d{1,2}\.\d{1,2}\.|\d{1,2}(?:st|nd|rd|th|er|\.)?(?:\s+de|\s+of)?\s+` + monthForm + `\.?,?(?:(?:\s+del?)?\s+\d{4})?|` + monthForm + `\.?\s+\d{1,2}\b(?:st|nd|rd|th)?(?:,?\s+\d{4})?)`
	monthForm  = `(?i:jan|jän|ene|gen|sty|feb|fév|lut|mar|mär|maa|mrt|mrz|apr|avr|abr|kwi|mai|may|mei|mag|maj|jun|jui|giu|cze|jul|lug|lip|aug|aoû|aou|ago|sie|sep|set|wrz|oct|okt|ott|paź|paz|nov|lis|dec|dez|déc|dic|gru)\p{L}{0,8}`
	clockForm  = `\d{1,2}(?:[:.]\d{2}(?::\d{2})?|\s?[hH]\s?\d{2})(?:\s*[AaPp]\.?[Mm]\b\.?)?`
	hourForm   = `,?(?:\s+(?:at|um|om|à|alle|alle ore|ore|a las|o godz\.|o godzinie|o))?\s+` + clockForm
	clockDay   = clockForm + `(?:\s?[Uu]hr|\s?uur)?,?\s+(?:on|am|op|le|il|el|dnia)\s+` + dayForm
	clockToday = clockForm + `(?:\s?[Uu]hr|\s?uur)?,?\s+` + todayForm + `\b(?:,\s+` + dayForm + `)?`
	todayHour  = todayForm + hourForm
	dayHour    = dayForm + `(?:` + hourForm + `)?`
	whenForm   = `(?:` + clockDay + `|` + clockToday + `|` + todayHour + `|` + dayHour + `)`
	todayForm  = `(?i:today|yesterday|heute|gestern|aujourd'hui|hier|vandaag|gisteren|oggi|ieri|hoy|ayer|dziś|dzisiaj|wczoraj)`
)

// Read a row as: a mail that says so means its own day, or so many days from it. They count only with an hour: of the day alone
// the mail's own date is the better account.
var spokenDays = map[string]int{
	"today": 0, "heute": 0, "aujourd'hui": 0, "vandaag": 0, "oggi": 0, "hoy": 0, "dziś": 0, "dzisiaj": 0,
	"yesterday": -1, "gestern": -1, "hier": -1, "gisteren": -1, "ieri": -1, "ayer": -1, "wczoraj": -1,
}

var (
	numericDay = expr.Late(`\b(\d{1,2})([/.-])(\d{1,2})[/.-](\d{4}|\d{2})\b`)
	dottedDay  = expr.Late(`(?:^|[^\d.])(\d{1,2})\.(\d{1,2})\.(?:[^\d]|$)`) // its year is left out
	isoDay     = expr.Late(`(\d{4})-(\d{2})-(\d{2})`)
	dayFirst   = expr.Late(`\b(\d{1,2})(?:st|nd|rd|th|er|\.)?(?:\s+de|\s+of)?\s+(\p{L}{3,10})\.?,?(?:(?:\s+del?)?\s+(\d{4}))?`)
	monthFirst = expr.Late(`(\p{L}{3,10})\.?\s+(\d{1,2})(?:st|nd|rd|th)?\b(?:,?\s+(\d{4}))?`)
	clock      = expr.Late(`\b(\d{1,2})(?:[:.]|\s?[hH]\s?)(\d{2})(?::(\d{2}))?(?:\s*([AaPp])\.?[Mm]\b)?`)
	word       = expr.Late(`\b\p{L}{2,12}`)
	spokenDay  = expr.Late(`^` + todayForm)
	spokenLate = expr.Late(`^` + clockForm + `\D{0,6}\s` + todayForm) // "11:47 today", and maybe the day in figures behind it
)

// Read a row as: this language names its months and weekdays so; a name may be shortened to its first letters, if unique.
var calendars = map[string]struct{ months, days string }{
	"en": {"january february march april may june july august september october november december", "sunday monday tuesday wednesday thursday friday saturday"},
	"de": {"januar februar märz april mai juni juli august september oktober november dezember", "sonntag montag dienstag mittwoch donnerstag freitag samstag"},
	"pl": {"stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października listopada grudnia", "niedziela poniedziałek wtorek środa czwartek piątek sobota"},
	"nl": {"januari februari maart april mei juni juli augustus september oktober november december", "zondag maandag dinsdag woensdag donderdag vrijdag zaterdag"},
	"it": {"gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre", "domenica lunedì martedì mercoledì giovedì venerdì sabato"},
	"es": {"enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre", "domingo lunes martes miércoles jueves viernes sábado"},
	"fr": {"janvier février mars avril mai juin juillet août septembre octobre novembre décembre", "dimanche lundi mardi mercredi jeudi vendredi samedi"},
}

// reader reads dates as one carrier writes them in one language: MonthFirst is the American 03/13/2020.
type reader struct {
	Lang       string
	MonthFirst bool
	Near       time.Time // the mail's date: years that are not written are the ones nearest to it
}

// stamp reads a date with or without a clock; "" unless exactly one reading is possible.
func (r reader) stamp(s string) track.Stamp {
	day, ok := r.day(s)
	if !ok {
		return ""
	}
	g := clock().FindStringSubmatch(withoutDays(s))
	if g == nil {
		return track.DateStamp(day)
	}
	h, _ := strconv.Atoi(g[1])
	m, _ := strconv.Atoi(g[2])
	sec, _ := strconv.Atoi("0" + g[3])
	switch half := strings.ToLower(g[4]); {
	case half != "" && (h < 1 || h > 12), h > 23, m > 59, sec > 59:
		return track.DateStamp(day)
	case half == "p" && h < 12:
		h += 12
	case half == "a" && h == 12:
		h = 0
	}
	return track.LocalStamp(time.Date(day.Year(), day.Month(), day.Day(), h, m, sec, 0, time.UTC))
}

// date is the day alone.
func (r reader) date(s string) track.Date { return r.stamp(s).Date() }

func withoutDays(s string) string {
	if numericDay().MatchString(s) {
		return numericDay().ReplaceAllString(s, " ")
	}
	return dottedDay().ReplaceAllString(s, " ")
}

// day finds the one day that s names. A weekday that does not fit refutes the reading.
func (r reader) day(s string) (time.Time, bool) {
	y, m, d := 0, 0, 0
	if late := spokenLate().FindString(s); late != "" {
		if rest := strings.TrimSpace(s[len(late):]); rest != "" {
			return r.day(rest)
		}
		s = late[strings.LastIndexAny(late, " \u00a0\n\t")+1:]
	}
	if spoken := spokenDay().FindString(s); spoken != "" {
		return r.Near.AddDate(0, 0, spokenDays[strings.ToLower(spoken)]), !r.Near.IsZero()
	}
	switch {
	case isoDay().MatchString(s):
		g := isoDay().FindStringSubmatch(s)
		y, m, d = number(g[1]), number(g[2]), number(g[3])
	case numericDay().MatchString(s):
		g := numericDay().FindStringSubmatch(s)
		y, d, m = number(g[4]), number(g[1]), number(g[3])
		if y < 100 {
			y += 2000
		}
		if r.MonthFirst && g[2] == "/" {
			d, m = r.american(s, y, d, m)
		}
	default:
		if y, m, d = r.written(s); m == 0 {
			m, d = dotted(s)
		}
	}
	if m < 1 || m > 12 || d < 1 || d > 31 {
		return time.Time{}, false
	}
	weekday, named := r.weekday(s)
	if y == 0 {
		return r.nearest(m, d, weekday, named)
	}
	return fits(y, m, d, weekday, named)
}

// american tells which of two numbers is the day and which the month where the month stands first in English. In any other language
// the day stands first. The weekday that is named, or the day that the mail was sent, may say otherwise in English and Spanish: what is
// told is hardly ever weeks away.
func (r reader) american(s string, y, first, second int) (d, m int) {
	switch r.Lang {
	case "en":
	case "es": // mails to the Spanish of North America have it either way
		first, second = second, first
	default:
		return first, second
	}
	weekday, named := r.weekday(s)
	asWritten, may := fits(y, first, second, weekday, named)
	turned, might := fits(y, second, first, weekday, named)
	if might && (!may || r.off(turned) <= tellsOf && r.off(asWritten) > 7*tellsOf) {
		return first, second
	}
	return second, first
}

// tellsOf is how far from its own day a mail mostly speaks of.
const tellsOf = 3 * 24 * time.Hour

// off is how far a day lies from the mail's.
func (r reader) off(day time.Time) time.Duration { return day.Sub(r.Near).Abs() }

// dotted reads "27.7.", as it is written in German and Polish; zero where it is none.
func dotted(s string) (m, d int) {
	if g := dottedDay().FindStringSubmatch(s); g != nil {
		return number(g[2]), number(g[1])
	}
	return 0, 0
}

// written reads "July 27, 2025" and "27 July 2025"; the year is 0 when it is left out.
func (r reader) written(s string) (y, m, d int) {
	for _, g := range dayFirst().FindAllStringSubmatch(s, -1) {
		if n := r.name(g[2], true); n >= 0 {
			return number(g[3]), n + 1, number(g[1])
		}
	}
	for _, g := range monthFirst().FindAllStringSubmatch(s, -1) {
		if n := r.name(g[1], true); n >= 0 {
			return number(g[3]), n + 1, number(g[2])
		}
	}
	return 0, 0, 0
}

// nearest is the year in which the day lies closest to the mail, within half a year.
func (r reader) nearest(m, d, weekday int, named bool) (time.Time, bool) {
	if r.Near.IsZero() {
		return time.Time{}, false
	}
	for _, y := range []int{r.Near.Year(), r.Near.Year() + 1, r.Near.Year() - 1} {
		t, ok := fits(y, m, d, weekday, named)
		if off := t.Sub(r.Near); ok && off < 183*24*time.Hour && off > -183*24*time.Hour {
			return t, true
		}
	}
	return time.Time{}, false
}

// fits checks that the day exists and falls on the weekday, if one was named.
func fits(y, m, d, weekday int, named bool) (time.Time, bool) {
	t := time.Date(y, time.Month(m), d, 0, 0, 0, 0, time.UTC)
	ok := t.Day() == d && int(t.Month()) == m && y >= 1990 && y <= 2100 && (!named || int(t.Weekday()) == weekday)
	return t, ok
}

func (r reader) weekday(s string) (int, bool) {
	for _, w := range word().FindAllString(s, -1) {
		if r.name(w, true) >= 0 {
			continue
		}
		if n := r.name(w, false); n >= 0 {
			return n, true
		}
	}
	return 0, false
}

// Read a row as: this short form of a month is not its beginning.
var shortMonths = map[string]string{"mrt": "maart", "mrz": "märz", "paź": "października"}

// name finds a month or weekday by its name or an unmistakable beginning of at least two (weekday) or three letters.
func (r reader) name(w string, month bool) int {
	c, ok := calendars[r.Lang]
	list, least := c.days, 2
	if month {
		list, least = c.months, 3
	}
	if w = strings.ToLower(w); shortMonths[w] != "" {
		w = shortMonths[w]
	}
	if !ok || len([]rune(w)) < least {
		return -1
	}
	found := -1
	for i, full := range strings.Fields(list) {
		if full == w {
			return i
		}
		if strings.HasPrefix(full, w) {
			if found >= 0 {
				return -1
			}
			found = i
		}
	}
	return found
}

// mayBeDay reports whether what has the form of a date names a day or a month in any language: "tussen 14" does not.
func mayBeDay(s string) bool {
	if spokenDay().MatchString(s) || spokenLate().MatchString(s) || numericDay().MatchString(s) || isoDay().MatchString(s) || dottedDay().MatchString(s) {
		return true
	}
	for _, w := range word().FindAllString(s, -1) {
		for lang := range calendars {
			if (reader{Lang: lang}).name(w, true) >= 0 {
				return true
			}
		}
	}
	return false
}

func number(s string) int { n, _ := strconv.Atoi(s); return n }
