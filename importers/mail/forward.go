package mail

import (
	"slices"
	"strings"
	"time"

	"ordertrail/track/expr"
)

var (
	forwardMark = expr.Late(`(?i)^\W*(forwarded message|original message|begin forwarded message|weitergeleitete nachricht|ursprüngliche nachricht|originalnachricht|anfang der weitergeleiteten (?:nachricht|e-mail)|message transféré|message d.origine|début du message (?:transféré|réexpédié)|mensaje (?:reenviado|original)|inicio del mensaje reenviado|messaggio (?:inoltrato|originale)|inizio (?:del )?messaggio inoltrato|doorgestuurd bericht|oorspronkelijk bericht|begin doorgestuurd bericht|przekazana wiadomość|wiadomość (?:przekazana dalej|oryginalna)|początek przekazywanej wiadomości)\W*$`)
	forwardHead = expr.Late(`(?i)^(fwd?|wg|tr|rv|i|vs)\s*:`)
	quoteMark   = expr.Late(`^(\s*>)+ ?`)
	headField   = expr.Late(`(?i)^\*?(from|von|de|da|van|od|expéditeur|afzender|mittente|remitente|nadawca|subject|betreff|objet|asunto|oggetto|onderwerp|temat|date|datum|fecha|data|sent|gesendet|envoyé|enviado(?: el)?|inviato|verzonden|wysłano)\s*:\s*\*?\s*(.*)$`)
	anyAddress  = expr.Late(`[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+`)
)

// Read a row as: in a forwarded header, this label stands for that field.
var headLabels = map[string]string{
	"expéditeur": "from", "afzender": "from", "mittente": "from", "remitente": "from", "nadawca": "from",
	"verzonden": "date", "wysłano": "date", "enviado el": "date",
	"from": "from", "von": "from", "de": "from", "da": "from", "van": "from", "od": "from",
	"subject": "subject", "betreff": "subject", "objet": "subject", "asunto": "subject", "oggetto": "subject", "onderwerp": "subject", "temat": "subject",
	"date": "date", "datum": "date", "fecha": "date", "data": "date", "sent": "date", "gesendet": "date", "envoyé": "date", "enviado": "date", "inviato": "date",
}

// unwrap replaces a mail that somebody passed on by the carrier's mail within it, and marks it. Whoever forwards can have
// changed it, and its date is the carrier's only as far as the quoted header can be read.
func (m *message) unwrap(zone *time.Location) { m.unwrapTo(mostForwards, zone) }

// mostForwards is how often a mail may have been passed on.
const mostForwards = 4

func (m *message) unwrapTo(depth int, zone *time.Location) {
	if m.report || m.owners.of(m.from) != nil {
		return
	}
	if depth == 0 {
		m.farther = slices.ContainsFunc(m.inner, m.namesCarrier)
		return
	}
	for _, raw := range m.inner {
		in := open(raw, maxDepth-3)
		in.owners = m.owners
		if in.unwrapTo(depth-1, zone); m.owners.of(in.from) == nil {
			m.farther = m.farther || in.farther
			continue
		}
		m.adopt(in.from, in.subject, in.date)
		m.plain, m.html, m.shows = in.plain, in.html, nil
		return
	}
	if q, ok := m.quoted(func(address string) bool { return m.owners.of(address) != nil }); ok {
		m.adopt(q.from, tidy(q.subject), forwardedDate(q.date, zone))
		m.plain = []string{q.body}
		if len(m.html) > 0 {
			m.plain = nil // the page holds the same words with its links
		}
	}
}

// writer is the address of who wrote the mail: of the one within where it was passed on, "" when that does not say.
func (m *message) writer() string {
	for _, raw := range m.inner {
		if in := open(raw, maxDepth-3); in.from != "" {
			return in.from
		}
	}
	if !forwardHead().MatchString(m.subject) {
		return m.from
	}
	q, _ := m.quoted(func(string) bool { return true })
	return q.from
}

// quoted is the first mail within the texts of this one that is from one of those meant.
func (m *message) quoted(meant func(address string) bool) (q quotedMail, ok bool) {
	texts := slices.Clone(m.plain)
	for _, page := range m.readable() {
		texts = append(texts, page.text)
	}
	for _, text := range texts {
		if q, ok = quoted(text, forwardHead().MatchString(m.subject), meant); ok {
			return q, true
		}
	}
	return quotedMail{}, false
}

// namesCarrier reports whether an address of a carrier stands in a message that is not taken apart.
func (m *message) namesCarrier(raw []byte) bool {
	for _, a := range anyAddress().FindAll(raw[:min(len(raw), farthestLooked)], 200) {
		if m.owners.of(strings.ToLower(string(a))) != nil {
			return true
		}
	}
	return false
}

// farthestLooked is how much of such a message is looked at: it begins with the headers that name who wrote.
const farthestLooked = 64 << 10

