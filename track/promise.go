package track

import "time"

// foldPromise decides how the order stands against the latest date we promised. A delivery on the promised day is on
// time; the day is the one where the parcel arrived. The clock of an order that ended without a delivery stands still: it
// is as late as it was then, and promises nothing when it ended before the day.
func (o *orderFold) foldPromise() {
	p := &o.state.Promise
	p.State = o.promiseState(p)
	o.state.Facets.Promise = p.State
}

func (o *orderFold) promiseState(p *Promise) PromiseState {
	state, zone := o.state.Facets.State, o.rules.zone()
	if p.Latest == "" || state == CancelledAs || o.state.Elsewhere() || o.state.Bygone || o.wanted == 0 && o.nothingToShip() {
		return NoPromise
	}
	if arrived := o.state.Times.Delivered.Date(); arrived != "" {
		return p.lateBy(arrived, OnTrack)
	}
	if state == Closed {
		return p.lateBy(DateOf(o.ended(), zone), NoPromise)
	}
	today := DateOf(o.now, zone)
	standing := p.lateBy(today, OnTrack)
	switch {
	case standing == Late:
		o.checkAt(today.End(zone)) // tomorrow it is later by one more day
	case o.slipping():
		standing = AtRisk
	}
	o.checkAt(p.Latest.End(zone))
	return standing
}

// lateBy notes how many days after the promise day lies: Late when it does, else otherwise.
func (p *Promise) lateBy(day Date, otherwise PromiseState) PromiseState {
	if p.Days = max(0, day.DaysAfter(p.Latest)); p.Days > 0 {
		return Late
	}
	return otherwise
}

// slipping reports whether something already known makes the promise hard to keep: the carrier names a later day, a
// parcel failed, is held, coming back or gone, or the day to ship by has passed with units still here.
func (o *orderFold) slipping() bool {
	promise, shipBy := o.state.Promise.Latest, o.state.Facts.ShipBy.day()
	if shipBy != "" && o.handed < o.wanted {
		end := shipBy.End(o.rules.zone())
		o.checkAt(end)
		if !o.now.Before(end) {
			return true
		}
	}
	return o.anyParcel(func(p *parcelFold) bool {
		s := p.state
		return s.Estimated.slips(promise) || s.Phase == AttemptFailed || s.Phase == Returning || s.Phase == Lost ||
			s.Phase == Destroyed || s.Phase == ReturnedToUs || s.Flag != ""
	})
}

// checkAt notes an instant at which time alone may change the state; the earliest that lies ahead is kept.
func (o *orderFold) checkAt(t time.Time) {
	if t.After(o.now) && (o.state.Check.IsZero() || t.Before(o.state.Check)) {
		o.state.Check = t.UTC()
	}
}
