package sheet

import (
	"bytes"
	"encoding/binary"
	"math"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/google/go-cmp/cmp"
)

// record is one record of a workbook made by hand: its kind and what is in it, one value after the other.
func record(kind int, values ...any) []byte {
	var body []byte
	for _, v := range values {
		switch v := v.(type) {
		case int: // two bytes, as most fields have
			body = binary.LittleEndian.AppendUint16(body, uint16(v))
		case byte:
			body = append(body, v)
		case uint32:
			body = binary.LittleEndian.AppendUint32(body, v)
		case float64:
			body = binary.LittleEndian.AppendUint64(body, math.Float64bits(v))
		case []byte:
			body = append(body, v...)
		}
	}
	head := binary.LittleEndian.AppendUint16(nil, uint16(kind))
	return append(binary.LittleEndian.AppendUint16(head, uint16(len(body))), body...)
}

// wideText is a text of two bytes a character, with its length in two.
func wideText(s string) []byte {
	units := utf16.Encode([]rune(s))
	b := append(binary.LittleEndian.AppendUint16(nil, uint16(len(units))), textWide)
	for _, u := range units {
		b = binary.LittleEndian.AppendUint16(b, u)
	}
	return b
}

// narrowText is a text of one byte a character.
func narrowText(s string) []byte {
	return append(append(binary.LittleEndian.AppendUint16(nil, uint16(len(s))), 0), s...)
}

func joined(all ...[]byte) []byte { return bytes.Join(all, nil) }

// styleRecords are formats and styles: 0 plain, 1 a day, 2 a moment, 3 a format of its own that is a day, 4 a time.
func styleRecords() []byte {
	xf := func(format int) []byte { return record(recordXF, 0, format, make([]byte, 16)) }
	return joined(record(recordFormat, 164, narrowText(`dd\.mm\.yyyy`)), xf(0), xf(14), xf(22), xf(164), xf(20))
}

// book is the Workbook stream of a workbook with this sheet, between these records of the workbook and a sheet that is hidden.
func book(t testing.TB, rows []byte, global ...[]byte) []byte {
	t.Helper()
	begin := func(part int) []byte { return record(recordBOF, excel97, part, make([]byte, 12)) }
	end := record(recordEOF)
	name := func(place uint32, hidden byte, name string) []byte {
		return record(recordBoundSheet, place, hidden, byte(0), byte(len(name)), byte(0), []byte(name))
	}
	head := joined(begin(5), styleRecords(), joined(global...))
	length := len(head) + len(name(0, 0, "Orders")) + len(name(0, 1, "Old")) + len(end)
	orders := joined(begin(0x10), rows, end)
	old := joined(begin(0x10), record(recordNumber, 0, 0, 0, 7.0), end)
	return joined(head, name(uint32(length), 0, "Orders"), name(uint32(length+len(orders)), 1, "Old"), end, orders, old)
}

// cellsOf is a sheet of 300 rows.
func cellsOf() []byte {
	var b []byte
	for n := range 300 {
		b = append(b, record(recordNumber, n, 0, 0, float64(n))...)
	}
	return b
}

func xls(t testing.TB, rows []byte, global ...[]byte) []byte {
	t.Helper()
	return compoundFile(streamOf{"Workbook", book(t, rows, global...)})
}

// strings97 is a table of texts.
func strings97(texts ...[]byte) []byte {
	return record(recordSST, uint32(len(texts)), uint32(len(texts)), joined(texts...))
}

