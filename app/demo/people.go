package demo

import (
	"fmt"
	"math/rand/v2"
	"strings"
)

// person is an invented customer.
type person struct {
	first, last, email, phone         string
	street, city, state, zip, country string
}

func (p person) name() string { return p.first + " " + p.last }

var (
	firstNames = []string{"Tess", "Imani", "Paul", "Mina", "Aldo", "Hanna", "Kofi", "Rosa", "Sven", "Elif", "Bruno", "Dana", "Gita", "Noor", "Wim", "Yara", "Joan", "Lars", "Mira", "Otis", "Zoë", "Anaïs", "Björn", "Chloé"}
	lastNames  = []string{"Harrowgate", "Okparra", "Lanthwaite", "Quenby", "Duskin", "Brannock", "Vantonger", "Castellane", "Ostrava", "Penhallow", "Corvane", "Ashdell", "Sallowfield", "Melisande", "Wrayburn", "Strandell", "Abercott", "Farrowdale", "Tillbrook", "Núñez-Vael", "Müllerin", "Oakmere"}
	streets    = []string{"Juniper Lane", "Old Mill Road", "Harbour Street", "Larch Avenue", "Quarry Row", "Station Road", "Fern Court", "Weaver Street"}
	// towns are real places with a postcode of theirs, so that zones and lanes make sense.
	towns = []struct{ city, state, zip string }{
		{"Chicago", "IL", "60614"},
		{"Madison", "WI", "53703"},
		{"Columbus", "OH", "43215"},
		{"Denver", "CO", "80205"},
		{"Portland", "OR", "97209"},
		{"Austin", "TX", "78702"},
		{"Boston", "MA", "02118"},
		{"Atlanta", "GA", "30312"},
		{"St. Louis", "MO", "63104"},
		{"Minneapolis", "MN", "55408"},
		{"Newark", "NJ", "07102"},
		{"Fargo", "ND", "58102"},
	}
)

func people(r *rand.Rand) person {
	t := towns[r.IntN(len(towns))]
	p := person{
		first: firstNames[r.IntN(len(firstNames))], last: lastNames[r.IntN(len(lastNames))],
		street: fmt.Sprintf("%d %s", 10+r.IntN(890), streets[r.IntN(len(streets))]),
		city:   t.city, state: t.state, zip: t.zip, country: "US",
		phone: fmt.Sprintf("+1 555 01%02d", r.IntN(100)),
	}
	p.email = plain(p.first) + "." + plain(p.last) + fmt.Sprintf("%d@example.com", r.IntN(90))
	return p
}

// plain is a name as it stands in an address: lower case, without accents.
func plain(s string) string {
	return strings.NewReplacer("ë", "e", "ï", "i", "ö", "o", "é", "e", "ú", "u", "ñ", "n", "ü", "u", "-", "", " ", "").Replace(strings.ToLower(s))
}
