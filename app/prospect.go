package app

import (
	"cmp"
	"slices"
	"strings"

	"ordertrail/track"
)

func prospectRow(now track.OrderState, p track.Prospect, from vantage) ProspectRow {
	then, _ := effectOn(now, p.Then)
	row := ProspectRow{
		By: p.By, At: from.stamp(p.At), Kind: string(p.Event.Kind), Says: string(p.Event.Phase), SourceKind: string(p.Event.Source.Kind), Line: p.Event.Line,
		Quantity: p.Event.Quantity, Parcel: p.Parcel, Becomes: string(p.Phase), After: p.After, OpenTasks: p.Then.Facets.Attention, Little: p.Little,
		Opened: then.Opened, Closed: then.Closed, Facets: append(then.Facets, otherCauses(now, p.Then)...), Parcels: then.Parcels,
	}
	if p.By == "back" {
		row.Event = p.Event.ID
	}
	return row
}

// otherCauses are the reasons and flags of parcels that are where they were, and stand there for something else.
func otherCauses(was, is track.OrderState) []EffectFacet {
	out := []EffectFacet{}
	for _, p := range was.Parcels {
		i := slices.IndexFunc(is.Parcels, func(q track.ParcelState) bool { return q.Parcel == p.Parcel && q.Phase == p.Phase })
		if i < 0 {
			continue
		}
		if q := is.Parcels[i]; q.Reason != p.Reason {
			out = append(out, EffectFacet{"reason", string(p.Reason), string(q.Reason)})
		}
		if q := is.Parcels[i]; q.Flag != p.Flag {
			out = append(out, EffectFacet{"flag", string(p.Flag), string(q.Flag)})
		}
	}
	return out
}

// ProspectSays is one prospect in words: what would happen, and what the order would show then.
func (a *App) ProspectSays(now track.OrderState, p ProspectRow) string {
	cause := a.say("would."+p.By+"."+p.Kind, itoa(p.Quantity), itemOf(now, p.Line))
	switch p.By {
	case "time":
		cause = a.say("would.time", p.At)
	case "word":
		cause = a.say("would.word", a.say("authority_kind."+p.SourceKind), a.say("phase."+p.Says))
	}
	return cause + " → " + a.prospectLeadsTo(now, p)
}

// itemOf is what people call a line of an order.
func itemOf(s track.OrderState, line string) string {
	for _, l := range s.Lines {
		if l.Line == line {
			return cmp.Or(l.Title, l.SKU, line)
		}
	}
	return line
}

// prospectLeadsTo is the headline that an order would show, where it stays where its parcel would be, with the tasks that open
// and end; where all of that stays, what else would be other.
func (a *App) prospectLeadsTo(now track.OrderState, p ProspectRow) string {
	var parts []string
	if p.After.Code != now.Headline.Code {
		parts = append(parts, a.say("headline."+p.After.Code))
	} else if i := slices.IndexFunc(p.Parcels, func(q EffectPhase) bool { return q.Parcel == p.Parcel }); i >= 0 {
		parts = append(parts, a.say("phase."+p.Becomes))
	}
	for _, t := range []struct {
		key   string
		codes []string
	}{{"would.opens", p.Opened}, {"would.ends", p.Closed}} {
		if names := a.taskNames(t.codes, p.After.Code); names != "" {
			parts = append(parts, a.say(t.key, names))
		}
	}
	if len(parts) > 0 {
		return strings.Join(parts, "; ")
	}
	for _, f := range p.Facets {
		parts = append(parts, a.FacetSays(f))
	}
	for _, q := range p.Parcels {
		parts = append(parts, grouped(q.Parcel)+": "+a.WordFor("phase", q.After))
	}
	return cmp.Or(strings.Join(parts, "; "), a.say("would.details"))
}

// taskNames are kinds of task in words; the one that leads the order is told by its headline.
func (a *App) taskNames(codes []string, but string) string {
	var names []string
	for _, code := range codes {
		if code != but {
			names = append(names, "“"+a.say("task."+code)+"”")
		}
	}
	return strings.Join(names, ", ")
}

// facetWords are the families in which the values of a facet have words; of the others it is share.
var facetWords = map[string]string{"state": "state", "promise": "promise_is", "reason": "reason", "flag": "flag"}

// FacetSays is a facet before and after, in words.
func (a *App) FacetSays(f EffectFacet) string {
	return a.say("facet."+f.Facet) + ": " + a.FacetWord(f.Facet, f.Before) + " → " + a.FacetWord(f.Facet, f.After)
}

// FacetWord is what people call a value of a facet.
func (a *App) FacetWord(facet, value string) string {
	if value == "" {
		return a.say("effect.none")
	}
	return a.WordFor(cmp.Or(facetWords[facet], "share"), value)
}
