package sheet

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"strings"
	"testing"
)

// thousandRows is a sheet whose row 501 is what a test damages.
func thousandRows(row501 string) string {
	var b strings.Builder
	for n := 1; n <= 1000; n++ {
		if n == 501 {
			b.WriteString(row501)
			continue
		}
		fmt.Fprintf(&b, `<row r="%d"><c r="A%d"><v>%d</v></c><c r="B%d" t="s"><v>1</v></c></row>`, n, n, n, n)
	}
	return sheetXML(b.String())
}

const goodRow = `<row r="501"><c r="A501"><v>501</v></c></row>`

// text501 puts something where the text of a cell stands.
func text501(inside string) string {
	return `<row r="501"><c r="A501" t="inlineStr"><is><t>` + inside + `</t></is></c></row>`
}

// TestADamagedRowRefusesTheSheet damages row 501 of 1000: a reader that shrugs hands over 500 or 999 rows.
func TestADamagedRowRefusesTheSheet(t *testing.T) {
	t.Parallel()
	if rows, err := readAll("a.xlsx", zipped(t, parts(thousandRows(goodRow))), Options{}); err != nil || len(rows) != 1000 {
		t.Fatalf("the sound sheet: %d rows, %v", len(rows), err)
	}
	// Read a row as: this in place of row 501 refuses the file with this code.
	for _, c := range []struct{ name, row, code string }{
		{"an unknown entity", text501("a&nbsp;b"), "damaged-sheet"},
		{"an entity without end", text501("a&amp b"), "damaged-sheet"},
		{"a bare ampersand", text501("a & b"), "damaged-sheet"},
		{"the number of a control character", text501("a&#1;b"), "damaged-sheet"},
		{"the number of half a pair", text501("&#xD800;"), "damaged-sheet"},
		{"a number beyond Unicode", text501("&#x110000;"), "damaged-sheet"},
		{"a control character", text501("a\x01b"), "damaged-sheet"},
		{"a zero byte", text501("a\x00b"), "damaged-sheet"},
		{"a byte that is not UTF-8", text501("a\xffb"), "damaged-sheet"},
		{"half a character", text501("a\xc3"), "damaged-sheet"},
		{"a surrogate in UTF-8", text501("\xed\xa0\x80"), "damaged-sheet"},
		{"U+FFFE", text501("\xef\xbf\xbe"), "damaged-sheet"},
		{"]]> in a text", text501("a]]>b"), "damaged-sheet"},
		{"CDATA without end", text501("<![CDATA[x"), "damaged-sheet"},
		{"a comment without end", text501("<!-- x"), "damaged-sheet"},
		{"two hyphens in a comment", text501("<!-- x -- y -->"), "damaged-sheet"},
		{"a tag cut off", `<row r="501"><c r="A501`, "damaged-sheet"},
		{"an end tag of another name", `<row r="501"><c r="A501"><v>1</c></v></row>`, "damaged-sheet"},
		{"an end tag too many", goodRow + `</row>`, "damaged-sheet"},
		{"an end tag missing", `<row r="501"><c r="A501"><v>1</v></row>`, "damaged-sheet"},
		{"an attribute without quotes", `<row r=501/>`, "damaged-sheet"},
		{"an attribute without value", `<row r/>`, "damaged-sheet"},
		{"an attribute twice", `<row r="501" r="502"/>`, "damaged-sheet"},
		{"attributes without a blank", `<row r="501"s="1"/>`, "damaged-sheet"},
		{"a tag inside an attribute", `<row r="501" x="<"/>`, "damaged-sheet"},
		{"a bad entity in an attribute", `<row r="501" x="&x;"/>`, "damaged-sheet"},
		{"a tag without name", `<>` + goodRow, "damaged-sheet"},
		{"a name that begins with a digit", `<1row/>`, "damaged-sheet"},
		{"a letter in the row number", `<row r="5O1"/>`, "damaged-sheet"},
		{"row number 0", `<row r="0"/>`, "damaged-sheet"},
		{"a row twice", `<row r="500"/>`, "damaged-sheet"},
		{"a row that goes back", `<row r="17"/>`, "damaged-sheet"},
		{"a cell of another row", `<row r="501"><c r="A502"><v>1</v></c></row>`, "damaged-sheet"},
		{"a cell twice", `<row r="501"><c r="A501"><v>1</v></c><c r="A501"><v>2</v></c></row>`, "damaged-sheet"},
		{"cells in the wrong order", `<row r="501"><c r="B501"><v>1</v></c><c r="A501"><v>2</v></c></row>`, "damaged-sheet"},
		{"a cell without row", `<row r="501"><c r="A"><v>1</v></c></row>`, "damaged-sheet"},
		{"a cell without column", `<row r="501"><c r="501"><v>1</v></c></row>`, "damaged-sheet"},
		{"a cell in small letters", `<row r="501"><c r="a501"><v>1</v></c></row>`, "damaged-sheet"},
		{"a cell beyond XFD", `<row r="501"><c r="XFE501"><v>1</v></c></row>`, "damaged-sheet"},
		{"an unknown type of cell", `<row r="501"><c r="A501" t="x"><v>1</v></c></row>`, "damaged-sheet"},
		{"a shared string that is not there", `<row r="501"><c r="A501" t="s"><v>2</v></c></row>`, "damaged-sheet"},
		{"a shared string by name", `<row r="501"><c r="A501" t="s"><v>one</v></c></row>`, "damaged-sheet"},
		{"a truth value of 2", `<row r="501"><c r="A501" t="b"><v>2</v></c></row>`, "damaged-sheet"},
		{"two values in a cell", `<row r="501"><c r="A501"><v>1</v><v>2</v></c></row>`, "damaged-sheet"},
		{"an element inside a value", `<row r="501"><c r="A501"><v>1<b/>2</v></c></row>`, "damaged-sheet"},
		{"an element that is no cell", `<row r="501"><d r="A501"><v>1</v></d></row>`, "damaged-sheet"},
		{"an element that is no row", `<rox r="501"><c r="A501"><v>1</v></c></rox>`, "damaged-sheet"},
		{"an element inside a cell", `<row r="501"><c r="A501"><w>1</w></c></row>`, "damaged-sheet"},
		{"a text between the cells", `<row r="501">12<c r="A501"><v>1</v></c></row>`, "damaged-sheet"},
		{"a text between the rows", goodRow + `12`, "damaged-sheet"},
		{"the sheet data twice", `</sheetData><sheetData>`, "damaged-sheet"},
		{"a second outermost element", `</sheetData></worksheet><worksheet><sheetData>`, "damaged-sheet"},
		{"an instruction that is a declaration", `<?xml version="1.0"?>`, "damaged-sheet"},
		{"a document type", `<!DOCTYPE x>`, "doctype"},
		{"an entity declaration", `<!ENTITY x "y">`, "doctype"},
		{"too long a cell", text501(strings.Repeat("ä", 32768)), "cell-too-long"},
		{"too long a cell in one piece", text501(strings.Repeat("x", 2<<20)), "cell-too-long"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			_, err := readAll("orders.xlsx", zipped(t, parts(thousandRows(c.row))), Options{})
			if codeOf(err) != c.code {
				t.Fatalf("%v, want code %s", err, c.code)
			}
			var refusal *Refusal
			errors.As(err, &refusal)
			if refusal.Sheet != "Orders" || refusal.Row < 500 || refusal.Row > 501 {
				t.Errorf("noticed in sheet %q row %d: %v", refusal.Sheet, refusal.Row, err)
			}
		})
	}
}

