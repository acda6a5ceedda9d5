package importers

import (
	"fmt"
	"slices"
	"strings"

	"ordertrail/track"
)

// fit is a profile that fits a header on some row, and how many of the header's names it knows.
type fit struct {
	profile Profile
	row     int
	score   int
}

// recognise finds the profile and the header row: among the first rows, the one whose names a profile knows most of. Two
// profiles that know equally many are a tie, and then nothing is guessed.
func (t *table) recognise(profiles []Profile) (Profile, error) {
	var best []fit
	for i := range t.rows[:min(headerDepth, len(t.rows))] {
		_, keys := headerNames(t.rows[i])
		for _, p := range profiles {
			score := p.score(keys)
			switch {
			case score == 0:
			case len(best) == 0 || score > best[0].score:
				best = []fit{{p, i, score}}
			case score == best[0].score && i == best[0].row:
				best = append(best, fit{p, i, score})
			}
		}
	}
	if len(best) == 0 {
		return Profile{}, errUnrecognised
	}
	t.setHeader(best[0].row)
	if len(best) > 1 {
		var titles []string
		for _, f := range best {
			titles = append(titles, f.profile.Name)
		}
		return Profile{}, fmt.Errorf("the header fits %s equally well; say which with --profile", strings.Join(titles, " and "))
	}
	return best[0].profile, nil
}

// errUnrecognised says that no profile fits any of the first rows.
var errUnrecognised = fmt.Errorf("no known header was found in the first %d rows", headerDepth)

// score counts the names of a header that p knows; 0 when the fingerprint does not fit.
func (p Profile) score(keys []string) int {
	has := func(name string) bool { return slices.Contains(keys, fold(name)) }
	f := p.Fingerprint
	for _, name := range f.All {
		if !has(name) {
			return 0
		}
	}
	if len(f.Any) > 0 && !slices.ContainsFunc(f.Any, has) || slices.ContainsFunc(f.None, has) {
		return 0
	}
	known := p.knownNames()
	score := 0
	for _, key := range keys {
		if known[key] {
			score++
		}
	}
	return score
}

// knownNames is every header name that p mentions, folded.
func (p Profile) knownNames() map[string]bool {
	known := map[string]bool{}
	add := func(names []string) {
		for _, name := range names {
			known[fold(name)] = true
		}
	}
	add(p.Fingerprint.All)
	add(p.Fingerprint.Any)
	add(p.Fingerprint.Known)
	for _, c := range p.Columns {
		add(c.Names)
	}
	return known
}

// widest finds the row that looks most like a header when no profile fits: the first with the most filled cells.
func (t *table) widest() {
	best, most := -1, 0
	for i := range t.rows[:min(headerDepth, len(t.rows))] {
		filled := 0
		for _, c := range t.rows[i].Cells {
			if clean(c.Text) != "" {
				filled++
			}
		}
		if filled > most {
			best, most = i, filled
		}
	}
	if best >= 0 {
		t.setHeader(best)
	}
}

// byHand makes a profile of a mapping that a person gave, field by field. Which fields are mapped decides the kind.
func (t *table) byHand(c Choice, base Profile) (Profile, error) {
	kind := base.Kind
	if kind == "" {
		kind = kindOfMap(c.Map)
	}
	if kind == "" {
		return Profile{}, fmt.Errorf("map at least the order number, the tracking number or the SKU; mapped are: %s", strings.Join(sortedKeys(c.Map), ", "))
	}
	if base.Name == "" {
		base = Profile{Name: "by-hand", Title: "Mapped by hand", Kind: kind, Version: 1, Source: handSource[kind].ID, SourceKind: handSource[kind].Kind}
	}
	if err := t.findMapped(c.Map); err != nil {
		return Profile{}, err
	}
	columns := slices.Clone(base.Columns)
	for _, name := range sortedKeys(c.Map) {
		if _, ok := fieldNamed(kind, name); !ok {
			return Profile{}, fmt.Errorf("%q is no field of %s files; the fields are: %s", name, kind, strings.Join(fieldNames(kind), ", "))
		}
		columns = slices.DeleteFunc(columns, func(col Column) bool { return col.Field == name })
		columns = append(columns, Column{Field: name, Names: []string{c.Map[name]}})
		base.Fingerprint.All = append(base.Fingerprint.All, c.Map[name])
	}
	base.Columns = columns
	return base, nil
}

// findMapped takes the first row that has every mapped column as the header.
func (t *table) findMapped(mapped map[string]string) error {
	for i := range t.rows[:min(headerDepth, len(t.rows))] {
		_, keys := headerNames(t.rows[i])
		missing := false
		for _, column := range mapped {
			missing = missing || !slices.Contains(keys, fold(column))
		}
		if !missing {
			t.setHeader(i)
			return nil
		}
	}
	if t.at < 0 {
		t.widest()
	}
	for _, name := range sortedKeys(mapped) {
		if t.column(mapped[name]) < 0 {
			return fmt.Errorf("there is no column %q for %s; the columns are: %s", mapped[name], name, strings.Join(t.headers, ", "))
		}
	}
	return fmt.Errorf("the mapped columns stand on different rows")
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

// fieldNames lists the names of a kind's fields.
func fieldNames(kind string) []string {
	var out []string
	for _, f := range fieldsOf(kind) {
		out = append(out, f.Name)
	}
	return out
}

// nearest takes as header the first row that holds most of a chosen profile's names, when its fingerprint does not fit.
func (t *table) nearest(p Profile) {
	best, most := -1, 0
	known := p.knownNames()
	for i := range t.rows[:min(headerDepth, len(t.rows))] {
		_, keys := headerNames(t.rows[i])
		n := 0
		for _, key := range keys {
			if known[key] {
				n++
			}
		}
		if n > most {
			best, most = i, n
		}
	}
	if best >= 0 {
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
// or, when no profile is close, the columns that every file of its kind needs.
func (t *table) lacking(profiles []Profile) []Problem {
	var closest Profile
	most := 2
	for _, p := range profiles {
		known, n := p.knownNames(), 0
		for _, key := range t.keys {
			if known[key] {
				n++
			}
		}
		if n > most {
			closest, most = p, n
		}
	}
	var out []Problem
	add := func(column, message string) {
		out = append(out, Problem{Sheet: t.sheet, Column: column, Code: "missing-column", Message: message})
	}
	for _, name := range closest.Fingerprint.All {
		if t.column(name) < 0 {
			add(name, "the file looks like "+closest.Title+", which has a column of this name")
		}
	}
	if len(out) == 0 {
		add("order_number", "no column is known to hold the order number; an order file needs one, and a sku or title")
		add("tracking_number", "no column is known to hold the tracking number; a carrier file needs one")
	}
	return out
}
