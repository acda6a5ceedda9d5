package sheet

import (
	"encoding/binary"
	"fmt"
	"io"
)

// recordBook is a workbook of Excel 97-2003 with what its sheets share.
type recordBook struct {
	records  *records
	limits   Limits
	sheets   []tab
	from1904 bool
	strings  sharedStrings
	forms    []form       // by cell style
	formats  map[int]form // by number format
	text     []byte
}

// The versions of a workbook's records (MS-XLS 2.4.21).
const (
	excel97 = 0x0600
	excel5  = 0x0500
)

// openCompoundFile opens the workbook in a compound file, and refuses what else such files are.
func openCompoundFile(in io.ReaderAt, size int64, o Options, found *Found) (rowSource, error) {
	c, err := openCompound(in, size, o.Limits)
	if err != nil {
		return nil, err
	}
	for _, kind := range compoundKinds {
		if c.has(kind.stream) {
			return nil, foreign(kind.code, kind.detail)
		}
	}
	if !c.has("Workbook") && c.has("Book") {
		return nil, refuse("xls-old", "excel_five")
	}
	if !c.has("Workbook") {
		return nil, refuse("not-table", "old_office")
	}
	s, err := c.open("Workbook")
	if err != nil {
		return nil, err
	}
	b := &recordBook{records: readRecords(s), limits: o.Limits, formats: map[int]form{}}
	if err := b.read(); err != nil {
		return nil, err
	}
	*found = Found{Format: "xls", Encoding: "utf-16le", Date1904: b.from1904}
	found.list(b.sheets)
	return chooseSheet(b.sheets, o, found, b.open)
}

// compoundKinds are streams that only one kind of compound file holds. A workbook of Excel 97 may hold one of Excel 5 beside
// itself, for older programs.
var compoundKinds = []struct{ stream, code, detail string }{
	{"EncryptedPackage", "encrypted", ""},
	{"WordDocument", "document", "Word"},
	{"PowerPoint Document", "document", "PowerPoint"},
	{"__properties_version1.0", "mail", "Outlook"},
	{"VisioDocument", "not-table", "drawing"},
}

// read reads the records that all sheets share.
func (b *recordBook) read() error {
	r := b.records
	version, _, err := r.begin()
	switch {
	case err != nil:
		return err
	case version == excel5:
		return refuse("xls-old", "excel_five")
	case version != excel97:
		return refuse("damaged-sheet", "record_version", fmt.Sprintf("%#04x", version))
	}
	for {
		if err := r.next(); err != nil {
			return err
		}
		if r.kind == recordEOF {
			return nil
		}
		if err := b.take(); err != nil {
			return err
		}
	}
}

func (b *recordBook) take() error {
	r := b.records
	need := map[uint16]int{recordDate1904: 2, recordBoundSheet: 8, recordFormat: 5, recordXF: 4, recordSST: 8}[r.kind]
	if err := r.need(need); err != nil {
		return err
	}
	switch r.kind {
	case recordFilePass:
		return refuse("encrypted", "")
	case recordDate1904:
		b.from1904 = r.uint16(0) == 1
	case recordBoundSheet:
		return b.takeSheet()
	case recordFormat:
		return b.takeFormat()
	case recordXF:
		if len(b.forms) == mostStyles {
			return refuse("too-large", "too_many_styles", mostStyles)
		}
		id := r.uint16(2)
		f, ok := b.formats[id]
		if !ok {
			f = builtinForm(id)
		}
		b.forms = append(b.forms, f)
	case recordSST:
		return b.takeStrings()
	}
	return nil
}

// takeSheet lists a sheet, if it is one with cells.
func (b *recordBook) takeSheet() (err error) {
	r := b.records
	t := tab{place: int(binary.LittleEndian.Uint32(r.body)), hidden: r.body[4]&3 != 0}
	table := r.body[5] == 0
	text := recordText{r, r.body[6:]}
	if b.text, err = text.text(b.text[:0], 1, b.limits.CellBytes); err != nil {
		return err
	}
	t.name = string(b.text)
	if table {
		b.sheets = append(b.sheets, t)
	}
	if len(b.sheets) > b.limits.Parts {
		return refuse("too-many-parts", "too_many_sheets", b.limits.Parts)
	}
	return nil
}

// takeFormat notes what a number format shows. Formats stand before the styles that use them.
func (b *recordBook) takeFormat() (err error) {
	r := b.records
	id := r.uint16(0)
	text := recordText{r, r.body[2:]}
	if b.text, err = text.text(b.text[:0], 2, b.limits.CellBytes); err != nil {
		return err
	}
	b.formats[id] = formOf(string(b.text))
	return nil
}

// takeStrings reads the texts that cells refer to by number.
func (b *recordBook) takeStrings() error {
	r := b.records
	if b.strings.count > 0 {
		return refuse("damaged-sheet", "two_text_tables")
	}
	count := binary.LittleEndian.Uint32(r.body[4:])
	text, builder := recordText{r, r.body[8:]}, stringsBuilder{}
	for range count {
		if builder.strings.count == mostStrings {
			return refuse("too-large", "too_many_texts", mostStrings)
		}
		var err error
		if builder.text, err = text.text(builder.text, 2, b.limits.CellBytes); err != nil {
			return err
		}
		builder.end()
	}
	b.strings = builder.whole()
	return nil
}

// open stands before the rows of a sheet.
func (b *recordBook) open(t tab) (rowSource, error) {
	if err := b.records.seek(int64(t.place)); err != nil {
		return nil, err
	}
	version, part, err := b.records.begin()
	if err != nil {
		return nil, err
	}
	if version != excel97 || part != 0x0010 {
		return nil, refuse("damaged-sheet", "no_sheet_begins", fmt.Sprintf("%#04x", part))
	}
	return &recordSheet{book: b, in: b.records, rowCells: rowCells{limits: b.limits}, hidden: map[int]bool{}}, nil
}

// form tells how a cell style shows a number.
func (b *recordBook) form(style int) form {
	if style >= len(b.forms) {
		return formNumber
	}
	return b.forms[style]
}
