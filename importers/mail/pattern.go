package mail

import (
	"bufio"
	"embed"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"
	"sync"

	"ordertrail/track"
)

//go:embed patterns/*.txt
var patternFiles embed.FS

// A pattern file says what one sender's mails mean. It is read line by line; # begins a comment:
//
//	carrier  its name
//	sender   the domains its mails come from; subdomains belong to them
//	dates    month-first, where 03/13/2020 is in March
//	label    words that stand before a tracking number; others after a stroke: tracking number / waybill no.
//	number   what such a number looks like, as an expression; more lines, more forms
//	sure     a form so distinct that no label is needed
//	link     what stands before the number in the address of a tracking link, several after blanks
//	order    what an order number looks like, where the sender is a shop as well
//	phrase   <language> <name> <words>: what {name} stands for in the rows of that language; they stand in _phrases
//	step     <language> the steps of progress bars, between strokes
//	denies   <language> <words>: who says so does not say that a parcel was delivered
//	awaits   <language> <words>: who says so still expects the parcel, whatever the subject says
//	silent   <why> from|subject|body <words>: such a mail is never about the state of a parcel
//	status   <language> words behind which a mail says where a parcel is: status / current status
//	says     <name> <language> subject|body|section|cell <meaning> | <words>: these words, there, mean that
//	   > a text that the row above reads => what it says beyond the meaning: occurred …; estimated …; place …
//	   ! a text that it must not read
//
// A meaning is a phase, a reason, a flag, or several; "dates" when the words only give dates; "today" or "tomorrow" when
// that is when delivery is expected; of:<phase> when a date only counts in a mail that says that phase; "also" when the words
// say that all numbers of the mail share its state. A section is a heading of a carrier's digest: it speaks for the numbers below
// it. A cell is all of a line or of a cell in a mail that says of each of several parcels where it is. How words are written is told
// at wording.
//
// A file that begins with an underscore is no carrier. _common, and below it _common_en and its like, hold rows that stand below
// each carrier's own; what they read in a text they read in a subject. _everywhere
// belongs to all senders, _shop to those that are no carrier, _courier to those that nobody knows, and _phrases is read before all others. The labels of _common
// are every carrier's. Of two rows that read the same words the one that knows more of them counts, else the higher one.
type template struct {
	Carrier    string
	Domains    []string
	MonthFirst bool
	Orders     *sieve
	Silent     []silent
	Says       []*saying

	Denies      []saying
	Awaits      []saying
	phrases     *phrases
	status      []statusLabel
	steps       map[string]bool
	stepsBegin  map[string]bool // the first words of the steps
	labels      [][]string      // each by its words
	shapes, own []string
	links       []string
	finder      *finder
	local       bool                       // nobody knows the carrier but the shop, which named it
	taught      struct{ says, silent int } // how many rows a shop taught; they stand first
	registers   func() *registers          // of the others

	ident  string   // once it is known
	name   []string // the carrier's name by its words
	brands []string // its domains without their endings, as look-alikes are compared
}

// names notes how the carrier is called.
func (t *template) names() {
	t.ident = "" // a template may be made of another
	t.ident, t.name = t.id(), wordsOf(t.Carrier)
	for _, d := range t.Domains {
		brand, _, _ := strings.Cut(d, ".")
		t.brands = append(t.brands, lookAlikes.Replace(brand))
	}
}

// silent is a kind of mail that is never about the state of one parcel.
type silent struct {
	Why  string
	In   place
	Part string // of the sender's address, in lower case
	wording
}

// outweighs reports whether such a mail is about that whatever else it states: what it calls delivered is a return.
func (s *silent) outweighs() bool { return s.scam() || strings.HasPrefix(s.Why, "return:") }

// scam reports whether such a mail asks for money or passwords.
func (s *silent) scam() bool { return strings.HasPrefix(s.Why, "scam:") }

// saying is one sentence of a sender and what it means.
type saying struct {
	Name  string // of the row; with the carrier it is the Basis of an event
	Lang  string
	In    place
	Means meaning
	Words string // as the file has them
	wording
	echo       bool // it is a row for texts, read in a subject
	shown, not []example
}

// example is a text that a row reads, or must not read, and what it says beyond the meaning.
type example struct {
	text, occurred, estimated, where string
}

// place is where a saying stands.
type place int

const (
	inSubject place = iota
	inBody
	inSection
	inCell
	inFrom
)

var places = map[string]place{"subject": inSubject, "body": inBody, "section": inSection, "cell": inCell, "from": inFrom}

// meaning is what a sentence states. With no phase, flag or reason it only gives dates. When is the phase a date is about:
// a "Delivered:" label counts only in a mail that says delivered. Estimate "today" and "tomorrow" count from the mail's date.
type meaning struct {
	Phase    track.Phase
	Reason   track.Reason
	Flag     track.Flag
	When     track.Phase
	Estimate string
	Also     bool // it is said of every parcel that the mail names
}

