package sheet

import (
	"bytes"
	"errors"
	"os"
	"strings"
	"sync"
	"testing"

	"ordertrail/reports/wording"
)

func TestOtherKindsOfFileAreRefusedByName(t *testing.T) {
	t.Parallel()
	archive := func(name, body string) []byte { return zipped(t, []entry{{name, body}}) }
	encryptedEntry := func() []byte {
		b := zipped(t, parts(sheetXML(oneRow)))
		b[bytes.LastIndex(b, []byte("PK\x01\x02"))+8] |= 1
		return b
	}
	for _, c := range []struct {
		name, code string
		file       []byte
	}{
		{"a.xls", "damaged-sheet", compoundFile(streamOf{name: "Workbook"})},
		{"a.xls", "xls-old", compoundFile(streamOf{name: "Book"})},
		{"a.xls", "damaged-compound", []byte(cfbStart + strings.Repeat("\x00", 1024))},
		{"a.xls", "xls-old", []byte("\x09\x08\x10\x00\x00\x06\x05\x00")},
		{"a.xlsx", "encrypted", compoundFile(streamOf{name: "EncryptionInfo"}, streamOf{name: "EncryptedPackage"})},
		{"a.doc", "document", compoundFile(streamOf{name: "WordDocument"})},
		{"a.db", "not-table", compoundFile(streamOf{name: "Catalog"})},
		{"a.xlsx", "encrypted", encryptedEntry()},
		{"a.msg", "mail", compoundFile(streamOf{name: "__properties_version1.0"})},
		{"a.xlsb", "xlsb", archive("xl/workbook.bin", "x")},
		{"a.numbers", "numbers", archive("Index/Document.iwa", "x")},
		{"a.numbers", "numbers", archive("Index.zip", "x")},
		{"a.ods", "damaged-zip", archive("mimetype", "application/vnd.oasis.opendocument.spreadsheet")},
		{"a.odt", "document", archive("mimetype", "application/vnd.oasis.opendocument.text")},
		{"a.docx", "document", archive("word/document.xml", "<a/>")},
		{"a.zip", "not-table", archive("orders.csv", "a,b")},
		{"a.zip", "not-table", zipped(t, nil)},
		{"a.pdf", "pdf", []byte("%PDF-1.7\n…")},
		{"a.csv", "pdf", []byte("%PDF-1.7\n…")},
		{"a.xls", "html-table", []byte("<html><table><tr><td>1")},
		{"a.xls", "html", []byte("\xef\xbb\xbf\r\n  <!DOCTYPE HTML PUBLIC>")},
		{"a.csv", "html-table", []byte("\xff\xfe<\x00T\x00a\x00b\x00l\x00e\x00>\x00")},
		{"a.xls", "html", []byte(`<?xml version="1.0"?><html xmlns="x">`)},
		{"a.xls", "xml", []byte(`<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook>`)},
		{"a.png", "picture", []byte("\x89PNG\r\n\x1a\n")},
		{"a.csv.gz", "archive", []byte("\x1f\x8b\x08")},
		{"a.bin", "not-text", []byte("\x00\x01\x02\x03abc")},
		{"a.xlsx", "damaged-zip", []byte("\x00\x01\x02\x03abc")},
		{"a.xlsx", "damaged-zip", []byte("PK\x03\x04abc")},
		{"a.xlsx", "html", []byte("<html>log in")},
		{"a.xlsx", "empty", nil},
	} {
		if _, err := readAll(c.name, c.file, Options{}); codeOf(err) != c.code {
			t.Errorf("%s %q: %v, want code %q", c.name, clip(c.file), err, c.code)
		}
	}
}

func TestTextCalledAWorkbookIsRead(t *testing.T) {
	t.Parallel()
	for _, name := range []string{"orders.xls", "orders.xlsx", "orders.txt", "orders"} {
		got, err := readAll(name, []byte("a\tb\n1\t2\n"), Options{})
		if err != nil || strings.Join(got, " ") != "1|a|b 2|1|2" {
			t.Errorf("%s: %q %v", name, got, err)
		}
	}
}

func TestARefusalSaysWhereAndWhatToDo(t *testing.T) {
	t.Parallel()
	r := &Refusal{File: "orders.xlsx", Sheet: "May", Row: 14, Code: "damaged-sheet", Part: "xl/worksheets/sheet1.xml", Met: "row_out_of_order", Args: []string{"12", "13"}}
	const want = `orders.xlsx, sheet "May", row 14: the workbook holds something that no spreadsheet program writes (xl/worksheets/sheet1.xml: row 12 follows row 13): ` +
		`open it in a spreadsheet program and save it again`
	if got := inWords(r); got != want {
		t.Error(got)
	}
	if got := r.Error(); got != `orders.xlsx "May" 14: damaged-sheet in xl/worksheets/sheet1.xml: row_out_of_order 12 13` {
		t.Error(got)
	}
	bare := &Refusal{File: "a.pdf", Code: "pdf"}
	if want := "a.pdf: the file is a PDF document: export the table as .xlsx or .csv instead"; inWords(bare) != want {
		t.Error(inWords(bare))
	}
}

func TestEveryForeignKindHasWords(t *testing.T) {
	t.Parallel()
	for _, m := range magics {
		if text := inWords(foreign(m.code, m.detail)); wordless.MatchString(text) {
			t.Error(text)
		}
	}
	for _, m := range compoundKinds {
		if text := inWords(foreign(m.code, m.detail)); wordless.MatchString(text) {
			t.Error(text)
		}
	}
	for _, m := range tellers {
		if text := inWords(foreign(m.code, m.detail)); wordless.MatchString(text) {
			t.Error(text)
		}
	}
}

// catalogue has the words of refusals.
var catalogue = sync.OnceValue(func() wording.Words {
	raw, err := os.ReadFile("../../frontend/src/lib/i18n/en.json")
	if err != nil {
		panic(err)
	}
	words, err := wording.ParseWords(raw)
	if err != nil {
		panic(err)
	}
	return words
})

// inWords is an error as people read it.
func inWords(err error) string {
	var refusal *Refusal
	if errors.As(err, &refusal) {
		return refusal.Text(catalogue().Say)
	}
	return err.Error()
}

// failing is a disk that fails behind the first bytes.
type failing struct{ good []byte }

func (f failing) ReadAt(b []byte, at int64) (int, error) {
	if at+int64(len(b)) <= int64(len(f.good)) {
		return copy(b, f.good[at:]), nil
	}
	return 0, &os.PathError{Op: "read", Path: "/media/stick/orders", Err: errors.New("input/output error")}
}

func TestAFailingDiskIsNoRefusal(t *testing.T) {
	t.Parallel()
	for _, start := range []string{"a,b\n1,2\n", "PK\x03\x04"} {
		good := append([]byte(start), bytes.Repeat([]byte("x,y\n"), 2000)...)
		_, err := Open("orders", failing{good}, 1<<20, Options{})
		var refusal *Refusal
		var disk *os.PathError
		if errors.As(err, &refusal) || !errors.As(err, &disk) {
			t.Errorf("%q: %v", start, err)
		}
	}
}
