package importers

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// suggest says of the columns of a table nobody knows which fields they probably fill: the fields of one kind of file, each
// at most once, and none when no fact could be made of them. Exact names win over likely ones. Nothing is read by it without
// a person's word.
func suggest(headers []string) map[string]string {
	out := map[string]string{} // field -> column
	taken := map[string]bool{}
	for _, exact := range []bool{true, false} {
		for _, h := range hints {
			for _, name := range headers {
				if out[h.Field] == "" && !taken[name] && h.fits(name, exact) {
					out[h.Field], taken[name] = name, true
				}
			}
		}
	}
	kind := kindOfMap(out)
	maps.DeleteFunc(out, func(field, _ string) bool { _, ok := fieldNamed(kind, field); return !ok })
	return out
}

// tellLikely points out the columns that a mapping made by hand left out and that are called as a field is. A field that
// a person left empty on purpose stays so.
func (in *intake) tellLikely(mapped map[string]string) {
	left := suggest(in.table.headers)
	maps.DeleteFunc(left, func(field, column string) bool {
		_, said := mapped[field]
		_, known := fieldNamed(in.profile.Kind, field)
		return said || !known || in.out.Headers[slices.Index(in.table.headers, column)].Used
	})
	for field, column := range left {
		in.out.Headers[slices.Index(in.table.headers, column)].Likely = field
	}
	if len(left) > 0 {
		in.note("", says("likely-unread", mapping(left)))
	}
}

// fits reports whether a column is called what the hint says: by these words alone, or among others.
func (h hint) fits(name string, exact bool) bool {
	spoken := strings.FieldsFunc(plain(name), func(r rune) bool { return strings.ContainsRune(" -/.()#:'’°", r) })
	if slices.ContainsFunc(h.alone, func(all []string) bool { return slices.Equal(all, spoken) }) {
		return true
	}
	return slices.ContainsFunc(h.words, func(all []string) bool {
		if exact && len(all) != len(spoken) {
			return false
		}
		return !slices.ContainsFunc(all, func(word string) bool { return !slices.Contains(spoken, word) })
	})
}

// plain is a column's name in lower case and without accents.
func plain(name string) string {
	unaccented := strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Mn, r) {
			return -1
		}
		return r
	}, norm.NFD.String(fold(name)))
	return unjoined.Replace(unaccented)
}

// unjoined writes the letters that hold their accent inside.
var unjoined = strings.NewReplacer("ß", "ss", "ł", "l", "ø", "o", "æ", "ae", "œ", "oe")

// mapping writes a mapping as it is given on the command line; of none, how one looks.
func mapping(columns map[string]string) string {
	if len(columns) == 0 {
		return "--map order_number=… --map sku=…"
	}
	var out []string
	for _, field := range sortedKeys(columns) {
		out = append(out, fmt.Sprintf("--map %q", field+"="+columns[field]))
	}
	return strings.Join(out, " ")
}