func TestCellsOfExcel97(t *testing.T) {
	t.Parallel()
	rich := joined([]byte{3, 0, textRich | textPhonetic, 2, 0, 5, 0, 0, 0}, []byte("abc"), make([]byte, 8), make([]byte, 5))
	texts := strings97(narrowText("M\xfcller"), wideText("東京 😀"), rich, narrowText("00123"), narrowText("1.23E+21"), narrowText(""))
	shared := func(n uint32) []byte { return record(recordLabelSST, 0, 0, 0, n) }
	rk := func(style int, rk uint32) []byte { return record(recordRK, 0, 0, style, rk) }
	formula := func(result ...any) []byte {
		return record(recordFormula, append(append([]any{0, 0, 0}, result...), 0, uint32(0), 0)...)
	}
	const hundredth, whole = 1, 2
	for _, c := range []struct {
		name  string
		cells []byte
		want  string
	}{
		{"a text", shared(0), "Müller"},
		{"a text beyond Latin-1", shared(1), "東京 😀"},
		{"a text with how it looks and is said", shared(2), "abc"},
		{"a text of digits", shared(3), "00123"},
		{"a destroyed number kept as text", shared(4), "!1.23E+21"},
		{"an empty text beside a number", joined(shared(5), record(recordNumber, 0, 1, 0, 1.0)), "|n:1"},
		{"a text in its cell", record(recordLabel, 0, 0, 0, wideText("Größe")), "Größe"},
		{"a formatted text in its cell", record(recordRString, 0, 0, 0, narrowText("bold"), 1, 0, 0), "bold"},
		{"a number", record(recordNumber, 0, 0, 0, 1234.5), "n:1234.5"},
		{"a long number", record(recordNumber, 0, 0, 0, 123456789012345.0), "n:123456789012345"},
		{"a destroyed number", record(recordNumber, 0, 0, 0, 9.40011120620641e21), "!n:9400111206206410000000"},
		{"a short number", rk(0, 1000<<2|whole), "n:1000"},
		{"a short number below zero", rk(0, uint32(0xFFFFFFFF)&^3|whole), "n:-1"},
		{"hundredths", rk(0, 12345<<2|whole|hundredth), "n:123.45"},
		{"a short fraction", rk(0, uint32(math.Float64bits(1.5)>>32)), "n:1.5"},
		{"numbers side by side", record(recordMulRK, 0, 0, 0, uint32(1<<2|whole), 1, uint32(44197<<2|whole), 1), "n:1|d:2021-01-01"},
		{"a day", record(recordNumber, 0, 0, 1, 44197.0), "d:2021-01-01"},
		{"a moment", record(recordNumber, 0, 0, 2, 44197.5), "d:2021-01-01T12:00:00"},
		{"a day by a format of its own", record(recordNumber, 0, 0, 3, 44197.0), "d:2021-01-01"},
		{"a time", record(recordNumber, 0, 0, 4, 0.25), "d:06:00:00"},
		{"a style that is not there", record(recordNumber, 0, 0, 99, 5.0), "n:5"},
		{"yes", record(recordBoolErr, 0, 0, 0, byte(1), byte(0)), "b:TRUE"},
		{"an error", record(recordBoolErr, 0, 0, 0, byte(0x2A), byte(1)), "e:#N/A"},
		{"a formula that came to a number", formula(2.5), "=n:2.5"},
		{"a formula as Excel 3 numbers it", record(recordFormula3, 0, 0, 0, 2.5, 0, uint32(0), 0), "=n:2.5"},
		{"a formula as Excel 4 numbers it", record(recordFormula4, 0, 0, 0, 2.5, 0, uint32(0), 0), "=n:2.5"},
		{"a formula that came to a text", joined(formula([]byte{0, 0, 0, 0, 0, 0, 0xFF, 0xFF}), record(0x04BC), record(recordString, narrowText("00123"))), "=00123"},
		{"a formula whose text is missing", formula([]byte{0, 0, 0, 0, 0, 0, 0xFF, 0xFF}), "="},
		{"a formula that came to no", formula([]byte{1, 0, 0, 0, 0, 0, 0xFF, 0xFF}), "=b:FALSE"},
		{"a formula that came to an error", formula([]byte{2, 0, 7, 0, 0, 0, 0xFF, 0xFF}), "=e:#DIV/0!"},
		{"a formula that came to an empty text", formula([]byte{3, 0, 0, 0, 0, 0, 0xFF, 0xFF}), "="},
		{"behind a chart", joined(record(recordBOF, excel97, 0x20), record(recordNumber, 0, 0, 0, 9.0), record(recordEOF), record(recordNumber, 0, 0, 0, 1.0)), "n:1"},
		{"behind a blank one", joined(record(0x0201, 0, 0, 0), record(recordNumber, 0, 2, 0, 1.0)), "||n:1"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			got, err := readAll("orders.xls", xls(t, c.cells, texts), Options{})
			if err != nil || len(got) != 1 || got[0] != "1|"+c.want {
				t.Errorf("%q %v, want 1|%s", got, err, c.want)
			}
		})
	}
}

func TestRowsOfExcel97(t *testing.T) {
	t.Parallel()
	row := func(n, flags int) []byte { return record(recordRow, n, 0, 1, 0, 0, 0, flags, 0) }
	number := func(row, column int) []byte { return record(recordNumber, row, column, 1, 1.0) }
	file := xls(t, joined(row(0, 0), row(4, 0x20), number(0, 0), number(4, 1), number(4, 3), record(0x0201, 7, 0, 0), number(65535, 255),
		record(recordMergedCells, 2, make([]byte, 16))), record(recordDate1904, 1))
	got, err := readAll("orders.xls", file, Options{})
	if err != nil {
		t.Fatal(err)
	}
	day := "d:1904-01-02"
	want := []string{"1|" + day, "5||" + day + "||" + day, "65536|" + strings.Repeat("|", 255) + day}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	found := Found{Format: "xls", Encoding: "utf-16le", Sheet: "Orders", Sheets: []string{"Orders"}, Hidden: []string{"Old"}, Date1904: true}
	if diff := cmp.Diff(found, foundIn(t, file, Options{})); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff(Noticed{HiddenRows: 1, Merged: 2}, noticedIn(t, "orders.xls", file)); diff != "" {
		t.Error(diff)
	}
	if got, err := readAll("orders.xls", file, Options{Sheet: "Old"}); err != nil || len(got) != 1 {
		t.Errorf("a hidden sheet that was chosen: %q %v", got, err)
	}
}

