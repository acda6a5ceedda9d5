package sheet

import (
	"encoding/binary"
	"errors"
	"io"
	"strings"
	"unicode/utf16"
)

// compound is a compound file (MS-CFB): a small file system in one file, in which Excel 97-2003 keeps its workbooks and
// later versions their encrypted ones. Only the streams of its top folder are known.
//
// No number in the file is believed before the file is long enough for it, and no chain of sectors meets a sector twice.
// The library github.com/richardlehane/mscfb does neither, which is why it serves in tests only.
type compound struct {
	in     io.ReaderAt
	size   int64
	shift  uint     // a sector has 1<<shift bytes
	sector int64    // that many
	next   []uint32 // of each sector, the one behind it
	mini   []uint32 // of each small sector, the one behind it
	small  *stream  // what the small sectors are cut from
	top    map[string]streamEntry
}

// streamEntry is a stream as the directory names it.
type streamEntry struct {
	start uint32
	size  int64
}

// Numbers of sectors that are none (MS-CFB 2.1).
const (
	endOfChain  = 0xFFFFFFFE
	noSector    = 0xFFFFFFFF
	lastSector  = 0xFFFFFFFA
	noEntry     = 0xFFFFFFFF
	headerSize  = 512
	entrySize   = 128
	smallShift  = 6
	smallLimit  = 4096 // streams below are cut from small sectors
	headerFATs  = 109
	kindStorage = 1
	kindStream  = 2
	kindRoot    = 5
)

func damagedCompound(met string, args ...any) error {
	return refuse("damaged-compound", met, args...)
}

// openCompound reads the tables of a compound file.
func openCompound(in io.ReaderAt, size int64, limits Limits) (*compound, error) {
	c := &compound{in: disk{in, size}, size: size, top: map[string]streamEntry{}}
	header := make([]byte, headerSize)
	if err := c.read(header, 0, "header"); err != nil {
		return nil, err
	}
	version := binary.LittleEndian.Uint16(header[26:])
	c.shift = uint(binary.LittleEndian.Uint16(header[30:]))
	if string(header[:8]) != cfbStart || !(version == 3 && c.shift == 9 || version == 4 && c.shift == 12) || binary.LittleEndian.Uint16(header[32:]) != smallShift {
		return nil, damagedCompound("compound_version", version, c.shift)
	}
	c.sector = 1 << c.shift
	if size > limits.Inflated {
		return nil, refuse("too-large", "size_of", size>>20, limits.Inflated>>20)
	}
	if err := c.readNext(header); err != nil {
		return nil, err
	}
	return c, c.readDirectory(header, version, limits)
}

// read fills b from a place in the file; what lies behind its end is damage.
func (c *compound) read(b []byte, at int64, place string) error {
	n, err := c.in.ReadAt(b, at)
	var failed diskError
	switch {
	case n == len(b):
		return nil
	case errors.As(err, &failed):
		return err
	}
	return damagedCompound("cut_in_place", place)
}

// sectors is how many sectors the file has room for; the last one may be cut short.
func (c *compound) sectors() int64 { return max(0, (c.size-1)>>c.shift) }

// at is where a sector begins.
func (c *compound) at(sector uint32) int64 { return (int64(sector) + 1) << c.shift }

// readNext reads which sector follows which. The sectors that say so are listed in the header and, in large files, in a
// chain of further sectors.
func (c *compound) readNext(header []byte) error {
	list := header[76:headerSize]
	further := binary.LittleEndian.Uint32(header[68:])
	for seen := int64(0); ; seen++ {
		if err := c.readLists(list); err != nil {
			return err
		}
		if further >= lastSector {
			return nil
		}
		if int64(further) >= c.sectors() || seen > c.sectors() {
			return damagedCompound("lists_endless")
		}
		list = make([]byte, c.sector)
		if err := c.read(list, c.at(further), "lists"); err != nil {
			return err
		}
		further = binary.LittleEndian.Uint32(list[c.sector-4:])
		list = list[:c.sector-4]
	}
}

// readLists reads the sectors of a list that say which sector follows which. What they say of sectors that the file has no
// room for counts for nothing.
func (c *compound) readLists(list []byte) error {
	page := make([]byte, c.sector)
	for ; len(list) >= 4; list = list[4:] {
		n := binary.LittleEndian.Uint32(list)
		if n == noSector || int64(len(c.next)) >= c.sectors() {
			continue
		}
		if int64(n) >= c.sectors() {
			return damagedCompound("no_such_sector", n, c.sectors())
		}
		if err := c.read(page, c.at(n), "sectors"); err != nil {
			return err
		}
		c.next = appendSectors(c.next, page)
		c.next = c.next[:min(int64(len(c.next)), c.sectors())]
	}
	return nil
}

func appendSectors(to []uint32, page []byte) []uint32 {
	for ; len(page) >= 4; page = page[4:] {
		to = append(to, binary.LittleEndian.Uint32(page))
	}
	return to
}

