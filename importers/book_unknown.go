package importers

import (
	"io"
	"strconv"
)

// tellSheets says of each sheet of a workbook in which nothing is known what it looks like, and how to have it read. The first is
// described beside it; which one is meant, only a person can say.
func (out *Reading) tellSheets(at io.ReaderAt, size int64, c Choice) {
	names := out.Found.Sheets
	if len(names) < 2 {
		return
	}
	most := max(1, min(mostSheets, int(sheetBytes/max(1, size))))
	for _, name := range names[:min(most, len(names))] {
		t, _, err := out.open(at, size, c, name)
		if err != nil || len(t.rows) < 2 {
			continue // there is nothing in it, or whoever chooses it is told
		}
		out.Problems = append(out.Problems, t.looksLike())
	}
	if len(names) > most {
		r := says("sheets-not-looked-at", quoted(names[most:]))
		out.Problems = append(out.Problems, Problem{Code: r.code(), Remark: r})
	}
}

// looksLike says what a sheet that nobody knows may hold.
func (t *table) looksLike() Problem {
	t.widest()
	columns := suggest(t.headers)
	name, by := strconv.Quote(t.sheet), mapping(columns)
	r := says("sheet-looks.other", name)
	if !t.headless() {
		switch kindOfMap(columns) {
		case KindOrders:
			r = says("sheet-looks.orders", name, by)
		case KindCarrier:
			r = says("sheet-looks.carrier", name, by)
		case KindStock:
			r = says("sheet-looks.stock", name, by)
		}
	}
	return Problem{Sheet: t.sheet, Code: r.code(), Remark: r}
}
