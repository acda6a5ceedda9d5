package sheet

import (
	"bufio"
	"encoding/binary"
	"fmt"
	"io"
)

// The records of a workbook of Excel 97-2003 that are read (MS-XLS 2.3); all others are passed over.
const (
	recordFormula     = 0x0006
	recordFormula3    = 0x0206 // as Excel 3 and 4 number them; some programs write these into newer files
	recordFormula4    = 0x0406
	recordEOF         = 0x000A
	recordDate1904    = 0x0022
	recordFilePass    = 0x002F
	recordContinue    = 0x003C
	recordBoundSheet  = 0x0085
	recordMulRK       = 0x00BD
	recordRString     = 0x00D6
	recordXF          = 0x00E0
	recordMergedCells = 0x00E5
	recordSST         = 0x00FC
	recordLabelSST    = 0x00FD
	recordNumber      = 0x0203
	recordLabel       = 0x0204
	recordBoolErr     = 0x0205
	recordString      = 0x0207
	recordRow         = 0x0208
	recordRK          = 0x027E
	recordFormat      = 0x041E
	recordBOF         = 0x0809
)

// records reads the records of a workbook stream one after the other.
type records struct {
	stream *stream
	in     *bufio.Reader
	kind   uint16
	body   []byte
	buffer []byte
	kept   bool // the current record was read ahead and comes once more
}

func readRecords(s *stream) *records {
	return &records{stream: s, in: bufio.NewReaderSize(io.NewSectionReader(s, 0, s.size), 64<<10)}
}

// seek goes to a place in the stream.
func (r *records) seek(at int64) error {
	if at < 0 || at >= r.stream.size {
		return refuse("damaged-sheet", "sheet_beyond_end", at, r.stream.size)
	}
	r.in.Reset(io.NewSectionReader(r.stream, at, r.stream.size-at))
	return nil
}

// next reads the next record. The stream may not end before its last record says so.
func (r *records) next() error {
	if r.kept {
		r.kept = false
		return nil
	}
	var head [4]byte
	if _, err := io.ReadFull(r.in, head[:]); err != nil {
		return cutOff(err)
	}
	r.kind = binary.LittleEndian.Uint16(head[:])
	length := int(binary.LittleEndian.Uint16(head[2:]))
	if cap(r.buffer) < length {
		r.buffer = make([]byte, length, max(length, 8224))
	}
	r.body = r.buffer[:length]
	_, err := io.ReadFull(r.in, r.body)
	return cutOff(err)
}

func cutOff(err error) error {
	if err == io.EOF || err == io.ErrUnexpectedEOF {
		return refuse("damaged-sheet", "records_cut")
	}
	return err
}

// need refuses a record that is shorter than its kind must be.
func (r *records) need(length int) error {
	if len(r.body) < length {
		return refuse("damaged-sheet", "record_length", fmt.Sprintf("%#04x", r.kind), len(r.body), length)
	}
	return nil
}

func (r *records) uint16(at int) int { return int(binary.LittleEndian.Uint16(r.body[at:])) }

// begin reads the record that begins a part of the workbook and returns its version and what the part is.
func (r *records) begin() (version, part int, err error) {
	if err := r.next(); err != nil {
		return 0, 0, err
	}
	if r.kind != recordBOF {
		return 0, 0, refuse("damaged-sheet", "no_part_begins", fmt.Sprintf("%#04x", r.kind))
	}
	if err := r.need(4); err != nil {
		return 0, 0, err
	}
	return r.uint16(0), r.uint16(2), nil
}
