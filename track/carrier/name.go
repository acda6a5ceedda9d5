package carrier

import "strings"

// Parse finds the carrier that a name means: "United Parcel Service", "USPS Priority" and "Royal Mail 24" are ups, usps
// and royal_mail. A name nobody taught us is kept as its words in lower case, and so is one that names two carriers.
func Parse(name string) string {
	s := fold(name, false)
	whole := strings.Join(s.words, " ")
	all := tables()
	if id, ok := all.names[whole]; ok {
		return id
	}
	found := ""
	for at := 0; at < len(s.words); {
		id, n := all.nameAt(s.words[at:])
		switch {
		case id == "":
			at++
			continue
		case found != "" && found != id:
			return whole
		}
		found, at = id, at+n
	}
	if found == "" {
		return whole
	}
	return found
}

// longestName is how many words the longest name has.
const longestName = 6

// nameAt is the carrier whose longest name the words begin with, and how many words that is.
func (all *allTables) nameAt(words []string) (string, int) {
	for n := min(longestName, len(words)); n > 0; n-- {
		if id, ok := all.names[strings.Join(words[:n], " ")]; ok {
			return id, n
		}
	}
	return "", 0
}
