package importers

import "testing"

func TestCountriesAreKnownByCodeAndName(t *testing.T) {
	t.Parallel()
	for word, want := range map[string]string{
		"US": "US", "us": "US", "USA": "US", "United States": "US", "UNITED  STATES": "US", "Vereinigte Staaten": "US", "États-Unis": "US", "Estados Unidos": "US",
		"UK": "GB", "GB": "GB", "United Kingdom": "GB", "England": "GB", "Vereinigtes Königreich": "GB", "Regno Unito": "GB",
		"Deutschland": "DE", "Germany": "DE", "DEU": "DE", "Allemagne": "DE", "Niemcy": "DE", "Duitsland": "DE",
		"Österreich": "AT", "Schweiz": "CH", "Suisse": "CH", "The Netherlands": "NL", "Pays-Bas": "NL", "Nederland": "NL", "Côte d’Ivoire": "CI", "Côte d'Ivoire": "CI",
		"Czech Republic": "CZ", "Czechia": "CZ", "Türkiye": "TR", "Turkey": "TR", "España": "ES", "Brasil": "BR", "Italia": "IT", "Polska": "PL", "Canada": "CA", "Kanada": "CA",
		"Georgia": "GE", "Ireland": "IE", "Australia": "AU", "Japan": "JP", "Korea, Republic of": "KR", "México": "MX",
		"": "", "Atlantis": "Atlantis", "XX": "XX", "EU": "EU", "ZZZ": "ZZZ", "California": "California",
	} {
		if got := isoCountry(word); got != want {
			t.Errorf("%q is %q, want %q", word, got, want)
		}
	}
}
