package app

import (
	"cmp"
	"fmt"
	"strings"

	"ordertrail/track"
)

// lineOf is the line that a person means: the one of that number, else the only one with that SKU, in capitals or not. A SKU
// on several lines is a question, and the error names them.
func lineOf(s *track.OrderState, text string) (string, error) {
	text = strings.TrimSpace(text)
	var with []track.LineState
	for _, l := range s.Lines {
		switch {
		case l.Line == text:
			return text, nil
		case l.SKU != "" && strings.EqualFold(l.SKU, text):
			with = append(with, l)
		}
	}
	switch len(with) {
	case 0:
		return "", fail("no-such-line", fmt.Sprintf("order %s has no line %q: it has %s", s.Order, text, called(s.Lines)), s.Order, text)
	case 1:
		return with[0].Line, nil
	}
	return "", fail("which-line", fmt.Sprintf("%s is on several lines of order %s: name the one you mean by its number: %s", text, s.Order, called(with)),
		text, s.Order, called(with))
}

// called names lines as somebody tells them apart: "1 (MUG, Mug, white), 3 (MUG)".
func called(lines []track.LineState) string {
	var out []string
	for _, l := range lines {
		what := l.SKU
		if l.Title != "" && l.Title != l.SKU {
			what = strings.TrimPrefix(what+", "+l.Title, ", ")
		}
		out = append(out, strings.TrimSuffix(l.Line+" ("+what+")", " ()"))
	}
	return cmp.Or(strings.Join(out, ", "), "none")
}

// linesOf are units of the lines that a person means. Units of the same line that was named twice add up.
func linesOf(s *track.OrderState, named []ReturnLine) ([]ReturnLine, error) {
	var out []ReturnLine
	for _, n := range named {
		line, err := lineOf(s, n.Line)
		if err != nil {
			return nil, err
		}
		out = addUnits(out, ReturnLine{line, n.Quantity})
	}
	return out, nil
}

func addUnits(to []ReturnLine, more ReturnLine) []ReturnLine {
	for i := range to {
		if to[i].Line == more.Line {
			to[i].Quantity += more.Quantity
			return to
		}
	}
	return append(to, more)
}
