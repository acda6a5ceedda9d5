package sheet

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestEveryKindOfFileHasItsOwnRemedy holds the words that a person reads who chose a file of another kind.
func TestEveryKindOfFileHasItsOwnRemedy(t *testing.T) {
	t.Parallel()
	archive := func(name, body string) []byte { return zipped(t, []entry{{name, body}}) }
	picture := ": export the table itself as .xlsx or .csv; a picture of it cannot be read"
	document := ": copy its table into a spreadsheet and save that as .xlsx"
	unpack := ": unpack it and choose the files in it"
	json := "the file is JSON, not a table: export the same as .csv or .xlsx"
	for _, c := range []struct {
		name string
		file []byte
		want string
	}{
		{"a.png", []byte("\x89PNG\r\n\x1a\n\x00"), "the file is a picture (PNG)" + picture},
		{"a.xlsx", []byte("\xff\xd8\xff\xe0\x00\x10JFIF"), "the file is a picture (JPEG)" + picture},
		{"a.csv", []byte("GIF89a\x01\x00"), "the file is a picture (GIF)" + picture},
		{"a.webp", []byte("RIFF\x10\x00\x00\x00WEBPVP8 "), "the file is a picture (WebP)" + picture},
		{"a.bmp", []byte("BM\x36\x00\x01\x00\x00\x00\x00\x00\x36\x00"), "the file is a picture (BMP)" + picture},
		{"a.tif", []byte("II*\x00\x08\x00"), "the file is a picture (TIFF)" + picture},
		{"a.heic", []byte("\x00\x00\x00\x18ftypheic\x00"), "the file is a picture (HEIC)" + picture},
		{"a.svg", []byte("<svg xmlns=\"http://www.w3.org/2000/svg\"/>"), "the file is a picture (SVG)" + picture},
		{"a.mp4", []byte("\x00\x00\x00\x18ftypisom\x00"), "the file is of another kind (a film or a sound): choose a .xlsx, .csv or .tsv file"},
		{"a.exe", []byte("MZ\x90\x00\x03"), "the file is of another kind (a program): choose a .xlsx, .csv or .tsv file"},
		{"shop.db", []byte("SQLite format 3\x00\x10\x00"), "the file is a database (SQLite): export its table as .csv"},
		{"shop.mdb", []byte("\x00\x01\x00\x00Standard Jet DB\x00"), "the file is a database (Access): export its table as .csv"},
		{"a.docx", archive("word/document.xml", "<a/>"), "the file is a text document or a presentation (Word)" + document},
		{"a.doc", compoundFile(streamOf{name: "WordDocument"}), "the file is a text document or a presentation (Word)" + document},
		{"a.pptx", archive("ppt/presentation.xml", "<a/>"), "the file is a text document or a presentation (PowerPoint)" + document},
		{"a.odt", archive("mimetype", "application/vnd.oasis.opendocument.text"), "the file is a text document or a presentation (application/vnd.oasis.opendocument.text)" + document},
		{"a.rtf", []byte(`{\rtf1 order}`), "the file is a text document or a presentation (RTF)" + document},
		{"a.7z", []byte("7z\xbc\xaf\x27\x1c\x00"), "the file is an archive of a kind that is not unpacked here (7z)" + unpack},
		{"a.rar", []byte("Rar!\x1a\x07\x00"), "the file is an archive of a kind that is not unpacked here (RAR)" + unpack},
		{"a.csv.zst", []byte("\x28\xb5\x2f\xfd\x00"), "the file is an archive of a kind that is not unpacked here (Zstandard)" + unpack},
		{"orders.xls", []byte("<html><body>\n<table><tr><td>order"), "the file is a web page with a table, whatever its name ends in: open it in a spreadsheet program and save it as .xlsx"},
		{"orders.xls", []byte("<!doctype html><title>Log in</title>"), "the file is a web page without a table, whatever its name ends in: it may be a page to log in or an error; sign in to the shop and download the export again"},
		{"orders.xml", []byte(`<?xml version="1.0"?><orders/>`), "the file is an XML document: open it in a spreadsheet program and save it as .xlsx"},
		{"orders.json", []byte("[{\"order\": \"1001\"},\n {\"order\": \"1002\"}]\n"), json},
		{"orders.csv", []byte("\xef\xbb\xbf{\"orders\":[{\"id\":1},"), json},
		{"orders.jsonl", []byte("{\"id\":1}\n{\"id\":2}\n"), json},
		{"orders.csv", []byte("[" + strings.Repeat(`{"id":"1001","sku":"MUG"},`, 4000)), json},
		{"a.numbers", archive("Index/Document.iwa", "x"), "the file is an Apple Numbers document: export it as .xlsx or .csv"},
		{"a.xlsb", archive("xl/workbook.bin", "x"), "the file is a binary workbook (.xlsb): save it as .xlsx or .csv"},
		{"a.pdf", []byte("%PDF-1.7\n"), "the file is a PDF document: export the table as .xlsx or .csv instead"},
		{"a.xlsx", compoundFile(streamOf{name: "EncryptionInfo"}, streamOf{name: "EncryptedPackage"}), "the file is protected by a password: save it without a password"},
		{"a.msg", compoundFile(streamOf{name: "__properties_version1.0"}), "the file is a mail, not a table (of Outlook): save it as .eml from the mail program"},
		{"a.csv", nil, "the file holds no row (0 bytes): export it again"},
		{"a.csv", []byte("\n\n  \n"), "the file holds no row (no record has a value): export it again"},
	} {
		_, err := readAll(c.name, c.file, Options{})
		if err == nil {
			t.Errorf("%s %q was read", c.name, clip(c.file))
			continue
		}
		if diff := cmp.Diff(c.name+": "+c.want, inWords(err)); diff != "" {
			t.Errorf("%s:\n%s", c.name, diff)
		}
	}
}

func TestTextThatOnlyBeginsAsAnotherKindIsRead(t *testing.T) {
	t.Parallel()
	for _, text := range []string{"BMW,1\nAudi,2\n", "[order],sku\n1,MUG\n", "{id},x\n1,2\n", "RIFF,WEBP\n1,2\n", "MZ,x\n1,2\n", "PDF,x\n1,2\n", `{"a":1},x` + "\n1,2\n"} {
		if rows, err := readAll("orders.csv", []byte(text), Options{}); err != nil || len(rows) != 2 {
			t.Errorf("%q: %q %v", text, rows, err)
		}
	}
}
