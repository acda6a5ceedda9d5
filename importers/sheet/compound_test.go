package sheet

import (
	"bytes"
	"encoding/binary"
	"io"
	"math/rand/v2"
	"testing"
	"unicode/utf16"

	"github.com/richardlehane/mscfb"
)

// streamOf is a stream of a compound file made by hand.
type streamOf struct {
	name string
	body []byte
}

// compoundFile packs streams as version 3: one sector each of 512 bytes, lists first, small streams cut from the room of the
// root.
func compoundFile(streams ...streamOf) []byte {
	var room []byte   // of small streams
	var mini []uint32 // what follows each small sector
	var sectors [][]byte
	var next []uint32
	put := func(body []byte) uint32 {
		start := uint32(len(sectors))
		for len(body) > 0 {
			sector := make([]byte, 512)
			body = body[copy(sector, body):]
			sectors, next = append(sectors, sector), append(next, uint32(len(sectors)+1))
		}
		if start == uint32(len(sectors)) {
			return endOfChain
		}
		next[len(next)-1] = endOfChain
		return start
	}
	directory := make([]byte, (len(streams)/4+1)*4*entrySize)
	entry := func(i int, name string, kind byte, start uint32, size int, right uint32) {
		e := directory[i*entrySize:][:entrySize]
		for j, unit := range utf16.Encode([]rune(name)) {
			binary.LittleEndian.PutUint16(e[2*j:], unit)
		}
		binary.LittleEndian.PutUint16(e[64:], uint16(2*len(name)+2))
		e[66] = kind
		for _, at := range []int{68, 72, 76} {
			binary.LittleEndian.PutUint32(e[at:], noEntry)
		}
		binary.LittleEndian.PutUint32(e[72:], right)
		binary.LittleEndian.PutUint32(e[116:], start)
		binary.LittleEndian.PutUint32(e[120:], uint32(size))
	}
	for i, s := range streams {
		right, start := uint32(i+2), uint32(0)
		if i == len(streams)-1 {
			right = noEntry
		}
		if len(s.body) < smallLimit {
			start = uint32(len(mini))
			for n := 0; n < len(s.body); n += 64 {
				small := make([]byte, 64)
				copy(small, s.body[n:])
				room, mini = append(room, small...), append(mini, uint32(len(mini)+1))
			}
			if len(s.body) > 0 {
				mini[len(mini)-1] = endOfChain
			}
		} else {
			start = put(s.body)
		}
		entry(i+1, s.name, kindStream, start, len(s.body), right)
	}
	entry(0, "Root Entry", kindRoot, put(room), len(room), noEntry)
	if len(streams) > 0 {
		binary.LittleEndian.PutUint32(directory[76:], 1)
	}
	miniStart := put(listOf(mini))
	directoryStart := put(directory)
	lists := 1
	for lists*128 < len(sectors)+lists {
		lists++
	}
	first := len(sectors)
	for range lists {
		next = append(next, 0xFFFFFFFD)
	}
	put(make([]byte, 0))
	header := make([]byte, 512)
	copy(header, cfbStart)
	for at, value := range map[int]uint16{24: 0x3E, 26: 3, 28: 0xFFFE, 30: 9, 32: 6} {
		binary.LittleEndian.PutUint16(header[at:], value)
	}
	for at, value := range map[int]uint32{44: uint32(lists), 48: directoryStart, 56: smallLimit, 60: miniStart, 64: uint32(len(mini)+127) / 128, 68: endOfChain} {
		binary.LittleEndian.PutUint32(header[at:], value)
	}
	for i := range headerFATs {
		n := uint32(noSector)
		if i < lists {
			n = uint32(first + i)
		}
		binary.LittleEndian.PutUint32(header[76+4*i:], n)
	}
	file := append(header, bytes.Join(sectors, nil)...)
	return append(file, listOf(next)...)
}

// listOf writes numbers of sectors, filled up to whole sectors.
func listOf(numbers []uint32) []byte {
	var b []byte
	for _, n := range numbers {
		b = binary.LittleEndian.AppendUint32(b, n)
	}
	for len(b)%512 != 0 {
		b = binary.LittleEndian.AppendUint32(b, noSector)
	}
	return b
}

