package sheet

import (
	"fmt"
	"strconv"
	"time"
)

// documentCell is what a cell says of its value, apart from its text.
type documentCell struct {
	kind     string // office:value-type
	isError  bool   // LibreOffice's own type beside it
	value    []byte // the value in its attribute
	valued   bool
	formula  bool
	merged   bool // it spreads over others
	repeated int
}

// valueAttributes tell by the type which attribute holds the value (ODF 1.3 part 3, 19.389).
var valueAttributes = map[string]string{
	"float": "value", "percentage": "value", "currency": "value",
	"date": "date-value", "time": "time-value", "boolean": "boolean-value", "string": "string-value",
}

// readCell reads the cell that just started, as often as it comes.
func (s *documentSheet) readCell() error {
	c, err := s.describe()
	if err != nil {
		return err
	}
	if s.value, err = s.documentText(s.value[:0]); err != nil {
		return err
	}
	if c.isError {
		c.kind, c.valued = "", false
	}
	first := s.columns + 1
	s.columns = min(s.columns+c.repeated, lastColumn+1)
	if !c.valued && len(s.value) == 0 && !c.formula {
		return nil
	}
	if s.columns > s.limits.Columns {
		return refuse("too-many-columns", "value_in_column", max(first, s.limits.Columns+1), s.limits.Columns)
	}
	s.place(s.columns)
	for column := first; column <= s.columns; column++ {
		s.cells[column-1].Formula = c.formula
		if err := s.fill(column, c); err != nil {
			return err
		}
	}
	return nil
}

// describe reads the attributes of the cell.
func (s *documentSheet) describe() (c documentCell, err error) {
	prefix := s.walk.prefix
	if c.repeated, err = s.times("number-columns-repeated"); err != nil {
		return c, err
	}
	c.kind, _ = s.m.get(prefix.office + "value-type")
	attribute, known := valueAttributes[c.kind]
	if !known && c.kind != "" && c.kind != "void" {
		return c, refuse("damaged-sheet", "cell_type", fmt.Sprintf("%q", c.kind))
	}
	for _, a := range s.m.attributes {
		switch name := string(a.name); {
		case known && name == prefix.office+attribute:
			c.value, c.valued = appendText(nil, a.value, true), true
		case name == prefix.table+"formula":
			c.formula = true
		case name == "calcext:value-type":
			c.isError = string(a.value) == "error"
		case name == prefix.table+"number-columns-spanned" || name == prefix.table+"number-rows-spanned":
			n, _ := index(a.value)
			c.merged = c.merged || n > 1
		}
	}
	if c.merged {
		s.notice.Merged++
	}
	return c, nil
}

// fill makes the cell of its value: the attribute's if it has one, else its text.
func (s *documentSheet) fill(column int, c documentCell) error {
	ok := true
	switch {
	case c.isError:
		s.setText(column, Error, s.value)
	case !c.valued || c.kind == "string":
		text := s.value
		if c.valued {
			text = c.value
		}
		s.setText(column, Text, text)
	case c.kind == "boolean":
		s.setBool(column, string(c.value) == "true")
		ok = string(c.value) == "true" || string(c.value) == "false"
	case c.kind == "date":
		ok = s.setISO(column, c.value)
	case c.kind == "time":
		if !s.setDuration(column, c.value) {
			s.setText(column, Text, s.value) // one below zero, or of years: what it shows
		}
	default:
		ok = s.setNumber(column, c.value, formNumber, false)
	}
	if !ok {
		return refuse("damaged-sheet", "value_of_other_type", fmt.Sprintf("%q", clip(c.value)), c.kind)
	}
	return checkLength(s.value, s.limits.CellBytes)
}

// setDuration makes the cell a time of day, or a number of days where it is longer than one, as workbooks keep it.
func (s *documentSheet) setDuration(column int, raw []byte) bool {
	seconds, ok := parseDuration(string(raw))
	if !ok {
		return false
	}
	if seconds < secondsOfDay {
		start := len(s.text)
		s.text = appendClock(s.text, int(seconds))
		s.keep(column, Date, start)
		return true
	}
	return s.setNumber(column, strconv.AppendFloat(nil, seconds/secondsOfDay, 'f', -1, 64), formNumber, false)
}

// parseDuration reads a duration such as PT12H30M05.5S (XML Schema part 2, 3.2.6, without years and months) in seconds.
func parseDuration(text string) (seconds float64, ok bool) {
	if len(text) < 4 || text[:2] != "PT" {
		return 0, false
	}
	d, err := time.ParseDuration(lowerUnits(text[2:]))
	if err != nil || d < 0 {
		return 0, false
	}
	return d.Truncate(time.Second).Seconds(), true
}

// lowerUnits writes the units as Go writes them.
func lowerUnits(text string) string {
	b := []byte(text)
	for i, c := range b {
		switch c {
		case 'H', 'M', 'S':
			b[i] = c | 0x20
		case '.', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9':
		default:
			return ""
		}
	}
	return string(b)
}
