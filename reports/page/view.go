package page

import (
	"cmp"
	"html/template"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"ordertrail/track"
)

// view is what the template draws: sentences, in one language.
type view struct {
	words words
	now   track.Date

	Lang, Title, Policy    string
	Style                  template.CSS
	Mark, ShopName         string
	ShopURL, Mail          template.URL
	GetHelp                string
	Over                   bool
	OrderNumber, OrderLine string
	Headline, Lead         string
	Leads                  []string
	Parcels                []parcelCard
	ToCome                 []item
	ToComeTitle            string
	ToComeText             string
	Returns                []returnCard

	WhatNext, Progress, ReturnProgress, Number, AssumedText string
	Person, PersonText, Write, Footer                       string
}

type item struct {
	Quantity int
	Title    string
}

func newView(p Page) *view {
	w := words(p.Words)
	v := &view{words: w, now: track.DateOf(p.Now, p.Zone), Lang: p.Language}
	v.frame(p)
	if p.Expires != "" && v.now > p.Expires {
		v.Over, v.Mail = true, ""
		v.Title, v.Headline, v.Lead = v.ShopName, w["over"], w["over.lead"]
		v.Footer = w.say("footer", "expiry", "")
		return v
	}
	v.body(p)
	return v
}

// frame fills what stands around the order.
func (v *view) frame(p Page) {
	w, order := v.words, clean(p.Order.Order)
	v.OrderNumber, v.ShopName = order, clean(p.Shop.Name)
	v.Mark = mark(v.ShopName)
	v.Title = w.say("title", "order", order, "shop", v.ShopName)
	v.ShopURL, v.Mail = webLink(p.Shop.URL), mailLink(p.Shop.HelpMail, w.say("order", "order", order))
	v.GetHelp, v.WhatNext, v.Progress, v.Number = w["help"], w["next"], w["progress"], w["number"]
	v.ReturnProgress, v.AssumedText = w["return.progress"], w["assumed"]
	v.Person, v.PersonText, v.Write = w["person"], w.say("person.text", "order", order), w["write"]
	expiry := ""
	if day := w.day(p.Expires, v.now); day != "" {
		expiry = w.say("footer.ends", "day", day)
	}
	v.Footer = w.say("footer", "expiry", expiry)
}

// body fills the order itself.
func (v *view) body(p Page) {
	w, o := v.words, &p.Order
	v.OrderLine = w.say("order", "order", v.OrderNumber)
	if day := w.day(o.Times.Ordered.Date(), v.now); day != "" {
		v.OrderLine = w.say("order.placed", "order", v.OrderNumber, "day", day)
	}
	live := liveParcels(o)
	for i := range live {
		v.Parcels = append(v.Parcels, v.parcel(o, live, i, p.Carriers[live[i].Parcel]))
	}
	v.ToCome = toCome(o, live)
	v.ToComeTitle, v.ToComeText = w["tocome.title"], w["tocome.text"]
	if len(live) == 0 {
		v.ToComeText = w["tocome.all"]
	}
	for i := range o.Returns {
		v.Returns = append(v.Returns, v.returned(o, &o.Returns[i]))
	}
	v.Headline = v.headline(o)
	v.Leads = v.leads(o, live, p)
	slices.SortStableFunc(v.Parcels, func(a, b parcelCard) int { return cmp.Compare(urgency(a.Tone), urgency(b.Tone)) })
}

// urgency puts what needs the customer first and what is done last.
func urgency(tone string) int { return map[string]int{"risk": 0, "": 1, "ok": 2}[tone] }

// headline is the order in one breath.
func (v *view) headline(o *track.OrderState) string {
	w, n, done := v.words, len(v.Parcels), 0
	worst := -1
	for i, p := range v.Parcels {
		if p.Tone == "ok" {
			done++
		}
		if p.Tone == "risk" && worst < 0 {
			worst = i
		}
	}
	switch {
	case o.Facets.State == track.CancelledAs:
		return w["head.cancelled"]
	case o.Bygone:
		return w["head.bygone"]
	case n == 0 && o.Facets.State == track.OnHold:
		return w["head.hold"]
	case n == 0:
		return w["head.preparing"]
	}
	var parts []string
	switch {
	case n == 1 && done == 1:
		parts = append(parts, w["head.one"])
	case n == 1:
		parts = append(parts, v.Parcels[0].Title+".")
	case done == n:
		parts = append(parts, w.say("head.all", "n", strconv.Itoa(n)))
	case done > 0:
		parts = append(parts, w.say("head.some", "done", strconv.Itoa(done), "n", strconv.Itoa(n)))
	default:
		parts = append(parts, w.say("head.none", "n", strconv.Itoa(n)))
	}
	if worst >= 0 && n > 1 {
		parts = append(parts, w.say("head.parcel", "nth", strconv.Itoa(worst+1), "title", v.Parcels[worst].Title))
	}
	if len(v.ToCome) > 0 {
		parts = append(parts, w["head.more"])
	}
	return strings.Join(parts, " ")
}