func (m *message) adopt(from, subject string, date time.Time) {
	m.forwarded, m.from, m.date, m.authenticated = true, from, date, "none"
	if subject != "" {
		m.subject = subject
	}
	m.problem("forwarded", "somebody forwarded this mail; its sender cannot be checked")
	if date.IsZero() {
		m.problem("date", "the date of the forwarded mail cannot be read")
	}
}

// quotedMail is a mail as somebody's mail program quoted it.
type quotedMail struct{ from, subject, date, body string }

// quoted finds the first forwarded header that names an address of those meant. Without the usual mark before it, a header
// counts only when the subject says that the mail was forwarded.
func quoted(text string, unmarked bool, meant func(address string) bool) (quotedMail, bool) {
	if !unmarked && !mayForward(text) {
		return quotedMail{}, false
	}
	rows := strings.Split(text, "\n")
	for i := range rows {
		if row := strings.TrimSpace(rows[i]); strings.HasPrefix(row, ">") {
			rows[i] = quoteMark().ReplaceAllString(rows[i], "")
		}
		rows[i] = strings.TrimSpace(rows[i])
	}
	tries := 0
	for i, row := range rows {
		if !forwardMark().MatchString(row) && !(unmarked && headField().MatchString(row)) {
			continue
		}
		if q, ok := quotedHead(rows[i:], meant); ok {
			return q, true
		}
		if tries++; tries > maxDepth {
			break
		}
	}
	return quotedMail{}, false
}

// Read a row as: every mark of a forwarded mail holds one of these.
var forwardWords = []string{"messag", "nachricht", "weitergeleitet", "mensaje", "bericht", "wiadomo"}

// mayForward reports whether the mark of a forwarded mail may stand in a text; false is sure.
func mayForward(text string) bool {
	if strings.Contains(text, "\u017f") { // an s that is none of the letters below
		return true
	}
	low := lowerASCII(text)
	return slices.ContainsFunc(forwardWords, func(w string) bool { return strings.Contains(low, w) })
}

// quotedHead reads the header at the start of rows: within a dozen lines it must name one address of those meant.
func quotedHead(rows []string, meant func(address string) bool) (q quotedMail, ok bool) {
	last := 0
	for i := 0; i < len(rows) && i < 14; i++ {
		g := headField().FindStringSubmatch(rows[i])
		if g == nil {
			continue
		}
		switch value := strings.TrimSpace(g[2]); headLabels[strings.ToLower(g[1])] {
		case "from":
			if found := union(nil, anyAddress().FindAllString(strings.ToLower(value), 5)); q.from == "" && len(found) == 1 {
				q.from = found[0]
			}
		case "subject":
			q.subject = value
		case "date":
			q.date = value
		}
		last = i
	}
	if q.from == "" || !meant(q.from) {
		return q, false
	}
	q.body = strings.Join(rows[min(last+1, len(rows)):], "\n")
	return q, true
}

// Read a row as: some mail program writes the date of a forwarded mail so. Commas and "at" are taken out before.
var forwardedLayouts = []string{
	"Mon Jan 2 2006 3:04 PM", "Mon Jan 2 2006 15:04", "Mon 2 Jan 2006 15:04", "Mon 2 Jan 2006 3:04 PM",
	"Monday January 2 2006 3:04 PM", "Monday January 2 2006 15:04", "Monday 2 January 2006 15:04", "Monday 2 January 2006 3:04 PM",
	"Monday January 2 2006 3:04:05 PM", "January 2 2006 3:04:05 PM", "January 2 2006 3:04:05 PM -0700", "2 January 2006 15:04:05", "2 January 2006 15:04:05 -0700",
	"Mon 2 Jan 2006 15:04:05 -0700", "2 Jan 2006 15:04:05 -0700", "2006-01-02 15:04",
}

var dateNoise = strings.NewReplacer(",", " ", " at ", " ", "\u202f", " ", "\u00a0", " ")

// forwardedDate reads the date of a quoted header; the zero time when its form is not one of the known ones.
func forwardedDate(v string, zone *time.Location) time.Time {
	v = tidy(dateComment().ReplaceAllString(dateNoise.Replace(v), " "))
	if g := zoneName().FindStringSubmatch(v); g != nil {
		if offset, ok := namedZones[strings.ToUpper(g[1])]; ok {
			v = strings.TrimSpace(v[:len(v)-len(g[1])]) + " " + offset
		}
	}
	for _, layout := range forwardedLayouts {
		if t, err := time.ParseInLocation(layout, v, zone); err == nil && t.Year() >= 1990 && t.Year() <= 2100 {
			return t
		}
	}
	return localDate(v, zone)
}

// localDate reads a date as people write it in one of the languages; the zero time when it has no clock, or when two
// languages read two dates.
func localDate(v string, zone *time.Location) time.Time {
	var found time.Time
	for lang := range calendars {
		s := reader{Lang: lang}.stamp(v)
		if s == "" || s.IsDate() {
			continue
		}
		t, err := s.At(zone)
		if err != nil || !found.IsZero() && !t.Equal(found) {
			return time.Time{}
		}
		found = t
	}
	return found
}
