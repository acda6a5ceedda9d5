package mail

import (
	"slices"
	"strings"
	"unicode"

	"ordertrail/track"
	"ordertrail/track/carrier"
	"ordertrail/track/expr"
)

// A tracking page that somebody copied is the carrier's own word without a sender: one number, and a history in which each
// step has its words and its full date. All of it is understood, or it is a question: half a history would be a wrong one.

// copied reads a message as a page that somebody copied, and reports whether it is one.
func (n *Notice) copied(m *message, p page) bool {
	text := strings.Join(m.plain, "\n") // with the marks between its cells
	if text == "" {
		text = strings.Join(p.texts, "\n")
	}
	c, why := readCopied(text)
	if c.tracking == "" || len(c.dated) == 0 {
		return false // not even the beginning of one
	}
	n.Verdict, n.Why, n.Carrier = Unknown, why, c.carrier
	if why == "" {
		n.Verdict, n.Copied, n.Events = IsNotice, true, c.events
	}
	return true
}

// OfText makes a message of a text that somebody copied, which has no sender and no date.
func OfText(text []byte) []byte {
	const envelope = "Subject: tracking page\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n"
	return append([]byte(envelope), text...)
}

// Copied reports whether the text is the tracking page of one parcel of which everything is understood.
func Copied(text string) bool {
	_, why := readCopied(text)
	return why == ""
}

// readCopied reads the text of a tracking page; why says what is not understood of it.
func readCopied(text string) (p *copied, why string) {
	p = &copied{lines: strings.Split(withoutBars(strings.ToValidUTF8(text, "\ufffd")), "\n")}
	for _, part := range []func() string{p.number, p.dates, p.history, p.order} {
		if why = part(); why != "" {
			return p, why
		}
	}
	return p, ""
}

// copied is a copied page while it is read.
type copied struct {
	lines    []string
	dated    []datedLine
	carrier  string
	tracking string
	events   []Event
}

// datedLine is a line that names a day, with the line of its time where that is one of its own.
type datedLine struct {
	at    int    // the line
	end   int    // the line behind it
	day   string // as it is written
	clock string
	rest  string      // what else stands there
	stamp track.Stamp // once it is known how the page writes days
}

// bare reports whether nothing but the day and the time stands there: the words are in other lines.
func (d datedLine) bare() bool { return !hasLetters(joining().ReplaceAllString(d.rest, " ")) }

// number finds the one tracking number of the page, and whose it is.
func (p *copied) number() string {
	text := strings.Join(p.lines, "\n")
	named := p.named()
	claims := slices.DeleteFunc(carrier.FindIn(text, carrier.Hints{Carrier: named}), func(c carrier.Claim) bool { return c.Check == carrier.Invalid })
	numbers, carriers := map[string]bool{}, map[string]bool{}
	for _, c := range claims {
		numbers[c.Number], carriers[c.Carrier] = true, true
	}
	switch {
	case len(numbers) == 0:
		return "no-number: no tracking number of a carrier that is known stands in it"
	case len(numbers) > 1:
		return "several-numbers: more than one tracking number stands in it; copy the history of one parcel"
	case named != "" && carriers[named]:
		p.carrier = named
	case len(carriers) > 1:
		return "whose-number: the number may be one of several carriers, and the page names none of them"
	default:
		p.carrier = claims[0].Carrier
	}
	p.tracking = claims[0].Number
	return ""
}

// shortLine is how long a line may be that names the carrier and not a sentence about one.
const shortLine = 40

// named is the carrier that short lines of the page name; "" when none or several are.
func (p *copied) named() string {
	found := ""
	for _, l := range p.lines {
		l = tidy(l)
		if l == "" || len(l) > shortLine {
			continue
		}
		id := carrier.Parse(l)
		if !slices.Contains(carrier.IDs(), id) || id == found {
			continue
		}
		if found != "" {
			return ""
		}
		found = id
	}
	return found
}

var (
	fullDay  = expr.Late(`(?:\p{L}{2,12}\.?,?\s+)?(?:\b\d{1,2}[/.-]\d{1,2}[/.-]\d{4}\b|\b\d{4}-\d{2}-\d{2}\b|\b\d{1,2}(?:st|nd|rd|th|er|\.)?(?:\s+de|\s+of)?\s+\p{L}{3,10}\.?,?(?:\s+del?)?\s+\d{4}\b|\p{L}{3,10}\.?\s+\d{1,2}(?:st|nd|rd|th)?,?\s+\d{4}\b)`)
	pageTime = expr.Late(`\b\d{1,2}:\d{2}(?::\d{2})?(?:\s*[AaPp]\.?\s?[Mm]\b\.?|\s*(?:Uhr|uur|h)\b)?`)
	joining  = expr.Late(`(?i)\b(?:um|am|den|à|le|om|op|alle|ore|il|a las|el|o|godz|dnia|at|on)\b`) // between a day and a time
	slashed  = expr.Late(`\b(\d{1,2})[/-](\d{1,2})[/-]\d{4}\b`)
	foretold = expr.Late(`(?i)\b(estimated|expected|scheduled|voraussichtlich\w*|geplant\w*|prévue?|estimée?|verwacht\w*|prevista|estimada|przewidywan\w*)\b`)
)

