package importers

import (
	"cmp"
	"embed"
	"encoding/json"
	"fmt"
	"io/fs"
	"slices"
	"sync"

	"ordertrail/track"
)

// Profile says how one kind of file is known and what its columns mean. It is plain data, so that a mapping made by hand
// can be saved, handed on and loaded again.
type Profile struct {
	Name        string           `json:"name"`
	Title       string           `json:"title"`
	Kind        string           `json:"kind"` // orders, carrier or stock
	Version     int              `json:"version"`
	Source      string           `json:"source"` // id of the source its facts come from
	SourceKind  track.SourceKind `json:"source_kind"`
	Sure        string           `json:"sure,omitempty"` // full: the whole header was seen in a public file; part: some of it; "" for our own forms
	Fingerprint Fingerprint      `json:"fingerprint"`
	Aliases     Aliases          `json:"aliases,omitempty"`
	Columns     []Column         `json:"columns"`
	Refuse      string           `json:"refuse,omitempty"`      // why nothing of such a file is taken in; it then needs no columns
	DateFormat  string           `json:"date_format,omitempty"` // dmy or mdy, where the cells leave it open
	Decimal     string           `json:"decimal,omitempty"`     // where the cells leave it open
	Currency    string           `json:"currency,omitempty"`    // where no column says
	Carrier     string           `json:"carrier,omitempty"`     // where no column says
	Empty       []string         `json:"empty,omitempty"`       // cell texts that mean nothing is there
	FillDown    bool             `json:"fill_down,omitempty"`   // a row without an order number continues the order above
	ZeroLines   bool             `json:"zero_lines,omitempty"`  // a quantity of 0 is a line taken back, not a mistake
	Note        string           `json:"note,omitempty"`        // what a person should be told about such files
}

// Fingerprint is how a header is recognised: all of All, one of Any when there are any, none of None. Known only lists
// further headers the file is known to have; of two profiles that fit, the one that knows more of the header wins.
type Fingerprint struct {
	All   []string `json:"all"`
	Any   []string `json:"any,omitempty"`
	None  []string `json:"none,omitempty"`
	Known []string `json:"known,omitempty"`
}

// Aliases are names of a column that drifted: the name used in the profile -> what else exports call that column. A column
// under any of its names counts in the fingerprint and fills the same fields.
type Aliases map[string][]string

// spellings are all names of the column that the profile calls name, that name first.
func (a Aliases) spellings(name string) []string { return append([]string{name}, a[name]...) }

// Column fills one of our fields from the columns of those names: the first that is there and not empty on the row.
type Column struct {
	Field     string            `json:"field"`
	Names     []string          `json:"names"`
	Join      bool              `json:"join,omitempty"`       // all of them, joined by a space
	Prefix    string            `json:"prefix,omitempty"`     // cut off the front when it is there
	Suffix    string            `json:"suffix,omitempty"`     // cut off the end when it is there
	OrderLike bool              `json:"order_like,omitempty"` // all but the first count only when they look like an order number
	Values    map[string]string `json:"values,omitempty"`     // the cell in lower case, or * for any other -> our word
}

// How sure a profile is of the header it is made for.
const (
	SureFull = "full"
	SurePart = "part"
)

//go:embed profiles/*.json
var profileFiles embed.FS

// ours are the profiles that come with the program, by name; a file that does not load stops the program when it first reads one.
var ours = sync.OnceValue(func() []likeness {
	names, err := fs.Glob(profileFiles, "profiles/*.json")
	if err != nil {
		panic(err)
	}
	out := make([]likeness, 0, len(names))
	for _, name := range names {
		b, err := profileFiles.ReadFile(name)
		if err != nil {
			panic(err)
		}
		p, err := ParseProfile(b)
		if err != nil {
			panic(name + ": " + err.Error())
		}
		out = append(out, p.likeness())
	}
	slices.SortFunc(out, func(a, b likeness) int { return cmp.Compare(a.Name, b.Name) })
	return out
})

// Profiles lists the profiles that come with the program, by name.
func Profiles() []Profile {
	all := ours()
	out := make([]Profile, len(all))
	for i, l := range all {
		out[i] = l.Profile
	}
	return out
}

// ParseProfile reads a profile from its JSON and checks that it can work.
func ParseProfile(b []byte) (Profile, error) {
	var p Profile
	if err := json.Unmarshal(b, &p); err != nil {
		return Profile{}, fmt.Errorf("read profile: %w", err)
	}
	return p, p.Validate()
}

