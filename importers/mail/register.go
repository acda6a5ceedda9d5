package mail

import "slices"

// register lists by word which rows of a table may stand in a text that holds it: one look for the words in a text finds the few
// rows that are worth trying.
type register struct {
	words []uint32  // their fingerprints
	rows  [][]int32 // of each word
	all   []int32
}

// note enters a row. Of every wording some words are known of which each match holds one: the likeliest to be missed are its
// entries.
func (r *register) note(row int, w *wording) {
	for _, l := range w.needs[0] {
		i := slices.Index(r.words, l.print)
		if i < 0 {
			i, r.words, r.rows = len(r.words), append(r.words, l.print), append(r.rows, nil)
		}
		r.rows[i] = append(r.rows[i], int32(row))
	}
	r.all = append(r.all, int32(row))
}

// in lists the rows that may stand in p, in the order of the table; the others do not. Rows the shop taught stand before those
// that are entered, and are always among them.
func (r *register) in(p *passage, taught int) (rows []int32) {
	for i := range taught {
		rows = append(rows, int32(i))
	}
	entered := r.all
	if !p.every {
		entered = r.heldBy(p)
	}
	for _, row := range entered {
		rows = append(rows, int32(taught)+row)
	}
	return rows
}

// heldBy lists the rows of which a word may stand in p.
func (r *register) heldBy(p *passage) []int32 {
	var rows []int32
	for i, word := range r.words {
		if p.mayHold(word) {
			rows = append(rows, r.rows[i]...)
		}
	}
	slices.Sort(rows)
	return slices.Compact(rows)
}

// registers are the registers of a template's tables, by place.
type registers struct {
	says, silent [inFrom]register
}

// registersOf enters the rows of t.
func registersOf(t *template) *registers {
	out := &registers{}
	for i, s := range t.Says {
		out.says[s.In].note(i, &s.wording)
	}
	for i := range t.Silent {
		if s := &t.Silent[i]; s.In != inFrom {
			out.silent[s.In].note(i, &s.wording)
		}
	}
	return out
}
