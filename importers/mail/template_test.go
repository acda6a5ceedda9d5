package mail

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"ordertrail/track"
	"ordertrail/track/carrier"
)

// sentence is a row of testdata/sentences.tsv.
type sentence struct {
	carrier, lang, place, words, phase, reason, flag, occurred, estimated string
}

func sentences(t *testing.T) []sentence {
	t.Helper()
	raw, err := os.ReadFile("testdata/sentences.tsv")
	if err != nil {
		t.Fatal(err)
	}
	var out []sentence
	for i, line := range strings.Split(strings.TrimSpace(string(raw)), "\n") {
		if strings.HasPrefix(line, "#") {
			continue
		}
		f := strings.Split(line, "\t")
		if len(f) != 9 {
			t.Fatalf("sentences.tsv, row %d: %d columns; 9 are right", i+1, len(f))
		}
		for k := range f {
			if f[k] == "-" {
				f[k] = ""
			}
		}
		out = append(out, sentence{f[0], f[1], f[2], f[3], f[4], f[5], f[6], f[7], f[8]})
	}
	return out
}

func templateNamed(id string) *template {
	for _, t := range templates() {
		if t.id() == id {
			return t
		}
	}
	return nil
}

func (s sentence) page() page {
	p := page{date: time.Date(2026, 3, 12, 12, 0, 0, 0, time.UTC), zone: time.UTC}
	if s.place == "subject" {
		p.subject = s.words
	} else {
		p.texts = []string{s.words + "\n"}
	}
	return p
}

func TestEverySentenceMeansWhatTheTableSays(t *testing.T) {
	t.Parallel()
	for _, s := range sentences(t) {
		t.Run(s.carrier+": "+cut(s.words, 60), func(t *testing.T) {
			t.Parallel()
			tp := templateNamed(s.carrier)
			if tp == nil {
				t.Fatalf("no carrier %q", s.carrier)
			}
			p := s.page()
			c, conflict := decide(tp.listen(p))
			if conflict != "" {
				t.Fatal(conflict)
			}
			if s.phase == "none" {
				if !c.empty() {
					t.Fatalf("row %s takes it for %q", c.row, c.Phase)
				}
				return
			}
			if c.empty() {
				t.Fatal("no row knows it")
			}
			got := tp.events(p, c, []string{"1"}, nil)[0]
			want := sentence{s.carrier, s.lang, s.place, s.words, string(got.Phase), string(got.Reason), string(got.Flag), string(got.Occurred), string(got.EstimatedOn)}
			if want != s || c.language != s.lang {
				t.Errorf("read %v\nwant %v", want, s)
			}
		})
	}
}

func TestEveryRowIsShownByASentence(t *testing.T) {
	t.Parallel()
	shown := map[string]bool{}
	for _, s := range sentences(t) {
		if tp := templateNamed(s.carrier); tp != nil {
			for _, h := range tp.listen(s.page()) {
				shown[rowName(tp, h.saying)] = true
			}
		}
	}
	mails, _ := filepath.Glob("testdata/*/*.eml")
	for _, name := range mails {
		raw, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		m := open(raw, 0)
		if tp := templateOf(m.from); tp != nil {
			for _, h := range tp.listen(pageOf(m, time.UTC)) {
				shown[rowName(tp, h.saying)] = true
			}
		}
	}
	for _, tp := range templates() {
		for i := range tp.Says {
			if name := rowName(tp, &tp.Says[i]); !shown[name] {
				t.Errorf("no sentence or mail shows row %s", name)
			}
		}
	}
}

func rowName(t *template, s *saying) string {
	return t.id() + "/" + s.Name + "/" + s.Lang + "/" + s.Words.String()
}

func TestTheTablesAreSound(t *testing.T) {
	t.Parallel()
	domains := map[string]string{}
	for _, tp := range templates() {
		if carrier.Parse(tp.Carrier) == "" {
			t.Errorf("%s is no known carrier", tp.Carrier)
		}
		for _, d := range tp.Domains {
			if o := domains[d]; o != "" || d != strings.ToLower(d) || !regexp.MustCompile(`^[a-z0-9-]+(\.[a-z0-9-]+)+$`).MatchString(d) {
				t.Errorf("%s: domain %q is odd or also of %q", tp.Carrier, d, o)
			}
			domains[d] = tp.Carrier
		}
		for i := range tp.Says {
			s := &tp.Says[i]
			m := s.Means
			if m.Phase != "" && (!m.Phase.IsCarrier() || !m.Phase.Moves()) || m.Reason != "" && !m.Reason.Known() || m.Flag != "" && m.Flag != track.Delayed && m.Flag != track.Held {
				t.Errorf("%s/%s means something that is no word of ours: %+v", tp.Carrier, s.Name, m)
			}
			if _, ok := calendars[s.Lang]; !ok {
				t.Errorf("%s/%s: language %q has no calendar", tp.Carrier, s.Name, s.Lang)
			}
			if s.Words.MatchString("") {
				t.Errorf("%s/%s matches nothing at all", tp.Carrier, s.Name)
			}
		}
	}
	for lang, c := range calendars {
		if len(strings.Fields(c.months)) != 12 || len(strings.Fields(c.days)) != 7 {
			t.Errorf("calendar %s is not complete", lang)
		}
	}
}

func TestTheWordsARowNeedsAreInItsMatches(t *testing.T) {
	t.Parallel()
	for _, s := range sentences(t) {
		tp := templateNamed(s.carrier)
		for i := range tp.Says {
			row := &tp.Says[i]
			if row.Words.MatchString(s.words) && !row.Words.needs.metBy(strings.ToLower(s.words)) {
				t.Errorf("%s matches %q, but needs %q", rowName(tp, row), s.words, row.Words.needs)
			}
		}
	}
}
