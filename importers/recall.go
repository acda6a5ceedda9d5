package importers

import (
	"bytes"
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"maps"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"ordertrail/importers/sheet"
)

// Memory is what a person chose when a file of the same kind was read last.
type Memory struct {
	Said   map[string]string // as Choice.Said
	Reads  string            // what the header looked like, read by that; see Reading.Reads
	Source string            // that was said; "" the profile's, or the one it is asked for
}

// Contradiction is a choice of last time that a file's own evidence speaks against. It is not followed.
type Contradiction struct {
	Choice string // a key of Memory.Said
	Remark
}

// mapped begins the name of a choice that is a column for a field; the field follows.
const mapped = "map."

// choiceRow is one choice: its name, whether it decides which header a file is found to have, and where it lies.
type choiceRow struct {
	name string
	form bool
	at   func(*Choice) *string
}

// Read a row as: the choice of this name, which <decides> what header a file is found to have, lies <there> in a Choice.
var choices = []choiceRow{
	{"profile", true, func(c *Choice) *string { return &c.Profile }},
	{"separator", true, func(c *Choice) *string { return &c.Separator }},
	{"encoding", true, func(c *Choice) *string { return &c.Encoding }},
	{"sheet", true, func(c *Choice) *string { return &c.Sheet }},
	{"header_rows", true, func(c *Choice) *string { return &c.HeaderRows }},
	{"date_format", false, func(c *Choice) *string { return &c.DateFormat }},
	{"decimal", false, func(c *Choice) *string { return &c.Decimal }},
	{"currency", false, func(c *Choice) *string { return &c.Currency }},
	{"carrier", false, func(c *Choice) *string { return &c.Carrier }},
	{"sure", false, func(c *Choice) *string { return &c.Sure }},
}

// Said is what a person chose, by name: profile, separator, encoding, sheet, header_row, header_rows, date_format, decimal,
// currency, carrier, sure, and map.FIELD for the column of a field. The source is no such choice: what is remembered is remembered for it.
func (c Choice) Said() map[string]string {
	out := map[string]string{}
	for _, row := range choices {
		if v := *row.at(&c); v != "" {
			out[row.name] = v
		}
	}
	if c.HeaderRow > 0 {
		out["header_row"] = strconv.Itoa(c.HeaderRow)
	}
	for field, column := range c.Map {
		out[mapped+field] = column
	}
	return out
}

// with is c with what else was said.
func (c Choice) with(said map[string]string) Choice {
	c.Map = maps.Clone(c.Map)
	for _, row := range choices {
		at := row.at(&c)
		*at = cmp.Or(*at, said[row.name])
	}
	if n, err := strconv.Atoi(said["header_row"]); err == nil && c.HeaderRow == 0 {
		c.HeaderRow = n
	}
	for name, column := range said {
		field, is := strings.CutPrefix(name, mapped)
		if _, already := c.Map[field]; !is || already {
			continue
		}
		if c.Map == nil {
			c.Map = map[string]string{}
		}
		c.Map[field] = column
	}
	return c
}

// ofContainer are the choices that say where in a file its table lies: nothing to a sheet of its rejected rows.
var ofContainer = []string{"separator", "encoding", "sheet", "header_row", "header_rows"}

// formless is c without what decides which header a file is found to have.
func (c Choice) formless() Choice {
	for _, row := range choices {
		if row.form {
			*row.at(&c) = ""
		}
	}
	c.HeaderRow, c.Map = 0, nil
	return c
}

// isForm reports whether a choice decides which header a file is found to have.
func isForm(name string) bool {
	return name == "header_row" || strings.HasPrefix(name, mapped) || slices.ContainsFunc(choices, func(row choiceRow) bool {
		return row.form && row.name == name
	})
}

// MappedField is the field of a choice that is a column for one.
func MappedField(choice string) (field string, is bool) { return strings.CutPrefix(choice, mapped) }

