package sheet

import (
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func gzipped(t testing.TB, text string) []byte {
	t.Helper()
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	if _, err := w.Write([]byte(text)); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// unpacked reads every file of an archive and shows it as name=contents.
func unpacked(name string, file []byte, limits Limits) ([]string, error) {
	files, err := Unpack(name, bytes.NewReader(file), int64(len(file)), limits)
	var out []string
	for _, p := range files {
		for range 2 { // a file may be opened again
			in, err := p.Open()
			if err != nil {
				return out, err
			}
			b, err := io.ReadAll(in)
			if err := errors.Join(err, in.Close()); err != nil {
				return out, err
			}
			out = append(out, fmt.Sprintf("%s=%s", p.Name, b))
		}
		out = out[:len(out)-1]
	}
	return out, err
}

func TestFilesAreUnpacked(t *testing.T) {
	t.Parallel()
	several := zipped(t, []entry{{"b.csv", "2"}, {"a/", ""}, {"a/c.csv", "3"}, {"__MACOSX/b.csv", "x"}, {".DS_Store", "x"}, {"Thumbs.db", "x"}, {`d\e.csv`, "4"}})
	for _, c := range []struct {
		name string
		file []byte
		want []string
	}{
		{"several", several, []string{"a/c.csv=3", "b.csv=2", "d/e.csv=4"}},
		{"orders.csv.gz", gzipped(t, "a,b"), []string{"orders.csv=a,b"}},
		{"a workbook", zipped(t, parts(sheetXML(oneRow))), nil},
		{"a binary workbook", zipped(t, []entry{{"xl/workbook.bin", "x"}}), nil},
		{"an OpenDocument spreadsheet", documentOf(t, documentRow), nil},
		{"an OpenDocument text", zipped(t, []entry{{"mimetype", "application/vnd.oasis.opendocument.text"}}), nil},
		{"a text", []byte("a,b"), nil},
		{"nothing", nil, nil},
	} {
		got, err := unpacked(c.name, c.file, Limits{})
		if diff := cmp.Diff(c.want, got); diff != "" || err != nil {
			t.Errorf("%s: %v\n%s", c.name, err, diff)
		}
	}
}

func TestABadArchiveIsRefused(t *testing.T) {
	t.Parallel()
	good := gzipped(t, strings.Repeat("a,b\n", 1000))
	flipped := bytes.Clone(good)
	flipped[len(flipped)-6] ^= 1 // in its checksum
	zip := zipped(t, []entry{{"a.csv", strings.Repeat("a,b\n", 1000)}})
	packed := bytes.Clone(zip)
	packed[40] ^= 1
	protected := bytes.Clone(zip)
	protected[bytes.LastIndex(protected, []byte("PK\x01\x02"))+8] |= 1
	for _, c := range []struct {
		name, code string
		file       []byte
		limits     Limits
	}{
		{"cut off", "damaged-zip", zip[:len(zip)-30], Limits{}},
		{"a flipped bit", "damaged-zip", packed, Limits{}},
		{"a password", "encrypted", protected, Limits{}},
		{"no file in it", "empty", zipped(t, nil), Limits{}},
		{"only leftovers in it", "empty", zipped(t, []entry{{"__MACOSX/a", "x"}}), Limits{}},
		{"a name that goes up", "unsafe-name", zipped(t, []entry{{"../a.csv", "x"}}), Limits{}},
		{"a file twice", "duplicate-part", zipped(t, []entry{{"a.csv", "x"}, {"A.csv", "y"}}), Limits{}},
		{"too large", "too-large", zip, Limits{Inflated: 100}},
		{"too many files", "too-many-parts", zipped(t, []entry{{"a", "x"}, {"b", "y"}}), Limits{Parts: 1}},
		{"gzip: cut off", "damaged-zip", good[:len(good)-10], Limits{}},
		{"gzip: cut off in its beginning", "damaged-zip", good[:5], Limits{}},
		{"gzip: a wrong checksum", "damaged-zip", flipped, Limits{}},
		{"gzip: too large", "too-large", good, Limits{Inflated: 100}},
	} {
		if got, err := unpacked("orders", c.file, c.limits); codeOf(err) != c.code {
			t.Errorf("%s: %q %v, want code %q", c.name, got, err, c.code)
		}
	}
}
