package importers

import (
	"maps"
	"slices"
	"strings"

	"ordertrail/track/expr"
)

// Recognition says why a table is read by its profile: which names of the header the profile knows, which it does not, what
// it would read and is not there, and which profile came next.
type Recognition struct {
	Sure     string    `json:"sure,omitempty"` // how much of the header the profile is made for was ever seen
	Score    int       `json:"score"`          // of a hundred named columns, how many the profile knows
	Columns  int       `json:"columns"`        // columns with a name
	Matched  []string  `json:"matched"`
	Extra    []string  `json:"extra"`
	Missing  []string  `json:"missing"` // columns that fill a field and are not in the file
	RunnerUp *RunnerUp `json:"runner_up,omitempty"`
}

// RunnerUp is the profile that knows most of the header after the one that was taken.
type RunnerUp struct {
	Profile string   `json:"profile"`
	Title   string   `json:"title"`
	Score   int      `json:"score"`
	Matched int      `json:"matched"`
	Lacks   []string `json:"lacks,omitempty"` // names it is known by and that are not there
	Bars    []string `json:"bars,omitempty"`  // names that are there and rule it out
}

// has reports whether a header holds the column that p calls name, under any of its spellings.
func (p Profile) has(keys []string, name string) bool { return p.spelled(name).isIn(keys) }

// likeness is a profile with the names it goes by, folded once for all headers it is held against.
type likeness struct {
	Profile
	known          nameSet
	all, any, none []spelled
}

// spelled is a name of a profile, and all spellings of it as they are compared.
type spelled struct {
	name string
	keys []string
}

func (p Profile) spelled(name string) spelled {
	s := spelled{name: name}
	for _, spelling := range p.Aliases.spellings(name) {
		s.keys = append(s.keys, fold(spelling))
	}
	return s
}

// isIn reports whether a header holds the column under any of its spellings.
func (s spelled) isIn(keys []string) bool {
	return slices.ContainsFunc(s.keys, func(key string) bool { return slices.Contains(keys, key) })
}

func (p Profile) likeness() likeness {
	all := func(names []string) []spelled {
		out := make([]spelled, len(names))
		for i, name := range names {
			out[i] = p.spelled(name)
		}
		return out
	}
	return likeness{p, p.knownNames(), all(p.Fingerprint.All), all(p.Fingerprint.Any), all(p.Fingerprint.None)}
}

// lacks lists the fingerprint's names that a header has not; of names any of which would do, all when none is there.
func (l likeness) lacks(keys []string) []string {
	var out []string
	for _, s := range l.all {
		if !s.isIn(keys) {
			out = append(out, s.name)
		}
	}
	if len(l.any) > 0 && !slices.ContainsFunc(l.any, func(s spelled) bool { return s.isIn(keys) }) {
		out = append(out, l.Fingerprint.Any...)
	}
	return out
}

// bars lists the names of a header that rule the profile out.
func (l likeness) bars(keys []string) []string {
	var out []string
	for _, s := range l.none {
		if s.isIn(keys) {
			out = append(out, s.name)
		}
	}
	return out
}

// score counts the names of a header that the profile knows; 0 when the fingerprint does not fit.
func (l likeness) score(keys []string) int {
	if len(l.lacks(keys)) > 0 || len(l.bars(keys)) > 0 {
		return 0
	}
	return l.known.count(keys)
}

// nameSet is a set of header names, as they are compared.
type nameSet map[string]bool

// repeated matches the number that tells a repeated name from the first.
var repeated = expr.Late(` \(\d+\)$`)

// hold reports whether a name is in the set; a repeated one counts with the first.
func (n nameSet) hold(key string) bool {
	return key != "" && (n[key] || n.holdStarred(key) || strings.HasSuffix(key, ")") && n[repeated().ReplaceAllString(key, "")])
}

// holdStarred reports whether a name is one of the numbered ones that a name with a star stands for.
func (n nameSet) holdStarred(key string) bool {
	start := strings.TrimRight(key, "0123456789")
	return start != key && n[strings.TrimRight(start, " ")+"*"]
}

// known is how a profile's name stands in the set.
func known(name string) string {
	if start, many := strings.CutSuffix(name, "*"); many {
		return fold(start) + "*"
	}
	return fold(name)
}

// count counts the names of a header that are in the set.
func (n nameSet) count(keys []string) int {
	sum := 0
	for _, key := range keys {
		if n.hold(key) {
			sum++
		}
	}
	return sum
}

// knownNames is every header name that p mentions.
func (p Profile) knownNames() nameSet {
	set := nameSet{}
	add := func(list []string) {
		for _, name := range list {
			for _, spelling := range p.Aliases.spellings(name) {
				set[known(spelling)] = true
			}
		}
	}
	add(p.Fingerprint.All)
	add(p.Fingerprint.Any)
	add(p.Fingerprint.Known)
	maps.Copy(set, p.readNames())
	return set
}

// readNames is every header name that fills a field.
func (p Profile) readNames() nameSet {
	read := nameSet{}
	for _, c := range p.Columns {
		for _, name := range c.Names {
			for _, spelling := range p.Aliases.spellings(name) {
				read[known(spelling)] = true
			}
		}
	}
	return read
}

// moreParticular reports whether p asks for every name that q asks for, and for more: then p is meant for some of q's files.
func (p Profile) moreParticular(q Profile) bool {
	if len(p.Fingerprint.All) <= len(q.Fingerprint.All) {
		return false
	}
	keys := make([]string, len(p.Fingerprint.All))
	for i, name := range p.Fingerprint.All {
		keys[i] = fold(name)
	}
	return !slices.ContainsFunc(q.Fingerprint.All, func(name string) bool { return !q.has(keys, name) })
}

// near reports whether two profiles know so nearly as many names of a header that nobody could say which one it is for.
func near(best, other int) bool { return other*10 >= best*9 }

// recognition explains why the table is read by p, where list are all profiles there are.
func (t *table) recognition(p Profile, list []likeness) *Recognition {
	out := &Recognition{Sure: p.Sure, Matched: []string{}, Extra: []string{}, Missing: []string{}}
	known := p.knownNames()
	if p.Sure == "" { // a shop's own: that it has such a column says nothing of what stands there
		known = p.readNames()
	}
	for i, key := range t.keys {
		switch {
		case key == "":
			continue
		case known.hold(key):
			out.Matched = append(out.Matched, t.headers[i])
		default:
			out.Extra = append(out.Extra, t.headers[i])
		}
		out.Columns++
	}
	for _, c := range p.Columns {
		there := slices.ContainsFunc(c.Names, func(name string) bool { return p.has(t.keys, name) })
		if !there && !slices.Contains(out.Missing, c.Names[0]) {
			out.Missing = append(out.Missing, c.Names[0])
		}
	}
	out.Score = share(len(out.Matched), out.Columns)
	out.RunnerUp = t.next(p.Name, list, out.Columns)
	return out
}

// next is the profile of list other than the named one that knows most of the header; nil when none knows two names of it.
func (t *table) next(name string, list []likeness, columns int) *RunnerUp {
	var out *RunnerUp
	for _, q := range list {
		n := q.known.count(t.keys)
		if q.Name == name || n < 2 || out != nil && n <= out.Matched {
			continue
		}
		out = &RunnerUp{Profile: q.Name, Title: q.Title, Score: share(n, columns), Matched: n, Lacks: q.lacks(t.keys), Bars: q.bars(t.keys)}
	}
	return out
}

// share is n of all in percent.
func share(n, all int) int { return n * 100 / max(1, all) }
