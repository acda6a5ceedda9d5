package importers

import (
	"path/filepath"
	"slices"
	"strings"
	"unicode"

	"ordertrail/importers/sheet"
	"ordertrail/track"
	"ordertrail/track/carrier"
)

// Whose is a question: tracking numbers of which it is not sure which carrier gave them, in rows that name none. Such a row is taken in all
// the same; its parcel has no carrier until somebody says whose such numbers are.
type Whose struct {
	Carriers []string // who may have, the likeliest first
	Because  []string // why each is there: parcel, source, shop or form
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
// like it, or whom a person chose, where it looks like a number of theirs; "" asks. A number that nobody may have given asks nothing. That a parcel of the shop
// has the number puts its carrier first among those who are asked about and decides nothing: it may have come later than the row.
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
	if w := in.candidates(tracking, claims); len(w.Carriers) > 0 {
		w.Row, w.Number = row.Number, tracking
		in.asks(w)
	}
	return ""
}

// candidates are the carriers that may have given a number, the likeliest first: the one that a parcel of the shop with this number
// goes with, the one whose name the source or the file bears, the shop's own, and whoever else claims it. The first needs no
// look of it at all, the next two no more than that.
func (in *intake) candidates(tracking string, claims []carrier.Claim) (w Whose) {
	offer := func(id, because string) {
		if id != "" && !slices.Contains(w.Carriers, id) {
			w.Carriers, w.Because = append(w.Carriers, id), append(w.Because, because)
		}
	}
	if in.choice.Parcels != nil {
		for _, id := range in.choice.Parcels(track.TrackingKey(tracking)) {
			offer(id, "parcel")
		}
	}
	likely := func(id, because string) {
		looks := func(c carrier.Claim) bool { return c.Carrier == id && c.Check != carrier.Invalid }
		if slices.ContainsFunc(carrier.Recognise(tracking, carrier.Hints{Carrier: id}), looks) {
			offer(id, because)
		}
	}
	likely(in.sender(), "source")
	for _, id := range in.ours() {
		likely(id, "shop")
	}
	for _, c := range claims {
		offer(c.Carrier, "form")
	}
	return w
}

// asks counts a number for the question whose it is.
func (in *intake) asks(about Whose) {
	for i := range in.out.Whose {
		if w := &in.out.Whose[i]; slices.Equal(w.Carriers, about.Carriers) && slices.Equal(w.Because, about.Because) {
			w.Count++
			return
		}
	}
	about.Count = 1
	in.out.Whose = append(in.out.Whose, about)
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
