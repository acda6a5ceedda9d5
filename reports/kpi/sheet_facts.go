package kpi

import (
	"strings"
	"time"

	"ordertrail/reports/workbook"
	"ordertrail/track"
)

// kind is how a column of a fact sheet is written.
type kind int

const (
	asText    kind = iota // ids too: a long number is not a number
	asDay                 // a real date
	asInstant             // date and time of day, UTC
	asWhole
	asMoney // in the currency's own unit, beside a column that names it
	asFlag
	asNumber
	asFormula // the kind says the cell holds a formula; its value is kept beside it
)

// field is one column of a fact sheet: its name, how it is written, and its value in one row. A nil value is an empty cell.
type field[T any] struct {
	Name    string
	Kind    kind
	Value   func(*T) any
	Formula string              // of an asFormula field, with [name] for the columns of its row
	Cached  func(*T, clock) any // its value
	Width   float64
}

func dayOf(d track.Date) any {
	if d == "" {
		return nil
	}
	return workbook.Day(d)
}

func onOf(m Moment) any { return dayOf(m.On) }

func atOf(m Moment) any { return instant(m.At) }

func instant(t time.Time) any {
	if t.IsZero() || t.Year() < 1950 || t.Year() > 2199 {
		return nil
	}
	return workbook.Instant(t)
}

func textOf(s string) any {
	if s == "" {
		return nil
	}
	return s
}

func moneyOf(m track.Money, known bool) any {
	if !known || m.IsZero() {
		return nil
	}
	return major(float64(m.Minor), m.Currency)
}

// promisedOn is the date of the basis that the workbook is set to.
const promisedOn = `IF(basis="original",IF(ISNUMBER([promised_original]),[promised_original],""),IF(basis="requested",IF(ISNUMBER([promised_requested]),[promised_requested],""),IF(ISNUMBER([promised_latest]),[promised_latest],"")))`

// flags says whether an order was perfect: "good", "bad", or "unknown" while something that decides it is not known.
const flags = `IF(OR([damaged],[papers_wrong],[wrong_items]>0,NOT([complete]),NOT(ISNUMBER([delivered_on])),AND(ISNUMBER([promised_on]),[delivered_on]>[promised_on])),"bad",IF(OR(NOT(ISNUMBER([promised_on])),as_of-[delivered_on]<claim_days),"unknown","good"))`

func (o *OrderFact) flags(c clock) string {
	promised := o.Promises.On(c.Basis)
	switch {
	case o.Damaged || o.PapersWrong || o.WrongItems > 0 || !o.Complete || o.Delivered.IsZero() || promised != "" && o.Delivered.On > promised:
		return "bad"
	case promised == "" || c.mayStillComplain(o.Delivered.On):
		return "unknown"
	}
	return "good"
}

// valueDays is what a count was worth times the days it stood within the period.
const valueDays = `IF([currency]=currency,[unit_cost]*[on_hand]*MAX(0,MIN(IF(ISNUMBER([until_on]),[until_on],period_to+1),period_to+1,as_of+1)-MAX([counted_on],period_from)),0)`

// share is one part of what an order cost.
func (o *OrderFact) share(minor int64) any {
	if !o.CostKnown {
		return nil
	}
	return major(float64(minor), o.Cost.Currency)
}

func emptyOr(d track.Date) any {
	if d == "" {
		return ""
	}
	return workbook.Day(d)
}

