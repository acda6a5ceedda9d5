package page

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"golang.org/x/net/html"
	"pgregory.net/rapid"

	"ordertrail/track"
)

// hostile are texts that break out of markup where something forgets to escape.
var hostile = []string{
	`<script>alert(1)</script>`, `"><img src=x onerror=alert(1)>`, `'><svg/onload=alert(1)>`, `javascript:alert(1)`,
	`</style><script>alert(1)</script>`, `</title><script>alert(1)</script>`, `<!--`, `-->`, `]]>`, `{{.}}`, `" onmouseover="alert(1)`,
	`' onfocus='alert(1)' autofocus='`, `&lt;script&gt;`, `<iframe src=//evil.example>`, `<a href="data:text/html,x">`, "\x00<b>", "\xff\xfe<b>",
	`<link rel=stylesheet href=//evil.example/x.css>`, `<base href=//evil.example>`, `<meta http-equiv=refresh content=0;url=//evil.example>`,
	`<form action=//evil.example><input>`, "\u202e<b>", "\u2028<b>", `https://evil.example/"onclick="x`, `<math><mtext></style><img src=x>`,
}

var allowedTags = []string{
	"html", "head", "meta", "title", "style", "body", "header", "div", "span", "a", "main", "p", "h1", "h2", "article", "section", "aside",
	"svg", "circle", "path", "ol", "ul", "li", "small", "b", "footer",
}

var allowedAttributes = []string{
	"lang", "charset", "http-equiv", "content", "name", "class", "id", "href", "rel", "aria-hidden", "aria-label", "aria-current",
	"viewbox", "cx", "cy", "r", "d", "itemscope", "itemtype", "itemprop",
}

// checkPage fails for anything in a page that runs, loads, sends or could be styled from outside. It returns the tags in
// order and the text people and machines can read.
func checkPage(t interface{ Errorf(string, ...any) }, page string) (tags []string, text string) {
	root, err := html.Parse(strings.NewReader(page))
	if err != nil {
		t.Errorf("not HTML: %v", err)
		return nil, ""
	}
	var b strings.Builder
	for n := range root.Descendants() {
		switch n.Type {
		case html.TextNode:
			if n.Parent.Data != "style" {
				b.WriteString(n.Data + "\n")
			}
		case html.ElementNode:
			tags = append(tags, n.Data)
			if !slices.Contains(allowedTags, n.Data) {
				t.Errorf("the page holds a <%s>", n.Data)
			}
			for _, a := range n.Attr {
				checkAttribute(t, n, a)
				if a.Key == "content" || a.Key == "href" {
					b.WriteString(a.Val + "\n")
				}
			}
		case html.CommentNode:
			t.Errorf("the page holds a comment %q", n.Data)
		}
	}
	return tags, b.String()
}

func checkAttribute(t interface{ Errorf(string, ...any) }, n *html.Node, a html.Attribute) {
	key := strings.ToLower(a.Key)
	if !slices.Contains(allowedAttributes, key) {
		t.Errorf("<%s> has an attribute %s", n.Data, key)
	}
	if key != "href" {
		return
	}
	if n.Data != "a" {
		t.Errorf("<%s> has an address", n.Data)
	}
	if a.Val != "#help" && !strings.HasPrefix(a.Val, "https://") && !strings.HasPrefix(a.Val, "http://") && !strings.HasPrefix(a.Val, "mailto:") {
		t.Errorf("a link goes to %q", a.Val)
	}
}

// filled is an order whose every text field holds what text says for its path; phases and the like stay what they are.
func filled(o track.OrderState, text func(path string) string) track.OrderState {
	fill(reflect.ValueOf(&o).Elem(), "", text)
	return o
}

func fill(v reflect.Value, path string, text func(string) string) {
	switch v.Kind() {
	case reflect.Struct:
		if v.Type() == reflect.TypeFor[time.Time]() {
			return
		}
		for i := range v.NumField() {
			fill(v.Field(i), path+"."+v.Type().Field(i).Name, text)
		}
	case reflect.Slice:
		for i := range v.Len() {
			fill(v.Index(i), path, text)
		}
	case reflect.String:
		if v.Type() == reflect.TypeFor[string]() && path != ".Parcels.Contents.Line" && path != ".Lines.Line" && path != ".Returns.Lines.Line" && path != ".Returns.Phase" {
			v.SetString(text(path))
		}
	}
}

