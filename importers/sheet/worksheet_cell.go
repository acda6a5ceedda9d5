package sheet

import "fmt"

// readCell reads the cell that just started and returns its column, counted from 1. before is the column of the cell
// before it.
func (s *worksheet) readCell(before int) (column int, err error) {
	column = before + 1
	if ref, ok := s.attribute("r"); ok {
		if column, err = s.locate(ref, before); err != nil {
			return 0, err
		}
	}
	if column > lastColumn {
		return 0, refuse("damaged-sheet", "behind_last_column")
	}
	kind, _ := s.attribute("t")
	style, _ := s.attribute("s")
	decode, ok := decoders[string(kind)]
	if !ok {
		return 0, refuse("damaged-sheet", "cell_type", fmt.Sprintf("%q", clip(kind)))
	}
	styled, _ := index(style)
	formula, rich, err := s.readValue()
	if err != nil {
		return 0, err
	}
	if rich {
		decode = decodeText
	}
	if len(s.value) == 0 && !formula {
		return column, nil
	}
	s.place(column)
	if s.cells[column-1].Formula = formula; len(s.value) == 0 {
		return column, nil
	}
	return column, decode(s, column, styled)
}

// locate reads a cell's reference, such as B7: it must lie in this row, behind the cell before.
func (s *worksheet) locate(ref []byte, before int) (int, error) {
	column, n := 0, 0
	for n < len(ref) && n < 3 && ref[n] >= 'A' && ref[n] <= 'Z' {
		column = column*26 + int(ref[n]-'A') + 1
		n++
	}
	row, ok := index(ref[n:])
	switch {
	case n == 0 || !ok || ref[n] == '0' || column > lastColumn:
		return 0, refuse("damaged-sheet", "no_cell", fmt.Sprintf("%q", clip(ref)))
	case row != s.row:
		return 0, refuse("damaged-sheet", "cell_of_other_row", ref, s.row)
	case column <= before:
		return 0, refuse("damaged-sheet", "cell_out_of_order", ref)
	}
	return column, nil
}

// readValue reads what is inside the cell into s.value; rich tells that it was an inline string.
func (s *worksheet) readValue() (formula, rich bool, err error) {
	s.value = s.value[:0]
	depth, valued := s.m.depth(), false
	for {
		p, err := s.m.next()
		switch {
		case err != nil:
			return formula, rich, err
		case p == pieceEnd && s.m.depth() < depth:
			return formula, rich, nil
		case p == pieceText:
			err = s.noText()
		case p == pieceStart:
			switch name := string(s.m.name); {
			case (name == "v" || name == "is") && valued:
				err = refuse("damaged-sheet", "two_values")
			case name == "v":
				valued = true
				s.value, err = s.m.plainText(s.value, s.book.limits.CellBytes)
			case name == "is":
				valued, rich = true, true
				s.value, err = s.m.richText(s.value, s.book.limits.CellBytes)
			case name == "f":
				formula, err = true, s.m.skip()
			case name == "extLst":
				err = s.m.skip()
			default:
				err = refuse("damaged-sheet", "element_in_cell", clip(s.m.name))
			}
		}
		if err != nil {
			return formula, rich, err
		}
	}
}

// decoder turns s.value into the cell of a column.
type decoder func(s *worksheet, column, style int) error

// decoders tell how each type of cell is written (ECMA-376 part 1, 18.18.11); no type means a number.
var decoders = map[string]decoder{
	"":          decodeNumber,
	"n":         decodeNumber,
	"s":         decodeShared,
	"str":       decodeString,
	"inlineStr": decodeString,
	"b":         decodeBool,
	"e":         decodeError,
	"d":         decodeISO,
}

func decodeNumber(s *worksheet, column, style int) error {
	if !s.setNumber(column, trimSpaces(s.value), s.book.form(style), s.book.from1904) {
		s.setText(column, Text, s.value) // a writer that forgot the type
	}
	return nil
}

func decodeShared(s *worksheet, column, _ int) error {
	n, ok := index(trimSpaces(s.value))
	if !ok {
		return refuse("damaged-sheet", "no_shared_number", fmt.Sprintf("%q", clip(s.value)))
	}
	text, ok := s.book.strings.at(n)
	if !ok {
		return refuse("damaged-sheet", "no_such_shared_string", n)
	}
	s.setShared(column, text)
	return nil
}

// decodeString takes a value with its escapes.
func decodeString(s *worksheet, column, style int) error {
	s.value = unescape(s.value, 0)
	return decodeText(s, column, style)
}

// decodeText takes the value as it is.
func decodeText(s *worksheet, column, _ int) error {
	s.setText(column, Text, s.value)
	return nil
}

func decodeBool(s *worksheet, column, _ int) error {
	switch string(trimSpaces(s.value)) {
	case "1", "true":
		s.setBool(column, true)
	case "0", "false":
		s.setBool(column, false)
	default:
		return refuse("damaged-sheet", "no_truth", fmt.Sprintf("%q", clip(s.value)))
	}
	return nil
}

func decodeError(s *worksheet, column, _ int) error {
	s.setText(column, Error, s.value)
	return nil
}

func decodeISO(s *worksheet, column, _ int) error {
	if !s.setISO(column, trimSpaces(s.value)) {
		s.setText(column, Text, s.value)
	}
	return nil
}

func trimSpaces(b []byte) []byte {
	for len(b) > 0 && isSpace(b[0]) {
		b = b[1:]
	}
	for len(b) > 0 && isSpace(b[len(b)-1]) {
		b = b[:len(b)-1]
	}
	return b
}