// Read a row as: a column called <name>, written as <kind>, holds <value>.
var orderFields = []field[OrderFact]{
	{Name: "order_id", Value: func(o *OrderFact) any { return textOf(o.OrderID) }, Width: 18},
	{Name: "order", Value: func(o *OrderFact) any { return textOf(o.Order) }, Width: 16},
	{Name: "source", Value: func(o *OrderFact) any { return textOf(o.Source) }},
	{Name: "state", Value: func(o *OrderFact) any { return textOf(string(o.State)) }},
	{Name: "country", Value: func(o *OrderFact) any { return textOf(o.Country) }},
	{Name: "service", Value: func(o *OrderFact) any { return textOf(o.Service) }},
	{Name: "ordered_on", Kind: asDay, Value: func(o *OrderFact) any { return onOf(o.Ordered) }},
	{Name: "ordered_at_utc", Kind: asInstant, Value: func(o *OrderFact) any { return atOf(o.Ordered) }},
	{Name: "paid_on", Kind: asDay, Value: func(o *OrderFact) any { return onOf(o.Paid) }},
	{Name: "paid_at_utc", Kind: asInstant, Value: func(o *OrderFact) any { return atOf(o.Paid) }},
	{Name: "started_on", Kind: asDay, Value: func(o *OrderFact) any { return onOf(o.Started) }},
	{Name: "started_at_utc", Kind: asInstant, Value: func(o *OrderFact) any { return atOf(o.Started) }},
	{Name: "handed_over_on", Kind: asDay, Value: func(o *OrderFact) any { return onOf(o.HandedOver) }},
	{Name: "handed_over_at_utc", Kind: asInstant, Value: func(o *OrderFact) any { return atOf(o.HandedOver) }},
	{Name: "delivered_on", Kind: asDay, Value: func(o *OrderFact) any { return onOf(o.Delivered) }},
	{Name: "delivered_at_utc", Kind: asInstant, Value: func(o *OrderFact) any { return atOf(o.Delivered) }},
	{Name: "hold_hours", Kind: asWhole, Value: func(o *OrderFact) any { return o.HoldHours }},
	{Name: "business_hours", Kind: asNumber, Value: func(o *OrderFact) any { return o.BusinessHours }},
	{Name: "packed_on", Kind: asDay, Value: func(o *OrderFact) any { return onOf(o.Packed) }},
	{Name: "first_left_on", Kind: asDay, Value: func(o *OrderFact) any { return onOf(o.FirstLeft) }},
	{Name: "ship_by", Kind: asDay, Value: func(o *OrderFact) any { return dayOf(o.ShipBy) }},
	{Name: "promised_original", Kind: asDay, Value: func(o *OrderFact) any { return dayOf(o.Promises.Original) }},
	{Name: "promised_latest", Kind: asDay, Value: func(o *OrderFact) any { return dayOf(o.Promises.Latest) }},
	{Name: "promised_requested", Kind: asDay, Value: func(o *OrderFact) any { return dayOf(o.Promises.Requested) }},
	{Name: "promised_on", Kind: asFormula, Formula: promisedOn, Cached: func(o *OrderFact, c clock) any { return emptyOr(o.Promises.On(c.Basis)) }},
	{Name: "units", Kind: asWhole, Value: func(o *OrderFact) any { return o.Units }},
	{Name: "to_ship", Kind: asWhole, Value: func(o *OrderFact) any { return o.ToShip }},
	{Name: "unparcelled", Kind: asWhole, Value: func(o *OrderFact) any { return o.Unparcelled }},
	{Name: "complete", Kind: asFlag, Value: func(o *OrderFact) any { return o.Complete }},
	{Name: "parcels", Kind: asWhole, Value: func(o *OrderFact) any { return o.Parcels }},
	{Name: "lines", Kind: asWhole, Value: func(o *OrderFact) any { return o.Lines }},
	{Name: "verified_lines", Kind: asWhole, Value: func(o *OrderFact) any { return o.Verified }},
	{Name: "mismatches", Kind: asWhole, Value: func(o *OrderFact) any { return o.Mismatches }},
	{Name: "wrong_items", Kind: asWhole, Value: func(o *OrderFact) any { return o.WrongItems }},
	{Name: "damaged", Kind: asFlag, Value: func(o *OrderFact) any { return o.Damaged }},
	{Name: "papers_wrong", Kind: asFlag, Value: func(o *OrderFact) any { return o.PapersWrong }},
	{Name: "flags", Kind: asFormula, Formula: flags, Cached: func(o *OrderFact, c clock) any { return o.flags(c) }},
	{Name: "bench_seconds", Kind: asWhole, Value: func(o *OrderFact) any { return o.BenchSeconds }},
	{Name: "labels", Kind: asMoney, Value: func(o *OrderFact) any { return o.share(o.Labels) }},
	{Name: "surcharges", Kind: asMoney, Value: func(o *OrderFact) any { return o.share(o.Surcharges) }},
	{Name: "packaging", Kind: asMoney, Value: func(o *OrderFact) any { return o.share(o.Packaging) }},
	{Name: "labour", Kind: asMoney, Value: func(o *OrderFact) any { return o.share(o.Labour) }},
	{Name: "cost_known", Kind: asFlag, Value: func(o *OrderFact) any { return o.CostKnown }},
	{Name: "cost", Kind: asMoney, Value: func(o *OrderFact) any { return moneyOf(o.Cost, o.CostKnown) }},
	{Name: "cost_currency", Value: func(o *OrderFact) any { return textOf(o.Cost.Currency) }},
}

