package mail

import (
	"math/bits"
	"slices"
)

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
func (r *register) in(p *passage, taught int) []int32 {
	entered := r.all
	if !p.every {
		entered = r.heldBy(p)
	}
	if taught == 0 {
		return entered
	}
	rows := make([]int32, 0, taught+len(entered))
	for i := range taught {
		rows = append(rows, int32(i))
	}
	for _, row := range entered {
		rows = append(rows, int32(taught)+row)
	}
	return rows
}

// heldBy lists the rows of which a word may stand in p.
func (r *register) heldBy(p *passage) []int32 {
	if len(r.all) == 0 {
		return nil
	}
	held, n := make([]uint64, r.all[len(r.all)-1]/64+1), 0
	for i, word := range r.words {
		if p.mayHold(word) {
			for _, row := range r.rows[i] {
				held[row/64] |= 1 << (row % 64)
			}
			n += len(r.rows[i])
		}
	}
	rows := make([]int32, 0, n)
	for i, bit := range held {
		for ; bit != 0; bit &= bit - 1 {
			rows = append(rows, int32(i*64+bits.TrailingZeros64(bit)))
		}
	}
	return rows
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
