package sheet

import (
	"bytes"
	"errors"
	"io"
	"strings"
)

// fields are the values of one record, one after the other.
type fields struct {
	text []byte
	ends []int
}

// read reads one record, which may span lines inside quotes. A blank line is a record without fields.
//
// The record is read by RFC 4180 first. Where a quote stands inside a quoted field and does not end it, the line is read
// again so that only a quote before a separator or line end closes a field. A quoted field that runs over lines gets no
// such leniency: it may have swallowed the records that follow, so the file is refused.
func (f *fields) read(lines *lineReader, separator byte, limits Limits) error {
	line, err := lines.next()
	if err != nil {
		return err
	}
	f.text, f.ends = f.text[:0], f.ends[:0]
	if len(line) == 0 {
		return nil
	}
	c := &cutter{fields: f, line: line, separator: separator, limits: limits, lines: lines, first: lines.number}
	err = c.record()
	if err == errStray && lines.number == c.first {
		f.text, f.ends = f.text[:0], f.ends[:0]
		*c = cutter{fields: f, line: line, separator: separator, limits: limits, lines: lines, first: lines.number, lenient: true}
		err = c.record()
	}
	if err == errStray {
		err = c.unclosed()
	}
	return err
}

// errStray says that a quote stands where RFC 4180 allows none; it never leaves fields.read.
var errStray = errors.New("a quote inside a quoted field")

// cutter cuts one record into fields.
type cutter struct {
	*fields
	line      []byte // the rest to cut
	separator byte
	limits    Limits
	lines     *lineReader
	first     int  // line on which the record began
	opened    int  // line on which the current quoted field began
	lenient   bool // quotes close a field only before a separator or the end of the line
}

func (c *cutter) record() error {
	for {
		start := len(c.text)
		more, err := c.field()
		if err != nil {
			return err
		}
		if err := checkLength(c.text[start:], c.limits.CellBytes); err != nil {
			return err
		}
		switch {
		case len(c.ends) < c.limits.Columns:
			c.ends = append(c.ends, len(c.text))
		case len(c.text) > start:
			return refuse("too-many-columns", "value_behind", c.limits.Columns)
		}
		if !more {
			return nil
		}
	}
}

// field cuts the next field; more tells that a separator follows it.
func (c *cutter) field() (more bool, err error) {
	if len(c.line) > 0 && c.line[0] == '"' {
		return c.quoted()
	}
	end := bytes.IndexByte(c.line, c.separator)
	if end < 0 {
		c.text = append(c.text, c.line...)
		return false, nil
	}
	c.text = append(c.text, c.line[:end]...)
	c.line = c.line[end+1:]
	return true, nil
}

// quoted cuts a field that begins with a quote.
func (c *cutter) quoted() (more bool, err error) {
	c.opened = c.lines.number
	start := len(c.text)
	c.line = c.line[1:]
	for {
		quote := bytes.IndexByte(c.line, '"')
		if quote < 0 {
			if err := c.continued(start); err != nil {
				return false, err
			}
			continue
		}
		c.text = append(c.text, c.line[:quote]...)
		c.line = c.line[quote+1:]
		doubled := len(c.line) > 0 && c.line[0] == '"'
		switch {
		case doubled && c.lenient && c.closes(c.line[1:]):
			c.text = append(c.text, '"')
			return c.close(c.line[1:]), nil
		case doubled:
			c.text = append(c.text, '"')
			c.line = c.line[1:]
		case c.closes(c.line):
			return c.close(c.line), nil
		case c.lenient:
			c.text = append(c.text, '"')
		default:
			return false, errStray
		}
	}
}

// closes tells whether what follows a quote lets it end the field: a separator or the end of the line, after blanks.
func (c *cutter) closes(rest []byte) bool {
	rest = bytes.TrimLeft(rest, " ")
	return len(rest) == 0 || rest[0] == c.separator
}

func (c *cutter) close(rest []byte) (more bool) {
	rest = bytes.TrimLeft(rest, " ")
	if len(rest) == 0 {
		return false
	}
	c.line = rest[1:]
	return true
}

// continued goes to the next line inside a quoted field that began at start.
func (c *cutter) continued(start int) error {
	if c.lenient {
		return c.unclosed()
	}
	c.text = append(append(c.text, c.line...), '\n')
	if checkLength(c.text[start:], c.limits.CellBytes) != nil {
		return c.unclosed()
	}
	line, err := c.lines.next()
	if err == io.EOF {
		return c.unclosed()
	}
	c.line = line
	return err
}

func (c *cutter) unclosed() error {
	return refuse("damaged-text", "quote_open", c.opened)
}

// widths cuts the records of a sample, for finding the separator, and returns how many fields each has. The last record
// may be incomplete and is left out where the sample is only the beginning of the file.
func widths(sample string, separator byte, mac bool) []int {
	lines := newLineReader(strings.NewReader(sample), mac, DefaultLimits)
	limits := DefaultLimits
	limits.Columns = sampleLength
	var counts []int
	var f fields
	for len(counts) < sampledRecords {
		if err := f.read(lines, separator, limits); err != nil {
			break
		}
		if lines.cut && len(sample) == sampleLength {
			break
		}
		if len(f.ends) > 0 {
			counts = append(counts, len(f.ends))
		}
	}
	return counts
}
