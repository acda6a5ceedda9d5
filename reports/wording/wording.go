// Package wording puts values into the sentences that pages and documents print.
package wording

import "strings"

// Fill is a sentence with its arguments put in: name, value, name, value. {name} stands where a value goes; one that is not
// among args leaves nothing. A value is never read for names again, so a customer's braces stay braces.
func Fill(sentence string, args ...string) string {
	var b strings.Builder
	for rest := sentence; ; {
		before, after, found := strings.Cut(rest, "{")
		b.WriteString(before)
		if !found {
			return b.String()
		}
		name, behind, _ := strings.Cut(after, "}")
		for i := 0; i+1 < len(args); i += 2 {
			if args[i] == name {
				b.WriteString(args[i+1])
			}
		}
		rest = behind
	}
}
