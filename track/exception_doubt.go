package track

import (
	"slices"
	"time"
)

// Clash is why events cannot all be true.
type Clash string

// What a carrier says cannot be true with: the end of the parcel's journey, a person's word, the cancelled label, there being
// several parcels it may mean, and the order having been placed later.
const (
	AfterEnd      Clash = "after_end"
	AgainstPerson Clash = "against_person"
	UnderVoid     Clash = "voided"
	Homeless      Clash = "homeless"
	TooEarly      Clash = "too_early"
)

// E18: events that cannot all be true: on the move long after an end, otherwise than a person said, under a voided label, or
// before the order was placed; and facts about a parcel that nobody can tell.
func contradiction(o *orderFold) []occurrence {
	out := o.eachParcel(func(p *parcelFold) []occurrence {
		return slices.Concat(p.strays(), p.usedVoid(), o.tooEarly(p))
	})
	for _, e := range o.homeless {
		c := occurrence{from: e.At, by: e, facts: []string{string(e.phase()), string(Homeless)}}
		if o.state.Facets.Delivered == All {
			c.end(ending{"delivered", o.at(o.state.Times.Delivered)})
		}
		out = append(out, c)
	}
	return out
}

// strays are words that the decided phase does not allow for.
func (p *parcelFold) strays() []occurrence {
	by := p.decided
	overridden := p.state.Why.Rule == RuleOverride
	if !p.state.Phase.IsFinal() && !overridden {
		return nil
	}
	against := AfterEnd
	if overridden {
		against = AgainstPerson
	}
	stands := by.At
	if by.Phase == Delivered && !overridden {
		if by.Occurred.IsDate() {
			stands = by.Occurred.Date().End(p.rules.zone())
		}
		stands = stands.Add(deliveredStands)
	}
	var out []occurrence
	for _, e := range p.progress {
		stray := e.At.After(stands) && e.Phase != p.state.Phase && (overridden || !e.Phase.IsFinal())
		if !stray {
			continue
		}
		c := p.about(e, e.At, string(e.Phase), string(against))
		if !overridden {
			c.end(p.after(e, func(next *Event) string {
				if next.Phase == p.state.Phase {
					return "said_again"
				}
				return ""
			}))
		}
		out = append(out, c)
	}
	return out
}

// usedVoid is a parcel that left us although its label was cancelled.
func (p *parcelFold) usedVoid() []occurrence {
	by := p.void()
	if by.ID == "" || !p.state.OnItsWay {
		return nil
	}
	i := slices.IndexFunc(p.said, func(e *Event) bool { return e.phase().hasLeft() })
	if i < 0 {
		return nil
	}
	c := p.about(by, latest(by.At, p.said[i].At), string(p.said[i].phase()), string(UnderVoid))
	return []occurrence{c}
}

// clockSlack is how far before its order a parcel may move: clocks and time zones of shops and carriers differ by as much.
const clockSlack = 24 * time.Hour

// tooEarly is the last word of a carrier about the parcel from before its order was placed: the number is an old one that the
// carrier uses again, or the wrong one. A later word that puts another in its place clears it.
func (o *orderFold) tooEarly(p *parcelFold) []occurrence {
	placed, err := o.state.Facts.OrderedAt.At(o.rules.zone())
	if err != nil {
		return nil
	}
	first := placed.Add(-clockSlack)
	var early *Event
	for _, e := range p.progress {
		if e.At.Before(first) && e.Kind == CarrierEvent {
			early = e
		}
	}
	if early == nil {
		return nil
	}
	c := p.about(early, placed, string(early.Phase), string(TooEarly), string(DateOf(early.At, o.rules.zone())))
	c.key = "early"
	c.end(p.after(early, func(next *Event) string {
		if !next.At.Before(first) && (next.Phase == early.Phase || !early.Phase.IsFinal()) {
			return "said_again"
		}
		return ""
	}))
	return []occurrence{c}
}

// E19: the carrier's words were not understood. Clears when they are taught, because then they are no longer unmapped,
// and when the parcel's journey ends, because then they no longer matter to it.
func unmapped(o *orderFold) []occurrence {
	return o.eachParcel(func(p *parcelFold) []occurrence {
		var out []occurrence
		seen := map[string]bool{}
		for _, e := range p.events {
			word := or(e.Text, e.Code)
			if e.Kind != CarrierEvent || e.Phase != Unmapped || seen[word] {
				continue
			}
			seen[word] = true
			c := p.about(e, e.At, word)
			c.end(p.journeyOver())
			out = append(out, c)
		}
		return out
	})
}
