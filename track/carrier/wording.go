package carrier

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"ordertrail/track"
)

// wording are the rows that read words, longest phrase first.
type wording struct {
	rows  []wordRow
	exact map[string]wordRow
}

type wordRow struct {
	meaningRow
	phrase  string // folded, with a blank at both ends
	guarded bool   // the phrase itself holds a word like "not"
}

// longText is more than the words of any event: of a whole letter only the beginning is read.
const longText = 4000

func (t *table) readWording(exact bool, rest string) error {
	c := strings.Fields(rest)
	if len(c) < 4 {
		return fmt.Errorf("wording has a phase, a reason, a flag and words")
	}
	row, err := parseMeaning(c[:3])
	if err != nil {
		return err
	}
	s := foldSentence(strings.Join(c[3:], " "))
	w := wordRow{row, s.text, slices.ContainsFunc(s.words, isGuard)}
	if exact {
		if t.wording.exact == nil {
			t.wording.exact = map[string]wordRow{}
		}
		t.wording.exact[w.phrase] = w
		return nil
	}
	t.wording.rows = append(t.wording.rows, w)
	return nil
}

func (w *wording) sort() {
	slices.SortStableFunc(w.rows, func(a, b wordRow) int {
		if d := len(b.phrase) - len(a.phrase); d != 0 {
			return d
		}
		return strings.Compare(a.phrase, b.phrase)
	})
}

// readWords reads text with the rows of t and of every carrier.
func readWords(t, shared *table, text string) (Meaning, bool) {
	if len(text) > longText {
		text = text[:longText]
	}
	s := foldSentence(text)
	if len(s.words) == 0 {
		return Meaning{}, false
	}
	for _, source := range []*table{t, shared} {
		if source == nil {
			continue
		}
		if row, ok := source.wording.exact[s.text]; ok {
			return row.meaning(source.label(row.phrase)), true
		}
	}
	if p := track.Phase(strings.Join(s.words, "_")); p.Moves() && (p.IsCarrier() || p == track.Voided) {
		return Meaning{Phase: p, Row: "our-word " + string(p)}, true
	}
	return decide(s.found(t, shared))
}

func (t *table) label(phrase string) string {
	return strings.TrimSpace(t.id + " words " + strconv.Quote(strings.TrimSpace(phrase)))
}

// spoken is a row found in a text.
type spoken struct {
	row   wordRow
	label string
}

// found lists the rows whose phrases stand in s, longest first; a shorter one inside a longer one does not count.
func (s sentence) found(t, shared *table) []spoken {
	var out []spoken
	taken := make([]bool, len(s.text))
	both := []*table{shared}
	if t != nil {
		both = []*table{t, shared}
	}
	next := make([]int, len(both))
	for {
		which := -1
		for i, source := range both {
			if next[i] < len(source.wording.rows) && (which < 0 || len(source.wording.rows[next[i]].phrase) > len(both[which].wording.rows[next[which]].phrase)) {
				which = i
			}
		}
		if which < 0 {
			return out
		}
		row := both[which].wording.rows[next[which]]
		next[which]++
		if s.speaks(row, taken) {
			out = append(out, spoken{row, both[which].label(row.phrase)})
		}
	}
}

// speaks reports whether the phrase of row stands in s where no longer phrase took the words, and marks them taken.
func (s sentence) speaks(row wordRow, taken []bool) bool {
	said := false
	for from := 0; ; {
		i := strings.Index(s.text[from:], row.phrase)
		if i < 0 {
			return said
		}
		i += from
		from = i + 1
		inner := taken[i+1 : i+len(row.phrase)-1]
		if slices.Contains(inner, true) || !row.guarded && s.guardedAt(i) {
			continue
		}
		for j := range inner {
			inner[j] = true
		}
		said = true
	}
}

// decide joins what the rows say: one phase, and the reason and flag that go with it. Two phases that do not belong
// together are no answer.
func decide(rows []spoken) (Meaning, bool) {
	var m Meaning
	if len(rows) == 0 {
		return m, false
	}
	var labels []string
	for _, r := range rows {
		if r.row.phase == "" {
			continue
		}
		joined, ok := joinPhases(m.Phase, r.row.phase)
		if !ok {
			return Meaning{}, false
		}
		if joined != m.Phase {
			m.Phase = joined
			labels = append(labels, r.label)
		}
		if m.Reason == "" {
			m.Reason = r.row.reason
		}
		if m.Flag == "" {
			m.Flag = r.row.flag
		}
	}
	for _, r := range rows {
		if m.Phase.IsFinal() || r.row.phase != "" || r.row.reason == "" && r.row.flag == "" {
			continue
		}
		if m.Reason == "" || m.Flag == "" && m.Phase == "" {
			labels = append(labels, r.label)
		}
		if m.Reason == "" {
			m.Reason = r.row.reason
		}
		if m.Flag == "" && (m.Phase == "" || r.row.flag == track.Delayed) {
			m.Flag = r.row.flag
		}
	}
	if len(labels) == 0 {
		labels = append(labels, rows[0].label)
	}
	m.Row = strings.Join(labels, " and ")
	return m, true
}

// joinPhases says which of two phases named in one text holds. On the way, the longer phrase (the one found first)
// holds; a failed attempt that ends at a pick-up point waits there, one that ends in a return is a return; a refusal or
// loss beside anything else, and a delivery beside anything but an attempt, are contradictions.
func joinPhases(first, other track.Phase) (track.Phase, bool) {
	onTheWay := func(p track.Phase) bool {
		return p == track.Announced || p == track.Possession || p == track.Moving || p == track.OutForDelivery
	}
	pair := func(a, b track.Phase) bool { return first == a && other == b || first == b && other == a }
	switch {
	case first == "" || first == other:
		return other, true
	case pair(track.Announced, track.Possession), pair(track.Announced, track.Moving), pair(track.Announced, track.OutForDelivery):
		return "", false
	case onTheWay(first) && onTheWay(other):
		return first, true
	case pair(track.AttemptFailed, track.AwaitingCollection):
		return track.AwaitingCollection, true
	case pair(track.AttemptFailed, track.Returning), pair(track.Moving, track.Returning):
		return track.Returning, true
	case pair(track.AttemptFailed, track.Moving):
		return track.AttemptFailed, true
	}
	return "", false
}
