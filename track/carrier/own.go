package carrier

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"unicode"

	"ordertrail/track"
)

// Row is one row of a table: what a carrier's code, its words, or both together mean. In a shop's own row a * among the words
// stands for any words. An empty phase says nothing about where the parcel is: the reason and the flag may still say why it is
// late.
type Row struct {
	Carrier string       `json:"carrier"`
	Type    string       `json:"type"` // of the code; * serves every type
	Code    string       `json:"code"` // * is whatever comes under the type
	Words   string       `json:"words"`
	Phase   track.Phase  `json:"phase"`
	Reason  track.Reason `json:"reason"`
	Flag    track.Flag   `json:"flag"`
}

// Folded is r with its keys as they are compared: two rows with the same ones are about the same.
func (r Row) Folded() Row {
	r.Carrier = Parse(r.Carrier)
	r.Type, r.Code = foldCode(r.Type), foldCode(r.Code)
	if r.Code != "" && r.Type == "" {
		r.Type = anyType
	}
	r.Words = strings.Join(strings.Fields(r.Words), " ")
	return r
}

// Key is what a Folded row is about, as text: two rows with the same one are about the same code and words of the same carrier.
func (r Row) Key() string {
	return strings.Join([]string{r.Carrier, r.Type, r.Code, foldPattern(r.Words)}, "\t")
}

// HasGap reports whether any words may stand somewhere in those of the row: such rows are tried one after the other.
func (r Row) HasGap() bool { return strings.Contains(r.Words, "*") }

// Limits of a row.
const (
	longestCode  = 80
	longestWords = 300
	mostGaps     = 8
)

// Check says why r can be no row of a shop's own table, or nothing. Whether there is such a carrier is for the caller to say:
// a shop may ship with one that this program does not know.
func (r Row) Check() error {
	literal := strings.TrimSpace(strings.ReplaceAll(r.Words, "*", " "))
	switch {
	case len(r.Words) > longestWords || len(r.Type) > longestCode || len(r.Code) > longestCode:
		return fmt.Errorf("a code has at most %d characters and words at most %d", longestCode, longestWords)
	case strings.ContainsFunc(r.Type+r.Code+r.Words, unicode.IsControl):
		return fmt.Errorf("%q holds characters that cannot be seen", r.Type+r.Code+r.Words)
	case strings.Count(r.Words, "*") > mostGaps:
		return fmt.Errorf("the words %q leave more than %d gaps", r.Words, mostGaps)
	case r.Code == "" && r.Words == "":
		return fmt.Errorf("a row needs a code or words: what says nothing means nothing")
	case r.Code == anyCode && (r.Type == "" || r.Type == anyType):
		return fmt.Errorf("a row for every code needs a type")
	case r.Words != "" && foldWords(literal) == "":
		return fmt.Errorf("the words %q hold no word that must be there", r.Words)
	case r.Phase == track.Unmapped || r.Phase != "" && r.Phase != track.NoData && !(r.Phase.Moves() && (r.Phase.IsCarrier() || r.Phase == track.Voided)):
		return fmt.Errorf("%q is nowhere a carrier's word can put a parcel: %s, voided, no_data, or - for nowhere", r.Phase, strings.Join(carrierPhases(), ", "))
	case r.Reason != "" && !r.Reason.Known():
		return fmt.Errorf("%q is no reason", r.Reason)
	case r.Flag != "" && r.Flag != track.Delayed && r.Flag != track.Held:
		return fmt.Errorf("%q is no flag: delayed or held", r.Flag)
	}
	if r.Words == "" || r.Code == "" && r.isShipped() {
		return nil
	}
	if m, known := Map(r.Carrier, r.Type, r.Code, literal); known {
		return fmt.Errorf("the words %q are read already, as %s (%s); give the code alone, or the words as that row has them, to read it otherwise",
			literal, cmp.Or(string(m.Phase), "no place"), m.Row)
	}
	return nil
}

// isShipped reports whether a row that this program ships has the same words: whoever writes those means to correct it.
func (r Row) isShipped() bool {
	p := newPattern(r)
	if len(p.parts) != 1 || p.opens != p.open {
		return false
	}
	for _, t := range []*table{tables().carriers[r.Carrier], tables().shared} {
		if t == nil {
			continue
		}
		if _, ok := t.wording.exact[p.parts[0]]; ok && !p.open {
			return true
		}
		if p.open && slices.ContainsFunc(t.wording.rows, func(w wordRow) bool { return w.phrase == p.parts[0] }) {
			return true
		}
	}
	return false
}

// Over is what this program reads, without the shop's own table, where the row says something of its own; not ok when nothing.
func (r Row) Over() (Meaning, bool) {
	return Map(r.Carrier, r.Type, r.Code, strings.TrimSpace(strings.ReplaceAll(r.Words, "*", " ")))
}

// Phases are where a row can say that a parcel is, as the words of its table; it may say nothing, too.
func Phases() []string { return append(carrierPhases(), string(track.Voided), string(track.NoData)) }

// carrierPhases are the phases that a carrier's word can put a parcel in.
func carrierPhases() []string {
	var out []string
	for _, p := range track.Phases() {
		if p.Moves() && p.IsCarrier() {
			out = append(out, string(p))
		}
	}
	return out
}

