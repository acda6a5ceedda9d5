package mail

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"
)

// Row is a shop's own pattern: what a carrier's words mean, as the pattern files say it. Means may also be "never": such a
// mail is not about the state of a parcel.
type Row struct {
	Carrier string // whose mails, by id
	Lang    string
	In      string // subject or body; or BySender
	Means   string
	Words   string
	Own     bool // the carrier may be one that nobody but the shop knows
}

// Never is the meaning of a row whose mails are not about the state of a parcel.
const Never = "never"

// Check reads a row; an error says what is wrong with it.
func (r Row) Check() error {
	if r.In == BySender {
		return r.checkSender()
	}
	_, _, err := r.parse()
	return err
}

func (r Row) parse() (s saying, never bool, err error) {
	if _, spoken := calendars[r.Lang]; !spoken {
		return s, false, fmt.Errorf("the language %q is not one of de, en, es, fr, it, nl, pl", r.Lang)
	}
	if r.template() == nil {
		return s, false, fmt.Errorf("the mails of %q are not known; only those of carriers whose address is known can be taught", r.Carrier)
	}
	s = saying{Name: "own", Lang: r.Lang, Words: r.Words}
	in, isPlace := places[r.In]
	if s.In = in; !isPlace || in != inSubject && in != inBody {
		return s, false, fmt.Errorf("words stand in subject or body, not in %q", r.In)
	}
	if s.wording, err = known().phrases.wording(r.Lang, r.Words); err != nil {
		return s, false, err
	}
	if s.words < 2 {
		return s, false, fmt.Errorf("%q has one word that must be there; two are the least, or too much is read", r.Words)
	}
	if r.Means == Never {
		return s, true, nil
	}
	s.Means, err = parseMeaning(r.Means)
	return s, false, err
}

// template is the pattern file that the row belongs to: of a carrier that the shop named itself, what carriers' mails say in common.
// nil when there is none.
func (r Row) template() *template {
	if t := templateNamedBy(r.Carrier); t != nil || !r.Own {
		return t
	}
	return localNamed(r.Carrier)
}

func templateNamedBy(id string) *template {
	for _, t := range templates() {
		if t.id() == id {
			return t
		}
	}
	return nil
}

// with is t with the shop's own rows above its own. Rows that do not parse, which an older program may have kept, are left out.
func (t *template) with(own []Row) *template {
	var says []*saying
	var quiet []silent
	for _, r := range own {
		if r.Carrier != t.id() || r.In == BySender {
			continue
		}
		s, never, err := r.parse()
		switch {
		case err != nil:
		case never:
			quiet = append(quiet, silent{Why: "taught: this shop said that such a mail is not about a parcel", In: s.In, wording: s.wording})
		default:
			says = append(says, &s)
		}
	}
	if len(says)+len(quiet) == 0 {
		return t
	}
	c := *t
	c.Says, c.Silent = append(says, t.Says...), append(quiet, t.Silent...)
	c.taught.says, c.taught.silent = len(says), len(quiet)
	return &c
}

// Near is a sentence of a mail that may say where a parcel is, and the known pattern it is nearest to.
type Near struct {
	In      string // subject or body
	Text    string
	Words   string // the sentence as a pattern: numbers, dates and what is only said once left open
	Row     string // the nearest pattern, by its name; "" when none is near
	Lang    string
	Known   string // its words
	Means   string
	Share   int      // of a hundred: how many of the pattern's words stand in the sentence in its order, and how many of the sentence's are the pattern's
	Lacks   []string // words of the pattern that do not stand there
	Instead []string // words that stand there and are not the pattern's
}

// mostNear is how many sentences are told; farthest is below which share a pattern is not near.
const (
	mostNear = 8
	farthest = 40
)

// Nearest lists the sentences of a mail that may say where a parcel is, the likeliest first: those near a known pattern,
// then those with words of a shipment. The carrier is whose mails they would be taught for; nobody's mails give none.
func (r Reader) Nearest(raw []byte) (carrier string, out []Near) {
	zone := r.Zone
	if zone == nil {
		zone = time.UTC
	}
	defer func() {
		if recover() != nil {
			carrier, out = "", nil
		}
	}()
	m := r.open(raw, zone)
	t := m.owners.of(m.from)
	if t == nil {
		return "", nil
	}
	p := pageOf(m, zone)
	seen := map[string]bool{}
	for i, part := range p.all() {
		in := "body"
		if i == 0 {
			in = "subject"
		}
		for _, s := range part.sentences() {
			n := t.nearest(s, in)
			if key := fold(n.Text); !seen[key] && (n.Row != "" || shipmentWords().MatchString(n.Text)) {
				seen[key] = true
				out = append(out, n)
			}
		}
	}
	slices.SortStableFunc(out, func(a, b Near) int { return cmp.Compare(b.Share, a.Share) })
	return t.id(), out[:min(len(out), mostNear)]
}

// stretch is a sentence of a passage, by tokens.
type stretch struct {
	*passage
	from, to int
}

// longestSentence is how many words of a sentence are compared.
const longestSentence = 40

// sentences cuts a passage into its sentences and lines.
func (p *passage) sentences() []stretch {
	var out []stretch
	from := 0
	for i := 1; i <= len(p.tokens); i++ {
		if i < len(p.tokens) && p.tokens[i].breaks < line && i-from < longestSentence {
			continue
		}
		if i-from >= 2 {
			out = append(out, stretch{p, from, i})
		}
		from = i
	}
	return out
}

