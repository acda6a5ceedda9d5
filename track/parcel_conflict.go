package track

// conflicts lists every source that says otherwise than the verdict, newest word of each, and why it did not decide.
func (p *parcelFold) conflicts(v verdict) []Conflict {
	out := []Conflict{}
	seen := map[string]bool{}
	for i := len(p.events) - 1; i >= 0; i-- {
		e := p.events[i]
		phase := e.phase()
		if !phase.Moves() || e.ID == v.by.ID || seen[e.Source.ID] || e.Source == v.by.Source {
			continue
		}
		seen[e.Source.ID] = true
		if phase == v.phase || agrees(phase, v.phase, e, v.by) {
			continue
		}
		out = append(out, Conflict{Source: e.Source.ID, Says: string(phase), Event: e.ID, Parcel: p.state.Parcel, Weight: p.weightOf(e, v)})
	}
	return out
}

// agrees reports whether the other word is no disagreement: that there is a parcel and data about it is true of every
// parcel that was not voided, and an older, lesser step is simply what came before.
func agrees(says, is Phase, e, by *Event) bool {
	switch {
	case says == Planned || says == Announced:
		return is != Voided || earlier(e, by)
	case says.IsFinal():
		return false
	}
	return earlier(e, by) && (says.Rank() < is.Rank() || says == HandedOver)
}

func (p *parcelFold) weightOf(e *Event, v verdict) string {
	switch {
	case p.weight(e) != Asserts:
		return "not_its_milestone"
	case v.phase == Delivered && !e.At.Before(v.by.At):
		return "after_delivery"
	case e.At.Before(v.by.At):
		return "older"
	}
	return "weaker"
}
