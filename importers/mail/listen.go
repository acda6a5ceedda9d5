package mail

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"ordertrail/track"
	"ordertrail/track/expr"
)

// Limits on looking for one wording in a hostile text.
const (
	mostMatches  = 50
	mostAttempts = 2000
	mostSteps    = 200_000
)

// match is where a wording stands, by tokens, and what its {…} held.
type match struct {
	from, to, any              int // any is how many of the words {any} stands for
	occurred, estimated, where string
	clock                      string // a time of day that stands behind a label of its own
	number                     string // that a sentence names its parcel by
}

// hunt is the search for one wording in a passage.
type hunt struct {
	*passage
	shape *sieve // of the carrier's numbers; nil where they do not matter
	steps int
	found match

	collects bool
	ends     []match // when it collects, every way that the parts stand there, the first of each end
	undated  *match  // the first way without the day that the wording may hold, while one with it is looked for
	lang     string  // of the wording
	dated    bool    // the wording may hold a day on which it happened
}

// find lists where w, a wording in lang, stands in p, each place once; statements that hang on a condition are left out.
func (p *passage) find(w *wording, lang string, shape *sieve) (out []match) {
	if !p.mayMatch(w) {
		return nil
	}
	h := hunt{passage: p, shape: shape, dated: w.dated, lang: lang}
	if w.begins == nil || p.every {
		h.attempts(w.first, func(i int) bool {
			if h.stands(w.parts, match{from: i, to: i}) && !p.conditional(i, lang) {
				out = append(out, h.found)
			}
			return len(out) < mostMatches
		})
		return out
	}
	behind := w.parts[len(w.begins.parts):]
	for ways := h.places(w.begins); len(ways) > 0 && len(out) < mostMatches && h.steps <= mostSteps; {
		from, n := ways[0].from, 1
		for n < len(ways) && ways[n].from == from {
			n++
		}
		if h.stands(behind, ways[:n]...) && !p.conditional(from, lang) {
			out = append(out, h.found)
		}
		ways = ways[n:]
	}
	return out
}

// attempts tries each place where one of these words stands, until try says that it is enough or the text asks too much.
func (h *hunt) attempts(first []lexeme, try func(i int) bool) {
	n := 0
	for _, l := range first {
		for i := h.first(l); i >= 0; i = h.after(i) {
			if n++; n > mostAttempts || h.steps > mostSteps || !try(i) {
				return
			}
		}
	}
}

// stands reports whether parts stand behind one of the ways in which what is before them does, all from one token: with the day that
// they may hold where one is written, for what may be left out at the end is else left out as soon as it may be.
func (h *hunt) stands(parts []*part, ways ...match) bool {
	h.undated = nil
	for _, m := range ways {
		if h.found = m; h.run(parts, nil, m.to) {
			return true
		}
	}
	if h.undated != nil {
		h.found = *h.undated
		return true
	}
	return false
}

// places is every way that a phrase stands in the passage, those of one token together. Nothing that follows depends on more than
// where it ends.
func (h *hunt) places(of *phrase) (found []match) {
	at := phraseAt{of, h.shape}
	if known, is := h.phrases[at]; is {
		return known
	}
	all := hunt{passage: h.passage, shape: h.shape, collects: true}
	all.attempts(of.first, func(i int) bool {
		all.ends, all.found = all.ends[len(all.ends):], match{from: i}
		all.run(of.parts, nil, i)
		found = append(found, all.ends...)
		return true
	})
	if h.phrases == nil {
		h.phrases = map[phraseAt][]match{}
	}
	h.phrases[at] = found
	return found
}

// phraseAt is a phrase, with how numbers in it look.
type phraseAt struct {
	*phrase
	shape *sieve
}

// ended takes the end of all parts, and reports whether no other way is looked for.
func (h *hunt) ended(i int) bool {
	h.found.to = i
	if h.dated && h.found.occurred == "" {
		if h.undated == nil {
			found := h.found
			h.undated = &found
		}
		return false
	}
	if h.collects && !slices.ContainsFunc(h.ends, func(m match) bool { return m.to == i }) {
		h.ends = append(h.ends, h.found)
	}
	return !h.collects
}

