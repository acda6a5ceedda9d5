package sheet

import (
	"bytes"
	"io"
)

// sharedStrings are the texts that cells refer to by number. They are kept in blocks, so that a million of them cost
// little more than their letters.
type sharedStrings struct {
	blocks []stringBlock
	count  int
}

type stringBlock struct {
	text string
	ends []uint32
}

const (
	stringsPerBlock = 256
	mostStrings     = 8 << 20
)

// at returns the text with this number.
func (s *sharedStrings) at(i int) (string, bool) {
	if i < 0 || i >= s.count {
		return "", false
	}
	b := &s.blocks[i/stringsPerBlock]
	i %= stringsPerBlock
	start := uint32(0)
	if i > 0 {
		start = b.ends[i-1]
	}
	return b.text[start:b.ends[i]], true
}

// stringsBuilder collects shared strings: text grows by one of them, and end says that it is whole.
type stringsBuilder struct {
	strings sharedStrings
	text    []byte
	ends    []uint32
}

func (b *stringsBuilder) end() {
	b.ends = append(b.ends, uint32(len(b.text)))
	b.strings.count++
	if len(b.ends) == stringsPerBlock {
		b.flush()
	}
}

func (b *stringsBuilder) flush() {
	if len(b.ends) > 0 {
		b.strings.blocks = append(b.strings.blocks, stringBlock{string(b.text), append([]uint32(nil), b.ends...)})
		b.text, b.ends = b.text[:0], b.ends[:0]
	}
}

// whole returns what was collected.
func (b *stringsBuilder) whole() sharedStrings {
	b.flush()
	return b.strings
}

// readShared reads the shared strings part; a workbook need not have one.
func (w *workbook) readShared(name string) error {
	if name == "" || !w.archive.has(name) {
		return nil
	}
	contents, err := w.archive.open(name)
	if err != nil {
		return err
	}
	defer contents.Close()
	reader := &stringsReader{m: newMarkup(contents), limit: w.limits.CellBytes}
	if err := reader.read(); err != nil {
		return within(name, err)
	}
	w.strings = reader.whole()
	return nil
}

type stringsReader struct {
	stringsBuilder
	m     *markup
	limit int
}

func (r *stringsReader) read() error {
	for {
		p, err := r.m.next()
		switch {
		case err == io.EOF:
			return nil
		case err != nil:
			return err
		case p != pieceStart:
		case r.m.depth() == 1:
			if string(r.m.name) != "sst" {
				return refuse("damaged-sheet", "sst_missing", r.m.name)
			}
		case string(r.m.name) == "si":
			err = r.item()
		default:
			err = r.m.skip()
		}
		if err != nil {
			return err
		}
	}
}

// item reads one text.
func (r *stringsReader) item() (err error) {
	if r.strings.count == mostStrings {
		return refuse("too-large", "too_many_texts", mostStrings)
	}
	if r.text, err = r.m.richText(r.text, r.limit); err != nil {
		return err
	}
	r.end()
	return nil
}

// richText appends the text of a string item or inline string: all its runs, but not how they are pronounced. It reads
// to the end of the element that just started.
func (m *markup) richText(dst []byte, limit int) ([]byte, error) {
	start, depth := len(dst), m.depth()
	for {
		p, err := m.next()
		switch {
		case err != nil:
			return dst, err
		case p == pieceEnd && m.depth() < depth:
			return dst, checkLength(dst[start:], limit)
		case p != pieceStart:
			continue
		}
		switch string(m.name) {
		case "t":
			dst, err = m.stringText(dst, limit)
		case "r":
		default:
			err = m.skip()
		}
		if err != nil {
			return dst, err
		}
	}
}

// stringText appends the text of a <t>. Blanks around it count only where the file says so, as in spreadsheet programs.
func (m *markup) stringText(dst []byte, limit int) ([]byte, error) {
	space, _ := m.getPrefixed("space")
	start := len(dst)
	dst, err := m.plainText(dst, limit)
	if err != nil {
		return dst, err
	}
	if space != "preserve" {
		dst = append(dst[:start], bytes.Trim(dst[start:], " \t\r\n")...)
	}
	return unescape(dst, start), nil
}

// plainText appends the characters of the element that just started; elements inside it are passed over.
func (m *markup) plainText(dst []byte, limit int) ([]byte, error) {
	start, depth := len(dst), m.depth()
	for {
		p, err := m.next()
		switch {
		case err != nil:
			return dst, err
		case p == pieceEnd && m.depth() < depth:
			return dst, nil
		case p == pieceStart:
			return dst, refuse("damaged-sheet", "element_in_value", clip(m.name))
		case p == pieceText:
			dst = m.appendCharacters(dst)
		}
		if err := checkLength(dst[start:], limit); err != nil {
			return dst, err
		}
	}
}
