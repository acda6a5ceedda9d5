package kpi

import (
	"iter"
	"math"
	"strings"
	"time"

	"ordertrail/track"
)

// Collect turns orders into the rows that figures are counted from. Times without an offset are read in zone; nothing
// personal is kept. Days outside 1950 to 2199 are slips of a keyboard and count as unknown.
func Collect(states iter.Seq[track.OrderState], zone *time.Location) Facts {
	f := Facts{Zone: zone.String()}
	c := collector{zone: zone}
	for o := range states {
		if o.Elsewhere() {
			f.NotOurs++
			continue
		}
		order := c.order(&o)
		parcels := c.parcels(&o)
		f.Parcels = append(f.Parcels, parcels...)
		f.Lines = append(f.Lines, c.lines(&o, parcels)...)
		f.Returns = append(f.Returns, c.returns(&o)...)
		f.Episodes = append(f.Episodes, episodes(&o)...)
		f.Orders = append(f.Orders, order)
	}
	return f
}

type collector struct{ zone *time.Location }

// moment resolves a stamp. The day is the one stated; only a time stated in UTC ("…Z") says nothing about where it
// happened, so the shop's own day is taken.
func (c collector) moment(s track.Stamp) Moment {
	at, err := s.At(c.zone)
	if err != nil {
		return Moment{}
	}
	m := Moment{On: s.Date()}
	if strings.HasSuffix(string(s), "Z") {
		m.On = track.DateOf(at, c.zone)
	}
	if m.On = sane(m.On); m.On != "" && !s.IsDate() {
		m.At = at.UTC().Truncate(time.Second)
	}
	return m
}

// sane is d when it is a day a shop may mean, else "".
func sane(d track.Date) track.Date {
	if _, err := track.ParseDate(string(d)); err != nil || d < "1950-01-01" || d > "2199-12-31" {
		return ""
	}
	return d
}

func promises(p track.Promise) Promises {
	return Promises{Original: sane(p.Original), Latest: sane(p.Latest), Requested: sane(p.Requested)}
}

func (c collector) order(o *track.OrderState) OrderFact {
	f := OrderFact{
		OrderID: o.ID, Order: o.Order, Source: o.Source, State: o.Facets.State,
		Country: o.Facts.Country, Service: o.Facts.Service,
		Ordered: c.moment(o.Times.Ordered), Paid: c.moment(o.Times.Paid),
		HandedOver: c.moment(o.Times.HandedOver), Delivered: c.moment(o.Times.Delivered),
		HoldHours: o.Times.HoldHours, ShipBy: sane(o.Facts.ShipBy), Promises: promises(o.Promise),
	}
	if o.Bygone { // from before the shop began here: nothing was promised that anybody here could keep
		f.ShipBy, f.Promises = "", Promises{}
	}
	f.Started = started(f)
	inParcels := map[string]int{}
	f.Cost, f.CostKnown = cost(o.Parcels)
	for _, p := range o.Parcels {
		if p.Voided || p.Phase == track.Voided {
			continue
		}
		f.Parcels++
		for _, part := range p.Contents {
			inParcels[part.Line] += part.Quantity
		}
	}
	delivered := 0
	for _, l := range o.Lines {
		if l.NoShip {
			continue
		}
		wanted := max(0, l.Ledger.Ordered-l.Ledger.Cancelled)
		f.Units += wanted
		f.ToShip += l.ToShip
		f.Unparcelled += max(0, min(l.ToShip, wanted-inParcels[l.Line]))
		delivered += min(wanted, l.Ledger.Delivered)
	}
	f.Complete = f.Units > 0 && delivered == f.Units
	return f
}

// started is when the clock of an order begins: when it was placed, else when it was paid; a time of day beats a bare day.
func started(o OrderFact) Moment {
	if o.Ordered.IsZero() || !o.Ordered.Timed() && o.Paid.Timed() {
		return o.Paid
	}
	return o.Ordered
}

// cost sums what the labels of an order cost; known only when every parcel says so in one currency.
func cost(parcels []track.ParcelState) (track.Money, bool) {
	sum, seen := track.Money{}, false
	for _, p := range parcels {
		if p.Voided || p.Phase == track.Voided {
			continue
		}
		if p.Cost.IsZero() || seen && p.Cost.Currency != sum.Currency || overflows(sum.Minor, p.Cost.Minor) {
			return track.Money{}, false
		}
		sum.Minor += p.Cost.Minor
		sum.Currency, seen = p.Cost.Currency, true
	}
	return sum, seen
}

