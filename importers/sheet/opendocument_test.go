package sheet

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// The parts of the smallest OpenDocument spreadsheet.
const (
	documentMime = "application/vnd.oasis.opendocument.spreadsheet"
	documentOpen = `<?xml version="1.0" encoding="UTF-8"?><office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"` +
		` xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"` +
		` xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0">` +
		`<office:automatic-styles><style:style style:name="ta1" style:family="table"><style:table-properties table:display="true"/></style:style>` +
		`<style:style style:name="ta2" style:family="table"><style:table-properties table:display="false"/></style:style></office:automatic-styles>` +
		`<office:body><office:spreadsheet><table:calculation-settings/>`
	documentEnd   = `</office:spreadsheet></office:body></office:document-content>`
	documentProof = `<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"><manifest:file-entry manifest:full-path="/"/></manifest:manifest>`
)

// documentTable is a sheet of an OpenDocument spreadsheet.
func documentTable(name, style, rows string) string {
	return fmt.Sprintf(`<table:table table:name="%s" table:style-name="%s"><table:table-column table:number-columns-repeated="3"/>%s</table:table>`, name, style, rows)
}

// documentParts are those of a spreadsheet with these sheets.
func documentParts(tables ...string) []entry {
	return []entry{{"mimetype", documentMime}, {"content.xml", documentOpen + strings.Join(tables, "") + documentEnd}, {documentManifest, documentProof}}
}

// documentOf is a spreadsheet whose only sheet has these rows.
func documentOf(t testing.TB, rows string) []byte {
	t.Helper()
	return zipped(t, documentParts(documentTable("Orders", "ta1", rows)))
}

const (
	documentRow  = `<table:table-row><table:table-cell office:value-type="string"><text:p>a</text:p></table:table-cell></table:table-row>`
	documentNone = `<table:table-row table:number-rows-repeated="40000"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>`
)

func TestCellsOfAnOpenDocument(t *testing.T) {
	t.Parallel()
	// Read a case as: this cell shows as that.
	for _, c := range []struct{ name, cell, want string }{
		{"a text", `<table:table-cell office:value-type="string" calcext:value-type="string"><text:p>00123</text:p></table:table-cell>`, "00123"},
		{"a text in its attribute", `<table:table-cell office:value-type="string" office:string-value="a  b"><text:p>shown</text:p></table:table-cell>`, "a  b"},
		{"a text without a type", `<table:table-cell><text:p>old</text:p></table:table-cell>`, "old"},
		{"a number, not as it shows", `<table:table-cell office:value-type="float" office:value="1234.5"><text:p>1.234,50</text:p></table:table-cell>`, "n:1234.5"},
		{"an amount", `<table:table-cell office:value-type="currency" office:currency="EUR" office:value="116.99"><text:p>116,99 €</text:p></table:table-cell>`, "n:116.99"},
		{"a share", `<table:table-cell office:value-type="percentage" office:value="0.19"><text:p>19 %</text:p></table:table-cell>`, "n:0.19"},
		{"a destroyed number", `<table:table-cell office:value-type="float" office:value="9.40011120620641E+21"><text:p>9,4E+21</text:p></table:table-cell>`, "!n:9400111206206410000000"},
		{"a day", `<table:table-cell office:value-type="date" office:date-value="2026-05-19"><text:p>19/05/26</text:p></table:table-cell>`, "d:2026-05-19"},
		{"a moment", `<table:table-cell office:value-type="date" office:date-value="2026-05-19T14:05:06.789000000"><text:p>x</text:p></table:table-cell>`, "d:2026-05-19T14:05:06"},
		{"a time", `<table:table-cell office:value-type="time" office:time-value="PT09H05M00.5S"><text:p>9:05</text:p></table:table-cell>`, "d:09:05:00"},
		{"a duration", `<table:table-cell office:value-type="time" office:time-value="PT36H00M00S"><text:p>36:00</text:p></table:table-cell>`, "n:1.5"},
		{"a duration below zero", `<table:table-cell office:value-type="time" office:time-value="-PT01H00M00S"><text:p>-1:00</text:p></table:table-cell>`, "-1:00"},
		{"yes", `<table:table-cell office:value-type="boolean" office:boolean-value="true"><text:p>WAHR</text:p></table:table-cell>`, "b:TRUE"},
		{"no", `<table:table-cell office:value-type="boolean" office:boolean-value="false"><text:p>x</text:p></table:table-cell>`, "b:FALSE"},
		{"a formula", `<table:table-cell table:formula="of:=1+1" office:value-type="float" office:value="2"><text:p>2</text:p></table:table-cell>`, "=n:2"},
		{"a text that a formula guards", `<table:table-cell table:formula="of:=&quot;00123&quot;" office:value-type="string"><text:p>00123</text:p></table:table-cell>`, "=00123"},
		{"a formula without a result", `<table:table-cell table:formula="of:=A9"/>`, "="},
		{"an error", `<table:table-cell table:formula="of:=NA()" office:value-type="string" office:string-value="" calcext:value-type="error"><text:p>#N/A</text:p></table:table-cell>`, "=e:#N/A"},
		{"lines", `<table:table-cell><text:p>a</text:p><text:p/><text:p>b<text:line-break/>c</text:p></table:table-cell>`, "a\n\nb\nc"},
		{"blanks", "<table:table-cell><text:p>\n  a \n b<text:s text:c=\"3\"/>c <text:span> d</text:span><text:tab/>e </text:p></table:table-cell>", "a b   c d\te"},
		{"blanks that count around a text", `<table:table-cell><text:p><text:s/>a<text:s text:c="2"/></text:p></table:table-cell>`, " a  "},
		{"a link", `<table:table-cell><text:p>see <text:a xlink:href="http://x">T&amp;T</text:a></text:p></table:table-cell>`, "see T&T"},
		{"a note beside it", `<table:table-cell><office:annotation><text:p>ask Ann</text:p></office:annotation><text:p>v</text:p></table:table-cell>`, "v"},
		{"a picture over it", `<table:table-cell><text:p>v</text:p><draw:frame><draw:text-box><text:p>no</text:p></draw:text-box></draw:frame></table:table-cell>`, "v"},
		{"a covered one", `<table:covered-table-cell><text:p>below</text:p></table:covered-table-cell>`, "below"},
		{"repeated", `<table:table-cell table:number-columns-repeated="3" office:value-type="float" office:value="7"/>`, "n:7|n:7|n:7"},
		{"behind empty ones", `<table:table-cell table:number-columns-repeated="2"/><table:table-cell><text:p>c</text:p></table:table-cell><table:table-cell table:number-columns-repeated="16381"/>`, "||c"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			got, err := readAll("orders.ods", documentOf(t, `<table:table-row>`+c.cell+`</table:table-row>`), Options{})
			if err != nil || len(got) != 1 || got[0] != "1|"+c.want {
				t.Errorf("%q %v, want 1|%s", got, err, c.want)
			}
		})
	}
}

