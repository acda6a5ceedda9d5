package mail

import (
	"net/url"
	"slices"
	"strings"

	"ordertrail/track"
	"ordertrail/track/carrier"
	"ordertrail/track/expr"
)

// inLinks lists the numbers that links of the mail ask the carrier about.
func (f *finder) inLinks(links []string) []string {
	var out []string
	for _, l := range links {
		lower := strings.ToLower(l)
		if f.carrier == "" && !asksOfParcel(lower) {
			continue
		}
		for _, b := range f.before {
			i := strings.Index(lower, b)
			if i < 0 || len(lower) != len(l) {
				continue
			}
			rest := l[i+len(b):]
			if at := f.link.at(rest[:min(len(rest), 60)]); at != nil {
				out = union(out, []string{track.TrackingKey(strings.TrimRight(rest[:at[1]], "&#/?;\"' )]>.,"))})
			}
		}
	}
	return out
}

// inOwnLinks lists the numbers in links to the carrier itself that can be no other thing; none has fewer figures than the least.
func (t *template) inOwnLinks(links []string) (out []string) {
	if t.finder.carrier == "" {
		return nil
	}
	for i, l := range links {
		if figures(l) < leastFigures || slices.Contains(links[:i], l) {
			continue
		}
		u, err := url.Parse(l)
		if err != nil {
			continue
		}
		if owner := templateOf("@" + u.Hostname()); owner == nil || owner.Carrier != t.Carrier {
			continue
		}
		for _, c := range carrier.FindIn(l, carrier.Hints{Carrier: t.id()}) {
			if c.Carrier == t.id() && c.Check == carrier.Valid {
				out = union(out, []string{c.Number})
			}
		}
	}
	return out
}

// trackingPath are words of addresses that ask where a parcel is.
var trackingPath = expr.Late(`track|trace|verfolg|sendung|suivi|suivre|sledz|spedizion|seguimiento|localiz`)

// asksOfParcel reports whether an address, in lower case, is a carrier's or one of a tracking page: a shop's other links hold the
// numbers of its goods.
func asksOfParcel(link string) bool {
	u, err := url.Parse(link)
	if err != nil {
		return false
	}
	return templateOf("@"+u.Hostname()) != nil || trackingPath().MatchString(u.Host+u.Path)
}
