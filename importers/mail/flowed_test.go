package mail

import "testing"

func TestAFlowedTextIsJoinedAgain(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name, text string
		deletes    bool
		want       string
	}{
		{"a paragraph", "Your package was \r\ndelivered.\r\nBye\r\n", false, "Your package was delivered.\nBye\n"},
		{"a number", "Number: 1Z999AA1 \r\n0123456784\r\n", true, "Number: 1Z999AA10123456784\n"},
		{"a quotation, and what follows it", "> It was \n> late. \nYes, \nit was\n", false, "> It was late. \nYes, it was\n"},
		{"quotations in each other", "> a \n>> b \n>> c\n", false, "> a \n>> b c\n"},
		{"a line kept from being a quotation", " > is more than\n From here \non\n", false, "> is more than\nFrom here on\n"},
		{"a signature", "Bye \n-- \nKim\n", false, "Bye -- \nKim\n"},
		{"nothing to join", " kept\nas it is", false, " kept\nas it is"},
	} {
		if got := unflowed(c.text, c.deletes); got != c.want {
			t.Errorf("%s: %q becomes %q, want %q", c.name, c.text, got, c.want)
		}
	}
}
