package importers

import (
	"context"
	"errors"
	"io"
	"slices"
	"strings"
	"unicode"

	"ordertrail/importers/sheet"
	"ordertrail/track/expr"
)

// table is a sheet with the header found among its first rows. It is never held whole: whoever wants its rows goes
// through it again.
type table struct {
	sheet   string
	headers []string       // names as written, repeated ones numbered: "Name", "Name (2)"
	keys    []string       // the names as they are compared
	at      int            // index into rows of the header, its last row; -1 when none was found
	lines   int            // over how many rows the header goes
	over    []string       // names that begin with that of a group
	chosen  int            // over how many rows a person said it goes; 0 leaves it open
	header  int            // number of the row that a person says is the header, or its last; 0 to find it
	rows    []sheet.Row    // the first ones
	named   []named        // the same as names, as far as they were asked for
	idles   map[int]string // row number -> why it holds nothing to take in
	count   int            // rows below the header
	noticed sheet.Noticed  // in all rows, once they were gone through
	again   func() (*sheet.Reader, error)
}

// headerDepth is how many rows are searched for the header.
const headerDepth = 30

// load reads the first rows of a sheet that open opens.
func load(open func() (*sheet.Reader, error)) (*table, sheet.Found, error) {
	r, err := open()
	if err != nil {
		return nil, sheet.Found{}, err
	}
	defer r.Close()
	t := &table{at: -1, sheet: r.Found().Sheet, again: open}
	for len(t.rows) < headerDepth {
		row, err := r.Next()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, sheet.Found{}, err
		}
		row.Cells = slices.Clone(row.Cells)
		t.rows = append(t.rows, row)
	}
	return t, r.Found(), nil
}

// data calls f with the rows below the header, all of them when there is no header. A row's cells are good until f
// returns. The error of a damaged file refuses all of it.
func (t *table) data(ctx context.Context, f func(sheet.Row) error) error {
	r, err := t.again()
	if err != nil {
		return err
	}
	defer r.Close()
	for n := 0; ; n++ {
		row, err := r.Next()
		if errors.Is(err, io.EOF) {
			t.noticed = r.Noticed()
			return nil
		}
		if err == nil && n%1024 == 0 {
			err = ctx.Err()
		}
		if err == nil && n > t.at {
			err = f(row)
		}
		if err != nil {
			return err
		}
	}
}

// setHeader takes the header that was found.
func (t *table) setHeader(h header) {
	t.at, t.lines, t.over, t.headers, t.keys = h.row, h.lines, h.over, h.names, h.keys
}

// column finds the column of that name; -1 when there is none.
func (t *table) column(name string) int { return slices.Index(t.keys, fold(name)) }

// columnsNamed finds the columns that a profile's name stands for: the one of that name, or, where the name ends with a star, all
// that begin as it does and go on with a number.
func (t *table) columnsNamed(name string) []int {
	start, many := strings.CutSuffix(name, "*")
	if !many {
		if i := t.column(name); i >= 0 {
			return []int{i}
		}
		return nil
	}
	var out []int
	for i, key := range t.keys {
		if isStarred(key, fold(start)) {
			out = append(out, i)
		}
	}
	return out
}

// isStarred reports whether a name goes on with nothing but a number after start.
func isStarred(key, start string) bool {
	rest, begins := strings.CutPrefix(key, start)
	return begins && rest != "" && strings.Trim(rest, " 0123456789") == ""
}

// fold is how header names are compared: letters and digits matter, and signs that tell names apart; case, kinds of
// spaces and marks that editors glue on do not.
func fold(name string) string {
	var b strings.Builder
	space := false
	for _, r := range strings.ToLower(name) {
		switch {
		case r == '\ufeff' || r == '\u200b' || r == '"' || r == '*':
		case unicode.IsSpace(r) || r == '_':
			space = b.Len() > 0
		default:
			if space {
				b.WriteByte(' ')
				space = false
			}
			b.WriteRune(r)
		}
	}
	return b.String()
}

