package kpi

import "ordertrail/track"

func (c collector) returns(o *track.OrderState) []ReturnFact {
	var out []ReturnFact
	for _, r := range o.Returns {
		settled := c.settled(r)
		for i, l := range r.Lines {
			f := ReturnFact{
				OrderID: o.ID, Order: o.Order, Return: r.Return, Kind: r.Kind, Phase: r.Phase, Line: l.Line,
				Opened: c.moment(r.Opened), Authorised: c.moment(r.Authorised), Arrived: c.moment(r.Received), Settled: settled,
				Requested: l.Requested, Received: l.Received, Inspected: l.Inspected, Grade: l.Grade,
				Disposition: l.Disposition, Resolution: orText(l.Resolution, r.Resolution), First: i == 0,
			}
			if l.Received > 0 && l.Decided >= l.Received {
				f.Decided = c.moment(r.Decided)
			}
			if r.Phase == "resolution_released" || r.Phase == "closed" {
				f.Released = c.moment(r.Released)
			}
			if f.Arrived.Timed() && f.Decided.Timed() {
				f.BusinessHours = c.shop.Calendar.Hours(f.Arrived.At, f.Decided.At)
			}
			out = append(out, f)
		}
	}
	return out
}

// settled is when the last unit of a return was decided about; nothing while one waits.
func (c collector) settled(r track.ReturnState) Moment {
	for _, l := range r.Lines {
		if l.Decided < l.Received {
			return Moment{}
		}
	}
	return c.moment(r.Decided)
}

func orText(a, b string) string {
	if a != "" {
		return a
	}
	return b
}

func (c collector) claims(o *track.OrderState) []ClaimFact {
	var out []ClaimFact
	for _, x := range o.Claims {
		out = append(out, ClaimFact{
			OrderID: o.ID, Order: o.Order, Claim: x.Claim, State: x.State, Against: x.Against, Kind: x.Kind, Parcel: x.Parcel,
			Claimed: x.Claimed, Paid: x.Paid, Filed: c.moment(orStamp(x.Filed, x.Opened)), Ended: c.moment(x.Ended),
		})
	}
	return out
}

func orStamp(a, b track.Stamp) track.Stamp {
	if a != "" {
		return a
	}
	return b
}
