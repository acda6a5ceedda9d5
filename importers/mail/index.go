package mail

import "math/bits"

// lexeme is a word that a pattern holds, with its fingerprint.
type lexeme struct {
	word  string
	print uint32
}

func lexemeOf(word string) lexeme { return lexeme{word, fingerprint(word)} }

// fingerprint is FNV-1a over a word: words of one fingerprint may differ, words of two do.
func fingerprint(word string) uint32 {
	h := uint32(2166136261)
	for i := 0; i < len(word); i++ {
		h = (h ^ uint32(word[i])) * 16777619
	}
	return h
}

// index finds where a word stands. Tokens of one slot are chained in the order of the text.
type index struct {
	slots []int32 // the first token of each slot, -1 for none; as many as a power of two
	next  []int32 // by token, the next of its slot; -1 for none
	seen  [64]uint64
	every bool // the sieve is off: tests compare
}

// indexOf indexes tokens.
func indexOf(tokens []token) index {
	x := index{slots: make([]int32, 1<<bits.Len(uint(len(tokens)))), next: make([]int32, len(tokens))}
	for i := range x.slots {
		x.slots[i] = -1
	}
	for i := len(tokens) - 1; i >= 0; i-- {
		h := tokens[i].print
		slot := &x.slots[int(h)&(len(x.slots)-1)]
		x.next[i], *slot = *slot, int32(i)
		x.seen[h>>6&63] |= 1 << (h & 63)
	}
	return x
}

// first is the first token that is the word, -1 when none is.
func (p *passage) first(l lexeme) int {
	if !p.mayHold(l.print) {
		return -1
	}
	return p.from(p.slots[int(l.print)&(len(p.slots)-1)], l.word)
}

// after is the next token of the same word as token i.
func (p *passage) after(i int) int { return p.from(p.next[i], p.tokens[i].word) }

func (p *passage) from(i int32, word string) int {
	for i >= 0 && p.tokens[i].word != word {
		i = p.next[i]
	}
	return int(i)
}

// mayHold reports whether a word of this fingerprint may stand in the text; false is sure.
func (x *index) mayHold(print uint32) bool { return x.seen[print>>6&63]>>(print&63)&1 == 1 }

// mayMatch reports whether all words may stand there without which w cannot; false is sure. It is the sieve that nearly all
// patterns stop at, before anything is compared.
func (x *index) mayMatch(w *wording) bool {
	if x.every {
		return true
	}
	for _, l := range w.needs {
		if !x.mayHold(l.print) {
			return false
		}
	}
	return true
}