// rich is an order with one of everything, its parcel in the given phase.
func rich(phase track.Phase, reason track.Reason, flag track.Flag, onItsWay bool) track.OrderState {
	when := track.Stamp("2026-05-20T11:42:00-05:00")
	return track.OrderState{
		Order: "1001", Promise: track.Promise{Latest: "2026-05-27", State: track.OnTrack},
		Lines: []track.LineState{
			{Line: "1", Title: "Drill", SKU: "CD-18", Ledger: track.Ledger{Ordered: 2}, ToShip: 1},
			{Line: "2", SKU: "NO-TITLE", Ledger: track.Ledger{Ordered: 2}, ToShip: 2},
		},
		Parcels: []track.ParcelState{{
			Parcel: "P1", Carrier: "ups", Phase: phase, Reason: reason, Flag: flag, OnItsWay: onItsWay, Possession: onItsWay, Since: when,
			Tracking: "1Z9", Signed: true, LeftAt: "x", Location: "x", Attempts: 2, Aliases: []string{"x"},
			Contents:  []track.Content{{Line: "1", Quantity: 1}},
			Estimated: track.Estimate{From: "2026-05-26", To: "2026-05-27", Basis: "history"},
			Times:     track.ParcelTimes{Announced: when, Delivered: when, Last: when},
			Why:       track.Why{Conflicts: []track.Conflict{{Source: "x"}}},
		}},
		Returns: []track.ReturnState{{Return: "R1", Phase: "received", Lines: []track.ReturnLine{{Line: "1", Requested: 1}}}},
		Tasks:   []track.Task{{Task: "T1", Facts: []string{"x"}}},
		Facts:   track.OrderFacts{Lines: []track.LineFacts{{Line: "1"}}},
		Times:   track.OrderTimes{Ordered: when},
	}
}

func pageOf(o track.OrderState, text string) Page {
	carriers := map[string]Carrier{}
	for _, p := range o.Parcels {
		carriers[p.Parcel] = Carrier{Name: text, Link: text}
	}
	return Page{
		Shop: Shop{Name: text, HelpMail: text, URL: text}, Language: "en", Words: english, Order: o, Carriers: carriers,
		Now: time.Date(2026, 5, 21, 16, 20, 0, 0, time.UTC), Zone: time.UTC, Expires: "2026-08-18",
	}
}

func TestNoTextRunsLoadsOrAddsAnElement(t *testing.T) {
	t.Parallel()
	reasons := append([]track.Reason{""}, track.Reasons()...)
	for _, phase := range track.Phases() {
		t.Run(string(phase), func(t *testing.T) {
			t.Parallel()
			for i, reason := range reasons {
				flag := []track.Flag{"", track.Delayed, track.Held}[i%3]
				plain := rich(phase, reason, flag, i%2 == 0)
				want, _ := checkPage(t, draw(t, pageOf(filled(plain, func(string) string { return "plain" }), "plain")))
				for k := range 2 {
					text := hostile[(i*2+k)%len(hostile)]
					o := filled(plain, func(string) string { return text })
					got, _ := checkPage(t, draw(t, pageOf(o, text)))
					if text != `https://evil.example/"onclick="x` && !slices.Equal(got, want) {
						t.Errorf("%s with the text %q has the elements %v, want %v", reason, text, got, want)
					}
				}
			}
		})
	}
}

// Read a row as: the text of this field of an order may stand on the page. Everything else may not.
var mayBeTold = []string{
	".Order", ".Lines.Title", ".Lines.SKU", ".Parcels.Service", ".Parcels.Tracking", ".Returns.Return",
}

func TestOnlyFieldsOnTheListReachThePage(t *testing.T) {
	t.Parallel()
	told := map[string]bool{}
	for _, phase := range track.Phases() {
		for _, reason := range append([]track.Reason{""}, track.Reasons()...) {
			paths := map[string]string{}
			o := filled(rich(phase, reason, "", true), func(path string) string {
				canary := "canary" + strings.ReplaceAll(path, ".", "dot") + "end"
				paths[path] = canary
				if path == ".Lines.Title" && len(told)%2 == 1 {
					return "" // then the SKU stands in
				}
				return canary
			})
			p := pageOf(o, "shop")
			_, text := checkPage(t, draw(t, p))
			for path, canary := range paths {
				if strings.Contains(text, canary) {
					told[path] = true
				}
			}
		}
	}
	for path := range told {
		if !slices.Contains(mayBeTold, path) {
			t.Errorf("the page tells %s", path)
		}
	}
	for _, path := range mayBeTold {
		if !told[path] {
			t.Errorf("no page tells %s: the list is wider than the page", path)
		}
	}
}

func TestTheBrowserIsForbiddenEverythingButOurStyle(t *testing.T) {
	t.Parallel()
	page := draw(t, pageOf(rich(track.Moving, "", "", true), "shop"))
	_, rest, _ := strings.Cut(page, "<style>")
	style, _, _ := strings.Cut(rest, "</style>")
	sum := sha256.Sum256([]byte(style))
	_, text := checkPage(t, page)
	for _, want := range []string{
		"default-src 'none'", "style-src 'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'", "form-action 'none'",
		"noindex", "no-referrer",
	} {
		if !strings.Contains(text, want) {
			t.Errorf("the page does not say %s", want)
		}
	}
	for _, never := range []string{"url(", "@import", "expression(", "http:", "https:"} {
		if strings.Contains(style, never) {
			t.Errorf("the style holds %s", never)
		}
	}
}

