package track

import "slices"

// E18: events that cannot all be true: on the move long after an end, otherwise than a person said, or under a voided
// label; and facts about a parcel that nobody can tell.
func contradiction(o *orderFold) []occurrence {
	out := o.eachParcel(func(p *parcelFold) []occurrence {
		return append(p.strays(), p.usedVoid()...)
	})
	for _, e := range o.homeless {
		c := occurrence{from: e.At, by: e, facts: []string{string(e.phase())}}
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
		c := p.about(e, e.At, string(e.Phase))
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
	c := p.about(by, latest(by.At, p.said[i].At), string(p.said[i].phase()))
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
