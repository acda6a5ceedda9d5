package mail

import (
	"maps"
	"slices"
	"strings"

	"ordertrail/track"
	"ordertrail/track/carrier"
	"ordertrail/track/expr"
)

// stateKind is how a state is written.
type stateKind int

const (
	aSentence stateKind = iota
	aHeading            // all of its line
	aCell               // a part of its line, between marks
)

// state is something that a text says of where a parcel is.
type state struct {
	heard
	kind stateKind
}

// states lists what a text states, in its order: its sentences, and the rows for words that stand alone on a line or in a cell.
func (t *template) states(part *passage, said []heard, in place) []state {
	var out []state
	var taken []match
	for _, h := range said {
		if h.Means.states() {
			out, taken = append(out, state{h, aSentence}), append(taken, h.match)
		}
	}
	var cells []state
	for _, i := range t.rowsIn(part, in) {
		s := t.Says[i]
		for _, m := range part.find(&s.wording, s.Lang, t.finder.shape) {
			kind, ok := t.cell(part, m)
			if ok || s.Means.Phase != track.Delivered && part.opensStatus(m) && !part.undone(m, s.Means.Phase) {
				cells = append(cells, state{heard{saying: s, match: m, in: part, row: int(i), text: part.words(m)}, kind})
			}
		}
	}
	slices.SortStableFunc(cells, func(a, b state) int { return b.knows() - a.knows() })
	for _, c := range cells {
		if !c.overlaps(taken) {
			out, taken = append(out, c), append(taken, c.match)
		}
	}
	slices.SortStableFunc(out, func(a, b state) int { return a.from - b.from })
	return out
}

// rowsIn are the rows for one place, and those for headings, that may stand in a text. The shop teaches none of them.
func (t *template) rowsIn(part *passage, in place) []int32 {
	says, taught := &t.registers().says, t.taught.says
	rows := says[inSection].in(part, taught)[taught:]
	if in != inSection {
		rows = slices.Concat(rows, says[in].in(part, taught)[taught:])
		slices.Sort(rows)
	}
	return rows
}

// Marks that stand between the cells of a line.
const (
	cellBegins = "|–—•·*→>\t"
	cellEnds   = "|–—•·*(,;.!\t"
)

// cell reports whether a match is all of its line or of a cell of it, beside a number, the count of a parcel, or the word for status.
func (t *template) cell(p *passage, m match) (stateKind, bool) {
	begins, ends := p.tokens[m.from].breaks >= wrap, m.to >= len(p.tokens) || p.tokens[m.to].breaks >= wrap
	if begins && ends {
		return aHeading, true
	}
	if !ends {
		between := p.text[p.tokens[m.to-1].end:p.tokens[m.to].start]
		ends = p.tokens[m.to].word == ":" || p.tokens[m.to-1].word == ":" || strings.ContainsAny(between, cellEnds) || strings.Contains(between, " - ")
	}
	if !begins {
		between := p.text[p.tokens[m.from-1].end:p.tokens[m.from].start]
		begins = strings.ContainsAny(between, cellBegins) || strings.Contains(between, " - ") || t.leadsIn(p, m.from)
	}
	return aCell, begins && ends
}

// opensStatus reports whether a match is what stands first behind a word for status, and nothing in its sentence turns it: where a
// parcel waits or goes may follow. To whom it was delivered may not, for that may be somewhere else.
func (p *passage) opensStatus(m match) bool {
	from, to := p.lineOf(m.from)
	at, _ := p.statusLabel(from)
	if at != m.from && from > 0 {
		above, _ := p.lineOf(from - 1)
		at, _ = p.statusLabel(above)
	}
	for i := m.to; i < to && p.tokens[i].breaks < line; i++ {
		if turns[p.tokens[i].word] || undoing[p.tokens[i].word] {
			return false
		}
	}
	return at == m.from
}

// leadsIn reports whether what stands on the line before token i is the word for status, the count of a parcel, or a number.
func (t *template) leadsIn(p *passage, i int) bool {
	from, _ := p.lineOf(i)
	if at, _ := p.statusLabel(from); at == i || p.counted(from) == i {
		return true
	}
	for k := max(from, i-longestNumber); k < i; k++ {
		end := t.finder.take(t.finder.shape, p, k, map[string]int{})
		if end == i || end == i-1 && p.tokens[i-1].word == ":" {
			return true
		}
	}
	return false
}

