package sheet

import (
	"encoding/binary"
	"fmt"
	"io"
	"math"
	"strconv"
)

// recordSheet reads the rows of one sheet of a workbook of Excel 97-2003.
type recordSheet struct {
	rowCells
	in      *records
	book    *recordBook
	row     int // number of the last row that was begun
	column  int // of its last cell
	ended   bool
	formula int          // column of a formula whose text is still to come; 0 none
	hidden  map[int]bool // rows by number
	value   []byte
}

func (s *recordSheet) close() error     { return nil }
func (s *recordSheet) noticed() Noticed { return s.notice }

// next returns the next row with a value, and io.EOF only behind the record that ends the sheet.
func (s *recordSheet) next() (Row, error) {
	for !s.ended {
		s.begin()
		s.column, s.formula = 0, 0
		if err := s.readRow(); err != nil {
			return Row{Number: s.row}, err
		}
		filled, err := s.end(s.hidden[s.row])
		if filled || err != nil {
			return Row{Number: s.row, Cells: s.cells}, err
		}
	}
	return Row{Number: s.row}, io.EOF
}

// cellRecord is how one kind of cell is read: the least length of its record, and what makes a cell of it.
type cellRecord struct {
	least int
	read  func(s *recordSheet, column int) error
}

// cellRecords are the kinds of cells that hold a value (MS-XLS 2.1.7.20.6). All begin with row, column and style; blank ones
// are passed over.
var cellRecords = map[uint16]cellRecord{
	recordLabelSST: {10, (*recordSheet).readShared},
	recordRK:       {10, (*recordSheet).readRK},
	recordMulRK:    {12, (*recordSheet).readRKs},
	recordNumber:   {14, (*recordSheet).readNumber},
	recordFormula:  {20, (*recordSheet).readFormula},
	recordFormula3: {20, (*recordSheet).readFormula},
	recordFormula4: {20, (*recordSheet).readFormula},
	recordBoolErr:  {8, (*recordSheet).readBoolErr},
	recordLabel:    {9, (*recordSheet).readLabel},
	recordRString:  {9, (*recordSheet).readLabel},
}

// readRow reads records until the next row begins or the sheet ends.
func (s *recordSheet) readRow() error {
	begun := false
	for {
		if err := s.in.next(); err != nil {
			return err
		}
		cell, valued := cellRecords[s.in.kind]
		if !valued {
			if err := s.other(); err != nil || s.ended {
				return err
			}
			continue
		}
		if err := s.in.need(cell.least); err != nil {
			return err
		}
		row, column := s.in.uint16(0)+1, s.in.uint16(2)+1
		switch {
		case begun && row > s.row:
			s.in.kept = true
			return nil
		case row < s.row || !begun && row == s.row:
			return refuse("damaged-sheet", "row_out_of_order", row, s.row)
		case column <= s.column:
			return refuse("damaged-sheet", "column_out_of_order", column)
		}
		s.row, s.column, s.formula, begun = row, column, 0, true
		s.place(column)
		if err := cell.read(s, column); err != nil {
			return err
		}
	}
}

// other takes a record that is no cell with a value.
func (s *recordSheet) other() error {
	switch s.in.kind {
	case recordEOF:
		s.ended = true
	case recordBOF:
		return s.skipPart()
	case recordRow:
		if err := s.in.need(16); err != nil {
			return err
		}
		const zeroHeight = 0x20
		if s.in.uint16(12)&zeroHeight != 0 {
			s.hidden[s.in.uint16(0)+1] = true
		}
	case recordMergedCells:
		if err := s.in.need(2); err != nil {
			return err
		}
		s.notice.Merged += s.in.uint16(0)
	case recordString:
		return s.readResult()
	}
	return nil
}

// skipPart passes over a part inside the sheet, such as a chart.
func (s *recordSheet) skipPart() error {
	for depth := 1; depth > 0; {
		if err := s.in.next(); err != nil {
			return err
		}
		switch s.in.kind {
		case recordBOF:
			depth++
		case recordEOF:
			depth--
		}
	}
	return nil
}

// setFloat makes the cell a number, or the date that its style makes of it.
func (s *recordSheet) setFloat(column, style int, number float64) error {
	s.value = strconv.AppendFloat(s.value[:0], number, 'g', -1, 64)
	if !s.setNumber(column, s.value, s.book.form(style), s.book.from1904) {
		return refuse("damaged-sheet", "no_number", s.value)
	}
	return nil
}

