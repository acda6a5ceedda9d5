package mail

import (
	"slices"
	"strings"
)

// digest reads a mail whose headings speak for the numbers below them, as daily summaries do. It is none when no heading
// with a number below it is found.
func (t *template) digest(p page) (finding, bool) {
	var best finding
	for _, part := range p.parts {
		if f, ok := t.digestIn(p, part); ok && len(f.events) > len(best.events) {
			best = f
		}
	}
	return best, len(best.events) > 0
}

// digestIn reads the headings of one text.
func (t *template) digestIn(p page, part *passage) (f finding, ok bool) {
	type heading struct {
		heard
		at int
	}
	var headings []heading
	for i := range t.Says {
		s := &t.Says[i]
		if s.In != inSection {
			continue
		}
		for _, m := range part.find(&s.wording, "", t.finder.shape.Regexp) {
			if part.alone(m) {
				headings = append(headings, heading{heard{saying: s, match: m, in: part, text: part.words(m)}, m.from})
			}
		}
	}
	if len(headings) == 0 {
		return f, false
	}
	slices.SortFunc(headings, func(a, b heading) int { return a.at - b.at })
	for _, n := range t.finder.anywhere(part) {
		i, _ := slices.BinarySearchFunc(headings, n.at, func(h heading, at int) int { return h.at - at })
		if i == 0 {
			continue // above all headings, it is no parcel of the list
		}
		h := headings[i-1]
		c := conclusion{meaning: h.Means, said: []heard{h.heard}, language: h.Lang, evidence: cut(h.text, 160), row: h.Name}
		f.events, f.language = append(f.events, t.events(p, c, []string{n.number}, nil)...), h.Lang
	}
	return f, len(f.events) > 0
}

// alone reports whether a match is all that stands on its line, but for what a colon leads in.
func (p *passage) alone(m match) bool {
	ends := m.to >= len(p.tokens) || p.tokens[m.to].breaks >= wrap || p.tokens[m.to].word == ":" || p.tokens[m.to-1].word == ":"
	return p.tokens[m.from].breaks >= wrap && ends
}

// anywhere lists the numbers of a text by their form alone, as lists name them without a label; where a form is sure, only those.
func (f *finder) anywhere(p *passage) []spot {
	form := f.shape
	if f.own != nil {
		form = f.own
	}
	found := map[string]int{}
	for i, t := range p.tokens {
		if len(t.word) >= 8 || len(t.word) <= 4 && t.word != ":" {
			f.take(form, p, i, found)
		}
	}
	out := make([]spot, 0, len(found))
	for n, i := range found {
		out = append(out, spot{n, i})
	}
	slices.SortFunc(out, func(a, b spot) int { return a.at - b.at })
	return out
}

// apart reads a mail that states different things of several parcels, one after another: between two numbers stands what
// is said of one of them. It is not possible when a number has no statement of its own, or two.
func (t *template) apart(p page, said []heard) ([]Event, bool) {
	var out []Event
	for _, part := range p.parts {
		var here []heard
		for _, h := range said {
			if h.in == part && h.Means.Phase != "" {
				here = append(here, h)
			}
		}
		if len(here) == 0 {
			continue
		}
		events, ok := t.apartIn(p, part, here)
		if !ok || len(out) > 0 && !sameStates(out, events) {
			return nil, false
		}
		out = events
	}
	for _, h := range said { // a subject that states something itself speaks of all of them, which they contradict
		if h.in == p.title && h.Means.Phase != "" {
			return nil, false
		}
	}
	return out, len(out) > 1
}

// apartIn pairs the numbers of one text with its statements.
func (t *template) apartIn(p page, part *passage, said []heard) ([]Event, bool) {
	spots := t.finder.in(part)
	slices.SortFunc(said, func(a, b heard) int { return a.from - b.from })
	if len(spots) < 2 || len(spots) != len(said) {
		return nil, false
	}
	first := said[0].from < spots[0].at // whether a statement stands before its number
	var out []Event
	for i, s := range spots {
		h := said[i]
		if first != (h.from < s.at) {
			return nil, false
		}
		if i > 0 && (first && h.from < spots[i-1].at || !first && said[i-1].from > s.at) {
			return nil, false
		}
		c, conflict := decide([]heard{h})
		if conflict != "" {
			return nil, false
		}
		out = append(out, t.events(p, c, []string{s.number}, nil)...)
	}
	return out, true
}

// sameStates reports whether two readings say the same of the same parcels.
func sameStates(a, b []Event) bool {
	state := func(list []Event) string {
		var rows []string
		for _, e := range list {
			rows = append(rows, e.Tracking+string(e.Phase))
		}
		slices.Sort(rows)
		return strings.Join(rows, "\n")
	}
	return state(a) == state(b)
}
