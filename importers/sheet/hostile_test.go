package sheet

import (
	"archive/zip"
	"bytes"
	"compress/flate"
	"fmt"
	"hash/crc32"
	"runtime"
	"runtime/metrics"
	"strings"
	"testing"
	"time"
)

// slowest is how much processor time the refusal of any hostile file may take.
const slowest = 5 * time.Second

// largest is how much memory the refusal of any hostile file may take.
const largest = 200 << 20

// cheaply reads a file to its end and fails when that takes too much time or memory; it returns how the reading ended.
func cheaply(t *testing.T, name string, file []byte, limits Limits) error {
	t.Helper()
	runtime.GC()
	held := []metrics.Sample{{Name: "/memory/classes/heap/objects:bytes"}}
	metrics.Read(held)
	before, peak := held[0].Value.Uint64(), uint64(0)
	done, watched := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(watched)
		for tick := time.NewTicker(time.Millisecond); ; {
			metrics.Read(held)
			peak = max(peak, held[0].Value.Uint64())
			select {
			case <-done:
				tick.Stop()
				return
			case <-tick.C:
			}
		}
	}()
	begun := cpu()
	_, err := drain(name, file, limits)
	took := cpu() - begun
	close(done)
	<-watched
	if took > slowest {
		t.Errorf("took %v", took)
	}
	if peak > before+largest {
		t.Errorf("took %d MB", (peak-before)>>20)
	}
	return err
}

// bomb packs parts, one of them body followed by many copies of filler, without ever holding it unpacked. claimed is the
// size that the directory gives for it, 0 for the true one.
func bomb(t testing.TB, name, start, filler, end string, megabytes int, claimed uint64) []byte {
	t.Helper()
	return bombAmong(t, without(parts(sheetXML(oneRow)), name), name, start, filler, end, megabytes, claimed)
}

// bombAmong is a bomb that lies beside other parts.
func bombAmong(t testing.TB, others []entry, name, start, filler, end string, megabytes int, claimed uint64) []byte {
	t.Helper()
	block := strings.Repeat(filler, 1<<20/len(filler))
	var packed bytes.Buffer
	w, _ := flate.NewWriter(&packed, flate.BestSpeed)
	put := func(s string) []byte {
		from := packed.Len()
		_, _ = w.Write([]byte(s))
		_ = w.Flush()
		return packed.Bytes()[from:]
	}
	put(start + block)
	same := bytes.Clone(put(block)) // the block before it is the same, so it may follow itself
	for range megabytes {
		packed.Write(same)
	}
	sum := crc32.ChecksumIEEE([]byte(start))
	for range megabytes + 2 {
		sum = crc32.Update(sum, crc32.IEEETable, []byte(block))
	}
	sum = crc32.Update(sum, crc32.IEEETable, []byte(end))
	put(end)
	_ = w.Close()
	size := uint64(len(start) + (megabytes+2)*len(block) + len(end))
	if claimed == 0 {
		claimed = size
	}
	var file bytes.Buffer
	z := zip.NewWriter(&file)
	for _, e := range others {
		f, _ := z.Create(e.name)
		_, _ = f.Write([]byte(e.body))
	}
	f, err := z.CreateRaw(&zip.FileHeader{Name: name, Method: zip.Deflate, CRC32: sum, CompressedSize64: uint64(packed.Len()), UncompressedSize64: claimed})
	if err != nil {
		t.Fatal(err)
	}
	_, _ = f.Write(packed.Bytes())
	_ = z.Close()
	return file.Bytes()
}

// manyParts is an archive with n parts.
func manyParts(t testing.TB, n int) []byte {
	t.Helper()
	var file bytes.Buffer
	z := zip.NewWriter(&file)
	for i := range n {
		if _, err := z.CreateHeader(&zip.FileHeader{Name: fmt.Sprintf("xl/media/%d.png", i)}); err != nil {
			t.Fatal(err)
		}
	}
	_ = z.Close()
	return file.Bytes()
}

// farCells is a sheet with a value in the last column of each row.
func farCells(rows int, cell string) string {
	var b strings.Builder
	for n := 1; n <= rows; n++ {
		fmt.Fprintf(&b, `<row r="%d"><c r="XFD%d"%s</row>`, n, n, cell)
	}
	return sheetXML(b.String())
}