func TestALongestCellIsStillRead(t *testing.T) {
	t.Parallel()
	text := strings.Repeat("ä", 32767)
	rows, err := readAll("a.xlsx", zipped(t, parts(sheetXML(`<row><c t="inlineStr"><is><t>`+text+`</t></is></c></row>`))), Options{})
	if err != nil || rows[0] != "1|"+text {
		t.Error(len(rows), err)
	}
}

// TestADamagedPartRefusesTheWorkbook damages the parts around the rows.
func TestADamagedPartRefusesTheWorkbook(t *testing.T) {
	t.Parallel()
	sound := sheetXML(oneRow)
	for _, c := range []struct {
		name  string
		parts []entry
		code  string
	}{
		{"the sheet ends after row 1", parts(strings.TrimSuffix(sound, `</sheetData></worksheet>`)), "damaged-sheet"},
		{"the sheet ends in a tag", parts(strings.TrimSuffix(sound, `t>`)), "damaged-sheet"},
		{"something follows the sheet", parts(sound + "x"), "damaged-sheet"},
		{"zero bytes follow the sheet", parts(sound + "\x00\x00"), "damaged-sheet"},
		{"the sheet is empty", parts(""), "damaged-sheet"},
		{"the sheet is blank", parts("  \n"), "damaged-sheet"},
		{"the sheet is a chart sheet", parts(`<chartsheet/>`), "damaged-sheet"},
		{"the sheet has no data", parts(`<worksheet><cols/></worksheet>`), "damaged-sheet"},
		{"the sheet is in Latin-1", parts(`<?xml version="1.0" encoding="ISO-8859-1"?><worksheet><sheetData/></worksheet>`), "damaged-sheet"},
		{"the sheet is in UTF-16", parts("\xff\xfe<\x00w\x00"), "damaged-sheet"},
		{"damage behind the rows", parts(strings.Replace(sound, `</worksheet>`, `<a></b></worksheet>`, 1)), "damaged-sheet"},
		{"elements stand too deep", parts(strings.Replace(sound, `</worksheet>`, strings.Repeat("<a>", 100)+strings.Repeat("</a>", 100)+`</worksheet>`, 1)), "damaged-sheet"},
		{"no sheet part", without(parts(""), sheetPart), "damaged-zip"},
		{"no workbook part", without(parts(sound), "xl/workbook.xml"), "damaged-zip"},
		{"no links of the workbook", without(parts(sound), "xl/_rels/workbook.xml.rels"), "damaged-zip"},
		{"no shared strings", without(parts(sound), "xl/sharedStrings.xml"), "damaged-sheet"},
		{"the workbook names no part", with(parts(sound), "xl/_rels/workbook.xml.rels", `<Relationships/>`), "damaged-sheet"},
		{"the workbook is cut off", with(parts(sound), "xl/workbook.xml", bookPart[:150]), "damaged-sheet"},
		{"the links are cut off", with(parts(sound), "xl/_rels/workbook.xml.rels", bookLinks[:150]), "damaged-sheet"},
		{"the shared strings are cut off", with(parts(sound), "xl/sharedStrings.xml", stringsPart[:100]), "damaged-sheet"},
		{"the shared strings are something else", with(parts(sound), "xl/sharedStrings.xml", `<x/>`), "damaged-sheet"},
		{"the styles are cut off", with(parts(sound), "xl/styles.xml", stylesPart[:200]), "damaged-sheet"},
		{"the workbook is something else", with(parts(sound), "xl/workbook.xml", `<html/>`), "damaged-sheet"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			if _, err := readAll("orders.xlsx", zipped(t, c.parts), Options{}); codeOf(err) != c.code {
				t.Errorf("%v, want code %s", err, c.code)
			}
		})
	}
}

