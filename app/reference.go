package app

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// longestReference is longer than any number that a platform or a supplier gives.
const longestReference = 100

// reference is a number that somebody else gave a return, as a person typed or pasted it: on one line, and of a length that a
// number has.
func reference(typed string) (string, error) {
	text := strings.Join(strings.Fields(typed), " ")
	if n := utf8.RuneCountInString(text); n > longestReference || strings.ContainsFunc(text, unicode.IsControl) {
		shown := string([]rune(text)[:min(n, longestReference)])
		return "", fail("bad-reference", fmt.Sprintf("%q can be no number of theirs: it has up to %d letters, digits and signs", shown, longestReference), shown, itoa(longestReference))
	}
	return text, nil
}
