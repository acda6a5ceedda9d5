package carrier

import (
	"cmp"
	"strings"
	"testing"

	"ordertrail/track"
)

// Read a row as: of this table, <type> and <code> and <words> mean <phase>.
func TestAShopsOwnTable(t *testing.T) {
	t.Parallel()
	own := NewOwn([]Row{
		{Carrier: "GLS", Code: "qx7", Phase: track.Moving},
		{Carrier: "gls", Code: "QX7", Phase: track.OutForDelivery},
		{Carrier: "gls", Code: "QX7", Words: "* in the locker", Phase: track.AwaitingCollection},
		{Carrier: "gls", Words: "left with *", Phase: track.Delivered},
		{Carrier: "gls", Words: "left with * to be sent back", Phase: track.Returning},
		{Carrier: "gls", Words: "seen at depot", Phase: track.Moving},
		{Carrier: "ups", Type: "X", Code: "ZZ", Phase: track.AttemptFailed},
		{Carrier: "ups", Type: "G", Code: "*", Phase: track.NoData},
	})
	for _, c := range []struct{ carrier, typ, code, words, want string }{
		{"gls", "", "QX7", "", "out_for_delivery"}, // the later of two
		{"gls", "A", " qx7 ", "whatever", "out_for_delivery"},
		{"gls", "", "QX7", "Laid in the locker!", "awaiting_collection"},
		{"gls", "", "QX8", "", "-"},
		{"dhl", "", "QX7", "", "-"},
		{"gls", "", "", "Left with: the neighbour", "delivered"},
		{"gls", "", "", "LEFT WITH Ann, to be sent back", "returning"}, // the longer of two
		{"gls", "", "", "not left with anybody", "-"},
		{"gls", "", "", "seen at depot", "moving"},
		{"gls", "", "", "not seen at depot", "-"},
		{"gls", "", "", "seen at depot no more", "-"},
		{"gls", "", "", "", "-"},
		{"ups", "X", "ZZ", "", "attempt_failed"},
		{"ups", "I", "ZZ", "", "-"}, // the same code under another type
		{"ups", "", "ZZ", "", "-"},
		{"ups", "G", "AB", "", "no_data"},
		{"ups", "", "AB", "", "-"},
	} {
		row, ok := own.Map(c.carrier, c.typ, c.code, c.words)
		if got := cmp.Or(string(row.Phase), "-"); got != c.want || ok != (c.want != "-") {
			t.Errorf("%s %s %s %q means %s, want %s", c.carrier, c.typ, c.code, c.words, got, c.want)
		}
	}
	if NewOwn(nil).Reads() != nil {
		t.Error("a shop that taught nothing reads like one that did")
	}
}

// Every shipped row can be written down and says, as a shop's own row, the same as before.
func TestTheShippedRowsSayAsTheShopsOwnWhatTheySay(t *testing.T) {
	t.Parallel()
	n := 0
	for _, id := range IDs() {
		for _, r := range Shipped(id) {
			if r.Code == "" || strings.Contains(r.Code, "*") {
				continue
			}
			if err := r.Folded().Check(); err != nil {
				t.Errorf("%+v: %v", r, err)
			}
			m, ok := Map(id, r.Type, r.Code, "")
			row, known := NewOwn([]Row{r}).Map(id, r.Type, r.Code, "")
			if n++; !ok || !known || row.Phase != m.Phase || row.Reason != m.Reason || row.Flag != m.Flag {
				t.Errorf("%+v reads as %+v of the shop's own, shipped as %+v", r, row, m)
			}
		}
	}
	if n < 500 {
		t.Errorf("%d codes are shipped: some are missing", n)
	}
}

func FuzzOwnWords(f *testing.F) {
	f.Add("left with *", "Left with Ann")
	f.Add("*a*b*", "b a b")
	f.Add("* * *", "")
	f.Fuzz(func(t *testing.T, words, text string) {
		row := Row{Carrier: "gls", Words: words, Phase: track.Delivered}.Folded()
		if row.Check() != nil {
			return
		}
		own := NewOwn([]Row{row})
		if _, ok := own.Map("gls", "", "", text); ok && foldWords(text) == "" {
			t.Errorf("%q reads nothing as something", words)
		}
		plain := strings.ReplaceAll(words, "*", " ")
		if len(plain) > longText {
			return
		}
		if _, ok := own.Map("gls", "", "", plain); !ok {
			t.Errorf("%q does not read its own words", words)
		}
	})
}
