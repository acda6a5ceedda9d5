package mail

import (
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// The labelled mails are written by hand after what carriers publish, each with what a person says it says beside it. A
// mail may be asked about; it may never be read wrong.
func TestLabelledMailsAreNeverReadWrong(t *testing.T) {
	t.Parallel()
	all := Tally{}
	err := filepath.WalkDir("testdata/labelled", func(path string, d fs.DirEntry, err error) error {
		if err != nil || filepath.Ext(path) != ".eml" {
			return err
		}
		raw, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		said, err := os.ReadFile(strings.TrimSuffix(path, ".eml") + ".json")
		if err != nil {
			return err
		}
		label, err := ParseLabel(said)
		if err != nil {
			return err
		}
		n := Read(raw, time.UTC)
		mark := label.Compare(n)
		if all[mark]++; mark == Wrong || mark == False || mark == Miss {
			t.Errorf("%s is %s: %s %+v", path, mark, n.Why, n.Events)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if all.Precision() < 1 || all.Recall() < 0.95 || all[Right] < 100 {
		t.Errorf("%v: precision %.3f, recall %.3f", all, all.Precision(), all.Recall())
	}
}

func TestLabelsAndMarks(t *testing.T) {
	t.Parallel()
	event := func(tracking, phase string) Notice {
		n := Notice{Verdict: IsNotice}
		l, _ := ParseLabel([]byte(`{"kind":"notice","events":[{"tracking":"` + tracking + `","phase":"` + phase + `"}]}`))
		n.Events = []Event{{Tracking: l.States[0].Tracking, Phase: l.States[0].Phase}}
		return n
	}
	transit, _ := LabelOfStatus("in_transit")
	label := func(s string) Label {
		l, err := ParseLabel([]byte(s))
		if err != nil {
			t.Fatal(err)
		}
		return l
	}
	for _, row := range []struct {
		name  string
		label Label
		read  Notice
		want  Mark
	}{
		{"as it says", label(`{"kind":"notice","events":[{"tracking":"1Z","phase":"delivered"}]}`), event("1Z", "delivered"), Right},
		{"another phase", label(`{"kind":"notice","events":[{"tracking":"1Z","phase":"delivered"}]}`), event("1Z", "moving"), Wrong},
		{"another parcel", label(`{"Verdict":"notice","Events":[{"Tracking":"1Z","Phase":"delivered"}]}`), event("2Z", "delivered"), Wrong},
		{"a question", label(`{"kind":"notice","events":[]}`), Notice{Verdict: Unknown}, Asked},
		{"not seen", label(`{"kind":"notice","events":[]}`), Notice{Verdict: NotNotice}, Miss},
		{"a bill taken for a notice", label(`{"kind":"not-a-notice"}`), event("1Z", "delivered"), False},
		{"a bill left alone", label(`{"kind":"not-a-notice"}`), Notice{Verdict: NotNotice}, Alone},
		{"a bill asked about", label(`{"kind":"not-a-notice"}`), Notice{Verdict: Unknown}, Asked},
		{"a fraud asked about", label(`{"kind":"unknown"}`), Notice{Verdict: Unknown}, Alone},
		{"somebody else's word for it", transit, event("1Z", "announced"), Right},
		{"which this is not", transit, event("1Z", "delivered"), Wrong},
	} {
		if got := row.label.Compare(row.read); got != row.want {
			t.Errorf("%s: %s, want %s", row.name, got, row.want)
		}
	}
	if _, err := ParseLabel([]byte(`{"kind":"maybe"}`)); err == nil {
		t.Error("a kind that is none passes")
	}
	if _, known := LabelOfStatus("teleported"); known {
		t.Error("a status nobody uses is known")
	}
}
