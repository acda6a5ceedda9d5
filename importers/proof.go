package importers

import (
	_ "embed"
	"encoding/json"
	"slices"
	"strings"
	"sync"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// Proof is what a row of a carrier's file says of a delivery in words that may name a person: they are no fact, and stand in
// the raw text of the row alone, where an erase reaches them.
type Proof struct {
	SignedBy []string // each name that is stated; several are no fault of ours, and none is chosen
	LeftAt   []string // where it was left, in the file's own words
	Label    Place    // where the label sends it
	Arrived  Place    // where the carrier says that it delivered
}

// Place is a part of an address, as stated.
type Place struct{ Street, City, Postcode string }

// IsZero reports whether nothing is stated of a place.
func (p Place) IsZero() bool { return p == Place{} }

// String is the place on one line.
func (p Place) String() string {
	return strings.Join(slices.DeleteFunc([]string{p.Street, p.City, p.Postcode}, func(s string) bool { return s == "" }), ", ")
}

//go:embed places.json
var placeFile []byte

// placeColumns are the names, folded, of the columns in which carriers' and label services' files state an address: whose, then
// which part of it. The first that is filled counts.
var placeColumns = sync.OnceValue(func() map[string]map[string][]string {
	var out map[string]map[string][]string
	if err := json.Unmarshal(placeFile, &out); err != nil {
		panic(err)
	}
	for _, parts := range out {
		for part, names := range parts {
			parts[part] = foldAll(names)
		}
	}
	return out
})

// proofNames are the names, folded, under which the profiles that come with the program know who signed and where it was left.
var proofNames = sync.OnceValue(func() map[string][]string {
	out := map[string][]string{}
	for _, p := range Profiles() {
		for _, c := range p.Columns {
			if c.Field == "signed_by" || c.Field == "left_at" {
				out[c.Field] = append(out[c.Field], foldAll(c.Names)...)
			}
		}
	}
	return out
})

func foldAll(names []string) []string {
	out := make([]string, len(names))
	for i, n := range names {
		out[i] = fold(n)
	}
	return out
}

// ChosenColumns are the columns that somebody chose for the fields of a file, from choices as they are remembered.
func ChosenColumns(said map[string]string) Profile {
	var p Profile
	for choice, header := range said {
		if field, is := strings.CutPrefix(choice, mapped); is && header != "" {
			p.Columns = append(p.Columns, Column{Field: field, Names: []string{header}})
		}
	}
	return p
}

// ReadProof reads a row again from the raw text that was kept of it; own are the shop's own profiles, whose names of columns
// count too. A text that is no row of a table says nothing.
func ReadProof(raw string, own ...Profile) Proof {
	names := map[string][]string{"signed_by": proofNames()["signed_by"], "left_at": proofNames()["left_at"]}
	for _, p := range own {
		for _, c := range p.Columns {
			if known, wanted := names[c.Field]; wanted {
				names[c.Field] = append(slices.Clone(known), foldAll(c.Names)...)
			}
		}
	}
	var out Proof
	cells := map[string]string{}
	for line := range strings.Lines(raw) {
		header, text, found := strings.Cut(line, ": ")
		if text = strings.TrimSpace(text); !found || text == "" {
			continue
		}
		name := fold(header)
		if _, before := cells[name]; !before {
			cells[name] = text
		}
		if slices.Contains(names["signed_by"], name) {
			out.SignedBy = addOnce(out.SignedBy, text)
		}
		if slices.Contains(names["left_at"], name) {
			out.LeftAt = addOnce(out.LeftAt, text)
		}
	}
	out.Label, out.Arrived = placeIn(cells, "label"), placeIn(cells, "arrived")
	return out
}

// placeIn is the address of one side that the cells of a row state.
func placeIn(cells map[string]string, whose string) Place {
	first := func(part string) string {
		for _, name := range placeColumns()[whose][part] {
			if text := cells[name]; text != "" {
				return text
			}
		}
		return ""
	}
	return Place{Street: first("street"), City: first("city"), Postcode: first("postcode")}
}

func addOnce(list []string, text string) []string {
	if slices.Contains(list, text) {
		return list
	}
	return append(list, text)
}

// How two places agree: their postcode and their town.
const (
	PlaceSame    = "same"    // every part that both state is the same
	PlaceDiffers = "differs" // a part that both state is another
	PlaceUnknown = "unknown" // there is no part that both state
)

// Agrees compares the postcode and the town of two places as far as both state them. Letter case, accents, blanks and
// punctuation do not count, and the longer form of a postcode stands for its shorter one, as 60540-1234 does for 60540.
func (p Place) Agrees(other Place) string {
	says := PlaceUnknown
	for _, part := range [][2]string{{foldPlace(p.Postcode), foldPlace(other.Postcode)}, {foldPlace(p.City), foldPlace(other.City)}} {
		a, b := part[0], part[1]
		switch {
		case a == "" || b == "":
		case a == b || isZIP(a) && isZIP(b) && a[:5] == b[:5]:
			if says == PlaceUnknown {
				says = PlaceSame
			}
		default:
			says = PlaceDiffers
		}
	}
	return says
}

// isZIP reports whether a folded text is a postcode of the United States, of five digits or of nine.
func isZIP(s string) bool {
	return (len(s) == 5 || len(s) == 9) && strings.Trim(s, "0123456789") == ""
}

// foldPlace is a text as places are compared: its letters and digits alone, small and without accents.
func foldPlace(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, norm.NFD.String(s))
}