// clean takes off what is not part of a cell's value: spaces of any kind around it, a byte order mark, the ="…" guard,
// and the apostrophe that spreadsheets use to say "this is text".
func clean(s string) string {
	s = strings.TrimFunc(s, func(r rune) bool { return unicode.IsSpace(r) || r == '\ufeff' || r == '\u200b' })
	if inner, ok := strings.CutPrefix(s, `="`); ok && strings.HasSuffix(inner, `"`) {
		s = strings.Trim(inner, `"`)
	}
	if marked, ok := strings.CutPrefix(s, "'"); ok && marked != "" && strings.IndexAny(marked, "0123456789"+formulaStarts) == 0 {
		s = marked
	}
	return strings.TrimSpace(s)
}

// texts are the cells of a row as written.
func texts(row sheet.Row) []string {
	out := make([]string, len(row.Cells))
	for i, c := range row.Cells {
		out[i] = c.Text
	}
	return out
}

// footer matches the joined text of a row that counts or signs a file rather than holding a record.
var footer = expr.Late(`(?i)^\d+[ ,]*(?:record\(?s?\)? downloaded|datens[aä]tze? heruntergeladen)|^(?:seller|verk[aä]ufer)[ -]?id\b`)

// idle says why a data row holds nothing to take in; "" when it holds something.
func (t *table) idle(row sheet.Row) string { return t.idles[row.Number] }

// sift finds out whether a data row holds nothing to take in, and remembers it.
func (t *table) sift(row sheet.Row) {
	first := slices.IndexFunc(row.Cells, func(c sheet.Cell) bool { return clean(c.Text) != "" })
	switch {
	case first < 0:
		t.idles[row.Number] = "blank"
	case t.repeatsHeader(row, first):
		t.idles[row.Number] = "repeated-header"
	case footer().MatchString(clean(strings.Join(texts(row)[first:min(first+3, len(row.Cells))], " "))), sumsUp(row, first):
		t.idles[row.Number] = "footer"
	}
}

// sum matches what stands before the sums below a table, in the languages of columns.json.
var sum = expr.Late(`(?i)^(?:(?:grand|sub|sous|general|zwischen)?[ -]?(?:totals?|totaux|totale|totaal|summe|suma|somme|razem)|gesamt|gesamtsumme|gesamtbetrag|endsumme|total (?:général|general|ttc|ht)|totale generale|eindtotaal|subtotaal|łącznie|ogółem)[ :]*$`)

// sumsUp reports whether a row adds up the table instead of holding a record: a word for a sum, and nothing but figures after it.
func sumsUp(row sheet.Row, first int) bool {
	if !sum().MatchString(clean(row.Cells[first].Text)) {
		return false
	}
	figures := 0
	for _, c := range row.Cells[first+1:] {
		text := clean(c.Text)
		if text == "" {
			if c.Formula { // a sum that the file does not hold is one all the same
				figures++
			}
			continue
		}
		if c.Type != sheet.Number {
			if _, err := readAmount(cell{text: text}); err != nil {
				return false
			}
		}
		figures++
	}
	return figures > 0
}

// repeatsHeader reports whether every filled cell of a row says again what its column is called.
func (t *table) repeatsHeader(row sheet.Row, first int) bool {
	filled := 0
	for i := first; i < len(row.Cells); i++ {
		text := clean(row.Cells[i].Text)
		if text == "" {
			continue
		}
		if i >= len(t.keys) || fold(text) != t.keys[i] && !strings.HasPrefix(t.keys[i], fold(text)+" (") {
			return false
		}
		filled++
	}
	return filled >= min(2, len(t.keys))
}

// maxGap is how many blank rows in a run are counted one by one; a longer run is the unused end of a sheet.
const maxGap = 1000

// passOver counts the blank rows that the reader left out between data row last and the next one.
func (in *intake) passOver(last, next int) {
	gap := next - last - 1
	if gap <= 0 || gap > maxGap {
		return
	}
	for n := last + 1; n < next; n++ {
		in.ignore(sheet.Row{Number: n}, "blank")
	}
	in.out.Rows += gap
}
