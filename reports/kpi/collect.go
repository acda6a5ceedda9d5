package kpi

import (
	"iter"
	"maps"
	"slices"
	"strings"
	"time"

	"ordertrail/track"
)

// Collect turns orders into the rows that figures are counted from, with nothing known besides them. Times without an
// offset are read in zone; nothing personal is kept. Days outside 1950 to 2199 are slips of a keyboard and count as unknown.
func Collect(states iter.Seq[track.OrderState], zone *time.Location) Facts {
	return Shop{Calendar: Calendar{Zone: zone}}.Collect(states)
}

// Shop is what figures depend on besides the orders.
type Shop struct {
	Calendar Calendar
	Rates    Rates
	Bench    map[string]Bench // by order id
	Stock    []StockFact      // by SKU and day
}

// Bench is what the scans of one order tell.
type Bench struct {
	Mismatches int
	Seconds    int
}

// Same reports whether rows collected for one are those of the other, the bench aside.
func (s Shop) Same(other Shop) bool {
	a, b := s.Calendar, other.Calendar
	return a.Opens == b.Opens && a.Shuts == b.Shuts && zoneName(a.Zone) == zoneName(b.Zone) && maps.Equal(a.Closed, b.Closed) &&
		s.Rates == other.Rates && slices.Equal(s.Stock, other.Stock)
}

func zoneName(zone *time.Location) string {
	if zone == nil {
		return "UTC"
	}
	return zone.String()
}

// Collect turns orders into rows as the function Collect does, with what the shop knows besides.
func (s Shop) Collect(states iter.Seq[track.OrderState]) Facts {
	zone := s.Calendar.Zone
	if zone == nil {
		zone = time.UTC
	}
	f := Facts{Zone: zone.String(), Stock: s.Stock, Rates: s.Rates}
	c := collector{zone: zone, shop: s, unitCost: latestCosts(s.Stock)}
	b := wordBook{}
	for o := range states {
		if o.Elsewhere() {
			f.NotOurs++
			continue
		}
		order := c.order(&o)
		parcels := c.parcels(&o)
		f.Parcels = added(b, f.Parcels, parcels...)
		f.Lines = added(b, f.Lines, c.lines(&o, parcels)...)
		f.Returns = added(b, f.Returns, c.returns(&o)...)
		f.Episodes = added(b, f.Episodes, episodes(&o)...)
		f.Contacts = added(b, f.Contacts, c.contacts(&o)...)
		f.Claims = added(b, f.Claims, c.claims(&o)...)
		f.Orders = added(b, f.Orders, order)
	}
	return f
}

type collector struct {
	zone     *time.Location
	shop     Shop
	unitCost map[string]track.Money
}

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
	f.BusinessHours = c.insideWalls(f, o.Times.Holds)
	f.units(o.Lines, c.boxes(&f, o.Parcels))
	bench := c.shop.Bench[o.ID]
	f.Mismatches, f.BenchSeconds = bench.Mismatches, bench.Seconds
	c.complaints(&f, o)
	c.cost(&f, o.Parcels)
	return f
}

// boxes counts the order's boxes and when they were packed and left; it returns how much of each line is in them.
func (c collector) boxes(f *OrderFact, parcels []track.ParcelState) map[string]int {
	inside := map[string]int{}
	for _, p := range parcels {
		if p.Voided || p.Phase == track.Voided {
			continue
		}
		f.Parcels++
		f.Packed = lastOf(f.Packed, c.moment(p.Times.Packed))
		f.FirstLeft = firstOf(f.FirstLeft, leftFirst(c.moment(p.Times.HandedOver), c.moment(p.Times.Possession)))
		for _, part := range p.Contents {
			inside[part.Line] += part.Quantity
		}
	}
	return inside
}