// TestADamagedArchiveRefusesTheWorkbook damages the zip file around the parts.
func TestADamagedArchiveRefusesTheWorkbook(t *testing.T) {
	t.Parallel()
	sound := zipped(t, parts(thousandRows(goodRow)))
	directory := bytes.Index(sound, []byte("PK\x01\x02"))
	// entryOf finds the directory entry of the sheet.
	entryOf := func(b []byte) int {
		return bytes.LastIndex(b, []byte(sheetPart)) - 46
	}
	change := func(f func(b []byte)) []byte {
		b := bytes.Clone(sound)
		f(b)
		return b
	}
	for _, c := range []struct {
		name string
		file []byte
	}{
		{"cut off in the middle", sound[:len(sound)/2]},
		{"cut off by one byte", sound[:len(sound)-1]},
		{"cut off before the directory", sound[:directory]},
		{"only the first bytes", sound[:4]},
		{"no directory end", append(bytes.Clone(sound[:len(sound)-22]), make([]byte, 22)...)},
		{"a wrong checksum", change(func(b []byte) { b[entryOf(b)+16] ^= 1 })},
		{"a checksum of 0", change(func(b []byte) { copy(b[entryOf(b)+16:], "\x00\x00\x00\x00") })},
		{"a size too small", change(func(b []byte) { binary.LittleEndian.PutUint32(b[entryOf(b)+24:], 100) })},
		{"a size too large", change(func(b []byte) { binary.LittleEndian.PutUint32(b[entryOf(b)+24:], 1<<20) })},
		{"a packed size too small", change(func(b []byte) { binary.LittleEndian.PutUint32(b[entryOf(b)+20:], 100) })},
		{"an unknown method", change(func(b []byte) { b[entryOf(b)+10] = 99 })},
		{"a wrong place", change(func(b []byte) { b[entryOf(b)+42] ^= 4 })},
		{"a flipped bit in the packed rows", change(func(b []byte) { b[bytes.Index(b, []byte(sheetPart))+len(sheetPart)+900] ^= 0x10 })},
		{"zeros over the packed rows", change(func(b []byte) {
			clear(b[bytes.Index(b, []byte(sheetPart))+len(sheetPart)+500:][:64])
		})},
		{"other first bytes", change(func(b []byte) { copy(b, "XXXX") })},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			if rows, err := readAll("orders.xlsx", c.file, Options{}); codeOf(err) != "damaged-zip" {
				t.Errorf("%d rows, %v, want code damaged-zip", len(rows), err)
			}
		})
	}
}

// TestNoFlippedByteIsOverseen changes every byte of the sheet's packed rows in turn.
func TestNoFlippedByteIsOverseen(t *testing.T) {
	t.Parallel()
	sound := zipped(t, parts(sheetXML(strings.Repeat(`<row><c t="s"><v>1</v></c><c><v>7</v></c></row>`, 20))))
	start := bytes.Index(sound, []byte(sheetPart)) + len(sheetPart)
	end := start + bytes.Index(sound[start:], []byte("PK\x07\x08"))
	for i := start; i < end; i++ {
		file := bytes.Clone(sound)
		file[i] ^= 0x55
		if rows, err := readAll("orders.xlsx", file, Options{}); err == nil {
			t.Errorf("byte %d changed: %d rows and no error", i, len(rows))
		}
	}
}

func TestAnErrorStays(t *testing.T) {
	t.Parallel()
	file := zipped(t, parts(thousandRows(`<row r="1"/>`)))
	r, err := Open("orders.xlsx", bytes.NewReader(file), int64(len(file)), Options{})
	if err != nil {
		t.Fatal(err)
	}
	for err == nil {
		_, err = r.Next()
	}
	if _, again := r.Next(); again != err {
		t.Errorf("first %v, then %v", err, again)
	}
}
