package demo

import (
	"time"

	"ordertrail/track"
)

// carrierShare says who carries how many of a hundred ordinary parcels, at what price and pace.
var carrierShare = []struct {
	carrier, service string
	share            int
	cents            int
	days             int // working days in transit, usual
	hub              string
}{
	{"ups", "UPS Ground", 45, 1084, 2, "Hodgkins, IL"},
	{"usps", "Ground Advantage", 28, 742, 3, "Chicago, IL"},
	{"fedex", "FedEx Home Delivery", 27, 1170, 2, "Indianapolis, IN"},
}

// ship gives an ordinary order one parcel and its whole journey, as far as it has come by now.
func (w *world) ship(o *order) {
	day := workdays(o.placed, 1)
	if o.placed.Hour() < 11 && o.placed.Weekday() != time.Saturday && o.placed.Weekday() != time.Sunday {
		day = o.placed // early orders leave the same day
	}
	if w.random.IntN(100) < 6 {
		day = workdays(day, 1)
	}
	p := &parcel{lines: o.lines, picked: clock(day, 12+w.random.IntN(2), w.random.IntN(60))}
	pick := w.random.IntN(100)
	for _, c := range carrierShare {
		if pick -= c.share; pick < 0 {
			p.carrier, p.service, p.costCents = c.carrier, c.service, c.cents+w.random.IntN(400)
			p.labelled = clock(day, 14+w.random.IntN(2), w.random.IntN(60))
			p.given = clock(day, 16, 30+w.random.IntN(30))
			if p.picked.After(Now()) {
				o.noPick = true
				return
			}
			p.tracking = w.trackingNumber(c.carrier)
			w.travel(p, o.person, c.hub, c.days)
			break
		}
	}
	o.parcels = append(o.parcels, p)
}

// travel writes the usual scans of a parcel: taken over, on the way, out, delivered; now and then a day late or missed.
func (w *world) travel(p *parcel, to person, hub string, days int) {
	taken := p.given.Add(time.Duration(90+w.random.IntN(240)) * time.Minute)
	if w.random.IntN(12) == 0 {
		taken = taken.Add(16 * time.Hour)
	}
	p.add(taken, track.Possession, "", "OR", "Origin scan", hub)
	p.add(taken.Add(5*time.Hour), track.Moving, "", "DP", "Departed from facility", hub)
	if w.random.IntN(7) == 0 {
		days++
	}
	if w.random.IntN(25) == 0 {
		days += 2
	}
	door := workdays(clock(taken, 0, 0), days)
	out := clock(door, 8, w.random.IntN(60))
	p.add(out, track.OutForDelivery, "", "OT", "Out for delivery", to.city+", "+to.state)
	delivered := clock(door, 10+w.random.IntN(8), w.random.IntN(60))
	if w.random.IntN(30) == 0 {
		p.add(delivered, track.AttemptFailed, "customer_not_home", "X", "Attempted delivery, nobody home", to.city+", "+to.state)
		delivered = workdays(delivered, 1)
		p.add(clock(delivered, 8, 20), track.OutForDelivery, "", "OT", "Out for delivery", to.city+", "+to.state)
	}
	p.add(delivered, track.Delivered, "", "D", "Delivered", to.city+", "+to.state)
}

// add appends a step; what lies after the sample's moment has not happened.
func (p *parcel) add(at time.Time, phase track.Phase, reason track.Reason, code, text, place string) {
	if at.After(Now()) {
		return
	}
	s := step{at: at, phase: phase, reason: reason, code: code, text: text, place: place}
	if phase == track.Delivered {
		s.left = "Front door"
	}
	p.steps = append(p.steps, s)
}
