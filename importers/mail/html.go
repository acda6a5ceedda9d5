package mail

import (
	"strings"
	"unicode/utf8"

	"ordertrail/track/expr"

	"golang.org/x/net/html"
)

var htmlStart = expr.Late(`(?i)<(!doctype html|html|head|body|table|div)[\s>]`)

// looksHTML reports whether a text without a stated type is a page.
func looksHTML(s string) bool {
	return htmlStart().MatchString(s[:min(len(s), 2000)])
}

// trait is how an element is read.
type trait uint8

const (
	isUnseen trait = 1 << iota // what stands inside it is never shown as text
	isLine                     // it starts a new line
	isVoid                     // nothing stands inside it
	isRaw                      // what stands inside it is text up to its end tag, whatever looks like a tag in it
)

// Read a row as: these elements are so.
var traits = traitTable(map[trait]string{
	isUnseen: "style script title template noscript iframe object svg textarea select",
	isLine:   "p div br tr table li ul ol h1 h2 h3 h4 h5 h6 blockquote hr center section article pre dt dd header footer td th",
	isVoid:   "br img hr input link meta area base col embed source track wbr",
	isRaw:    "iframe noembed noframes noscript plaintext script style textarea title xmp",
})

func traitTable(rows map[trait]string) map[string]trait {
	out := map[string]trait{}
	for is, names := range rows {
		for _, name := range strings.Fields(names) {
			out[name] |= is
		}
	}
	return out
}

// HTMLText is what a reader sees of a page, one line per block or table cell, and the addresses its links lead to. Styles,
// scripts, hidden elements and invisible characters are left out; pictures count by their alternative text.
func HTMLText(page string) (text string, links []string) {
	if !utf8.ValidString(page) {
		page = strings.ToValidUTF8(page, "\ufffd")
	}
	w := &walker{cutter: cutter{page: page}}
	w.out.Grow(len(page) / 8)
	w.run(w)
	return w.out.lines(), w.links
}

// walker collects text; while depth > 0 it is inside an element that is not shown, and counts elements of that name.
type walker struct {
	cutter
	out    tidier
	links  []string
	hidden string
	depth  int
}

// text takes the text between two tags.
func (w *walker) text(s string) {
	if w.depth == 0 {
		if strings.IndexByte(s, '&') >= 0 {
			s = html.UnescapeString(s)
		}
		w.out.add(s, false)
	}
}

// start takes the tag that an element begins with.
func (w *walker) start(t *tag) {
	closed := t.closed && t.name != "div" && t.name != "td" && t.name != "span"
	if w.depth > 0 && t.name == "p" && w.hidden == "p" {
		w.depth = 0 // a paragraph ends where the next begins
	}
	if w.depth > 0 {
		if t.name == w.hidden && !closed {
			w.depth++
		}
		return
	}
	hidden := w.isHidden(t)
	if t.is&isVoid == 0 && !closed && (t.is&isUnseen != 0 || hidden) {
		w.hidden, w.depth = t.name, 1
		return
	}
	if t.is&isLine != 0 {
		w.out.newline()
	}
	if alt, ok := w.value(t, isAlt); ok && t.name == "img" && !hidden {
		w.out.add(" "+alt+" ", true)
	}
	if len(w.links) >= mostLinks {
		return
	}
	if href, ok := w.value(t, isHref); ok && len(href) < longestLink {
		w.links = append(w.links, strings.TrimSpace(href))
	}
}

// end takes the tag that an element ends with.
func (w *walker) end(t *tag) {
	if w.depth > 0 {
		if t.name == w.hidden {
			w.depth--
		}
		return
	}
	if t.is&isLine != 0 {
		w.out.newline()
	}
}

// Limits on the links of a page.
const (
	mostLinks   = 500
	longestLink = 4000
)

// longestStyle is how much of a style is read; a real one has a few hundred bytes.
const longestStyle = 4 << 10

// isHidden reports whether the element itself says that it is not shown.
func (w *walker) isHidden(t *tag) bool {
	if t.has(isHiddenKey) {
		return true
	}
	style, ok := w.value(t, isStyle)
	return ok && hides(style[:min(len(style), longestStyle)])
}

// mayHide reports whether what a style declares begins as one of the names that hide an element, or with no letter; false is sure.
func mayHide(declared string) bool {
	name := ""
	switch declared[0] | 0x20 {
	case 'd':
		name = "display"
	case 'v':
		name = "visibility"
	case 'm':
		name = "max-height"
	case 'o':
		name = "opacity"
	default:
		return declared[0] <= ' ' || declared[0] >= utf8.RuneSelf
	}
	return len(declared) >= len(name) && strings.EqualFold(declared[:len(name)], name)
}

// hides reports whether a style shows nothing of its element.
func hides(style string) bool {
	for declared := range strings.SplitSeq(style, ";") {
		if declared = strings.TrimLeft(declared, " "); declared == "" || !mayHide(declared) {
			continue
		}
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
