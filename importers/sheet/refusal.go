package sheet

import (
	"fmt"
	"strings"
)

// Refusal says why a file is not read. It is what [Open] and [Reader.Next] return for every file that is to blame
// itself; other errors come from the disk.
type Refusal struct {
	File   string
	Sheet  string // workbooks, once the sheet is known
	Row    int    // the row at which it was noticed, 0 if none
	Code   string // one of those in refusals
	Detail string // what was met, with the value
}

// refusals says for each code what is wrong with the file and what its owner can do.
var refusals = map[string]struct{ wrong, advice string }{
	"damaged-zip":   {"the workbook or archive is damaged or cut off", "download or save it again"},
	"damaged-sheet": {"the workbook holds something that no spreadsheet program writes", "open it in a spreadsheet program and save it again"},
	"damaged-text":  {"the text table is damaged or cut off", "correct that place or export the file again"},
	"bad-encoding":  {"the text does not fit its encoding", "choose another encoding or export the file again as UTF-8"},
	"doctype":       {"the workbook holds a document type declaration, which can do harm", "do not open it unless you know where it comes from; save it again as .xlsx"},
	"unsafe-name":   {"the workbook names a file outside itself, which can do harm", "do not open it unless you know where it comes from"},
	"duplicate-part": {
		"the workbook holds the same part twice, so that programs disagree about what it says",
		"open it in a spreadsheet program, look whether the rows are right, and save it again",
	},
	"too-large":         {"the file is larger than is read at once", "split it into smaller files"},
	"too-many-parts":    {"the workbook consists of more parts than any order file needs", "copy the rows into a new workbook"},
	"too-many-rows":     {"the table has more rows than are read at once", "split it into smaller files"},
	"too-many-columns":  {"the table has more columns than are read", "remove the columns that are not needed"},
	"cell-too-long":     {"a cell holds more characters than any spreadsheet program allows", "shorten it"},
	"encrypted":         {"the file is protected by a password", "save it without a password"},
	"xlsb":              {"the file is a binary workbook (.xlsb)", "save it as .xlsx or .csv"},
	"xls-old":           {"the file is a workbook from before Excel 97", "open it in a spreadsheet program and save it as .xlsx"},
	"damaged-compound":  {"the file is damaged or cut off", "download or save it again"},
	"mail":              {"the file is a mail, not a table", "save it as .eml from the mail program"},
	"numbers":           {"the file is an Apple Numbers document", "export it as .xlsx or .csv"},
	"pdf":               {"the file is a PDF document", "export the table as .xlsx or .csv instead"},
	"html":              {"the file is a web page without a table, whatever its name ends in", "it may be a page to log in or an error; sign in to the shop and download the export again"},
	"html-table":        {"the file is a web page with a table, whatever its name ends in", "open it in a spreadsheet program and save it as .xlsx"},
	"json":              {"the file is JSON, not a table", "export the same as .csv or .xlsx"},
	"picture":           {"the file is a picture", "export the table itself as .xlsx or .csv; a picture of it cannot be read"},
	"document":          {"the file is a text document or a presentation", "copy its table into a spreadsheet and save that as .xlsx"},
	"database":          {"the file is a database", "export its table as .csv"},
	"archive":           {"the file is an archive of a kind that is not unpacked here", "unpack it and choose the files in it"},
	"xml":               {"the file is an XML document", "open it in a spreadsheet program and save it as .xlsx"},
	"not-table":         {"the file is of another kind", "choose a .xlsx, .csv or .tsv file"},
	"not-text":          {"the file is neither a workbook nor a text table", "choose a .xlsx, .csv or .tsv file"},
	"empty":             {"the file holds no row", "export it again"},
	"no-such-sheet":     {"the workbook has no such sheet", "choose one of its sheets"},
	"unknown-encoding":  {"this encoding is not known", "choose utf-8, utf-16le, utf-16be, windows-1252 or iso-8859-1"},
	"unknown-separator": {"the separator is not a single character", "choose comma, semicolon, tab or bar"},
}

// Error names the file and the place, what is wrong and what to do.
func (r *Refusal) Error() string {
	var b strings.Builder
	b.WriteString(r.File)
	if r.Sheet != "" {
		fmt.Fprintf(&b, ", sheet %q", r.Sheet)
	}
	if r.Row > 0 {
		fmt.Fprintf(&b, ", row %d", r.Row)
	}
	text := refusals[r.Code]
	fmt.Fprintf(&b, ": %s", text.wrong)
	if r.Detail != "" {
		fmt.Fprintf(&b, " (%s)", r.Detail)
	}
	fmt.Fprintf(&b, ": %s", text.advice)
	return b.String()
}

func refusef(code, format string, args ...any) *Refusal {
	return &Refusal{Code: code, Detail: fmt.Sprintf(format, args...)}
}