// attributes are n of them with different names.
func attributes(n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, `a%d="" `, i)
	}
	return b.String()
}

func TestHostileXLSX(t *testing.T) {
	if raceDetector {
		t.Skip("what a file costs is measured without the race detector")
	}
	open, end, _ := strings.Cut(sheetXML("|"), "|")
	cell := func(s string) string { return `<row><c t="inlineStr"><is><t>` + s }
	sst := `<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">`
	one := sheetXML(oneRow)
	for _, c := range []struct {
		name, code string
		file       []byte
	}{
		{"1 GiB of blanks", "too-large", bomb(t, sheetPart, open, " ", end, 1024, 0)},
		{"1 GiB that claims to be 1 KB", "damaged-zip", bomb(t, sheetPart, open, `<row/>  `, end, 1024, 1000)},
		{"1 GiB of shared strings", "too-large", bomb(t, "xl/sharedStrings.xml", sst, `<si/>   `, `</sst>`, 1024, 0)},
		{"1 GiB of shared strings that claim to be 1 KB", "damaged-zip", bomb(t, "xl/sharedStrings.xml", sst, `<si/>   `, `</sst>`, 1024, 1000)},
		{"200 MB of blanks between the rows", "cell-too-long", bomb(t, sheetPart, open, " ", end, 200, 0)},
		{"200 MB in one cell", "cell-too-long", bomb(t, sheetPart, open+cell(""), "a", `</t></is></c></row>`+end, 200, 0)},
		{"200 MB in one cell, in pieces", "cell-too-long", bomb(t, sheetPart, open+cell(""), "a<!---->", `</t></is></c></row>`+end, 200, 0)},
		{"200 MB of empty rows", "too-many-rows", bomb(t, sheetPart, open, `<row/>  `, end, 200, 0)},
		{"200 MB of empty cells in one row", "damaged-sheet", bomb(t, sheetPart, open+`<row>`, `<c/>`, `</row>`+end, 200, 0)},
		{"30 MB of elements behind the rows", "", bomb(t, sheetPart, strings.TrimSuffix(one, `</worksheet>`), `<x/>`, `</worksheet>`, 30, 0)},
		{"200 MB of attributes", "damaged-sheet", bomb(t, sheetPart, open+`<row `, `a="" `+"   ", `/>`+end, 200, 0)},
		{"1 MB of different attributes", "damaged-sheet", zipped(t, parts(sheetXML(`<row `+attributes(100_000)+`/>`)))},
		{"70 MB of empty shared strings", "too-large", bomb(t, "xl/sharedStrings.xml", sst, `<si/>   `, `</sst>`, 70, 0)},
		{"200 MB of opening tags", "damaged-sheet", bomb(t, sheetPart, open, `<row>   `, end, 200, 0)},
		{"200 MB of styles", "too-large", bomb(t, "xl/styles.xml", `<styleSheet><cellXfs>`, `<xf/>   `, `</cellXfs></styleSheet>`, 200, 0)},
		{"14 MB of styles", "too-large", bomb(t, "xl/styles.xml", `<styleSheet><cellXfs>`, `<xf/>   `, `</cellXfs></styleSheet>`, 12, 0)},
		{"a value in column XFD", "too-many-columns", zipped(t, parts(farCells(1, `><v>1</v></c>`)))},
		{"20,000 values in column XFD", "too-many-columns", zipped(t, parts(farCells(20_000, `><v>1</v></c>`)))},
		{"20,000 empty cells in column XFD", "empty", zipped(t, parts(farCells(20_000, ` s="1"/>`)))},
		{"row 2,000,000,000", "too-many-rows", zipped(t, parts(sheetXML(`<row r="2000000000"><c r="A2000000000"><v>1</v></c></row>`)))},
		{"row 1,048,577", "too-many-rows", zipped(t, parts(sheetXML(`<row r="1048577"/>`)))},
		{"row 18446744073709551617", "damaged-sheet", zipped(t, parts(sheetXML(`<row r="18446744073709551617"/>`)))},
		{"100,000 parts", "too-many-parts", manyParts(t, 100_000)},
		{"the sheet twice", "duplicate-part", zipped(t, append(parts(one), entry{sheetPart, sheetXML("")}))},
		{"the sheet twice, in another case", "duplicate-part", zipped(t, append(parts(one), entry{strings.ToUpper(sheetPart), sheetXML("")}))},
		{"the sheet twice, with backslashes", "duplicate-part", zipped(t, append(parts(one), entry{strings.ReplaceAll(sheetPart, "/", `\`), sheetXML("")}))},
		{"a name that goes up", "unsafe-name", zipped(t, append(parts(one), entry{"xl/../../../etc/cron.d/x", ""}))},
		{"a name that goes up with backslashes", "unsafe-name", zipped(t, append(parts(one), entry{`..\..\autoexec.bat`, ""}))},
		{"an absolute name", "unsafe-name", zipped(t, append(parts(one), entry{"/etc/passwd", ""}))},
		{"a name with a drive", "unsafe-name", zipped(t, append(parts(one), entry{`C:\Windows\x`, ""}))},
		{"a link that leaves the archive", "damaged-zip", zipped(t, with(parts(one), "xl/_rels/workbook.xml.rels",
			strings.ReplaceAll(bookLinks, "worksheets/sheet1.xml", "../../../../etc/passwd")))},
	} {
		t.Run(c.name, func(t *testing.T) {
			// First with every part read however well it packs, then as usual.
			for _, ratio := range []int64{1 << 20, 0} {
				err := cheaply(t, "orders.xlsx", c.file, Limits{Ratio: ratio})
				if codeOf(err) != c.code && (ratio > 0 || codeOf(err) != "too-large") {
					t.Errorf("%v, want code %q", err, c.code)
				}
			}
		})
	}
}

// TestADocumentTypeIsRefusedInEveryPart puts one into each part, also into those that are not read otherwise.
func TestADocumentTypeIsRefusedInEveryPart(t *testing.T) {
	t.Parallel()
	laughs := `<!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]>`
	external := `<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>`
	for _, declaration := range []string{`<!DOCTYPE x>`, laughs, external} {
		for _, name := range []string{
			"[Content_Types].xml", "_rels/.rels", "xl/workbook.xml", "xl/_rels/workbook.xml.rels",
			"xl/sharedStrings.xml", "xl/styles.xml", sheetPart, "docProps/app.xml", "xl/theme/theme1.xml",
		} {
			all := append(parts(sheetXML(text501("&c;"))), entry{"docProps/app.xml", "<a/>"}, entry{"xl/theme/theme1.xml", "<a/>"})
			for i := range all {
				if all[i].name == name {
					declared, rest, _ := strings.Cut("\n"+strings.TrimPrefix(all[i].body, `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>`), "\n")
					all[i].body = `<?xml version="1.0"?><!-- x -->` + declaration + declared + rest
				}
			}
			if _, err := readAll("orders.xlsx", zipped(t, all), Options{}); codeOf(err) != "doctype" || !strings.Contains(err.Error(), name) {
				t.Errorf("%s in %s: %v", clip([]byte(declaration)), name, err)
			}
		}
	}
}

func TestLimitsMayBeChosen(t *testing.T) {
	t.Parallel()
	file := zipped(t, parts(sheetXML(`<row><c t="s"><v>1</v></c><c><v>2</v></c><c t="str"><v>long</v></c></row><row><c><v>3</v></c></row>`)))
	table := []byte("zero,one,long\n1,2,3\n")
	for _, c := range []struct {
		limits     Limits
		book, text string
	}{
		{Limits{}, "", ""},
		{Limits{Inflated: 10}, "too-large", "too-large"},
		{Limits{Parts: 3}, "too-many-parts", ""},
		{Limits{Rows: 1}, "too-many-rows", "too-many-rows"},
		{Limits{Rows: 2, Columns: 3}, "", ""},
		{Limits{Columns: 2}, "too-many-columns", "too-many-columns"},
		{Limits{CellBytes: 3}, "cell-too-long", "cell-too-long"},
	} {
		if _, err := readAll("a.xlsx", file, Options{Limits: c.limits}); codeOf(err) != c.book {
			t.Errorf("workbook, %+v: %v, want code %q", c.limits, err, c.book)
		}
		if _, err := readAll("a.csv", table, Options{Limits: c.limits}); codeOf(err) != c.text {
			t.Errorf("text table, %+v: %v, want code %q", c.limits, err, c.text)
		}
	}
}
