package sheet

import (
	"testing"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"
)

func encoded(t *testing.T, e encoding.Encoding, text string) []byte {
	t.Helper()
	b, err := e.NewEncoder().Bytes([]byte(text))
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// T10: among others UTF-8 with a byte order mark, and Windows-1252.
func TestTheEncodingIsFound(t *testing.T) {
	t.Parallel()
	const text = "Name,Größe\nJürgen Müßig,„Spaß“ 5 €\n"
	const plain = "Name,Size\nJane,5\n"
	le, be := unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM), unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM)
	// Read a row as: these bytes, with this choice, are found to be so and have this second row.
	for _, c := range []struct {
		name          string
		file          []byte
		choice, found string
		row           string
	}{
		{"UTF-8", []byte(text), "", "utf-8", "2|Jürgen Müßig|„Spaß“ 5 €"},
		{"UTF-8 with mark", []byte("\xef\xbb\xbf" + text), "", "utf-8-bom", "2|Jürgen Müßig|„Spaß“ 5 €"},
		{"ASCII", []byte(plain), "", "utf-8", "2|Jane|5"},
		{"UTF-16 little endian with mark", append([]byte("\xff\xfe"), encoded(t, le, text)...), "", "utf-16le", "2|Jürgen Müßig|„Spaß“ 5 €"},
		{"UTF-16 big endian with mark", append([]byte("\xfe\xff"), encoded(t, be, text)...), "", "utf-16be", "2|Jürgen Müßig|„Spaß“ 5 €"},
		{"UTF-16 little endian without mark", encoded(t, le, text), "", "utf-16le", "2|Jürgen Müßig|„Spaß“ 5 €"},
		{"UTF-16 big endian without mark", encoded(t, be, text), "", "utf-16be", "2|Jürgen Müßig|„Spaß“ 5 €"},
		{"UTF-16 with pairs", encoded(t, le, "a,b\nx,😀\n"), "", "utf-16le", "2|x|😀"},
		{"Windows-1252", encoded(t, charmap.Windows1252, text), "", "windows-1252", "2|Jürgen Müßig|„Spaß“ 5 €"},
		{"Windows-1252 that has a pair that could be UTF-8", []byte("a,b\nSpa\xdf\x93,\x80\n"), "", "windows-1252", "2|Spaß“|€"},
		{"Latin-1 chosen", encoded(t, charmap.ISO8859_1, "a,b\nJürgen,ß\n"), "iso-8859-1", "iso-8859-1", "2|Jürgen|ß"},
		{"Windows-1252 chosen for UTF-8", []byte("a,b\nü,x\n"), "windows-1252", "windows-1252", "2|Ã¼|x"},
		{"Shift-JIS", encoded(t, japanese.ShiftJIS, "a,b\n山田太郎,ｶﾀｶﾅ ソ表5階\n"), "", "shift-jis", "2|山田太郎|ｶﾀｶﾅ ソ表5階"},
		{"Windows-1252 with accents side by side", encoded(t, charmap.Windows1252, "a,b\nCrème brûlée „été“ Köße,ÄÖÜ ñandú\n"), "", "windows-1252", "2|Crème brûlée „été“ Köße|ÄÖÜ ñandú"},
		{"Windows-1250", encoded(t, charmap.Windows1250, "a,b\nKsiążka Łódź,żółw pięć\n"), "", "windows-1250", "2|Książka Łódź|żółw pięć"},
		{"ISO 8859-2", encoded(t, charmap.ISO8859_2, "a,b\nKsiążka Łódź,żółw pięć\n"), "", "iso-8859-2", "2|Książka Łódź|żółw pięć"},
		{"Windows-1252 with signs between letters", encoded(t, charmap.Windows1252, "a,b\nx±y Größe,a±b 5 ± 2 ¶\n"), "", "windows-1252", "2|x±y Größe|a±b 5 ± 2 ¶"},
		{"Windows-1252 with signs behind letters", encoded(t, charmap.Windows1252, "a,b\n5 m³ cm³ x¹,¿Qué? a¹ m³/h\n"), "", "windows-1252", "2|5 m³ cm³ x¹|¿Qué? a¹ m³/h"},
		{"Windows-1251 chosen", encoded(t, charmap.Windows1251, "a,b\nКнига,шт\n"), "windows-1251", "windows-1251", "2|Книга|шт"},
		{"GB 18030 chosen", encoded(t, simplifiedchinese.GB18030, "a,b\n茶杯,件\n"), "gb18030", "gb18030", "2|茶杯|件"},
		{"UTF-8 chosen, with mark", []byte("\xef\xbb\xbfa,b\nü,x\n"), "utf-8", "utf-8", "2|ü|x"},
		{"UTF-16 chosen, with mark", append([]byte("\xff\xfe"), encoded(t, le, text)...), "utf-16le", "utf-16le", "2|Jürgen Müßig|„Spaß“ 5 €"},
	} {
		o := Options{Encoding: c.choice}
		rows, err := readAll("a.csv", c.file, o)
		if err != nil {
			t.Errorf("%s: %v", c.name, err)
			continue
		}
		if found := foundIn(t, c.file, o).Encoding; found != c.found || rows[1] != c.row {
			t.Errorf("%s: %s %q, want %s %q", c.name, found, rows[1], c.found, c.row)
		}
		if rows[0][:5] != "1|Nam" && rows[0] != "1|a|b" {
			t.Errorf("%s: the mark or a wrong letter stands before the first header: %q", c.name, rows[0])
		}
	}
}

func TestAWrongChoiceIsRefused(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name, file string
		o          Options
		code       string
	}{
		{"an encoding that is not known", "a,b\n", Options{Encoding: "ebcdic"}, "unknown-encoding"},
		{"UTF-8 chosen for Windows-1252", "a,b\nM\xfcller,x\n", Options{Encoding: "utf-8"}, "bad-encoding"},
		{"UTF-16 chosen for an odd number of bytes", "abc", Options{Encoding: "utf-16be"}, "damaged-text"},
		{"Cyrillic of an encoding that the bytes do not name", string(encoded(t, charmap.Windows1251, "a,b\nКнига про чай,шт\n")), Options{}, "bad-encoding"},
		{"Ukrainian, which has letters where Polish does", string(encoded(t, charmap.Windows1251, "a,b\nКиїв Україна їжа,їхні подвір'я\n")), Options{}, "bad-encoding"},
		{"Chinese of an encoding that the bytes do not name", string(encoded(t, simplifiedchinese.GB18030, "a,b\n青花瓷茶杯,白色大号\n")), Options{}, "bad-encoding"},
		{"two separators", "a,b\n", Options{Separator: ";;"}, "unknown-separator"},
		{"a quote as separator", "a,b\n", Options{Separator: `"`}, "unknown-separator"},
		{"a line end as separator", "a,b\n", Options{Separator: "\n"}, "unknown-separator"},
		{"a letter beyond ASCII as separator", "a,b\n", Options{Separator: "¦"}, "unknown-separator"},
	} {
		if _, err := readAll("a.csv", []byte(c.file), c.o); codeOf(err) != c.code {
			t.Errorf("%s: %v, want code %q", c.name, err, c.code)
		}
	}
}