// longestNumber is how many words a number has that is written with blanks.
const longestNumber = 8

// statusLabel is the token behind the word for status that begins at token i, and its language; -1 when none does. Behind it stands a
// colon, or the line ends.
func (p *passage) statusLabel(i int) (at int, lang string) {
	for _, l := range known().everywhere.status {
		if !p.says(l.words, i) {
			continue
		}
		end := i + len(l.words)
		if end < len(p.tokens) && p.tokens[end].word == ":" {
			return end + 1, l.lang
		}
		if end >= len(p.tokens) || p.tokens[end].breaks >= line {
			return end, l.lang
		}
	}
	return -1, ""
}

// Words that may stand in the count of a parcel, beside the parcel itself and figures: "Parcel 1 of 2:".
var countWords = wordSet("of von sur van di de z no nr number n parcel package shipment item box consignment paket sendung päckchen colis envoi pakket zending pacco collo spedizione paquete envío bulto paczka przesyłka :")

// counted is the token behind the count of a parcel that begins a line at token i; -1 when none does.
func (p *passage) counted(i int) int {
	figures, at := false, i
	for at < len(p.tokens) && (at == i || p.tokens[at].breaks < line) {
		w := p.tokens[at].word
		if figure := isDigits(w) && len(w) <= 3; !figure && !countWords[w] {
			break
		} else if figure {
			figures = true
		}
		at++
	}
	if !figures {
		return -1
	}
	return at
}

// lineOf is where the line of token i begins and ends.
func (p *passage) lineOf(i int) (from, to int) {
	row := p.tokens[i].row
	for from = i; from > 0 && p.tokens[from-1].row == row; from-- {
	}
	for to = i; to < len(p.tokens) && p.tokens[to].row == row; to++ {
	}
	return from, to
}

// up is the first token of the lines that stand at most so many lines above token i, down the one behind those below.
func (p *passage) up(i, lines int) int {
	row := p.tokens[i].row
	for i > 0 && row-p.tokens[i-1].row <= int32(lines) {
		i--
	}
	return i
}

func (p *passage) down(i, lines int) int {
	row := p.tokens[i].row
	for i < len(p.tokens) && p.tokens[i].row-row <= int32(lines) {
		i++
	}
	return i
}

// statuses are what stands behind each word for status, as far as it is none of these states, read as a carrier's events are;
// unknown is the first that nobody knows. A single word for status without a colon is the heading of a column.
func (t *template) statuses(p *passage, states []state, spots []spot) (out []state, unknown string) {
	bare := 0
	for i := range p.tokens {
		if p.tokens[i].breaks < line {
			continue
		}
		at, lang := p.statusLabel(i)
		if at < 0 || at >= len(p.tokens) || slices.ContainsFunc(states, func(s state) bool { return s.from <= at && at < s.to }) ||
			slices.ContainsFunc(spots, func(s spot) bool { return s.at == at }) {
			continue
		}
		_, to := p.lineOf(at)
		text := tidy(p.text[p.tokens[at].start:p.tokens[to-1].end])
		m, ok := t.event(p, at, to, text)
		switch {
		case ok:
			s := &saying{Name: "status", Lang: lang, In: inCell, Means: m}
			out = append(out, state{heard{saying: s, match: match{from: at, to: to}, in: p, row: len(t.Says), text: text}, aCell})
		case p.tokens[at-1].word != ":":
			if bare++; bare > 1 {
				unknown = text
			}
		case unknown == "":
			unknown = text
		}
	}
	return out, unknown
}

// labelledStates are what stands behind words for status in a mail about one parcel; none when one of them is not known.
func (t *template) labelledStates(p page) (out []heard) {
	for _, part := range p.parts {
		if !part.mayHaveStatus() {
			continue
		}
		cells := t.states(part, nil, inCell)
		more, unknown := t.statuses(part, cells, nil)
		if unknown != "" {
			return nil
		}
		for _, s := range append(cells, more...) {
			from, _ := part.lineOf(s.from)
			above, _ := part.lineOf(max(from-1, 0))
			at, _ := part.statusLabel(from)
			if below, _ := part.statusLabel(above); (at == s.from || below == s.from) && s.from > 0 {
				out = append(out, s.heard)
			}
		}
	}
	return out
}

