package page

import (
	"cmp"

	"ordertrail/track"
)

// step is one milestone of a trail. State: on (done), now, wait (needs somebody), todo.
type step struct {
	Label, State, At string
	Current          bool
}

// trail draws the milestones of a parcel. "On its way" is a step only of a parcel that is, or was, truly on its way.
func (v *view) trail(p *track.ParcelState, row phaseWords) []step {
	if row.At == lost {
		return nil
	}
	t := &p.Times
	first := "step.packed"
	if t.Packed == "" && t.Labelled+t.Announced != "" {
		first = "step.label"
	}
	steps := []step{
		v.step(v.words[first], atPacked, row, cmp.Or(t.Packed, t.Labelled, t.Announced)),
		v.step(v.words[handOver(p, row)], atCarrier, row, cmp.Or(t.Possession, t.HandedOver)),
	}
	if p.OnItsWay {
		steps = append(steps, v.step(v.words["step.way"], atWay, row, ""))
	}
	if door := v.door(p, row); door.At != "" || row.At != arrived {
		steps = append(steps, door)
	}
	steps = append(steps, v.end(p, row))
	if row.At == unknown {
		markKnown(steps, p)
	}
	return steps
}

// handOver names the step at which the carrier takes the parcel, as far as it has come.
func handOver(p *track.ParcelState, row phaseWords) string {
	switch {
	case p.Possession || row.At == arrived:
		return "step.has"
	case row.At == atCarrier:
		return "step.wait"
	}
	return "step.given"
}

func (v *view) step(label string, at int, row phaseWords, when track.Stamp) step {
	s := step{Label: label, State: "todo"}
	switch {
	case row.At == unknown:
	case at < row.At:
		s.State = "on"
	case at == row.At:
		s.State, s.Current = "now", true
		if row.Tone == "risk" {
			s.State = "wait"
		}
	}
	if s.State == "on" || row.At == unknown {
		s.At = v.words.shortDay(when.Date(), v.now)
	}
	return s
}

// door is the step before the end: out for delivery, or what came between.
func (v *view) door(p *track.ParcelState, row phaseWords) step {
	label, when := "step.out", p.Times.Out
	switch row.Key {
	case "failed":
		label, when = "step.failed", p.Times.Failed
	case "collect":
		label, when = "step.collect", p.Times.Collection
	case "returning", "returned":
		label, when = "step.returning", p.Times.Returning
	case "delivered":
		if p.Pickup && p.Times.Collection != "" {
			label, when = "step.collect", p.Times.Collection
		}
	}
	s := v.step(v.words[label], atDoor, row, when)
	if s.State == "wait" {
		s.At = v.words.shortDay(when.Date(), v.now)
	}
	return s
}

func (v *view) end(p *track.ParcelState, row phaseWords) step {
	switch {
	case row.Key == "returning" || row.Key == "returned":
		return v.step(v.words["step.returned"], atEnd, row, p.Times.Returned)
	case row.Key == "collect" || p.Pickup:
		return v.step(v.words["step.collected"], atEnd, row, p.Times.Delivered)
	}
	return v.step(v.words["step.delivered"], atEnd, row, p.Times.Delivered)
}

// markKnown marks, on a trail without news, the first two steps that are known to be done.
func markKnown(steps []step, p *track.ParcelState) {
	if p.Times.Packed+p.Times.Labelled+p.Times.Announced != "" || p.OnItsWay {
		steps[0].State = "on"
	}
	if p.OnItsWay {
		steps[1].State = "on"
	}
	for i := 2; i < len(steps); i++ {
		steps[i].At = ""
	}
}
