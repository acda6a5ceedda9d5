package track

import (
	"slices"
	"strings"
	"time"
)

// territories have a country code of their own and belong to a country by which shops and carriers name them as well. Read a
// row as: who states the one may mean the other.
var territories = map[string]string{
	"PR": "US", "VI": "US", "GU": "US", "AS": "US", "MP": "US", "UM": "US",
	"IM": "GB", "JE": "GB", "GG": "GB", "XI": "GB",
	"GP": "FR", "MQ": "FR", "GF": "FR", "RE": "FR", "YT": "FR", "PM": "FR", "BL": "FR", "MF": "FR", "NC": "FR", "PF": "FR", "WF": "FR", "MC": "FR",
	"IC": "ES", "EA": "ES", "AX": "FI", "SJ": "NO", "GL": "DK", "FO": "DK", "AW": "NL", "CW": "NL", "SX": "NL", "BQ": "NL",
	"SM": "IT", "VA": "IT", "CX": "AU", "CC": "AU", "NF": "AU",
}

// countryChange is a person putting the country of an order right.
type countryChange struct {
	at  time.Time
	was string
}

// countryAt is where the order went by what was known of its address at a moment.
func (o *orderFold) countryAt(t time.Time) string {
	for _, c := range o.countries {
		if c.at.After(t) {
			return c.was
		}
	}
	return o.state.Facts.Country
}

// E36: a label or a carrier names another country than the order. A word that is no country's code, or none, names none.
func otherCountry(o *orderFold) []occurrence {
	return o.eachParcel(func(p *parcelFold) []occurrence {
		var out []occurrence
		stated := byFreshness(p.events, ParcelStated)
		for i, e := range stated {
			if e.ParcelFacts == nil || !isCountry(e.ParcelFacts.Country) {
				continue
			}
			for _, c := range o.apart(p, e) {
				c.end(p.restated(e, stated[i+1:]))
				if by := p.void(); by.ID != "" {
					c.end(ending{"voided", latest(by.At, e.At)})
				}
				c.end(p.journeyOver())
				out = append(out, c)
			}
		}
		return together(out)
	})
}

// apart are the times from a statement on in which the order went to another country than it names.
func (o *orderFold) apart(p *parcelFold, e *Event) []occurrence {
	moments := []time.Time{e.At}
	for _, change := range o.countries {
		if change.at.After(e.At) {
			moments = append(moments, change.at)
		}
	}
	var out []occurrence
	open := false
	for _, at := range moments {
		to := o.countryAt(at)
		differs := isCountry(to) && !samePlace(e.ParcelFacts.Country, to)
		switch {
		case differs && !open:
			c := p.about(e, at, e.ParcelFacts.Country, to)
			c.key = e.ID + "|" + to
			out = append(out, c)
		case !differs && open:
			out[len(out)-1].end(ending{"address_corrected", at})
		}
		open = differs
	}
	return out
}

// restated is the next statement of the same source that names a country; what it names is looked at by itself.
func (p *parcelFold) restated(e *Event, later []*Event) ending {
	i := slices.IndexFunc(later, func(next *Event) bool {
		return next.Source.ID == e.Source.ID && next.ParcelFacts != nil && isCountry(next.ParcelFacts.Country)
	})
	if i < 0 {
		return ending{}
	}
	return ending{"label_restated", latest(later[i].At, e.At)}
}

func isCountry(word string) bool { return len(strings.TrimSpace(word)) == 2 }

// samePlace reports whether two codes name one country, or a country and what belongs to it.
func samePlace(a, b string) bool {
	a, b = strings.ToUpper(strings.TrimSpace(a)), strings.ToUpper(strings.TrimSpace(b))
	return or(territories[a], a) == or(territories[b], b)
}
