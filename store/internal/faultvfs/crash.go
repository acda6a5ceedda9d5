package faultvfs

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
)

// sector is what a disk writes whole or not at all.
const sector = 512

// platter is one file as it lies on the disk, and what has been asked of it since it was last flushed.
type platter struct {
	bytes   []byte // as of the last flush
	named   bool   // its name is on the disk
	pending []Op
	leaving bool // a delete was asked for and may not have reached the disk
}

// Crash makes in folder the files a disk may hold when the power goes right after the first k operations of log. The
// files that were there before the recording began are given by before, by base name. What was written before a file's
// last flush is there. Of what came later, each write is there, is lost, or is torn: every sector of it kept, lost or
// full of noise. Truncations are kept or lost. A delete is durable if it was asked to be, or at the next flush of any
// file, and otherwise may be lost; so may the name of a file that was never flushed.
func Crash(before map[string][]byte, log []Op, k int, rng *rand.Rand, folder string) error {
	disk := map[string]*platter{}
	for name, bytes := range before {
		disk[name] = &platter{bytes: slices.Clone(bytes), named: true}
	}
	for _, op := range log[:k] {
		if op.Kind != Mark {
			replay(disk, op)
		}
	}
	for _, name := range slices.Sorted(maps.Keys(disk)) { // a fixed order, so that a seed gives one image
		bytes, there := disk[name].afterCrash(rng)
		if !there {
			continue
		}
		if err := os.WriteFile(filepath.Join(folder, name), bytes, 0o600); err != nil {
			return fmt.Errorf("write crash image: %w", err)
		}
	}
	return nil
}

func replay(disk map[string]*platter, op Op) {
	p := disk[op.File]
	if p == nil {
		p = &platter{}
		disk[op.File] = p
	}
	switch op.Kind {
	case Create:
		if p.leaving {
			*p = platter{}
		}
	case Write, Truncate:
		p.pending = append(p.pending, op)
	case Sync:
		for _, other := range disk {
			if other.leaving {
				*other = platter{}
			}
		}
		for _, was := range p.pending {
			p.bytes = put(p.bytes, was)
		}
		p.pending, p.named = nil, true
	case Delete:
		if op.Durable {
			*p = platter{}
		} else {
			p.leaving, p.pending = true, nil
		}
	}
}

// afterCrash rolls the dice over what was not flushed.
func (p *platter) afterCrash(rng *rand.Rand) (bytes []byte, there bool) {
	switch {
	case p.leaving && rng.IntN(2) == 0:
		return nil, false
	case !p.named && len(p.pending) == 0:
		return nil, false
	case !p.named && rng.IntN(3) == 0:
		return nil, false
	}
	bytes = slices.Clone(p.bytes)
	for _, op := range p.pending {
		switch rng.IntN(3) {
		case 0:
			bytes = put(bytes, op)
		case 1: // lost
		case 2:
			bytes = torn(bytes, op, rng)
		}
	}
	return bytes, true
}

func torn(bytes []byte, op Op, rng *rand.Rand) []byte {
	if op.Kind == Truncate {
		return put(bytes, op)
	}
	for from := 0; from < len(op.Bytes); from += sector {
		piece := op.Bytes[from:min(from+sector, len(op.Bytes))]
		switch rng.IntN(3) {
		case 0:
		case 1: // lost
			continue
		case 2:
			piece = noise(len(piece), rng)
		}
		bytes = put(bytes, Op{Kind: Write, Offset: op.Offset + int64(from), Bytes: piece})
	}
	return bytes
}

func noise(n int, rng *rand.Rand) []byte {
	b := make([]byte, n)
	for i := range b {
		b[i] = byte(rng.IntN(256))
	}
	return b
}

// put is bytes after op; what a write skips reads as zeros. The original is left as it is when it must grow.
func put(bytes []byte, op Op) []byte {
	if op.Kind == Truncate {
		if op.N < int64(len(bytes)) {
			return bytes[:op.N]
		}
		return append(bytes, make([]byte, op.N-int64(len(bytes)))...)
	}
	if end := op.Offset + int64(len(op.Bytes)); end > int64(len(bytes)) {
		bytes = append(bytes, make([]byte, end-int64(len(bytes)))...)
	}
	copy(bytes[op.Offset:], op.Bytes)
	return bytes
}
