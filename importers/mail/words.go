package mail

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// A text is read word by word: letter case, accents and punctuation do not matter, where a sentence or a line ends does.

// token is one word of a text, or a colon, with where it stands.
type token struct {
	word       string // folded; ":" for a colon
	start, end int32  // bytes of the text
	row        int32  // the line it stands on
	print      uint32 // of the word
	breaks     breaks // what stands between it and the word before
	asked      bool   // the sentence it belongs to ends in a question mark
}

func (t *token) is(l *lexeme) bool { return t.print == l.print && t.word == l.word }

// breaks is what separates a word from the one before.
type breaks uint8

const (
	nothing  breaks = iota // white space and punctuation
	wrap                   // the end of a line that was full: the sentence goes on
	line                   // the end of a short line: a heading, a table cell, a sentence
	sentence               // the end of a sentence, or the beginning of the text
)

// fullLine is from how many characters on a line ends because it was full.
const fullLine = 55

// passage is a text and its words, ready to be searched.
type passage struct {
	text   string
	low    string // the text with the letters A to Z in lower case
	tokens []token
	index
	phrases map[phraseAt][]match // the places of those that were looked for
	dates   map[int][]int        // by token, the dates that were looked for
}

// passageOf cuts a text into words, to be searched; steps of progress bars are none of them.
func passageOf(text string) *passage {
	p := cutUp(text)
	if plain := p.withoutBars(); plain != text {
		p = cutUp(plain)
	}
	p.index = indexOf(p.tokens)
	return p
}

// cutUp cuts a text into words.
func cutUp(text string) *passage {
	p := &passage{text: text, low: lowerASCII(text), tokens: make([]token, 0, len(text)/6+1)}
	between, since, row := sentence, 0, int32(0)
	for i := 0; i < len(text); {
		r, n := rune(text[i]), 1
		if r >= utf8.RuneSelf {
			r, n = utf8.DecodeRuneInString(text[i:])
		}
		switch {
		case isWord(r):
			word, end := p.word(i)
			p.tokens = append(p.tokens, token{word: word, print: fingerprint(word), start: int32(i), end: int32(end), row: row, breaks: between})
			between, i = nothing, end
			continue
		case r == ':':
			p.tokens = append(p.tokens, token{word: ":", print: fingerprint(":"), start: int32(i), end: int32(i + 1), row: row, breaks: between})
			between = nothing
		case r == '\n':
			if between < line {
				if between = line; i-since >= fullLine {
					between = wrap
				}
			}
			since = i + 1
			row++
		case r == '.' && strings.HasSuffix(text[:i], ".."): // dots that leave words out end nothing
		case (r == '.' || r == '!' || r == '?') && p.ends(text[i+n:], r):
			between = sentence
			if r == '?' {
				p.question()
			}
		}
		i += n
	}
	return p
}

// word is the word that begins at i, folded, and where it ends.
func (p *passage) word(i int) (word string, end int) {
	for end = i; end < len(p.text) && p.text[end] < utf8.RuneSelf && isWord(rune(p.text[end])); end++ {
	}
	if end < len(p.text) && (p.text[end] == '\'' || p.text[end] >= utf8.RuneSelf) {
		if end = i + wordLength(p.text[i:]); !isASCII(p.text[i:end]) {
			return fold(p.text[i:end]), end
		}
	}
	return p.low[i:end], end
}

