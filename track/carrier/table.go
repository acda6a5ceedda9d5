package carrier

import (
	"embed"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"
	"sync"
)

//go:embed table/*.txt
var tableFiles embed.FS

// A table file is read line by line; # begins a comment, columns stand apart by blanks, and "-" is an empty column:
//
//	name     how people write the carrier
//	full     another spelling of its name, after which its services are called
//	also     a service or a branch that is sold under a name of its own
//	kin      carriers whose numbers its notices and files may hold too
//	link     its tracking page; {} is the number
//	post     the countries whose S10 numbers it delivers
//	format   <id> <trust> <shape> <check> <number>  (shape.go, check.go; <number> is the part that is tracked: from:to)
//	service  <format> <from:to> <characters> <what they mean>; one that begins with Return is a way back to us
//	country  <code> …: the countries that S10 numbers may end in
//	valid    <format> <number as written>, invalid likewise: its own test numbers
//	code     <type> <codes> <phase> <reason> <flag>; codes are a,b,10-12; a type of * serves every type; a ~ in
//	         front of the phase lets the words of the event speak first
//	text     <phase> <reason> <flag> <words>: what an event's words mean, longest first
//	exact    <phase> <reason> <flag> <words>: the same, only when nothing else is said
//
// A file that begins with an underscore is no carrier: its words serve all of them.
type table struct {
	id, name, link string
	full, also     []string
	called         map[string]bool // folded: its names as a whole
	kin            []string
	posts          []string
	formats        []*format
	codes          map[codeKey]meaningRow
	wording        wording
}

type allTables struct {
	carriers  map[string]*table
	shared    *table
	posts     map[string]*table // S10 country -> post
	countries map[string]bool   // S10 countries
	byLength  [maxNumber + 1][]candidate
	names     map[string]string // folded name -> carrier
}

type candidate struct {
	*format
	*shape
}

// maxNumber is the length of the longest barcode a format knows.
const maxNumber = 41

// tables holds all files once they were first asked for. They are part of the program: a broken one is a broken build.
var tables = sync.OnceValue(func() *allTables {
	all, err := loadTables(tableFiles)
	if err != nil {
		panic("carrier: " + err.Error())
	}
	return all
})

func loadTables(files fs.FS) (*allTables, error) {
	all := &allTables{
		carriers: map[string]*table{}, shared: &table{id: "", codes: map[codeKey]meaningRow{}}, posts: map[string]*table{},
		countries: map[string]bool{}, names: map[string]string{},
	}
	names, err := fs.Glob(files, "table/*.txt")
	if err != nil {
		return nil, err
	}
	for _, name := range names {
		text, err := fs.ReadFile(files, name)
		if err != nil {
			return nil, err
		}
		t := all.shared
		if id := strings.TrimSuffix(path.Base(name), ".txt"); !strings.HasPrefix(id, "_") {
			t = &table{id: id, name: id, codes: map[codeKey]meaningRow{}}
			all.carriers[id] = t
		}
		for i, line := range strings.Split(string(text), "\n") {
			if err := all.readLine(t, line); err != nil {
				return nil, fmt.Errorf("%s line %d: %w", name, i+1, err)
			}
		}
	}
	return all, all.index()
}

// index makes the look-ups that cross carriers.
func (all *allTables) index() error {
	for id, t := range all.carriers {
		t.called = map[string]bool{}
		for _, name := range t.itself() {
			t.called[foldWords(name)] = true
		}
		for _, name := range slices.Concat(t.itself(), t.also) {
			key := foldWords(name)
			if other, taken := all.names[key]; taken && other != id {
				return fmt.Errorf("%q names both %s and %s", name, other, id)
			}
			all.names[key] = id
		}
		for _, country := range t.posts {
			if other := all.posts[country]; other != nil {
				return fmt.Errorf("%s and %s both deliver %s", other.id, id, country)
			}
			all.posts[country] = t
		}
		for _, kin := range t.kin {
			if all.carriers[kin] == nil {
				return fmt.Errorf("%s is kin to %s, which is no carrier", id, kin)
			}
		}
	}
	for _, id := range sortedKeys(all.carriers) {
		all.carriers[id].wording.sort()
		for _, f := range all.carriers[id].formats {
			for i := range f.shapes {
				for n := f.shapes[i].min; n <= min(f.shapes[i].max, maxNumber); n++ {
					all.byLength[n] = append(all.byLength[n], candidate{f, &f.shapes[i]})
				}
			}
		}
	}
	all.shared.wording.sort()
	return nil
}
