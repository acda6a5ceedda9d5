package sheet

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"regexp"
	"strings"
	"testing"
)

// consistent reads a file twice: nothing may panic, both readings must say the same, rows must be numbered upwards and
// wordless is a key that the catalogue has no words for.
var wordless = regexp.MustCompile(`\brefusal(_\w+)?\.[a-z_-]+\b`)

// within limits, and every cell must be what its type says.
func consistent(t *testing.T, name string, file []byte) {
	t.Helper()
	limits := Limits{Inflated: 1 << 20, Rows: 1000, Columns: 100}
	first, err := readAll(name, file, Options{Limits: limits})
	second, again := readAll(name, file, Options{Limits: limits})
	if strings.Join(first, "\n") != strings.Join(second, "\n") || (err == nil) != (again == nil) || codeOf(err) != codeOf(again) {
		t.Fatalf("read twice: %q %v, then %q %v", first, err, second, again)
	}
	var refusal *Refusal
	if err != nil && !errors.As(err, &refusal) {
		t.Fatalf("no refusal: %v", err)
	}
	if refusal != nil && wordless.MatchString(inWords(refusal)) {
		t.Fatalf("a code without words: %v", refusal)
	}
	r, err := Open(name, bytes.NewReader(file), int64(len(file)), Options{Limits: limits})
	if err != nil {
		return
	}
	defer r.Close()
	for last := 0; ; {
		row, err := r.Next()
		if err != nil {
			return
		}
		if row.Number <= last || len(row.Cells) == 0 || len(row.Cells) > limits.Columns {
			t.Fatalf("row %d of %d cells follows row %d", row.Number, len(row.Cells), last)
		}
		last = row.Number
		for _, c := range row.Cells {
			if (c.Type == Empty) != (c.Text == "") {
				t.Fatalf("row %d: %q is %v", row.Number, c.Text, c.Type)
			}
		}
	}
}

// FuzzXLSX takes the sheet, the shared strings and the styles of a workbook.
func FuzzXLSX(f *testing.F) {
	for _, rows := range []string{
		oneRow, goodRow, text501("a&amp;<![CDATA[b]]>_x000D_"), `<row><c s="1"><v>44197.5</v></c><c t="b"><v>1</v></c><c t="d"><v>2021-01-01</v></c></row>`,
		`<row r="2"><c r="C2" t="e"><f>1/0</f><v>#DIV/0!</v></c></row><row r="9"/>`,
	} {
		f.Add(sheetXML(rows), stringsPart, stylesPart)
	}
	f.Add(`<x:worksheet xmlns:x='a'><x:sheetData/></x:worksheet>`, `<sst><si><r><t xml:space="preserve"> a</t></r><rPh/></si></sst>`, ``)
	f.Fuzz(func(t *testing.T, sheet, shared, styles string) {
		consistent(t, "a.xlsx", zipped(t, with(with(parts(sheet), "xl/sharedStrings.xml", shared), "xl/styles.xml", styles)))
	})
}

// FuzzArchive takes the bytes of the file itself.
func FuzzArchive(f *testing.F) {
	f.Add(zipped(f, parts(sheetXML(oneRow))))
	f.Add(threeSheets(f))
	f.Add(zipped(f, nil))
	f.Fuzz(func(t *testing.T, file []byte) { consistent(t, "a.xlsx", file) })
}

// FuzzMarkup holds the strict reading of XML against encoding/xml: what the former takes, the latter must take too.
func FuzzMarkup(f *testing.F) {
	for _, part := range []string{sheetXML(oneRow), stringsPart, stylesPart, bookLinks, "<a b='&#x41;'/>", "<a><!-- x --><?y z?><![CDATA[]]></a>", "\xef\xbb\xbf<a></a >"} {
		f.Add(part)
	}
	f.Fuzz(func(t *testing.T, part string) {
		m := newMarkup(strings.NewReader(part))
		var own strings.Builder
		for {
			p, err := m.next()
			if err == io.EOF {
				break
			}
			if err != nil {
				return
			}
			if p == pieceText {
				own.Write(m.appendCharacters(nil))
			}
		}
		d := xml.NewDecoder(strings.NewReader(strings.TrimPrefix(part, "\xef\xbb\xbf")))
		var theirs strings.Builder
		depth := 0
		for {
			token, err := d.Token()
			if err == io.EOF {
				break
			}
			if err != nil {
				t.Fatalf("%q: encoding/xml says %v", part, err)
			}
			switch token := token.(type) {
			case xml.StartElement:
				depth++
			case xml.EndElement:
				depth--
			case xml.CharData:
				if depth > 0 {
					theirs.Write(token)
				}
			}
		}
		if own.String() != theirs.String() {
			t.Fatalf("%q: text %q, encoding/xml reads %q", part, own.String(), theirs.String())
		}
	})
}

