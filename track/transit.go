package track

import "strings"

// manyWorkdays is more working days than any silence or journey that teaches something.
const manyWorkdays = 120

// Transit is how the journey of one parcel went that has ended, as its lane learns from it; zero while it has not.
type Transit struct {
	Carrier    string    `json:"-"` // these two stand beside it, in the parcel
	Service    string    `json:"-"` // as compared: see ServiceKey
	Zone       string    `json:"zone,omitempty"`
	Possession Date      `json:"possession"`
	Arrived    Date      `json:"arrived,omitempty"` // delivered, or ready at its pick-up point; "" when it came back, or nobody saw it set out
	Ended      Date      `json:"ended"`
	Days       int       `json:"days"`          // the carrier's working days from setting out to arrival
	Lag        int       `json:"lag,omitempty"` // working days from our hand-over to the carrier's first scan; 0 unknown
	Silences   []Silence `json:"silences,omitempty"`
	Forecast   Forecast  `json:"forecast,omitzero"` // what had been said of it beforehand
}

// IsZero reports whether the journey has not ended.
func (t Transit) IsZero() bool { return t.Ended == "" }

// Silence is the time from one sign of life of a parcel to the next, in working days of its carrier begun.
type Silence struct {
	Phase Phase `json:"phase"` // in which it was silent
	Days  int   `json:"days"`
}

// ServiceKey folds a service for comparing.
func ServiceKey(service string) string {
	return strings.ToLower(strings.Join(strings.Fields(service), " "))
}

// zoneOf is where a parcel of the order goes, as coarsely as carriers price it: the region at home, the country abroad.
func (o *orderFold) zoneOf() string {
	country, region := strings.ToUpper(strings.TrimSpace(o.state.Facts.Country)), strings.ToUpper(strings.TrimSpace(o.state.Facts.Region))
	if country != "" && country != o.rules.Country {
		return country
	}
	return region
}

// lane is the lane that a parcel travels on.
func (p *parcelFold) lane() laneKey {
	return laneKey{p.state.Carrier, ServiceKey(p.state.Service), p.state.Zone}
}

// foldTransits notes how the journeys of parcels went that have ended with a delivery or back at our door.
func (o *orderFold) foldTransits() {
	for _, p := range o.parcels {
		s := &p.state
		if (s.Phase == Delivered || s.Phase == ReturnedToUs) && s.Times.Possession != "" && s.Carrier != "" {
			s.Transit = p.transit()
		}
	}
}

func (p *parcelFold) transit() Transit {
	s, calendar := &p.state, p.rules.carrierCalendar(p.state.Carrier)
	lane := p.lane()
	t := Transit{
		Carrier: lane.carrier, Service: lane.service, Zone: lane.zone, Possession: s.Times.Possession.Date(),
		Ended: DateOf(p.decided.At, p.rules.zone()), Silences: p.silences(calendar), Forecast: p.forecast,
	}
	if arrived, out := p.arrived(), p.setOut(); arrived != "" && out != "" && s.Phase == Delivered {
		t.Arrived, t.Days = arrived, calendar.between(out, arrived, manyWorkdays)
	}
	if given, taken := p.at(s.Times.HandedOver), p.at(s.Times.Possession); !given.IsZero() && taken.After(given) {
		t.Lag = calendar.waited(given, taken, manyWorkdays)
	}
	return t
}

// setOut is the day on which a journey began; "" when nobody saw it begin. The carrier's first sign of life begins it when it
// can be the first: it took the parcel over, or moved it. A parcel that is first heard of at the door had been under way for
// nobody knows how long, as when a file tells of each parcel the newest state alone: taken for a beginning, it would teach
// that parcels arrive on the day they leave. Then our own hand-over begins it, as it does when the first word of a parcel on
// the move came more than a working day after.
func (p *parcelFold) setOut() Date {
	begun, given := p.firstSign(), p.state.Times.HandedOver.Date()
	switch phase := begun.phase(); {
	case begun.ID == "" || phase == Possession:
		return begun.Occurred.Date()
	case given == "" && phase.Rank() > Moving.Rank():
		return ""
	case given == "" || phase == Moving && p.rules.carrierCalendar(p.state.Carrier).between(given, begun.Occurred.Date(), 2) < 2:
		return begun.Occurred.Date()
	}
	return min(given, begun.Occurred.Date())
}

// firstSign is the first word by which the carrier had the parcel; empty while there is none.
func (p *parcelFold) firstSign() *Event {
	for _, e := range p.said {
		if e.phase().HasPossession() {
			return e
		}
	}
	return none
}

// arrived is the day on which the carrier had done its part: it delivered, or laid the parcel ready.
func (p *parcelFold) arrived() Date {
	ready, done := p.state.Times.Collection.Date(), p.state.Times.Delivered.Date()
	if ready != "" && ready < done {
		return ready
	}
	return done
}

// silences are the times from each sign of life to the next, while silence means something.
func (p *parcelFold) silences(calendar days) []Silence {
	var out []Silence
	for i := 0; i+1 < len(p.progress); i++ {
		e, next := p.progress[i], p.progress[i+1]
		if stallable(e.Phase) && !e.Occurred.IsDate() && !next.Occurred.IsDate() && !next.At.After(p.decided.At) {
			out = append(out, Silence{e.Phase, calendar.waited(e.At, next.At, manyWorkdays)})
		}
	}
	return out
}
