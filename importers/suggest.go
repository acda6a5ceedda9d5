package importers

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// suggest says of the columns of a table nobody knows which fields they probably fill: the fields of one kind of file, each
// at most once, and none when no fact could be made of them. Nothing is read by it without a person's word.
func suggest(headers []string) map[string]string {
	kind := likelyKind(likely(headers, ""))
	if kind == "" {
		return map[string]string{}
	}
	out := likely(headers, kind)
	if kind == KindOrders && ofArticlesOnly(out) {
		return asArticles(headers, out)
	}
	if kindOfMap(out) != kind {
		return map[string]string{}
	}
	return out
}

// ofArticlesOnly reports whether the columns found for an order say nothing of one: a bare number beside a price, no day, customer or
// quantity. A price list has such columns.
func ofArticlesOnly(columns map[string]string) bool {
	for field := range columns {
		if !slices.Contains(ofArticles, field) {
			return false
		}
	}
	return columns["unit_price"] != "" && !namesOrders(columns["order_number"])
}

// asArticles are the columns of a list of articles. Its bare number is the article's, where no other column is.
func asArticles(headers []string, columns map[string]string) map[string]string {
	out := likely(headers, KindStock)
	if out["sku"] == "" {
		out["sku"] = columns["order_number"]
	}
	return out
}

// likely finds the columns that are called as the fields of a kind are, of any kind when it is "". Exact names win over
// likely ones.
func likely(headers []string, kind string) map[string]string {
	return called(headers, kind, true, false)
}

// called finds columns as likely does, in turns: of exact names, or of others too.
func called(headers []string, kind string, turns ...bool) map[string]string {
	out := map[string]string{} // field -> column
	taken := map[string]bool{}
	for _, exact := range turns {
		for _, h := range hints() {
			if _, known := fieldNamed(kind, h.Field); kind != "" && !known {
				continue
			}
			if out[h.Field] != "" {
				continue
			}
			fits := slices.DeleteFunc(slices.Clone(headers), func(name string) bool { return taken[name] || !h.fits(name, exact) })
			if elsewhere := func(name string) bool { return speaksOf(name, notThere) }; strings.HasPrefix(h.Field, "ship_") {
				fits = slices.DeleteFunc(fits, elsewhere)
				slices.SortStableFunc(fits, func(a, b string) int { return cmp.Compare(count(speaksOf(a, payers)), count(speaksOf(b, payers))) })
			}
			if len(fits) > 0 {
				out[h.Field], taken[fits[0]] = fits[0], true
			}
		}
	}
	return out
}

// Words that tell whose address a column holds, as they are compared. Goods do not go where they come from, and to whoever pays
// only when nothing says another place.
var (
	notThere = []string{"origin", "from", "sender", "seller", "shipper", "absender", "return", "expediteur", "remitente", "mittente", "afzender", "nadawca", "herkunft", "ursprung"}
	payers   = []string{"billing", "bill", "invoice", "rechnung", "rechnungsadresse", "facturation", "facturacion", "fatturazione", "facturatie", "factuur", "faktury"}
)

// speaksOf reports whether one of the words stands in a column's name.
func speaksOf(name string, words []string) bool {
	return slices.ContainsFunc(spoken(name), func(word string) bool { return slices.Contains(words, word) })
}

// count is 1 for yes.
func count(yes bool) int {
	if yes {
		return 1
	}
	return 0
}

// likelyKind says what kind of file has such columns: of orders when they say who ordered what, of parcels when they name
// them, else of what they go by. "" when they go by nothing.
func likelyKind(columns map[string]string) string {
	has := func(fields ...string) bool {
		return slices.ContainsFunc(fields, func(f string) bool { return columns[f] != "" })
	}
	switch {
	case has("order_number") && has("sku", "title", "quantity", "customer_name"):
		return KindOrders
	case has("tracking_number") && !has("sku"):
		return KindCarrier
	case has("order_number"):
		return KindOrders
	case has("sku"):
		return KindStock
	}
	return ""
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

// halfOurs is why a table that has the names of one of our own forms is not taken for it: other columns of it are called as
// fields are that the form spells otherwise. Taken as the form, its orders would lose what stands there without a word.
type halfOurs struct {
	profile    Profile
	read, left map[string]string // field -> column: those of the form, and the others
}

func (h halfOurs) Error() string {
	return fmt.Sprintf("%s does not know %s", h.profile.Title, strings.Join(h.names(), ", "))
}

// names are the columns that the form does not know.
func (h halfOurs) names() []string { return slices.Sorted(maps.Values(h.left)) }

// columns are all columns with the fields they fill.
func (h halfOurs) columns() map[string]string {
	out := maps.Clone(h.read)
	maps.Copy(out, h.left)
	return out
}

// halfOurs says that a table read by p, one of our own forms, has columns that p does not read and that are called just as
// fields are; nil when there are none. A column of the shop's own beside ours, that only speaks of a field, is no reason.
func (t *table) halfOurs(p Profile) error {
	if !p.ourForm() {
		return nil
	}
	half := halfOurs{profile: p, read: map[string]string{}}
	rest := slices.Clone(t.headers)
	for _, col := range p.Columns {
		for _, name := range col.Names {
			for _, spelling := range p.Aliases.spellings(name) {
				if i := t.column(spelling); i >= 0 {
					half.read[col.Field] = first(half.read[col.Field], t.headers[i])
					rest = slices.DeleteFunc(rest, func(header string) bool { return header == t.headers[i] })
				}
			}
		}
	}
	isRead := func(field, _ string) bool { return half.read[field] != "" }
	sure := called(rest, p.Kind, true)
	if maps.DeleteFunc(sure, isRead); len(sure) == 0 {
		return nil
	}
	half.left = likely(rest, p.Kind)
	maps.DeleteFunc(half.left, isRead)
	return half
}

// ourForm reports whether p reads one of the forms we hand out.
func (p Profile) ourForm() bool {
	return p.Name != "" && p.Sure == "" && p.Name == handSource[p.Kind].ID
}

// fits reports whether a column is called what the hint says: by these words alone, or among others. "BestellDatum" is one word,
// "OrderDate" two.
func (h hint) fits(name string, exact bool) bool {
	return h.names(spoken(name), exact) || h.names(wordsOf(name), exact)
}

// names reports whether words are what the hint says.
func (h hint) names(spoken []string, exact bool) bool {
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

// spoken are the words of a column's name; "shipToName" is three, as people write it who program.
func spoken(name string) []string {
	var b strings.Builder
	small := false
	for _, r := range name {
		if unicode.IsUpper(r) && small {
			b.WriteByte(' ')
		}
		small = unicode.IsLower(r)
		b.WriteRune(r)
	}
	return wordsOf(b.String())
}

// wordsOf are the words of a column's name as they stand apart.
func wordsOf(name string) []string {
	return strings.FieldsFunc(plain(name), func(r rune) bool { return strings.ContainsRune(" -/.()#:'’°", r) })
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
