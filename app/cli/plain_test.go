package cli

import (
	"bytes"
	"encoding/json"
	"testing"
)

func TestTextsFromFilesDoNotSteerTheTerminal(t *testing.T) {
	t.Parallel()
	// Read a row as: this text is shown as that.
	for _, c := range []struct{ text, want string }{
		{"Ada Sample\n\ttwo\u2028lines", "Ada Sample⏎\ttwo⏎lines"},
		{"\x1b]0;mine\aAda", "\ufffd]0;mine\ufffdAda"},
		{"A\x1b[31mB\u009b2J", "A\ufffd[31mB\ufffd2J"},
		{"one\rtwo\b\x00", "one\ufffdtwo\ufffd\ufffd"},
		{"\u202egnp.exe", "\ufffdgnp.exe"},
		{"Zoë 😀 日本 עברית", "Zoë 😀 日本 עברית"},
	} {
		if got := plain(c.text); got != c.want {
			t.Errorf("%q is shown as %q, want %q", c.text, got, c.want)
		}
	}
}

// JSON says the same text, in escapes where a terminal would obey it.
func TestDocumentsDoNotSteerTheTerminal(t *testing.T) {
	t.Parallel()
	text := "A\x1b[31m\u009b2J\u202egnp.exe\x7f Zoë\t\u2069"
	var out bytes.Buffer
	s := &session{world: World{Stdout: &out}, flags: &commands{JSON: true}}
	if err := s.print(map[string]string{"note": text}); err != nil {
		t.Fatal(err)
	}
	if i := bytes.IndexFunc(out.Bytes(), steers); i >= 0 {
		t.Errorf("byte %d of %q steers a terminal", i, out.String())
	}
	var back map[string]string
	if err := json.Unmarshal(out.Bytes(), &back); err != nil || back["note"] != text {
		t.Errorf("it reads back as %q, %v; want %q", back["note"], err, text)
	}
}
