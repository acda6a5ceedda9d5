package mail

import (
	"slices"
	"strconv"
	"strings"

	"ordertrail/track"
)

// A mail about several parcels, each with a state of its own, is read when it is laid out in one of a few ways that leave no doubt
// which state is whose. A number without a state, a state that is not known, or a layout that may be read in two ways leaves it unread.

// digest reads a mail whose headings speak for the numbers below them, as daily summaries of one carrier do. It is none when no
// heading with a number below it is found, or a line among them may be a heading that nobody knows.
func (t *template) digest(p page, said []heard) (finding, bool) {
	var best finding
	for _, part := range p.parts {
		if f, ok := t.digestIn(p, part, heardIn(said, part)); ok && len(f.events) > len(best.events) {
			best = f
		}
	}
	return best, len(best.events) > 0
}

// digestIn reads the headings of one text. What is said of a day between a number and what follows it is said of that parcel.
func (t *template) digestIn(p page, part *passage, said []heard) (f finding, ok bool) {
	headings := slices.DeleteFunc(t.states(part, nil, inSection), func(s state) bool { return part.tokens[s.from].breaks < wrap })
	if len(headings) == 0 {
		return f, false
	}
	numbers := t.finder.anywhere(part)
	if last := len(numbers) - 1; last > 0 && numbers[0].at < headings[0].from && numbers[last].at < headings[len(headings)-1].from {
		return f, false // each number stands above what is said of it
	}
	for k, n := range numbers {
		i, _ := slices.BinarySearchFunc(headings, n.at, func(h state, at int) int { return h.from - at })
		if i == 0 {
			continue // above all headings, it is no parcel of the list
		}
		h := headings[i-1]
		to := len(part.tokens)
		if k+1 < len(numbers) {
			to = numbers[k+1].at
		}
		if i < len(headings) {
			to = min(to, headings[i].from)
		}
		c := conclusion{meaning: h.Means, said: append([]heard{h.heard}, daysIn(said, h.Means.Phase, n.at, to)...), language: h.Lang, evidence: cut(h.text, 160), row: h.Name}
		f.events, f.language = append(f.events, t.events(p, c, []string{n.number}, nil)...), h.Lang
	}
	if len(f.events) == 0 || len(f.events) == 1 && differ(headings) || part.mayTurn(headings, headings[0].from, part.down(numbers[len(numbers)-1].at, 1)) {
		return finding{}, false
	}
	return f, true
}

// differ reports whether states say that parcels are in different places: above a single number they may be what is yet to come.
func differ(states []state) bool {
	return slices.ContainsFunc(states, func(s state) bool { return s.Means.Phase != states[0].Means.Phase })
}

// daysIn are those between two tokens that give the day of a phase and state nothing else.
func daysIn(said []heard, phase track.Phase, from, to int) (out []heard) {
	for _, h := range said {
		if h.from >= from && h.from < to && h.occurred != "" && phase != "" && (h.Means.Phase == phase || h.Means.Phase == "" && h.Means.When == phase) {
			out = append(out, h)
		}
	}
	return out
}

// severally reads a mail that says of each of several parcels where it is. why is the question it leaves, "" when the mail is no
// such mail, or is read.
func (t *template) severally(p page, said []heard, which parcels) (f finding, why string) {
	if len(which.numbers) < 2 && which.question == "" {
		return f, ""
	}
	for _, part := range p.parts {
		spots := t.occurrences(part)
		if count(spots) < 2 {
			continue
		}
		r := several{template: t, page: p, part: part, spots: spots, said: heardIn(said, part)}
		events, lang, unclear := r.read()
		switch {
		case unclear != "":
			return finding{}, "several-parcels: it names " + strconv.Itoa(count(spots)) + " parcels, and " + unclear
		case len(events) == 0:
			return finding{}, ""
		case len(f.events) > 0 && !sameStates(f.events, events):
			return finding{}, "several-parcels: its text and its page say different things of its parcels"
		}
		f.events, f.language = events, lang
	}
	for _, h := range said { // a subject that states something itself speaks of all of them
		switch other := otherThan(f.events, h.Means.Phase); {
		case h.in != p.title || h.Means.Phase == "" || other == nil:
		case slices.Contains(held[h.Means.Phase], other.Phase):
			return finding{}, "" // it has come farther than the list says
		default:
			return finding{}, "contradiction: the subject says " + strconv.Quote(cut(h.text, 60)) + ", the list says " + strconv.Quote(cut(other.Evidence, 60)) + " of " + other.Tracking
		}
	}
	return f, ""
}

// otherThan is an event that states something else than a phase, one that does not even lead to it where there is one; nil when
// none does.
func otherThan(events []Event, phase track.Phase) (other *Event) {
	for i, e := range events {
		if e.Phase != phase && (other == nil || !slices.Contains(held[phase], e.Phase)) {
			other = &events[i]
		}
	}
	return other
}

