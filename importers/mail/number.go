package mail

import (
	"regexp"
	"slices"
	"strings"

	"ordertrail/track"
	"ordertrail/track/carrier"
)

// id is the short name of the template's carrier, as everywhere else in the program.
func (t *template) id() string {
	if id := carrier.Parse(t.Carrier); id != "" {
		return id
	}
	return strings.ReplaceAll(strings.ToLower(t.Carrier), " ", "_")
}

// finder is a template's numbers, compiled.
type finder struct {
	labelled, shape, free, link *regexp.Regexp
}

// compile makes the expressions. After a label may follow a list of numbers.
func (n numbers) compile() *finder {
	one := `(?:` + n.Shape + `)\b`
	f := &finder{
		labelled: regexp.MustCompile(`(?:(?i)\b(?:` + strings.ReplaceAll(n.Label, " ", `\s+`) + `))[\s:.#*]{1,6}(` + one + `(?:(?:\s*,\s*|\s+and\s+|\s*;\s*)` + one + `)*)`),
		shape:    regexp.MustCompile(one),
	}
	if n.Free != "" {
		f.free = regexp.MustCompile(`\b(?:` + n.Free + `)\b`)
	}
	if n.Link != "" {
		f.link = regexp.MustCompile(`(?i:` + n.Link + `)((?-i:` + n.Shape + `))(?:$|[^0-9A-Za-z])`)
	}
	return f
}

// in lists the numbers of one text in their order, each once, as tracking numbers are compared.
func (f *finder) in(text string) []string {
	var out []string
	add := func(s string) {
		if key := track.TrackingKey(s); !slices.Contains(out, key) && len(out) < 200 && strings.Trim(key, "0") != "" && strings.ContainsAny(key, "0123456789") {
			out = append(out, key)
		}
	}
	for _, g := range f.labelled.FindAllStringSubmatch(text, 200) {
		for _, s := range f.shape.FindAllString(g[1], 200) {
			add(s)
		}
	}
	if f.free != nil {
		for _, s := range f.free.FindAllString(text, 200) {
			add(s)
		}
	}
	return out
}

// inLinks lists the numbers that links of the mail ask the carrier about.
func (f *finder) inLinks(links []string) []string {
	var out []string
	if f.link == nil {
		return nil
	}
	for _, l := range links {
		if g := f.link.FindStringSubmatch(l); g != nil && !slices.Contains(out, track.TrackingKey(g[1])) {
			out = append(out, track.TrackingKey(g[1]))
		}
	}
	return out
}

// parcels is what a mail says about which parcels it means.
type parcels struct {
	numbers  []string
	question string
	odd      []string // numbers whose check digit is wrong
}

// parcelsIn finds the numbers a mail is about. The text decides; the subject, which is often cut short, and the links only
// speak when the text names none, and must not contradict it.
func (t *template) parcelsIn(p page) parcels {
	f := t.finder
	var found []string
	for i, text := range p.texts {
		here := f.in(text)
		if i > 0 && len(found) > 0 && len(here) > 0 && !overlap(found, here) {
			return parcels{question: "numbers-differ: the text says " + found[0] + ", its other form " + here[0]}
		}
		found = union(found, here)
	}
	subject := f.in(p.subject)
	switch {
	case len(found) == 0 && len(subject) > 0:
		found = subject
	case len(found) == 0:
		found = f.inLinks(p.links)
	case len(subject) > 0 && !overlap(found, subject):
		return parcels{question: "numbers-differ: the subject says " + subject[0] + ", the text " + found[0]}
	}
	if len(found) == 0 {
		found = t.recognised(p)
	}
	out := parcels{numbers: found}
	for _, n := range found {
		if claims := carrier.Recognise(n, carrier.Hints{Carrier: t.id()}); len(claims) > 0 && claims[0].Carrier == t.id() && claims[0].Check == carrier.Invalid {
			out.odd = append(out.odd, n)
		}
	}
	return out
}

// recognised looks for numbers without a label whose check digit says that they are the carrier's.
func (t *template) recognised(p page) []string {
	var out []string
	for _, text := range append([]string{p.subject}, p.texts...) {
		for _, c := range carrier.FindIn(text, carrier.Hints{Carrier: t.id()}) {
			if c.Carrier == t.id() && c.Check == carrier.Valid && !slices.Contains(out, c.Number) {
				out = append(out, c.Number)
			}
		}
	}
	return out
}

func overlap(a, b []string) bool {
	return slices.ContainsFunc(a, func(s string) bool {
		return slices.ContainsFunc(b, func(o string) bool { return strings.HasPrefix(s, o) || strings.HasPrefix(o, s) })
	})
}

func union(a, b []string) []string {
	for _, s := range b {
		if !slices.Contains(a, s) {
			a = append(a, s)
		}
	}
	return a
}
