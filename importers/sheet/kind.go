package sheet

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"path"
	"strings"
)

// magics are the first bytes of files that are no text. A row reads: a file that begins so is of this kind; ? stands for any
// byte.
var magics = []struct{ start, code, detail string }{
	{"%PDF-", "pdf", ""},
	{"\x89PNG", "picture", "PNG"},
	{"\xff\xd8\xff", "picture", "JPEG"},
	{"GIF8", "picture", "GIF"},
	{"RIFF????WEBP", "picture", "WebP"},
	{"II*\x00", "picture", "TIFF"},
	{"MM\x00*", "picture", "TIFF"},
	{"BM????\x00\x00\x00\x00", "picture", "BMP"},
	{"????ftyphei", "picture", "HEIC"},
	{"????ftypmif", "picture", "HEIC"},
	{"????ftyp", "not-table", "film"},
	{"<svg", "picture", "SVG"},
	{"\x1f\x8b", "archive", "gzip"},
	{"7z\xbc\xaf\x27\x1c", "archive", "7z"},
	{"Rar!", "archive", "RAR"},
	{"BZh?1AY&SY", "archive", "bzip2"},
	{"\xfd7zXZ\x00", "archive", "xz"},
	{"\x28\xb5\x2f\xfd", "archive", "Zstandard"},
	{"SQLite format 3\x00", "database", "SQLite"},
	{"\x00\x01\x00\x00Standard ", "database", "Access"},
	{`{\rtf`, "document", "RTF"},
	{"MZ?\x00", "not-table", "program"},
	{"\x7fELF", "not-table", "program"},
	{"\x09\x00\x04\x00", "xls-old", "Excel 2"},
	{"\x09\x02\x06\x00", "xls-old", "Excel 3"},
	{"\x09\x04\x06\x00", "xls-old", "Excel 4"},
	{"\x09\x08", "xls-old", "Excel 5"},
}

// begins reports whether a file begins with the bytes of a magic.
func begins(head []byte, magic string) bool {
	if len(head) < len(magic) {
		return false
	}
	for i := range len(magic) {
		if magic[i] != '?' && magic[i] != head[i] {
			return false
		}
	}
	return true
}

const (
	zipStart = "PK\x03\x04"
	zipEmpty = "PK\x05\x06"
	cfbStart = "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" // compound file (MS-CFB): old workbooks and encrypted new ones
)

// headLength is how much of a file is looked at to tell its kind.
const headLength = 4096

// kindOf tells zip archives and compound files from text, and refuses files of other kinds.
func kindOf(in io.ReaderAt, size int64) (string, error) {
	head := make([]byte, min(size, headLength))
	if n, err := in.ReadAt(head, 0); n < len(head) && err != nil && !errors.Is(err, io.EOF) {
		return "", err
	} else {
		head = head[:n]
	}
	starts := func(s string) bool { return bytes.HasPrefix(head, []byte(s)) }
	switch {
	case len(head) == 0:
		return "", refuse("empty", "no_bytes")
	case starts(zipStart) || starts(zipEmpty):
		return "zip", nil
	case starts(cfbStart):
		return "compound", nil
	}
	for _, m := range magics {
		if begins(head, m.start) {
			return "", foreign(m.code, m.detail)
		}
	}
	return "text", nil
}

// notText refuses a file that is neither archive nor text: a damaged workbook if it is named one.
func notText(name string, err error) error {
	var refusal *Refusal
	if ext := strings.ToLower(path.Ext(name)); errors.As(err, &refusal) && refusal.Code == "not-text" && (ext == ".xlsx" || ext == ".xlsm") {
		return refuse("damaged-zip", "no_beginning")
	}
	return err
}

// htmlTags are elements with which a web page that is called a workbook begins.
var htmlTags = []string{"<!doctype html", "<html", "<head", "<body", "<table", "<meta", "<style", "<script", "<div", "<title", "<!--"}

// checkTextKind refuses web pages, XML documents and JSON. The sample is the beginning of the text.
func checkTextKind(sample string) error {
	sample = strings.TrimLeft(strings.TrimPrefix(sample, "\ufeff"), " \t\r\n")
	start := strings.ToLower(sample[:min(len(sample), 256)])
	for _, tag := range htmlTags {
		if strings.HasPrefix(start, tag) {
			return webPage(sample)
		}
	}
	switch {
	case strings.HasPrefix(start, "<?xml") || strings.HasPrefix(start, "<workbook"):
		if strings.Contains(strings.ToLower(sample), "<html") {
			return webPage(sample)
		}
		return refuse("xml", "")
	case isJSON(sample):
		return refuse("json", "")
	}
	return nil
}

// webPage refuses a web page: one with a table can be saved as a workbook, one without is none that holds orders.
func webPage(sample string) error {
	if strings.Contains(strings.ToLower(sample), "<table") {
		return refuse("html-table", "")
	}
	return refuse("html", "")
}

// isJSON reports whether a text is JSON, one value or one a line, or begins as such.
func isJSON(sample string) bool {
	if !strings.HasPrefix(sample, "{") && !strings.HasPrefix(sample, "[") {
		return false
	}
	for d := json.NewDecoder(strings.NewReader(sample)); ; {
		if _, err := d.Token(); err != nil {
			return errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF)
		}
	}
}
