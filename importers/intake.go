package importers

import (
	"context"
	"fmt"
	"hash/maphash"
	"maps"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"ordertrail/importers/sheet"
	"ordertrail/track"
	"ordertrail/track/expr"
)

// intake reads one table the way one profile says, into a Reading.
type intake struct {
	choice  Choice
	profile Profile
	table   *table
	out     *Reading
	bound   map[string]bound
	dates   map[int]dateColumn
	amounts map[int]amountColumn
	runs    orderRuns
	seed    maphash.Seed
	emit    func(Draft) error
	bad     map[int]Remark // row number -> the first thing wrong with it
	last    int            // the number of the last row
	guard   guard
	carries map[string]track.OrderRef // tracking number -> the first order of the file that has it
	quiet   bool                      // what is odd was told before
	noted   map[string]bool
	own     []string // carriers that the shop ships with; nil until they are asked for
}

// bound is one field with the columns of this file that fill it, best first.
type bound struct {
	Column
	Field
	at []int
}

// cell is one value on its way in.
type cell struct {
	row    int
	column int // -1 when no column of the file fills the field
	header string
	text   string
	kind   sheet.CellType
	lossy  bool
}

// newIntake binds the profile's columns to those of the file and goes through the file once, to decide how each column's
// dates and amounts are read and to learn which orders have how many rows.
func newIntake(ctx context.Context, c Choice, p Profile, t *table, out *Reading) (*intake, error) {
	in := &intake{
		choice: c, profile: p, table: t, out: out, bound: map[string]bound{}, dates: map[int]dateColumn{},
		amounts: map[int]amountColumn{}, seed: maphash.MakeSeed(), bad: map[int]Remark{}, noted: map[string]bool{},
		guard: guardOf(t.headers), carries: map[string]track.OrderRef{},
	}
	in.emit = func(d Draft) error { return out.news.add(ctx, out.keep(c, d)) }
	for _, col := range p.Columns {
		f, _ := fieldNamed(p.Kind, col.Field)
		b := bound{Column: col, Field: f}
		for _, name := range col.Names {
			for _, spelling := range p.Aliases.spellings(name) {
				for _, i := range t.columnsNamed(spelling) {
					if !slices.Contains(b.at, i) {
						b.at = append(b.at, i)
					}
				}
			}
		}
		if len(b.at) > 0 {
			in.bound[col.Field] = b
		}
		for _, i := range b.at {
			if f.shape == asID && !mayHoldCards[col.Field] {
				in.guard[i] = keepAll
			}
		}
	}
	if err := in.survey(ctx); err != nil {
		return nil, err
	}
	in.describeHeaders()
	in.tellRepeated()
	in.suspectDates()
	return in, nil
}

// read makes drafts of the rows, and says of every other row why it is none.
func (in *intake) read(ctx context.Context) error {
	switch in.profile.Kind {
	case KindOrders:
		return in.orders(ctx)
	case KindCarrier:
		return in.parcels(ctx)
	case KindStock:
		return in.stock(ctx)
	}
	return nil
}

// again reads the file once more and calls f with its drafts; what is wrong with it was told the first time.
func (in *intake) again(ctx context.Context, f func(Draft) error) error {
	once := in.apart()
	once.emit = func(d Draft) error { return f(d.sealed()) }
	return once.read(ctx)
}

// apart is an intake that reads as in does and tells nobody.
func (in *intake) apart() *intake {
	once := *in
	once.out, once.quiet = &Reading{File: in.out.File}, true
	once.bad, once.noted, once.carries = map[int]Remark{}, map[string]bool{}, map[string]track.OrderRef{}
	return &once
}

// survey goes through the rows and decides, column by column, how open dates and amounts are to be read.
func (in *intake) survey(ctx context.Context) error {
	t := in.table
	t.idles = map[int]string{}
	in.out.Headers = t.columns()
	count := in.apart()
	moments, sums := map[int]*dateTally{}, map[int]*amountTally{}
	last, above := t.rows[t.at].Number, (*orderGroup)(nil)
	err := t.data(ctx, func(row sheet.Row) error {
		t.count++
		in.passOver(last, row.Number)
		last = row.Number
		in.out.describe(in.guard, row)
		if t.sift(row); t.idle(row) != "" {
			return nil
		}
		in.weigh(row, moments, sums)
		if in.profile.Kind == KindOrders {
			above = count.countRow(row, above)
		}
		return nil
	})
	if err != nil {
		return err
	}
	in.last = last
	in.runs = count.runs
	in.runs.settle()
	in.decide(moments, sums)
	return nil
}

