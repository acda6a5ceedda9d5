package carrier

import (
	"slices"
	"strings"
)

// Normalise turns what a label's barcode says into the tracking numbers it may stand for, the best first: the last 12 of
// a FedEx label's 34 digits, characters 17 to 28 of its 32, the 15 of its 22 (and the 22 too); what follows 420 and the ZIP
// of a USPS label, by both cuts when both fit; a USPS number of 20 digits also with its 91. What is no such barcode is
// given back without spaces and in upper case.
func Normalise(scanned string) []string {
	s := squeeze(scanned)
	var out []string
	add := func(number string) {
		if number != "" && !slices.Contains(out, number) {
			out = append(out, number)
		}
	}
	for _, m := range matches(s) {
		if m.good && m.trust >= trustSure && m.number != s {
			add(m.number)
		}
	}
	if len(out) > 0 {
		if aliased(s) {
			add(s)
		}
		return out
	}
	add(s)
	for _, m := range fitting(nil, s) {
		switch {
		case !m.good:
		case m.id == "usps_legacy_20" && !strings.HasPrefix(s, "91"):
			add("91" + s)
		case m.id == "dpd_14":
			add(s[:len(s)-1])
		}
	}
	if len(out) == 0 {
		return []string{s}
	}
	return out
}

// aliased reports whether the whole barcode is a tracking number in its own right as well.
func aliased(s string) bool { return len(s) == 22 && strings.HasPrefix(s, "96") }