// leads are the lines under the headline: the promise, and how fresh the news is.
func (v *view) leads(o *track.OrderState, live []track.ParcelState, p Page) []string {
	w := v.words
	var out []string
	open := len(v.ToCome) > 0
	estimated := false
	var last track.Stamp
	for _, parcel := range live {
		open = open || parcel.Phase != track.Delivered
		estimated = estimated || parcel.Estimated.To != "" || parcel.Estimated.From != ""
		last = newer(last, parcel.Times.Last, p)
	}
	open = open && o.Facets.State != track.CancelledAs
	if o.Facets.State == track.OnHold && len(live) == 0 {
		out = append(out, w["lead.hold"])
	}
	if day := w.day(o.Promise.Latest, v.now); day != "" && open {
		switch {
		case o.Promise.State == track.Late:
			out = append(out, w.say("lead.late", "day", day))
		case !estimated:
			out = append(out, w.say("lead.promise", "day", day))
		}
	}
	if said := w.moment(last, v.now); said != "" {
		out = append(out, w.say("updated", "moment", said))
	}
	return out
}

// newer is the later of two stamps.
func newer(a, b track.Stamp, p Page) track.Stamp {
	at, errA := a.At(p.Zone)
	bt, errB := b.At(p.Zone)
	if errB != nil || errA == nil && !bt.After(at) {
		return a
	}
	return b
}

// liveParcels are the parcels that count, in their order.
func liveParcels(o *track.OrderState) []track.ParcelState {
	var live []track.ParcelState
	for _, p := range o.Parcels {
		if !p.Voided && p.Phase != track.Voided {
			live = append(live, p)
		}
	}
	return live
}

// toCome are the units that no parcel holds yet and that were not cancelled.
func toCome(o *track.OrderState, live []track.ParcelState) []item {
	if o.Facets.State == track.CancelledAs {
		return nil
	}
	packed := map[string]int{}
	for _, p := range live {
		for _, c := range p.Contents {
			packed[c.Line] += c.Quantity
		}
	}
	var out []item
	for _, l := range o.Lines {
		left := min(l.ToShip, l.Ledger.Ordered-l.Ledger.Cancelled-packed[l.Line])
		if left > 0 && !l.NoShip {
			out = append(out, item{left, lineTitle(&l)})
		}
	}
	return out
}

func lineTitle(l *track.LineState) string {
	return cmp.Or(clean(l.Title), clean(l.SKU), "–")
}

// clean makes a text from outside fit for a line on the page: valid UTF-8, no control or direction characters, one kind of
// space, not endless.
func clean(s string) string {
	s = strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r):
			return ' '
		case unicode.IsControl(r) || unicode.Is(unicode.Cf, r) || unicode.Is(unicode.Co, r):
			return -1
		}
		return r
	}, strings.ToValidUTF8(s, "\ufffd"))
	s = strings.Join(strings.Fields(s), " ")
	const longest = 200
	if runes := []rune(s); len(runes) > longest {
		s = string(runes[:longest-1]) + "…"
	}
	return s
}

// mark is the shop's initial.
func mark(name string) string {
	for _, r := range name {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return string(unicode.ToUpper(r))
		}
	}
	return ""
}

// webLink is an http or https address, or "" when it is anything else.
func webLink(s string) template.URL {
	u, err := url.Parse(strings.TrimSpace(s))
	if err != nil || u.Scheme != "https" && u.Scheme != "http" || u.Host == "" || u.User != nil {
		return ""
	}
	return template.URL(u.String())
}

var mailAddress = regexp.MustCompile(`^[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+$`)

// mailLink opens a message to the shop that already names the order; "" when the address is none.
func mailLink(address, subject string) template.URL {
	if address = strings.TrimSpace(address); !mailAddress.MatchString(address) {
		return ""
	}
	return template.URL("mailto:" + address + "?subject=" + url.PathEscape(subject))
}
