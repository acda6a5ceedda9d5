package mail

import (
	"bytes"
	"io"
	"maps"
	"math/rand/v2"
	"mime/quotedprintable"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// Mails are read by roads of our own where that is many times faster. Here each is held against the plain road: a library, or
// trying everything.

// exampleMails are the mails of testdata.
func exampleMails(t testing.TB) (mails [][]byte) {
	names, err := filepath.Glob("testdata/*/*.eml")
	more, _ := filepath.Glob("testdata/*/*/*.eml")
	for _, name := range append(names, more...) {
		raw, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		mails = append(mails, raw)
	}
	if err != nil || len(mails) < 100 {
		t.Fatalf("%d mails in testdata (%v)", len(mails), err)
	}
	return mails
}

// oddPages are pieces of pages that are cut otherwise than one would think.
var oddPages = []string{
	"<a href=x/>", "<br a=1 a=/>x", "<p hidden/>x", "<div hidden />x</div>y", "<x style='Display : none'>a</x>b", "<p =a>", "<p a = >b", "<p/ hidden>b",
	"<a href='?a=1&copy=2&amp;b=3&notit;&#38;&reg &amp;=&lt'>", "<img alt='a\n b'>", "<!-->a-->b", "<!--a--!>b", "<!--a--!->b--!>c", "<!DOCTYPE html>a", "<!a>b", "<?a>b", "</>b", "</ a>b", "a<b",
	"a < b <c>d", "a</", "a<", "<title>a<b>c</titl></title >d", "<style>a", "<script><!--<script></script>--></script>b", "<plaintext>a</plaintext>", "<textarea>&amp;</textarea>", "<noembed>a&amp;<b></noembed>c",
	"<P HIDDEN>a<P>b", "<td>a<th>b", "<a\x00b>c", "<a href='\r\n\x00'>", "<a style=\"x;DISPLAY:none\">b", "<i style='max-height:0px'>b</i>c", "&nbsp\u2019a\u200bb\u00a0", "<style/>a</style>b",
}

// tokenizedText is what a reader sees of a page, with the tokenizer of golang.org/x/net/html.
func tokenizedText(page string) (text string, links []string) {
	page = strings.ToValidUTF8(page, "\ufffd")
	z := html.NewTokenizer(strings.NewReader(page))
	var out strings.Builder
	hidden, depth := "", 0
	for {
		kind := z.Next()
		switch kind {
		case html.ErrorToken:
			return plainLines(out.String()), links
		case html.TextToken:
			if depth == 0 {
				out.WriteString(strings.ReplaceAll(html.UnescapeString(string(z.Raw())), "\n", " "))
			}
			continue
		case html.CommentToken, html.DoctypeToken:
			continue
		}
		t := z.Token()
		closed := kind == html.SelfClosingTagToken && t.DataAtom != atom.Div && t.DataAtom != atom.Td && t.DataAtom != atom.Span
		starts := kind != html.EndTagToken
		if starts && depth > 0 && t.Data == "p" && hidden == "p" {
			depth = 0
		}
		switch {
		case depth > 0 && t.Data == hidden && starts && !closed:
			depth++
		case depth > 0 && t.Data == hidden && !starts:
			depth--
		case depth > 0:
		case starts && traits[t.Data]&isVoid == 0 && !closed && (traits[t.Data]&isUnseen != 0 || saysHidden(t.Attr)):
			hidden, depth = t.Data, 1
		default:
			if traits[t.Data]&isLine != 0 {
				out.WriteByte('\n')
			}
			for _, a := range t.Attr {
				if a.Key == "alt" && t.Data == "img" && !saysHidden(t.Attr) {
					out.WriteString(" " + a.Val + " ")
				}
				if a.Key == "href" && len(links) < mostLinks && len(a.Val) < longestLink {
					links = append(links, strings.TrimSpace(a.Val))
				}
			}
		}
	}
}

func saysHidden(attrs []html.Attribute) bool {
	return slices.ContainsFunc(attrs, func(a html.Attribute) bool {
		return a.Key == "hidden" || a.Key == "style" && hides(a.Val[:min(len(a.Val), longestStyle)])
	})
}

// plainLines tidies line by line.
func plainLines(s string) string {
	var out strings.Builder
	for l := range strings.SplitSeq(strings.NewReplacer("\u2019", "'", "\u02bc", "'").Replace(strings.ToValidUTF8(s, "\ufffd")), "\n") {
		if l = tidy(l); l != "" {
			out.WriteString(l + "\n")
		}
	}
	return out.String()
}

func TestPagesAreCutAsTheTokenizerCutsThem(t *testing.T) {
	t.Parallel()
	pages := slices.Clone(oddPages)
	for _, raw := range exampleMails(t) {
		pages = append(pages, open(raw, 0).html...)
	}
	random := rand.New(rand.NewPCG(1, 2))
	for range 3000 {
		page := ""
		for range random.IntN(12) {
			page += oddPages[random.IntN(len(oddPages))]
			page = page[:random.IntN(len(page)+1)]
		}
		pages = append(pages, page)
	}
	for _, page := range pages {
		text, links := HTMLText(page)
		if wanted, reach := tokenizedText(page); text != wanted || !slices.Equal(links, reach) {
			t.Errorf("%q is read as %q %q, the tokenizer says %q %q", cut(page, 300), text, links, wanted, reach)
		}
		if a, b := tidyLines(page), plainLines(page); a != b {
			t.Errorf("%q is tidied to %q, line by line to %q", cut(page, 300), a, b)
		}
	}
}

func TestStylesThatHide(t *testing.T) {
	t.Parallel()
	for style, hidden := range map[string]bool{
		"display:none": true, " DISPLAY : None !important": true, "color:red;visibility:hidden": true, "opacity:0.0": true, "max-height: 0px": true,
		"\u00a0display:none": true, "color:none": false, "display:block": false, "opacity:0.5": false, "margin:0": false, "": false,
	} {
		if hides(style) != hidden {
			t.Errorf("%q hides: %v", style, !hidden)
		}
	}
}

// decodedSlowly decodes quoted-printable text the slow way.
func decodedSlowly(body []byte) (string, error) {
	out, err := io.ReadAll(quotedprintable.NewReader(bytes.NewReader(body)))
	return string(out), err
}

func FuzzQuoted(f *testing.F) {
	for _, s := range []string{
		"a=3Db=\r\nc \t\r\nd", "=c3=A9\n", "a==\n", "a=\r b\n", "a=", "=", "a=1\n", "=\x01", "a\x7fb", "a\tb \r\n\r\n", "\xff=3", "a= \t\n", "a=\r\r\n", "=3", "a\rb\n",
		"a = b\nc==d=\n", "a=3D \t\r\nb \nc ", "a=\t\r\n =20\r\n\r\n=", "a \r\r\nb=20\n\n",
	} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, body []byte) {
		ours, ok := fromQuoted(body)
		if theirs, err := decodedSlowly(body); ok && (err != nil || ours != theirs) {
			t.Errorf("%q is %q, the library says %q (%v)", body, ours, theirs, err)
		}
	})
}