// heardIn are those of one text.
func heardIn(said []heard, part *passage) (out []heard) {
	for _, h := range said {
		if h.in == part {
			out = append(out, h)
		}
	}
	return out
}

// several is the text of a mail about several parcels while it is read.
type several struct {
	*template
	page   page
	part   *passage
	spots  []spot // every place where one of the numbers stands
	said   []heard
	states []state
}

// block is what a text says of one parcel.
type block struct {
	numbers  []spot
	states   []state
	from, to int // its tokens
}

// read is what the text says of each parcel; nothing where it says it of none of them in particular, and why it is unclear where
// it says it of some.
func (r *several) read() (events []Event, lang, unclear string) {
	r.states = r.template.states(r.part, r.said, inCell)
	more, unknown := r.statuses(r.part, r.states, r.spots)
	if unknown != "" {
		return nil, "", strconv.Quote(cut(unknown, 60)) + " is not known"
	}
	r.states = append(r.states, more...)
	slices.SortStableFunc(r.states, func(a, b state) int { return a.from - b.from })
	if len(r.states) == 0 {
		return nil, "", ""
	}
	var blocks []block
	for _, layout := range []func() []block{r.byLine, r.numberFirst, r.stateFirst, r.byHeading} {
		if blocks = layout(); blocks != nil {
			break
		}
	}
	if blocks == nil {
		return nil, "", r.unclear()
	}
	for _, b := range blocks {
		said, conflict := b.conclude(r.said)
		if conflict != "" {
			return nil, "", "of " + b.numbers[0].number + " it says more than one thing"
		}
		events = append(events, r.events(r.page, said, numbersOf(b.numbers), nil)...)
		lang = said.language
	}
	return events, lang, ""
}

// unclear says why the states of a text are nobody's; "" when it states one thing of all.
func (r *several) unclear() string {
	for _, s := range r.states {
		if s.kind != aSentence && len(r.states) == 1 {
			return "it is not clear of which of them it says " + strconv.Quote(cut(s.text, 40))
		}
		if s.Means.Phase != r.states[0].Means.Phase {
			return "it is not clear of which of them it says " + strconv.Quote(cut(r.states[0].text, 40)) + " and of which " + strconv.Quote(cut(s.text, 40))
		}
	}
	return ""
}

// conclude is what a block says, with the dates that stand in it.
func (b block) conclude(said []heard) (conclusion, string) {
	var all []heard
	for _, s := range b.states {
		all = append(all, s.heard)
	}
	for _, h := range said {
		if !h.Means.states() && h.from >= b.from && h.from < b.to {
			all = append(all, h)
		}
	}
	return decide(all)
}

// byLine pairs numbers and states that stand on one line, as in the rows of a table. Every state must be on a line with one number.
func (r *several) byLine() []block {
	byRow := map[int32]*block{}
	for _, s := range r.spots {
		row := r.part.tokens[s.at].row
		if b := byRow[row]; b != nil {
			if b.numbers[0].number != s.number {
				return nil
			}
			continue
		}
		from, to := r.part.lineOf(s.at)
		byRow[row] = &block{numbers: []spot{s}, from: from, to: to}
	}
	for _, s := range r.states {
		var its *block
		for row := r.part.tokens[s.from].row; row <= r.part.tokens[s.to-1].row; row++ {
			b := byRow[row]
			if b != nil && its != nil && b.numbers[0].number != its.numbers[0].number {
				return nil
			}
			if b != nil {
				its = b
			}
		}
		if its == nil {
			return nil
		}
		its.states = append(its.states, s)
	}
	var out []block
	for _, row := range sortedRows(byRow) {
		out = append(out, *byRow[row])
	}
	return r.each(out)
}

// numberFirst pairs each number with the states between it and the next one.
func (r *several) numberFirst() []block {
	spots := r.runs()
	if r.states[0].from < spots[0].at || r.states[len(r.states)-1].from < spots[len(spots)-1].at {
		return nil
	}
	out := make([]block, len(spots))
	for i, s := range spots {
		out[i] = block{numbers: []spot{s}, from: s.at, to: len(r.part.tokens)}
		if i+1 < len(spots) {
			out[i].to = spots[i+1].at
		}
	}
	r.share(out)
	begun := false
	for _, b := range out {
		if begun = begun || len(b.states) > 0; begun && len(b.states) == 0 {
			return nil
		}
	}
	first, _ := r.part.lineOf(spots[0].at)
	if r.part.mayTurn(r.states, r.part.up(first, mostLinesBetween), first) {
		return nil
	}
	return r.each(r.near(out, len(out)-1))
}

