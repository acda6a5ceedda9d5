package track

import (
	"cmp"
	"math"
	"slices"
	"strings"
)

// Past is what the shop's own history said on each day. Everything it says of a day rests on what had been recorded before
// that day began, so that nothing which arrives later changes it.
type Past interface {
	// On is what history said on a day; nil when it said nothing yet.
	On(day Date) *History
}

// History is what the parcels that had arrived by the start of a day teach, lane by lane. It is read-only once it is made.
type History struct {
	Lanes []Lane `json:"lanes"` // by carrier, service and zone

	wider map[laneKey]*Lane // the lanes, and what lanes of one service, of one carrier teach together
}

// Lane is what one carrier's service to one zone teaches.
type Lane struct {
	Carrier string           `json:"carrier"`
	Service string           `json:"service,omitempty"`
	Zone    string           `json:"zone,omitempty"`
	Transit Spread           `json:"transit,omitempty"` // the carrier's working days from possession to arrival, by recency
	Lag     Spread           `json:"lag,omitempty"`     // working days from our hand-over to the carrier's first scan
	Silence map[Phase]Spread `json:"silence,omitempty"` // working days from one sign of life to the next, by the phase left
}

// Level says how much alike the past parcels are that an answer rests on.
type Level string

// The levels, the most alike first. LevelShipped rests on no parcel: it is the rule while history cannot say.
const (
	LevelLane    Level = "lane"    // same carrier, service and zone
	LevelService Level = "service" // same carrier and service
	LevelCarrier Level = "carrier"
	LevelShipped Level = "default"

	LevelDeclared Level = "declared" // of a task: the carrier says so
)

// laneKey names a lane; a wider one has anyService or anyZone.
type laneKey struct{ carrier, service, zone string }

const (
	anyService = "\x00service"
	anyZone    = "\x00zone"
)

// halfLife is after how many days a past parcel weighs half; remembered is after how many it is forgotten.
const (
	halfLife   = 60
	remembered = 365
	fullWeight = 1024
)

// recency is the weight of a parcel that arrived some days ago.
func recency(age int) int {
	return max(1, int(math.Round(fullWeight*math.Exp2(-float64(max(0, age))/halfLife))))
}

// Remembered is the first day whose arrivals still count on a day.
func Remembered(on Date) Date { return on.AddDays(-remembered) }

// Learner gathers what past parcels teach; in any order, the same history comes out.
type Learner struct {
	on    Date
	lanes map[laneKey]*Lane
}

// NewLearner begins the history of a day.
func NewLearner(on Date) *Learner { return &Learner{on, map[laneKey]*Lane{}} }

// Learn takes in one parcel that had arrived before the day; one that arrived too long ago, or later, teaches nothing.
func (l *Learner) Learn(t Transit) {
	age := l.on.DaysAfter(t.Ended)
	if age < 0 || age > remembered {
		return
	}
	lane := l.lane(laneKey{t.Carrier, t.Service, t.Zone})
	if t.Arrived != "" {
		lane.Transit.add(t.Days, recency(age))
	}
	if t.Lag > 0 {
		lane.Lag.add(t.Lag, 0)
	}
	for _, s := range t.Silences {
		spread := lane.Silence[s.Phase]
		spread.add(s.Days, 0)
		lane.Silence[s.Phase] = spread
	}
}

// lane is where what a lane teaches is gathered.
func (l *Learner) lane(key laneKey) *Lane {
	lane := l.lanes[key]
	if lane == nil {
		lane = &Lane{Carrier: key.carrier, Service: key.service, Zone: key.zone, Silence: map[Phase]Spread{}}
		l.lanes[key] = lane
	}
	return lane
}

// History is what was learned.
func (l *Learner) History() *History { return (&History{Lanes: l.sorted()}).Ready() }

// sorted are the lanes by their names.
func (l *Learner) sorted() []Lane {
	out := make([]Lane, 0, len(l.lanes))
	for _, lane := range l.lanes {
		out = append(out, *lane)
	}
	slices.SortFunc(out, func(a, b Lane) int {
		return cmp.Or(strings.Compare(a.Carrier, b.Carrier), strings.Compare(a.Service, b.Service), strings.Compare(a.Zone, b.Zone))
	})
	return out
}

// Ready prepares a history that was read from its JSON for questions; it returns h.
func (h *History) Ready() *History {
	h.wider = make(map[laneKey]*Lane, 2*len(h.Lanes))
	for i := range h.Lanes {
		lane := &h.Lanes[i]
		h.wider[laneKey{lane.Carrier, lane.Service, lane.Zone}] = lane
		for _, key := range []laneKey{{lane.Carrier, lane.Service, anyZone}, {lane.Carrier, anyService, anyZone}} {
			if h.wider[key] == nil {
				h.wider[key] = &Lane{Silence: map[Phase]Spread{}}
			}
			h.wider[key].take(lane)
		}
	}
	return h
}

// take adds what another lane teaches.
func (l *Lane) take(o *Lane) {
	for _, b := range o.Transit {
		l.Transit.addBin(b)
	}
	for _, b := range o.Lag {
		l.Lag.addBin(b)
	}
	for phase, spread := range o.Silence {
		mine := l.Silence[phase]
		for _, b := range spread {
			mine.addBin(b)
		}
		l.Silence[phase] = mine
	}
}

// levelled is a level and the lane of it.
type levelled struct {
	Level Level
	*Lane
}

// levels are what h can say about a lane, the most alike parcels first. A nil history can say nothing.
func (h *History) levels(key laneKey) []levelled {
	if h == nil {
		return nil
	}
	out := make([]levelled, 0, 3)
	for _, l := range []levelled{
		{LevelLane, h.wider[key]},
		{LevelService, h.wider[laneKey{key.carrier, key.service, anyZone}]},
		{LevelCarrier, h.wider[laneKey{key.carrier, anyService, anyZone}]},
	} {
		if l.Lane != nil {
			out = append(out, l)
		}
	}
	return out
}

// bound is how long something usually takes at most: working days, how alike the parcels are that say so, and how many.
type bound struct {
	days  int
	level Level
	n     int
}

// usual is the bound that the next parcel of a lane keeps with a chance of perMille: at the first level with enough past
// parcels to say so, else otherwise.
func (h *History) usual(key laneKey, perMille int, of func(*Lane) Spread, otherwise int) bound {
	for _, l := range h.levels(key) {
		spread := of(l.Lane)
		if days, ok := spread.Within(perMille); ok {
			return bound{max(1, days), l.Level, spread.Parcels()}
		}
	}
	return bound{days: otherwise, level: LevelShipped}
}
