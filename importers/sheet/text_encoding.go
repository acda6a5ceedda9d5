package sheet

import (
	"fmt"
	"io"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/encoding/korean"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"
	"golang.org/x/text/encoding/unicode"
)

// textEncoding is one way of writing text that is understood.
type textEncoding struct {
	name   string
	mark   string            // the bytes at the start of the file that are no text
	decode encoding.Encoding // nil: the text is UTF-8 already
}

// encodings are the names of Found.Encoding. Where a file begins with the mark, that is its encoding. Those from windows-1251 on
// but iso-8859-2 are read when a person says so: their bytes alone do not tell them from each other.
var encodings = []textEncoding{
	{"utf-8-bom", "\xef\xbb\xbf", nil},
	{"utf-8", "", nil},
	{"utf-16le", "\xff\xfe", unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM)},
	{"utf-16be", "\xfe\xff", unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM)},
	{"windows-1252", "", charmap.Windows1252},
	{"iso-8859-1", "", charmap.ISO8859_1},
	{"shift-jis", "", japanese.ShiftJIS},
	{"windows-1250", "", charmap.Windows1250},
	{"windows-1251", "", charmap.Windows1251},
	{"windows-1253", "", charmap.Windows1253},
	{"windows-1254", "", charmap.Windows1254},
	{"iso-8859-2", "", charmap.ISO8859_2},
	{"iso-8859-15", "", charmap.ISO8859_15},
	{"gb18030", "", simplifiedchinese.GB18030},
	{"big5", "", traditionalchinese.Big5},
	{"euc-kr", "", korean.EUCKR},
	{"euc-jp", "", japanese.EUCJP},
}

func encodingNamed(name string) (textEncoding, bool) {
	for _, e := range encodings {
		if e.name == name {
			return e, true
		}
	}
	return textEncoding{}, false
}

// findEncoding reads the whole file once, decides how it is written and makes sure that it is text in that encoding.
func findEncoding(in io.ReaderAt, size int64, o Options) (textEncoding, error) {
	if size > o.Limits.Inflated {
		return textEncoding{}, refuse("too-large", "size_of", size>>20, o.Limits.Inflated>>20)
	}
	head := make([]byte, min(size, headLength))
	if _, err := io.ReadFull(io.NewSectionReader(in, 0, size), head); err != nil {
		return textEncoding{}, err
	}
	e, err := chooseEncoding(head, o.Encoding)
	if err != nil {
		return e, err
	}
	w := wide(e.name)
	seen, err := survey(io.NewSectionReader(in, int64(len(e.mark)), size-int64(len(e.mark))), w, e.name == "utf-16be")
	if err != nil {
		return e, err
	}
	if e.name == "" {
		if e, err = seen.guess(); err != nil {
			return e, err
		}
	}
	return e, seen.verify(e)
}

func wide(name string) bool { return name == "utf-16le" || name == "utf-16be" }

// chooseEncoding takes the chosen encoding, the one that the mark names, or UTF-16 by its zero bytes. A nameless one
// stays open until the whole file was seen.
func chooseEncoding(head []byte, chosen string) (textEncoding, error) {
	marked := textEncoding{}
	for _, e := range encodings {
		if e.mark != "" && len(head) >= len(e.mark) && string(head[:len(e.mark)]) == e.mark {
			marked = e
			break
		}
	}
	if chosen != "" {
		e, ok := encodingNamed(chosen)
		if !ok {
			return e, refuse("unknown-encoding", "named", fmt.Sprintf("%q", chosen))
		}
		e.mark = ""
		if marked.name == e.name || marked.name == "utf-8-bom" {
			e.mark = marked.mark
		}
		return e, nil
	}
	if marked.name != "" {
		return marked, nil
	}
	if name := zeroPattern(head); name != "" {
		e, _ := encodingNamed(name)
		e.mark = ""
		return e, nil
	}
	return textEncoding{}, nil
}

// zeroPattern tells UTF-16 without a mark: every other byte of western text is zero.
func zeroPattern(head []byte) string {
	var zeros [2]int
	for i, c := range head {
		if c == 0 {
			zeros[i%2]++
		}
	}
	half := len(head) / 2
	switch {
	case half < 2:
	case zeros[1]*10 > half*4 && zeros[0]*4 < zeros[1]:
		return "utf-16le"
	case zeros[0]*10 > half*4 && zeros[1]*4 < zeros[0]:
		return "utf-16be"
	}
	return ""
}

// reader returns the text in UTF-8, without the mark.
func (e textEncoding) reader(in io.ReaderAt, size int64) io.Reader {
	from := int64(len(e.mark))
	raw := io.NewSectionReader(in, from, size-from)
	if e.decode == nil {
		return raw
	}
	return e.decode.NewDecoder().Reader(raw)
}

// guess chooses between UTF-8, Shift-JIS, Windows-1250, ISO 8859-2 and Windows-1252. A file that is nearly all UTF-8 is refused rather
// than guessed, and so is one whose words are made of nothing but letters beyond ASCII: as Windows-1252 each of them would come out wrong.
func (s *surveyed) guess() (textEncoding, error) {
	name := "windows-1252"
	switch {
	case s.bad == 0:
		name = "utf-8"
	case s.letters >= 8 && s.letters > 8*s.bad:
		return textEncoding{}, refuse("bad-encoding", "few_bad_bytes", s.badLine, s.bad)
	case s.script.japanese():
		name = "shift-jis"
	case s.script.foreign(): // before Polish: Ukrainian has letters where that does
		return textEncoding{}, refuse("bad-encoding", "other_script", s.badLine)
	case s.script.polish() != "":
		name = s.script.polish()
	}
	e, _ := encodingNamed(name)
	return e, nil
}

// verify refuses what is no text in this encoding.
func (s *surveyed) verify(e textEncoding) error {
	switch {
	case s.zeros > 0:
		return refuse("not-text", "zero_byte", s.zeroLine)
	case s.controls*10 > s.size:
		return refuse("not-text", "control_characters", s.controls, s.size)
	case wide(e.name) && s.odd:
		return refuse("damaged-text", "file_ends_in_character")
	case s.bad > 0 && (e.decode == nil || wide(e.name)):
		return refuse("bad-encoding", "line_encoding", s.badLine, e.name)
	}
	return nil
}
