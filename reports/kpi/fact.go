package kpi

import (
	"strings"
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
	Contacts []ContactFact
	Claims   []ClaimFact
	Stock    []StockFact
	Rates    Rates
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
	BusinessHours          float64 // from Started to HandedOver, less those on hold
	Packed                 Moment  // of the last parcel
	FirstLeft              Moment  // of the first parcel
	ShipBy                 track.Date
	Promises               Promises
	Units                  int // ordered less cancelled, of what is shipped at all
	Lines                  int // of which something was handed over
	ToShip                 int
	Unparcelled            int  // units to ship that no parcel holds yet
	Complete               bool // every unit is delivered
	Parcels                int  // without the voided
	Labels, Surcharges     int64
	Packaging, Labour      int64       // by the shop's rates, in the labels' currency
	Cost                   track.Money // the four together, credits taken off
	CostKnown              bool        // every parcel states its cost, all in one currency
	Verified               int         // lines packed by our own scans
	Mismatches             int         // scans the bench refused: a wrong item, or more than was ordered
	BenchSeconds           int         // spent at the bench, as far as scans tell
	WrongItems             int         // times the customer said that something wrong or too little came
	Damaged, PapersWrong   bool        // somebody said so: the customer, the carrier or an inspection
}

// LineFact is one line of an order that is shipped.
type LineFact struct {
	OrderID, Order, Line, SKU, Title string
	Price                            track.Money
	Ledger                           track.Ledger
	ToShip                           int
	DeliveredOn                      track.Date // of the last delivered parcel that holds units of it
	LeftOn                           track.Date // of the last parcel that holds units of it
	UnitCost                         track.Money
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
	Signed                         bool   // somebody signed for it
	LeftAt                         string // where it was left, a word of track.LeftPlaces
	Cost                           track.Money
	Surcharge                      track.Money
	Problems                       int      // episodes of exceptions about it
	Codes                          []string // of those, each once, sorted
	Overridden                     bool     // a person said where it is
}

// ReturnFact is one line of one return.
type ReturnFact struct {
	OrderID, Order, Return, Kind, Phase string
	Line                                string
	Requested, Received, Inspected      int
	Grade, Disposition, Resolution      string
	First                               bool // the first line of its return: clocks of the whole return are read from it
	Opened, Authorised, Arrived         Moment
	Decided, Released                   Moment
	Settled                             Moment  // when the last line of the return was decided
	BusinessHours                       float64 // from Arrived to Decided
}

// EpisodeFact is one episode of one exception.
type EpisodeFact struct {
	OrderID, Order, Task, Code, Owner, Subject string
	State                                      track.TaskState
	Reason                                     track.Reason
	Opened, Due, Ended                         time.Time
}

// ContactFact is one time a customer got in touch. The same question about the same order within 24 hours is one.
type ContactFact struct {
	OrderID, Order, Event, Code string
	At                          Moment
	Repeat                      bool    // asked again within 24 hours
	Task                        string  // of the problem it was about, as far as we know one
	Alerted                     Moment  // when that task was opened
	Lead                        float64 // hours by which we knew first; negative when the customer told us
}

// ClaimFact is one claim against a carrier or an insurer.
type ClaimFact struct {
	OrderID, Order, Claim, State string
	Against, Kind, Parcel        string
	Claimed, Paid                track.Money
	Filed                        Moment // else when it was opened
	Ended                        Moment // paid or refused
}

// StockFact is one count of one article, and until which day it stood.
type StockFact struct {
	SKU        string
	On         track.Date
	Until      track.Date // the day of the next count; "" while it stands
	OnHand     int
	UnitCost   track.Money
	FirstOfDay bool // one row of every day that something was counted
}

// Rates are what the shop reckons for work and packaging, in minor units of Currency, and how long complaints may come.
// Zero rates add nothing to a cost, and the figure says so.
type Rates struct {
	Currency      string
	Packaging     int64 // for each parcel
	LabourPerHour int64 // for each hour at the bench
	ClaimDays     int   // after these days without a complaint goods count as right; 0 means DefaultClaimDays
}

// DefaultClaimDays is how long complaints are waited for unless the shop says otherwise.
const DefaultClaimDays = 14

func (r Rates) claimDays() int {
	if r.ClaimDays > 0 {
		return r.ClaimDays
	}
	return DefaultClaimDays
}

// Currency is the one most orders' costs are stated in, the first in the alphabet when two are level; without costs the one
// most of the stock is valued in; "" without either.
func (f Facts) Currency() string {
	count := map[string]int{}
	for i := range f.Orders {
		if f.Orders[i].CostKnown {
			count[f.Orders[i].Cost.Currency]++
		}
	}
	if len(count) == 0 {
		for i := range f.Stock {
			if c := f.Stock[i].UnitCost.Currency; c != "" {
				count[c]++
			}
		}
	}
	return most(count)
}

// ClaimCurrency is the one most amounts are claimed in, the first in the alphabet when two are level; "" when none is known.
func (f Facts) ClaimCurrency() string {
	count := map[string]int{}
	for i := range f.Claims {
		if m := f.Claims[i].Claimed; m.Minor > 0 {
			count[strings.ToUpper(m.Currency)]++
		}
	}
	return most(count)
}

// most is the name that was counted most, the first in the alphabet when two are level; "" of none.
func most(count map[string]int) string {
	best := ""
	for n, name := range sortedKeys(count) {
		if n == 0 || count[name] > count[best] {
			best = name
		}
	}
	return best
}
