package importers

import (
	"strings"
	"sync"

	"golang.org/x/text/language"
	"golang.org/x/text/language/display"
)

// countryLanguages are those in whose words exports are known to name countries; the names are those of CLDR.
var countryLanguages = []language.Tag{
	language.English, language.German, language.French, language.Spanish, language.Italian, language.Dutch, language.Portuguese, language.Polish,
}

// Read a row as: this word, which CLDR has otherwise, means that country (ISO 3166-1).
var countryWords = map[string]string{
	"uk": "GB", "u.k.": "GB", "great britain": "GB", "england": "GB", "scotland": "GB", "wales": "GB", "northern ireland": "GB", "grossbritannien": "GB",
	"usa": "US", "u.s.": "US", "u.s.a.": "US", "united states of america": "US", "the united states": "US", "vereinigte staaten von amerika": "US", "estados unidos": "US", "ee. uu.": "US", "eua": "US",
	"holland": "NL", "the netherlands": "NL", "niederlande": "NL", "czech republic": "CZ", "tschechische republik": "CZ", "czechia": "CZ", "turkiye": "TR", "türkiye": "TR",
	"korea": "KR", "south korea": "KR", "korea, republic of": "KR", "republic of korea": "KR", "viet nam": "VN", "russian federation": "RU", "hong kong": "HK", "macau": "MO", "taiwan": "TW",
	"ireland, republic of": "IE", "republic of ireland": "IE", "eire": "IE", "north macedonia": "MK", "slovak republic": "SK", "uae": "AE", "brasil": "BR", "españa": "ES", "österreich": "AT", "schweiz": "CH",
}

// countryNamed finds the country that a word means, in any of the languages.
var countryNamed = sync.OnceValue(func() map[string]string {
	named := map[string]string{}
	for _, tag := range countryLanguages {
		namer := display.Regions(tag)
		for a := 'A'; a <= 'Z'; a++ {
			for b := 'A'; b <= 'Z'; b++ {
				r, err := language.ParseRegion(string([]rune{a, b}))
				if err != nil || !r.IsCountry() || r.Canonicalize() != r {
					continue
				}
				if name := foldCountry(namer.Name(r)); name != "" && named[name] == "" {
					named[name] = r.String()
				}
			}
		}
	}
	for word, code := range countryWords {
		named[word] = code
	}
	return named
})

func foldCountry(s string) string {
	return strings.ToLower(strings.Join(strings.Fields(strings.ReplaceAll(s, "’", "'")), " "))
}

// isoCountry is the ISO 3166-1 code that a country is known by: of a code of two or three letters, or of its name. A word
// that means no country stays as it is.
func isoCountry(word string) string {
	folded := foldCountry(word)
	if code := countryNamed()[folded]; code != "" {
		return code
	}
	if len(folded) == 2 || len(folded) == 3 {
		if r, err := language.ParseRegion(folded); err == nil && r.IsCountry() {
			return r.Canonicalize().String()
		}
	}
	return word
}
