package importers

import (
	"cmp"
	"fmt"
	"iter"
	"slices"
	"strings"

	"ordertrail/track"
	"ordertrail/track/carrier"
)

// fit is a profile that fits a header, and how many of the header's names it knows.
type fit struct {
	profile Profile
	header
	score int
}

// recognise finds the profile and the header row: among the first rows, the one whose names a profile knows most of. When
// another profile knows as many names of that row, or nearly, nothing is guessed; only a more particular profile goes before.
func (t *table) recognise(profiles []likeness) (Profile, error) {
	fits := t.fits(profiles)
	if len(fits) == 0 {
		return Profile{}, errUnrecognised
	}
	best := slices.MaxFunc(fits, func(a, b fit) int { return cmp.Or(a.score-b.score, b.row-a.row) })
	t.setHeader(best.header)
	var titles []string
	for _, f := range fits {
		equal := f.score == best.score
		if f.row == best.row && (equal || near(best.score, f.score) && !best.profile.moreParticular(f.profile)) {
			titles = append(titles, f.profile.Name)
		}
	}
	if len(titles) > 1 {
		return Profile{}, fmt.Errorf("the header fits %s equally well; say which with --profile", strings.Join(titles, " and "))
	}
	return best.profile, nil
}

// fits lists which profiles fit which of the first rows.
func (t *table) fits(profiles []likeness) []fit {
	var out []fit
	for i := range t.heads() {
		for _, p := range profiles {
			if h, score := t.fitting(p, i); score > 0 {
				out = append(out, fit{p.Profile, h, score})
			}
		}
	}
	return out
}

// heads are the rows that may be the header: the one a person named, or the first ones.
func (t *table) heads() iter.Seq[int] {
	return func(yield func(int) bool) {
		for i := range t.rows[:min(headerDepth, len(t.rows))] {
			if (t.header == 0 || t.rows[i].Number == t.header) && !yield(i) {
				return
			}
		}
	}
}

// notOurs is why nothing of a file that is known is taken in.
type notOurs struct{ profile Profile }

func (n notOurs) Error() string { return "this is " + n.profile.Title + ": " + n.profile.Refuse }

// errUnrecognised says that no profile fits any of the first rows.
var errUnrecognised = fmt.Errorf("no known header was found in the first %d rows", headerDepth)

// widest finds the row that looks most like a header when no profile fits: the first with the most named columns.
func (t *table) widest() {
	best, most := header{}, 0
	for i := range t.heads() {
		h, filled := t.likeliest(i), 0
		for _, key := range h.keys {
			if key != "" {
				filled++
			}
		}
		if filled > most {
			best, most = h, filled
		}
	}
	if most > 0 {
		t.setHeader(best)
	}
}

// handName is the profile of a table that nobody knows but for what a person said of its columns.
const handName = "by-hand"

// byHand makes a profile of a mapping that a person gave, field by field: a column, or none for a field that is to stay
// empty. Which fields are mapped decides the kind.
func (t *table) byHand(c Choice, base Profile) (Profile, error) {
	kind := base.Kind
	if kind == "" {
		kind = kindOfMap(c.Map)
	}
	if kind == "" {
		return Profile{}, wrongChoice(strings.Join(sortedKeys(c.Map), ", "), "map at least the order number, the tracking number or the SKU; mapped are: %s", strings.Join(sortedKeys(c.Map), ", "))
	}
	if base.Name == "" {
		base = Profile{Name: handName, Kind: kind, Version: 1, Source: handSource[kind].ID, SourceKind: handSource[kind].Kind}
	}
	if err := t.findMapped(c.Map); err != nil {
		return Profile{}, err
	}
	columns := slices.Clone(base.Columns)
	for _, name := range sortedKeys(c.Map) {
		if _, ok := fieldNamed(kind, name); !ok {
			return Profile{}, wrongChoice(name, "%q is no field of %s files; the fields are: %s", name, kind, strings.Join(fieldNames(kind), ", "))
		}
		columns = slices.DeleteFunc(columns, func(col Column) bool { return col.Field == name })
		if c.Map[name] == "" {
			continue
		}
		columns = append(columns, Column{Field: name, Names: []string{c.Map[name]}})
		base.Fingerprint.All = append(base.Fingerprint.All, c.Map[name])
	}
	base.Columns = columns
	return base, nil
}

// findMapped takes the first row that has every mapped column as the header.
func (t *table) findMapped(mapped map[string]string) error {
	if t.at >= 0 && t.lines > 1 && (header{keys: t.keys}).hasAll(mapped) {
		return nil
	}
	for i := range t.heads() {
		for _, h := range t.headersAt(i, nil) {
			if h.hasAll(mapped) {
				t.setHeader(h)
				return nil
			}
		}
	}
	if t.at < 0 {
		t.widest()
	}
	for _, name := range sortedKeys(mapped) {
		if mapped[name] != "" && t.column(mapped[name]) < 0 {
			return wrongChoice(mapped[name], "there is no column %q for %s; the columns are: %s", mapped[name], name, strings.Join(t.headers, ", "))
		}
	}
	return wrongChoice("", "the mapped columns stand on different rows")
}

