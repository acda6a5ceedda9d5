package sheet

import (
	"bytes"
	"errors"
	"io"
	"path"
	"strings"
)

// magics are the first bytes of files that are no text. A row reads: a file that begins so is of this kind.
var magics = []struct{ start, code, detail string }{
	{"%PDF-", "pdf", ""},
	{"\x89PNG", "not-table", "a picture"},
	{"\xff\xd8\xff", "not-table", "a picture"},
	{"GIF8", "not-table", "a picture"},
	{"\x1f\x8b", "not-table", "a gzip archive; unpack it first"},
	{"7z\xbc\xaf\x27\x1c", "not-table", "a 7z archive; unpack it first"},
	{"Rar!", "not-table", "a RAR archive; unpack it first"},
	{"SQLite format 3", "not-table", "a database"},
	{`{\rtf`, "not-table", "a text document"},
	{"\x09\x00\x04\x00", "xls-old", "of Excel 2"},
	{"\x09\x02\x06\x00", "xls-old", "of Excel 3"},
	{"\x09\x04\x06\x00", "xls-old", "of Excel 4"},
	{"\x09\x08", "xls-old", "of Excel 5"},
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
		return "", refusef("empty", "0 bytes")
	case starts(zipStart) || starts(zipEmpty):
		return "zip", nil
	case starts(cfbStart):
		return "compound", nil
	}
	for _, m := range magics {
		if starts(m.start) {
			return "", refusef(m.code, "%s", m.detail)
		}
	}
	return "text", nil
}

// notText refuses a file that is neither archive nor text: a damaged workbook if it is named one.
func notText(name string, err error) error {
	var refusal *Refusal
	if ext := strings.ToLower(path.Ext(name)); errors.As(err, &refusal) && refusal.Code == "not-text" && (ext == ".xlsx" || ext == ".xlsm") {
		return refusef("damaged-zip", "it does not begin as a workbook does")
	}
	return err
}

// htmlTags are elements with which a web page that is called a workbook begins.
var htmlTags = []string{"<!doctype html", "<html", "<head", "<body", "<table", "<meta", "<style", "<script", "<div", "<title", "<!--"}

// checkTextKind refuses web pages and XML documents.
func checkTextKind(head []byte) error {
	head = bytes.TrimLeft(bytes.TrimPrefix(head, []byte("\xef\xbb\xbf")), " \t\r\n")
	start := strings.ToLower(string(head[:min(len(head), 256)]))
	for _, tag := range htmlTags {
		if strings.HasPrefix(start, tag) {
			return refusef("html", "")
		}
	}
	if strings.HasPrefix(start, "<?xml") || strings.HasPrefix(start, "<workbook") {
		if bytes.Contains(bytes.ToLower(head), []byte("<html")) {
			return refusef("html", "")
		}
		return refusef("xml", "")
	}
	return nil
}
