package store

import (
	"maps"
	"math/bits"
	"slices"
	"strconv"
)

// seqSet is a set of places in the log. The log has no gaps, so a bit stands for each place: the whole of a log of five
// million facts takes less than a megabyte. The zero value is empty and ready.
type seqSet struct {
	pages map[int64]*seqPage
}

// seqPage is the places from one multiple of its length to the next.
type seqPage [64]uint64

const seqsOfPage = 64 * 64

func (s *seqSet) add(seq int64) {
	page := s.pages[seq/seqsOfPage]
	if page == nil {
		if s.pages == nil {
			s.pages = map[int64]*seqPage{}
		}
		page = &seqPage{}
		s.pages[seq/seqsOfPage] = page
	}
	at := seq % seqsOfPage
	page[at/64] |= 1 << (at % 64)
}

func (s *seqSet) has(seq int64) bool {
	page := s.pages[seq/seqsOfPage]
	at := seq % seqsOfPage
	return page != nil && page[at/64]&(1<<(at%64)) != 0
}

func (s *seqSet) isEmpty() bool { return len(s.pages) == 0 }

// each calls f with the places in order, at most n at a time; f must not keep the slice.
func (s *seqSet) each(n int, f func([]int64) error) error {
	part := make([]int64, 0, n)
	for _, k := range slices.Sorted(maps.Keys(s.pages)) {
		for i, word := range s.pages[k] {
			for ; word != 0; word &= word - 1 {
				part = append(part, k*seqsOfPage+int64(i*64+bits.TrailingZeros64(word)))
				if len(part) < n {
					continue
				}
				if err := f(part); err != nil {
					return err
				}
				part = part[:0]
			}
		}
	}
	if len(part) == 0 {
		return nil
	}
	return f(part)
}

// jsonSeqs is jsonList for places, which there are many of.
func jsonSeqs(seqs []int64) string {
	b := make([]byte, 0, 2+8*len(seqs))
	b = append(b, '[')
	for i, seq := range seqs {
		if i > 0 {
			b = append(b, ',')
		}
		b = strconv.AppendInt(b, seq, 10)
	}
	return string(append(b, ']'))
}
