package sheet

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestRecordsAreCutAsExportsWriteThem(t *testing.T) {
	t.Parallel()
	// Read a case as: this text has these rows (number|cell|cell).
	for _, c := range []struct {
		name, text string
		want       []string
	}{
		{"plain", "a,b\n1,2\n", []string{"1|a|b", "2|1|2"}},
		{"CRLF and no line end at the end", "a,b\r\n1,2", []string{"1|a|b", "2|1|2"}},
		{"carriage returns alone", "a,b\r1,\"2\r3\"\r", []string{"1|a|b", "2|1|2\n3"}},
		{"quotes", "a,b\n\"1,5\",\"say \"\"yes\"\"\"\n", []string{"1|a|b", "2|1,5|say \"yes\""}},
		{"empty quotes", "a,b,c\n\"\",\"\",x\n", []string{"1|a|b|c", "2|||x"}},
		{"a note of several lines", "a,b\n1,\"x\r\ny\n\nz\"\n2,w\n", []string{"1|a|b", "2|1|x\ny\n\nz", "3|2|w"}},
		{"blank lines count but do not come", "a,b\n\n1,2\n,\n\r\n3,4\n", []string{"1|a|b", "3|1|2", "6|3|4"}},
		{"a stray quote in an unquoted header", "Code,Receiving Address Name\",Activity Type\n1,x,y\n", []string{"1|Code|Receiving Address Name\"|Activity Type", "2|1|x|y"}},
		{
			"a stray quote in a quoted header", "\"Code\",\"Receiving Address Name\"\",\"Activity Type\"\n\"1\",\"x\",\"y\"\n",
			[]string{"1|Code|Receiving Address Name\"|Activity Type", "2|1|x|y"},
		},
		{"inches inside quotes", "a,b\n\"TV 32\" black\",2\n\"5\"\", wide\",3\n", []string{"1|a|b", "2|TV 32\" black|2", "3|5\", wide|3"}},
		{"inches outside quotes", "a,b\nTV 32\",5\" wide\n", []string{"1|a|b", "2|TV 32\"|5\" wide"}},
		{"blanks behind a closing quote", "a,b\n\"1\" ,\"2\" \n", []string{"1|a|b", "2|1|2"}},
		{"a closing quote only in lenient reading", "a,b\n\"say \"yes\"\",2\n", []string{"1|a|b", "2|say \"yes\"|2"}},
		{"text kept by an equals sign", "a,b\n=\"0123\",\"=\"\"0456\"\"\"\n", []string{"1|a|b", "2|0123|0456"}},
		{"text kept by an equals sign and doubled quotes", "a,b\n=\"\"0123\"\",=\"\"\n", []string{"1|a|b", "2|0123|"}},
		{"no formula is taken for kept text", "a,b\n=A1&\"x\",\"=\"\"a\"\"&\"\"b\"\"\"\n", []string{"1|a|b", `2|=A1&"x"|="a"&"b"`}},
		{"numbers stay text, destroyed ones are marked", "a,b\n007,1.23E+21\n9400111206206406260787,\"9,4E+21\"\n", []string{"1|a|b", "2|007|!1.23E+21", "3|9400111206206406260787|!9,4E+21"}},
		{"a title and a footer", "Orders\n\na,b,c\n1,2,3\n4,5,6\n2 record(s) downloaded\n", []string{"1|Orders", "3|a|b|c", "4|1|2|3", "5|4|5|6", "6|2 record(s) downloaded"}},
		{"fields are kept where a row is short or long", "a,b,c\n1,2,3\n4\n5,6,7,8\n9,,\n", []string{"1|a|b|c", "2|1|2|3", "3|4", "4|5|6|7|8", "5|9||"}},
		{"one column", "order\n1001\n1002\n", []string{"1|order", "2|1001", "3|1002"}},
		{"a short last line that ends properly", "a,b,c\n1,2,3\n1,2,3\n1,2,3\n1,2\n", []string{"1|a|b|c", "2|1|2|3", "3|1|2|3", "4|1|2|3", "5|1|2"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			got, err := readAll("orders.csv", []byte(c.text), Options{})
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestLinesAreCountedApartFromRecords(t *testing.T) {
	t.Parallel()
	text := "sep=;\na;b\n\n1;\"x\ny\"\n2;z\n"
	r, err := Open("orders.csv", strings.NewReader(text), int64(len(text)), Options{})
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for {
		row, err := r.Next()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			t.Fatal(err)
		}
		got = append(got, fmt.Sprintf("record %d line %d", row.Number, row.Line))
	}
	if diff := cmp.Diff([]string{"record 2 line 2", "record 4 line 4", "record 5 line 6"}, got); diff != "" {
		t.Error(diff)
	}
}

func TestTheSeparatorIsFound(t *testing.T) {
	t.Parallel()
	// Read a row as: this text has this separator and so many fields in its second record; chosen overrides.
	for _, c := range []struct {
		name, text, chosen, separator, format string
		fields                                int
	}{
		{"comma", "a,b\n1,2\n", "", ",", "csv", 2},
		{"semicolon", "a;b\n1;2\n", "", ";", "csv", 2},
		{"tab", "a\tb\n1\t2\n", "", "\t", "tsv", 2},
		{"bar", "a|b\n1|2\n", "", "|", "csv", 2},
		{"semicolon with decimal commas", "item;price;weight\nA;1,50;2,0\nB;3,99;1,5\n", "", ";", "csv", 3},
		{"semicolon with commas in every address", "id;address\n1;A, B, C\n2;D, E, F\n3;G, H, I\n", "", ";", "csv", 2},
		{"comma with semicolons in notes", "id,note\n1,a;b\n2,c;d\n3,e\n", "", ",", "csv", 2},
		{"tab with commas everywhere", "name\tcity\nDoe, Jane\tParis, FR\nRoe, Jim\tRome, IT\n", "", "\t", "tsv", 2},
		{"comma inside quotes", "a;b\n\"1,2,3\";\"4,5,6\"\n", "", ";", "csv", 2},
		{"comma with a title above and a note below", "Orders of May; all\na,b,c\n1,2,3\n4,5,6\n7,8,9\n2 records\n", "", ",", "csv", 3},
		{"announced", "sep=|\na,b|c\n1,2|3\n", "", "|", "csv", 2},
		{"announced in quotes and in capitals", "\"SEP=;\"\r\na,b;c\r\n1,2;3\r\n", "", ";", "csv", 2},
		{"announced as something unusual", "sep=^\na^b\n1^2\n", "", "^", "csv", 2},
		{"announced wrongly and overridden", "sep=|\na,b\n1,2\n", ",", ",", "csv", 2},
		{"chosen", "a,b;c\n1,2;3\n", ";", ";", "csv", 2},
		{"none", "a\n1\n", "", ",", "csv", 1},
	} {
		o := Options{Separator: c.chosen}
		found := foundIn(t, []byte(c.text), o)
		rows, err := readAll("a.csv", []byte(c.text), o)
		if err != nil {
			t.Fatal(err)
		}
		second := rows[min(1, len(rows)-1)]
		if fields := strings.Count(second, "|"); found.Separator != c.separator || found.Format != c.format || c.separator != "|" && fields != c.fields {
			t.Errorf("%s: %q %s with %d fields, want %q %s with %d", c.name, found.Separator, found.Format, fields, c.separator, c.format, c.fields)
		}
	}
}

// TestWellFormedTablesAreWhatEncodingCSVReads compares with the standard library on random tables.
func TestWellFormedTablesAreWhatEncodingCSVReads(t *testing.T) {
	t.Parallel()
	random := rand.New(rand.NewPCG(3, 4))
	pool := []string{"", "a", "x y", "1,5", "say \"yes\"", "\"", "two\nlines", ";", "ä", " lead", "\"\"", ",", "=1"}
	for range 300 {
		var text strings.Builder
		w := csv.NewWriter(&text)
		w.UseCRLF = random.IntN(2) == 0
		var want []string
		for number := 1; number <= 1+random.IntN(20); number++ {
			fields := []string{"key"}
			for range random.IntN(6) {
				fields = append(fields, pool[random.IntN(len(pool))])
			}
			want = append(want, fmt.Sprintf("%d|%s", number, strings.Join(fields, "|")))
			if err := w.Write(fields); err != nil {
				t.Fatal(err)
			}
		}
		w.Flush()
		got, err := readAll("a.csv", []byte(text.String()), Options{Separator: ","})
		if err != nil {
			t.Fatalf("%q: %v", text.String(), err)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%q:\n%s", text.String(), diff)
		}
	}
}

func TestADamagedTextTableIsRefused(t *testing.T) {
	t.Parallel()
	rows := strings.Repeat("1,x,\"y\"\n", 500)
	for _, c := range []struct{ name, text, code, place string }{
		{"a quote that is never closed", "a,b,c\n" + rows + "1,\"x,y\n" + strings.Repeat("1,x,y\n", 500), "damaged-text", "line 502"},
		{"a quote that the next quoted field closes", "a,b,c\n" + rows + "1,\"x,y\n" + rows, "damaged-text", "line 502"},
		{"a quote that swallows more than a cell can hold", "a,b\n1,\"" + strings.Repeat("x\n", 40_000) + "\",2\n", "damaged-text", "line 2"},
		{"the file ends inside quotes", "a,b,c\n1,2,\"3", "damaged-text", "line 2"},
		{"the file ends inside a record", "a,b,c,d\n1,2,3,4\n1,2,3,4\n1,2,3,4\n1,2,3", "damaged-text", "line 5"},
		{"the file ends inside its only record", "a,b,c,d\n1,2,3", "damaged-text", "line 2"},
		{"the file ends inside its second record", "a,b,c,d\n1,2,3,4\n1,2", "damaged-text", "line 3"},
		{"the file ends inside a record below a title", "Orders of May\n\na,b,c\n1,2,3\n1,2,3\n1,2", "damaged-text", "line 6"},
		{"zero bytes", "a,b\n1,2\n1,\x002\n", "not-text", "line 3"},
		{"a UTF-8 file with one bad byte", "\xef\xbb\xbfa,b\n1,\xff\n", "bad-encoding", "line 2"},
		{"a file nearly all UTF-8 without a mark", "a,b\nä,ö\nü,ß\né,è\nà,ç\nñ,\xff\nö,ö\nä,ä\n", "bad-encoding", "line 6"},
		{"UTF-16 cut off inside a character", "\xff\xfea\x00,\x00b", "damaged-text", "middle"},
		{"UTF-16 with half a pair", "\xff\xfea\x00\n\x00\x3d\xd8b\x00", "bad-encoding", "line 2"},
		{"mostly control characters", "a\x01\x02\x03\x04\x05\x06b\x01\x02", "not-text", "control"},
		{"too long a cell", "a,b\n1," + strings.Repeat("x", 32768) + "\n", "cell-too-long", "row 2"},
		{"too many columns", "a,b\n" + strings.Repeat(",", 600) + "x\n", "too-many-columns", "row 2"},
		{"too long a line", "a,b\n" + strings.Repeat(",", 9<<20), "too-large", "line 2"},
		{"nothing", "", "empty", "0 bytes"},
		{"only blanks", " \n\n\t\n", "empty", "no record"},
		{"only line ends", "\r\n\r\n", "empty", "no record"},
		{"only separators", ",,\n,,\n", "empty", "no record"},
		{"only a separator announced", "sep=;\n", "empty", "no record"},
		{"only a mark", "\xef\xbb\xbf", "empty", ""},
	} {
		_, err := readAll("orders.csv", []byte(c.text), Options{})
		if codeOf(err) != c.code || err != nil && !strings.Contains(inWords(err), c.place) {
			t.Errorf("%s: %v, want code %q naming %q", c.name, err, c.code, c.place)
		}
	}
}

func TestEmptyFieldsBeyondTheLimitCostNothing(t *testing.T) {
	t.Parallel()
	got, err := readAll("a.csv", []byte("a,b\n1"+strings.Repeat(",", 1<<20)+"\n"), Options{})
	if err != nil || len(got) != 2 || strings.Count(got[1], "|") != DefaultLimits.Columns {
		t.Errorf("%d rows, %v", len(got), err)
	}
}