// run matches what is left of a part, then the parts behind it, from token i on.
func (h *hunt) run(parts []*part, left []element, i int) bool {
	if h.steps++; h.steps > mostSteps {
		return false
	}
	if len(left) > 0 {
		return h.element(parts, left, i)
	}
	if len(parts) == 0 {
		return h.ended(i)
	}
	if !h.every && h.cannotBegin(parts[0], i) {
		return false
	}
	for _, form := range parts[0].forms {
		if h.beginsOtherwise(form, i) {
			continue
		}
		before := h.found
		if h.run(parts[1:], form, i) {
			return true
		}
		h.found = before
	}
	return false
}

// cannotBegin reports whether no form of a part begins at token i; false is not sure.
func (h *hunt) cannotBegin(p *part, i int) bool {
	if p.open {
		return false
	}
	i = h.behindColons(i, "")
	return i >= len(h.tokens) || p.begins>>(h.tokens[i].print&63)&1 == 0
}

// beginsOtherwise reports whether a form of a part begins with a word that does not stand at token i: most of a part's forms do.
func (h *hunt) beginsOtherwise(form []element, i int) bool {
	if len(form) == 0 || form[0].kind != aWord {
		return false
	}
	i = h.behindColons(i, form[0].word)
	return i >= len(h.tokens) || !h.tokens[i].is(&form[0].lexeme)
}

// behindColons is the first token from i on that may be a word: a colon that is not written may be there.
func (h *hunt) behindColons(i int, word string) int {
	for i < len(h.tokens) && h.tokens[i].word == ":" && word != ":" {
		i++
	}
	return i
}

// element matches the first element of left at token i, and all behind it.
func (h *hunt) element(parts []*part, left []element, i int) bool {
	e, rest := left[0], left[1:]
	if e.kind == aStart {
		return h.starts(i) && h.run(parts, rest, i)
	}
	if e.kind == anEnd {
		return h.stops(i) && h.run(parts, rest, i)
	}
	i = h.behindColons(i, e.word)
	if i >= len(h.tokens) || i > h.found.from && h.tokens[i].breaks == sentence && e.kind != anOccurred && e.kind != aClock && e.kind != anEstimated {
		return false
	}
	switch e.kind {
	case aWord:
		return h.tokens[i].is(&e.lexeme) && h.run(parts, rest, i+1)
	case anyWords:
		return h.open(longestGap, sentence, parts, rest, i)
	case aName:
		return h.open(longestName, line, parts, rest, i)
	case aBrand:
		return h.open(h.capitals(i), line, parts, rest, i)
	}
	return h.captured(e.kind, parts, rest, i)
}

// open matches up to most words from token i on, none of them behind a break such as end or one that turns the statement.
func (h *hunt) open(most int, end breaks, parts []*part, rest []element, i int) bool {
	for n := 1; n <= most && i+n <= len(h.tokens); n++ {
		last := h.tokens[i+n-1]
		if n > 1 && last.breaks >= end || turns[last.word] || end == line && (otherParcels[last.word] || predicates[last.word]) {
			return false
		}
		before := h.found
		if h.found.any += n; h.run(parts, rest, i+n) {
			return true
		}
		h.found = before
	}
	return false
}

// capitals is how many words from token i on begin with a capital letter, as the name of a firm does; a number begins none.
func (p *passage) capitals(i int) int {
	n := 0
	for n < longestBrand && i+n < len(p.tokens) {
		t := p.tokens[i+n]
		if r, _ := utf8.DecodeRuneInString(p.text[t.start:]); !unicode.IsUpper(r) || figures(t.word) >= leastFigures || turns[t.word] {
			break
		}
		n++
	}
	return n
}

// captured matches a date, a place or a number at token i.
func (h *hunt) captured(k kind, parts []*part, rest []element, i int) bool {
	text := h.text[h.tokens[i].start:]
	text = text[:min(len(text), 120)]
	var at []int
	switch {
	case k == aPlace:
		at = placeAt().FindStringIndex(text)
	case k == aClock:
		at = clockAt().FindStringIndex(text)
		if at != nil && aSpan().MatchString(text[at[1]:]) {
			at = nil
		}
	case k != aNumber:
		at = h.dateAt(i, text)
	case h.shape != nil:
		if at = h.shape.at(text); at == nil {
			at = numberOfAnyForm(text)
		}
	}
	if at == nil || at[0] != 0 {
		return false
	}
	if k == anOccurred && i > h.found.from && (h.limits(i-1) || h.limits(i)) {
		return false
	}
	part, end := tidy(text[:at[1]]), int(h.tokens[i].start)+at[1]
	switch k {
	case anOccurred:
		h.found.occurred = part
	case anEstimated:
		h.found.estimated = part
	case aClock:
		h.found.clock = part
	case aPlace:
		h.found.where = part
	case aNumber:
		h.found.number = part
	}
	for i < len(h.tokens) && int(h.tokens[i].start) < end {
		i++
	}
	return h.run(parts, rest, i)
}

