package mail

import (
	"fmt"
	"strings"
)

// phrases are parts of sentences that many rows share, by language and name: how a parcel is called, with whose it is and its
// number. {name} in a row of that language stands for one.
type phrases struct {
	named map[string]map[string]*phrase
	read  map[string]*part // the parts of wordings, by how they are written; nil once all files are read
}

func newPhrases() *phrases {
	return &phrases{map[string]map[string]*phrase{}, map[string]*part{}}
}

// phrase is one of them. Where it stands in a text is looked up once for all rows that begin with it.
type phrase struct {
	words string // with every phrase in it written out
	parts []*part
	first []lexeme // the words it begins with; nil when it may be left out
}

// row reads one line that names a phrase. It may use phrases above it.
func (p *phrases) row(rest string) error {
	f := strings.SplitN(rest, " ", 3)
	if len(f) < 3 {
		return fmt.Errorf("phrase %q: write a language, a name and the words", rest)
	}
	lang, name, words := f[0], "{"+f[1]+"}", p.spell(f[0], strings.TrimSpace(f[2]))
	if _, special := kinds[name]; special || p.named[lang][name] != nil {
		return fmt.Errorf("phrase %s: %s has a meaning already", lang, name)
	}
	if p.named[lang] == nil {
		p.named[lang] = map[string]*phrase{}
	}
	parts, err := partsOf(words, p.read)
	p.named[lang][name] = &phrase{words, parts, beginnings(parts)}
	return err
}

// spell is words with every phrase of the language written out.
func (p *phrases) spell(lang, words string) string {
	if !strings.Contains(words, "{") {
		return words
	}
	for name, stands := range p.named[lang] {
		words = strings.ReplaceAll(words, name, stands.words)
	}
	return words
}

// wording reads the words of a row in a language.
func (p *phrases) wording(lang, words string) (wording, error) {
	w, err := parseWording(p.spell(lang, words), p.read)
	name, _, more := strings.Cut(words, " ")
	if begins := p.named[lang][name]; more && begins != nil && begins.first != nil {
		w.begins = begins
	}
	return w, err
}