func TestRowsOfAnOpenDocument(t *testing.T) {
	t.Parallel()
	cell := func(s string) string { return `<table:table-cell><text:p>` + s + `</text:p></table:table-cell>` }
	row := func(attributes, cells string) string {
		return `<table:table-row ` + attributes + `>` + cells + `</table:table-row>`
	}
	rows := `<table:table-header-rows>` + row("", cell("a")) + `</table:table-header-rows>` + documentNone +
		`<table:table-row-group>` + row(`table:visibility="filter"`, cell("b")) + row(`table:number-rows-repeated="2" table:visibility="collapse"`, cell("c")) + `</table:table-row-group>` +
		row("", `<table:table-cell table:number-columns-spanned="2" table:number-rows-spanned="1"><text:p>m</text:p></table:table-cell><table:covered-table-cell/>`) +
		row("", `<table:table-cell table:formula="of:=1"/>`) + documentNone + documentNone + documentNone
	file := zipped(t, documentParts(documentTable("Notes", "ta1", documentNone), documentTable("Old", "ta2", documentRow), documentTable("Orders", "ta1", rows), documentTable("More", "ta1", documentRow)))
	got, err := readAll("orders.ods", file, Options{})
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{"1|a", "40002|b", "40003|c", "40004|c", "40005|m", "40006|="}, got); diff != "" {
		t.Error(diff)
	}
	want := Found{Format: "ods", Encoding: "utf-8", Sheet: "Orders", Sheets: []string{"Notes", "Orders", "More"}, Hidden: []string{"Old"}}
	if diff := cmp.Diff(want, foundIn(t, file, Options{})); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff(Noticed{HiddenRows: 3, Merged: 1, Formulas: 1, Unvalued: 1}, noticedIn(t, "orders.ods", file)); diff != "" {
		t.Error(diff)
	}
	if got, err := readAll("orders.ods", file, Options{Sheet: "Old"}); err != nil || len(got) != 1 {
		t.Errorf("a hidden sheet that was chosen: %q %v", got, err)
	}
}

func TestPrefixesOfAnOpenDocumentMayBeOthers(t *testing.T) {
	t.Parallel()
	all := documentParts(documentTable("Orders", "ta1", documentNone+`<table:table-row><table:table-cell office:value-type="float" office:value="7"/></table:table-row>`))
	body := strings.NewReplacer("table:", "t:", "office:", "o:", "xmlns:table=", "xmlns:t=", "xmlns:office=", "xmlns:o=").Replace(all[1].body)
	body = strings.ReplaceAll(body, ":xmlns:o:1.0", ":xmlns:office:1.0")
	body = strings.ReplaceAll(body, ":xmlns:t:1.0", ":xmlns:table:1.0")
	got, err := readAll("orders.ods", zipped(t, with(all, "content.xml", body)), Options{})
	if err != nil || len(got) != 1 || got[0] != "40001|n:7" {
		t.Errorf("%q %v", got, err)
	}
}

