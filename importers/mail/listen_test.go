package mail

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// spoken is one way to say a wording: what a carrier might write.
func spoken(random *rand.Rand, w *wording) string {
	var out []string
	for _, c := range w.parts {
		for _, e := range c.forms[random.IntN(len(c.forms))] {
			out = append(out, said(random, e))
		}
	}
	return strings.Join(out, " ")
}

func said(random *rand.Rand, e element) string {
	choose := func(s ...string) string { return s[random.IntN(len(s))] }
	switch e.kind {
	case aWord:
		return e.word
	case anyWords, aName:
		return choose("Lindenhof", "A & B Ltd.", "the shop: yours", "your parcel from you", "not", "one two three four five six seven", "last parcel is")
	case anOccurred, anEstimated:
		return choose("11 March 2026", "Freitag, den 13. März 2026", "Mon: 3/12/2026", "today at 14:05", "11:47 today, Friday 13 March", "14:38 Uhr am 12.3.2026", "May", "oggi alle ore 9:30")
	case aNumber:
		return choose("1Z5R89390357567127", "12345678901", "none", "1Z5R 8939")
	case aClock:
		return choose("2:06 PM", "14.06 Uhr", "10:00 - 12:00")
	case aPlace:
		return choose("SPRINGFIELD, IL", "ST. LOUIS, MO 63101", "Leeds")
	}
	return choose("\n", " ", ". ")
}

// What is looked for only where it may stand, and once for all rows that begin with the same phrase, is what trying every row at
// every word finds.
func TestAllIsHeardThatTryingEverythingHears(t *testing.T) {
	t.Parallel()
	random := rand.New(rand.NewPCG(5, 6))
	heardAny := 0
	for n := range 600 / slower {
		tp := templates()[n%len(templates())]
		var text strings.Builder
		for range 1 + random.IntN(6) {
			s := tp.Says[random.IntN(len(tp.Says))]
			words := strings.Fields(spoken(random, &s.wording))
			for range random.IntN(3) { // somebody writes it a little otherwise
				i := random.IntN(len(words) + 1)
				words = slices.Insert(words, i, []string{":", "now", "your", "the parcel", ".", "\n", "is"}[random.IntN(7)])
			}
			text.WriteString(strings.Join(words, " ") + []string{" ", ". ", "\n", ", "}[random.IntN(4)])
		}
		for _, in := range []place{inSubject, inBody, inSection} {
			sifted, plain := passageOf(text.String()), passageOf(text.String())
			plain.every = true
			found, wanted := tp.hear(in, sifted, true), tp.hear(in, plain, true)
			same := slices.EqualFunc(found, wanted, func(a, b heard) bool { return a.saying == b.saying && a.match == b.match && a.text == b.text })
			if heardAny += len(wanted); !same {
				t.Fatalf("%s in %q: %s", tp.Carrier, text.String(), cmp.Diff(rowsOf(wanted), rowsOf(found)))
			}
		}
	}
	if heardAny < 600/slower {
		t.Errorf("only %d sentences were heard", heardAny)
	}
}

func rowsOf(said []heard) (rows []string) {
	for _, h := range said {
		rows = append(rows, h.Name+": "+h.text)
	}
	return rows
}
