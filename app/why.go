package app

import (
	"cmp"
	"context"

	"ordertrail/store"
	"ordertrail/track"
)

// explain adds what every source says about every parcel, and what would change the status, as of the moment the view is of.
func (a *App) explain(ctx context.Context, r *store.Reader, v *OrderView, o store.Order, from vantage) error {
	in := track.Input{OrderID: o.State.ID, Now: from.at, Rules: a.rules()}
	if from.past {
		rules, err := a.rulesAt(ctx, r, from.at)
		if err != nil {
			return err
		}
		in.Rules = rules.decide()
	}
	var err error
	if in.Rules, err = r.Completed(ctx, in.Rules, in.Now); err != nil {
		return err
	}
	for _, e := range o.Events {
		if e.Live {
			in.Events = append(in.Events, e.Event)
		}
	}
	for _, w := range track.Voices(in) {
		v.Voices = append(v.Voices, VoiceRow{
			Parcel: w.Parcel, Milestone: w.Milestone, Source: w.Event.Source.ID, Kind: string(w.Event.Source.Kind), Says: voiceSays(w),
			Event: w.Event.ID, Occurred: string(w.Event.Occurred), Recorded: from.stamp(w.Event.Recorded), Times: w.Times, Last: string(w.Last),
			Weight: weightNames[w.Weight], Verdict: w.Verdict,
		})
	}
	for _, p := range track.Prospects(in) {
		row := ProspectRow{
			By: p.By, At: from.stamp(p.At), Kind: string(p.Event.Kind), Says: string(p.Event.Phase), SourceKind: string(p.Event.Source.Kind), Line: p.Event.Line,
			Quantity: p.Event.Quantity, Parcel: p.Parcel, Becomes: string(p.Phase), After: p.After, OpenTasks: p.Open, Little: p.Little,
		}
		if p.By == "back" {
			row.Event = p.Event.ID
		}
		v.Prospects = append(v.Prospects, row)
	}
	return nil
}

var weightNames = map[track.Weight]string{track.Asserts: "asserts", track.Supports: "supports", track.Ignored: "ignored"}

// voiceSays is what a source said: a phase, or what a row of a label or carrier file states besides.
func voiceSays(w track.Voice) string {
	f := w.Event.ParcelFacts
	switch {
	case w.Event.Kind != track.ParcelStated || w.Event.Phase != "" || w.Says == track.Voided || f == nil:
		return string(w.Says)
	case *f == (track.ParcelFacts{EstimatedOn: f.EstimatedOn}) && f.EstimatedOn != "":
		return "estimate_given"
	case w.Event.Source.Kind == track.SourceLabel:
		return "label_made"
	}
	return "parcel_listed"
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

// prospectLeadsTo is the headline that an order would show, where it stays where its parcel would be, else what becomes of
// its tasks.
func (a *App) prospectLeadsTo(now track.OrderState, p ProspectRow) string {
	if p.After.Code != now.Headline.Code {
		return a.say("headline." + p.After.Code)
	}
	for _, q := range now.Parcels {
		if q.Parcel == p.Parcel && string(q.Phase) != p.Becomes {
			return a.say("phase." + p.Becomes)
		}
	}
	open := 0
	for _, t := range now.Tasks {
		if t.IsOpen() {
			open++
		}
	}
	switch {
	case p.OpenTasks == open:
		return a.say("would.details")
	case p.OpenTasks == 0:
		return a.say("would.no_tasks")
	}
	return a.say("would.open_tasks", itoa(p.OpenTasks), itoa(open))
}

// RuleSays is the sentence of a rule that decides a status.
func (a *App) RuleSays(rule string) string { return a.say("rule." + rule) }
