package wording

import (
	"encoding/json"
	"fmt"
	"strconv"
	"strings"
	"time"

	"ordertrail/track"
)

// Words is a message catalogue: the one the screens use, so that a document says what the screen says. Its entries name
// their arguments {0}, {1} …; {0,date} writes a date, {0,@reason} the catalogue's word for a code of that kind, which may name arguments itself and
// begins small inside a text, and {0,day,days} one of two words by the number.
type Words map[string]string

// ParseWords reads a catalogue.
func ParseWords(raw []byte) (Words, error) {
	w := Words{}
	if err := json.Unmarshal(raw, &w); err != nil {
		return nil, fmt.Errorf("read message catalogue: %w", err)
	}
	return w, nil
}

// Below are the entries whose keys begin with prefix, by the rest of their keys; what w does not say, fallback says.
func (w Words) Below(prefix string, fallback Words) map[string]string {
	out := map[string]string{}
	for _, words := range []Words{fallback, w} {
		for key, text := range words {
			if own, ok := strings.CutPrefix(key, prefix); ok {
				out[own] = text
			}
		}
	}
	return out
}

// Say is the text of key with its arguments; a key that is not there is shown as it is, with its arguments behind it.
func (w Words) Say(key string, args ...string) string {
	text, ok := w[key]
	if !ok {
		return strings.Join(append([]string{key}, args...), " ")
	}
	var b strings.Builder
	for {
		before, rest, found := strings.Cut(text, "{")
		b.WriteString(before)
		if !found {
			return b.String()
		}
		place, after, closed := strings.Cut(rest, "}")
		if !closed {
			return b.String() + "{" + rest
		}
		said := w.fill(place, args)
		if _, family, text := strings.Cut(place, ",@"); text && b.Len() > 0 && !strings.HasSuffix(before, ". ") && !names[family] {
			said = lowerFirst(said)
		}
		b.WriteString(said)
		text = after
	}
}

// names are the families of words that are names: they keep their capitals, and one that the catalogue does not know, such as that
// of a carrier of the shop's own, is shown as it is written.
var names = map[string]bool{"carrier": true}

// fill is what stands in one place of a text.
func (w Words) fill(place string, args []string) string {
	parts := strings.Split(place, ",")
	n, err := strconv.Atoi(parts[0])
	if err != nil || n < 0 || n >= len(args) {
		return ""
	}
	arg := args[n]
	switch {
	case len(parts) == 1:
		return arg
	case len(parts) == 3:
		if arg == "1" {
			return parts[1]
		}
		return parts[2]
	case strings.HasPrefix(parts[1], "@"):
		key := parts[1][1:] + "." + arg
		if _, known := w[key]; !known && names[parts[1][1:]] {
			return arg
		}
		return w.Say(key, args...)
	case parts[1] == "date":
		return shortDate(arg)
	case parts[1] == "moment":
		return shortMoment(arg)
	}
	return arg
}

// shortDate is a stamp's day as people say it: "Tue 19 May".
func shortDate(stamp string) string {
	t := track.Stamp(stamp).Date().Start(time.UTC)
	if t.IsZero() {
		return stamp
	}
	return t.Format("Mon 2 Jan")
}

// shortMoment is a stamp to the minute, as it was stated: "2026-05-19 14:05".
func shortMoment(stamp string) string {
	day, clock, timed := strings.Cut(stamp, "T")
	if !timed || len(clock) < len("15:04") {
		return stamp
	}
	return day + " " + clock[:len("15:04")]
}

func lowerFirst(s string) string {
	if s == "" || len(s) > 1 && s[1] >= 'A' && s[1] <= 'Z' {
		return s
	}
	return strings.ToLower(s[:1]) + s[1:]
}
