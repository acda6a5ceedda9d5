package carrier

import (
	"strings"

	"ordertrail/track"
)

// Meaning is what a carrier's code or words say. An empty Phase says nothing about where the parcel is: the flag and the
// reason may still say why it is late.
type Meaning struct {
	Phase  track.Phase
	Reason track.Reason
	Flag   track.Flag
	Row    string // the table row that decided, for "why": "gls code DELIVEREDPS", "words \"out for delivery\""
}

type codeKey struct{ typ, code string }

type meaningRow struct {
	phase      track.Phase
	reason     track.Reason
	flag       track.Flag
	wordsFirst bool // the code is vague: the words of the event decide when they can
}

// anyCode and anyType stand in the tables for "whatever it is".
const (
	anyType = "*"
	anyCode = "*"
)

// Map says what a carrier's event means: by its code within its type, else by its words as the carrier uses them, else by
// words that every carrier uses. Not ok means nobody taught us: the event is unmapped, which is never "in transit".
func Map(carrier, typ, code, text string) (Meaning, bool) {
	all := tables()
	t := all.carriers[carrier]
	row, label, known := t.code(typ, code)
	if !known {
		row, label, known = all.shared.code(typ, code)
	}
	if known && !row.wordsFirst {
		return row.meaning(label), true
	}
	if m, ok := readWords(t, all.shared, text); ok {
		return m, true
	}
	if !known && isWord(code) {
		if m, ok := readWords(t, all.shared, code); ok {
			return m, true
		}
	}
	if known {
		return row.meaning(label), true
	}
	return Meaning{}, false
}

func (r meaningRow) meaning(label string) Meaning {
	return Meaning{Phase: r.phase, Reason: r.reason, Flag: r.flag, Row: label}
}

// code finds the row of a code: its own type first, then rows for every type, then what the type alone says.
func (t *table) code(typ, code string) (meaningRow, string, bool) {
	if t == nil {
		return meaningRow{}, "", false
	}
	typ, code = foldCode(typ), foldCode(code)
	keys := []codeKey{{typ, code}, {anyType, code}, {typ, anyCode}}
	for i, key := range keys {
		if key.code == "" || i == 2 && typ == "" {
			continue
		}
		if row, ok := t.codes[key]; ok {
			return row, strings.TrimSpace(t.id + " code " + strings.TrimSpace(key.typ+" "+key.code)), true
		}
	}
	return meaningRow{}, "", false
}

func foldCode(code string) string { return strings.ToUpper(strings.TrimSpace(code)) }

// isWord reports whether a code is written out ("OutForDelivery"), so that it can be read like words; short codes mean
// something else in every carrier.
func isWord(code string) bool { return len(code) > 5 && strings.ContainsAny(code, "aeiouAEIOU") }