func TestADamagedOpenDocumentIsRefused(t *testing.T) {
	t.Parallel()
	changed := func(old, new string) []byte {
		all := documentParts(documentTable("Orders", "ta1", strings.Repeat(documentRow, 100)))
		return zipped(t, with(all, "content.xml", strings.Replace(all[1].body, old, new, 1)))
	}
	in := func(row string) []byte { return documentOf(t, strings.Repeat(documentRow, 100)+row) }
	encrypted := strings.Replace(documentProof, `full-path="/"/>`, `full-path="/"><manifest:encryption-data/></manifest:file-entry>`, 1)
	for _, c := range []struct {
		name, code string
		file       []byte
	}{
		{"cut off behind the rows", "damaged-sheet", changed(documentEnd, "")},
		{"a tag that ends another", "damaged-sheet", changed("</text:p>", "</text:q>")},
		{"a damaged other sheet", "damaged-sheet", zipped(t, documentParts(documentTable("Orders", "ta1", documentRow), documentTable("More", "ta1", `<table:table-row>&no;</table:table-row>`)))},
		{"no spreadsheet in it", "damaged-sheet", zipped(t, with(documentParts(), "content.xml", `<office:document-content><office:body/></office:document-content>`))},
		{"two spreadsheets in it", "damaged-sheet", changed("</office:spreadsheet>", "</office:spreadsheet><office:spreadsheet></office:spreadsheet>")},
		{"another document", "damaged-sheet", changed("office:document-content", "office:document")},
		{"a document type", "doctype", changed(`<office:document-content`, `<!DOCTYPE x [<!ENTITY a "b">]><office:document-content`)},
		{"macros, whose parts always have a document type", "", zipped(t, append(documentParts(documentTable("Orders", "ta1", documentRow)),
			entry{"Basic/script-lc.xml", `<!DOCTYPE library:libraries PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "libraries.dtd"><library:libraries/>`}))},
		{"a value that is no number", "damaged-sheet", in(`<table:table-row><table:table-cell office:value-type="float" office:value="12x"/></table:table-row>`)},
		{"a value that is no date", "damaged-sheet", in(`<table:table-row><table:table-cell office:value-type="date" office:date-value="2026-13-01"/></table:table-row>`)},
		{"a value that is neither true nor false", "damaged-sheet", in(`<table:table-row><table:table-cell office:value-type="boolean" office:boolean-value="2"/></table:table-row>`)},
		{"a type that is none", "damaged-sheet", in(`<table:table-row><table:table-cell office:value-type="blob" office:value="1"/></table:table-row>`)},
		{"a row that comes no times", "damaged-sheet", in(`<table:table-row table:number-rows-repeated="0"/>`)},
		{"a row that comes x times", "damaged-sheet", in(`<table:table-row table:number-rows-repeated="x"/>`)},
		{"a text between the cells", "damaged-sheet", in(`<table:table-row>lost<table:table-cell/></table:table-row>`)},
		{"a text between the rows", "damaged-sheet", in(`lost`)},
		{"a text outside the paragraphs", "damaged-sheet", in(`<table:table-row><table:table-cell>lost</table:table-cell></table:table-row>`)},
		{"a row with a value that comes too often", "too-many-rows", in(strings.Replace(documentRow, `<table:table-row`, `<table:table-row table:number-rows-repeated="2000000"`, 1))},
		{"a million rows of one value", "", documentOf(t, strings.Replace(documentRow, `<table:table-row`, `<table:table-row table:number-rows-repeated="1048576"`, 1))},
		{"a million rows of 512 values", "too-large", documentOf(t, `<table:table-row table:number-rows-repeated="1048576">`+
			`<table:table-cell table:number-columns-repeated="512"><text:p>a</text:p></table:table-cell></table:table-row>`)},
		{"a value in every column", "too-many-columns", in(`<table:table-row><table:table-cell table:number-columns-repeated="16384"><text:p>a</text:p></table:table-cell></table:table-row>`)},
		{"a value 9,999,999,999 columns on", "too-many-columns", in(`<table:table-row><table:table-cell table:number-columns-repeated="9999999999"/><table:table-cell><text:p>a</text:p></table:table-cell></table:table-row>`)},
		{"2,000,000,000 blanks", "cell-too-long", in(`<table:table-row><table:table-cell><text:p><text:s text:c="2000000000"/></text:p></table:table-cell></table:table-row>`)},
		{"many blanks many times", "cell-too-long", in(`<table:table-row><table:table-cell><text:p>` + strings.Repeat(`<text:s text:c="30000"/>`, 10) + `</text:p></table:table-cell></table:table-row>`)},
		{"a long text", "cell-too-long", in(`<table:table-row><table:table-cell><text:p>` + strings.Repeat("long", 9000) + `</text:p></table:table-cell></table:table-row>`)},
		{"a password", "encrypted", zipped(t, with(documentParts(documentTable("Orders", "ta1", documentRow)), documentManifest, encrypted))},
		{"no value", "empty", documentOf(t, documentNone)},
		{"no sheet", "empty", zipped(t, documentParts())},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			if rows, err := drain("orders.ods", c.file, Limits{}); codeOf(err) != c.code {
				t.Errorf("%d rows, %v, want code %q", rows, err, c.code)
			}
		})
	}
}