// decide says of each column of dates and amounts how it is written, and of the file what its first ones say.
func (in *intake) decide(moments map[int]*dateTally, sums map[int]*amountTally) {
	for _, i := range slices.Sorted(maps.Keys(moments)) {
		in.dates[i] = moments[i].decide(dateOrder(in.choice.DateFormat), dateOrder(in.profile.DateFormat))
		d := in.dates[i]
		if !d.tally.seen {
			continue
		}
		if in.out.DateFormat == "" {
			in.out.DateFormat = d.order
		}
		in.out.Headers[i].Dates = &Dates{Order: d.order, DayFirst: d.tally.dmy, MonthFirst: d.tally.mdy, Either: d.tally.either}
	}
	for _, i := range slices.Sorted(maps.Keys(sums)) {
		in.amounts[i] = sums[i].decide(in.choice.Decimal, in.profile.Decimal)
		in.prove(i, sums[i])
		if in.out.marks = append(in.out.marks, in.amounts[i].mark); in.out.Decimal == "" {
			in.out.Decimal = in.amounts[i].mark
		}
	}
}

// weigh adds the dates and amounts of a row to what their columns say.
func (in *intake) weigh(row sheet.Row, moments map[int]*dateTally, sums map[int]*amountTally) {
	for _, b := range in.bound {
		if b.shape != asStamp && b.shape != asDate && b.shape != asMoney {
			continue
		}
		for _, i := range b.at {
			c := in.cellAt(row, i)
			if c.text == "" || c.kind == sheet.Error {
				continue
			}
			if b.shape == asMoney {
				if a, err := readAmount(c); err == nil {
					tallyOf(sums, i).add(a)
				}
			} else if m, err := readMoment(c); err == nil {
				tallyOf(moments, i).add(m)
			}
		}
	}
}

// tallyOf is the tally of column i.
func tallyOf[T any](tallies map[int]*T, i int) *T {
	if tallies[i] == nil {
		tallies[i] = new(T)
	}
	return tallies[i]
}

// describeHeaders says of every column which field it fills.
func (in *intake) describeHeaders() {
	for name, b := range in.bound {
		for _, i := range b.at {
			if h := &in.out.Headers[i]; h.Field == "" || name < h.Field {
				h.Field, h.Used = name, true
			}
		}
	}
}

// columns are the columns of a table by their names.
func (t *table) columns() []Header {
	out := make([]Header, len(t.headers))
	for i, name := range t.headers {
		out[i].Name = name
	}
	return out
}

// describe notes the first value in each column, and the first rows that hold anything.
func (out *Reading) describe(g guard, row sheet.Row) {
	if len(out.First) >= firstRows && !slices.ContainsFunc(out.Headers, func(h Header) bool { return h.Sample == "" }) {
		return
	}
	cells, filled := make([]string, len(out.Headers)), false
	for i := range cells {
		if i < len(row.Cells) {
			cells[i] = shorten(g.shown(i, clean(row.Cells[i].Text)), 60)
		}
		filled = filled || cells[i] != ""
		if h := &out.Headers[i]; h.Sample == "" {
			h.Sample = cells[i]
		}
	}
	if filled && len(out.First) < firstRows {
		out.First = append(out.First, FirstRow{row.Number, cells})
	}
}

// cellAt is the cleaned cell of a row in column i.
func (in *intake) cellAt(row sheet.Row, i int) cell {
	c := cell{row: row.Number, column: i, header: in.table.headers[i]}
	if i < len(row.Cells) {
		c.text, c.kind, c.lossy = in.guard.shown(i, clean(row.Cells[i].Text)), row.Cells[i].Type, row.Cells[i].Lossy
	}
	if slices.Contains(in.profile.Empty, c.text) {
		c.text = ""
	}
	return c
}

// value is what a row says for a field, after the profile's joins, cuts and word lists.
func (in *intake) value(row sheet.Row, field string) cell {
	b, ok := in.bound[field]
	if !ok {
		return cell{row: row.Number, column: -1, header: field}
	}
	var first cell
	for n, i := range b.at {
		c := in.cellAt(row, i)
		switch {
		case n == 0:
			first = c
		case c.text == "" || b.OrderLike && !looksLikeOrder(c.text):
			continue
		case b.Join && first.text != "":
			first.text += " " + c.text
		case first.text == "":
			first = c
		}
	}
	first.text = strings.TrimSpace(strings.TrimSuffix(strings.TrimPrefix(first.text, b.Prefix), b.Suffix))
	if len(b.Values) == 0 {
		return first
	}
	if word, ok := b.Values[strings.ToLower(first.text)]; ok {
		first.text = word
	} else if word, ok := b.Values["*"]; ok && first.text != "" {
		first.text = word
	}
	return first
}

// text is value as plain text; an error value of the spreadsheet is a problem.
func (in *intake) text(row sheet.Row, field string) string {
	c := in.value(row, field)
	if c.text != "" && (c.kind == sheet.Error || sheet.IsErrorSign(c.text)) {
		in.reject(c, says("cell-error"))
		return ""
	}
	return c.text
}

