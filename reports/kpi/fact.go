package kpi

import (
	"sort"
	"time"

	"ordertrail/track"
)

// Facts are the rows the figures are counted from. They hold nothing personal.
type Facts struct {
	Zone     string
	Orders   []OrderFact
	Lines    []LineFact
	Parcels  []ParcelFact
	Returns  []ReturnFact
	Episodes []EpisodeFact
	NotOurs  int // orders that somebody else fulfils, or that repeat another; they are left out of every figure
}

// Moment is when something happened: the day where it happened, and the instant when the source gave a time of day.
type Moment struct {
	On track.Date
	At time.Time // UTC, to the second; zero when only the day is known
}

// IsZero reports whether it has not happened, as far as anybody said.
func (m Moment) IsZero() bool { return m.On == "" }

// Timed reports whether the time of day is known, so that hours may be counted from it.
func (m Moment) Timed() bool { return !m.At.IsZero() }

// Promises are the three dates an order may be held against; empty ones were never given.
type Promises struct {
	Original  track.Date
	Latest    track.Date
	Requested track.Date
}

// On is the date of one basis.
func (p Promises) On(b Basis) track.Date {
	switch b {
	case Original:
		return p.Original
	case Requested:
		return p.Requested
	}
	return p.Latest
}

// OrderFact is one order.
type OrderFact struct {
	OrderID, Order, Source string
	State                  track.State
	Country, Service       string
	Ordered, Paid          Moment
	Started                Moment // placed, else paid: where its clocks begin
	HandedOver             Moment // of the last unit
	Delivered              Moment // of the last parcel, when all are delivered
	HoldHours              int
	ShipBy                 track.Date
	Promises               Promises
	Units                  int // ordered less cancelled, of what is shipped at all
	ToShip                 int
	Unparcelled            int  // units to ship that no parcel holds yet
	Complete               bool // every unit is delivered
	Parcels                int  // without the voided
	Cost                   track.Money
	CostKnown              bool // every parcel states its cost, all in one currency
}

// LineFact is one line of an order that is shipped.
type LineFact struct {
	OrderID, Order, Line, SKU, Title string
	Price                            track.Money
	Ledger                           track.Ledger
	ToShip                           int
	DeliveredOn                      track.Date // of the last delivered parcel that holds units of it
}

// ParcelFact is one parcel that was not voided.
type ParcelFact struct {
	OrderID, Order, Source, Parcel string
	Carrier, Service, Tracking     string
	Phase                          track.Phase
	Reason                         track.Reason
	Pickup                         bool // sent to a pick-up point by choice
	Cancelled                      bool // its order is cancelled
	Units                          int
	Promises                       Promises
	Packed, HandedOver, Possession Moment
	Failed, Collection, Delivered  Moment
	Arrived                        Moment // delivered, or ready at the pick-up point the customer chose
	Left                           Moment // our hand-over scan, else the carrier's possession
	FailedFirst                    bool   // an attempt failed before it was delivered, or instead
	Attempts                       int
	Cost                           track.Money
	Problems                       int // episodes of exceptions about it
}

// ReturnFact is one line of one return.
type ReturnFact struct {
	OrderID, Order, Return, Kind, Phase string
	Line                                string
	Requested, Received, Inspected      int
	Grade, Disposition, Resolution      string
	Opened, Arrived                     Moment
}

// EpisodeFact is one episode of one exception.
type EpisodeFact struct {
	OrderID, Order, Task, Code, Owner, Subject string
	State                                      track.TaskState
	Reason                                     track.Reason
	Opened, Due, Ended                         time.Time
}

// Currency is the one most orders' costs are stated in, the first in the alphabet when two are level; "" without costs.
func (f Facts) Currency() string {
	count := map[string]int{}
	for i := range f.Orders {
		if f.Orders[i].CostKnown {
			count[f.Orders[i].Cost.Currency]++
		}
	}
	names := make([]string, 0, len(count))
	for name := range count {
		names = append(names, name)
	}
	sort.Strings(names)
	best := ""
	for _, name := range names {
		if best == "" || count[name] > count[best] {
			best = name
		}
	}
	return best
}
