package track

import "sort"

// returnPhases says how far a return is after each kind of act. Read a row as: after <kind> the return is <phase>, and
// <rank> orders the phases; a return that several acts touched stands where the furthest of them put it.
var returnPhases = []struct {
	Kind  Kind
	Phase string
	Rank  int
}{
	{ReturnOpened, "requested", 1},
	{ReturnAuthorised, "authorised", 2},
	{ReturnReceived, "inspection_pending", 3},
	{ReturnInspected, "inspected", 4},
	{ReturnDecided, "disposition_decided", 5},
	{ReturnReleased, "resolution_released", 6},
	{ReturnClosed, "closed", 7},
}

func returnPhase(k Kind) (string, int) {
	for _, r := range returnPhases {
		if r.Kind == k {
			return r.Phase, r.Rank
		}
	}
	return "", 0
}

// foldReturns puts together the returns of the order: those somebody opened, those that came in unannounced, and one of
// kind rts for every parcel that comes back on its own.
func (o *orderFold) foldReturns() {
	found := map[string]*ReturnState{}
	ranks := map[string]int{}
	for _, e := range o.events {
		if e.Kind.About() != "return" || e.Return == "" {
			continue
		}
		r := found[e.Return]
		if r == nil {
			r = &ReturnState{Return: e.Return, Kind: "unannounced", Lines: []ReturnLine{}}
			found[e.Return] = r
		}
		r.take(e)
		if phase, rank := returnPhase(e.Kind); rank > ranks[e.Return] {
			r.Phase, ranks[e.Return] = phase, rank
			if contains(returnEnds, e.Code) && (e.Kind == ReturnAuthorised || e.Kind == ReturnClosed) {
				r.Phase = e.Code
			}
		}
	}
	for _, p := range o.parcels {
		comingBack(p, found)
	}
	for _, r := range found {
		r.finish()
		o.state.Returns = append(o.state.Returns, *r)
	}
	sort.Slice(o.state.Returns, func(i, j int) bool { return o.state.Returns[i].Return < o.state.Returns[j].Return })
}

// returnEnds are the codes with which an authorisation or a closing says that nothing comes of the return.
var returnEnds = []string{"declined", "cancelled", "expired"}

// isOver reports whether nothing more is to be done about the return.
func (r *ReturnState) isOver() bool { return r.Phase == "closed" || contains(returnEnds, r.Phase) }

// take adds one act to a return.
func (r *ReturnState) take(e Event) {
	switch e.Kind {
	case ReturnOpened:
		r.announce(e)
		r.Opened = or(r.Opened, e.Occurred)
		r.Reason = or(r.Reason, e.Text)
		if e.Line != "" {
			r.line(e.Line).Requested += e.Quantity
		}
	case ReturnAuthorised:
		r.announce(e)
	case ReturnReceived:
		r.Received = or(r.Received, e.Occurred)
		if e.Line != "" {
			r.line(e.Line).Received += e.Quantity
		}
	case ReturnInspected:
		r.eachLine(e.Line, func(l *ReturnLine) {
			l.Inspected += or(e.Quantity, max(0, l.Received-l.Inspected))
			l.Grade = e.Code
		})
	case ReturnDecided:
		r.eachLine(e.Line, func(l *ReturnLine) { l.Disposition = e.Code })
	case ReturnReleased:
		r.Resolution = e.Code
	default:
	}
}

// announce notes that somebody knew of the return before it came.
func (r *ReturnState) announce(e Event) {
	if r.Kind == "unannounced" {
		r.Kind = "request"
	}
	if e.Kind == ReturnOpened {
		r.Kind = or(e.Code, r.Kind)
	}
	r.Parcel = or(r.Parcel, e.ParcelID)
}

// eachLine does something to one line; to every line of the return when none is named.
func (r *ReturnState) eachLine(id string, do func(*ReturnLine)) {
	if id != "" {
		do(r.line(id))
		return
	}
	for i := range r.Lines {
		do(&r.Lines[i])
	}
}

func (r *ReturnState) line(id string) *ReturnLine {
	for i := range r.Lines {
		if r.Lines[i].Line == id {
			return &r.Lines[i]
		}
	}
	r.Lines = append(r.Lines, ReturnLine{Line: id})
	return &r.Lines[len(r.Lines)-1]
}

// requested is how many units of a line were to come back.
func (r *ReturnState) requested(line string) int {
	for _, l := range r.Lines {
		if l.Line == line {
			return l.Requested
		}
	}
	return 0
}

// finish sorts the lines, and holds the return back where units of it still wait to be inspected.
func (r *ReturnState) finish() {
	sort.Slice(r.Lines, func(i, j int) bool { return lessLine(r.Lines[i].Line, r.Lines[j].Line) })
	for _, l := range r.Lines {
		if l.Inspected < l.Received && (r.Phase == "inspected" || r.Phase == "disposition_decided") {
			r.Phase = "inspection_pending"
		}
	}
}

// comingBack opens a return for a parcel that a carrier sends back, unless a return already names it.
func comingBack(p *parcelFold, found map[string]*ReturnState) {
	if p.state.Phase != Returning && p.state.Phase != ReturnedToUs {
		return
	}
	id := RTSNumber(p.state.Parcel)
	for other, r := range found {
		asked := r.Kind == "request" && r.Parcel == "" && p.state.Times.Delivered != ""
		if other != id && (asked || r.Parcel == p.state.Parcel) {
			return
		}
	}
	r := found[id]
	if r == nil {
		r = &ReturnState{Return: id, Lines: []ReturnLine{}}
		found[id] = r
	}
	r.Phase = or(r.Phase, "in_return_transit")
	r.Kind, r.Parcel = "rts", p.state.Parcel
	r.Reason = or(r.Reason, string(p.state.Reason))
	r.Opened = or(r.Opened, or(p.state.Times.Returning, p.state.Times.Returned))
}

// RTSNumber is the number of the return that a parcel makes by coming back on its own.
func RTSNumber(parcel string) string { return string(NumberFor(NumberReturn, "rts:"+parcel)) }