func TestOnItsWayIsToldOnlyOfParcelsThatAre(t *testing.T) {
	t.Parallel()
	phases, reasons := track.Phases(), append([]track.Reason{""}, track.Reasons()...)
	rapid.Check(t, func(t *rapid.T) {
		var o track.OrderState
		truly := false
		for i := range rapid.IntRange(0, 4).Draw(t, "parcels") {
			p := rich(
				rapid.SampledFrom(phases).Draw(t, "phase"), rapid.SampledFrom(reasons).Draw(t, "reason"),
				rapid.SampledFrom([]track.Flag{"", track.Delayed, track.Held}).Draw(t, "flag"), rapid.Bool().Draw(t, "on its way"),
			).Parcels[0]
			p.Parcel = fmt.Sprint("P", i)
			p.Possession = p.OnItsWay && rapid.Bool().Draw(t, "possession")
			p.Voided = rapid.Bool().Draw(t, "voided")
			if rapid.Bool().Draw(t, "no times") {
				p.Times, p.Since = track.ParcelTimes{}, ""
			}
			truly = truly || p.OnItsWay && !p.Voided && p.Phase != track.Voided
			o.Parcels = append(o.Parcels, p)
		}
		page := pageOf(o, "shop")
		for language, says := range map[string]string{"en": "on its way", "de": "unterwegs"} {
			page.Language = language
			var b strings.Builder
			if err := Render(&b, page); err != nil {
				t.Fatal(err)
			}
			if _, text := checkPage(t, b.String()); strings.Contains(strings.ToLower(text), says) && !truly {
				t.Errorf("the page says %q of parcels that are not:\n%s", says, text)
			}
		}
	})
}

func TestAnExpiredPageTellsNothingOfTheOrder(t *testing.T) {
	t.Parallel()
	p := pageOf(filled(rich(track.Moving, "", "", true), func(path string) string { return "canary" + path }), "shop")
	p.Expires = "2026-05-20"
	if _, text := checkPage(t, draw(t, p)); strings.Contains(text, "canary") {
		t.Errorf("it tells %s", text)
	}
}

func TestAPageNameIsARandomTokenAndNothingElse(t *testing.T) {
	t.Parallel()
	if token := rand.Text(); Path(token) != "t/"+token+"/index.html" {
		t.Errorf("Path(%q) = %q", token, Path(token))
	}
	for _, token := range []string{"", "1001", "../../../../../../etc/passwd0", strings.Repeat("a", 25), strings.Repeat("a", 27), strings.Repeat("/", 26), strings.Repeat("ä", 13)} {
		if got := Path(token); got != "" {
			t.Errorf("Path(%q) = %q, want none", token, got)
		}
	}
}

func TestLinksGoOnlyToTheWebAndToMail(t *testing.T) {
	t.Parallel()
	for link, want := range map[string]bool{
		"https://www.ups.com/track?tracknum=1Z": true, "http://x.example/": true, "javascript:alert(1)": false, "data:text/html,x": false,
		"//evil.example": false, "ftp://x.example": false, "https://": false, "https://user:pw@x.example/": false, " https://x.example ": true, "": false,
	} {
		if got := webLink(link) != ""; got != want {
			t.Errorf("webLink(%q) kept = %v, want %v", link, got, want)
		}
	}
	for address, want := range map[string]string{
		"help@shop.example": "mailto:help@shop.example?subject=Order%201001", "a@b": "", "a@b.c?bcc=x@y.z": "", "": "", "a b@c.d": "",
	} {
		if got := string(mailLink(address, "Order 1001")); got != want {
			t.Errorf("mailLink(%q) = %q, want %q", address, got, want)
		}
	}
}

func FuzzRenderStaysAPage(f *testing.F) {
	for _, text := range hostile {
		f.Add(text, "2026-05-20", 3)
	}
	f.Fuzz(func(t *testing.T, text, stamp string, n int) {
		phases := track.Phases()
		o := rich(phases[(n%len(phases)+len(phases))%len(phases)], track.Reason(text), track.Flag(text), n%2 == 0)
		o = filled(o, func(string) string { return text })
		o.Parcels[0].Times.Last, o.Parcels[0].Since, o.Times.Ordered = track.Stamp(stamp), track.Stamp(stamp), track.Stamp(stamp)
		o.Parcels[0].Estimated.To, o.Promise.Latest = track.Date(stamp), track.Date(stamp)
		checkPage(t, draw(t, pageOf(o, text)))
	})
}

func BenchmarkRender(b *testing.B) {
	p := pageOf(rich(track.Moving, "weather_delay", track.Delayed, true), "Shop")
	for b.Loop() {
		if err := Render(new(strings.Builder), p); err != nil {
			b.Fatal(err)
		}
	}
}
