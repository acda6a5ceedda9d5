package sheet

import (
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
)

// tab is a sheet as the file lists it.
type tab struct {
	name   string
	hidden bool
	part   string // Office Open XML: where its rows are
	place  int    // OpenDocument: which of the sheets it is; Excel 97-2003: where its records begin
}

// list takes in the sheets.
func (f *Found) list(tabs []tab) {
	for _, t := range tabs {
		if t.hidden {
			f.Hidden = append(f.Hidden, t.name)
		} else {
			f.Sheets = append(f.Sheets, t.name)
		}
	}
}

// chooseSheet opens the sheet of that name, or the first visible one that holds a value, and stands before its first row.
func chooseSheet(tabs []tab, o Options, found *Found, open func(tab) (rowSource, error)) (rowSource, error) {
	if o.book != nil {
		o.book.tabs, o.book.open = tabs, open
		return nil, errListed
	}
	if o.Sheet != "" {
		i := called(tabs, o.Sheet)
		if i < 0 {
			return nil, noSuchSheet(o.Sheet, found)
		}
		return chosen(tabs[i], found, open)
	}
	for _, t := range tabs {
		if t.hidden {
			continue
		}
		s, err := peek(t, found, open)
		if !errors.Is(err, io.EOF) {
			return s, err
		}
	}
	found.Sheet = ""
	return nil, refuse("empty", "all_sheets_empty")
}

// called finds the sheet of that name; where none has it, the one that is called so but for capitals. -1 when none is, or several.
func called(tabs []tab, name string) int {
	if i := slices.IndexFunc(tabs, func(t tab) bool { return t.name == name }); i >= 0 {
		return i
	}
	found := -1
	for i, t := range tabs {
		if !strings.EqualFold(t.name, name) {
			continue
		}
		if found >= 0 {
			return -1
		}
		found = i
	}
	return found
}

// chosen opens a sheet that somebody named: that it is empty is told.
func chosen(t tab, found *Found, open func(tab) (rowSource, error)) (rowSource, error) {
	s, err := peek(t, found, open)
	if err == io.EOF {
		err = refuse("empty", "sheet_empty")
	}
	return s, err
}

func noSuchSheet(name string, found *Found) error {
	return refuse("no-such-sheet", "sheets_there_are", fmt.Sprintf("%q", name), strings.Join(append(slices.Clone(found.Sheets), found.Hidden...), ", "))
}

// peek opens a sheet and reads its first row, to be handed over first. An empty sheet is io.EOF.
func peek(t tab, found *Found, open func(tab) (rowSource, error)) (rowSource, error) {
	found.Sheet = t.name
	s, err := open(t)
	if err != nil {
		return nil, err
	}
	row, err := s.next()
	if err != nil {
		_ = s.close() // it was only read, and is told to be unreadable or empty
		return nil, at(err, row.Number)
	}
	return &peeked{rowSource: s, first: &row}, nil
}

// at puts the row into a refusal.
func at(err error, row int) error {
	var refusal *Refusal
	if errors.As(err, &refusal) && refusal.Row == 0 {
		refusal.Row = row
	}
	return err
}

// peeked hands over the row that was read in advance.
type peeked struct {
	rowSource
	first *Row
}

func (p *peeked) next() (Row, error) {
	if p.first != nil {
		row := *p.first
		p.first = nil
		return row, nil
	}
	return p.rowSource.next()
}