// TestStreamsAreWhatAnotherLibraryReads compares random compound files with github.com/richardlehane/mscfb.
func TestStreamsAreWhatAnotherLibraryReads(t *testing.T) {
	t.Parallel()
	random := rand.New(rand.NewPCG(5, 6))
	for range 200 {
		var streams []streamOf
		for i := range random.IntN(6) {
			body := make([]byte, random.IntN([]int{100, 5000, 100_000}[random.IntN(3)]))
			for j := range body {
				body[j] = byte(random.Uint32())
			}
			streams = append(streams, streamOf{"Stream" + string(rune('A'+i)), body})
		}
		file := compoundFile(streams...)
		c, err := openCompound(bytes.NewReader(file), int64(len(file)), DefaultLimits)
		if err != nil {
			t.Fatal(err)
		}
		theirs, err := mscfb.New(bytes.NewReader(file))
		if err != nil {
			t.Fatal(err)
		}
		read := map[string][]byte{}
		for f, err := theirs.Next(); err == nil; f, err = theirs.Next() {
			read[f.Name] = make([]byte, f.Size)
			_, _ = io.ReadFull(f, read[f.Name])
		}
		for _, want := range streams {
			s, err := c.open(want.name)
			if err != nil {
				t.Fatal(err)
			}
			got, err := io.ReadAll(io.NewSectionReader(s, 0, s.size))
			if err != nil || !bytes.Equal(got, want.body) || !bytes.Equal(got, read[want.name]) {
				t.Errorf("%s: %d bytes of %d, %v", want.name, len(got), len(want.body), err)
			}
		}
	}
}

// Names in a compound file are the same in capitals (MS-CFB 2.6.4), and some programs write them so.
func TestAWorkbookIsFoundByItsNameInCapitals(t *testing.T) {
	t.Parallel()
	for _, name := range []string{"WORKBOOK", "workbook"} {
		got, err := readAll("orders.xls", compoundFile(streamOf{name, book(t, cellsOf())}), Options{})
		if err != nil || len(got) == 0 {
			t.Errorf("%s: %q %v", name, got, err)
		}
	}
}

func TestADamagedCompoundFileIsRefused(t *testing.T) {
	t.Parallel()
	sound := compoundFile(streamOf{"Workbook", book(t, cellsOf())}, streamOf{"Other", make([]byte, 9000)})
	header := func(at int, value uint32) []byte {
		b := bytes.Clone(sound)
		binary.LittleEndian.PutUint32(b[at:], value)
		return b
	}
	list := 512 + 512*int(binary.LittleEndian.Uint32(sound[76:]))
	next := func(sector int, value uint32) []byte { return header(list+4*sector, value) }
	directory := 512 + 512*int(binary.LittleEndian.Uint32(sound[48:]))
	for _, c := range []struct {
		name string
		file []byte
	}{
		{"cut off in its header", sound[:200]},
		{"cut off behind its header", sound[:512]},
		{"cut off in the middle", sound[:len(sound)/2]},
		{"sectors of 2^40 bytes", header(30, 40)},
		{"a list of sectors outside the file", header(76, 1<<20)},
		{"a list of sectors at the end of numbers", header(76, 0xFFFFFFF0)},
		{"a list of lists outside the file", header(68, 1<<20)},
		{"a list of lists in a circle", header(68, 0)},
		{"a directory outside the file", header(48, 1<<20)},
		{"no directory", header(48, endOfChain)},
		{"small sectors outside the file", header(60, 1<<20)},
		{"a stream in a circle", next(1, 0)},
		{"a stream that ends too early", next(1, endOfChain)},
		{"a stream that goes on in no sector", next(1, noSector)},
		{"a directory in a circle", next(int(binary.LittleEndian.Uint32(sound[48:])), binary.LittleEndian.Uint32(sound[48:]))},
		{"entries in a circle", header(directory+entrySize+72, 1)},
		{"an entry outside the directory", header(directory+entrySize+72, 1000)},
		{"a stream larger than the file", header(directory+entrySize+120, 1<<30)},
		{"a root that is a stream", func() []byte { b := bytes.Clone(sound); b[directory+66] = kindStream; return b }()},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			if rows, err := readAll("orders.xls", c.file, Options{}); codeOf(err) != "damaged-compound" {
				t.Errorf("%d rows, %v, want code damaged-compound", len(rows), err)
			}
		})
	}
}
