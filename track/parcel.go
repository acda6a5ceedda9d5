package track

// parcelFold is a parcel being put together from its facts.
type parcelFold struct {
	state  ParcelState
	events []Event // sorted by earlier
	rules  Rules
}

// foldParcel derives one parcel from its live facts, sorted by earlier.
func foldParcel(id string, events []Event, rules Rules) *parcelFold {
	p := &parcelFold{state: ParcelState{Parcel: id, Contents: []Content{}}, events: events, rules: rules}
	p.foldIdentity()
	p.foldContents()
	p.foldMilestones()
	p.foldPhase()
	p.foldEstimate()
	return p
}

// foldIdentity settles carrier, tracking number, service and cost: the newest statement of each wins, a label we put on
// ourselves beats what a file says, and every earlier number stays an alias.
func (p *parcelFold) foldIdentity() {
	s := &p.state
	var label Event
	for _, e := range p.events {
		if e.Kind == ParcelLabel && (label.ID == "" || !e.At.Before(label.At)) {
			label = e
		}
		if e.Parcel.Carrier != "" {
			s.Carrier = e.Parcel.Carrier
		}
		if e.Parcel.Tracking != "" {
			s.Tracking = TrackingKey(e.Parcel.Tracking)
		}
	}
	if t := TrackingKey(label.Parcel.Tracking); t != "" {
		s.Tracking = t
	}
	if label.Parcel.Carrier != "" {
		s.Carrier = label.Parcel.Carrier
	}
	for _, e := range p.events {
		if t := TrackingKey(e.Parcel.Tracking); t != "" && t != s.Tracking && !contains(s.Aliases, t) {
			s.Aliases = append(s.Aliases, t)
		}
	}
	for _, e := range byFreshness(p.events, ParcelStated) {
		p.state.state(e.ParcelFacts)
	}
}

// state lays a statement over what older ones said; what it leaves out stays.
func (s *ParcelState) state(f *ParcelFacts) {
	if f == nil {
		return
	}
	s.Service = or(f.Service, s.Service)
	s.SignedBy = or(f.SignedBy, s.SignedBy)
	s.LeftAt = or(f.LeftAt, s.LeftAt)
	s.Pickup = s.Pickup || f.Pickup
	s.Voided = f.Voided
	if !f.Cost.IsZero() {
		s.Cost = f.Cost
	}
}

func or[T comparable](a, b T) T {
	var zero T
	if a != zero {
		return a
	}
	return b
}

func (p *parcelFold) foldContents() {
	at := map[string]int{}
	for _, e := range p.events {
		if e.Kind != LinePacked {
			continue
		}
		i, seen := at[e.Line]
		if !seen {
			i = len(p.state.Contents)
			at[e.Line] = i
			p.state.Contents = append(p.state.Contents, Content{Line: e.Line})
		}
		p.state.Contents[i].Quantity += e.Quantity
	}
	sortContents(p.state.Contents)
}

// foldMilestones notes the first time each milestone was reached, by the word of those who may assert it.
func (p *parcelFold) foldMilestones() {
	t := &p.state.Times
	for _, e := range p.events {
		switch e.Kind {
		case ParcelLabel:
			first(&t.Labelled, e)
		case ParcelClosed:
			first(&t.Packed, e)
		case ParcelGiven:
			first(&t.HandedOver, e)
		}
		phase := e.Phase
		if (e.Kind != CarrierEvent && e.Kind != PhaseOverride) || !phase.Moves() || p.weight(e) != Asserts {
			continue
		}
		t.note(phase, e)
		if phase.HasPossession() {
			first(&t.Possession, e)
		}
		if phase == AttemptFailed {
			p.state.Attempts++
		}
		t.Last = e.Occurred
	}
	if t.Packed == "" && t.Labelled != "" {
		t.Packed = t.Labelled
	}
	p.state.Possession = t.Possession != ""
	p.state.OnItsWay = p.state.Possession || t.HandedOver != ""
}

func (t *ParcelTimes) note(phase Phase, e Event) {
	switch phase {
	case Announced:
		first(&t.Announced, e)
	case OutForDelivery:
		first(&t.Out, e)
	case AttemptFailed:
		first(&t.Failed, e)
	case AwaitingCollection:
		first(&t.Collection, e)
	case Delivered:
		first(&t.Delivered, e)
	case Returning:
		first(&t.Returning, e)
	case ReturnedToUs:
		first(&t.Returned, e)
	default:
	}
}

func first(s *Stamp, e Event) {
	if *s == "" {
		*s = e.Occurred
		if e.Occurred == "" {
			*s = StampOf(e.Recorded)
		}
	}
}

// foldEstimate takes the newest date the carrier named for an undelivered parcel.
func (p *parcelFold) foldEstimate() {
	if p.state.Phase.IsFinal() {
		return
	}
	var day Date
	for _, e := range byFreshness(p.events, ParcelStated) {
		if e.ParcelFacts != nil {
			day = or(e.ParcelFacts.EstimatedOn, day)
		}
	}
	for _, e := range p.events {
		if e.Kind == CarrierEvent {
			day = or(e.Estimated, day)
		}
	}
	if day != "" {
		p.state.Estimated = Estimate{From: day, To: day, Basis: "carrier"}
	}
}

// weight is what the source of e may do for the milestone e speaks of.
func (p *parcelFold) weight(e Event) Weight {
	if e.Kind == PhaseOverride {
		return Asserts
	}
	return p.rules.Authority.Of(e.phase(), e.Source.Kind)
}

// phase is the phase e speaks of: its own word, or the one its kind of act means.
func (e Event) phase() Phase {
	if e.Phase != "" {
		return e.Phase
	}
	return kindIndex[e.Kind].Phase
}