// dateAt is where a date lies that begins at token i, where text does; nil when none does. Many rows ask at the same place.
func (p *passage) dateAt(i int, text string) []int {
	if p.every {
		return theDay(text, whenAt().FindStringIndex(text))
	}
	if !p.dateMayBegin(i) {
		return nil
	}
	at, known := p.dates[i]
	if !known {
		if p.dates == nil {
			p.dates = map[int][]int{}
		}
		at = dayAt(text)
		p.dates[i] = at
	}
	return at
}

// dayAt is where a date lies that a text begins with; nil when it begins with none. Its forms are tried one by one, as in whenForm:
// each alone is short enough for the quick way in which expressions are matched.
func dayAt(text string) []int {
	for _, f := range whenForms {
		if f.begins != "" && (text == "" || strings.IndexByte(f.begins, text[0]) < 0) {
			continue
		}
		if at := f.form().FindStringIndex(text); at != nil {
			return theDay(text, at)
		}
	}
	return nil
}

// theDay is the place of what has the form of a date, nil when it names no day.
func theDay(text string, at []int) []int {
	if at == nil || !mayBeDay(text[:at[1]]) {
		return nil
	}
	return at
}

// dateMayBegin reports whether a date may begin at token i; false is sure. At most three words stand before its first figure:
// "Freitag, den 13.", "today a las 14:05".
func (p *passage) dateMayBegin(i int) bool {
	for _, t := range p.tokens[i:min(i+4, len(p.tokens))] {
		if b := t.word[0]; b >= '0' && b <= '9' {
			return true
		}
	}
	return false
}

var groups = expr.Late(`^(?:[0-9A-Z]{8,35}|[0-9A-Z]{2,6}(?: [0-9]{2,6}){2,7})\b`)

// numberOfAnyForm is where a number begins and ends that stands where a sentence names its parcel, whatever form the carrier's have.
func numberOfAnyForm(text string) []int {
	at := groups().FindStringIndex(text)
	if at == nil || figures(text[:at[1]]) < leastFigures {
		return nil
	}
	return at
}

// Words that turn a statement into another one; {any} never stands for them: denials, what is yet to come, and the sender
// as the one who gets the parcel.
var turns = wordSet(`not no never cannot can't couldn't wasn't isn't hasn't unable failed will would shall should may might can could
	nicht kein keine nie noch wird werden soll sollte kann könnte zurück absender versender
	pas n'a n'est non jamais sera seront peut pourra va vont expéditeur l'expéditeur
	niet geen nooit zal zullen kan kunnen wordt worden afzender
	mai sarà saranno verrà può potrà mittente
	nunca será serán puede podrá remitente
	nie zostanie będzie może nadawcy nadawca
	sender shipper
	partially partly mistakenly erroneously teilweise versehentlich irrtümlich fälschlich partiellement gedeeltelijk parzialmente parcialmente częściowo`)

// Words that before a day say that something lasts or comes until then, so that nothing happened on it.
var limits = wordSet(`until till by before again next bis vor nächsten wieder jusqu'au jusqu'à avant tot voor fino entro al hasta antes próximo przed following latest`)

// limits reports whether token i is such a word: in Polish "do" is one, in German it is Thursday.
func (h *hunt) limits(i int) bool {
	w := h.tokens[i].word
	return limits[w] || w == "do" && h.lang == "pl"
}

// Words that before a parcel make it another one than the mail is about, or that begin a condition; {name} never stands for them.
var otherParcels = wordSet(`last previous neighbour's neighbor's letzte letztes vorherige vorheriges dernier dernière précédent précédente
	vorige laatste ultimo ultima último última ostatnia poprzednia return returned retour retoure reso devolución zwrotna
	other empty anderes anderen andere autre autres altro altra otro otra inna inny
	when if once until unless whether whenever their his her wenn sobald falls nachdem quand lorsque zodra wanneer indien quando appena cuando jeśli jeżeli gdy lorsqu'il lorsqu'elle dès`)