// dates finds the lines that name a day, and how the page writes days: by its own dates, never by where the shop is. A day that
// is foretold is no step.
func (p *copied) dates() string {
	var either string
	dayFirst, monthFirst := false, false
	for i, l := range p.lines {
		day := fullDay().FindString(l)
		if day == "" || foretold().MatchString(l) || i > 0 && foretold().MatchString(p.lines[i-1]) && len(p.lines[i-1]) <= shortLine {
			continue
		}
		rest := strings.Replace(l, day, " ", 1)
		clock := pageTime().FindString(rest)
		rest = tidyCell(strings.Replace(rest, clock, " ", 1))
		p.dated = append(p.dated, datedLine{at: i, end: i + 1, day: day, clock: clock, rest: rest})
		if g := slashed().FindStringSubmatch(day); g != nil {
			a, b := number(g[1]), number(g[2])
			dayFirst, monthFirst = dayFirst || a > 12, monthFirst || b > 12
			if a <= 12 && b <= 12 && a != b {
				either = g[0]
			}
		}
	}
	switch {
	case len(p.dated) == 0:
		return "no-dates: no step of a history with its full date stands in it"
	case dayFirst && monthFirst:
		return "dates: its days are written in two orders"
	case either != "" && !dayFirst && !monthFirst:
		return "dates: " + either + " may be two days, and no other date on the page says which comes first"
	}
	for i, d := range p.dated {
		if p.dated[i].stamp = pageStamp(d.day+" "+d.clock, monthFirst); p.dated[i].stamp == "" {
			return "dates: " + tidy(d.day) + " is no day that can be read"
		}
	}
	return ""
}

// pageStamp reads a full date in whichever language has its weekday, or else its month; "" unless all that do agree.
func pageStamp(text string, monthFirst bool) (found track.Stamp) {
	var readers []reader
	for lang := range calendars {
		readers = append(readers, reader{Lang: lang, MonthFirst: monthFirst})
	}
	named := func(r reader) bool { _, named := r.weekday(text); return named }
	if slices.ContainsFunc(readers, named) {
		readers = slices.DeleteFunc(readers, func(r reader) bool { return !named(r) })
	}
	for _, r := range readers {
		switch s := r.stamp(text); {
		case s == "" || s == found:
		case found != "":
			return ""
		default:
			found = s
		}
	}
	return found
}

// history reads the steps, as the page lays them out. What a sentence over them says of a day must be one of them.
func (p *copied) history() string {
	bare := slices.IndexFunc(p.dated, datedLine.bare)
	if bare < 0 {
		return p.rows(p.dated)
	}
	read := p.blocks
	if p.timed(bare) {
		read = p.underDays
	} else if why := p.joinTimes(bare); why != "" {
		return why
	}
	if why := read(bare); why != "" {
		return why
	}
	for _, d := range p.dated[:bare] {
		m, ok := carrier.Map(p.carrier, "", "", d.rest)
		if ok && m.Phase != "" && !slices.ContainsFunc(p.events, func(e Event) bool { return e.Phase == m.Phase && e.Occurred.Date() == d.stamp.Date() }) {
			return "layout: " + cut(tidy(p.lines[d.at]), 60) + " says something else than the steps under it"
		}
	}
	return ""
}

// rows reads a page on which each line is a step.
func (p *copied) rows(steps []datedLine) string {
	for _, d := range steps {
		if why := p.step(d.stamp, d.rest); why != "" {
			return why
		}
	}
	return ""
}

// timed reports whether steps with a time of their own stand under days that have none.
func (p *copied) timed(first int) bool {
	d := p.dated[first]
	for _, l := range p.lines[d.at+1:] {
		if tidy(l) != "" {
			return d.clock == "" && pageTime().MatchString(l) && hasLetters(pageTime().ReplaceAllString(l, ""))
		}
	}
	return false
}

// underDays reads a page on which a day stands over its steps, each a line with its time.
func (p *copied) underDays(first int) string {
	for i := first; i < len(p.dated); i++ {
		d, end := p.dated[i], len(p.lines)
		if !d.bare() {
			return "layout: " + cut(tidy(p.lines[d.at]), 60) + " is laid out otherwise than the steps before it"
		}
		if i+1 < len(p.dated) {
			end = p.dated[i+1].at
		}
		for _, l := range p.lines[d.at+1 : end] {
			clock := pageTime().FindString(l)
			if clock == "" {
				continue
			}
			stamp := pageStamp(string(d.stamp.Date())+" "+clock, false)
			if why := p.step(stamp, strings.Replace(l, clock, " ", 1)); why != "" {
				return why
			}
		}
	}
	return ""
}

