package track

import "time"

// about is an occurrence about the parcel that e gives rise to at from. What other sources state of the same fact has the
// same task.
func (p *parcelFold) about(e *Event, from time.Time, facts ...string) occurrence {
	return occurrence{subject: p.state.Parcel, from: from, by: e, same: p.same[e.ID], facts: facts}
}

// overdue is an occurrence some working days after e, unless one of the endings comes before.
func (p *parcelFold) overdue(e *Event, workdays int, endings ...ending) occurrence {
	c := p.about(e, p.rules.addWorkdays(e.At, workdays))
	c.since = e.At
	c.end(endings...)
	return c
}

// unheard is an occurrence that rests on the carrier having said nothing.
func (p *parcelFold) unheard(c occurrence) occurrence {
	c.feed = p.state.Carrier
	return c
}

// over is when the parcel's journey ended; zero while it is under way.
func (p *parcelFold) over() time.Time {
	if !p.state.Phase.IsFinal() {
		return time.Time{}
	}
	return p.decided.At
}

// journeyOver is that end as one of an occurrence.
func (p *parcelFold) journeyOver() ending { return ending{"journey_over", p.over()} }

// gone is when the parcel left us: our scan, else the first proof that the carrier has it, else when it was voided; zero
// while it is here.
func (p *parcelFold) gone() ending {
	for _, e := range p.said {
		if e.phase().hasLeft() {
			return ending{"handed_over", e.At}
		}
	}
	if p.state.Phase == Voided {
		return ending{"voided", p.over()}
	}
	return ending{"handed_over", p.over()}
}

// firstOwn is our first act on the parcel that means phase, or a person's word for it.
func (p *parcelFold) firstOwn(phase Phase) *Event {
	for _, e := range p.said {
		if e.phase() == phase {
			return e
		}
	}
	return none
}

// ready is the word since which the parcel only waits to be handed over: somebody closed or staged it, or it has a label of ours
// and units in it.
func (p *parcelFold) ready() *Event {
	labelled, filled := false, false
	for _, e := range p.said {
		switch phase := e.phase(); {
		case phase == Packed || phase == Staged:
			return e
		case phase == Labelled:
			labelled = true
		case e.Kind == LinePacked:
			filled = len(p.state.Contents) > 0
		default:
			continue
		}
		if labelled && filled {
			return e
		}
	}
	return none
}

// labelMade is the first word of a label: our own, a label file's, or the carrier's announcement.
func (p *parcelFold) labelMade() *Event {
	for _, e := range p.events {
		switch {
		case e.Kind == ParcelLabel, e.Kind == ParcelStated && e.Source.Kind == SourceLabel:
			return e
		case e.Kind == CarrierEvent && e.Phase == Announced && p.weight(e) == Asserts:
			return e
		}
	}
	return none
}

// comesToday is when somebody who may say that it is out for delivery first said that it is delivered on the day it was said;
// zero when nobody did.
func (p *parcelFold) comesToday() time.Time {
	for _, e := range p.events {
		may := p.rules.Authority.Of(OutForDelivery, e.Source.Kind) == Asserts
		if may && e.Kind == CarrierEvent && e.Phase != Announced && e.Estimated == DateOf(e.At, p.rules.zone()) {
			return e.At
		}
	}
	return time.Time{}
}

// firstPhase is the first progress of one of the phases.
func (p *parcelFold) firstPhase(phases ...Phase) *Event {
	for _, e := range p.progress {
		if contains(phases, e.Phase) {
			return e
		}
	}
	return none
}

// after is the first progress after by that ends what by began, and which of the row's Clears that is: ends says it of an
// event, "" of one that ends nothing.
func (p *parcelFold) after(by *Event, ends func(*Event) string) ending {
	for _, e := range p.progress {
		if e.At.After(by.At) {
			if cleared := ends(e); cleared != "" {
				return ending{cleared, e.At}
			}
		}
	}
	return ending{}
}

// each is one occurrence for every one of events that satisfies is, ended by the first later progress that ends it.
func (p *parcelFold) each(events []*Event, is func(*Event) bool, ends func(*Event) string) []occurrence {
	var out []occurrence
	for _, e := range events {
		if is(e) {
			c := p.about(e, e.At, string(e.Reason))
			c.end(p.after(e, ends))
			out = append(out, c)
		}
	}
	return out
}

// untilOver ends occurrences with the parcel's journey.
func (p *parcelFold) untilOver(found []occurrence) []occurrence {
	for i := range found {
		found[i].end(p.journeyOver())
	}
	return found
}

// earliest is the first of the times that are set; zero when none is.
func earliest(times ...time.Time) time.Time {
	var first time.Time
	for _, t := range times {
		if !t.IsZero() && (first.IsZero() || t.Before(first)) {
			first = t
		}
	}
	return first
}

// latest is the last of the times.
func latest(times ...time.Time) time.Time {
	var last time.Time
	for _, t := range times {
		if t.After(last) {
			last = t
		}
	}
	return last
}
