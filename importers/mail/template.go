package mail

import (
	"maps"
	"slices"
	"strings"
	"sync"
)

// library is every pattern file, read once.
type library struct {
	carriers         []*template
	everywhere, shop *template
	common           *template            // what mails of any carrier say
	owners           map[string]*template // by domain
	phrases          phrases
}

// known holds the pattern files. They are read on first use: a start that reads no mail pays nothing. They are part of the
// program: a broken one is a broken build.
var known = sync.OnceValue(func() library {
	files, err := loadTemplates()
	if err != nil {
		panic("mail: " + err.Error())
	}
	out := library{everywhere: files["_everywhere"], shop: files["_shop"], common: files["_common"], owners: map[string]*template{}}
	out.phrases = out.common.phrases
	for _, name := range slices.Sorted(maps.Keys(files)) {
		t := files[name]
		if name != "_everywhere" {
			t.Silent = append(t.Silent, out.everywhere.Silent...)
		}
		if strings.HasPrefix(name, "_") {
			continue
		}
		t.names()
		t.Says = slices.Concat(t.Says, out.common.Says)
		t.labels = slices.Concat(t.labels, out.common.labels)
		if t.finder, err = t.compileNumbers(); err != nil {
			panic("mail: " + err.Error())
		}
		out.carriers = append(out.carriers, t)
		for _, d := range t.Domains {
			out.owners[d] = t
		}
	}
	return out
})

func templates() []*template { return known().carriers }

// templateOf finds the carrier that everybody knows to own the domain of an address; nil when none does.
func templateOf(address string) *template {
	if !strings.Contains(address, "@") {
		return nil
	}
	for domain, below := domainOf(address), true; below; _, domain, below = strings.Cut(domain, ".") {
		if t := known().owners[domain]; t != nil {
			return t
		}
	}
	return nil
}

// silence says why a mail of this sender is not about a parcel, "" when it may be. A subject that itself states where a
// parcel is outweighs words that ask for an opinion beside it.
func (t *template) silence(p page, said []heard) string {
	stated := false
	for _, h := range said {
		stated = stated || h.In == inSubject && h.Means.states()
	}
	for i := range t.Silent {
		s := &t.Silent[i]
		switch {
		case s.In == inFrom:
			if strings.Contains(p.from, s.Part) {
				return s.Why
			}
		case stated:
		case s.In == inSubject:
			if len(p.title.find(&s.wording, "", nil)) > 0 {
				return s.Why
			}
		default:
			for _, text := range p.parts {
				if len(text.find(&s.wording, "", nil)) > 0 {
					return s.Why
				}
			}
		}
	}
	return ""
}