// stateFirst pairs each number with the states between it and the one before.
func (r *several) stateFirst() []block {
	spots := r.runs()
	last := spots[len(spots)-1]
	if r.states[0].from > spots[0].at || r.states[len(r.states)-1].from > last.at {
		return nil
	}
	out := make([]block, len(spots))
	from := r.states[0].from
	for i, s := range spots {
		out[i] = block{numbers: []spot{s}, from: from, to: s.at}
		from = s.at
	}
	r.share(out)
	for i, b := range out {
		if len(b.states) == 0 || b.states[0].kind != out[0].states[0].kind {
			return nil // a headline and rows below it, or a heading for several
		}
		if i > 0 {
			out[i-1].to = b.states[0].from // its dates stand below it
		}
		out[i].from = b.states[0].from
	}
	out[len(out)-1].to = r.part.down(last.at, mostLinesBetween)
	if r.part.mayTurn(r.states, r.states[0].from, out[len(out)-1].to) {
		return nil
	}
	return r.each(r.near(out, 0))
}

// byHeading gives each of at least two headings the numbers below it. Of several below one each begins a line of its own, and nothing
// stands between them: else the second may be a parcel whose state is missing.
func (r *several) byHeading() []block {
	spots := r.runs()
	last := spots[len(spots)-1]
	if len(r.states) < 2 || r.states[0].from > spots[0].at || r.states[len(r.states)-1].from > last.at || count(spots) < len(spots) {
		return nil
	}
	var out []block
	for i, s := range r.states {
		b := block{states: []state{s}, from: s.from, to: s.to}
		end := len(r.part.tokens)
		if i+1 < len(r.states) {
			end = r.states[i+1].from
		}
		for _, n := range spots {
			if n.at < s.from || n.at >= end {
				continue
			}
			if k := len(b.numbers); k > 0 && !r.part.follows(b.numbers[k-1], n) {
				return nil
			}
			b.numbers = append(b.numbers, n)
		}
		if s.kind != aHeading || len(b.numbers) == 0 {
			return nil
		}
		out = append(out, b)
	}
	if r.part.mayTurn(r.states, r.states[0].from, r.part.down(last.at, mostLinesBetween)) {
		return nil
	}
	return out
}

// follows reports whether two numbers begin lines that follow each other.
func (p *passage) follows(a, b spot) bool {
	return p.tokens[b.at].row == p.tokens[a.at].row+1 && p.tokens[a.at].breaks >= wrap && p.tokens[b.at].breaks >= wrap
}

// runs are the places of the numbers, one for those of the same number that follow each other with no state between.
func (r *several) runs() (out []spot) {
	for _, s := range r.spots {
		if k := len(out) - 1; k >= 0 && out[k].number == s.number && !slices.ContainsFunc(r.states, func(h state) bool { return h.from > out[k].at && h.from < s.at }) {
			continue
		}
		out = append(out, s)
	}
	return out
}

// share gives each block the states that stand in it.
func (r *several) share(blocks []block) {
	for i := range blocks {
		for _, s := range r.states {
			if s.from >= blocks[i].from && s.from < blocks[i].to {
				blocks[i].states = append(blocks[i].states, s)
			}
		}
	}
}

// near are the blocks, when the state of the one that has no other behind or before it is no farther from its number than theirs.
func (r *several) near(blocks []block, open int) []block {
	far := func(b block) int32 {
		if len(b.states) == 0 {
			return 0
		}
		d := r.part.tokens[b.states[0].from].row - r.part.tokens[b.numbers[0].at].row
		return max(d, -d)
	}
	most := int32(0)
	for i, b := range blocks {
		if i != open {
			most = max(most, far(b))
		}
	}
	if far(blocks[open]) > most+1 {
		return nil
	}
	return blocks
}

// each are the blocks that state something, when there is exactly one for each number.
func (r *several) each(blocks []block) []block {
	var out []block
	seen := map[string]bool{}
	for _, b := range blocks {
		if len(b.states) == 0 {
			continue
		}
		if seen[b.numbers[0].number] {
			return nil
		}
		seen[b.numbers[0].number] = true
		out = append(out, b)
	}
	if len(seen) < count(r.spots) {
		return nil
	}
	return out
}

// count is how many different numbers these are.
func count(spots []spot) int {
	seen := map[string]bool{}
	for _, s := range spots {
		seen[s.number] = true
	}
	return len(seen)
}

// sameStates reports whether two readings say the same of the same parcels.
func sameStates(a, b []Event) bool {
	states := func(list []Event) string {
		var rows []string
		for _, e := range list {
			rows = append(rows, e.Tracking+string(e.Phase)+string(e.Flag))
		}
		slices.Sort(rows)
		return strings.Join(rows, "\n")
	}
	return states(a) == states(b)
}
