package sheet

import (
	"fmt"
	"io"
	"unicode/utf8"
)

// lastRow and lastColumn are the bounds of a sheet (ECMA-376 part 1, 18.3.1.73 and the programs' own limits).
const (
	lastRow    = 1_048_576
	lastColumn = 16_384
)

// worksheet reads the rows of one sheet as they stream out of the archive.
type worksheet struct {
	book     *workbook
	contents io.ReadCloser
	m        *markup
	inside   bool // between <sheetData> and its end
	seen     bool // <sheetData> was met
	row      int  // number of the current row

	rowCells
	value  []byte // of the current cell, as it stands in the file
	hidden bool   // the current row is
}

func newWorksheet(book *workbook, contents io.ReadCloser) *worksheet {
	return &worksheet{book: book, contents: contents, m: newMarkup(contents), rowCells: rowCells{limits: book.limits}}
}

func (s *worksheet) noticed() Noticed { return s.notice }

func (s *worksheet) close() error { return s.contents.Close() }

// next returns the next row with a value. It says io.EOF only when the whole part was read and found whole.
func (s *worksheet) next() (Row, error) {
	for {
		p, err := s.m.next()
		switch {
		case err == io.EOF && !s.seen:
			err = refuse("damaged-sheet", "no_sheet_data")
			return Row{Number: s.row}, err
		case err != nil:
			return Row{Number: s.row}, err
		case p == pieceEnd && s.m.depth() == 1:
			s.inside = false
		case p == pieceText && s.inside:
			err = s.noText()
		case p == pieceStart && s.inside:
			var filled bool
			if filled, err = s.readRow(); filled && err == nil {
				return Row{Number: s.row, Cells: s.cells}, nil
			}
		case p == pieceStart:
			err = s.outside()
		}
		if err != nil {
			return Row{Number: s.row}, err
		}
	}
}

// outside takes an element that is no row.
func (s *worksheet) outside() error {
	name := string(s.m.name)
	switch {
	case s.m.depth() == 1 && name != "worksheet":
		return refuse("damaged-sheet", "worksheet_missing", clip(s.m.name))
	case s.m.depth() == 1:
		return nil
	case name == "sheetData" && s.seen:
		return refuse("damaged-sheet", "two_sheet_data")
	case name == "sheetData":
		s.seen, s.inside = true, true
		return nil
	case name == "mergeCells":
		return nil // its areas come one by one
	case name == "mergeCell":
		s.notice.Merged++
	}
	return s.m.skip()
}

// noText refuses characters between cells or rows, where they would be lost.
func (s *worksheet) noText() error {
	if n := spaces(s.m.text); n < len(s.m.text) {
		return refuse("damaged-sheet", "text_outside_cells", clip(s.m.text))
	}
	return nil
}

// readRow reads the row that just started; filled tells whether it holds a value.
func (s *worksheet) readRow() (filled bool, err error) {
	if string(s.m.name) != "row" {
		return false, refuse("damaged-sheet", "row_missing", clip(s.m.name))
	}
	if err := s.numberRow(); err != nil {
		return false, err
	}
	s.begin()
	hidden, _ := s.attribute("hidden")
	s.hidden = string(hidden) == "1" || string(hidden) == "true"
	column, depth := 0, s.m.depth()
	for {
		p, err := s.m.next()
		switch {
		case err != nil:
			return false, err
		case p == pieceEnd && s.m.depth() < depth:
			return s.end(s.hidden)
		case p == pieceText:
			err = s.noText()
		case p == pieceStart && string(s.m.name) == "c":
			column, err = s.readCell(column)
		case p == pieceStart && string(s.m.name) == "extLst":
			err = s.m.skip()
		case p == pieceStart:
			err = refuse("damaged-sheet", "cell_missing", clip(s.m.name))
		}
		if err != nil {
			return false, err
		}
	}
}

// numberRow reads the row's number; without one it follows the row before.
func (s *worksheet) numberRow() error {
	number := s.row + 1
	if raw, ok := s.attribute("r"); ok {
		n, ok := index(raw)
		switch {
		case !ok || n == 0:
			return refuse("damaged-sheet", "no_row_number", fmt.Sprintf("%q", clip(raw)))
		case n > lastRow:
			return refuse("too-many-rows", "row_beyond", clip(raw), lastRow)
		case n < number:
			return refuse("damaged-sheet", "row_out_of_order", n, s.row)
		}
		number = n
	}
	if number > lastRow {
		return refuse("too-many-rows", "behind_last_row", lastRow)
	}
	s.row = number
	return nil
}

// attribute returns the raw value of an attribute of the current tag.
func (s *worksheet) attribute(name string) ([]byte, bool) {
	for _, a := range s.m.attributes {
		if string(a.name) == name {
			return a.value, true
		}
	}
	return nil, false
}

// index reads a number of up to ten digits.
func index(raw []byte) (int, bool) {
	if len(raw) == 0 || len(raw) > 10 {
		return 0, false
	}
	n := 0
	for _, c := range raw {
		if c-'0' > 9 {
			return 0, false
		}
		n = n*10 + int(c-'0')
	}
	return n, true
}

// checkLength refuses a cell that holds more characters than the limit.
func checkLength(text []byte, limit int) error {
	if len(text) > limit && utf8.RuneCount(text) > limit {
		return refuse("cell-too-long", "too_many_characters", limit)
	}
	return nil
}
