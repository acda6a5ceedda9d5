// Package sheet reads the rows of a spreadsheet or text table, or refuses it and says why.
//
// A table is read from top to bottom, one row at a time, in little memory. Nothing is repaired: a file that is cut off,
// damaged, hostile or of another kind ends in a [Refusal] with a code and an advice, and then none of its rows may be
// used. Cells come as the text that the file holds; what they mean is for others to decide.
//
// Workbooks are of Office Open XML (ECMA-376, transitional and strict), OpenDocument (ISO/IEC 26300) or Excel 97-2003
// (MS-XLS); text tables follow RFC 4180 with the liberties that shop and carrier exports take.
package sheet

import (
	"errors"
	"fmt"
	"io"
)

// Options choose what a file does not say or says wrongly. An empty field means: find it.
type Options struct {
	Encoding  string // text tables: one of the names in Found.Encoding
	Separator string // text tables: one character
	Sheet     string // workbooks: the name of a sheet, hidden ones included; capitals matter only where they tell two apart
	Limits    Limits

	book *Book // takes the sheets in, and none is opened
}

// Found tells how the file was read, so that it can be shown and overridden.
type Found struct {
	Format    string   // csv, tsv, xlsx, ods or xls
	Encoding  string   // utf-8, utf-8-bom, utf-16le, utf-16be, windows-1252, shift-jis or another of encodings; workbooks: utf-8, those of Excel 97-2003 utf-16le
	Separator string   // text tables
	Sheet     string   // workbooks: the sheet whose rows come
	Sheets    []string // workbooks: the visible sheets, in the order of their tabs
	Hidden    []string // workbooks: the sheets that the file hides
	Date1904  bool     // workbooks: days are counted from 1904
}

// Noticed counts what a person should know about the rows read so far, though it keeps none of them back.
type Noticed struct {
	HiddenRows int `json:"hidden_rows,omitempty"` // rows with a value that the file hides or filters away; they are read
	Merged     int `json:"merged,omitempty"`      // merged areas; the value stands in their first cell alone
	Formulas   int `json:"formulas,omitempty"`    // computed cells; what the file holds as their result is read
	Unvalued   int `json:"unvalued,omitempty"`    // those whose result the file does not hold; they are empty

	Unended bool `json:"-"` // the last line of a text has no end, as of many that are whole and of one that was cut off
}

// CellType is the kind of value a cell holds. In a text table every value is Text.
type CellType int

// The kinds of value.
const (
	Empty CellType = iota
	Text
	Number
	Date
	Bool
	Error
)

// String names the type in lower case.
func (t CellType) String() string {
	names := [...]string{"empty", "text", "number", "date", "bool", "error"}
	if t < 0 || int(t) >= len(names) {
		return fmt.Sprintf("CellType(%d)", int(t))
	}
	return names[t]
}

// Cell is one value.
//
// Text of a Number is its plain decimal form with every digit the file stores (1234, never 1.234E3); of a Date
// 2006-01-02, 2006-01-02T15:04:05 or, for a time of day alone, 15:04:05; of a Bool TRUE or FALSE; of an Error its sign,
// as #N/A.
type Cell struct {
	Text string
	Type CellType
	// Lossy marks a number whose digits a spreadsheet program may already have destroyed: a stored number of more than
	// 15 digits before the point, or a text such as 1.23E+21. It is no order, item or tracking number any more.
	Lossy bool
	// Formula marks a computed value. A formula whose result the file does not hold is Empty.
	Formula bool
}

// Row is one row that holds a value; rows without any are passed over, and Number tells where they were. Cells that the
// file leaves out are Empty. In a sheet no cell follows the last one with a value; in a text table a row has the fields
// that the file gives it.
type Row struct {
	Number int // 1-based row of the sheet, or record of the text table with blank ones counted
	Line   int // text tables: the 1-based line on which the record begins
	Cells  []Cell
}

// Reader hands over the rows of one table.
type Reader struct {
	name   string
	found  Found
	source rowSource
	ended  error
}

// rowSource is a text table or a worksheet. Its row is valid until the next call.
type rowSource interface {
	next() (Row, error)
	noticed() Noticed
	close() error
}

// Open looks at the file, decides what it is and how to read it, and stands before the first row. The name serves for
// messages and, where the content leaves it open, for telling kinds apart. The caller keeps r open until Close.
func Open(name string, r io.ReaderAt, size int64, o Options) (*Reader, error) {
	o.Limits = o.Limits.orDefault()
	reader := &Reader{name: name}
	if err := reader.open(r, size, o); err != nil {
		return nil, reader.refuse(err, 0)
	}
	return reader, nil
}

func (r *Reader) open(in io.ReaderAt, size int64, o Options) error {
	kind, err := kindOf(in, size)
	if err != nil {
		return err
	}
	switch kind {
	case "zip":
		r.source, err = openPackage(in, size, o, &r.found)
	case "compound":
		r.source, err = openCompoundFile(in, size, o, &r.found)
	default:
		r.source, err = openText(in, size, o, &r.found)
		err = notText(r.name, err)
	}
	return err
}

// Found tells how the file is read.
func (r *Reader) Found() Found { return r.found }

// Noticed tells what was met in the rows so far; after [io.EOF], in all of them.
func (r *Reader) Noticed() Noticed { return r.source.noticed() }

// Next returns the next row, valid until the following call. After the last row it returns [io.EOF], and only when the
// file was whole to its end. Any other error means that no row of this file may be used.
func (r *Reader) Next() (Row, error) {
	if r.ended != nil {
		return Row{}, r.ended
	}
	row, err := r.source.next()
	if err == nil {
		return row, nil
	}
	r.ended = err
	if !errors.Is(err, io.EOF) {
		r.ended = r.refuse(err, row.Number)
	}
	return Row{}, r.ended
}

// Close frees what the reader holds. It does not close the file given to Open.
func (r *Reader) Close() error {
	if r.ended == nil {
		r.ended = errors.New("read a closed table")
	}
	return r.source.close()
}

// refuse puts the place into a refusal, and wraps any other error with it.
func (r *Reader) refuse(err error, row int) error {
	var refusal *Refusal
	if !errors.As(err, &refusal) {
		return fmt.Errorf("read %s: %w", r.name, err)
	}
	refusal.File = r.name
	if refusal.Sheet == "" {
		refusal.Sheet = r.found.Sheet
	}
	if refusal.Row == 0 {
		refusal.Row = row
	}
	return refusal
}
