package sheet

import (
	"bufio"
	"fmt"
	"io"
	"strings"
)

// textTable reads the records of a text table.
type textTable struct {
	lines     *lineReader
	separator byte
	limits    Limits
	number    int // of the current record
	count     int // records handed over

	fields fields
	cells  []Cell
	width  widthWatch
}

// openText finds encoding and separator and stands before the first record.
func openText(in io.ReaderAt, size int64, o Options, found *Found) (rowSource, error) {
	e, err := findEncoding(in, size, o)
	if err != nil {
		return nil, err
	}
	sample, err := readSample(e.reader(in, size))
	if err != nil {
		return nil, err
	}
	if err := checkTextKind(sample); err != nil {
		return nil, err
	}
	chosen, announced, err := findSeparator(sample, o.Separator)
	if err != nil {
		return nil, err
	}
	t := &textTable{lines: newLineReader(e.reader(in, size), macLines(sample), o.Limits), separator: chosen, limits: o.Limits}
	if announced {
		t.number = 1
		if _, err := t.lines.next(); err != nil {
			return nil, err
		}
	}
	if o.Sheet != "" {
		return nil, refuse("no-sheets", "named", fmt.Sprintf("%q", o.Sheet))
	}
	*found = Found{Format: "csv", Encoding: e.name, Separator: string(rune(chosen))}
	if chosen == '\t' {
		found.Format = "tsv"
	}
	row, err := t.next()
	if err == io.EOF {
		return nil, refuse("empty", "no_values")
	}
	return &peeked{rowSource: t, first: &row}, at(err, row.Number)
}

// sampleLength is how much decoded text the separator is found from.
const sampleLength = 64 << 10

func readSample(r io.Reader) (string, error) {
	sample, err := io.ReadAll(io.LimitReader(r, sampleLength))
	return string(sample), err
}

// macLines tells files whose lines end in a carriage return alone.
func macLines(sample string) bool {
	return !strings.Contains(sample, "\n") && strings.Contains(sample, "\r")
}

// next returns the next record that holds a value.
func (t *textTable) next() (Row, error) {
	for {
		t.number++
		line := t.lines.number + 1
		err := t.fields.read(t.lines, t.separator, t.limits)
		if err == io.EOF {
			err = t.width.check(t.lines)
			return Row{Number: t.number - 1}, err
		}
		if err != nil {
			return Row{Number: t.number, Line: line}, err
		}
		t.width.see(len(t.fields.ends))
		if !t.fill() {
			continue
		}
		if t.count++; t.count > t.limits.Rows {
			return Row{Number: t.number}, refuse("too-many-rows", "at_most", t.limits.Rows)
		}
		return Row{Number: t.number, Line: line, Cells: t.cells}, nil
	}
}

func (t *textTable) close() error { return nil }

func (t *textTable) noticed() Noticed { return Noticed{Unended: t.lines.cut} }

// fill makes cells of the fields; filled tells whether one holds more than blanks.
func (t *textTable) fill() (filled bool) {
	all := string(t.fields.text)
	t.cells = t.cells[:0]
	start := 0
	for _, end := range t.fields.ends {
		cell := Cell{Text: unwrap(all[start:end])}
		start = end
		if cell.Text != "" {
			filled = filled || strings.TrimSpace(cell.Text) != ""
			cell.Type, cell.Lossy = Text, destroyed(cell.Text)
		}
		t.cells = append(t.cells, cell)
	}
	return filled
}

// unwrap takes the text out of a cell such as ="0123", with which exports keep spreadsheet programs from cutting zeros.
func unwrap(text string) string {
	inside, found := strings.CutPrefix(text, `="`)
	if !found || !strings.HasSuffix(inside, `"`) {
		return text
	}
	inside = inside[:len(inside)-1]
	if n := len(inside); n >= 2 && inside[0] == '"' && inside[n-1] == '"' {
		inside = inside[1 : n-1]
	}
	if strings.Contains(inside, `"`) {
		return text
	}
	return inside
}

// widthWatch notices a file that was cut off inside its last record: that record has no line end, more than one field, and
// fewer than the record before it. One record before is enough while every record was equally wide; once they differed,
// as below a title or where a program drops empty fields at the end of a line, the last few before it must agree.
type widthWatch struct {
	width, last int // of the records before the last one, and of the last one
	equal       int // so many records in a row, the last one left out, were as wide as the one before them
	ragged      bool
}

func (w *widthWatch) see(width int) {
	if width == 0 {
		return
	}
	switch {
	case w.last == 0:
	case w.last == w.width:
		w.equal++
	default:
		w.ragged = w.ragged || w.width > 0
		w.width, w.equal = w.last, 1
	}
	w.last = width
}

// enoughRecords is how many records must agree on their width in a file whose records do not all agree.
const enoughRecords = 3

func (w *widthWatch) check(lines *lineReader) error {
	if !lines.cut || w.last < 2 || w.last >= w.width || w.ragged && w.equal < enoughRecords {
		return io.EOF
	}
	return refuse("damaged-text", "last_line_short", lines.number, w.last, w.width)
}

// lineReader reads the lines of a text and counts them.
type lineReader struct {
	in     *bufio.Reader
	end    byte
	line   []byte
	number int  // of the line that was read last
	cut    bool // that line had no end
	left   int64
	limits Limits
}

func newLineReader(in io.Reader, mac bool, limits Limits) *lineReader {
	l := &lineReader{in: bufio.NewReaderSize(in, 64<<10), end: '\n', left: limits.Inflated, limits: limits}
	if mac {
		l.end = '\r'
	}
	return l
}

// longestLine is beyond any record that the other limits allow in practice.
const longestLine = 8 << 20

// next returns the next line without its end, valid until the following call.
func (l *lineReader) next() ([]byte, error) {
	l.line = l.line[:0]
	for {
		piece, err := l.in.ReadSlice(l.end)
		l.line = append(l.line, piece...)
		if l.left -= int64(len(piece)); l.left < 0 {
			return nil, refuse("too-large", "more_than", l.limits.Inflated>>20)
		}
		switch {
		case err == bufio.ErrBufferFull && len(l.line) > longestLine:
			return nil, refuse("too-large", "line_too_long", l.number+1, longestLine>>20)
		case err == bufio.ErrBufferFull:
			continue
		case err == io.EOF && len(l.line) == 0:
			return nil, io.EOF
		case err != nil && err != io.EOF:
			return nil, err
		}
		l.number++
		return l.withoutEnd(), nil
	}
}

func (l *lineReader) withoutEnd() []byte {
	n := len(l.line)
	if l.cut = l.line[n-1] != l.end; !l.cut {
		n--
	}
	if n > 0 && l.line[n-1] == '\r' {
		n--
	}
	return l.line[:n]
}