// overflows reports whether a sum of amounts leaves the whole numbers that a spreadsheet can hold exactly.
func overflows(a, b int64) bool {
	const exact = 1 << 50
	return math.Abs(float64(a)) > exact || math.Abs(float64(b)) > exact
}

func (c collector) parcels(o *track.OrderState) []ParcelFact {
	problems := map[string]int{}
	for _, t := range o.Tasks {
		problems[t.Subject]++
	}
	var out []ParcelFact
	for i := range o.Parcels {
		p := &o.Parcels[i]
		if p.Voided || p.Phase == track.Voided {
			continue
		}
		f := ParcelFact{
			OrderID: o.ID, Order: o.Order, Source: o.Source, Parcel: p.Parcel, Carrier: p.Carrier, Service: p.Service,
			Tracking: p.Tracking, Phase: p.Phase, Reason: p.Reason, Pickup: p.Pickup,
			Cancelled: o.Facets.State == track.CancelledAs, Promises: promises(o.Promise),
			Packed: c.moment(p.Times.Packed), HandedOver: c.moment(p.Times.HandedOver),
			Possession: c.moment(p.Times.Possession), Failed: c.moment(p.Times.Failed),
			Collection: c.moment(p.Times.Collection), Delivered: c.moment(p.Times.Delivered),
			Attempts: p.Attempts, Cost: p.Cost,
		}
		for _, part := range p.Contents {
			f.Units += part.Quantity
		}
		if p.Parcel != "" {
			f.Problems = problems[p.Parcel]
		}
		if o.Bygone {
			f.Promises = Promises{}
		}
		f.Arrived, f.Left, f.FailedFirst = arrived(f), left(f), failedFirst(f)
		out = append(out, f)
	}
	return out
}

// arrived is when a parcel did what was promised: it was there to be collected where the customer chose a pick-up point,
// else it was delivered.
func arrived(p ParcelFact) Moment {
	if p.Pickup && !p.Collection.IsZero() {
		return p.Collection
	}
	return p.Delivered
}

// failedFirst reports whether an attempt failed before the parcel was delivered; on one and the same day, without a time
// of day, the failure came first.
func failedFirst(p ParcelFact) bool {
	if p.Failed.IsZero() || p.Delivered.IsZero() {
		return !p.Failed.IsZero()
	}
	if p.Failed.Timed() && p.Delivered.Timed() {
		return p.Failed.At.Before(p.Delivered.At)
	}
	return p.Failed.On <= p.Delivered.On
}

// left is when a parcel left us: our hand-over scan, else the carrier's possession.
func left(p ParcelFact) Moment {
	if !p.HandedOver.IsZero() {
		return p.HandedOver
	}
	return p.Possession
}

func (c collector) lines(o *track.OrderState, parcels []ParcelFact) []LineFact {
	deliveredOn := map[string]track.Date{}
	byNumber := map[string]track.Date{}
	for _, p := range parcels {
		byNumber[p.Parcel] = p.Delivered.On
	}
	for _, p := range o.Parcels {
		for _, part := range p.Contents {
			deliveredOn[part.Line] = max(deliveredOn[part.Line], byNumber[p.Parcel])
		}
	}
	var out []LineFact
	for _, l := range o.Lines {
		if l.NoShip {
			continue
		}
		out = append(out, LineFact{
			OrderID: o.ID, Order: o.Order, Line: l.Line, SKU: l.SKU, Title: l.Title, Price: l.Price,
			Ledger: l.Ledger, ToShip: l.ToShip, DeliveredOn: deliveredOn[l.Line],
		})
	}
	return out
}

func (c collector) returns(o *track.OrderState) []ReturnFact {
	var out []ReturnFact
	for _, r := range o.Returns {
		for _, l := range r.Lines {
			out = append(out, ReturnFact{
				OrderID: o.ID, Order: o.Order, Return: r.Return, Kind: r.Kind, Phase: r.Phase, Line: l.Line,
				Requested: l.Requested, Received: l.Received, Inspected: l.Inspected, Grade: l.Grade,
				Disposition: l.Disposition, Resolution: r.Resolution,
				Opened: c.moment(r.Opened), Arrived: c.moment(r.Received),
			})
		}
	}
	return out
}

func episodes(o *track.OrderState) []EpisodeFact {
	var out []EpisodeFact
	for _, t := range o.Tasks {
		out = append(out, EpisodeFact{
			OrderID: o.ID, Order: o.Order, Task: t.Task, Code: t.Code, Owner: t.Owner, Subject: t.Subject, State: t.State,
			Reason: t.Reason, Opened: t.Opened, Due: t.Due, Ended: t.Ended,
		})
	}
	return out
}