func TestNearlyAllTextIsDecodedTheFastWay(t *testing.T) {
	t.Parallel()
	for body, fast := range map[string]bool{
		"Ihr Paket wurde zugestellt: f=C3=BCr Sie=\r\n hinterlegt.\r\n": true, "https://x.example/?a=b&c=1\n": true, "a\x00b": false, "a=": false,
		strings.Repeat("x", 5000): false,
	} {
		if _, ok := fromQuoted([]byte(body)); ok != fast {
			t.Errorf("%q: decoded here %v", cut(body, 60), ok)
		}
	}
}

// FuzzParts: a body is cut where a look at each of its lines cuts it.
func FuzzParts(f *testing.F) {
	f.Add([]byte("a\n--b\nc\n--b--\nd"), "b")
	f.Add([]byte("--b\n--bc\nx --b\n--b \r\ny"), "b")
	f.Add([]byte("--b\n--b\n--b--"), "b")
	f.Fuzz(func(t *testing.T, body []byte, boundary string) {
		if strings.ContainsAny(boundary, "\n") || boundary == "" {
			return
		}
		var wanted [][]byte
		start := -1
		for at := 0; at < len(body); {
			end := at + len(body[at:])
			if i := bytes.IndexByte(body[at:], '\n'); i >= 0 {
				end = at + i + 1
			}
			rest, marks := bytes.CutPrefix(body[at:end], []byte("--"+boundary))
			rest = bytes.TrimSpace(rest)
			if last := bytes.HasPrefix(rest, []byte("--")); marks && (last || len(rest) == 0) {
				if start >= 0 {
					wanted = append(wanted, body[start:at])
				}
				if start = end; last {
					start = len(body)
					break
				}
			}
			at = end
		}
		if start >= 0 && start < len(body) {
			wanted = append(wanted, body[start:])
		}
		if len(wanted) > maxParts {
			return
		}
		if d := cmp.Diff(wanted, (&message{}).splitParts(body, boundary)); d != "" {
			t.Errorf("%q at %q: %s", body, boundary, d)
		}
	})
}

