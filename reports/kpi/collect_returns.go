package kpi

import "ordertrail/track"

func (c collector) returns(o *track.OrderState) []ReturnFact {
	var out []ReturnFact
	for _, r := range o.Returns {
		for i, l := range r.Lines {
			f := ReturnFact{
				OrderID: o.ID, Order: o.Order, Return: r.Return, Kind: r.Kind, Phase: r.Phase, Line: l.Line,
				Requested: l.Requested, Received: l.Received, Inspected: l.Inspected, Grade: l.Grade,
				Disposition: l.Disposition, Resolution: r.Resolution, First: i == 0,
				Opened: c.moment(r.Opened), Arrived: c.moment(r.Received),
			}
			if f.Arrived.Timed() && f.Decided.Timed() {
				f.BusinessHours = c.shop.Calendar.Hours(f.Arrived.At, f.Decided.At)
			}
			out = append(out, f)
		}
	}
	return out
}
