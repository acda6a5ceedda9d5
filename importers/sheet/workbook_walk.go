package sheet

import (
	"bytes"
	"io"
	"slices"
	"strings"
)

// longestWalk bounds the parts around the rows: the list of sheets, the links and the styles.
const longestWalk = 16 << 20

// walk reads a part to its end and calls visit at every start tag with the path of local names that leads to it. The
// outermost element must have the given name.
func (a *archive) walk(name, outermost string, visit func(m *markup, path string) error) error {
	contents, err := a.open(name)
	if err != nil {
		return err
	}
	defer contents.Close()
	if size := a.parts[strings.ToLower(name)].UncompressedSize64; size > longestWalk {
		return refuse("too-large", "part_size", name, size>>20)
	}
	m := newMarkup(contents)
	var path []string
	for {
		p, err := m.next()
		switch {
		case err == io.EOF:
			return nil
		case err != nil:
			return within(name, err)
		case p == pieceEnd:
			path = path[:len(path)-1]
		case p == pieceStart:
			path = append(path, string(m.name))
			if path[0] != outermost {
				return within(name, refuse("damaged-sheet", "element_missing", path[0], outermost))
			}
			if err := visit(m, strings.Join(path, "/")); err != nil {
				return within(name, err)
			}
			path = path[:m.depth()]
		}
	}
}

// within puts the name of the part into a refusal.
func within(name string, err error) error {
	if r, ok := err.(*Refusal); ok && r.Code != "too-large" && r.Code != "damaged-zip" && r.Code != "encrypted" {
		r.Part = name
	}
	return err
}

// isTrue reads an attribute of type xsd:boolean.
func (m *markup) isTrue(name string) bool {
	value, _ := m.get(name)
	return value == "1" || value == "true" || value == "on"
}

// tellers are entries that only one kind of file holds; the workbook itself is recognised later.
var tellers = []struct{ entry, code, detail string }{
	{"xl/workbook.bin", "xlsb", ""},
	{"index/document.iwa", "numbers", ""},
	{"index.zip", "numbers", ""},
	{"word/document.xml", "document", "Word"},
	{"ppt/presentation.xml", "document", "PowerPoint"},
	{"meta-inf/manifest.mf", "not-table", "java_archive"},
}

// openPackage opens the workbook that a zip archive is, of either kind.
func openPackage(in io.ReaderAt, size int64, o Options, found *Found) (rowSource, error) {
	a, err := openArchive(in, size, o.Limits)
	if err != nil {
		return nil, err
	}
	open, err := a.kind()
	if err != nil {
		return nil, err
	}
	if err := a.checkPrologs(); err != nil {
		return nil, err
	}
	return open(a, o, found)
}

// noWorkbook is what a zip archive is that is opened as a table and is none.
const noWorkbook = "no_workbook"

// opener opens a workbook of one kind.
type opener func(*archive, Options, *Found) (rowSource, error)

// kind tells how the archive is read, and refuses the other kinds of file that are zip archives.
func (a *archive) kind() (opener, error) {
	for _, t := range tellers {
		if a.has(t.entry) {
			return nil, foreign(t.code, t.detail)
		}
	}
	switch {
	case a.has("mimetype"):
		return openDocumentSheet, a.checkMimetype()
	case a.has("[Content_Types].xml") || a.has("xl/workbook.xml"):
		return openWorkbook, nil
	case a.has(documentContent) && a.has(documentManifest):
		return openDocumentSheet, nil
	}
	return nil, refuse("not-table", noWorkbook)
}

// checkMimetype tells the OpenDocument kinds apart.
func (a *archive) checkMimetype() error {
	contents, err := a.open("mimetype")
	if err != nil {
		return err
	}
	defer contents.Close()
	kind, err := io.ReadAll(io.LimitReader(contents, 200))
	if err != nil {
		return err
	}
	if bytes.Contains(kind, []byte("opendocument.spreadsheet")) {
		return nil
	}
	return refuse("document", "named", clip(kind))
}

// checkPrologs refuses a document type declaration in any part, also in those that are not read: it can only stand
// before the first element. The parts that hold an OpenDocument file's macros have one always and are never read.
func (a *archive) checkPrologs() error {
	names := make([]string, 0, len(a.parts))
	for name := range a.parts {
		if !isMacro(name) && (strings.HasSuffix(name, ".xml") || strings.HasSuffix(name, ".rels")) {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	for _, name := range names {
		if err := a.checkProlog(name); err != nil {
			return err
		}
	}
	return nil
}

// isMacro reports whether a part, its name in small letters, holds an OpenDocument file's macros or their dialogues.
func isMacro(name string) bool {
	return strings.HasPrefix(name, "basic/") || strings.HasPrefix(name, "dialogs/")
}

// prologLength is how much of each part is searched.
const prologLength = 8 << 10

func (a *archive) checkProlog(name string) error {
	f := a.parts[name]
	contents, err := f.Open()
	if err != nil {
		return damagedZip(f.Name, err)
	}
	defer contents.Close()
	m := newMarkup(io.LimitReader(contents, prologLength))
	_, err = m.next()
	if r, ok := err.(*Refusal); ok && r.Code == "doctype" {
		return within(f.Name, err)
	}
	return nil // what else is wrong shows when the part is read
}
