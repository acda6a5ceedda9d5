package carrier

import (
	"cmp"
	"slices"
	"strings"
	"unicode"

	"ordertrail/track"
)

// Claim says that a number may be one of a carrier's.
type Claim struct {
	Carrier string `json:"carrier"`
	Service string `json:"service"` // "" when the number does not tell
	Number  string `json:"number"`  // the tracking number, upper case without spaces
	Check   string `json:"check"`   // "valid", "invalid", or "none" when the format has no check digit
	Link    string `json:"link"`    // "" when no page is known
	Why     Ground `json:"why"`     // what puts it where it stands
	Format  string `json:"-"`
	Weak    bool   `json:"-"` // many other things look like it
	Return  bool   `json:"-"` // the number says that the parcel is on a way back to the shop
}

// The words of Claim.Check.
const (
	Valid     = "valid"
	Invalid   = "invalid"
	Unchecked = "none"
)

// Ground is why a claim stands where it does.
type Ground string

// The grounds of a claim, the strongest first.
const (
	OfParcel Ground = "parcel" // a parcel of the shop has this number, and goes with the carrier
	OfSender Ground = "sender" // the source or the sender names the carrier
	OfKin    Ground = "kin"    // the carrier that they name hands over to it
	OfShop   Ground = "shop"   // the shop ships with the carrier
	OfCheck  Ground = "check"  // the check digit of its form is right
	OfForm   Ground = "form"   // the number looks like one of its
)

// Hints is what is known besides the number: the carriers that the shop's own parcels of a number go with, the source's or
// sender's carrier, and the carriers the shop ships with, the one that takes most of its parcels first. They rank first, in this
// order.
type Hints struct {
	Carrier string
	Own     []string

	// Parcels tells the carriers of the shop's parcels that have a tracking number, which is folded as track.TrackingKey does; nil
	// knows none.
	Parcels func(number string) []string
}

// ourRank is where a carrier stands among those the shop ships with.
func (h Hints) ourRank(carrier string) (int, bool) {
	i := slices.Index(h.Own, carrier)
	return i, i >= 0
}

// trust is how much the look of a format proves.
type trust int

const (
	trustHinted trust = iota + 1 // only when the carrier is named
	trustWeak                    // many other things look like it
	trustFair                    // a check digit one other number in seven to ten passes
	trustSure                    // hardly anything else looks like it
	trustRouted                  // sure, and behind a ZIP on a USPS label
)

var trustWords = map[string]trust{"hinted": trustHinted, "weak": trustWeak, "fair": trustFair, "sure": trustSure}

type format struct {
	id, carrier    string
	trust          trust
	shapes         []shape
	check          *check
	from, to       int // the part of the barcode that is the tracking number
	services       []service
	valid, invalid []string
}

type service struct {
	from, to   int
	code, says string
}

// match is one format that a text fits.
type match struct {
	*format
	trust  trust
	raw    string // what was scanned
	number string // what is tracked
	good   bool   // its check digit is right, or it has none
}

// Recognise ranks the carriers that text may be a number of: the hinted one, the shop's own, then by how much the format
// and its check digit prove. Nobody claims it: empty. Several claims are a question to ask, never a choice made here.
// A number whose check digit is wrong is claimed by the hinted carrier only, as Invalid.
func Recognise(text string, h Hints) []Claim {
	if hasWord(text) {
		return nil
	}
	squeezed := squeeze(text)
	return h.withParcels(rank(matches(squeezed), h), squeezed)
}

// withParcels puts before claims of a number those carriers of the shop's parcels of that number that none of its forms tells of.
func (h Hints) withParcels(claims []Claim, number string) []Claim {
	if h.Parcels == nil || number == "" {
		return claims
	}
	for i, id := range h.Parcels(track.TrackingKey(number)) {
		if !slices.ContainsFunc(claims, func(c Claim) bool { return c.Carrier == id }) {
			claims = slices.Insert(claims, min(i, len(claims)), Claim{Carrier: id, Number: number, Check: Unchecked, Link: Link(id, number), Why: OfParcel})
		}
	}
	return claims
}

// hasWord reports whether a text with blanks holds a word: it is a sentence then, and no number written in groups.
func hasWord(text string) bool {
	words := strings.Fields(text)
	return len(words) > 1 && slices.ContainsFunc(words, func(w string) bool {
		return len(w) > 3 && strings.IndexFunc(w, func(r rune) bool { return !unicode.IsLetter(r) }) < 0
	})
}

// squeeze takes out spaces and what does not print, and makes letters upper case.
func squeeze(text string) string {
	plain := func(r rune) bool { return r > ' ' && r < 127 && (r < 'a' || r > 'z') }
	if strings.IndexFunc(text, func(r rune) bool { return !plain(r) }) < 0 {
		return text
	}
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) || !unicode.IsPrint(r) {
			return -1
		}
		return unicode.ToUpper(r)
	}, text)
}

// matches lists every format that s fits from end to end. A USPS label barcode whose ZIP is cut off comes first: one in
// ten of those also passes for a FedEx label.
func matches(s string) []match {
	out := fitting(nil, s)
	for _, rest := range cutZIP(s) { // the five-digit cut is found last, so it comes first
		for _, m := range fitting(nil, rest) {
			if m.carrier == "usps" && m.good {
				m.trust = max(m.trust, trustRouted)
				out = append([]match{m}, out...)
			}
		}
	}
	return out
}