// FuzzText takes a text table.
func FuzzText(f *testing.F) {
	for _, text := range []string{
		"a,b\n1,2\n", "sep=;\na;b\n", "\xef\xbb\xbfa\tb\r\n\"x\r\ny\"\t=\"01\"\r\n", "\xff\xfea\x00,\x00b\x00\n\x00", "a,\"b\"\",\"c\"\n", "M\xfcller;1,5\n", "a\rb\r",
		"a|b\n1|\"2", "<html>", "1.23E+21,\n",
	} {
		f.Add([]byte(text))
	}
	f.Fuzz(func(t *testing.T, file []byte) { consistent(t, "a.csv", file) })
}

// FuzzOpenDocument takes the sheets of an OpenDocument spreadsheet.
func FuzzOpenDocument(f *testing.F) {
	for _, rows := range []string{
		documentRow, documentNone + documentRow + documentNone,
		`<table:table-row table:number-rows-repeated="3" table:visibility="filter"><table:table-cell table:number-columns-repeated="2" office:value-type="float" office:value="1.5E+21"/></table:table-row>`,
		`<table:table-row><table:table-cell office:value-type="date" office:date-value="2026-05-19T14:05:06.7"/><table:table-cell office:value-type="time" office:time-value="PT36H00M00S"/></table:table-row>`,
		`<table:table-row><table:table-cell table:formula="of:=1" office:value-type="boolean" office:boolean-value="true"/><table:covered-table-cell><text:p> a <text:s text:c="3"/><text:tab/>b</text:p><text:p/></table:covered-table-cell></table:table-row>`,
	} {
		f.Add(documentTable("Orders", "ta1", rows))
		f.Add(documentTable("Old", "ta2", documentRow) + documentTable("Orders", "ta1", rows))
	}
	f.Fuzz(func(t *testing.T, sheets string) { consistent(t, "a.ods", zipped(t, documentParts(sheets))) })
}

// FuzzExcel97 takes the records of a sheet and the table of texts of a workbook of Excel 97-2003.
func FuzzExcel97(f *testing.F) {
	for _, rows := range [][]byte{
		cellsOf()[:180], record(recordLabelSST, 0, 0, 0, uint32(1)), record(recordMulRK, 0, 0, 0, uint32(6), 1, uint32(1<<20|2), 1),
		joined(record(recordFormula, 0, 0, 0, []byte{0, 0, 0, 0, 0, 0, 0xFF, 0xFF}, 0, uint32(0), 0), record(recordString, wideText("a"))),
		joined(record(recordRow, 3, 0, 1, 0, 0, 0, 0x20, 0), record(recordBoolErr, 3, 1, 0, byte(1), byte(0)), record(recordLabel, 3, 2, 0, narrowText("x")), record(recordMergedCells, 1)),
	} {
		f.Add(rows, strings97(narrowText("zero"), wideText("one 😀")))
		f.Add(rows, joined(record(recordSST, uint32(1), uint32(1), narrowText("abcdef")[:6]), record(recordContinue, []byte{0, 'd', 'e', 'f'})))
	}
	f.Fuzz(func(t *testing.T, rows, texts []byte) { consistent(t, "a.xls", xls(t, rows, texts)) })
}

// FuzzCompound takes the bytes of a compound file.
func FuzzCompound(f *testing.F) {
	f.Add(xls(f, cellsOf()[:180]))
	f.Add(compoundFile(streamOf{"Workbook", book(f, cellsOf())}, streamOf{"Other", make([]byte, 5000)}))
	f.Add(compoundFile(streamOf{name: "EncryptedPackage"}))
	f.Fuzz(func(t *testing.T, file []byte) { consistent(t, "a.xls", file) })
}