func (s *recordSheet) readNumber(column int) error {
	return s.setFloat(column, s.in.uint16(4), math.Float64frombits(binary.LittleEndian.Uint64(s.in.body[6:])))
}

func (s *recordSheet) readRK(column int) error {
	return s.setFloat(column, s.in.uint16(4), unpackRK(binary.LittleEndian.Uint32(s.in.body[6:])))
}

// readRKs reads cells side by side: each has a style and a number, and behind them stands the last column.
func (s *recordSheet) readRKs(column int) error {
	const each = 6
	cells := s.in.body[4 : len(s.in.body)-2]
	if len(cells)%each != 0 || s.in.uint16(len(s.in.body)-2) != column-1+len(cells)/each-1 {
		return refuse("damaged-sheet", "cells_length", len(s.in.body), column)
	}
	for ; len(cells) > 0; cells = cells[each:] {
		if column > lastColumn {
			return refuse("damaged-sheet", "behind_last_column")
		}
		s.place(column)
		if err := s.setFloat(column, int(binary.LittleEndian.Uint16(cells)), unpackRK(binary.LittleEndian.Uint32(cells[2:]))); err != nil {
			return err
		}
		s.column = column
		column++
	}
	return nil
}

// unpackRK reads a number of 30 bits: a whole one or the first bits of a fraction, perhaps times 100 (MS-XLS 2.5.217).
func unpackRK(rk uint32) float64 {
	const hundredfold, whole = 1, 2
	number := math.Float64frombits(uint64(rk&^3) << 32)
	if rk&whole != 0 {
		number = float64(int32(rk) >> 2)
	}
	if rk&hundredfold != 0 {
		number /= 100
	}
	return number
}

func (s *recordSheet) readShared(column int) error {
	n := binary.LittleEndian.Uint32(s.in.body[6:])
	text, ok := s.book.strings.at(int(n))
	if !ok {
		return refuse("damaged-sheet", "no_such_shared_string", n)
	}
	s.setShared(column, text)
	return nil
}

func (s *recordSheet) readBoolErr(column int) error {
	return s.setBoolErr(column, s.in.body[6], s.in.body[7] != 0)
}

// recordErrors are the signs of errors by their number (MS-XLS 2.5.10).
var recordErrors = map[byte]string{
	0x00: "#NULL!", 0x07: "#DIV/0!", 0x0F: "#VALUE!", 0x17: "#REF!", 0x1D: "#NAME?", 0x24: "#NUM!", 0x2A: "#N/A", 0x2B: "#GETTING_DATA",
}

func (s *recordSheet) setBoolErr(column int, value byte, isError bool) error {
	switch sign, ok := recordErrors[value]; {
	case isError && ok:
		s.setText(column, Error, []byte(sign))
	case !isError && value <= 1:
		s.setBool(column, value == 1)
	default:
		return refuse("damaged-sheet", "no_truth_value", fmt.Sprintf("%#02x", value))
	}
	return nil
}

// readLabel reads a text that stands in the cell itself, as some other programs write it.
func (s *recordSheet) readLabel(column int) error { return s.readText(column, s.in.body[6:]) }

func (s *recordSheet) readText(column int, body []byte) (err error) {
	text := recordText{s.in, body}
	if s.value, err = text.text(s.value[:0], 2, s.limits.CellBytes); err != nil {
		return err
	}
	s.setText(column, Text, s.value)
	return nil
}

// readFormula reads what a formula came to: a number, or a mark of another kind (MS-XLS 2.5.133).
func (s *recordSheet) readFormula(column int) error {
	s.cells[column-1].Formula = true
	result := s.in.body[6:14]
	if binary.LittleEndian.Uint16(result[6:]) != 0xFFFF {
		return s.setFloat(column, s.in.uint16(4), math.Float64frombits(binary.LittleEndian.Uint64(result)))
	}
	switch result[0] {
	case 0:
		s.formula = column // its text follows
	case 1, 2:
		return s.setBoolErr(column, result[2], result[0] == 2)
	case 3: // an empty text
	default:
		return refuse("damaged-sheet", "formula_result", result[0])
	}
	return nil
}

// readResult reads the text that the formula before came to.
func (s *recordSheet) readResult() error {
	if s.formula == 0 {
		return nil // the result of a formula in a part that is passed over
	}
	column := s.formula
	s.formula = 0
	return s.readText(column, s.in.body)
}
