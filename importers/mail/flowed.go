package mail

import "strings"

// unflowed is a text whose paragraphs were broken for mailing, joined again (RFC 3676): a line that ends in a blank goes on in the
// next one of the same depth of quotation; deletes says that the blank is no part of the text.
func unflowed(text string, deletes bool) string {
	if !strings.Contains(text, " \n") && !strings.Contains(text, " \r\n") {
		return text
	}
	var out strings.Builder
	out.Grow(len(text))
	depth, open := 0, false
	for line := range strings.Lines(text) {
		line = strings.TrimRight(line, "\r\n")
		words := strings.TrimLeft(line, ">")
		quotes := len(line) - len(words)
		words = strings.TrimPrefix(words, " ") // which keeps a line from being taken for something else
		if open && quotes != depth {
			out.WriteByte('\n')
			open = false
		}
		if !open && quotes > 0 {
			out.WriteString(line[:quotes] + " ")
		}
		depth, open = quotes, strings.HasSuffix(words, " ") && words != "-- "
		switch {
		case !open:
			out.WriteString(words + "\n")
		case deletes:
			out.WriteString(words[:len(words)-1])
		default:
			out.WriteString(words)
		}
	}
	return out.String()
}