// shaken is a mail with pieces cut out, put in from other mails, or changed.
func shaken(random *rand.Rand, raw []byte, others [][]byte) []byte {
	out := slices.Clone(raw)
	for range 1 + random.IntN(4) {
		if len(out) < 20 {
			break
		}
		i := random.IntN(len(out) - 1)
		j := min(len(out), i+random.IntN(120))
		other := others[random.IntN(len(others))]
		k := random.IntN(len(other) + 1)
		switch random.IntN(3) {
		case 0:
			out = slices.Delete(out, i, j)
		case 1:
			out = slices.Insert(out, i, other[k:min(len(other), k+200)]...)
		default:
			out[i] = byte(random.IntN(256))
		}
	}
	return out
}

// A pattern is tried only where its words stand: that changes no reading, of the examples, of examples shaken, and with rows
// that the shop taught.
func TestSieveChangesNoReading(t *testing.T) {
	t.Parallel()
	mails := exampleMails(t)
	own := []Row{{Carrier: "ups", Lang: "en", In: "body", Means: "moving", Words: "your (parcel|package) [is] taking {any} trip"}, {Carrier: "dhl", Lang: "de", In: "subject", Means: Never, Words: "Ihr Paket"}}
	random := rand.New(rand.NewPCG(3, 4))
	for i := range 6 * len(mails) {
		raw := mails[i%len(mails)]
		if i >= len(mails) {
			raw = shaken(random, raw, mails)
		}
		r := Reader{Zone: time.UTC, Copies: i%2 == 0}
		if i%3 == 0 {
			r.Own = own
		}
		sifted := r.Read(raw)
		r.unsifted = true
		if d := cmp.Diff(r.Read(raw), sifted); d != "" {
			t.Fatalf("mail %d reads otherwise: %s", i, d)
		}
	}
}

// numberExpressions are the expressions of all pattern files that are looked for.
func numberExpressions(t testing.TB) map[string]*sieve {
	out := map[string]*sieve{}
	files, err := loadTemplates()
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range slices.Sorted(maps.Keys(files)) {
		f := files[name]
		for _, s := range []*sieve{f.finder.own, f.finder.shape, f.finder.link, f.Orders} {
			if s != nil {
				out[s.String()] = s
			}
		}
	}
	return out
}

func TestExpressionsAreSifted(t *testing.T) {
	t.Parallel()
	for expr, s := range numberExpressions(t) {
		if (s.vague || s.least < 4) && !strings.Contains(expr, "(?i)") {
			t.Errorf("nothing can be seen of %s: %d, vague %v", expr, s.least, s.vague)
		}
	}
	for expr, wanted := range map[string]outline{"(a|bc)+d?": {least: 1}, "x{3}": {least: 3}, "(?i)k": {vague: true, least: 1}, "[^a]": {vague: true, least: 1}, "a.": {vague: true, least: 1}} {
		s, err := sieved(expr)
		if err != nil || s.least != wanted.least || s.vague != wanted.vague {
			t.Errorf("%s: at least %d, vague %v (%v)", expr, s.least, s.vague, err)
		}
	}
}

// FuzzSieve: what is seen of an expression holds back nothing that it matches.
func FuzzSieve(f *testing.F) {
	f.Add("1Z5R89390357567127 order #12345 112-1234567-1234567 9400 1112 0620 6406 2607 87 RR123456785GB")
	for _, raw := range exampleMails(f) {
		if len(raw) < 2000/slower { // the others are looked at without the race detector, in a step of its own
			f.Add(string(raw))
		}
	}
	all := numberExpressions(f)
	f.Fuzz(func(t *testing.T, text string) {
		for expr, s := range all {
			if found, wanted := s.all(text, 50), s.FindAllStringSubmatch(text, 50); !strings.HasPrefix(expr, "^") && !cmp.Equal(found, wanted) {
				t.Errorf("%s in %q: %q, not %q", expr, text, found, wanted)
			}
			for i := range min(len(text), 200) {
				if found, wanted := s.at(text[i:]), s.FindStringIndex(text[i:]); strings.HasPrefix(expr, "^") && !slices.Equal(found, wanted) {
					t.Errorf("%s at %q: %v, not %v", expr, text[i:], found, wanted)
				}
			}
		}
	})
}