var lineFields = []field[LineFact]{
	{Name: "order_id", Value: func(l *LineFact) any { return textOf(l.OrderID) }, Width: 18},
	{Name: "order", Value: func(l *LineFact) any { return textOf(l.Order) }, Width: 16},
	{Name: "line", Value: func(l *LineFact) any { return textOf(l.Line) }},
	{Name: "sku", Value: func(l *LineFact) any { return textOf(l.SKU) }, Width: 18},
	{Name: "title", Value: func(l *LineFact) any { return textOf(l.Title) }, Width: 36},
	{Name: "price", Kind: asMoney, Value: func(l *LineFact) any { return moneyOf(l.Price, true) }},
	{Name: "currency", Value: func(l *LineFact) any { return textOf(l.Price.Currency) }},
	{Name: "ordered", Kind: asWhole, Value: func(l *LineFact) any { return l.Ledger.Ordered }},
	{Name: "cancelled", Kind: asWhole, Value: func(l *LineFact) any { return l.Ledger.Cancelled }},
	{Name: "picked", Kind: asWhole, Value: func(l *LineFact) any { return l.Ledger.Picked }},
	{Name: "packed", Kind: asWhole, Value: func(l *LineFact) any { return l.Ledger.Packed }},
	{Name: "handed_over", Kind: asWhole, Value: func(l *LineFact) any { return l.Ledger.HandedOver }},
	{Name: "delivered", Kind: asWhole, Value: func(l *LineFact) any { return l.Ledger.Delivered }},
	{Name: "lost", Kind: asWhole, Value: func(l *LineFact) any { return l.Ledger.Lost }},
	{Name: "return_requested", Kind: asWhole, Value: func(l *LineFact) any { return l.Ledger.ReturnRequested }},
	{Name: "return_received", Kind: asWhole, Value: func(l *LineFact) any { return l.Ledger.ReturnReceived }},
	{Name: "restocked", Kind: asWhole, Value: func(l *LineFact) any { return l.Ledger.Restocked }},
	{Name: "written_off", Kind: asWhole, Value: func(l *LineFact) any { return l.Ledger.WrittenOff }},
	{Name: "to_ship", Kind: asWhole, Value: func(l *LineFact) any { return l.ToShip }},
	{Name: "delivered_on", Kind: asDay, Value: func(l *LineFact) any { return dayOf(l.DeliveredOn) }},
	{Name: "left_on", Kind: asDay, Value: func(l *LineFact) any { return dayOf(l.LeftOn) }},
	{Name: "unit_cost", Kind: asMoney, Value: func(l *LineFact) any { return moneyOf(l.UnitCost, true) }},
	{Name: "unit_cost_currency", Value: func(l *LineFact) any { return textOf(l.UnitCost.Currency) }},
}

