package sheet

import (
	"errors"
	"io"
	"path"
	"slices"
	"strings"
)

// workbook is an Office Open XML workbook with what its sheets share.
type workbook struct {
	archive  *archive
	limits   Limits
	sheets   []tab
	from1904 bool
	strings  sharedStrings
	forms    []form // by cell style
}

// tab is a worksheet as the workbook lists it.
type tab struct {
	name   string
	part   string
	hidden bool
}

// openWorkbook opens the chosen sheet, or the first visible one that holds a value.
func openWorkbook(in io.ReaderAt, size int64, o Options, found *Found) (rowSource, error) {
	a, err := openArchive(in, size, o.Limits)
	if err != nil {
		return nil, err
	}
	if err := a.checkKind(); err != nil {
		return nil, err
	}
	if err := a.checkPrologs(); err != nil {
		return nil, err
	}
	w := &workbook{archive: a, limits: o.Limits}
	if err := w.read(); err != nil {
		return nil, err
	}
	*found = w.describe()
	return w.choose(o.Sheet, found)
}

func (w *workbook) describe() Found {
	f := Found{Format: "xlsx", Encoding: "utf-8", Date1904: w.from1904}
	for _, t := range w.sheets {
		if t.hidden {
			f.Hidden = append(f.Hidden, t.name)
		} else {
			f.Sheets = append(f.Sheets, t.name)
		}
	}
	return f
}

// read reads the parts that all sheets share.
func (w *workbook) read() error {
	main := "xl/workbook.xml"
	if w.archive.has("_rels/.rels") {
		top, err := w.archive.relations("")
		if err != nil {
			return err
		}
		main = top.target("officeDocument")
	}
	if main == "" || !w.archive.has(main) {
		return refusef("damaged-zip", "the workbook part is missing")
	}
	links, err := w.archive.relations(main)
	if err != nil {
		return err
	}
	if err := w.readMain(main, links); err != nil {
		return err
	}
	if err := w.readShared(links.target("sharedStrings")); err != nil {
		return err
	}
	return w.readStyles(links.target("styles"))
}

// readMain lists the worksheets.
func (w *workbook) readMain(name string, links relations) error {
	return w.archive.walk(name, "workbook", func(m *markup, path string) error {
		switch path {
		case "workbook/workbookPr":
			w.from1904 = m.isTrue("date1904")
		case "workbook/sheets/sheet":
			id, _ := m.getPrefixed("id")
			link, ok := links[id]
			if !ok {
				title, _ := m.get("name")
				return refusef("damaged-sheet", "the part of sheet %q is not named", title)
			}
			if !link.is("worksheet") {
				return nil // a chart, dialog or macro sheet holds no table
			}
			t := tab{part: link.target}
			t.name, _ = m.get("name")
			state, _ := m.get("state")
			t.hidden = state == "hidden" || state == "veryHidden"
			w.sheets = append(w.sheets, t)
		}
		return nil
	})
}

// choose opens a sheet and stands before its first row with a value.
func (w *workbook) choose(name string, found *Found) (rowSource, error) {
	if name != "" {
		i := slices.IndexFunc(w.sheets, func(t tab) bool { return t.name == name })
		if i < 0 {
			return nil, refusef("no-such-sheet", "%q; there are: %s", name, strings.Join(append(slices.Clone(found.Sheets), found.Hidden...), ", "))
		}
		s, err := w.peek(w.sheets[i], found)
		if err == io.EOF {
			err = refusef("empty", "the sheet has no cell with a value")
		}
		return s, err
	}
	for _, t := range w.sheets {
		if t.hidden {
			continue
		}
		s, err := w.peek(t, found)
		if !errors.Is(err, io.EOF) {
			return s, err
		}
	}
	found.Sheet = ""
	return nil, refusef("empty", "no visible sheet has a cell with a value")
}

// peek opens a sheet and reads its first row, to be handed over first. An empty sheet is io.EOF.
func (w *workbook) peek(t tab, found *Found) (rowSource, error) {
	found.Sheet = t.name
	contents, err := w.archive.open(t.part)
	if err != nil {
		return nil, err
	}
	s := newWorksheet(w, contents)
	row, err := s.next()
	if err != nil {
		contents.Close()
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

// relations are the links from one part to others, by their id.
type relations map[string]relation

type relation struct{ kind, target string }

// is tells the kind by the end of its address, which is the same in transitional and strict workbooks.
func (r relation) is(kind string) bool { return path.Base(r.kind) == kind }

// target returns the part to which the relation of a kind leads, empty if there is none.
func (r relations) target(kind string) string {
	for _, one := range r {
		if one.is(kind) {
			return one.target
		}
	}
	return ""
}

// relations reads the links of a part; the whole archive's if the name is empty.
func (a *archive) relations(of string) (relations, error) {
	dir, file := path.Split(of)
	name := path.Join(dir, "_rels", file+".rels")
	links := relations{}
	err := a.walk(name, "Relationships", func(m *markup, place string) error {
		if place != "Relationships/Relationship" {
			return nil
		}
		id, _ := m.get("Id")
		kind, _ := m.get("Type")
		target, _ := m.get("Target")
		if mode, _ := m.get("TargetMode"); mode == "External" {
			return nil
		}
		if !strings.HasPrefix(target, "/") {
			target = "/" + dir + target
		}
		links[id] = relation{kind, strings.TrimPrefix(path.Clean(target), "/")}
		return nil
	})
	return links, err
}
