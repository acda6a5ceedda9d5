package track

import (
	"strconv"
	"time"
)

// Waits are how long is too long while the shop's own history cannot say, in working days, and how sure that history must
// be. A zero field is the shipped one.
type Waits struct {
	StallHome    int `json:"stall_home,omitempty"`    // silence of a parcel inside the country
	StallAbroad  int `json:"stall_abroad,omitempty"`  // … and of one abroad
	CarrierScan  int `json:"carrier_scan,omitempty"`  // from our hand-over to the carrier's first scan
	Lost         int `json:"lost,omitempty"`          // silence after which a parcel counts as lost; 0 never
	StallAt      int `json:"stall_at,omitempty"`      // per mille of past silences that were shorter than what stalls a parcel
	Handling     int `json:"handling,omitempty"`      // from paid to left, of an order that states neither a day to ship by nor a promise; 0 waits for ever
	Supplier     int `json:"supplier,omitempty"`      // from goods sent to their supplier to the answer; 0 waits for ever
	SupplierSend int `json:"supplier_send,omitempty"` // from the decision that goods go to their supplier to their leaving; 0 waits for ever
}

// The shipped waits.
const (
	stalledHome       = 3
	stalledAbroad     = 5
	noCarrierScanDays = 1
	stallAt           = 950
	countsAsLost      = 15
	handlingDays      = 10
	supplierDays      = 10
	supplierSendDays  = 5
	lostAt            = 995 // per mille of past silences that were shorter than what counts as lost
)

// ShippedWaits are the shipped ones, and after how long a parcel counts as lost where a shop has not decided otherwise.
func ShippedWaits() Waits {
	return Waits{StallHome: stalledHome, StallAbroad: stalledAbroad, CarrierScan: noCarrierScanDays, Lost: countsAsLost, StallAt: stallAt, Handling: handlingDays, Supplier: supplierDays, SupplierSend: supplierSendDays}
}

// abroad reports whether the parcels of the order leave the country.
func (o *orderFold) abroad() bool {
	home, to := o.rules.Country, o.state.Facts.Country
	return home != "" && to != "" && home != to
}

// stallWait is the silence after e that is longer than usual.
func (o *orderFold) stallWait(p *parcelFold, e *Event) bound {
	w := o.rules.Waits
	otherwise := or(w.StallHome, stalledHome)
	if p.abroad {
		otherwise = or(w.StallAbroad, stalledAbroad)
	}
	return p.usual(e, or(w.StallAt, stallAt), silenceIn(e.Phase), otherwise)
}

// scanWait is how long after our hand-over e a carrier's first scan is overdue.
func (o *orderFold) scanWait(p *parcelFold, e *Event) bound {
	w := o.rules.Waits
	return p.usual(e, or(w.StallAt, stallAt), func(l *Lane) Spread { return l.Lag }, or(w.CarrierScan, noCarrierScanDays))
}

// lostWait is the silence after e after which nobody should expect the parcel any more: longer than nearly every silence
// that ended well, where enough of them are known, and never shorter than the shop says.
func (o *orderFold) lostWait(p *parcelFold, e *Event) bound {
	b := p.usual(e, lostAt, silenceIn(e.Phase), o.rules.Waits.Lost)
	if b.days < o.rules.Waits.Lost {
		return bound{days: o.rules.Waits.Lost, level: LevelShipped}
	}
	return b
}

func silenceIn(phase Phase) func(*Lane) Spread {
	return func(l *Lane) Spread { return l.Silence[phase] }
}

// usual is a bound from what history said when e happened, so that a wait that has begun does not change under anybody.
func (p *parcelFold) usual(e *Event, perMille int, of func(*Lane) Spread, otherwise int) bound {
	if p.rules.Past == nil {
		return bound{days: otherwise, level: LevelShipped}
	}
	return p.rules.Past.On(p.learnedBy(e)).usual(p.lane(), perMille, of, otherwise)
}

// learnedBy is the day on which e happened; the day on which we learned of it, if a fast clock put it later than that.
func (p *parcelFold) learnedBy(e *Event) Date {
	if !e.Recorded.IsZero() && e.Recorded.Before(e.At) {
		return DateOf(e.Recorded, p.rules.zone())
	}
	return DateOf(e.At, p.rules.zone())
}

// beyond is an occurrence once a wait after e is over, by the carrier's calendar, unless one of the endings comes before.
func (p *parcelFold) beyond(e *Event, b bound, endings ...ending) occurrence {
	from := p.rules.carrierCalendar(p.state.Carrier).addWorkdays(e.At, b.days)
	c := p.about(e, from, p.because(strconv.Itoa(b.days), b.level, b.n)...)
	c.since = e.At
	c.end(endings...)
	return c
}

// because are the facts of a task that rests on history: what it is about, the level, how many past parcels, and whose:
// carrier, service and zone, as far as the level tells them apart.
func (p *parcelFold) because(about string, level Level, n int) []string {
	whose := [3]string{}
	switch level {
	case LevelLane:
		whose = [3]string{p.state.Carrier, p.state.Service, p.state.Zone}
	case LevelService:
		whose = [3]string{p.state.Carrier, p.state.Service}
	case LevelCarrier:
		whose = [3]string{p.state.Carrier}
	}
	return append([]string{about, string(level), strconv.Itoa(n)}, whose[:]...)
}

func (p *parcelFold) at(s Stamp) time.Time {
	t, err := s.At(p.rules.zone())
	if err != nil {
		return time.Time{}
	}
	return t
}