var parcelFields = []field[ParcelFact]{
	{Name: "order_id", Value: func(p *ParcelFact) any { return textOf(p.OrderID) }, Width: 18},
	{Name: "order", Value: func(p *ParcelFact) any { return textOf(p.Order) }, Width: 16},
	{Name: "source", Value: func(p *ParcelFact) any { return textOf(p.Source) }},
	{Name: "parcel", Value: func(p *ParcelFact) any { return textOf(p.Parcel) }, Width: 16},
	{Name: "carrier", Value: func(p *ParcelFact) any { return textOf(p.Carrier) }},
	{Name: "service", Value: func(p *ParcelFact) any { return textOf(p.Service) }},
	{Name: "tracking", Value: func(p *ParcelFact) any { return textOf(p.Tracking) }, Width: 24},
	{Name: "phase", Value: func(p *ParcelFact) any { return textOf(string(p.Phase)) }},
	{Name: "reason", Value: func(p *ParcelFact) any { return textOf(string(p.Reason)) }},
	{Name: "pickup", Kind: asFlag, Value: func(p *ParcelFact) any { return p.Pickup }},
	{Name: "cancelled", Kind: asFlag, Value: func(p *ParcelFact) any { return p.Cancelled }},
	{Name: "units", Kind: asWhole, Value: func(p *ParcelFact) any { return p.Units }},
	{Name: "promised_original", Kind: asDay, Value: func(p *ParcelFact) any { return dayOf(p.Promises.Original) }},
	{Name: "promised_latest", Kind: asDay, Value: func(p *ParcelFact) any { return dayOf(p.Promises.Latest) }},
	{Name: "promised_requested", Kind: asDay, Value: func(p *ParcelFact) any { return dayOf(p.Promises.Requested) }},
	{Name: "promised_on", Kind: asFormula, Formula: promisedOn, Cached: func(p *ParcelFact, c clock) any { return emptyOr(p.Promises.On(c.Basis)) }},
	{Name: "packed_on", Kind: asDay, Value: func(p *ParcelFact) any { return onOf(p.Packed) }},
	{Name: "handed_over_on", Kind: asDay, Value: func(p *ParcelFact) any { return onOf(p.HandedOver) }},
	{Name: "handed_over_at_utc", Kind: asInstant, Value: func(p *ParcelFact) any { return atOf(p.HandedOver) }},
	{Name: "possession_on", Kind: asDay, Value: func(p *ParcelFact) any { return onOf(p.Possession) }},
	{Name: "possession_at_utc", Kind: asInstant, Value: func(p *ParcelFact) any { return atOf(p.Possession) }},
	{Name: "left_on", Kind: asDay, Value: func(p *ParcelFact) any { return onOf(p.Left) }},
	{Name: "failed_on", Kind: asDay, Value: func(p *ParcelFact) any { return onOf(p.Failed) }},
	{Name: "failed_first", Kind: asFlag, Value: func(p *ParcelFact) any { return p.FailedFirst }},
	{Name: "attempts", Kind: asWhole, Value: func(p *ParcelFact) any { return p.Attempts }},
	{Name: "collection_on", Kind: asDay, Value: func(p *ParcelFact) any { return onOf(p.Collection) }},
	{Name: "delivered_on", Kind: asDay, Value: func(p *ParcelFact) any { return onOf(p.Delivered) }},
	{Name: "delivered_at_utc", Kind: asInstant, Value: func(p *ParcelFact) any { return atOf(p.Delivered) }},
	{Name: "arrived_on", Kind: asDay, Value: func(p *ParcelFact) any { return onOf(p.Arrived) }},
	{Name: "signed", Kind: asFlag, Value: func(p *ParcelFact) any { return p.Signed }},
	{Name: "left_at", Value: func(p *ParcelFact) any { return textOf(p.LeftAt) }},
	{Name: "problems", Kind: asWhole, Value: func(p *ParcelFact) any { return p.Problems }},
	{Name: "problem_codes", Value: func(p *ParcelFact) any { return textOf(strings.Join(p.Codes, ", ")) }, Width: 30},
	{Name: "overridden", Kind: asFlag, Value: func(p *ParcelFact) any { return p.Overridden }},
	{Name: "surcharge", Kind: asMoney, Value: func(p *ParcelFact) any { return moneyOf(p.Surcharge, true) }},
	{Name: "cost", Kind: asMoney, Value: func(p *ParcelFact) any { return moneyOf(p.Cost, true) }},
	{Name: "cost_currency", Value: func(p *ParcelFact) any { return textOf(p.Cost.Currency) }},
}

