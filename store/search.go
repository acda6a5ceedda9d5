package store

import (
	"strings"
	"unicode"
)

// longestSearch is how much of a typed text is looked at, in characters.
const longestSearch = 200

// matchExpression turns what a person typed into a query of the search index. Every word is a quoted phrase, so nothing
// in it is an operator, and matches the beginnings of words; a word with separators also matches without them, and the
// whole text also matches as one number ("1Z 999 AA1" finds 1Z999AA1…), and so does each number that it may stand for. "" when
// there is nothing to look for.
func matchExpression(typed string, standsFor ...string) string {
	if r := []rune(typed); len(r) > longestSearch {
		typed = string(r[:longestSearch])
	}
	typed = strings.ToValidUTF8(strings.ReplaceAll(typed, "\x00", " "), " ")
	var words []string
	for _, w := range strings.FieldsFunc(typed, unicode.IsSpace) {
		if p := phrase(w); p != "" {
			words = append(words, p)
		}
	}
	if len(words) == 0 {
		return ""
	}
	either := []string{"(" + strings.Join(words, " AND ") + ")"}
	if len(words) > 1 {
		standsFor = append([]string{typed}, standsFor...)
	}
	for _, number := range standsFor {
		either = append(either, `"`+joined(number)+`" *`)
	}
	return strings.Join(either, " OR ")
}

// wholeExpression is a query of the search index for a number as it is, with or without its separators; "" for none.
func wholeExpression(number string) string {
	if number = joined(number); number == "" {
		return ""
	}
	return `"` + number + `"`
}

// phrase is one word as a quoted beginning; "" when it holds no letter or digit.
func phrase(word string) string {
	plain := joined(word)
	if plain == "" {
		return ""
	}
	quoted := `"` + strings.ReplaceAll(word, `"`, `""`) + `" *`
	if plain == word {
		return quoted
	}
	return "(" + quoted + ` OR "` + plain + `" *)`
}