// blocks reads a page on which a step takes several lines: its words stand all over their days, or all under them.
func (p *copied) blocks(first int) string {
	days := p.dated[first:]
	if i := slices.IndexFunc(days, func(d datedLine) bool { return !d.bare() }); i >= 0 {
		return "layout: " + cut(tidy(p.lines[days[i].at]), 60) + " is laid out otherwise than the steps before it"
	}
	between := make([][]string, len(days)+1)
	from, longest := 0, 1
	for i, d := range days {
		between[i] = filled(p.lines[from:d.at])
		if from = d.end; i > 0 {
			longest = max(longest, len(between[i]))
		}
	}
	end := filled(p.lines[from:])
	between[len(days)] = end
	var over []meant
	if len(between[0]) > 0 {
		over = p.told(last(between[0], max(longest, 2)), between[1:len(days)])
	}
	under := p.told(nil, between[1:])
	switch {
	case over == nil && under == nil:
		return "words: of some step it is not known what its words mean"
	case over != nil && under != nil && len(days) > 1:
		return "layout: the words of the steps may stand over their days or under them"
	case over == nil && len(days) > 1 && len(end) > longest && !p.means(end[:longest], under[len(under)-1].Meaning):
		return "layout: more stands under the last step than under the others"
	case over == nil:
		over = under
	}
	for i, m := range over {
		p.add(days[i].stamp, m.words, m.Meaning)
		p.events[len(p.events)-1].Location = m.where
	}
	return ""
}

// step reads one step in one line.
func (p *copied) step(at track.Stamp, words string) string {
	m, ok := carrier.Map(p.carrier, "", "", words)
	if !ok {
		return "words: it is not known what " + cut(tidy(words), 80) + " means"
	}
	p.add(at, words, m)
	return ""
}

func (p *copied) add(at track.Stamp, words string, m carrier.Meaning) {
	p.events = append(p.events, Event{
		Tracking: p.tracking, Carrier: p.carrier, Phase: m.Phase, Reason: m.Reason, Flag: m.Flag, Occurred: at,
		Evidence: cut(tidy(words), 160), Basis: "copied:" + p.carrier,
	})
}

// meant is what the lines of a step mean together.
type meant struct {
	carrier.Meaning
	words string
	where string // "" unless one line has the words and the only other one is a place
}

// told reads the steps that the groups of lines are, one of them that stands before the others aside; nil unless all are known.
func (p *copied) told(before []string, groups [][]string) []meant {
	if before != nil {
		groups = append([][]string{before}, groups...)
	}
	out := make([]meant, len(groups))
	for i, lines := range groups {
		words := strings.Join(lines, ". ")
		m, ok := carrier.Map(p.carrier, "", "", words)
		if !ok {
			m, ok = p.alone(lines)
		}
		if !ok {
			return nil
		}
		out[i] = meant{m, words, p.place(lines)}
	}
	return out
}

// alone is the meaning of the one line of a step that has one, beside another that may be a place: some words mean something
// only where they stand by themselves.
func (p *copied) alone(lines []string) (m carrier.Meaning, ok bool) {
	if p.place(lines) == "" {
		return m, false
	}
	if m, ok = carrier.Map(p.carrier, "", "", lines[0]); !ok {
		m, ok = carrier.Map(p.carrier, "", "", lines[1])
	}
	return m, ok
}

// place is the line of a step that says where it was: the one beside the only line that has a meaning.
func (p *copied) place(lines []string) string {
	if len(lines) != 2 {
		return ""
	}
	_, first := carrier.Map(p.carrier, "", "", lines[0])
	_, second := carrier.Map(p.carrier, "", "", lines[1])
	where := lines[0]
	if first {
		where = lines[1]
	}
	if first == second || len(where) > shortLine || strings.ContainsAny(where, ":?!") {
		return ""
	}
	return where
}

// means reports whether lines mean that.
func (p *copied) means(lines []string, m carrier.Meaning) bool {
	is, ok := carrier.Map(p.carrier, "", "", strings.Join(lines, ". "))
	return ok && is.Phase == m.Phase && is.Reason == m.Reason && is.Flag == m.Flag
}

// order checks that the steps stand as they happened, or the other way round: else the page was laid out in a way that is not
// known, or was put together.
func (p *copied) order() string {
	if len(p.events) == 0 {
		return "no-dates: no step of a history with its full date stands in it"
	}
	at := func(e Event) string { return string(e.Occurred) }
	day := func(a, b Event) int { // a day without a time stands with all times of it
		if n := min(len(at(a)), len(at(b))); at(a)[:n] != at(b)[:n] {
			return strings.Compare(at(a), at(b))
		}
		return 0
	}
	if !slices.IsSortedFunc(p.events, day) && !slices.IsSortedFunc(p.events, func(a, b Event) int { return day(b, a) }) {
		return "layout: its steps do not stand in the order of their days"
	}
	return ""
}

// last is the end of a list.
func last(list []string, n int) []string { return list[max(0, len(list)-n):] }

// filled are the lines that hold something.
func filled(lines []string) (out []string) {
	for _, l := range lines {
		if l = tidy(l); l != "" {
			out = append(out, l)
		}
	}
	return out
}

// tidyCell is a line without the marks that stood between its cells.
func tidyCell(s string) string { return strings.Trim(tidy(s), " ,;|·-–") }

func hasLetters(s string) bool { return strings.IndexFunc(s, unicode.IsLetter) >= 0 }
