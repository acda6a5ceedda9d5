package cli

import "testing"

func TestTextsFromFilesDoNotSteerTheTerminal(t *testing.T) {
	t.Parallel()
	// Read a row as: this text is shown as that.
	for _, c := range []struct{ text, want string }{
		{"Ada Sample\n\ttwo lines", "Ada Sample\n\ttwo lines"},
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
