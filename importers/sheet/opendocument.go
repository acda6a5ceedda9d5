package sheet

import (
	"errors"
	"io"
	"strings"
)

// openDocument is an OpenDocument spreadsheet (ISO/IEC 26300, versions 1.0 to 1.3). All its sheets stand in one part, one
// after the other, so it is read twice: once through to its end, which lists the sheets and proves the part whole, and
// once to the rows of the chosen sheet and to the end again.
type openDocument struct {
	archive *archive
	limits  Limits
	sheets  []tab
	hidden  map[string]bool // styles of sheets that are not shown

	together bool // its sheets are looked at one after the other
}

// The parts of an OpenDocument spreadsheet that are read.
const (
	documentContent  = "content.xml"
	documentManifest = "META-INF/manifest.xml"
)

// openDocumentSheet opens the chosen sheet, or the first visible one that holds a value.
func openDocumentSheet(a *archive, o Options, found *Found) (rowSource, error) {
	if err := a.checkProtection(); err != nil {
		return nil, err
	}
	d := &openDocument{archive: a, limits: o.Limits, hidden: map[string]bool{}}
	if err := d.list(); err != nil {
		return nil, within(documentContent, err)
	}
	*found = Found{Format: "ods", Encoding: "utf-8"}
	found.list(d.sheets)
	if d.together = o.book != nil; d.together {
		a.budget = a.limits.Inflated
	}
	return chooseSheet(d.sheets, o, found, d.open)
}

// checkProtection refuses a document whose manifest says that its parts are encrypted.
func (a *archive) checkProtection() error {
	if !a.has(documentManifest) {
		return nil
	}
	return a.walk(documentManifest, "manifest", func(m *markup, path string) error {
		if path == "manifest/file-entry/encryption-data" {
			return refuse("encrypted", "")
		}
		return nil
	})
}

// list finds the sheets and their names, and reads the part to its end.
func (d *openDocument) list() error {
	contents, err := d.archive.open(documentContent)
	if err != nil {
		return err
	}
	defer contents.Close()
	w := newDocumentWalk(newMarkup(contents))
	for {
		p, err := w.m.next()
		switch {
		case errors.Is(err, io.EOF) && !w.seen:
			return refuse("damaged-sheet", "no_spreadsheet")
		case errors.Is(err, io.EOF):
			return nil
		case err != nil:
			return err
		case p != pieceStart:
			continue
		}
		if err := d.note(w); err != nil {
			return err
		}
	}
}

// note takes what a list of the sheets needs from an element, and passes over what is inside a sheet.
func (d *openDocument) note(w *documentWalk) error {
	place, err := w.enter()
	if err != nil {
		return err
	}
	switch place {
	case placeStyle:
		w.style, _ = w.m.get(w.prefix.style + "name")
	case placeTableStyle:
		if shown, _ := w.m.get(w.prefix.table + "display"); shown == "false" {
			d.hidden[w.style] = true
		}
	case placeTable:
		name, _ := w.m.get(w.prefix.table + "name")
		style, _ := w.m.get(w.prefix.table + "style-name")
		if len(d.sheets) == d.limits.Parts {
			return refuse("too-many-parts", "too_many_sheets", d.limits.Parts)
		}
		d.sheets = append(d.sheets, tab{name: name, hidden: d.hidden[style], place: len(d.sheets)})
		return w.m.skip()
	}
	return nil
}

// open stands before the rows of a sheet.
func (d *openDocument) open(t tab) (rowSource, error) {
	if !d.together {
		d.archive.budget += int64(d.archive.parts[documentContent].UncompressedSize64) // it was counted when the sheets were listed
	}
	contents, err := d.archive.open(documentContent)
	if err != nil {
		return nil, err
	}
	s := newDocumentSheet(contents, t.place, d.limits)
	if err := s.find(); err != nil {
		contents.Close()
		return nil, err
	}
	return s, nil
}

// documentPrefixes are those by which a document calls the names that are needed, with their colons.
type documentPrefixes struct{ office, table, text, style string }

// The names of the OpenDocument namespaces.
const (
	officeSpace = "urn:oasis:names:tc:opendocument:xmlns:office:1.0"
	tableSpace  = "urn:oasis:names:tc:opendocument:xmlns:table:1.0"
	textSpace   = "urn:oasis:names:tc:opendocument:xmlns:text:1.0"
	styleSpace  = "urn:oasis:names:tc:opendocument:xmlns:style:1.0"
)

// readPrefixes takes them from the outermost element, where all programs declare them.
func readPrefixes(m *markup) documentPrefixes {
	var p documentPrefixes
	for _, space := range []struct {
		name string
		into *string
	}{{officeSpace, &p.office}, {tableSpace, &p.table}, {textSpace, &p.text}, {styleSpace, &p.style}} {
		for _, a := range m.attributes {
			if prefix, ok := strings.CutPrefix(string(a.name), "xmlns:"); ok && string(a.value) == space.name {
				*space.into = prefix + ":"
			}
		}
	}
	return p
}

// place is where in a document an element stands, as far as it matters.
type place int

const (
	placeElse       place = iota
	placeStyle            // automatic-styles/style
	placeTableStyle       // automatic-styles/style/table-properties
	placeTable            // body/spreadsheet/table
)

// documentWalk follows the elements of content.xml down to the sheets.
type documentWalk struct {
	m      *markup
	prefix documentPrefixes
	names  [5]string // of the open elements, by depth
	style  string    // name of the style that is read
	seen   bool      // <spreadsheet> was met
}

func newDocumentWalk(m *markup) *documentWalk { return &documentWalk{m: m} }

// enter takes the element that just started and tells where it stands.
func (w *documentWalk) enter() (place, error) {
	depth := w.m.depth()
	if depth > len(w.names) {
		return placeElse, nil
	}
	name := string(w.m.name)
	w.names[depth-1] = name
	if depth == 1 {
		w.prefix = readPrefixes(w.m)
		if name != "document-content" {
			return placeElse, refuse("damaged-sheet", "document_content_missing", clip(w.m.name))
		}
		return placeElse, nil
	}
	switch strings.Join(w.names[1:depth], "/") {
	case "body/spreadsheet":
		if w.seen {
			return placeElse, refuse("damaged-sheet", "two_spreadsheets")
		}
		w.seen = true
	case "automatic-styles/style":
		return placeStyle, nil
	case "automatic-styles/style/table-properties":
		return placeTableStyle, nil
	case "body/spreadsheet/table":
		return placeTable, nil
	}
	return placeElse, nil
}
