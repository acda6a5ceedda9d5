package sheet

import (
	"fmt"
	"path"
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

// openWorkbook opens the chosen sheet, or the first visible one that holds a value.
func openWorkbook(a *archive, o Options, found *Found) (rowSource, error) {
	w := &workbook{archive: a, limits: o.Limits}
	if err := w.read(); err != nil {
		return nil, err
	}
	*found = Found{Format: "xlsx", Encoding: "utf-8", Date1904: w.from1904}
	found.list(w.sheets)
	return chooseSheet(w.sheets, o, found, w.open)
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
		return refuse("damaged-zip", "no_workbook_part")
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
			id, given := m.getPrefixed("id")
			if given && id == "" {
				return nil // a module of Excel 5: its code is kept elsewhere
			}
			link, ok := links[id]
			if !ok {
				title, _ := m.get("name")
				return refuse("damaged-sheet", "sheet_part_unnamed", fmt.Sprintf("%q", title))
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

func (w *workbook) open(t tab) (rowSource, error) {
	contents, err := w.archive.open(t.part)
	if err != nil {
		return nil, err
	}
	return newWorksheet(w, contents), nil
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