// Words that begin what is said of a parcel; no name holds them, so that one sentence about a parcel never runs into the next.
var predicates = wordSet(`is are was were has have ist sind wird wurde wurden hat liegt est sont sera été is zijn wordt werd heeft sarà verrà stato stata
	está ha fue será jest została zostanie
	that says said dass sagt que dice dat zegt che`)

var (
	// Read a row as: what has this form begins with one of these bytes, with any where none are named.
	whenForms = []struct {
		begins string
		form   func() *regexp.Regexp
	}{
		{"0123456789", expr.Late(`^` + clockDay)},
		{"0123456789", expr.Late(`^` + clockToday)},
		{"TYHGAVOIDWtyhgavoidw", expr.Late(`^` + todayHour)}, // as the words of todayForm do
		{"", expr.Late(`^` + dayHour)},
	}

	whenAt  = expr.Late(`^` + whenForm)
	clockAt = expr.Late(`^` + clockForm)
	aSpan   = expr.Late(`^\s*(?:[Uu]hr\s*|uur\s*)?(?:[-–—]|(?:to|and|und|bis|et|à|en|tot|e|y|a|i|do)\b)`)
	placeAt = expr.Late(`^[A-Z][A-Z\s.'\-]{1,40},\s[A-Z]{2}(?:\s\d{5})?\b`)
)

// Words that, in a statement or just behind it, say that it is not so yet, or not as it should be.
var undoing = wordSet(`tomorrow wrong incorrect damaged mistake error except lassen morgen falschen falsche anderen demain mauvaise erreur
	morgenavond verkeerde vergissing domani sbagliato errore mañana equivocada jutro błędny omyłkowo pomyłkowo`)

// Words that, just behind a statement, say that the parcel comes back.
var returning = wordSet("back zurück retour terug indietro vuelta powrotem")

// Words that, just behind a statement that it was delivered, say that it was to somebody else than who waits for it.
var elsewhere = wordSet(`us country sender shipper retailer seller merchant return returns pickup partner airport warehouse depot hub customs
	absender versender zoll expéditeur l'expéditeur douane afzender mittente dogana remitente aduana nadawcy`)

// Words that, just behind a statement that a parcel comes back, make it a threat.
var threatens = wordSet("if unless wenn falls sofern si sauf als indien tenzij se salvo jeśli jeżeli gdy")

// undone reports whether one of these words stands in a match or among the four behind it in the same sentence, or one of those
// that say that it comes back, or came to somebody else, behind a statement that does not say so; or whether it is only possible.
// What is said of no place, such as a delay, may last.
func (p *passage) undone(m match, says track.Phase) bool {
	if p.doubted(m) || (says == track.Delivered || says == track.AwaitingCollection) && p.guessed(m) {
		return true
	}
	if says == "" {
		return false
	}
	forth := says != track.Returning && says != track.ReturnedToUs
	for i := m.from; i < min(m.to+4, len(p.tokens)); i++ {
		if i >= m.to && p.tokens[i].breaks >= line {
			return false
		}
		if word := p.tokens[i].word; undoing[word] && !p.thisMorning(i) || i == m.to && word == "werden" || i >= m.to && (forth && returning[word] || says == track.Returning && threatens[word] || says == track.Delivered && elsewhere[word]) {
			return true
		}
	}
	return false
}

// thisMorning reports whether token i is the morning of a day that a word before it names in German, and not tomorrow.
func (p *passage) thisMorning(i int) bool {
	return i > 0 && p.tokens[i].word == "morgen" && (p.tokens[i-1].word == "heute" || p.tokens[i-1].word == "gestern")
}

// starts reports whether token i is the first of its line.
func (h *hunt) starts(i int) bool { return i < len(h.tokens) && h.tokens[i].breaks >= wrap }

// stops reports whether nothing follows on the line of the token before i.
func (h *hunt) stops(i int) bool { return i >= len(h.tokens) || h.tokens[i].breaks >= wrap }

// words is what stands where m was found.
func (p *passage) words(m match) string {
	return tidy(p.text[p.tokens[m.from].start:p.tokens[m.to-1].end])
}

// knows is how many words of the text a match knows.
func (m match) knows() int { return m.to - m.from - m.any }

// overlaps reports whether m shares a word with one of others.
func (m match) overlaps(others []match) bool {
	return slices.ContainsFunc(others, func(o match) bool { return m.from < o.to && o.from < m.to })
}