// InProfile reports whether a saved profile keeps a choice by itself.
func InProfile(choice string) bool {
	_, column := MappedField(choice)
	return column || slices.Contains([]string{"profile", "date_format", "decimal", "currency"}, choice)
}

// looks is what a header is remembered by: its names, whatever their order. A sheet of rejected rows is remembered as the file
// they came from.
func (t *table) looks() string {
	if t.at < 0 {
		t.widest()
	}
	keys := t.keys
	if _, is := t.rejects(); is {
		keys = keys[:len(keys)-1]
	}
	keys = slices.DeleteFunc(slices.Clone(keys), func(key string) bool { return key == "" })
	if len(keys) == 0 {
		return ""
	}
	slices.Sort(keys)
	sum := sha256.Sum256([]byte(strings.Join(keys, "\n")))
	return hex.EncodeToString(sum[:16])
}

// rejects tells whether a table is a sheet of rejected rows, and of which import; "" where it does not say.
func (t *table) rejects() (of string, is bool) {
	if len(t.keys) < 2 {
		return "", false
	}
	return rejectsOf(t.keys[len(t.keys)-1])
}

// readAs reads a table by what a person chose, and beyond that as files of its kind were read last, as far as nothing in the
// file speaks against it.
func (out *Reading) readAs(ctx context.Context, at io.ReaderAt, size int64, c Choice) error {
	memory, err := out.recall(ctx, at, size, c)
	if err != nil {
		return err
	}
	c.Source = cmp.Or(c.Source, memory.Source)
	said := c.Said()
	maps.DeleteFunc(memory.Said, func(name, _ string) bool { _, anew := said[name]; return anew })
	bare := *out
	for {
		*out = bare
		against := []Contradiction{}
		out.Recalled = maps.Clone(memory.Said)
		err := out.readTable(ctx, at, size, c.with(memory.Said))
		out.tellIdle(said)
		if len(memory.Said) > 0 {
			against = out.against(memory, err)
		}
		if len(against) == 0 {
			return err
		}
		for _, x := range against {
			delete(memory.Said, x.Choice)
		}
		bare.Contradicted = append(bare.Contradicted, against...)
	}
}

// recall finds what a file looks like when nobody says how to read it, and what was chosen for such files last.
func (out *Reading) recall(ctx context.Context, at io.ReaderAt, size int64, c Choice) (Memory, error) {
	if c.Recall == nil {
		return Memory{}, nil
	}
	s, err := out.find(ctx, at, size, c.formless())
	if err != nil {
		return Memory{}, ctx.Err() // only by a person's word it can be read, if at all
	}
	if out.Looks = s.table.looks(); out.Looks == "" {
		return Memory{}, nil
	}
	out.plain = s.found
	of, rejects := s.table.rejects()
	out.RejectsOf = of
	m, err := c.Recall(out.Looks, of)
	m.Said = maps.Clone(m.Said)
	if rejects {
		maps.DeleteFunc(m.Said, func(name, _ string) bool { return slices.Contains(ofContainer, name) })
	}
	// What was said of a workbook with this header is nothing to a text, and the other way about.
	if len(s.found.Sheets)+len(s.found.Hidden) == 0 || c.Part != "" {
		delete(m.Said, "sheet")
	} else {
		maps.DeleteFunc(m.Said, func(name, _ string) bool { return slices.Contains(ofText, name) })
	}
	return m, err
}

