package importers

import (
	"strconv"
	"strings"
)

// whatIsLeft is a cell as a spreadsheet program shows it: of a number that it rounded the digits that still hold, 1.23E+21. So it is
// seen to be destroyed wherever it is read again.
func whatIsLeft(text string, lossy bool) string {
	whole, _, _ := strings.Cut(text, ".")
	whole, minus := strings.CutPrefix(whole, "-")
	if !lossy || len(whole) < 2 || strings.ContainsFunc(whole, func(r rune) bool { return r < '0' || r > '9' }) {
		return text
	}
	out := whole[:1]
	if rest := strings.TrimRight(whole[1:], "0"); rest != "" {
		out += "." + rest
	}
	if minus {
		out = "-" + out
	}
	return out + "E+" + strconv.Itoa(len(whole)-1)
}
