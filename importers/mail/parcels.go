package mail

import (
	"slices"
	"strings"

	"ordertrail/track/carrier"
)

// parcels is what a mail says about which parcels it means.
type parcels struct {
	numbers  []string
	question string
	odd      []string // numbers whose check digit is wrong
}

// parcelsIn finds the numbers a mail is about. The text decides; the subject, which is often cut short, and the links only
// speak when the text names none, and must not contradict it. Of numbers that disagree, those that somebody made
// unrecognisable count only when there are no others.
func (t *template) parcelsIn(p page) parcels {
	var places [][]string
	for _, part := range p.parts {
		places = append(places, numbersOf(t.finder.in(part)))
	}
	subject := numbersOf(t.finder.in(p.title))
	found, question := agree(append(places, subject), "numbers-differ")
	if question != "" {
		return parcels{question: question}
	}
	if len(found) == 0 {
		found = t.finder.inLinks(p.links)
	}
	if len(found) == 0 {
		found = t.recognised(p)
	}
	if len(found) == 0 {
		found = t.inOwnLinks(p.links)
	}
	for i := 0; len(found) == 0 && i < len(p.parts); i++ {
		found = t.finder.ofAnyForm(p.parts[i])
	}
	out := parcels{numbers: found}
	for _, n := range found {
		if claims := carrier.Recognise(n, carrier.Hints{Carrier: t.id()}); len(claims) > 0 && claims[0].Carrier == t.id() && claims[0].Check == carrier.Invalid {
			out.odd = append(out.odd, n)
		}
	}
	return out
}

func numbersOf(spots []spot) []string {
	var out []string
	for _, s := range spots {
		out = append(out, s.number)
	}
	return out
}

// agree joins what several places of a mail name, the subject last: places that name nothing do not count, a subject only
// counts where the texts name nothing, and places that name different things are a question, unless one of them was made
// unrecognisable.
func agree(places [][]string, code string) (found []string, question string) {
	if found, question = joined(places, code); question == "" {
		return found, ""
	}
	for i, list := range places {
		places[i] = unmasked(list)
	}
	found, again := joined(places, code)
	if again != "" || len(found) == 0 {
		return nil, question
	}
	return found, ""
}

func joined(places [][]string, code string) (found []string, question string) {
	for i, list := range places {
		if len(found) > 0 && len(list) > 0 && !overlap(found, list) {
			return nil, code + ": one place says " + found[0] + ", another " + list[0]
		}
		if i < len(places)-1 || len(found) == 0 {
			found = union(found, list)
		}
	}
	return found, ""
}

// single leaves out the numbers somebody made unrecognisable when one other is left: a mail about one parcel means that.
func single(numbers []string) []string {
	if plain := unmasked(numbers); len(plain) == 1 {
		return plain
	}
	return numbers
}

func unmasked(numbers []string) []string { return slices.DeleteFunc(slices.Clone(numbers), masked) }

// masked reports whether somebody made a number unrecognisable: it counts up, repeats one figure, or has letters X in it,
// six in a row.
func masked(number string) bool {
	up, same := 1, 1
	for i := 1; i < len(number); i++ {
		a, b := number[i-1], number[i]
		digit := b >= '0' && b <= '9'
		if up++; !digit || b != a+1 && (a != '9' || b != '0') {
			up = 1
		}
		if same++; b != a || !digit && b != 'X' {
			same = 1
		}
		if up >= 6 || same >= 6 {
			return true
		}
	}
	return false
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
