package sheet

import (
	"fmt"
	"io"
)

// documentSheet reads the rows of one sheet of an OpenDocument spreadsheet.
type documentSheet struct {
	rowCells
	contents io.ReadCloser
	m        *markup
	walk     *documentWalk
	wanted   int // which of the sheets
	inside   int // depth of its <table>; 0 before and behind it

	row     int // number of the last row that was read or passed over
	repeats int // how many more times the current row comes
	again   Row // that row
	columns int // of the current row, so far
	value   []byte
}

func newDocumentSheet(contents io.ReadCloser, wanted int, limits Limits) *documentSheet {
	m := newMarkup(contents)
	return &documentSheet{contents: contents, m: m, walk: newDocumentWalk(m), wanted: wanted, rowCells: rowCells{limits: limits}}
}

func (s *documentSheet) close() error     { return s.contents.Close() }
func (s *documentSheet) noticed() Noticed { return s.notice }

// find goes to the beginning of the wanted sheet.
func (s *documentSheet) find() error {
	for n := 0; ; {
		p, err := s.m.next()
		if err != nil {
			return within(documentContent, err)
		}
		if p != pieceStart {
			continue
		}
		at, err := s.walk.enter()
		switch {
		case err != nil:
			return within(documentContent, err)
		case at != placeTable:
		case n == s.wanted:
			s.inside = s.m.depth()
			return nil
		default:
			n++
			if err := s.m.skip(); err != nil {
				return within(documentContent, err)
			}
		}
	}
}

// next returns the next row with a value. It says io.EOF only when the whole part was read and found whole.
func (s *documentSheet) next() (Row, error) {
	if s.repeats > 0 {
		return s.repeat()
	}
	for {
		p, err := s.m.next()
		switch {
		case err != nil:
		case p == pieceEnd && s.inside > 0 && s.m.depth() < s.inside:
			s.inside = 0
		case p == pieceText && s.inside > 0 && spaces(s.m.text) < len(s.m.text):
			err = refuse("damaged-sheet", "text_outside_cells", clip(s.m.text))
		case p == pieceStart && s.inside > 0:
			var filled bool
			if filled, err = s.element(); filled && err == nil {
				return s.again, nil
			}
		}
		if err != nil {
			return Row{Number: s.row}, err
		}
	}
}

// repeat hands over a row once more.
func (s *documentSheet) repeat() (Row, error) {
	s.repeats--
	s.again.Number++
	s.row++
	return s.again, s.hand()
}

// rowGroups are the elements around rows that are passed through (ODF 1.3 part 3, 9.1).
var rowGroups = map[string]bool{"table-row-group": true, "table-header-rows": true, "table-rows": true}

// element takes what stands in a sheet beside its rows, or reads a row; filled tells that one with a value was read.
func (s *documentSheet) element() (filled bool, err error) {
	switch name := string(s.m.name); {
	case name == "table-row":
		return s.readRow()
	case rowGroups[name]:
		return false, nil
	}
	return false, s.m.skip() // columns, shapes, forms: no rows
}

// readRow reads the row that just started.
func (s *documentSheet) readRow() (filled bool, err error) {
	times, err := s.times("number-rows-repeated")
	if err != nil {
		return false, err
	}
	visibility, _ := s.m.get(s.walk.prefix.table + "visibility")
	hidden := visibility == "collapse" || visibility == "filter"
	s.begin()
	s.columns = 0
	if err := s.readCells(); err != nil {
		return false, err
	}
	if filled, err = s.end(hidden); err != nil || !filled {
		s.row = min(s.row+times, lastRow)
		return false, err
	}
	if times > lastRow-s.row {
		return false, refuse("too-many-rows", "row_repeats_too_often", s.row+1, times, lastRow)
	}
	s.row++
	s.again, s.repeats = Row{Number: s.row, Cells: s.cells}, times-1
	if hidden {
		s.notice.HiddenRows += times - 1
	}
	return true, nil
}

// readCells reads what is in a row.
func (s *documentSheet) readCells() error {
	depth := s.m.depth()
	for {
		p, err := s.m.next()
		switch {
		case err != nil:
			return err
		case p == pieceEnd && s.m.depth() < depth:
			return nil
		case p == pieceText && spaces(s.m.text) < len(s.m.text):
			return refuse("damaged-sheet", "text_outside_cells", clip(s.m.text))
		case p != pieceStart:
			continue
		}
		switch string(s.m.name) {
		case "table-cell", "covered-table-cell":
			err = s.readCell()
		default:
			err = s.m.skip() // a later version's addition, or a program's own
		}
		if err != nil {
			return err
		}
	}
}

// mostTimes is beyond any sheet; it keeps sums small.
const mostTimes = 1 << 30

// times reads how often a row or cell comes.
func (s *documentSheet) times(name string) (int, error) {
	for _, a := range s.m.attributes {
		if string(a.name) != s.walk.prefix.table+name {
			continue
		}
		n, ok := index(a.value)
		if !ok || n == 0 {
			return 0, refuse("damaged-sheet", "no_repeat_number", fmt.Sprintf("%q", clip(a.value)))
		}
		return min(n, mostTimes), nil
	}
	return 1, nil
}