// mayHaveStatus reports whether a word for status begins a line of the text.
func (p *passage) mayHaveStatus() bool {
	for _, l := range known().everywhere.status {
		for i := p.first(lexemeOf(l.words[0])); i >= 0; i = p.after(i) {
			if at, _ := p.statusLabel(i); at > 0 && p.tokens[i].breaks >= line {
				return true
			}
		}
	}
	return false
}

// event is what the words between two tokens mean as the name of a carrier's event, when they are few, ask nothing and
// say nothing of the future.
func (t *template) event(p *passage, from, to int, text string) (meaning, bool) {
	for _, w := range p.tokens[from:to] {
		if turns[w.word] || undoing[w.word] || guesses[w.word] || w.asked {
			return meaning{}, false
		}
	}
	m, ok := carrier.Map(t.finder.carrier, "", "", text)
	if !ok || to-from > longestHeading || !m.Phase.IsCarrier() {
		return meaning{}, false
	}
	return meaning{Phase: m.Phase, Reason: m.Reason, Flag: m.Flag}, true
}

// turning are words that a heading or a line about the state of a parcel holds, in any language.
var turning = wordSet(`delivered returned returning return exception held hold pending awaiting failed attempted transit delayed customs cancelled canceled lost damaged shipped
	dispatched collected undeliverable undelivered refused label pickup collection outgoing arriving expected
	zugestellt zurück retour unterwegs abholbereit angekündigt verzögert hinterlegt storniert fehlgeschlagen zustellung auslieferung
	livré livrés livraison retourné retard annulé attente transit disponible bezorgd onderweg vertraagd geannuleerd afgehaald
	consegnato consegnata consegna transito giacenza rientro annullata entregado reparto tránsito devuelto retrasado incidencia cancelado
	doręczona doręczono doręczone drodze zwrot opóźniona oczekuje odebrana anulowana`)

// mayTurn reports whether a short line between two tokens, that is none of these states and no date, may be a state that nobody knows.
func (p *passage) mayTurn(states []state, from, to int) bool {
	for i := from; i < min(to, len(p.tokens)); {
		begin, end := p.lineOf(i)
		i = end
		if end-begin > longestHeading || slices.ContainsFunc(states, func(s state) bool { return s.from < end && begin < s.to }) {
			continue
		}
		if p.labelled(begin, end) {
			continue
		}
		for _, t := range p.tokens[begin:end] {
			if turning[t.word] {
				return true
			}
		}
	}
	return false
}

// labelled reports whether a line is words, a colon and what they label, or has a date.
func (p *passage) labelled(from, to int) bool {
	for _, t := range p.tokens[from:to] {
		if t.word == ":" {
			at, _ := p.statusLabel(from)
			return at < 0
		}
	}
	line := p.text[p.tokens[from].start:p.tokens[to-1].end]
	return anyDay().MatchString(line)
}

var anyDay = expr.Late(whenForm)

// longestHeading is how many words a heading has at most.
const longestHeading = 6

// sortedRows are the lines that have a block, in their order.
func sortedRows(m map[int32]*block) []int32 { return slices.Sorted(maps.Keys(m)) }

// occurrences lists every place where a number of the text stands, those that labels name and those that can be nothing else.
func (t *template) occurrences(p *passage) []spot {
	known := map[string]bool{}
	for _, s := range t.finder.in(p) {
		known[s.number] = true
	}
	for _, s := range t.finder.anywhere(p) {
		known[s.number] = known[s.number] || t.finder.carrier != "" && givesSurely(t.finder.carrier, s.number)
	}
	var out []spot
	for i := 0; i < len(p.tokens); i++ {
		here := map[string]int{}
		end := t.finder.take(t.finder.shape, p, i, here)
		for n := range here {
			if known[n] {
				out, i = append(out, spot{n, i}), end-1
			}
		}
	}
	return out
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

// givesSurely reports whether the check digit of a number says that it is a carrier's.
func givesSurely(id, number string) bool {
	return slices.ContainsFunc(carrier.Recognise(number, carrier.Hints{Carrier: id}), func(c carrier.Claim) bool {
		return c.Carrier == id && c.Check == carrier.Valid
	})
}