// id is value as an identifier, which must not have been rounded by a spreadsheet.
func (in *intake) id(row sheet.Row, field string) string {
	c := in.value(row, field)
	if c.lossy || strings.Contains(c.text, "+") && scientific().MatchString(c.text) {
		c.text = whatIsLeft(c.text, c.lossy)
		in.reject(c, says("lossy-id"))
		return ""
	}
	person := field == "phone" || field == "ship_postcode" // they name nothing, and an order is not lost over them
	if !person && (utf8.RuneCountInString(c.text) > longestID || strings.ContainsFunc(c.text, unicode.IsControl)) {
		in.reject(c, says("bad-id", strconv.Itoa(longestID)))
		return ""
	}
	return in.text(row, field)
}

// longestID is more than any number or SKU has.
const longestID = 100

// orderLike matches what order numbers look like: short, no spaces, at least three digits together.
var orderLike = expr.Late(`^#?[\pL\d._/-]{0,12}\d{3}[\pL\d._/-]{0,20}$`)

// looksLikeOrder reports whether free text on a label may well be an order number.
func looksLikeOrder(s string) bool { return orderLike().MatchString(s) }

// reject notes what is wrong with a cell and keeps its row out.
func (in *intake) reject(c cell, r Remark) { in.refuseCell(c, r.code(), r) }

// rejectAs rejects a cell for what an error says of it.
func (in *intake) rejectAs(c cell, code string, err error) {
	in.refuseCell(c, code, verbatim(err.Error()))
}

func (in *intake) refuseCell(c cell, code string, r Remark) {
	in.out.Problems = append(in.out.Problems, Problem{
		Sheet: in.table.sheet, Row: c.row, Column: c.header, Value: shorten(c.text, 200), Code: code, Remark: r,
	})
	if !in.isBad(c.row) {
		in.bad[c.row] = r
	}
}

// isBad reports whether something is wrong with a row.
func (in *intake) isBad(row int) bool {
	_, bad := in.bad[row]
	return bad
}

// note tells something about the whole file, once.
func (in *intake) note(column string, r Remark) { in.noteAs(r.code(), column, r) }

// noteAs is note under a code that the remark does not name.
func (in *intake) noteAs(code, column string, r Remark) {
	if !in.noted[code] {
		in.noted[code] = true
		in.out.Problems = append(in.out.Problems, Problem{Sheet: in.table.sheet, Column: column, Code: code, Remark: r})
	}
}

// missing rejects a row for a field that must be there; what names which of the texts says so.
func (in *intake) missing(row sheet.Row, field, what string) {
	in.reject(in.value(row, field), says("missing-value."+what))
}

// refuse moves a row of an order that something is wrong with to the rejected ones.
func (in *intake) refuse(row sheet.Row, order string) {
	in.out.Rejected = append(in.out.Rejected, RejectedRow{
		Sheet: in.table.sheet, Row: row.Number, Order: order, Cells: in.guard.texts(row), Why: in.bad[row.Number],
	})
}

// ignore counts a row that holds nothing to take in.
func (in *intake) ignore(row sheet.Row, why string) {
	in.out.Ignored = append(in.out.Ignored, RowNote{Row: row.Number, Why: why})
}

// raw is what a row said, one "column: value" a line, empty cells left out.
func (in *intake) raw(row sheet.Row) string {
	var b strings.Builder
	for i, c := range row.Cells {
		if c.Text == "" {
			continue
		}
		if b.Len() > 0 {
			b.WriteByte('\n')
		}
		if i < len(in.table.headers) {
			b.WriteString(in.table.headers[i])
			b.WriteString(": ")
		}
		b.WriteString(in.guard.shown(i, c.Text))
	}
	return b.String()
}

// source is who asserts the facts of this file.
func (in *intake) source() track.Source {
	s := track.Source{ID: in.profile.Source, Kind: in.profile.SourceKind}
	if in.choice.Source != "" {
		s.ID = in.choice.Source
	}
	return s
}

// shorten cuts s to n letters and says so by an ellipsis.
func shorten(s string, n int) string {
	if r := []rune(s); len(r) > n {
		return string(r[:n-1]) + "…"
	}
	return s
}

// sortedKeys are the keys of m in order.
func sortedKeys(m map[string]string) []string { return slices.Sorted(maps.Keys(m)) }

// oneOf lists words for a message: "a, b or c".
func oneOf(words []string) string {
	if len(words) < 2 {
		return strings.Join(words, "")
	}
	return fmt.Sprintf("%s or %s", strings.Join(words[:len(words)-1], ", "), words[len(words)-1])
}