// nearest compares a sentence with every row of its place.
func (t *template) nearest(s stretch, in string) Near {
	best := Near{In: in, Text: cut(s.words(match{from: s.from, to: s.to}), 200), Words: s.pattern(t)}
	words := s.tokens[s.from:s.to]
	for _, row := range t.Says {
		if row.In != places[in] || row.echo || row.turned(words) {
			continue
		}
		share, lacks, instead := row.distance(words)
		if share > best.Share && share >= farthest {
			best.Share, best.Lacks, best.Instead = share, lacks, instead
			best.Row, best.Lang, best.Known, best.Means = t.id()+"/"+row.Name, row.Lang, row.Words, row.Means.String()
		}
	}
	return best
}

// turned reports whether a sentence holds a word that turns what a row says of a parcel, such as "not" or "will", and the row
// does not.
func (s *saying) turned(words []token) bool {
	own := slices.Concat(s.literals()...)
	return s.Means.Phase != "" && slices.ContainsFunc(words, func(w token) bool { return turns[w.word] && !slices.Contains(own, w.word) })
}

// distance compares a row with the words of a sentence: the longest run of parts that stand there in order, out of both.
func (s *saying) distance(words []token) (share int, lacks, instead []string) {
	parts := s.literals()
	if len(parts) == 0 || len(words) == 0 {
		return 0, nil, nil
	}
	common := make([][]int, len(parts)+1)
	for i := range common {
		common[i] = make([]int, len(words)+1)
	}
	for i := len(parts) - 1; i >= 0; i-- {
		for j := len(words) - 1; j >= 0; j-- {
			if common[i][j] = max(common[i+1][j], common[i][j+1]); slices.Contains(parts[i], words[j].word) {
				common[i][j] = max(common[i][j], 1+common[i+1][j+1])
			}
		}
	}
	i, j := 0, 0
	for i < len(parts) && j < len(words) {
		switch {
		case slices.Contains(parts[i], words[j].word) && common[i][j] == 1+common[i+1][j+1]:
			i, j = i+1, j+1
		case common[i+1][j] >= common[i][j+1]:
			lacks, i = append(lacks, strings.Join(parts[i], "|")), i+1
		default:
			instead, j = append(instead, words[j].word), j+1
		}
	}
	for ; i < len(parts); i++ {
		lacks = append(lacks, strings.Join(parts[i], "|"))
	}
	for ; j < len(words); j++ {
		instead = append(instead, words[j].word)
	}
	return 200 * common[0][0] / (len(parts) + len(words)), lacks, instead
}

// literals are the parts of a row that must be there, each by the words that may begin it and go on in it.
func (s *saying) literals() [][]string {
	var out [][]string
	for _, c := range s.parts {
		longest := 0
		optional := false
		for _, run := range c.forms {
			optional = optional || len(run) == 0
			longest = max(longest, len(run))
		}
		if optional {
			continue
		}
		for at := range longest {
			var words []string
			for _, run := range c.forms {
				if at < len(run) && run[at].kind == aWord && !slices.Contains(words, run[at].word) {
					words = append(words, run[at].word)
				}
			}
			if len(words) > 0 {
				out = append(out, words)
			}
		}
	}
	return out
}

// pattern is a sentence as a wording: its numbers and dates are left open.
func (s stretch) pattern(t *template) string {
	var out []string
	for i := s.from; i < s.to; i++ {
		rest := s.text[s.tokens[i].start:]
		rest = rest[:min(len(rest), 120)]
		form, name := whenAt().FindString(rest), "{occurred}"
		if !namesDay(form, s.tokens[i].word) {
			form, name = t.finder.shape.FindString(rest), "{number}"
		}
		if form == "" || !strings.ContainsAny(form, "0123456789") {
			if w := s.tokens[i].word; strings.ContainsAny(w, "0123456789") {
				out = append(out, "{any}")
			} else {
				out = append(out, s.text[s.tokens[i].start:s.tokens[i].end])
			}
			continue
		}
		out = append(out, name)
		for end := int(s.tokens[i].start) + len(form); i+1 < s.to && int(s.tokens[i+1].start) < end; {
			i++
		}
	}
	return strings.Join(slices.Compact(out), " ")
}

// besideDates are words that belong to the date behind them.
var besideDates = wordSet("on am den dem vom le du el il op dnia")

// namesDay reports whether what has the form of a date is one from its first word on. A form takes any word for a weekday or
// a month: "Delivered 05/20/2026", "2 updates".
func namesDay(form, first string) bool {
	if spokenDay().MatchString(form) {
		return true
	}
	begins := besideDates[first] || strings.ContainsAny(first[:min(len(first), 1)], "0123456789")
	for lang := range calendars {
		r := reader{Lang: lang}
		if _, m, _ := r.written(form); m == 0 && !isNumericDay(form) {
			continue
		}
		if begins || r.name(first, true) >= 0 || r.name(first, false) >= 0 {
			return true
		}
	}
	return false
}

func isNumericDay(s string) bool {
	_, d := dotted(s)
	return d > 0 || isoDay().MatchString(s) || numericDay().MatchString(s)
}

// String is the meaning as a pattern file writes it.
func (m meaning) String() string {
	var out []string
	for _, w := range []string{string(m.Phase), string(m.Reason), string(m.Flag), m.Estimate} {
		if w != "" {
			out = append(out, w)
		}
	}
	if m.When != "" {
		out = append(out, "of:"+string(m.When))
	}
	return cmp.Or(strings.Join(out, " "), "dates")
}
