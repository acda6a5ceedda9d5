package track

import "time"

// foldPromise decides how the order stands against the latest date we promised. A delivery on the promised day is on
// time; the day is the one where the parcel arrived.
func (o *orderFold) foldPromise() {
	p := &o.state.Promise
	defer func() { o.state.Facets.Promise = p.State }()
	p.State = NoPromise
	if p.Latest == "" || o.wanted == 0 && o.cancelledUnits() > 0 {
		return
	}
	arrived := o.state.Times.Delivered.Date()
	today := DateOf(o.now, o.rules.zone())
	switch {
	case arrived != "":
		p.Days = max(0, arrived.DaysAfter(p.Latest))
	default:
		p.Days = max(0, today.DaysAfter(p.Latest))
		o.checkAt(p.Latest.End(o.rules.zone()))
	}
	switch {
	case p.Days > 0:
		p.State = Late
		if arrived == "" {
			o.checkAt(today.End(o.rules.zone())) // tomorrow it is later by one more day
		}
	case arrived == "" && o.slipping():
		p.State = AtRisk
	default:
		p.State = OnTrack
	}
}

// slipping reports whether something already known makes the promise hard to keep: the carrier names a later day, a
// parcel failed, is held, coming back or gone, or the day to ship by has passed with units still here.
func (o *orderFold) slipping() bool {
	promise, f := o.state.Promise.Latest, o.state.Facts
	if f.ShipBy != "" && o.handed < o.wanted {
		end := f.ShipBy.End(o.rules.zone())
		o.checkAt(end)
		if !o.now.Before(end) {
			return true
		}
	}
	return o.anyParcel(func(p *parcelFold) bool {
		s := p.state
		return s.Estimated.To > promise || s.Phase == AttemptFailed || s.Phase == Returning || s.Phase == Lost ||
			s.Phase == Destroyed || s.Phase == ReturnedToUs || s.Flag != ""
	})
}

// checkAt notes an instant at which time alone may change the state; the earliest that lies ahead is kept.
func (o *orderFold) checkAt(t time.Time) {
	if t.After(o.now) && (o.state.Check.IsZero() || t.Before(o.state.Check)) {
		o.state.Check = t.UTC()
	}
}
