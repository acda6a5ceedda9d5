package track

import "time"

// foldState decides whether the order is being worked on.
func (o *orderFold) foldState() {
	f := &o.state.Facets
	switch {
	case o.isCancelled():
		f.State = CancelledAs
	case !o.state.DuplicateOf.IsZero():
		f.State = Closed
	case o.hold:
		f.State = OnHold
	case o.settled():
		f.State = Closed
	default:
		f.State = Open
	}
}

// isCancelled reports whether nothing that was ordered is wanted any more. What has left cannot be cancelled.
func (o *orderFold) isCancelled() bool {
	if o.cancelled && o.handed == 0 {
		return true
	}
	cancelled := 0
	for _, l := range o.lines {
		cancelled += l.Ledger.Cancelled
	}
	return o.wanted == 0 && cancelled > 0
}

// settled reports whether nothing is left to do: every unit has ended its journey, no return is under way, and no task is
// open. An order that is none of ours to work on always is; a bygone one is as far as its parcels go.
func (o *orderFold) settled() bool {
	if o.state.Elsewhere() {
		return true
	}
	if o.state.Facets.Attention > 0 {
		return false
	}
	for _, r := range o.state.Returns {
		if !r.IsOver() {
			return false
		}
	}
	if o.anyParcel(func(p *parcelFold) bool { return p.state.OnItsWay && !p.state.Phase.IsFinal() }) {
		return false
	}
	if o.state.Bygone {
		return true
	}
	if o.wanted == 0 {
		return o.nothingToShip()
	}
	return o.handed >= o.wanted
}

// nothingToShip reports whether every line is a service, or of no units: a shop writes a line that it took back so.
func (o *orderFold) nothingToShip() bool {
	for _, l := range o.lines {
		if !l.NoShip && l.wanted() > 0 {
			return false
		}
	}
	return len(o.lines) > 0
}

// ended is when the last thing of a closed order happened: a journey's end, a return's, or a task's.
func (o *orderFold) ended() time.Time {
	end := latest(o.last(ReturnReleased).At, o.last(ReturnClosed).At)
	for _, p := range o.parcels {
		end = latest(end, p.over())
	}
	for _, t := range o.episodes {
		end = latest(end, t.Ended)
	}
	return end
}
