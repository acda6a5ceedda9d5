package mail

import (
	"maps"
	"slices"
	"strings"
	"sync"

	"ordertrail/track"
)

// library is every pattern file, read once.
type library struct {
	carriers         []*template
	everywhere, shop *template
	common           *template            // what mails of any carrier say
	courier          *template            // signs of a shipment notice in the mail of somebody nobody knows
	local            *template            // of a carrier that a shop named itself
	owners           map[string]*template // by domain
	phrases          *phrases
}

// known holds the pattern files. They are read on first use: a start that reads no mail pays nothing. They are part of the
// program: a broken one is a broken build.
var known = sync.OnceValue(func() library {
	files, err := loadTemplates()
	if err != nil {
		panic("mail: " + err.Error())
	}
	out := library{everywhere: files["_everywhere"], shop: files["_shop"], common: files["_common"], courier: files["_courier"], owners: map[string]*template{}}
	for _, name := range slices.Sorted(maps.Keys(files)) {
		if strings.HasPrefix(name, "_common_") {
			out.common.Says = append(out.common.Says, files[name].Says...)
		}
	}
	out.common.Says = alsoInSubjects(out.common.Says)
	out.phrases = out.common.phrases
	out.local = localOf(files["_courier"], out.common, out.shop)
	out.local.Silent = out.everywhere.Silent
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
		t.finder.labels = slices.Concat(t.finder.labels, out.common.finder.labels)
		out.carriers = append(out.carriers, t)
		for _, d := range t.Domains {
			out.owners[d] = t
		}
	}
	return out
})

// alsoInSubjects are rows, and below each that reads texts one that reads the same words in a subject.
func alsoInSubjects(rows []*saying) []*saying {
	out := make([]*saying, 0, 2*len(rows))
	for _, s := range rows {
		out = append(out, s)
		if s.In == inBody {
			echo := *s
			echo.In, echo.Name, echo.echo = inSubject, s.Name+"-title", true
			out = append(out, &echo)
		}
	}
	return slices.Clip(out)
}

// localOf is what the mails of a carrier are read by that nobody but the shop knows: the sentences that carriers have in common, and
// whatever looks like a number behind a word for one.
func localOf(courier, common, shop *template) *template {
	t := &template{
		Orders: courier.Orders, Says: common.Says, phrases: common.phrases, steps: map[string]bool{}, stepsBegin: map[string]bool{},
		labels: slices.Concat(courier.labels, common.labels), shapes: courier.shapes, links: shop.links,
	}
	t.registers = sync.OnceValue(func() *registers { return registersOf(t) })
	var err error
	if t.finder, err = t.compileNumbers(); err != nil {
		panic("mail: " + err.Error())
	}
	return t
}

// longestCarrier is how many letters the name of a carrier may have.
const longestCarrier = 40

// localNamed is the template of a carrier that a shop named itself; nil when that is no name.
func localNamed(name string) *template {
	if len(name) > longestCarrier || len(wordsOf(name)) == 0 || isDigits(name) {
		return nil
	}
	t := *known().local
	t.Carrier, t.local = name, true
	t.names()
	return &t
}

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

// scam says that a mail asks for money or passwords, whatever else it says; "" when it does not.
func (t *template) scam(p page) string {
	for i := range t.Silent {
		s := &t.Silent[i]
		if s.In != inBody || !s.scam() {
			continue
		}
		for _, text := range p.parts {
			if len(text.find(&s.wording, "", nil)) > 0 {
				return s.Why
			}
		}
	}
	return ""
}

// silence says why a mail of this sender is not about a parcel, "" when it may be. A subject that itself states where a
// parcel is outweighs words that ask for an opinion beside it, and so does a text, but for words of fraud: those are none where a
// mail server vouches that the carrier itself asks for a fee that the customs levy.
func (t *template) silence(p page, said []heard) string {
	first := len(t.Silent) // of the rows that speak of this mail
	for i := range t.Silent {
		if s := &t.Silent[i]; s.In == inFrom && strings.Contains(p.from, s.Part) {
			first = i
			break
		}
	}
	title := slices.ContainsFunc(said, func(h heard) bool { return h.In == inSubject && h.Means.states() })
	first = min(first, t.silenced(inSubject, p.title, title, t.levies(p, said)))
	for _, text := range p.parts {
		if !title {
			first = min(first, t.silenced(inBody, text, stated(said), t.levies(p, said)))
		}
	}
	if first == len(t.Silent) {
		return ""
	}
	return t.Silent[first].Why
}

// levies reports whether a mail of which a server vouches that a carrier sent it says that the customs hold a parcel.
func (t *template) levies(p page, said []heard) bool {
	return p.vouched && t.saysLevied(said)
}

// saysLevied reports whether a carrier's mail says that the customs hold a parcel.
func (t *template) saysLevied(said []heard) bool {
	return t.finder.carrier != "" && slices.ContainsFunc(said, func(h heard) bool {
		return h.In == inBody && h.Means.Flag == track.Held && strings.HasPrefix(string(h.Means.Reason), "customs")
	})
}

// silenced is the first row that a text is silent by, of those about fraud and returns alone where something is stated; as many as
// there are when none is.
func (t *template) silenced(in place, text *passage, outweighed, levies bool) int {
	for _, i := range t.registers().silent[in].in(text, t.taught.silent) {
		if s := &t.Silent[i]; s.In == in && (s.outweighs() || !outweighed) && (!levies || !s.scam()) && len(text.find(&s.wording, "", nil)) > 0 {
			return int(i)
		}
	}
	return len(t.Silent)
}