var returnFields = []field[ReturnFact]{
	{Name: "order_id", Value: func(r *ReturnFact) any { return textOf(r.OrderID) }, Width: 18},
	{Name: "order", Value: func(r *ReturnFact) any { return textOf(r.Order) }, Width: 16},
	{Name: "return", Value: func(r *ReturnFact) any { return textOf(r.Return) }},
	{Name: "kind", Value: func(r *ReturnFact) any { return textOf(r.Kind) }},
	{Name: "phase", Value: func(r *ReturnFact) any { return textOf(r.Phase) }, Width: 20},
	{Name: "line", Value: func(r *ReturnFact) any { return textOf(r.Line) }},
	{Name: "requested", Kind: asWhole, Value: func(r *ReturnFact) any { return r.Requested }},
	{Name: "received", Kind: asWhole, Value: func(r *ReturnFact) any { return r.Received }},
	{Name: "inspected", Kind: asWhole, Value: func(r *ReturnFact) any { return r.Inspected }},
	{Name: "grade", Value: func(r *ReturnFact) any { return textOf(r.Grade) }},
	{Name: "disposition", Value: func(r *ReturnFact) any { return textOf(r.Disposition) }},
	{Name: "resolution", Value: func(r *ReturnFact) any { return textOf(r.Resolution) }},
	{Name: "first", Kind: asFlag, Value: func(r *ReturnFact) any { return r.First }},
	{Name: "opened_on", Kind: asDay, Value: func(r *ReturnFact) any { return onOf(r.Opened) }},
	{Name: "opened_at_utc", Kind: asInstant, Value: func(r *ReturnFact) any { return atOf(r.Opened) }},
	{Name: "authorised_on", Kind: asDay, Value: func(r *ReturnFact) any { return onOf(r.Authorised) }},
	{Name: "authorised_at_utc", Kind: asInstant, Value: func(r *ReturnFact) any { return atOf(r.Authorised) }},
	{Name: "received_on", Kind: asDay, Value: func(r *ReturnFact) any { return onOf(r.Arrived) }},
	{Name: "received_at_utc", Kind: asInstant, Value: func(r *ReturnFact) any { return atOf(r.Arrived) }},
	{Name: "decided_on", Kind: asDay, Value: func(r *ReturnFact) any { return onOf(r.Decided) }},
	{Name: "decided_at_utc", Kind: asInstant, Value: func(r *ReturnFact) any { return atOf(r.Decided) }},
	{Name: "settled_on", Kind: asDay, Value: func(r *ReturnFact) any { return onOf(r.Settled) }},
	{Name: "settled_at_utc", Kind: asInstant, Value: func(r *ReturnFact) any { return atOf(r.Settled) }},
	{Name: "released_on", Kind: asDay, Value: func(r *ReturnFact) any { return onOf(r.Released) }},
	{Name: "released_at_utc", Kind: asInstant, Value: func(r *ReturnFact) any { return atOf(r.Released) }},
	{Name: "business_hours", Kind: asNumber, Value: func(r *ReturnFact) any { return r.BusinessHours }},
}

var contactFields = []field[ContactFact]{
	{Name: "order_id", Value: func(a *ContactFact) any { return textOf(a.OrderID) }, Width: 18},
	{Name: "order", Value: func(a *ContactFact) any { return textOf(a.Order) }, Width: 16},
	{Name: "event", Value: func(a *ContactFact) any { return textOf(a.Event) }, Width: 20},
	{Name: "code", Value: func(a *ContactFact) any { return textOf(a.Code) }},
	{Name: "asked_on", Kind: asDay, Value: func(a *ContactFact) any { return onOf(a.At) }},
	{Name: "asked_at_utc", Kind: asInstant, Value: func(a *ContactFact) any { return atOf(a.At) }},
	{Name: "repeat", Kind: asFlag, Value: func(a *ContactFact) any { return a.Repeat }},
	{Name: "problem", Kind: asFlag, Value: func(a *ContactFact) any { return contactCodes[a.Code].Problem }},
	{Name: "task", Value: func(a *ContactFact) any { return textOf(a.Task) }, Width: 20},
	{Name: "alerted_at_utc", Kind: asInstant, Value: func(a *ContactFact) any { return atOf(a.Alerted) }},
}