// states reports whether it says more than a date.
func (m meaning) states() bool { return m.Phase != "" || m.Reason != "" || m.Flag != "" }

// parseMeaning reads a meaning; a word that is none of ours is an error that says so.
func parseMeaning(s string) (m meaning, err error) {
	words := strings.Fields(s)
	for _, w := range words {
		of, isOf := strings.CutPrefix(w, "of:")
		switch phase := track.Phase(w); {
		case w == "dates":
		case w == "also":
			m.Also = true
		case w == "today" || w == "tomorrow":
			m.Estimate = w
		case isOf && track.Phase(of).Moves():
			m.When = track.Phase(of)
		case track.Flag(w) == track.Delayed || track.Flag(w) == track.Held:
			m.Flag = track.Flag(w)
		case phase.IsCarrier() && phase.Moves() && m.Phase == "":
			m.Phase = phase
		case track.Reason(w).Known():
			m.Reason = track.Reason(w)
		default:
			return m, fmt.Errorf("%q is no meaning: write a phase, a reason, delayed, held, today, tomorrow, of:<phase>, also or dates", w)
		}
	}
	if len(words) == 0 {
		return m, fmt.Errorf("a row without a meaning")
	}
	return m, nil
}

// phraseFile is read first: the others use what it names.
const phraseFile = "_phrases.txt"

// loadTemplates reads all pattern files, by the name of the file.
func loadTemplates() (map[string]*template, error) {
	entries, err := patternFiles.ReadDir("patterns")
	if err != nil {
		return nil, err
	}
	slices.SortFunc(entries, func(a, b fs.DirEntry) int {
		return strings.Compare(strings.TrimPrefix(a.Name(), phraseFile), strings.TrimPrefix(b.Name(), phraseFile))
	})
	out, said := map[string]*template{}, newPhrases()
	for _, entry := range entries {
		raw, err := patternFiles.ReadFile(path.Join("patterns", entry.Name()))
		if err != nil {
			return nil, err
		}
		t, err := parseTemplate(string(raw), said)
		if err != nil {
			return nil, fmt.Errorf("patterns/%s: %w", entry.Name(), err)
		}
		out[strings.TrimSuffix(entry.Name(), ".txt")] = t
	}
	said.read = nil
	return out, nil
}

// parseTemplate reads one pattern file; the phrases it names are added to those that are known.
func parseTemplate(text string, said *phrases) (*template, error) {
	t := &template{steps: map[string]bool{}, stepsBegin: map[string]bool{}, phrases: said}
	t.registers = sync.OnceValue(func() *registers { return registersOf(t) })
	in := bufio.NewScanner(strings.NewReader(text))
	for n := 1; in.Scan(); n++ {
		row := strings.TrimSpace(in.Text())
		if row == "" || row[0] == '#' {
			continue
		}
		if err := t.row(row); err != nil {
			return nil, fmt.Errorf("line %d: %w", n, err)
		}
	}
	var err error
	t.finder, err = t.compileNumbers()
	return t, err
}

// row reads one line that is neither blank nor a comment.
func (t *template) row(row string) (err error) {
	key, rest, _ := strings.Cut(row, " ")
	rest = strings.TrimSpace(rest)
	switch key {
	case "carrier":
		t.Carrier = rest
	case "sender":
		t.Domains = append(t.Domains, strings.Fields(rest)...)
	case "dates":
		if t.MonthFirst = rest == "month-first"; !t.MonthFirst {
			err = fmt.Errorf("dates are month-first or not named at all, not %q", rest)
		}
	case "label":
		for _, l := range strings.Split(rest, " / ") {
			t.labels = append(t.labels, wordsOf(l))
		}
	case "number":
		t.shapes = append(t.shapes, rest)
	case "sure":
		t.own = append(t.own, rest)
	case "link":
		t.links = append(t.links, strings.Fields(strings.ToLower(rest))...)
	case "order":
		t.Orders, err = sieved(rest)
	case "phrase":
		err = t.phrases.row(rest)
	case "step":
		err = t.stepRow(rest)
	case "status":
		t.statusRow(rest)
	case "denies":
		err = t.againstRow(&t.Denies, rest)
	case "awaits":
		err = t.againstRow(&t.Awaits, rest)
	case "silent":
		err = t.silentRow(rest)
	case "says":
		err = t.saysRow(rest)
	case ">", "!":
		err = t.exampleRow(key, rest)
	default:
		err = fmt.Errorf("%q begins no row", key)
	}
	return err
}

