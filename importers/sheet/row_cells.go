package sheet

// rowCells are the cells of the row that is being read. Their texts stand together, so that a row costs one string.
type rowCells struct {
	limits Limits
	notice Noticed
	count  int   // rows handed over
	handed int64 // bytes of text in them

	cells  []Cell
	spans  []span // of each cell, where its text stands in text
	text   []byte // the texts of the row that are not shared ones
	shared int64  // bytes of those that are
}

// span is a place in rowCells.text; end is 0 for texts that stand elsewhere.
type span struct{ start, end int }

// begin forgets the row before.
func (r *rowCells) begin() {
	r.cells, r.spans, r.text, r.shared = r.cells[:0], r.spans[:0], r.text[:0], 0
}

// place makes room for a cell in this column, with empty cells before it.
func (r *rowCells) place(column int) {
	for len(r.cells) < column {
		r.cells = append(r.cells, Cell{})
		r.spans = append(r.spans, span{})
	}
}

// end gives the cells their texts and drops the empty ones at the end; filled tells whether the row holds a value.
func (r *rowCells) end(hidden bool) (filled bool, err error) {
	last := len(r.cells)
	for last > 0 && r.cells[last-1].Type == Empty && !r.cells[last-1].Formula {
		last--
	}
	r.cells = r.cells[:last]
	if last == 0 {
		return false, nil
	}
	if last > r.limits.Columns {
		return false, refuse("too-many-columns", "value_in_column", last, r.limits.Columns)
	}
	all := string(r.text)
	for i, place := range r.spans[:last] {
		if place.end > 0 {
			r.cells[i].Text = all[place.start:place.end]
		}
	}
	r.look(hidden)
	return true, r.hand()
}

// look counts what a person should know of the row.
func (r *rowCells) look(hidden bool) {
	if hidden {
		r.notice.HiddenRows++
	}
	for i := range r.cells {
		if c := &r.cells[i]; c.Formula {
			r.notice.Formulas++
			if c.Type == Empty {
				r.notice.Unvalued++
			}
		}
	}
}

// hand counts the row towards the limits; a row that stands for many is counted as often.
func (r *rowCells) hand() error {
	if r.count++; r.count > r.limits.Rows {
		return refuse("too-many-rows", "at_most", r.limits.Rows)
	}
	// Every cell counts, also an empty one: a few bytes can stand for a million rows of them.
	r.handed += int64(len(r.text)) + r.shared + int64(len(r.cells))
	if r.handed > r.limits.Text {
		return refuse("too-large", "cells_too_large", r.limits.Text>>20)
	}
	return nil
}

// keep makes the text behind start the cell's.
func (r *rowCells) keep(column int, kind CellType, start int) {
	if len(r.text) > start {
		r.cells[column-1].Type = kind
		r.spans[column-1] = span{start, len(r.text)}
	}
}

// setText makes the cell a text or an error.
func (r *rowCells) setText(column int, kind CellType, value []byte) {
	start := len(r.text)
	r.text = append(r.text, value...)
	r.cells[column-1].Lossy = kind == Text && len(value) <= 32 && destroyed(string(value))
	r.keep(column, kind, start)
}

// setShared makes the cell a text that the file keeps once for many cells.
func (r *rowCells) setShared(column int, text string) {
	if text != "" {
		c := &r.cells[column-1]
		c.Text, c.Type, c.Lossy = text, Text, destroyed(text)
		r.shared += int64(len(text))
	}
}

// setNumber makes the cell a number, or the date that its style makes of it; false if the value is no number.
func (r *rowCells) setNumber(column int, raw []byte, f form, from1904 bool) bool {
	start := len(r.text)
	if f != formNumber {
		if text, ok := appendSerial(r.text, raw, f, from1904); ok {
			r.text = text
			r.keep(column, Date, start)
			return true
		}
	}
	text, lossy, ok := appendDecimal(r.text, raw)
	if !ok {
		return false
	}
	r.text, r.cells[column-1].Lossy = text, lossy
	r.keep(column, Number, start)
	return true
}

// setISO makes the cell the date that is written in it; false if none is.
func (r *rowCells) setISO(column int, raw []byte) bool {
	start := len(r.text)
	text, ok := appendISO(r.text, raw)
	if ok {
		r.text = text
		r.keep(column, Date, start)
	}
	return ok
}

func (r *rowCells) setBool(column int, yes bool) {
	c := &r.cells[column-1]
	c.Type, c.Text = Bool, "FALSE"
	if yes {
		c.Text = "TRUE"
	}
}
