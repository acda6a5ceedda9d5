package track

// foldMilestones notes the first time each milestone was reached, by the word of those who may assert it.
func (p *parcelFold) foldMilestones() {
	t := &p.state.Times
	for _, e := range p.said {
		phase := e.phase()
		if s := t.of(phase); s != nil {
			first(s, e.Occurred)
		}
		if phase.HasPossession() {
			first(&t.Possession, e.Occurred)
		}
		if phase.IsCarrier() {
			t.Last = e.Occurred
		}
	}
	for _, e := range p.progress {
		if e.Phase == AttemptFailed {
			p.state.Attempts++
		}
	}
	p.state.Possession = t.Possession != ""
	p.state.OnItsWay = p.state.Possession || t.HandedOver != ""
}

// of is the time in t that phase is a milestone of; nil when it is none.
func (t *ParcelTimes) of(phase Phase) *Stamp {
	switch phase {
	case Labelled:
		return &t.Labelled
	case Packed:
		return &t.Packed
	case HandedOver:
		return &t.HandedOver
	case Announced:
		return &t.Announced
	case OutForDelivery:
		return &t.Out
	case AttemptFailed:
		return &t.Failed
	case AwaitingCollection:
		return &t.Collection
	case Delivered:
		return &t.Delivered
	case Returning:
		return &t.Returning
	case ReturnedToUs:
		return &t.Returned
	default:
		return nil
	}
}

// first keeps the first of the stamps it is given in time; a time of day beats the mere day it lies in.
func first(s *Stamp, at Stamp) {
	if *s == "" || (s.IsDate() && !at.IsDate() && s.Date() == at.Date()) {
		*s = at
	}
}
