package track

import "time"

// until is an exception that arises some working days after an event unless something ends it before.
func (p *parcelFold) until(by Event, workdays int, end time.Time) (occurrence, bool) {
	c := occurrence{subject: p.state.Parcel, from: p.rules.addWorkdays(by.At, workdays), by: by, to: end}
	return c, end.IsZero() || end.After(c.from)
}

// gone is when the parcel left us: our scan, else the first proof that the carrier has it; zero while it is here.
func (p *parcelFold) gone() time.Time {
	if e := p.firstOf(ParcelGiven); e.ID != "" {
		return e.At
	}
	return p.firstPossession().At
}

func (p *parcelFold) firstOf(kind Kind) Event {
	for _, e := range p.events {
		if e.Kind == kind {
			return e
		}
	}
	return Event{}
}

// labelMade is the first word of a label: our own, a label file's, or the carrier's announcement.
func (p *parcelFold) labelMade() Event {
	for _, e := range p.events {
		switch {
		case e.Kind == ParcelLabel, e.Kind == CarrierEvent && e.Phase == Announced:
			return e
		case e.Kind == ParcelStated && e.Source.Kind == SourceLabel:
			return e
		}
	}
	return Event{}
}

// progressEvents are the carrier's authoritative words that move the parcel, in time.
func (p *parcelFold) progressEvents() []Event {
	_, carrier := p.split()
	out := carrier[:0:0]
	for _, e := range carrier {
		if e.Phase.HasPossession() {
			out = append(out, e)
		}
	}
	return out
}

func (p *parcelFold) firstPossession() Event {
	for _, e := range p.progressEvents() {
		return e
	}
	return Event{}
}

func (p *parcelFold) firstPhase(phase Phase) Event {
	for _, e := range p.progressEvents() {
		if e.Phase == phase {
			return e
		}
	}
	return Event{}
}

// after is when the first progress after by came that satisfies is; zero when none did.
func (p *parcelFold) after(by Event, is func(Event) bool) time.Time {
	for _, e := range p.progressEvents() {
		if earlier(by, e) && is(e) {
			return e.At
		}
	}
	return time.Time{}
}

// decided is the event that decides the phase.
func (p *parcelFold) decided() Event {
	for _, e := range p.events {
		if e.ID == p.state.Why.DecidedBy {
			return e
		}
	}
	return Event{}
}