func isASCII[T string | []byte](s T) bool {
	for i := 0; i < len(s); i++ {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// question marks the sentence that just ended as one that asks.
func (p *passage) question() {
	for i := len(p.tokens) - 1; i >= 0; i-- {
		p.tokens[i].asked = true
		if p.tokens[i].breaks >= line {
			return
		}
	}
}

// Words that a full stop may follow within a sentence.
var shortened = wordSet("inc ltd co corp llc nr no st bros dr mr mrs ms gmbh sp tel ca bzw approx z ul godz ok str av sr sra ind est s a r l b v o n e u")

// ends reports whether the mark r, with rest behind it, ends a sentence. Dots of abbreviations, of ordinal days and within
// numbers and addresses do not.
func (p *passage) ends(rest string, r rune) bool {
	next, n := utf8.DecodeRuneInString(rest)
	if n > 0 && !unicode.IsSpace(next) && next != '"' && next != '<' && next != ')' && r == '.' {
		return false
	}
	if r != '.' || len(p.tokens) == 0 {
		return true
	}
	last := p.tokens[len(p.tokens)-1]
	if n > 0 && next == '\n' {
		return true
	}
	return !shortened[last.word] && !strings.HasSuffix(last.word, "str") && !(len(last.word) <= 2 && isDigits(last.word))
}

func isDigits(s string) bool { return s != "" && strings.Trim(s, "0123456789") == "" }

func isWord(r rune) bool {
	if r < utf8.RuneSelf {
		return r|0x20 >= 'a' && r|0x20 <= 'z' || r >= '0' && r <= '9'
	}
	return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.Is(unicode.Mn, r)
}

// wordLength is how many bytes of s, which begins with one, its first word has. An apostrophe belongs to the word.
func wordLength(s string) int {
	end := 0
	for i, r := range s {
		switch {
		case isWord(r):
			end = i + utf8.RuneLen(r)
		case (r == '\'' || r == '\u2019') && end == i:
		default:
			return end
		}
	}
	return end
}

// Read a row as: this letter is read as that one, so that mails written without accents are understood.
var plainLetters = strings.NewReplacer(
	"ä", "a", "á", "a", "à", "a", "â", "a", "ã", "a", "å", "a", "ą", "a", "æ", "ae", "ç", "c", "ć", "c", "č", "c",
	"é", "e", "è", "e", "ê", "e", "ë", "e", "ę", "e", "ě", "e", "í", "i", "ì", "i", "î", "i", "ï", "i", "ł", "l", "ñ", "n", "ń", "n",
	"ö", "o", "ó", "o", "ò", "o", "ô", "o", "õ", "o", "ø", "o", "œ", "oe", "ř", "r", "ś", "s", "š", "s", "ß", "ss",
	"ü", "u", "ú", "u", "ù", "u", "û", "u", "ů", "u", "ý", "y", "ź", "z", "ż", "z", "ž", "z", "\u2019", "'", "\u02bc", "'",
)

// fold is how a word is compared: in lower case and without accents.
func fold(s string) string {
	for i := 0; i < len(s); i++ {
		if s[i] >= utf8.RuneSelf {
			return plainLetters.Replace(strings.Map(unmarked, strings.ToLower(s)))
		}
	}
	return strings.ToLower(s)
}

// unmarked drops accents that stand apart from their letter.
func unmarked(r rune) rune {
	if unicode.Is(unicode.Mn, r) {
		return -1
	}
	return r
}

func wordSet(list string) map[string]bool {
	out := map[string]bool{}
	for _, w := range strings.Fields(list) {
		out[fold(w)] = true
	}
	return out
}

// Words that make what follows a condition, a promise or a question rather than a statement: "when your parcel is
// delivered", "sobald Ihr Paket zugestellt wurde". They count up to the statement in the same sentence.
var conditions = map[string]map[string]bool{
	"en": wordSet("if when once after until unless before should whether whenever example case soon tomorrow otherwise imagine claim enquiry inquiry complaint"),
	"de": wordSet("wenn sobald falls nachdem bevor bis ob sollte sollten falle sofern fall beispiel ansonsten andernfalls sonst reklamation beschwerde nachforschung"),
	"fr": wordSet("si quand lorsque lorsqu'un lorsqu'une aussitôt avant après cas dès fois lorsqu'il lorsqu'ils lorsqu'elle s'il s'ils sans afin demain sinon défaut exemple"),
	"nl": wordSet("als zodra wanneer indien nadat voordat geval tenzij mocht eenmaal anders voorbeeld"),
	"it": wordSet("se quando appena qualora dopo prima caso finché volta domani altrimenti esempio"),
	"es": wordSet("si cuando después antes caso vez pronto contrario ejemplo"),
	"pl": wordSet("jeśli jeżeli gdy kiedy czy zanim aby przypadku razie skoro żeby wypadku jutro przykład"),
}

// conditional reports whether the statement in lang that begins at token i hangs on a condition, or is a question; words in
// no language are no statement.
func (p *passage) conditional(i int, lang string) bool {
	if lang == "" {
		return false
	}
	if p.tokens[i].asked || p.mentioned(i) || p.partOf(i) || p.ofAnother(i) {
		return true
	}
	words := conditions[lang]
	for back := 0; i > 0 && p.tokens[i].breaks < line && back < 25; back++ {
		if i--; words[p.tokens[i].word] {
			return true
		}
	}
	return false
}

// mentioned reports whether token i stands directly behind an opening quotation mark: what follows are somebody else's words.
func (p *passage) mentioned(i int) bool {
	before := strings.TrimRight(p.text[:p.tokens[i].start], " ")
	r, _ := utf8.DecodeLastRuneInString(before)
	return before != "" && strings.ContainsRune("\"“„«‚", r)
}

// Words that before "of", "van" or "von" make what follows a part of it.
var someOf = wordSet("one some part none neither most half many few several not een geen enkele eines keines")

var ofs = wordSet("of van von")

// partOf reports whether what begins at token i is said of a part of it: "not all of your parcels", "one of your parcels".
func (p *passage) partOf(i int) bool {
	if i < 2 || !ofs[p.tokens[i-1].word] || p.tokens[i].breaks >= line {
		return false
	}
	for back := i - 2; back >= max(0, i-3) && p.tokens[back+1].breaks < line; back-- {
		if someOf[p.tokens[back].word] {
			return true
		}
	}
	return false
}

// ofAnother reports whether what begins at token i is said of another parcel than the mail is about.
func (p *passage) ofAnother(i int) bool {
	return i > 0 && p.tokens[i].breaks < line && otherParcels[p.tokens[i-1].word]
}

// behind is what stands on the line of token i behind it.
func (p *passage) behind(i int) string {
	text := p.text[p.tokens[i].end:]
	if end := strings.IndexByte(text, '\n'); end >= 0 {
		text = text[:end]
	}
	return tidy(text)
}

// lexemes are the words of a list, to be looked for.
func lexemes(list string) (out []lexeme) {
	for _, w := range strings.Fields(list) {
		out = append(out, lexemeOf(fold(w)))
	}
	return out
}