var claimFields = []field[ClaimFact]{
	{Name: "order_id", Value: func(x *ClaimFact) any { return textOf(x.OrderID) }, Width: 18},
	{Name: "order", Value: func(x *ClaimFact) any { return textOf(x.Order) }, Width: 16},
	{Name: "claim", Value: func(x *ClaimFact) any { return textOf(x.Claim) }, Width: 16},
	{Name: "state", Value: func(x *ClaimFact) any { return textOf(x.State) }},
	{Name: "against", Value: func(x *ClaimFact) any { return textOf(x.Against) }},
	{Name: "kind", Value: func(x *ClaimFact) any { return textOf(x.Kind) }},
	{Name: "parcel", Value: func(x *ClaimFact) any { return textOf(x.Parcel) }, Width: 16},
	{Name: "claimed", Kind: asMoney, Value: func(x *ClaimFact) any { return moneyOf(x.Claimed, true) }},
	{Name: "currency", Value: func(x *ClaimFact) any { return textOf(x.Claimed.Currency) }},
	{Name: "paid", Kind: asMoney, Value: func(x *ClaimFact) any { return moneyOf(x.Paid, true) }},
	{Name: "paid_currency", Value: func(x *ClaimFact) any { return textOf(x.Paid.Currency) }},
	{Name: "filed_on", Kind: asDay, Value: func(x *ClaimFact) any { return onOf(x.Filed) }},
	{Name: "filed_at_utc", Kind: asInstant, Value: func(x *ClaimFact) any { return atOf(x.Filed) }},
	{Name: "ended_on", Kind: asDay, Value: func(x *ClaimFact) any { return onOf(x.Ended) }},
	{Name: "ended_at_utc", Kind: asInstant, Value: func(x *ClaimFact) any { return atOf(x.Ended) }},
}

var stockFields = []field[StockFact]{
	{Name: "sku", Value: func(s *StockFact) any { return textOf(s.SKU) }, Width: 18},
	{Name: "counted_on", Kind: asDay, Value: func(s *StockFact) any { return dayOf(s.On) }},
	{Name: "until_on", Kind: asDay, Value: func(s *StockFact) any { return dayOf(s.Until) }},
	{Name: "first_of_day", Kind: asFlag, Value: func(s *StockFact) any { return s.FirstOfDay }},
	{Name: "on_hand", Kind: asWhole, Value: func(s *StockFact) any { return s.OnHand }},
	{Name: "unit_cost", Kind: asMoney, Value: func(s *StockFact) any { return moneyOf(s.UnitCost, true) }},
	{Name: "currency", Value: func(s *StockFact) any { return textOf(s.UnitCost.Currency) }},
	{Name: "value_days", Kind: asFormula, Formula: valueDays, Cached: func(s *StockFact, c clock) any { return major(s.valueDays(c), s.UnitCost.Currency) }},
}

var episodeFields = []field[EpisodeFact]{
	{Name: "order_id", Value: func(e *EpisodeFact) any { return textOf(e.OrderID) }, Width: 18},
	{Name: "order", Value: func(e *EpisodeFact) any { return textOf(e.Order) }, Width: 16},
	{Name: "task", Value: func(e *EpisodeFact) any { return textOf(e.Task) }, Width: 20},
	{Name: "code", Value: func(e *EpisodeFact) any { return textOf(e.Code) }, Width: 22},
	{Name: "owner", Value: func(e *EpisodeFact) any { return textOf(e.Owner) }},
	{Name: "subject", Value: func(e *EpisodeFact) any { return textOf(e.Subject) }, Width: 16},
	{Name: "state", Value: func(e *EpisodeFact) any { return textOf(string(e.State)) }},
	{Name: "reason", Value: func(e *EpisodeFact) any { return textOf(string(e.Reason)) }, Width: 22},
	{Name: "opened_at_utc", Kind: asInstant, Value: func(e *EpisodeFact) any { return instant(e.Opened) }},
	{Name: "due_at_utc", Kind: asInstant, Value: func(e *EpisodeFact) any { return instant(e.Due) }},
	{Name: "ended_at_utc", Kind: asInstant, Value: func(e *EpisodeFact) any { return instant(e.Ended) }},
}

// major turns minor units into the currency's own unit.
func major(minor float64, currency string) float64 {
	for range track.MinorDigits(strings.ToUpper(currency)) {
		minor /= 10
	}
	return minor
}
