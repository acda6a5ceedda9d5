package app

import (
	"slices"
	"strings"
	"time"

	"ordertrail/track"
)

const day = 24 * time.Hour

// lookalikes are characters that people and spreadsheets take for one another. Read a row as: <one> is written for <other>.
var lookalikes = [][2]string{{"o", "0"}, {"i", "1"}, {"l", "1"}, {"s", "5"}, {"b", "8"}, {"z", "2"}}

// alikes are other ways of writing an order number that mean the same to an eye: without zeros, signs or a prefix that a
// shop prints before it, with a letter for a digit, or with two neighbours swapped.
func alikes(number string) []string {
	key := track.OrderKey(number)
	if len(key) > 40 {
		return nil
	}
	var out []string
	add := func(s string) {
		if s = strings.TrimSpace(s); s != "" && s != key && !slices.Contains(out, s) {
			out = append(out, s)
		}
	}
	digits := strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' {
			return r
		}
		return -1
	}, key)
	add(strings.TrimLeft(key, "0"))
	add(strings.NewReplacer("-", "", " ", "", ".", "", "/", "").Replace(key))
	if len(digits) >= 3 {
		add(digits)
		add(strings.TrimLeft(digits, "0"))
	}
	for _, pair := range lookalikes {
		add(strings.ReplaceAll(key, pair[0], pair[1]))
		add(strings.ReplaceAll(key, pair[1], pair[0]))
	}
	for i := range len(key) - 1 {
		if key[i] < 0x80 && key[i+1] < 0x80 {
			add(key[:i] + key[i+1:i+2] + key[i:i+1] + key[i+2:])
		}
	}
	return out
}
