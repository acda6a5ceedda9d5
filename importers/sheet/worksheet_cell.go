package sheet

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
		return 0, refusef("damaged-sheet", "a sheet ends at column XFD")
	}
	kind, _ := s.attribute("t")
	style, _ := s.attribute("s")
	decode, ok := decoders[string(kind)]
	if !ok {
		return 0, refusef("damaged-sheet", "a cell of type %q", clip(kind))
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
	cell := &s.cells[column-1]
	if cell.Formula = formula; len(s.value) == 0 {
		return column, nil
	}
	return column, decode(s, cell, &s.spans[column-1], styled)
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
		return 0, refusef("damaged-sheet", "%q is no cell", clip(ref))
	case row != s.row:
		return 0, refusef("damaged-sheet", "the cell %s stands in row %d", ref, s.row)
	case column <= before:
		return 0, refusef("damaged-sheet", "the cell %s stands twice or behind its place", ref)
	}
	return column, nil
}

// place makes room for a cell in this column, with empty cells before it.
func (s *worksheet) place(column int) {
	for len(s.cells) < column {
		s.cells = append(s.cells, Cell{})
		s.spans = append(s.spans, span{})
	}
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
				err = refusef("damaged-sheet", "a cell with two values")
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
				err = refusef("damaged-sheet", "<%s> inside a cell", clip(s.m.name))
			}
		}
		if err != nil {
			return formula, rich, err
		}
	}
}

// decoder turns s.value into the cell; text that is not shared is appended to s.text.
type decoder func(s *worksheet, cell *Cell, place *span, style int) error

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

// append makes the text behind start the cell's.
func (s *worksheet) append(cell *Cell, place *span, kind CellType, start int) {
	if len(s.text) > start {
		cell.Type = kind
		*place = span{start, len(s.text)}
	}
}

func decodeNumber(s *worksheet, cell *Cell, place *span, style int) error {
	raw := trimSpaces(s.value)
	start := len(s.text)
	if f := s.book.form(style); f != formNumber {
		if text, ok := appendSerial(s.text, raw, f, s.book.from1904); ok {
			s.text = text
			s.append(cell, place, Date, start)
			return nil
		}
	}
	text, lossy, ok := appendDecimal(s.text, raw)
	if !ok {
		return decodeText(s, cell, place, style) // a writer that forgot the type
	}
	s.text, cell.Lossy = text, lossy
	s.append(cell, place, Number, start)
	return nil
}

func decodeShared(s *worksheet, cell *Cell, _ *span, _ int) error {
	n, ok := index(trimSpaces(s.value))
	if !ok {
		return refusef("damaged-sheet", "%q is no number of a shared string", clip(s.value))
	}
	if cell.Text, ok = s.book.strings.at(n); !ok {
		return refusef("damaged-sheet", "the shared string %d is not in the workbook", n)
	}
	if cell.Text != "" {
		cell.Type, cell.Lossy = Text, destroyed(cell.Text)
	}
	return nil
}

// decodeString takes a value with its escapes.
func decodeString(s *worksheet, cell *Cell, place *span, style int) error {
	s.value = unescape(s.value, 0)
	return decodeText(s, cell, place, style)
}

// decodeText takes the value as it is.
func decodeText(s *worksheet, cell *Cell, place *span, _ int) error {
	start := len(s.text)
	s.text = append(s.text, s.value...)
	cell.Lossy = len(s.value) <= 32 && destroyed(string(s.value))
	s.append(cell, place, Text, start)
	return nil
}

func decodeBool(s *worksheet, cell *Cell, _ *span, _ int) error {
	switch string(trimSpaces(s.value)) {
	case "1", "true":
		cell.Text = "TRUE"
	case "0", "false":
		cell.Text = "FALSE"
	default:
		return refusef("damaged-sheet", "%q is neither true nor false", clip(s.value))
	}
	cell.Type = Bool
	return nil
}

func decodeError(s *worksheet, cell *Cell, place *span, _ int) error {
	start := len(s.text)
	s.text = append(s.text, s.value...)
	s.append(cell, place, Error, start)
	return nil
}

func decodeISO(s *worksheet, cell *Cell, place *span, style int) error {
	start := len(s.text)
	text, ok := appendISO(s.text, trimSpaces(s.value))
	if !ok {
		return decodeText(s, cell, place, style)
	}
	s.text = text
	s.append(cell, place, Date, start)
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
