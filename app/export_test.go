package app

import "testing"

func TestCellsThatASpreadsheetWouldRunAreMarked(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ cell, want string }{
		{"=1+1", "'=1+1"}, {"@SUM(A1)", "'@SUM(A1)"}, {"+49 30 1234", "'+49 30 1234"}, {"-5", "-5"}, {"+3.5", "+3.5"}, {"\tcmd", "'\tcmd"}, {"plain", "plain"}, {"", ""},
	} {
		if got := harmless([]string{c.cell})[0]; got != c.want {
			t.Errorf("%q is written as %q, want %q", c.cell, got, c.want)
		}
	}
}
