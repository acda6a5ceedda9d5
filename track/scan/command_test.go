package scan

import (
	"strings"
	"testing"
)

// samples are commands of every sort.
func samples() []Command {
	out := Commands()
	for _, n := range []int{1, 12, maxQuantity} {
		out = append(out, Command{Verb: Qty, Quantity: n})
	}
	for _, name := range []string{"BENCH 1", "PACK-2", "XYZ", "ÄÖÜ", "I.I_I", "0"} {
		out = append(out, Command{Verb: Station, Text: name}, Command{Verb: Operator, Text: name})
	}
	return out
}

func TestEveryCommandReadsBackInBothForms(t *testing.T) {
	t.Parallel()
	seen := map[string]Command{}
	for _, c := range samples() {
		for _, form := range []string{c.String(), strings.ToLower(c.String()), c.Card(), strings.ToLower(c.Card())} {
			got, ok := ParseCommand(form)
			got.Text = upperUnlessMode(got)
			want := c
			want.Text = upperUnlessMode(c)
			if !ok || got != want {
				t.Errorf("ParseCommand(%q) = %+v, %v; want %+v", form, got, ok, c)
			}
		}
		if other, twice := seen[c.Card()]; twice {
			t.Errorf("%v and %v have the same card", c, other)
		}
		seen[c.Card()] = c
	}
	if len(Commands()) != 5+6+5 {
		t.Errorf("%d commands need no name, want 16", len(Commands()))
	}
}

// upperUnlessMode is the text as it is compared: without letter case.
func upperUnlessMode(c Command) string {
	if c.Verb == Mode {
		return c.Text
	}
	return strings.ToUpper(c.Text)
}

func TestCardsSurviveForeignKeyboards(t *testing.T) {
	t.Parallel()
	for _, c := range samples() {
		if strings.Trim(c.Card(), "0123456789ABCDEFGHIJKLMNOPQRSTUVWX") != "" {
			t.Errorf("the card of %v holds more than safe characters: %s", c, c.Card())
		}
	}
	for i, a := range verbs {
		for j, b := range verbs {
			if i != j && strings.HasPrefix(a.Card, b.Card) {
				t.Errorf("%s begins with %s", a.Card, b.Card)
			}
		}
	}
}

func TestADamagedCardIsNoCommand(t *testing.T) {
	t.Parallel()
	for _, c := range samples() {
		card := c.Card()
		for i := range len(card) {
			for _, r := range []byte(commandAlphabet) {
				if damaged := card[:i] + string(r) + card[i+1:]; r != card[i] {
					if got, ok := ParseCommand(damaged); ok {
						t.Errorf("%s with character %d misread, %s, is %v", card, i, damaged, got)
					}
				}
			}
			if i > 0 && card[i] != card[i-1] {
				b := []byte(card)
				b[i], b[i-1] = b[i-1], b[i]
				if got, ok := ParseCommand(string(b)); ok {
					t.Errorf("%s with characters %d and %d exchanged, %s, is %v", card, i-1, i, b, got)
				}
			}
		}
	}
}

func TestWhatIsNoCommand(t *testing.T) {
	t.Parallel()
	for _, code := range []string{
		"", "OT", "OT:", "OT:DANCE", "OT:UNDO:1", "OT:QTY", "OT:QTY:0", "OT:QTY:-1", "OT:QTY:+5", "OT:QTY:10000", "OT:MODE:sleep", "OT:GRADE:F",
		"OT:STATION", "OT:STATION:" + strings.Repeat("x", 41), "OTUNDO", "OTUNDO00", "OTTO", "UNDO", strings.Repeat("OT", 100),
	} {
		if c, ok := ParseCommand(code); ok {
			t.Errorf("%q is taken for %v", code, c)
		}
	}
	for _, c := range []Command{{}, {Verb: "DANCE"}, {Verb: Qty}, {Verb: Mode, Text: "sleep"}, {Verb: Station}} {
		if c.Card() != "" {
			t.Errorf("%+v, which does not exist, has the card %q", c, c.Card())
		}
	}
}
