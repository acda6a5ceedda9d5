package page

import (
	"cmp"
	"html/template"
	"strconv"
	"strings"

	"ordertrail/track"
)

// parcelCard is one parcel as the page draws it.
type parcelCard struct {
	Of, Carrier, Tone, Title string
	Says                     []string
	Next                     string
	From, Until              track.Date
	Steps                    []step
	Tracking                 string
	Link                     template.URL
	LinkText                 string
	Items                    []item
	Assumed                  bool
}

// parcel draws the i-th of the live parcels.
func (v *view) parcel(o *track.OrderState, live []track.ParcelState, i int, carrier Carrier) parcelCard {
	w, p := v.words, &live[i]
	row := wordsFor(p)
	name := clean(carrier.Name)
	moment := w.moment(cmp.Or(shownSince(p, row), p.Since), v.now)
	c := parcelCard{
		Of: w["parcel"], Tone: row.Tone, Steps: v.trail(p, row), Items: contents(o, p),
		Carrier:  carried(name, clean(p.Service)),
		Title:    strings.TrimSpace(w.say("phase."+row.Key, "moment", moment)),
		Tracking: clean(p.Tracking), Link: webLink(carrier.Link), LinkText: w["follow.plain"],
		Assumed: p.Assumed && len(p.Contents) > 0,
	}
	if len(live) > 1 {
		c.Of = w.say("parcel.of", "nth", strconv.Itoa(i+1), "of", strconv.Itoa(len(live)))
	}
	if name != "" {
		c.LinkText = w.say("follow", "carrier", name)
	}
	if p.Flag == track.Held && row.Tone == "" {
		c.Tone = "risk"
	}
	c.Says = v.says(p, row, cmp.Or(name, w["carrier"]), moment)
	c.Next = v.next(p, row)
	if row.Expect {
		if said := v.expected(p.Estimated); said != "" {
			c.Says = append(c.Says, said)
			c.From, c.Until = day(p.Estimated.From), day(p.Estimated.To)
		}
	}
	return c
}

// day is d when it is a day, so that nothing else gets into the page's markup.
func day(d track.Date) track.Date {
	if _, err := track.ParseDate(string(d)); err != nil {
		return ""
	}
	return d
}

// shownSince is when the milestone that a phase tells of was first reached.
func shownSince(p *track.ParcelState, row phaseWords) track.Stamp {
	switch row.Phase {
	case track.HandedOver:
		return p.Times.HandedOver
	case track.Possession:
		return p.Times.Possession
	case track.Delivered:
		return p.Times.Delivered
	}
	return p.Since
}

// says are the sentences about a parcel: where it is, why it is not further, and where it was left.
func (v *view) says(p *track.ParcelState, row phaseWords, carrier, moment string) []string {
	w := v.words
	var out []string
	add := func(s string) {
		if s = strings.TrimSpace(s); s != "" {
			out = append(out, s)
		}
	}
	if sentence := w["phase."+row.Key+".say"]; moment != "" || !strings.Contains(sentence, "{moment}") {
		add(w.say("phase."+row.Key+".say", "carrier", carrier, "moment", moment))
	}
	reason := ""
	if p.Reason.Known() && (p.Reason != "unknown" || p.Flag != "") {
		reason = w["reason."+string(p.Reason)]
	}
	switch {
	case row.At == arrived && row.Key == "delivered":
		if where := v.place(p.LeftAt); where != "" {
			add(w.say("left", "where", w["where."+where]))
		}
		if p.Signed {
			add(w["signed"])
		}
		add(w["missing"])
		return out
	case p.Flag == track.Delayed && row.At < arrived:
		add(w.say("flag.delayed", "reason", reason))
	case p.Flag == track.Held && row.At < arrived:
		add(w.say("flag.held", "reason", reason))
	default:
		add(reason)
	}
	if p.Phase == track.AttemptFailed && row.Key == "failed" && p.Attempts > 1 {
		add(w.say("failed.times", "n", strconv.Itoa(p.Attempts)))
	}
	return out
}

// next is what the customer can do: what the phase asks for, else what the reason does.
func (v *view) next(p *track.ParcelState, row phaseWords) string {
	if row.Key == "delivered" {
		return ""
	}
	key := row.Next
	if byReason := reasonNext[p.Reason]; byReason != "" && (key == "" || key == "next.failed") {
		key = byReason
	}
	return v.words[key]
}

// expected tells when the parcel should come, and that the day has passed when it has.
func (v *view) expected(e track.Estimate) string {
	w := v.words
	span := w.span(e.From, e.To, v.now)
	last := cmp.Or(day(e.To), day(e.From))
	switch {
	case span == "":
		return ""
	case last < v.now:
		return w.say("expected.over", "span", span)
	case e.Basis == "promise":
		return w.say("expected.promise", "span", w.day(last, v.now))
	}
	return w.say("expected", "span", span)
}

// place is the key of where a parcel was left; "" for a place that is not told.
func (v *view) place(left string) string {
	if where := track.LeftPlace(left); v.words["where."+where] != "" {
		return where
	}
	return ""
}

func contents(o *track.OrderState, p *track.ParcelState) []item {
	var out []item
	for _, c := range p.Contents {
		if c.Quantity <= 0 {
			continue
		}
		title := "–"
		for i := range o.Lines {
			if o.Lines[i].Line == c.Line {
				title = lineTitle(&o.Lines[i])
			}
		}
		out = append(out, item{c.Quantity, title})
	}
	return out
}

// carried is the carrier and its service; services often begin with the carrier's name, which is said once.
func carried(name, service string) string {
	if strings.HasPrefix(strings.ToLower(service), strings.ToLower(name)) {
		return strings.TrimSpace(service)
	}
	return strings.Join(strings.Fields(name+" "+service), " ")
}
