package mail

import (
	"io"
	"regexp"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

var htmlStart = regexp.MustCompile(`(?i)<(!doctype html|html|head|body|table|div)[\s>]`)

// looksHTML reports whether a text without a stated type is a page.
func looksHTML(s string) bool {
	return htmlStart.MatchString(s[:min(len(s), 2000)])
}

// Read a row as: what stands inside this element is never shown as text.
var unseen = map[atom.Atom]bool{
	atom.Style: true, atom.Script: true, atom.Title: true, atom.Template: true, atom.Noscript: true,
	atom.Iframe: true, atom.Object: true, atom.Svg: true, atom.Textarea: true, atom.Select: true,
}

// Read a row as: this element starts a new line.
var lines = map[atom.Atom]bool{
	atom.P: true, atom.Div: true, atom.Br: true, atom.Tr: true, atom.Table: true, atom.Li: true, atom.Ul: true,
	atom.Ol: true, atom.H1: true, atom.H2: true, atom.H3: true, atom.H4: true, atom.H5: true, atom.H6: true,
	atom.Blockquote: true, atom.Hr: true, atom.Center: true, atom.Section: true, atom.Article: true, atom.Pre: true,
	atom.Dt: true, atom.Dd: true, atom.Header: true, atom.Footer: true, atom.Td: true, atom.Th: true,
}

var void = map[atom.Atom]bool{
	atom.Br: true, atom.Img: true, atom.Hr: true, atom.Input: true, atom.Link: true, atom.Meta: true, atom.Area: true,
	atom.Base: true, atom.Col: true, atom.Embed: true, atom.Source: true, atom.Track: true, atom.Wbr: true,
}

// HTMLText is what a reader sees of a page, one line per block or table cell, and the addresses its links lead to. Styles,
// scripts, hidden elements and invisible characters are left out; pictures count by their alternative text.
func HTMLText(page string) (text string, links []string) {
	z := html.NewTokenizer(strings.NewReader(page))
	z.SetMaxBuf(maxText)
	w := &walker{}
	for {
		switch z.Next() {
		case html.ErrorToken:
			if z.Err() != io.EOF {
				w.out.WriteByte('\n')
			}
			return w.text(), w.links
		case html.TextToken:
			if w.depth == 0 {
				w.out.WriteString(strings.ReplaceAll(html.UnescapeString(string(z.Raw())), "\n", " "))
			}
		case html.StartTagToken:
			w.start(z.Token(), false)
		case html.SelfClosingTagToken:
			w.start(z.Token(), true)
		case html.EndTagToken:
			w.end(z.Token())
		}
	}
}

// walker collects text; while depth > 0 it is inside an element that is not shown, and counts elements of that name.
type walker struct {
	out    strings.Builder
	links  []string
	hidden string
	depth  int
}

func (w *walker) start(t html.Token, closed bool) {
	closed = closed && t.DataAtom != atom.Div && t.DataAtom != atom.Td && t.DataAtom != atom.Span
	if w.depth > 0 && t.Data == "p" && w.hidden == "p" {
		w.depth = 0 // a paragraph ends where the next begins
	}
	if w.depth > 0 {
		if t.Data == w.hidden && !closed {
			w.depth++
		}
		return
	}
	if !void[t.DataAtom] && !closed && (unseen[t.DataAtom] || isHidden(t.Attr)) {
		w.hidden, w.depth = t.Data, 1
		return
	}
	if lines[t.DataAtom] {
		w.out.WriteByte('\n')
	}
	for _, a := range t.Attr {
		switch {
		case a.Key == "alt" && t.DataAtom == atom.Img && !isHidden(t.Attr):
			w.out.WriteString(" " + a.Val + " ")
		case a.Key == "href" && len(w.links) < 500 && len(a.Val) < 4000:
			w.links = append(w.links, strings.TrimSpace(a.Val))
		}
	}
}

func (w *walker) end(t html.Token) {
	if w.depth > 0 {
		if t.Data == w.hidden {
			w.depth--
		}
		return
	}
	if lines[t.DataAtom] {
		w.out.WriteByte('\n')
	}
}

// longestStyle is how much of a style is read; a real one has a few hundred bytes.
const longestStyle = 4 << 10

// isHidden reports whether the element itself says that it is not shown.
func isHidden(attrs []html.Attribute) bool {
	for _, a := range attrs {
		if a.Key == "hidden" {
			return true
		}
		if a.Key == "style" && hides(a.Val[:min(len(a.Val), longestStyle)]) {
			return true
		}
	}
	return false
}

// hides reports whether a style shows nothing of its element.
func hides(style string) bool {
	for declared := range strings.SplitSeq(style, ";") {
		name, value, _ := strings.Cut(declared, ":")
		name = strings.TrimSpace(name)
		value, _, _ = strings.Cut(value, "!")
		value = strings.ToLower(strings.TrimSpace(value))
		switch strings.ToLower(name) {
		case "display":
			if strings.HasPrefix(value, "none") {
				return true
			}
		case "visibility":
			if strings.HasPrefix(value, "hidden") {
				return true
			}
		case "max-height", "opacity":
			if value = strings.TrimSuffix(value, "px"); value != "" && strings.Trim(value, "0.") == "" {
				return true
			}
		}
	}
	return false
}

// text is what was collected, each line tidied, without empty lines.
func (w *walker) text() string { return tidyLines(w.out.String()) }

// plainQuotes makes typographic apostrophes plain, so that a sentence has one spelling.
var plainQuotes = strings.NewReplacer("\u2019", "'", "\u02bc", "'")

// tidyLines tidies every line and leaves out the empty ones.
func tidyLines(s string) string {
	var b strings.Builder
	for line := range strings.SplitSeq(plainQuotes.Replace(strings.ToValidUTF8(s, "\ufffd")), "\n") {
		if line = tidy(line); line != "" {
			b.WriteString(line)
			b.WriteByte('\n')
		}
	}
	return b.String()
}