// units adds up the units that had to leave, given how much of each line is in a parcel.
func (f *OrderFact) units(lines []track.LineState, inParcels map[string]int) {
	delivered := 0
	for _, l := range lines {
		if l.NoShip {
			continue
		}
		wanted := max(0, l.Ledger.Ordered-l.Ledger.Cancelled)
		f.Units += wanted
		f.ToShip += l.ToShip
		f.Unparcelled += max(0, min(l.ToShip, wanted-inParcels[l.Line]))
		delivered += min(wanted, l.Ledger.Delivered)
		if l.Ledger.Packed > 0 && !l.Implied {
			f.Verified++
		}
		if l.Ledger.HandedOver > 0 {
			f.Lines++
		}
	}
	f.Complete = f.Units > 0 && delivered == f.Units
}

// insideWalls are the business hours from the start of an order to its hand-over, less those on hold in between.
func (c collector) insideWalls(f OrderFact, holds []track.Span) float64 {
	if !f.Started.Timed() || !f.HandedOver.Timed() {
		return 0
	}
	hours := c.shop.Calendar.Hours(f.Started.At, f.HandedOver.At)
	for _, h := range holds {
		hours -= c.shop.Calendar.Hours(later(h.From, f.Started.At), earlier(h.To, f.HandedOver.At))
	}
	return max(0, hours)
}

// started is when the clock of an order begins: when it was placed, else when it was paid; a time of day beats a bare day.
func started(o OrderFact) Moment {
	if o.Ordered.IsZero() || !o.Ordered.Timed() && o.Paid.Timed() {
		return o.Paid
	}
	return o.Ordered
}

// lastOf is the later of two moments, by day and then by instant; one that has not happened is none.
func lastOf(a, b Moment) Moment {
	if b.On > a.On || b.On == a.On && b.At.After(a.At) {
		return b
	}
	return a
}

// firstOf is the earlier of two moments; one that has not happened is none.
func firstOf(a, b Moment) Moment {
	if a.IsZero() || !b.IsZero() && (b.On < a.On || b.On == a.On && b.Timed() && b.At.Before(a.At)) {
		return b
	}
	return a
}

// leftFirst is when a parcel left us: our hand-over scan, else the carrier's possession.
func leftFirst(handed, possession Moment) Moment {
	if !handed.IsZero() {
		return handed
	}
	return possession
}

func (c collector) parcels(o *track.OrderState) []ParcelFact {
	problems := map[string][]string{}
	for _, t := range o.Tasks {
		problems[t.Subject] = append(problems[t.Subject], t.Code)
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
			Attempts: p.Attempts, Signed: p.Signed, LeftAt: p.LeftAt, Cost: p.Cost, Surcharge: p.Surcharge, Overridden: p.Why.Rule == track.RuleOverride,
		}
		for _, part := range p.Contents {
			f.Units += part.Quantity
		}
		if p.Parcel != "" {
			f.Problems = len(problems[p.Parcel])
			f.Codes = slices.Compact(slices.Sorted(slices.Values(problems[p.Parcel])))
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

func left(p ParcelFact) Moment { return leftFirst(p.HandedOver, p.Possession) }

func (c collector) lines(o *track.OrderState, parcels []ParcelFact) []LineFact {
	deliveredOn, leftOn := map[string]track.Date{}, map[string]track.Date{}
	byNumber := map[string]*ParcelFact{}
	for i := range parcels {
		byNumber[parcels[i].Parcel] = &parcels[i]
	}
	for _, p := range o.Parcels {
		f := byNumber[p.Parcel]
		if f == nil {
			continue
		}
		for _, part := range p.Contents {
			deliveredOn[part.Line] = max(deliveredOn[part.Line], f.Delivered.On)
			leftOn[part.Line] = max(leftOn[part.Line], f.Left.On)
		}
	}
	var out []LineFact
	for _, l := range o.Lines {
		if l.NoShip {
			continue
		}
		out = append(out, LineFact{
			OrderID: o.ID, Order: o.Order, Line: l.Line, SKU: l.SKU, Title: l.Title, Price: l.Price,
			Ledger: l.Ledger, ToShip: l.ToShip, DeliveredOn: deliveredOn[l.Line], LeftOn: leftOn[l.Line], UnitCost: c.unitCost[l.SKU],
		})
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
