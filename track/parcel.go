package track

import (
	"slices"
	"time"
)

// parcelFold is a parcel being put together from its facts.
type parcelFold struct {
	state  ParcelState
	events []*Event // chronological
	rules  Rules

	said         []*Event            // the words that count, chronological
	reports      []*Event            // the carrier's words that count, also those that say nothing about where the parcel is
	scanned      bool                // somebody scanned units into it, also if they were taken out again
	own, carrier []*Event            // of what was said, what is our own work and what carriers say; overrides are in neither
	progress     []*Event            // of what was said, what proves possession, each fact once
	same         map[string][]string // of a fact in progress: the ids of other statements of it
	decided      *Event              // what decides the phase
	shown        []outlook           // what history let us say of its arrival, each time that changed
	forecast     Forecast            // what was said of it first
	abroad       bool                // it leaves the country
}

// foldParcel derives one parcel from its live facts, which are chronological.
func foldParcel(id string, events []*Event, rules Rules) *parcelFold {
	p := &parcelFold{state: ParcelState{Parcel: id, Contents: []Content{}}, events: events, rules: rules}
	p.split()
	p.foldProgress()
	p.foldIdentity()
	p.foldContents()
	p.foldMilestones()
	p.foldPhase()
	return p
}

// split finds the words that count, leaving out those of sources that may not assert them, and parts our own work from
// what carriers say.
func (p *parcelFold) split() {
	p.said = make([]*Event, 0, len(p.events))
	for _, e := range p.events {
		if e.Kind == CarrierEvent && p.rules.Authority.Of(Moving, e.Source.Kind) == Asserts {
			p.reports = append(p.reports, e)
		}
		phase := e.phase()
		if !phase.Moves() || p.weight(e) != Asserts {
			continue
		}
		p.said = append(p.said, e)
		switch {
		case e.Kind == PhaseOverride:
		case phase.IsCarrier():
			p.carrier = append(p.carrier, e)
		default:
			p.own = append(p.own, e)
		}
	}
}

// foldProgress lists what moved the parcel, each fact once however many sources state it.
func (p *parcelFold) foldProgress() {
	moved := make([]*Event, 0, len(p.said))
	for _, e := range p.said {
		if e.phase().HasPossession() {
			moved = append(moved, e)
		}
	}
	p.same = map[string][]string{}
	for _, g := range sameFacts(moved) {
		known := g[0].Recorded
		for _, e := range g[1:] {
			p.same[g[0].ID] = append(p.same[g[0].ID], e.ID)
			if e.Recorded.Before(known) {
				known = e.Recorded
			}
		}
		p.progress = append(p.progress, g[0].learned(known))
	}
}

// learned is e as we knew it from a moment on, which is when the first that stated it came.
func (e *Event) learned(at time.Time) *Event {
	if e.Recorded.Equal(at) {
		return e
	}
	known := *e
	known.Recorded = at
	return &known
}

// foldIdentity settles carrier, tracking number and service: the newest statement of each wins, but for a house's word
// after its branch's; a label we put on ourselves and the record a person kept beat what a file says, and every earlier number
// stays an alias.
func (p *parcelFold) foldIdentity() {
	s := &p.state
	for _, ours := range []bool{false, true} {
		for _, e := range p.events {
			if (e.Kind == ParcelLabel || e.Kind == ParcelMerged) == ours {
				if ours {
					s.Carrier = or(e.Parcel.Carrier, s.Carrier)
				} else {
					s.Carrier = exactCarrier(e.Parcel.Carrier, s.Carrier)
				}
				s.Tracking = or(TrackingKey(e.Parcel.Tracking), s.Tracking)
			}
		}
	}
	for _, e := range p.events {
		for _, t := range []string{TrackingKey(e.Parcel.Tracking), TrackingKey(e.Other.Tracking)} {
			if t != "" && t != s.Tracking && !contains(s.Aliases, t) {
				s.Aliases = append(s.Aliases, t)
			}
		}
	}
	stated := byFreshness(p.events, ParcelStated)
	for _, e := range stated {
		if e.ParcelFacts != nil {
			s.state(*e.ParcelFacts)
		}
	}
	p.foldCost(stated)
	if p.rules.Service != nil {
		s.Service = p.rules.Service(s.Carrier, s.Service)
	}
}

// state lays a statement over what older ones said; what it leaves out stays.
func (s *ParcelState) state(f ParcelFacts) {
	s.Service = or(f.Service, s.Service)
	s.Signed = s.Signed || f.Signed
	s.LeftAt = or(f.LeftAt, s.LeftAt)
	s.Pickup = s.Pickup || f.Pickup
}

// or is a, unless it says nothing; then it is b.
func or[T comparable](a, b T) T {
	var zero T
	if a != zero {
		return a
	}
	return b
}

// foldContents follows the units scanned into the parcel and taken out again, in time. What is not in it cannot be taken out.
func (p *parcelFold) foldContents() {
	at := map[string]int{}
	for _, e := range p.events {
		if e.Kind != LinePacked && e.Kind != LineUnpacked || e.Quantity == 0 {
			continue
		}
		p.scanned = true
		i, seen := at[e.Line]
		switch {
		case seen:
		case e.Kind == LineUnpacked:
			continue
		default:
			i = len(p.state.Contents)
			at[e.Line] = i
			p.state.Contents = append(p.state.Contents, Content{Line: e.Line})
		}
		c := &p.state.Contents[i]
		if e.Kind == LineUnpacked {
			c.Quantity -= min(c.Quantity, e.Quantity)
			continue
		}
		c.Quantity += e.Quantity
	}
	p.state.Contents = slices.DeleteFunc(p.state.Contents, func(c Content) bool { return c.Quantity == 0 })
	sortContents(p.state.Contents)
}

// weight is what the source of e may do for the milestone e speaks of.
func (p *parcelFold) weight(e *Event) Weight {
	if e.Kind == PhaseOverride {
		return Asserts
	}
	return p.rules.Authority.Of(e.phase(), e.Source.Kind)
}

// phase is the phase e speaks of: its own word, or the one its kind of act means.
func (e *Event) phase() Phase {
	if e.Phase != "" {
		return e.Phase
	}
	return kindIndex[e.Kind].Phase
}