func fitting(out []match, s string) []match {
	if len(s) > maxNumber {
		return out
	}
	all := tables()
	for _, c := range all.byLength[len(s)] {
		if !c.fits(s) || c.carrier == postalUnion && !all.countries[lastTwo(s)] {
			continue
		}
		if strings.Trim(s, "0") == "" {
			continue // nothing but zeros is a blank field, not a number
		}
		number := s
		if c.from != 0 || c.to != 0 {
			number = span(s, c.from, c.to)
		}
		out = append(out, match{c.format, c.trust, s, number, c.check == nil || c.check.holds(s)})
	}
	return out
}

// cutZIP returns what follows 420 and a ZIP of five or nine digits.
func cutZIP(s string) []string {
	var out []string
	if strings.HasPrefix(s, "420") {
		for _, zip := range []int{9, 5} {
			if rest := s[min(3+zip, len(s)):]; len(rest) >= 20 {
				out = append(out, rest)
			}
		}
	}
	return out
}

// ranked is a claim and what it is sorted by.
type ranked struct {
	Claim
	tier  int
	ours  int // among the shop's own carriers, the busiest is 0
	trust trust
}

func rank(found []match, h Hints) []Claim {
	var list []ranked
	for _, m := range found {
		if r, ok := claim(m, h); ok {
			list = append(list, r)
		}
	}
	slices.SortStableFunc(list, func(a, b ranked) int {
		return cmp.Or(
			cmp.Compare(a.tier, b.tier),
			cmp.Compare(a.ours, b.ours),
			cmp.Compare(checkRank[a.Check], checkRank[b.Check]),
			cmp.Compare(b.trust, a.trust),
			strings.Compare(a.Carrier, b.Carrier),
		)
	})
	out := []Claim{}
	for _, r := range list {
		same := func(c Claim) bool {
			return c.Carrier == r.Carrier && (c.Number == r.Number || r.Check == Invalid)
		}
		if !slices.ContainsFunc(out, same) {
			out = append(out, r.Claim)
		}
	}
	return out
}

var checkRank = map[string]int{Valid: 0, Unchecked: 1, Invalid: 2}

// claim words m for the one who asked; not ok when only a hint would make it credible and there is none.
func claim(m match, h Hints) (ranked, bool) {
	all := tables()
	c := Claim{Carrier: m.carrier, Number: m.number, Check: Valid, Format: m.id, Weak: m.trust <= trustWeak}
	if post := all.posts[lastTwo(m.number)]; m.carrier == postalUnion && post != nil && (post.id == h.Carrier || slices.Contains(h.Own, post.id)) {
		c.Carrier = post.id
	}
	r := ranked{tier: 3, trust: m.trust}
	place, ours := h.ourRank(c.Carrier)
	switch {
	case h.Parcels != nil && slices.Contains(h.Parcels(track.TrackingKey(c.Number)), c.Carrier):
		r.tier = -1
	case h.Carrier != "" && c.Carrier == h.Carrier:
		r.tier = 0
	case isKin(h.Carrier, c.Carrier):
		r.tier = 1
	case ours:
		r.tier, r.ours = 2, place
	}
	switch {
	case !m.good:
		c.Check = Invalid
	case m.check == nil:
		c.Check = Unchecked
	}
	if !m.good && r.tier > 0 || m.trust == trustHinted && r.tier > 1 {
		return r, false
	}
	c.Service, c.Return = m.service()
	c.Why = r.ground(c.Check)
	c.Link = Link(c.Carrier, c.Number)
	r.Claim = c
	return r, true
}

// ground is what a claim is ranked by.
func (r ranked) ground(check string) Ground {
	switch {
	case r.tier+1 < len(tierGrounds):
		return tierGrounds[r.tier+1]
	case check == Valid:
		return OfCheck
	}
	return OfForm
}

// tierGrounds are the grounds of the tiers from -1 on; the last tier is that of the number alone.
var tierGrounds = []Ground{OfParcel, OfSender, OfKin, OfShop}

// isKin reports whether hinted's own notices and files may hold numbers of the other carrier.
func isKin(hinted, other string) bool {
	t := tables().carriers[hinted]
	return t != nil && slices.Contains(t.kin, other)
}

// service reads the service out of the number, and whether it is a return.
func (m match) service() (string, bool) {
	for _, s := range m.services {
		if span(m.raw, s.from, s.to) == s.code {
			return s.says, strings.HasPrefix(s.says, "Return")
		}
	}
	return "", false
}

func sortedKeys[V any](m map[string]V) []string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}

// Malformed reports whether number has the look of the carrier's numbers and a wrong check digit, and fits none of its
// formats otherwise. A number that looks like none of them may still be right: carriers have formats that nobody published.
func Malformed(carrier, number string) bool {
	wrong := false
	for _, m := range matches(squeeze(number)) {
		if m.carrier != carrier {
			continue
		}
		if m.good || m.check == nil {
			return false
		}
		wrong = wrong || m.trust >= trustSure
	}
	return wrong
}

// Resembles lists the carriers that would claim number if its check digit were right: a slip of the hand, or of whoever printed it.
func Resembles(number string) []string {
	var ids []string
	for _, m := range matches(squeeze(number)) {
		if !slices.Contains(ids, m.carrier) && Malformed(m.carrier, number) {
			ids = append(ids, m.carrier)
		}
	}
	return ids
}
