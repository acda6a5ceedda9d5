package sheet

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"
)

// entry is one part of a workbook made by hand.
type entry struct{ name, body string }

// The parts of the smallest workbook. The sheets' data and the other parts are what a test changes.
const (
	typesPart = `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>`
	topLinks  = `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">` +
		`<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>`
	bookPart = `<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">` +
		`<sheets><sheet name="Orders" sheetId="1" r:id="rId1"/></sheets></workbook>`
	bookLinks = `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">` +
		`<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/>` +
		`<Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings" Target="sharedStrings.xml"/>` +
		`<Relationship Id="rId3" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/></Relationships>`
	stringsPart = `<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><t>zero</t></si><si><t>one</t></si></sst>`
	stylesPart  = `<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><numFmts count="2">` +
		`<numFmt numFmtId="164" formatCode="yyyy\-mm\-dd"/><numFmt numFmtId="165" formatCode="0.00&quot; days&quot;"/></numFmts>` +
		`<cellStyleXfs><xf numFmtId="14"/></cellStyleXfs>` +
		`<cellXfs count="6"><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="22"/><xf numFmtId="164"/><xf numFmtId="165"/><xf numFmtId="20"/></cellXfs></styleSheet>`
	sheetPart = `xl/worksheets/sheet1.xml`
)

// sheetXML wraps rows into a worksheet.
func sheetXML(rows string) string {
	return `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n" +
		`<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><dimension ref="A1"/><sheetData>` + rows + `</sheetData></worksheet>`
}

// parts are those of a workbook whose only sheet is the given part.
func parts(sheet string) []entry {
	return []entry{
		{"[Content_Types].xml", typesPart},
		{"_rels/.rels", topLinks},
		{"xl/workbook.xml", bookPart},
		{"xl/_rels/workbook.xml.rels", bookLinks},
		{"xl/sharedStrings.xml", stringsPart},
		{"xl/styles.xml", stylesPart},
		{sheetPart, sheet},
	}
}

// with replaces the body of a part, or adds it.
func with(all []entry, name, body string) []entry {
	for i := range all {
		if all[i].name == name {
			all[i].body = body
			return all
		}
	}
	return append(all, entry{name, body})
}

// without leaves a part out.
func without(all []entry, name string) []entry {
	var rest []entry
	for _, e := range all {
		if e.name != name {
			rest = append(rest, e)
		}
	}
	return rest
}

// zipped packs parts.
func zipped(t testing.TB, all []entry) []byte {
	t.Helper()
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for _, e := range all {
		f, err := w.Create(e.name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.WriteString(f, e.body); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// readAll reads a file to its end and shows each row as: number| cell| cell. A cell that is no text shows its kind
// (n: d: b: e:); ! marks a lossy one, = a formula.
func readAll(name string, file []byte, o Options) ([]string, error) {
	r, err := Open(name, bytes.NewReader(file), int64(len(file)), o)
	if err != nil {
		return nil, err
	}
	defer r.Close()
	var rows []string
	for {
		row, err := r.Next()
		if errors.Is(err, io.EOF) {
			return rows, nil
		}
		if err != nil {
			return rows, err
		}
		rows = append(rows, show(row))
	}
}

func show(row Row) string {
	shown := []string{fmt.Sprint(row.Number)}
	for _, c := range row.Cells {
		text := map[CellType]string{Number: "n:", Date: "d:", Bool: "b:", Error: "e:"}[c.Type] + c.Text
		if c.Lossy {
			text = "!" + text
		}
		if c.Formula {
			text = "=" + text
		}
		if c.Type == Empty && c.Text != "" {
			text += " (typed empty)"
		}
		shown = append(shown, text)
	}
	return strings.Join(shown, "|")
}

// codeOf returns the code of a refusal, "" for no error, and the text of any other error.
func codeOf(err error) string {
	var refusal *Refusal
	switch {
	case err == nil:
		return ""
	case errors.As(err, &refusal):
		return refusal.Code
	}
	return err.Error()
}

// foundIn opens a file and tells how it is read.
func foundIn(t testing.TB, file []byte, o Options) Found {
	t.Helper()
	r, err := Open("orders", bytes.NewReader(file), int64(len(file)), o)
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	return r.Found()
}

// noticedIn reads a file to its end and tells what was met on the way.
func noticedIn(t testing.TB, name string, file []byte) Noticed {
	t.Helper()
	r, err := Open(name, bytes.NewReader(file), int64(len(file)), Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	for {
		if _, err := r.Next(); errors.Is(err, io.EOF) {
			return r.Noticed()
		} else if err != nil {
			t.Fatal(err)
		}
	}
}

// drain reads a file to its end, keeps nothing and counts the rows.
func drain(name string, file []byte, limits Limits) (rows int, err error) {
	r, err := Open(name, bytes.NewReader(file), int64(len(file)), Options{Limits: limits})
	if err != nil {
		return 0, err
	}
	defer r.Close()
	for {
		if _, err := r.Next(); errors.Is(err, io.EOF) {
			return rows, nil
		} else if err != nil {
			return rows, err
		}
		rows++
	}
}
