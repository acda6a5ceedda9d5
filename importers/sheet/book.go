package sheet

import (
	"errors"
	"io"
	"slices"
)

// Book is a workbook whose sheets are looked at one after the other: what they share is read once.
type Book struct {
	name  string
	found Found
	tabs  []tab
	open  func(tab) (rowSource, error)
}

// errListed ends opening a file of which only the sheets were wanted.
var errListed = errors.New("its sheets are listed")

// OpenBook lists the sheets of a workbook; a text table is one without any. The caller keeps r open while sheets are read.
func OpenBook(name string, r io.ReaderAt, size int64, o Options) (*Book, error) {
	o.Limits = o.Limits.orDefault()
	b := &Book{name: name}
	reader := &Reader{name: name}
	kind, err := kindOf(r, size)
	if err != nil {
		return nil, reader.refuse(err, 0)
	}
	o.book = b
	switch kind {
	case "zip":
		_, err = openPackage(r, size, o, &b.found)
	case "compound":
		_, err = openCompoundFile(r, size, o, &b.found)
	default:
		return b, nil
	}
	if errors.Is(err, errListed) {
		return b, nil
	}
	return nil, reader.refuse(err, 0)
}

// Tab is a sheet as a workbook lists it.
type Tab struct {
	Name   string
	Hidden bool
}

// Tabs are the sheets in the order of their tabs, those too that the file hides.
func (b *Book) Tabs() []Tab {
	out := make([]Tab, len(b.tabs))
	for i, t := range b.tabs {
		out[i] = Tab{t.name, t.hidden}
	}
	return out
}

// Format is xlsx, ods or xls; "" when the file is no workbook.
func (b *Book) Format() string { return b.found.Format }

// Sheet stands before the first row of a sheet, as [Open] does. One sheet is read at a time, and all together may cost what one
// that is read alone may: a book is for looking at the first rows of each.
func (b *Book) Sheet(name string) (*Reader, error) {
	reader := &Reader{name: b.name, found: b.found}
	i := slices.IndexFunc(b.tabs, func(t tab) bool { return t.name == name })
	if i < 0 {
		return nil, reader.refuse(noSuchSheet(name, &b.found), 0)
	}
	var err error
	if reader.source, err = chosen(b.tabs[i], &reader.found, b.open); err != nil {
		return nil, reader.refuse(err, 0)
	}
	return reader, nil
}