// against lists what speaks against choices of last time in a file that was read by them, or could not be.
func (out *Reading) against(m Memory, failed error) []Contradiction {
	var list []Contradiction
	if wrong := out.encodedOtherwise(m.Said["encoding"]); wrong.Says != "" {
		return []Contradiction{{"encoding", wrong}}
	}
	if failed != nil || out.Reads != m.Reads || out.Kind == KindUnknown {
		why := says("last-time.header")
		if failed != nil && !errors.Is(failed, context.Canceled) {
			why = says("last-time.unreadable", failed.Error())
		}
		for _, name := range sortedKeys(m.Said) {
			if isForm(name) {
				list = append(list, Contradiction{name, why})
			}
		}
	}
	if failed != nil || len(list) > 0 {
		return list
	}
	for _, h := range out.Headers {
		if r := h.Dates.against(m.Said["date_format"], h.Name); r.Says != "" {
			list = append(list, Contradiction{"date_format", r})
			break
		}
	}
	for _, name := range []string{"decimal", "currency"} {
		if r, said := out.proofs[name]; said && m.Said[name] != "" {
			list = append(list, Contradiction{name, r})
		}
	}
	return list
}

// encodedOtherwise is what proves that a text is not in the encoding of last time.
func (out *Reading) encodedOtherwise(name string) Remark {
	found := out.plain.Encoding
	sure := strings.HasPrefix(found, "utf-16") || found == "utf-8-bom" || found == "utf-8" && !isASCII(io.NewSectionReader(out.at, 0, out.Size))
	family := func(s string) string { return strings.NewReplacer("-bom", "", "le", "", "be", "").Replace(s) }
	switch {
	case name == "" || found == "" || family(strings.ToLower(name)) == family(found):
		return Remark{}
	case sure:
		return says("last-time.encoding", strings.ToUpper(family(found)), name)
	case strings.EqualFold(name, "utf-8"):
		return says("last-time.not-utf", strings.ToUpper(found))
	}
	return Remark{}
}

// isASCII reports whether a text says nothing of its encoding.
func isASCII(r io.Reader) bool {
	block := make([]byte, 64<<10)
	for {
		n, err := r.Read(block)
		if bytes.ContainsFunc(block[:n], func(r rune) bool { return r >= utf8.RuneSelf }) {
			return false
		}
		if err != nil {
			return true
		}
	}
}

// against is what speaks against reading the dates of a column in an order: so many that can only be read the other way that
// they are no slips.
func (d *Dates) against(order, column string) Remark {
	if d == nil {
		return Remark{}
	}
	proof, against := d.DayFirst, d.MonthFirst
	switch dateOrder(order) {
	case "mdy":
		proof, against = against, proof
	case "dmy":
	default:
		return Remark{}
	}
	if against == 0 || proof >= outvotes*against {
		return Remark{}
	}
	return says("last-time.dates", column, strconv.Itoa(against), strconv.Itoa(proof))
}

// prove notes what the amounts of the file say against the decimal mark and the currency that were chosen for it.
func (in *intake) prove(i int, t *amountTally) {
	if in.out.proofs == nil {
		in.out.proofs = map[string]Remark{}
	}
	name, mark := in.table.headers[i], in.choice.Decimal
	if mark == "," && t.point && !t.comma || mark == "." && t.comma && !t.point {
		in.out.proofs["decimal"] = says("last-time.decimal", name, map[bool]string{true: ".", false: ","}[t.point])
	}
	code := strings.ToUpper(in.choice.Currency)
	if other := t.otherThan(code); code != "" && other != "" {
		in.out.proofs["currency"] = says("last-time.currency", name, other, code)
	}
}

// dollars are the currencies written with a dollar sign of no country.
var dollars = []string{"USD", "CAD", "AUD", "NZD", "SGD", "HKD", "MXN", "TWD", "ARS", "CLP", "COP", "UYU"}

// otherThan is a currency that amounts state beside ones that state none, or a sign that is not of this one; "" when there is none.
func (t *amountTally) otherThan(code string) string {
	switch {
	case !t.bare:
		return "" // nothing is left to say
	case t.dollar && !slices.Contains(dollars, code):
		return "$"
	case t.named != "" && t.named != code:
		return t.named
	}
	return ""
}

// seek is a table with its header found, and the profile it is to be read by, or why there is none.
type seek struct {
	table   *table
	found   sheet.Found
	profile Profile
	why     error
}
