// Package carrier knows the carriers: their number formats, check digits, links and codes.
//
// Each carrier is one file in table/; adding a carrier is adding a file. table.go says how to read one. Everything here
// is a pure look-up: unknown stays unknown, and what could belong to two carriers is given as two claims.
package carrier

import (
	"sort"
	"strings"

	"ordertrail/track"
)

// IDs lists every carrier we know, in alphabetical order.
func IDs() []string {
	out := make([]string, 0, len(tables().carriers))
	for id := range tables().carriers {
		out = append(out, id)
	}
	sort.Strings(out)
	return out
}

// Name is how people write the carrier: "UPS" for "ups". An unknown id is its own name.
func Name(carrier string) string {
	if t := tables().carriers[carrier]; t != nil {
		return t.name
	}
	return carrier
}

// postalUnion is the carrier of numbers that any post of the Universal Postal Union may issue.
const postalUnion = track.AnyPost

func lastTwo(number string) string {
	if len(number) < 2 {
		return ""
	}
	return strings.ToUpper(number[len(number)-2:])
}
