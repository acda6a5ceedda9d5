package mail

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"sync"

	"ordertrail/track"
	"ordertrail/track/carrier"
	"ordertrail/track/expr"
)

// id is the short name of the template's carrier, as everywhere else in the program.
func (t *template) id() string {
	if t.ident != "" {
		return t.ident
	}
	if id := carrier.Parse(t.Carrier); id != "" {
		return id
	}
	return strings.ReplaceAll(strings.ToLower(t.Carrier), " ", "_")
}

// finder is how a template's numbers are found.
type finder struct {
	labels           []labels
	shape, own, link *sieve   // all anchored; own is nil when no form is sure
	before           []string // what stands before a number in an address
	carrier          string   // whose numbers they are; "" when anybody's
	brand            []string // what it is called
}

// labels are what may stand before a number, those that begin with one word.
type labels struct {
	first lexeme
	words [][]string
}

// compileNumbers makes the finder of t.
func (t *template) compileNumbers() (*finder, error) {
	f := &finder{before: t.links}
	if t.Carrier != "" {
		f.carrier, f.brand = t.id(), wordsOf(t.Carrier)
	}
	for _, l := range t.labels {
		if len(l) == 0 {
			return nil, fmt.Errorf("a label without a word")
		}
		i := slices.IndexFunc(f.labels, func(o labels) bool { return o.first.word == l[0] })
		if i < 0 {
			i, f.labels = len(f.labels), append(f.labels, labels{first: lexemeOf(l[0])})
		}
		f.labels[i].words = append(f.labels[i].words, l)
	}
	shapes := strings.Join(append(slices.Clone(t.shapes), t.own...), "|")
	if shapes == "" {
		shapes = `[0-9]{8,}`
	}
	var err error
	if f.shape, err = anchored(shapes, `\b`); err != nil {
		return nil, fmt.Errorf("numbers: %w", err)
	}
	if f.link, err = anchored(shapes, `(?:$|[^0-9A-Za-z])`); err != nil {
		return nil, fmt.Errorf("numbers: %w", err)
	}
	if len(t.own) > 0 {
		f.own, err = anchored(strings.Join(t.own, "|"), `\b`)
	}
	return f, err
}

// spot is a number and the token it begins at.
type spot struct {
	number string
	at     int
}

// mostNumbers is how many numbers of one text are kept.
const mostNumbers = 200

// Words that may stand between a label and its number, and between the numbers of a list.
var (
	fillers = wordSet("is are no nr number : ist lautet est e è es jest to sono son zijn")
	joiners = wordSet("and und et en e y i oraz")
)

// in lists the numbers of one text, each where it first stands, as tracking numbers are compared.
func (f *finder) in(p *passage) []spot {
	found := map[string]int{}
	for _, labels := range f.labels {
		for i := p.first(labels.first); i >= 0; i = p.after(i) {
			for _, l := range labels.words {
				if !p.says(l, i) {
					continue
				}
				here := map[string]int{}
				f.list(p, i+len(l), here)
				if id := f.named(l); id == "" || gives(id, here) {
					firstOfEach(found, here)
				}
			}
		}
	}
	if len(found) == 0 {
		f.behindParcels(p, found)
	}
	if f.own != nil {
		for i, t := range p.tokens {
			if t.word != ":" && (len(t.word) <= 4 || strings.ContainsAny(t.word, "0123456789")) {
				f.take(f.own, p, i, found)
			}
		}
	}
	out := make([]spot, 0, len(found))
	for n, i := range found {
		out = append(out, spot{n, i})
	}
	slices.SortFunc(out, func(a, b spot) int { return cmp.Or(a.at-b.at, strings.Compare(a.number, b.number)) })
	return out
}

// firstOfEach adds where numbers stand to where those that were found do, each where it stands first.
func firstOfEach(found, here map[string]int) {
	for n, i := range here {
		if old, seen := found[n]; !seen || i < old {
			found[n] = i
		}
	}
}

// Words that say that what follows is a number.
var numberWords = wordSet("n no nr nro num numer numero number nummer numéro número numerze numerem reference ref referenz référence referencia riferimento")

// Words that may stand between a parcel and the word for its number, or the number itself: "Paket 1 von 2:".
var linkWords = wordSet("mit der with avec le con il el o z met het of von sur van di de")

// Words for a parcel, behind which a carrier's own mail may name it without a word for "number".
var parcelWords = lexemes("package parcel consignment shipment paket päckchen sendung colis envoi pakket zending pacco spedizione paquete pakje envío item article courrier lettre paczka paczkę paczki przesyłka przesyłkę przesyłki")

