package app

import (
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
	v.Reporters = reporters(o.State, v.Voices)
	for _, p := range track.Prospects(in) {
		v.Prospects = append(v.Prospects, prospectRow(o.State, p, from))
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

// RuleSays is the sentence of a rule that decides a status.
func (a *App) RuleSays(rule string) string { return a.say("rule." + rule) }
