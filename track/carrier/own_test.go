package carrier

import (
	"cmp"
	"strconv"
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
		{Carrier: "gls", Words: "* seen at depot *", Phase: track.AttemptFailed},
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
		{"gls", "", "", "seen at depot", "moving"}, // word for word, before any with a gap
		{"gls", "", "", "not seen at depot", "attempt_failed"},
		{"gls", "", "", "seen at depot no more", "attempt_failed"},
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

// Words that are read already can be read otherwise by the row that reads them, not by a text that happens to hold them.
func TestAShippedRowIsCorrectedByItsOwnWords(t *testing.T) {
	t.Parallel()
	n := 0
	for _, id := range append(IDs(), "") {
		for _, r := range Shipped(id) {
			if r.Words == "" {
				continue
			}
			n++
			r.Carrier = cmp.Or(id, "gls")
			r.Phase = track.Lost
			if err := r.Folded().Check(); err != nil {
				t.Errorf("%+v: %v", r, err)
			}
		}
	}
	if n < 200 {
		t.Errorf("only %d rows have words", n)
	}
	if err := (Row{Carrier: "gls", Words: "Out for delivery today", Phase: track.Moving}).Folded().Check(); err == nil {
		t.Error("a text that is read already is taught")
	}
	over, ok := Row{Carrier: "gls", Words: "* out for delivery *", Phase: track.Lost}.Folded().Over()
	if !ok || over.Phase != track.OutForDelivery {
		t.Errorf("it stands over %+v", over)
	}
}

// Read a row as: words <a> and <b> of one carrier are, or are not, about the same.
func TestRowsAboutTheSame(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		a, b string
		same bool
	}{
		{"left with *", "Left  with *", true},
		{"left with *", "left with", false},
		{"left with *", "* left with", false},
		{"Übergeben", "ubergeben!", true},
		{"a * b", "a b", false},
	} {
		a, b := Row{Carrier: "gls", Words: c.a}.Folded(), Row{Carrier: "GLS", Words: c.b}.Folded()
		if (a.Key() == b.Key()) != c.same {
			t.Errorf("%q and %q: the same %v, want %v", c.a, c.b, !c.same, c.same)
		}
	}
}

func TestRowsThatCannotBe(t *testing.T) {
	t.Parallel()
	for _, r := range []Row{
		{Carrier: "gls", Phase: track.Moving},
		{Carrier: "gls", Code: "X", Phase: track.Packed},
		{Carrier: "gls", Code: "X\x1b[2J", Phase: track.Moving},
		{Carrier: "gls", Words: "left\x00with", Phase: track.Moving},
		{Carrier: "gls", Code: strings.Repeat("X", 81), Phase: track.Moving},
		{Carrier: "gls", Words: strings.Repeat("word ", 100), Phase: track.Moving},
		{Carrier: "gls", Words: "a" + strings.Repeat(" * b", 9), Phase: track.Moving},
	} {
		if r.Folded().Check() == nil {
			t.Errorf("%+v is taken", r)
		}
	}
}

// Ten thousand rows of a shop's own cost an event no more than a few.
func BenchmarkOwnMap(b *testing.B) {
	var rows []Row
	for i := range 10_000 {
		rows = append(rows, Row{Carrier: "gls", Words: "left with neighbour number " + strconv.Itoa(i), Phase: track.Delivered})
	}
	own := NewOwn(rows)
	for b.Loop() {
		if _, ok := own.Map("gls", "", "", "Left with neighbour number 9999"); !ok {
			b.Fatal("the words were not read")
		}
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
