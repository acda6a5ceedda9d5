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
	prints
	every bool // the sieve is off: tests compare
}

// prints tells of most words that they are none of those that were added.
type prints [64]uint64

func (x *prints) add(print uint32) { x[print>>6&63] |= 1 << (print & 63) }

// mayHold reports whether a word of this fingerprint may be one of them; false is sure.
func (x *prints) mayHold(print uint32) bool { return x[print>>6&63]>>(print&63)&1 == 1 }

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
		x.add(h)
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

// mayMatch reports whether all words may stand there without which w cannot; false is sure. It is the sieve that nearly all
// patterns stop at, before anything is compared.
func (x *index) mayMatch(w *wording) bool {
	if x.every {
		return true
	}
	for _, words := range w.needs {
		if !x.mayHoldOne(words) {
			return false
		}
	}
	return true
}

func (x *index) mayHoldOne(words []lexeme) bool {
	for i := range words {
		if x.mayHold(words[i].print) {
			return true
		}
	}
	return false
}
