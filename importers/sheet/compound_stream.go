package sheet

import (
	"errors"
	"io"
	"sort"
)

// stream is one stream of a compound file, as pieces of that file.
type stream struct {
	in     io.ReaderAt
	size   int64
	length int64 // of the pieces
	pieces []piecePlace
}

// piecePlace is where a piece of a stream begins, in the stream and in the file.
type piecePlace struct{ from, at int64 }

// add adds a piece; one that follows the last in the file as well makes it longer.
func (s *stream) add(at, length int64) {
	if n := len(s.pieces); n == 0 || s.pieces[n-1].at+s.length-s.pieces[n-1].from != at {
		s.pieces = append(s.pieces, piecePlace{s.length, at})
	}
	s.length += length
}

// place is where a byte of the stream is in the file.
func (s *stream) place(at int64) (int64, bool) {
	if s == nil || at < 0 || at >= s.length {
		return 0, false
	}
	p := s.pieces[sort.Search(len(s.pieces), func(i int) bool { return s.pieces[i].from > at })-1]
	return p.at + at - p.from, true
}

// ReadAt reads from a place in the stream.
func (s *stream) ReadAt(b []byte, at int64) (n int, err error) {
	for n < len(b) {
		if at >= s.size {
			return n, io.EOF
		}
		i := sort.Search(len(s.pieces), func(i int) bool { return s.pieces[i].from > at }) - 1
		end := s.size
		if i+1 < len(s.pieces) {
			end = min(end, s.pieces[i+1].from)
		}
		want := b[n:min(int64(len(b)), int64(n)+end-at)]
		read, err := s.in.ReadAt(want, s.pieces[i].at+at-s.pieces[i].from)
		n, at = n+read, at+int64(read)
		if read < len(want) {
			var failed diskError
			if errors.As(err, &failed) {
				return n, err
			}
			return n, damagedCompound("stream_cut")
		}
	}
	return n, nil
}