// behindParcels takes the numbers that stand directly behind a word for a parcel, where they are such as the carrier that writes
// gives, down to the check digit: in the mail of anybody else they might be anything. Behind a word for "number" the form is enough.
func (f *finder) behindParcels(p *passage, found map[string]int) {
	if f.carrier == "" {
		return
	}
	for _, word := range parcelWords {
		for i := p.first(word); i >= 0; i = p.after(i) {
			next, told := f.numberBehind(p, i+1)
			if next >= len(p.tokens) || p.tokens[next].breaks != nothing && !told && p.tokens[next-1].word != ":" {
				continue
			}
			one := map[string]int{}
			if f.take(f.shape, p, next, one); told || gives(f.carrier, one) || peculiar(one) {
				f.joined(p, next, found)
			}
		}
	}
}

// joined takes the number that begins at token i, and those that a comma or a word joins to it.
func (f *finder) joined(p *passage, i int, found map[string]int) {
	for next := f.take(f.shape, p, i, found); next > i && next < len(p.tokens); next = f.take(f.shape, p, i, found) {
		comma := strings.HasPrefix(p.text[p.tokens[next-1].end:], ", ")
		if i = next; joiners[p.tokens[i].word] {
			i++
		} else if !comma {
			return
		}
	}
}

// peculiar reports whether these have letters and so many figures that they can hardly be anything else; none is such.
func peculiar(numbers map[string]int) bool {
	for n := range numbers {
		if figures(n) < leastFigures+3 || figures(n) > len(n)-2 {
			return false
		}
	}
	return true
}

// numberBehind is where behind a word for a parcel its number may begin, and whether a word says that it is one. The carrier's
// name may stand between, and before a word for "number" the seller's.
func (f *finder) numberBehind(p *passage, i int) (next int, told bool) {
	for range mostBetweenNumbers {
		switch {
		case i >= len(p.tokens) || p.tokens[i].breaks > wrap && (p.tokens[i-1].word != ":" || p.tokens[i].breaks == sentence):
			return len(p.tokens), false
		case p.tokens[i].word == ":" || linkWords[p.tokens[i].word] || len(p.tokens[i].word) <= 2 && isDigits(p.tokens[i].word) || len(f.brand) == 1 && p.tokens[i].word == f.brand[0]:
		case numberWords[p.tokens[i].word]:
			told = true
		default:
			end := i + p.capitals(i)
			if told || end == i || end >= len(p.tokens) || !numberWords[p.tokens[end].word] {
				return i, told
			}
			i = end - 1 // it is the seller's name
		}
		i++
	}
	return len(p.tokens), false
}

// mostBetweenNumbers is how many words may stand between a parcel and its number.
const mostBetweenNumbers = 5

// named is the carrier whose bare name a label is, in the mail of anybody else: behind it its telephone number may stand as well.
func (f *finder) named(label []string) string {
	if f.carrier != "" || slices.ContainsFunc(label, func(w string) bool { return numberWords[w] }) {
		return ""
	}
	if id := carrier.Parse(strings.Join(label, " ")); slices.Contains(carrier.IDs(), id) {
		return id
	}
	return ""
}

// gives reports whether a carrier gives such numbers; none is such.
func gives(id string, numbers map[string]int) bool {
	for n := range numbers {
		claims := carrier.Recognise(n, carrier.Hints{Carrier: id})
		if !slices.ContainsFunc(claims, func(c carrier.Claim) bool { return c.Carrier == id && c.Check != carrier.Invalid }) {
			return false
		}
	}
	return true
}

// says reports whether the words stand from token i on.
func (p *passage) says(words []string, i int) bool {
	if i+len(words) > len(p.tokens) {
		return false
	}
	for k, w := range words {
		if p.tokens[i+k].word != w || k > 0 && p.tokens[i+k].breaks > wrap {
			return false
		}
	}
	return true
}

// list takes the numbers that stand from token i on, with at most three words of a label's before the first.
func (f *finder) list(p *passage, i int, found map[string]int) {
	at := i - 1 // of the label, then behind the last number
	next := f.take(f.shape, p, i, found)
	for skipped := 0; next < 0 && skipped < 3 && i < len(p.tokens) && fillers[p.tokens[i].word]; skipped++ {
		i++
		next = f.take(f.shape, p, i, found)
	}
	if next < 0 {
		f.alone(p, at, found)
		return
	}
	for next >= 0 && next < len(p.tokens) {
		if at, i = next, next; joiners[p.tokens[i].word] {
			i++
		}
		next = f.take(f.shape, p, i, found)
	}
	f.column(p, at-1, found)
}

// column takes the numbers that begin the lines below the one of token i, as the rows of a table do, up to the first line that
// begins with none.
func (f *finder) column(p *passage, i int, found map[string]int) {
	for i = p.nextLine(i); i < len(p.tokens); i = p.nextLine(i) {
		if f.take(f.shape, p, i, found) < 0 {
			return
		}
	}
}

