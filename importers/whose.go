package importers

import (
	"path/filepath"
	"slices"
	"strings"
	"unicode"

	"ordertrail/importers/sheet"
	"ordertrail/track/carrier"
)

// Whose is a question: tracking numbers of which it is not sure which carrier gave them, in rows that name none. Such a row is taken in all
// the same; its parcel has no carrier until somebody says whose such numbers are.
type Whose struct {
	Carriers []string // who may have, the likeliest first
	Count    int      // rows with such a number
	Row      int      // the first of them
	Number   string   // in it
}

// carrierOfService is the carrier that a service is named after, when the number looks like one of theirs; "" when there is none.
func carrierOfService(service, tracking string) string {
	if service == "" {
		return ""
	}
	named := carrier.Parse(service)
	if !slices.ContainsFunc(carrier.Recognise(tracking, carrier.Hints{Carrier: named}), func(c carrier.Claim) bool { return c.Carrier == named && c.Check != carrier.Invalid }) {
		return ""
	}
	return named
}

// carrierOf is whose a number is that its row names no carrier for: the one its service is named after, the only one who may have given it, unless much else looks
// like it, or whom a person chose, where it looks like a number of theirs; "" asks. A number that nobody may have given asks nothing.
func (in *intake) carrierOf(row sheet.Row, tracking string) string {
	if named := carrierOfService(in.text(row, "service"), tracking); named != "" {
		return named
	}
	claims := carrier.Recognise(tracking, carrier.Hints{})
	chosen := in.choice.Carrier
	switch {
	case len(claims) > 0 && !claims[0].Weak && !slices.ContainsFunc(claims, func(c carrier.Claim) bool { return c.Carrier != claims[0].Carrier }):
		return claims[0].Carrier
	case chosen != "" && slices.ContainsFunc(carrier.Recognise(tracking, carrier.Hints{Carrier: chosen}), func(c carrier.Claim) bool { return c.Carrier == chosen }):
		return chosen
	}
	if who := in.candidates(tracking, claims); len(who) > 0 {
		in.asks(row.Number, tracking, who)
	}
	return ""
}

// candidates are the carriers that may have given a number, the likeliest first: the one whose name the source or the file bears,
// the shop's own, and whoever else claims it. The first two need no more than the look of it.
func (in *intake) candidates(tracking string, claims []carrier.Claim) (who []string) {
	for _, likely := range append([]string{in.sender()}, in.ours()...) {
		for _, c := range carrier.Recognise(tracking, carrier.Hints{Carrier: likely}) {
			if c.Carrier == likely && c.Check != carrier.Invalid && !slices.Contains(who, likely) {
				who = append(who, likely)
			}
		}
	}
	for _, c := range claims {
		if !slices.Contains(who, c.Carrier) {
			who = append(who, c.Carrier)
		}
	}
	return who
}

// asks counts a number for the question whose it is.
func (in *intake) asks(row int, tracking string, who []string) {
	for i := range in.out.Whose {
		if w := &in.out.Whose[i]; slices.Equal(w.Carriers, who) {
			w.Count++
			return
		}
	}
	in.out.Whose = append(in.out.Whose, Whose{Carriers: who, Count: 1, Row: row, Number: tracking})
}

// ours are the carriers that the shop ships with, asked for once in a file.
func (in *intake) ours() []string {
	if in.own == nil {
		if in.own = []string{}; in.choice.Ours != nil {
			in.own = in.choice.Ours()
		}
	}
	return in.own
}

// sender is the one carrier whose name the source or the file bears; "" when none or several do.
func (in *intake) sender() string {
	for _, name := range []string{in.choice.Source, filepath.Base(in.out.File)} {
		found := ""
		for _, word := range strings.FieldsFunc(name, func(r rune) bool { return !unicode.IsLetter(r) }) {
			id := carrier.Parse(word)
			if !slices.Contains(carrier.IDs(), id) || id == found {
				continue
			}
			if found != "" {
				return ""
			}
			found = id
		}
		if found != "" {
			return found
		}
	}
	return ""
}