// AsProfile is how r was read, ready to be saved under a name: the next file with these headers is read the same way, with
// the columns, the source and the date and decimal formats that were chosen or found. Mail and unknown files have none.
func (r *Reading) AsProfile(name, title string) (Profile, error) {
	p := r.used
	if p.Name == "" {
		return Profile{}, fmt.Errorf("make a profile of %s: it was not read by columns", r.File)
	}
	p.Name, p.Title, p.Version = name, title, 1
	p.Source, p.SourceKind = r.Source.ID, r.Source.Kind
	p.DateFormat, p.Decimal = first(r.DateFormat, p.DateFormat), first(r.Decimal, p.Decimal)
	var known []string // what the profile it was read by goes by, so that the new one is the more particular of the two
	for _, name := range r.used.Fingerprint.All {
		known = append(known, p.Aliases.spellings(name)...)
	}
	p.Fingerprint = Fingerprint{}
	for _, h := range r.Headers {
		switch {
		case h.Used || slices.ContainsFunc(known, func(name string) bool { return fold(name) == fold(h.Name) }):
			p.Fingerprint.All = append(p.Fingerprint.All, h.Name)
		case h.Name != "":
			p.Fingerprint.Known = append(p.Fingerprint.Known, h.Name)
		}
	}
	return p, p.Validate()
}

// Changed lists the fields that p fills otherwise than old does, by name.
func (p Profile) Changed(old Profile) []string {
	now, was := map[string]string{}, map[string]string{}
	for of, columns := range map[*map[string]string][]Column{&now: p.Columns, &was: old.Columns} {
		for _, c := range columns {
			(*of)[c.Field] += fmt.Sprint(c)
		}
	}
	out := []string{}
	for _, name := range fieldNames(p.Kind) {
		if now[name] != was[name] {
			out = append(out, name)
		}
	}
	return out
}

// Validate says what is missing or unknown in p.
func (p Profile) Validate() error {
	if p.Name == "" || p.Source == "" || p.SourceKind == "" {
		return fmt.Errorf("profile %q needs a name, a source and a source kind", p.Name)
	}
	if len(fieldsOf(p.Kind)) == 0 {
		return fmt.Errorf("profile %s: kind %q is not orders, carrier or stock", p.Name, p.Kind)
	}
	if len(p.Fingerprint.All) == 0 {
		return fmt.Errorf("profile %s: the fingerprint names no header", p.Name)
	}
	for _, c := range p.Columns {
		if _, ok := fieldNamed(p.Kind, c.Field); !ok {
			return fmt.Errorf("profile %s: %q is no field of %s", p.Name, c.Field, p.Kind)
		}
		if len(c.Names) == 0 {
			return fmt.Errorf("profile %s: field %s names no column", p.Name, c.Field)
		}
	}
	if !slices.Contains([]string{"", SureFull, SurePart}, p.Sure) {
		return fmt.Errorf("profile %s: sure is %q; it is %s, %s or left out", p.Name, p.Sure, SureFull, SurePart)
	}
	if p.DateFormat != "" && dateOrder(p.DateFormat) == "" {
		return fmt.Errorf("profile %s: date format %q does not say the order of day, month and year", p.Name, p.DateFormat)
	}
	return nil
}

// refusal is why nothing of the files of p is taken in; nil when they are.
func (p Profile) refusal() error {
	if p.Refuse == "" {
		return nil
	}
	return notOurs{p}
}

// Rivals are the profiles of list under another name that a file with p's header would fit as well as p, or nearly, and none
// of the two is the more particular: with both in use, nobody could say which one reads it.
func (p Profile) Rivals(list []Profile) []Profile {
	var header []string
	for _, name := range slices.Concat(p.Fingerprint.All, p.Fingerprint.Any, p.Fingerprint.Known) {
		if key := fold(name); !slices.Contains(header, key) {
			header = append(header, key)
		}
	}
	own := p.likeness().score(header)
	return slices.DeleteFunc(slices.Clone(list), func(q Profile) bool {
		theirs := q.likeness().score(header)
		best, other := p, q
		if theirs > own {
			best, other = q, p
		}
		apart := theirs != own && (!near(max(own, theirs), min(own, theirs)) || best.moreParticular(other))
		return q.Name == p.Name || theirs == 0 || apart
	})
}

// noted is what a person should be told about such files; by itself r.
func (p Profile) noted(r Remark) Remark {
	if p.Note != "" {
		return verbatim(p.Note)
	}
	return r
}
