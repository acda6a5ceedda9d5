package cli

import (
	"fmt"
	"maps"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/alecthomas/kong"
)

// moment is a point in time, as the clock of a command is set.
type moment struct{ time.Time }

// UnmarshalText reads what --now says.
func (m *moment) UnmarshalText(text []byte) (err error) {
	if m.Time, err = time.Parse(time.RFC3339, string(text)); err != nil {
		return fmt.Errorf("%q is no moment: write it like 2026-05-25T12:00:00Z", text)
	}
	return nil
}

// pageLimit is how many rows a page shows.
type pageLimit int

// Decode reads what --limit says of a page.
func (n *pageLimit) Decode(ctx *kong.DecodeContext) error {
	const most = 500
	text := typed(ctx)
	got, err := strconv.Atoi(text)
	if err != nil || got < 1 || got > most {
		return fmt.Errorf("%q rows cannot be shown: ask for 1 to %d", text, most)
	}
	*n = pageLimit(got)
	return nil
}

// positive is a whole number from 1 on.
type positive int

// Decode reads a number that counts something.
func (n *positive) Decode(ctx *kong.DecodeContext) error {
	text := typed(ctx)
	got, err := strconv.Atoi(text)
	if err != nil || got < 1 {
		return fmt.Errorf("%q cannot be: give a whole number, 1 or more", text)
	}
	*n = positive(got)
	return nil
}

// units are how many units of which line, the line as somebody typed it: its number or its SKU.
type units map[string]whole

// Decode reads LINE=QUANTITY. A SKU may hold an equals sign, a quantity none. A line that is named again has units more.
func (u *units) Decode(ctx *kong.DecodeContext) error {
	text := typed(ctx)
	at := strings.LastIndex(text, "=")
	if at < 1 {
		return fmt.Errorf("%q names no units of a line: write LINE=QUANTITY, like 1=2 or MUG=2", text)
	}
	got, err := strconv.Atoi(text[at+1:])
	if err != nil {
		return fmt.Errorf("%q is no whole number: write it like 12", text[at+1:])
	}
	if got < 1 {
		return fmt.Errorf("%d units of line %s cannot be: give a whole number, 1 or more", got, text[:at])
	}
	if *u == nil {
		*u = units{}
	}
	(*u)[text[:at]] += whole(got)
	return nil
}

// checks are what was looked at, and whether it was right.
type checks map[string]string

// Validate refuses an answer that is neither yes nor no.
func (c checks) Validate() error {
	for _, name := range slices.Sorted(maps.Keys(c)) {
		if c[name] != "yes" && c[name] != "no" {
			return fmt.Errorf("%q answers no check: say %s=yes or %s=no", c[name], name, name)
		}
	}
	return nil
}

// typed is what stands where a number must; also one below zero, which begins like a flag.
func typed(ctx *kong.DecodeContext) string {
	if ctx.Scan.Peek().IsEOL() {
		return ""
	}
	return ctx.Scan.Pop().String()
}

// endsIn refuses a file whose name promises something else than what is written into it; "" is no file.
func endsIn(file, ending, what string) error {
	if given := filepath.Ext(file); file != "" && !strings.EqualFold(given, ending) {
		return usage("%s: %s is written there, so its name must end in %s: %s", file, what, ending, strings.TrimSuffix(file, given)+ending)
	}
	return nil
}

// whole is any whole number.
type whole int

// Decode reads a number with an error that says what would be right.
func (n *whole) Decode(ctx *kong.DecodeContext) error {
	text := typed(ctx)
	got, err := strconv.Atoi(text)
	if err != nil {
		return fmt.Errorf("%q is no whole number: write it like 12", text)
	}
	*n = whole(got)
	return nil
}

// counted is a number with the word for it: "1 month", "2 months".
func counted(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return strconv.Itoa(n) + " " + many
}

// spoken are the texts that say something.
func spoken(texts ...string) []string {
	return slices.DeleteFunc(texts, func(t string) bool { return t == "" })
}

// coded is a code with what people call it; "" of none.
func (s *session) coded(family, code string) string {
	if code == "" {
		return ""
	}
	return s.app.Coded(family, code)
}

// behind is a text behind what parts it from the text before; "" of none.
func behind(before, text string) string {
	if text == "" {
		return ""
	}
	return before + text
}
