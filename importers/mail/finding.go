package mail

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// finding is what a carrier's patterns made of a mail: a reason for silence, a question, or events.
type finding struct {
	silent, question, language string
	events                     []Event
	problems                   []string
}

// heard is one saying that was found in the mail.
type heard struct {
	*saying
	text                       string // the words
	occurred, estimated, where string
}

// read applies the template to a mail of its carrier.
func (t *template) read(p page) finding {
	if why := t.silence(p.from, p.subject); why != "" {
		return finding{silent: why}
	}
	said := t.listen(p)
	c, conflict := decide(said)
	which := t.parcelsIn(p)
	orders, ordersConflict := t.ordersIn(p)
	f := finding{language: c.language}
	nothing := c.empty()
	switch {
	case nothing && len(which.numbers) == 0 && !p.speaksOfParcels():
		return f
	case conflict != "":
		f.question = conflict
	case nothing:
		f.question = "not-understood: " + t.Carrier + " wrote it, but in words that are not known"
	case which.question != "":
		f.question = which.question
	case ordersConflict != "":
		f.question = ordersConflict
	case len(which.numbers) == 0 && len(orders) == 0:
		f.question = "no-number: it says " + strconv.Quote(cut(c.evidence, 60)) + ", but names no parcel"
	case len(which.numbers) > 1 && !c.plural(p, len(which.numbers)):
		f.question = "several-parcels: it names " + strconv.Itoa(len(which.numbers)) + " numbers, but speaks of one parcel"
	case len(orders) > 1:
		f.question = "several-orders: it names " + strconv.Itoa(len(orders)) + " orders"
	default:
		f.events = t.events(p, c, which.numbers, orders)
		for _, n := range which.odd {
			f.problems = append(f.problems, "check-digit: the check digit of "+n+" is wrong")
		}
	}
	return f
}

// listen finds every saying in the mail. Of two that begin in the same words the one higher in the table counts.
func (t *template) listen(p page) []heard {
	var out []heard
	subject := strings.ToLower(p.subject)
	for i := range t.Says {
		if s := &t.Says[i]; s.In == inSubject && s.Words.needs.metBy(subject) {
			if at := s.Words.FindStringSubmatchIndex(p.subject); at != nil {
				out = append(out, s.heard(p.subject, at))
			}
		}
	}
	for _, text := range p.texts {
		var taken [][2]int
		lower := strings.ToLower(text)
		for i := range t.Says {
			s := &t.Says[i]
			if s.In != inBody || !s.Words.needs.metBy(lower) {
				continue
			}
			for _, at := range s.Words.FindAllStringSubmatchIndex(text, 50) {
				if slices.ContainsFunc(taken, func(o [2]int) bool { return at[0] < o[1] && o[0] < at[1] }) {
					continue
				}
				taken = append(taken, [2]int{at[0], at[1]})
				out = append(out, s.heard(text, at))
			}
		}
	}
	return out
}

// heard reads the named parts out of a match.
func (s *saying) heard(text string, at []int) heard {
	h := heard{saying: s, text: tidy(text[at[0]:at[1]])}
	for i, name := range s.Words.SubexpNames() {
		if name == "" || at[2*i] < 0 {
			continue
		}
		switch part := tidy(text[at[2*i]:at[2*i+1]]); name {
		case "occurred":
			h.occurred = part
		case "estimated":
			h.estimated = part
		case "place":
			h.where = part
		}
	}
	return h
}

// conclusion is what all sayings together state.
type conclusion struct {
	meaning
	language, evidence, row string
	said                    []heard
}

func (c conclusion) empty() bool { return len(c.said) == 0 }

// decide joins the sayings. Two phases in one mail are a question, unless the later one comes from a sentence and the other
// only from its own subject line saying less.
func decide(said []heard) (conclusion, string) {
	c := conclusion{said: said}
	decider := -1
	for i, h := range said {
		if h.Means.Phase == "" {
			continue
		}
		if decider >= 0 && said[decider].Means.Phase != h.Means.Phase {
			return c, "contradiction: it says " + strconv.Quote(cut(said[decider].text, 60)) + " and " + strconv.Quote(cut(h.text, 60))
		}
		if decider < 0 || said[decider].In == inSubject && h.In == inBody {
			decider = i
		}
	}
	for i, h := range said {
		m := h.Means
		if c.Reason == "" {
			c.Reason = m.Reason
		}
		if c.Flag == "" {
			c.Flag = m.Flag
		}
		if decider < 0 && (m.Flag != "" || m.Reason != "") {
			decider = i
		}
	}
	if decider < 0 && len(said) > 0 {
		decider = 0
	}
	if decider >= 0 {
		d := said[decider]
		c.Phase, c.language, c.evidence, c.row = d.Means.Phase, d.Lang, cut(d.text, 160), d.Name
	}
	return c, ""
}

var (
	pluralWords = regexp.MustCompile(`(?i)\b(packages|parcels|shipments|items|pakete|sendungen|paczki|przesyłki|colis)\b`)
	pieceCount  = regexp.MustCompile(`(?i)\bnumber of (?:packages|pieces|parcels):?\s+(\d{1,3})\b`)
)

// plural reports whether the mail itself says that its statement is about n parcels.
func (c conclusion) plural(p page, n int) bool {
	for _, h := range c.said {
		if (h.Means.Phase == c.Phase) && pluralWords.MatchString(h.text) {
			return true
		}
	}
	for _, text := range p.texts {
		if g := pieceCount.FindStringSubmatch(text); g != nil && number(g[1]) == n {
			return true
		}
	}
	return false
}

// ordersIn lists the shop orders a mail names; the texts and the subject must agree.
func (t *template) ordersIn(p page) (found []string, question string) {
	if t.Orders == nil {
		return nil, ""
	}
	for _, text := range append([]string{p.subject}, p.texts...) {
		var here []string
		for _, s := range t.Orders.FindAllString(text, 50) {
			here = union(here, []string{s})
		}
		if len(found) > 0 && len(here) > 0 && !overlap(found, here) {
			return nil, "orders-differ: it says " + found[0] + " and " + here[0]
		}
		found = union(found, here)
	}
	if len(found) == 0 {
		for _, l := range p.links {
			if g := orderLink.FindStringSubmatch(l); g != nil && t.Orders.MatchString(g[1]) {
				found = union(found, g[1:])
			}
		}
	}
	return found, ""
}

var orderLink = regexp.MustCompile(`(?i)[?&]order-?id=([0-9A-Za-z-]{5,40})(?:&|$)`)

// events makes one event per number, or one for the order when no number is named.
func (t *template) events(p page, c conclusion, numbers, orders []string) []Event {
	e := Event{
		Carrier: t.id(), Phase: c.Phase, Reason: c.Reason, Flag: c.Flag,
		Evidence: c.evidence, Basis: "pattern:" + t.id() + "/" + c.row,
	}
	t.dates(p, c, &e)
	if len(orders) == 1 {
		e.Order = orders[0]
	}
	if len(numbers) == 0 {
		return []Event{e}
	}
	var out []Event
	for _, n := range numbers {
		e.Tracking = n
		out = append(out, e)
	}
	return out
}
