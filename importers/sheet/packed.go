package sheet

import (
	"compress/gzip"
	"errors"
	"io"
	"path"
	"slices"
	"strings"
)

// Packed is a file inside an archive.
type Packed struct {
	Name string // as the archive has it, with its folders
	Size int64  // as the archive says; -1 if it does not
	open func() (io.ReadCloser, error)
}

// Open returns what is in the file. Reading it to the end proves it whole; what is wrong with it is a [Refusal].
func (p Packed) Open() (io.ReadCloser, error) { return p.open() }

// Unpack lists the files in a zip or gzip archive, in the order of their names, without what systems leave beside them.
// A workbook is an archive too, but none to unpack: for it, and for every other file, the list is empty.
func Unpack(name string, in io.ReaderAt, size int64, limits Limits) ([]Packed, error) {
	limits = limits.orDefault()
	r := &Reader{name: name}
	head := make([]byte, min(size, 4))
	if n, err := in.ReadAt(head, 0); n < len(head) && err != nil && !errors.Is(err, io.EOF) {
		return nil, r.refuse(err, 0)
	}
	switch start := string(head); {
	case strings.HasPrefix(start, gzipStart):
		return []Packed{unpackGzip(r, in, size, limits)}, nil
	case start != zipStart && start != zipEmpty:
		return nil, nil
	}
	a, err := openArchive(in, size, limits)
	if err != nil {
		return nil, r.refuse(err, 0)
	}
	if a.isWorkbook() {
		return nil, nil
	}
	files := a.files(r)
	if len(files) == 0 {
		return nil, r.refuse(refuse("empty", "empty_archive"), 0)
	}
	return files, nil
}

// gzipStart begins every gzip file (RFC 1952).
const gzipStart = "\x1f\x8b"

// isWorkbook tells archives that are one file to people from those that carry files.
func (a *archive) isWorkbook() bool {
	_, err := a.kind()
	var refusal *Refusal
	return err == nil || !errors.As(err, &refusal) || refusal.Met != noWorkbook
}

// leftovers are files that systems put beside those that were packed.
var leftovers = []string{"thumbs.db", "desktop.ini"}

func (a *archive) files(r *Reader) []Packed {
	var files []Packed
	for key, f := range a.parts {
		base := path.Base(key)
		if strings.HasSuffix(key, "/") || strings.HasPrefix(key, "__macosx/") || strings.HasPrefix(base, ".") || slices.Contains(leftovers, base) {
			continue
		}
		files = append(files, Packed{Name: strings.ReplaceAll(f.Name, `\`, "/"), Size: int64(min(f.UncompressedSize64, 1<<62)), open: a.opener(r, key)})
	}
	slices.SortFunc(files, func(a, b Packed) int { return strings.Compare(a.Name, b.Name) })
	return files
}

// opener opens one file of the archive; each may take what the limits allow, as it would by itself.
func (a *archive) opener(r *Reader, key string) func() (io.ReadCloser, error) {
	return func() (io.ReadCloser, error) {
		own := *a
		own.budget = a.limits.Inflated
		contents, err := own.open(key)
		if err != nil {
			return nil, r.refuse(err, 0)
		}
		return packedContents{contents, contents, r}, nil
	}
}

// unpackGzip is the one file in a gzip archive, called as the archive is without its ending.
func unpackGzip(r *Reader, in io.ReaderAt, size int64, limits Limits) Packed {
	name := strings.TrimSuffix(strings.TrimSuffix(path.Base(r.name), ".gz"), ".GZ")
	return Packed{Name: name, Size: -1, open: func() (io.ReadCloser, error) {
		contents, err := gzip.NewReader(io.NewSectionReader(disk{in, size}, 0, size))
		if err != nil {
			return nil, r.refuse(damagedIn("beginning", err), 0)
		}
		return packedContents{&atMost{contents, limits.Inflated, limits.Inflated}, contents, r}, nil
	}}
}

// packedContents says of which archive it is what is wrong.
type packedContents struct {
	io.Reader
	io.Closer
	of *Reader
}

func (p packedContents) Read(b []byte) (int, error) {
	n, err := p.Reader.Read(b)
	if err != nil && err != io.EOF {
		err = p.of.refuse(damagedIn("inside", err), 0)
	}
	return n, err
}

// atMost refuses what is longer than it said nowhere that it would be.
type atMost struct {
	io.Reader
	left, limit int64
}

func (a *atMost) Read(b []byte) (int, error) {
	n, err := a.Reader.Read(b)
	if a.left -= int64(n); a.left < 0 {
		return 0, refuse("too-large", "unpacked_too_large", a.limit>>20)
	}
	return n, err
}