// chain lists the first n sectors of a chain, all of them if n is below 0.
func chain(next []uint32, start uint32, n int64, place string) ([]uint32, error) {
	var list []uint32
	seen := make([]uint64, (len(next)+63)/64)
	for sector := start; n < 0 && sector != endOfChain || int64(len(list)) < n; sector = next[sector] {
		if int64(sector) >= int64(len(next)) {
			return nil, damagedCompound("place_ends_early", place, max(1, n-int64(len(list))))
		}
		if seen[sector/64]&(1<<(sector%64)) != 0 {
			return nil, damagedCompound("place_in_circle", place)
		}
		seen[sector/64] |= 1 << (sector % 64)
		list = append(list, sector)
	}
	return list, nil
}

// readDirectory reads the directory and the streams of the top folder.
func (c *compound) readDirectory(header []byte, version uint16, limits Limits) error {
	list, err := chain(c.next, binary.LittleEndian.Uint32(header[48:]), -1, "directory")
	if err != nil {
		return err
	}
	if int64(len(list))*c.sector/entrySize > int64(limits.Parts)+c.sector/entrySize {
		return refuse("too-many-parts", "directory_size", len(list))
	}
	directory := make([]byte, int64(len(list))*c.sector)
	for i, sector := range list {
		if err := c.read(directory[int64(i)*c.sector:int64(i+1)*c.sector], c.at(sector), "directory"); err != nil {
			return err
		}
	}
	if len(directory) == 0 || directory[66] != kindRoot {
		return damagedCompound("no_root")
	}
	if err := c.readSmall(header, directory[:entrySize]); err != nil {
		return err
	}
	return c.readTop(directory, version)
}

// readSmall reads which small sector follows which, and finds what they are cut from.
func (c *compound) readSmall(header, root []byte) error {
	start := binary.LittleEndian.Uint32(header[60:])
	if start >= lastSector {
		return nil
	}
	list, err := chain(c.next, start, -1, "small_sectors")
	if err != nil {
		return err
	}
	page := make([]byte, c.sector)
	for _, sector := range list {
		if err := c.read(page, c.at(sector), "small_sectors"); err != nil {
			return err
		}
		c.mini = appendSectors(c.mini, page)
	}
	list, err = chain(c.next, binary.LittleEndian.Uint32(root[116:]), -1, "small_room")
	if err != nil {
		return err
	}
	c.small = &stream{in: c.in, size: int64(len(list)) * c.sector}
	for _, sector := range list {
		c.small.add(c.at(sector), c.sector)
	}
	return nil
}

// readTop goes through the tree of the top folder's entries.
func (c *compound) readTop(directory []byte, version uint16) error {
	entries := len(directory) / entrySize
	todo := []uint32{binary.LittleEndian.Uint32(directory[76:])}
	for seen := 0; len(todo) > 0; seen++ {
		n := todo[len(todo)-1]
		todo = todo[:len(todo)-1]
		if n == noEntry {
			seen--
			continue
		}
		if int64(n) >= int64(entries) || seen >= entries {
			return damagedCompound("directory_in_circle")
		}
		e := directory[int(n)*entrySize:][:entrySize]
		todo = append(todo, binary.LittleEndian.Uint32(e[68:]), binary.LittleEndian.Uint32(e[72:]))
		s := streamEntry{start: binary.LittleEndian.Uint32(e[116:]), size: int64(binary.LittleEndian.Uint32(e[120:]))}
		if version > 3 {
			s.size = int64(binary.LittleEndian.Uint64(e[120:]))
		}
		if kind := e[66]; kind == kindStream || kind == kindStorage {
			c.top[strings.ToUpper(entryName(e))] = s
		}
	}
	return nil
}

// entryName is the name of a directory entry: up to 31 characters in UTF-16, with a zero behind them.
func entryName(e []byte) string {
	length := int(binary.LittleEndian.Uint16(e[64:])) - 2
	if length < 0 || length > 62 {
		return ""
	}
	units := make([]uint16, length/2)
	for i := range units {
		units[i] = binary.LittleEndian.Uint16(e[2*i:])
	}
	return string(utf16.Decode(units))
}

func (c *compound) has(name string) bool { _, ok := c.top[strings.ToUpper(name)]; return ok }

// open returns a stream of the top folder.
func (c *compound) open(name string) (*stream, error) {
	e := c.top[strings.ToUpper(name)]
	if e.size < 0 || e.size > c.size {
		return nil, damagedCompound("stream_size", name, e.size, c.size)
	}
	s := &stream{in: c.in, size: e.size}
	next, shift := c.next, c.shift
	small := e.size < smallLimit
	if small {
		next, shift = c.mini, smallShift
	}
	list, err := chain(next, e.start, (e.size+1<<shift-1)>>shift, "stream")
	if err != nil {
		return nil, err
	}
	for _, sector := range list {
		if !small {
			s.add(c.at(sector), c.sector)
			continue
		}
		place, ok := c.small.place(int64(sector) << smallShift)
		if !ok {
			return nil, damagedCompound("stream_leaves_room", name)
		}
		s.add(place, 1<<smallShift)
	}
	return s, nil
}