// alone takes the number that is all of one of the lines below token i, where the sender's name or a heading stands between a
// label and it.
func (f *finder) alone(p *passage, i int, found map[string]int) {
	for range mostLinesBetween {
		if i = p.nextLine(i); i >= len(p.tokens) {
			return
		}
		end := f.take(f.shape, p, i, map[string]int{})
		if end == len(p.tokens) || end > 0 && p.tokens[end].breaks >= wrap {
			f.take(f.shape, p, i, found)
			return
		}
	}
}

// mostLinesBetween is how far below a label its number may stand.
const mostLinesBetween = 3

// nextLine is the first token of the line behind that of token i.
func (p *passage) nextLine(i int) int {
	row := p.tokens[i].row
	for i < len(p.tokens) && p.tokens[i].row == row {
		i++
	}
	return i
}

// take keeps the number that begins at token i and says behind which token it ends, -1 when there is none.
func (f *finder) take(form *sieve, p *passage, i int, found map[string]int) int {
	if i >= len(p.tokens) || len(found) >= mostNumbers {
		return -1
	}
	rest := p.text[p.tokens[i].start:]
	at := form.at(rest[:min(len(rest), 60)])
	if at == nil {
		return f.grouped(form, p, i, found)
	}
	key := track.TrackingKey(strings.ReplaceAll(rest[:at[1]], ".", "")) // some print theirs with dots between
	if strings.Trim(key, "0") == "" || !strings.ContainsAny(key, "0123456789") {
		return -1
	}
	if old, seen := found[key]; !seen || i < old {
		found[key] = i
	}
	end := int(p.tokens[i].start) + at[1]
	for i < len(p.tokens) && int(p.tokens[i].start) < end {
		i++
	}
	return i
}

// Limits on the groups in which a number is written.
const (
	leastGroups, mostGroups = 3, 8
	leastGrouped            = 10 // figures and letters of all of them
)

// grouped keeps the number that is written in groups of figures from token i on, as cards and labels show it: all of them
// together have the form. It says behind which token it ends, -1 when there is none.
func (f *finder) grouped(form *sieve, p *passage, i int, found map[string]int) int {
	var number strings.Builder
	end := i
	for ; end < len(p.tokens) && end-i < mostGroups; end++ {
		w := p.tokens[end].word
		if len(w) < 2 || len(w) > 6 || !isDigits(w) || end > i && p.text[p.tokens[end-1].end:p.tokens[end].start] != " " {
			break
		}
		number.WriteString(w)
	}
	if end-i < leastGroups || number.Len() < leastGrouped || strings.Trim(number.String(), "0") == "" {
		return -1
	}
	if at := form.at(number.String()); at == nil || at[1] != number.Len() {
		return -1
	}
	if old, seen := found[number.String()]; !seen || i < old {
		found[number.String()] = i
	}
	return end
}

// ofAnyForm lists the numbers that stand behind a label of the carrier's own mail and have a form that is not known to be its: it
// says itself that they are tracking numbers.
func (f *finder) ofAnyForm(p *passage) (out []string) {
	if f.carrier == "" {
		return nil
	}
	loose := *f
	loose.shape = anyNumber()
	found := map[string]int{}
	for _, labels := range f.labels {
		for i := p.first(labels.first); i >= 0; i = p.after(i) {
			for _, l := range labels.words {
				if p.says(l, i) && slices.ContainsFunc(l, isOfParcel) {
					loose.list(p, i+len(l), found)
				}
			}
		}
	}
	for n := range found {
		if figures(n) >= leastFigures {
			out = append(out, n)
		}
	}
	slices.Sort(out)
	return out
}

var (
	anyNumber = sync.OnceValue(func() *sieve { return mustSieve(`[0-9A-Z]{8,35}`, `\b`) })
	parcelly  = expr.Late(`track|trace|sendung|paket|suivi|colis|envoi|expedition|zending|pakket|spedizion|seguimiento|envio|przesyl|paczk|parcel|package|shipment|consignment|waybill`)
)

// isOfParcel reports whether a word of a label says that what follows numbers a parcel.
func isOfParcel(word string) bool { return parcelly().MatchString(word) }

// leastFigures is how many figures a number has at least that is of no known form.
const leastFigures = 6

func figures(s string) (n int) {
	for i := range len(s) {
		if s[i] >= '0' && s[i] <= '9' {
			n++
		}
	}
	return n
}

func mustSieve(form, behind string) *sieve {
	s, err := anchored(form, behind)
	if err != nil {
		panic("mail: " + err.Error())
	}
	return s
}