// hasAll reports whether a header has every mapped column.
func (h header) hasAll(mapped map[string]string) bool {
	for _, column := range mapped {
		if column != "" && !slices.Contains(h.keys, fold(column)) {
			return false
		}
	}
	return true
}

// kindOfMap says what a mapping by hand describes: "" when it names nothing to go by.
func kindOfMap(mapped map[string]string) string {
	has := func(names ...string) bool {
		return slices.ContainsFunc(names, func(n string) bool { return mapped[n] != "" })
	}
	switch {
	case has("tracking_number", "parcel", "status_text", "phase", "occurred_at") && !has("sku", "title", "quantity", "ordered_at", "customer_name"):
		return KindCarrier
	case has("order_number"):
		return KindOrders
	case has("sku"):
		return KindStock
	}
	return ""
}

// hasFields reports whether all that a person mapped are fields of p's kind of file, so that it only adds to what p reads.
func (p Profile) hasFields(mapped map[string]string) bool {
	for name := range mapped {
		if _, ok := fieldNamed(p.Kind, name); !ok {
			return false
		}
	}
	return true
}

// fieldNames lists the names of a kind's fields.
func fieldNames(kind string) []string {
	var out []string
	for _, f := range fieldsOf(kind) {
		out = append(out, f.Name)
	}
	return out
}

// alone reports whether the first row has one cell that is filled.
func (t *table) alone() bool {
	filled := slices.DeleteFunc(cleaned(t.rows[0]), func(text string) bool { return text == "" })
	return len(filled) == 1
}

// headless reports whether the row that looks most like a header holds values: a parcel's number, or for the most part what
// the row below it says too.
func (t *table) headless() bool {
	if t.at < 0 {
		return false
	}
	filled, same := 0, 0
	for i, c := range t.rows[t.at].Cells {
		text := clean(c.Text)
		if text == "" {
			continue
		}
		filled++
		if len(text) >= 10 && mostlyDigits(text) && len(carrier.Recognise(text, carrier.Hints{})) > 0 {
			return true
		}
		if t.at+1 < len(t.rows) && i < len(t.rows[t.at+1].Cells) && clean(t.rows[t.at+1].Cells[i].Text) == text {
			same++
		}
	}
	return filled > 1 && same*2 >= filled
}

// mostlyDigits reports whether at least half of a text are digits: some carriers' numbers may hold any letters, and so do names.
func mostlyDigits(text string) bool {
	digits := 0
	for _, r := range text {
		if r >= '0' && r <= '9' {
			digits++
		}
	}
	return digits*2 >= len(text)
}

// nearest takes as header the first row that holds most of the names that a chosen profile knows, when its fingerprint does
// not fit.
func (t *table) nearest(known nameSet) {
	best, most := header{}, 0
	for i := range t.heads() {
		for _, h := range t.headersAt(i, known) {
			if n := known.count(h.keys); n > most {
				best, most = h, n
			}
		}
	}
	if most > 0 {
		t.setHeader(best)
		return
	}
	t.widest()
}

// handSource says who asserts the facts of a file that a person mapped.
var handSource = map[string]track.Source{
	KindOrders:  {ID: "orders", Kind: track.SourceShop},
	KindCarrier: {ID: "tracking", Kind: track.SourceCarrierFile},
	KindStock:   {ID: "stock", Kind: track.SourceShop},
}

// lacking lists what a table would need to be read: the columns that the closest profile goes by and that are not there,
// or, when no profile is close and no column offers itself, the columns that every file of its kind needs.
func (t *table) lacking(profiles []likeness, offered map[string]string) []Problem {
	columns := len(slices.DeleteFunc(slices.Clone(t.keys), func(key string) bool { return key == "" }))
	var closest likeness
	most := max(2, columns/2) // it does not look like what knows less than half of it, nor like what hardly anything is there of
	for _, p := range profiles {
		if n := p.known.count(t.keys); n > most && n >= 3*len(p.lacks(t.keys)) && !p.ourForm() {
			closest, most = p, n
		}
	}
	var out []Problem
	add := func(column, which string, args ...string) {
		out = append(out, Problem{Sheet: t.sheet, Column: column, Code: "missing-column", Remark: says("missing-column."+which, args...)})
	}
	for _, name := range closest.lacks(t.keys) {
		add(name, "like", closest.Title)
	}
	if len(out) == 0 && offered["order_number"] == "" && offered["tracking_number"] == "" && offered["sku"] == "" {
		add("order_number", "order")
		add("tracking_number", "tracking")
	}
	return out
}
