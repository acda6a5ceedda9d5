package mail

import (
	"strings"
	"testing"
	"time"
)

const strolled = "From: UPS <mcinfo@ups.com>\r\nSubject: News about your package\r\nDate: Thu, 12 Mar 2026 10:20:00 +0100\r\n\r\n" +
	"Hello,\r\nYour package has been gladly brought on 03/12/2026.\r\nTracking Number: 1Z5R89390357567127\r\n"

func TestTheNearestKnownPatternIsToldWithTheDifference(t *testing.T) {
	t.Parallel()
	carrier, near := Reader{Zone: time.UTC}.Nearest([]byte(strolled))
	if carrier != "ups" || len(near) == 0 {
		t.Fatalf("%s %+v", carrier, near)
	}
	n := near[0]
	if n.In != "body" || !strings.HasPrefix(n.Text, "Your package has been gladly") || n.Means != "delivered" || n.Lang != "en" {
		t.Errorf("nearest %+v", n)
	}
	if want := "Your package has been gladly brought {occurred}"; n.Words != want {
		t.Errorf("as a pattern %q, want %q", n.Words, want)
	}
	if !strings.Contains(strings.Join(n.Lacks, " "), "delivered") || !strings.Contains(strings.Join(n.Instead, " "), "brought") {
		t.Errorf("lacks %q, instead %q", n.Lacks, n.Instead)
	}
	if carrier, near = (Reader{}).Nearest([]byte("From: a@b.example\r\nSubject: x\r\n\r\nYour package was lost\r\n")); carrier != "" || near != nil {
		t.Errorf("nobody's mail is near %s %+v", carrier, near)
	}
}

// A date may stand behind any word: what is proposed as a pattern keeps the word, which is what the sentence says.
func TestAProposedPatternKeepsTheWordBeforeADate(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ line, want string }{
		{"Status: Delivered 03/10/2026 9:05 AM", "Status : Delivered {occurred}"},
		{"Status: Delivered on March 10, 2026 at 9:05 AM", "Status : Delivered {occurred}"},
		{"Your package was dropped Tuesday, 10 March 2026", "Your package was dropped {occurred}"},
		{"Estimated delivery 03/14/2026", "Estimated delivery {occurred}"},
		{"Your package has 2 updates", "Your package has {any} updates"},
		{"Your delivery window today 14:00", "Your delivery window {occurred}"},
		{"Ihr Paket wurde am 10.03.2026 hinterlegt", "Ihr Paket wurde {occurred} hinterlegt"},
		{"Je pakket ligt er dinsdag 10 maart", "Je pakket ligt er {occurred}"},
	} {
		_, near := Reader{Zone: time.UTC}.Nearest([]byte("From: UPS <mcinfo@ups.com>\r\nSubject: News\r\nDate: Thu, 12 Mar 2026 10:20:00 +0100\r\n\r\n" + c.line + "\r\n"))
		if len(near) != 1 || near[0].Words != c.want {
			t.Errorf("%s: proposed as %+v, want %q", c.line, near, c.want)
		}
	}
}

// What is yet to come, or did not happen, is not near the words that say that it did: the meaning of a near row is offered.
func TestADenialIsNotNearWhatItDenies(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ from, line string }{
		{"noreply@dhl.de", "Ihr Paket wird zugestellt wie nie zuvor"},
		{"mcinfo@ups.com", "Your package will soon be gladly delivered"},
		{"mcinfo@ups.com", "Your package was sadly never delivered"},
	} {
		_, near := Reader{Zone: time.UTC}.Nearest([]byte("From: " + c.from + "\r\nSubject: x\r\nDate: Thu, 12 Mar 2026 10:20:00 +0100\r\n\r\n" + c.line + "\r\n"))
		if len(near) != 1 || near[0].Text != c.line || near[0].Means == "delivered" {
			t.Errorf("%s: near %+v", c.line, near)
		}
	}
}

func TestAShopsOwnRowsAreRead(t *testing.T) {
	t.Parallel()
	_, near := Reader{Zone: time.UTC}.Nearest([]byte(strolled))
	row := Row{"ups", "en", "body", "delivered", near[0].Words, false}
	if err := row.Check(); err != nil {
		t.Fatal(err)
	}
	if n := Read([]byte(strolled), time.UTC); n.Verdict != Unknown {
		t.Fatalf("it is read without the row: %+v", n)
	}
	n := Reader{Own: []Row{row}}.Read([]byte(strolled))
	if n.Verdict != IsNotice || len(n.Events) != 1 || n.Events[0].Phase != "delivered" || n.Events[0].Occurred != "2026-03-12" || n.Events[0].Basis != "pattern:ups/own" {
		t.Errorf("read as %+v", n)
	}
	row.Means = Never
	if n := (Reader{Own: []Row{row}}).Read([]byte(strolled)); n.Verdict != NotNotice || !strings.HasPrefix(n.Why, "taught:") {
		t.Errorf("taught to be no notice, but read as %+v", n)
	}
	row.Carrier = "dhl"
	if n := (Reader{Own: []Row{row}}).Read([]byte(strolled)); n.Verdict != Unknown {
		t.Errorf("a row for DHL reads a mail of UPS: %+v", n)
	}
}

func TestARowThatReadsTooMuchIsRefused(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		row  Row
		says string
	}{
		{Row{"ups", "en", "body", "delivered", "delivered", false}, "two are the least"},
		{Row{"ups", "en", "body", "teleported", "was beamed up", false}, "is no meaning"},
		{Row{"ups", "xx", "body", "delivered", "was beamed up", false}, "is not one of"},
		{Row{"ups", "en", "footer", "delivered", "was beamed up", false}, "subject or body"},
		{Row{"acme", "en", "body", "delivered", "was beamed up", false}, "are not known"},
		{Row{"ups", "en", "body", "delivered", "{any} was beamed up", false}, "begin with a word"},
		{Row{"ups", "en", "body", "delivered", "was (beamed up", false}, "is not closed"},
		{Row{"ups", "en", "body", "delivered", "(a|b|c|d|e|f|g|h)(a|b|c|d|e|f|g|h)(a|b) up there", false}, "more than"},
	} {
		if err := tt.row.Check(); err == nil || !strings.Contains(err.Error(), tt.says) {
			t.Errorf("%+v: %v, want %q", tt.row, err, tt.says)
		}
	}
}

func FuzzWording(f *testing.F) {
	for _, s := range []string{"Your (package|parcel)[s] (was|were) delivered [to {any}]", "^ a {number} b $", "a[b", "(|)", "x {any} {any} {any} y"} {
		f.Add(s, "Your package was delivered to a b c d x y. a 1Z5R89390357567127 b")
	}
	f.Fuzz(func(t *testing.T, words, text string) {
		w, err := parseWording(words, nil)
		if err != nil || len(text) > 2000 {
			return
		}
		p := passageOf(text)
		for _, m := range p.find(&w, "en", templateNamed("ups").finder.shape) {
			if m.from < 0 || m.to > len(p.tokens) || m.from >= m.to || m.knows() < 0 {
				t.Errorf("%q in %q: %+v", words, text, m)
			}
		}
	})
}
