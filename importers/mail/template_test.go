package mail

import (
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"ordertrail/track"
	"ordertrail/track/carrier"
)

// told is a row of testdata/sentences.tsv.
type told struct {
	carrier, lang, place, words, phase, reason, flag, occurred, estimated string
}

func sentences(t *testing.T) []told {
	t.Helper()
	raw, err := os.ReadFile("testdata/sentences.tsv")
	if err != nil {
		t.Fatal(err)
	}
	var out []told
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
		out = append(out, told{f[0], f[1], f[2], f[3], f[4], f[5], f[6], f[7], f[8]})
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

func (s told) page() page {
	p := page{date: time.Date(2026, 3, 12, 12, 0, 0, 0, time.UTC), zone: time.UTC}
	if s.place == "subject" {
		p.subject = s.words
	} else {
		p.texts = []string{s.words + "\n"}
	}
	p.cutUp()
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
			want := told{s.carrier, s.lang, s.place, s.words, string(got.Phase), string(got.Reason), string(got.Flag), string(got.Occurred), string(got.EstimatedOn)}
			if want != s || c.language != s.lang {
				t.Errorf("read %v\nwant %v", want, s)
			}
		})
	}
}

// Every row has examples of its own in its file. What a row above it reads in the same words does not count for it.
func TestEveryRowReadsItsOwnExamples(t *testing.T) {
	t.Parallel()
	files, err := loadTemplates()
	if err != nil {
		t.Fatal(err)
	}
	for file, tp := range files {
		if !strings.HasPrefix(file, "_") {
			tp = templateNamed(file)
		}
		for _, s := range tp.Says {
			if !strings.HasPrefix(file, "_") && strings.HasPrefix(s.Name, "any-") {
				continue
			}
			t.Run(file+"/"+s.Name+"/"+s.Lang, func(t *testing.T) {
				t.Parallel()
				if len(s.shown) == 0 {
					t.Error("the row has no example")
				}
				for _, e := range s.shown {
					tp.reads(t, s, e)
				}
				for _, e := range s.not {
					if slices.ContainsFunc(tp.listen(e.page(s.In)), func(h heard) bool { return h.saying == s }) {
						t.Errorf("it reads %q", e.text)
					}
				}
			})
		}
	}
}

// page is a mail of Thursday 12 March 2026 that says nothing but the example.
func (e example) page(in place) page {
	p := page{date: time.Date(2026, 3, 12, 12, 0, 0, 0, time.UTC), zone: time.UTC, texts: []string{""}}
	if in == inSubject {
		p.subject = e.text
	} else {
		p.texts[0] = e.text + "\n"
	}
	p.cutUp()
	return p
}

// reads checks that the row finds the example, and that the whole file makes of it what the row says.
func (t *template) reads(test *testing.T, s *saying, e example) {
	p := e.page(s.In)
	if s.In == inSection || s.In == inCell {
		if len(p.parts[0].find(&s.wording, "", t.finder.shape)) == 0 {
			test.Errorf("%q is not found", e.text)
		}
		return
	}
	said := t.listen(p)
	if len(p.title.find(&s.wording, s.Lang, t.finder.shape))+len(p.parts[0].find(&s.wording, s.Lang, t.finder.shape)) == 0 {
		test.Errorf("%q is not read by the row", e.text)
		return
	}
	c, conflict := decide(said)
	if conflict != "" {
		test.Errorf("%q: %s", e.text, conflict)
		return
	}
	got := t.events(p, c, []string{"1"}, nil)[0]
	if s.Means.Phase != "" && got.Phase != s.Means.Phase || s.Means.Reason != "" && got.Reason != s.Means.Reason || s.Means.Flag != "" && got.Flag != s.Means.Flag {
		test.Errorf("%q is read as %s %s %s", e.text, got.Phase, got.Reason, got.Flag)
	}
	read := example{e.text, string(got.Occurred), string(got.EstimatedOn), got.Location}
	if read != e {
		test.Errorf("%q says %+v, want %+v", e.text, read, e)
	}
}

func TestTheTablesAreSound(t *testing.T) {
	t.Parallel()
	domains := map[string]string{}
	for _, tp := range templates() {
		names := map[string]bool{}
		if carrier.Parse(tp.Carrier) == "" {
			t.Errorf("%s is no known carrier", tp.Carrier)
		}
		for _, d := range tp.Domains {
			if o := domains[d]; o != "" || d != strings.ToLower(d) || !regexp.MustCompile(`^[a-z0-9-]+(\.[a-z0-9-]+)+$`).MatchString(d) {
				t.Errorf("%s: domain %q is odd or also of %q", tp.Carrier, d, o)
			}
			domains[d] = tp.Carrier
		}
		for _, s := range tp.Says {
			m := s.Means
			if row := s.Name + " " + s.Lang; names[row] {
				t.Errorf("%s has two rows %s", tp.Carrier, row)
			} else {
				names[row] = true
			}
			if m.Phase != "" && (!m.Phase.IsCarrier() || !m.Phase.Moves()) || m.Reason != "" && !m.Reason.Known() || m.Flag != "" && m.Flag != track.Delayed && m.Flag != track.Held {
				t.Errorf("%s/%s means something that is no word of ours: %+v", tp.Carrier, s.Name, m)
			}
			if _, ok := calendars[s.Lang]; !ok {
				t.Errorf("%s/%s: language %q has no calendar", tp.Carrier, s.Name, s.Lang)
			}
		}
	}
	for lang, c := range calendars {
		if len(strings.Fields(c.months)) != 12 || len(strings.Fields(c.days)) != 7 {
			t.Errorf("calendar %s is not complete", lang)
		}
	}
}

// A domain has one owner, and so has all that lies below it: then it does not matter which of them is looked for first.
func TestDomainsOfCarriersDoNotOverlap(t *testing.T) {
	t.Parallel()
	for _, a := range templates() {
		for _, b := range templates() {
			for _, d := range a.Domains {
				if a != b && slices.ContainsFunc(b.Domains, func(o string) bool { return within(d, o) }) {
					t.Errorf("%s of %s belongs to %s as well", d, a.Carrier, b.Carrier)
				}
			}
		}
	}
	for address, owner := range map[string]string{"a@ups.com": "ups", "a@mail.ups.com": "ups", "a@notups.com": "", "a@ups.com.": "ups", "a@com": "", "a@": "", "ups.com": "", "a@.ups.com": "ups"} {
		if got := (Reader{}).CarrierOf(address); got != owner {
			t.Errorf("%s is the address of %q, want %q", address, got, owner)
		}
	}
}
