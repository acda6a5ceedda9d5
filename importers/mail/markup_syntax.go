package mail

import (
	"encoding/json"
	"fmt"
	"strings"

	"ordertrail/track/expr"

	"golang.org/x/net/html"
)

var jsonScript = expr.Late(`(?is)<script[^>]{0,200}application/ld\+json[^>]{0,200}>(.*?)</script`)

// longestMarkup is how long a block of markup may be; one of a real mail has a few kilobytes.
const longestMarkup = 256 << 10

// namesSchema reports whether schema.org stands in a page.
func namesSchema(page string) bool { return holds(page, "schema", ".org") }

// holdsJSON reports whether ld+json stands in a page.
func holdsJSON(page string) bool { return holds(page, "ld", "+json") }

// holds reports whether head and tail stand in a page, one behind the other. It looks for the tail, which begins with a rare sign:
// that is many times faster than to look at each s or l of a page.
func holds(page, head, tail string) bool {
	for {
		i := strings.Index(page, tail)
		if i < 0 {
			return false
		}
		if strings.HasSuffix(page[:i], head) {
			return true
		}
		page = page[i+len(tail):]
	}
}

// jsonItems reads the JSON-LD blocks of a page: objects, lists of them, and @graph.
func jsonItems(page string) []*item {
	if !holdsJSON(page) {
		return nil
	}
	var out []*item
	for _, g := range jsonScript().FindAllStringSubmatch(page, 20) {
		if len(g[1]) > longestMarkup {
			continue
		}
		text := strings.TrimSpace(g[1])
		text = strings.TrimSuffix(strings.TrimPrefix(text, "<![CDATA["), "]]>")
		text = strings.TrimSuffix(strings.TrimPrefix(strings.TrimSpace(text), "<!--"), "-->")
		var v any
		d := json.NewDecoder(strings.NewReader(strings.ToValidUTF8(text, "")))
		d.UseNumber()
		if d.Decode(&v) != nil {
			continue
		}
		for _, found := range jsonValues(v, 0) {
			if found.item != nil {
				out = append(out, found.item)
			}
		}
	}
	return out
}

// jsonValues turns decoded JSON into values; a list becomes several.
func jsonValues(v any, depth int) []value {
	if depth > maxDepth {
		return nil
	}
	switch v := v.(type) {
	case []any:
		var out []value
		for _, e := range v {
			out = append(out, jsonValues(e, depth+1)...)
		}
		return out
	case map[string]any:
		return jsonObject(v, depth)
	case nil:
		return nil
	default:
		return []value{{text: fmt.Sprint(v)}}
	}
}

// jsonObject is one thing, followed by the things of its @graph.
func jsonObject(v map[string]any, depth int) []value {
	it := &item{props: map[string][]value{}}
	var graph []value
	for name, val := range v {
		switch name {
		case "@type":
			it.kind = kindOf(jsonValues(val, depth+1))
		case "@graph":
			graph = jsonValues(val, depth+1)
		default:
			name = name[strings.LastIndexAny(name, ":/#")+1:]
			it.props[name] = append(it.props[name], jsonValues(val, depth+1)...)
		}
	}
	return append([]value{{item: it}}, graph...)
}

// kindOf picks the type we know out of a list of type names, with or without the address of the vocabulary.
func kindOf(names []value) string {
	last := ""
	for _, n := range names {
		last = n.text[strings.LastIndexAny(n.text, ":/#")+1:]
		switch last {
		case "ParcelDelivery", "Order", "OrderItem":
			return last
		}
	}
	return last
}

// attributes is how a way of writing markup into attributes names its parts.
type attributes struct {
	scope, kind, property string
}

var (
	microdata = attributes{scope: "itemscope", kind: "itemtype", property: "itemprop"}
	rdfa      = attributes{scope: "typeof", kind: "typeof", property: "property"}
)

// attributeItems reads microdata or RDFa (Lite) out of a page.
func attributeItems(page string, s attributes) []*item {
	if !namesSchema(page) || !strings.Contains(page, s.kind) {
		return nil
	}
	root, err := html.Parse(strings.NewReader(page))
	if err != nil {
		return nil
	}
	w := &attributeWalker{attributes: s}
	w.node(root, nil, 0)
	return w.top
}

type attributeWalker struct {
	attributes
	top   []*item
	count int
}

// node walks the tree; into is the thing that properties found here belong to.
func (w *attributeWalker) node(n *html.Node, into *item, depth int) {
	if depth > 600 || w.count > 5000 {
		return
	}
	inner := into
	if n.Type == html.ElementNode {
		kind, scoped := attribute(n, w.scope)
		names, named := attribute(n, w.property)
		if scoped {
			if w.kind != w.scope {
				kind, _ = attribute(n, w.kind)
			}
			inner = &item{kind: kindOf([]value{{text: lastWord(kind)}}), props: map[string][]value{}}
			w.count++
			if into == nil || !named {
				w.top = append(w.top, inner)
			}
		}
		if into != nil && named {
			for _, name := range strings.Fields(names) {
				name = name[strings.LastIndexAny(name, ":/#")+1:]
				v := value{item: inner}
				if !scoped {
					v = value{text: propertyText(n)}
				}
				into.props[name] = append(into.props[name], v)
			}
		}
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		w.node(c, inner, depth+1)
	}
}

func lastWord(s string) string {
	if f := strings.Fields(s); len(f) > 0 {
		return f[len(f)-1]
	}
	return ""
}

// propertyText is the value an element gives a property: its content, date or address attribute, else its text.
func propertyText(n *html.Node) string {
	for _, name := range []string{"content", "datetime", "href", "src", "resource"} {
		if v, ok := attribute(n, name); ok {
			return v
		}
	}
	var b strings.Builder
	collectText(n, &b, 0)
	return tidy(b.String())
}

func collectText(n *html.Node, b *strings.Builder, depth int) {
	if depth > 600 || b.Len() > 1000 {
		return
	}
	if n.Type == html.TextNode {
		b.WriteString(n.Data + " ")
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		collectText(c, b, depth+1)
	}
}

func attribute(n *html.Node, name string) (string, bool) {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val, true
		}
	}
	return "", false
}
