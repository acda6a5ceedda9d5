package sheet

import (
	"encoding/binary"
	"unicode/utf16"
	"unicode/utf8"
)

// recordText reads what stands in a record and runs over into the CONTINUE records behind it.
type recordText struct {
	*records
	rest []byte // of the current record
}

// more goes to the record that continues this one.
func (t *recordText) more() error {
	if err := t.next(); err != nil {
		return err
	}
	if t.kind != recordContinue {
		return refuse("damaged-sheet", "text_cut")
	}
	t.rest = t.body
	return nil
}

// take returns the next bytes, which stand in one record, as the fields of a text do.
func (t *recordText) take(n int) ([]byte, error) {
	if len(t.rest) == 0 {
		if err := t.more(); err != nil {
			return nil, err
		}
	}
	if len(t.rest) < n {
		return nil, refuse("damaged-sheet", "length_cut")
	}
	b := t.rest[:n]
	t.rest = t.rest[n:]
	return b, nil
}

// skip passes over bytes, in as many records as they take.
func (t *recordText) skip(n int64) error {
	for n > int64(len(t.rest)) {
		n -= int64(len(t.rest))
		if err := t.more(); err != nil {
			return err
		}
	}
	t.rest = t.rest[n:]
	return nil
}

// The flags of a text (MS-XLS 2.5.293).
const (
	textWide     = 0x01 // its characters have two bytes
	textPhonetic = 0x04
	textRich     = 0x08
)

// text appends a text that begins with its length of so many bytes. How it looks and is pronounced is passed over.
func (t *recordText) text(dst []byte, lengthSize, limit int) ([]byte, error) {
	head, err := t.take(lengthSize + 1)
	if err != nil {
		return dst, err
	}
	count, flags := int(head[0]), head[lengthSize]
	if lengthSize == 2 {
		count = int(binary.LittleEndian.Uint16(head))
	}
	var behind int64
	if flags&textRich != 0 {
		runs, err := t.take(2)
		if err != nil {
			return dst, err
		}
		behind = 4 * int64(binary.LittleEndian.Uint16(runs))
	}
	if flags&textPhonetic != 0 {
		size, err := t.take(4)
		if err != nil {
			return dst, err
		}
		behind += int64(binary.LittleEndian.Uint32(size))
	}
	if dst, err = t.characters(dst, count, flags&textWide != 0, limit); err != nil {
		return dst, err
	}
	return dst, t.skip(behind)
}

// characters appends so many characters. Where they run over into the next record, that one says anew how wide they are.
func (t *recordText) characters(dst []byte, count int, wide bool, limit int) ([]byte, error) {
	if count > limit {
		return dst, refuse("cell-too-long", "too_many_characters", limit)
	}
	high := rune(0) // the first half of a pair
	for count > 0 {
		if len(t.rest) == 0 {
			if err := t.more(); err != nil {
				return dst, err
			}
			flags, err := t.take(1)
			if err != nil {
				return dst, err
			}
			wide = flags[0]&textWide != 0
			continue
		}
		unit, size := rune(t.rest[0]), 1
		if wide {
			if len(t.rest) < 2 {
				return dst, refuse("damaged-sheet", "character_cut")
			}
			unit, size = rune(binary.LittleEndian.Uint16(t.rest)), 2
		}
		t.rest, count = t.rest[size:], count-1
		var err error
		if dst, high, err = appendUnit(dst, high, unit); err != nil {
			return dst, err
		}
	}
	if high != 0 {
		return dst, refuse("damaged-sheet", "half_character_last")
	}
	return dst, nil
}

// appendUnit appends a unit of UTF-16, or keeps it until its second half comes.
func appendUnit(dst []byte, high, unit rune) ([]byte, rune, error) {
	low := unit >= 0xDC00 && unit <= 0xDFFF
	switch {
	case (high != 0) != low:
		return dst, 0, refuse("damaged-sheet", "half_character")
	case low:
		return utf8.AppendRune(dst, utf16.DecodeRune(high, unit)), 0, nil
	case utf16.IsSurrogate(unit):
		return dst, unit, nil
	}
	return utf8.AppendRune(dst, unit), 0, nil
}