// TestTextsRunOverIntoFurtherRecords cuts a table of texts at every byte where it may be cut, with either width behind.
func TestTextsRunOverIntoFurtherRecords(t *testing.T) {
	t.Parallel()
	text := narrowText("abcdef")
	for cut := 3; cut < len(text); cut++ {
		for _, wide := range []bool{false, true} {
			rest := append([]byte{0}, text[cut:]...)
			if wide {
				rest = wideText(string(text[cut:]))[2:]
			}
			texts := joined(record(recordSST, uint32(1), uint32(1), text[:cut]), record(recordContinue, rest))
			got, err := readAll("orders.xls", xls(t, record(recordLabelSST, 0, 0, 0, uint32(0)), texts), Options{})
			if err != nil || len(got) != 1 || got[0] != "1|abcdef" {
				t.Errorf("cut at %d, wide %v: %q %v", cut, wide, got, err)
			}
		}
	}
}

func TestADamagedExcel97IsRefused(t *testing.T) {
	t.Parallel()
	one := record(recordNumber, 0, 0, 0, 1.0)
	version := func(v int) []byte {
		return compoundFile(streamOf{"Workbook", joined(record(recordBOF, v, 5, make([]byte, 4096)), record(recordEOF))})
	}
	whole := book(t, cellsOf())
	for _, c := range []struct {
		name, code string
		file       []byte
	}{
		{"cut off in the rows", "damaged-sheet", compoundFile(streamOf{"Workbook", whole[:len(whole)-3000]})},
		{"cut off before the sheet", "damaged-sheet", compoundFile(streamOf{"Workbook", book(t, one)[:120]})},
		{"zeros over the rows", "damaged-sheet", compoundFile(streamOf{"Workbook", append(whole[:len(whole)-3000:len(whole)-3000], make([]byte, 3000)...)})},
		{"a password", "encrypted", xls(t, one, record(recordFilePass, 1, 1, 1))},
		{"of Excel 5", "xls-old", version(excel5)},
		{"of Excel 2030", "damaged-sheet", version(0x0700)},
		{"an older stream alone", "xls-old", compoundFile(streamOf{"Book", whole})},
		{"a text that is not there", "damaged-sheet", xls(t, record(recordLabelSST, 0, 0, 0, uint32(3)), strings97(narrowText("a")))},
		{"4,000,000,000 texts", "damaged-sheet", xls(t, one, record(recordSST, uint32(4e9), uint32(4e9), narrowText("a")))},
		{"two tables of texts", "damaged-sheet", xls(t, one, strings97(narrowText("a")), strings97(narrowText("b")))},
		{"a text cut off", "damaged-sheet", xls(t, one, record(recordSST, uint32(1), uint32(1), narrowText("abc")[:4]))},
		{"half a character", "damaged-sheet", xls(t, one, strings97([]byte{1, 0, textWide, 0x3d, 0xd8}))},
		{"a phonetic of 4 GB", "damaged-sheet", xls(t, one, strings97([]byte{1, 0, textPhonetic, 255, 255, 255, 255, 'a'}))},
		{"rows that go back", "damaged-sheet", xls(t, joined(record(recordNumber, 5, 0, 0, 1.0), record(recordNumber, 4, 0, 0, 1.0)))},
		{"a cell twice", "damaged-sheet", xls(t, joined(one, one))},
		{"a number that is none", "damaged-sheet", xls(t, record(recordNumber, 0, 0, 0, math.NaN()))},
		{"a record too short", "damaged-sheet", xls(t, record(recordNumber, 0, 0, 0))},
		{"cells side by side that do not count right", "damaged-sheet", xls(t, record(recordMulRK, 0, 0, 0, uint32(2), 5))},
		{"neither true nor false", "damaged-sheet", xls(t, record(recordBoolErr, 0, 0, 0, byte(7), byte(0)))},
		{"an error that is none", "damaged-sheet", xls(t, record(recordBoolErr, 0, 0, 0, byte(99), byte(1)))},
		{"a text too long", "cell-too-long", xls(t, record(recordLabel, 0, 0, 0, []byte{0xFF, 0xFF, 0}, make([]byte, 5000)))},
		{"column 40,000", "too-many-columns", xls(t, record(recordNumber, 0, 40_000, 0, 1.0))},
		{"no value", "empty", xls(t, nil)},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			if rows, err := readAll("orders.xls", c.file, Options{}); codeOf(err) != c.code {
				t.Errorf("%d rows, %v, want code %q", len(rows), err, c.code)
			}
		})
	}
}