// againstRow reads words that speak against a delivery.
func (t *template) againstRow(rows *[]saying, rest string) (err error) {
	lang, words, _ := strings.Cut(rest, " ")
	s := saying{Lang: lang}
	s.wording, err = t.phrases.wording(lang, words)
	*rows = append(*rows, s)
	return err
}

// stepRow reads the names of the steps that a progress bar shows, whichever of them is reached.
func (t *template) stepRow(rest string) error {
	_, list, _ := strings.Cut(rest, " ")
	for _, step := range strings.Split(list, " / ") {
		words := wordsOf(step)
		if len(words) == 0 {
			return fmt.Errorf("a step without a word")
		}
		t.steps[strings.Join(words, " ")], t.stepsBegin[words[0]] = true, true
	}
	return nil
}

// statusLabel is a word for status.
type statusLabel struct {
	lang  string
	words []string
}

// statusRow reads the words behind which mails say where a parcel is; the longest are looked for first.
func (t *template) statusRow(rest string) {
	lang, list, _ := strings.Cut(rest, " ")
	for _, l := range strings.Split(list, " / ") {
		t.status = append(t.status, statusLabel{lang, wordsOf(l)})
	}
	slices.SortStableFunc(t.status, func(a, b statusLabel) int { return len(b.words) - len(a.words) })
}

// whys are the kinds of mails that are about something else than the state of a parcel.
var whys = map[string]string{
	"bill": "it is about money", "survey": "it asks for an opinion", "account": "it is about an account", "travel": "it is about a journey",
	"marketing": "it advertises", "order": "it confirms an order, nothing is on its way", "return": "it is about sending something back",
	"digest": "it shows letters, it is not about one parcel", "scam": "it asks for money or passwords, as carriers do not",
	"appointment": "it is about an appointment", "correspondence": "it is what customers and suppliers write",
}

func (t *template) silentRow(rest string) error {
	f := strings.SplitN(rest, " ", 3)
	if len(f) < 3 || whys[f[0]] == "" {
		return fmt.Errorf("silent %q: write why, where and the words", rest)
	}
	s := silent{Why: f[0] + ": " + whys[f[0]]}
	in, known := places[f[1]]
	if !known || in == inSection || in == inCell {
		return fmt.Errorf("silent %q: the words stand in from, subject or body", rest)
	}
	s.In = in
	if in == inFrom {
		s.Part = strings.ToLower(strings.TrimSpace(f[2]))
		t.Silent = append(t.Silent, s)
		return nil
	}
	var err error
	s.wording, err = t.phrases.wording("", f[2])
	t.Silent = append(t.Silent, s)
	return err
}

func (t *template) saysRow(rest string) error {
	head, words, ok := strings.Cut(rest, "|")
	f := strings.Fields(head)
	if !ok || len(f) < 4 {
		return fmt.Errorf("says %q: write a name, a language, where, a meaning, a stroke and the words", rest)
	}
	s := saying{Name: f[0], Lang: f[1], Words: strings.TrimSpace(words)}
	if _, known := calendars[s.Lang]; !known {
		return fmt.Errorf("says %s: the language %q has no calendar", s.Name, s.Lang)
	}
	in, known := places[f[2]]
	if !known || in == inFrom {
		return fmt.Errorf("says %s: words stand in subject, body, section or cell, not in %q", s.Name, f[2])
	}
	s.In = in
	var err error
	if s.Means, err = parseMeaning(strings.Join(f[3:], " ")); err != nil {
		return fmt.Errorf("says %s: %w", s.Name, err)
	}
	if s.wording, err = t.phrases.wording(s.Lang, s.Words); err != nil {
		return fmt.Errorf("says %s: %w", s.Name, err)
	}
	t.Says = append(t.Says, &s)
	return nil
}

// exampleRow reads a text that the row above reads, or must not read.
func (t *template) exampleRow(key, rest string) error {
	if len(t.Says) == 0 {
		return fmt.Errorf("an example of no row")
	}
	s := t.Says[len(t.Says)-1]
	text, says, _ := strings.Cut(rest, "=>")
	e := example{text: strings.TrimSpace(text)}
	for _, part := range strings.Split(says, ";") {
		name, value, _ := strings.Cut(strings.TrimSpace(part), " ")
		switch name {
		case "":
		case "occurred":
			e.occurred = value
		case "estimated":
			e.estimated = value
		case "place":
			e.where = value
		default:
			return fmt.Errorf("example %q says %q: occurred, estimated and place are possible", text, name)
		}
	}
	if key == ">" {
		s.shown = append(s.shown, e)
	} else {
		s.not = append(s.not, e)
	}
	return nil
}

// wordsOf are the folded words of a text.
func wordsOf(s string) []string {
	var out []string
	for _, t := range cutUp(s).tokens {
		if t.word != ":" {
			out = append(out, t.word)
		}
	}
	return slices.Clip(out)
}
