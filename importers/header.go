package importers

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"ordertrail/importers/sheet"
)

// maxLines is over how many rows a header may go: groups, groups in groups, and the columns.
const maxLines = 3

// header is one way to read the header of a table.
type header struct {
	row   int      // index of the row it ends on
	lines int      // over how many rows it goes
	names []string // as written, repeated ones numbered: "Name", "Name (2)"
	keys  []string // as they are compared
	over  []string // names to which a group gave its own: "Ship To Name"
}

// headerAt reads the header that ends on row i and goes over so many rows; none when they do not follow each other. In
// several rows the name of a group stands before those of its columns. Where known holds no such name and the column's own
// is known and the only one of its kind, that one counts: a group is seen to begin, not to end.
func (t *table) headerAt(i, lines int, known nameSet) (header, bool) {
	h, top := header{row: i, lines: lines}, i-lines+1
	if top < 0 || t.rows[i].Number-t.rows[top].Number != lines-1 {
		return h, false
	}
	own := t.cleanedAt(i)
	names := own
	for row := i - 1; row >= top; row-- {
		above := t.cleanedAt(row)
		if t.chosen == 0 && !sparse(above, names) {
			return h, false
		}
		names = underGroups(above, names)
	}
	if lines == 1 {
		h.names, h.keys = t.namesAt(i)
		return h, true
	}
	names = slices.Clone(names)
	for c, name := range own {
		if name == "" || name == names[c] {
			continue
		}
		alone := known.hold(fold(name)) && !known.hold(fold(names[c])) && !repeats(own, name)
		if alone {
			names[c] = name
		} else {
			h.over = append(h.over, names[c])
		}
	}
	h.names, h.keys = headerNames(names)
	return h, true
}

// named is one of the first rows, its cells as names: cleaned, and once they were asked for, as the names of a header.
type named struct {
	cells       []string
	names, keys []string
}

// cleanedAt are the cells of one of the first rows as names. Every profile asks for them; they are made once.
func (t *table) cleanedAt(i int) []string {
	if t.named == nil {
		t.named = make([]named, len(t.rows))
	}
	if t.named[i].cells == nil {
		t.named[i].cells = cleaned(t.rows[i])
	}
	return t.named[i].cells
}

// namesAt are the names of a header that is row i alone, and how they are compared.
func (t *table) namesAt(i int) (names, keys []string) {
	cells := t.cleanedAt(i)
	n := &t.named[i]
	if n.keys == nil {
		n.names, n.keys = headerNames(cells)
	}
	return n.names, n.keys
}

// cleaned are the cells of a row as names.
func cleaned(row sheet.Row) []string {
	out := make([]string, len(row.Cells))
	for i, c := range row.Cells {
		out[i] = strings.TrimSpace(clean(c.Text))
	}
	return out
}

// sparse reports whether a row may be one of groups: a group stands over several columns, so many of them have nothing right
// above. Names over values have.
func sparse(above, below []string) bool {
	both, named := 0, 0
	for i, name := range below {
		if name == "" {
			continue
		}
		named++
		if i < len(above) && above[i] != "" {
			both++
		}
	}
	return both > 0 && both*3 <= named*2
}

// underGroups puts the names of one row before those below it. A name reaches to the right over cells that are blank, as those
// behind the first of a merged area are; over a blank cell it names that column alone.
func underGroups(above, below []string) []string {
	out := make([]string, max(len(above), len(below)))
	copy(out, below)
	group := ""
	for i := range out {
		own := out[i]
		if i < len(above) && above[i] != "" {
			if group = above[i]; own == "" {
				out[i], group = group, ""
			}
		}
		if own != "" && group != "" {
			out[i] = group + " " + own
		}
	}
	return out
}

// repeats reports whether a name stands more than once in a row.
func repeats(row []string, name string) bool {
	n := 0
	for _, other := range row {
		if fold(other) == fold(name) {
			n++
		}
	}
	return n > 1
}

// headerNames numbers repeated names by their occurrence, and gives with them how they are compared.
func headerNames(texts []string) (names, keys []string) {
	seen := map[string]int{}
	for _, name := range texts {
		key := fold(name)
		if key != "" {
			seen[key]++
			if n := seen[key]; n > 1 {
				name = fmt.Sprintf("%s (%d)", name, n)
				key = fold(name)
			}
		}
		names, keys = append(names, name), append(keys, key)
	}
	for len(keys) > 0 && keys[len(keys)-1] == "" {
		names, keys = names[:len(names)-1], keys[:len(keys)-1]
	}
	return names, keys
}

// headersAt lists the ways to read the header that ends on row i: over as many rows as a person said, else over one, then
// over more.
func (t *table) headersAt(i int, known nameSet) []header {
	var out []header
	for lines := range maxLines {
		if t.chosen != 0 && t.chosen != lines+1 {
			continue
		}
		if h, ok := t.headerAt(i, lines+1, known); ok {
			out = append(out, h)
		}
	}
	return out
}

// fitting finds the way to read row i of which p knows most names. More rows than one must make it know more, and a group
// must be among what it knows, unless a person said so.
func (t *table) fitting(p likeness, i int) (best header, score int) {
	for _, h := range t.headersAt(i, p.known) {
		known := slices.ContainsFunc(h.over, func(name string) bool { return p.known.hold(fold(name)) })
		if h.lines > 1 && t.chosen == 0 && !known {
			continue
		}
		if n := p.score(h.keys); n > score {
			best, score = h, n
		}
	}
	return best, score
}

// likeliest reads the header that ends on row i where no profile fits: over more rows than one when more columns of it are
// called as a field is.
func (t *table) likeliest(i int) header {
	ways := t.headersAt(i, nil)
	if len(ways) == 0 { // more rows were asked for than there are
		h, _ := t.headerAt(i, 1, nil)
		return h
	}
	return slices.MaxFunc(ways, func(a, b header) int {
		return cmp.Or(len(suggest(a.names))-len(suggest(b.names)), b.lines-a.lines)
	})
}

// setLines takes over how many rows a person said that the header goes.
func (t *table) setLines(said string) error {
	if said == "" {
		return nil
	}
	n, err := strconv.Atoi(said)
	if err != nil || n < 1 || n > maxLines {
		return wrongChoice(said, "a header takes 1 to %d rows, not %q", maxLines, said)
	}
	t.chosen = n
	return nil
}

// tellLines says over how many rows the header goes; false when over one.
func (t *table) tellLines() (Remark, bool) {
	switch {
	case t.lines < 2:
		return Remark{}, false
	case len(t.over) == 0:
		return says("header-rows", strconv.Itoa(t.lines)), true
	}
	return says("header-rows.group", strconv.Itoa(t.lines), t.over[0]), true
}
