package track

import (
	"slices"
	"strings"
)

// erasedMark begins what stands in a fact where words were erased. A hash of them follows, so that words that were the same
// within an order still are, and what they decided still is.
const erasedMark = "erased:"

// IsErased reports whether a text stands where words were erased.
func IsErased(text string) bool { return strings.HasPrefix(text, erasedMark) }

// ErasedWord is what stands where a text was erased outside of the facts.
func ErasedWord(text string) string { return HashID(erasedMark, text, 20) }

// word is one text of a fact that somebody may have written a person's name into.
type word struct {
	text  *string
	goods bool // it speaks of goods or a service, which may be called as a person is
}

// words are those texts. Codes, numbers and dates are none.
func (e *Event) words() []word {
	out := []word{{&e.Text, false}, {&e.Location, false}, {&e.Over, false}}
	if f := e.OrderFacts; f != nil {
		out = append(out, word{&f.Tags, false}, word{&f.Service, true}, word{&f.Payment, true}, word{&f.Fulfilment, true})
		for i := range f.Lines {
			out = append(out, word{&f.Lines[i].Title, true})
		}
	}
	if f := e.ParcelFacts; f != nil {
		out = append(out, word{&f.Service, true})
	}
	if f := e.ReturnFacts; f != nil {
		out = append(out, word{&f.Goods, false}, word{&f.Supplier, true}, word{&f.Reference, false})
	}
	if f := e.ClaimFacts; f != nil {
		out = append(out, word{&f.Against, true}, word{&f.Reference, false})
	}
	return out
}

// Bound is what the chain of the log covers of a fact: its words stand there by their hashes, so that they can be erased and
// the chain stays whole.
func (e Event) Bound() Event {
	bound, _ := e.without(func(word) bool { return true })
	return bound
}

// Without is e without the words that name a person, and whether there were any; own says that the fact is about that person.
func (e Event) Without(who Mentions, own bool) (Event, bool) {
	return e.without(func(w word) bool { return who.In(*w.text) || own && !w.goods && who.InOwn(*w.text) })
}

func (e Event) without(goes func(word) bool) (Event, bool) {
	e = e.AsFact()
	gone := func(w word) bool { return *w.text != "" && !IsErased(*w.text) && goes(w) }
	if !slices.ContainsFunc(e.words(), gone) {
		return e, false
	}
	e = e.apart()
	for _, w := range e.words() {
		if gone(w) {
			*w.text = HashID(erasedMark, e.Order.Key()+"|"+*w.text, 20)
		}
	}
	return e, true
}

// HasErased reports whether words of the fact were erased.
func (e Event) HasErased() bool {
	return slices.ContainsFunc(e.words(), func(w word) bool { return IsErased(*w.text) })
}

// apart is e that shares no facts with the event it was copied from.
func (e Event) apart() Event {
	if e.OrderFacts != nil {
		f := *e.OrderFacts
		f.Lines = append([]LineFacts{}, f.Lines...)
		e.OrderFacts = &f
	}
	if e.ParcelFacts != nil {
		f := *e.ParcelFacts
		e.ParcelFacts = &f
	}
	if e.ReturnFacts != nil {
		f := *e.ReturnFacts
		e.ReturnFacts = &f
	}
	if e.ClaimFacts != nil {
		f := *e.ClaimFacts
		e.ClaimFacts = &f
	}
	return e
}
