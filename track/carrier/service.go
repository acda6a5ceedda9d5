package carrier

import (
	"strings"
	"unicode"
)

// Service is the name of a carrier's service without the carrier's own, so that each is said once: "UPS Ground", "ups_ground"
// and "GROUND" of ups are Ground. Signs of trade marks are left out, and what is written in one letter case gets capitals. It is
// "" when the text names the carrier alone.
func Service(carrier, text string) string {
	words := strings.Fields(plainService.Replace(text))
	if carrier != "" && len(words) > 0 {
		words = words[named(carrier, words):]
	}
	service := strings.TrimLeft(strings.Join(words, " "), "-–: ")
	if service == strings.ToLower(service) || service == strings.ToUpper(service) {
		return capitals(service)
	}
	return service
}

// plainService leaves out signs of trade marks and writes codes as words.
var plainService = strings.NewReplacer("®", "", "™", "", "©", "", "_", " ")

// WithService names a carrier and its service: "UPS Ground". Either may be "".
func WithService(carrier, service string) string {
	return strings.TrimSpace(Name(carrier) + " " + Service(carrier, service))
}

// itself are the names of the carrier as a whole.
func (t *table) itself() []string {
	return append([]string{strings.ReplaceAll(t.id, "_", " "), t.name}, t.full...)
}

// named is with how many of the words a text begins by naming the carrier.
func named(carrier string, words []string) int {
	called := map[string]bool{}
	if t := tables().carriers[carrier]; t != nil {
		called = t.called
	} else {
		called[foldWords(carrier)] = true
	}
	for n := min(longestName, len(words)); n > 0; n-- {
		if called[foldWords(strings.Join(words[:n], " "))] {
			return n
		}
	}
	return 0
}

// shortWord is how long a word may be that keeps its capitals: EMS, AM.
const shortWord = 3

func capitals(text string) string {
	words := strings.Fields(text)
	for i, word := range words {
		if letters := []rune(word); len(letters) > shortWord || word != strings.ToUpper(word) {
			lower := []rune(strings.ToLower(word))
			words[i] = string(unicode.ToUpper(lower[0])) + string(lower[1:])
		}
	}
	return strings.Join(words, " ")
}