// Own is a shop's own table. It is immutable. Words without a gap are looked up; those with one are tried one after the other.
type Own struct {
	codes map[ownKey]Row
	exact map[ownKey]map[string]Row // by the folded words
	words map[ownKey][]pattern      // the longest first
}

type ownKey struct{ carrier, typ, code string }

// pattern is words in their order; between two parts any words may stand.
type pattern struct {
	Row
	parts       []string // folded, with a blank at both ends
	open, opens bool     // whether anything may follow, and come before
}

// NewOwn makes a table of rows, of which of two about the same the later counts; nil when there are none.
func NewOwn(rows []Row) *Own {
	if len(rows) == 0 {
		return nil
	}
	o := &Own{map[ownKey]Row{}, map[ownKey]map[string]Row{}, map[ownKey][]pattern{}}
	at := map[string]int{} // where a pattern stands in its list
	for _, r := range rows {
		r = r.Folded()
		key := ownKey{r.Carrier, r.Type, r.Code}
		p := newPattern(r)
		switch i, twice := at[r.Key()]; {
		case r.Words == "":
			o.codes[key] = r
		case !p.opens && !p.open && len(p.parts) == 1:
			if o.exact[key] == nil {
				o.exact[key] = map[string]Row{}
			}
			o.exact[key][p.parts[0]] = r
		case twice:
			o.words[key][i] = p
		default:
			at[r.Key()] = len(o.words[key])
			o.words[key] = append(o.words[key], p)
		}
	}
	for _, list := range o.words {
		slices.SortStableFunc(list, func(a, b pattern) int { return len(b.Words) - len(a.Words) })
	}
	return o
}

func newPattern(r Row) pattern {
	p := pattern{Row: r, opens: strings.HasPrefix(r.Words, "*"), open: strings.HasSuffix(r.Words, "*")}
	for part := range strings.SplitSeq(r.Words, "*") {
		if words := foldWords(part); words != "" {
			p.parts = append(p.parts, " "+words+" ")
		}
	}
	return p
}

// foldPattern is a pattern as it is compared with another one.
func foldPattern(words string) string {
	p := newPattern(Row{Words: words})
	return fmt.Sprint(p.opens, p.open, strings.Join(p.parts, "*"))
}

// fits reports whether folded text, with a blank at both ends, is what the pattern says from its beginning to its end.
func (p pattern) fits(text string) bool {
	at := 0
	for i, part := range p.parts {
		found := strings.Index(text[at:], part)
		last := i == len(p.parts)-1
		if last && !p.open {
			found = len(text) - len(part) - at
			if found < 0 || !strings.HasSuffix(text, part) {
				return false
			}
		}
		if found < 0 || i == 0 && !p.opens && found > 0 {
			return false
		}
		at += found + len(part) - 1 // the blank behind it may begin the next
	}
	return len(p.parts) > 0
}

// Map says what the shop says a carrier's event means: by its code and words together, else by its words, else by its code.
func (o *Own) Map(carrier, typ, code, text string) (Row, bool) {
	typ, code = foldCode(typ), foldCode(code)
	keys := [...]ownKey{{carrier, typ, code}, {carrier, anyType, code}, {carrier, typ, anyCode}, {carrier, "", ""}}
	if text != "" && len(o.words)+len(o.exact) > 0 {
		folded := " " + foldWords(text[:min(len(text), longText)]) + " "
		for _, key := range keys {
			if row, ok := o.exact[key][folded]; ok {
				return row, true
			}
			for _, p := range o.words[key] {
				if p.fits(folded) {
					return p.Row, true
				}
			}
		}
	}
	for _, key := range keys[:3] {
		if row, ok := o.codes[key]; ok && key.code != "" {
			return row, true
		}
	}
	return Row{}, false
}

// Reads is Map as package track asks for it; nil when there is no table.
func (o *Own) Reads() func(track.Event) (track.Phase, track.Reason, track.Flag, bool) {
	if o == nil {
		return nil
	}
	return func(e track.Event) (track.Phase, track.Reason, track.Flag, bool) {
		row, ok := o.Map(e.Parcel.Carrier, e.CodeType, e.Code, e.Text)
		return row.Phase, row.Reason, row.Flag, ok
	}
}

// Shipped lists the rows that this program ships for a carrier, codes first; "" are the words that serve every carrier.
func Shipped(id string) []Row {
	t := tables().carriers[id]
	if id == "" {
		t = tables().shared
	}
	if t == nil {
		return nil
	}
	out := []Row{}
	add := func(typ, code, words string, m meaningRow) {
		out = append(out, Row{id, typ, code, strings.TrimSpace(words), m.phase, m.reason, m.flag})
	}
	for key, m := range t.codes {
		add(key.typ, key.code, "", m)
	}
	for phrase, w := range t.wording.exact {
		add("", "", phrase, w.meaningRow)
	}
	for _, w := range t.wording.rows {
		add("", "", "* "+strings.TrimSpace(w.phrase)+" *", w.meaningRow)
	}
	slices.SortFunc(out, byKey)
	return out
}

// byKey sorts codes before words, each by what stands there.
func byKey(a, b Row) int {
	if (a.Code == "") != (b.Code == "") {
		return strings.Compare(b.Code, a.Code)
	}
	return strings.Compare(a.Type+"\t"+a.Code+"\t"+a.Words, b.Type+"\t"+b.Code+"\t"+b.Words)
}
