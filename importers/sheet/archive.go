package sheet

import (
	"archive/zip"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"strings"
)

// archive is the zip file of a workbook, with its entries found by name and its cost kept within limits.
type archive struct {
	parts  map[string]*zip.File // by name in lower case: part names know no case (ECMA-376 part 2, 6.2.2.3)
	budget int64                // bytes that may still be inflated
	limits Limits
}

// openArchive reads the directory of the zip file and refuses what no workbook holds.
func openArchive(in io.ReaderAt, size int64, limits Limits) (*archive, error) {
	directory, err := zip.NewReader(disk{in, size}, size)
	if err != nil {
		return nil, damagedIn("directory", err)
	}
	if len(directory.File) > limits.Parts {
		return nil, refuse("too-many-parts", "parts_of", len(directory.File), limits.Parts)
	}
	a := &archive{parts: make(map[string]*zip.File, len(directory.File)), budget: limits.Inflated, limits: limits}
	for _, f := range directory.File {
		if err := a.add(f); err != nil {
			return nil, err
		}
	}
	return a, nil
}

func (a *archive) add(f *zip.File) error {
	name := strings.ReplaceAll(f.Name, `\`, "/")
	if strings.HasPrefix(name, "/") || strings.ContainsAny(name, ":\x00") {
		return refuse("unsafe-name", "named", fmt.Sprintf("%q", f.Name))
	}
	for element := range strings.SplitSeq(name, "/") {
		if element == ".." {
			return refuse("unsafe-name", "named", fmt.Sprintf("%q", f.Name))
		}
	}
	key := strings.ToLower(name)
	if _, twice := a.parts[key]; twice {
		return refuse("duplicate-part", "named", f.Name)
	}
	if f.Flags&1 != 0 {
		return refuse("encrypted", "named", f.Name)
	}
	a.parts[key] = f
	return nil
}

func (a *archive) has(name string) bool { return a.parts[strings.ToLower(name)] != nil }

// ratioFrom is the size from which the ratio of packing counts: below it even the worst costs little.
const ratioFrom = 32 << 20

// open returns the contents of a part. Reading it to the end proves its size and its checksum.
func (a *archive) open(name string) (io.ReadCloser, error) {
	f := a.parts[strings.ToLower(name)]
	if f == nil {
		return nil, refuse("damaged-zip", "part_missing", name)
	}
	if f.UncompressedSize64 > uint64(max(a.budget, 0)) {
		return nil, a.tooLarge(name)
	}
	if packed := max(f.CompressedSize64, 1); f.UncompressedSize64 > ratioFrom && f.UncompressedSize64/packed > uint64(a.limits.Ratio) {
		return nil, refuse("too-large", "packed_size", name, f.UncompressedSize64/packed, a.limits.Ratio)
	}
	contents, err := f.Open()
	if err != nil {
		return nil, damagedZip(name, err)
	}
	return &part{ReadCloser: contents, archive: a, file: f}, nil
}

func (a *archive) tooLarge(name string) error {
	return refuse("too-large", "with_part_too_large", name, a.limits.Inflated>>20)
}

// part is one entry being read. It counts towards the archive's limit and checks the checksum also where the directory
// says 0, which archive/zip takes for unknown.
type part struct {
	io.ReadCloser
	archive *archive
	file    *zip.File
	sum     uint32
}

func (p *part) Read(b []byte) (int, error) {
	n, err := p.ReadCloser.Read(b)
	if p.archive.budget -= int64(n); p.archive.budget < 0 {
		return 0, p.archive.tooLarge(p.file.Name)
	}
	if p.file.CRC32 == 0 {
		p.sum = crc32.Update(p.sum, crc32.IEEETable, b[:n])
	}
	if err == io.EOF && p.sum != 0 {
		err = zip.ErrChecksum
	}
	if err != nil && err != io.EOF {
		err = damagedZip(p.file.Name, err)
	}
	return n, err
}

// disk marks the errors of the file itself, so that they are not taken for damage. Places outside the file, which a
// damaged directory names, are damage.
type disk struct {
	io.ReaderAt
	size int64
}

type diskError struct{ error }

func (e diskError) Unwrap() error { return e.error }

func (d disk) ReadAt(b []byte, at int64) (int, error) {
	if at < 0 || at > d.size {
		return 0, zip.ErrFormat
	}
	n, err := d.ReaderAt.ReadAt(b, at)
	if err != nil && err != io.EOF {
		err = diskError{err}
	}
	return n, err
}

// damagedZip tells damage of an entry from a disk that fails.
func damagedZip(name string, err error) error { return damage(err, name, "checksum", "unreadable") }

// damagedIn is damagedZip for a place of the archive that has no name of its own.
func damagedIn(place string, err error) error {
	return damage(err, place, "checksum_in", "unreadable_in")
}

func damage(err error, where, checksum, unreadable string) error {
	var failed diskError
	var refusal *Refusal
	switch {
	case errors.As(err, &refusal):
		return refusal
	case errors.As(err, &failed):
		return fmt.Errorf("read %s: %w", where, err)
	case errors.Is(err, zip.ErrChecksum):
		return refuse("damaged-zip", checksum, where)
	}
	return refuse("damaged-zip", unreadable, where, err)
}
