package sheet

import (
	"encoding/binary"
	"fmt"
	"strings"
	"testing"
)

func TestHostileODS(t *testing.T) {
	if raceDetector {
		t.Skip("what a file costs is measured without the race detector")
	}
	all := documentParts(documentTable("Orders", "ta1", "|"))
	open, end, _ := strings.Cut(all[1].body, "|")
	head, _, _ := strings.Cut(open, "<table:table ")
	styles, _, _ := strings.Cut(head, "</office:automatic-styles>")
	inContent := func(start, filler, end string, megabytes int, claimed uint64) []byte {
		return bombAmong(t, without(all, "content.xml"), "content.xml", start, filler, end, megabytes, claimed)
	}
	const cell, cellEnd = `<table:table-row><table:table-cell><text:p>`, `</text:p></table:table-cell></table:table-row>`
	for _, c := range []struct {
		name, code string
		file       []byte
	}{
		{"1 GiB of blanks", "too-large", inContent(open, " ", end, 1024, 0)},
		{"1 GiB that claims to be 1 KB", "damaged-zip", inContent(open, `<table:table-row/>              `, end, 1024, 1000)},
		{"200 MB of blanks between the rows", "cell-too-long", inContent(open, " ", end, 200, 0)},
		{"200 MB in one cell", "cell-too-long", inContent(open+cell, "a", cellEnd+end, 200, 0)},
		{"200 MB in one cell, in pieces", "cell-too-long", inContent(open+cell, "a<!---->", cellEnd+end, 200, 0)},
		{"200 MB of paragraphs in one cell", "cell-too-long", inContent(open+cell, `</text:p><text:p>               `, cellEnd+end, 200, 0)},
		{"200 MB of spans in spans", "damaged-sheet", inContent(open+cell, `<text:span>     `, cellEnd+end, 200, 0)},
		{"60 MB of empty rows", "empty", inContent(open, `<table:table-row/>              `, end, 60, 0)},
		{"60 MB of empty cells in one row", "empty", inContent(open+`<table:table-row>`, `<table:table-cell/>             `, `</table:table-row>`+end, 60, 0)},
		{"200 MB of groups in groups", "damaged-sheet", inContent(open, `<table:table-row-group>         `, end, 200, 0)},
		{"200 MB of attributes", "damaged-sheet", inContent(open+`<table:table-row `, `a="" `+"   ", `/>`+end, 200, 0)},
		{"200 MB of sheets", "too-many-parts", inContent(head, `<table:table/>  `, documentEnd, 200, 0)},
		{"60 MB of styles", "empty", inContent(styles, `<style:style style:name="a"/>   `, `</office:automatic-styles>`+strings.TrimPrefix(open, styles+`</office:automatic-styles>`)+end, 60, 0)},
		{"1 GiB of manifest", "too-large", bombAmong(t, without(all, documentManifest), documentManifest, `<manifest:manifest>`, `<x/>    `, `</manifest:manifest>`, 1024, 0)},
		{"a million rows of 512 values", "too-large", documentOf(t, `<table:table-row table:number-rows-repeated="1048576">`+
			`<table:table-cell table:number-columns-repeated="512"><text:p>a</text:p></table:table-cell></table:table-row>`)},
		{"a long text in a million rows", "too-large", documentOf(t, `<table:table-row table:number-rows-repeated="1048576"><table:table-cell><text:p>`+
			strings.Repeat("long", 8000)+cellEnd)},
		{"2,000,000,000 blanks", "cell-too-long", documentOf(t, cell+`<text:s text:c="2000000000"/>`+cellEnd)},
		{"100,000 parts", "too-many-parts", manyParts(t, 100_000)},
	} {
		t.Run(c.name, func(t *testing.T) {
			for _, ratio := range []int64{1 << 20, 0} { // every part read however well it packs, then as usual
				err := cheaply(t, "orders.ods", c.file, Limits{Ratio: ratio})
				if codeOf(err) != c.code && (ratio > 0 || codeOf(err) != "too-large") {
					t.Errorf("%v, want code %q", err, c.code)
				}
			}
		})
	}
}

// manyTexts is a table of n texts, in as many records as it takes.
func manyTexts(n int, text []byte) []byte {
	const most = 8224 // bytes of a record
	var out []byte
	body := binary.LittleEndian.AppendUint32(binary.LittleEndian.AppendUint32(nil, uint32(n)), uint32(n))
	kind := recordSST
	for range n {
		if len(body)+len(text) > most {
			out = append(out, record(int(kind), body)...)
			kind, body = recordContinue, nil
		}
		body = append(body, text...)
	}
	return append(out, record(int(kind), body)...)
}

func TestHostileXLS(t *testing.T) {
	if raceDetector {
		t.Skip("what a file costs is measured without the race detector")
	}
	cells := func(n, columns int, cell func(row, column int) []byte) []byte {
		var b []byte
		for i := range n {
			b = append(b, cell(i/columns, i%columns)...)
		}
		return b
	}
	shared := func(row, column int) []byte { return record(recordLabelSST, row, column, 0, uint32(0)) }
	number := func(row, column int) []byte { return record(recordNumber, row, column, 0, 1e300) }
	loop := xls(t, cellsOf())
	for at := len(loop) - 512; at > 0; at -= 512 { // every sector may follow itself
		binary.LittleEndian.PutUint32(loop[at:], uint32(at/512-1))
	}
	for _, c := range []struct {
		name, code string
		file       []byte
	}{
		{"2,000,000 empty texts", "", xls(t, record(recordNumber, 0, 0, 0, 1.0), manyTexts(2_000_000, []byte{0, 0, 0}))},
		{"300,000 cells of one long text", "too-large", xls(t, cells(300_000, 200, shared), strings97(narrowText(strings.Repeat("a", 8000))))},
		{"300,000 long numbers", "", xls(t, cells(300_000, 200, number))},
		{"300,000 parts in a sheet", "damaged-sheet", xls(t, cells(300_000, 1, func(int, int) []byte { return record(recordBOF, excel97, 0x20) }))},
		{"1,000,000 records that say nothing", "empty", xls(t, cells(1_000_000, 1, func(int, int) []byte { return record(0x04BC) }))},
		{"50,000 styles of their own", "", xls(t, record(recordNumber, 0, 0, 0, 1.0), cells(50_000, 50_000, func(_, n int) []byte {
			return record(recordFormat, n, narrowText(fmt.Sprintf("yyyy-mm-dd %d", n)))
		}))},
		{"4,000,000,000 texts", "damaged-sheet", xls(t, nil, record(recordSST, uint32(4e9), uint32(4e9), narrowText("a")))},
		{"sectors that follow themselves", "damaged-compound", loop},
	} {
		t.Run(c.name, func(t *testing.T) {
			if err := cheaply(t, "orders.xls", c.file, Limits{}); codeOf(err) != c.code {
				t.Errorf("%v, want code %q", err, c.code)
			}
		})
	}
}
